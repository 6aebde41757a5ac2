//! Where simulated takers come from: a normal distribution, fixed on the scale or placed by the cut.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::theta::Theta;

/// Abilities from a normal distribution, written as `N(0.2,1)`, or `N(cut-0.5,0.7)` where the mean is told from the cut.
///
/// ```
/// use engine::{Theta, simulate::Population};
/// let population: Population = "N(cut - 0.5, 0.7)".parse()?;
/// assert_eq!(population.to_string(), "N(cut-0.5,0.7)");
/// assert_eq!(population.mean(Theta::new(2.0).unwrap()), 1.5);
/// # Ok::<(), engine::simulate::PopulationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Population {
    from_cut: bool,
    mean: f64,
    sd: f64,
}

/// What a population should look like.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("population \"{0}\", expected N(MEAN,SD) with a mean of -10 to 10 logits or cut, cut+X, cut-X, and an SD above 0 to 10")]
pub struct PopulationError(String);

impl Population {
    /// Around a mean that is so far above the cut, or below it where `offset` is negative; both in logits. Out of range it is
    /// brought to the nearest that is allowed.
    pub fn around_cut(offset: f64, sd: f64) -> Self {
        Self { from_cut: true, mean: bounded(offset, -10.0), sd: bounded(sd, 1e-3) }
    }

    /// Those whose report is always given: at the cut, a logit below it, and half a logit below it and closer together.
    pub fn usual() -> [Self; 3] {
        [Self::around_cut(0.0, 1.0), Self::around_cut(-1.0, 1.0), Self::around_cut(-0.5, 0.7)]
    }

    /// Its mean in logits, where this is the cut.
    pub fn mean(&self, cut: Theta) -> f64 {
        if self.from_cut { cut.value() + self.mean } else { self.mean }
    }

    /// Its standard deviation in logits.
    pub fn sd(&self) -> f64 {
        self.sd
    }
}

fn bounded(value: f64, least: f64) -> f64 {
    if value.is_finite() { value.clamp(least, 10.0) } else { 1.0 }
}

impl FromStr for Population {
    type Err = PopulationError;

    fn from_str(text: &str) -> Result<Self, PopulationError> {
        let wrong = || PopulationError(text.to_owned());
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
        let inner = plain.strip_prefix("N(").or_else(|| plain.strip_prefix("n(")).and_then(|rest| rest.strip_suffix(')'));
        let (mean, sd) = inner.and_then(|inner| inner.split_once(',')).ok_or_else(wrong)?;
        let (from_cut, mean) = match mean.strip_prefix("cut") {
            Some("") => (true, "0"),
            Some(offset) if offset.starts_with(['+', '-']) => (true, offset),
            Some(_) => return Err(wrong()),
            None => (false, mean),
        };
        let number = |text: &str| text.parse::<f64>().ok().filter(|value| value.abs() <= 10.0).ok_or_else(wrong);
        let (mean, sd) = (number(mean)?, number(sd)?);
        if sd > 0.0 { Ok(Self { from_cut, mean, sd }) } else { Err(wrong()) }
    }
}

impl fmt::Display for Population {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from_cut, mean, sd } = self;
        match (from_cut, *mean == 0.0) {
            (true, true) => write!(f, "N(cut,{sd})"),
            (true, false) => write!(f, "N(cut{mean:+},{sd})"),
            (false, _) => write!(f, "N({mean},{sd})"),
        }
    }
}

impl From<Population> for String {
    fn from(population: Population) -> Self {
        population.to_string()
    }
}

impl TryFrom<String> for Population {
    type Error = PopulationError;

    fn try_from(text: String) -> Result<Self, PopulationError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["N(cut,1)", "N(cut-1,1)", "N(cut-0.5,0.7)", "N(0.2,1)", "N(-2,0.5)", "N(cut+1.25,2)"] {
            let population: Population = text.parse().unwrap();
            assert_eq!(population.to_string(), text);
        }
        assert_eq!("n( cut − 1 , 1.0 )".parse::<Population>().unwrap(), Population::usual()[1]);
    }

    #[test]
    fn refuses_what_is_no_population() {
        for text in
            ["", "N", "N()", "N(0)", "N(0,0)", "N(0,-1)", "N(cut1,1)", "N(cut-,1)", "N(NaN,1)", "N(0,inf)", "U(0,1)", "N(11,1)"]
        {
            let error = text.parse::<Population>().unwrap_err();
            assert!(error.to_string().contains(&format!("\"{text}\"")), "{error}");
        }
    }
}
