//! Banks whose stated errors are true, and takers from the prior that decisions assume.

use std::sync::Arc;

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::seed::Stream;
use engine::simulate::stated::{Calibration, Stated, calibration};
use engine::simulate::{Plan, Population, Retake, Settings, Tally};
use engine::{Assessment, Seed};
use serde_json::{Value, json};

/// Banks that are drawn for each kind.
const BANKS: u32 = 200;

/// Takers of a drawn bank, and of a replicate of the bundled one.
const TAKERS: u32 = 30;

/// Replicates of the bundled bank.
const REPLICATES: u32 = 200;

/// Takers of one kind of bank, by what was stated of them.
pub struct World {
    /// For people.
    pub name: &'static str,
    pub bins: Vec<Calibration>,
}

/// All kinds, each on a thread of its own.
pub fn all() -> Vec<World> {
    let [bundled, own_errors, shared_errors] = std::thread::scope(|scope| {
        [scope.spawn(bundled), scope.spawn(|| drawn(0.0)), scope.spawn(|| drawn(0.3))]
            .map(|running| running.join().expect("simulations do not panic"))
    });
    let world = |name, clusters: &[Vec<Stated>]| {
        let clusters: Vec<&[Stated]> = clusters.iter().map(Vec::as_slice).collect();
        World { name, bins: calibration(&clusters) }
    };
    vec![
        world("software-development, award", &bundled),
        world("200 drawn banks, b_sd 0.5", &own_errors),
        world("200 drawn banks, b_sd 0.5, bank_sd 0.3", &shared_errors),
    ]
}

fn settings(replicates: u32, seed: u64, prior_sd: f64) -> Settings {
    Settings {
        populations: vec![Population::around_cut(0.0, prior_sd)],
        retake: Retake::NONE,
        retest_every: 0,
        ..Settings::new(TAKERS, replicates, seed)
    }
}

fn tallies(assessment: Assessment, replicates: u32, seed: u64) -> Vec<Tally> {
    let prior_sd = assessment.blueprint().standard.prior_sd;
    let plan = Plan::new(Arc::new(assessment), settings(replicates, seed, prior_sd)).expect("there is something to simulate");
    (0..plan.units()).map(|number| plan.run(number)).collect()
}

/// The bank that comes with the project; a cluster for each replicate of its true difficulties.
fn bundled() -> Vec<Vec<Stated>> {
    let folder = tests::root().join("item-banks/software-development");
    let bank = interchange::native::read(&interchange::DirFolder(folder)).bank.expect("the bundled bank is accepted");
    let blueprint = bank.blueprints.iter().find(|blueprint| blueprint.id == "award").expect("it has an award");
    let tallies = tallies(assessment(&bank.file.restricted_to(blueprint.pool), blueprint), REPLICATES, 1);
    // A replicate is one unit, as it has few takers.
    tallies.into_iter().map(|tally| tally.stated).collect()
}

/// Banks of 100 items, Rasch and 3PL in turn, each a cluster.
fn drawn(bank_sd: f64) -> Vec<Vec<Stated>> {
    let blueprint = serde_json::from_value(json!({
        "format": engine::blueprint::file::FORMAT, "id": "award", "title": "Award", "delivery": "sealed", "pool": "credit", "block": 5,
        "length": {"minimum": 10, "maximum": 40}, "stop": {"certainty": 0.95}, "standard": {"cut": 0.0, "rationale": "drawn"},
    }))
    .expect("the blueprint's shape");
    (0..BANKS)
        .flat_map(|number| {
            let bank = drawn_bank(number % 2 == 0, bank_sd, Seed::from_number(u64::from(number)).stream(0));
            tallies(assessment(&bank, &blueprint), 1, u64::from(number))
        })
        .map(|tally| tally.stated)
        .collect()
}

fn assessment(bank: &BankFile, blueprint: &BlueprintFile) -> Assessment {
    Assessment::new(Arc::new(bank.check().expect("a sound bank")), blueprint).expect("a sound blueprint")
}

fn drawn_bank(rasch: bool, bank_sd: f64, mut draws: Stream) -> BankFile {
    let items: Vec<Value> = (0..100)
        .map(|number| {
            let b = draws.normal().clamp(-3.5, 3.5);
            let (a, c) = if rasch { (1.0, 0.0) } else { ((1.0 + 0.3 * draws.normal()).clamp(0.5, 2.0), 0.1 + 0.15 * draws.uniform()) };
            json!({
                "id": number.to_string(), "kind": "numeric", "pool": "credit", "status": "operational", "outcomes": ["O"], "bloom": null,
                "author": null, "shuffle": false, "last": [], "choose": null, "prompt": "<p>?</p>", "options": [], "answer": {"value": 1.0},
                "irt": {"model": "3PL", "a": a, "b": b, "c": c, "b_sd": 0.5},
            })
        })
        .collect();
    serde_json::from_value(json!({
        "format": engine::bank::file::FORMAT, "id": "drawn", "title": "Drawn", "version": "1", "lang": "en", "licence": "CC0-1.0", "D": 1.0,
        "bank_sd": bank_sd, "outcomes": [{"id": "O", "text": "Answers"}], "enemies": [], "items": items,
    }))
    .expect("the bank's shape")
}
