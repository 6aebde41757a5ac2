//! Held against classical statistics that other programs worked out from published and simulated answers. The answers are not ours to
//! keep in this repository: without `REFERENCE_DIR`, or `../shared/reference` beside the workspace, there is nothing to hold against.

use std::path::PathBuf;

use calibration::{Given, ItemStatistics, Observation, item_statistics};
use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference");
    let folder = std::env::var_os("REFERENCE_DIR").map_or_else(beside, PathBuf::from).join("calibration");
    folder.is_dir().then_some(folder)
}

fn json(file: PathBuf) -> Value {
    serde_json::from_slice(&std::fs::read(file).expect("a reference can be read")).expect("a reference is JSON")
}

/// The cells of a table without its heading; plain numbers, nothing quoted.
fn cells(file: PathBuf) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).expect("answers can be read");
    text.lines().skip(1).map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

/// The statistics of each item against the rest score, with what each learner chose where there is a key.
fn statistics(scores: &[Vec<f64>], chosen: Option<(&[Vec<String>], &[usize])>) -> Vec<ItemStatistics> {
    statistics_against(scores, chosen, |_, row, item| row.iter().sum::<f64>() - row[item])
}

/// The same against something else: of a person, their scores and the item.
fn statistics_against(
    scores: &[Vec<f64>],
    chosen: Option<(&[Vec<String>], &[usize])>,
    ability: impl Fn(usize, &[f64], usize) -> f64,
) -> Vec<ItemStatistics> {
    let items = scores[0].len();
    (0..items)
        .map(|item| {
            let observations: Vec<Observation> = scores
                .iter()
                .enumerate()
                .map(|(person, row)| {
                    let option = chosen.and_then(|(raw, _)| raw[person][item].parse::<usize>().ok());
                    Observation {
                        given: option.map_or(Given::Other, |option| Given::Options(vec![option - 1])),
                        credit: row[item],
                        ability: Some(ability(person, row, item)),
                        expected: None,
                        milliseconds: None,
                    }
                })
                .collect();
            let keys: Vec<bool> = chosen.map_or(Vec::new(), |(_, key)| (1..=5).map(|option| option == key[item]).collect());
            item_statistics(&keys, &observations, scores.len())
        })
        .collect()
}

fn near(what: &str, value: Option<f64>, expected: &Value) {
    let (value, expected) = (value.expect(what), expected.as_f64().expect(what));
    // The references are printed with nine digits.
    assert!((value - expected).abs() < 1e-7, "{what}: {value}, expected {expected}");
}

#[test]
fn gives_the_option_table_that_another_program_gives() {
    let Some(folder) = folder() else { return };
    let raw = cells(folder.join("data/sat12_raw.csv"));
    let key: Vec<usize> = json(folder.join("data/sat12_key.json"))["key"]
        .as_array()
        .expect("a key")
        .iter()
        .map(|option| option.as_u64().expect("an option") as usize)
        .collect();
    let score = |row: &Vec<String>| -> Vec<f64> {
        row.iter().zip(&key).map(|(chosen, key)| f64::from(u8::from(*chosen == key.to_string()))).collect()
    };
    let scores: Vec<Vec<f64>> = raw.iter().map(score).collect();
    let found = statistics(&scores, Some((&raw, &key)));
    // Their thirds are by the total score, ties in the order of rows.
    let by_total =
        statistics_against(&scores, Some((&raw, &key)), |person, row, _| row.iter().sum::<f64>() + 1e-6 * person as f64);
    let reference = json(folder.join("item_analysis/sat12_distractors.json"));
    for ((item, by_total), expected) in found.iter().zip(&by_total).zip(reference["items"].as_array().expect("items")) {
        for row in expected["options"].as_array().expect("options") {
            let option = row["option"].as_u64().expect("an option") as usize;
            let what = format!("{} option {option}", expected["item"]);
            let ours = &item.options[option - 1];
            assert_eq!(Some(ours.chosen as u64), row["n"].as_u64(), "{what}");
            near(&what, ours.share, &row["proportion"]);
            if ours.chosen > 0 {
                near(&what, ours.ability, &row["mean_rest_score_choosers"]);
                near(&what, ours.point_biserial, &row["point_biserial_rest"]);
            }
            let thirds = by_total.options[option - 1].thirds.expect("thirds");
            for (ours, theirs) in thirds.iter().zip(row["proportion_by_third"].as_array().expect("thirds")) {
                near(&what, Some(*ours), theirs);
            }
        }
    }
    assert!(found.iter().all(|item| item.flags.iter().all(|flag| !flag.is_about_the_key())), "a published test has no wrong key");
}

#[test]
fn gives_the_item_rest_correlations_that_another_program_gives() {
    let Some(folder) = folder() else { return };
    for case in ["sim_2pl", "sim_grm", "lsat7_2pl", "science_graded"] {
        let case = json(folder.join(format!("cases/{case}.json")));
        let rows = cells(folder.join(case["data"].as_str().expect("a file")));
        let scores: Vec<Vec<f64>> =
            rows.iter().map(|row| row.iter().map(|cell| cell.parse().expect("complete data")).collect()).collect();
        let found = statistics(&scores, None);
        let ctt = &case["ctt"];
        for (item, ours) in found.iter().enumerate() {
            let what = format!("{} item {item}", case["id"]);
            near(&what, ours.right.map(|right| right.value), &ctt["mean"][item]);
            near(&what, ours.discrimination.map(|found| found.r), &ctt["complete_case"]["item_rest_r"][item]);
        }
    }
}
