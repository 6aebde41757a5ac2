//! What both sides are given: banks, blueprints, seeds, and logs recorded natively.

use crate::credentials::Judged;
use crate::synthetic;
use crate::taker::Taker;
use anyhow::{Result, anyhow};
use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::{Assessment, Log, Score, Seed, Session, Started, Step};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// All cases.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Cases {
    /// In the order of the report.
    pub cases: Vec<Case>,
    /// Credentials with known verdicts, after them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Judged>,
}

/// Sessions on one assessment.
#[derive(Debug, Serialize, Deserialize)]
pub struct Case {
    /// Restricted to the blueprint's pool.
    pub bank: BankFile,
    /// What to run on it.
    pub blueprint: BlueprintFile,
    /// One session for each.
    pub seeds: Vec<u64>,
    /// For each item of the bank the category that its answer earns, where the answers are given; else a taker answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<Vec<u8>>,
    /// The sessions' logs as the native side recorded them, one for each seed.
    pub logs: Vec<Log>,
}

impl Cases {
    /// Synthetic banks, measured and provisional, with [`synthetic::blueprints`].
    pub fn synthetic() -> Self {
        let mut cases = Self::default();
        let measured = synthetic::bank(120, 4, 0.0, 0.0, 1);
        let provisional = synthetic::bank(80, 4, 0.7, 0.3, 2);
        for blueprint in synthetic::blueprints(4) {
            cases.add(measured.clone(), blueprint.clone(), &[1, 2, 3]);
            cases.add(provisional.clone(), blueprint, &[4, 5]);
        }
        for blueprint in synthetic::methods() {
            cases.add(synthetic::mixed(), blueprint, &[8, 9]);
        }
        cases.add(synthetic::forms(), synthetic::plain(30), &[10, 11]);
        cases.add(synthetic::bank(1000, 1, 0.0, 0.0, 3), synthetic::plain(30), &[6, 7]);
        cases
    }

    /// Adds sessions on one assessment.
    pub fn add(&mut self, bank: BankFile, blueprint: BlueprintFile, seeds: &[u64]) {
        self.cases.push(Case { bank, blueprint, seeds: seeds.to_vec(), scores: None, logs: Vec::new() });
    }

    /// Runs every session and keeps its log.
    ///
    /// # Errors
    /// An assessment that cannot be, or an answer that its session refuses.
    pub fn record(&mut self) -> Result<()> {
        for case in &mut self.cases {
            let assessment = case.assessment()?;
            case.logs = case.seeds.iter().map(|&seed| Ok(case.run(&assessment, seed)?.log().clone())).collect::<Result<_>>()?;
        }
        Ok(())
    }
}

impl Case {
    /// The assessment that its sessions run on.
    ///
    /// # Errors
    /// The first problem with the bank or the blueprint.
    pub fn assessment(&self) -> Result<Arc<Assessment>> {
        let first = |problems: Vec<engine::bank::file::Problem>| {
            anyhow!(
                "{} on {}: {}",
                self.blueprint.id,
                self.bank.id,
                problems.first().map(ToString::to_string).unwrap_or_default()
            )
        };
        let bank = self.bank.check().map_err(first)?;
        Ok(Arc::new(Assessment::new(Arc::new(bank), &self.blueprint).map_err(first)?))
    }

    /// A whole session with this seed.
    ///
    /// # Errors
    /// What the session refuses.
    pub fn run(&self, assessment: &Arc<Assessment>, seed: u64) -> Result<Session> {
        match &self.scores {
            Some(scores) => run_with(assessment, seed, scores),
            None => run(assessment, seed),
        }
    }
}

/// A whole session in which each item's answer earns what stands in its place.
///
/// # Errors
/// What the session refuses.
pub fn run_with(assessment: &Arc<Assessment>, seed: u64, scores: &[u8]) -> Result<Session> {
    let mut session = Session::start(assessment.clone(), Started::new(assessment.digest(), Seed::from_number(seed)))?;
    while let Step::Present(block) = session.step().clone() {
        for (id, position) in block.items().iter().zip(block.positions()) {
            let score = scores.get(position).copied().unwrap_or(0);
            session.answer(id, assessment.bank().items()[position].answer_of(Score::new(score)), 0)?;
        }
        session.hand_in(0)?;
    }
    Ok(session)
}

/// A whole session with this seed; the taker's ability follows from the seed too, between -2 and 2 logits.
///
/// # Errors
/// What the session refuses.
pub fn run(assessment: &Arc<Assessment>, seed: u64) -> Result<Session> {
    let seed = Seed::from_number(seed);
    let mut session = Session::start(assessment.clone(), Started::new(assessment.digest(), seed))?;
    // Streams far from those that the engine draws from.
    let mut draws = seed.stream(1 << 40);
    Taker::new(4.0 * draws.uniform() - 2.0, draws).take(&mut session)?;
    Ok(session)
}
