//! A definition read and checked: alone, beside a bank's parts, or in a folder of definitions that stand before their banks.

use std::collections::BTreeSet;

use super::super::front_matter;
use super::super::shape::Document;
use super::{BlueprintFile, Delivery, FORMAT, FORMAT_1, MicroCredentialFile, SHAPE, common, elements, odd, title};
use crate::Problem;

/// What a bank has that its definition speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Ids of the outcomes in `bank.toml`; `None` where that cannot be read.
    pub outcomes: Option<&'a [&'a str]>,
    /// The bank's blueprints.
    pub blueprints: &'a [&'a BlueprintFile],
}

/// Reads the `credential.toml` of a bank, for those who are writing it: with everything that is wrong with it.
pub fn definition(bytes: &[u8], around: Around) -> (Option<MicroCredentialFile>, Vec<Problem>) {
    let mut problems = Vec::new();
    let read = read("credential.toml", bytes, around, &mut problems);
    (read, problems)
}

/// Reads a definition that stands before its bank: it says its outcomes itself, and names no blueprint.
///
/// `file` is the file's name, and its stem the micro-credential's id.
pub fn planned(file: &str, bytes: &[u8]) -> (Option<MicroCredentialFile>, Vec<Problem>) {
    let mut problems = Vec::new();
    let Some((text, document)) = open(file, bytes, &mut problems) else { return (None, problems) };
    let mut error = |path: &str, value: &str, expected: &str| {
        problems.push(Problem::error(file, None, path, value, expected).at(document.place_of(path, value)));
    };
    if document.text("format").is_some_and(|format| format != FORMAT) {
        error("format", document.text("format").unwrap_or_default(), &format!("\"{FORMAT}\""));
    }
    for field in ["outcomes", "practice", "award", "sitting"] {
        if document.has(field) {
            error(field, "a name", "nothing that only a bank has: this definition stands before its bank");
        }
    }
    let stem = file.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    if let (Some(id), Some(stem)) = (document.text("id"), stem)
        && id != stem
    {
        error("id", id, &format!("\"{stem}\", the file's name"));
    }
    let mut known = BTreeSet::new();
    for index in 0..document.count("outcome") {
        let Some(id) = document.text(&format!("outcome[{index}].id")) else { continue };
        if !known.insert(id) {
            error("outcome.id", id, "an id that no other outcome has");
        }
    }
    let read = finish(&text, &document, &mut problems);
    (read, problems)
}

/// Reads the `credential.toml` of a bank. `None` where it does not fit its shape.
pub fn read(file: &str, bytes: &[u8], around: Around, problems: &mut Vec<Problem>) -> Option<MicroCredentialFile> {
    let (text, document) = open(file, bytes, problems)?;
    let mut error = |path: &str, value: &str, expected: &str| {
        problems.push(Problem::error(file, None, path, value, expected).at(document.place_of(path, value)));
    };
    if document.has("outcome") {
        error("outcome", "a table", "the outcomes' ids in outcomes = [\u{2026}]; what they say stands in bank.toml");
    }
    for id in document.texts("outcomes") {
        if around.outcomes.is_some_and(|known| !known.contains(&id.as_str())) {
            error("outcomes", &id, "the id of an outcome in bank.toml");
        }
    }
    if document.is_toml && !document.has("award") {
        error("award", "nothing", "the id of the blueprint that awards, whose delivery is sealed");
    }
    let fields =
        [("practice", Delivery::Open, "open"), ("award", Delivery::Sealed, "sealed"), ("sitting", Delivery::Sitting, "sitting")];
    for (field, delivery, word) in fields {
        let Some(id) = document.text(field) else { continue };
        match around.blueprints.iter().find(|blueprint| blueprint.id == id) {
            None => error(field, id, "the id of a blueprint that can be read"),
            Some(blueprint) if blueprint.delivery != delivery => {
                error(field, id, &format!("a blueprint whose delivery is {word}"));
            }
            Some(_) => {}
        }
    }
    finish(&text, &document, problems)
}

/// The text and its document, with what does not fit the shape told.
fn open(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<(String, Document)> {
    let text = front_matter::text(file, bytes).map_err(|problem| problems.push(problem)).ok()?;
    let mut document = Document::read(file, &text, 1, SHAPE);
    problems.append(&mut document.take_problems());
    Some((text, document))
}

/// What holds for every definition; and the definition itself, where it fits.
fn finish(text: &str, document: &Document, problems: &mut Vec<Problem>) -> Option<MicroCredentialFile> {
    // What a broken file seems to lack may only stand behind its mistake.
    let missing = if document.is_toml { elements::missing(document) } else { Vec::new() };
    problems.extend(missing.iter().map(|element| elements::problem(&document.file, document.place(element.path), element)));
    let mut error = |path: &str, value: &str, expected: &str| {
        problems.push(Problem::error(&document.file, None, path, value, expected).at(document.place_of(path, value)));
    };
    common::pairs(document, &mut error);
    if document.text("format") == Some(FORMAT) {
        second(document, &mut error);
        if let (Some(country), Some(title)) = (document.text("country"), document.text("title"))
            && let Some(word) = title::reserved_word(country, title)
        {
            problems.push(elements::reserved(&document.file, document.place("title"), title, word));
        }
    }
    problems.extend(odd::odd(document));
    // What the type cannot do without: what the first version asked for, and the rest of a table that was begun.
    let is_begun = |path: &str| path.split_once('.').is_some_and(|(table, _)| document.has(table));
    if missing.iter().any(|element| element.is_needed("", FORMAT_1) || is_begun(element.path)) {
        return None;
    }
    document.parse(text, problems)
}

/// What the second version of the format asks for beyond the first.
fn second(document: &Document, error: &mut impl FnMut(&str, &str, &str)) {
    if let Some(code) = document.text("nzsced").filter(|code| code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()))
    {
        error("nzsced", code, "six digits, such as \"020113\"");
    }
    if document.text("assured_by.kind") == Some("external") {
        for (field, expected) in
            [("body", "the name of the body that assures it"), ("url", "the address where that body says so")]
        {
            let path = format!("assured_by.{field}");
            if !document.has(&path) {
                error(&path, "nothing", expected);
            }
        }
    }
    let level = document.text("level.value").filter(|_| document.text("level.framework") == Some("NZQCF"));
    if let Some(level) = level.filter(|level| !level.parse::<u8>().is_ok_and(|level| (1..=10).contains(&level))) {
        error("level.value", level, "a level of the NZQCF, from 1 to 10");
    }
    let credits = document.number("workload.credits").filter(|_| document.text("workload.unit") == Some("NZ credits"));
    if let Some(credits) = credits.filter(|credits| *credits > 40.0) {
        error("workload.credits", &credits.to_string(), "at most 40 NZ credits, as a micro-credential has");
    }
}
