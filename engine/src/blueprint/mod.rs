//! What a test must be: its delivery, its content, how it opens, selects and stops, and what is enough.

pub mod file;
mod select;
mod stop;

use serde::{Deserialize, Serialize};

/// Where a session runs, who holds the keys, and whether it may award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Practice: bank, keys and session in the browser. Never awards.
    Open,
    /// For an award: items, keys, parameters and session stay on the server, which hands out a block at a time.
    Sealed,
    /// For an award, under an invigilator: bank, keys and session in the browser for as long as a sitting is open; the log is
    /// replayed on the server, which decides.
    Sitting,
}

impl Delivery {
    /// Whether a session may end in a credential.
    pub const fn awards(self) -> bool {
        matches!(self, Self::Sealed | Self::Sitting)
    }
}

/// How many items of one outcome a session gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContentTarget {
    /// Position of the outcome in the bank.
    pub outcome: usize,
    /// At least so many, before any verdict.
    pub minimum: usize,
    /// At most so many.
    pub maximum: usize,
    /// The share of a test that it should have, where shares are balanced.
    pub share: f64,
    /// How much it weighs, where penalties are.
    pub weight: f64,
}
