//! Responses to an estimate. Estimators hold settings, never state: they are given every response so far.

mod eap;
mod interim;
mod likelihood;
mod prior;

pub use eap::{Grid, Posterior};
pub(crate) use interim::{Interim, Running};
pub use prior::Prior;

use crate::blueprint::file::{EstimatorFile, EstimatorName};
use crate::model::ItemModel;
use crate::score::Score;
use crate::theta::{StandardError, Theta};

/// A response as an estimator sees it: the item's curve and what was earned.
pub type Scored<'a> = (&'a ItemModel, Score);

/// An ability with its standard error, made together so that they cannot disagree.
#[derive(Clone, Copy, Debug, PartialEq)]
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
            return Err(("interim.range".to_owned(), format!("[{lower}, {upper}]"), expected));
        }
        let prior =
            || Prior::from_file(file.prior).map_err(|(value, expected)| ("interim.prior".to_owned(), value, expected.to_owned()));
        let range = Range { lower, upper };
        Ok(match file.estimator {
            EstimatorName::Ml => Self::Ml(range),
            EstimatorName::Wle => Self::Wle(range),
            EstimatorName::Map => Self::Map(prior()?, range),
            EstimatorName::Eap => {
                if !(5..=1001).contains(&file.nodes) {
                    return Err(("interim.nodes".to_owned(), file.nodes.to_string(), "5 to 1001".to_owned()));
                }
                Self::Eap(prior()?, Grid::new(range, file.nodes))
            }
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
            Self::Map(prior, range) => likelihood::map(responses, *prior, *range),
            Self::Wle(range) => likelihood::wle(responses, *range),
            Self::Eap(prior, grid) => {
                let mut posterior = grid.prior(*prior);
                for &(model, score) in responses {
                    let likelihood: Vec<f64> = grid.nodes().iter().map(|&theta| model.probability_at(theta, score)).collect();
                    posterior.observe(grid, model, &likelihood);
                }
                posterior.estimate(grid)
            }
        }
    }
}
