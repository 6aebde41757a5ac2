//! What is issued, and what is refused before it is signed.

mod sample;

use std::collections::BTreeMap;

use credential::{
    Check, Claim, IssueError, IssuerKey, Measure, MeasureKind, Offline, Reason, SecretKey, Signer, SignerError, Summary, Time,
    Verdict, did_web, did_web_document, did_web_location, issue, verify,
};
use sample::{claim, did_key, now};
use serde_json::Value;

fn valid(verdict: Verdict) -> Summary {
    match verdict {
        Verdict::Valid(summary) => *summary,
        Verdict::Invalid(reason) | Verdict::Unverifiable(reason) => panic!("{reason}"),
    }
}

fn invalid(verdict: Verdict) -> Reason {
    if let Verdict::Invalid(reason) = verdict { reason } else { panic!("{verdict:?}") }
}

fn unverifiable(verdict: Verdict) -> Reason {
    if let Verdict::Unverifiable(reason) = verdict { reason } else { panic!("{verdict:?}") }
}

#[test]
fn says_what_the_claim_says() {
    let key = did_key(7);
    let badge = issue(&claim(key.did()), &key, now()).unwrap();
    let summary = valid(verify(badge.as_bytes(), &Offline, now()));
    assert_eq!(summary.title, "Software Development (specimen)");
    assert_eq!(summary.issuer, key.did());
    assert_eq!(summary.issuer_name.as_deref(), Some("Te Whare Ako \u{101}pure \"Example\""));
    assert_eq!(summary.holder.as_deref(), Some("Zo\u{eb} \u{41}\u{30a}str\u{f6}m 李"));
    assert_eq!(summary.awarded_on, "2026-11-23");
    assert_eq!(summary.valid_from.to_string(), "2026-11-23T09:30:00Z");
    assert_eq!(summary.valid_until.unwrap().date(), "2031-11-23");
    assert_eq!(summary.outcomes, ["Chooses a data structure by what is done with it", "Finds the cause of a fault"]);
    assert_eq!(summary.results[0], ("Probability of mastery".to_owned(), "0.973".to_owned()));
    assert!(summary.specimen.unwrap().contains("proves nothing"));
    assert!(summary.criteria.unwrap().starts_with("**Specimen.**"));
}

#[test]
fn the_same_claim_key_and_time_give_the_same_bytes() {
    let key = did_key(7);
    assert_eq!(issue(&claim(key.did()), &key, now()).unwrap(), issue(&claim(key.did()), &key, now()).unwrap());
}

#[test]
fn the_address_is_bound_but_not_told() {
    let key = did_key(7);
    let badge = issue(&claim(key.did()), &key, now()).unwrap();
    assert!(!badge.to_lowercase().contains("zoe@"));
    let summary = valid(verify(badge.as_bytes(), &Offline, now()));
    assert!(summary.belongs_to("zoe@example.org") && summary.belongs_to("Zoe@Example.org "));
    assert!(!summary.belongs_to("zoe@example.com") && !summary.belongs_to(""));
}

#[test]
fn a_name_is_in_the_badge_only_where_it_is_wanted() {
    let key = did_key(7);
    let mut unnamed = claim(key.did());
    unnamed.learner.name = None;
    unnamed.specimen = None;
    unnamed.results.clear();
    unnamed.achievement.workload.credits = None;
    let badge = issue(&unnamed, &key, now()).unwrap();
    assert!(!badge.contains("Zo\u{eb}") && !badge.contains("specimen"));
    let summary = valid(verify(badge.as_bytes(), &Offline, now()));
    assert_eq!((summary.holder, summary.specimen, summary.title.as_str()), (None, None, "Software Development"));
}

#[test]
fn white_space_does_not_count_and_everything_else_does() {
    let key = did_key(7);
    let badge = issue(&claim(key.did()), &key, now()).unwrap();
    let compact = serde_json::from_str::<Value>(&badge).unwrap().to_string();
    assert_ne!(badge, compact);
    valid(verify(compact.as_bytes(), &Offline, now()));
    valid(verify(format!("\n {compact}\r\n").as_bytes(), &Offline, now()));
    invalid(verify(format!("{compact}{compact}").as_bytes(), &Offline, now()));
}

