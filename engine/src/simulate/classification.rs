//! How often a classification at cut scores is right (accuracy), and how often it would be the same again (consistency).
//!
//! [`rudner`] asks what is known of one taker's ability, [`lee`] how sums of scores fall on a fixed form. Both are for any number of
//! cuts, which make one category more; for one cut at a time call them with that cut alone. Verdicts of an adaptive test, of which
//! one is "too close to call", follow no formula: they are replicated, see [`Retest`].

use serde::{Deserialize, Serialize};

use crate::estimate::Estimate;
use crate::math;
use crate::model::ItemModel;
use crate::outcome::Verdict;
use crate::theta::Theta;

/// Probabilities, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// That the category is the true one.
    pub accuracy: f64,
    /// That two parallel tests give the same category.
    pub consistency: f64,
}

/// Of one taker, from estimate and standard error: true ability is taken to be normal about the estimate.
///
/// Accuracy is the probability of the category that holds the estimate (Rudner 2001, doi:10.7275/an9m-2035; 2005,
/// doi:10.7275/56a5-6b14), consistency the sum of the squares of all categories' probabilities (Wyse and Hao 2012,
/// doi:10.1177/0146621612451522). The mean over takers is that of the test.
/// `cuts` rise; an ability at a cut is above it.
///
/// ```
/// use engine::{Estimate, StandardError, Theta, simulate::classification::rudner};
/// let estimate = Estimate { theta: Theta::new(0.5).unwrap(), standard_error: StandardError::new(0.5).unwrap() };
/// assert!((rudner(estimate, &[Theta::ZERO]).accuracy - 0.841_345).abs() < 1e-6);
/// ```
pub fn rudner(estimate: Estimate, cuts: &[Theta]) -> Agreement {
    let (theta, error) = (estimate.theta.value(), estimate.standard_error.value());
    let above = |cut: &Theta| {
        let ahead = theta - cut.value();
        if error > 0.0 { math::normal_cdf(ahead / error) } else { f64::from(u8::from(ahead >= 0.0)) }
    };
    of_categories(cuts.iter().map(above), category(estimate.theta, cuts))
}

/// Of a fixed form that classifies by the sum of its items' scores, over abilities with their weights.
///
/// The distribution of sums at each ability ([`score_distribution`]) is cut at the sums that are expected at the cuts
/// ([`score_cut`]); accuracy and consistency follow as in [`rudner`] and are averaged (Lee 2010,
/// doi:10.1111/j.1745-3984.2009.00096.x). `cuts` rise; 0 and 0 where the weights sum to nothing.
pub fn lee(models: &[&ItemModel], cuts: &[Theta], abilities: &[(Theta, f64)]) -> Agreement {
    let sums: Vec<usize> = cuts.iter().map(|cut| score_cut(models, *cut)).collect();
    let (mut total, mut all) = (0.0, Agreement::default());
    for &(theta, weight) in abilities {
        let distribution = score_distribution(models, theta);
        let above = |sum: &usize| distribution[(*sum).min(distribution.len())..].iter().sum::<f64>();
        let Agreement { accuracy, consistency } = of_categories(sums.iter().map(above), category(theta, cuts));
        all.accuracy += weight * accuracy;
        all.consistency += weight * consistency;
        total += weight;
    }
    if total > 0.0 {
        all = Agreement { accuracy: all.accuracy / total, consistency: all.consistency / total };
    }
    all
}

/// The probability of each sum of scores on these items at one ability, from 0 up (Lord and Wingersky 1984,
/// doi:10.1177/014662168400800409; items with more than two categories as Thissen et al. 1995, doi:10.1177/014662169501900105).
pub fn score_distribution(models: &[&ItemModel], theta: Theta) -> Vec<f64> {
    let mut distribution = vec![1.0];
    for model in models {
        let mut probabilities = vec![0.0; model.categories()];
        model.probabilities_at(theta.value(), &mut probabilities);
        let mut longer = vec![0.0; distribution.len() + probabilities.len() - 1];
        for (sum, so_far) in distribution.iter().enumerate() {
            for (score, p) in probabilities.iter().enumerate() {
                longer[sum + score] += so_far * p;
            }
        }
        distribution = longer;
    }
    distribution
}

/// The lowest sum of scores that is at least the sum expected at the cut.
pub fn score_cut(models: &[&ItemModel], cut: Theta) -> usize {
    let expected: f64 = score_distribution(models, cut).iter().enumerate().map(|(sum, p)| sum as f64 * p).sum();
    // An expected sum that is whole but for rounding is that whole number.
    (expected - 1e-9).ceil().max(0.0) as usize
}

/// How many of the cuts an ability has reached.
fn category(theta: Theta, cuts: &[Theta]) -> usize {
    cuts.iter().filter(|cut| theta.value() >= cut.value()).count()
}

/// From the probabilities to be above each cut, which fall, and the true category.
fn of_categories(above: impl Iterator<Item = f64>, category: usize) -> Agreement {
    let mut last = 1.0;
    let mut agreement = Agreement::default();
    for (number, above) in above.map(Some).chain([None]).enumerate() {
        let p = last - above.unwrap_or(0.0);
        agreement.consistency += p * p;
        if number == category {
            agreement.accuracy = p;
        }
        last = above.unwrap_or(0.0);
    }
    agreement
}

/// The same takers tested twice, without memory: how often both tests gave which verdicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retest {
    /// Rows: the first test's verdict, columns: the second's; both achieved, not yet, too close to call.
    pub pairs: [[u64; 3]; 3],
}

impl Retest {
    /// One taker more.
    pub fn add(&mut self, first: Verdict, second: Verdict) {
        self.pairs[first as usize][second as usize] += 1;
    }

    /// The takers of another.
    pub fn merge(&mut self, other: &Self) {
        for (row, others) in self.pairs.iter_mut().zip(&other.pairs) {
            for (pairs, others) in row.iter_mut().zip(others) {
                *pairs += others;
            }
        }
    }

    /// How many takers were tested twice.
    pub fn takers(&self) -> u64 {
        self.pairs.iter().flatten().sum()
    }

    /// How many of them were told the same twice.
    pub fn same(&self) -> u64 {
        (0..3).map(|verdict| self.pairs[verdict][verdict]).sum()
    }

    /// How many were awarded once and told "not yet" once: the worst that can happen.
    pub fn opposite(&self) -> u64 {
        let (achieved, not_yet) = (Verdict::Achieved as usize, Verdict::NotYet as usize);
        self.pairs[achieved][not_yet] + self.pairs[not_yet][achieved]
    }

    /// Cohen's kappa: agreement beyond what the verdicts' shares alone would bring (Cohen 1960, doi:10.1177/001316446002000104).
    /// `None` where all verdicts are the same or nobody was tested twice.
    pub fn kappa(&self) -> Option<f64> {
        let n = self.takers() as f64;
        let by_chance: f64 = (0..3)
            .map(|verdict| {
                let first: u64 = self.pairs[verdict].iter().sum();
                let second: u64 = self.pairs.iter().map(|row| row[verdict]).sum();
                first as f64 * second as f64 / (n * n)
            })
            .sum();
        (by_chance < 1.0).then(|| (self.same() as f64 / n - by_chance) / (1.0 - by_chance))
    }
}
