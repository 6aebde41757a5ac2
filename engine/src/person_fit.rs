//! Whether a pattern of answers fits the ability that was estimated from it: statistics for people to read.
//!
//! A careless start, a language not yet mastered or keys known beforehand give patterns that no ability explains. What to make of one
//! is for people to say who know the learner and the room: nothing here stops a test or changes a verdict, and a pattern that
//! fits badly is no proof of anything. Short tests tell little.

use crate::estimate::{Estimator, Scored};
use crate::math;
use crate::model::{Curve, ItemModel, MAX_CATEGORIES};
use crate::score::Score;
use crate::theta::Theta;

/// How well the answers of one learner fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonFit {
    /// The standardised log-likelihood l_z (Drasgow, Levine and Williams 1985, doi:10.1111/j.2044-8317.1985.tb00817.x): far below 0
    /// where the pattern is less likely than patterns are at this ability. At a true ability it has mean 0 and variance 1.
    pub lz: f64,
    /// l_z*, which allows for the ability being estimated from the same answers and so is nearer to a standard normal (Snijders 2001,
    /// doi:10.1007/BF02294437; for WLE and MAP Magis, Raîche and Béland 2012, doi:10.3102/1076998610396894; for several categories
    /// Sinharay 2016, doi:10.1007/s11336-015-9465-x).
    pub lz_star: f64,
    /// Mean squared residuals; about 1, and more where answers surprise. `None` where no item has ordered categories.
    pub mean_squares: Option<MeanSquares>,
}

/// Mean squares of Wright and Masters (1982, Rating Scale Analysis), with expectation 1 at a true ability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanSquares {
    /// Σ (x − E)² / Σ V: of surprises near the ability.
    pub infit: f64,
    /// The mean of (x − E)² / V: of surprises far from it.
    pub outfit: f64,
}

/// The fit of these answers at an ability that this estimator found. `None` where every answer was all but certain, or there are none.
///
/// For EAP, whose estimate is not the zero of an equation of Snijders' kind, l_z* takes the prior's slope as for MAP. At an end of the
/// estimator's range, which solves no equation, l_z* is no better than l_z.
///
/// ```
/// use engine::estimate::{Estimator, Range};
/// use engine::model::{ItemModel, Logistic};
/// use engine::{Score, person_fit::person_fit};
/// let items: Vec<ItemModel> = (-3..=3).map(|b| Logistic::new(1.0, f64::from(b), 0.0, 1.0).unwrap().into()).collect();
/// // The hardest are right and the easiest wrong.
/// let answers: Vec<_> = items.iter().enumerate().map(|(n, item)| (item, Score::from(n > 3))).collect();
/// let estimator = Estimator::Wle(Range { lower: -6.0, upper: 6.0 });
/// let fit = person_fit(&answers, estimator.estimate(&answers).theta, &estimator).unwrap();
/// assert!(fit.lz < -3.0 && fit.mean_squares.unwrap().outfit > 3.0);
/// ```
pub fn person_fit(responses: &[Scored], theta: Theta, estimator: &Estimator) -> Option<PersonFit> {
    let at = theta.value();
    let items: Vec<At> = responses.iter().map(|&(model, score)| At::new(model, score, at)).collect();
    // l − E(l), and how ln P and the estimating equation's slopes vary together.
    let (mut distance, mut variance, mut covariance, mut sharpness) = (0.0, 0.0, 0.0, 0.0);
    for (item, (model, _)) in items.iter().zip(responses) {
        let weight = estimator.weight_at(model, at);
        distance += item.log_p[item.answer] - item.mean(|k| item.log_p[k]);
        variance += item.variance(|k| item.log_p[k]);
        covariance += item.mean(|k| item.slope[k] * item.log_p[k]);
        sharpness += weight * item.mean(|k| item.slope[k] * item.slope[k]);
    }
    if variance <= 0.0 || !variance.is_finite() {
        return None;
    }
    let lz = distance / variance.sqrt();
    let c = if sharpness > 0.0 { covariance / sharpness } else { 0.0 };
    let left = items
        .iter()
        .zip(responses)
        .map(|(item, (model, _))| {
            let weight = estimator.weight_at(model, at);
            item.variance(|k| item.log_p[k] - c * weight * item.slope[k])
        })
        .sum::<f64>();
    let moved = distance + c * estimator.addition_at(responses, at);
    // With one item of two categories nothing is left: the estimate follows the answer.
    let lz_star = if left > 1e-12 * variance { moved / left.sqrt() } else { lz };
    Some(PersonFit { lz, lz_star, mean_squares: mean_squares(&items) })
}

