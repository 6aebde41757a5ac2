//! Content beyond its bounds: how the outcomes' shares, quotas or penalties enter the choice among what may be given.

use super::eligible::{Constraints, Used};
use crate::order::sort;

/// Targets in the order of their claim on the next item: the farthest below its share first (Kingsbury and Zara 1989,
/// doi:10.1207/s15324818ame0204_6), of equal ones the first in the blueprint.
pub(super) fn by_share(constraints: &Constraints, used: &Used) -> Vec<usize> {
    let given = used.given().max(1) as f64;
    let gap = |target: usize| constraints.targets()[target].share - used.counts()[target] as f64 / given;
    let mut order: Vec<usize> = (0..constraints.targets().len()).collect();
    sort(&mut order, |&one, &other| gap(other).total_cmp(&gap(one)).then(one.cmp(&other)).is_lt());
    order
}

/// What is left of each target's quota, as a share of it: the factor of its items in the maximum priority index (Cheng and Chang
/// 2009, doi:10.1348/000711008X304376). While a minimum is open the minima are the quotas, then the maxima.
pub(super) fn priorities(constraints: &Constraints, used: &Used, length: usize) -> Vec<f64> {
    let first_phase = !constraints.minima_met(used);
    constraints
        .targets()
        .iter()
        .zip(used.counts())
        .map(|(target, &count)| {
            let quota = if first_phase { target.minimum } else { target.maximum.min(length) };
            if quota == 0 { 0.0 } else { quota.saturating_sub(count) as f64 / quota as f64 }
        })
        .collect()
}

/// The penalty of one more item of each target (Shin, Chien, Way and Swanson 2009, after Segall and Davey 1995).
///
/// Of each target the share expected at the end, if the items to come are as its open items are in the bank, is held against the
/// middle of its bounds: D. Within the bounds the penalty is D; beyond a bound at distance A from the middle it is D²/(2A) + A/2,
/// which meets D there with the same slope. It is negative for a target that has too few items.
pub(super) fn penalties(constraints: &Constraints, used: &Used, open: &[usize], length: usize) -> Vec<f64> {
    let all = length.max(1) as f64;
    let to_come = length.saturating_sub(used.given()) as f64;
    let mut in_bank = vec![0_usize; constraints.targets().len()];
    for &position in open {
        if let Some(target) = constraints.target_of(position) {
            in_bank[target] += 1;
        }
    }
    constraints
        .targets()
        .iter()
        .enumerate()
        .map(|(number, target)| {
            let expected = (used.counts()[number] as f64 + to_come * in_bank[number] as f64 / open.len().max(1) as f64) / all;
            let (low, high) = (target.minimum as f64 / all, target.maximum.min(length) as f64 / all);
            let middle = 0.5 * (low + high);
            let distance = expected - middle;
            let reach = if distance < 0.0 { low - middle } else { high - middle };
            let penalty = if distance.abs() <= reach.abs() {
                distance
            } else if reach == 0.0 {
                // Bounds that meet leave no room for a straight part.
                distance * distance.abs().max(1.0 / all)
            } else {
                distance * distance / (2.0 * reach) + 0.5 * reach
            };
            target.weight * penalty
        })
        .collect()
}

/// Information and penalties on one scale: the less the better. Penalties from 0 to 1 over the candidates, minus the square of the
/// information as a share of the greatest.
pub(super) fn weighted(candidates: &mut [(usize, f64)], penalty: impl Fn(usize) -> f64) {
    let greatest = candidates.iter().map(|&(_, value)| value).fold(0.0, f64::max);
    let all: Vec<f64> = candidates.iter().map(|&(unit, _)| penalty(unit)).collect();
    let least = all.iter().copied().fold(f64::INFINITY, f64::min);
    let range = all.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least;
    for ((_, value), penalty) in candidates.iter_mut().zip(&all) {
        let scaled = if range > 0.0 { (penalty - least) / range } else { 0.0 };
        let share = if greatest > 0.0 { *value / greatest } else { 0.0 };
        *value = share * share - scaled;
    }
}
