//! Which items may be given: not given before, none of whose enemies was, and such that every outcome's targets can still be met.
//!
//! Items are given in units: one item, or a set with a shared stimulus, which is given as a whole. An item counts towards the target
//! of the outcome that it names first.

use crate::bank::Bank;
use crate::blueprint::ContentTarget;
use crate::order::sort;

/// What a session must hold to, from bank and blueprint.
#[derive(Clone, Debug)]
pub struct Constraints {
    targets: Vec<ContentTarget>,
    /// For each item its place in `targets`, if its outcome has one.
    target_of: Vec<Option<usize>>,
    enemies: Vec<Vec<usize>>,
    /// For each item the set that it belongs to.
    set_of: Vec<Option<usize>>,
    /// The items of each set, in the author's order.
    sets: Vec<Vec<usize>>,
    /// Every position in its own place, for units of one.
    alone: Vec<usize>,
    /// The units of each target in the order in which a completion takes them: those with few enemies first.
    by_target: Vec<Vec<usize>>,
    /// All units in the order in which the longest test takes them.
    by_enemies: Vec<usize>,
    /// [`Used::free`] at the start.
    free: Vec<usize>,
    /// No verdict before so many items.
    minimum: usize,
    /// No more items than these.
    maximum: usize,
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
    /// Items that may still be given and have no enemies, per target and last those without: whatever is given, they stay.
    free: Vec<usize>,
}

/// Why an item may not be given now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barred {
    /// It was given, was seen in an earlier attempt, or is an enemy of one that was given.
    Used,
    /// Its outcome has as many items as it may have, or every item until the minima are due is needed for another.
    Content,
    /// After it, the minima could not be met any more.
    Completion,
    /// Its set does not fit into what is left of the block or of the test.
    Room,
}

impl Constraints {
    /// For tests of `minimum` to `maximum` items. By the time a test may end, at the minimum or when as many items were given as
    /// the targets' minima need, all of them are met, so that no test goes on only for their sake.
    pub fn new(bank: &Bank, targets: Vec<ContentTarget>, minimum: usize, maximum: usize) -> Self {
        let n = bank.items().len();
        let target_of: Vec<Option<usize>> = bank
            .items()
            .iter()
            .map(|item| targets.iter().position(|target| item.outcomes.first() == Some(&target.outcome)))
            .collect();
        let enemies: Vec<Vec<usize>> = (0..n).map(|position| bank.enemies(position).to_vec()).collect();
        let sets: Vec<Vec<usize>> = bank.sets().iter().map(|set| set.items.clone()).collect();
        let mut set_of = vec![None; n];
        for (number, set) in sets.iter().enumerate() {
            for &position in set {
                set_of[position] = Some(number);
            }
        }
        let owed: usize = targets.iter().map(|target| target.minimum).sum();
        let mut constraints = Self {
            due: minimum.max(owed).min(maximum.max(owed)),
            by_target: Vec::new(),
            by_enemies: Vec::new(),
            targets,
            target_of,
            enemies,
            set_of,
            sets,
            alone: (0..n).collect(),
            free: Vec::new(),
            minimum,
            maximum,
        };
        let mut free = vec![0; constraints.targets.len() + 1];
        for position in (0..n).filter(|&position| constraints.enemies[position].is_empty()) {
            free[constraints.slot(position)] += 1;
        }
        constraints.free = free;
        // In this order, giving as many as possible takes least from those that come later; ties in bank order. Sets come first:
        // single items fill what room they leave.
        let mut units: Vec<usize> = (0..n).filter(|&position| constraints.leads(position)).collect();
        let cost = |&unit: &usize| {
            let members = constraints.members(unit);
            let enemies: usize = members.iter().map(|&position| constraints.enemies[position].len()).sum();
            (enemies, usize::from(constraints.set_of[unit].is_none()), unit)
        };
        sort(&mut units, |one, other| cost(one) < cost(other));
        let by_target = (0..constraints.targets.len())
            .map(|target| units.iter().copied().filter(|&unit| constraints.worth(unit, target) > 0).collect())
            .collect();
        constraints.by_target = by_target;
        constraints.by_enemies = units;
        constraints
    }

    /// At the start, with these items excluded; a set of which one is excluded is not given.
    pub fn unused(&self, excluded: &[usize]) -> Used {
        let (closed, counts) = (vec![false; self.target_of.len()], vec![0; self.targets.len()]);
        let mut used = Used { closed, counts, given: 0, free: self.free.clone() };
        for &position in excluded {
            self.close(&mut used, position);
        }
        used
    }

