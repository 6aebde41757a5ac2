//! Whether a credential is to be believed: everything that can be looked at is, and the verdict is what that comes to.

mod disclosure;
mod findings;
mod given;
mod keys;
mod methods;
mod model;
mod nested;
mod proofs;
mod read;
mod setting;
mod tell;
#[cfg(test)]
mod tests;
pub(crate) mod token;
mod withdrawn;

use findings::Findings;
pub use given::did_of_document;
use proofs::{Secured, place_of};
use serde_json::{Map, Value};
use setting::Setting;
use token::Token;

use crate::rdf::Problem;
use crate::report::{Container, Expected, Form, Kind, Outcome, Report};
use crate::verdict::{Check, Reason, Verdict};
use crate::{Summary, Time, json, schema, semantics};

/// Finds documents on the web, or does not.
pub trait Resolver {
    /// The text of the document at `url`, if it can be had: a DID document (`https://…/did.json`), a key, a status list.
    ///
    /// A DID of a method without a URL, as `did:example:1`, is asked for as it is.
    fn document(&self, url: &str) -> Option<String>;
}

/// Knows no documents: only issuers that are their keys (`did:key`) can be verified.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

impl Resolver for Offline {
    fn document(&self, _: &str) -> Option<String> {
        None
    }
}

/// Documents at hand, by URL.
impl Resolver for std::collections::BTreeMap<String, String> {
    fn document(&self, url: &str) -> Option<String> {
        self.get(url).cloned()
    }
}

/// Whether the credential in `bytes` (JSON, a signed token, or a picture with either in it) is genuine and in force at `now`.
///
/// Everything that is said counts: what no signature covers (terms that no context defines, another name for what is looked for,
/// duplicate keys) makes it not valid. What says nothing in JSON-LD (null, an empty array, a value that stands twice, white space)
/// does not count where the signature is over statements, and leaves what is said as it was.
pub fn verify(bytes: &[u8], resolver: &dyn Resolver, now: Time) -> Verdict {
    examine(bytes, resolver, now, &Expected::default()).verdict
}

/// Everything that can be found in the credential in `bytes` at `now`, and the verdict that it comes to.
///
/// Every check is made, whatever an earlier one found. What is wrong weighs more than what is unknown.
pub fn examine(bytes: &[u8], resolver: &dyn Resolver, now: Time, expected: &Expected) -> Report {
    let setting = Setting::new(resolver, now);
    let text = match read::read(bytes) {
        Ok(text) => text,
        Err(read::Unreadable { container, message, is_large }) => {
            let mut findings = Findings::default();
            if is_large {
                findings.unknown(Check::Parse, "", message);
            } else {
                findings.failed(Check::Parse, "", message);
            }
            return report(Judged { findings, summary: None }, container, Form::Json);
        }
    };
    let mut judged = judge(&text.text, text.form, &setting, expected, 0);
    for warning in text.warnings {
        judged.findings.passed(Check::Parse, "", warning);
    }
    report(judged, text.container, text.form)
}

/// What was found in one credential.
struct Judged {
    findings: Findings,
    /// What it says, if it could be read.
    summary: Option<Summary>,
}

fn report(judged: Judged, container: Container, form: Form) -> Report {
    let Judged { mut findings, summary } = judged;
    if summary.is_none() {
        for check in Check::ALL.into_iter().skip(1) {
            findings.not_needed(check, "not looked at, because it could not be read");
        }
    }
    findings.0.sort_by_key(|entry| entry.finding.check);
    let verdict = match (findings.reason(Outcome::Failed), findings.reason(Outcome::Unknown), summary) {
        (Some(reason), ..) => Verdict::Invalid(reason),
        (None, Some(reason), _) => Verdict::Unverifiable(reason),
        (None, None, Some(summary)) => Verdict::Valid(Box::new(summary)),
        (None, None, None) => Verdict::Unverifiable(Reason::new(Check::Parse, "", "nothing was read")),
    };
    let needs = findings.needs();
    let findings = findings.0.into_iter().map(|entry| entry.finding).collect();
    Report { verdict, findings, needs, container, form }
}

