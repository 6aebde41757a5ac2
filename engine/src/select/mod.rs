//! Which item comes next: may it be given ([`eligible`]), how good is it ([`criterion`]), who gets it ([`exposure`]).

mod balance;
mod best;
pub mod criterion;
pub mod eligible;
mod explain;
pub mod exposure;
mod index;

use std::sync::Arc;

use crate::bank::Bank;
use crate::blueprint::file::{Balance, CriterionName, ExposureFile, SelectFile};
use crate::estimate::{Grid, Prior};
use crate::model::{ItemModel, Logistic};
use crate::order::sort;
use crate::seed::Stream;
use best::Best;

pub use criterion::{Criterion, Standing, Values};
pub use eligible::{Barred, Constraints, Used};
pub use explain::Choice;
pub use exposure::{ExposureTable, Stage};
pub use index::Index;

/// An item chosen, with why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick {
    /// Its position in the bank.
    pub position: usize,
    /// Its information at the estimate, in units of 1/θ².
    pub information: f64,
    /// The criterion's value, in its own unit; of a set the mean over its items.
    pub value: f64,
    /// 1 if no unit that might have been given was better by the criterion and the balance of content.
    pub rank: usize,
}

/// How an assessment chooses: settings, no state.
#[derive(Debug)]
pub struct Selector {
    criterion: Criterion,
    opening: CriterionName,
    randomesque: usize,
    acceleration: f64,
    balance: Option<Balance>,
    exposure: Option<ExposureFile>,
    /// For each item the Sympson-Hetter probability with which it is given once chosen.
    passes: Vec<f64>,
    /// For each item its stratum by discrimination, and how many there are; empty without strata.
    strata: (Vec<usize>, usize),
    /// For each item the curve of its set, where that is scored as one.
    testlet_of: Vec<Option<usize>>,
    /// The greatest length of a test.
    length: usize,
    /// The standard error at which a test ends.
    precision: Option<f64>,
}

/// Where a session stands when an item is chosen.
#[derive(Debug)]
pub struct Moment<'a> {
    /// The estimate and what it is made of.
    pub standing: Standing<'a>,
    /// The interim standard error, in logits.
    pub standard_error: f64,
    /// What was given.
    pub used: &'a Used,
    /// Items so many may still come into the block.
    pub room: usize,
    /// Whether the test opens with this.
    pub opening: bool,
}

/// Which of the rules that only prefer held back a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deferred {
    /// Exposure control set it aside.
    Exposure,
    /// Another outcome is farther below its share.
    Share,
    /// It is of a stratum for another stage.
    Stratum,
}

/// The rules that only prefer, as they stand for one choice.
#[derive(Clone, Copy, Debug)]
struct Preference {
    aside: bool,
    target: Option<usize>,
    stratum: Option<usize>,
}

impl Selector {
    /// As the blueprint states it, for these curves: the bank's items, then the sets that are scored as one.
    pub(crate) fn new(
        bank: &Bank,
        models: Arc<[ItemModel]>,
        file: &SelectFile,
        opening: Option<CriterionName>,
        (grid, prior): (Grid, Prior),
        (length, precision): (usize, Option<f64>),
    ) -> Self {
        let items = bank.items();
        let passes = match &file.exposure {
            Some(ExposureFile::SympsonHetter { parameters, .. }) => {
                items.iter().map(|item| parameters.get(item.id.as_str()).copied().unwrap_or(1.0)).collect()
            }
            _ => Vec::new(),
        };
        let strata =
            file.strata.map_or_else(|| (Vec::new(), 1), |strata| (by_discrimination(&models[..items.len()], strata), strata));
        let mut testlet_of = vec![None; items.len()];
        for set in bank.sets() {
            for &position in &set.items {
                testlet_of[position] = set.curve;
            }
        }
        Self {
            criterion: Criterion::new(file.criterion, models, grid, prior),
            opening: opening.unwrap_or(file.criterion),
            randomesque: file.randomesque,
            acceleration: file.acceleration.unwrap_or(1.0),
            balance: file.balance,
            exposure: file.exposure.clone(),
            passes,
            strata,
            testlet_of,
            length,
            precision,
        }
    }

    /// The criterion.
    pub fn criterion(&self) -> &Criterion {
        &self.criterion
    }

    /// The rule by which exposure is controlled.
    pub fn exposure(&self) -> Option<&ExposureFile> {
        self.exposure.as_ref()
    }

    /// The greatest information that an item which may be given has at `theta`.
    pub(crate) fn most_information(&self, constraints: &Constraints, used: &Used, theta: f64, count: usize) -> f64 {
        let gate = constraints.gate(used, usize::MAX);
        // A set is as informative as its best item: its unit is admitted by its first.
        let admits = |position: usize| position < self.testlet_of.len() && gate.admits(constraints.members(position)[0]);
        self.criterion.index().best(theta, count, admits).iter().map(|&(_, information)| information).sum()
    }

