use std::sync::Arc;

use interchange::native::{self, MicroCredentialFile};

use super::*;

fn planned() -> MicroCredentialFile {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../item-banks/definitions/leadership.toml");
    native::planned("leadership.toml", &std::fs::read(path).unwrap()).0.unwrap()
}

fn known(terms: MicroCredentialFile) -> Known {
    Known {
        outcomes: terms.own_outcomes.clone(),
        terms: Arc::new(terms),
        offer: None,
        today: "2026-11-28".to_owned(),
        signed: None,
        attempts: 0,
        judges: 0,
        did: "did:key:z6Mk".to_owned(),
        key: "did:key:z6Mk#z6Mk".to_owned(),
        list: None,
        contact: None,
    }
}

fn is_met(found: &Principles, name: F) -> bool {
    found.principles.iter().flat_map(|principle| &principle.facts).find(|fact| fact.name == name).unwrap().met
}

#[test]
fn tells_what_is_not_there_before_there_is_a_bank() {
    let found = principles(&known(planned()));
    assert_eq!((found.principles.len(), found.offered), (10, false));
    assert!(found.principles.iter().all(|principle| !principle.facts.is_empty()));
    for name in [F::Elements, F::Need, F::Review, F::Eqf, F::Next, F::Study] {
        assert!(is_met(&found, name), "{name:?}");
    }
    for name in [F::External, F::Standard, F::Judges, F::Accuracy, F::Alignments, F::Issuer, F::Secret, F::Practice, F::Contact] {
        assert!(!is_met(&found, name), "{name:?}");
    }
}

#[test]
fn is_not_met_by_a_review_that_is_overdue_or_an_element_that_is_missing() {
    let late = Known { today: "2027-11-25".to_owned(), ..known(planned()) };
    assert!(!is_met(&principles(&late), F::Review));
    let silent = known(MicroCredentialFile { developer: None, ..planned() });
    let found = principles(&silent);
    let elements = &found.principles[1].facts[0];
    assert!(!elements.met && elements.value.as_ref().unwrap().ends_with("(Developer)"), "{elements:?}");
}

#[test]
fn rounds_no_share_up() {
    assert_eq!([0.95, 0.9999, 0.5, 1.0].map(per_hundred), ["95", "99.9", "50", "100"]);
}
