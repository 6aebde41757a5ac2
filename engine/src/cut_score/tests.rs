use super::*;
use crate::bank::file::BankFile;
use crate::model::{Logistic, PartialCredit};
use crate::seed::Seed;

fn rasch(b: f64, b_sd: f64) -> ResponseCurve {
    ResponseCurve { model: ItemModel::from(Logistic::new(1.0, b, 0.0, 1.0).unwrap()), b_sd }
}

fn place(found: &CutScore) -> (f64, Option<f64>, Parts) {
    let Place::At { theta, standard_error, from } = found.place else { panic!("{:?}", found.place) };
    (theta.value(), standard_error, from)
}

/// A table whose sums can be done on paper: 3 judges, 4 items.
const BY_HAND: [[f64; 4]; 3] = [[0.8, 0.6, 0.5, 0.3], [0.7, 0.7, 0.4, 0.2], [0.9, 0.8, 0.6, 0.4]];

fn by_hand() -> Vec<Vec<f64>> {
    BY_HAND.iter().map(|row| row.to_vec()).collect()
}

#[test]
fn agrees_with_sums_done_by_hand() {
    // b = logit of 1 − mean rating, so that the cut is 0: P = 1/(1 + e^b) is each item's mean.
    let means = [0.8, 0.7, 0.5, 0.3];
    let form = Form::of_curves(means.map(|p: f64| rasch(math::ln((1.0 - p) / p), 0.0)).to_vec());
    let found = form.cut_score(&by_hand()).unwrap();
    let close = |one: f64, other: f64| assert!((one - other).abs() < 1e-12, "{one} {other}");
    // Judges' means 0.55, 0.5, 0.675; of all 0.575. Squares of the distances: (0.025² + 0.075² + 0.1²)/2 = 0.008125.
    close(found.mean, 0.575);
    close(found.expected_score, 2.3);
    close(found.judge_sd.unwrap(), 0.008_125_f64.sqrt());
    // MS(J) = 4 · 0.008125 = 0.0325. MS(I) = 3 · ((0.225² + 0.125² + 0.075² + 0.275²)/3) = 0.1475.
    // All: Σ(x − 0.575)² = 0.5225; J: 2 · 0.0325 = 0.065; I: 3 · 0.1475 = 0.4425; left 0.015 over 6: MS(JI) = 0.0025.
    let Components { judges, items, residual } = found.components.unwrap();
    close(residual, 0.0025);
    close(judges, (0.0325 - 0.0025) / 4.0);
    close(items, (0.1475 - 0.0025) / 3.0);
    close(found.consistency.unwrap(), 1.0 - 0.0025 / 0.1475);
    // SE of the mean: √(0.008125/3); slope of the mean curve: Σ P(1 − P)/4 = (0.16 + 0.21 + 0.25 + 0.21)/4 = 0.2075.
    close(found.standard_error.unwrap(), (0.008_125_f64 / 3.0).sqrt());
    let (theta, error, from) = place(&found);
    close(theta, 0.0);
    close(error.unwrap(), (0.008_125_f64 / 3.0).sqrt() / 0.2075);
    assert_eq!((from.items, from.difficulties), (0.0, 0.0));
    close(found.correlation.unwrap(), 1.0);
    close(found.by_item[1].curve.unwrap(), 0.7);
    assert_eq!((found.by_item[1].least, found.by_item[1].most), (0.6, 0.8));
}

#[test]
fn judges_who_know_the_curves_find_the_ability_they_think_of() {
    let partial = ItemModel::from(PartialCredit::new(0.9, vec![-0.4, 0.3, 1.0]).unwrap());
    let guessed = ItemModel::from(Logistic::new(1.6, 0.2, 0.2, 1.0).unwrap());
    let curves = vec![rasch(-0.5, 0.6), ResponseCurve { model: guessed, b_sd: 0.0 }, ResponseCurve { model: partial, b_sd: 0.0 }];
    let form = Form::of_curves(curves);
    for wanted in [-2.0, -0.3, 0.0, 0.75, 3.0] {
        let ratings: Vec<f64> = form.by_item(wanted).into_iter().flatten().collect();
        let found = form.cut_score(&[ratings.clone(), ratings]).unwrap();
        let (theta, error, from) = place(&found);
        assert!((theta - wanted).abs() < 1e-10, "{wanted}: {theta}");
        // Judges agree and everything was rated: only the difficulty that was itself rated is uncertain.
        assert!(from.judges.unwrap() < 1e-12 && from.items == 0.0);
        assert!((error.unwrap() - from.difficulties).abs() < 1e-12 && from.difficulties > 0.0);
    }
}