    /// The next unit, named by the item that leads it, or `None` if none may be given. What chance sets aside is marked in `aside`.
    pub(crate) fn next(
        &self,
        constraints: &Constraints,
        moment: &Moment,
        aside: &mut [bool],
        stream: &mut Stream,
    ) -> Option<Pick> {
        let gate = constraints.gate(moment.used, moment.room);
        let name = if moment.opening { self.opening } else { self.criterion.name() };
        let values = self.criterion.values_by(name, &moment.standing);
        if self.exposure.is_none() && self.strata.0.is_empty() && self.balance != Some(Balance::Share) {
            return self.choose(constraints, &gate, &values, moment, |_| true, stream);
        }
        for preference in self.preferences(constraints, moment.used) {
            loop {
                let admits = |unit: usize| self.deferred(constraints, preference, aside, unit).is_none();
                let Some(pick) = self.choose(constraints, &gate, &values, moment, admits, stream) else { break };
                // Sympson and Hetter (1985): an item that was chosen is given with its own probability, or else set aside.
                let passes = self.passes.get(pick.position).copied().unwrap_or(1.0);
                if passes >= 1.0 || !preference.aside || stream.uniform() < passes {
                    return Some(pick);
                }
                aside[pick.position] = true;
            }
        }
        None
    }

    /// The rules that only prefer, all of them first, then with one after the other given up: the stratum, the share, exposure.
    fn preferences(&self, constraints: &Constraints, used: &Used) -> Vec<Preference> {
        let targets: Vec<Option<usize>> = if self.balance == Some(Balance::Share) {
            balance::by_share(constraints, used).into_iter().map(Some).chain([None]).collect()
        } else {
            vec![None]
        };
        let strata: Vec<Option<usize>> = if self.strata.0.is_empty() {
            vec![None]
        } else {
            let all = self.strata.1;
            let now = (used.given() * all / self.length.max(1)).min(all - 1);
            let mut order: Vec<usize> = (0..all).collect();
            let distance = |&stratum: &usize| (stratum.abs_diff(now), stratum);
            sort(&mut order, |one, other| distance(one) < distance(other));
            order.into_iter().map(Some).collect()
        };
        let mut all = Vec::with_capacity(2);
        for aside in if self.exposure.is_some() { [true, false].as_slice() } else { [false].as_slice() } {
            for &target in &targets {
                for &stratum in &strata {
                    all.push(Preference { aside: *aside, target, stratum });
                }
            }
        }
        all
    }

    #[inline]
    fn deferred(&self, constraints: &Constraints, preference: Preference, aside: &[bool], unit: usize) -> Option<Deferred> {
        let Preference { aside: respects, target, stratum } = preference;
        if respects && constraints.members(unit).iter().any(|&member| aside[member]) {
            Some(Deferred::Exposure)
        } else if target.is_some() && constraints.target_of(unit) != target {
            Some(Deferred::Share)
        } else if stratum.is_some_and(|stratum| self.strata.0[unit] != stratum) {
            Some(Deferred::Stratum)
        } else {
            None
        }
    }

