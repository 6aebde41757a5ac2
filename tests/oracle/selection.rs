//! Choosing the next item: every criterion's value for every item, the item chosen, start items, and choices with chance in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::bank::Bank;
use engine::blueprint::file::{BlueprintFile, CriterionName};
use engine::estimate::{Grid, Prior, Range};
use engine::model::ItemModel;
use engine::select::{Criterion, Stage, Standing};
use engine::{Answer, Assessment, Score, Seed, Session, Started, Step};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::reference::{Row, Tally, bank, model};

/// Of the states: EAP with N(0, 1).
const PRIOR: Prior = Prior::STANDARD_NORMAL;

#[derive(Deserialize)]
struct File {
    banks: BTreeMap<String, Vec<Row>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    #[serde(rename = "D", default = "one")]
    d: f64,
    bank: String,
    administered: Vec<usize>,
    x: Vec<u8>,
    theta: f64,
    quadrature: Quadrature,
    results: Vec<Figures>,
}

#[derive(Clone, Copy, Deserialize)]
struct Quadrature {
    lower: f64,
    upper: f64,
    nodes: usize,
}

#[derive(Deserialize)]
struct Figures {
    criterion: String,
    selected: usize,
    values: Vec<Option<f64>>,
    minimise: bool,
}

fn one() -> f64 {
    1.0
}

fn models(name: &str, rows: &[Row], d: f64) -> Result<Arc<[ItemModel]>, String> {
    rows.iter().map(|row| model(name, row, d)).collect()
}

fn grid(quadrature: Quadrature) -> Grid {
    let Quadrature { lower, upper, nodes } = quadrature;
    Grid::new(Range { lower, upper }, nodes)
}

/// As a blueprint names it.
fn criterion(name: &str) -> Option<CriterionName> {
    serde_json::from_value(Value::from(name.to_uppercase())).ok()
}

#[test]
fn every_criterion_gives_every_item_its_value() {
    let Some((mut tally, file)) = Tally::read::<File>("next_item.json") else { return };
    for case in &file.cases {
        tally.case(format!("{}, D {}, {} given", case.bank, case.d, case.administered.len()));
        let Some(rows) = file.banks.get(&case.bank) else {
            tally.fail("its bank is not in the file");
            continue;
        };
        let models = match models(&case.model, rows, case.d) {
            Ok(models) => models,
            Err(why) => {
                tally.fail(why);
                continue;
            }
        };
        let responses: Vec<(usize, Score)> =
            case.administered.iter().zip(&case.x).map(|(&position, &x)| (position, Score::new(x))).collect();
        let standing = Standing { theta: case.theta, responses: &responses };
        for figures in &case.results {
            let Some(name) = criterion(&figures.criterion) else {
                tally.fail(format!("criterion {} is not known", figures.criterion));
                continue;
            };
            let all = Criterion::new(name, Arc::clone(&models), grid(case.quadrature), PRIOR);
            let values = all.values(&standing);
            let mut best: Option<(usize, f64)> = None;
            for (position, value) in figures.values.iter().enumerate() {
                let Some(value) = value else { continue };
                let ours = values.of(position);
                tally.check(format!("{} of item {position}", figures.criterion), ours, *value, 1e-300, 1e-9);
                let merit = values.merit(&[position], None);
                if best.is_none_or(|(_, other)| merit > other) {
                    best = Some((position, merit));
                }
            }
            tally.same("minimised", &name.minimises(), &figures.minimise);
            tally.same(
                format!("item chosen by {}", figures.criterion),
                &best.map(|(position, _)| position),
                &Some(figures.selected),
            );
        }
    }
    tally.finish();
}

#[derive(Deserialize)]
struct StartFile {
    cases: Vec<StartCase>,
}

#[derive(Deserialize)]
struct StartCase {
    bank: String,
    rule: String,
    theta: Vec<f64>,
    items: Vec<usize>,
    #[serde(rename = "D", default = "one")]
    d: f64,
}

