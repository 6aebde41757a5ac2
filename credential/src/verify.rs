//! Whether a credential is to be believed: decode, proof, validity period, status, schema, in that order.

use serde_json::{Map, Value};

use crate::did::{key_of, list};
use crate::document::{COMPETENCY, SPECIMEN};
use crate::json::{self, pointer};
use crate::proof::{CRYPTOSUITE, signed_bytes};
use crate::rdf::{Problem, bundled};
use crate::verdict::{Check, Failure, HashedIdentity, Reason, Summary, Verdict};
use crate::{Time, schema};

/// Finds documents on the web, or does not.
pub trait Resolver {
    /// The text of the document at `url` (`https://…/did.json`), if it can be had.
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

/// Whether the credential in `bytes` (JSON with an embedded proof) is genuine and in force at `now`.
///
/// Every character counts: what no signature covers (terms that no context defines, nulls, empty arrays, duplicate keys) makes it
/// not valid. White space between JSON tokens does not count.
pub fn verify(bytes: &[u8], resolver: &dyn Resolver, now: Time) -> Verdict {
    match examine(bytes, resolver, now) {
        Ok(summary) => Verdict::Valid(Box::new(summary)),
        Err(Failure::Invalid(reason)) => Verdict::Invalid(reason),
        Err(Failure::Unverifiable(reason)) => Verdict::Unverifiable(reason),
    }
}

fn examine(bytes: &[u8], resolver: &dyn Resolver, now: Time) -> Result<Summary, Failure> {
    let document = decode(bytes)?;
    proofs(&document, resolver, now, "")?;
    for (endorsement, place) in endorsements(&document) {
        proofs(endorsement, resolver, now, &place)?;
        validity(endorsement, now, &place)?;
        status(endorsement, &place)?;
    }
    validity(&document, now, "")?;
    status(&document, "")?;
    schema::check(&document)?;
    Ok(summary(&document))
}

fn decode(bytes: &[u8]) -> Result<Map<String, Value>, Failure> {
    let reason = |message: String| Reason::new(Check::Decode, "", message);
    let start = bytes.trim_ascii_start();
    let token = |part: &[u8]| !part.is_empty() && part.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
    let other = if bytes.starts_with(b"\x89PNG\r\n") {
        Some("a PNG picture")
    } else if start.starts_with(b"<") {
        Some("an SVG picture or a web page")
    } else if bytes.trim_ascii().split(|byte| *byte == b'.').filter(|part| token(part)).count() == 3 && start.starts_with(b"ey") {
        Some("a credential in JWT form")
    } else {
        None
    };
    if let Some(other) = other {
        return Err(Failure::Unverifiable(reason(format!("{other}; this verifier reads JSON with an embedded proof"))));
    }
    let value = json::read(bytes).map_err(|error| Failure::Invalid(reason(format!("not readable as JSON: {error}"))))?;
    if let Some(place) = json::odd_number(&value, "") {
        let message = "a number that cannot be read alike everywhere, expected at most 16 digits, from 1e-6 to 1e20";
        return Err(Failure::Unverifiable(Reason::new(Check::Decode, &place, message)));
    }
    let Value::Object(document) = value else {
        return Err(Failure::Invalid(reason("expected a JSON object".to_owned())));
    };
    if !list(document.get("type").unwrap_or(&Value::Null)).iter().any(|name| name == "VerifiableCredential") {
        return Err(Failure::Invalid(Reason::new(Check::Decode, "/type", "this is no verifiable credential")));
    }
    Ok(document)
}

/// Every proof must hold: one that does not says that something is wrong.
fn proofs(document: &Map<String, Value>, resolver: &dyn Resolver, now: Time, at: &str) -> Result<(), Failure> {
    let invalid = |place: &str, message: String| Failure::Invalid(Reason::new(Check::Proof, place, message));
    let unverifiable = |place: &str, message: String| Failure::Unverifiable(Reason::new(Check::Proof, place, message));
    let all = list(document.get("proof").unwrap_or(&Value::Null));
    let base = pointer(at, "proof");
    if all.is_empty() {
        return Err(invalid(&base, "is missing: nobody signed this".to_owned()));
    }
    if all.len() > 8 {
        return Err(unverifiable(&base, format!("{} proofs, expected at most 8", all.len())));
    }
    let issuer = document.get("issuer").and_then(|issuer| issuer.as_str().or_else(|| issuer["id"].as_str()));
    let Some(issuer) = issuer else {
        return Err(invalid(&pointer(at, "issuer"), "names no issuer".to_owned()));
    };
    let mut unsigned = document.clone();
    unsigned.remove("proof");
    for (index, proof) in all.iter().enumerate() {
        let place = if document["proof"].is_array() { pointer(&base, &index.to_string()) } else { base.clone() };
        let at = |key: &str| pointer(&place, key);
        let Value::Object(proof) = proof else {
            return Err(invalid(&place, "expected an object".to_owned()));
        };
        let text =
            |key: &str| proof.get(key).and_then(Value::as_str).ok_or_else(|| invalid(&at(key), "expected text".to_owned()));
        let kind = text("type")?;
        if kind != "DataIntegrityProof" {
            return Err(unverifiable(&at("type"), format!("the proof is a {kind}, expected DataIntegrityProof")));
        }
        let suite = text("cryptosuite")?;
        if suite != CRYPTOSUITE {
            return Err(unverifiable(&at("cryptosuite"), format!("{suite} is unknown here, expected {CRYPTOSUITE}")));
        }
        let purpose = text("proofPurpose")?;
        if purpose != "assertionMethod" {
            return Err(invalid(&at("proofPurpose"), format!("signed for {purpose}, expected assertionMethod")));
        }
        if proof.contains_key("previousProof") {
            return Err(unverifiable(&at("previousProof"), "chains of proofs are unknown here".to_owned()));
        }
        if proof.get("@context").is_some_and(|context| Some(context) != document.get("@context")) {
            return Err(unverifiable(&at("@context"), "differs from that of the credential".to_owned()));
        }
        for key in ["created", "expires"] {
            if let Some(moment) = proof.get(key) {
                let moment: Time =
                    moment.as_str().unwrap_or_default().parse().map_err(|error| invalid(&at(key), format!("{error}")))?;
                if key == "expires" && moment <= now {
                    return Err(invalid(&at(key), format!("the proof expired on {}", moment.date())));
                }
            }
        }
        let signature = text("proofValue")?
            .strip_prefix('z')
            .filter(|digits| digits.len() < 100)
            .and_then(|digits| bs58::decode(digits).into_vec().ok())
            .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok())
            .ok_or_else(|| invalid(&at("proofValue"), "expected z and 64 bytes in base58btc".to_owned()))?;
        let mut config = proof.clone();
        config.remove("proofValue");
        let bytes = signed_bytes(&unsigned, &config, bundled).map_err(|problem| match problem {
            Problem::NotCovered { place, message } => invalid(&format!("{}{place}", at_of(&base)), message),
            Problem::Unknown { place, message } => unverifiable(&format!("{}{place}", at_of(&base)), message),
        })?;
        let key = key_of(text("verificationMethod")?, issuer, resolver, now, &at("verificationMethod"))?;
        if !key.verifies(&bytes, &signature) {
            return Err(invalid(
                &place,
                "the signature does not fit: something was changed after signing, or another key signed".to_owned(),
            ));
        }
    }
    Ok(())
}

