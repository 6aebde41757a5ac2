//! What learners read after they answered.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::attribute;
use super::material::Materials;
use super::rules::Rules;
use crate::reading::{At, Reader};
use crate::xml::children;

/// Texts by their identifiers: HTML that is not sanitised yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Feedback {
    texts: BTreeMap<String, String>,
    /// Identifiers of those that found a place.
    placed: RefCell<BTreeSet<String>>,
}

/// What is shown to those who are right, to those who are not, and to all.
const RIGHT: &[&str] = &["correct_fb", "correct"];
const WRONG: &[&str] = &["general_incorrect_fb", "incorrect_fb", "incorrect"];
const GENERAL: &[&str] = &["general_fb"];

impl Feedback {
    /// Reads all `itemfeedback` of an item; solutions and hints are for others than the learner at this time.
    pub(super) fn of(item: Node<'_, '_>, materials: Materials<'_>) -> Self {
        let mut texts = BTreeMap::new();
        for node in children(item, "itemfeedback") {
            let mut html = String::new();
            for part in node.children().filter(Node::is_element) {
                if !["solution", "hint"].contains(&part.tag_name().name()) {
                    let piece =
                        if part.tag_name().name() == "material" { materials.material(part) } else { materials.words(part) };
                    html.push_str(&piece);
                }
            }
            if let (Some(id), false) = (attribute(node, "ident"), html.trim().is_empty()) {
                texts.insert(id.to_owned(), html);
            }
        }
        Self { texts, placed: RefCell::default() }
    }

    fn first(&self, ids: &[&str]) -> Option<&str> {
        ids.iter().find_map(|id| self.text(id))
    }

    fn text(&self, id: &str) -> Option<&str> {
        let text = self.texts.get(id)?;
        self.placed.borrow_mut().insert(id.to_owned());
        Some(text)
    }

    /// For all.
    pub(super) fn general(&self) -> &str {
        self.first(GENERAL).unwrap_or_default()
    }

    /// For those who give one answer, sanitised: its own text, and what all who are right, or wrong, read.
    pub(super) fn of_answer(
        &self,
        reader: &mut Reader,
        at: At<'_>,
        rules: &Rules,
        response: &str,
        answer: &str,
        right: bool,
    ) -> String {
        let own = self.own(rules, response, answer);
        joined(reader, at, &[own, self.first(if right { RIGHT } else { WRONG })])
    }

    /// For those who give one answer of several: its own text only.
    pub(super) fn only_of_answer(&self, reader: &mut Reader, at: At<'_>, rules: &Rules, response: &str, answer: &str) -> String {
        joined(reader, at, &[self.own(rules, response, answer)])
    }

    /// What a rule shows that rewards its answers.
    pub(super) fn of_rule(&self, reader: &mut Reader, at: At<'_>, shown: &[String]) -> String {
        let own = shown.iter().filter(|id| !is_common(id)).find_map(|id| self.text(id));
        joined(reader, at, &[own, self.first(RIGHT)])
    }

    /// The text that a rule about this answer alone shows, or that is named after the answer as Canvas does.
    fn own(&self, rules: &Rules, response: &str, answer: &str) -> Option<&str> {
        if self.texts.is_empty() {
            return None;
        }
        let shown = rules.0.iter().filter(|rule| {
            let mut answers = rule.answers();
            answers.next() == Some((response, answer)) && answers.next().is_none() && !rule.excludes()
        });
        let own = shown.flat_map(|rule| &rule.feedback).filter(|id| !is_common(id)).find_map(|id| self.text(id));
        own.or_else(|| self.text(&format!("{answer}_fb")))
    }

    /// A warning where a text has no place: for those who have all right, say, where an answer has several parts.
    pub(super) fn warn_of_rest(&self, reader: &mut Reader, at: At<'_>) {
        let placed = self.placed.borrow();
        let rest: Vec<&str> = self.texts.keys().filter(|id| !placed.contains(*id)).map(String::as_str).collect();
        if !rest.is_empty() {
            let expected = "feedback for all, or for an answer on its own; this could not be kept";
            let problem = At { field: "itemfeedback", ..at }.problem("feedback-left-out", rest.join(", "), expected);
            reader.problems.push(problem.as_warning());
        }
    }
}

fn is_common(id: &str) -> bool {
    [RIGHT, WRONG, GENERAL].concat().contains(&id)
}

fn joined(reader: &mut Reader, at: At<'_>, texts: &[Option<&str>]) -> String {
    let at = At { field: "itemfeedback", ..at };
    match texts.iter().flatten().copied().collect::<Vec<_>>()[..] {
        [] => String::new(),
        [one] => reader.block(at, one),
        // Each is a paragraph at least: they were not written to be read as one.
        ref several => several.iter().map(|text| reader.block(at, &format!("<div>{text}</div>"))).collect(),
    }
}
