//! Exposure control: who gets an item, so that none becomes known.
//!
//! Items that a rule keeps back from a session are set aside, not barred: they are given after all where nothing else may be, because
//! content comes first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bank::{Bank, ItemId};
use crate::blueprint::file::ExposureFile;
use crate::digest::Digest;
use crate::math;
use crate::seed::{Seed, Stream};

/// The version of the format that this build reads and writes.
pub const FORMAT: &str = "exposure/1";

/// The stream of a seed from which eligibility is drawn: no block and no item's name comes to it.
const STREAM: u64 = u64::MAX - 1;

/// How often each item was given so far: what rules that look at other sessions go by. A session's log names it by its digest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExposureTable {
    /// [`FORMAT`].
    pub format: String,
    /// Sessions so far; older ones count less where the blueprint's counts age.
    pub sessions: f64,
    /// By item; an item that is not named was never given.
    pub items: BTreeMap<ItemId, Exposed>,
}

/// Counts of one item.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposed {
    /// Sessions that gave it.
    pub given: f64,
    /// Sessions that might have.
    pub eligible: f64,
}

impl Default for ExposureTable {
    /// Before the first session.
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), sessions: 0.0, items: BTreeMap::new() }
    }
}

impl ExposureTable {
    /// Of this table: what a log names.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }

    /// The share of sessions so far that gave this item.
    pub fn rate(&self, item: &ItemId) -> f64 {
        match self.items.get(item) {
            Some(exposed) if self.sessions > 0.0 => exposed.given / self.sessions,
            _ => 0.0,
        }
    }

    /// With one more session, which gave `given` of the bank's items and for which `aside` were not eligible.
    ///
    /// The counts α of sessions that gave an item and ε of sessions for which it was eligible become w α + 1 or w α, w being the
    /// ageing (van der Linden and Veldkamp 2007, doi:10.3102/1076998606298044).
    #[must_use]
    pub fn with(&self, bank: &Bank, rule: &ExposureFile, given: &[usize], aside: &[bool]) -> Self {
        let ageing = match rule {
            ExposureFile::Eligibility { ageing, .. } => *ageing,
            _ => 1.0,
        };
        let mut was_given = vec![false; bank.items().len()];
        for &position in given {
            was_given[position] = true;
        }
        let items = bank.items().iter().enumerate().map(|(position, item)| {
            // Before the first session that is counted, everything was eligible.
            let before = self.items.get(&item.id).copied().unwrap_or(Exposed { given: 0.0, eligible: self.sessions });
            let once = |happened: bool| f64::from(u8::from(happened));
            let exposed = Exposed {
                given: ageing * before.given + once(was_given[position]),
                eligible: ageing * before.eligible + once(!aside.get(position).copied().unwrap_or(false)),
            };
            (item.id.clone(), exposed)
        });
        let mut counted = BTreeMap::new();
        counted.extend(items);
        Self { format: FORMAT.to_owned(), sessions: ageing * self.sessions + 1.0, items: counted }
    }
}

/// Which items a session that begins sets aside.
pub(crate) fn set_aside(rule: Option<&ExposureFile>, bank: &Bank, table: &ExposureTable, seed: &Seed) -> Vec<bool> {
    let items = bank.items().iter();
    match rule {
        Some(ExposureFile::Restricted { maximum }) => items.map(|item| table.rate(&item.id) > *maximum).collect(),
        Some(ExposureFile::Eligibility { maximum, .. }) => {
            let mut stream = seed.stream(STREAM);
            // P(E) = r P̂(E)/P̂(A), at most 1 (van der Linden and Veldkamp 2004, eq. 10, doi:10.3102/10769986029003273).
            let mut aside: Vec<bool> = items
                .map(|item| {
                    let drawn = stream.uniform();
                    table
                        .items
                        .get(&item.id)
                        .is_some_and(|exposed| exposed.given > 0.0 && drawn >= *maximum * exposed.eligible / exposed.given)
                })
                .collect();
            // A set is eligible or not as one: as its first item is.
            for set in bank.sets() {
                for &position in &set.items {
                    aside[position] = aside[set.items[0]];
                }
            }
            aside
        }
        Some(ExposureFile::SympsonHetter { .. }) => vec![false; bank.items().len()],
        None => Vec::new(),
    }
}

