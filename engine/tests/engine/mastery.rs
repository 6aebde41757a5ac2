//! The posterior of the decision against adaptive quadrature written here, with platform functions and no table, panel or shift.

#![expect(clippy::disallowed_methods, reason = "an independent computation uses the platform's own functions")]

use crate::common::{TestItem, assessment, bank_file, blueprint, position, sit, start};
use engine::{Outcome, Step};
use proptest::prelude::*;
use serde_json::json;

/// Adaptive Simpson to an absolute error.
fn integrate(f: &dyn Fn(f64) -> f64, low: f64, high: f64, error: f64) -> f64 {
    fn simpson(fa: f64, fm: f64, fb: f64, width: f64) -> f64 {
        (fa + 4.0 * fm + fb) * width / 6.0
    }
    #[expect(clippy::too_many_arguments, reason = "the recursion's state")]
    fn refine(f: &dyn Fn(f64) -> f64, a: f64, b: f64, fa: f64, fm: f64, fb: f64, whole: f64, error: f64, depth: u32) -> f64 {
        let m = f64::midpoint(a, b);
        let (fl, fr) = (f(f64::midpoint(a, m)), f(f64::midpoint(m, b)));
        let (left, right) = (simpson(fa, fl, fm, m - a), simpson(fm, fr, fb, b - m));
        let off = left + right - whole;
        if depth == 0 || off.abs() <= 15.0 * error {
            return left + right + off / 15.0;
        }
        refine(f, a, m, fa, fl, fm, left, error / 2.0, depth - 1) + refine(f, m, b, fm, fr, fb, right, error / 2.0, depth - 1)
    }
    // Cut into pieces first, so that a narrow peak is not stepped over.
    let pieces = 32;
    (0..pieces)
        .map(|k| {
            let at = |k: i32| low + (high - low) * f64::from(k) / f64::from(pieces);
            let (a, b) = (at(k), at(k + 1));
            let (fa, fm, fb) = (f(a), f(f64::midpoint(a, b)), f(b));
            refine(f, a, b, fa, fm, fb, simpson(fa, fm, fb, b - a), error / f64::from(pieces), 30)
        })
        .sum()
}

fn normal(x: f64) -> f64 {
    (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt()
}

/// Posterior of ability at one point, up to a constant, straight from the definition.
struct Definition<'a> {
    items: &'a [TestItem],
    right: &'a [bool],
    cut: f64,
    prior_sd: f64,
}

impl Definition<'_> {
    fn item(&self, n: usize, theta: f64) -> f64 {
        let item = &self.items[n];
        let likelihood = |b: f64| {
            let x = item.a * (theta - b);
            let (p, q) = (1.0 / (1.0 + (-x).exp()), 1.0 / (1.0 + x.exp()));
            if self.right[n] { item.c + (1.0 - item.c) * p } else { (1.0 - item.c) * q }
        };
        if item.b_sd == 0.0 {
            return likelihood(item.b);
        }
        integrate(&|z| normal(z) * likelihood(item.b + z * item.b_sd), -8.0, 8.0, 1e-11)
    }

    fn density(&self, theta: f64) -> f64 {
        let likelihood: f64 = (0..self.items.len()).map(|n| self.item(n, theta)).product();
        normal((theta - self.cut) / self.prior_sd) * likelihood
    }

    /// P(mastery) and mean where the ratings share an error: Simpson's rule in both variables with steps of 0.01, by brute force.
    fn with_shared_error(&self, bank_sd: f64) -> (f64, f64) {
        const STEP: f64 = 0.01;
        let (reach, errors) = (800_i32, (8.0 * bank_sd / STEP).ceil() as i32);
        let ability = |k: i32| self.cut + STEP * f64::from(k);
        let product = |theta: f64, of_rated: bool| -> f64 {
            (0..self.items.len()).filter(|&n| (self.items[n].b_sd > 0.0) == of_rated).map(|n| self.item(n, theta)).product()
        };
        let rated: Vec<f64> = (-reach - errors..=reach + errors).map(|k| product(ability(k), true)).collect();
        let simpson = |k: i32, last: i32| if k.abs() == last { 1.0 } else { f64::from(2 + 2 * ((k + last) % 2)) };
        let density = |k: i32| {
            let shared: f64 = (-errors..=errors)
                .map(|e| {
                    simpson(e, errors)
                        * normal(STEP * f64::from(e) / bank_sd)
                        * rated[usize::try_from(k - e + reach + errors).unwrap()]
                })
                .sum();
            normal((ability(k) - self.cut) / self.prior_sd) * product(ability(k), false) * shared
        };
        let (mut below, mut above, mut first) = (0.0, 0.0, 0.0);
        for k in 0..=reach {
            let weight = if k == 0 || k == reach { 1.0 } else { f64::from(2 + 2 * (k % 2)) };
            let (low, high) = (weight * density(-k), weight * density(k));
            below += low;
            above += high;
            first += low * ability(-k) + high * ability(k);
        }
        (above / (above + below), first / (above + below))
    }

    /// P(mastery), mean, standard deviation, and the mass below a point.
    fn moments(&self, error: f64) -> (f64, f64, f64, impl Fn(f64) -> f64) {
        let reach = 10.0 * self.prior_sd;
        let (low, high) = (self.cut - reach, self.cut + reach);
        let scale = integrate(&|theta| self.density(theta), low, high, 1e-6);
        let density = move |theta: f64| self.density(theta) / scale;
        let of = |f: &dyn Fn(f64) -> f64| {
            integrate(&|x| density(x) * f(x), low, self.cut, error) + integrate(&|x| density(x) * f(x), self.cut, high, error)
        };
        let total = of(&|_| 1.0);
        let mastery = integrate(&density, self.cut, high, error) / total;
        let mean = of(&|x| x) / total;
        let sd = (of(&|x| (x - mean) * (x - mean)) / total).sqrt();
        let cut = self.cut;
        let below = move |x: f64| {
            // Pieces meet at the cut, as above.
            if x <= cut { integrate(&density, low, x, error) / total } else { 1.0 - integrate(&density, x, high, error) / total }
        };
        (mastery, mean, sd, below)
    }
}

