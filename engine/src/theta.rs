//! Ability and its uncertainty, on the bank's metric (logits, D already folded into the discriminations).

use std::fmt;

use serde::{Deserialize, Serialize};

/// An ability: finite, in logits.
///
/// ```
/// use engine::Theta;
/// assert_eq!(Theta::new(0.5).map(Theta::value), Some(0.5));
/// assert_eq!(Theta::new(f64::NAN), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Theta(f64);

impl Theta {
    /// The origin of the metric.
    pub const ZERO: Self = Self(0.0);

    /// `None` unless `value` is finite.
    pub const fn new(value: f64) -> Option<Self> {
        if value.is_finite() { Some(Self(value)) } else { None }
    }

    /// The ability in logits.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// The ability nearest to `value`: an infinite one becomes the greatest finite one, "not a number" zero.
    pub(crate) fn saturating(value: f64) -> Self {
        if value.is_nan() { Self::ZERO } else { Self(value.clamp(f64::MIN, f64::MAX)) }
    }
}

impl TryFrom<f64> for Theta {
    type Error = &'static str;

    fn try_from(value: f64) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("expected a finite ability")
    }
}

impl From<Theta> for f64 {
    fn from(theta: Theta) -> Self {
        theta.0
    }
}

impl fmt::Display for Theta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The standard error of an ability, in logits: never negative; infinite where the answers tell nothing.
///
/// ```
/// use engine::StandardError;
/// assert!(StandardError::new(-1.0).is_none());
/// assert!(StandardError::UNKNOWN.value().is_infinite());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
pub struct StandardError(f64);

impl StandardError {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self(f64::INFINITY);

    /// `None` if `value` is negative or not a number.
    pub fn new(value: f64) -> Option<Self> {
        (value >= 0.0).then_some(Self(value))
    }

    /// From the information that the answers carry: 1/√I, infinite for no information.
    pub(crate) fn from_information(information: f64) -> Self {
        if information > 0.0 { Self(1.0 / information.sqrt()) } else { Self::UNKNOWN }
    }

    /// In logits.
    pub const fn value(self) -> f64 {
        self.0
    }
}
