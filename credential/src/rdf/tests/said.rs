//! What says nothing, what is said twice, and contexts in the midst of a document.

use serde_json::{Value, json};

use super::super::*;

fn badge(extra: &Value) -> Value {
    let mut badge = json!({
        "@context": [CREDENTIALS, OPEN_BADGES, EXTENSIONS], "id": "urn:c", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": { "id": "urn:s", "type": ["AchievementSubject"] },
    });
    badge.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    badge
}

fn text(extra: &Value) -> String {
    canonical_text(&badge(extra), bundled).unwrap_or_else(|problem| panic!("{extra}: {problem:?}"))
}

#[test]
fn what_says_nothing_makes_no_statement() {
    let plain = text(&json!({}));
    for extra in [
        json!({ "evidence": [] }),
        json!({ "evidence": [null] }),
        json!({ "name": null }),
        json!({ "proof": [] }),
        json!({ "proof": null }),
        json!({ "endorsement": [] }),
        json!({ "type": ["VerifiableCredential", "OpenBadgeCredential", "VerifiableCredential"] }),
        json!({ "credentialSubject": { "id": "urn:s", "type": "AchievementSubject", "@context": [] } }),
        json!({ "credentialSubject": { "id": "urn:s", "type": "AchievementSubject", "@context": [CREDENTIALS, { "a": "urn:a" }] } }),
    ] {
        assert_eq!(text(&extra), plain, "{extra}");
    }
    assert_eq!(text(&json!({ "name": ["a", "a"] })), text(&json!({ "name": "a" })));
    assert_eq!(text(&json!({ "evidence": ["urn:e", { "id": "urn:e" }] })), text(&json!({ "evidence": "urn:e" })));
    assert_ne!(text(&json!({ "evidence": [{}, {}] })), text(&json!({ "evidence": {} })));
    // Under a word without a meaning nothing is said either, but nobody knows.
    assert!(canonical_text(&badge(&json!({ "honours": [] })), bundled).is_err());
    assert!(canonical_text(&badge(&json!({ "id": null })), bundled).is_err());
    assert!(canonical_text(&badge(&json!({ "type": null })), bundled).is_err());
}

#[test]
fn a_proof_may_bring_the_context_that_it_was_made_with() {
    let context = json!([CREDENTIALS, OPEN_BADGES]);
    let proof = json!({
        "@context": context, "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2026-01-15T00:00:00Z",
        "verificationMethod": "did:example:1#2", "proofPurpose": "assertionMethod", "proofValue": "z1",
    });
    let mut without = proof.clone();
    without.as_object_mut().unwrap().remove("@context");
    let inner = |proof: &Value| {
        json!({ "endorsement": [{
            "@context": context, "id": "urn:e", "type": ["VerifiableCredential", "EndorsementCredential"], "proof": [proof],
        }] })
    };
    assert_eq!(text(&inner(&proof)), text(&inner(&without)));
    let mut other = proof.clone();
    other["@context"] = json!([CREDENTIALS, { "cryptosuite": "urn:x" }]);
    assert!(canonical_text(&badge(&inner(&other)), bundled).is_ok(), "the type's own terms come later");
    other["@context"] = json!([CREDENTIALS, { "DataIntegrityProof": "urn:x" }]);
    assert!(matches!(canonical_text(&badge(&inner(&other)), bundled), Err(Problem::NotCovered { .. })));
}

#[test]
fn a_badge_of_the_data_model_before_this_one_is_read() {
    let badge = |context: &str| {
        json!({
            "@context": ["https://www.w3.org/2018/credentials/v1", context, "https://w3id.org/security/data-integrity/v2"],
            "id": "urn:c", "type": ["VerifiableCredential", "OpenBadgeCredential"], "issuanceDate": "2026-01-15T00:00:00Z", "name": "A",
        })
    };
    let context = |end: &str| format!("https://purl.imsglobal.org/spec/ob/v3p0/context{end}.json");
    for end in ["", "-3.0.1"] {
        let text = canonical_text(&badge(&context(end)), bundled).unwrap();
        assert!(text.contains("<https://www.w3.org/2018/credentials#issuanceDate> \"2026-01-15T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>"), "{text}");
    }
}
