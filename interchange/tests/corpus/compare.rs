//! An expected file against a reading.

use std::collections::BTreeSet;

use interchange::{Format, Reading, report};
use serde_json::Value;

/// Formats that are named and refused so far.
const REFUSED: &[&str] = &["h5p", "text2qti", "respondus", "blackboard-text"];

/// Every difference, in words.
pub fn file(path: &str, expected: &Value, reading: &Reading) -> Vec<String> {
    let mut differences = Vec::new();
    let folder = path.split('/').next().unwrap_or_default();
    let report = report::json(reading);
    let problems = || reading.problems.iter().map(|problem| format!("\n    {} {problem}", problem.code)).collect::<String>();
    if REFUSED.contains(&folder) {
        if report["verdict"] != "reject" || reading.format == Format::Unknown && folder != "h5p" {
            differences.push(format!("is {} as {:?}, expected to be refused by its name", report["verdict"], reading.format));
        }
        return differences;
    }
    let verdict = expected["verdict"].as_str().unwrap_or_default();
    if verdict == "see-note" {
        return differences;
    }
    let right: Vec<&str> =
        expected["verdicts"].as_array().map_or_else(|| vec![verdict], |list| list.iter().filter_map(Value::as_str).collect());
    let verdict = report["verdict"].as_str().unwrap_or_default();
    if !right.contains(&verdict) {
        differences.push(format!("is {verdict}, expected {right:?}{}", problems()));
        return differences;
    }
    differences.extend(codes(expected, reading, verdict));
    for line in expected["problem_lines"].as_array().into_iter().flatten() {
        if !reading.problems.iter().any(|problem| problem.line == line.as_u64().map(|line| line as usize)) {
            differences.push(format!("no problem of line {line}{}", problems()));
        }
    }
    if verdict == "reject" {
        return differences;
    }
    if expected["derived_by"] == "lxml reading of the XML" && expected["root"] == "manifest" {
        // Of a manifest alone, `item` elements of its organisation are no questions.
        return differences;
    }
    let items = report["items"].as_array().map_or(&[][..], Vec::as_slice);
    if let Some(count) = expected["item_count"].as_u64()
        && count != items.len() as u64
    {
        differences.push(format!("{} items, expected {count}{}", items.len(), problems()));
        return differences;
    }
    for (index, item_expected) in expected["items"].as_array().into_iter().flatten().enumerate() {
        let found = items.get(index).unwrap_or(&Value::Null);
        differences
            .extend(item(folder, item_expected, found).into_iter().map(|difference| format!("item {}: {difference}", index + 1)));
    }
    differences
}

/// Of several codes on a rejected file any one will do; on others each must be there.
pub fn codes(expected: &Value, reading: &Reading, verdict: &str) -> Vec<String> {
    let wanted: Vec<&str> = expected["codes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let found: BTreeSet<&str> = reading.problems.iter().map(|problem| problem.code).collect();
    let missing: Vec<&str> = wanted.iter().copied().filter(|code| !found.contains(code) && !is_same(code, &found)).collect();
    let any = verdict == "reject" || wanted.len() > 1;
    if missing.is_empty()
        || any && missing.len() < wanted.len()
        || expected["verdict"] == "accept_or_reject" && verdict.starts_with("accept")
    {
        return Vec::new();
    }
    vec![format!("problems are {found:?}, expected {missing:?}")]
}

/// One thing under two names.
fn is_same(code: &str, found: &BTreeSet<&str>) -> bool {
    match code {
        "encoding-not-utf8" => found.contains("encoding-guessed"),
        // A text without a sign of any format: only the folder says what it was meant to be.
        "cloze-malformed" => found.contains("unknown-format"),
        "encoding-guessed" => found.contains("encoding-not-utf8"),
        _ => false,
    }
}

/// Without the signs of Markdown and the spaces between: expectations of GIFT show the source of Markdown, and tags taken out without a
/// trace.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"*_-".contains(*c)).collect()
}

fn without_tags(value: &Value) -> Vec<String> {
    let texts = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    texts
        .map(|text| {
            let mut parts = text.split('<');
            let first = parts.next().unwrap_or_default().to_owned();
            parts.fold(first, |text, part| text + part.split_once('>').map_or(part, |(_, rest)| rest))
        })
        .collect()
}

/// Words, with straight quotes for curly ones: some writers make the one of the other.
fn words(text: &str) -> Vec<String> {
    let straight = |c| match c {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        c => c,
    };
    text.split_whitespace().map(|word| word.chars().map(straight).collect()).collect()
}