fn mean_squares(items: &[At]) -> Option<MeanSquares> {
    let (mut squares, mut variances, mut standardised, mut count) = (0.0, 0.0, 0.0, 0.0);
    for item in items.iter().filter(|item| item.ordered) {
        let expected = item.mean(|k| k as f64);
        let residual = item.answer as f64 - expected;
        let variance = item.variance(|k| k as f64);
        squares += residual * residual;
        variances += variance;
        standardised += residual * residual / variance;
        count += 1.0;
    }
    (variances > 0.0 && standardised.is_finite())
        .then(|| MeanSquares { infit: squares / variances, outfit: standardised / count })
}

/// An item at one ability: each category's probability, its logarithm and that one's slope.
struct At {
    categories: usize,
    p: [f64; MAX_CATEGORIES],
    log_p: [f64; MAX_CATEGORIES],
    slope: [f64; MAX_CATEGORIES],
    answer: usize,
    ordered: bool,
}

impl At {
    fn new(model: &ItemModel, score: Score, theta: f64) -> Self {
        let categories = model.categories();
        let mut item = Self {
            categories,
            p: [0.0; MAX_CATEGORIES],
            log_p: [0.0; MAX_CATEGORIES],
            slope: [0.0; MAX_CATEGORIES],
            answer: score.category().min(categories - 1),
            ordered: !matches!(model, ItemModel::Nominal(_)),
        };
        let curve: Curve = model.curve_at(theta);
        for k in 0..categories {
            let score = Score::new(k as u8);
            item.p[k] = curve.probability(score);
            // ln of the least that a probability can be, where a model of right and wrong has underflowed.
            item.log_p[k] = model.log_probability_at(theta, score).max(math::ln(f64::MIN_POSITIVE));
            item.slope[k] = curve.log_likelihood_slope(score);
        }
        item
    }

    fn mean(&self, of: impl Fn(usize) -> f64) -> f64 {
        (0..self.categories).map(|k| self.p[k] * of(k)).sum()
    }

    fn variance(&self, of: impl Fn(usize) -> f64) -> f64 {
        let mean = self.mean(&of);
        (0..self.categories).map(|k| self.p[k] * (of(k) - mean) * (of(k) - mean)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Seed;
    use crate::estimate::{Prior, Range};
    use crate::model::{Graded, Logistic, Nominal, PartialCredit};

    const RANGE: Range = Range { lower: -6.0, upper: 6.0 };

    fn logistic(a: f64, b: f64, c: f64) -> ItemModel {
        Logistic::new(a, b, c, 1.0).unwrap().into()
    }

    fn mixed() -> Vec<ItemModel> {
        vec![
            logistic(1.2, -1.0, 0.0),
            logistic(0.8, 0.3, 0.2),
            Graded::new(1.1, vec![-0.5, 0.4, 1.2]).unwrap().into(),
            PartialCredit::new(0.9, vec![0.6, -0.6]).unwrap().into(),
            logistic(1.7, 1.1, 0.0),
        ]
    }

    /// Every response pattern with its probability at `theta`.
    fn patterns(items: &[ItemModel], theta: f64) -> Vec<(f64, Vec<Score>)> {
        let mut all = vec![(1.0, Vec::new())];
        for item in items {
            all = all
                .into_iter()
                .flat_map(|(p, pattern)| {
                    (0..item.categories()).map(move |k| {
                        let score = Score::new(k as u8);
                        (p * item.probability_at(theta, score), pattern.iter().copied().chain([score]).collect())
                    })
                })
                .collect();
        }
        all
    }

    fn scored<'a>(items: &'a [ItemModel], pattern: &[Score]) -> Vec<Scored<'a>> {
        items.iter().zip(pattern.iter().copied()).collect()
    }

    #[test]
    fn lz_has_mean_0_and_variance_1_and_mean_squares_are_1_at_the_true_ability() {
        let ml = Estimator::Ml(RANGE);
        for theta in [-2.0, 0.0, 0.7, 1.9] {
            let items = mixed();
            let (mut mean, mut square, mut infit, mut outfit) = (0.0, 0.0, 0.0, 0.0);
            for (p, pattern) in patterns(&items, theta) {
                let fit = person_fit(&scored(&items, &pattern), Theta::new(theta).unwrap(), &ml).unwrap();
                mean += p * fit.lz;
                square += p * fit.lz * fit.lz;
                let squares = fit.mean_squares.unwrap();
                infit += p * squares.infit;
                outfit += p * squares.outfit;
            }
            for (value, expected) in [(mean, 0.0), (square, 1.0), (infit, 1.0), (outfit, 1.0)] {
                assert!((value - expected).abs() < 1e-12, "{theta}: {value}, expected {expected}");
            }
        }
    }

