//! Credentials signed here, with whatever is wrong in them.

mod keys;
mod numbers;

use serde_json::{Value, json};

use super::{Offline, examine, verify};
use crate::proof::{CRYPTOSUITE, signed_bytes};
use crate::rdf::{CREDENTIALS, EXTENSIONS, OPEN_BADGES, bundled};
use crate::report::{Container, Expected, Finding, Kind, Outcome, Report};
use crate::verdict::{Check, Verdict};
use crate::{IssuerKey, SecretKey, Signer as _};

const NOW: &str = "2026-11-24T03:00:00Z";

/// Signs whatever it is given, which [`crate::issue`] would not.
fn signed(document: Value, key: &IssuerKey) -> Value {
    signed_with(document, key, &json!({}))
}

/// The same with a proof that says more.
fn signed_with(mut document: Value, key: &IssuerKey, more: &Value) -> Value {
    let mut proof = json!({
        "type": "DataIntegrityProof", "cryptosuite": CRYPTOSUITE, "created": NOW,
        "verificationMethod": key.verification_method(), "proofPurpose": "assertionMethod",
    });
    proof.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
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

/// What is found in a badge with a change made before it was signed.
fn report(change: impl FnOnce(&mut Value)) -> Report {
    let mut document = badge(&key(1));
    change(&mut document);
    let document = signed(document, &key(1));
    examine(document.to_string().as_bytes(), &Offline, NOW.parse().unwrap(), &Expected::default())
}

fn changed(change: impl FnOnce(&mut Value)) -> Verdict {
    report(change).verdict
}

#[test]
fn a_plain_badge_by_a_plain_issuer_is_valid() {
    let Verdict::Valid(summary) = changed(|_| ()) else { panic!() };
    assert_eq!((summary.issuer_name, summary.holder, summary.awarded_on.as_str()), (None, None, "2026-01-01"));
}

#[test]
fn a_proof_and_a_credential_hold_to_the_last_moment_and_not_beyond() {
    let expires = |moment: &str| {
        let mut document = badge(&key(1));
        document["validUntil"] = moment.into();
        let proof = json!({ "expires": moment });
        judge(&signed_with(document, &key(1), &proof))
    };
    for last in [NOW, "2026-11-24T03:00:00.001Z", "2026-11-24T04:00:00+01:00", "2027-01-01T00:00:00Z"] {
        assert!(matches!(expires(last), Verdict::Valid(_)), "{last}");
    }
    for past in ["2026-11-24T02:59:59.999Z", "2026-11-24T03:00:00+01:00"] {
        let Verdict::Invalid(reason) = expires(past) else { panic!("{past}") };
        assert_eq!((reason.check, reason.message.as_str()), (Check::Proof, "the proof expired on 2026-11-24"));
    }
}

#[test]
fn shows_the_outcomes_of_a_badge_that_names_only_frameworks() {
    let alignment =
        |kind: &str, name: &str| json!({ "type": ["Alignment"], "targetType": kind, "targetName": name, "targetUrl": "urn:x" });
    let all = json!([
        alignment("CFItem", "Draws samples"),
        alignment("ext:EQFLevel", "EQF 6"),
        alignment("ceasn:Competency", "Counts")
    ]);
    let Verdict::Valid(summary) = changed(|badge| badge["credentialSubject"]["achievement"]["alignment"] = all) else { panic!() };
    assert_eq!(summary.outcomes, ["Draws samples", "Counts"]);
}

#[test]
fn results_are_numbers_as_ecmascript_reads_them() {
    let with = |value: &str| {
        let value = json!(value);
        changed(move |badge| {
            let subject = &mut badge["credentialSubject"];
            subject["achievement"]["resultDescription"] = json!([{
                "id": "urn:uuid:5", "type": ["ResultDescription"], "name": "Score", "resultType": "RawScore",
                "valueMin": "0", "valueMax": "10",
            }]);
            subject["result"] = json!([{ "type": ["Result"], "resultDescription": "urn:uuid:5", "value": value }]);
        })
    };
    for inside in ["", " 7 ", "0xa", "0b11", "0o7", "1e1", "+.5"] {
        assert!(matches!(with(inside), Verdict::Valid(_)), "{inside}");
    }
    for outside in ["11", "0x10", "Infinity", "-1"] {
        assert!(matches!(with(outside), Verdict::Invalid(_)), "{outside}");
    }
    for none in ["inf", "nan", "-0x1"] {
        assert!(!format!("{:?}", with(none)).contains("greatest"), "{none}");
    }
}

#[test]
fn finds_whose_it_is_by_an_identifier_hashed_either_way() {
    let with = |hash: String| {
        let mut document = badge(&key(1));
        document["credentialSubject"]["identifier"] = json!([{
            "type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "identityHash": hash, "salt": "salt",
        }]);
        let document = signed(document, &key(1));
        let identifier = Some(("emailAddress".to_owned(), "zoe@example.org".to_owned()));
        let expected = Expected { identifier, ..Expected::default() };
        examine(document.to_string().as_bytes(), &Offline, NOW.parse().unwrap(), &expected).verdict
    };
    let hex = crate::digest::hex;
    let (md5, sha256) = (crate::digest::md5(b"zoe@example.orgsalt"), crate::digest::sha256(b"zoe@example.orgsalt"));
    assert!(matches!(with(format!("md5${}", hex(&md5))), Verdict::Valid(_)));
    assert!(matches!(with(format!("sha256${}", hex(&sha256))), Verdict::Valid(_)));
    for wrong in [format!("md5${}", hex(&sha256)), format!("sha1${}", hex(&md5)), "md5$".to_owned()] {
        let Verdict::Invalid(reason) = with(wrong) else { panic!() };
        assert!(reason.check == Check::Subject || reason.check == Check::Semantics, "{reason}");
    }
}

#[test]
fn a_key_that_says_its_private_part_is_nobodys() {
    let public = json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
    assert!(super::keys::AnyKey::from_jwk(&public).is_ok());
    let mut private = public;
    private["d"] = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A".into();
    assert!(super::keys::AnyKey::from_jwk(&private).is_err_and(|error| error.contains("private")));
}

#[test]
fn a_file_that_is_too_large_is_not_looked_at_and_nothing_is_said_against_it() {
    for large in [vec![b' '; 40 << 20], [b"<svg>".as_slice(), &vec![b' '; 40 << 20]].concat()] {
        let report = examine(&large, &Offline, NOW.parse().unwrap(), &Expected::default());
        assert!(matches!(&report.verdict, Verdict::Unverifiable(reason) if reason.check == Check::Parse), "{:?}", report.verdict);
        assert!(report.findings.iter().skip(1).all(|finding| finding.outcome == Outcome::NotNeeded));
    }
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
        assert!(reason.check == Check::Nested && reason.place.starts_with("/endorsement/0/proof"), "{reason}");
        let Verdict::Invalid(reason) = changed(|badge| badge["credentialSubject"]["achievement"]["endorsement"] = json!([wrong]))
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
fn a_genuine_credential_of_another_kind_is_told_as_what_it_is() {
    let document = endorsement(&key(2)).to_string();
    let look = |expected: &Expected| examine(document.as_bytes(), &Offline, NOW.parse().unwrap(), expected).verdict;
    let Verdict::Valid(summary) = look(&Expected::default()) else { panic!() };
    assert_eq!((summary.kind, summary.title.as_str(), summary.description.as_str()), (Kind::Endorsement, "Accredited", "Good."));
    assert_eq!((summary.achievement.as_str(), summary.issuer), ("https://example.org/a", key(2).did().to_owned()));
    let Verdict::Invalid(reason) = look(&Expected { kind: Some(Kind::Achievement), ..Expected::default() }) else { panic!() };
    assert_eq!((reason.check, reason.place.as_str()), (Check::DataModel, "/type"));
}

#[test]
fn a_signature_does_not_make_a_malformed_badge_valid() {
    let found = |change: fn(&mut Value), check: Check, place: &str| {
        let report = report(change);
        assert!(matches!(report.verdict, Verdict::Invalid(_)), "{report:#?}");
        let wrong = |finding: &&Finding| finding.check == check && finding.outcome == Outcome::Failed;
        let places: Vec<&str> = report.findings.iter().filter(wrong).map(|finding| finding.place.as_str()).collect();
        assert!(places.contains(&place), "{check}{place}: {places:?}");
    };
    found(|badge| badge["validFrom"] = "2026-01-01".into(), Check::Validity, "/validFrom");
    found(|badge| badge["validFrom"] = "2026-01-01".into(), Check::Schema, "/validFrom");
    found(|badge| drop(badge.as_object_mut().unwrap().remove("validFrom")), Check::Schema, "/validFrom");
    found(|badge| badge["validUntil"] = "2025-01-01T00:00:00Z".into(), Check::Validity, "/validUntil");
    found(|badge| badge["awardedDate"] = "yesterday".into(), Check::Schema, "/awardedDate");
    found(|badge| badge["evidence"] = json!({ "type": ["Evidence"] }), Check::Schema, "/evidence");
    found(
        |badge| {
            badge["credentialSubject"]["achievement"]["alignment"] = json!([{ "type": ["Alignment"], "targetName": "x" }]);
        },
        Check::Schema,
        "/credentialSubject/achievement/alignment/0/targetUrl",
    );
    found(|badge| drop(badge["credentialSubject"].as_object_mut().unwrap().remove("id")), Check::Semantics, "/credentialSubject");
    found(
        |badge| badge["credentialSubject"]["achievement"]["criteria"] = json!({ "type": "Criteria" }),
        Check::Semantics,
        "/credentialSubject/achievement/criteria",
    );
    found(
        |badge| badge["credentialSubject"]["achievement"]["achievementType"] = "Medal".into(),
        Check::Schema,
        "/credentialSubject/achievement/achievementType",
    );
    found(|badge| badge["@context"] = json!([CREDENTIALS, EXTENSIONS, OPEN_BADGES]), Check::Schema, "/@context");
}

#[test]
fn everything_is_looked_at_after_something_wrong_was_found() {
    let report = report(|badge| {
        badge["validFrom"] = "2036-01-01T00:00:00Z".into();
        badge["credentialSubject"]["achievement"]["achievementType"] = "Medal".into();
        badge["credentialStatus"] = json!({ "id": "https://example.org/status/1#7", "type": "1EdTechCredentialRefresh" });
    });
    let outcomes: Vec<Outcome> = Check::ALL.into_iter().map(|check| report.outcome(check)).collect();
    let wanted = "passed passed not-needed passed failed passed passed failed unknown not-needed not-needed";
    assert_eq!(outcomes.iter().map(|outcome| outcome.name()).collect::<Vec<_>>().join(" "), wanted, "{report:#?}");
    let checks: Vec<Check> = report.findings.iter().map(|finding| finding.check).collect();
    assert!(checks.is_sorted() && Check::ALL.iter().all(|check| checks.contains(check)), "{checks:?}");
    let Verdict::Invalid(reason) = report.verdict else { panic!() };
    assert_eq!(reason.check, Check::Schema);
}

#[test]
fn tells_which_documents_would_help() {
    let entry = |list: &str| {
        json!({
            "id": format!("{list}#7"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "7",
            "statusListCredential": list,
        })
    };
    let endorser = IssuerKey::did_web("did:web:agency.example", SecretKey::from_bytes(&[2; 32]));
    let mut document = badge(&IssuerKey::did_web("did:web:example.org", SecretKey::from_bytes(&[1; 32])));
    document["credentialStatus"] = entry("https://example.org/status/1");
    document["endorsement"] = json!([endorsement(&endorser)]);
    let document = signed(document, &IssuerKey::did_web("did:web:example.org", SecretKey::from_bytes(&[1; 32])));
    let report = examine(document.to_string().as_bytes(), &Offline, NOW.parse().unwrap(), &Expected::default());
    assert_eq!(
        report.needs,
        [
            "https://example.org/.well-known/did.json",
            "https://example.org/status/1",
            "https://agency.example/.well-known/did.json",
        ]
    );
    let Verdict::Unverifiable(reason) = report.verdict else { panic!("{report:#?}") };
    assert_eq!((reason.check, reason.needs.as_deref()), (Check::Proof, Some("https://example.org/.well-known/did.json")));
}

#[test]
fn a_file_that_cannot_be_read_is_invalid_and_nothing_else_is_looked_at() {
    for (bytes, container) in [
        (&b"\xff\xfe"[..], Container::File),
        (b"[]", Container::File),
        (b"{} {}", Container::File),
        (b"eyJh.eyJh.AAAA", Container::File),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", Container::Svg),
        (b"\x89PNG\r\n\x1a\nrest", Container::Png),
    ] {
        let report = examine(bytes, &Offline, NOW.parse().unwrap(), &Expected::default());
        assert_eq!((report.outcome(Check::Parse), report.container), (Outcome::Failed, container), "{report:#?}");
        assert!(matches!(report.verdict, Verdict::Invalid(_)) && report.findings.len() == Check::ALL.len(), "{report:#?}");
    }
}

#[test]
fn is_about_the_person_who_is_meant_or_not() {
    let document = signed(badge(&key(1)), &key(1)).to_string();
    let look =
        |expected: Expected| examine(document.as_bytes(), &Offline, NOW.parse().unwrap(), &expected).outcome(Check::Subject);
    let of_id = |id: &str| Expected { id: Some(id.to_owned()), ..Expected::default() };
    assert_eq!(look(of_id("did:example:1")), Outcome::Passed);
    assert_eq!(look(of_id("did:example:2")), Outcome::Failed);
    assert_eq!(look(Expected::default()), Outcome::NotNeeded);
    let identifier = Some(("emailAddress".to_owned(), "a@example.org".to_owned()));
    assert_eq!(look(Expected { identifier, ..Expected::default() }), Outcome::Failed);
}

#[test]
fn an_identifier_is_compared_to_the_letter_and_an_address_by_name_is_not() {
    let hash = format!("sha256${}", crate::digest::hex(&crate::digest::sha256(b"learner@example.orgsalt")));
    let mut hashed = badge(&key(1));
    hashed["credentialSubject"]["identifier"] = json!([{
        "type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "identityHash": hash, "salt": "salt",
    }]);
    let mut open = badge(&key(1));
    open["credentialSubject"]["identifier"] = json!([{
        "type": "IdentityObject", "hashed": false, "identityType": "emailAddress", "identityHash": "learner@example.org",
    }]);
    for document in [&hashed, &open].map(|document| signed(document.clone(), &key(1)).to_string()) {
        let look = |value: &str| {
            let identifier = Some(("emailAddress".to_owned(), value.to_owned()));
            let expected = Expected { identifier, ..Expected::default() };
            examine(document.as_bytes(), &Offline, NOW.parse().unwrap(), &expected).outcome(Check::Subject)
        };
        assert_eq!(look("learner@example.org"), Outcome::Passed);
        for other in ["Learner@Example.org", " learner@example.org", "learner@example.org ", "learner@example.orgsalt", ""] {
            assert_eq!(look(other), Outcome::Failed, "{other:?}");
        }
    }
    let Verdict::Valid(summary) = judge(&signed(hashed, &key(1))) else { panic!() };
    assert!(summary.belongs_to(" Learner@Example.org") && !summary.belongs_to("other@example.org"));
}

#[test]
fn credentials_within_credentials_have_an_end() {
    let mut document = badge(&key(1));
    document["endorsement"] = json!(vec![json!({ "type": ["EndorsementCredential"] }); 500]);
    let report = examine(document.to_string().as_bytes(), &Offline, NOW.parse().unwrap(), &Expected::default());
    let unknown = |finding: &&Finding| finding.check == Check::Nested && finding.outcome == Outcome::Unknown;
    assert!(report.findings.iter().filter(unknown).any(|finding| finding.place == "/endorsement/100"), "{:?}", report.verdict);
}

#[test]
fn an_issuer_may_not_sign_with_the_key_of_another() {
    let document = signed(badge(&key(1)), &key(2));
    let Verdict::Invalid(reason) = judge(&document) else { panic!() };
    assert!(reason.message.contains("the issuer is"), "{reason}");
}

#[test]
fn a_leap_second_is_read_where_it_is_shown_as_where_it_is_checked() {
    let Verdict::Valid(summary) = changed(|badge| badge["awardedDate"] = "2016-12-31T23:59:60Z".into()) else { panic!() };
    assert_eq!(summary.awarded_on, "2017-01-01");
}
