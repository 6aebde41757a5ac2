//! Types by the names that people give them.

/// How a row's question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// Exactly one is right.
    Choice,
    /// Several may be right.
    Multi,
    /// One or several, as `correct` says.
    Any,
    TrueFalse,
    Numeric,
    Text,
    Match,
    Order,
    Cloze,
    Essay,
    Description,
    /// Known, and not read.
    Unsupported(&'static str),
}

/// Names in small letters without signs, and what they mean.
const NAMES: &[(&str, Type)] = &[
    ("choice", Type::Choice),
    ("single", Type::Choice),
    ("singlechoice", Type::Choice),
    ("singleanswer", Type::Choice),
    ("singleselect", Type::Choice),
    ("multi", Type::Multi),
    ("multiple", Type::Multi),
    ("multipleresponse", Type::Multi),
    ("multipleanswer", Type::Multi),
    ("multipleanswers", Type::Multi),
    ("multipleselect", Type::Multi),
    ("multiselect", Type::Multi),
    ("checkbox", Type::Multi),
    ("checkboxes", Type::Multi),
    ("ma", Type::Multi),
    ("mr", Type::Multi),
    ("mc", Type::Any),
    ("mcq", Type::Any),
    ("multiplechoice", Type::Any),
    ("multichoice", Type::Any),
    ("qcm", Type::Any),
    ("truefalse", Type::TrueFalse),
    ("tf", Type::TrueFalse),
    ("boolean", Type::TrueFalse),
    ("bool", Type::TrueFalse),
    ("yesno", Type::TrueFalse),
    ("numeric", Type::Numeric),
    ("number", Type::Numeric),
    ("numerical", Type::Numeric),
    ("num", Type::Numeric),
    ("shorttext", Type::Text),
    ("text", Type::Text),
    ("shortanswer", Type::Text),
    ("short", Type::Text),
    ("fillin", Type::Text),
    ("fillintheblank", Type::Text),
    ("fib", Type::Text),
    ("match", Type::Match),
    ("matching", Type::Match),
    ("order", Type::Order),
    ("ordering", Type::Order),
    ("sequence", Type::Order),
    ("ranking", Type::Order),
    ("cloze", Type::Cloze),
    ("gaps", Type::Cloze),
    ("gap", Type::Cloze),
    ("gapfill", Type::Cloze),
    ("fillintheblanks", Type::Cloze),
    ("essay", Type::Essay),
    ("longtext", Type::Essay),
    ("longanswer", Type::Essay),
    ("openended", Type::Essay),
    ("description", Type::Description),
    ("information", Type::Description),
    ("textonly", Type::Description),
    ("hotspot", Type::Unsupported("hotspot")),
    ("upload", Type::Unsupported("upload")),
    ("fileupload", Type::Unsupported("upload")),
    ("drawing", Type::Unsupported("drawing")),
    ("calculated", Type::Unsupported("calculated")),
    ("hottext", Type::Unsupported("hottext")),
    ("slider", Type::Unsupported("slider")),
    ("associate", Type::Unsupported("associate")),
    ("draganddrop", Type::Unsupported("drag and drop")),
];

/// The names that the template uses.
pub(super) const TEMPLATE: &str = "choice, multi, true_false, numeric, short_text, match, order, cloze, essay or description";

impl Type {
    /// The type of a name.
    pub(super) fn of(name: &str) -> Option<Self> {
        let name = folded(name);
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// The name that is nearly this one.
    pub(super) fn likely(name: &str) -> Option<&'static str> {
        let name = folded(name);
        NAMES.iter().map(|(known, _)| *known).find(|known| strsim::damerau_levenshtein(known, &name) <= 1 + known.len() / 8)
    }

    /// Whether `correct` says what is right.
    pub(super) fn needs_key(self) -> bool {
        matches!(self, Self::Choice | Self::Multi | Self::Any | Self::TrueFalse | Self::Numeric | Self::Text)
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(40).collect()
}

/// What a word says of truth.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" | "right" | "correct" | "wahr" | "ja" | "vrai" | "oui" | "verdadero" | "sí" | "waar" => {
            Some(true)
        }
        "false" | "f" | "no" | "n" | "0" | "wrong" | "incorrect" | "falsch" | "nein" | "faux" | "non" | "falso" | "onwaar"
        | "nee" => Some(false),
        _ => None,
    }
}
