//! The best few of many, without putting the rest in order.

/// The best so far, best first. Of equal ones the earlier position is the better.
#[derive(Debug)]
pub(super) struct Best {
    count: usize,
    items: Vec<(usize, f64)>,
}

impl Best {
    /// At most `count`, at least one.
    pub fn new(count: usize) -> Self {
        Self { count: count.max(1), items: Vec::with_capacity(count.clamp(1, 64) + 1) }
    }

    /// Whether an offer of this would be taken.
    pub fn would_take(&self, position: usize, value: f64) -> bool {
        self.items.len() < self.count || self.items.last().is_some_and(|last| !is_better(last, position, value))
    }

    /// Takes it if it is among the best.
    pub fn offer(&mut self, position: usize, value: f64) {
        let place = self.items.iter().rposition(|other| is_better(other, position, value)).map_or(0, |index| index + 1);
        if place < self.count {
            self.items.insert(place, (position, value));
            self.items.truncate(self.count);
        }
    }

    /// Whether nothing that is at most `bound` can get in.
    pub fn is_beyond(&self, bound: f64) -> bool {
        self.items.len() == self.count && self.items.last().is_some_and(|&(_, worst)| worst > bound)
    }

    /// Begins again.
    pub fn clear(&mut self) {
        self.items.clear();
    }

    /// Them.
    pub fn items(self) -> Vec<(usize, f64)> {
        self.items
    }
}

/// Whether `one` stands before an item of this value.
fn is_better(one: &(usize, f64), position: usize, value: f64) -> bool {
    one.1.total_cmp(&value).then(position.cmp(&one.0)).is_gt()
}
