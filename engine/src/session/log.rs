//! All that a session stores: what it began with, and what happened, in order. [`super::Session::replay`] makes the rest.

use serde::{Deserialize, Serialize};

use crate::bank::ItemId;
use crate::digest::Digest;
use crate::score::Answer;
use crate::seed::Seed;
use crate::stop::StopReason;

/// The version of the format that this build reads and writes.
///
/// A reason to stop may be added without a new version: a log that does not give it is the same to the byte, and an older program
/// refuses one that does by the reason's name.
pub const FORMAT: &str = "log/1";

/// A session's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// [`FORMAT`].
    pub format: String,
    /// Everything that the session's course depends on but the answers.
    pub started: Started,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// What a session begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Started {
    /// Of bank and blueprint.
    pub assessment: Digest,
    /// Where random choices come from.
    pub seed: Seed,
    /// Items that this learner saw in earlier attempts: never given again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<ItemId>,
    /// Of the table by which exposure is controlled, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Digest>,
    /// Milliseconds allowed, pauses not counted; no limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_allowance: Option<u64>,
}

impl Started {
    /// A session with this seed, no earlier attempts and no time limit.
    pub fn new(assessment: Digest, seed: Seed) -> Self {
        Self { assessment, seed, exclusions: Vec::new(), exposure: None, time_allowance: None }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Milliseconds since the session began; never less than the event before.
    pub at: u64,
    /// What.
    pub action: Action,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// An item of the block got its first answer.
    Answered {
        /// The item.
        item: ItemId,
        /// As given.
        answer: Answer,
    },
    /// An item of the block got another answer in place of the first.
    Revised {
        /// The item.
        item: ItemId,
        /// As given.
        answer: Answer,
    },
    /// "I have not learned this yet", in place of any answer: scored as wrong, said as what it is.
    NotLearned {
        /// The item.
        item: ItemId,
    },
    /// The clock of the time allowance stopped.
    Paused,
    /// It went on.
    Resumed,
    /// The allowance grew.
    Extended {
        /// By so many milliseconds.
        by: u64,
    },
    /// The learner was done with the block: it was scored, and the next one chosen.
    HandedIn,
    /// The session ended.
    Stopped {
        /// Why.
        reason: StopReason,
    },
}

impl Log {
    /// Whether the session ended.
    pub fn finished(&self) -> bool {
        self.events.last().is_some_and(|event| matches!(event.action, Action::Stopped { .. }))
    }
}

impl std::fmt::Display for Event {
    /// Without the answer's text, which may hold anything.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.action {
            Action::Answered { item, .. } => write!(f, "answered \"{item}\"")?,
            Action::Revised { item, .. } => write!(f, "revised \"{item}\"")?,
            Action::NotLearned { item } => write!(f, "not learned \"{item}\"")?,
            Action::Paused => f.write_str("paused")?,
            Action::Resumed => f.write_str("resumed")?,
            Action::Extended { by } => write!(f, "extended by {by} ms")?,
            Action::HandedIn => f.write_str("handed in")?,
            Action::Stopped { reason } => write!(f, "stopped ({reason:?})")?,
        }
        write!(f, " at {} ms", self.at)
    }
}
