//! Estimators: recovery of ability within the stated error, priors that were found, and what a blueprint can ask for.

use std::sync::Arc;

use engine::blueprint::file::{EstimatorFile, EstimatorName, PriorFile};
use engine::estimate::{Empirical, ErrorBy, Estimator, Grid, MAX_PATTERNS, Prior, Range, Robust};
use engine::model::{Graded, ItemModel, Logistic, Nominal, PartialCredit};
use engine::seed::Stream;
use engine::{Assessment, Score, Seed, Session, Started, Step, Theta};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{TestItem, assessment, bank_file, blueprint};

const RANGE: Range = Range { lower: -6.0, upper: 6.0 };

fn grid() -> Grid {
    Grid::new(RANGE, 121)
}

/// What a learner of this ability earns.
fn earned(model: &ItemModel, theta: f64, luck: &mut Stream) -> Score {
    let mut left = luck.uniform();
    for category in 0..model.categories() as u8 - 1 {
        left -= model.probability(Theta::new(theta).unwrap(), Score::new(category));
        if left < 0.0 {
            return Score::new(category);
        }
    }
    Score::new(model.categories() as u8 - 1)
}

/// Thirty items: right or wrong, graded, partial credit and nominal.
fn items() -> Vec<ItemModel> {
    (0..30)
        .map(|n| {
            let b = -2.0 + 4.0 * f64::from(n) / 29.0;
            match n % 4 {
                0 => Logistic::new(1.2, b, 0.0, 1.0).unwrap().into(),
                1 => Graded::new(1.3, vec![b - 0.8, b + 0.1, b + 0.9]).unwrap().into(),
                2 => PartialCredit::new(1.0, vec![b + 0.3, b - 0.3]).unwrap().into(),
                _ => Nominal::new(vec![0.5, 1.4], vec![-0.5 * b + 0.2, -1.4 * b]).unwrap().into(),
            }
        })
        .collect()
}

/// Mean of (estimate − truth)/error and of its square, over learners with abilities from N(0, 1).
fn recovered(estimator: &Estimator, items: &[ItemModel]) -> (f64, f64) {
    const LEARNERS: u32 = 400;
    let mut luck = Seed::from_number(41).stream(0);
    let (mut first, mut second) = (0.0, 0.0);
    for _ in 0..LEARNERS {
        let theta = luck.normal();
        let answers: Vec<_> = items.iter().map(|item| (item, earned(item, theta, &mut luck))).collect();
        let found = estimator.estimate(&answers);
        let off = (found.theta.value() - theta) / found.standard_error.value();
        first += off;
        second += off * off;
    }
    (first / f64::from(LEARNERS), second / f64::from(LEARNERS))
}

#[test]
fn learners_get_their_ability_back_within_the_stated_error() {
    let spread = Arc::new(Empirical::new(&abilities(), &densities()).unwrap());
    let estimators = [
        Estimator::Ml(RANGE),
        Estimator::Wle(RANGE),
        Estimator::Map(Prior::STANDARD_NORMAL, RANGE),
        Estimator::Map(Prior::Jeffreys, RANGE),
        Estimator::Map(Prior::Empirical(Arc::clone(&spread)), RANGE),
        Estimator::Eap(Prior::STANDARD_NORMAL, grid()),
        Estimator::Eap(Prior::Jeffreys, grid()),
        Estimator::Eap(Prior::Uniform { lower: -6.0, upper: 6.0 }, grid()),
        Estimator::Eap(Prior::Empirical(spread), grid()),
        Estimator::Robust(Robust::Huber(1.0), RANGE),
        Estimator::Robust(Robust::Tukey(4.0), RANGE),
    ];
    for estimator in estimators {
        let (bias, square) = recovered(&estimator, &items());
        // 400 learners: a mean is known to within 0.1, a mean square to within 0.14.
        assert!(bias.abs() < 0.12, "{estimator:?}: {bias}");
        assert!((0.8..1.2).contains(&square), "{estimator:?}: {square}");
    }
}

