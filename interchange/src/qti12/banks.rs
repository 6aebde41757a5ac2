//! Question banks: those in a file, and those that it only refers to.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::{Surroundings, attribute};
use crate::Problem;
use crate::reading::Reader;
use crate::xml::{Source, children, text_of};

/// The identifiers of the banks in a document.
pub(super) fn identifiers(root: Node<'_, '_>) -> impl Iterator<Item = String> {
    root.descendants()
        .filter(|node| node.is_element() && node.tag_name().name() == "objectbank")
        .filter_map(|node| attribute(node, "ident"))
        .map(str::to_owned)
}

/// The title of a bank, as Canvas writes it.
pub(super) fn title(bank: Node<'_, '_>) -> Option<String> {
    if let Some(title) = attribute(bank, "title") {
        return Some(title.to_owned());
    }
    super::metadata::Metadata::of(children(bank, "qtimetadata")).get("bank_title").map(str::to_owned)
}

/// A warning for each bank from which questions are drawn and that did not come along.
pub(super) fn warn_of_missing(reader: &mut Reader, file: &str, source: &Source, root: Node<'_, '_>, around: &Surroundings) {
    let own: BTreeSet<String> = identifiers(root).collect();
    let mut said = BTreeSet::new();
    for node in root.descendants().filter(Node::is_element) {
        let (bank, question) = match node.tag_name().name() {
            "bankentry_item" => (attribute(node, "sourcebank_ref").map(str::to_owned), attribute(node, "item_ref")),
            "sourcebank_ref" => (Some(text_of(node).trim().to_owned()), None),
            _ => continue,
        };
        let Some(bank) = bank.filter(|bank| !bank.is_empty()) else { continue };
        if own.contains(&bank) || around.banks.contains(&bank) || !said.insert((bank.clone(), question)) {
            continue;
        }
        let value = match question {
            Some(question) => format!("question {question} of bank {bank}"),
            None => format!("bank {bank}"),
        };
        let expected = "questions in the file: this bank did not come along; export it as well";
        let problem = Problem::error(file, None, "sourcebank_ref", value, expected).at(source.line(node));
        reader.problems.push(problem.as_warning().code("missing-bank"));
    }
}
