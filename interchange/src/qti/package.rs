//! A package: its manifest says which items it has; a test says in which order.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::item::{self, Context};
use super::manifest::{self, Manifest};
use super::metadata::Metadata;
use super::{names, test, usage};
use crate::package::Files;
use crate::picture::join;
use crate::reading::Reader;
use crate::statistic::{Measure, Statistic};
use crate::xml::Source;
use crate::{Problem, encoding, markers};

/// Reads all items of a package.
pub(crate) fn read_package(reader: &mut Reader, name: &str, files: Files) {
    reader.files = files;
    let before = reader.problems.len();
    let manifests = manifests(reader, name);
    let (mut items, mut tests, mut statistics) = (Vec::new(), Vec::new(), Vec::new());
    let mut described: BTreeMap<String, Metadata> = BTreeMap::new();
    let listed = listed(reader, &manifests);
    for (path, metadata) in listed {
        match root_name(reader, &path).as_deref() {
            Some("assessmentItem") => items.push(path.clone()),
            Some("assessmentTest" | "assessmentSection") => tests.push(path.clone()),
            Some("usageData") => statistics.push(path.clone()),
            _ => {}
        }
        described.insert(path, metadata);
    }
    if !manifests.is_empty() {
        unlisted_statistics(reader, &described, &mut statistics);
    }
    let mut references = Vec::new();
    let mut known = BTreeSet::new();
    for path in &tests {
        test::read(reader, path, 0, &mut known, &mut references);
    }
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for reference in references {
        if !described.contains_key(&reference.path) && !manifests.is_empty() && seen.insert(reference.path.clone()) {
            let (file, line) = &reference.from;
            let expected = format!("a file that the manifest, {}, lists too; it was read", manifests[0].path);
            let problem = Problem::error(file, None, "href", &reference.path, expected).at(*line);
            reader.problems.push(problem.as_warning().code("not-in-manifest"));
            order.push(reference.path.clone());
        } else if seen.insert(reference.path.clone()) {
            order.push(reference.path.clone());
        }
        if let Some(section) = reference.section {
            sections.entry(reference.path).or_insert(section);
        }
    }
    // One section tells nothing apart.
    if sections.values().collect::<BTreeSet<_>>().len() < 2 {
        sections.clear();
    }
    order.extend(items.into_iter().filter(|path| seen.insert(path.clone())));
    let mut context = Context::new(false);
    for path in order {
        let at = reader.questions.len();
        read_item(reader, &mut context, &path);
        let metadata = described.remove(&path).unwrap_or_default();
        for question in &mut reader.questions[at..] {
            question.outcomes.extend(metadata.outcomes.iter().cloned());
            question.tags.extend(sections.get(&path).into_iter().chain(&metadata.tags).cloned());
        }
    }
    for path in statistics {
        let found = usage::statistics(reader, &path);
        give(reader, &context, &path, found);
    }
    let failed = reader.problems[before..].iter().any(Problem::is_error);
    if reader.questions.is_empty() && !failed {
        let code = if manifests.is_empty() { "no-manifest" } else { "no-items" };
        let expected = "a QTI package: imsmanifest.xml, and items that it lists";
        reader.problems.push(Problem::error(name, None, "package", "no items", expected).code(code));
    }
}

/// Gives statistics to the questions that they are of. Of two difficulties the later in the file counts.
fn give(reader: &mut Reader, context: &Context, path: &str, found: Vec<usage::Found>) {
    let at: BTreeMap<String, usize> =
        reader.questions.iter().enumerate().map(|(at, question)| (question.id.clone(), at)).collect();
    let mut strangers = BTreeSet::new();
    for usage::Found { target, line, statistic } in found {
        let Some(at) = context.known.get(&target).and_then(|(_, id)| at.get(id)) else {
            if strangers.insert(target.clone()) {
                let expected = "the identifier of an item that was read: the statistics of others are left out";
                let problem = Problem::error(path, None, "targetObject", &target, expected).at(line);
                reader.problems.push(problem.as_warning().code("statistic-of-no-item"));
            }
            continue;
        };
        let question = &mut reader.questions[*at];
        if statistic.measure == Measure::B {
            question.difficulty = Some(statistic.value);
        }
        // A difficulty that is only stated is all there is to say of it.
        if statistic != Statistic::stated(Measure::B, statistic.value) {
            question.stated.statistics.push(statistic);
        }
    }
}

