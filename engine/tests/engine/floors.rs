//! Floors of single outcomes: what they come to, by another way, and what they do to stop and verdict.

use crate::common::{TestItem, assessment, bank_file, blueprint, position, sit, start};
use engine::{Outcome, StopReason, Verdict};
use serde_json::{Value, json};

/// 36 items of two outcomes; some difficulties are rated.
fn items() -> Vec<TestItem> {
    (0..36)
        .map(|n| TestItem {
            a: 1.2,
            b: f64::from((n * 7) % 36) / 9.0 - 2.0,
            c: 0.2,
            b_sd: if n % 5 == 0 { 0.3 } else { 0.0 },
            outcome: n as usize % 2,
        })
        .collect()
}

fn floored(floors: &Value) -> engine::blueprint::file::BlueprintFile {
    blueprint(&json!({
        "length": {"minimum": 8, "maximum": 36}, "stop": {"certainty": 0.9},
        "content": [{"outcome": "O0", "minimum": 4}, {"outcome": "O1", "minimum": 4}],
        "standard": {"cut": 0.0, "certainty": 0.9, "rationale": "test", "floor": floors},
    }))
}

/// What a learner comes to who knows all of these outcomes.
fn taken(floors: &Value, knows: &[usize]) -> Outcome {
    let items = items();
    let assessment = assessment(&bank_file(&items, 2, 0.1, &[]), &floored(floors));
    let mut session = start(&assessment, 3);
    sit(&mut session, |id| knows.contains(&items[position(id)].outcome));
    session.outcome()
}

#[test]
fn strength_elsewhere_makes_up_for_weakness_only_without_a_floor() {
    let mostly = |floors: &Value| {
        let items = items();
        let assessment = assessment(&bank_file(&items, 2, 0.1, &[]), &floored(floors));
        let mut session = start(&assessment, 3);
        // Everything of the first outcome, and the easiest of the second.
        sit(&mut session, |id| items[position(id)].outcome == 0 || items[position(id)].b < 0.0);
        session.outcome()
    };
    let without = mostly(&json!([]));
    assert_eq!((without.verdict, without.floors.len()), (Verdict::Achieved, 0));
    let with = mostly(&json!([{"outcome": "O1", "below": 0.0, "certainty": 0.5}]));
    assert_ne!(with.verdict, Verdict::Achieved);
    assert!(with.mastery >= 0.9 && with.floors[0].mastery < 0.5 && !with.floors[0].is_met(), "{with:?}");
    assert!(with.items > without.items, "the test went on for the sake of the floor");
}

#[test]
fn ends_at_once_where_a_floor_was_surely_missed() {
    let outcome = taken(&json!([{"outcome": "O1", "below": 0.5}]), &[0]);
    assert_eq!((outcome.verdict, outcome.reason), (Verdict::NotYet, StopReason::Certainty));
    assert!(outcome.floors[0].mastery <= 0.1 && outcome.items < 36, "{outcome:?}");
}

#[test]
fn stands_in_nobodys_way_who_knows_it_all() {
    let outcome = taken(&json!([{"outcome": "O0", "below": 0.5}, {"outcome": "O1", "below": 0.5}]), &[0, 1]);
    assert_eq!((outcome.verdict, outcome.reason), (Verdict::Achieved, StopReason::Certainty));
    assert!(outcome.floors.iter().all(|floor| floor.is_met() && floor.items >= 4));
}

/// The floor of an outcome is the pass mark of an assessment that has its items alone.
#[test]
fn is_the_pass_mark_of_an_assessment_of_that_outcome_alone() {
    let items = items();
    let whole = blueprint(&json!({
        "block": 36, "length": {"minimum": 36, "maximum": 36}, "content": [{"outcome": "O1", "minimum": 3}],
        "standard": {"cut": 0.4, "cut_se": 0.15, "rationale": "test", "prior_sd": 0.8, "floor": [{"outcome": "O1", "below": 0.7}]},
    }));
    let knows = |b: f64, outcome: usize| if outcome == 0 { b < 1.5 } else { !(-0.4..=1.7).contains(&b) };
    let assessed = assessment(&bank_file(&items, 2, 0.1, &[]), &whole);
    let mut session = start(&assessed, 5);
    sit(&mut session, |id| knows(items[position(id)].b, items[position(id)].outcome));
    let floor = session.outcome().floors[0].clone();

    let alone: Vec<TestItem> = items.iter().filter(|item| item.outcome == 1).cloned().collect();
    let own = blueprint(&json!({
        "block": 18, "length": {"minimum": 18, "maximum": 18},
        "standard": {"cut": -0.3, "cut_se": 0.15, "rationale": "test", "prior_sd": 0.8},
    }));
    let assessed = assessment(&bank_file(&alone, 2, 0.1, &[]), &own);
    let mut session = start(&assessed, 5);
    sit(&mut session, |id| knows(alone[position(id)].b, 1));
    let outcome = session.outcome();
    assert_eq!(floor.items, outcome.items);
    assert!((floor.mastery - outcome.mastery).abs() < 1e-9, "{} and {}", floor.mastery, outcome.mastery);
}

#[test]
fn is_refused_where_it_would_rest_on_too_little_or_ask_for_more_than_the_whole() {
    let problems = |floor: Value, minimum: usize| {
        let file = blueprint(&json!({
            "content": [{"outcome": "O1", "minimum": minimum}],
            "standard": {"cut": 0.0, "rationale": "test", "floor": [floor]},
        }));
        let bank = bank_file(&items(), 2, 0.1, &[]).restricted_to(engine::bank::Pool::Credit).check().unwrap();
        let found = engine::Assessment::new(std::sync::Arc::new(bank), &file).unwrap_err();
        found.iter().map(|problem| problem.field.clone()).collect::<Vec<_>>()
    };
    assert_eq!(problems(json!({"outcome": "O1", "below": 1.0}), 2), ["standard.floor.outcome"]);
    assert_eq!(problems(json!({"outcome": "O7", "below": 1.0}), 4), ["standard.floor.outcome"]);
    assert_eq!(problems(json!({"outcome": "O1", "below": -0.1}), 4), ["standard.floor.below"]);
    assert_eq!(problems(json!({"outcome": "O1", "below": 1.0, "certainty": 0.99}), 4), ["standard.floor.certainty"]);
}

/// An assessment without floors is named as it always was: logs of before stay readable.
#[test]
fn leaves_the_digest_of_blueprints_without_one_alone() {
    assert!(!serde_json::to_string(&blueprint(&json!({}))).unwrap().contains("floor"));
}