    /// The items of the unit that this item belongs to: its set, or itself.
    pub fn members(&self, position: usize) -> &[usize] {
        match self.set_of[position] {
            Some(set) => &self.sets[set],
            None => &self.alone[position..=position],
        }
    }

    /// The set that this item belongs to.
    pub fn set_of(&self, position: usize) -> Option<usize> {
        self.set_of[position]
    }

    /// Whether the unit of this item is named by it: the first of its set, or itself.
    pub fn leads(&self, position: usize) -> bool {
        self.members(position)[0] == position
    }

    /// Whether there are sets.
    pub fn has_sets(&self) -> bool {
        !self.sets.is_empty()
    }

    /// The target towards which an item counts.
    pub fn target_of(&self, position: usize) -> Option<usize> {
        self.target_of[position]
    }

    /// Marks an item as given.
    pub fn give(&self, used: &mut Used, position: usize) {
        self.shut(used, position);
        for &enemy in &self.enemies[position] {
            self.close(used, enemy);
        }
        if let Some(target) = self.target_of[position] {
            used.counts[target] += 1;
        }
        used.given += 1;
    }

    fn close(&self, used: &mut Used, position: usize) {
        for &member in self.members(position) {
            self.shut(used, member);
        }
    }

    fn give_unit(&self, used: &mut Used, unit: usize) {
        for &member in self.members(unit) {
            self.give(used, member);
        }
    }

    fn is_open(&self, used: &Used, unit: usize) -> bool {
        self.members(unit).iter().all(|&member| !used.closed[member])
    }

    /// How many of a unit's items count towards a target.
    fn worth(&self, unit: usize, target: usize) -> usize {
        self.members(unit).iter().filter(|&&member| self.target_of[member] == Some(target)).count()
    }

    /// Whether length and the targets' maxima leave room for a unit.
    fn has_room(&self, used: &Used, unit: usize) -> bool {
        let members = self.members(unit);
        used.given + members.len() <= self.maximum
            && members.iter().all(|&member| {
                self.target_of[member]
                    .is_none_or(|target| used.counts[target] + self.worth(unit, target) <= self.targets[target].maximum)
            })
    }

    /// Whether every target's minimum is met.
    pub fn minima_met(&self, used: &Used) -> bool {
        self.deficit(used) == 0
    }

    /// How many items the minima still need.
    fn deficit(&self, used: &Used) -> usize {
        self.targets.iter().zip(&used.counts).map(|(target, count)| target.minimum.saturating_sub(*count)).sum()
    }

    /// The first target that the items left cannot meet, with how many of its items can still be given; `None` if all can be met.
    ///
    /// Units are taken in a fixed order, those with few enemies first, so that where this succeeds the first unit it takes can be
    /// given and it succeeds again: a test that can be completed never runs into a dead end.
    pub fn unreachable(&self, used: &Used) -> Option<(usize, usize)> {
        self.completion(used).err()
    }

    /// What is used once every minimum is met, or which target cannot be.
    fn completion(&self, used: &Used) -> Result<Used, (usize, usize)> {
        let mut used = used.clone();
        for (number, target) in self.targets.iter().enumerate() {
            for &unit in &self.by_target[number] {
                if used.counts[number] >= target.minimum {
                    break;
                }
                if self.is_open(&used, unit) && (!self.has_sets() || self.has_room(&used, unit)) {
                    self.give_unit(&mut used, unit);
                }
            }
            if used.counts[number] < target.minimum {
                return Err((number, used.counts[number]));
            }
        }
        Ok(used)
    }

    /// How many items can be given in all, as far as exclusions, enemies, sets and the targets' maxima go.
    ///
    /// What the minima need comes first, so that the unit which a completion takes next leaves this as it is: a test that can reach
    /// its least length always can.
    pub fn reachable_length(&self, used: &Used) -> usize {
        let mut used = self.completion(used).unwrap_or_else(|_| used.clone());
        for &unit in &self.by_enemies {
            if self.is_open(&used, unit) && self.has_room(&used, unit) {
                self.give_unit(&mut used, unit);
            }
        }
        used.given
    }

    fn reaches_minimum(&self, used: &Used) -> bool {
        used.given >= self.minimum || self.surely_reaches_minimum(used) || self.reachable_length(used) >= self.minimum
    }

