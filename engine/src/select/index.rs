//! The most informative items without looking at every one.
//!
//! Over a small cell of abilities an item's information is bounded ([`ItemModel::information_bound`]). Each cell lists the items with
//! the highest bounds; the walk ends where the next bound is below what was found already, or else at a full sweep. So a step costs
//! as much in a large bank as in a small one.

use std::sync::{Arc, OnceLock};

use super::best::Best;
use crate::model::ItemModel;
use crate::order::sort_first;

const LOWER: f64 = -6.0;
const CELLS: usize = 240;
const WIDTH: f64 = 0.05;
/// Items listed in each cell.
const LISTED: usize = 64;

/// Bounds of the information of items, by ability.
#[derive(Debug)]
pub struct Index {
    models: Arc<[ItemModel]>,
    /// Where each item is most informative.
    peaks: Vec<f64>,
    /// For each cell (position, bound), the highest bound first; made when somebody is there for the first time. None for a bank so
    /// small that a sweep is as fast.
    cells: Vec<OnceLock<Vec<(u32, f64)>>>,
}

impl Index {
    /// Of these items.
    pub fn new(models: Arc<[ItemModel]>) -> Self {
        let peaks = models.iter().map(|model| model.most_informative_at().value()).collect();
        let cells = if models.len() <= LISTED { 0 } else { CELLS };
        Self { models, peaks, cells: vec![OnceLock::new(); cells] }
    }

    /// Where each item is most informative, in logits.
    pub(super) fn peaks(&self) -> &[f64] {
        &self.peaks
    }

    /// The `count` admitted items with the most information at `theta`, best first, as (position, information); fewer if fewer are
    /// admitted. Of equal items the earlier in the bank is the better.
    pub fn best(&self, theta: f64, count: usize, admits: impl Fn(usize) -> bool) -> Vec<(usize, f64)> {
        let mut best = Best::new(count);
        if let Some(cell) = self.cell(theta) {
            for &(position, bound) in cell {
                if best.is_beyond(bound) {
                    return best.items();
                }
                if admits(position as usize) {
                    best.offer(position as usize, self.models[position as usize].information_at(theta));
                }
            }
            best.clear();
        }
        for (position, model) in self.models.iter().enumerate() {
            if admits(position) {
                best.offer(position, model.information_at(theta));
            }
        }
        best.items()
    }

    /// The first of [`Index::best`], which most tests ask for.
    pub(super) fn first(&self, theta: f64, admits: impl Fn(usize) -> bool) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        let better = |best: Option<(usize, f64)>, position: usize, value: f64| {
            best.is_none_or(|(other, than)| value.total_cmp(&than).then(other.cmp(&position)).is_gt())
        };
        for &(position, bound) in self.cell(theta)? {
            if best.is_some_and(|(_, value)| value > bound) {
                return best;
            }
            if admits(position as usize) {
                let value = self.models[position as usize].information_at(theta);
                if better(best, position as usize, value) {
                    best = Some((position as usize, value));
                }
            }
        }
        None
    }

    fn cell(&self, theta: f64) -> Option<&Vec<(u32, f64)>> {
        let offset = (theta - LOWER) / WIDTH;
        let number = if offset >= 0.0 { offset as usize } else { return None };
        Some(self.cells.get(number)?.get_or_init(|| self.listed(number)))
    }

    fn listed(&self, cell: usize) -> Vec<(u32, f64)> {
        let (low, high) = (LOWER + WIDTH * cell as f64, LOWER + WIDTH * (cell + 1) as f64);
        let bound = |model: &ItemModel, peak: f64| model.information_bound(low, high, peak) * (1.0 + 1e-9);
        let mut bounds: Vec<(u32, f64)> = self
            .models
            .iter()
            .zip(&self.peaks)
            .zip(0..)
            .map(|((model, &peak), position)| (position, bound(model, peak)))
            .collect();
        // Only the listed ones are put in order.
        sort_first(&mut bounds, LISTED, |one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)).is_lt());
        bounds.truncate(LISTED);
        bounds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Logistic;
    use proptest::prelude::*;

    fn index(models: Vec<Logistic>) -> Index {
        Index::new(models.into_iter().map(ItemModel::from).collect())
    }

    prop_compose! {
        fn any_model()(a in 0.2..3.0f64, b in -4.0..4.0f64, c in 0.0..0.4f64, d in 0.8..=1.0f64, plain in any::<bool>()) -> Logistic {
            // Coarse values, so that ties happen.
            Logistic::new((a * 4.0).ceil() / 4.0, (b * 8.0).round() / 8.0, c, if plain { 1.0 } else { d }).unwrap()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn finds_what_a_full_sweep_finds(
            models in prop::collection::vec(any_model(), 65..300), theta in -7.0..7.0f64, count in 1usize..12, modulus in 1usize..9
        ) {
            let index = index(models);
            let admits = |position: usize| position.is_multiple_of(modulus);
            let mut swept: Vec<(usize, f64)> =
                index.models.iter().map(|model| model.information_at(theta)).enumerate().filter(|(position, _)| admits(*position)).collect();
            swept.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
            swept.truncate(count);
            if let Some(first) = index.first(theta, admits) {
                prop_assert_eq!(Some(&first), swept.first());
            }
            prop_assert_eq!(index.best(theta, count, admits), swept);
        }
    }
}
