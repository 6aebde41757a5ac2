//! Answers given faster than the question can be read: flags for people to read.
//!
//! Somebody who answers in a moment is not showing what they can do. Flags and their share are told to tutors and, in practice, to
//! learners. They never stop a test nor change a verdict: a fast answer may be a good one, and a connection may have stalled.

/// How long an item took, and how long it takes others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    /// By this learner, in milliseconds.
    pub taken: u64,
    /// The mean of others, in milliseconds; `None` where too few have answered to say.
    pub norm: Option<u64>,
}

/// How much of a test was answered in earnest, as far as time can tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Effort {
    /// Whether each item was answered rapidly, in their order; `None` for one without a norm.
    pub rapid: Vec<Option<bool>>,
    /// Response time effort (Wise and Kong 2005, doi:10.1207/s15324818ame1802_2): the share of answers, among the items with a norm,
    /// that were not rapid. `None` where no item has one.
    pub share: Option<f64>,
}

/// At most so many milliseconds count as rapid, however long an item takes.
pub const MOST: u64 = 10_000;

/// Below this, in milliseconds, an answer is rapid: a tenth of the item's mean time and at most ten seconds, the normative threshold
/// NT10 (Wise and Ma 2012, Setting response time thresholds for a CAT item pool, NCME).
pub const fn threshold(norm: u64) -> u64 {
    let tenth = norm / 10;
    if tenth < MOST { tenth } else { MOST }
}

/// Flags item by item, and the share of effort. `None` in a session with extra time: whoever was given it works at a speed of their
/// own, and norms of others say nothing.
///
/// ```
/// use engine::response_time::{Timed, effort};
/// let timed = [(2_000, Some(60_000)), (45_000, Some(60_000)), (900, None)].map(|(taken, norm)| Timed { taken, norm });
/// let found = effort(&timed, false).unwrap();
/// assert_eq!(found.rapid, [Some(true), Some(false), None]);
/// assert_eq!(found.share, Some(0.5));
/// assert_eq!(effort(&timed, true), None);
/// ```
pub fn effort(items: &[Timed], extra_time: bool) -> Option<Effort> {
    if extra_time {
        return None;
    }
    let rapid: Vec<Option<bool>> = items.iter().map(|item| item.norm.map(|norm| item.taken < threshold(norm))).collect();
    let (mut judged, mut solved) = (0_u32, 0_u32);
    for is_rapid in rapid.iter().flatten() {
        judged += 1;
        solved += u32::from(!is_rapid);
    }
    let share = (judged > 0).then(|| f64::from(solved) / f64::from(judged));
    Some(Effort { rapid, share })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_mean_is_the_threshold_and_ten_seconds_at_most() {
        for (norm, expected) in [(0, 0), (5_000, 500), (60_000, 6_000), (100_000, 10_000), (600_000, 10_000)] {
            assert_eq!(threshold(norm), expected, "{norm}");
        }
    }

    #[test]
    fn an_answer_at_the_threshold_is_not_rapid() {
        let at = |taken| effort(&[Timed { taken, norm: Some(60_000) }], false).unwrap().rapid[0];
        assert_eq!((at(5_999), at(6_000)), (Some(true), Some(false)));
    }

    #[test]
    fn without_a_norm_nothing_is_said() {
        let found = effort(&[Timed { taken: 1, norm: None }], false).unwrap();
        assert_eq!(found, Effort { rapid: vec![None], share: None });
        assert_eq!(effort(&[], false).unwrap().share, None);
    }
}
