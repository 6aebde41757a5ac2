//! Whole adaptive tests against fixed responses, through `Session` with blocks of one.

use std::collections::BTreeMap;

use engine::{Step, StopReason};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::reference::{Method, Row, Tally, answered, bank_of_groups, hand_over, scored};
use crate::selection::blueprint;

#[derive(Deserialize)]
struct File {
    banks: BTreeMap<String, Vec<Row>>,
    #[serde(default)]
    groups: Vec<String>,
    cases: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    bank: String,
    #[serde(rename = "true_theta")]
    _true_theta: Option<f64>,
    responses: Vec<u8>,
    start: Start,
    test: Test,
    stop: Stop,
    #[serde(rename = "final")]
    last: Method,
    #[serde(default)]
    min_length: usize,
    content: Option<Content>,
    classification: Option<String>,
    items: Vec<usize>,
    pattern: Vec<u8>,
    n_start: usize,
    #[serde(rename = "theta_catr")]
    _theta_catr: Vec<f64>,
    #[serde(rename = "se_catr")]
    _se_catr: Vec<f64>,
    theta_from_start: Vec<f64>,
    se_from_start: Vec<f64>,
    #[serde(rename = "theta_final_catr")]
    _theta_final_catr: f64,
    #[serde(rename = "se_final_catr")]
    _se_final_catr: f64,
    #[serde(rename = "ci_final_catr")]
    ci_final_catr: [f64; 2],
    theta_final: f64,
    se_final: f64,
    stop_rule_met: Vec<String>,
    bank_exhausted: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Start {
    theta: Option<Vec<f64>>,
    #[serde(rename = "startSelect")]
    by: Option<String>,
    fix_items: Option<Vec<usize>>,
    nr_items: Option<usize>,
    #[serde(rename = "D")]
    d: Option<f64>,
}

#[derive(Deserialize)]
struct Test {
    #[serde(flatten)]
    method: Method,
    #[serde(rename = "itemSelect", default = "mfi")]
    item_select: String,
    #[serde(rename = "infoType")]
    info_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stop {
    rule: Vec<String>,
    thr: Vec<f64>,
    alpha: Option<f64>,
}

#[derive(Deserialize)]
struct Content {
    names: Vec<String>,
    props: Vec<f64>,
}

fn mfi() -> String {
    "MFI".to_owned()
}

impl Case {
    fn threshold(&self, rule: &str) -> Option<f64> {
        self.stop.rule.iter().zip(&self.stop.thr).find(|(name, _)| *name == rule).map(|(_, threshold)| *threshold)
    }

