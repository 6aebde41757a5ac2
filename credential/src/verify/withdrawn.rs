//! Whether a credential was withdrawn: status lists (Bitstring Status List 1.0) and the older lists of 1EdTech.

use serde_json::{Map, Value};

use super::findings::{Findings, Trouble};
use super::methods::shown;
use super::proofs::Secured;
use super::setting::Setting;
use super::token::{Token, is_token};
use crate::Time;
use crate::did::list;
use crate::json::{self, pointer};
use crate::report::Outcome;
use crate::verdict::Check;

/// Clocks differ by this much.
const FIVE_MINUTES: i64 = 300_000;
/// No honest credential has more.
const MOST_ENTRIES: usize = 8;

/// Looks at the status of a credential.
pub(super) fn check(document: &Map<String, Value>, setting: &Setting, findings: &mut Findings) {
    let Some(status) = document.get("credentialStatus") else {
        findings.not_needed(Check::Status, "names no list on which it could be withdrawn");
        return;
    };
    let entries = list(status);
    if entries.len() > MOST_ENTRIES {
        findings.unknown(Check::Status, "/credentialStatus", format!("expected at most {MOST_ENTRIES} entries"));
        return;
    }
    for (index, entry) in entries.iter().enumerate() {
        let place = if status.is_array() { pointer("/credentialStatus", &index.to_string()) } else { "/credentialStatus".into() };
        let found = match entry["type"].as_str() {
            Some("BitstringStatusListEntry") => on_list(entry, document, setting),
            Some("1EdTechRevocationList") => revoked(entry, document, setting),
            other => {
                let kind = shown(other.unwrap_or("status without a type"));
                Err(Trouble::unknown(format!("whether it was withdrawn cannot be told: a {kind} is not known here")))
            }
        };
        match found {
            Ok(message) => findings.passed(Check::Status, &place, message),
            Err(trouble) => findings.trouble(Check::Status, &place, trouble),
        }
    }
    findings.close(Check::Status, "names no list on which it could be withdrawn");
}

