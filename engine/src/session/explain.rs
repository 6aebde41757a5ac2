//! A session explained: why each item came, and why the session went on or stopped, as data.
//!
//! Nothing of this is kept while a session runs: [`Session::explain`] follows the log again and writes down what it meets.

use std::sync::Arc;

use serde::Serialize;

use super::log::Log;
use super::{ReplayError, Session};
use crate::assessment::Assessment;
use crate::bank::ItemId;
use crate::blueprint::file::CriterionName;
use crate::estimate::Estimate;
use crate::select::{Barred, Choice, Deferred, ExposureTable};
use crate::stop::{Reading, StopReason};

/// What was chosen for one block, and what followed from it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlockExplained {
    /// From 1.
    pub number: usize,
    /// One for each item or set that was chosen; none for items that the blueprint fixes.
    pub choices: Vec<Explained>,
    /// The estimate with its answers; absent while the block runs.
    pub estimate: Option<Estimate>,
    /// Whether the least length and every outcome's minimum were met.
    pub minima_met: bool,
    /// Each stopping rule of the blueprint as it stood after the block.
    pub rules: Vec<Stood>,
}

/// Why an item came.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// What came: an item, or the items of a set.
    pub items: Vec<ItemId>,
    /// By which criterion.
    pub criterion: CriterionName,
    /// Its value, in the criterion's own unit; of a set the mean over its items.
    pub value: f64,
    /// 1 if nothing that could be given was better.
    pub rank: usize,
    /// Among how many.
    pub candidates: usize,
    /// The ability at which it was chosen, in logits.
    pub theta: f64,
    /// What could not be given or had to wait, counted by why.
    pub removed: Vec<(Reason, usize)>,
    /// The best of what was not chosen.
    pub others: Vec<RunnerUp>,
}

/// Something that was not chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunnerUp {
    /// It, or the first of its set.
    pub item: ItemId,
    /// Its value.
    pub value: f64,
    /// Why it had to wait, if not for its value or by chance.
    pub why: Option<Reason>,
}

/// Why an item was not among the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Given before, seen in an earlier attempt, or an enemy of one that was given.
    Used,
    /// Its outcome has as many items as it may have, or another needs all that are left.
    Content,
    /// After it the minima could not be met.
    Completion,
    /// Its set does not fit any more.
    Room,
    /// Exposure control set it aside.
    Exposure,
    /// Another outcome was farther below its share.
    Share,
    /// It is kept for another stage.
    Stratum,
}

/// A stopping rule as it stood.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stood {
    /// What it would be called.
    pub rule: StopReason,
    /// How far it was met.
    pub reading: Reading,
}

impl From<Barred> for Reason {
    fn from(barred: Barred) -> Self {
        match barred {
            Barred::Used => Self::Used,
            Barred::Content => Self::Content,
            Barred::Completion => Self::Completion,
            Barred::Room => Self::Room,
        }
    }
}

impl From<Deferred> for Reason {
    fn from(deferred: Deferred) -> Self {
        match deferred {
            Deferred::Exposure => Self::Exposure,
            Deferred::Share => Self::Share,
            Deferred::Stratum => Self::Stratum,
        }
    }
}

impl Session {
    /// Follows a log and explains every block of it.
    ///
    /// # Errors
    /// As [`Session::replay`].
    pub fn explain(
        assessment: Arc<Assessment>,
        log: &Log,
        table: Option<&ExposureTable>,
    ) -> Result<Vec<BlockExplained>, ReplayError> {
        let session = Self::follow(assessment, log, table, true)?;
        Ok(session.explained.unwrap_or_default())
    }

    pub(super) fn explain_choice(&mut self, choice: Choice) {
        let bank = Arc::clone(self.assessment.bank());
        let name = |position: usize| bank.items()[position].id.clone();
        let number = self.handed.last().map_or(0, |handed| handed.block) + 1;
        let removed = choice.barred.into_iter().map(|(why, count)| (Reason::from(why), count));
        let removed = removed.chain(choice.deferred.into_iter().map(|(why, count)| (Reason::from(why), count))).collect();
        let explained = Explained {
            items: self.assessment.constraints.members(choice.pick.position).iter().map(|&member| name(member)).collect(),
            criterion: choice.criterion,
            value: choice.pick.value,
            rank: choice.pick.rank,
            candidates: choice.candidates,
            theta: choice.theta,
            removed,
            others: choice
                .others
                .into_iter()
                .map(|(position, value, why)| RunnerUp { item: name(position), value, why: why.map(Reason::from) })
                .collect(),
        };
        self.explained_block(number).choices.push(explained);
    }

    /// After a block was scored, before anything follows from it.
    pub(super) fn explain_stop(&mut self, at: u64) {
        let rules = self.assessment.stop.rules.clone();
        let rules = rules.iter().map(|rule| Stood { rule: rule.reason(), reading: self.reading(rule, at) }).collect();
        let (estimate, minima_met) = (self.estimate, self.minima_met());
        let block = self.explained_block(self.handed.last().map_or(1, |handed| handed.block));
        block.estimate = Some(estimate);
        block.minima_met = minima_met;
        block.rules = rules;
    }

    fn explained_block(&mut self, number: usize) -> &mut BlockExplained {
        let blocks = self.explained.get_or_insert_default();
        if blocks.last().is_none_or(|block| block.number != number) {
            blocks.push(BlockExplained { number, choices: Vec::new(), estimate: None, minima_met: false, rules: Vec::new() });
        }
        blocks.last_mut().expect("one was just added")
    }
}
