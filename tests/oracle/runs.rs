//! Whole adaptive tests against fixed responses, through `Session` with blocks of one.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::blueprint::file::BlueprintFile;
use engine::{Assessment, Seed, Session, Started, Step, StopReason};
use serde::Deserialize;
use serde_json::json;

use crate::reference::{DICHOTOMOUS, Method, Row, bank, close, read, responses, scored};

#[derive(Deserialize)]
struct File {
    banks: BTreeMap<String, Vec<Row>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    bank: String,
    responses: Vec<u8>,
    start: Start,
    test: Test,
    stop: Stop,
    #[serde(rename = "final")]
    last: Method,
    min_length: usize,
    content: Option<serde_json::Value>,
    items: Vec<usize>,
    theta_from_start: Vec<f64>,
    se_from_start: Vec<f64>,
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
    _d: Option<f64>,
}

#[derive(Deserialize)]
struct Test {
    #[serde(flatten)]
    method: Method,
    #[serde(rename = "itemSelect", default = "mfi")]
    item_select: String,
}

#[derive(Deserialize)]
struct Stop {
    rule: Vec<String>,
    thr: Vec<f64>,
}

fn mfi() -> String {
    "MFI".to_owned()
}

impl Case {
    /// Whether the engine has everything that this test was run with: one item at one start ability, maximum information, stopping
    /// by length or precision, no proportional content balancing.
    fn is_ours(&self) -> bool {
        let Start { theta, by, fix_items, nr_items, .. } = &self.start;
        let one_start = theta.as_ref().is_some_and(|theta| theta.len() == 1) && fix_items.is_none() && nr_items.is_none();
        // The nearest difficulty is the most informative in the Rasch model, and only there.
        let by_information = by.as_deref().is_none_or(|select| select == "MFI" || (select == "bOpt" && self.bank == "1PL"));
        DICHOTOMOUS.contains(&self.bank.as_str())
            && one_start
            && by_information
            && self.test.item_select == "MFI"
            && self.content.is_none()
            && self.stop.rule.iter().all(|rule| ["length", "precision"].contains(&rule.as_str()))
            && self.test.method.estimator().is_some()
    }

    fn threshold(&self, rule: &str) -> Option<f64> {
        self.stop.rule.iter().zip(&self.stop.thr).find(|(name, _)| *name == rule).map(|(_, threshold)| *threshold)
    }

    fn blueprint(&self, items: usize) -> BlueprintFile {
        let method = &self.test.method;
        let estimator = match method.estimated_by.as_str() {
            "BM" => "MAP",
            "WL" => "WLE",
            other => other,
        };
        let nodes = method.nodes();
        let range = if estimator == "EAP" { [nodes.lower, nodes.upper] } else { method.range };
        let maximum = self.threshold("length").map_or(items, |length| length as usize);
        serde_json::from_value(json!({
            "format": engine::blueprint::file::FORMAT, "id": "run", "title": self.name, "delivery": "open", "pool": "practice",
            "block": 1, "length": {"minimum": self.min_length, "maximum": maximum},
            "start": {"theta": self.start.theta.as_ref().expect("one start")[0]},
            "interim": {"estimator": estimator, "prior": method.prior_file(), "range": range, "nodes": nodes.nodes},
            "stop": {"standard_error": self.threshold("precision")},
            "standard": {"cut": 0.0, "rationale": "none"},
        }))
        .expect("the blueprint's shape")
    }
}

#[test]
fn whole_tests_give_the_same_items_and_estimates() {
    let file: File = read("cat_runs.json");
    let ours: Vec<&Case> = file.cases.iter().filter(|case| case.is_ours()).collect();
    assert!(!ours.is_empty());
    for case in ours {
        let rows = &file.banks[&case.bank];
        let d = case.test.method.d;
        let bank = Arc::new(bank(rows, &case.bank, d));
        let assessment = Arc::new(Assessment::new(bank, &case.blueprint(rows.len())).expect("a sound blueprint"));
        let mut session =
            Session::start(Arc::clone(&assessment), Started::new(assessment.digest(), Seed::from_number(0))).expect("a start");
        while let Step::Present(block) = session.step().clone() {
            let [id] = block.items() else { panic!("a block of one") };
            let position: usize = id.as_str().parse().expect("items are named by their indices");
            let answer = assessment.bank().items()[position].answer_worth(case.responses[position] == 1);
            session.answer(id, answer, 0).expect("an answer");
            session.hand_in(0).expect("handed in");
        }
        let what = format!("{} on {}", case.name, case.bank);
        let trail = session.trail();
        let items: Vec<usize> = trail.iter().map(|step| step.item.as_str().parse().expect("an index")).collect();
        assert_eq!(items, case.items, "items of {what}");
        let tolerance = case.test.method.tolerance().max(1e-8);
        for (n, step) in trail.iter().enumerate() {
            close(&format!("theta {n} of {what}"), step.estimate_after.theta.value(), case.theta_from_start[n], tolerance, 0.0);
            let error = step.estimate_after.standard_error.value();
            close(&format!("error {n} of {what}"), error, case.se_from_start[n], tolerance, tolerance);
        }
        let reason = match session.step() {
            Step::Finished(reason) => *reason,
            Step::Present(_) => panic!("{what} did not end"),
        };
        let expected = if case.bank_exhausted {
            StopReason::BankExhausted
        } else if case.stop_rule_met.iter().any(|rule| rule == "precision") {
            StopReason::StandardError
        } else {
            StopReason::MaximumLength
        };
        assert_eq!(reason, expected, "{what}");
        // The final estimator may be another.
        if let Some(estimator) = case.last.estimator() {
            let given: Vec<Row> = items.iter().map(|&item| rows[item].clone()).collect();
            let x: Vec<Option<u8>> = items.iter().map(|&item| Some(case.responses[item])).collect();
            let estimate = estimator.estimate(&scored(&responses(&given, &x, d)));
            close(&format!("final theta of {what}"), estimate.theta.value(), case.theta_final, tolerance, 0.0);
            close(&format!("final error of {what}"), estimate.standard_error.value(), case.se_final, tolerance, tolerance);
        }
    }
}
