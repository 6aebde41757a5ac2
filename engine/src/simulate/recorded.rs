//! Post-hoc simulation: takers whose answers to every item are on record sit an adaptive test, which picks what it would have asked.

use std::sync::Arc;

use crate::assessment::Assessment;
use crate::bank::ItemId;
use crate::estimate::Estimate;
use crate::score::{Answer, Score};
use crate::seed::Seed;
use crate::session::log::Started;
use crate::session::{Session, Step};

/// An assessment and the answers that earn each category of each item, made before any test begins.
#[derive(Debug)]
pub struct Recorded {
    assessment: Arc<Assessment>,
    answers: Vec<Vec<Answer>>,
}

/// What a test gave, and what it found after each hand-in.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Every item, in order.
    pub items: Vec<ItemId>,
    /// The interim estimate after each block.
    pub estimates: Vec<Estimate>,
}

impl Recorded {
    /// For takers of this assessment.
    pub fn new(assessment: Arc<Assessment>) -> Self {
        let answers = assessment.bank().items().iter().map(super::answers).collect();
        Self { assessment, answers }
    }

    /// A test of a taker who earned these scores, one for each item of the bank in its order, from start to end.
    ///
    /// A score that the item's model does not have counts as its highest; one that is missing as its lowest.
    pub fn sit(&self, scores: &[Score], seed: Seed) -> Session {
        self.follow(scores, seed, |_| ())
    }

    /// The same, with what it found on its way.
    pub fn course(&self, scores: &[Score], seed: Seed) -> Course {
        let mut estimates = Vec::with_capacity(self.assessment.blueprint().length.maximum);
        let session = self.follow(scores, seed, |session| estimates.push(session.estimate()));
        Course { items: session.trail().into_iter().map(|step| step.item).collect(), estimates }
    }

    fn follow(&self, scores: &[Score], seed: Seed, mut handed_in: impl FnMut(&Session)) -> Session {
        let started = Started::new(self.assessment.digest(), seed);
        let mut session =
            Session::start(Arc::clone(&self.assessment), started).expect("an assessment that was checked can begin");
        loop {
            let Step::Present(block) = session.step() else { return session };
            let size = block.items().len();
            for place in 0..size {
                let Step::Present(block) = session.step() else { unreachable!("a block lasts until it is handed in") };
                let id = block.items()[place].clone();
                let position = block.positions().nth(place).expect("a place in the block");
                let answers = &self.answers[position];
                let score = scores.get(position).copied().unwrap_or(Score::WRONG);
                let answer = answers[score.category().min(answers.len() - 1)].clone();
                session.answer(&id, answer, 0).expect("made for this item");
            }
            session.hand_in(0).expect("every item was answered");
            handed_in(&session);
        }
    }
}