    fn choose(
        &self,
        constraints: &Constraints,
        gate: &eligible::Gate,
        values: &Values,
        moment: &Moment,
        admits: impl Fn(usize) -> bool,
        stream: &mut Stream,
    ) -> Option<Pick> {
        use CriterionName::{Mfi, Progressive, Proportional, Random};
        let theta = moment.standing.theta;
        let weighs = matches!(self.balance, Some(Balance::PriorityIndex | Balance::WeightedPenalty));
        let pick = |unit: usize, value: f64, rank: usize| {
            let alone = constraints.set_of(unit).is_none();
            let information = if values.name() == Mfi && alone { value } else { self.criterion.information(unit, theta) };
            Pick { position: unit, information, value, rank }
        };
        if !weighs && !matches!(values.name(), Progressive | Proportional | Random) {
            let alone = values.name() == Mfi && !constraints.has_sets();
            if alone
                && self.randomesque == 1
                && let Some((unit, information)) = self.criterion.index().first(theta, |unit| admits(unit) && gate.admits(unit))
            {
                return Some(pick(unit, information, 1));
            }
            let best = if alone {
                self.criterion.index().best(theta, self.randomesque, |unit| admits(unit) && gate.admits(unit))
            } else {
                let mut best = Best::new(self.randomesque);
                for unit in (0..self.testlet_of.len()).filter(|&unit| constraints.leads(unit) && admits(unit)) {
                    // Whether a unit may be given can take longer to find than how good it is.
                    let merit = self.merit(constraints, values, unit);
                    if best.would_take(unit, merit) && gate.admits(unit) {
                        best.offer(unit, merit);
                    }
                }
                best.items()
            };
            let place = exposure::randomesque(&best, stream)?;
            let (unit, merit) = best[place];
            return Some(pick(unit, values.raw(merit), place + 1));
        }
        let merits = self.merits(constraints, gate, values, moment, &admits);
        let rank = |unit: usize| {
            let own = merits.iter().find(|&&(other, _)| other == unit).map_or(0.0, |&(_, merit)| merit);
            1 + merits.iter().filter(|&&(_, merit)| merit > own).count()
        };
        let stage = Stage {
            given: moment.used.given(),
            length: self.length,
            precision: self.precision.map(|end| [moment.standard_error, end]),
        };
        let mut candidates = merits.clone();
        let chosen = match values.name() {
            Random => {
                let place = stream.below(u32::try_from(candidates.len()).unwrap_or(u32::MAX)) as usize;
                candidates.get(place).map(|&(unit, _)| unit)?
            }
            Proportional => {
                let power = stage.proportional(self.acceleration);
                candidates[exposure::proportional(&candidates, power, stream)?].0
            }
            name => {
                if name == Progressive {
                    exposure::progressive(&mut candidates, stage.progressive(self.acceleration), stream);
                }
                let mut best = Best::new(self.randomesque);
                for &(unit, merit) in &candidates {
                    best.offer(unit, merit);
                }
                let best = best.items();
                best[exposure::randomesque(&best, stream)?].0
            }
        };
        Some(pick(chosen, self.value(constraints, values, chosen), rank(chosen)))
    }

    /// What may be given, in bank order, with its merit: the more the better.
    fn merits(
        &self,
        constraints: &Constraints,
        gate: &eligible::Gate,
        values: &Values,
        moment: &Moment,
        admits: &impl Fn(usize) -> bool,
    ) -> Vec<(usize, f64)> {
        let units = (0..self.testlet_of.len()).filter(|&unit| constraints.leads(unit));
        let open: Vec<usize> = units.filter(|&unit| gate.admits(unit)).collect();
        let mut candidates: Vec<(usize, f64)> =
            open.iter().filter(|&&unit| admits(unit)).map(|&unit| (unit, self.merit(constraints, values, unit))).collect();
        match self.balance {
            Some(Balance::PriorityIndex) => {
                let priorities = balance::priorities(constraints, moment.used, self.length);
                let priority = |unit: usize| {
                    let members = constraints.members(unit);
                    let of = |&member: &usize| constraints.target_of(member).map_or(1.0, |target| priorities[target]);
                    members.iter().map(of).sum::<f64>() / members.len() as f64
                };
                // Where every quota is used up, none is preferred.
                if candidates.iter().any(|&(unit, _)| priority(unit) > 0.0) {
                    for (unit, merit) in &mut candidates {
                        *merit *= priority(*unit);
                    }
                }
            }
            Some(Balance::WeightedPenalty) => {
                let items: Vec<usize> = open.iter().flat_map(|&unit| constraints.members(unit)).copied().collect();
                let penalties = balance::penalties(constraints, moment.used, &items, self.length);
                balance::weighted(&mut candidates, |unit| {
                    let members = constraints.members(unit);
                    let of = |&member: &usize| constraints.target_of(member).map_or(0.0, |target| penalties[target]);
                    members.iter().map(of).sum::<f64>() / members.len() as f64
                });
            }
            Some(Balance::Share) | None => {}
        }
        candidates
    }

    fn merit(&self, constraints: &Constraints, values: &Values, unit: usize) -> f64 {
        values.merit(constraints.members(unit), self.testlet_of[unit])
    }

    /// The criterion's value of a unit, in its own unit.
    fn value(&self, constraints: &Constraints, values: &Values, unit: usize) -> f64 {
        values.raw(self.merit(constraints, values, unit))
    }
}

/// For each item its stratum: the least discriminating in the first, as many in each as can be (Chang and Ying 1999,
/// doi:10.1177/01466219922031338). The discrimination of a polytomous item is the root of four times its greatest information, which
/// is `a` for an item that is right or wrong without guessing.
fn by_discrimination(models: &[ItemModel], strata: usize) -> Vec<usize> {
    let discrimination = |model: &ItemModel| {
        model.logistic().map_or_else(|| 2.0 * model.information(model.most_informative_at()).sqrt(), Logistic::a)
    };
    let all: Vec<f64> = models.iter().map(discrimination).collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    sort(&mut order, |&one, &other| all[one].total_cmp(&all[other]).then(one.cmp(&other)).is_lt());
    let mut stratum_of = vec![0; all.len()];
    for (place, position) in order.into_iter().enumerate() {
        stratum_of[position] = place * strata / all.len().max(1);
    }
    stratum_of
}