#[test]
fn refuses_a_claim_that_no_verifier_would_accept() {
    let key = did_key(7);
    let place = |change: &dyn Fn(&mut Claim)| {
        let mut claim = claim(key.did());
        change(&mut claim);
        match issue(&claim, &key, now()) {
            Err(IssueError::Claim { place, message }) if !message.is_empty() => place,
            other => panic!("{other:?}"),
        }
    };
    let subject = "/credentialSubject";
    assert_eq!(place(&|claim| claim.id = "badge 1".into()), "/id");
    assert_eq!(place(&|claim| claim.achievement.id = "software".into()), format!("{subject}/achievement/id"));
    assert_eq!(place(&|claim| claim.achievement.criteria = " ".into()), format!("{subject}/achievement/criteria/narrative"));
    assert_eq!(place(&|claim| claim.achievement.description = "a\u{7}b".into()), format!("{subject}/achievement/description"));
    assert_eq!(place(&|claim| claim.achievement.language = "English".into()), format!("{subject}/achievement/inLanguage"));
    assert_eq!(place(&|claim| claim.learner.salt = "short".into()), format!("{subject}/identifier/0/salt"));
    assert_eq!(place(&|claim| claim.results[0].value = "1.2".into()), format!("{subject}/result/0/value"));
    assert_eq!(place(&|claim| claim.results[1].key = "mastery".into()), format!("{subject}/achievement/resultDescription/1"));
    assert_eq!(
        place(&|claim| claim.results[0].kind = MeasureKind::Other("of mastery".into())),
        format!("{subject}/achievement/resultDescription/0/resultType")
    );
    assert_eq!(place(&|claim| claim.valid_until = Some(claim.valid_from)), "/validUntil");
    assert_eq!(place(&|claim| claim.achievement.workload.hours = f64::NAN), format!("{subject}/achievement/alignment"));
    assert_eq!(
        place(&|claim| claim.achievement.workload.credits.as_mut().unwrap().value = 1e-9),
        format!("{subject}/creditsEarned")
    );
}

#[test]
fn lines_may_end_as_they_do_on_windows() {
    let key = did_key(7);
    let mut windows = claim(key.did());
    windows.achievement.criteria = "One.\r\nTwo.".into();
    let badge = issue(&windows, &key, now()).unwrap();
    assert!(badge.contains("One.\\nTwo.") && !badge.contains("\\r"));
    valid(verify(badge.as_bytes(), &Offline, now()));
}

#[test]
fn refuses_to_sign_in_the_name_of_another_issuer() {
    let error = issue(&claim(did_key(1).did()), &did_key(2), now()).unwrap_err();
    assert!(matches!(error, IssueError::WrongSigner { .. }), "{error}");
}

#[test]
fn a_signer_that_does_not_sign_is_an_error_with_its_reason() {
    struct Locked(String);
    impl Signer for Locked {
        fn verification_method(&self) -> &str {
            &self.0
        }
        fn sign(&self, _: &[u8]) -> Result<[u8; 64], SignerError> {
            Err(SignerError("the device is locked".into()))
        }
    }
    let did = did_key(1).did().to_owned();
    let error = issue(&claim(&did), &Locked(format!("{did}#key")), now()).unwrap_err();
    assert_eq!(error.to_string(), "the signer did not sign: the device is locked");
}

#[test]
fn holds_from_its_first_moment_to_its_last() {
    let key = did_key(7);
    let badge = issue(&claim(key.did()), &key, now()).unwrap();
    let at = |moment: &str| verify(badge.as_bytes(), &Offline, moment.parse::<Time>().unwrap());
    valid(at("2026-11-23T09:30:00Z"));
    valid(at("2031-11-23T00:00:00Z"));
    for (moment, place) in [("2026-11-23T09:29:59Z", "/validFrom"), ("2031-11-23T00:00:00.001Z", "/validUntil")] {
        let reason = invalid(at(moment));
        assert_eq!((reason.check, reason.place.as_str()), (Check::Validity, place));
    }
}

