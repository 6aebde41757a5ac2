//! What reading a file of another program came to: questions, pictures, problems, and whether it can be taken.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::clean::{Cleaned, Cleaner};
use crate::line::Line;
use crate::native::Media;
use crate::package::Files;
use crate::picture;
use crate::problems::Problems;
use crate::question::{Body, Question, doubled};
use crate::{Format, Problem, Severity, share};

/// No file has more questions.
const MAX_QUESTIONS: usize = 50_000;

/// No question has more options, answers or gaps: far more than anybody answers.
pub(crate) const MAX_PARTS: usize = 500;

/// Whether what was read can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All of it.
    Accept,
    /// All of it, after unsafe markup was taken out.
    AcceptSanitised,
    /// What is sound; the rest is left out, and named.
    Partial,
    /// Nothing.
    Reject,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What kind of file it is.
    pub format: Format,
    /// What can be taken, in the order of the file.
    pub questions: Vec<Question>,
    /// Pictures that the questions show as `media/NAME`.
    pub media: BTreeMap<String, Media>,
    /// In the order of the file.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Whether it can be taken.
    pub fn verdict(&self) -> Verdict {
        let sanitised = ["html-removed", "svg-cleaned", "latex-error"];
        if !self.problems.iter().any(Problem::is_error) {
            let cleaned = self.problems.iter().any(|problem| sanitised.contains(&problem.code));
            if cleaned { Verdict::AcceptSanitised } else { Verdict::Accept }
        } else if self.questions.is_empty() {
            Verdict::Reject
        } else {
            Verdict::Partial
        }
    }
}

/// Where a text stands, for its problems.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    /// In which file.
    pub(crate) file: &'a str,
    /// Where in it.
    pub(crate) line: Line,
    /// In which question.
    pub(crate) item: &'a str,
    /// As the format calls it.
    pub(crate) field: &'a str,
}

impl At<'_> {
    /// A problem here.
    pub(crate) fn problem(&self, code: &'static str, value: impl Into<String>, expected: impl Into<String>) -> Problem {
        Problem::error(self.file, None, self.field, value, expected).at(self.line).code(code).item(self.item)
    }
}

