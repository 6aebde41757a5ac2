//! What reading a file of another program came to: questions, pictures, problems, and whether it can be taken.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::clean::{Cleaned, Cleaner};
use crate::line::Line;
use crate::native::Media;
use crate::package::Files;
use crate::picture;
use crate::problems::Problems;
use crate::question::Question;
use crate::{Format, Problem};

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
    pub(crate) fn add(&mut self, question: Question) {
        let parts = question.body.parts();
        if parts > MAX_PARTS {
            let Question { file, line, id, .. } = &question;
            let expected = format!("at most {MAX_PARTS} options, answers or gaps in a question");
            let problem = Problem::error(file, *line, "options", parts.to_string(), expected).code("too-large");
            self.problems.push(problem.item(id));
        } else if self.is_full() {
            let more = self.more.get_or_insert((0, question.file, question.line));
            more.0 += 1;
        } else {
            self.questions.push(question);
        }
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

    /// A safe id that no question here has yet, made of what the file says, else of `fallback`; a doubled one is said.
    pub(crate) fn id(&mut self, file: &str, line: impl Into<Line>, given: &str, fallback: &str) -> String {
        let wanted = slug(given);
        let wanted = if wanted.is_empty() { slug(fallback) } else { wanted };
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
        if id != wanted && !given.trim().is_empty() {
            let expected = format!("a name that no other question has; it is called {id} now");
            let problem = Problem::error(file, None, "id", given, expected).at(line.into());
            self.problems.push(problem.as_warning().code("duplicate-item-id").item(&id));
        }
        id
    }
}

/// Letters, digits, `-`, `_` and `.` of a text, at most 60, so that it can be an id and a file's name.
///
/// ```
/// assert_eq!(interchange::slug("Q 1: Où est-ce?"), "Q-1-Ou-est-ce");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.trim().chars() {
        let folded: &str = match c {
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' => "a",
            'ä' | 'æ' => "ae",
            'ç' => "c",
            'è' | 'é' | 'ê' | 'ë' | 'ē' => "e",
            'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
            'ñ' => "n",
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' => "o",
            'ö' | 'œ' => "oe",
            'ù' | 'ú' | 'û' | 'ū' => "u",
            'ü' => "ue",
            'ß' => "ss",
            _ => "",
        };
        if c.is_ascii_alphanumeric() || "_.".contains(c) {
            slug.push(c);
        } else if !folded.is_empty() {
            slug.push_str(folded);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 60 {
            break;
        }
    }
    slug.trim_matches(['-', '.']).to_owned()
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
}
