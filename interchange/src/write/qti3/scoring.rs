//! What is right and what it earns: response declarations and response processing.

use std::fmt::Write as _;

use super::xhtml::escape;

/// What a value earns.
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: f64,
    pub(super) case: bool,
}

impl Entry {
    pub(super) fn new(key: impl Into<String>, value: f64) -> Self {
        Self { key: key.into(), value, case: true }
    }
}

/// The declarations and the rules of an item.
#[derive(Default)]
pub(super) struct Scoring {
    /// Response declarations.
    pub(super) responses: String,
    /// Rules, written out.
    pub(super) rules: String,
    /// Feedback outcomes that the rules set, with their cardinality.
    pub(super) outcomes: Vec<(&'static str, &'static str)>,
    /// The template that says the same as the rules, where there is one.
    pub(super) template: Option<&'static str>,
}

impl Scoring {
    /// Declares a response.
    pub(super) fn declare(
        &mut self,
        id: &str,
        cardinality: &str,
        base: &str,
        correct: &[String],
        mapping: &[Entry],
        upper: Option<f64>,
    ) {
        let out = &mut self.responses;
        let _ = write!(out, "<qti-response-declaration identifier=\"{id}\" cardinality=\"{cardinality}\" base-type=\"{base}\">");
        if !correct.is_empty() {
            out.push_str("<qti-correct-response>");
            for value in correct {
                let _ = write!(out, "<qti-value>{}</qti-value>", escape(value));
            }
            out.push_str("</qti-correct-response>");
        }
        if !mapping.is_empty() {
            let bounds = upper.map_or(String::new(), |upper| format!(" lower-bound=\"0\" upper-bound=\"{upper}\""));
            let _ = write!(out, "<qti-mapping{bounds} default-value=\"0\">");
            for Entry { key, value, case } in mapping {
                let case = if base == "string" { format!(" case-sensitive=\"{case}\"") } else { String::new() };
                let _ = write!(out, "<qti-map-entry map-key=\"{}\" mapped-value=\"{value}\"{case}/>", escape(key));
            }
            out.push_str("</qti-mapping>");
        }
        out.push_str("</qti-response-declaration>");
    }

    /// All of the points for the correct response, and none for another.
    pub(super) fn matched(&mut self, points: f64) {
        self.template = ((points - 1.0).abs() < f64::EPSILON).then_some("match_correct");
        self.when("<qti-match><qti-variable identifier=\"RESPONSE\"/><qti-correct identifier=\"RESPONSE\"/></qti-match>", points);
    }

    /// What the mapping says.
    pub(super) fn mapped(&mut self) {
        self.template = Some("map_response");
        self.rules.push_str(&set("SCORE", "<qti-map-response identifier=\"RESPONSE\"/>"));
    }

    /// Points where a test comes true.
    pub(super) fn when(&mut self, test: &str, points: f64) {
        self.branches(&[(test.to_owned(), set("SCORE", &number(points)))]);
    }

    /// The first of several tests that comes true.
    pub(super) fn branches(&mut self, branches: &[(String, String)]) {
        if branches.is_empty() {
            return;
        }
        self.rules.push_str("<qti-response-condition>");
        for (index, (test, then)) in branches.iter().enumerate() {
            let branch = if index == 0 { "qti-response-if" } else { "qti-response-else-if" };
            let _ = write!(self.rules, "<{branch}>{test}{then}</{branch}>");
        }
        self.rules.push_str("</qti-response-condition>");
    }

    /// A feedback for each value of the response.
    pub(super) fn told_by_response(&mut self, cardinality: &'static str) {
        self.template = None;
        self.outcomes.push(("FEEDBACK", cardinality));
        self.rules.push_str(&set("FEEDBACK", "<qti-variable identifier=\"RESPONSE\"/>"));
    }

    /// Response processing, empty where nothing is scored.
    pub(super) fn processing(&self) -> String {
        match self.template {
            Some(template) => format!(
                "<qti-response-processing template=\"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{template}.xml\"/>"
            ),
            None if self.rules.is_empty() => String::new(),
            None => format!("<qti-response-processing>{}</qti-response-processing>", self.rules),
        }
    }
}

/// Sets an outcome.
pub(super) fn set(outcome: &str, value: &str) -> String {
    format!("<qti-set-outcome-value identifier=\"{outcome}\">{value}</qti-set-outcome-value>")
}

/// A number as a value.
pub(super) fn number(value: f64) -> String {
    format!("<qti-base-value base-type=\"float\">{value}</qti-base-value>")
}

/// An identifier as a value.
pub(super) fn identifier(value: &str) -> String {
    format!("<qti-base-value base-type=\"identifier\">{}</qti-base-value>", escape(value))
}
