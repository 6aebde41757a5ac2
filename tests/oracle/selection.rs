//! Maximum Fisher information: the value of every item, and the item chosen.

use std::collections::BTreeMap;

use engine::Theta;
use engine::select::{Constraints, Index};
use serde::Deserialize;

use crate::reference::{DICHOTOMOUS, Row, bank, close, item, read};

#[derive(Deserialize)]
struct File {
    banks: BTreeMap<String, Vec<Row>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    #[serde(rename = "D")]
    d: f64,
    bank: String,
    administered: Vec<usize>,
    theta: f64,
    results: Vec<Figures>,
}

#[derive(Deserialize)]
struct Figures {
    criterion: String,
    selected: usize,
    values: Vec<Option<f64>>,
}

#[test]
fn the_most_informative_item_is_chosen() {
    let file: File = read("next_item.json");
    let mut compared = 0;
    for case in file.cases.iter().filter(|case| DICHOTOMOUS.contains(&case.model.as_str())) {
        let rows = &file.banks[&case.bank];
        let theta = Theta::new(case.theta).expect("finite");
        for figures in case.results.iter().filter(|figures| figures.criterion == "MFI") {
            for (n, value) in figures.values.iter().enumerate() {
                if let Some(value) = value {
                    let what = format!("information of item {n} of {} at {theta}", case.bank);
                    close(&what, item(&rows[n], case.d).information(theta), *value, 1e-300, 1e-9);
                }
            }
            let bank = bank(rows, &case.model, case.d);
            let constraints = Constraints::new(&bank, Vec::new(), rows.len());
            let used = constraints.unused(&case.administered);
            let gate = constraints.gate(&used);
            let best = Index::new(bank.items()).best(case.theta, 1, |position| gate.admits(position));
            assert_eq!(best.first().map(|&(position, _)| position), Some(figures.selected), "{} at {theta}", case.bank);
            compared += 1;
        }
    }
    assert!(compared > 0);
}