/// Collects what a format's reader finds.
pub(crate) struct Reader {
    pub(crate) questions: Vec<Question>,
    pub(crate) problems: Problems,
    /// Files that came with the questions, by path: a package's, or those inside a Moodle question.
    pub(crate) files: Files,
    media: BTreeMap<String, Media>,
    cleaner: Cleaner,
    /// Each id in small letters, with the number that its next double gets.
    ids: BTreeMap<String, usize>,
    /// The names that the file gives, in small letters.
    given: BTreeSet<String>,
    /// How many questions have asked for an id.
    asked: usize,
    /// Questions beyond the limit, and where the first of them is.
    more: Option<(usize, String, usize)>,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self {
            questions: Vec::new(),
            problems: Problems::default(),
            files: Files::new(),
            media: BTreeMap::new(),
            cleaner: Cleaner::new(),
            ids: BTreeMap::new(),
            given: BTreeSet::new(),
            asked: 0,
            more: None,
        }
    }

    /// What was collected.
    pub(crate) fn finish(mut self, format: Format) -> Reading {
        if self.questions.is_empty() && !self.problems.iter().any(Problem::is_error) && !format.may_be_empty() {
            self.problems.push(Problem::error("", None, "file", "no questions", "at least one question").code("no-items"));
        }
        if let Some((more, file, line)) = self.more {
            let expected = format!("at most {MAX_QUESTIONS} questions in a file; those from here on were left out");
            self.problems.push(Problem::error(file, line, "questions", format!("{more} more"), expected).code("too-large"));
        }
        Reading { format, questions: self.questions, media: self.media, problems: self.problems.into_list() }
    }

    /// Takes a question, unless it has too many parts or there are too many questions, which is said.
    pub(crate) fn add(&mut self, mut question: Question) {
        share::settle(&mut question);
        let parts = question.body.parts();
        if parts > MAX_PARTS {
            let Question { file, line, id, .. } = &question;
            let expected = format!("at most {MAX_PARTS} options, answers or gaps in a question");
            let problem = Problem::error(file, *line, "options", parts.to_string(), expected).code("too-large");
            self.problems.push(problem.item(id));
        } else if self.is_full() {
            let more = self.more.get_or_insert((0, question.file, question.line));
            more.0 += 1;
        } else if !self.is_ambiguous(&question) {
            self.questions.push(question);
        }
    }

    /// Whether two options of one text earn differently, so that nobody can know which is meant; two that earn the same are said only.
    /// A reader that has told the place of the double has told it well enough.
    fn is_ambiguous(&mut self, question: &Question) -> bool {
        let Body::Choice { options, .. } = &question.body else { return false };
        let Some(double) = doubled(options.iter().map(|option| (option.text.as_str(), option.fraction))) else { return false };
        let told = |problem: &&mut Problem| {
            problem.code == "duplicate-option" && problem.item.as_ref().is_some_and(|item| *item == question.id)
        };
        if let Some(known) = self.problems.iter_mut().rev().find(told) {
            known.severity = if double.differs { Severity::Error } else { Severity::Warning };
            return double.differs;
        }
        let expected = if double.differs {
            "a text that no other option has: one of the two earns more, and nobody can know which is meant; the question is left out"
        } else {
            "a text that no other option has"
        };
        let text = crate::words(&options[double.places[1]].text);
        let problem = Problem::error(&question.file, question.line, "options", text, expected);
        let problem = problem.code("duplicate-option").item(&question.id);
        self.problems.push(if double.differs { problem } else { problem.as_warning() });
        double.differs
    }

    /// Whether there is no place for more questions.
    fn is_full(&self) -> bool {
        self.questions.len() >= MAX_QUESTIONS
    }

    /// A text of its own, sanitised. What was taken out is a problem at its place.
    pub(crate) fn block(&mut self, at: At<'_>, html: &str) -> String {
        self.clean(at, html, false)
    }

    /// The same for a label.
    pub(crate) fn inline(&mut self, at: At<'_>, html: &str) -> String {
        self.clean(at, html, true)
    }

    fn clean(&mut self, at: At<'_>, html: &str, inline: bool) -> String {
        // What has no markup needs no parser: most texts of a large bank.
        if !html.contains(['<', '&', '>', '\u{a0}']) {
            let text = html.trim();
            return crate::markers::place(&if inline || text.is_empty() { text.to_owned() } else { format!("<p>{text}</p>") });
        }
        let Self { cleaner, files, media, problems, .. } = self;
        let mut show = |source: &str| picture::shown(files, media, at, source, problems);
        let cleaned = if inline { cleaner.inline(html, &mut show) } else { cleaner.block(html, &mut show) };
        let Cleaned { html, removed, beyond, unshown, without_alt } = cleaned;
        if !removed.is_empty() {
            let limit = beyond.map(|beyond| format!(", {}", beyond.limit())).unwrap_or_default();
            let expected = format!("text, pictures, tables and links only{limit}; it was taken out");
            let problem = at.problem("html-removed", removed.join(", "), expected);
            problems.push(problem.as_warning());
        }
        if !unshown.is_empty() {
            let problem = at.problem("media-unsupported", unshown.join(", "), "pictures and text; sound and film are not shown");
            problems.push(problem.as_warning());
        }
        if without_alt > 0 {
            let problem =
                at.problem("image-without-alt", "a picture without words", "words for those who do not see the picture (alt)");
            problems.push(problem.as_warning());
        }
        html
    }

    /// A safe id that no question here has yet, made of what the file says, else of `fallback`; where neither has a letter or digit that
    /// an id may have, the question's number makes it. A name that the file gives twice is said, and so is an id that another had.
    pub(crate) fn id(&mut self, file: &str, line: impl Into<Line>, given: &str, fallback: &str) -> String {
        self.asked += 1;
        let numbered = format!("question-{}", self.asked);
        let wanted = [slug(given), slug(fallback)].into_iter().find(|id| !id.is_empty()).unwrap_or(numbered);
        if self.is_full() {
            // Its question is left out.
            return wanted;
        }
        let mut id = wanted.clone();
        let first = wanted.to_lowercase();
        // Counting goes on where the last double stopped: a file may say one id thousands of times.
        let mut number = self.ids.get(&first).copied().unwrap_or(2);
        while self.ids.contains_key(&id.to_lowercase()) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        self.ids.insert(id.to_lowercase(), 2);
        self.ids.insert(first, number);
        let name = given.trim();
        // Two names of another script may leave the same letters, and are no double.
        let doubled = !name.is_empty() && !self.given.insert(name.to_lowercase());
        if doubled || id != wanted && name == wanted {
            let expected = format!("a name that no other question has; it is called {id} now");
            let problem = Problem::error(file, None, "id", given, expected).at(line.into());
            self.problems.push(problem.as_warning().code("duplicate-item-id").item(&id));
        }
        id
    }
}

/// Letters, digits, `-`, `_` and `.` of a text, at most 60, so that it can be an id and a file's name. Letters with accents become those
/// without; of other scripts nothing is left, so that what comes back may be empty.
///
/// ```
/// assert_eq!(interchange::slug("Q 1: Où est-ce?"), "Q-1-Ou-est-ce");
/// assert_eq!(interchange::slug("Été à Ōhau"), "Ete-a-Ohau");
/// assert_eq!(interchange::slug("问题"), "");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.trim().chars() {
        if c.is_ascii_alphanumeric() || "_.".contains(c) {
            slug.push(c);
        } else if let Some(folded) = folded(c) {
            slug.push_str(&folded);
        } else if !is_accent(c) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 60 {
            break;
        }
    }
    slug.trim_matches(['-', '.']).to_owned()
}