/// Gives every item in one block and compares.
fn compare(items: &[TestItem], right: &[bool], cut: f64, prior_sd: f64, tolerance: f64) {
    let outcome = decide(items, right, 0.0, cut, prior_sd);
    let definition = Definition { items, right, cut, prior_sd };
    let (mastery, mean, sd, below) = definition.moments(tolerance / 20.0);
    assert!((outcome.mastery - mastery).abs() < tolerance, "P(mastery) {} and {mastery}", outcome.mastery);
    let theta = outcome.estimate.theta.value();
    assert!((theta - mean).abs() < 5.0 * tolerance, "mean {theta} and {mean}");
    let error = outcome.estimate.standard_error.value();
    assert!((error - sd).abs() < 5.0 * tolerance, "standard deviation {error} and {sd}");
    for (quantile, p) in outcome.interval.iter().zip([0.05, 0.95]) {
        let mass = below(quantile.value());
        assert!((mass - p).abs() < 2e-5, "mass below {quantile} is {mass}, not {p}");
    }
}

/// The engine's outcome of these answers.
fn decide(items: &[TestItem], right: &[bool], bank_sd: f64, cut: f64, prior_sd: f64) -> Outcome {
    let n = items.len();
    let bank = bank_file(items, 1, bank_sd, &[]);
    let blueprint = blueprint(&json!({
        "block": n, "length": {"minimum": 0, "maximum": n},
        "standard": {"cut": cut, "prior_sd": prior_sd, "rationale": "test"},
    }));
    let assessment = assessment(&bank, &blueprint);
    let mut session = start(&assessment, 1);
    sit(&mut session, |id| right[position(id)]);
    assert!(matches!(session.step(), Step::Finished(_)));
    session.outcome()
}

fn ladder(n: usize, b_sd: f64, c: f64) -> Vec<TestItem> {
    (0..n).map(|k| TestItem { a: 1.0, b: -2.0 + 4.0 * k as f64 / (n - 1) as f64, c, b_sd, outcome: 0 }).collect()
}

#[test]
fn measured_items_agree_with_the_definition() {
    let items = ladder(20, 0.0, 0.2);
    let right: Vec<bool> = (0..20).map(|k| k < 13 || k == 15).collect();
    compare(&items, &right, 0.3, 1.0, 1e-6);
}

#[test]
fn sharp_posteriors_agree_with_the_definition() {
    let items: Vec<TestItem> =
        (0..40).map(|k| TestItem { a: 4.5, b: -0.5 + 0.025 * f64::from(k), c: 0.0, b_sd: 0.0, outcome: 0 }).collect();
    let right: Vec<bool> = (0..40).map(|k| k < 22).collect();
    compare(&items, &right, 0.05, 1.0, 1e-6);
}

