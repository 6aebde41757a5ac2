//! Whatever is changed in a badge, it is not called valid any more.

mod sample;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use credential::{Check, Offline, Reason, Time, Verdict, bake, issue, verify};
use proptest::prelude::*;
use sample::{claim, did_key, now};
use serde_json::Value;

/// A badge as it travels, without white space.
fn badge() -> Vec<u8> {
    static BADGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let key = did_key(7);
        let text = issue(&claim(key.did()), &key, now()).unwrap();
        serde_json::to_vec(&serde_json::from_str::<Value>(&text).unwrap()).unwrap()
    });
    BADGE.clone()
}

/// Whether the two texts are the same JSON, as after a change of white space or of how a character is escaped.
fn same(a: &[u8], b: &[u8]) -> bool {
    matches!((serde_json::from_slice::<Value>(a), serde_json::from_slice::<Value>(b)), (Ok(a), Ok(b)) if a == b)
}

fn assert_noticed(original: &[u8], changed: &[u8]) {
    if let Verdict::Valid(_) = verify(changed, &Offline, now()) {
        assert!(same(original, changed), "{}", String::from_utf8_lossy(changed));
    }
}

#[test]
fn the_badge_itself_is_valid() {
    assert!(matches!(verify(&badge(), &Offline, now()), Verdict::Valid(_)));
}

#[test]
fn notices_a_change_of_any_byte() {
    let original = badge();
    for at in 0..original.len() {
        let mut changed = original.clone();
        // The neighbour of a digit or a letter: what reads most like the original.
        changed[at] ^= 1;
        assert_noticed(&original, &changed);
    }
}