/// A letter without its accent, or as two: a capital one stays one.
fn folded(c: char) -> Option<String> {
    let small = c.to_lowercase().next().unwrap_or(c);
    let plain = match small {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'ö' | 'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    };
    let (first, rest) = plain.split_at(1);
    Some(if small == c { plain.to_owned() } else { first.to_ascii_uppercase() + rest })
}

/// An accent that is a character of its own, behind its letter.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::native::is_name;

    #[test]
    fn makes_ids_unique_and_says_so() {
        let mut reader = Reader::new();
        assert_eq!(reader.id("f", 1, "Q1", "x"), "Q1");
        assert_eq!(reader.id("f", 2, "q1", "x"), "q1-2");
        assert_eq!(reader.id("f", 3, "", "item 3"), "item-3");
        assert_eq!(reader.problems.len(), 1);
        assert!(is_name(&slug(&"é ".repeat(200))));
    }

    #[test]
    fn makes_ids_of_names_in_other_scripts() {
        let mut reader = Reader::new();
        for (name, id) in [
            ("问题一", "question-1"),
            ("问题二", "question-2"),
            ("Вопрос", "question-3"),
            ("Вопрос 7", "7"),
            ("Задача 7", "7-2"),
            ("Été", "Ete"),
            ("Ōhau Ā", "Ohau-A"),
            ("ÄRGER ẞ", "AeRGER-Ss"),
            ("e\u{301}tude", "etude"),
        ] {
            assert_eq!(reader.id("f", 1, name, name), id, "{name}");
        }
        assert_eq!(reader.problems.len(), 0, "{:?}", &reader.problems[..]);
        assert_eq!(reader.id("f", 1, "вопрос", ""), "question-10");
        assert_eq!(reader.id("f", 1, "7", ""), "7-3");
        assert_eq!(reader.id("f", 1, "Вопрос 7", ""), "7-4");
        // A name that another has, and an id that could not be kept.
        assert_eq!(reader.problems.iter().map(|problem| problem.value.as_str()).collect::<Vec<_>>(), ["вопрос", "7", "Вопрос 7"]);
    }

    #[test]
    fn leaves_out_a_question_of_which_two_options_say_the_same_and_earn_differently() {
        let moodle = |shares: [u8; 3]| {
            let answer = |(text, share)| format!("<answer fraction=\"{share}\"><text>{text}</text></answer>");
            let answers: String = ["same", "same", "other"].into_iter().zip(shares).map(answer).collect();
            format!("<quiz><question type=\"multichoice\"><questiontext><text>Q</text></questiontext>{answers}</question></quiz>")
        };
        let qti = |key: &str| {
            format!(
                "<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"i\" title=\"t\" adaptive=\"false\" time-dependent=\"false\">\
                 <qti-response-declaration identifier=\"RESPONSE\" cardinality=\"single\" base-type=\"identifier\"><qti-correct-response><qti-value>{key}</qti-value></qti-correct-response></qti-response-declaration>\
                 <qti-item-body><qti-choice-interaction response-identifier=\"RESPONSE\" max-choices=\"1\"><qti-prompt>Q</qti-prompt>\
                 <qti-simple-choice identifier=\"A\">same</qti-simple-choice><qti-simple-choice identifier=\"B\"> same</qti-simple-choice>\
                 <qti-simple-choice identifier=\"C\">other</qti-simple-choice></qti-choice-interaction></qti-item-body>\
                 <qti-response-processing template=\"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml\"/></qti-assessment-item>"
            )
        };
        let table = |key: &str| format!("id,stem,option_a,option_b,option_c,correct\n1,Q,same,same,other,{key}\n");
        for (name, differ, agree) in [
            ("q.gift", "Q {=same ~same ~other}".to_owned(), "Q {~same ~same =other}".to_owned()),
            (
                "q.txt",
                "Q\nA. same\nB. same\nC. other\nANSWER: A\n".to_owned(),
                "Q\nA. same\nB. same\nC. other\nANSWER: C\n".to_owned(),
            ),
            ("q.xml", moodle([0, 100, 0]), moodle([0, 0, 100])),
            ("q.xml", qti("B"), qti("C")),
            ("q.csv", table("B"), table("C")),
        ] {
            for (text, kept) in [(differ, 0), (agree, 1)] {
                let reading = crate::read(name, text.as_bytes());
                let told = reading.problems.iter().filter(|problem| problem.code == "duplicate-option");
                let told: Vec<_> =
                    told.map(|problem| (problem.is_error(), problem.line.is_some() || problem.cell.is_some())).collect();
                assert_eq!(
                    (reading.questions.len(), &told[..]),
                    (kept, &[(kept == 0, true)][..]),
                    "{text}: {:?}",
                    reading.problems
                );
            }
        }
    }
}