    /// What differs from a plain blueprint.
    fn blueprint(&self, items: usize) -> Result<Value, String> {
        let method = &self.test.method;
        let estimator = match method.estimated_by.as_str() {
            "BM" => "MAP",
            "WL" => "WLE",
            "ML" => "ML",
            "EAP" => "EAP",
            other => return Err(format!("estimation by {other} is not known")),
        };
        let nodes = method.nodes();
        let range = if estimator == "EAP" { [nodes.lower, nodes.upper] } else { method.range };
        let criterion = match (self.test.item_select.as_str(), self.test.info_type.as_deref()) {
            ("MEI", Some("Fisher")) => "MEI_FISHER".to_owned(),
            (name, _) => name.to_uppercase(),
        };
        let mut stop = json!({});
        for rule in &self.stop.rule {
            let threshold = self.threshold(rule).ok_or("a rule without a threshold")?;
            match rule.as_str() {
                "length" => {}
                "precision" => stop["standard_error"] = json!(threshold),
                "minInfo" => stop["least_information"] = json!(threshold),
                "classification" => stop["confidence_interval"] = json!(1.0 - self.stop.alpha.unwrap_or(0.05)),
                other => return Err(format!("stopping by {other} is not known")),
            }
        }
        let mut start = json!({"theta": self.start.theta.as_ref().and_then(|thetas| thetas.first()).unwrap_or(&0.0)});
        start["criterion"] = json!(self.start.by.as_deref().unwrap_or("MFI").to_uppercase());
        match (&self.start.theta, &self.start.fix_items) {
            (_, Some(fixed)) => start["items"] = fixed.iter().map(usize::to_string).collect(),
            // One item for each ability, however many items are asked for.
            (Some(thetas), None) => start["thetas"] = json!(thetas),
            (None, None) if self.start.nr_items.is_none_or(|number| number == 1) => start["thetas"] = json!([0.0]),
            (None, None) => return Err("this way to open is not known".to_owned()),
        }
        let mut blueprint = json!({
            "title": self.name,
            "length": {"minimum": self.min_length, "maximum": self.threshold("length").map_or(items, |length| length as usize)},
            "start": start,
            "interim": {"estimator": estimator, "prior": method.prior_file(), "range": range, "nodes": nodes.nodes},
            // Criteria that integrate have the nodes of the EAP, whichever estimator there is.
            "select": {"criterion": criterion, "range": [nodes.lower, nodes.upper], "nodes": nodes.nodes},
            "stop": stop,
            "standard": {"cut": self.threshold("classification").unwrap_or(0.0), "rationale": "none"},
        });
        if let Some(Content { names, props }) = &self.content {
            blueprint["select"]["balance"] = json!("share");
            let target = |(name, share): (&String, &f64)| json!({"outcome": name, "share": share});
            blueprint["content"] = names.iter().zip(props).map(target).collect();
        }
        Ok(blueprint)
    }
}

#[test]
fn whole_tests_give_the_same_items_and_estimates() {
    let Some((mut tally, file)) = Tally::read::<File>("cat_runs.json") else { return };
    let mut prepared_cases = Vec::new();
    for value in &file.cases {
        let name = |key: &str| value[key].as_str().unwrap_or("?").to_owned();
        tally.case(format!("{} on {}", name("name"), name("bank")));
        let Some(case) = tally.parse::<Case>(value) else { continue };
        let Some(rows) = file.banks.get(&case.bank) else {
            tally.fail("its bank is not in the file");
            continue;
        };
        let d = case.test.method.d;
        if case.start.d.is_some_and(|other| other.to_bits() != d.to_bits()) {
            tally.fail("it begins on another metric");
            continue;
        }
        let names = case.content.as_ref().map_or(&[][..], |content| content.names.as_slice());
        match prepare(&case, rows, names, &file.groups) {
            Ok(prepared) => {
                if let Err(why) = hold(&case, &prepared, rows, &mut tally) {
                    tally.fail(why);
                }
                prepared_cases.push(prepared);
            }
            Err(why) => tally.fail(why),
        }
    }
    tally.finish();
    hand_over("cat_runs.json", prepared_cases);
}

/// The test as it is run here and in a browser.
fn prepare(case: &Case, rows: &[Row], names: &[String], groups: &[String]) -> Result<bits::cases::Case, String> {
    Ok(bits::cases::Case {
        bank: bank_of_groups(rows, &case.bank, case.test.method.d, names, groups)?,
        blueprint: blueprint(&case.blueprint(rows.len())?)?,
        seeds: vec![0],
        scores: Some(case.responses.clone()),
        logs: Vec::new(),
    })
}

/// Runs it and holds what comes of it against the reference.
fn hold(case: &Case, prepared: &bits::cases::Case, rows: &[Row], tally: &mut Tally) -> Result<(), String> {
    let session =
        prepared.assessment().and_then(|assessment| prepared.run(&assessment, 0)).map_err(|error| format!("{error:#}"))?;
    let items: Vec<usize> = session.given_items();
    tally.same("items", &items, &case.items);
    let scores: Vec<u8> = items.iter().map(|&position| case.responses[position]).collect();
    tally.same("pattern", &scores, &case.pattern);
    if items != case.items {
        return Ok(());
    }
    let tolerance = case.test.method.tolerance().max(1e-8);
    // Within the items of the start there is no estimate of theirs.
    let trail = session.trail();
    for (n, step) in trail.iter().skip(case.n_start.saturating_sub(1)).enumerate() {
        let estimate = step.estimate_after;
        tally.check(format!("theta {n}"), estimate.theta.value(), case.theta_from_start[n], tolerance, 0.0);
        tally.check(format!("error {n}"), estimate.standard_error.value(), case.se_from_start[n], tolerance, tolerance);
    }
    let Step::Finished(reason) = *session.step() else { return Err("it did not end".to_owned()) };
    let ours = match reason {
        StopReason::MaximumLength => "length",
        StopReason::StandardError => "precision",
        StopReason::LeastInformation => "minInfo",
        StopReason::ConfidenceInterval => "classification",
        StopReason::BankExhausted => "bank exhausted",
        other => return Err(format!("it ended by {other:?}")),
    };
    // Where the bank ends with the test, either may be named.
    let exhausted = case.bank_exhausted && items.len() == rows.len();
    if !case.stop_rule_met.iter().any(|rule| rule == ours) && !exhausted {
        tally.fail(format!("stopped by {ours}, reference {:?}", case.stop_rule_met));
    }
    // The final estimator may be another.
    let Some(estimator) = case.last.estimator() else {
        return Err(format!("estimation by {} is not known", case.last.estimated_by));
    };
    let given: Vec<Row> = items.iter().map(|&item| rows[item].clone()).collect();
    let x: Vec<Option<u8>> = scores.iter().copied().map(Some).collect();
    let responses = answered(&case.bank, &given, &x, case.test.method.d)?;
    let estimate = estimator.estimate(&scored(&responses));
    tally.check("final theta", estimate.theta.value(), case.theta_final, tolerance, 0.0);
    tally.check("final error", estimate.standard_error.value(), case.se_final, tolerance, tolerance);
    if let (Some(classification), Some(cut)) = (&case.classification, case.threshold("classification")) {
        let [low, high] = case.ci_final_catr;
        let error = estimate.standard_error.value();
        let half = 0.5 * (high - low) / case.se_final * error;
        let theta = estimate.theta.value();
        let ours = if theta - half > cut {
            "above"
        } else if theta + half < cut {
            "below"
        } else {
            "undecided"
        };
        tally.same("classification", ours, classification.as_str());
    }
    Ok(())
}