/// One of these, each as likely (randomesque: Kingsbury and Zara 1989, doi:10.1207/s15324818ame0204_6): its place among the best.
///
/// A single candidate draws nothing from the stream.
pub(super) fn randomesque(best: &[(usize, f64)], stream: &mut Stream) -> Option<usize> {
    match best.len() {
        0 => None,
        1 => Some(0),
        several => Some(stream.below(u32::try_from(several).unwrap_or(u32::MAX)) as usize),
    }
}

/// How much information counts against chance, for the progressive and the proportional method (Barrada, Olea, Ponsoda and Abad 2008,
/// doi:10.1348/000711007X230937), `acceleration` k ≥ 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// Items given so far: the next is number q = given + 1.
    pub given: usize,
    /// The greatest length, Q.
    pub length: usize,
    /// Where precision ends the test: the standard error now, and the one at which it ends.
    pub precision: Option<[f64; 2]>,
}

impl Stage {
    /// For the progressive method: W = Σ_{f=1}^{q} (f − 1)ᵏ / Σ_{f=1}^{Q} (f − 1)ᵏ in a test of fixed length; where precision ends
    /// it, W = max(I/I_stop, (q − 1)/(Q − 1))ᵏ, which passes 1 once the precision is reached.
    pub fn progressive(&self, acceleration: f64) -> f64 {
        let power = |x: f64| if x > 0.0 { math::power(x, acceleration) } else { 0.0 };
        if let Some([now, end]) = self.precision {
            // Before the first answer there is no information but the prior's.
            if self.given == 0 {
                return 0.0;
            }
            let information = if now > 0.0 { (end / now) * (end / now) } else { 1.0 };
            return power(information.max(self.given as f64 / (self.length.max(2) - 1) as f64));
        }
        let sum = |last: usize| (1..=last).map(|f| power((f - 1) as f64)).sum::<f64>();
        let all = sum(self.length);
        if all > 0.0 { sum((self.given + 1).min(self.length)) / all } else { 1.0 }
    }

    /// For the proportional method: the power of the information, Q W, or W/SE² of the end where precision ends the test.
    pub fn proportional(&self, acceleration: f64) -> f64 {
        let scale = self.precision.map_or(self.length as f64, |[_, end]| 1.0 / (end * end));
        scale * self.progressive(acceleration)
    }
}

/// One of these in proportion to a power of their information, which may be 0 for none of them: its place.
pub(super) fn proportional(candidates: &[(usize, f64)], power: f64, stream: &mut Stream) -> Option<usize> {
    let greatest = candidates.iter().map(|&(_, information)| information).fold(0.0, f64::max);
    // Relative to the greatest, so that no power of a small number vanishes.
    let weight = |information: f64| if greatest > 0.0 { math::power(information / greatest, power) } else { 1.0 };
    let total: f64 = candidates.iter().map(|&(_, information)| weight(information)).sum();
    let mut left = stream.uniform() * total;
    for (place, &(_, information)) in candidates.iter().enumerate() {
        left -= weight(information);
        if left <= 0.0 {
            return Some(place);
        }
    }
    candidates.len().checked_sub(1)
}

/// Adds chance to each value, for the progressive method: (1 − W) U + W I, U uniform up to the greatest information.
pub(super) fn progressive(candidates: &mut [(usize, f64)], weight: f64, stream: &mut Stream) {
    let greatest = candidates.iter().map(|&(_, information)| information).fold(0.0, f64::max);
    for (_, value) in candidates {
        *value = (1.0 - weight) * greatest * stream.uniform() + weight * *value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_each_of_the_best_its_turn() {
        let best = [(4, 0.9), (1, 0.8), (7, 0.7)];
        let mut stream = Seed::from_number(1).stream(1);
        let mut drawn = [0; 3];
        for _ in 0..3000 {
            drawn[randomesque(&best, &mut stream).unwrap()] += 1;
        }
        // Binomial(3000, 1/3): four standard deviations are 103.
        assert!(drawn.iter().all(|&count: &i32| (count - 1000).abs() < 103), "{drawn:?}");
        assert!(randomesque(&[], &mut stream).is_none());
    }

    #[test]
    fn information_takes_over_as_the_test_goes_on() {
        let at = |given| Stage { given, length: 10, precision: None }.progressive(1.0);
        assert!(at(0).abs() < 1e-15 && (at(9) - 1.0).abs() < 1e-15);
        assert!((at(4) - 10.0 / 45.0).abs() < 1e-15);
        let precise = Stage { given: 4, length: 12, precision: Some([0.2, 0.35]) };
        assert!(precise.progressive(1.0) > 1.0);
    }
}
