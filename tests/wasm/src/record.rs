//! A session with everything that it was made from and everything that came of it, to be kept and replayed for ever.

use crate::cases::{Case, run};
use crate::report::tell;
use crate::synthetic;
use anyhow::{Context, Result};
use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::{Log, Session};
use serde::{Deserialize, Serialize};

/// A kept session.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// Restricted to the blueprint's pool.
    pub bank: BankFile,
    /// What it ran on.
    pub blueprint: BlueprintFile,
    /// Its log.
    pub log: Log,
    /// What came of it, line by line, every number as its bits.
    pub told: Vec<String>,
}

impl Record {
    /// Replays the log and tells what comes of it now.
    ///
    /// # Errors
    /// An assessment that cannot be any more, or a log that does not replay.
    pub fn replay(&self) -> Result<Vec<String>> {
        let case = Case {
            bank: self.bank.clone(),
            blueprint: self.blueprint.clone(),
            seeds: Vec::new(),
            scores: None,
            logs: Vec::new(),
        };
        let session = Session::replay(case.assessment()?, &self.log)?;
        Ok(tell(&session)?.lines().map(str::to_owned).collect())
    }
}

/// Sessions to keep: one on measured and one on provisional items.
///
/// # Errors
/// A session that cannot be run.
pub fn records() -> Result<Vec<Record>> {
    let blueprints = synthetic::blueprints(2);
    [(synthetic::bank(40, 2, 0.0, 0.0, 21), 1), (synthetic::bank(40, 2, 0.7, 0.3, 22), 6)]
        .into_iter()
        .map(|(bank, number)| {
            let mut blueprint = blueprints.get(number).cloned().context("there are seven blueprints")?;
            blueprint.length.maximum = 16;
            let case = Case { bank, blueprint, seeds: Vec::new(), scores: None, logs: Vec::new() };
            let session = run(&case.assessment()?, 21)?;
            let told = tell(&session)?.lines().map(str::to_owned).collect();
            Ok(Record { log: session.log().clone(), told, bank: case.bank, blueprint: case.blueprint })
        })
        .collect()
}
