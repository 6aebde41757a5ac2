//! Options to choose from: in a list, or words in a text.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::body::{Interaction, Renderer};
use super::item::{Answered, Item, MAX_PARTS, is_safe, safe_name};
use super::key::Key;
use super::names::{attribute, inside, is};
use crate::question::{Body, Choice};
use crate::reading::Reader;
use crate::{markers, words};

/// Options with the identifiers that they have in the file.
pub(super) struct Options {
    pub(super) choices: Vec<Choice>,
    pub(super) identifiers: Vec<String>,
}

impl Options {
    /// Reads the texts of options. Two of one identifier, or one that is no name, is an error.
    pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, nodes: &[Node<'_, '_>]) -> Option<Self> {
        let mut options = Self { choices: Vec::new(), identifiers: Vec::new() };
        if let [first, ..] = nodes
            && nodes.len() > MAX_PARTS
        {
            let expected = format!("at most {MAX_PARTS} to choose from");
            reader.problems.push(item.at(*first, "options").problem("too-large", nodes.len().to_string(), expected));
            return None;
        }
        let mut known = BTreeSet::new();
        for (index, node) in nodes.iter().enumerate() {
            let identifier = attribute(*node, "identifier").unwrap_or_default();
            let at = item.at(*node, "identifier");
            if !is_safe(identifier) {
                reader.problems.push(at.problem("bad-identifier", identifier, "letters, digits, hyphens, underscores and dots"));
                return None;
            }
            if !identifier.is_empty() && !known.insert(identifier) {
                reader.problems.push(at.problem("duplicate-option-id", identifier, "an identifier that no other option has"));
                return None;
            }
            let at = item.at(*node, "option");
            let html = item.html(*node);
            let text = item.shown(reader, *node, "option", &html);
            if words(&text).is_empty() && !text.contains("<img") && !text.contains("<math") {
                reader.problems.push(at.problem("empty-option", identifier, "something to choose").as_warning());
            }
            let mut feedback = String::new();
            for part in ["feedbackInline", "feedbackBlock"] {
                for said in inside(*node, part) {
                    let html = item.html(said);
                    feedback.push_str(&item.shown(reader, said, "feedback", &html));
                }
            }
            let fallback = format!("c{}", index + 1);
            let id = safe_name(identifier, &fallback, options.choices.iter().map(|choice| choice.id.as_str()));
            options.identifiers.push(identifier.to_owned());
            options.choices.push(Choice { id, text, fraction: 0.0, feedback });
        }
        Some(options)
    }

    /// The id here of an option's identifier.
    pub(super) fn id(&self, identifier: &str) -> Option<&str> {
        let at = self.identifiers.iter().position(|known| known == identifier)?;
        Some(&self.choices[at].id)
    }

    /// Gives each option what it earns. A right answer that is no option is an error.
    pub(super) fn mark(
        &mut self,
        reader: &mut Reader,
        item: &Item<'_, '_>,
        interaction: &Interaction<'_, '_>,
        key: &Key,
    ) -> Option<()> {
        if let Some(unknown) = key.right().find(|value| !self.identifiers.iter().any(|known| known == value)) {
            let expected = format!("one of {}", self.identifiers.join(", "));
            let at = item.at_value(interaction, unknown);
            reader.problems.push(at.problem("key-unknown-option", unknown, expected));
            return None;
        }
        for (choice, identifier) in self.choices.iter_mut().zip(&self.identifiers) {
            choice.fraction = key.fraction(identifier);
        }
        Some(())
    }
}

/// How many may be chosen: `Some(true)` for several, `None` where the key needs more than that, which is said.
fn several(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>, key: &Key) -> Option<bool> {
    let response = item.declared.response(interaction.response)?;
    let most: Option<usize> = attribute(interaction.node, "maxChoices").and_then(|most| most.parse().ok());
    let single = response.is_single();
    // With a mapping of one choice, several may earn something.
    let needed = if single { response.correct.len() } else { key.right().count() };
    if single && needed > 1 && item.rules.of(interaction.response).accepted.is_empty() {
        let at = response.correct.get(1).map_or(item.at_key(interaction), |second| item.at_value(interaction, second));
        let expected = "one right answer where one may be chosen";
        reader.problems.push(at.problem("several-keys-in-single", response.correct.join(", "), expected));
        return None;
    }
    if let Some(most) = most.filter(|most| *most > 0 && *most < needed && !single) {
        let at = item.at(interaction.node, "maxChoices");
        let expected = format!("at least {needed}, as so many are right");
        reader.problems.push(at.problem("max-choices-below-keys", most.to_string(), expected));
        return None;
    }
    Some(!single && most != Some(1))
}

/// A list to choose from.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<Answered> {
    let nodes: Vec<_> = interaction.node.descendants().filter(|node| is(*node, "simpleChoice")).collect();
    let mut options = Options::read(reader, item, &nodes)?;
    let key = item.key(reader, interaction)?;
    options.mark(reader, item, interaction, &key)?;
    let several = several(reader, item, interaction, &key)?;
    few(reader, item, interaction, options.choices.len());
    let worth = key.worth;
    let body = match true_false(&options.choices, several) {
        Some(body) => body,
        None => Body::Choice { options: options.choices, several },
    };
    Some(Answered::plain(body, worth))
}

fn few(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>, count: usize) {
    if count < 2 {
        let at = item.at(interaction.node, "options");
        reader.problems.push(at.problem("too-few-options", count.to_string(), "at least 2 to choose from").as_warning());
    }
}

/// Two options that say True and False, of which one is right.
fn true_false(options: &[Choice], several: bool) -> Option<Body> {
    let [one, other] = options else { return None };
    let says = |choice: &Choice, word: &str| words(&choice.text).eq_ignore_ascii_case(word);
    let (yes, no) = match (says(one, "true") && says(other, "false"), says(one, "false") && says(other, "true")) {
        (true, _) => (one, other),
        (_, true) => (other, one),
        _ => return None,
    };
    // Who says the wrong thing earns nothing and loses nothing.
    let right = match (yes.fraction, no.fraction) {
        (100.0, 0.0) => true,
        (0.0, 100.0) => false,
        _ => return None,
    };
    (!several).then(|| Body::TrueFalse { right, feedback: [yes.feedback.clone(), no.feedback.clone()] })
}

/// Words in a text.
pub(super) fn hottext(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<Answered> {
    let nodes: Vec<_> = inside(interaction.node, "hottext").collect();
    let mut options = Options::read(reader, item, &nodes)?;
    let key = item.key(reader, interaction)?;
    options.mark(reader, item, interaction, &key)?;
    let several = several(reader, item, interaction, &key)?;
    few(reader, item, interaction, options.choices.len());
    let instead = nodes.iter().zip(&options.choices).map(|(node, choice)| {
        let html = item.html(*node);
        (node.id(), markers::words(&choice.id, &html))
    });
    let instead = instead.collect();
    Some(Answered { body: Body::Hottext { words: options.choices, several }, instead, worth: key.worth })
}

impl Item<'_, '_> {
    /// What stands in an element, as HTML that is not safe yet.
    pub(super) fn html(&self, node: Node<'_, '_>) -> String {
        // Most options are words and nothing else.
        if node.children().all(|child| child.is_text()) {
            return node.children().filter_map(|child| child.text()).map(crate::xml::escape).collect();
        }
        let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        Renderer::of_option(folder).html(node)
    }

    /// The same, safe to show as a label.
    pub(super) fn shown(&self, reader: &mut Reader, node: Node<'_, '_>, field: &str, html: &str) -> String {
        super::item::tidy(&reader.inline(self.at(node, field), html))
    }
}
