//! What is said after an answer: modal feedback and feedback blocks, given to the options that they belong to.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::declarations::number;
use super::item::Item;
use super::names::{attribute, children, inside, is, name};
use super::rules::When;
use crate::line::Line;
use crate::question::{Body, Choice, Fill};
use crate::reading::{At, Reader};

/// Texts of one item that are read.
const MAX_TEXTS: usize = 1000;

/// Sanitised texts, by when they are shown.
#[derive(Default)]
pub(super) struct Feedback {
    /// By option identifier or typed answer.
    by_answer: BTreeMap<String, String>,
    right: String,
    wrong: String,
    always: String,
    /// The line of the first text that depends on the answer.
    line: Line,
    /// Whether something has no place.
    lost: Option<(Line, String)>,
}

impl Feedback {
    pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, body: Node<'_, '_>) -> Self {
        let mut feedback = Self::default();
        let is_choice = |node: Node<'_, '_>| ["simpleChoice", "hottext", "inlineChoice"].contains(&&*name(node));
        let blocks = inside(body, "feedbackBlock").chain(inside(body, "feedbackInline"));
        let outside = blocks.filter(|block| !block.ancestors().any(is_choice));
        let said: Vec<_> = children(item.root, "modalFeedback").chain(outside).take(MAX_TEXTS).collect();
        if said.is_empty() {
            return feedback;
        }
        let options: BTreeSet<&str> =
            body.descendants().filter(|node| is_choice(*node)).filter_map(|node| attribute(node, "identifier")).collect();
        for node in said {
            let content = children(node, "contentBody").next().unwrap_or(node);
            let html = item.html(content);
            let html = reader.inline(item.at(node, "feedback"), &html);
            if html.is_empty() {
                continue;
            }
            let line = item.source.line(node);
            let identifier = attribute(node, "identifier").unwrap_or_default();
            let when = if attribute(node, "showHide") == Some("hide") {
                None
            } else if options.contains(identifier) {
                Some(When::Answer(identifier.to_owned()))
            } else {
                item.rules.when(identifier).cloned().or_else(|| by_name(identifier))
            };
            if when != Some(When::Always) && feedback.line == Line::default() {
                feedback.line = line;
            }
            match when {
                Some(When::Always) => join(&mut feedback.always, &html),
                Some(When::Right) => join(&mut feedback.right, &html),
                Some(When::Wrong) => join(&mut feedback.wrong, &html),
                Some(When::Answer(answer)) => join(feedback.by_answer.entry(answer).or_default(), &html),
                None => feedback.lost = Some((line, identifier.to_owned())),
            }
        }
        feedback
    }

    /// Gives each text to what it is about; what is for everyone comes back. What has no place is said.
    pub(super) fn give(mut self, reader: &mut Reader, item: &Item<'_, '_>, body: &mut Body) -> String {
        match body {
            Body::Choice { options, .. } | Body::Hottext { words: options, .. } => self.share(item, options),
            Body::TrueFalse { right, feedback } => {
                let mut options: Vec<Choice> = [*right, !*right]
                    .iter()
                    .zip(std::mem::take(feedback))
                    .map(|(right, feedback)| Choice { fraction: if *right { 100.0 } else { 0.0 }, feedback, ..Choice::default() })
                    .collect();
                // Identifiers of the two options: the texts say which is which.
                for (option, word) in options.iter_mut().zip(["true", "false"]) {
                    option.id = item.option_that_says(word).unwrap_or_default();
                }
                self.share(item, &mut options);
                *feedback = [std::mem::take(&mut options[0].feedback), std::mem::take(&mut options[1].feedback)];
            }
            Body::Text { answers, .. } => {
                for answer in answers {
                    let own = self.by_answer.remove(&answer.text).unwrap_or_default();
                    join(&mut answer.feedback, &own);
                    join(&mut answer.feedback, &self.right);
                }
                self.right.clear();
            }
            Body::Number { answers, .. } => {
                for answer in answers {
                    let typed = self.by_answer.keys().find(|typed| number(typed) == Some(answer.value)).cloned();
                    let own = typed.and_then(|typed| self.by_answer.remove(&typed)).unwrap_or_default();
                    join(&mut answer.feedback, &own);
                    join(&mut answer.feedback, &self.right);
                }
                self.right.clear();
            }
            Body::Gaps { gaps, .. } => {
                for gap in gaps {
                    if let Fill::Choice(choices) = &mut gap.fill {
                        for choice in choices {
                            let own = self.by_answer.remove(&choice.id).unwrap_or_default();
                            join(&mut choice.feedback, &own);
                        }
                    }
                }
            }
            _ => {}
        }
        let left = !self.right.is_empty() || !self.wrong.is_empty() || !self.by_answer.is_empty();
        let lost = self.lost.or(left.then(|| (self.line, "depends on the answer".to_owned())));
        if let Some((line, value)) = lost.filter(|_| body.is_scored()) {
            let at = At { file: item.file, line, item: &item.id, field: "feedback" };
            let expected = "feedback for an option, or for everyone; some was left out";
            reader.problems.push(at.problem("feedback-left-out", value, expected).as_warning());
        }
        self.always
    }

    /// Gives feedback to options, which are in the order of the document.
    fn share(&mut self, item: &Item<'_, '_>, options: &mut [Choice]) {
        let named = item.root.descendants().filter(|node| is(*node, "simpleChoice") || is(*node, "hottext"));
        let identifiers: Vec<&str> = named.filter_map(|node| attribute(node, "identifier")).collect();
        // Of two that say true and false, the reader knows which is which.
        let identifier = |at: usize, id: &str| match identifiers.get(at) {
            Some(identifier) if !identifiers.contains(&id) => (*identifier).to_owned(),
            _ => id.to_owned(),
        };
        for (at, option) in options.iter_mut().enumerate() {
            let own = self.by_answer.remove(&identifier(at, &option.id)).unwrap_or_default();
            join(&mut option.feedback, &own);
            join(&mut option.feedback, if option.fraction > 0.0 { &self.right } else { &self.wrong });
        }
        self.right.clear();
        self.wrong.clear();
    }
}

impl Item<'_, '_> {
    fn option_that_says(&self, word: &str) -> Option<String> {
        let mut options = self.root.descendants().filter(|node| is(*node, "simpleChoice"));
        let option = options.find(|node| {
            let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
            text.trim().eq_ignore_ascii_case(word)
        })?;
        attribute(option, "identifier").map(str::to_owned)
    }
}

/// What people call feedback for right and wrong answers.
fn by_name(identifier: &str) -> Option<When> {
    match identifier.to_ascii_lowercase().as_str() {
        "correct" | "right" | "correct_fb" | "correctfeedback" => Some(When::Right),
        "incorrect" | "wrong" | "incorrect_fb" | "incorrectfeedback" => Some(When::Wrong),
        "general" | "general_fb" | "generalfeedback" | "explanation" | "submitted" => Some(When::Always),
        _ => None,
    }
}

/// Two texts, one below the other.
fn join(text: &mut String, more: &str) {
    if more.is_empty() {
        return;
    }
    if text.is_empty() {
        text.push_str(more);
        return;
    }
    let boxed = |html: &str| if html.contains("<p>") { html.to_owned() } else { format!("<p>{html}</p>") };
    *text = boxed(text) + &boxed(more);
}