#[test]
fn notices_the_loss_of_any_byte() {
    let original = badge();
    for at in 0..original.len() {
        let mut changed = original.clone();
        changed.remove(at);
        assert_noticed(&original, &changed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn notices_any_other_byte_anywhere(at in any::<prop::sample::Index>(), byte: u8) {
        let original = badge();
        let mut changed = original.clone();
        changed[at.index(original.len())] = byte;
        assert_noticed(&original, &changed);
    }

    #[test]
    fn notices_anything_put_in(at in any::<prop::sample::Index>(), text in "[a-z0-9\\[\\]{}:,\"\\\\@. ]{1,3}") {
        let original = badge();
        let mut changed = original.clone();
        let at = at.index(original.len());
        changed.splice(at..at, text.into_bytes());
        assert_noticed(&original, &changed);
    }

    #[test]
    fn judges_whatever_it_is_given(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let verdict = verify(&bytes, &Offline, now());
        prop_assert!(!matches!(verdict, Verdict::Valid(_)));
    }
}

/// Every value of the badge, by its pointer.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                places(value, &format!("{place}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn notices_the_loss_or_change_of_any_value() {
    let original: Value = serde_json::from_slice(&badge()).unwrap();
    let mut all = Vec::new();
    places(&original, "", &mut all);
    let judge = |changed: &Value| verify(&serde_json::to_vec(changed).unwrap(), &Offline, now());
    for place in all.iter().filter(|place| !place.is_empty()) {
        let (parent, last) = place.rsplit_once('/').unwrap();
        let mut without = original.clone();
        match without.pointer_mut(parent).unwrap() {
            Value::Object(object) => drop(object.remove(last)),
            Value::Array(items) => drop(items.remove(last.parse().unwrap())),
            _ => unreachable!("only objects and arrays have parts"),
        }
        assert!(!matches!(judge(&without), Verdict::Valid(_)), "without {place}");
        for other in [Value::Null, Value::Bool(true), "x".into(), 7.into(), Value::Array(vec![]), serde_json::json!({})] {
            let mut changed = original.clone();
            let value = changed.pointer_mut(place).unwrap();
            if *value != other {
                *value = other.clone();
                assert!(!matches!(judge(&changed), Verdict::Valid(_)), "{other} at {place}");
            }
        }
    }
}

#[test]
fn notices_anything_added_to_any_object() {
    let original: Value = serde_json::from_slice(&badge()).unwrap();
    let mut all = Vec::new();
    places(&original, "", &mut all);
    let additions = [
        ("honours", "x".into()),
        ("@honours", "x".into()),
        ("image", serde_json::json!({})),
        ("@index", "x".into()),
        ("@reverse", serde_json::json!({ "name": "x" })),
        ("@included", serde_json::json!([{ "id": "urn:x" }])),
        ("@context", serde_json::json!({ "name": "urn:h" })),
        ("https://example.org/honours", "x".into()),
        ("Achievement", "x".into()),
        ("alignment", serde_json::json!([{ "type": ["Alignment"], "targetName": "Doctor", "targetUrl": "urn:doctor" }])),
    ];
    for place in &all {
        for (key, value) in &additions {
            let mut changed = original.clone();
            let Some(Value::Object(object)) = changed.pointer_mut(place) else { continue };
            if object.get(*key) == Some(value) {
                continue;
            }
            object.insert((*key).to_owned(), value.clone());
            let verdict = verify(&serde_json::to_vec(&changed).unwrap(), &Offline, now());
            assert!(!matches!(verdict, Verdict::Valid(_)), "{key} = {value} at \"{place}\"");
        }
    }
}

#[test]
fn says_the_same_whatever_says_nothing_is_added() {
    let original: Value = serde_json::from_slice(&badge()).unwrap();
    let said = |changed: &Value| match verify(&serde_json::to_vec(changed).unwrap(), &Offline, now()) {
        Verdict::Valid(summary) => Some(summary),
        _ => None,
    };
    let before = said(&original).expect("the badge is valid");
    let mut all = Vec::new();
    places(&original, "", &mut all);
    let additions = [
        ("description", Value::Null),
        ("validUntil", Value::Null),
        ("tag", Value::Array(vec![])),
        ("credentialStatus", Value::Array(vec![])),
        ("@context", Value::Array(vec![])),
        ("@context", serde_json::json!({ "honours": "urn:h" })),
        ("@context", serde_json::json!({ "@language": "mi" })),
    ];
    let mut valid = 0;
    for place in &all {
        for (key, value) in &additions {
            let mut changed = original.clone();
            let Some(Value::Object(object)) = changed.pointer_mut(place) else { continue };
            // What says something cannot be replaced by what says nothing.
            let replaces = object.insert((*key).to_owned(), value.clone()).is_some();
            if let Some(after) = said(&changed) {
                assert!(!replaces, "{key} = {value} at \"{place}\"");
                assert_eq!(after, before, "{key} = {value} at \"{place}\"");
                valid += 1;
            }
        }
    }
    assert!(valid > 0);
}

fn invalid(text: &str) -> Reason {
    match verify(text.as_bytes(), &Offline, now()) {
        Verdict::Invalid(reason) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn says_what_was_changed_as_far_as_it_can() {
    let text = String::from_utf8(badge()).unwrap();
    let changed = invalid(&text.replace("0.973", "0.974"));
    assert_eq!((changed.check, changed.place.as_str()), (Check::Proof, "/proof/0"));
    let added = invalid(&text.replacen("\"awardedDate\"", "\"honours\":\"first\",\"awardedDate\"", 1));
    assert_eq!((added.check, added.place.as_str()), (Check::Proof, "/honours"));
    assert!(added.message.contains("no context defines \"honours\""));
    let twice = invalid(&text.replacen("\"awardedDate\"", "\"id\":\"urn:uuid:1\",\"awardedDate\"", 1));
    assert_eq!(twice.check, Check::Parse);
    assert!(twice.message.contains("\"id\" stands twice"), "{twice}");
}

#[test]
fn an_expiry_date_cannot_be_hidden_behind_another_spelling() {
    const IRI: &str = "https://www.w3.org/2018/credentials#validUntil";
    const MOMENT: &str = "http://www.w3.org/2001/XMLSchema#dateTime";
    // A general JSON-LD processor reads all of these as the same statement, so the signature would fit.
    let original: Value = serde_json::from_slice(&badge()).unwrap();
    let hide = |change: &dyn Fn(&mut serde_json::Map<String, Value>, Value)| {
        let mut changed = original.clone();
        let object = changed.as_object_mut().unwrap();
        let until = object.remove("validUntil").unwrap();
        change(object, until);
        assert!(!matches!(verify(&serde_json::to_vec(&changed).unwrap(), &Offline, now()), Verdict::Valid(_)), "{changed}");
    };
    hide(&|object, until| drop(object.insert(IRI.to_owned(), serde_json::json!({ "@type": MOMENT, "@value": until }))));
    hide(&|object, until| {
        let id = object["id"].clone();
        object.insert(
            "@included".to_owned(),
            serde_json::json!([{ "id": id, "type": "VerifiableCredential", "validUntil": until }]),
        );
    });
    hide(&|object, until| {
        let value = serde_json::json!({ "@type": MOMENT, "@value": until });
        object.insert("validUntil".to_owned(), value);
    });
}

/// The name of a file, what is in it, and the documents that it needs.
type Other = (String, Vec<u8>, BTreeMap<String, String>);

/// Credentials in other forms.
fn others() -> &'static [Other] {
    static ALL: LazyLock<Vec<Other>> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/credentials");
        let all = [
            ("generated/jcs-plain.json", None),
            ("generated/rdfc-status-clean.json", Some(("https://institute.example/status/1", "generated/list-clean.json"))),
            ("generated/rdfc-two-endorsements.json", None),
            ("generated/clr-pathway.json", None),
            ("generated/jwt-eddsa.jwt", Some((DID, "generated/did-EdDSA.json"))),
            ("generated/jwt-rs256.jwt", Some((DID, "generated/did-RS256.json"))),
            ("forms/jwt-es384.jwt", Some((DID, "forms/did-ES384.json"))),
            ("forms/ecdsa-rdfc-p-256.json", None),
            ("forms/disclosed.json", None),
            ("generated/baked-png.png", None),
            ("generated/jwt-es256-svg.svg", Some((DID, "generated/did-ES256.json"))),
        ];
        let read = |file: &str| std::fs::read(root.join(file)).unwrap();
        let documents = |document: Option<(&str, &str)>| {
            document.map(|(url, file)| (url.to_owned(), String::from_utf8(read(file)).unwrap())).into_iter().collect()
        };
        all.map(|(file, document)| (file.to_owned(), read(file), documents(document))).into()
    });
    &ALL
}

