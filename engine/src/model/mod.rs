//! What an answer to an item says about ability.

mod logistic;

pub use logistic::{Derivatives, Logistic};

use crate::score::Score;
use crate::theta::Theta;

/// The response model of one item: a curve over ability for each category that an answer may earn, from 0 up.
///
/// ```
/// use engine::model::{ItemModel, Logistic};
/// let model = ItemModel::from(Logistic::new(1.0, 0.5, 0.0, 1.0)?);
/// assert_eq!(model.categories(), 2);
/// # Ok::<(), engine::model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum ItemModel {
    /// Right or wrong: 1PL to 4PL.
    Logistic(Logistic),
}

/// The curves of an item at one ability, with their derivatives.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// Of an item that is right or wrong.
    Dichotomous(Derivatives),
}

impl From<Logistic> for ItemModel {
    fn from(model: Logistic) -> Self {
        Self::Logistic(model)
    }
}

impl ItemModel {
    /// How many categories an answer may earn: two where it is right or wrong.
    pub fn categories(&self) -> usize {
        match self {
            Self::Logistic(_) => 2,
        }
    }

    /// The probability of this score, to full relative precision.
    #[inline]
    pub fn probability(&self, theta: Theta, score: Score) -> f64 {
        self.probability_at(theta.value(), score)
    }

    #[inline]
    pub(crate) fn probability_at(&self, theta: f64, score: Score) -> f64 {
        match self {
            Self::Logistic(model) => model.likelihood_at(theta, score),
        }
    }

    /// The probabilities of all categories, from 0 up, into the first places of `into`, which has room for them.
    #[inline]
    pub(crate) fn probabilities_at(&self, theta: f64, into: &mut [f64]) {
        match self {
            Self::Logistic(model) => {
                let (p, q) = model.probabilities_at(theta);
                (into[0], into[1]) = (q, p);
            }
        }
    }

    /// The curves at `theta`.
    pub fn at(&self, theta: Theta) -> Curve {
        self.curve_at(theta.value())
    }

    #[inline]
    pub(crate) fn curve_at(&self, theta: f64) -> Curve {
        match self {
            Self::Logistic(model) => Curve::Dichotomous(model.derivatives_at(theta)),
        }
    }

    /// Fisher information at `theta`, in units of 1/θ²: finite and never negative.
    #[inline]
    pub fn information(&self, theta: Theta) -> f64 {
        self.information_at(theta.value())
    }

    #[inline]
    pub(crate) fn information_at(&self, theta: f64) -> f64 {
        match self {
            Self::Logistic(model) => model.information_at(theta),
        }
    }

    /// Where the item is most informative, in logits.
    pub fn most_informative_at(&self) -> Theta {
        match self {
            Self::Logistic(model) => model.most_informative_at(),
        }
    }

    /// An upper bound of the information between two abilities, given where it is greatest.
    ///
    /// The logistic models' information has one peak, so that it is the value there or at the nearer end.
    pub(crate) fn information_bound(&self, low: f64, high: f64, peak: f64) -> f64 {
        match self {
            Self::Logistic(model) => model.information_at(peak.clamp(low, high)),
        }
    }

    /// Where the item stands on the scale, in logits: the difficulty of an item that is right or wrong.
    pub fn difficulty(&self) -> f64 {
        match self {
            Self::Logistic(model) => model.b(),
        }
    }

    /// The same curves, moved along the scale.
    #[must_use]
    pub fn shifted(&self, by: f64) -> Self {
        match self {
            Self::Logistic(model) => Self::Logistic(model.shifted(by)),
        }
    }

    /// The model of an item that is right or wrong.
    pub fn logistic(&self) -> Option<&Logistic> {
        match self {
            Self::Logistic(model) => Some(model),
        }
    }
}

impl Curve {
    /// The probability of this score.
    pub fn probability(&self, score: Score) -> f64 {
        match self {
            Self::Dichotomous(item) => {
                if score.is_right() {
                    item.p
                } else {
                    item.q
                }
            }
        }
    }

    /// Fisher information.
    pub fn information(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.information(),
        }
    }

    /// Its slope.
    pub fn information_slope(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.information_slope(),
        }
    }

    /// Its second derivative.
    pub fn information_curvature(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.information_curvature(),
        }
    }

    /// Warm's J = Σ P′P″/P over the categories.
    pub fn warm(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.warm(),
        }
    }

    /// J′.
    pub fn warm_slope(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.warm_slope(),
        }
    }

    /// The slope of the log-likelihood of a score.
    pub fn log_likelihood_slope(&self, score: Score) -> f64 {
        match self {
            Self::Dichotomous(item) => item.log_likelihood_slope(score),
        }
    }

    /// Observed information of a score: the negative second derivative of its log-likelihood.
    pub fn observed_information(&self, score: Score) -> f64 {
        match self {
            Self::Dichotomous(item) => item.observed_information(score),
        }
    }
}

/// Why a model could not be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A parameter is out of its range.
    #[error("{parameter} = {value}, expected {expected}")]
    OutOfRange {
        /// Its letter.
        parameter: &'static str,
        /// What was given.
        value: f64,
        /// The range.
        expected: &'static str,
    },
}