#[test]
fn the_delta_method_agrees_with_leaving_out_each_judge_in_turn() {
    let form = Form::of_curves((0..20).map(|k| rasch(-1.0 + 0.1 * f64::from(k), 0.0)).collect());
    let mut luck = Seed::from_number(3).stream(0);
    let ratings: Vec<Vec<f64>> = (0..9)
        .map(|_| {
            let lenient = 0.3 * luck.normal();
            form.by_item(0.4 + lenient).into_iter().flatten().map(|p| (p + 0.08 * luck.normal()).clamp(0.0, 1.0)).collect()
        })
        .collect();
    let (theta, error, _) = place(&form.cut_score(&ratings).unwrap());
    // The jackknife knows nothing of slopes or mean squares (Efron and Tibshirani 1993, eq. 11.5).
    let without = |judge: usize| {
        let rest: Vec<Vec<f64>> =
            ratings.iter().enumerate().filter(|(place, _)| *place != judge).map(|(_, row)| row.clone()).collect();
        place(&form.cut_score(&rest).unwrap()).0
    };
    let left_out: Vec<f64> = (0..9).map(without).collect();
    let jackknife =
        (8.0 / 9.0 * left_out.iter().map(|one| (one - mean(&left_out)) * (one - mean(&left_out))).sum::<f64>()).sqrt();
    assert!((error.unwrap() / jackknife - 1.0).abs() < 0.02, "{error:?} {jackknife} at {theta}");
}

#[test]
fn stated_errors_are_those_of_panels_drawn_again_and_again() {
    // A pool of 90 items of which 30 are rated; ratings depart from curves by item, by judge and by chance.
    let b = |k: usize| -1.5 + 3.0 * ((k * 37) % 90) as f64 / 90.0;
    let mut luck = Seed::from_number(11).stream(0);
    let departs: Vec<f64> = (0..90).map(|_| 0.12 * luck.normal()).collect();
    let whole = Form::of_curves((0..90).map(|k| rasch(b(k), 0.0)).collect());
    let truth: Vec<f64> = whole.by_item(0.2).iter().zip(&departs).map(|(p, departs)| p.unwrap() + departs).collect();
    let target = whole.inverse(truth.iter().sum()).unwrap();
    let (mut squares, mut stated, panels) = (0.0, 0.0, 800);
    for _ in 0..panels {
        let items: Vec<usize> = luck.permutation(90).into_iter().take(30).collect();
        let form = Form { pool: 90, ..Form::of_curves(items.iter().map(|&k| rasch(b(k), 0.0)).collect()) };
        let ratings: Vec<Vec<f64>> = (0..6)
            .map(|_| {
                let own = 0.04 * luck.normal();
                items.iter().map(|&k| (truth[k] + own + 0.06 * luck.normal()).clamp(0.0, 1.0)).collect()
            })
            .collect();
        let (theta, error, _) = place(&form.cut_score(&ratings).unwrap());
        squares += (theta - target) * (theta - target);
        stated += error.unwrap() * error.unwrap();
    }
    // 800 panels tell a variance to about 5 %; ratings cut off at 0 and 1 take a little more.
    assert!(
        (stated / squares - 1.0).abs() < 0.15,
        "stated {}, found {}",
        stated / f64::from(panels),
        squares / f64::from(panels)
    );
}