#[test]
fn a_did_web_is_verified_by_its_document_and_says_which_it_needs() {
    let did = did_web("https://badges.example").unwrap();
    let url = did_web_location(&did).unwrap();
    let [old, new] = [1, 2].map(|seed| IssuerKey::did_web(&did, SecretKey::from_bytes(&[seed; 32])));
    let badge = issue(&claim(&did), &old, now()).unwrap();
    let judge = |document: Option<String>| {
        let documents: BTreeMap<String, String> = document.map(|document| (url.clone(), document)).into_iter().collect();
        verify(badge.as_bytes(), &documents, now())
    };
    let both = did_web_document(&did, &[new.public(), old.public()]);
    valid(judge(Some(both.to_string())));

    let reason = unverifiable(judge(None));
    assert_eq!(reason.needs.as_deref(), Some("https://badges.example/.well-known/did.json"));
    assert!(reason.to_string().contains("needs the issuer's document from https://badges.example"));

    let dropped = invalid(judge(Some(did_web_document(&did, &[new.public()]).to_string())));
    assert!(dropped.message.contains("not an assertionMethod"), "{dropped}");

    let changed = |change: &dyn Fn(&mut Value)| {
        let mut document = both.clone();
        change(&mut document);
        judge(Some(document.to_string()))
    };
    assert!(unverifiable(changed(&|document| document["id"] = "did:web:other.example".into())).message.contains("its id is"));
    invalid(changed(&|document| document["verificationMethod"][1]["controller"] = "did:web:other.example".into()));
    invalid(changed(&|document| document["assertionMethod"] = Value::Array(vec![])));
    invalid(changed(&|document| document["verificationMethod"][1]["revoked"] = "2026-01-01T00:00:00Z".into()));
    invalid(changed(&|document| {
        document["verificationMethod"][1]["publicKeyMultibase"] = document["verificationMethod"][0]["publicKeyMultibase"].clone();
    }));
    unverifiable(changed(&|document| document["verificationMethod"][1]["type"] = "JsonWebKey".into()));
    unverifiable(changed(&|document| document["verificationMethod"][1]["publicKeyMultibase"] = "z6Mk".into()));
    unverifiable(judge(Some("{".into())));
    unverifiable(judge(Some("{\"id\":1,\"id\":2}".into())));
}

#[test]
fn what_it_cannot_read_it_does_not_judge() {
    let key = did_key(7);
    let badge = issue(&claim(key.did()), &key, now()).unwrap();
    let changed = |from: &str, to: &str| unverifiable(verify(badge.replace(from, to).as_bytes(), &Offline, now()));
    assert_eq!(changed("eddsa-rdfc-2022", "ecdsa-sd-2023").place, "/proof/0/cryptosuite");
    assert_eq!(changed("context-3.0.3.json", "context-3.0.2.json").place, "/@context/1");
    assert!(changed("\"DataIntegrityProof\"", "\"Ed25519Signature2020\"").message.contains("Ed25519Signature2020"));
    for (bytes, what) in [(&b"\x89PNG\r\n\x1a\n...."[..], "PNG"), (b"<svg xmlns=''/>", "SVG"), (b"eyJh.eyJi.c2ln", "JWT")] {
        let reason = unverifiable(verify(bytes, &Offline, now()));
        assert!(reason.check == Check::Decode && reason.message.contains(what), "{reason}");
    }
    let status = badge.replacen(
        "\"evidence\"",
        "\"credentialStatus\":{\"id\":\"urn:s\",\"type\":\"BitstringStatusListEntry\"},\"evidence\"",
        1,
    );
    invalid(verify(status.as_bytes(), &Offline, now()));
}

#[test]
fn what_is_no_credential_is_invalid() {
    for text in
        ["", "{}", "[]", "null", "{\"type\":[\"VerifiableCredential\"]}", "{\"type\":\"VerifiableCredential\",\"proof\":[]}"]
    {
        invalid(verify(text.as_bytes(), &Offline, now()));
    }
    let deep = format!("{}{}", "{\"a\":".repeat(200_000), "}".repeat(200_000));
    assert!(
        invalid(verify(deep.as_bytes(), &Offline, now())).message.contains("bytes, expected at most") || deep.len() < 1 << 20
    );
    invalid(verify("[".repeat(500_000).as_bytes(), &Offline, now()));
}

#[test]
fn one_proof_that_does_not_hold_is_one_too_many() {
    let (key, other) = (did_key(7), did_key(8));
    let mut badge: Value = serde_json::from_str(&issue(&claim(key.did()), &key, now()).unwrap()).unwrap();
    let mut second = badge["proof"][0].clone();
    second["created"] = "2026-11-24T02:00:00Z".into();
    badge["proof"].as_array_mut().unwrap().push(second.clone());
    assert_eq!(invalid(verify(badge.to_string().as_bytes(), &Offline, now())).place, "/proof/1");
    let name = other.verification_method().to_owned();
    second["verificationMethod"] = name.into();
    badge["proof"][1] = second;
    assert!(invalid(verify(badge.to_string().as_bytes(), &Offline, now())).message.contains("the issuer is"));
}

#[test]
fn a_measure_without_a_range_is_shown_as_it_is() {
    let key = did_key(7);
    let mut plain = claim(key.did());
    plain.results = vec![Measure {
        key: "items".into(),
        name: "Items".into(),
        kind: MeasureKind::Result,
        value: "24".into(),
        minimum: None,
        maximum: None,
        required: None,
    }];
    let badge = issue(&plain, &key, now()).unwrap();
    assert_eq!(valid(verify(badge.as_bytes(), &Offline, now())).results, [("Items".to_owned(), "24".to_owned())]);
}
