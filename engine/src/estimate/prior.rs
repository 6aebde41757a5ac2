//! What is believed of ability before the first answer.

use std::sync::Arc;

use crate::blueprint::file::PriorFile;
use crate::math;
use crate::model::Curve;
use crate::said::Said;

/// A prior density, up to a constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Prior {
    /// N(mean, sd²).
    Normal {
        /// In logits.
        mean: f64,
        /// In logits, above 0.
        sd: f64,
    },
    /// Constant between two abilities.
    Uniform {
        /// In logits.
        lower: f64,
        /// In logits.
        upper: f64,
    },
    /// √I of the items answered (Jeffreys 1946).
    Jeffreys,
    /// As abilities were found to be spread.
    Empirical(Arc<Empirical>),
}

/// A density that is known at some abilities, up to a constant. Its logarithm is linear between them, so that it is positive and a
/// posterior mode is found there as anywhere; beyond the first and the last it is zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Empirical {
    abilities: Vec<f64>,
    log_weights: Vec<f64>,
}

impl Empirical {
    /// From abilities, rising, and the density at each, up to a constant. `None` unless there are at least two of both, all finite,
    /// and every weight is above 0.
    ///
    /// ```
    /// use engine::estimate::Empirical;
    /// assert!(Empirical::new(&[-1.0, 0.0, 2.0], &[10.0, 40.0, 5.0]).is_some());
    /// assert!(Empirical::new(&[-1.0, 0.0], &[10.0, 0.0]).is_none());
    /// ```
    pub fn new(abilities: &[f64], weights: &[f64]) -> Option<Self> {
        let sound = abilities.len() == weights.len()
            && abilities.len() >= 2
            && abilities.iter().all(|ability| ability.is_finite())
            && abilities.windows(2).all(|pair| pair[0] < pair[1])
            && weights.iter().all(|weight| weight.is_finite() && *weight > 0.0);
        // Relative to the greatest, so that the density itself never overflows.
        let top = weights.iter().copied().fold(0.0, f64::max);
        sound.then(|| Self {
            abilities: abilities.to_vec(),
            log_weights: weights.iter().map(|weight| math::ln(weight / top).max(-700.0)).collect(),
        })
    }

    /// The first and the last ability.
    fn support(&self) -> [f64; 2] {
        [self.abilities[0], self.abilities[self.abilities.len() - 1]]
    }

    /// Log density and its slope; the one to the right at a given ability, but for the last.
    fn at(&self, theta: f64) -> (f64, f64) {
        let [first, last] = self.support();
        if !(first..=last).contains(&theta) {
            return (f64::NEG_INFINITY, 0.0);
        }
        let right = self.abilities.partition_point(|ability| *ability <= theta).min(self.abilities.len() - 1);
        let (from, to) = (self.abilities[right - 1], self.abilities[right]);
        let slope = (self.log_weights[right] - self.log_weights[right - 1]) / (to - from);
        (self.log_weights[right - 1] + slope * (theta - from), slope)
    }
}

/// The information that the items answered carry at one ability, with its derivatives.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Information {
    pub value: f64,
    pub slope: f64,
    pub curvature: f64,
    /// Warm's J.
    pub warm: f64,
    /// J′.
    pub warm_slope: f64,
}

impl Information {
    pub fn add(&mut self, item: &Curve) {
        self.value += item.information();
        self.slope += item.information_slope();
        self.curvature += item.information_curvature();
        self.warm += item.warm();
        self.warm_slope += item.warm_slope();
    }
}

impl Prior {
    /// N(0, 1).
    pub const STANDARD_NORMAL: Self = Self::Normal { mean: 0.0, sd: 1.0 };

    pub(crate) fn from_file(file: &PriorFile) -> Result<Self, (String, &'static str)> {
        match *file {
            PriorFile::Normal { mean, sd } if mean.is_finite() && sd.is_finite() && sd > 0.0 => Ok(Self::Normal { mean, sd }),
            PriorFile::Normal { mean, sd } => {
                Err((format!("mean {}, sd {}", mean.said(), sd.said()), "a finite mean and sd > 0"))
            }
            PriorFile::Uniform { lower, upper } if lower.is_finite() && upper.is_finite() && lower < upper => {
                Ok(Self::Uniform { lower, upper })
            }
            PriorFile::Uniform { lower, upper } => {
                Err((format!("{} to {}", lower.said(), upper.said()), "two abilities, the lower first"))
            }
            PriorFile::Jeffreys => Ok(Self::Jeffreys),
            PriorFile::Empirical { ref abilities, ref weights } => {
                let expected = "abilities that rise, at least two, and a weight above 0 for each";
                let value = || format!("{} abilities, {} weights", abilities.len(), weights.len());
                Empirical::new(abilities, weights)
                    .map(|prior| Self::Empirical(Arc::new(prior)))
                    .ok_or_else(|| (value(), expected))
            }
        }
    }

    /// Logarithm of the density at `theta`, up to a constant.
    pub(super) fn log_density(&self, theta: f64, information: f64) -> f64 {
        match *self {
            Self::Normal { mean, sd } => -0.5 * ((theta - mean) / sd) * ((theta - mean) / sd),
            Self::Uniform { lower, upper } if (lower..=upper).contains(&theta) => 0.0,
            Self::Uniform { .. } => f64::NEG_INFINITY,
            Self::Jeffreys => 0.5 * math::ln(information),
            Self::Empirical(ref prior) => prior.at(theta).0,
        }
    }

    /// The slope of the log density.
    pub(super) fn log_slope(&self, theta: f64, information: &Information) -> f64 {
        match *self {
            Self::Normal { mean, sd } => -(theta - mean) / (sd * sd),
            Self::Jeffreys if information.value > 0.0 => 0.5 * information.slope / information.value,
            Self::Empirical(ref prior) => prior.at(theta).1,
            Self::Uniform { .. } | Self::Jeffreys => 0.0,
        }
    }

    /// The abilities between which it is not zero, where it is somewhere.
    pub(super) fn support(&self) -> Option<[f64; 2]> {
        match self {
            Self::Uniform { lower, upper } => Some([*lower, *upper]),
            Self::Empirical(prior) => Some(prior.support()),
            Self::Normal { .. } | Self::Jeffreys => None,
        }
    }

    /// What the prior adds to the information: the negative second derivative of its log density.
    pub(super) fn information(&self, test: &Information) -> f64 {
        match *self {
            Self::Normal { sd, .. } => 1.0 / (sd * sd),
            Self::Jeffreys if test.value > 0.0 => {
                0.5 * (test.slope * test.slope - test.curvature * test.value) / (test.value * test.value)
            }
            Self::Uniform { .. } | Self::Jeffreys | Self::Empirical(_) => 0.0,
        }
    }
}
