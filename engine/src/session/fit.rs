//! A session's answers held against its estimate and its clock: notes for people to read, which decide nothing.

use super::Session;
use super::log::Action;
use crate::estimate::Scored;
use crate::person_fit::{PersonFit, person_fit};

impl Session {
    /// How well the answers handed in fit the interim estimate. `None` where there are none, or all were all but certain.
    pub fn person_fit(&self) -> Option<PersonFit> {
        let models = &self.assessment.models;
        let responses: Vec<Scored> = self.responses.iter().map(|&(curve, score)| (&models[curve], score)).collect();
        person_fit(&responses, self.estimate.theta, self.assessment.interim.estimator())
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