    /// Means and variances of l_z and l_z* over simulated learners whose ability is estimated.
    fn simulated(items: &[ItemModel], estimator: &Estimator, theta: f64, learners: u64) -> [(f64, f64); 2] {
        let mut sums = [(0.0, 0.0); 2];
        for learner in 0..learners {
            let mut luck = Seed::from_number(20_260_115).stream(learner);
            let pattern: Vec<Score> = items
                .iter()
                .map(|item| {
                    let mut left = luck.uniform();
                    let mut category = 0;
                    while category + 1 < item.categories() {
                        left -= item.probability_at(theta, Score::new(category as u8));
                        if left < 0.0 {
                            break;
                        }
                        category += 1;
                    }
                    Score::new(category as u8)
                })
                .collect();
            let answers = scored(items, &pattern);
            let fit = person_fit(&answers, estimator.estimate(&answers).theta, estimator).unwrap();
            for (sum, value) in sums.iter_mut().zip([fit.lz, fit.lz_star]) {
                sum.0 += value;
                sum.1 += value * value;
            }
        }
        let n = learners as f64;
        sums.map(|(first, second)| (first / n, second / n - (first / n) * (first / n)))
    }

    #[test]
    fn lz_star_is_nearer_to_standard_than_lz() {
        let right_or_wrong: Vec<ItemModel> =
            (0..30).map(|n| logistic(0.7 + 0.05 * f64::from(n % 20), -2.5 + 5.0 * f64::from(n) / 29.0, 0.0)).collect();
        let several: Vec<ItemModel> = (0..15)
            .map(|n| {
                let b = -1.5 + 3.0 * f64::from(n) / 14.0;
                PartialCredit::new(1.0, vec![b - 0.8, b, b + 0.7]).unwrap().into()
            })
            .collect();
        for items in [right_or_wrong, several] {
            for estimator in [Estimator::Ml(RANGE), Estimator::Wle(RANGE), Estimator::Map(Prior::STANDARD_NORMAL, RANGE)] {
                let [plain, star] = simulated(&items, &estimator, 0.6, 600);
                // Six hundred learners: a mean is known to within 0.08, a variance to within 0.12 or so. The mean of both is
                // somewhat above 0 on short tests, because the statistic is skewed.
                assert!((star.1 - 1.0).abs() < 0.1, "{estimator:?}: l_z* {star:?}");
                assert!((star.1 - 1.0).abs() < (plain.1 - 1.0).abs() - 0.03, "{estimator:?}: l_z* {star:?}, l_z {plain:?}");
                // For ML, whose equation adds nothing, only the scale differs.
                let slack = if matches!(estimator, Estimator::Ml(_)) { 0.02 } else { 0.0 };
                assert!(
                    star.0.abs() < 0.2 && star.0.abs() < plain.0.abs() + slack,
                    "{estimator:?}: l_z* {star:?}, l_z {plain:?}"
                );
            }
        }
    }

    #[test]
    fn says_nothing_of_no_answers_and_little_of_nominal_ones() {
        let ml = Estimator::Ml(RANGE);
        assert_eq!(person_fit(&[], Theta::ZERO, &ml), None);
        let nominal: ItemModel = Nominal::new(vec![1.0, -1.0], vec![0.0, 0.5]).unwrap().into();
        let fit = person_fit(&[(&nominal, Score::new(1)), (&nominal, Score::new(2))], Theta::ZERO, &ml).unwrap();
        assert!(fit.lz.is_finite() && fit.lz_star.is_finite() && fit.mean_squares.is_none());
    }

    #[test]
    fn stays_finite_far_out() {
        let items = mixed();
        for theta in [-40.0, 40.0, 1000.0] {
            for pattern in [[Score::WRONG; 5], [Score::RIGHT; 5]] {
                let fit = person_fit(&scored(&items, &pattern), Theta::new(theta).unwrap(), &Estimator::Wle(RANGE));
                assert!(fit.is_none_or(|fit| !fit.lz.is_nan() && !fit.lz_star.is_nan()), "{theta}: {fit:?}");
            }
        }
    }
}