#[test]
fn says_so_where_no_ability_is_as_low_or_as_high() {
    let guessed = |b| ResponseCurve { model: ItemModel::from(Logistic::new(1.5, b, 0.25, 1.0).unwrap()), b_sd: 0.0 };
    let form = Form::of_curves(vec![guessed(0.0), guessed(0.5)]);
    let of = |rating: f64| form.cut_score(&[vec![rating; 2], vec![rating; 2]]).unwrap();
    assert!(matches!(of(0.2).place, Place::Below { least } if (least - 0.25).abs() < 1e-3));
    assert!(matches!(of(1.0).place, Place::Above { most } if most > 0.99));
    assert!(of(0.2).by_item[0].curve.is_none() && of(0.2).standard_error == Some(0.0));
    assert!(matches!(of(0.6).place, Place::At { .. }));
}

#[test]
fn one_judge_leaves_the_error_open() {
    let form = Form::of_curves(vec![rasch(0.0, 0.0), rasch(1.0, 0.0)]);
    let found = form.cut_score(&[vec![0.6, 0.4]]).unwrap();
    assert_eq!((found.standard_error, found.judge_sd, found.components, found.consistency), (None, None, None, None));
    assert_eq!(place(&found).1, None);
}

#[test]
fn refuses_what_is_not_a_rating_for_each_item() {
    let form = Form::of_curves(vec![rasch(0.0, 0.0), rasch(1.0, 0.0)]);
    let said = |ratings: &[Vec<f64>]| form.cut_score(ratings).unwrap_err().to_string();
    assert_eq!(said(&[]), "0 judges have rated 2 items, expected at least one of each");
    assert_eq!(said(&[vec![0.5]]), "judge 1 has 1 ratings, expected one number from 0 to 1 for each of 2 items");
    let nan = [vec![0.5, 0.5], vec![0.5, f64::NAN]];
    assert_eq!(said(&nan), "judge 2 has the rating NaN, expected one number from 0 to 1 for each of 2 items");
}

fn bank(outcomes: usize, per_outcome: usize) -> BankFile {
    let (mut file, _) = crate::doc_example();
    let pattern = file.items[0].clone();
    file.outcomes =
        (0..outcomes).map(|n| crate::bank::file::OutcomeFile { id: format!("O-{n}"), ..file.outcomes[0].clone() }).collect();
    file.items = (0..outcomes * per_outcome)
        .map(|n| {
            let mut item = pattern.clone();
            item.id = format!("Q{n}");
            item.outcomes = vec![format!("O-{}", n % outcomes)];
            item.irt.b = Some((n / outcomes) as f64 / per_outcome as f64 * 4.0 - 2.0);
            item
        })
        .collect();
    file
}

#[test]
fn a_sample_has_every_outcome_and_every_difficulty_in_its_share() {
    let bank = bank(3, 40).check().unwrap();
    let chosen = sample(&bank, 30, &Seed::from_number(1));
    assert_eq!(chosen.len(), 30);
    for outcome in 0..3 {
        let of: Vec<f64> = chosen
            .iter()
            .filter(|&&position| bank.items()[position].outcomes == [outcome])
            .map(|&position| bank.items()[position].model.difficulty())
            .collect();
        assert_eq!(of.len(), 10);
        // One in each tenth of the range.
        for tenth in 0..10 {
            let low = -2.0 + 0.4 * f64::from(tenth);
            assert_eq!(of.iter().filter(|b| **b >= low - 1e-9 && **b < low + 0.4 - 1e-9).count(), 1, "outcome {outcome}, {of:?}");
        }
    }
    assert_ne!(chosen, sample(&bank, 30, &Seed::from_number(2)));
    assert_eq!(sample(&bank, 500, &Seed::from_number(1)).len(), 120);
}

#[test]
fn a_bank_gives_the_forms_items_and_says_how_many_there_are() {
    let bank = bank(2, 10).check().unwrap();
    let ids: Vec<ItemId> = sample(&bank, 6, &Seed::from_number(1)).into_iter().map(|p| bank.items()[p].id.clone()).collect();
    let form = Form::of_bank(&bank, &ids).unwrap();
    assert_eq!((form.items(), form.pool), (6, 20));
    assert!(form.expected_score(Theta::ZERO) > 0.0);
    let unknown = Form::of_bank(&bank, &["gone".into()]).unwrap_err();
    assert!(unknown.to_string().starts_with("item \"gone\" is not among the items that count"));
}
