//! Classification accuracy and consistency, against independent computation.

use engine::model::{Graded, ItemModel, Logistic, PartialCredit};
use engine::simulate::classification::{Agreement, Retest, lee, rudner, score_cut, score_distribution};
use engine::{Estimate, Score, StandardError, Theta, Verdict};
use proptest::prelude::*;
use statrs::distribution::{Binomial, ContinuousCDF, Discrete, Normal};

fn theta(value: f64) -> Theta {
    Theta::new(value).unwrap()
}

fn estimate(value: f64, error: f64) -> Estimate {
    Estimate { theta: theta(value), standard_error: StandardError::new(error).unwrap() }
}

fn items(rows: &[(f64, f64, f64)]) -> Vec<ItemModel> {
    rows.iter().map(|&(a, b, c)| ItemModel::from(Logistic::new(a, b, c, 1.0).unwrap())).collect()
}

/// The probability of each sum, from every pattern of scores.
fn by_enumeration(models: &[ItemModel], at: Theta) -> Vec<f64> {
    let most: usize = models.iter().map(|model| model.categories() - 1).sum();
    let mut sums = vec![0.0; most + 1];
    let mut pattern = vec![0_usize; models.len()];
    loop {
        let p: f64 = models.iter().zip(&pattern).map(|(model, &score)| model.probability(at, Score::new(score as u8))).product();
        sums[pattern.iter().sum::<usize>()] += p;
        let Some(place) = (0..pattern.len()).find(|&n| pattern[n] + 1 < models[n].categories()) else { return sums };
        pattern[place] += 1;
        pattern[..place].fill(0);
    }
}

proptest! {
    #[test]
    fn sums_are_as_probable_as_all_their_patterns(
        rows in prop::collection::vec((0.3..2.5_f64, -3.0..3.0_f64, 0.0..0.4_f64), 0..7),
        several in prop::collection::vec((0.3..2.5_f64, -2.0..2.0_f64, 0.1..1.5_f64), 1..4),
        at in -4.0..4.0_f64,
    ) {
        let mut models = items(&rows);
        for (number, (a, b, gap)) in several.into_iter().enumerate() {
            models.push(match number {
                0 => Graded::new(a, vec![b - gap, b, b + gap]).unwrap().into(),
                _ => PartialCredit::new(a, vec![b, b - gap]).unwrap().into(),
            });
        }
        let refs: Vec<&ItemModel> = models.iter().collect();
        let (ours, brute) = (score_distribution(&refs, theta(at)), by_enumeration(&models, theta(at)));
        prop_assert_eq!(ours.len(), brute.len());
        for (one, other) in ours.iter().zip(&brute) {
            prop_assert!((one - other).abs() < 1e-14, "{ours:?} {brute:?}");
        }
    }

    #[test]
    fn two_cuts_are_classified_as_by_hand(at in -3.0..3.0_f64, error in 0.05..1.5_f64, low in -2.0..0.0_f64, gap in 0.0..2.0_f64) {
        let own = Normal::new(at, error).unwrap();
        let high = low + gap;
        let shares = [own.cdf(low), own.cdf(high) - own.cdf(low), 1.0 - own.cdf(high)];
        let agreement = rudner(estimate(at, error), &[theta(low), theta(high)]);
        let consistency: f64 = shares.iter().map(|p| p * p).sum();
        let category = if at >= high { 2 } else { usize::from(at >= low) };
        // statrs' erf is good to 1e-11 or so.
        prop_assert!((agreement.consistency - consistency).abs() < 1e-9);
        prop_assert!((agreement.accuracy - shares[category]).abs() < 1e-9);
    }
}

#[test]
fn equal_items_have_binomial_sums() {
    let models = items(&[(1.3, 0.2, 0.15); 12]);
    let refs: Vec<&ItemModel> = models.iter().collect();
    for at in [-2.0, 0.0, 1.5] {
        let p = models[0].probability(theta(at), Score::RIGHT);
        let binomial = Binomial::new(p, 12).unwrap();
        for (sum, ours) in score_distribution(&refs, theta(at)).into_iter().enumerate() {
            assert!((ours - binomial.pmf(sum as u64)).abs() < 1e-12);
        }
    }
}

#[test]
fn lee_is_what_counting_patterns_gives() {
    let models = items(&[(1.0, -1.0, 0.0), (1.5, 0.0, 0.2), (0.8, 0.5, 0.25), (2.0, 1.0, 0.1), (1.2, -0.3, 0.0)]);
    let refs: Vec<&ItemModel> = models.iter().collect();
    let cut = theta(0.3);
    let expected: f64 = models.iter().map(|model| model.probability(cut, Score::RIGHT)).sum();
    let needed = score_cut(&refs, cut);
    assert_eq!(needed, expected.ceil() as usize);
    let abilities = [(theta(-1.0), 0.5), (theta(0.3), 1.0), (theta(1.2), 0.25)];
    let (mut accuracy, mut consistency) = (0.0, 0.0);
    for (at, weight) in abilities {
        let pass: f64 = by_enumeration(&models, at)[needed..].iter().sum();
        accuracy += weight / 1.75 * if at.value() >= cut.value() { pass } else { 1.0 - pass };
        consistency += weight / 1.75 * (pass * pass + (1.0 - pass) * (1.0 - pass));
    }
    let agreement = lee(&refs, &[cut], &abilities);
    assert!((agreement.accuracy - accuracy).abs() < 1e-14 && (agreement.consistency - consistency).abs() < 1e-14);
    assert_eq!(lee(&refs, &[cut], &[]), Agreement::default());
}

#[test]
fn an_estimate_without_error_is_certain_and_one_without_information_is_a_coin() {
    let certain = rudner(estimate(0.0, 0.0), &[Theta::ZERO]);
    assert_eq!((certain.accuracy, certain.consistency), (1.0, 1.0));
    let unknown = Estimate { theta: theta(1.0), standard_error: StandardError::UNKNOWN };
    assert_eq!(rudner(unknown, &[Theta::ZERO]), Agreement { accuracy: 0.5, consistency: 0.5 });
}

#[test]
fn kappa_is_agreement_beyond_chance() {
    let mut retest = Retest::default();
    assert_eq!(retest.kappa(), None);
    for (count, first, second) in [
        (20, Verdict::Achieved, Verdict::Achieved),
        (5, Verdict::Achieved, Verdict::TooClose),
        (10, Verdict::NotYet, Verdict::Achieved),
        (15, Verdict::NotYet, Verdict::NotYet),
    ] {
        (0..count).for_each(|_| retest.add(first, second));
    }
    assert_eq!((retest.takers(), retest.same(), retest.opposite()), (50, 35, 10));
    // Agreement .7; by chance .5 × .6 + .5 × .3 + 0 × .1 = .45.
    assert!((retest.kappa().unwrap() - 0.25 / 0.55).abs() < 1e-12);
}
