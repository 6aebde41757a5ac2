//! What came of a unit: counts and sums that can be added up, and sent from a worker to a page.

use serde::{Deserialize, Serialize};

use super::classification::{Agreement, Retest, rudner};
use super::stated::{self, Stated};
use super::summary::Moments;
use super::taker::Sat;
use crate::outcome::Verdict;
use crate::stop::StopReason;
use crate::theta::Theta;

/// Takers of one population in one replicate of the bank, few enough to be done in a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its place in the plan, from 0.
    pub number: usize,
    /// Place of the population in the settings.
    pub population: usize,
    /// Which replicate of the bank, from 0.
    pub replicate: u32,
    /// The first of its takers, from 0.
    pub first: u32,
    /// How many takers.
    pub takers: u32,
}

/// How many takers were told what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdicts {
    /// Takers below the cut, then those above it; of each those told achieved, not yet, and too close to call.
    pub counts: [[u64; 3]; 2],
}

impl Verdicts {
    /// One taker more.
    pub fn add(&mut self, master: bool, verdict: Verdict) {
        self.counts[usize::from(master)][verdict as usize] += 1;
    }

    /// The takers of another.
    pub fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().flatten().zip(other.counts.iter().flatten()) {
            *count += more;
        }
    }

    /// How many, below the cut and above it, were told this.
    pub fn told(&self, verdict: Verdict) -> u64 {
        self.counts[0][verdict as usize] + self.counts[1][verdict as usize]
    }

    /// How many masters were told this.
    pub fn masters_told(&self, verdict: Verdict) -> u64 {
        self.counts[1][verdict as usize]
    }

    /// How many takers are above the cut.
    pub fn masters(&self) -> u64 {
        self.counts[1].iter().sum()
    }

    /// How many takers.
    pub fn takers(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }
}

/// Takers of about one ability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ability {
    /// Of their first attempts.
    pub moments: Moments,
    /// Verdicts of first attempts.
    pub first: Verdicts,
    /// Verdicts after the last attempt.
    pub last: Verdicts,
}

/// Bins of ability: one below, so many of [`BIN`] logits between −3 and 3 from the cut, and one above.
pub const ABILITIES: usize = 26;

/// Width of a bin of ability, in logits.
pub const BIN: f64 = 0.25;

/// The bin of a taker so far from the cut.
fn ability_bin(from_cut: f64) -> usize {
    ((from_cut + 3.0) / BIN + 1.0).floor().clamp(0.0, (ABILITIES - 1) as f64) as usize
}

/// What came of a unit, or of several merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Which unit; of several the first.
    pub unit: Unit,
    /// How good the first attempts' estimates were.
    pub moments: Moments,
    /// Verdicts of first attempts.
    pub first: Verdicts,
    /// Verdicts after the last attempt: awarded once is awarded.
    pub last: Verdicts,
    /// Attempts of all takers.
    pub attempts: u64,
    /// Takers who were not awarded and could not try again, as too few unseen items were left.
    pub out_of_items: u64,
    /// Why first attempts ended.
    pub reasons: Vec<(StopReason, u64)>,
    /// How many first attempts had so many items, from 0 up.
    pub lengths: Vec<u64>,
    /// How many first attempts gave each item of the bank, in its order.
    pub given: Vec<u64>,
    /// By ability, in [`ABILITIES`] bins.
    pub abilities: Vec<Ability>,
    /// What first attempts said of mastery, in the bins of [`stated::BINS`].
    pub stated: Vec<Stated>,
    /// At each cut, the sum over first attempts of what Rudner's method expects.
    pub rudner: Vec<Agreement>,
    /// At each cut, first attempts whose estimate was on the side of the truth.
    pub right_side: Vec<u64>,
    /// Takers tested twice.
    pub retest: Retest,
}

