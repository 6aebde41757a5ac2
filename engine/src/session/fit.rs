//! A session's answers held against its estimate and its clock: notes for people to read, which decide nothing.

use super::Session;
use super::log::Action;
use crate::estimate::{Estimate, Scored};
use crate::mastery::Finding;
use crate::person_fit::{PersonFit, person_fit};

impl Session {
    /// How well the answers handed in fit the interim estimate. `None` where there are none, or all were all but certain.
    pub fn person_fit(&self) -> Option<PersonFit> {
        let models = &self.assessment.models;
        let responses: Vec<Scored> = self.responses.iter().map(|&(curve, score)| (&models[curve], score)).collect();
        person_fit(&responses, self.estimate.theta, self.assessment.interim.estimator())
    }

    /// For each item of [`Session::trail`], in its order, what the decision's posterior says of ability from all other answers: the
    /// item's own, and those of the testlet that it is part of, left out. Against it an item's answers are held.
    pub fn estimates_without(&self) -> Vec<Estimate> {
        let decision = &self.assessment.decision;
        let bank = self.assessment.bank();
        let whole = |position: usize| bank.set_of(position).and_then(|set| set.curve).unwrap_or(position);
        let mut known: Vec<(usize, Estimate)> = Vec::with_capacity(self.responses.len());
        let mut without = |left_out: usize| {
            if let Some((_, estimate)) = known.iter().find(|(curve, _)| *curve == left_out) {
                return *estimate;
            }
            let mut evidence = decision.evidence();
            for &(curve, score) in self.responses.iter().filter(|(curve, _)| *curve != left_out) {
                decision.observe(&mut evidence, curve, score);
            }
            let estimate = decision.finding(&evidence).estimate;
            known.push((left_out, estimate));
            estimate
        };
        self.handed.iter().map(|handed| without(whole(handed.pick.position))).collect()
    }

    /// The decision's estimate after each item of [`Session::trail`], with the probability of mastery: how the verdict came about.
    pub fn findings_along(&self) -> Vec<Finding> {
        let decision = &self.assessment.decision;
        let mut evidence = decision.evidence();
        self.handed
            .iter()
            .map(|handed| {
                if let Some((curve, score)) = handed.response {
                    decision.observe(&mut evidence, curve, score);
                }
                decision.finding(&evidence)
            })
            .collect()
    }

    /// Milliseconds spent on each item of [`Session::trail`], in its order: from what happened before to each of its answers, pauses
    /// not counted. In a block whose items are all in sight, time spent reading one may count for the next.
    pub fn times(&self) -> Vec<u64> {
        let mut spent = vec![0; self.handed.len()];
        let (mut last, mut paused) = (0, false);
        for event in &self.log.events {
            let taken = if paused { 0 } else { event.at - last };
            last = event.at;
            match &event.action {
                Action::Answered { item, .. } | Action::Revised { item, .. } | Action::NotLearned { item } => {
                    let position = self.assessment.bank().position(item);
                    let place = self.handed.iter().position(|handed| Some(handed.pick.position) == position);
                    if let Some(place) = place {
                        spent[place] += taken;
                    }
                }
                Action::Paused => paused = true,
                Action::Resumed => paused = false,
                _ => {}
            }
        }
        spent
    }
}
