//! How far along the test is, as a range that only moves forward: an adaptive test does not know its own length.

use api::attempt::Progress;
use serde::{Deserialize, Serialize};

/// The shown range: at least so much is done, at most so much, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// If the test takes its greatest length.
    pub least: u32,
    /// If it ends as soon as it may.
    pub most: u32,
}

impl Range {
    /// The range that this progress says, never behind the one already shown.
    #[must_use]
    pub fn advance(self, progress: Progress) -> Self {
        let least = self.least.max(percent(progress.done, progress.maximum));
        let most = self.most.max(percent(progress.done, progress.minimum)).max(least);
        Self { least, most }
    }
}

fn percent(done: usize, of: usize) -> u32 {
    let share = (done * 100).checked_div(of).unwrap_or(if done > 0 { 100 } else { 0 });
    u32::try_from(share.min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_range_between_the_shortest_and_the_longest_test() {
        let range = Range::default().advance(Progress { done: 5, minimum: 10, maximum: 20 });
        assert_eq!(range, Range { least: 25, most: 50 });
        assert_eq!(range.advance(Progress { done: 15, minimum: 10, maximum: 20 }), Range { least: 75, most: 100 });
    }

    #[test]
    fn never_moves_back() {
        let mut shown = Range::default();
        let course = [(0, 10, 20), (5, 10, 20), (5, 15, 30), (4, 15, 30), (10, 15, 40), (0, 0, 0), (12, 15, 40)];
        for (done, minimum, maximum) in course {
            let next = shown.advance(Progress { done, minimum, maximum });
            assert!(next.least >= shown.least && next.most >= shown.most && next.least <= next.most, "{shown:?} {next:?}");
            shown = next;
        }
    }

    #[test]
    fn says_nothing_of_a_test_without_items() {
        assert_eq!(Range::default().advance(Progress { done: 0, minimum: 0, maximum: 0 }), Range { least: 0, most: 0 });
    }
}
