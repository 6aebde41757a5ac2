//! Simulated examinees.

use crate::common::{TestItem, assessment, bank_file, blueprint};
use engine::simulate::{Settings, simulate};
use serde_json::json;

fn ladder(b_sd: f64) -> Vec<TestItem> {
    (0..80).map(|k| TestItem { a: 1.2, b: -2.0 + 0.05 * f64::from(k), c: 0.1, b_sd, outcome: 0 }).collect()
}

const SETTINGS: Settings = Settings { takers: 150, replicates: 4, seed: 9 };

#[test]
fn the_same_seed_gives_the_same_report() {
    let bank = bank_file(&ladder(0.5), 1, 0.3, &[]);
    let assessment =
        assessment(&bank, &blueprint(&json!({"stop": {"certainty": 0.95}, "length": {"minimum": 10, "maximum": 30}})));
    let settings = Settings { takers: 20, replicates: 2, seed: 1 };
    let mut calls = Vec::new();
    let one = simulate(&assessment, &settings, &mut |done, all| {
        calls.push((done, all));
        true
    });
    let other = simulate(&assessment, &settings, &mut |_, _| true);
    assert!(one.is_some() && one == other);
    assert_eq!((calls.len(), calls.first(), calls.last()), (40, Some(&(1, 40)), Some(&(40, 40))));
    assert_eq!(simulate(&assessment, &settings, &mut |done, _| done < 3), None);
}

#[test]
fn certain_awards_are_false_about_as_seldom_as_they_say() {
    let bank = bank_file(&ladder(0.0), 1, 0.0, &[]);
    let assessment =
        assessment(&bank, &blueprint(&json!({"stop": {"certainty": 0.95}, "length": {"minimum": 10, "maximum": 40}})));
    let report = simulate(&assessment, &SETTINGS, &mut |_, _| true).unwrap();
    // Takers come from the very prior that the decision assumes, so at most 5 % of awards are false, give or take chance.
    let (share, error) = (report.false_awards.value.unwrap(), report.false_awards.standard_error.unwrap());
    assert!(share < 0.05 + 3.0 * error.max(0.01), "{report:?}");
    assert!(report.masters_awarded.value.unwrap() > 0.4, "{report:?}");
    assert!((report.length.mean) < 40.0 && report.length.minimum >= 10 && report.length.maximum <= 40);
    assert!(report.bias.value.unwrap().abs() < 0.15 && report.rmse.value.unwrap() < 0.6, "{report:?}");
    let shares: f64 = report.reasons.iter().map(|(_, share)| share).sum();
    assert!((shares - 1.0).abs() < 1e-12);
}

#[test]
fn uncertain_difficulties_cost_awards_but_do_not_make_false_ones() {
    let settings = Settings { takers: 40, replicates: 16, seed: 5 };
    let blueprint = blueprint(&json!({"stop": {"certainty": 0.95}, "length": {"minimum": 10, "maximum": 40}}));
    let run = |b_sd, bank_sd| {
        let assessment = assessment(&bank_file(&ladder(b_sd), 1, bank_sd, &[]), &blueprint);
        simulate(&assessment, &settings, &mut |_, _| true).unwrap()
    };
    let (measured, rated) = (run(0.0, 0.0), run(0.8, 0.4));
    assert!(rated.masters_awarded.value < measured.masters_awarded.value);
    let (share, error) = (rated.false_awards.value.unwrap(), rated.false_awards.standard_error.unwrap());
    assert!(share < 0.05 + 3.0 * error.max(0.01), "{rated:?}");
}