impl Tally {
    pub(super) fn new(unit: Unit, bank: usize, longest: usize, cuts: usize) -> Self {
        Self {
            unit,
            moments: Moments::default(),
            first: Verdicts::default(),
            last: Verdicts::default(),
            attempts: 0,
            out_of_items: 0,
            reasons: Vec::new(),
            lengths: vec![0; longest + 1],
            given: vec![0; bank],
            abilities: vec![Ability::default(); ABILITIES],
            stated: vec![Stated::default(); stated::BINS.len()],
            rudner: vec![Agreement::default(); cuts],
            right_side: vec![0; cuts],
            retest: Retest::default(),
        }
    }

    /// A taker's first attempt. The cuts are as stated, and where they truly are; the first of them is the pass mark.
    pub(super) fn add_first(&mut self, theta: f64, cuts: &[Theta], true_cuts: &[f64], sat: &Sat) {
        let estimate = sat.finding.estimate;
        let cut = cuts[0].value();
        let master = theta >= true_cuts[0];
        self.moments.add(theta, estimate, sat.items.len());
        self.first.add(master, sat.verdict);
        match self.reasons.iter_mut().find(|(reason, _)| *reason == sat.reason) {
            Some((_, count)) => *count += 1,
            None => self.reasons.push((sat.reason, 1)),
        }
        self.lengths[sat.items.len()] += 1;
        for &position in &sat.items {
            self.given[position] += 1;
        }
        let ability = &mut self.abilities[ability_bin(theta - cut)];
        ability.moments.add(theta, estimate, sat.items.len());
        ability.first.add(master, sat.verdict);
        self.stated[stated::bin(sat.finding.mastery)].add(sat.finding.mastery, master);
        for (number, (cut, true_cut)) in cuts.iter().zip(true_cuts).enumerate() {
            let Agreement { accuracy, consistency } = rudner(estimate, &[*cut]);
            self.rudner[number].accuracy += accuracy;
            self.rudner[number].consistency += consistency;
            self.right_side[number] += u64::from((theta >= *true_cut) == (estimate.theta.value() >= cut.value()));
        }
    }

    /// What a taker came to after the last attempt.
    pub(super) fn add_last(
        &mut self,
        theta: f64,
        cut: Theta,
        true_cut: f64,
        verdict: Verdict,
        (attempts, out_of_items): (u32, bool),
    ) {
        let master = theta >= true_cut;
        self.last.add(master, verdict);
        self.abilities[ability_bin(theta - cut.value())].last.add(master, verdict);
        self.attempts += u64::from(attempts);
        self.out_of_items += u64::from(out_of_items);
    }

    /// The takers of another tally of the same plan. Sums are made in the order of the calls.
    pub fn merge(&mut self, other: &Self) {
        self.moments.merge(&other.moments);
        self.first.merge(&other.first);
        self.last.merge(&other.last);
        self.attempts += other.attempts;
        self.out_of_items += other.out_of_items;
        for (reason, count) in &other.reasons {
            match self.reasons.iter_mut().find(|(own, _)| own == reason) {
                Some((_, own)) => *own += count,
                None => self.reasons.push((*reason, *count)),
            }
        }
        let add = |own: &mut [u64], more: &[u64]| own.iter_mut().zip(more).for_each(|(own, more)| *own += more);
        add(&mut self.lengths, &other.lengths);
        add(&mut self.given, &other.given);
        add(&mut self.right_side, &other.right_side);
        for (own, more) in self.abilities.iter_mut().zip(&other.abilities) {
            own.moments.merge(&more.moments);
            own.first.merge(&more.first);
            own.last.merge(&more.last);
        }
        for (own, more) in self.stated.iter_mut().zip(&other.stated) {
            own.merge(more);
        }
        for (own, more) in self.rudner.iter_mut().zip(&other.rudner) {
            own.accuracy += more.accuracy;
            own.consistency += more.consistency;
        }
        self.retest.merge(&other.retest);
    }

    /// The ends of a bin of ability, measured from the cut; the outermost have one.
    pub fn ability_range(bin: usize) -> [Option<f64>; 2] {
        let lower = |bin: usize| (bin as f64 - 1.0) * BIN - 3.0;
        [(bin > 0).then(|| lower(bin)), (bin + 1 < ABILITIES).then(|| lower(bin + 1))]
    }
}
