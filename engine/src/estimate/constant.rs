//! What is taken for an estimate while every answer has full credit or every one has none: the likelihood then has no maximum.

use super::{Estimate, Estimator, Scored};
use crate::blueprint::file::{ConstantPatternName, EstimatorFile, EstimatorName};
use crate::score::Score;
use crate::theta::Theta;

/// What stands in.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstantPattern {
    /// A step from the ability before, with each answer.
    Step(Step),
    /// Another estimator, which has an estimate for every pattern.
    By(Estimator),
}

/// How far to go, up where all answers have full credit and down where none has any.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// So many logits (Dodd 1990, doi:10.1177/014662169001400403).
    Fixed(f64),
    /// Half the way to the hardest or the easiest item (Dodd, de Ayala and Koch 1995, doi:10.1177/014662169501900103).
    Halfway,
}

impl Step {
    /// From this ability, in a bank with difficulties between these.
    ///
    /// ```
    /// use engine::estimate::Step;
    /// assert_eq!(Step::Fixed(0.7).from(-0.3, true, [-2.0, 2.0]), 0.39999999999999997);
    /// assert_eq!(Step::Halfway.from(1.0, false, [-2.0, 2.0]), -0.5);
    /// ```
    pub fn from(self, theta: f64, up: bool, difficulties: [f64; 2]) -> f64 {
        match self {
            Self::Fixed(logits) if up => theta + logits,
            Self::Fixed(logits) => theta - logits,
            Self::Halfway => theta + (difficulties[usize::from(up)] - theta) / 2.0,
        }
    }
}

impl ConstantPattern {
    /// What a blueprint asks for, if anything.
    ///
    /// # Errors
    /// What is wrong with its settings, as (field, value, expected).
    pub fn from_file(file: &EstimatorFile) -> Result<Option<Self>, (String, String, String)> {
        let Some(name) = file.constant_pattern else { return Ok(None) };
        if file.estimator == EstimatorName::Eap {
            let expected = "nothing for EAP, which has an estimate for every pattern".to_owned();
            return Err(("interim.constant_pattern".to_owned(), "present".to_owned(), expected));
        }
        let by = |estimator| {
            let other = EstimatorFile { estimator, weight: None, tuning: None, ..file.clone() };
            Estimator::from_file(&other).map(Self::By)
        };
        Ok(Some(match name {
            ConstantPatternName::Fixed4 => Self::Step(Step::Fixed(0.4)),
            ConstantPatternName::Fixed7 => Self::Step(Step::Fixed(0.7)),
            ConstantPatternName::Halfway => Self::Step(Step::Halfway),
            ConstantPatternName::Map => by(EstimatorName::Map)?,
            ConstantPatternName::Wle => by(EstimatorName::Wle)?,
            ConstantPatternName::Eap => by(EstimatorName::Eap)?,
        }))
    }

    /// The estimate where all answers are of one kind; `None` where they are not, or there are none.
    ///
    /// Steps are taken from `start`, one for each answer, and end at the estimator's range.
    pub(super) fn estimate(&self, own: &Estimator, responses: &[Scored], start: f64, difficulties: [f64; 2]) -> Option<Estimate> {
        let full = |&(model, score): &Scored| score.category() + 1 >= model.categories();
        let up = responses.iter().all(full);
        if responses.is_empty() || !(up || responses.iter().all(|(_, score)| *score == Score::WRONG)) {
            return None;
        }
        Some(match self {
            Self::By(estimator) => estimator.estimate(responses),
            Self::Step(step) => {
                let range = own.range();
                let stepped =
                    responses.iter().fold(start, |theta, _| step.from(theta, up, difficulties).max(range.lower).min(range.upper));
                let theta = Theta::saturating(stepped);
                Estimate { theta, standard_error: own.error_at(responses, theta) }
            }
        })
    }
}