    /// Whether items without enemies are enough for the least length, which takes no time to see. Not told where a set may not fit, or
    /// while minima are open.
    fn surely_reaches_minimum(&self, used: &Used) -> bool {
        let room = |(target, count): (&ContentTarget, &usize)| target.maximum.saturating_sub(*count);
        let rooms = self.targets.iter().zip(&used.counts).map(room).chain([usize::MAX]);
        let free: usize = used.free.iter().zip(rooms).map(|(free, room)| room.min(*free)).sum();
        !self.has_sets() && self.deficit(used) == 0 && used.given + free >= self.minimum
    }

    /// The place of an item's target among the counts; the last for those without.
    fn slot(&self, position: usize) -> usize {
        self.target_of[position].unwrap_or(self.targets.len())
    }

    fn shut(&self, used: &mut Used, position: usize) {
        if !used.closed[position] {
            used.closed[position] = true;
            used.free[self.slot(position)] -= usize::from(self.enemies[position].is_empty());
        }
    }

    /// Which units may be given next, where a block has room for so many items.
    pub fn gate<'a>(&'a self, used: &'a Used, room: usize) -> Gate<'a> {
        let deficit = self.deficit(used);
        let left = self.due.saturating_sub(used.given);
        // With sets, minima may take more items than they name; they are met by the least length that a completion needs.
        let due = if self.has_sets() && deficit > 0 {
            self.completion(used).map_or(self.maximum, |complete| self.due.max(complete.given))
        } else {
            self.due
        };
        let short = used.given + 1 < self.minimum && !self.surely_reaches_minimum(used);
        Gate { constraints: self, used, room, due, owing: deficit > 0, only_owed: deficit > 0 && deficit >= left, short }
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

    /// Items given towards each target.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }
}

/// Says unit by unit what may be given now.
#[derive(Debug)]
pub struct Gate<'a> {
    constraints: &'a Constraints,
    used: &'a Used,
    room: usize,
    due: usize,
    /// Some minimum is not met yet.
    owing: bool,
    /// Every item until they are due is needed for one.
    only_owed: bool,
    /// An item with enemies could put the least length out of reach.
    short: bool,
}

impl Gate<'_> {
    /// Whether the unit of this item, which leads it, may be given.
    #[inline]
    pub fn admits(&self, unit: usize) -> bool {
        self.bars(unit).is_none()
    }

    /// Why the unit of this item may not be given.
    #[inline]
    pub fn bars(&self, unit: usize) -> Option<Barred> {
        let Self { constraints, used, owing, only_owed, short, .. } = *self;
        if used.closed[unit] {
            return Some(Barred::Used);
        }
        if constraints.has_sets() {
            return self.bars_with_sets(unit);
        }
        match constraints.target_of[unit] {
            Some(number) => {
                let (target, count) = (&constraints.targets[number], used.counts[number]);
                if count >= target.maximum || (only_owed && count >= target.minimum) {
                    return Some(Barred::Content);
                }
            }
            None if only_owed => return Some(Barred::Content),
            None => {}
        }
        // Only an item with enemies can take away what a minimum, or the least length, still needs.
        if (owing || short) && !constraints.enemies[unit].is_empty() {
            let mut after = used.clone();
            constraints.give(&mut after, unit);
            if owing && constraints.unreachable(&after).is_some() || short && !constraints.reaches_minimum(&after) {
                return Some(Barred::Completion);
            }
        }
        None
    }

    fn bars_with_sets(&self, unit: usize) -> Option<Barred> {
        let Self { constraints, used, room, due, owing, .. } = *self;
        let members = constraints.members(unit);
        if !constraints.leads(unit) || !constraints.is_open(used, unit) {
            return Some(Barred::Used);
        }
        if members.len() > room || used.given + members.len() > constraints.maximum {
            return Some(Barred::Room);
        }
        if !constraints.has_room(used, unit) {
            return Some(Barred::Content);
        }
        let mut after = used.clone();
        constraints.give_unit(&mut after, unit);
        if owing && constraints.completion(&after).map_or(true, |complete| complete.given > due) {
            return Some(Barred::Completion);
        }
        // A set must leave room for what the least length still needs: after it, single items or smaller sets have to fit.
        (!constraints.reaches_minimum(&after)).then_some(Barred::Completion)
    }
}
