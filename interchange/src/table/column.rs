//! Columns by the names that people give them.

/// What a column says, in the order in which columns are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    Id,
    Title,
    Type,
    Stem,
    /// By place, counted from 0.
    Option(usize),
    Correct,
    /// What the option at this place earns.
    Score(usize),
    Tolerance,
    Unit,
    Case,
    Points,
    /// What is said to those who choose the option at this place.
    OptionFeedback(usize),
    Feedback,
    Outcome,
    Difficulty,
    Pool,
    Status,
    Tags,
    Last,
    Image,
    Shuffle,
    Several,
    Markup,
}

impl Column {
    /// As the template calls it.
    pub(crate) fn name(self) -> String {
        let lettered = |name: &str, place| format!("{name}_{}", crate::letters::id(place));
        let name = match self {
            Self::Option(place) => return lettered("option", place),
            Self::Score(place) => return lettered("score", place),
            Self::OptionFeedback(place) => return lettered("feedback", place),
            Self::Id => "id",
            Self::Title => "title",
            Self::Type => "type",
            Self::Stem => "stem",
            Self::Correct => "correct",
            Self::Tolerance => "tolerance",
            Self::Unit => "unit",
            Self::Case => "case",
            Self::Points => "points",
            Self::Feedback => "feedback",
            Self::Outcome => "outcome",
            Self::Difficulty => "difficulty_b",
            Self::Pool => "pool",
            Self::Status => "status",
            Self::Tags => "tags",
            Self::Last => "last",
            Self::Image => "image",
            Self::Shuffle => "shuffle",
            Self::Several => "max_choices",
            Self::Markup => "markup",
        };
        name.to_owned()
    }

    /// The column of a name, whatever its case and spaces.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let name = folded(name);
        let column = match name.as_str() {
            "id" | "itemid" | "questionid" | "qid" | "identifier" | "code" | "name" | "ref" | "no" | "number" | "nr" => Self::Id,
            "title" | "label" => Self::Title,
            "type" | "questiontype" | "itemtype" | "kind" | "qtype" | "format" => Self::Type,
            "stem" | "question" | "prompt" | "questiontext" | "text" | "itemtext" | "frage" | "vraag" | "pregunta" => Self::Stem,
            "correct" | "answer" | "key" | "correctanswer" | "correctanswers" | "answers" | "rightanswer" | "right"
            | "solution" | "answerkey" | "correctoption" | "correctoptions" | "correctresponse" | "correctchoice" | "antwort"
            | "antwoord" | "respuesta" | "reponse" => Self::Correct,
            "tolerance" | "margin" | "plusminus" => Self::Tolerance,
            "unit" | "units" => Self::Unit,
            "case" | "casesensitive" | "usecase" => Self::Case,
            "points" | "point" | "marks" | "mark" | "score" | "maxscore" => Self::Points,
            "feedback" | "generalfeedback" | "explanation" | "rationale" | "comment" => Self::Feedback,
            "outcome" | "outcomes" | "learningoutcome" | "learningoutcomes" | "objective" | "standard" | "competency"
            | "skill" => Self::Outcome,
            "difficultyb" | "difficulty" | "irtb" => Self::Difficulty,
            "pool" => Self::Pool,
            "status" => Self::Status,
            "tags" | "tag" | "keywords" | "category" | "categories" | "topic" => Self::Tags,
            "last" | "fixed" | "pinned" => Self::Last,
            "image" | "picture" | "media" | "img" => Self::Image,
            "shuffle" | "shuffleanswers" | "shuffleoptions" => Self::Shuffle,
            "maxchoices" => Self::Several,
            "markup" | "textformat" => Self::Markup,
            name => return Self::numbered(name),
        };
        Some(column)
    }

    /// `optiona`, `choice1`, `a`, `feedbackb`, `choice2score`.
    fn numbered(name: &str) -> Option<Self> {
        if let Some(place) = place(name) {
            return name.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(Self::Option(place));
        }
        for (start, end, of) in [
            ("choice", "score", Self::Score as fn(usize) -> Self),
            ("option", "score", Self::Score),
            ("answer", "score", Self::Score),
            ("score", "", Self::Score),
            ("choice", "feedback", Self::OptionFeedback),
            ("option", "feedback", Self::OptionFeedback),
            ("answer", "feedback", Self::OptionFeedback),
            ("feedbackfor", "", Self::OptionFeedback),
            ("feedback", "", Self::OptionFeedback),
            ("option", "", Self::Option),
            ("choice", "", Self::Option),
            ("answer", "", Self::Option),
            ("alternative", "", Self::Option),
            ("response", "", Self::Option),
            ("opt", "", Self::Option),
        ] {
            let between = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
            if let Some(place) = between.and_then(place) {
                return Some(of(place));
            }
        }
        None
    }
}

/// The place that a letter or a number names.
fn place(name: &str) -> Option<usize> {
    crate::letters::place(name)
        .or_else(|| name.parse::<usize>().ok().filter(|number| (1..=26).contains(number)).map(|number| number - 1))
}

/// Small letters and digits only.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_names_that_people_give() {
        for (name, column) in [
            ("Stem", Some(Column::Stem)),
            (" Question ", Some(Column::Stem)),
            ("Correct Answer", Some(Column::Correct)),
            ("key", Some(Column::Correct)),
            ("A", Some(Column::Option(0))),
            ("Option B", Some(Column::Option(1))),
            ("choice_3", Some(Column::Option(2))),
            ("Answer 1", Some(Column::Option(0))),
            ("choice_3_score", Some(Column::Score(2))),
            ("feedback_e", Some(Column::OptionFeedback(4))),
            ("Feedback for A", Some(Column::OptionFeedback(0))),
            ("difficulty_b", Some(Column::Difficulty)),
            ("b", Some(Column::Option(1))),
            ("1", None),
            ("metadata_grade", None),
            ("", None),
        ] {
            assert_eq!(Column::of(name), column, "{name}");
        }
    }

    #[test]
    fn reads_the_names_that_it_writes() {
        let fixed = [
            Column::Id,
            Column::Title,
            Column::Type,
            Column::Stem,
            Column::Correct,
            Column::Tolerance,
            Column::Unit,
            Column::Case,
            Column::Points,
            Column::Feedback,
            Column::Outcome,
            Column::Difficulty,
            Column::Pool,
            Column::Status,
            Column::Tags,
            Column::Last,
            Column::Image,
            Column::Shuffle,
            Column::Several,
            Column::Markup,
        ];
        let numbered = (0..26).flat_map(|place| [Column::Option(place), Column::Score(place), Column::OptionFeedback(place)]);
        for column in fixed.into_iter().chain(numbered) {
            assert_eq!(Column::of(&column.name()), Some(column));
        }
    }
}
