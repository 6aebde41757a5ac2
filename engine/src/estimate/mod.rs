//! Responses to an estimate. Estimators hold settings, never state: they are given every response so far.

mod constant;
mod eap;
mod exact;
mod interim;
mod likelihood;
mod prior;
mod robust;

pub use constant::{ConstantPattern, Step};
pub use eap::{Grid, Posterior};
pub use exact::MAX_PATTERNS;
pub(crate) use interim::{Interim, Running};
pub use prior::{Empirical, Prior};
pub use robust::Robust;

use crate::blueprint::file::{EstimatorFile, EstimatorName, QuadratureName, StandardErrorName, WeightName};
use crate::model::ItemModel;
use crate::said::Said;
use crate::score::Score;
use crate::theta::{StandardError, Theta};

/// A response as an estimator sees it: the item's curve and what was earned.
pub type Scored<'a> = (&'a ItemModel, Score);

/// An ability with its standard error, made together so that they cannot disagree.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Estimate {
    /// The ability.
    pub theta: Theta,
    /// Its standard error.
    pub standard_error: StandardError,
}

/// Abilities are sought from `lower` to `upper`, in logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Finite.
    pub lower: f64,
    /// Finite and above `lower`.
    pub upper: f64,
}

/// How ability is estimated.
#[derive(Clone, Debug, PartialEq)]
pub enum Estimator {
    /// Maximum likelihood: the ability under which the responses are most likely; the end of the range where all are right or all wrong.
    Ml(Range),
    /// Maximum a posteriori (Birnbaum 1969): the mode of the posterior.
    Map(Prior, Range),
    /// Weighted likelihood (Warm 1989): the zero of ℓ′ + J/(2I), which takes out the first-order bias of ML.
    Wle(Range),
    /// Expected a posteriori (Bock and Mislevy 1982): the posterior's mean, its standard deviation as the standard error, by the
    /// trapezoid rule on the grid.
    Eap(Prior, Grid),
    /// Robust (Schuster and Yuan 2011): the zero of Σ w(r) ℓ′, which gives less weight to answers to items far from the ability.
    Robust(Robust, Range),
    /// The estimate of another, with a standard error of a different kind.
    WithError(ErrorBy, Box<Estimator>),
}

/// How a standard error is computed, where it is not by the estimator's own formula: 1/√I for ML and WLE, with the prior's
/// information added for MAP, the posterior's standard deviation for EAP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorBy {
    /// √I over the expected slope of the estimating equation, for MAP and WLE (Magis 2016, doi:10.1007/s11336-015-9443-3): the
    /// spread of the estimates rather than that of the posterior. The others keep their own.
    Slope,
    /// The standard deviation over all response patterns (Magis 2014, doi:10.1177/0146621613496890), up to [`MAX_PATTERNS`] of
    /// them; with more, the estimator's own.
    Exact,
}

impl Estimator {
    /// The estimator that a blueprint names.
    ///
    /// # Errors
    /// What is wrong with its settings, as (field, value, expected).
    pub fn from_file(file: &EstimatorFile) -> Result<Self, (String, String, String)> {
        let [lower, upper] = file.range;
        let sound = lower.is_finite() && upper.is_finite() && lower < upper && lower >= -20.0 && upper <= 20.0;
        if !sound {
            let expected = "two abilities, the lower first, within -20 to 20".to_owned();
            return Err(("interim.range".to_owned(), format!("[{}, {}]", lower.said(), upper.said()), expected));
        }
        let prior = || {
            Prior::from_file(&file.prior).map_err(|(value, expected)| ("interim.prior".to_owned(), value, expected.to_owned()))
        };
        let range = Range { lower, upper };
        let robust = file.estimator == EstimatorName::Robust;
        if !robust && (file.weight.is_some() || file.tuning.is_some()) {
            let field = if file.weight.is_some() { "interim.weight" } else { "interim.tuning" };
            return Err((field.to_owned(), "present".to_owned(), "nothing but for ROBUST".to_owned()));
        }
        let own = match file.estimator {
            EstimatorName::Ml => Self::Ml(range),
            EstimatorName::Wle => Self::Wle(range),
            EstimatorName::Map => Self::Map(prior()?, range),
            EstimatorName::Eap => {
                if !(5..=1001).contains(&file.nodes) {
                    return Err(("interim.nodes".to_owned(), file.nodes.to_string(), "5 to 1001".to_owned()));
                }
                let grid = Grid::new(range, file.nodes);
                Self::Eap(prior()?, if file.quadrature == QuadratureName::Sum { grid.summed() } else { grid })
            }
            EstimatorName::Robust => {
                let weight = file.weight.unwrap_or(WeightName::Huber);
                let tuning = file.tuning.unwrap_or(if weight == WeightName::Huber { 1.0 } else { 4.0 });
                if !(0.1..=100.0).contains(&tuning) {
                    return Err(("interim.tuning".to_owned(), tuning.said(), "0.1 to 100".to_owned()));
                }
                let weight = if weight == WeightName::Huber { Robust::Huber(tuning) } else { Robust::Tukey(tuning) };
                Self::Robust(weight, range)
            }
        };
        Ok(match file.standard_error {
            StandardErrorName::Model => own,
            StandardErrorName::Efficient => Self::WithError(ErrorBy::Slope, Box::new(own)),
            StandardErrorName::Exact => Self::WithError(ErrorBy::Exact, Box::new(own)),
        })
    }

