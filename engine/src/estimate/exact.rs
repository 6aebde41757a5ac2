//! The standard error that an estimator really has on a short test, by going through everything that could have been answered.

use super::{Estimator, Scored};
use crate::score::Score;
use crate::theta::{StandardError, Theta};

/// Tests with more response patterns than this have the error of their estimator's own formula: 12 items that are right or wrong.
pub const MAX_PATTERNS: usize = 1 << 12;

/// The standard deviation of the estimates of all response patterns, each as probable as `theta` says (Magis 2014,
/// doi:10.1177/0146621613496890). `None` for more than [`MAX_PATTERNS`].
pub(super) fn error(estimator: &Estimator, responses: &[Scored], theta: Theta) -> Option<StandardError> {
    let patterns = responses.iter().try_fold(1_usize, |product, (model, _)| {
        let product = product * model.categories();
        (product <= MAX_PATTERNS).then_some(product)
    })?;
    if responses.is_empty() {
        return None;
    }
    let at = theta.value();
    let mut pattern: Vec<Scored> = responses.iter().map(|&(model, _)| (model, Score::WRONG)).collect();
    let mut estimates = Vec::with_capacity(patterns);
    for _ in 0..patterns {
        let probability: f64 = pattern.iter().map(|(model, score)| model.probability_at(at, *score)).product();
        estimates.push((probability, estimator.estimate(&pattern).theta.value()));
        // The next pattern, as a number whose digits are categories.
        for (model, score) in &mut pattern {
            let next = score.category() + 1;
            *score = Score::new(if next < model.categories() { next as u8 } else { 0 });
            if score.category() != 0 {
                break;
            }
        }
    }
    let mean: f64 = estimates.iter().map(|(probability, estimate)| probability * estimate).sum();
    let variance: f64 = estimates.iter().map(|(probability, estimate)| probability * (estimate - mean) * (estimate - mean)).sum();
    StandardError::new(variance.sqrt())
}
