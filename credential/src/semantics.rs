//! What a schema cannot say of an Open Badge: who is meant, and that results are results of this achievement.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::did::list;
use crate::schema::{MOST, Problem};

/// What does not fit together in an Open Badge.
pub(crate) fn achievement(document: &Map<String, Value>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let subject = document.get("credentialSubject").unwrap_or(&Value::Null);
    let achievement = &subject["achievement"];
    subject_is_someone(subject, &mut problems);
    let criteria = &achievement["criteria"];
    if achievement.is_object() && is_empty(&criteria["id"]) && is_empty(&criteria["narrative"]) {
        problems.push((format!("{ACHIEVEMENT}/criteria"), "expected an id or a narrative".to_owned()));
    }
    let descriptions = list(&achievement["resultDescription"]);
    let mut by_id = BTreeMap::new();
    for (index, description) in descriptions.iter().enumerate() {
        let place = format!("{ACHIEVEMENT}/resultDescription/{index}");
        if let Some(id) = description["id"].as_str()
            && by_id.insert(id, description).is_some()
        {
            problems.push((place.clone(), "another result description has the same id".to_owned()));
        }
        describes(description, &place, &mut problems);
    }
    for (index, result) in list(&subject["result"]).iter().enumerate() {
        fits(result, &by_id, &format!("{SUBJECT}/result/{index}"), &mut problems);
    }
    problems.truncate(MOST);
    problems
}

const SUBJECT: &str = "/credentialSubject";
const ACHIEVEMENT: &str = "/credentialSubject/achievement";

fn is_empty(value: &Value) -> bool {
    value.as_str().is_none_or(str::is_empty)
}

fn subject_is_someone(subject: &Value, problems: &mut Vec<Problem>) {
    let identities = list(&subject["identifier"]);
    if is_empty(&subject["id"]) && identities.is_empty() {
        problems.push((SUBJECT.to_owned(), "expected an id or an identifier: the badge is about nobody".to_owned()));
    }
    for (index, identity) in identities.iter().enumerate() {
        let hash = identity["identityHash"].as_str().unwrap_or_default();
        if identity["hashed"] == true && !is_hash(hash, "sha256$", 64) && !is_hash(hash, "md5$", 32) {
            let message = "expected sha256$ and 64 hexadecimal digits".to_owned();
            problems.push((format!("{SUBJECT}/identifier/{index}/identityHash"), message));
        }
    }
}

/// What does not fit in the description of a result.
fn describes(description: &Value, place: &str, problems: &mut Vec<Problem>) {
    let levels = list(&description["rubricCriterionLevel"]);
    if let Some(level) = told(description, "requiredLevel")
        && !levels.iter().any(|known| known["id"] == *level)
    {
        problems.push((format!("{place}/requiredLevel"), "is none of its levels".to_owned()));
    }
    if description["resultType"] == "RubricCriterionLevel" && levels.is_empty() {
        problems.push((place.to_owned(), "expected levels".to_owned()));
    }
    if let Some(required) = told(description, "requiredValue") {
        allowed(required, description, &format!("{place}/requiredValue"), problems);
    }
}

/// What does not fit in a result.
fn fits(result: &Value, descriptions: &BTreeMap<&str, &Value>, place: &str, problems: &mut Vec<Problem>) {
    let Some(id) = told(result, "resultDescription") else { return };
    let Some(description) = id.as_str().and_then(|id| descriptions.get(id)) else {
        problems.push((format!("{place}/resultDescription"), "is none of this achievement's".to_owned()));
        return;
    };
    if description["resultType"] == "Status" && told(result, "status").is_none() {
        problems.push((format!("{place}/status"), "is missing".to_owned()));
    }
    if let Some(level) = told(result, "achievedLevel")
        && !list(&description["rubricCriterionLevel"]).iter().any(|known| known["id"] == *level)
    {
        problems.push((format!("{place}/achievedLevel"), "is no level of its description".to_owned()));
    }
    let Some(value) = result.get("value") else { return };
    let place = format!("{place}/value");
    allowed(value, description, &place, problems);
    let Some(value) = number(value) else { return };
    if number(&description["valueMin"]).is_some_and(|minimum| value < minimum) {
        problems.push((place, format!("{value} is below the least value of its description")));
    } else if number(&description["valueMax"]).is_some_and(|maximum| value > maximum) {
        problems.push((place, format!("{value} is above the greatest value of its description")));
    }
}

/// What stands under `key`, where it is more than empty text.
fn told<'a>(object: &'a Value, key: &str) -> Option<&'a Value> {
    object.get(key).filter(|value| *value != "")
}

fn number(value: &Value) -> Option<f64> {
    // As ECMAScript's Number() reads text, since other verifiers do: one opinion of what is in range is worth more than a better one.
    let text = value.as_str()?.trim();
    let whole = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(|number| number as f64);
    match text.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => return whole(&text[2..], 16),
        Some("0o") => return whole(&text[2..], 8),
        Some("0b") => return whole(&text[2..], 2),
        _ => {}
    }
    match text {
        "" => Some(0.0),
        "Infinity" | "+Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        // Rust reads inf and nan by many names.
        _ if text.bytes().any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E')) => None,
        _ => text.parse().ok(),
    }
}

fn allowed(value: &Value, description: &Value, place: &str, problems: &mut Vec<Problem>) {
    let values = list(&description["allowedValue"]);
    if !values.is_empty() && !values.contains(value) {
        problems.push((place.to_owned(), "is none of the allowed values".to_owned()));
    }
}

fn is_hash(text: &str, prefix: &str, digits: usize) -> bool {
    text.strip_prefix(prefix).is_some_and(|hash| {
        hash.len() == digits && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}
