//! How good an item is now: its Fisher information at the estimate (MFI, Lord 1980).
//!
//! [`Index::best`] finds the most informative items without looking at every one. Information has a single peak, so that over a
//! small cell of abilities it is bounded by its value at the peak, if that lies inside, or at the nearer edge. Each cell lists the
//! items with the highest bounds; the walk ends where the next bound is below what was found already, or else at a full sweep.

use crate::bank::Item;
use crate::model::ItemModel;

const LOWER: f64 = -6.0;
const CELLS: usize = 240;
const WIDTH: f64 = 0.05;
/// Items listed in each cell.
const LISTED: usize = 64;

/// Bounds of the information of a bank's items, by ability.
#[derive(Debug)]
pub struct Index {
    models: Vec<ItemModel>,
    /// For each cell (position, bound), the highest bound first.
    cells: Vec<Vec<(usize, f64)>>,
}

impl Index {
    /// Of these items.
    pub fn new(items: &[Item]) -> Self {
        let models: Vec<ItemModel> = items.iter().map(|item| item.model.clone()).collect();
        if models.len() <= LISTED {
            return Self { models, cells: Vec::new() };
        }
        let peaks: Vec<f64> = models.iter().map(|model| model.most_informative_at().value()).collect();
        let cells = (0..CELLS)
            .map(|cell| {
                let (low, high) = (LOWER + WIDTH * cell as f64, LOWER + WIDTH * (cell + 1) as f64);
                let mut bounds: Vec<(usize, f64)> = models
                    .iter()
                    .zip(&peaks)
                    .map(|(model, peak)| model.information_at(peak.clamp(low, high)) * (1.0 + 1e-9))
                    .enumerate()
                    .collect();
                bounds.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
                bounds.truncate(LISTED);
                bounds
            })
            .collect();
        Self { models, cells }
    }

    /// The `count` admitted items with the most information at `theta`, best first, as (position, information); fewer if fewer are
    /// admitted. Of equal items the earlier in the bank is the better.
    pub fn best(&self, theta: f64, count: usize, admits: impl Fn(usize) -> bool) -> Vec<(usize, f64)> {
        let mut best = Best { count: count.max(1), items: Vec::with_capacity(count.clamp(1, 64) + 1) };
        if let Some(cell) = self.cell(theta) {
            for &(position, bound) in cell {
                if best.is_beyond(bound) {
                    return best.items;
                }
                if admits(position) {
                    best.offer(position, self.models[position].information_at(theta));
                }
            }
            best.items.clear();
        }
        for (position, model) in self.models.iter().enumerate() {
            if admits(position) {
                best.offer(position, model.information_at(theta));
            }
        }
        best.items
    }

    fn cell(&self, theta: f64) -> Option<&Vec<(usize, f64)>> {
        let offset = (theta - LOWER) / WIDTH;
        if offset >= 0.0 { self.cells.get(offset as usize) } else { None }
    }
}

/// The best so far, best first.
struct Best {
    count: usize,
    items: Vec<(usize, f64)>,
}

impl Best {
    fn offer(&mut self, position: usize, value: f64) {
        let better = |&(other, than): &(usize, f64)| than.total_cmp(&value).then(position.cmp(&other)).is_gt();
        let place = self.items.iter().rposition(better).map_or(0, |index| index + 1);
        if place < self.count {
            self.items.insert(place, (position, value));
            self.items.truncate(self.count);
        }
    }

    /// Whether nothing that is at most `bound` can get in.
    fn is_beyond(&self, bound: f64) -> bool {
        self.items.len() == self.count && self.items.last().is_some_and(|&(_, worst)| worst > bound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Logistic;
    use proptest::prelude::*;

    fn index(models: Vec<Logistic>) -> Index {
        use crate::bank::{Interaction, ItemId};
        use crate::score::Key;
        let items: Vec<Item> = models
            .into_iter()
            .enumerate()
            .map(|(n, model)| Item {
                id: ItemId::from(n.to_string().as_str()),
                prompt: String::new(),
                interaction: Interaction::Text,
                key: Key::Text { accept: vec!["x".into()], case: false },
                feedback: None,
                model: model.into(),
                b_sd: 0.0,
                outcomes: vec![0],
            })
            .collect();
        Index::new(&items)
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
            prop_assert_eq!(index.best(theta, count, admits), swept);
        }
    }
}
