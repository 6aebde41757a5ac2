//! How an attempt came to its verdict: every item, answer, score and estimate, and why.

use serde::{Deserialize, Serialize};

use crate::outcome::OutcomeView;

/// All of it: [`crate::path::ATTEMPT_TRAIL`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptTrail {
    /// The attempt's id.
    pub attempt: String,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// Its title.
    pub title: String,
    /// Whose; empty once erased.
    pub learner: String,
    /// Whether the learner is simulated.
    pub demo: bool,
    /// When it began (Unix milliseconds).
    pub started_at: i64,
    /// When it was finished.
    pub finished_at: Option<i64>,
    /// When somebody confirmed who sat.
    pub confirmed_at: Option<i64>,
    /// Minutes allowed, extra time among them; absent without a limit.
    pub minutes: Option<f64>,
    /// What it came to; of a running one, as if it ended now.
    pub outcome: OutcomeView,
    /// What it comes to by corrected keys, where some were corrected.
    pub corrected: Option<OutcomeView>,
    /// Why keys were corrected.
    pub corrections: Vec<String>,
    /// Whether who asks may see what was answered: it tells the keys.
    pub answers_shown: bool,
    /// Every item that was handed in, in order.
    pub steps: Vec<TrailItem>,
    /// What was asked at the end of each block.
    pub blocks: Vec<TrailBlock>,
    /// Why it ended, as a sentence; absent while it runs.
    pub ended: Option<String>,
    /// For a person to read. They decide nothing.
    pub notes: Vec<Note>,
}

/// An item that was handed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrailItem {
    /// From 1.
    pub number: usize,
    /// From 1.
    pub block: usize,
    /// The bank's name of it; absent for those who may not see the questions.
    pub item: Option<String>,
    /// The learning outcome that it is about.
    pub outcome: String,
    /// What was answered, in words; absent for those who may not see the questions.
    pub answer: Option<String>,
    /// Whether the learner said that they have not learned it.
    pub not_learned: bool,
    /// The share of credit that it earned, 0 to 1.
    pub credit: f64,
    /// By corrected keys, where that is another.
    pub corrected: Option<f64>,
    /// When it was answered last, in milliseconds since the start.
    pub at: u64,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// Whether it was answered faster than it can be read; absent where too few others answered to say.
    pub rapid: Option<bool>,
    /// Ability by all answers up to this one, in logits, as the verdict is made.
    pub theta: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Probability of mastery then.
    pub mastery: f64,
    /// Why it was given, as a sentence.
    pub why: String,
}

/// The end of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrailBlock {
    /// From 1.
    pub number: usize,
    /// Each rule for ending as it stood, as a sentence.
    pub rules: Vec<String>,
}

/// A note for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Whether it is something unusual.
    pub unusual: bool,
    /// As a sentence.
    pub words: String,
}
