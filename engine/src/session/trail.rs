//! A session told item by item: for practice, where the learner may see why each item came and what its answer did.

use super::{Given, Session};
use crate::bank::ItemId;
use crate::estimate::Estimate;
use crate::score::Score;

/// One item that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailStep {
    /// From 1.
    pub block: usize,
    /// Which item.
    pub item: ItemId,
    /// What the learner gave.
    pub given: Given,
    /// What it earned.
    pub score: Score,
    /// The interim estimate from the items before this one.
    pub estimate_before: Estimate,
    /// With this one.
    pub estimate_after: Estimate,
    /// The item's information at the estimate at which its block was chosen, in units of 1/θ².
    pub information: f64,
    /// The value of the blueprint's criterion there, in its own unit; of a set the mean over its items.
    pub value: f64,
    /// 1 if nothing that could be given was better.
    pub rank: usize,
    /// When it was answered last, in milliseconds since the start.
    pub at: u64,
}

impl Session {
    /// Every item handed in, in order.
    pub fn trail(&self) -> Vec<TrailStep> {
        let interim = &self.assessment.interim;
        let mut running = interim.opening();
        let mut estimate_before = interim.read(&running);
        self.handed
            .iter()
            .map(|handed| {
                let item = &self.assessment.bank().items()[handed.pick.position];
                let estimate_after = match handed.response {
                    Some((curve, score)) => {
                        interim.observe(&mut running, curve, score);
                        interim.read(&running)
                    }
                    None => estimate_before,
                };
                let step = TrailStep {
                    block: handed.block,
                    item: item.id.clone(),
                    given: self.given_in(handed.event),
                    score: handed.score,
                    estimate_before,
                    estimate_after,
                    information: handed.pick.information,
                    value: handed.pick.value,
                    rank: handed.pick.rank,
                    at: self.log.events[handed.event].at,
                };
                estimate_before = estimate_after;
                step
            })
            .collect()
    }
}
