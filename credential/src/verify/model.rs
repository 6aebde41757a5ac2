//! Whether a document is a verifiable credential, of which kind, and when it holds.

use serde_json::{Map, Value};

use super::findings::Findings;
use super::methods::shown;
use crate::Time;
use crate::did::list;
use crate::rdf::CREDENTIALS;
use crate::report::{Expected, Kind};
use crate::schema::{is_learner_record, is_open_badges};
use crate::verdict::Check;

/// The context of the data model before this one, which Open Badges 3.0 began with.
const CREDENTIALS_1: &str = "https://www.w3.org/2018/credentials/v1";

/// No honest credential has more.
const MOST_CONTEXTS: usize = 32;

const ASSOCIATIONS: [&str; 8] =
    ["exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo", "precedes", "replacedBy"];

/// What a credential is about.
pub(super) fn kind(document: &Map<String, Value>) -> Kind {
    let types = list(document.get("type").unwrap_or(&Value::Null));
    let is = |name: &str| types.iter().any(|kind| kind == name);
    if is("OpenBadgeCredential") || is("AchievementCredential") {
        Kind::Achievement
    } else if is("EndorsementCredential") {
        Kind::Endorsement
    } else if is("ClrCredential") {
        Kind::Clr
    } else {
        Kind::Generic
    }
}

/// Whether the document follows the data model of today, which the schemas are for.
pub(super) fn is_current(document: &Map<String, Value>) -> bool {
    list(document.get("@context").unwrap_or(&Value::Null)).first().is_some_and(|first| first == CREDENTIALS)
}

/// Looks at the data model.
pub(super) fn check(document: &Map<String, Value>, expected: &Expected, findings: &mut Findings) {
    let mut wrong = |place: &str, message: &str| findings.failed(Check::DataModel, place, message);
    let contexts = list(document.get("@context").unwrap_or(&Value::Null));
    if contexts.first().is_none_or(|first| first != CREDENTIALS && first != CREDENTIALS_1) {
        wrong("/@context", &format!("expected {CREDENTIALS} first"));
    }
    if contexts.len() > MOST_CONTEXTS {
        wrong("/@context", &format!("expected at most {MOST_CONTEXTS} contexts"));
    }
    if !list(document.get("type").unwrap_or(&Value::Null)).iter().any(|name| name == "VerifiableCredential") {
        wrong("/type", "this is no verifiable credential");
    }
    let issuer = document.get("issuer");
    if issuer.and_then(|issuer| issuer.as_str().or_else(|| issuer["id"].as_str())).is_none_or(str::is_empty) {
        wrong("/issuer", "names no issuer");
    }
    if document.get("credentialSubject").is_none_or(Value::is_null) {
        wrong("/credentialSubject", "is missing");
    }
    let kind = kind(document);
    if kind == Kind::Clr {
        learner_record(document, contexts, &mut wrong);
    }
    if let Some(wanted) = expected.kind.filter(|wanted| *wanted != kind) {
        wrong("/type", &format!("the credential is of the kind {}, expected {}", kind.name(), wanted.name()));
    }
    findings.close(Check::DataModel, format!("a verifiable credential of the kind {}", kind.name()));
}

/// The Comprehensive Learner Record has no schema for the data model of today.
fn learner_record(document: &Map<String, Value>, contexts: &[Value], wrong: &mut impl FnMut(&str, &str)) {
    if !contexts.get(1).and_then(Value::as_str).is_some_and(is_learner_record) {
        wrong("/@context", "expected the context of the Comprehensive Learner Record second");
    }
    if !contexts.iter().filter_map(Value::as_str).any(is_open_badges) {
        wrong("/@context", "expected the context of Open Badges 3.0 among them");
    }
    for key in ["id", "name", "validFrom"] {
        if document.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
            wrong(&format!("/{key}"), "is missing");
        }
    }
    let subject = document.get("credentialSubject").unwrap_or(&Value::Null);
    if !list(&subject["type"]).iter().any(|name| name == "ClrSubject") {
        wrong("/credentialSubject/type", "expected ClrSubject");
    }
    if list(&subject["verifiableCredential"]).is_empty() {
        wrong("/credentialSubject/verifiableCredential", "expected the credentials of the record");
    }
    for (index, association) in list(&subject["association"]).iter().enumerate() {
        let place = format!("/credentialSubject/association/{index}");
        if association["type"] != "Association" {
            wrong(&format!("{place}/type"), "expected Association");
        }
        if !ASSOCIATIONS.iter().any(|known| association["associationType"] == *known) {
            wrong(&format!("{place}/associationType"), &format!("expected one of {}", ASSOCIATIONS.join(", ")));
        }
        for key in ["sourceId", "targetId"] {
            if association[key].as_str().is_none_or(str::is_empty) {
                wrong(&format!("{place}/{key}"), "is missing");
            }
        }
    }
}