/// The place of the credential whose proofs are at `base`.
fn at_of(base: &str) -> &str {
    base.strip_suffix("/proof").unwrap_or(base)
}

/// Credentials about the credential, its achievement and its issuer, with their places.
fn endorsements(document: &Map<String, Value>) -> Vec<(&Map<String, Value>, String)> {
    let mut found = Vec::new();
    let mut walk: Vec<(&Map<String, Value>, String)> = vec![(document, String::new())];
    while let Some((object, place)) = walk.pop() {
        for (key, value) in object {
            let at = pointer(&place, key);
            for (index, item) in list(value).iter().enumerate() {
                let Value::Object(inner) = item else { continue };
                let at = if value.is_array() { pointer(&at, &index.to_string()) } else { at.clone() };
                if key == "endorsement" {
                    found.push((inner, at.clone()));
                }
                walk.push((inner, at));
            }
        }
    }
    found
}

fn validity(document: &Map<String, Value>, now: Time, at: &str) -> Result<(), Failure> {
    let invalid = |key: &str, message: String| Failure::Invalid(Reason::new(Check::Validity, &pointer(at, key), message));
    let moment = |key: &str| match document.get(key) {
        None => Ok(None),
        Some(value) => {
            value.as_str().unwrap_or_default().parse::<Time>().map(Some).map_err(|error| invalid(key, error.to_string()))
        }
    };
    let (from, until) = (moment("validFrom")?, moment("validUntil")?);
    let Some(from) = from else {
        return Err(invalid("validFrom", "is missing".to_owned()));
    };
    if from > now {
        return Err(invalid("validFrom", format!("not valid before {from}")));
    }
    if let Some(until) = until {
        if until < from {
            return Err(invalid("validUntil", "is before validFrom".to_owned()));
        }
        if until < now {
            return Err(invalid("validUntil", format!("expired on {}", until.date())));
        }
    }
    Ok(())
}

