//! A simulated taker whose answers come out the same on every platform.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use engine::bank::{Interaction, Item};
use engine::seed::Stream;
use engine::{Answer, Seed, Session, Step};

/// Answers by a rule in plain arithmetic, not by a response model: the engine under test must not choose its own answers.
#[derive(Debug)]
pub struct Taker {
    ability: f64,
    draws: Stream,
}

impl Taker {
    /// A taker of this ability, in logits.
    pub const fn new(ability: f64, draws: Stream) -> Self {
        Self { ability, draws }
    }

    /// Answers every block to the end. Some answers are changed before the block is handed in, some items are "not learned".
    ///
    /// # Errors
    /// What the session refuses.
    pub fn take(&mut self, session: &mut Session) -> Result<()> {
        let mut at = 0;
        while let Step::Present(block) = session.step().clone() {
            let bank = session.assessment().bank().clone();
            let seed = session.log().started.seed;
            for id in block.items() {
                at += 1000 + u64::from(self.draws.below(60_000));
                let item = bank.item(id).ok_or_else(|| anyhow!("a block names an item that the bank lacks"))?;
                match self.draws.below(12) {
                    0 => session.not_learned(id, at)?,
                    1 => {
                        session.answer(id, first_shown(item, &seed), at)?;
                        session.pause(at + 1)?;
                        session.resume(at + 500)?;
                        at += 900;
                        session.answer(id, self.answer(item), at)?;
                    }
                    _ => session.answer(id, self.answer(item), at)?,
                }
            }
            at += 700;
            session.hand_in(at)?;
        }
        Ok(())
    }

    fn answer(&mut self, item: &Item) -> Answer {
        let ahead = self.ability - item.model.difficulty();
        item.answer_worth(self.draws.uniform() < 0.5 + ahead / (2.0 * (1.0 + ahead.abs())))
    }
}

/// What somebody gives who takes everything as it is shown: so that the order of showing is in the log.
fn first_shown(item: &Item, seed: &Seed) -> Answer {
    match &item.interaction {
        Interaction::Order { .. } => Answer::Order(item.option_order(seed).iter().map(|option| option.id.clone()).collect()),
        Interaction::Fields { fields, .. } => {
            let first = |field| item.choice_order(field, seed).first().map(|choice| choice.id.clone()).unwrap_or_default();
            let given: BTreeMap<_, _> = fields.iter().map(|field| (field.id.clone(), first(field))).collect();
            Answer::Fields(given)
        }
        _ => item.answer_worth(false),
    }
}
