//! ML, MAP, WLE and robust estimation: the global maximum of an objective, found from the zeros of its slope.

use super::prior::{Information, Prior};
use super::robust::Robust;
use super::{Estimate, Range, Scored};
use crate::math;
use crate::theta::{StandardError, Theta};

/// Between two steps of the scan lies at most one maximum for the discriminations that banks hold; 3PL likelihoods can have several.
const STEPS: usize = 160;

pub(super) fn ml(responses: &[Scored], range: Range) -> Estimate {
    let theta = global_maximum(range, |theta| slope(responses, theta), |theta| log_likelihood(responses, theta));
    finish(theta, responses, |information| information.value)
}

pub(super) fn map(responses: &[Scored], prior: &Prior, range: Range) -> Estimate {
    let range = match prior.support() {
        Some([lower, upper]) => {
            Range { lower: range.lower.max(lower), upper: range.upper.min(upper).max(range.lower.max(lower)) }
        }
        None => range,
    };
    let theta = global_maximum(
        range,
        |theta| slope(responses, theta) + prior.log_slope(theta, &information(responses, theta)),
        |theta| log_likelihood(responses, theta) + prior.log_density(theta, information(responses, theta).value),
    );
    finish(theta, responses, |information| information.value + prior.information(information))
}

pub(super) fn wle(responses: &[Scored], range: Range) -> Estimate {
    let weighted_slope = |theta: f64| {
        let bias = bias(&information(responses, theta));
        slope(responses, theta) + bias
    };
    // The weighted likelihood has no closed form for three and four parameters; its logarithm is summed from the slope itself.
    let theta = match zeros(range, &weighted_slope).as_slice() {
        [] if weighted_slope(range.lower) > 0.0 => range.upper,
        [] if weighted_slope(range.upper) < 0.0 => range.lower,
        [] => 0.5 * (range.lower + range.upper),
        [only] => *only,
        several => highest(several, &weighted_slope),
    };
    finish(Theta::saturating(theta), responses, |information| information.value)
}

/// J/(2I): the slope of Warm's weight.
pub(super) fn bias(information: &Information) -> f64 {
    if information.value > 0.0 { information.warm / (2.0 * information.value) } else { 0.0 }
}

/// Σ w(r) ℓ′ = 0, where the zero is the highest point of what the sum is the slope of; the end of the range where that is higher.
pub(super) fn robust(responses: &[Scored], weight: Robust, range: Range) -> Estimate {
    let weighted_slope = |theta: f64| -> f64 {
        responses
            .iter()
            .map(|(model, score)| weight.at(model.distance_at(theta)) * model.curve_at(theta).log_likelihood_slope(*score))
            .sum()
    };
    let mut maxima = zeros(range, &weighted_slope);
    if weighted_slope(range.lower) < 0.0 {
        maxima.insert(0, range.lower);
    }
    if weighted_slope(range.upper) > 0.0 {
        maxima.push(range.upper);
    }
    let theta = match maxima.as_slice() {
        [] => 0.5 * (range.lower + range.upper),
        several => highest(several, &weighted_slope),
    };
    Estimate { theta: Theta::saturating(theta), standard_error: robust_error(responses, weight, theta) }
}

/// √(Σ w² I) / Σ w I (Magis 2014, doi:10.1111/bmsp.12027).
pub(super) fn robust_error(responses: &[Scored], weight: Robust, theta: f64) -> StandardError {
    let (mut squares, mut sum) = (0.0, 0.0);
    for (model, _) in responses {
        let (w, information) = (weight.at(model.distance_at(theta)), model.curve_at(theta).information());
        squares += w * w * information;
        sum += w * information;
    }
    if sum > 0.0 { StandardError::new(squares.sqrt() / sum).unwrap_or(StandardError::UNKNOWN) } else { StandardError::UNKNOWN }
}

/// √I over the slope of the estimating equation, whose expectation is I plus what prior or weight adds (Magis 2016,
/// doi:10.1007/s11336-015-9443-3).
pub(super) fn efficient_error(responses: &[Scored], theta: Theta, adds: impl Fn(&Information) -> f64) -> StandardError {
    let information = information(responses, theta.value());
    if information.value <= 0.0 {
        return StandardError::UNKNOWN;
    }
    let slope = (information.value + adds(&information)).abs();
    StandardError::new(information.value.sqrt() / slope).unwrap_or(StandardError::UNKNOWN)
}

/// What Warm's weight adds to the information: −(J/(2I))′.
pub(super) fn warm_information(information: &Information) -> f64 {
    let Information { value, slope, warm, warm_slope, .. } = *information;
    (warm * slope - warm_slope * value) / (2.0 * value * value)
}

/// From the information of these answers alone.
pub(super) fn error_at(responses: &[Scored], theta: Theta) -> StandardError {
    finish(theta, responses, |information| information.value).standard_error
}

/// The standard error at `theta` from the information that counts there.
fn finish(theta: Theta, responses: &[Scored], counts: impl Fn(&Information) -> f64) -> Estimate {
    let information = information(responses, theta.value());
    Estimate { theta, standard_error: StandardError::from_information(counts(&information)) }
}

pub(super) fn information(responses: &[Scored], theta: f64) -> Information {
    let mut sum = Information::default();
    for (model, _) in responses {
        sum.add(&model.curve_at(theta));
    }
    sum
}

fn slope(responses: &[Scored], theta: f64) -> f64 {
    responses.iter().map(|(model, score)| model.curve_at(theta).log_likelihood_slope(*score)).sum()
}

fn log_likelihood(responses: &[Scored], theta: f64) -> f64 {
    responses.iter().map(|(model, score)| model.log_probability_at(theta, *score)).sum()
}

/// Where `slope` falls through zero, each to the last bit.
fn zeros(range: Range, slope: &impl Fn(f64) -> f64) -> Vec<f64> {
    let at = |step: usize| range.lower + (range.upper - range.lower) * (step as f64 / STEPS as f64);
    let mut found = Vec::new();
    let mut left = slope(at(0));
    for step in 1..=STEPS {
        let right = slope(at(step));
        if left > 0.0 && right <= 0.0 {
            found.push(math::root(at(step - 1), at(step), slope));
        }
        left = right;
    }
    found
}

fn global_maximum(range: Range, slope: impl Fn(f64) -> f64, objective: impl Fn(f64) -> f64) -> Theta {
    let mut best = 0.5 * (range.lower + range.upper);
    let mut height = objective(best);
    // The zeros come first: a flat objective keeps the middle, and an end wins only where it is higher.
    for theta in zeros(range, &slope).into_iter().chain([range.lower, range.upper]) {
        let here = objective(theta);
        if here > height {
            (best, height) = (theta, here);
        }
    }
    Theta::saturating(best)
}

/// Which of several maxima is the highest, by integrating the slope from one to the next (Simpson's rule, 200 panels).
fn highest(maxima: &[f64], slope: &impl Fn(f64) -> f64) -> f64 {
    const PANELS: usize = 200;
    let (mut best, mut height, mut best_height) = (maxima[0], 0.0, 0.0);
    for pair in maxima.windows(2) {
        let step = (pair[1] - pair[0]) / (2 * PANELS) as f64;
        let sum: f64 = (0..=2 * PANELS)
            .map(|k| {
                let weight = if k == 0 || k == 2 * PANELS {
                    1.0
                } else if k % 2 == 1 {
                    4.0
                } else {
                    2.0
                };
                weight * slope(pair[0] + step * k as f64)
            })
            .sum();
        height += sum * step / 3.0;
        if height > best_height {
            (best, best_height) = (pair[1], height);
        }
    }
    best
}
