//! What is issued, and what is refused before it is signed.

mod sample;

use std::collections::BTreeMap;

use credential::{
    Algorithm, Association, AssociationKind, Bits, Check, Claim, ClrClaim, IssueError, IssuerKey, Measure, MeasureKind, Offline,
    Purpose, Reason, SecretKey, Securing, Signer, SignerError, StatusEntry, Summary, Time, Verdict, did_web, did_web_document,
    did_web_location, elm, issue, issue_as, issue_clr, issue_status_list, verify,
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
    assert_eq!(summary.valid_from.unwrap().to_string(), "2026-11-23T09:30:00Z");
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
    assert!(reason.to_string().contains("needs the document from https://badges.example"));

    let dropped = invalid(judge(Some(did_web_document(&did, &[new.public()]).to_string())));
    assert!(dropped.message.contains("describes no key"), "{dropped}");

    let changed = |change: &dyn Fn(&mut Value)| {
        let mut document = both.clone();
        change(&mut document);
        judge(Some(document.to_string()))
    };
    assert!(
        unverifiable(changed(&|document| document["id"] = "did:web:other.example".into()))
            .message
            .contains("says that it is that of")
    );
    invalid(changed(&|document| document["verificationMethod"][1]["controller"] = "did:web:other.example".into()));
    invalid(changed(&|document| document["assertionMethod"] = Value::Array(vec![])));
    invalid(changed(&|document| document["verificationMethod"][1]["revoked"] = "2026-01-01T00:00:00Z".into()));
    invalid(changed(&|document| {
        document["verificationMethod"][1]["publicKeyMultibase"] = document["verificationMethod"][0]["publicKeyMultibase"].clone();
    }));
    unverifiable(changed(&|document| {
        drop(document["verificationMethod"][1].as_object_mut().unwrap().remove("publicKeyMultibase"));
    }));
    unverifiable(changed(&|document| document["verificationMethod"][1]["publicKeyMultibase"] = "z6Mk".into()));
    unverifiable(judge(Some("{".into())));
    unverifiable(judge(Some("{\"id\":1,\"id\":2}".into())));
}

#[test]
fn what_it_cannot_read_it_does_not_judge() {
    let key = did_key(7);
    let badge = issue(&claim(key.did()), &key, now()).unwrap();
    let changed = |from: &str, to: &str| unverifiable(verify(badge.replace(from, to).as_bytes(), &Offline, now()));
    assert_eq!(changed("eddsa-rdfc-2022", "bbs-2023").place, "/proof/0/cryptosuite");
    assert_eq!(changed("context-3.0.3.json", "context-3.0.9.json").place, "/@context/1");
    invalid(verify(badge.replace("context-3.0.3.json", "context-3.0.2.json").as_bytes(), &Offline, now()));
    let older = badge.replace("\"DataIntegrityProof\"", "\"Ed25519Signature2020\"");
    assert!(invalid(verify(older.as_bytes(), &Offline, now())).message.contains("Ed25519Signature2020"));
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
    assert!(invalid(verify(deep.as_bytes(), &Offline, now())).message.contains("nested deeper"));
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
        outcome: None,
    }];
    let badge = issue(&plain, &key, now()).unwrap();
    assert_eq!(valid(verify(badge.as_bytes(), &Offline, now())).results, [("Items".to_owned(), "24".to_owned())]);
}

/// What stands at one place of a badge that was issued as JSON.
fn at<'a>(badge: &'a Value, place: &str) -> &'a Value {
    badge.pointer(place).unwrap_or_else(|| panic!("nothing at {place}"))
}

#[test]
fn the_level_that_was_reached_is_one_of_those_that_could_be() {
    let key = did_key(7);
    let badge: Value = serde_json::from_str(&issue(&claim(key.did()), &key, now()).unwrap()).unwrap();
    let described = &at(&badge, "/credentialSubject/achievement/resultDescription/4");
    assert_eq!(described["resultType"], "RubricCriterionLevel");
    let proficient = &described["rubricCriterionLevel"][1];
    assert_eq!((&proficient["name"], &proficient["level"]), (&"Proficient".into(), &"2".into()));
    assert_eq!(at(&badge, "/credentialSubject/result/4/achievedLevel"), &proficient["id"]);
    assert_eq!(described["requiredLevel"], proficient["id"]);
}

