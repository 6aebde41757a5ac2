//! What page and worker say to each other, as JSON.

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::simulate::Settings;
use engine::simulate::trajectory::{Answered, Limit, WhatIf};
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

/// What else a worker is asked for: sessions recorded once, and what they come to with other settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Sessions to the greatest length, kept in the worker.
    Record {
        /// On what, how many and of whom.
        job: Box<Job>,
        /// Up to so many items.
        longest: usize,
    },
    /// What they come to.
    WhatIf {
        /// With these settings.
        what: WhatIf,
        /// Place of the population in the settings.
        population: usize,
    },
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
    /// Sessions are recorded.
    Recorded {
        /// How many.
        takers: u64,
        /// The greatest length that can be asked for.
        longest: usize,
    },
    /// What the recorded sessions come to.
    Answered {
        /// For the takers of one population.
        answered: Answered,
        /// What keeps it from being exact.
        limits: Vec<Limit>,
    },
    /// There is nothing to simulate, and why.
    Failed(String),
}