fn is_doubled(wanted: &Value, found: &Value) -> bool {
    let (Some(wanted), Some(found)) = (wanted.as_str(), found.as_str()) else { return false };
    let number = found.strip_prefix(wanted).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

fn item(folder: &str, expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    let mut differ = |field: &str, expected: &Value, found: &Value| {
        differences.push(format!("{field} is {found}, expected {expected}"));
    };
    let elsewhere = expected.get("interactions").is_some() || expected.get("response_elements").is_some();
    for (field, wanted) in expected.as_object().into_iter().flatten() {
        let value = &found[field.as_str()];
        match field.as_str() {
            "type" if wanted == "infer" => {}
            "type" => {
                if !same_type(wanted.as_str().unwrap_or_default(), value.as_str().unwrap_or_default()) {
                    differ(field, wanted, value);
                }
            }
            "id" | "title" if wanted.is_null() || elsewhere && field == "title" => {}
            // Of doubled ids all but the first get a number.
            "id" if elsewhere && is_doubled(wanted, value) => {}
            // A Canvas file cannot say it, and Canvas never tells them apart.
            "case_sensitive" if folder == "qti12" => {}
            "stem_starts" => {
                // There the whole body's words, options and gaps among them.
                let (wanted_words, stem) =
                    (words(wanted.as_str().unwrap_or_default()), found["stem"].as_str().unwrap_or_default());
                let stem = words(stem);
                let compared = if elsewhere { wanted_words.len().min(stem.len()).min(3) } else { wanted_words.len().min(8) };
                if stem.get(..compared) != Some(&wanted_words[..compared])
                    && !(folder == "gift" && bare(&stem.concat()).starts_with(&bare(&wanted_words.concat())))
                    && !(elsewhere && stem.iter().any(|word| word.starts_with("[…]")))
                {
                    differ(field, wanted, &found["stem"]);
                }
            }
            // Facts about the XML, not about the question; what follows from them is compared below.
            "response_elements" | "varequal" | "feedback_count" | "embedded_files" | "moodle_type" | "tags" => {}
            // GIFT cannot say it; the expectation is the source item's.
            "case_sensitive" if folder == "gift" => {}
            // Here texts about tags lost them: expectations have all that looks like a tag taken out.
            "options" | "keys" if ["gift", "aiken"].contains(&folder) && without_tags(wanted) == without_tags(value) => {}
            "gaps" => {
                if value.as_array().map_or(0, Vec::len) as u64 != wanted.as_u64().unwrap_or_default() {
                    differ(field, wanted, value);
                }
            }
            "options" if elsewhere => {}
            "options" if found["type"] == "numeric" || found["type"] == "short_text" => {
                let answers: Vec<Value> =
                    found["answers"].as_array().into_iter().flatten().map(|answer| answer[0].clone()).collect();
                if !loosely(wanted, &Value::Array(answers.clone())) {
                    differ(field, wanted, &Value::Array(answers));
                }
            }
            "fractions" if found["type"] == "numeric" || found["type"] == "short_text" => {
                let shares: Vec<Value> =
                    found["answers"].as_array().into_iter().flatten().map(|answer| answer[1].clone()).collect();
                if !loosely(wanted, &Value::Array(shares.clone())) {
                    differ(field, wanted, &Value::Array(shares));
                }
            }
            "responses" => {
                for (index, wanted) in wanted.as_array().into_iter().flatten().enumerate() {
                    for (field, wanted) in wanted.as_object().into_iter().flatten() {
                        if !loosely(wanted, &value[index][field.as_str()]) {
                            differ(&format!("responses[{index}].{field}"), wanted, &value[index][field.as_str()]);
                        }
                    }
                }
            }
            "points" if folder == "qti12" && elsewhere && found["points"].is_null() => {}
            _ => {
                if !loosely(wanted, value) {
                    differ(field, wanted, value);
                }
            }
        }
    }
    differences
}

/// The corpus's names of types against ours.
fn same_type(expected: &str, found: &str) -> bool {
    expected == found
        || matches!(
            (expected, found),
            ("cloze_dropdown", "cloze")
                | ("cloze", "short_text" | "numeric" | "cloze")
                | ("numeric", "slider")
                | ("order", "order")
        )
}

/// Equal, numbers by value whether written as numbers or as text, spaces folded.
fn loosely(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| loosely(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.iter().all(|(key, value)| other.get(key).is_some_and(|other| loosely(value, other)))
        }
        _ => match (number(expected), number(found)) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-4 * one.abs().max(1.0),
            _ => match (expected.as_str(), found.as_str()) {
                (Some(one), Some(other)) => words(one) == words(other),
                _ => expected == found,
            },
        },
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}