#[test]
fn robust_estimation_forgives_careless_answers_to_easy_items() {
    let easy_and_hard: Vec<ItemModel> =
        (0..30).map(|n| Logistic::new(1.5, -3.0 + 6.0 * f64::from(n) / 29.0, 0.0, 1.0).unwrap().into()).collect();
    // Ability 1.5, but for two slips far below it.
    let answers: Vec<_> = easy_and_hard
        .iter()
        .enumerate()
        .map(|(n, item)| (item, Score::from(item.difficulty() < 1.5 && n != 0 && n != 2)))
        .collect();
    let at = |estimator: Estimator| estimator.estimate(&answers).theta.value();
    let plain = at(Estimator::Ml(RANGE));
    for weight in [Robust::Huber(1.0), Robust::Tukey(4.0)] {
        let robust = at(Estimator::Robust(weight, RANGE));
        assert!((robust - 1.5).abs() < 0.6 * (plain - 1.5).abs(), "{weight:?}: {robust}, ML {plain}");
    }
}

fn abilities() -> Vec<f64> {
    (-16..=16).map(|n| f64::from(n) / 4.0).collect()
}

fn densities() -> Vec<f64> {
    abilities().iter().map(|theta| engine::math::normal_density(*theta, 0.0, 1.0)).collect()
}

#[test]
fn an_empirical_prior_of_normal_shape_is_as_good_as_a_normal_one() {
    let found = Prior::Empirical(Arc::new(Empirical::new(&abilities(), &densities()).unwrap()));
    let items = items();
    let answers: Vec<_> = items.iter().take(8).map(|item| (item, Score::RIGHT)).collect();
    let nodes = Grid::new(Range { lower: -4.0, upper: 4.0 }, 33);
    let (one, other) = (
        Estimator::Eap(found.clone(), nodes.clone()).estimate(&answers),
        Estimator::Eap(Prior::STANDARD_NORMAL, nodes).estimate(&answers),
    );
    // The nodes are the abilities: there the two priors are the same.
    assert!((one.theta.value() - other.theta.value()).abs() < 1e-12);
    assert!((one.standard_error.value() - other.standard_error.value()).abs() < 1e-12);
    let mode = |prior| Estimator::Map(prior, RANGE).estimate(&answers).theta.value();
    assert!((mode(found) - mode(Prior::STANDARD_NORMAL)).abs() < 0.15);
}

