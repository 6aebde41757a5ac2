//! Which items a panel rates where all would be too many: every outcome and every difficulty in its share.

use std::cmp::Ordering;

use super::can_be_rated;
use crate::bank::Bank;
use crate::seed::Seed;

/// A stratified sample of about so many of a bank's items, as positions in the bank's order; all of them where there are no more.
///
/// Outcomes get places in proportion to their items (largest remainders, at least one each as far as there are places). Within an
/// outcome items are put in order of difficulty and taken at equal distances from a random start, so that easy and hard items are
/// there in their share. Items of a testlet come together, which may make a few more than asked.
pub fn sample(bank: &Bank, size: usize, seed: &Seed) -> Vec<usize> {
    let units = units(bank);
    let all: usize = units.iter().map(Vec::len).sum();
    let mut taken: Vec<usize> = if all <= size {
        units.concat()
    } else {
        let mut strata: Vec<Vec<&Vec<usize>>> = Vec::new();
        for outcome in 0..=bank.outcomes().len() {
            let of =
                |unit: &&Vec<usize>| bank.items()[unit[0]].outcomes.first().copied().unwrap_or(bank.outcomes().len()) == outcome;
            let mut own: Vec<&Vec<usize>> = units.iter().filter(of).collect();
            own.sort_by(|one, other| difficulty(bank, one).total_cmp(&difficulty(bank, other)));
            if !own.is_empty() {
                strata.push(own);
            }
        }
        let places = shares(&strata.iter().map(Vec::len).collect::<Vec<_>>(), size * units.len() / all);
        let mut luck = seed.stream(0);
        let mut taken = Vec::new();
        for (own, places) in strata.iter().zip(places).filter(|(_, places)| *places > 0) {
            let step = own.len() as f64 / places as f64;
            let start = luck.uniform() * step;
            for place in 0..places {
                let index = ((start + step * place as f64) as usize).min(own.len() - 1);
                taken.extend(own[index].iter().copied());
            }
        }
        taken
    };
    taken.sort_unstable();
    taken
}

/// What can be rated of a bank: items, and testlets as the items that belong together.
pub(super) fn units(bank: &Bank) -> Vec<Vec<usize>> {
    let testlet = |position: usize| bank.set_of(position).filter(|set| set.curve.is_some());
    (0..bank.items().len())
        .filter_map(|position| match testlet(position) {
            Some(set) => (set.items.iter().min() == Some(&position)).then(|| set.items.clone()),
            None => can_be_rated(&bank.items()[position].model).then(|| vec![position]),
        })
        .collect()
}

fn difficulty(bank: &Bank, unit: &[usize]) -> f64 {
    unit.iter().map(|&position| bank.items()[position].model.difficulty()).sum::<f64>() / unit.len() as f64
}

/// So many places in proportion to these sizes: at least one each while there are some, then by largest remainders; of equal ones the
/// first.
fn shares(sizes: &[usize], places: usize) -> Vec<usize> {
    let all: usize = sizes.iter().sum();
    let exact = |size: usize| (size * places) as f64 / all as f64;
    let mut given: Vec<usize> = sizes.iter().map(|&size| (exact(size) as usize).max(1).min(size)).collect();
    loop {
        let sum: usize = given.iter().sum();
        let gap = |place: &usize| exact(sizes[*place]) - given[*place] as f64;
        let all = 0..sizes.len();
        match sum.cmp(&places) {
            Ordering::Less => {
                let open = all.filter(|place| given[*place] < sizes[*place]).rev();
                let Some(next) = open.max_by(|one, other| gap(one).total_cmp(&gap(other))) else { break };
                given[next] += 1;
            }
            Ordering::Greater => {
                let open = all.filter(|place| given[*place] > usize::from(places >= sizes.len()));
                let Some(next) = open.min_by(|one, other| gap(one).total_cmp(&gap(other))) else { break };
                given[next] -= 1;
            }
            Ordering::Equal => break,
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_every_stratum_its_share_and_one_at_least() {
        assert_eq!(shares(&[50, 30, 20], 30), [15, 9, 6]);
        assert_eq!(shares(&[97, 2, 1], 10), [8, 1, 1]);
        assert_eq!(shares(&[3, 3], 6), [3, 3]);
        assert_eq!(shares(&[10, 10, 10], 2).iter().sum::<usize>(), 2);
    }
}
