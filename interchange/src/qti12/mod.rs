//! QTI 1.2 and what Canvas, Brightspace and Blackboard make of it.
//!
//! A question is known by the type that its metadata names, and where they name none by its shape ([`kind`]). What is right is read from
//! the scoring rules ([`rules`]), not from conventions of one program, so that a partial credit stays one.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use crate::package::Files;
use crate::reading::{At, Reader};
use crate::xml::{Source, child, text_of};
use crate::{Problem, encoding};

mod banks;
mod choice;
mod feedback;
mod gaps;
mod item;
mod kind;
mod material;
mod metadata;
mod number;
mod order;
mod package;
mod pairs;
mod pool;
mod response;
mod rules;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use package::read as read_package;

/// What a file of a package knows of the others.
#[derive(Debug, Default)]
struct Surroundings {
    /// Banks that are in the package.
    banks: BTreeSet<String>,
    /// Whether the quiz shuffles options, where its settings say so.
    shuffle: Option<bool>,
    /// Paths of files that are named by a number, as Blackboard does.
    numbered: BTreeMap<String, String>,
}

/// A file on its own.
pub(crate) fn read(reader: &mut Reader, file: &str, text: &str) {
    document(reader, file, text, &Surroundings::default());
}

/// A file, among others or on its own.
fn document(reader: &mut Reader, file: &str, text: &str, around: &Surroundings) {
    let Some(source) = Source::of(file, text, &mut reader.problems) else { return };
    let Some(document) = source.parse(file, &mut reader.problems) else { return };
    let root = document.root_element();
    if root.tag_name().name().eq_ignore_ascii_case("pool") {
        return pool::read(reader, file, &source, root);
    }
    // A manifest or settings on their own hold no questions, and `item` means something else there.
    if root.tag_name().name() != "questestinterop" {
        return;
    }
    banks::warn_of_missing(reader, file, &source, root, around);
    let mut reading = item::File { path: file, source: &source, around, passages: BTreeMap::new(), tags: Vec::new() };
    for node in root.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "objectbank" => reading.tags = banks::title(node).into_iter().collect(),
            "item" => reading.item(reader, node),
            _ => {}
        }
    }
}

/// The text of a file in a package.
fn decoded(files: &Files, path: &str, problems: &mut impl Extend<Problem>) -> String {
    let mut found = Vec::new();
    let text = files.get(path).map(|bytes| encoding::xml(path, bytes, &mut found).text).unwrap_or_default();
    problems.extend(found);
    text
}

/// The trimmed text of the first child of this name, where it has one.
fn text_of_child(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name).map(|child| text_of(child).trim().to_owned()).filter(|text| !text.is_empty())
}

/// An attribute without the space around it.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute(name).map(str::trim).filter(|value| !value.is_empty())
}

/// A finite number; a comma may stand for the point.
fn finite(text: &str) -> Option<f64> {
    engine::score::number(text).filter(|number| number.is_finite())
}

/// That nobody can be right, as a problem.
#[allow(clippy::unnecessary_box_returns, reason = "the readers' errors are boxed; where a pointer is small, so is a problem")]
fn no_key(at: At<'_>) -> Box<Problem> {
    Box::new(at.problem("no-key", "no answer that earns points", "at least one answer that the scoring rules reward"))
}