#[test]
fn an_empirical_prior_ends_where_its_abilities_do() {
    let prior = Prior::Empirical(Arc::new(Empirical::new(&[-1.0, 0.0, 1.5], &[1.0, 3.0, 1.0]).unwrap()));
    let items = items();
    let answers: Vec<_> = items.iter().map(|item| (item, Score::new(item.categories() as u8 - 1))).collect();
    assert_eq!(Some(Estimator::Map(prior.clone(), RANGE).estimate(&answers).theta), Theta::new(1.5));
    assert!(Estimator::Eap(prior.clone(), grid()).estimate(&answers).theta.value() <= 1.5);
    // Before the first answer the mode is the prior's.
    assert!(Estimator::Map(prior, RANGE).estimate(&[]).theta.value().abs() < 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// D folded into the items is a change of scale: θ and its error shrink by D, by every estimator that has no scale of its own.
    #[test]
    fn a_change_of_scale_changes_nothing_else(
        responses in prop::collection::vec((0.5..2.0f64, -2.0..2.0f64, 0.0..0.3f64, any::<bool>()), 3..15), d in 1.2..2.0f64,
    ) {
        let at = |scale: f64| -> Vec<(ItemModel, Score)> {
            responses
                .iter()
                .map(|(a, b, c, right)| (Logistic::new(a * scale, b / scale, *c, 1.0).unwrap().into(), Score::from(*right)))
                .collect()
        };
        let (plain, scaled) = (at(1.0), at(d));
        let by = |make: fn(Range) -> Estimator| {
            let [one, other] = [(&plain, 1.0), (&scaled, d)].map(|(answers, scale)| {
                let range = Range { lower: RANGE.lower / scale, upper: RANGE.upper / scale };
                let answers: Vec<_> = answers.iter().map(|(model, score)| (model, *score)).collect();
                let found = make(range).estimate(&answers);
                [found.theta.value() * scale, found.standard_error.value() * scale]
            });
            (one, other)
        };
        let makers: [fn(Range) -> Estimator; 4] = [
            Estimator::Ml,
            Estimator::Wle,
            |range| Estimator::WithError(ErrorBy::Slope, Box::new(Estimator::Wle(range))),
            |range| Estimator::Robust(Robust::Huber(1.0), range),
        ];
        for make in makers {
            let (one, other) = by(make);
            prop_assert!((one[0] - other[0]).abs() < 1e-6, "{one:?} {other:?}");
            prop_assert!((one[1] - other[1]).abs() < 1e-5 * (1.0 + one[1]), "{one:?} {other:?}");
        }
    }

    /// No ability between the ends of the range makes the answers more likely than the one that ML finds.
    #[test]
    fn the_most_likely_ability_is_the_most_likely_of_all(
        answers in prop::collection::vec(0..4u8, 30), theta in -6.0..6.0f64, count in 1..30usize,
    ) {
        let items = items();
        let answers: Vec<_> =
            items.iter().zip(answers).take(count).map(|(item, x)| (item, Score::new(x.min(item.categories() as u8 - 1)))).collect();
        let log_likelihood = |theta: f64| -> f64 {
            let theta = Theta::new(theta).unwrap();
            answers.iter().map(|(item, score)| engine::math::ln(item.probability(theta, *score))).sum()
        };
        let best = Estimator::Ml(RANGE).estimate(&answers).theta.value();
        prop_assert!(log_likelihood(theta) <= log_likelihood(best) + 1e-9);
    }
}

#[test]
fn an_exact_error_counts_every_pattern_and_long_tests_keep_their_own() {
    // One Rasch item under MAP: two patterns, whose estimates are as far from each other as the error says.
    let item: ItemModel = Logistic::new(1.0, 0.0, 0.0, 1.0).unwrap().into();
    let map = Estimator::Map(Prior::STANDARD_NORMAL, RANGE);
    let [wrong, right] = [Score::WRONG, Score::RIGHT].map(|score| map.estimate(&[(&item, score)]).theta.value());
    let exact = Estimator::WithError(ErrorBy::Exact, Box::new(map.clone()));
    let found = exact.estimate(&[(&item, Score::RIGHT)]);
    let p = item.probability(found.theta, Score::RIGHT);
    assert!((found.standard_error.value() - (right - wrong) * (p * (1.0 - p)).sqrt()).abs() < 1e-12);
    let long = vec![(&item, Score::RIGHT); MAX_PATTERNS.ilog2() as usize + 1];
    assert_eq!(exact.estimate(&long), map.estimate(&long));
}

fn interim(more: &Value) -> EstimatorFile {
    serde_json::from_value(more.clone()).expect("the estimator's shape")
}

#[test]
fn an_old_blueprint_is_written_as_it_was() {
    let old = r#"{"estimator":"EAP","prior":{"normal":{"mean":0.0,"sd":1.0}},"range":[-6.0,6.0],"nodes":61}"#;
    assert_eq!(serde_json::to_string(&EstimatorFile::default()).unwrap(), old);
    let read: EstimatorFile = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
    let jeffreys = r#"{"estimator":"MAP","prior":"jeffreys","range":[-4.0,4.0],"nodes":33}"#;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<EstimatorFile>(jeffreys).unwrap()).unwrap(), jeffreys);
}

#[test]
fn a_blueprint_names_every_estimator() {
    let asked = [
        json!({"estimator": "ROBUST"}),
        json!({"estimator": "ROBUST", "weight": "tukey", "tuning": 3.0}),
        json!({"estimator": "MAP", "standard_error": "efficient"}),
        json!({"estimator": "ML", "standard_error": "exact", "constant_pattern": "fixed_0.7"}),
        json!({"estimator": "EAP", "prior": {"empirical": {"abilities": [-2.0, 0.0, 2.0], "weights": [1.0, 4.0, 1.0]}}}),
    ]
    .map(|file| Estimator::from_file(&interim(&file)).expect("sound"));
    assert_eq!(asked[0], Estimator::Robust(Robust::Huber(1.0), RANGE));
    assert_eq!(asked[1], Estimator::Robust(Robust::Tukey(3.0), RANGE));
    assert!(matches!(&asked[2], Estimator::WithError(ErrorBy::Slope, own) if matches!(**own, Estimator::Map(..))));
    assert!(matches!(&asked[3], Estimator::WithError(ErrorBy::Exact, own) if **own == Estimator::Ml(RANGE)));
    assert!(matches!(&asked[4], Estimator::Eap(Prior::Empirical(_), _)));
}

#[test]
fn a_blueprint_that_asks_for_nonsense_is_told() {
    let file = bank_file(&[TestItem::rasch(0.0)], 1, 0.0, &[]);
    let bank = Arc::new(file.check().expect("a sound bank"));
    for (asked, field) in [
        (json!({"estimator": "ML", "weight": "huber"}), "interim.weight"),
        (json!({"estimator": "ML", "tuning": 1.0}), "interim.tuning"),
        (json!({"estimator": "ROBUST", "tuning": 0.0}), "interim.tuning"),
        (json!({"estimator": "EAP", "constant_pattern": "halfway"}), "interim.constant_pattern"),
        (json!({"estimator": "EAP", "prior": {"empirical": {"abilities": [1.0, 0.0], "weights": [1.0, 1.0]}}}), "interim.prior"),
        (json!({"estimator": "MAP", "prior": {"empirical": {"abilities": [0.0, 1.0], "weights": [1.0]}}}), "interim.prior"),
        (json!({"estimator": "ML", "constant_pattern": "MAP", "prior": {"normal": {"mean": 0.0, "sd": 0.0}}}), "interim.prior"),
    ] {
        let blueprint = blueprint(&json!({"interim": asked, "length": {"minimum": 0, "maximum": 1}}));
        let problems = Assessment::new(Arc::clone(&bank), &blueprint).unwrap_err();
        assert!(problems.iter().any(|problem| problem.field == field), "{asked}: {problems:?}");
    }
}

/// The estimates of a session that is right so many times and then wrong, block by block.
fn course(interim: &Value, rights: usize, block: usize) -> Vec<f64> {
    let items: Vec<TestItem> = (-4..=4).map(|n| TestItem::rasch(f64::from(n) / 2.0)).collect();
    let blueprint = blueprint(&json!({
        "interim": interim, "block": block, "length": {"minimum": 8, "maximum": 8}, "start": {"theta": 0.5},
    }));
    let assessment = assessment(&bank_file(&items, 1, 0.0, &[]), &blueprint);
    let mut session = Session::start(Arc::clone(&assessment), Started::new(assessment.digest(), Seed::from_number(1))).unwrap();
    let (mut course, mut given) = (Vec::new(), 0);
    while let Step::Present(block) = session.step().clone() {
        for id in block.items() {
            let answer = assessment.bank().item(id).unwrap().answer_worth(given < rights);
            session.answer(id, answer, 0).unwrap();
            given += 1;
        }
        session.hand_in(0).unwrap();
        course.push(session.trail().last().unwrap().estimate_after.theta.value());
    }
    let again = Session::replay(assessment, session.log()).unwrap();
    assert_eq!(again.outcome(), session.outcome());
    course
}

#[test]
fn steps_are_taken_while_every_answer_is_right() {
    let near = |ours: &[f64], expected: &[f64]| {
        assert!(ours.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-12), "{ours:?}, expected {expected:?}");
    };
    let fixed = course(&json!({"estimator": "ML", "constant_pattern": "fixed_0.4"}), 3, 1);
    near(&fixed[..3], &[0.9, 1.3, 1.7]);
    let plain = course(&json!({"estimator": "ML"}), 8, 1);
    assert!(plain.iter().all(|theta| (*theta - 6.0).abs() < 1e-12), "{plain:?}");
    // The hardest item is at 2.
    near(&course(&json!({"estimator": "ML", "constant_pattern": "halfway"}), 8, 1)[..3], &[1.25, 1.625, 1.8125]);
    // One step for each answer, whether or not they are handed in together.
    near(&course(&json!({"estimator": "WLE", "constant_pattern": "fixed_0.7"}), 8, 4)[..1], &[0.5 + 4.0 * 0.7]);
    // Steps end at the range.
    let short = course(&json!({"estimator": "ROBUST", "constant_pattern": "fixed_0.7", "range": [-2.0, 2.0]}), 8, 1);
    near(&short[7..], &[2.0]);
    let down = course(&json!({"estimator": "ML", "constant_pattern": "fixed_0.4"}), 0, 1);
    near(&down[..2], &[0.1, -0.3]);
}

#[test]
fn once_answers_differ_the_estimator_speaks() {
    let with = course(&json!({"estimator": "ML", "constant_pattern": "halfway"}), 2, 1);
    assert!(with[2] > -6.0 && with[2] < 6.0, "{with:?}");
    let by_map = course(&json!({"estimator": "ML", "constant_pattern": "MAP"}), 8, 1);
    let map = course(&json!({"estimator": "MAP"}), 8, 1);
    assert_eq!(by_map, map);
    assert_eq!(interim(&json!({"estimator": "ML", "constant_pattern": "MAP"})).estimator, EstimatorName::Ml);
    assert_eq!(interim(&json!({"estimator": "MAP", "prior": "jeffreys"})).prior, PriorFile::Jeffreys);
}
