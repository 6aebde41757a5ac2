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
        supervised: 0,
        pathways: Vec::new(),
        judges: 0,
        did: "did:key:z6Mk".to_owned(),
        key: "did:key:z6Mk#z6Mk".to_owned(),
        list: None,
        contact: None,
    }
}

fn of(found: &Principles, name: F) -> &Fact {
    found.principles.iter().flat_map(|principle| &principle.facts).find(|fact| fact.name == name).unwrap()
}

#[test]
fn tells_what_is_not_there_before_there_is_a_bank() {
    let found = principles(&known(planned()));
    assert_eq!((found.principles.len(), found.offered), (10, false));
    assert!(found.principles.iter().all(|principle| !principle.facts.is_empty()));
    let met = [F::Elements, F::Review, F::Eqf, F::Field, F::Study];
    let not_met = [
        F::External,
        F::Standard,
        F::Judges,
        F::Accuracy,
        F::Alignments,
        F::Stackability,
        F::Issuer,
        F::Supervision,
        F::Secret,
        F::Practice,
        F::Contact,
    ];
    let stated = [F::Assurance, F::Need, F::Prerequisites, F::Participation, F::Next, F::Ask];
    for (names, standing) in
        [(met.as_slice(), Standing::Met), (not_met.as_slice(), Standing::NotMet), (stated.as_slice(), Standing::Stated)]
    {
        for name in names {
            assert_eq!(of(&found, *name).standing, standing, "{name:?}");
        }
    }
}

#[test]
fn is_not_met_by_a_review_that_is_overdue_or_an_element_that_is_missing() {
    let late = Known { today: "2027-11-25".to_owned(), ..known(planned()) };
    assert_eq!(of(&principles(&late), F::Review).standing, Standing::NotMet);
    let silent = known(MicroCredentialFile { developer: None, ..planned() });
    let found = principles(&silent);
    let elements = &found.principles[1].facts[0];
    assert!(elements.standing == Standing::NotMet && elements.value.as_ref().unwrap().ends_with("(Developer)"), "{elements:?}");
}

#[test]
fn is_not_met_by_words() {
    let alone = MicroCredentialFile {
        stackability: Some("Stands alone. Not credited towards any qualification.".to_owned()),
        evidence_of_need: Some("No employers or learners were asked.".to_owned()),
        ..planned()
    };
    let found = principles(&known(alone.clone()));
    let larger = of(&found, F::Stackability);
    assert_eq!((larger.standing, larger.value.as_deref()), (Standing::NotMet, alone.stackability.as_deref()));
    assert_eq!(of(&found, F::Need).standing, Standing::Stated);
    let part = Known { pathways: vec![Larger { id: "p".to_owned(), title: "The Whole".to_owned() }], ..known(alone) };
    let found = principles(&part);
    let larger = of(&found, F::Stackability);
    assert_eq!((larger.standing, larger.value.as_deref()), (Standing::Met, Some("The Whole")));
    assert_eq!(larger.link.as_deref(), Some("/pathways/p"));
}

#[test]
fn is_supervised_where_every_attempt_was() {
    for (supervised, attempts, standing) in [(0, 0, Standing::NotMet), (2, 3, Standing::NotMet), (3, 3, Standing::Met)] {
        let found = principles(&Known { attempts, supervised, ..known(planned()) });
        assert_eq!(of(&found, F::Supervision).standing, standing, "{supervised} of {attempts}");
    }
}

#[test]
fn rounds_no_share_up() {
    assert_eq!([0.95, 0.9999, 0.5, 1.0].map(per_hundred), ["95", "99.9", "50", "100"]);
}
