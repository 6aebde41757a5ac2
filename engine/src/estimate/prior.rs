//! What is believed of ability before the first answer.

use crate::blueprint::file::PriorFile;
use crate::model::Curve;

/// A prior density, up to a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
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
}

/// The information that the items answered carry at one ability, with its derivatives.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Information {
    pub value: f64,
    pub slope: f64,
    pub curvature: f64,
    /// Warm's J.
    pub warm: f64,
}

impl Information {
    pub fn add(&mut self, item: &Curve) {
        self.value += item.information();
        self.slope += item.information_slope();
        self.curvature += item.information_curvature();
        self.warm += item.warm();
    }
}

impl Prior {
    /// N(0, 1).
    pub const STANDARD_NORMAL: Self = Self::Normal { mean: 0.0, sd: 1.0 };

    pub(crate) fn from_file(file: PriorFile) -> Result<Self, (String, &'static str)> {
        match file {
            PriorFile::Normal { mean, sd } if mean.is_finite() && sd.is_finite() && sd > 0.0 => Ok(Self::Normal { mean, sd }),
            PriorFile::Normal { mean, sd } => Err((format!("mean {mean}, sd {sd}"), "a finite mean and sd > 0")),
            PriorFile::Uniform { lower, upper } if lower.is_finite() && upper.is_finite() && lower < upper => {
                Ok(Self::Uniform { lower, upper })
            }
            PriorFile::Uniform { lower, upper } => Err((format!("{lower} to {upper}"), "two abilities, the lower first")),
            PriorFile::Jeffreys => Ok(Self::Jeffreys),
        }
    }

    /// Logarithm of the density at `theta`, up to a constant.
    pub(super) fn log_density(self, theta: f64, information: f64) -> f64 {
        match self {
            Self::Normal { mean, sd } => -0.5 * ((theta - mean) / sd) * ((theta - mean) / sd),
            Self::Uniform { lower, upper } if (lower..=upper).contains(&theta) => 0.0,
            Self::Uniform { .. } => f64::NEG_INFINITY,
            Self::Jeffreys => 0.5 * crate::math::ln(information),
        }
    }

    /// The slope of the log density.
    pub(super) fn log_slope(self, theta: f64, information: &Information) -> f64 {
        match self {
            Self::Normal { mean, sd } => -(theta - mean) / (sd * sd),
            Self::Jeffreys if information.value > 0.0 => 0.5 * information.slope / information.value,
            Self::Uniform { .. } | Self::Jeffreys => 0.0,
        }
    }

    /// What the prior adds to the information: the negative second derivative of its log density.
    pub(super) fn information(self, test: &Information) -> f64 {
        match self {
            Self::Normal { sd, .. } => 1.0 / (sd * sd),
            Self::Jeffreys if test.value > 0.0 => {
                0.5 * (test.slope * test.slope - test.curvature * test.value) / (test.value * test.value)
            }
            Self::Uniform { .. } | Self::Jeffreys => 0.0,
        }
    }
}
