//! Answers on record, scored again by a corrected key.

use std::sync::Arc;

use crate::common::{TestItem, assessment, bank_file, blueprint, position, sit, start};
use engine::bank::file::BankFile;
use engine::session::RescoreError;
use engine::{Assessment, Score, Session, Verdict};
use serde_json::json;

const ITEMS: usize = 30;

fn bank() -> BankFile {
    let items: Vec<TestItem> = (0..ITEMS).map(|k| TestItem::rasch(-2.0 + 4.0 * k as f64 / ITEMS as f64)).collect();
    bank_file(&items, 1, 0.0, &[])
}

/// The bank with the other option keyed in these items.
fn with_other_keys(wrong: &[usize]) -> BankFile {
    let mut bank = bank();
    for &item in wrong {
        for option in &mut bank.items[item].options {
            option.weight = 1.0 - option.weight;
        }
    }
    bank
}

fn award(bank: &BankFile) -> Arc<Assessment> {
    assessment(bank, &blueprint(&json!({"length": {"minimum": 5, "maximum": 20}, "stop": {"certainty": 0.95}})))
}

/// A session on a bank by somebody who takes the first option of items below 0, and the second of the others.
fn sat(bank: &BankFile, seed: u64) -> Session {
    let mut session = start(&award(bank), seed);
    let keyed_first: Vec<bool> = bank.items.iter().map(|item| item.options[0].weight > 0.5).collect();
    sit(&mut session, |id| keyed_first[position(id)] == (position(id) < ITEMS / 2));
    session
}

#[test]
fn comes_to_the_same_by_the_same_keys() {
    let session = sat(&bank(), 1);
    let again = session.rescored(session.assessment()).unwrap();
    assert_eq!(again.outcome(), session.outcome());
    assert!(again.changed().is_empty());
}

#[test]
fn comes_to_what_the_right_keys_say_of_the_same_answers() {
    let wrong = [2, 9, 17, 25];
    let session = sat(&with_other_keys(&wrong), 3);
    let right = award(&bank());
    let again = session.rescored(&right).unwrap();

    // By another way: the decision's posterior of the answers given, one by one.
    let bank = right.bank();
    let decision = engine::mastery::Decision::new(bank, right.blueprint().length.maximum, &right.blueprint().standard);
    let mut evidence = decision.evidence();
    let trail = session.trail();
    for step in &trail {
        let engine::Given::Answer(answer) = &step.given else { panic!("everything was answered") };
        let place = bank.position(&step.item).unwrap();
        decision.observe(&mut evidence, place, bank.items()[place].score(answer));
    }
    let finding = decision.finding(&evidence);
    assert_eq!((again.outcome().mastery, again.outcome().estimate), (finding.mastery, finding.estimate));

    let given: Vec<usize> = trail.iter().map(|step| position(&step.item)).filter(|item| wrong.contains(item)).collect();
    assert!(!given.is_empty(), "the seed gives some of them");
    let changed: Vec<usize> = again.changed().iter().map(|(item, ..)| position(item)).collect();
    assert_eq!(changed, given, "in the order in which they were given");
    assert!(again.changed().iter().all(|(_, before, after)| before != after));
}

#[test]
fn changes_a_verdict_and_neither_the_log_nor_what_was_given() {
    // Whoever knows everything and takes the right option fails by keys that are all wrong.
    let all: Vec<usize> = (0..ITEMS).collect();
    let mut session = start(&award(&with_other_keys(&all)), 5);
    sit(&mut session, |_| false);
    assert_eq!(session.outcome().verdict, Verdict::NotYet);
    let log = session.log().clone();
    let again = session.rescored(&award(&bank())).unwrap();
    assert_eq!(again.outcome().verdict, Verdict::Achieved);
    assert_eq!(again.outcome().items, session.outcome().items);
    assert!(again.changed().iter().all(|(_, before, after)| (*before, *after) == (Score::WRONG, Score::RIGHT)));
    assert_eq!((session.log(), again.outcome().reason), (&log, session.outcome().reason));
}

#[test]
fn counts_not_learned_as_nothing_by_any_key() {
    let mut session = start(&award(&with_other_keys(&[0, 1, 2])), 2);
    while let engine::Step::Present(block) = session.step().clone() {
        for item in block.items() {
            session.not_learned(item, 5).unwrap();
        }
        session.hand_in(5).unwrap();
    }
    let again = session.rescored(&award(&bank())).unwrap();
    assert!(again.changed().is_empty());
    assert_eq!(again.outcome().mastery.to_bits(), session.outcome().mastery.to_bits());
}

#[test]
fn refuses_other_items_and_other_forms() {
    let session = sat(&bank(), 1);
    let mut other = bank();
    other.items[4].id = "x".to_owned();
    assert_eq!(session.rescored(&award(&other)).unwrap_err(), RescoreError::OtherItems { item: "4".into() });
    let mut form = bank();
    for item in &mut form.items {
        for option in &mut item.options {
            option.id += "!";
        }
    }
    assert!(matches!(session.rescored(&award(&form)), Err(RescoreError::OtherForm { .. })));
}

#[test]
fn leaves_the_item_itself_out_of_what_it_is_held_against() {
    let session = sat(&bank(), 1);
    let (trail, without, along) = (session.trail(), session.estimates_without(), session.findings_along());
    assert_eq!((trail.len(), along.len()), (without.len(), without.len()));
    assert_eq!(along.last().unwrap().estimate, session.outcome().estimate);
    for (step, without) in trail.iter().zip(&without) {
        let all = session.outcome().estimate;
        // One answer fewer is known less surely, and a right answer lifts what is known.
        assert!(without.standard_error.value() > all.standard_error.value());
        assert_eq!(without.theta < all.theta, step.score.is_right(), "{}", step.item);
    }
}
