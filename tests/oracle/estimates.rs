//! Ability and its standard error by every estimator, all-right, all-wrong and patterns with gaps among them.

use std::collections::BTreeMap;

use engine::estimate::{ErrorBy, Estimator, Step};
use engine::model::{Curve, ItemModel, Logistic};
use engine::{Estimate, Score, Theta};
use serde::Deserialize;
use serde_json::Value;

use crate::reference::{Method, Number, Row, Tally, answered, scored};

#[derive(Deserialize)]
struct Meta {
    methods: BTreeMap<String, Method>,
}

#[derive(Deserialize)]
struct File {
    meta: Meta,
    cases: Vec<Value>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    #[serde(rename = "D")]
    d: Option<f64>,
    params: Vec<Row>,
    x: Vec<Option<u8>>,
    results: Vec<Value>,
}

#[derive(Deserialize)]
struct Figures {
    method: String,
    theta: Option<Number>,
    theta_catr: Option<Number>,
    theta_global: Option<Number>,
    n_roots: Option<u32>,
    se: Option<Number>,
    se_catr: Option<Number>,
    se_new: Option<Number>,
}

/// catR's own values are only as good as its root finder.
const CATR: f64 = 2e-4;

/// Holds one estimate with its errors against the figures.
fn hold(tally: &mut Tally, figures: &Figures, method: &Method, responses: &[(ItemModel, Score)]) {
    let Some(estimator) = method.estimator() else {
        tally.fail(format!("method {method:?} is not known here"));
        return;
    };
    let ours = estimator.estimate(&scored(responses));
    let what = |name: &str| format!("{name} by {}", figures.method);
    let (theta, error, tolerance) = match (figures.theta, figures.theta_catr) {
        (Some(Number(theta)), _) => (theta, figures.se, method.tolerance()),
        (None, Some(Number(theta))) => (theta, figures.se_catr, CATR),
        (None, None) => return,
    };
    let right = figures.theta_global.map_or(theta, |number| number.0);
    // The reference stops at the zero of the slope that it meets first, one of several or even at a minimum: where ours is another, it
    // is higher.
    let higher = |one: f64, other: f64| method.advantage(responses, one, other) > 1e-9;
    let another = (ours.theta.value() - right).abs() > 1e-3 && higher(ours.theta.value(), right);
    let several = figures.n_roots.is_some_and(|roots| roots > 1);
    let at_a_minimum = || higher(right - 1e-2, right) && higher(right + 1e-2, right);
    if another && (several || at_a_minimum()) {
        return;
    }
    tally.check(what("theta"), ours.theta.value(), right, tolerance, 0.0);
    // Where another zero is the right one, the error belongs to the other.
    if (right - theta).abs() > 1e-6 {
        return;
    }
    if let Some(Number(error)) = error {
        tally.check(what("error"), ours.standard_error.value(), error, tolerance, tolerance);
    }
    if let Some(Number(error)) = figures.se_new {
        let Estimate { theta: same, standard_error } =
            Estimator::WithError(ErrorBy::Slope, Box::new(estimator)).estimate(&scored(responses));
        tally.same(what("theta with the efficient error"), &same, &ours.theta);
        if method.estimated_by == "WL" && (method.d - 1.0).abs() > 1e-12 {
            // catR 3.17 leaves D out of what Warm's weight adds. Its own figure shows that this is all that is between us.
            let added = |responses: &[(ItemModel, Score)]| warm_weight(responses, same);
            let information = sum(responses, same, Curve::information);
            let without_d = information.sqrt() / (information + added(&at_d_of_one(responses, method.d))).abs();
            tally.check(what("efficient error, as catR has it"), without_d, error, tolerance, tolerance);
            let with_d = information.sqrt() / (information + added(responses)).abs();
            tally.check(what("efficient error"), standard_error.value(), with_d, 1e-10, 1e-10);
        } else {
            tally.check(what("efficient error"), standard_error.value(), error, tolerance, tolerance);
        }
    }
}

fn sum(responses: &[(ItemModel, Score)], theta: Theta, of: fn(&Curve) -> f64) -> f64 {
    responses.iter().map(|(item, _)| of(&item.at(theta))).sum()
}

/// −(J/(2I))′.
fn warm_weight(responses: &[(ItemModel, Score)], theta: Theta) -> f64 {
    let sum = |of| sum(responses, theta, of);
    let (information, slope) = (sum(Curve::information), sum(Curve::information_slope));
    (sum(Curve::warm) * slope - sum(Curve::warm_slope) * information) / (2.0 * information * information)
}

/// The items with D taken out of their discriminations again.
fn at_d_of_one(responses: &[(ItemModel, Score)], d: f64) -> Vec<(ItemModel, Score)> {
    let without = |model: &ItemModel| match model.logistic() {
        Some(item) => Logistic::new(item.a() / d, item.b(), item.c(), item.d()).expect("sound before").into(),
        None => model.clone(),
    };
    responses.iter().map(|(model, score)| (without(model), *score)).collect()
}