    /// The estimate from these responses. None at all give the prior's, or for ML and WLE the middle of the range with an unknown error.
    ///
    /// ```
    /// use engine::estimate::{Estimator, Grid, Prior, Range};
    /// use engine::{Score, model::{ItemModel, Logistic}};
    /// let eap = Estimator::Eap(Prior::STANDARD_NORMAL, Grid::new(Range { lower: -6.0, upper: 6.0 }, 61));
    /// let rasch = ItemModel::from(Logistic::new(1.0, 0.0, 0.0, 1.0)?);
    /// let estimate = eap.estimate(&[(&rasch, Score::RIGHT)]);
    /// assert!(estimate.theta.value() > 0.4 && estimate.standard_error.value() < 0.95);
    /// # Ok::<(), engine::model::Error>(())
    /// ```
    pub fn estimate(&self, responses: &[Scored]) -> Estimate {
        match self {
            Self::Ml(range) => likelihood::ml(responses, *range),
            Self::Map(prior, range) => likelihood::map(responses, prior, *range),
            Self::Wle(range) => likelihood::wle(responses, *range),
            Self::Eap(prior, grid) => {
                let mut posterior = grid.prior(prior);
                for &(model, score) in responses {
                    let likelihood: Vec<f64> = grid.nodes().iter().map(|&theta| model.probability_at(theta, score)).collect();
                    posterior.observe(grid, model, &likelihood);
                }
                posterior.estimate(grid)
            }
            Self::Robust(weight, range) => likelihood::robust(responses, *weight, *range),
            Self::WithError(by, estimator) => {
                let own = estimator.estimate(responses);
                let other = match by {
                    ErrorBy::Slope => estimator.efficient_error(responses, own.theta),
                    ErrorBy::Exact => exact::error(estimator, responses, own.theta),
                };
                Estimate { standard_error: other.unwrap_or(own.standard_error), ..own }
            }
        }
    }

    fn efficient_error(&self, responses: &[Scored], theta: Theta) -> Option<StandardError> {
        match self {
            Self::Map(prior, _) => Some(likelihood::efficient_error(responses, theta, |test| prior.information(test))),
            Self::Wle(_) => Some(likelihood::efficient_error(responses, theta, likelihood::warm_information)),
            _ => None,
        }
    }

    /// How much the slope of this item's log-likelihood counts in the estimating equation.
    pub(crate) fn weight_at(&self, model: &ItemModel, theta: f64) -> f64 {
        match self {
            Self::Robust(weight, _) => weight.at(model.distance_at(theta)),
            Self::WithError(_, estimator) => estimator.weight_at(model, theta),
            _ => 1.0,
        }
    }

    /// What the estimating equation adds to those slopes: of the prior, or Warm's J/(2I).
    pub(crate) fn addition_at(&self, responses: &[Scored], theta: f64) -> f64 {
        match self {
            Self::Map(prior, _) | Self::Eap(prior, _) => prior.log_slope(theta, &likelihood::information(responses, theta)),
            Self::Wle(_) => likelihood::bias(&likelihood::information(responses, theta)),
            Self::WithError(_, estimator) => estimator.addition_at(responses, theta),
            Self::Ml(_) | Self::Robust(..) => 0.0,
        }
    }

    /// The standard error of an ability that was not estimated but stepped to.
    fn error_at(&self, responses: &[Scored], theta: Theta) -> StandardError {
        match self {
            Self::Robust(weight, _) => likelihood::robust_error(responses, *weight, theta.value()),
            _ => likelihood::error_at(responses, theta),
        }
    }

    /// Where abilities are sought.
    fn range(&self) -> Range {
        match self {
            Self::Ml(range) | Self::Map(_, range) | Self::Wle(range) | Self::Robust(_, range) => *range,
            Self::Eap(_, grid) => grid.range(),
            Self::WithError(_, estimator) => estimator.range(),
        }
    }
}
