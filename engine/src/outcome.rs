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
