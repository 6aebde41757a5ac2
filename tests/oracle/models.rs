//! Item models: probabilities, derivatives, information.

use engine::{Score, Theta};
use serde::Deserialize;

use crate::reference::{Row, Tally, item};

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    #[serde(rename = "D")]
    d: f64,
    params: Vec<Row>,
    results: Vec<Figures>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Figures {
    #[serde(rename = "theta")]
    theta: f64,
    p: Vec<f64>,
    #[serde(rename = "dP")]
    first: Vec<f64>,
    #[serde(rename = "d2P")]
    second: Vec<f64>,
    #[serde(rename = "d3P")]
    third: Vec<f64>,
    i: Vec<f64>,
    #[serde(rename = "dI")]
    slope: Vec<f64>,
    #[serde(rename = "d2I_numeric")]
    curvature: Vec<f64>,
    j: Vec<f64>,
    #[serde(rename = "dJ")]
    warm_slope: Vec<f64>,
    #[serde(rename = "OI0")]
    observed_wrong: Vec<f64>,
    #[serde(rename = "OI1")]
    observed_right: Vec<f64>,
}

#[test]
fn curves_and_their_derivatives_agree() {
    let Some((mut tally, file)) = Tally::read::<File>("models_dichotomous.json") else { return };
    for case in &file.cases {
        tally.case(format!("{}, D {}", case.model, case.d));
        for figures in &case.results {
            let theta = Theta::new(figures.theta).expect("finite");
            for (n, row) in case.params.iter().enumerate() {
                let model = item(row, case.d);
                let item = *model.logistic().expect("dichotomous");
                let ours = item.derivatives(theta);
                let what = |name: &str| format!("{name} of {row:?} at {theta}");
                tally.check(what("P"), ours.p, figures.p[n], 1e-13, 0.0);
                tally.check(what("P by probabilities"), item.probabilities(theta).0, figures.p[n], 1e-13, 0.0);
                tally.check(what("I''"), ours.information_curvature(), figures.curvature[n], 1e-6, 1e-6);
                let mut exact = |name: &str, ours: f64, theirs: f64| tally.check(what(name), ours, theirs, 1e-12, 1e-10);
                exact("P'", ours.first, figures.first[n]);
                exact("P''", ours.second, figures.second[n]);
                exact("P'''", ours.third, figures.third[n]);
                exact("I", ours.information(), figures.i[n]);
                exact("I by information", item.information(theta), figures.i[n]);
                exact("I'", ours.information_slope(), figures.slope[n]);
                exact("J", ours.warm(), figures.j[n]);
                exact("J'", ours.warm_slope(), figures.warm_slope[n]);
                // The reference subtracts P from 1, which costs digits where an answer is all but certain.
                let lost = 1e-12 + 4.0 * item.a() * item.a() * f64::EPSILON / ours.p.min(ours.q);
                for (score, theirs) in [(Score::WRONG, &figures.observed_wrong), (Score::RIGHT, &figures.observed_right)] {
                    tally.check(what("observed information"), ours.observed_information(score), theirs[n], lost, 1e-10);
                }
            }
        }
    }
    tally.finish();
}
