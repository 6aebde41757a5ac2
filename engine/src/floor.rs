//! Floors: what a blueprint asks of single outcomes, so that strength elsewhere does not make up for weakness there.
//!
//! A floor is a decision of its own, at its own cut and by the items of its outcome alone: the prior is N(floor, sd), which leans
//! neither way, and the errors of rated difficulties and of the mark count as they do at the pass mark ([`crate::mastery`]). Abilities in outcomes
//! are taken to be what their items say; that they go together is left out, as borrowing strength from other outcomes is what a
//! floor is there to forbid.

use crate::bank::Bank;
use crate::blueprint::file::{BlueprintFile, FloorFile, StandardFile};
use crate::mastery::{Decision, Evidence};
use crate::outcome::FloorReading;
use crate::score::Score;

/// One floor of an assessment.
#[derive(Debug)]
pub struct Floor {
    /// Position of its outcome in the bank.
    pub outcome: usize,
    needed: f64,
    decision: Decision,
}

impl Floor {
    /// Fewer items than this of an outcome decide nothing of it: its content minimum has to be this at least.
    pub const MINIMUM_ITEMS: usize = 3;

    /// Those of a blueprint, in its order; outcomes that the bank does not have are left out.
    pub fn of(bank: &Bank, blueprint: &BlueprintFile) -> Vec<Self> {
        let BlueprintFile { standard, length, .. } = blueprint;
        let floor = |floor: &FloorFile| {
            let outcome = bank.outcomes().iter().position(|one| one.id == floor.outcome)?;
            let alone = StandardFile {
                cut: floor.cut(standard.cut),
                levels: Vec::new(),
                floors: Vec::new(),
                rationale: String::new(),
                ..*standard
            };
            Some(Self { outcome, needed: floor.certainty, decision: Decision::new(bank, length.maximum, &alone) })
        };
        standard.floors.iter().filter_map(floor).collect()
    }

    /// Before the first answer.
    pub fn evidence(&self) -> Evidence {
        self.decision.evidence()
    }

    /// Takes the response into account that became complete with the item at `position`, if it speaks of this outcome. Says whether.
    pub fn observe(&self, evidence: &mut Evidence, bank: &Bank, position: usize, (curve, score): (usize, Score)) -> bool {
        // A testlet speaks of an outcome that all of its items name.
        let names = |position: usize| bank.items()[position].outcomes.contains(&self.outcome);
        let counts = match bank.set_of(position).filter(|set| set.curve.is_some()) {
            Some(set) => set.items.iter().all(|&item| names(item)),
            None => names(position),
        };
        if counts {
            self.decision.observe(evidence, curve, score);
        }
        counts
    }

    /// How probable it is that ability is above the floor.
    pub fn reading(&self, evidence: &Evidence) -> FloorReading {
        FloorReading { mastery: self.decision.mastery(evidence), needed: self.needed }
    }
}