fn on_list(entry: &Value, document: &Map<String, Value>, setting: &Setting) -> Result<String, Trouble> {
    let text = |key: &str| entry[key].as_str().ok_or_else(|| Trouble::failed(format!("{key} is missing")));
    let url = text("statusListCredential")?;
    let purpose = text("statusPurpose")?;
    let index = match &entry["statusListIndex"] {
        Value::String(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
        Value::Number(number) => number.as_u64(),
        _ => None,
    };
    let index = index.ok_or_else(|| Trouble::failed("statusListIndex is no whole number"))?;
    let size = entry.get("statusSize").map_or(Some(1), Value::as_u64).filter(|size| (1..=32).contains(size));
    let size = size.ok_or_else(|| Trouble::failed("statusSize is no number from 1 to 32"))?;

    let text = fetch(url, "the status list", setting)?;
    let credential = signed_list(&text, setting).map_err(|trouble| trouble.of("the status list"))?;
    let failed = |message: String| Err(Trouble::failed(format!("the status list: {message}")));
    if id_of(credential.get("issuer")) != id_of(document.get("issuer")) {
        return failed("it is not that of the issuer".to_owned());
    }
    if credential.get("id").is_some_and(|id| id != url) {
        return failed("its id is not the URL that the credential names".to_owned());
    }
    let moment = |key: &str| match credential.get(key).map(|moment| moment.as_str().unwrap_or_default().parse::<Time>()) {
        None => Ok(None),
        Some(Ok(time)) => Ok(Some(time)),
        Some(Err(error)) => Err(Trouble::failed(format!("the status list: {key}: {error}"))),
    };
    if moment("validFrom")?.is_some_and(|from| from.unix_ms() > setting.now.unix_ms().saturating_add(FIVE_MINUTES)) {
        return failed("it does not hold yet".to_owned());
    }
    if let Some(until) = moment("validUntil")?.filter(|until| *until < setting.now) {
        let message = format!("the status list expired on {}, a newer one is needed from {}", until.date(), shown(url));
        return Err(Trouble::Unknown(message, url.starts_with("https://").then(|| url.to_owned())));
    }
    let subject = credential.get("credentialSubject").unwrap_or(&Value::Null);
    if !list(&subject["statusPurpose"]).iter().any(|known| known == purpose) {
        return failed(format!("it is not for {}", shown(purpose)));
    }
    let Some(encoded) = subject["encodedList"].as_str() else { return failed("it has no encodedList".to_owned()) };
    let bits = setting.bits(encoded)?;
    let mut value = 0_u64;
    for offset in 0..size {
        let at = index.checked_mul(size).and_then(|first| first.checked_add(offset)).and_then(|at| usize::try_from(at).ok());
        let bit = at.and_then(|at| bits.get(at));
        let Some(bit) = bit else { return failed(format!("it has no entry {index}")) };
        value = value << 1 | u64::from(bit);
    }
    match (value, purpose) {
        (0, _) => Ok(format!("not withdrawn: {purpose} is not set on {url}")),
        (_, "revocation") => Err(Trouble::failed(format!("it was revoked (entry {index} of {})", shown(url)))),
        (_, "suspension") => Err(Trouble::failed(format!("it is suspended (entry {index} of {})", shown(url)))),
        (value, purpose) => Ok(format!("{purpose} has the value {value} on {url}")),
    }
}

/// The list, once it is sure that its issuer signed it.
fn signed_list(text: &str, setting: &Setting) -> Result<Map<String, Value>, Trouble> {
    let text = text.trim();
    let credential = if is_token(text) {
        let token = Token::read(text).map_err(Trouble::unknown)?;
        token.signature(setting)?;
        token.credential
    } else {
        let Value::Object(credential) = json::read(text.as_bytes()).map_err(Trouble::unknown)? else {
            return Err(Trouble::unknown("it is no JSON object"));
        };
        let mut findings = Findings::default();
        Secured::new(&credential).check(Check::Status, setting, &mut findings);
        let trouble = |outcome: Outcome| findings.reason(outcome);
        if let Some(reason) = trouble(Outcome::Failed) {
            return Err(Trouble::failed(format!("{}: {}", reason.place, reason.message)));
        }
        if let Some(reason) = trouble(Outcome::Unknown) {
            return Err(Trouble::Unknown(format!("{}: {}", reason.place, reason.message), reason.needs));
        }
        credential
    };
    if !list(credential.get("type").unwrap_or(&Value::Null)).iter().any(|kind| kind == "BitstringStatusListCredential") {
        return Err(Trouble::failed("it is no BitstringStatusListCredential"));
    }
    Ok(credential)
}

/// The older list is not signed: it is as good as the connection that it came by.
fn revoked(entry: &Value, document: &Map<String, Value>, setting: &Setting) -> Result<String, Trouble> {
    let url = entry["id"].as_str().ok_or_else(|| Trouble::failed("id is missing"))?;
    let text = fetch(url, "the revocation list", setting)?;
    let read = json::read(text.as_bytes()).map_err(|error| Trouble::unknown(error).of("the revocation list"))?;
    if read.get("issuer").is_some() && id_of(read.get("issuer")) != id_of(document.get("issuer")) {
        return Err(Trouble::failed("the revocation list is not that of the issuer"));
    }
    if !read.is_object() {
        return Err(Trouble::unknown("the revocation list is no JSON object"));
    }
    if !read["revokedCredential"].is_array() {
        return Err(Trouble::unknown("the revocation list has no revokedCredential, expected a list of credentials"));
    }
    let id = document.get("id").and_then(Value::as_str);
    if id.is_some() && list(&read["revokedCredential"]).iter().any(|entry| id_of(Some(entry)) == id) {
        return Err(Trouble::failed(format!("it was revoked ({})", shown(url))));
    }
    Ok(format!("not among those that were revoked ({}, which is not signed)", shown(url)))
}

fn fetch(url: &str, what: &str, setting: &Setting) -> Result<String, Trouble> {
    setting.document(url).ok_or_else(|| {
        let needs = url.starts_with("https://").then(|| url.to_owned());
        Trouble::Unknown(format!("whether it was withdrawn cannot be told: needs {what} from {}", shown(url)), needs)
    })
}

fn id_of(value: Option<&Value>) -> Option<&str> {
    let value = value?;
    value.as_str().or_else(|| value["id"].as_str())
}