/// Status lists are not read yet, and a credential that might have been withdrawn is not called valid.
fn status(document: &Map<String, Value>, at: &str) -> Result<(), Failure> {
    match document.get("credentialStatus") {
        None => Ok(()),
        Some(status) => {
            let kind: String =
                list(status).first().and_then(|entry| entry["type"].as_str()).unwrap_or("status").chars().take(80).collect();
            let message = format!("whether it was withdrawn cannot be told: a {kind} is unknown here");
            Err(Failure::Unverifiable(Reason::new(Check::Status, &pointer(at, "credentialStatus"), message)))
        }
    }
}

/// Only called once the schema holds, so that every place has the type that is read here.
fn summary(document: &Map<String, Value>) -> Summary {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let moment = |key: &str| document.get(key).and_then(Value::as_str).and_then(|text| text.parse::<Time>().ok());
    let subject = &document["credentialSubject"];
    let achievement = &subject["achievement"];
    let issuer = &document["issuer"];
    let valid_from = moment("validFrom").expect("the schema and the validity period were checked");
    let identities = list(&subject["identifier"]);
    let descriptions = list(&achievement["resultDescription"]);
    let specimen = list(&achievement["tag"]).iter().any(|tag| tag == SPECIMEN);
    Summary {
        id: text(&document["id"]).unwrap_or_default(),
        title: text(&achievement["name"]).unwrap_or_default(),
        description: text(&achievement["description"]).unwrap_or_default(),
        criteria: text(&achievement["criteria"]["narrative"]),
        issuer: text(issuer).or_else(|| text(&issuer["id"])).unwrap_or_default(),
        issuer_name: text(&issuer["name"]),
        holder: identities
            .iter()
            .find(|identity| identity["hashed"] == false && identity["identityType"] == "name")
            .and_then(|identity| text(&identity["identityHash"]))
            .or_else(|| text(&subject["name"])),
        awarded_on: moment("awardedDate").unwrap_or(valid_from).date(),
        valid_from,
        valid_until: moment("validUntil"),
        outcomes: outcomes(achievement),
        results: list(&subject["result"])
            .iter()
            .filter_map(|result| {
                let description = descriptions.iter().find(|description| description["id"] == result["resultDescription"])?;
                let level =
                    list(&description["rubricCriterionLevel"]).iter().find(|level| level["id"] == result["achievedLevel"]);
                let value = text(&result["value"]).or_else(|| text(&level?["name"])).or_else(|| text(&result["status"]))?;
                Some((text(&description["name"])?, value))
            })
            .collect(),
        specimen: specimen.then(|| document.get("description").and_then(text).unwrap_or_else(|| SPECIMEN.to_owned())),
        identities: identities
            .iter()
            .filter(|identity| identity["hashed"] == true && identity["identityType"] == "emailAddress")
            .map(|identity| HashedIdentity {
                hash: text(&identity["identityHash"]).unwrap_or_default(),
                salt: text(&identity["salt"]).unwrap_or_default(),
            })
            .collect(),
    }
}

