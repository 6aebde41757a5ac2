//! Why an item and not another: a choice told as data.

use std::collections::BTreeMap;

use super::{Deferred, Moment, Pick, Selector};
use crate::blueprint::file::CriterionName;
use crate::order::sort_first;
use crate::select::eligible::{Barred, Constraints};

/// How many units that were not chosen a choice tells of.
const TOLD: usize = 3;

/// A choice, with what stood against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// By which criterion.
    pub criterion: CriterionName,
    /// What was chosen.
    pub pick: Pick,
    /// The ability at which it was, in logits.
    pub theta: f64,
    /// Units among which the criterion chose.
    pub candidates: usize,
    /// Units that may not be given, by why.
    pub barred: BTreeMap<Barred, usize>,
    /// Units that may be given but had to wait, by why.
    pub deferred: BTreeMap<Deferred, usize>,
    /// The best of those that were not chosen, best first, each by its first item, with its value and why it had to wait, if not
    /// for the value alone.
    pub others: Vec<(usize, f64, Option<Deferred>)>,
}

impl Selector {
    /// Tells of a choice after the fact: `aside` as it stands by then. What was chosen had not been set aside, or was given after all.
    pub(crate) fn explain(&self, constraints: &Constraints, moment: &Moment, aside: &[bool], pick: &Pick) -> Choice {
        let gate = constraints.gate(moment.used, moment.room);
        let name = if moment.opening { self.opening } else { self.criterion.name() };
        let values = self.criterion.values_by(name, &moment.standing);
        let preference = self.preferences(constraints, moment.used)[0];
        let (mut barred, mut deferred) = (BTreeMap::new(), BTreeMap::new());
        let mut candidates = 0;
        let mut others = Vec::new();
        for unit in (0..self.testlet_of.len()).filter(|&unit| constraints.leads(unit)) {
            if let Some(why) = gate.bars(unit) {
                *barred.entry(why).or_insert(0) += 1;
                continue;
            }
            let why = self.deferred(constraints, preference, aside, unit);
            match why {
                Some(why) => *deferred.entry(why).or_insert(0) += 1,
                None => candidates += 1,
            }
            if unit != pick.position {
                others.push((unit, self.merit(constraints, &values, unit), why));
            }
        }
        sort_first(&mut others, TOLD, |one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)).is_lt());
        others.truncate(TOLD);
        for (unit, value, _) in &mut others {
            *value = self.value(constraints, &values, *unit);
        }
        Choice { criterion: name, pick: *pick, theta: moment.standing.theta, candidates, barred, deferred, others }
    }
}
