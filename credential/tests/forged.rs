//! What somebody signed in another's name: every key is its own, and says that it is the other's.

use std::collections::BTreeMap;

use credential::{Verdict, verify};

const KEY: &str = include_str!("../../tests/reference/credentials/forged/key.json");
const BADGE: &str = include_str!("../../tests/reference/credentials/forged/badge.jwt");

/// The badge names the issuer `https://institute.example/…`, its token a key that somebody serves elsewhere and calls the institute's.
#[test]
fn a_key_is_not_the_issuers_because_it_says_so() {
    let documents = BTreeMap::from([("https://evil.example/key.json".to_owned(), KEY.to_owned())]);
    let verdict = verify(BADGE.trim().as_bytes(), &documents, "2026-06-01T00:00:00Z".parse().unwrap());
    let Verdict::Invalid(reason) = verdict else { panic!("{verdict:?}") };
    assert!(reason.message.contains("another host"), "{reason}");
}

/// Each was signed as something else by an issuer with words of his own, and whoever holds it gave these words other names: the
/// statements are the same, so the signature fits, and what verifiers look for stands where the issuer put something else.
#[test]
fn what_an_issuer_said_in_words_of_his_own_is_not_read_as_what_others_mean_by_theirs() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/reference/credentials/forged");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/renamed-{name}.json")).unwrap();
    let documents = BTreeMap::from([("https://uni.example/status/3".to_owned(), read("list"))]);
    for name in ["kind", "title", "award-date", "endorsement", "status", "status-1.1"] {
        let verdict = verify(read(name).as_bytes(), &documents, "2026-06-01T00:00:00Z".parse().unwrap());
        let Verdict::Unverifiable(reason) = verdict else { panic!("{name}: {verdict:?}") };
        assert!(reason.message.contains("in another sense"), "{name}: {reason}");
    }
    let honest = verify(read("honest").as_bytes(), &documents, "2026-06-01T00:00:00Z".parse().unwrap());
    assert!(matches!(&honest, Verdict::Unverifiable(reason) if reason.message.contains("StatusList2021Entry")), "{honest:?}");
}
