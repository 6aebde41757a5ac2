//! A session explained: why each item came, and why the session went on or stopped, as data.
//!
//! Nothing of this is kept while a session runs: [`Session::explain`] follows the log again and writes down what it meets.

use std::sync::Arc;

use serde::Serialize;

use super::log::Log;
use super::{Block, ReplayError, Session, Step};
use crate::assessment::Assessment;
use crate::bank::ItemId;
use crate::blueprint::file::CriterionName;
use crate::estimate::Estimate;
use crate::select::{Barred, Choice, Deferred, ExposureTable, Moment, Pick, Standing, Used};
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
        assessment: &Arc<Assessment>,
        log: &Log,
        table: Option<&ExposureTable>,
    ) -> Result<Vec<BlockExplained>, ReplayError> {
        let excluded: Vec<usize> = log.started.exclusions.iter().filter_map(|id| assessment.bank().position(id)).collect();
        let mut told = Told { used: assessment.constraints.unused(&excluded), blocks: Vec::new() };
        Self::follow(Arc::clone(assessment), log, table, &mut |session| told.see(session))?;
        Ok(told.blocks)
    }
}

/// What was told so far.
struct Told {
    /// As it stood before the last block that was told of.
    used: Used,
    blocks: Vec<BlockExplained>,
}

impl Told {
    /// Tells what is new: the end of a block, the beginning of another.
    fn see(&mut self, session: &Session) {
        let handed = session.handed.last().map_or(0, |handed| handed.block);
        let ended = self.blocks.last().is_some_and(|block| block.number == handed && block.estimate.is_none());
        if ended {
            self.end_of_block(session);
        }
        if let Step::Present(block) = &session.step
            && self.blocks.last().is_none_or(|told| told.number != block.number())
        {
            self.beginning_of_block(session, block);
        }
    }

    fn end_of_block(&mut self, session: &Session) {
        let at = session.log.events.last().map_or(0, |event| event.at);
        let rules = session.assessment.stop.rules.iter();
        let rules = rules.map(|rule| Stood { rule: rule.reason(), reading: session.reading(rule, at, &self.used) }).collect();
        let length = session.assessment.blueprint().length.minimum;
        let minima_met = session.handed.len() >= length && session.assessment.constraints.minima_met(&self.used);
        if let Some(block) = self.blocks.last_mut() {
            block.estimate = Some(session.estimate);
            block.minima_met = minima_met;
            block.rules = rules;
        }
    }

    fn beginning_of_block(&mut self, session: &Session, block: &Block) {
        let assessment = &session.assessment;
        let start = &assessment.blueprint().start;
        let opening = session.handed.is_empty();
        let fixed = opening && !start.items.is_empty();
        let mut choices = Vec::new();
        let mut given = 0;
        for pick in &block.picks {
            let members = assessment.constraints.members(pick.position);
            // A set is told of once, by whichever of its items comes first.
            let first = block.picks.iter().find(|other| members.contains(&other.position));
            if first.is_none_or(|first| first.position != pick.position) {
                continue;
            }
            if !fixed {
                let theta =
                    if opening { start.thetas.get(choices.len()).unwrap_or(&start.theta) } else { &session.estimate.theta };
                let size = assessment.blueprint().block.min(assessment.blueprint().length.maximum - session.handed.len());
                let moment = Moment {
                    standing: Standing { theta: theta.value(), responses: &session.responses },
                    standard_error: session.estimate.standard_error.value(),
                    used: &self.used,
                    room: if given == 0 || !start.thetas.is_empty() && opening { usize::MAX } else { size - given },
                    opening,
                };
                let leader = Pick { position: members[0], ..*pick };
                let choice = assessment.selector.explain(&assessment.constraints, &moment, &session.aside, &leader);
                choices.push(explained(session, choice));
            }
            for &member in members {
                assessment.constraints.give(&mut self.used, member);
                given += 1;
            }
        }
        let number = block.number();
        self.blocks.push(BlockExplained { number, choices, estimate: None, minima_met: false, rules: Vec::new() });
    }
}

fn explained(session: &Session, choice: Choice) -> Explained {
    let bank = session.assessment.bank();
    let name = |position: usize| bank.items()[position].id.clone();
    let removed = choice.barred.into_iter().map(|(why, count)| (Reason::from(why), count));
    Explained {
        items: session.assessment.constraints.members(choice.pick.position).iter().map(|&member| name(member)).collect(),
        criterion: choice.criterion,
        value: choice.pick.value,
        rank: choice.pick.rank,
        candidates: choice.candidates,
        theta: choice.theta,
        removed: removed.chain(choice.deferred.into_iter().map(|(why, count)| (Reason::from(why), count))).collect(),
        others: choice
            .others
            .into_iter()
            .map(|(position, value, why)| RunnerUp { item: name(position), value, why: why.map(Reason::from) })
            .collect(),
    }
}