/// The manifests nearest to the top. Where there is none, or it is in a folder, that is said.
fn manifests(reader: &mut Reader, name: &str) -> Vec<Manifest> {
    let is_manifest = |path: &str| path.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case("imsmanifest.xml"));
    let depth = |path: &str| path.matches('/').count();
    let found: Vec<String> = reader.files.keys().filter(|path| is_manifest(path)).cloned().collect();
    let Some(top) = found.iter().map(|path| depth(path)).min() else {
        let has_items = loose(reader).iter().any(|path| root_name(reader, path).as_deref() == Some("assessmentItem"));
        let expected = "imsmanifest.xml, which lists the items";
        let problem = if has_items {
            Problem::error(name, None, "package", "no imsmanifest.xml", format!("{expected}; all items were read")).as_warning()
        } else {
            Problem::error(name, None, "package", "no imsmanifest.xml", expected)
        };
        reader.problems.push(problem.code("no-manifest"));
        return Vec::new();
    };
    let nearest: Vec<String> = found.into_iter().filter(|path| depth(path) == top).collect();
    if top > 0 {
        let expected = "imsmanifest.xml at the top: zip what is in the folder, not the folder; it was read all the same";
        let problem = Problem::error(&nearest[0], None, "package", nearest[0].as_str(), expected);
        reader.problems.push(problem.as_warning().code("manifest-not-at-root"));
    }
    nearest.iter().filter_map(|path| manifest::read(reader, path)).collect()
}

/// Files that may be items or tests, each once, with what is said about them: those of the manifests, or all where there is none.
fn listed(reader: &mut Reader, manifests: &[Manifest]) -> Vec<(String, Metadata)> {
    let mut seen = BTreeSet::new();
    let mut listed = Vec::new();
    for resource in manifests.iter().flat_map(|manifest| &manifest.resources) {
        let Some(path) = &resource.path else { continue };
        if !seen.insert(path.clone()) {
            continue;
        }
        listed.push((path.clone(), resource.metadata.clone()));
        let kind = resource.kind.to_ascii_lowercase();
        if kind.contains("item") && kind.contains("qti") && !is_xml(reader, path) {
            let at = manifests.iter().find(|manifest| manifest.resources.iter().any(|other| other.path.as_ref() == Some(path)));
            let file = at.map_or(path.as_str(), |manifest| manifest.path.as_str());
            let problem = Problem::error(file, None, "href", path.as_str(), "an item, which is an XML file").at(resource.line);
            reader.problems.push(problem.code("xml-malformed"));
        }
    }
    if manifests.is_empty() && !reader.problems.iter().any(|problem| problem.code == "xml-malformed") {
        listed.extend(loose(reader).into_iter().map(|path| (path, Metadata::default())));
    }
    listed
}

/// Statistics that a program put into the package without listing them.
fn unlisted_statistics(reader: &Reader, described: &BTreeMap<String, Metadata>, statistics: &mut Vec<String>) {
    for path in loose(reader) {
        if !described.contains_key(&path) && root_name(reader, &path).as_deref() == Some("usageData") {
            statistics.push(path);
        }
    }
}

fn loose(reader: &Reader) -> Vec<String> {
    reader.files.keys().filter(|path| crate::detect::ends(path, &["xml", "qti"])).cloned().collect()
}

fn is_xml(reader: &Reader, path: &str) -> bool {
    let start = reader.files.get(path).map_or(&b""[..], Vec::as_slice);
    start.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf\xff\xfe\0".contains(byte)) == Some(&b'<')
}

fn read_item(reader: &mut Reader, context: &mut Context, path: &str) {
    let Some(source) = source(reader, path) else { return };
    let Some(document) = source.parse(path, &mut reader.problems) else { return };
    let root = document.root_element();
    if names::is(root, "assessmentItem") {
        if let Some(question) = item::read(reader, context, path, &source, root) {
            reader.add(question);
        }
    } else {
        let problem = Problem::error(path, None, "file", &*names::name(root), "an item: assessmentItem").at(source.line(root));
        reader.problems.push(problem.code("unknown-format"));
    }
}

/// A file of the package, ready to be parsed.
pub(super) fn source(reader: &mut Reader, path: &str) -> Option<Source> {
    let Reader { files, problems, .. } = reader;
    let mut found = Vec::new();
    let text = encoding::xml(path, files.get(path)?, &mut found).text;
    encoding::warn_of_turns(path, &text, &mut found);
    problems.append(&mut found);
    Source::of(path, &markers::without(&text), problems)
}

/// The path in the package that an address means, seen from a folder; none where it leads outside.
pub(super) fn resolve(folder: &str, href: &str) -> Option<String> {
    let href = href.trim();
    let decoded = percent_decode_str(href.split(['?', '#']).next().unwrap_or_default()).decode_utf8_lossy();
    let scheme = decoded.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    if scheme || decoded.starts_with("//") {
        return None;
    }
    join(folder, &decoded)
}

/// The name of a file's root element, spelled as in QTI 2, without parsing the whole of it.
fn root_name(reader: &Reader, path: &str) -> Option<String> {
    let bytes = reader.files.get(path)?;
    if !is_xml(reader, path) {
        return None;
    }
    let text = encoding::xml(path, bytes, &mut Vec::new()).text;
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(['?', '!']) {
            let close = if rest.starts_with("!--") { "-->" } else { ">" };
            rest = rest.find(close).map_or("", |end| &rest[end..]);
            continue;
        }
        let name = rest.split(|c: char| c.is_whitespace() || "/>".contains(c)).next().unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or_default();
        let known = ["assessmentItem", "assessmentTest", "assessmentSection", "assessmentStimulus", "usageData"];
        return known.iter().find(|known| names::is_spelled(local, known)).map(|known| (*known).to_owned());
    }
    None
}
