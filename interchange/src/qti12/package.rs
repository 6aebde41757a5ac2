//! Packages: Common Cartridges of Canvas, exports of Brightspace and Blackboard.
//!
//! Questions are wherever a file says `questestinterop`, whatever the manifest says of it; the manifest tells what is missing.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use roxmltree::{Document, Node};

use super::{Surroundings, attribute, banks, decoded, document, text_of_child};
use crate::Problem;
use crate::package::Files;
use crate::picture::join;
use crate::reading::Reader;
use crate::xml::Source;

/// Reads all questions of a package.
pub(crate) fn read(reader: &mut Reader, name: &str, files: Files) {
    let paths: Vec<String> = files.keys().filter(|path| holds_questions(path, &files)).cloned().collect();
    let mut around = Surroundings { numbered: numbered(&files), ..Surroundings::default() };
    for path in &paths {
        around.banks.extend(bank_ids(&decoded(&files, path, &mut Vec::new())));
    }
    manifest(reader, name, &files);
    let shuffles = shuffles(&files);
    reader.files = files;
    for path in paths.iter().filter(|path| !is_told_twice(path, &paths)) {
        let text = decoded(&reader.files, path, &mut reader.problems);
        around.shuffle = shuffles.get(quiz_of(path)).copied();
        document(reader, path, &text, &around);
    }
}

fn holds_questions(path: &str, files: &Files) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if !["xml", "qti", "dat"].contains(&ending.as_str()) {
        return false;
    }
    // Only the beginning says what a file is.
    let bytes = &files[path];
    let head: Vec<u8> = bytes.iter().take(16_384).copied().filter(|byte| *byte != 0).collect();
    let head = String::from_utf8_lossy(&head);
    head.contains("<questestinterop") || head.contains("<POOL")
}

/// Canvas writes a quiz twice: for others with less (`ID/assessment_qti.xml`), for itself with all (`non_cc_assessments/ID.xml.qti`).
fn is_told_twice(path: &str, paths: &[String]) -> bool {
    path.ends_with("/assessment_qti.xml")
        && paths.iter().any(|other| other != path && !other.ends_with("/assessment_qti.xml") && quiz_of(other) == quiz_of(path))
}

/// The identifier of the quiz that a path is about.
fn quiz_of(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or_default();
    if ["assessment_qti.xml", "assessment_meta.xml"].contains(&last) {
        return parts.next().unwrap_or_default();
    }
    last.split('.').next().unwrap_or_default()
}

fn bank_ids(text: &str) -> BTreeSet<String> {
    if !text.contains("<objectbank") {
        return BTreeSet::new();
    }
    parsed(text, |root| banks::identifiers(root).collect())
}

/// Whether each quiz shuffles its options, from Canvas's settings.
fn shuffles(files: &Files) -> BTreeMap<String, bool> {
    let mut shuffles = BTreeMap::new();
    for path in files.keys().filter(|path| path.ends_with("assessment_meta.xml")) {
        let said = parsed(&decoded(files, path, &mut Vec::new()), |root| text_of_child(root, "shuffle_answers"));
        if let Some(said) = said {
            shuffles.insert(quiz_of(path).to_owned(), said == "true");
        }
    }
    shuffles
}

/// Paths of files by the number that Blackboard gives them.
fn numbered(files: &Files) -> BTreeMap<String, String> {
    let number = |path: &String| {
        let (_, tail) = path.rsplit_once("__")?;
        let number = tail.split('.').next().filter(|number| number.starts_with("xid-"))?;
        Some((number.to_owned(), path.clone()))
    };
    files.keys().filter_map(number).collect()
}

/// Says which files the manifest names and the package lacks, and what it would fetch from elsewhere.
fn manifest(reader: &mut Reader, name: &str, files: &Files) {
    let found = files.keys().filter(|path| path.rsplit('/').next() == Some("imsmanifest.xml")).min_by_key(|path| path.len());
    let Some(path) = found else {
        let expected = "a file imsmanifest.xml that lists the others; the questions were read all the same";
        let problem = Problem::error(name, None, "package", "no manifest", expected).as_warning();
        return reader.problems.push(problem.code("no-manifest"));
    };
    let text = decoded(files, path, &mut reader.problems);
    let mut found = Vec::new();
    if let Some(source) = Source::of(path, &text, &mut found)
        && let Some(document) = source.parse(path, &mut found)
    {
        missing(path, &source, &document, files, &mut found);
    }
    reader.problems.append(&mut found);
}

fn missing(path: &str, source: &Source, document: &Document<'_>, files: &Files, problems: &mut Vec<Problem>) {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut said = BTreeSet::new();
    for node in document.descendants().filter(|node| node.is_element() && ["file", "resource"].contains(&node.tag_name().name()))
    {
        let Some(href) = attribute(node, "href") else { continue };
        let line = source.line(node);
        if href.contains("://") || href.starts_with("//") {
            // A link in a course leads out; what holds questions must be here.
            if is_questions(node) {
                let expected = "a file in the package: nothing is fetched";
                problems.push(Problem::error(path, None, "href", href, expected).at(line).code("external-reference"));
            }
            continue;
        }
        let plain = percent_decode_str(href).decode_utf8_lossy().into_owned();
        let Some(wanted) = join(folder, &plain) else {
            problems.push(
                Problem::error(path, None, "href", href, "a path inside the package").at(line).code("path-outside-package"),
            );
            continue;
        };
        if files.contains_key(&wanted) || join(folder, href).is_some_and(|raw| files.contains_key(&raw)) || !said.insert(wanted) {
            continue;
        }
        let problem = Problem::error(path, None, "href", href, "a file that is in the package").at(line).code("missing-file");
        problems.push(if is_questions(node) { problem } else { problem.as_warning() });
    }
}

/// Whether a resource, or the one that a file belongs to, holds questions.
fn is_questions(node: Node<'_, '_>) -> bool {
    let resource = if node.tag_name().name() == "file" { node.parent_element().unwrap_or(node) } else { node };
    attribute(resource, "type").is_some_and(|kind| kind.starts_with("imsqti") || kind.contains("x-bb-qti"))
}

/// What a document says, or nothing where it cannot be read: its reader says why.
fn parsed<T: Default>(text: &str, of: impl FnOnce(Node<'_, '_>) -> T) -> T {
    let mut ignored = Vec::new();
    let Some(source) = Source::of("", text, &mut ignored) else { return T::default() };
    source.parse("", &mut ignored).map(|document| of(document.root_element())).unwrap_or_default()
}
