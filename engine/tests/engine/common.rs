//! Banks and blueprints for tests, and examinees to sit them.

use std::sync::Arc;

use engine::bank::file::BankFile;
use engine::bank::{ItemId, Pool};
use engine::blueprint::file::BlueprintFile;
use engine::{Assessment, Seed, Session, Started, Step};
use serde_json::{Value, json};

/// An item of a test bank.
#[derive(Clone, Debug)]
pub struct TestItem {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub b_sd: f64,
    pub outcome: usize,
}

impl TestItem {
    pub fn rasch(b: f64) -> Self {
        Self { a: 1.0, b, c: 0.0, b_sd: 0.0, outcome: 0 }
    }
}

/// Items are named `0`, `1`...; outcomes `O0`, `O1`...
pub fn bank_file(items: &[TestItem], outcomes: usize, bank_sd: f64, enemies: &[Vec<usize>]) -> BankFile {
    let items: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(n, item)| {
            json!({
                "id": n.to_string(), "kind": "choice", "pool": "credit", "status": "operational",
                "outcomes": [format!("O{}", item.outcome)], "bloom": null, "author": null, "shuffle": true, "last": [], "choose": null,
                "prompt": "<p>?</p>", "answer": null,
                "options": [
                    {"id": "a", "text": "yes", "weight": 1.0, "feedback": null},
                    {"id": "b", "text": "no", "weight": 0.0, "feedback": null},
                ],
                "irt": {"model": "3PL", "a": item.a, "b": item.b, "c": item.c, "b_sd": item.b_sd},
            })
        })
        .collect();
    let outcomes: Vec<Value> = (0..outcomes).map(|n| json!({"id": format!("O{n}"), "text": "Does it"})).collect();
    let enemies: Vec<Value> =
        enemies.iter().map(|set| json!({"items": set.iter().map(usize::to_string).collect::<Vec<_>>(), "why": "test"})).collect();
    serde_json::from_value(json!({
        "format": engine::bank::file::FORMAT, "id": "test", "title": "Test", "version": "1", "lang": "en", "licence": "CC0-1.0",
        "D": 1.0, "bank_sd": bank_sd, "outcomes": outcomes, "enemies": enemies, "items": items,
    }))
    .expect("the bank's shape")
}

/// A sealed blueprint; `more` overrides.
pub fn blueprint(more: &Value) -> BlueprintFile {
    let mut plain = json!({
        "format": engine::blueprint::file::FORMAT, "id": "award", "title": "Award", "delivery": "sealed", "pool": "credit",
        "block": 5, "length": {"minimum": 0, "maximum": 20},
        "standard": {"cut": 0.0, "rationale": "test"},
    });
    for (key, value) in more.as_object().expect("an object") {
        plain[key] = value.clone();
    }
    serde_json::from_value(plain).expect("the blueprint's shape")
}

pub fn assessment(bank: &BankFile, blueprint: &BlueprintFile) -> Arc<Assessment> {
    let bank = Arc::new(bank.restricted_to(Pool::Credit).check().expect("a sound bank"));
    Arc::new(Assessment::new(bank, blueprint).expect("a sound blueprint"))
}

pub fn start(assessment: &Arc<Assessment>, seed: u64) -> Session {
    let started = Started::new(assessment.digest(), Seed::from_number(seed));
    Session::start(Arc::clone(assessment), started).expect("a start")
}

/// Answers everything until the end: right where `right` says so.
pub fn sit(session: &mut Session, mut right: impl FnMut(&ItemId) -> bool) {
    let mut at = session.log().events.last().map_or(0, |event| event.at);
    while let Step::Present(block) = session.step().clone() {
        for id in block.items() {
            at += 1000;
            let answer = session.assessment().bank().item(id).expect("of this bank").answer_worth(right(id));
            session.answer(id, answer, at).expect("an answer");
        }
        session.hand_in(at).expect("handed in");
    }
}

pub fn position(id: &ItemId) -> usize {
    id.as_str().parse().expect("items are named by their positions")
}
