//! Item models: probabilities, derivatives, information.

use engine::model::{Curve, ItemModel};
use engine::{Score, Theta};
use serde::Deserialize;
use serde_json::Value;

use crate::reference::{DICHOTOMOUS, Number, Row, Tally, mixed_bank, model};

/// A file whose cases are read one by one, so that one that cannot be read counts as failed.
#[derive(Deserialize)]
struct File {
    cases: Vec<Value>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    #[serde(rename = "D", default = "one")]
    d: f64,
    params: Vec<Row>,
    results: Vec<Value>,
}

const fn one() -> f64 {
    1.0
}

/// One number for each item.
type PerItem = Option<Vec<Option<Number>>>;

/// One number for each item and category.
type PerCategory = Option<Vec<Option<Vec<Option<Number>>>>>;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Dichotomous {
    #[serde(rename = "theta")]
    theta: f64,
    p: PerItem,
    #[serde(rename = "dP")]
    first: PerItem,
    #[serde(rename = "d2P")]
    second: PerItem,
    #[serde(rename = "d3P")]
    third: PerItem,
    i: PerItem,
    #[serde(rename = "dI")]
    slope: PerItem,
    #[serde(rename = "d2I_numeric")]
    curvature: PerItem,
    j: PerItem,
    #[serde(rename = "dJ")]
    warm_slope: PerItem,
    #[serde(rename = "OI0")]
    observed_wrong: PerItem,
    #[serde(rename = "OI1")]
    observed_right: PerItem,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Polytomous {
    #[serde(rename = "theta")]
    theta: f64,
    p: PerCategory,
    #[serde(rename = "dP")]
    first: PerCategory,
    #[serde(rename = "dP_numeric")]
    first_numeric: PerCategory,
    #[serde(rename = "d2P")]
    second: PerCategory,
    #[serde(rename = "d3P")]
    third: PerCategory,
    i: PerItem,
    #[serde(rename = "dI")]
    slope: PerItem,
    #[serde(rename = "d2I")]
    curvature: PerItem,
    j: PerItem,
    #[serde(rename = "dJ")]
    warm_slope: PerItem,
    #[serde(rename = "OI")]
    observed: PerCategory,
}

/// The figure of an item, if there is one.
fn of(figures: &PerItem, n: usize) -> Option<f64> {
    figures.as_ref()?.get(n)?.map(|number| number.0)
}

/// The figure of a category.
fn of_category(figures: &PerCategory, n: usize, k: usize) -> Option<f64> {
    figures.as_ref()?.get(n)?.as_ref()?.get(k)?.map(|number| number.0)
}

/// The items of a case: from their parameters, and the same through a bank that folds D in by itself.
fn items(tally: &mut Tally, case: &Case, known: &[&str]) -> Option<Vec<ItemModel>> {
    if !known.contains(&case.model.as_str()) {
        tally.fail(format!("model {} is not known here", case.model));
        return None;
    }
    let made: Result<Vec<ItemModel>, String> = case.params.iter().map(|row| model(&case.model, row, case.d)).collect();
    let made = made.map_err(|why| tally.fail(why)).ok()?;
    match mixed_bank(case.params.iter().map(|row| (case.model.as_str(), row)), case.d) {
        Ok(bank) => {
            for (item, model) in bank.items().iter().zip(&made) {
                tally.same("the model as the bank has it", &item.model, model);
            }
        }
        Err(problems) => tally.fail(format!("as a bank: {problems:?}")),
    }
    Some(made)
}

fn begin(tally: &mut Tally, case: &Value) -> Option<Case> {
    tally.case(format!("{}, D {}", case["model"], case["D"]));
    tally.parse(case)
}

#[test]
fn curves_of_right_and_wrong_agree() {
    let Some((mut tally, file)) = Tally::read::<File>("models_dichotomous.json") else { return };
    for case in &file.cases {
        let Some(case) = begin(&mut tally, case) else { continue };
        let Some(items) = items(&mut tally, &case, &DICHOTOMOUS) else { continue };
        for figures in &case.results {
            let Some(figures) = tally.parse::<Dichotomous>(figures) else { continue };
            let theta = Theta::new(figures.theta).expect("finite");
            for (n, model) in items.iter().enumerate() {
                let item = *model.logistic().expect("dichotomous");
                let ours = item.derivatives(theta);
                let mut check = |name: &str, ours: f64, theirs: &PerItem, absolute: f64, relative: f64| {
                    if let Some(theirs) = of(theirs, n) {
                        tally.check(format!("{name} of {:?} at {theta}", case.params[n]), ours, theirs, absolute, relative);
                    }
                };
                check("P", ours.p, &figures.p, 1e-13, 0.0);
                check("P by probabilities", item.probabilities(theta).0, &figures.p, 1e-13, 0.0);
                check("I''", ours.information_curvature(), &figures.curvature, 1e-6, 1e-6);
                // The reference subtracts P from 1, which costs digits where an answer is all but certain.
                let lost = 1e-12 + 4.0 * item.a() * item.a() * f64::EPSILON / ours.p.min(ours.q);
                check(
                    "observed information if wrong",
                    ours.observed_information(Score::WRONG),
                    &figures.observed_wrong,
                    lost,
                    1e-10,
                );
                check(
                    "observed information if right",
                    ours.observed_information(Score::RIGHT),
                    &figures.observed_right,
                    lost,
                    1e-10,
                );
                let mut exact = |name: &str, ours: f64, theirs: &PerItem| check(name, ours, theirs, 1e-12, 1e-10);
                exact("P'", ours.first, &figures.first);
                exact("P''", ours.second, &figures.second);
                exact("P'''", ours.third, &figures.third);
                exact("I", ours.information(), &figures.i);
                exact("I by information", item.information(theta), &figures.i);
                exact("I'", ours.information_slope(), &figures.slope);
                exact("J", ours.warm(), &figures.j);
                exact("J'", ours.warm_slope(), &figures.warm_slope);
            }
        }
    }
    tally.finish();
}

#[test]
fn curves_of_several_categories_agree() {
    let Some((mut tally, file)) = Tally::read::<File>("models_polytomous.json") else { return };
    for case in &file.cases {
        let Some(case) = begin(&mut tally, case) else { continue };
        let Some(items) = items(&mut tally, &case, &["GRM", "MGRM", "PCM", "GPCM", "RSM", "NRM"]) else { continue };
        for figures in &case.results {
            let Some(figures) = tally.parse::<Polytomous>(figures) else { continue };
            let theta = Theta::new(figures.theta).expect("finite");
            for (n, model) in items.iter().enumerate() {
                let ours = model.at(theta);
                for k in 0..model.categories() {
                    let score = Score::new(k as u8);
                    let mut check = |name: &str, ours: f64, theirs: &PerCategory, absolute: f64, relative: f64| {
                        if let Some(theirs) = of_category(theirs, n, k) {
                            let what = format!("{name} of {:?}, category {k}, at {theta}", case.params[n]);
                            tally.check(what, ours, theirs, absolute, relative);
                        }
                    };
                    let [first, second, third] = ours.derivatives(score);
                    check("P", ours.probability(score), &figures.p, 1e-13, 0.0);
                    check("P by probability", model.probability(theta, score), &figures.p, 1e-13, 0.0);
                    check("P'", first, &figures.first, 1e-12, 1e-10);
                    check("P', numeric", first, &figures.first_numeric, 1e-7, 1e-7);
                    check("P''", second, &figures.second, 1e-12, 1e-10);
                    check("P'''", third, &figures.third, 1e-12, 1e-10);
                    // The reference divides a difference of boundaries by itself, which costs digits where a category is rare.
                    let lost = 1e-12 + lost(&ours, score);
                    check("observed information", ours.observed_information(score), &figures.observed, lost, 1e-10);
                }
                let mut check = |name: &str, ours: f64, theirs: &PerItem| {
                    if let Some(theirs) = of(theirs, n) {
                        tally.check(format!("{name} of {:?} at {theta}", case.params[n]), ours, theirs, 1e-12, 1e-10);
                    }
                };
                check("I", ours.information(), &figures.i);
                check("I by information", model.information(theta), &figures.i);
                check("I'", ours.information_slope(), &figures.slope);
                check("I''", ours.information_curvature(), &figures.curvature);
                check("J", ours.warm(), &figures.j);
                check("J'", ours.warm_slope(), &figures.warm_slope);
            }
        }
    }
    tally.finish();
}

/// What rounding of P″ by a unit in the last place of 1 does to P″/P.
fn lost(curve: &Curve, score: Score) -> f64 {
    4.0 * f64::EPSILON / curve.probability(score)
}

#[derive(Deserialize)]
struct SciencePool {
    items: Vec<Value>,
    information_theta: Vec<f64>,
    information: Vec<Vec<Option<Number>>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ScienceItem {
    ThreeParameters { a: f64, b: f64, c: f64 },
    PartialCredit { a: f64, d: Vec<f64> },
}

#[test]
fn the_science_pool_has_its_information() {
    let Some((mut tally, file)) = Tally::read::<SciencePool>("science_pool.json") else { return };
    for (n, item) in file.items.iter().enumerate() {
        tally.case(format!("item {n}"));
        let (name, row) = match (item["model"].as_str(), tally.parse::<ScienceItem>(item)) {
            (Some("3PL"), Some(ScienceItem::ThreeParameters { a, b, c })) => ("3PL", vec![Some(a), Some(b), Some(c), Some(1.0)]),
            (Some("GPC"), Some(ScienceItem::PartialCredit { a, d })) => ("GPCM", std::iter::once(a).chain(d).map(Some).collect()),
            (model, _) => {
                tally.fail(format!("model {model:?} is not known here"));
                continue;
            }
        };
        let bank = match mixed_bank(std::iter::once((name, &row)), 1.0) {
            Ok(bank) => bank,
            Err(problems) => {
                tally.fail(format!("as a bank: {problems:?}"));
                continue;
            }
        };
        let model = &bank.items()[0].model;
        let Some(figures) = file.information.get(n) else {
            tally.fail("no figures");
            continue;
        };
        for (theta, theirs) in file.information_theta.iter().zip(figures) {
            if let Some(Number(theirs)) = theirs {
                let ours = model.information(Theta::new(*theta).expect("finite"));
                tally.check(format!("information at {theta}"), ours, *theirs, 1e-10, 1e-10);
            }
        }
    }
    tally.finish();
}

#[derive(Deserialize)]
struct RealBank {
    meta: RealBankMeta,
    params: Vec<Row>,
}

#[derive(Deserialize)]
struct RealBankMeta {
    model: String,
}

/// Data only: every item is accepted in a bank; at abilities from -6 to 6 its probabilities sum to one and agree between the two
/// ways of asking, and its information is what Σ P′²/P says.
fn real_bank(name: &'static str) {
    let Some((mut tally, file)) = Tally::read::<RealBank>(name) else { return };
    for (n, row) in file.params.iter().enumerate() {
        tally.case(format!("item {n}"));
        let bank = match mixed_bank(std::iter::once((file.meta.model.as_str(), row)), 1.0) {
            Ok(bank) => bank,
            Err(problems) => {
                tally.fail(format!("{problems:?}"));
                continue;
            }
        };
        let model = &bank.items()[0].model;
        for step in -24..=24 {
            let theta = Theta::new(f64::from(step) / 4.0).expect("finite");
            let curve = model.at(theta);
            let (mut total, mut information) = (0.0, 0.0);
            for score in (0..model.categories() as u8).map(Score::new) {
                let (p, [first, ..]) = (curve.probability(score), curve.derivatives(score));
                tally.check(format!("P at {theta}"), model.probability(theta, score), p, 0.0, 1e-14);
                total += p;
                information += first * first / p;
            }
            tally.check(format!("sum of P at {theta}"), total, 1.0, 1e-14, 0.0);
            tally.check(format!("information at {theta}"), model.information(theta), information, 1e-14, 1e-12);
        }
    }
    let whole = mixed_bank(file.params.iter().map(|row| (file.meta.model.as_str(), row)), 1.0);
    assert_eq!(whole.map(|bank| bank.items().len()).ok(), Some(file.params.len()), "{name} as one bank");
    tally.finish();
}

#[test]
fn the_placement_test_is_accepted() {
    real_bank("bank_tcals.json");
}

#[test]
fn the_vocabulary_test_is_accepted() {
    real_bank("bank_cat_pav.json");
}
