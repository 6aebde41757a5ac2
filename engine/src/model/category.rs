//! What the models of several categories share: each category's curve, and what follows for the item.

/// No item has more categories.
pub const MAX_CATEGORIES: usize = 16;

/// Beyond this ability no probability changes any more; within it no product overflows.
pub(super) const FARTHEST: f64 = 1e100;

/// Room for one number for each category.
pub(super) type Row = [f64; MAX_CATEGORIES];

/// The probability of one category with the derivatives of its logarithm in θ.
///
/// Everything else is made of these without dividing by a probability, so that nothing is lost where one is small.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Category {
    /// P, to full relative precision.
    pub p: f64,
    /// (ln P)′ = P′/P.
    pub log_slope: f64,
    /// (ln P)″.
    pub log_curvature: f64,
    /// (ln P)‴.
    pub log_third: f64,
}

impl Category {
    /// P′ = P r, P″ = P (r² + r′) and P‴ = P (r³ + 3 r r′ + r″), where r = (ln P)′.
    pub fn derivatives(&self) -> [f64; 3] {
        let Self { p, log_slope: r, log_curvature: r1, log_third: r2 } = *self;
        [p * r, p * (r * r + r1), p * (r * r * r + 3.0 * r * r1 + r2)]
    }
}

/// Σ of P times something over the categories, which is an expectation.
fn expected(categories: &[Category], of: impl Fn(f64, f64, f64) -> f64) -> f64 {
    categories.iter().map(|category| category.p * of(category.log_slope, category.log_curvature, category.log_third)).sum()
}

/// I = Σ P′²/P = Σ P r².
pub(super) fn information(categories: &[Category]) -> f64 {
    expected(categories, |r, _, _| r * r)
}

/// I′ = Σ P (r³ + 2 r r′).
pub(super) fn information_slope(categories: &[Category]) -> f64 {
    expected(categories, |r, r1, _| r * (r * r + 2.0 * r1))
}

/// I″ = Σ P (r⁴ + 5 r² r′ + 2 r′² + 2 r r″).
pub(super) fn information_curvature(categories: &[Category]) -> f64 {
    expected(categories, |r, r1, r2| r * r * (r * r + 5.0 * r1) + 2.0 * (r1 * r1 + r * r2))
}

/// J = Σ P′P″/P = Σ P (r³ + r r′).
pub(super) fn warm(categories: &[Category]) -> f64 {
    expected(categories, |r, r1, _| r * (r * r + r1))
}

