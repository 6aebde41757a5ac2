//! What page and worker say to each other, as JSON.

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::simulate::Settings;
use serde::{Deserialize, Serialize};

/// What is to be simulated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    /// The whole bank.
    pub bank: BankFile,
    /// Whose pool is asked.
    pub blueprint: BlueprintFile,
    /// How much, and of whom.
    pub settings: Settings,
    /// Which attempts there are, in words.
    pub attempts: String,
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// It listens.
    Ready,
    /// So many takers are done.
    Done(u64),
    /// All of it.
    Finished {
        /// The report as JSON, the same text as from the command line.
        report: String,
        /// For each population how many first attempts had so many items, from 0 up: what the report's lengths are made of.
        lengths: Vec<Vec<u64>>,
    },
    /// There is nothing to simulate, and why.
    Failed(String),
}
