//! Every case of the corpus of response processing: an item, responses, and the outcomes that they must give.
//!
//! The corpus is in the folder that `REFERENCE_DIR` names; the project's own cases are beside the project's tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::{Value, score};

fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring")
}

/// A response as the corpus writes it in JSON.
fn given(json: &Json) -> Vec<String> {
    match json {
        Json::Null => Vec::new(),
        Json::Array(values) => values.iter().flat_map(given).collect(),
        Json::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

fn is(expected: &Json, value: &Value) -> bool {
    match expected {
        Json::Null => value.is_null(),
        Json::Number(number) => value.number().zip(number.as_f64()).is_some_and(|(one, other)| (one - other).abs() < 1e-9),
        Json::Array(values) => value.to_string() == values.iter().flat_map(given).collect::<Vec<_>>().join("; "),
        Json::Bool(truth) => *value == Value::boolean(*truth),
        other => value.to_string() == given(other).concat(),
    }
}

/// The text that a learner sees, with the template variables printed.
fn body(item: &str, templates: &BTreeMap<String, Value>) -> String {
    let document = roxmltree::Document::parse(item).expect("it was parsed before");
    let html = crate::xml::inner_html(document.root_element(), &mut |node| {
        let name = super::names::name(node);
        if ["responsedeclaration", "outcomedeclaration", "templateprocessing", "responseprocessing"].contains(&name.as_str()) {
            return Some(String::new());
        }
        let id = super::names::attribute(node, "identifier").unwrap_or_default();
        (name == "printedvariable").then(|| templates.get(id).map(Value::to_string).unwrap_or_default())
    });
    crate::words(&html)
}

/// What is wrong with one folder's cases, and how many there are.
fn wrong(folder: &Path) -> (usize, Vec<String>) {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file of the corpus");
    let item = read("item.xml");
    let cases: Json = serde_json::from_str(&read("cases.json")).expect("JSON");
    let seed = cases["seed"].as_u64().unwrap_or(1) as u32;
    let empty = Vec::new();
    let cases = cases["cases"].as_array().unwrap_or(&empty);
    let mut wrong = Vec::new();
    for case in cases {
        let mut responses = BTreeMap::new();
        for (id, value) in case["responses"].as_object().into_iter().flatten() {
            responses.insert(id.clone(), given(value));
        }
        let mut fail = |what: String| wrong.push(format!("{} / {}: {what}", folder.display(), case["name"]));
        // Cases that must fail are rules that no item has: they are refused by name, and give nothing.
        let refused = case["xfail"] == true || case["refused"].is_string();
        match score(&item, &responses, seed) {
            Err(problem) => {
                let names = case["refused"].as_str().is_none_or(|text| problem.to_string().contains(text));
                if !refused || !names {
                    fail(problem.to_string());
                }
            }
            Ok(_) if refused => fail("was run".to_owned()),
            Ok(outcomes) => {
                let expect = &case["expect"];
                for (id, expected) in expect["outcomes"].as_object().into_iter().flatten() {
                    let value = outcomes.outcomes.get(id).cloned().unwrap_or_default();
                    if !is(expected, &value) {
                        fail(format!("{id} = {value}, expected {expected}"));
                    }
                }
                for (id, key) in [("SCORE", "score"), ("MAXSCORE", "maxScore")] {
                    let value = outcomes.outcomes.get(id).cloned().unwrap_or_default();
                    if !expect[key].is_null() && !is(&expect[key], &value) {
                        fail(format!("{id} = {value}, expected {}", expect[key]));
                    }
                }
                for part in expect["itemBodyContains"].as_array().into_iter().flatten() {
                    let body = body(&item, &outcomes.templates);
                    if !body.contains(part.as_str().unwrap_or_default()) {
                        fail(format!("body = {body}, expected {part}"));
                    }
                }
            }
        }
    }
    (cases.len(), wrong)
}

fn check(corpus: &Path) -> usize {
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(corpus).expect("a corpus").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    let (mut count, mut all) = (0, Vec::new());
    for folder in folders {
        let (cases, mut wrong) = wrong(&folder);
        count += cases;
        all.append(&mut wrong);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    count
}

#[test]
fn gives_the_outcomes_of_each_case() {
    assert!(check(&own()) >= 20);
    if let Some(reference) = std::env::var_os("REFERENCE_DIR") {
        let count = check(&Path::new(&reference).join("item-formats/qti-scoring"));
        assert!(count >= 130, "{count} cases");
    }
}