/// J′ = Σ P (r⁴ + 4 r² r′ + r′² + r r″).
pub(super) fn warm_slope(categories: &[Category]) -> f64 {
    expected(categories, |r, r1, r2| r * r * (r * r + 4.0 * r1) + r1 * r1 + r * r2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::{Curve, Graded, ItemModel, Nominal, PartialCredit};
    use crate::{Score, Theta};

    fn places() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-4.0..4.0f64, 1..=15)
    }

    fn any_model() -> impl Strategy<Value = ItemModel> {
        let graded = (0.2..3.0f64, -4.0..0.0f64, prop::collection::vec(0.01..2.0f64, 0..=14)).prop_map(|(a, first, gaps)| {
            let mut thresholds = vec![first];
            thresholds.extend(gaps.iter().scan(first, |at, gap| {
                *at += gap;
                Some(*at)
            }));
            ItemModel::from(Graded::new(a, thresholds).unwrap())
        });
        let partial = (0.2..3.0f64, places()).prop_map(|(a, steps)| ItemModel::from(PartialCredit::new(a, steps).unwrap()));
        let nominal = prop::collection::vec((-2.0..2.0f64, -2.0..2.0f64), 1..=15).prop_map(|lines| {
            let (slopes, intercepts) = lines.into_iter().unzip();
            ItemModel::from(Nominal::new(slopes, intercepts).unwrap())
        });
        prop_oneof![graded, partial, nominal]
    }

    fn at(model: &ItemModel, theta: f64) -> Curve {
        model.at(Theta::new(theta).unwrap())
    }

    fn scores(model: &ItemModel) -> impl Iterator<Item = Score> {
        (0..model.categories() as u8).map(Score::new)
    }

    fn difference(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        let h = 1e-3;
        (8.0 * (f(x + h) - f(x - h)) - (f(x + 2.0 * h) - f(x - 2.0 * h))) / (12.0 * h)
    }

    /// Steep curves bend on a scale that the differences only just resolve.
    fn near(ours: f64, differences: f64) -> bool {
        (ours - differences).abs() <= 1e-5 * (1.0 + ours.abs())
    }

    proptest! {
        #[test]
        fn derivatives_agree_with_differences(model in any_model(), theta in -4.0..4.0f64) {
            let here = at(&model, theta);
            for score in scores(&model) {
                let [first, second, third] = here.derivatives(score);
                prop_assert!(near(first, difference(|x| at(&model, x).probability(score), theta)));
                prop_assert!(near(second, difference(|x| at(&model, x).derivatives(score)[0], theta)));
                prop_assert!(near(third, difference(|x| at(&model, x).derivatives(score)[1], theta)));
                let slope = here.log_likelihood_slope(score);
                let log = |x: f64| model.log_probability_at(x, score);
                prop_assert!(near(slope, difference(log, theta)));
                let observed = here.observed_information(score);
                prop_assert!(near(observed, -difference(|x| at(&model, x).log_likelihood_slope(score), theta)));
            }
            prop_assert!(near(here.information_slope(), difference(|x| at(&model, x).information(), theta)));
            prop_assert!(near(here.information_curvature(), difference(|x| at(&model, x).information_slope(), theta)));
            prop_assert!(near(here.warm_slope(), difference(|x| at(&model, x).warm(), theta)));
        }

        #[test]
        fn probabilities_sum_to_one_and_are_the_same_whichever_way_they_are_asked_for(model in any_model(), theta in -30.0..30.0f64) {
            let mut all = vec![0.0; model.categories()];
            model.probabilities_at(theta, &mut all);
            prop_assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-13);
            let curve = at(&model, theta);
            for (score, p) in scores(&model).zip(all) {
                prop_assert_eq!(model.probability_at(theta, score).to_bits(), p.to_bits());
                prop_assert!((curve.probability(score) - p).abs() <= 1e-15 * p);
                let log = model.log_probability_at(theta, score);
                // A probability cannot be less than e^-708; its logarithm can.
                prop_assert!(log.is_finite());
                if log < -700.0 {
                    continue;
                }
                // Exponents of some hundreds are themselves only known to a few parts in 1e14.
                prop_assert!((log - crate::math::ln(p)).abs() <= 1e-12 * (1.0 + log.abs()));
            }
        }

        #[test]
        fn information_is_what_its_definition_says(model in any_model(), theta in -6.0..6.0f64) {
            let curve = at(&model, theta);
            let (mut information, mut warm) = (0.0, 0.0);
            for score in scores(&model) {
                let [first, second, _] = curve.derivatives(score);
                let p = curve.probability(score);
                information += first * first / p;
                warm += first * second / p;
            }
            prop_assert!((curve.information() - information).abs() <= 1e-11 * (1.0 + information));
            prop_assert!((model.information_at(theta) - information).abs() <= 1e-11 * (1.0 + information));
            prop_assert!((curve.warm() - warm).abs() <= 1e-10 * (1.0 + information));
        }

        #[test]
        fn information_is_finite_and_never_negative_anywhere(model in any_model(), theta in prop_oneof![-1e3..1e3f64, any::<f64>()]) {
            prop_assume!(theta.is_finite());
            let curve = at(&model, theta);
            for information in [model.information_at(theta), curve.information()] {
                prop_assert!(information.is_finite() && information >= 0.0, "{information}");
            }
            let all = [curve.information_slope(), curve.information_curvature(), curve.warm(), curve.warm_slope()];
            prop_assert!(all.iter().all(|value| value.is_finite()));
            prop_assert!(scores(&model).all(|score| curve.log_likelihood_slope(score).is_finite()));
        }

        #[test]
        fn no_ability_is_more_informative_than_the_most_informative(model in any_model(), theta in -8.0..8.0f64) {
            let best = model.information(model.most_informative_at());
            prop_assert!(model.information_at(theta) <= best * (1.0 + 1e-9));
        }

        #[test]
        fn information_is_within_its_bound(model in any_model(), low in -8.0..8.0f64, width in 0.0..1.0f64, part in 0.0..=1.0f64) {
            let bound = model.information_bound(low, low + width, model.most_informative_at().value());
            let inside = model.information_at(low + part * width);
            prop_assert!(inside <= bound * (1.0 + 1e-9), "{inside} {bound}");
        }

        #[test]
        fn moving_an_item_moves_its_curves(model in any_model(), by in -3.0..3.0f64, theta in -4.0..4.0f64) {
            let moved = model.shifted(by);
            for score in scores(&model) {
                prop_assert!((moved.probability_at(theta + by, score) - model.probability_at(theta, score)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn two_categories_are_a_logistic_item() {
        let logistic = ItemModel::from(crate::model::Logistic::new(1.3, 0.4, 0.0, 1.0).unwrap());
        let others = [
            ItemModel::from(Graded::new(1.3, vec![0.4]).unwrap()),
            PartialCredit::new(1.3, vec![0.4]).unwrap().into(),
            Nominal::new(vec![1.3], vec![-1.3 * 0.4]).unwrap().into(),
        ];
        for theta in [-3.0, 0.0, 0.7, 5.0] {
            let expected = at(&logistic, theta);
            for model in &others {
                let curve = at(model, theta);
                for score in [Score::WRONG, Score::RIGHT] {
                    assert!((curve.probability(score) - expected.probability(score)).abs() < 1e-15);
                    assert!((curve.observed_information(score) - expected.observed_information(score)).abs() < 1e-14);
                }
                assert!((curve.information_curvature() - expected.information_curvature()).abs() < 1e-14);
                assert!((curve.warm_slope() - expected.warm_slope()).abs() < 1e-14);
            }
        }
        assert!((others[0].most_informative_at().value() - 0.4).abs() < 1e-6);
    }

    #[test]
    fn far_out_nothing_is_lost_to_cancellation() {
        let model = ItemModel::from(PartialCredit::new(2.0, vec![0.0, 1.0]).unwrap());
        let curve = at(&model, 30.0);
        // One step short of full credit: e^(−2 · 29), with slope 2 below the top.
        let short = crate::math::exp(-58.0);
        assert!((curve.log_likelihood_slope(Score::new(2)) / (2.0 * short) - 1.0).abs() < 1e-12);
        assert!((curve.information() / (4.0 * short) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn says_what_is_wrong_with_parameters() {
        let text = |error: crate::model::Error| error.to_string();
        assert_eq!(text(Graded::new(1.0, vec![1.0, 0.5]).unwrap_err()), "thresholds = 0.5, expected each above the one before");
        assert_eq!(text(PartialCredit::new(0.0, vec![1.0]).unwrap_err()), "a = 0, expected a > 0");
        assert_eq!(text(PartialCredit::new(1.0, vec![0.0; 16]).unwrap_err()), "thresholds = 16, expected 1 to 15 numbers");
        assert_eq!(text(Nominal::new(vec![0.0], vec![1.0]).unwrap_err()), "slopes = 0, expected at least one other than 0");
    }
}
