//! A whole simulation on recorded answers, through `Session`, and every figure of its summary.

use std::sync::Arc;

use engine::simulate::recorded::Recorded;
use engine::simulate::summary::{Row, Summary, Taken};
use engine::{Assessment, Score, Seed};
use serde::Deserialize;
use serde_json::json;

use crate::reference::{self, Tally, bank};

/// To which every figure holds.
const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct File {
    params: Vec<reference::Row>,
    true_theta: Vec<f64>,
    /// A taker each: a digit for each item.
    responses: Vec<String>,
    estimated_theta: Vec<f64>,
    se: Vec<f64>,
    summary: Figures,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Figures {
    estimated_thetas: Vec<f64>,
    correlation: f64,
    bias: f64,
    #[serde(rename = "RMSE")]
    rmse: f64,
    exposure_rates: Vec<f64>,
    test_length: f64,
    overlap: f64,
    number_items: Vec<usize>,
    cond_theta: Vec<f64>,
    cond_bias: Vec<f64>,
    #[serde(rename = "condRMSE")]
    cond_rmse: Vec<f64>,
    #[serde(rename = "condnItems")]
    cond_items: Vec<f64>,
    #[serde(rename = "condSE")]
    cond_se: Vec<f64>,
    /// The share of takers whose test ended by its rule: by length all do.
    #[serde(rename = "condthrOK")]
    cond_rule_met: Vec<f64>,
    ndecile: Vec<u64>,
}

#[test]
fn a_simulation_has_the_same_summary() {
    let Some((mut tally, file)) = Tally::read::<File>("simulation_summary.json") else { return };
    let blueprint = serde_json::from_value(json!({
        "format": engine::blueprint::file::FORMAT, "id": "recorded", "title": "Recorded", "delivery": "open", "pool": "practice",
        "block": 1, "length": {"minimum": 10, "maximum": 10}, "start": {"theta": 0.0},
        "interim": {"estimator": "EAP", "prior": {"normal": {"mean": 0.0, "sd": 1.0}}, "range": [-4.0, 4.0], "nodes": 33},
        "standard": {"cut": 0.0, "rationale": "none"},
    }))
    .expect("the blueprint's shape");
    let assessment = Assessment::new(Arc::new(bank(&file.params, "3PL", 1.0)), &blueprint).expect("a sound blueprint");
    let records = Recorded::new(Arc::new(assessment));

    let mut taken = Vec::new();
    for (number, (theta, responses)) in file.true_theta.iter().zip(&file.responses).enumerate() {
        tally.case(format_args!("taker {number}"));
        let scores: Vec<Score> = responses.bytes().map(|digit| Score::from(digit == b'1')).collect();
        let course = records.course(&scores, Seed::from_number(0));
        let estimate = *course.estimates.last().expect("ten items");
        let items: Vec<usize> = course.items.iter().map(|id| id.as_str().parse().expect("items are named by index")).collect();
        tally.check("theta", estimate.theta.value(), file.estimated_theta[number], TOLERANCE, 0.0);
        tally.check("theta in the summary", estimate.theta.value(), file.summary.estimated_thetas[number], TOLERANCE, 0.0);
        tally.check("standard error", estimate.standard_error.value(), file.se[number], TOLERANCE, 0.0);
        tally.same("number of items", &items.len(), &file.summary.number_items[number]);
        taken.push(Taken { theta: *theta, estimate, items });
    }

    let theirs = &file.summary;
    let Summary { all, correlation, exposure, overlap, deciles } =
        Summary::new(&taken, file.params.len()).expect("there are takers");
    tally.case("all takers");
    tally.check("correlation", correlation, theirs.correlation, TOLERANCE, 0.0);
    tally.check("bias", all.bias, theirs.bias, TOLERANCE, 0.0);
    tally.check("RMSE", all.rmse, theirs.rmse, TOLERANCE, 0.0);
    tally.check("length", all.length, theirs.test_length, TOLERANCE, 0.0);
    tally.check("overlap", overlap, theirs.overlap, TOLERANCE, 0.0);
    tally.same("number of exposure rates", &exposure.len(), &theirs.exposure_rates.len());
    for (item, (ours, theirs)) in exposure.iter().zip(&theirs.exposure_rates).enumerate() {
        tally.check(format_args!("exposure of item {item}"), *ours, *theirs, TOLERANCE, 0.0);
    }
    tally.same("number of deciles", &deciles.len(), &theirs.ndecile.len());
    for (number, row) in deciles.iter().enumerate() {
        tally.case(format_args!("decile {number}"));
        let Row { takers, theta, bias, rmse, standard_error, length } = *row;
        tally.same("takers", &takers, &theirs.ndecile[number]);
        tally.check("theta", theta, theirs.cond_theta[number], TOLERANCE, 0.0);
        tally.check("bias", bias, theirs.cond_bias[number], TOLERANCE, 0.0);
        tally.check("RMSE", rmse, theirs.cond_rmse[number], TOLERANCE, 0.0);
        tally.check("standard error", standard_error, theirs.cond_se[number], TOLERANCE, 0.0);
        tally.check("length", length, theirs.cond_items[number], TOLERANCE, 0.0);
        // Ten items end every test here, so that the rule is met by all.
        tally.check("share that met the rule", f64::from(u8::from(length >= 10.0)), theirs.cond_rule_met[number], TOLERANCE, 0.0);
    }
    tally.finish();
}
