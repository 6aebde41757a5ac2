//! Ability and its standard error by ML, WL, BM (four priors) and EAP, all-right, all-wrong and patterns with gaps among them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::reference::{DICHOTOMOUS, Method, Row, close, read, responses, scored};

#[derive(Deserialize)]
struct Meta {
    methods: BTreeMap<String, Method>,
}

#[derive(Deserialize)]
struct File {
    meta: Meta,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    pattern_kind: String,
    params: Vec<Row>,
    x: Vec<Option<u8>>,
    results: Vec<Figures>,
}

#[derive(Deserialize)]
struct Figures {
    method: String,
    theta: Option<f64>,
    theta_global: Option<f64>,
    se: Option<f64>,
}

#[test]
fn abilities_and_their_errors_agree() {
    let file: File = read("theta_dichotomous.json");
    let mut compared = 0;
    for case in file.cases.iter().filter(|case| DICHOTOMOUS.contains(&case.model.as_str())) {
        for figures in &case.results {
            let method = &file.meta.methods[&figures.method];
            let (Some(estimator), Some(theta)) = (method.estimator(), figures.theta) else { continue };
            let responses = responses(&case.params, &case.x, method.d);
            let ours = estimator.estimate(&scored(&responses));
            let what = format!("{} of {} {} items, {}", figures.method, case.params.len(), case.model, case.pattern_kind);
            let right = figures.theta_global.unwrap_or(theta);
            compared += 1;
            // The reference stops at the zero of the slope that it meets first, even at a minimum: where ours is another, it is higher.
            if method.advantage(&responses, ours.theta.value(), right) > 1e-9 {
                continue;
            }
            close(&format!("theta by {what}"), ours.theta.value(), right, method.tolerance(), 0.0);
            // Where another zero is the right one, the error belongs to the other.
            if let Some(se) = figures.se.filter(|_| (right - theta).abs() < 1e-6) {
                close(&format!("error by {what}"), ours.standard_error.value(), se, method.tolerance(), method.tolerance());
            }
        }
    }
    assert!(compared > 0);
}

#[derive(Deserialize)]
struct Special {
    cases: Vec<SpecialCase>,
}

#[derive(Deserialize)]
struct SpecialCase {
    kind: String,
    params: Vec<Row>,
    x: Vec<Option<u8>>,
    #[serde(flatten)]
    rest: serde_json::Value,
}

#[test]
fn other_bounds_and_scaling_constants_agree() {
    let file: Special = read("theta_special.json");
    let mut compared = 0;
    for case in file.cases.iter().filter(|case| case.kind == "bounds") {
        let method: Method = serde_json::from_value(case.rest.clone()).expect("a method");
        let figures: Figures = serde_json::from_value(case.rest.clone()).expect("figures");
        let Some(estimator) = method.estimator() else { continue };
        let ours = estimator.estimate(&scored(&responses(&case.params, &case.x, method.d)));
        let what = format!("{} within {:?}, D {}", figures.method, method.range, method.d);
        let theta = figures.theta_global.or(figures.theta).expect("a theta");
        close(&format!("theta by {what}"), ours.theta.value(), theta, method.tolerance(), 0.0);
        close(&format!("error by {what}"), ours.standard_error.value(), figures.se.expect("an error"), 1e-8, 1e-8);
        compared += 1;
    }
    assert!(compared > 0);
}