/// The learning outcomes in the issuer's own words where it has any, else the competencies of the frameworks that it names.
fn outcomes(achievement: &Value) -> Vec<String> {
    let own = format!("{}#", achievement["id"].as_str().unwrap_or_default());
    let is_own = |alignment: &&&Value| alignment["targetUrl"].as_str().is_some_and(|url| url.starts_with(&own));
    let all: Vec<&Value> = list(&achievement["alignment"])
        .iter()
        .filter(|alignment| alignment["targetType"] == COMPETENCY || alignment["targetType"] == "CFItem")
        .collect();
    let own: Vec<&Value> = all.iter().filter(is_own).copied().collect();
    let chosen = if own.is_empty() { all } else { own };
    chosen.iter().filter_map(|alignment| alignment["targetName"].as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rdf::{CREDENTIALS, EXTENSIONS, OPEN_BADGES};
    use crate::{IssuerKey, SecretKey, Signer as _};

    const NOW: &str = "2026-11-24T03:00:00Z";

    /// Signs whatever it is given, which [`crate::issue`] would not.
    fn signed(mut document: Value, key: &IssuerKey) -> Value {
        let proof = json!({
            "type": "DataIntegrityProof", "cryptosuite": CRYPTOSUITE, "created": NOW,
            "verificationMethod": key.verification_method(), "proofPurpose": "assertionMethod",
        });
        let bytes = signed_bytes(document.as_object().unwrap(), proof.as_object().unwrap(), bundled).unwrap();
        document["proof"] = json!([proof]);
        document["proof"][0]["proofValue"] = format!("z{}", bs58::encode(key.sign(&bytes).unwrap()).into_string()).into();
        document
    }

    fn badge(key: &IssuerKey) -> Value {
        json!({
            "@context": [CREDENTIALS, OPEN_BADGES, EXTENSIONS], "id": "urn:uuid:1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": key.did(), "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": "did:example:1", "type": ["AchievementSubject"],
                "achievement": {
                    "id": "https://example.org/a", "type": ["Achievement"], "name": "Sampling", "description": "Plans samples.",
                    "criteria": { "narrative": "A test." },
                },
            },
        })
    }

    fn endorsement(key: &IssuerKey) -> Value {
        let document = json!({
            "@context": [CREDENTIALS, OPEN_BADGES], "id": "urn:uuid:2", "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Accredited", "issuer": key.did(), "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": { "id": "https://example.org/a", "type": ["EndorsementSubject"], "endorsementComment": "Good." },
        });
        signed(document, key)
    }

    fn key(seed: u8) -> IssuerKey {
        IssuerKey::did_key(SecretKey::from_bytes(&[seed; 32]))
    }

    fn judge(document: &Value) -> Verdict {
        verify(document.to_string().as_bytes(), &Offline, NOW.parse().unwrap())
    }

    /// The verdict on a badge with a change made before it was signed.
    fn changed(change: impl FnOnce(&mut Value)) -> Verdict {
        let mut document = badge(&key(1));
        change(&mut document);
        judge(&signed(document, &key(1)))
    }

    #[test]
    fn a_plain_badge_by_a_plain_issuer_is_valid() {
        let Verdict::Valid(summary) = changed(|_| ()) else { panic!() };
        assert_eq!((summary.issuer_name, summary.holder, summary.awarded_on.as_str()), (None, None, "2026-01-01"));
    }

    #[test]
    fn shows_the_outcomes_of_a_badge_that_names_only_frameworks() {
        let alignment = |kind: &str, name: &str| json!({ "type": ["Alignment"], "targetType": kind, "targetName": name, "targetUrl": "urn:x" });
        let all = json!([
            alignment("CFItem", "Draws samples"),
            alignment("ext:EQFLevel", "EQF 6"),
            alignment("ceasn:Competency", "Counts")
        ]);
        let Verdict::Valid(summary) = changed(|badge| badge["credentialSubject"]["achievement"]["alignment"] = all) else {
            panic!()
        };
        assert_eq!(summary.outcomes, ["Draws samples", "Counts"]);
    }

    #[test]
    fn every_endorsement_must_hold_wherever_it_is() {
        let good = endorsement(&key(2));
        let mut bad = good.clone();
        bad["credentialSubject"]["endorsementComment"] = "Excellent.".into();
        let mut unsigned = good.clone();
        unsigned.as_object_mut().unwrap().remove("proof");
        assert!(matches!(changed(|badge| badge["endorsement"] = json!([good])), Verdict::Valid(_)));
        assert!(matches!(
            changed(|badge| badge["credentialSubject"]["achievement"]["endorsement"] = json!([good])),
            Verdict::Valid(_)
        ));
        for wrong in [bad, unsigned] {
            let Verdict::Invalid(reason) = changed(|badge| badge["endorsement"] = json!([wrong])) else { panic!() };
            assert!(reason.check == Check::Proof && reason.place.starts_with("/endorsement/0/proof"), "{reason}");
            let Verdict::Invalid(reason) =
                changed(|badge| badge["credentialSubject"]["achievement"]["endorsement"] = json!([wrong]))
            else {
                panic!()
            };
            assert!(reason.place.starts_with("/credentialSubject/achievement/endorsement/0/proof"), "{reason}");
        }
    }

    #[test]
    fn what_might_have_been_withdrawn_is_not_called_valid() {
        let entry = json!({
            "id": "https://example.org/status/1#7", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "7", "statusListCredential": "https://example.org/status/1",
        });
        let Verdict::Unverifiable(reason) = changed(|badge| badge["credentialStatus"] = entry) else { panic!() };
        assert_eq!((reason.check, reason.place.as_str()), (Check::Status, "/credentialStatus"));
    }

    #[test]
    fn a_genuine_credential_of_another_kind_is_not_judged() {
        let Verdict::Unverifiable(reason) = judge(&endorsement(&key(2))) else { panic!() };
        assert_eq!(reason.check, Check::Schema);
    }

    #[test]
    fn a_signature_does_not_make_a_malformed_badge_valid() {
        let place = |change: fn(&mut Value)| match changed(change) {
            Verdict::Invalid(reason) => format!("{}{}", reason.check, reason.place),
            other => panic!("{other:?}"),
        };
        assert_eq!(place(|badge| badge["validFrom"] = "2026-01-01".into()), "validity/validFrom");
        assert_eq!(place(|badge| drop(badge.as_object_mut().unwrap().remove("validFrom"))), "validity/validFrom");
        assert_eq!(place(|badge| badge["validUntil"] = "2025-01-01T00:00:00Z".into()), "validity/validUntil");
        assert_eq!(place(|badge| badge["awardedDate"] = "yesterday".into()), "schema/awardedDate");
        assert_eq!(place(|badge| badge["evidence"] = json!({ "type": ["Evidence"] })), "schema/evidence");
        assert_eq!(
            place(|badge| badge["credentialSubject"]["achievement"]["alignment"] =
                json!([{ "type": ["Alignment"], "targetName": "x" }])),
            "schema/credentialSubject/achievement/alignment/0/targetUrl"
        );
        assert_eq!(
            place(|badge| drop(badge["credentialSubject"].as_object_mut().unwrap().remove("id"))),
            "schema/credentialSubject"
        );
        assert_eq!(
            place(|badge| badge["credentialSubject"]["achievement"]["criteria"] = json!({})),
            "schema/credentialSubject/achievement/criteria"
        );
        assert_eq!(
            place(|badge| badge["credentialSubject"]["achievement"]["achievementType"] = "Medal".into()),
            "schema/credentialSubject/achievement/achievementType"
        );
        assert_eq!(place(|badge| badge["@context"] = json!([CREDENTIALS, EXTENSIONS, OPEN_BADGES])), "schema/@context");
    }

    #[test]
    fn an_issuer_may_not_sign_with_the_key_of_another() {
        let document = signed(badge(&key(1)), &key(2));
        let Verdict::Invalid(reason) = judge(&document) else { panic!() };
        assert!(reason.message.contains("the issuer is"), "{reason}");
    }
}
