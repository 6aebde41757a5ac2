//! What to simulate.

use serde::{Deserialize, Serialize};

use super::population::Population;

/// What to simulate. [`super::Plan::new`] checks it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Takers of each population in each replicate of the bank; at least 1.
    pub takers: u32,
    /// Replicates of the bank, each with its own true difficulties; at least 1.
    pub replicates: u32,
    /// The same seed gives the same report, whatever runs the units and in whichever order.
    pub seed: u64,
    /// Where takers come from; at least one.
    pub populations: Vec<Population>,
    /// What follows an attempt that was not awarded.
    pub retake: Retake,
    /// One taker in so many sits the assessment a second time as if it were the first, to see how often the verdict is the same;
    /// 0 for none.
    pub retest_every: u32,
}

impl Settings {
    /// So many takers and replicates of the [usual populations](Population::usual), one attempt, one taker in five tested twice.
    pub fn new(takers: u32, replicates: u32, seed: u64) -> Self {
        Self { takers, replicates, seed, populations: Population::usual().to_vec(), retake: Retake::NONE, retest_every: 5 }
    }
}

/// How often a taker may try. Whoever was awarded does not try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retake {
    /// Whether items seen in an earlier attempt are never given again, so that attempts end when too few are left.
    pub unseen_items_only: bool,
    /// At most so many attempts; if absent, as many as unseen items allow, or [`Retake::USUAL`] where items may come again.
    pub attempts: Option<u32>,
}

impl Retake {
    /// One attempt and no other.
    pub const NONE: Self = Self { unseen_items_only: false, attempts: Some(1) };

    /// Attempts simulated where no rule ends them.
    pub const USUAL: u32 = 3;

    /// At most so many attempts.
    pub fn limit(self) -> u32 {
        self.attempts.unwrap_or(if self.unseen_items_only { u32::MAX } else { Self::USUAL })
    }
}

/// Why there is nothing to simulate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{setting} = {value}, expected {expected}")]
pub struct Error {
    /// Which setting.
    pub setting: &'static str,
    /// What it is.
    pub value: String,
    /// What it should be.
    pub expected: &'static str,
}