/// Looks at the time in which the credential holds.
pub(super) fn validity(document: &Map<String, Value>, now: Time, findings: &mut Findings) {
    let mut moment = |names: [&str; 2]| {
        let (name, value) = names.iter().find_map(|name| Some((*name, document.get(*name)?)))?;
        match value.as_str().unwrap_or_default().parse::<Time>() {
            Ok(time) => Some((name.to_owned(), time)),
            Err(error) => {
                findings.failed(Check::Validity, &format!("/{name}"), error.to_string());
                None
            }
        }
    };
    let from = moment(["validFrom", "issuanceDate"]);
    let until = moment(["validUntil", "expirationDate"]);
    if let Some((name, from)) = &from
        && *from > now
    {
        findings.failed(Check::Validity, &format!("/{name}"), format!("not valid before {from}"));
    }
    if let Some((name, until)) = &until {
        let place = format!("/{name}");
        if from.as_ref().is_some_and(|(_, from)| until < from) {
            findings.failed(Check::Validity, &place, format!("is before {}", from.as_ref().map_or("", |(name, _)| name)));
        }
        if *until < now {
            findings.failed(Check::Validity, &place, format!("expired on {}", until.date()));
        }
    }
    let message = match (&from, &until) {
        (Some((_, from)), Some((_, until))) => format!("holds from {from} until {until}"),
        (Some((_, from)), None) => format!("holds from {from}, without an end"),
        (None, Some((_, until))) => format!("holds until {until}"),
        (None, None) if findings.worst(Some(Check::Validity)) == crate::report::Outcome::NotNeeded => {
            findings.not_needed(Check::Validity, "states no time");
            return;
        }
        (None, None) => String::new(),
    };
    findings.close(Check::Validity, message);
}

/// Looks at whether the credential is about the person who is meant.
pub(super) fn subject(document: &Map<String, Value>, expected: &Expected, findings: &mut Findings) {
    if expected.id.is_none() && expected.identifier.is_none() {
        findings.not_needed(Check::Subject, "nobody in particular was meant");
        return;
    }
    let subject = document.get("credentialSubject").unwrap_or(&Value::Null);
    let by_id = expected.id.as_ref().is_some_and(|id| subject["id"] == **id);
    let by_identifier = expected.identifier.as_ref().is_some_and(|(kind, value)| {
        list(&subject["identifier"]).iter().any(|identity| identity["identityType"] == **kind && is_of(identity, value))
    });
    if by_id || by_identifier {
        findings.passed(Check::Subject, "/credentialSubject", "about the person who is meant");
    } else {
        let meant =
            expected.identifier.as_ref().map_or_else(|| expected.id.clone().unwrap_or_default(), |(_, value)| value.clone());
        findings.failed(Check::Subject, "/credentialSubject", format!("not about {}", shown(&meant)));
    }
}

/// Whether an identifier of the subject, hashed or not, is this value to the letter.
fn is_of(identity: &Value, value: &str) -> bool {
    let hash = identity["identityHash"].as_str().unwrap_or_default();
    if identity["hashed"] != true {
        return value == hash;
    }
    let salted = format!("{value}{}", identity["salt"].as_str().unwrap_or_default());
    // Open Badges allows both; what MD5 hides is easily guessed, but it is not ours to say what issuers of before did.
    match hash.split_once('$') {
        Some(("sha256", rest)) => rest == crate::digest::hex(&crate::digest::sha256(salted.as_bytes())),
        Some(("md5", rest)) => rest == crate::digest::hex(&crate::digest::md5(salted.as_bytes())),
        _ => false,
    }
}
