//! Writes `tables.rs` from the contexts as they are published.

use serde_json::{Map, Value};

/// The tables as Rust, one line for each term. What a table cannot say is a panic: then the table has to learn it.
pub(super) fn tables<'a>(contexts: impl Iterator<Item = (&'a str, &'a str, Value)>) -> String {
    let mut out = "//! Written by a test from `contexts/`; see `table.rs`.\n\n\
        use super::table::{Coercion, Container, Definition, EMPTY, FIXED, Local, OPEN, Scoped};\n"
        .to_owned();
    for (url, name, context) in contexts {
        let Value::Object(context) = context else { panic!("{url}: a context that is no object") };
        out += &format!("\n/// {url}\npub(super) static {name}: Local<'static> = {};\n", local(&[&context]));
    }
    out
}

/// A context within others, itself the last.
///
/// A prefix of an outer one is taken as the outer one has it. A context in between could say otherwise; those that are known do not.
fn local(within: &[&Map<String, Value>]) -> String {
    let (context, depth) = (within[within.len() - 1], within.len() - 1);
    for (key, value) in context.iter().filter(|(key, _)| key.starts_with('@')) {
        let known = match key.as_str() {
            "@protected" => value.is_boolean(),
            "@vocab" => value.as_str().is_some_and(|vocab| vocab.contains(':')),
            "@version" => true,
            _ => false,
        };
        assert!(known, "{key}: {value}");
    }
    let vocab = context.get("@vocab").map_or(String::new(), |vocab| format!("vocab: Some({vocab}), "));
    let indent = "    ".repeat(depth + 1);
    let mut terms: Vec<&String> = context.keys().filter(|key| !key.starts_with('@')).collect();
    terms.sort();
    let lines: String = terms.into_iter().map(|term| format!("{indent}({term:?}, {}),\n", definition(term, within))).collect();
    let terms = if lines.is_empty() { "&[]".to_owned() } else { format!("&[\n{lines}{}]", "    ".repeat(depth)) };
    let free = free(within);
    let free = if free.is_empty() { String::new() } else { format!(", free: &{free:?}") };
    format!("Local {{ {vocab}terms: {terms}{free}, ..EMPTY }}")
}

/// What stands before a colon in words of a context, and stays, being no scheme.
fn free(within: &[&Map<String, Value>]) -> Vec<String> {
    let context = within[within.len() - 1];
    let mut words = Vec::new();
    for (term, definition) in context.iter().filter(|(term, _)| !term.starts_with('@')) {
        words.push(iri(term, within));
        words.extend(definition["@type"].as_str().filter(|kind| !kind.starts_with('@')).map(|kind| written_out(kind, within)));
    }
    let mut free: Vec<String> = words
        .iter()
        .filter_map(|word| word.split_once(':').filter(|(_, rest)| !rest.starts_with("//")))
        .map(|(prefix, _)| prefix.to_owned())
        .collect();
    free.sort();
    free.dedup();
    free
}

fn definition(term: &str, within: &[&Map<String, Value>]) -> String {
    let context = within[within.len() - 1];
    let iri = iri(term, within);
    let mut protected = context.get("@protected") == Some(&Value::Bool(true));
    let mut fields = format!("iri: {iri:?}");
    // As JSON-LD 1.1 has it: a term that is only text can be a prefix if what it stands for ends in a delimiter.
    if context[term].is_string() && iri.ends_with([':', '/', '?', '#', '[', ']', '@']) {
        fields += ", prefix: true";
    }
    if let Value::Object(object) = &context[term] {
        for (key, value) in object {
            let field = match (key.as_str(), value) {
                ("@id", _) => continue,
                ("@protected", Value::Bool(flag)) => {
                    protected = *flag;
                    continue;
                }
                ("@type", Value::String(kind)) => match kind.as_str() {
                    "@id" => "coercion: Coercion::Id".to_owned(),
                    "@vocab" => "coercion: Coercion::Vocab".to_owned(),
                    "@json" => "coercion: Coercion::Json".to_owned(),
                    datatype => format!("coercion: Coercion::Datatype({:?})", written_out(datatype, within)),
                },
                ("@container", Value::String(container)) => match container.as_str() {
                    "@set" => "container: Container::Set".to_owned(),
                    "@list" => "container: Container::List".to_owned(),
                    "@graph" => "container: Container::Graph".to_owned(),
                    other => panic!("{term}: {other}"),
                },
                ("@context", Value::Null) => "scoped: Scoped::Nothing".to_owned(),
                ("@context", Value::Object(inner)) => format!("scoped: Scoped::Terms(&{})", local(&[within, &[inner]].concat())),
                other => panic!("{term}: {other:?}"),
            };
            fields += &format!(", {field}");
        }
    }
    format!("Definition {{ {fields}, ..{} }}", if protected { "FIXED" } else { "OPEN" })
}

/// What a term stands for; its `@id` may be another term, or begin with one.
fn iri(term: &str, within: &[&Map<String, Value>]) -> String {
    let context = within[within.len() - 1];
    let id = match &context[term] {
        Value::String(id) => id.as_str(),
        definition => definition["@id"].as_str().unwrap_or_else(|| panic!("{term}: no @id")),
    };
    match id {
        "@id" | "@type" => id.to_owned(),
        id if id.contains(':') => written_out(id, within),
        id if id != term && context.contains_key(id) => iri(id, within),
        id => panic!("{term}: {id}"),
    }
}

/// `prefix:rest` with what the prefix stands for in this context, or in the innermost around it that has it.
fn written_out(word: &str, within: &[&Map<String, Value>]) -> String {
    let (prefix, rest) = word.split_once(':').unwrap_or_else(|| panic!("{word}: no IRI"));
    match within.iter().rev().find_map(|context| context.get(prefix)) {
        Some(Value::String(stands_for)) if !rest.starts_with("//") && stands_for.ends_with(['#', '/']) => {
            format!("{stands_for}{rest}")
        }
        Some(other) => panic!("{word}: {other}"),
        None => word.to_owned(),
    }
}