#[test]
fn a_test_opens_with_the_best_item_at_each_start_ability() {
    let Some((mut tally, file)) = Tally::read::<StartFile>("start_items.json") else { return };
    let Some((_, banks)) = Tally::read::<File>("next_item.json") else { return };
    for case in &file.cases {
        tally.case(format!("{} by {} at {:?}", case.bank, case.rule, case.theta));
        let (Some(rows), Some(rule)) = (banks.banks.get(&case.bank), criterion(&case.rule)) else {
            tally.fail("its bank or its rule is not known");
            continue;
        };
        let bank = Arc::new(bank(rows, &case.bank, case.d));
        let blueprint = json!({"length": {"maximum": rows.len()}, "start": {"thetas": case.theta, "criterion": rule}});
        let session = match session(bank, &blueprint, 0) {
            Ok(session) => session,
            Err(why) => {
                tally.fail(why);
                continue;
            }
        };
        let Step::Present(block) = session.step() else { panic!("a session begins") };
        tally.same("items", &block.positions().collect::<Vec<_>>(), &case.items);
    }
    tally.finish();
}

/// A session by a plain blueprint with these changes.
pub fn session(bank: Arc<Bank>, more: &Value, seed: u64) -> Result<Session, String> {
    let assessment = Assessment::new(bank, &blueprint(more)?).map_err(|problems| format!("{problems:?}"))?;
    let started = Started::new(assessment.digest(), Seed::from_number(seed));
    Session::start(Arc::new(assessment), started).map_err(|error| error.to_string())
}