#[test]
fn all_right_and_all_wrong_agree_with_the_definition() {
    for right in [true, false] {
        compare(&ladder(12, 0.0, 0.25), &[right; 12], 1.0, 1.0, 1e-6);
        compare(&ladder(12, 0.0, 0.0), &[right; 12], -1.5, 0.5, 1e-6);
    }
}

#[test]
fn rated_items_agree_with_the_definition() {
    let items = ladder(8, 0.8, 0.25);
    let right = [true, true, true, false, true, true, false, false];
    compare(&items, &right, 0.2, 1.0, 1e-6);
}

#[test]
fn an_error_that_ratings_share_agrees_with_the_definition() {
    let mut items = ladder(5, 0.7, 0.2);
    items[1].b_sd = 0.0;
    let rights = [true, true, false, true, false];
    for (bank_sd, cut) in [(0.4, 0.0), (0.05, 0.5), (1.0, -0.7)] {
        let outcome = decide(&items, &rights, bank_sd, cut, 1.0);
        let (mastery, mean) = Definition { items: &items, right: &rights, cut, prior_sd: 1.0 }.with_shared_error(bank_sd);
        assert!((outcome.mastery - mastery).abs() < 1e-6, "P(mastery) {} and {mastery}, bank_sd {bank_sd}", outcome.mastery);
        assert!((outcome.estimate.theta.value() - mean).abs() < 1e-5, "mean {} and {mean}", outcome.estimate.theta);
    }
}

/// The very case for which a sum over a coarse grid is not good enough: mastery close to the certainty asked for.
#[test]
fn a_mastery_of_95_percent_is_not_read_as_91_or_98() {
    let items = ladder(15, 0.0, 0.0);
    for rights in 0..=15 {
        let right: Vec<bool> = (0..15).map(|k| k < rights).collect();
        compare(&items, &right, 0.0123, 1.0, 1e-6);
    }
}

#[test]
fn an_uncertain_rating_moves_a_decision_less_than_a_measured_one() {
    let decide = |b_sd: f64, bank_sd: f64| {
        let bank = bank_file(&ladder(12, b_sd, 0.0), 1, bank_sd, &[]);
        let assessment = assessment(&bank, &blueprint(&json!({"length": {"maximum": 12}})));
        let mut session = start(&assessment, 1);
        sit(&mut session, |id| position(id) < 9);
        session.outcome()
    };
    let (measured, rated, shared) = (decide(0.0, 0.0), decide(0.8, 0.0), decide(0.8, 0.4));
    assert!(measured.mastery > rated.mastery && rated.mastery > shared.mastery && shared.mastery > 0.5);
    assert!(measured.estimate.standard_error < rated.estimate.standard_error);
    assert!(rated.estimate.standard_error < shared.estimate.standard_error);
}

/// A shared error of ratings says nothing about items that were measured: not one bit moves.
#[test]
fn with_no_rated_item_the_bits_are_those_of_the_plain_path() {
    let decide = |bank_sd: f64| {
        let bank = bank_file(&ladder(12, 0.0, 0.1), 1, bank_sd, &[]);
        let assessment = assessment(&bank, &blueprint(&json!({"length": {"maximum": 12}})));
        let mut session = start(&assessment, 1);
        sit(&mut session, |id| position(id).is_multiple_of(2));
        let outcome = session.outcome();
        [outcome.mastery, outcome.estimate.theta.value(), outcome.estimate.standard_error.value()].map(f64::to_bits)
    };
    assert_eq!(decide(0.0), decide(0.5));
}

prop_compose! {
    fn any_item()(a in 0.3..2.5f64, b in -3.0..3.0f64, c in 0.0..0.4f64, rated in any::<bool>(), sd in 0.1..1.2f64) -> TestItem {
        TestItem { a, b, c, b_sd: if rated { sd } else { 0.0 }, outcome: 0 }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_answers_to_any_items_agree_with_the_definition(
        answered in prop::collection::vec((any_item(), any::<bool>()), 1..6), cut in -2.0..2.0f64, prior_sd in 0.5..1.5f64
    ) {
        let (items, right): (Vec<TestItem>, Vec<bool>) = answered.into_iter().unzip();
        compare(&items, &right, cut, prior_sd, 1e-6);
    }
}
