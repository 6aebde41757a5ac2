//! Which elements of a definition are mandatory, who says so, and how they are called by those who write one.

use toml::{Table, Value};

use super::super::shape::Document;
use super::{FORMAT, MicroCredentialFile, title};
use crate::Problem;
use crate::line::Line;

/// Who asks for an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The EU's recommendation, Annex I; what it asks for, a listing in New Zealand asks for too.
    Eu,
    /// A listing by NZQA, and this project for everyone.
    Listing,
    /// A listing by NZQA, for micro-credentials of New Zealand.
    NewZealand,
}

/// A mandatory element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// Where it stands in the file: `level.framework`.
    pub path: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// What is to be said there.
    pub expected: &'static str,
    /// Who asks for it.
    pub source: Source,
    /// Whether the first version of the format asked for it.
    first: bool,
}

const fn element(path: &'static str, name: &'static str, source: Source, first: bool, expected: &'static str) -> Element {
    Element { path, name, expected, source, first }
}

use Source::{Eu, Listing, NewZealand};

/// Every mandatory element, in the order of the form.
pub const ELEMENTS: &[Element] = &[
    element("title", "Title", Eu, true, "the title, as learners and employers will read it"),
    element("description", "Outcome statement", Listing, true, "what its holder has shown, in a sentence or two"),
    element("purpose", "Purpose", Listing, true, "who it is for and what for"),
    element("awarding_body", "Awarding body", Eu, true, "the name of the body that awards it"),
    element("country", "Country", Eu, true, "the country of the awarding body: two capital letters, such as \"NZ\""),
    element("lang", "Language", Listing, true, "the language of the assessment: a tag such as \"en-NZ\""),
    element("developer", "Developer", Listing, false, "who developed it"),
    element(
        "evidence_of_need",
        "Evidence of need",
        Listing,
        false,
        "how it is known that learners, employers or communities need it",
    ),
    element("outcomes", "Learning outcomes", Eu, true, "at least one learning outcome"),
    element("level.framework", "Level: framework", Eu, true, "the qualifications framework, such as \"NZQCF\""),
    element("level.value", "Level", Eu, true, "the level in that framework, such as \"8\""),
    element("workload.hours", "Notional workload", Eu, true, "the hours of work that it takes a typical learner"),
    element("assessment_type.text", "Type of assessment", Eu, true, "how it is assessed"),
    element("participation.text", "Form of participation", Eu, true, "how one takes part: on site, online, both"),
    element(
        "form_of_study",
        "Form of study",
        Listing,
        false,
        "one or more of self-directed, job-embedded, competency-based and research-based",
    ),
    element("quality_assurance", "Quality assurance", Eu, true, "what stands behind it, in words"),
    element(
        "assured_by.kind",
        "Who assures quality",
        Eu,
        false,
        "\"internal\", or \"external\" with the body that assures it and the address where it says so",
    ),
    element("prerequisites", "Prerequisites", Listing, false, "what one should know before, or \"None\""),
    element("stackability", "Stackability", Listing, false, "what it counts towards, or that it stands alone"),
    element("review_by", "Review date", Listing, false, "the date by which it is looked at again, such as 2027-11-24"),
    element("nzsced", "NZSCED code", NewZealand, false, "the field of study: six digits of the NZSCED"),
    element("guidance.next", "What to do next", Listing, false, "what a learner can do once it is earned"),
    element("guidance.ask", "Where to ask", Listing, false, "whom a learner can ask, and how"),
];

impl Element {
    /// Whether a micro-credential of this country and format must state it.
    pub(super) fn is_needed(&self, country: &str, format: &str) -> bool {
        (self.source != NewZealand || country == "NZ") && (self.first || format == FORMAT)
    }

    /// Whether a definition states it.
    pub fn is_stated(&self, definition: &MicroCredentialFile) -> bool {
        Table::try_from(definition).is_ok_and(|table| states(&table, self.path))
    }
}

/// Mandatory elements that a file does not state, each once: of a table that is not there at all, the table's first.
pub(super) fn missing(document: &Document) -> Vec<&'static Element> {
    let format = document.text("format").unwrap_or(FORMAT);
    let country = document.text("country").unwrap_or_default();
    let is_there = |path: &str| match path {
        "outcomes" => document.count("outcomes") > 0 || document.count("outcome") > 0,
        "form_of_study" => document.count(path) > 0,
        _ => document.has(path),
    };
    ELEMENTS.iter().filter(|element| element.is_needed(country, format) && !is_there(element.path)).collect()
}

/// What keeps a definition from being published, whatever the version of its format.
pub(super) fn lacks(definition: &MicroCredentialFile) -> Vec<Problem> {
    let Ok(table) = Table::try_from(definition) else { return Vec::new() };
    let needed = ELEMENTS.iter().filter(|element| element.is_needed(&definition.country, FORMAT));
    let lacking = needed.filter(|element| !states(&table, element.path));
    let mut lacks: Vec<Problem> = lacking.map(|element| problem("credential.toml", None, element)).collect();
    if let Some(word) = title::reserved_word(&definition.country, &definition.title) {
        lacks.push(reserved("credential.toml", None, &definition.title, word));
    }
    lacks
}

/// That an element is missing.
pub(super) fn problem(file: &str, at: Option<Line>, element: &Element) -> Problem {
    let expected = format!("{}: {}", element.name, element.expected);
    Problem::error(file, None, element.path, "nothing", expected).at(at).code("element-missing")
}

/// That a title holds a reserved word.
pub(super) fn reserved(file: &str, at: Option<Line>, title: &str, word: &str) -> Problem {
    let expected = format!("a title without \"{word}\", a word that is reserved in New Zealand");
    Problem::error(file, None, "title", title, expected).at(at).code("reserved-word")
}

fn states(table: &Table, path: &str) -> bool {
    let has = |path: &str| {
        let mut parts = path.split('.');
        let first = parts.next().and_then(|part| table.get(part));
        parts.try_fold(first?, |value, part| value.as_table()?.get(part))
    };
    let is_said = |value: &Value| match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(all) => !all.is_empty(),
        _ => true,
    };
    has(path).is_some_and(is_said) || (path == "outcomes" && has("outcome").is_some_and(is_said))
}
