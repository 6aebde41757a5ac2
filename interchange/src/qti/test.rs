//! A test: which items it has, in which order and sections. Its rules are not taken, which is said.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::names::{attribute, inside, is, name};
use super::package::{resolve, source};
use crate::Problem;
use crate::line::Line;
use crate::reading::Reader;

/// Sections that are files of their own refer to each other no deeper.
const MAX_DEPTH: usize = 20;

/// An item of a test.
pub(super) struct Reference {
    pub(super) path: String,
    /// The title of the section that it is in.
    pub(super) section: Option<String>,
    /// The file that refers to it, and where.
    pub(super) from: (String, Line),
}

/// Reads the references of a test, in its order, through sections that are files of their own.
pub(super) fn read(reader: &mut Reader, path: &str, depth: usize, known: &mut BTreeSet<String>, references: &mut Vec<Reference>) {
    if !known.insert(path.to_owned()) {
        return;
    }
    if depth > MAX_DEPTH {
        let expected = format!("sections in sections at most {MAX_DEPTH} deep");
        reader.problems.push(Problem::error(path, None, "section", "nested deeper", expected).code("xml-too-deep"));
        return;
    }
    let Some(source) = source(reader, path) else { return };
    let Some(document) = source.parse(path, &mut reader.problems) else { return };
    let root = document.root_element();
    let rules = ["branchRule", "preCondition", "selection", "ordering", "timeLimits"];
    if let Some(rule) = root.descendants().find(|node| rules.iter().any(|rule| is(*node, rule))) {
        let expected = "items only: which come, in which order and for how long is said by a blueprint";
        let problem = Problem::error(path, None, "test", &*name(rule), expected).at(source.line(rule));
        reader.problems.push(problem.as_warning().code("test-rules-ignored"));
    }
    if let Some(text) =
        inside(root, "rubricBlock").find(|node| attribute(*node, "view").is_none_or(|view| view.contains("candidate")))
    {
        let expected = "texts in the items, as each may be given without the others; it was left out";
        let problem = Problem::error(path, None, "rubricBlock", crate::xml::text_of(text), expected).at(source.line(text));
        reader.problems.push(problem.as_warning().code("section-text-ignored"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for node in root.descendants() {
        let (item, section) = (is(node, "assessmentItemRef"), is(node, "assessmentSectionRef"));
        if !item && !section {
            continue;
        }
        let href = attribute(node, "href").unwrap_or_default();
        let line = source.line(node);
        let wrong = |code, expected: String| Problem::error(path, None, "href", href, expected).at(line).code(code);
        match resolve(folder, href) {
            None => reader.problems.push(wrong("external-reference", "a file inside the package: nothing is fetched".to_owned())),
            Some(found) if !reader.files.contains_key(&found) => {
                reader.problems.push(wrong("missing-file", format!("a file of the package; there is no {found}")));
            }
            Some(found) if section => read(reader, &found, depth + 1, known, references),
            Some(found) => {
                let from = (path.to_owned(), line);
                references.push(Reference { path: found, section: section_of(node), from });
            }
        }
    }
}

fn section_of(node: Node<'_, '_>) -> Option<String> {
    let section = node.ancestors().find(|node| is(*node, "assessmentSection"))?;
    attribute(section, "title").filter(|title| !title.is_empty()).map(str::to_owned)
}
