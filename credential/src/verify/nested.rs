//! The credentials inside a credential: endorsements wherever they are, and the parts of a comprehensive learner record.

use serde_json::{Map, Value};

use super::findings::{Findings, Trouble};
use super::setting::{DEEPEST, Setting};
use super::token::is_token;
use super::{Judged, judge, look};
use crate::Summary;
use crate::did::list;
use crate::json::pointer;
use crate::report::{Expected, Form, Kind, Outcome};
use crate::verdict::Check;

/// A credential inside a credential.
struct Inner<'a> {
    place: String,
    credential: &'a Value,
    /// Whether it is a part of a learner record.
    part: bool,
}

/// What the credentials inside a credential say.
#[derive(Default)]
pub(super) struct Inside {
    /// The parts of a learner record.
    pub(super) parts: Vec<Summary>,
    /// Endorsements, wherever they are.
    pub(super) endorsements: Vec<Summary>,
}

/// Looks at every credential inside `document`, and gives what they say.
pub(super) fn check(
    document: &Map<String, Value>,
    kind: Kind,
    setting: &Setting,
    depth: usize,
    findings: &mut Findings,
) -> Inside {
    let mut found = Vec::new();
    walk(document, kind, "", &mut found);
    if found.is_empty() {
        findings.not_needed(Check::Nested, "has no credentials inside");
        return Inside::default();
    }
    let mut inside = Inside::default();
    for Inner { place, credential, part } in &found {
        if depth >= DEEPEST || !setting.another() {
            findings.unknown(Check::Nested, place, "more credentials within credentials than are looked at");
            break;
        }
        let judged = inner(credential, setting, depth);
        let said = judged.summary.as_ref().map_or(String::new(), |summary| summary.title.clone());
        if judged.findings.worst(None) <= Outcome::Passed {
            findings.passed(Check::Nested, place, format!("{said}: signed, and in force"));
        }
        for entry in judged.findings.0 {
            let at = format!("{place}{}", entry.finding.place);
            let message = format!("{}: {}", entry.finding.check, entry.finding.message);
            match entry.finding.outcome {
                Outcome::Failed => findings.trouble(Check::Nested, &at, Trouble::Failed(message)),
                Outcome::Unknown => findings.trouble(Check::Nested, &at, Trouble::Unknown(message, entry.needs)),
                Outcome::Passed | Outcome::NotNeeded => {}
            }
        }
        let place = if *part { &mut inside.parts } else { &mut inside.endorsements };
        place.extend(judged.summary);
    }
    inside
}

fn inner(credential: &Value, setting: &Setting, depth: usize) -> Judged {
    let anything = Expected::default();
    match credential {
        Value::String(token) if is_token(token) => judge(token, Form::Jwt, setting, &anything, depth + 1),
        Value::Object(object) => match enveloped(object) {
            Some(token) => judge(token, Form::Jwt, setting, &anything, depth + 1),
            None => look(object, Form::Json, setting, &anything, depth + 1, Findings::default()),
        },
        _ => {
            let mut findings = Findings::default();
            findings.failed(Check::Parse, "", "expected a credential");
            Judged { findings, summary: None }
        }
    }
}

/// The signed token in an EnvelopedVerifiableCredential.
fn enveloped(object: &Map<String, Value>) -> Option<&str> {
    let is = list(object.get("type")?).iter().any(|kind| kind == "EnvelopedVerifiableCredential");
    let data = object.get("id")?.as_str()?.strip_prefix("data:application/vc+jwt,")?;
    (is && is_token(data)).then_some(data)
}

fn walk<'a>(object: &'a Map<String, Value>, kind: Kind, place: &str, found: &mut Vec<Inner<'a>>) {
    for (key, value) in object {
        let at = pointer(place, key);
        let part = key == "verifiableCredential" && kind == Kind::Clr;
        let is_credential = part || key == "endorsement" || key == "endorsementJwt";
        if key == "proof" || key == "@context" {
            continue;
        }
        for (index, item) in list(value).iter().enumerate() {
            let at = if value.is_array() { pointer(&at, &index.to_string()) } else { at.clone() };
            if is_credential {
                found.push(Inner { place: at, credential: item, part });
            } else {
                deeper(item, kind, &at, found);
            }
        }
    }
}

/// Arrays within arrays too: nothing is overlooked.
fn deeper<'a>(value: &'a Value, kind: Kind, place: &str, found: &mut Vec<Inner<'a>>) {
    match value {
        Value::Object(object) => walk(object, kind, place, found),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deeper(item, kind, &pointer(place, &index.to_string()), found);
            }
        }
        _ => {}
    }
}
