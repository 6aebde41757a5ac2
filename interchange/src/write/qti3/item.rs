//! One question as an item.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::lost;
use super::interaction;
use super::scoring::{Scoring, identifier, set};
use super::xhtml::{escape, plain};
use crate::Problem;
use crate::question::{Body, Question};

/// An item on its way.
pub(super) struct Item<'a> {
    pub(super) question: &'a Question,
    pub(super) scoring: Scoring,
    /// Identifier and text of what is said after the answer, by the outcome that shows it.
    pub(super) feedback: Vec<(&'static str, String, String)>,
    pub(super) pictures: &'a mut BTreeSet<String>,
    pub(super) left_out: &'a mut Vec<Problem>,
}

impl Item<'_> {
    /// Names what is left out.
    pub(super) fn leave_out(&mut self, field: &str, value: &str, expected: &str) {
        self.left_out.push(lost(self.question, field, value, expected));
    }

    /// A text of the question as XML.
    pub(super) fn xml(&mut self, html: &str) -> String {
        plain(html, self.pictures)
    }
}

/// What a question is worth, where it does not say so.
fn points(question: &Question) -> f64 {
    let by_parts = || match &question.body {
        Body::Gaps { gaps, .. } => gaps.iter().map(|gap| gap.weight).sum(),
        Body::Match { pairs } => pairs.iter().filter(|(left, _)| !left.is_empty()).count() as f64,
        _ => 1.0,
    };
    question.points.filter(|points| *points > 0.0).unwrap_or_else(by_parts)
}

pub(super) fn write(question: &Question, pictures: &mut BTreeSet<String>, left_out: &mut Vec<Problem>) -> String {
    let points = points(question);
    let mut item = Item { question, scoring: Scoring::default(), feedback: Vec::new(), pictures, left_out };
    let body = interaction::write(&mut item, points);
    if !question.feedback.is_empty() {
        let said = item.xml(&question.feedback);
        item.scoring.template = None;
        item.scoring.outcomes.push(("GENERAL", "single"));
        let rules = set("GENERAL", &identifier("general"));
        item.scoring.rules.push_str(&rules);
        item.feedback.push(("GENERAL", "general".to_owned(), said));
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let title = question.title.as_deref().filter(|title| !title.is_empty()).unwrap_or(&question.id);
    let _ = write!(
        out,
        "<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"{}\" title=\"{}\" \
         adaptive=\"false\" time-dependent=\"false\">",
        escape(&question.id),
        escape(title)
    );
    out.push_str(&item.scoring.responses);
    let scored = question.body.is_scored() || question.points.is_some();
    if scored {
        let _ = write!(
            out,
            "<qti-outcome-declaration identifier=\"SCORE\" cardinality=\"single\" base-type=\"float\" normal-maximum=\"{points}\">\
             <qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>\
             <qti-outcome-declaration identifier=\"MAXSCORE\" cardinality=\"single\" base-type=\"float\">\
             <qti-default-value><qti-value>{points}</qti-value></qti-default-value></qti-outcome-declaration>"
        );
    }
    for (outcome, cardinality) in &item.scoring.outcomes {
        let _ = write!(
            out,
            "<qti-outcome-declaration identifier=\"{outcome}\" cardinality=\"{cardinality}\" base-type=\"identifier\"/>"
        );
    }
    let _ = write!(out, "<qti-item-body>{body}</qti-item-body>{}", item.scoring.processing());
    for (outcome, id, said) in &item.feedback {
        let _ = write!(
            out,
            "<qti-modal-feedback outcome-identifier=\"{outcome}\" identifier=\"{}\" show-hide=\"show\">\
             <qti-content-body>{said}</qti-content-body></qti-modal-feedback>",
            escape(id)
        );
    }
    out.push_str("</qti-assessment-item>\n");
    out
}