/// Looks at a credential that is text.
fn judge(text: &str, form: Form, setting: &Setting, expected: &Expected, depth: usize) -> Judged {
    let mut findings = Findings::default();
    let credential = match form {
        Form::Jwt => match Token::read(text) {
            Ok(token) => {
                token.check(setting, &mut findings);
                Ok(token.credential)
            }
            Err(error) => Err(error),
        },
        Form::Json => match json::read(text.as_bytes()) {
            Ok(Value::Object(document)) => Ok(document),
            Ok(_) => Err("expected a JSON object".to_owned()),
            Err(error) => Err(format!("not readable as JSON: {error}")),
        },
    };
    match credential {
        Ok(credential) => look(&credential, form, setting, expected, depth, findings),
        Err(error) => {
            findings.failed(Check::Parse, "", error);
            Judged { findings, summary: None }
        }
    }
}

/// Looks at a credential that was read. The signature of a token was looked at before.
fn look(
    document: &Map<String, Value>,
    form: Form,
    setting: &Setting,
    expected: &Expected,
    depth: usize,
    mut findings: Findings,
) -> Judged {
    let secured = Secured::new(document);
    match form {
        Form::Json => secured.check(Check::Proof, setting, &mut findings),
        Form::Jwt if document.contains_key("proof") => secured.check(Check::EmbeddedProof, setting, &mut findings),
        Form::Jwt => {}
    }
    // That a signature does not fit is what has to be read first, and it says this too.
    if let Some(place) = secured.odd_number()
        && findings.worst(Some(Check::Proof)) < Outcome::Unknown
    {
        findings.unknown(Check::Parse, &place, "a number that cannot be read alike everywhere");
    }
    findings.close(Check::Parse, if form == Form::Jwt { "read as a signed token" } else { "read as JSON" });
    if findings.worst(Some(Check::EmbeddedProof)) == Outcome::NotNeeded {
        findings.not_needed(Check::EmbeddedProof, "no proof inside a signed token");
    }
    model::check(document, expected, &mut findings);
    let kind = model::kind(document);
    shape(document, kind, &mut findings);
    meaning(&secured, &mut findings);
    if findings.worst(Some(Check::JsonLd)) == Outcome::Unknown {
        setting.tired();
    }
    fitting(document, kind, &mut findings);
    model::validity(document, setting.now, &mut findings);
    withdrawn::check(document, setting, &mut findings);
    let inside = nested::check(document, kind, setting, depth, &mut findings);
    model::subject(document, expected, &mut findings);
    Judged { findings, summary: Some(tell::summary(document, inside)) }
}

/// Looks at the shape.
fn shape(document: &Map<String, Value>, kind: Kind, findings: &mut Findings) {
    let problems = match kind {
        _ if !model::is_current(document) => {
            findings.not_needed(Check::Schema, "there is no schema for this data model");
            return;
        }
        Kind::Achievement => schema::achievement(document),
        Kind::Endorsement => schema::endorsement(document),
        Kind::Clr | Kind::Generic => {
            findings.not_needed(Check::Schema, "there is no schema for credentials of this kind");
            return;
        }
    };
    for (place, message) in problems {
        findings.failed(Check::Schema, &place, message);
    }
    findings.close(Check::Schema, "has the shape that Open Badges 3.0 prescribes");
}

/// Looks at whether every word has a meaning.
fn meaning(secured: &Secured, findings: &mut Findings) {
    let mut tell = |base: &str, problem: &Problem| match problem {
        Problem::NotCovered { place, message } => findings.failed(Check::JsonLd, &format!("{base}{place}"), message),
        Problem::Unknown { place, message } => findings.unknown(Check::JsonLd, &format!("{base}{place}"), message),
    };
    if let Err(problem) = secured.meaning() {
        tell("", &problem);
        if place_of(&problem).starts_with("/@context") {
            return;
        }
    }
    for (place, proof) in secured.proofs() {
        if let Err(problem) = secured.meaning_of(proof) {
            tell(&place, &problem);
        }
    }
    findings.close(Check::JsonLd, "every word in it has a meaning");
}

/// Looks at whether what it says fits together.
fn fitting(document: &Map<String, Value>, kind: Kind, findings: &mut Findings) {
    if kind != Kind::Achievement {
        findings.not_needed(Check::Semantics, "only an achievement has results that must fit");
        return;
    }
    for (place, message) in semantics::achievement(document) {
        findings.failed(Check::Semantics, &place, message);
    }
    findings.close(Check::Semantics, "what it says fits together");
}
