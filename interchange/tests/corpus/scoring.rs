//! What responses earn, by the cases of the corpus: `scoring-cases.json` on the items of set-a, by the rules that they carry.
//! (`qti-scoring/*/cases.json` run beside the module, in `src/qti/processing/cases.rs`.)

use std::collections::BTreeMap;

use interchange::question::{Body, Choice, Question};
use interchange::{package, processing};
use serde_json::Value;

use crate::{corpus, json};

fn responses(case: &Value) -> BTreeMap<String, Vec<String>> {
    let given = case["response"].as_array().into_iter().flatten().filter_map(Value::as_str);
    BTreeMap::from([("RESPONSE".to_owned(), given.map(str::to_owned).collect())])
}

#[test]
fn gives_what_the_cases_of_set_a_say_under_the_items_own_rules() {
    let list = json(&corpus().join("scoring-cases.json"));
    let mut cases = 0;
    let mut differences = Vec::new();
    for path in ["qti3/set-a-qti30.zip", "qti2/set-a-qti21.zip"] {
        let files = package::open(path, &std::fs::read(corpus().join(path)).unwrap()).unwrap();
        for item in list["items"].as_array().unwrap() {
            let name = item["item"].as_str().unwrap();
            let text = String::from_utf8(files[&format!("items/{name}.xml")].clone()).unwrap();
            for case in item["cases"].as_array().unwrap() {
                cases += 1;
                let found = processing::score(&text, &responses(case), 1).unwrap();
                // What is not scored by machine keeps its first value.
                let expected = case["score"].as_f64().unwrap_or(0.0);
                let score = found.score().unwrap_or_default();
                if (score - expected).abs() > 1e-9 {
                    differences.push(format!("{path} {name}, {}: {score}, expected {expected}", case["why"]));
                }
            }
        }
    }
    assert!(cases >= 100, "{cases} cases");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What a response earns by what was read of the question, as a tutor sees it: shares of the points, nothing below zero.
fn earned(question: &Question, given: &[String]) -> Option<f64> {
    let points = question.points.unwrap_or(1.0);
    let chosen = |options: &[Choice]| -> f64 {
        options.iter().filter(|option| given.contains(&option.id)).map(|option| option.fraction).sum()
    };
    let first = given.first().map(|text| text.trim()).unwrap_or_default();
    let share = match &question.body {
        Body::Choice { options, .. } => chosen(options),
        // The package writes the first option for true.
        Body::TrueFalse { right, .. } => {
            if !first.is_empty() && (first == "C1") == *right {
                100.0
            } else {
                0.0
            }
        }
        Body::Text { answers, case } => {
            let fold = |text: &str| if *case { text.to_owned() } else { text.to_lowercase() };
            answers.iter().find(|answer| fold(&answer.text) == fold(first)).map_or(0.0, |answer| answer.fraction)
        }
        Body::Number { answers, .. } => {
            let number: Option<f64> = first.parse().ok();
            let fits = |value: f64, tolerance: f64| number.is_some_and(|number| (number - value).abs() <= tolerance + 1e-9);
            answers.iter().find(|answer| fits(answer.value, answer.tolerance)).map_or(0.0, |answer| answer.fraction)
        }
        _ => return None,
    };
    Some(share.max(0.0) / 100.0 * points)
}

#[test]
fn reads_questions_that_earn_what_the_cases_of_set_a_say() {
    let list = json(&corpus().join("scoring-cases.json"));
    let mut differences = Vec::new();
    let mut cases = 0;
    for path in ["qti3/set-a-qti30.zip", "qti2/set-a-qti21.zip"] {
        let reading = interchange::read(path, &std::fs::read(corpus().join(path)).unwrap());
        for item in list["items"].as_array().unwrap() {
            let name = item["item"].as_str().unwrap();
            let question = reading.questions.iter().find(|question| question.id == name).unwrap();
            for case in item["cases"].as_array().unwrap() {
                let given = responses(case).remove("RESPONSE").unwrap();
                let (Some(expected), Some(found)) = (case["score"].as_f64(), earned(question, &given)) else { continue };
                cases += 1;
                if (found - expected).abs() > 1e-6 {
                    differences.push(format!("{path} {name}, {}: {found}, expected {expected}", case["why"]));
                }
            }
        }
        let doubts: Vec<String> =
            reading.problems.iter().filter(|problem| problem.code.starts_with("key")).map(ToString::to_string).collect();
        assert!(doubts.is_empty(), "{doubts:?}");
    }
    assert!(cases >= 70, "{cases} cases");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