fn abilities(name: &'static str) {
    let Some((mut tally, file)) = Tally::read::<File>(name) else { return };
    for case in &file.cases {
        tally.case(format!("{} {} items, {}", case["n"], case["model"], case["pattern_kind"]));
        let Some(case) = tally.parse::<Case>(case) else { continue };
        for figures in &case.results {
            let Some(figures) = tally.parse::<Figures>(figures) else { continue };
            let Some(method) = file.meta.methods.get(&figures.method) else {
                tally.fail(format!("method {} is not in meta.methods", figures.method));
                continue;
            };
            match answered(&case.model, &case.params, &case.x, case.d.unwrap_or(method.d)) {
                Ok(responses) => hold(&mut tally, &figures, method, &responses),
                Err(why) => tally.fail(why),
            }
        }
    }
    tally.finish();
}

#[test]
fn abilities_from_right_and_wrong_agree() {
    abilities("theta_dichotomous.json");
}

#[test]
fn abilities_from_several_categories_agree() {
    abilities("theta_polytomous.json");
}

#[derive(Deserialize)]
struct Special {
    cases: Vec<Value>,
}

#[derive(Deserialize)]
struct SpecialCase {
    kind: String,
    model: Option<String>,
    params: Vec<Row>,
    x: Vec<Option<u8>>,
    #[serde(rename = "D", default = "one")]
    d: f64,
    se_exact_catr: Option<Number>,
    rule: Option<String>,
    current_theta: Option<f64>,
    b_range: Option<[f64; 2]>,
}

const fn one() -> f64 {
    1.0
}

#[test]
fn bounds_exact_errors_and_constant_patterns_agree() {
    let Some((mut tally, file)) = Tally::read::<Special>("theta_special.json") else { return };
    for value in &file.cases {
        tally.case(format!("{} {}", value["kind"], value["method"]));
        let Some(case) = tally.parse::<SpecialCase>(value) else { continue };
        let Some(figures) = tally.parse::<Figures>(value) else { continue };
        let Some(method) = tally.parse::<Method>(value) else { continue };
        // Rows of four are right or wrong, whatever their parameters.
        let responses = match answered(case.model.as_deref().unwrap_or("4PL"), &case.params, &case.x, case.d) {
            Ok(responses) => responses,
            Err(why) => {
                tally.fail(why);
                continue;
            }
        };
        match case.kind.as_str() {
            "bounds" => hold(&mut tally, &figures, &method, &responses),
            "exact_se" => exact(&mut tally, &case, &figures, &method, &responses),
            "constant_pattern" => constant(&mut tally, &case, &figures, &method, &responses),
            other => tally.fail(format!("kind {other} is not known here")),
        }
    }
    tally.finish();
}

fn exact(tally: &mut Tally, case: &SpecialCase, figures: &Figures, method: &Method, responses: &[(ItemModel, Score)]) {
    let Some(estimator) = method.estimator() else {
        tally.fail(format!("method {method:?} is not known here"));
        return;
    };
    // Each pattern's estimate carries the reference's root tolerance, but for EAP.
    let (theta_tolerance, tolerance) = if method.estimated_by == "EAP" { (1e-10, 1e-10) } else { (CATR, 1e-3) };
    let ours = Estimator::WithError(ErrorBy::Exact, Box::new(estimator)).estimate(&scored(responses));
    if let Some(Number(theta)) = figures.theta_catr {
        tally.check("theta", ours.theta.value(), theta, theta_tolerance, 0.0);
    }
    match case.se_exact_catr {
        Some(Number(error)) => tally.check("exact error", ours.standard_error.value(), error, tolerance, 0.0),
        None => tally.fail("no se_exact_catr"),
    }
}

fn constant(tally: &mut Tally, case: &SpecialCase, figures: &Figures, method: &Method, responses: &[(ItemModel, Score)]) {
    let (Some(rule), Some(Number(theirs))) = (&case.rule, figures.theta_catr) else {
        tally.fail("no rule, or no theta_catr");
        return;
    };
    let step = match rule.as_str() {
        "fixed4" => Step::Fixed(0.4),
        "fixed7" => Step::Fixed(0.7),
        "var" => Step::Halfway,
        "BM" | "WL" | "EAP" => {
            let by = Method { estimated_by: rule.clone(), ..method.clone() };
            let ours = by.estimator().expect("known").estimate(&scored(responses));
            let tolerance = if rule == "EAP" { 1e-10 } else { CATR };
            tally.check(format!("theta by {rule}"), ours.theta.value(), theirs, tolerance, 0.0);
            return;
        }
        other => {
            tally.fail(format!("rule {other} is not known here"));
            return;
        }
    };
    let (Some(current), Some(difficulties)) = (case.current_theta, case.b_range) else {
        tally.fail("no current_theta, or no b_range");
        return;
    };
    let up = responses.iter().all(|(_, score)| score.is_right());
    tally.same("a constant pattern", &(up || responses.iter().all(|(_, score)| !score.is_right())), &true);
    tally.check(format!("theta by {rule}"), step.from(current, up, difficulties), theirs, 1e-12, 0.0);
}
