//! Items of several categories in a bank: what their files may say, and what answers earn.

use std::sync::Arc;

use engine::bank::file::{BankFile, IrtFile, Problem};
use engine::bank::{Bank, Item};
use engine::{Answer, Assessment, Score, Seed, Session, Started, Step, Theta};
use serde_json::{Value, json};

use crate::common::{TestItem, bank_file, blueprint};

/// A bank of one item: its kind, the weights of its options, its model, the bank's D.
fn file(kind: &str, weights: &[f64], irt: &Value, d: f64) -> BankFile {
    let mut file = serde_json::to_value(bank_file(&[TestItem::rasch(0.0)], 1, 0.0, &[])).unwrap();
    let options: Vec<Value> = weights
        .iter()
        .enumerate()
        .map(|(n, weight)| json!({"id": format!("o{n}"), "text": "option", "weight": weight, "feedback": null}))
        .collect();
    file["D"] = json!(d);
    let item = &mut file["items"][0];
    item["kind"] = json!(kind);
    item["irt"] = irt.clone();
    if weights.is_empty() {
        item["answer"] = json!({"value": 1.0});
    }
    item["options"] = json!(options);
    serde_json::from_value(file).expect("the bank's shape")
}

fn bank(kind: &str, weights: &[f64], irt: &Value) -> Bank {
    file(kind, weights, irt, 1.0).check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn problems(kind: &str, weights: &[f64], irt: &Value) -> Vec<Problem> {
    file(kind, weights, irt, 1.0).check().err().unwrap_or_default()
}

fn options(item: &Item, chosen: &[&str]) -> usize {
    item.score(&Answer::Options(chosen.iter().map(|id| (*id).to_owned()).collect())).category()
}

#[test]
fn one_choice_earns_the_weight_of_its_option() {
    for irt in [
        json!({"model": "GPCM", "a": 1.2, "thresholds": [-1.0, 1.0]}),
        json!({"model": "PCM", "thresholds": [0.5, -0.5]}),
        json!({"model": "RSM", "b": 0.2, "thresholds": [-0.5, 0.5]}),
        json!({"model": "GRM", "a": 0.8, "thresholds": [-1.0, 1.0]}),
        json!({"model": "MGRM", "a": 0.8, "b": 0.1, "thresholds": [1.0, -1.0]}),
    ] {
        let bank = bank("choice", &[0.0, 1.0, 0.5, 0.0], &irt);
        let item = &bank.items()[0];
        assert_eq!(["o0", "o1", "o2", "o3"].map(|id| options(item, &[id])), [0, 2, 1, 0], "{irt}");
        // Nothing chosen, too much, what is not there, and an answer of another kind.
        assert_eq!(options(item, &[]), 0);
        assert_eq!(options(item, &["o1", "o2"]), 0);
        assert_eq!(options(item, &["x"]), 0);
        assert_eq!(item.score(&Answer::Text("o1".into())), Score::WRONG);
        for category in 0..3 {
            assert_eq!(item.score(&item.answer_of(Score::new(category))), Score::new(category));
        }
        assert_eq!([0, 1, 2].map(|category| item.is_right(Score::new(category))), [false, false, true]);
        assert!(item.is_right(item.score(&item.answer_worth(true))) && !item.is_right(item.score(&item.answer_worth(false))));
    }
}

#[test]
fn of_several_the_wrong_ones_count_against_the_right_ones() {
    let bank = bank("multiple", &[1.0, 0.0, 1.0, 1.0, 0.0], &json!({"model": "PCM", "thresholds": [-1.0, 0.0, 1.0]}));
    let item = &bank.items()[0];
    for (chosen, expected) in [
        (&["o0", "o2", "o3"][..], 3),
        (&["o0", "o2"], 2),
        (&["o0", "o2", "o1"], 1),
        (&["o0", "o1", "o4"], 0),
        (&["o1"], 0),
        (&["o0", "o1", "o2", "o3", "o4"], 1),
        (&[], 0),
    ] {
        assert_eq!(options(item, chosen), expected, "{chosen:?}");
    }
    for category in 0..4 {
        assert_eq!(item.score(&item.answer_of(Score::new(category))), Score::new(category));
    }
}

#[test]
fn in_a_nominal_model_the_category_is_the_option() {
    let irt = json!({"model": "NRM", "slopes": [-0.5, 1.0, 0.2], "intercepts": [0.0, 0.4, -1.0]});
    let bank = bank("choice", &[0.0, 0.0, 1.0, 0.0], &irt);
    let item = &bank.items()[0];
    assert_eq!(["o0", "o1", "o2", "o3"].map(|id| options(item, &[id])), [0, 1, 2, 3]);
    assert_eq!([0, 1, 2, 3].map(|category| item.is_right(Score::new(category))), [false, false, true, false]);
    // No answer counts as the option that says the least ability.
    assert_eq!(options(item, &[]), 1);
    for category in 0..4 {
        assert_eq!(item.score(&item.answer_of(Score::new(category))), Score::new(category));
    }
}

#[test]
fn until_it_is_calibrated_an_item_is_all_or_nothing() {
    let bank = bank("choice", &[0.0, 1.0, 0.5], &json!({"model": "2PL", "a": 1.0, "b": 0.0}));
    let item = &bank.items()[0];
    assert_eq!(["o0", "o1", "o2"].map(|id| options(item, &[id])), [0, 1, 0]);
}

#[test]
fn d_is_folded_in_but_for_nominal_models() {
    let curve = |irt: &Value, d: f64| {
        let bank = file("choice", &[1.0, 0.0, 0.0], irt, d).check().unwrap_or_else(|problems| panic!("{problems:?}"));
        bank.items()[0].model.probability(Theta::new(0.7).unwrap(), Score::new(2))
    };
    let half = |irt: &Value| {
        let bank = file("choice", &[1.0, 0.5, 0.0], irt, 1.7).check().unwrap_or_else(|problems| panic!("{problems:?}"));
        bank.items()[0].model.probability(Theta::new(0.7).unwrap(), Score::new(2))
    };
    let (one, other) =
        (json!({"model": "GPCM", "a": 1.7, "thresholds": [0.1, 0.2]}), json!({"model": "PCM", "thresholds": [0.1, 0.2]}));
    assert_eq!(curve(&one, 1.0).to_bits(), half(&other).to_bits());
    let nominal = json!({"model": "NRM", "slopes": [0.5, 1.0], "intercepts": [0.0, 0.1]});
    assert_eq!(curve(&nominal, 1.0).to_bits(), curve(&nominal, 1.7).to_bits());
}

#[test]
fn says_what_is_wrong() {
    let half = [0.0, 1.0, 0.5];
    for (kind, weights, irt, expected) in [
        (
            "choice",
            &half[..],
            json!({"model": "GRM", "a": 1.0, "thresholds": [1.0, -1.0]}),
            "irt.thresholds = -1, expected thresholds that rise",
        ),
        (
            "choice",
            &half,
            json!({"model": "MGRM", "a": 1.0, "b": 0.0, "thresholds": [-1.0, 1.0]}),
            "irt.thresholds = -1, expected thresholds that fall",
        ),
        (
            "choice",
            &half,
            json!({"model": "MGRM", "a": 1.0, "thresholds": [1.0, -1.0]}),
            "irt.b = nothing, expected a number from -10 to 10",
        ),
        ("choice", &half, json!({"model": "PCM", "a": 1.5, "thresholds": [0.0, 1.0]}), "irt.a = 1.5, expected no a in a PCM"),
        ("choice", &half, json!({"model": "PCM", "b": 0.5, "thresholds": [0.0, 1.0]}), "irt.b = 0.5, expected no b in a PCM"),
        ("choice", &half, json!({"model": "PCM", "c": 0.2, "thresholds": [0.0, 1.0]}), "irt.c = 0.2, expected no c in a PCM"),
        (
            "choice",
            &half,
            json!({"model": "PCM"}),
            "irt.thresholds = 0, expected 1 to 15 numbers, one for each category after the first",
        ),
        (
            "choice",
            &half,
            json!({"model": "PCM", "thresholds": [0.0, 11.0]}),
            "irt.thresholds = 11, expected numbers from -10 to 10",
        ),
        (
            "choice",
            &half,
            json!({"model": "PCM", "thresholds": [0.0, 1.0], "b_sd": 0.5}),
            "irt.b_sd = 0.5, expected 0: only what was calibrated has a model of several categories",
        ),
        (
            "choice",
            &half,
            json!({"model": "2PL", "b": 0.0, "thresholds": [0.0]}),
            "irt.thresholds = 1 numbers, expected no thresholds in a 2PL",
        ),
        ("choice", &half, json!({"model": "2PL"}), "irt.b = nothing, expected a number from -10 to 10"),
        (
            "choice",
            &half,
            json!({"model": "5PL", "b": 0.0}),
            "irt.model = 5PL, expected 1PL, 2PL, 3PL, 4PL, GRM, MGRM, PCM, GPCM, RSM or NRM",
        ),
        (
            "choice",
            &[0.0, 1.0, 0.4],
            json!({"model": "PCM", "thresholds": [0.0, 1.0]}),
            "options = {o2} weighs 0.4, expected a whole multiple of 1/2, from 0 to 1, as the model has 3 categories",
        ),
        (
            "choice",
            &[0.0, 1.0, -0.5],
            json!({"model": "PCM", "thresholds": [0.0, 1.0]}),
            "options = {o2} weighs -0.5, expected a whole multiple of 1/2, from 0 to 1, as the model has 3 categories",
        ),
        (
            "multiple",
            &[1.0, 1.0, 0.0],
            json!({"model": "PCM", "thresholds": [0.0, 1.0, 2.0]}),
            "irt.thresholds = 4 categories, expected 3 categories, one more than there are options marked [x]",
        ),
        (
            "multiple",
            &[1.0, 1.0, 0.0],
            json!({"model": "NRM", "slopes": [1.0, 2.0], "intercepts": [0.0, 0.0]}),
            "irt.model = NRM, expected any but NRM for an item of which several options may be chosen",
        ),
        (
            "choice",
            &half,
            json!({"model": "NRM", "slopes": [1.0], "intercepts": [0.0]}),
            "irt.slopes = 1, expected 2 slopes and intercepts, one fewer than there are options",
        ),
        (
            "choice",
            &half,
            json!({"model": "NRM", "slopes": [1.0, 2.0], "intercepts": [0.0]}),
            "irt.intercepts = 1, expected as many as slopes",
        ),
        (
            "numeric",
            &[],
            json!({"model": "PCM", "thresholds": [0.0, 1.0]}),
            "irt.model = PCM, expected 1PL to 4PL for an answer that is right or wrong",
        ),
    ] {
        let said: Vec<String> = problems(kind, weights, &irt).iter().map(ToString::to_string).collect();
        assert!(said.contains(&format!("item \"0\": {expected}")), "{irt}: {said:#?}");
    }
}

#[test]
fn an_old_item_is_written_as_it_was() {
    let old = r#"{"model":"3PL","a":1.0,"b":0.4,"c":0.25,"d":1.0,"b_sd":0.5,"source":"rated","on":"2026-01-20"}"#;
    let read: IrtFile = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
    let plain = r#"{"model":"1PL","a":1.0,"b":0.0,"c":0.0,"d":1.0,"b_sd":0.0}"#;
    assert_eq!(serde_json::to_string(&IrtFile::default()).unwrap(), plain);
}

#[test]
fn a_session_scores_estimates_and_replays_partial_credit() {
    let mut file = serde_json::to_value(bank_file(&vec![TestItem::rasch(0.0); 12], 1, 0.0, &[])).unwrap();
    for (n, item) in file["items"].as_array_mut().unwrap().iter_mut().enumerate() {
        let b = n as f64 / 4.0 - 1.5;
        item["options"] = json!(
            [1.0, 0.5, 0.0].map(|weight| json!({"id": format!("w{weight}"), "text": "t", "weight": weight, "feedback": null}))
        );
        item["irt"] = json!({"model": "GPCM", "a": 1.0, "thresholds": [b - 0.5, b + 0.5]});
    }
    let file: BankFile = serde_json::from_value(file).unwrap();
    for estimator in ["EAP", "ML", "WLE", "MAP", "ROBUST"] {
        let blueprint = blueprint(&json!({"interim": {"estimator": estimator}, "length": {"minimum": 10, "maximum": 10}}));
        let assessment = Arc::new(Assessment::new(Arc::new(file.check().unwrap()), &blueprint).unwrap());
        let mut session =
            Session::start(Arc::clone(&assessment), Started::new(assessment.digest(), Seed::from_number(3))).unwrap();
        let mut turn = 0_u8;
        while let Step::Present(block) = session.step().clone() {
            for id in block.items() {
                session.answer(id, assessment.bank().item(id).unwrap().answer_of(Score::new(turn % 3)), 0).unwrap();
                turn += 1;
            }
            session.hand_in(0).unwrap();
        }
        let categories: Vec<usize> = session.trail().iter().map(|step| step.score.category()).collect();
        assert_eq!(categories, [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
        let last = session.trail().last().unwrap().estimate_after;
        assert!(last.theta.value().abs() < 1.5 && last.standard_error.value() < 1.0, "{estimator}: {last:?}");
        let again = Session::replay(assessment, session.log()).unwrap();
        assert_eq!(again.outcome(), session.outcome());
    }
}