#[test]
fn a_result_about_one_outcome_names_it_and_the_decision_its_prior_and_rule() {
    let key = did_key(7);
    let badge: Value = serde_json::from_str(&issue(&claim(key.did()), &key, now()).unwrap()).unwrap();
    let named = at(&badge, "/credentialSubject/result/3/alignment/0");
    assert_eq!((&named["targetCode"], &named["targetName"]), (&"SD-2".into(), &"Finds the cause of a fault".into()));
    let evidence: Vec<&str> = badge["evidence"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert_eq!(evidence, ["Assessment session", "Assessment", "Bank", "Blueprint", "Decision"]);
    let decision = at(&badge, "/evidence/4/narrative").as_str().unwrap();
    assert_eq!(decision, "Prior: Normal with mean 0 and standard deviation 1\n\nRule: P(mastery) >= 0.95");
    let alignments = at(&badge, "/credentialSubject/achievement/alignment").as_array().unwrap();
    let of = |kind: &str| alignments.iter().find(|alignment| alignment["targetType"] == kind).unwrap();
    let supervised = "http://data.europa.eu/snb/supervision-verification/70be69aaf9";
    assert_eq!(of("ext:IdentityVerification")["targetUrl"], supervised);
    assert_eq!(of("ext:ModeOfAssessment")["targetUrl"], "http://data.europa.eu/snb/learning-assessment/920fbb3cbe");
    assert_eq!(of("ext:FormOfStudy")["targetName"], "Competency-based");
}

#[test]
fn a_badge_given_by_hand_says_so_and_claims_no_assessment() {
    let key = did_key(7);
    let mut by_hand = claim(key.did());
    by_hand.sitting = None;
    by_hand.results.clear();
    by_hand.by_hand = Some("Prior learning was recognised by A. Adams and B. Brown".into());
    let text = issue(&by_hand, &key, now()).unwrap();
    valid(verify(text.as_bytes(), &Offline, now()));
    let badge: Value = serde_json::from_str(&text).unwrap();
    let narrative = at(&badge, "/credentialSubject/narrative").as_str().unwrap();
    assert_eq!(narrative, "Given by hand: Prior learning was recognised by A. Adams and B. Brown");
    assert!(badge.get("evidence").is_none() && !text.contains("ext:IdentityVerification"));
}

#[test]
fn a_claim_that_rests_on_nothing_is_refused_and_so_are_results_of_nothing() {
    let key = did_key(7);
    let refused = |change: &dyn Fn(&mut Claim)| {
        let mut claim = claim(key.did());
        change(&mut claim);
        match issue(&claim, &key, now()) {
            Err(IssueError::Claim { place, .. }) => place,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(&|claim| claim.sitting = None), "/evidence");
    assert_eq!(refused(&|claim| claim.by_hand = Some(" ".into())), "/credentialSubject/narrative");
    assert_eq!(refused(&|claim| claim.results[3].outcome = Some("SD-9".into())), "/credentialSubject/result/3/alignment");
    assert_eq!(refused(&|claim| claim.results[4].value = "expert".into()), "/credentialSubject/result/4/achievedLevel");
    assert_eq!(refused(&|claim| claim.results[4].required = Some("expert".into())), "/credentialSubject/result/4/achievedLevel");
    assert_eq!(refused(&|claim| claim.endorsements = vec!["{".into()]), "/endorsement/0");
    let entry = |purpose, index| StatusEntry { purpose, list: "https://a.example/1".into(), index };
    assert_eq!(
        refused(&|claim| claim.status = vec![entry(Purpose::Revocation, 1), entry(Purpose::Revocation, 2)]),
        "/credentialStatus"
    );
}

#[test]
fn a_p256_key_signs_tokens_alone() {
    let key = IssuerKey::did_key(SecretKey::p256_from_bytes(&[9; 32]).unwrap());
    let claim = claim(key.did());
    for form in [Securing::Rdfc, Securing::Jcs] {
        let error = issue_as(&claim, form, &key, now()).unwrap_err();
        assert_eq!(error, IssueError::WrongAlgorithm { form, algorithm: Algorithm::Es256 });
        assert!(error.to_string().contains("expected EdDSA"), "{error}");
    }
    assert_eq!(issue_as(&claim, Securing::Jwt, &key, now()).unwrap().split('.').count(), 3);
}

#[test]
fn all_forms_say_the_same() {
    let did = did_web("https://badges.example").unwrap();
    let ed25519 = IssuerKey::did_web(&did, SecretKey::from_bytes(&[1; 32]));
    let p256 = IssuerKey::did_web(&did, SecretKey::p256_from_bytes(&[2; 32]).unwrap());
    let document = did_web_document(&did, &[ed25519.public(), p256.public()]).to_string();
    let documents = BTreeMap::from([(did_web_location(&did).unwrap(), document)]);
    let read =
        |form, key: &IssuerKey| valid(verify(issue_as(&claim(&did), form, key, now()).unwrap().as_bytes(), &documents, now()));
    let first = read(Securing::Rdfc, &ed25519);
    assert_eq!(first.outcomes.len(), 2);
    for (form, key) in [(Securing::Jcs, &ed25519), (Securing::Jwt, &ed25519), (Securing::Jwt, &p256)] {
        let other = read(form, key);
        assert_eq!((&other.id, &other.title, &other.results), (&first.id, &first.title, &first.results), "{form:?}");
        assert!(other.belongs_to("zoe@example.org"), "{form:?}");
    }
}

#[test]
fn a_badge_with_two_lists_holds_until_a_bit_is_set_in_either() {
    let key = did_key(7);
    let (revoked, suspended) = ("https://badges.example/status/1", "https://badges.example/status/2");
    let mut claim = claim(key.did());
    claim.status = vec![
        StatusEntry { purpose: Purpose::Revocation, list: revoked.into(), index: 5 },
        StatusEntry { purpose: Purpose::Suspension, list: suspended.into(), index: 6 },
    ];
    let badge = issue(&claim, &key, now()).unwrap();
    let with = |bits: [bool; 2]| {
        let list = |url: &str, purpose, index, set| {
            let mut list = Bits::new();
            list.set(index, set);
            (
                url.to_owned(),
                issue_status_list(url, purpose, &list, key.did(), &key, now(), "2099-01-01T00:00:00Z".parse().unwrap()).unwrap(),
            )
        };
        let lists = [list(revoked, Purpose::Revocation, 5, bits[0]), list(suspended, Purpose::Suspension, 6, bits[1])];
        verify(badge.as_bytes(), &BTreeMap::from(lists), now())
    };
    valid(with([false, false]));
    assert!(invalid(with([true, false])).place.starts_with("/credentialStatus"));
    assert!(invalid(with([false, true])).place.starts_with("/endorsement/0"));
    unverifiable(verify(badge.as_bytes(), &Offline, now()));
}

#[test]
fn a_record_carries_its_parts_and_refuses_what_is_none() {
    let key = did_key(7);
    let whole = claim(key.did());
    let record = ClrClaim {
        id: "urn:uuid:0b6a2f5e-6d3c-4f0e-9a57-3a1d1c1d5f20".into(),
        name: "Certificate".into(),
        description: None,
        issuer: whole.issuer.clone(),
        learner: whole.learner.clone(),
        parts: vec![issue(&whole, &key, now()).unwrap()],
        associations: vec![],
        partial: true,
        awarded_at: whole.awarded_at,
        valid_from: whole.valid_from,
        valid_until: None,
        status: Vec::new(),
    };
    let text = issue_clr(&record, Securing::Rdfc, &key, now()).unwrap();
    let summary = valid(verify(text.as_bytes(), &Offline, now()));
    assert_eq!(summary.parts.len(), 1);
    let refused = |change: &dyn Fn(&mut ClrClaim)| {
        let mut record = record.clone();
        change(&mut record);
        match issue_clr(&record, Securing::Rdfc, &key, now()) {
            Err(IssueError::Claim { place, .. }) => place,
            other => panic!("{other:?}"),
        }
    };
    let parts = "/credentialSubject/verifiableCredential";
    assert_eq!(refused(&|record| record.parts.clear()), parts);
    assert_eq!(refused(&|record| record.parts[0] = "{}".into()), format!("{parts}/0"));
    let strange = Association { kind: AssociationKind::Precedes, source: record.id.clone(), target: "urn:x".into() };
    assert_eq!(refused(&|record| record.associations = vec![strange.clone()]), "/credentialSubject/association/0/targetId");
}

#[test]
fn a_european_credential_names_its_country_and_not_the_address() {
    let key = did_key(7);
    let text = elm::document(&claim(key.did())).unwrap();
    assert!(!text.to_lowercase().contains("zoe@") && text.contains("authority/country/NZL"));
    let mut stateless = claim(key.did());
    stateless.issuer.country = None;
    let error = elm::document(&stateless).unwrap_err();
    assert!(error.to_string().starts_with("the claim at /issuer/address/addressCountryCode"), "{error}");
}

#[test]
fn a_european_credential_calls_a_concept_by_its_own_name_and_keeps_the_issuers_words() {
    let mut claim = claim(did_key(7).did());
    let words = "not supervised; a tutor confirmed who sat";
    let concept = credential::europe::Supervision::UnsupervisedWithId.term();
    claim.sitting.as_mut().unwrap().supervision.text = words.to_owned();
    claim.sitting.as_mut().unwrap().supervision.uri = concept.uri.clone();
    let document: Value = serde_json::from_str(&elm::document(&claim).unwrap()).unwrap();
    let mut labels = BTreeMap::new();
    let mut notes = Vec::new();
    let mut rest = vec![&document];
    while let Some(value) = rest.pop() {
        if value["type"] == "Concept" {
            labels.insert(value["id"].as_str().unwrap(), value["prefLabel"]["en"].as_str().unwrap());
        }
        notes.extend(value["noteLiteral"]["en"].as_str());
        rest.extend(
            value.as_array().into_iter().flatten().chain(value.as_object().into_iter().flat_map(|object| object.values())),
        );
    }
    assert_eq!(labels["http://publications.europa.eu/resource/authority/country/NZL"], "New Zealand");
    assert_eq!(labels[concept.uri.as_deref().unwrap()], "Unsupervised with ID Verification");
    assert!(notes.contains(&format!("Supervision: {words}").as_str()), "{notes:?}");
    assert!(!notes.iter().any(|note| note.starts_with("Delivery: ") || note.starts_with("Participation: ")), "{notes:?}");
}