/// A plain blueprint with these changes.
pub fn blueprint(more: &Value) -> Result<BlueprintFile, String> {
    let mut blueprint = json!({
        "format": engine::blueprint::file::FORMAT, "id": "run", "title": "Run", "delivery": "open", "pool": "practice", "block": 1,
        "standard": {"cut": 0.0, "rationale": "none"},
    });
    for (key, value) in more.as_object().expect("an object") {
        blueprint[key] = value.clone();
    }
    serde_json::from_value(blueprint).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
struct RandomFile {
    meta: Value,
    params: Vec<Row>,
    administered: Vec<usize>,
    x: Vec<u8>,
    theta: f64,
    se: f64,
    information: Vec<f64>,
    n_draws: f64,
    cases: Vec<RandomCase>,
}

#[derive(Deserialize)]
struct RandomCase {
    kind: String,
    #[serde(rename = "AP")]
    acceleration: Option<f64>,
    rule: Option<String>,
    thr: Option<f64>,
    max_items: Option<usize>,
    weight: Option<f64>,
    criterion: Option<String>,
    randomesque: Option<usize>,
    probabilities: Option<Vec<f64>>,
    empirical: Vec<f64>,
}

impl RandomCase {
    /// Where the test stands with so many items given.
    fn stage(&self, given: usize, se: f64) -> Option<Stage> {
        let threshold = self.thr?;
        match self.rule.as_deref()? {
            "length" => Some(Stage { given, length: threshold as usize, precision: None }),
            "precision" => Some(Stage { given, length: self.max_items?, precision: Some([se, threshold]) }),
            _ => None,
        }
    }

    fn blueprint(&self, fixed: &[String]) -> Option<Value> {
        let mut select = match self.kind.as_str() {
            "randomesque" => json!({"criterion": criterion(self.criterion.as_deref()?)?, "randomesque": self.randomesque?}),
            kind => json!({"criterion": kind.to_uppercase(), "acceleration": self.acceleration?}),
        };
        let stop = match (self.rule.as_deref(), self.thr) {
            (Some("precision"), Some(threshold)) => json!({"standard_error": threshold}),
            _ => json!({}),
        };
        let maximum = match (self.rule.as_deref(), self.thr) {
            (Some("length"), Some(length)) => length as usize,
            _ => self.max_items.unwrap_or(20),
        };
        // The state was reached by EAP on 33 nodes from -4 to 4.
        select["nodes"] = json!(33);
        Some(json!({
            "length": {"minimum": 0, "maximum": maximum}, "start": {"items": fixed}, "select": select, "stop": stop,
            "interim": {"estimator": "EAP", "range": [-4.0, 4.0], "nodes": 33},
        }))
    }
}

#[test]
fn chance_is_as_probable_as_it_should_be() {
    let Some((mut tally, file)) = Tally::read::<RandomFile>("next_item_random.json") else { return };
    let name = file.meta["model"].as_str().unwrap_or("3PL").to_owned();
    let models = models(&name, &file.params, 1.0).expect("sound items");
    let bank = Arc::new(bank(&file.params, &name, 1.0));
    let given = file.administered.len();
    let open: Vec<usize> = (0..models.len()).filter(|position| !file.administered.contains(position)).collect();
    let fixed: Vec<String> = file.administered.iter().map(usize::to_string).collect();
    for case in &file.cases {
        tally.case(format!("{} {:?} {:?}", case.kind, case.acceleration, case.rule));
        for &position in &open {
            let information = models[position].information(engine::Theta::new(file.theta).expect("finite"));
            tally.check(format!("information of item {position}"), information, file.information[position], 1e-300, 1e-9);
        }
        // Chances, where they have a closed form.
        let acceleration = case.acceleration.unwrap_or(1.0);
        let exact: Option<Vec<f64>> = match (case.kind.as_str(), case.stage(given, file.se)) {
            ("proportional", Some(stage)) => {
                let power = stage.proportional(acceleration);
                tally.check("weight", power, case.weight.unwrap_or(f64::NAN), 1e-12, 1e-9);
                let weight = |position: usize| file.information[position].powf(power);
                let total: f64 = open.iter().map(|&position| weight(position)).sum();
                let chances: Vec<f64> = (0..models.len())
                    .map(|position| if open.contains(&position) { weight(position) / total } else { 0.0 })
                    .collect();
                for (position, theirs) in case.probabilities.iter().flatten().enumerate() {
                    tally.check(format!("chance of item {position}"), chances[position], *theirs, 1e-12, 1e-9);
                }
                Some(chances)
            }
            ("progressive", Some(stage)) => {
                let weight = stage.progressive(acceleration);
                tally.check("weight", weight, case.weight.unwrap_or(f64::NAN), 1e-12, 1e-9);
                None
            }
            ("randomesque", _) => None,
            (kind, _) => {
                tally.fail(format!("{kind} is not known"));
                continue;
            }
        };
        // Our own draws: 4,000 sessions that open with the items of the state, with its answers.
        let Some(blueprint) = case.blueprint(&fixed) else {
            tally.fail("a setting is missing");
            continue;
        };
        let draws = 4_000_u32;
        let mut drawn = vec![0.0; models.len()];
        for seed in 0..draws {
            let mut session = match session(Arc::clone(&bank), &blueprint, u64::from(seed)) {
                Ok(session) => session,
                Err(why) => {
                    tally.fail(why);
                    break;
                }
            };
            let Step::Present(block) = session.step().clone() else { panic!("a session begins") };
            for (id, x) in block.items().iter().zip(&file.x) {
                let answer: Answer = bank.item(id).expect("of this bank").answer_of(Score::new(*x));
                session.answer(id, answer, 0).expect("an answer");
            }
            session.hand_in(0).expect("handed in");
            if seed == 0 {
                tally.check("theta", session.estimate().theta.value(), file.theta, 1e-10, 0.0);
                tally.check("standard error", session.estimate().standard_error.value(), file.se, 1e-10, 0.0);
            }
            let Step::Present(block) = session.step() else { panic!("a session goes on") };
            for position in block.positions() {
                drawn[position] += 1.0 / f64::from(draws);
            }
        }
        for position in 0..models.len() {
            let theirs = case.empirical[position];
            let p = exact.as_ref().map_or(f64::midpoint(theirs, drawn[position]), |exact| exact[position]);
            // Four and a half standard errors of a difference of two shares, and what one draw may do.
            let spread = |n: f64| p * (1.0 - p) / n;
            let within = 4.5 * (spread(f64::from(draws)) + spread(file.n_draws)).sqrt() + 1.0 / f64::from(draws);
            tally.check(format!("share of item {position}"), drawn[position], theirs, within, 0.0);
        }
    }
    tally.finish();
}