const DID: &str = "https://institute.example/.well-known/did.json";

/// What a file says, whatever it is put into: the JSON of a credential, or a token word for word.
fn said(bytes: &[u8]) -> Option<(Option<Value>, String)> {
    let text = match bake::unbake(bytes).ok()? {
        Some(unbaked) => unbaked.text,
        None => String::from_utf8(bytes.to_vec()).ok()?,
    };
    let json = serde_json::from_str::<Value>(&text).ok();
    let token = if json.is_some() { String::new() } else { text.trim_matches('\u{feff}').trim().to_owned() };
    Some((json, token))
}

#[test]
fn the_other_forms_are_valid() {
    let at: Time = "2026-06-01T00:00:00Z".parse().unwrap();
    for (name, bytes, documents) in others() {
        let verdict = verify(bytes, documents, at);
        assert!(matches!(verdict, Verdict::Valid(_)), "{name}: {verdict:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1024) })]

    #[test]
    fn notices_a_change_in_any_form(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        with in prop_oneof![Just(None), any::<u8>().prop_map(Some), "[A-Za-z0-9_.\\-\"{}]".prop_map(|text| text.bytes().next())],
        instead: bool,
    ) {
        let (name, original, documents) = which.get(others());
        let mut changed = original.clone();
        let at = at.index(original.len());
        changed.splice(at..at + usize::from(instead || with.is_none()), with);
        if let Verdict::Valid(_) = verify(&changed, documents, "2026-06-01T00:00:00Z".parse().unwrap()) {
            prop_assert!(said(&changed) == said(original), "{} at {}: {}", name, at, String::from_utf8_lossy(&changed));
        }
    }

    #[test]
    fn no_change_of_a_list_or_of_a_did_document_makes_what_is_wrong_valid(
        which in 0_usize..4,
        at in any::<prop::sample::Index>(),
        with in prop_oneof![Just(None), any::<u8>().prop_map(Some)],
    ) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/credentials/generated");
        let (file, url, document) = [
            ("status-revoked.json", "https://institute.example/status/1", "list-revoked.json"),
            ("status-suspended.json", "https://institute.example/status/2", "list-suspended.json"),
            ("status-other-issuer.json", "https://institute.example/status/1", "list-other-issuer.json"),
            ("jwt-eddsa-jwk-not-issuers.jwt", DID, "did-EdDSA.json"),
        ][which];
        let bytes = std::fs::read(root.join(file)).unwrap();
        let mut changed = std::fs::read(root.join(document)).unwrap();
        let at = at.index(changed.len());
        changed.splice(at..=at, with);
        let documents = BTreeMap::from([(url.to_owned(), String::from_utf8_lossy(&changed).into_owned())]);
        let verdict = verify(&bytes, &documents, "2026-06-01T00:00:00Z".parse().unwrap());
        prop_assert!(!matches!(verdict, Verdict::Valid(_)), "{}: {}", file, String::from_utf8_lossy(&changed));
    }
}
