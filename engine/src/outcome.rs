//! What a session came to: a value on its own.

use serde::{Deserialize, Serialize};

use crate::bank::LearningOutcome;
use crate::digest::Digest;
use crate::estimate::Estimate;
use crate::stop::StopReason;
use crate::theta::Theta;

/// What is said of mastery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Mastery is as probable as the standard asks.
    Achieved,
    /// Its absence is.
    NotYet,
    /// Neither is, or the blueprint's minima were not met.
    TooClose,
}

impl Verdict {
    /// What follows from the probability of mastery and from floors, where the blueprint has any, once its minima are met.
    ///
    /// Achieved: mastery is certain, and so is every floor by its own measure. Not yet: it is certain that the pass mark or one of
    /// the floors was missed.
    pub(crate) fn of(mastery: f64, certainty: f64, floors: &[FloorReading]) -> Self {
        let missed = |probability: f64| probability <= 1.0 - certainty;
        if missed(mastery) || floors.iter().any(|floor| missed(floor.mastery)) {
            Self::NotYet
        } else if mastery >= certainty && floors.iter().all(FloorReading::is_met) {
            Self::Achieved
        } else {
            Self::TooClose
        }
    }
}

/// How probable it is that ability is above a floor, and how probable it has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FloorReading {
    pub(crate) mastery: f64,
    pub(crate) needed: f64,
}

impl FloorReading {
    pub(crate) fn is_met(&self) -> bool {
        self.mastery >= self.needed
    }
}

/// A finding on ability and mastery. Estimate, interval and probability come from one posterior, so that they cannot disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Achieved, not yet, or too close to call.
    pub verdict: Verdict,
    /// Probability that ability is above the cut.
    pub mastery: f64,
    /// How probable it has to be.
    pub certainty: f64,
    /// Mean and standard deviation of the posterior under the decision's prior, N(cut, sd).
    pub estimate: Estimate,
    /// Where ability lies with 90 % probability: 5 % is left out on either side.
    pub interval: [Theta; 2],
    /// The pass mark.
    pub cut: Theta,
    /// How many answers count.
    pub items: usize,
    /// Why the session ended. Of a running session: as if its learner ended it now.
    pub reason: StopReason,
    /// One for each learning outcome that an answer touched, in the bank's order.
    pub outcomes: Vec<OutcomeResult>,
    /// One for each other cut score of the blueprint, in its order.
    pub levels: Vec<LevelResult>,
    /// One for each floor of the blueprint, in its order.
    pub floors: Vec<FloorResult>,
    /// Of bank and blueprint.
    pub assessment: Digest,
    /// Of the log.
    pub log: Digest,
}

/// How probable it is that a level beside the pass mark was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelResult {
    /// Its name in the blueprint.
    pub id: String,
    /// For people.
    pub title: String,
    /// Its cut score.
    pub cut: Theta,
    /// Probability that ability is above it.
    pub mastery: f64,
}

/// Whether an outcome's floor was reached, by its own items alone.
#[derive(Clone, Debug, PartialEq)]
pub struct FloorResult {
    /// Which.
    pub outcome: LearningOutcome,
    /// What it asks for, in logits.
    pub cut: Theta,
    /// How many answers count.
    pub items: usize,
    /// Probability that ability is above the cut, from a prior N(cut, sd) that leans neither way.
    pub mastery: f64,
    /// How probable it has to be.
    pub needed: f64,
}

impl FloorResult {
    /// Whether it stands in nobody's way.
    pub fn is_met(&self) -> bool {
        self.mastery >= self.needed
    }
}

/// What was shown of one learning outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeResult {
    /// Which.
    pub outcome: LearningOutcome,
    /// How many answers count.
    pub items: usize,
    /// Absent below [`OutcomeResult::MINIMUM_ITEMS`]: too little to say anything of.
    pub finding: Option<SubFinding>,
}

impl OutcomeResult {
    /// Fewer items than this say nothing of an outcome.
    pub const MINIMUM_ITEMS: usize = 6;
}

/// What the items of one outcome alone say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SubFinding {
    /// Where ability lies with 90 % probability.
    pub interval: [Theta; 2],
    /// Probability that it is above the cut.
    pub mastery: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_from_the_pass_mark_and_every_floor() {
        let of = |mastery: f64, floors: &[f64]| {
            let floors: Vec<_> = floors.iter().map(|&mastery| FloorReading { mastery, needed: 0.5 }).collect();
            Verdict::of(mastery, 0.9, &floors)
        };
        assert_eq!(
            [of(0.95, &[]), of(0.9, &[]), of(0.5, &[]), of(0.05, &[])],
            [Verdict::Achieved, Verdict::Achieved, Verdict::TooClose, Verdict::NotYet]
        );
        assert_eq!(of(0.95, &[0.5, 0.7]), Verdict::Achieved);
        assert_eq!(of(0.95, &[0.49, 0.7]), Verdict::TooClose);
        assert_eq!(of(0.95, &[0.05, 0.7]), Verdict::NotYet);
        assert_eq!(of(0.5, &[0.99]), Verdict::TooClose);
    }
}
