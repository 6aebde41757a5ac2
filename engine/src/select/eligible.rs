//! Which items may be given: not given before, none of whose enemies was, and such that every outcome's targets can still be met.
//!
//! An item counts towards the target of the outcome that it names first.

use crate::bank::Bank;
use crate::blueprint::ContentTarget;

/// What a session must hold to, from bank and blueprint.
#[derive(Clone, Debug)]
pub struct Constraints {
    targets: Vec<ContentTarget>,
    /// For each item its place in `targets`, if its outcome has one.
    target_of: Vec<Option<usize>>,
    enemies: Vec<Vec<usize>>,
    /// The items of each target in the order in which a completion takes them: those with few enemies first.
    by_target: Vec<Vec<usize>>,
    /// Every minimum is met once so many items were given.
    due: usize,
}

/// What was used so far.
#[derive(Clone, Debug)]
pub struct Used {
    /// Given, excluded, or an enemy of an item given.
    closed: Vec<bool>,
    /// Items given, per target.
    counts: Vec<usize>,
    given: usize,
}

/// In this order, giving as many as possible takes least from those that come later; ties in bank order.
fn fewest_enemies_first(positions: &mut [usize], enemies: &[Vec<usize>]) {
    positions.sort_unstable_by_key(|&position| (enemies[position].len(), position));
}

impl Constraints {
    /// For tests that may end after `due` items, at least as many as the minima together: they are met by then, so that no test
    /// goes on only for their sake.
    pub fn new(bank: &Bank, targets: Vec<ContentTarget>, due: usize) -> Self {
        let target_of: Vec<Option<usize>> = bank
            .items()
            .iter()
            .map(|item| targets.iter().position(|target| item.outcomes.first() == Some(&target.outcome)))
            .collect();
        let enemies: Vec<Vec<usize>> = (0..bank.items().len()).map(|position| bank.enemies(position).to_vec()).collect();
        let by_target = (0..targets.len())
            .map(|target| {
                let mut positions: Vec<usize> =
                    (0..target_of.len()).filter(|&position| target_of[position] == Some(target)).collect();
                fewest_enemies_first(&mut positions, &enemies);
                positions
            })
            .collect();
        Self { targets, target_of, enemies, by_target, due }
    }

    /// At the start, with these items excluded.
    pub fn unused(&self, excluded: &[usize]) -> Used {
        let mut closed = vec![false; self.target_of.len()];
        for &position in excluded {
            closed[position] = true;
        }
        Used { closed, counts: vec![0; self.targets.len()], given: 0 }
    }

    /// Marks an item as given.
    pub fn give(&self, used: &mut Used, position: usize) {
        used.closed[position] = true;
        for &enemy in &self.enemies[position] {
            used.closed[enemy] = true;
        }
        if let Some(target) = self.target_of[position] {
            used.counts[target] += 1;
        }
        used.given += 1;
    }

    /// Whether every target's minimum is met.
    pub fn minima_met(&self, used: &Used) -> bool {
        self.targets.iter().zip(&used.counts).all(|(target, count)| *count >= target.minimum)
    }

    /// The first target that the items left cannot meet, with how many of its items can still be given; `None` if all can be met.
    ///
    /// Items are taken in a fixed order, those with few enemies first, so that where this succeeds the first item it takes can be
    /// given and it succeeds again: a test that can be completed never runs into a dead end.
    pub fn unreachable(&self, used: &Used) -> Option<(usize, usize)> {
        let mut used = used.clone();
        for (number, target) in self.targets.iter().enumerate() {
            for &position in &self.by_target[number] {
                if used.counts[number] >= target.minimum {
                    break;
                }
                if !used.closed[position] {
                    self.give(&mut used, position);
                }
            }
            if used.counts[number] < target.minimum {
                return Some((number, used.counts[number]));
            }
        }
        None
    }

    /// How many items can still be given, as far as exclusions, enemies and the targets' maxima go.
    pub fn reachable_length(&self, used: &Used) -> usize {
        let mut used = used.clone();
        let mut order: Vec<usize> = (0..self.target_of.len()).collect();
        fewest_enemies_first(&mut order, &self.enemies);
        for position in order {
            let open = self.target_of[position].is_none_or(|target| used.counts[target] < self.targets[target].maximum);
            if open && !used.closed[position] {
                self.give(&mut used, position);
            }
        }
        used.given
    }

    /// Which items may be given next.
    pub fn gate<'a>(&'a self, used: &'a Used) -> Gate<'a> {
        let deficit: usize =
            self.targets.iter().zip(&used.counts).map(|(target, count)| target.minimum.saturating_sub(*count)).sum();
        let left = self.due.saturating_sub(used.given);
        Gate { constraints: self, used, owing: deficit > 0, only_owed: deficit > 0 && deficit >= left }
    }

    /// The targets.
    pub fn targets(&self) -> &[ContentTarget] {
        &self.targets
    }
}

impl Used {
    /// Items given.
    pub fn given(&self) -> usize {
        self.given
    }
}

/// Says item by item what may be given now.
#[derive(Debug)]
pub struct Gate<'a> {
    constraints: &'a Constraints,
    used: &'a Used,
    /// Some minimum is not met yet.
    owing: bool,
    /// Every item until they are due is needed for one.
    only_owed: bool,
}

impl Gate<'_> {
    /// Whether this item may be given.
    pub fn admits(&self, position: usize) -> bool {
        let Self { constraints, used, owing, only_owed } = *self;
        if used.closed[position] {
            return false;
        }
        match constraints.target_of[position] {
            Some(number) => {
                let (target, count) = (&constraints.targets[number], used.counts[number]);
                if count >= target.maximum || (only_owed && count >= target.minimum) {
                    return false;
                }
            }
            None if only_owed => return false,
            None => {}
        }
        // Only an item with enemies can take away what a minimum still needs.
        if owing && !constraints.enemies[position].is_empty() {
            let mut after = used.clone();
            constraints.give(&mut after, position);
            return constraints.unreachable(&after).is_none();
        }
        true
    }
}
