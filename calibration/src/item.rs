//! The statistics of one item.

use serde::Serialize;

use crate::flag::{self, Flag};
use crate::moments::{correlation, mean, quantile, wilson};
use crate::options::{OptionStatistics, option_table};

/// What a learner did with an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Chose these options, by their places.
    Options(Vec<usize>),
    /// Typed, ordered or filled something.
    Other,
    /// Said "I have not learned this yet".
    NotLearned,
    /// Saw it and left it.
    Omitted,
}

/// One learner's answer to an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What they did.
    pub given: Given,
    /// The share of full credit that it earned, 0 to 1.
    pub credit: f64,
    /// What else is known of what they can do: the score on the rest of a form, or the ability by all their other answers.
    pub ability: Option<f64>,
    /// The share of credit that the item's model expects at that ability.
    pub expected: Option<f64>,
    /// How long it took.
    pub milliseconds: Option<u64>,
}

/// A proportion with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Proportion {
    /// 0 to 1.
    pub value: f64,
    /// Wilson's score interval of 95 %.
    pub interval: [f64; 2],
    /// Answers that it rests on.
    pub n: usize,
}

/// A correlation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Correlation {
    /// −1 to 1.
    pub r: f64,
    /// Answers that it rests on.
    pub n: usize,
}

/// Half of the answers took between the first and the third.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quartiles {
    /// A quarter took less, in milliseconds.
    pub first: f64,
    /// Half took less.
    pub median: f64,
    /// A quarter took more.
    pub third: f64,
    /// Answers that it rests on.
    pub n: usize,
}

/// How often the item was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Exposure {
    /// In so many sessions.
    pub given: usize,
    /// Of so many.
    pub sessions: usize,
}

impl Exposure {
    /// The share of sessions; `None` where there was none.
    pub fn rate(&self) -> Option<f64> {
        (self.sessions > 0).then(|| self.given as f64 / self.sessions as f64)
    }
}

/// What the answers say of one item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemStatistics {
    /// Answers, "not learned yet" among them.
    pub n: usize,
    /// Of these "not learned yet", which earn nothing.
    pub not_learned: usize,
    /// Learners who saw it and left it; not among the `n`.
    pub omitted: usize,
    /// Mean share of credit: for an item that is right or wrong, the proportion right.
    pub right: Option<Proportion>,
    /// What the item's model expects of the same learners.
    pub expected: Option<f64>,
    /// Corrected: between credit and what else is known of ability. For an item that is right or wrong, the point-biserial.
    pub discrimination: Option<Correlation>,
    /// One for each option, in the item's order; none where nothing is chosen.
    pub options: Vec<OptionStatistics>,
    /// Response times.
    pub time: Option<Quartiles>,
    /// How often it was given.
    pub exposure: Exposure,
    /// What somebody should look at.
    pub flags: Vec<Flag>,
}

/// The statistics of an item with options of which these are right (none where nothing is chosen), from the answers to it in so many
/// sessions.
///
/// ```
/// use calibration::{Given, Observation, item_statistics};
/// let answers: Vec<Observation> = [(0, 1.0, 0.9), (0, 1.0, 0.4), (1, 0.0, -0.3), (1, 0.0, -0.8)]
///     .map(|(option, credit, ability)| Observation {
///         given: Given::Options(vec![option]),
///         credit,
///         ability: Some(ability),
///         expected: None,
///         milliseconds: Some(20_000),
///     })
///     .to_vec();
/// let found = item_statistics(&[true, false], &answers, 10);
/// assert_eq!(found.right.unwrap().value, 0.5);
/// assert!((found.discrimination.unwrap().r - 0.9231).abs() < 1e-4);
/// assert_eq!(found.exposure.rate(), Some(0.4));
/// assert!(found.flags.is_empty(), "four answers are too few to flag anything");
/// ```
pub fn item_statistics(keys: &[bool], observations: &[Observation], sessions: usize) -> ItemStatistics {
    let answered: Vec<&Observation> = observations.iter().filter(|one| one.given != Given::Omitted).collect();
    let n = answered.len();
    let credit: f64 = answered.iter().map(|one| one.credit).sum();
    let right = (n > 0).then(|| Proportion { value: credit / n as f64, interval: wilson(credit, n, 0.95), n });
    let pairs: Vec<(f64, f64)> = answered.iter().filter_map(|one| Some((one.ability?, one.credit))).collect();
    let expected: Vec<f64> = answered.iter().filter_map(|one| one.expected).collect();
    let mut times: Vec<f64> = answered.iter().filter_map(|one| one.milliseconds).map(|time| time as f64).collect();
    times.sort_by(f64::total_cmp);
    let time = (!times.is_empty()).then(|| Quartiles {
        first: quantile(&times, 0.25),
        median: quantile(&times, 0.5),
        third: quantile(&times, 0.75),
        n: times.len(),
    });
    let mut found = ItemStatistics {
        n,
        not_learned: answered.iter().filter(|one| one.given == Given::NotLearned).count(),
        omitted: observations.len() - n,
        right,
        // Of all of them, or it would be of other learners than the proportion right.
        expected: mean(&expected).filter(|_| expected.len() == n),
        discrimination: correlation(&pairs).map(|r| Correlation { r, n: pairs.len() }),
        options: option_table(keys, &answered),
        time,
        exposure: Exposure { given: observations.len(), sessions },
        flags: Vec::new(),
    };
    found.flags = flag::flags(&found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(given: Given, credit: f64, ability: f64, seconds: u64) -> Observation {
        Observation { given, credit, ability: Some(ability), expected: Some(0.5), milliseconds: Some(1000 * seconds) }
    }

    /// Six learners; worked out by hand: credits 1 1 0 1 0 0 at abilities 3 2 2 1 1 0.
    fn by_hand() -> Vec<Observation> {
        let chose = |option| Given::Options(vec![option]);
        vec![
            answer(chose(0), 1.0, 3.0, 10),
            answer(chose(0), 1.0, 2.0, 20),
            answer(chose(1), 0.0, 2.0, 30),
            answer(chose(0), 1.0, 1.0, 40),
            answer(chose(2), 0.0, 1.0, 50),
            answer(Given::NotLearned, 0.0, 0.0, 60),
            Observation { given: Given::Omitted, credit: 0.0, ability: Some(-1.0), expected: None, milliseconds: None },
        ]
    }

    #[test]
    fn gives_what_a_pencil_gives() {
        let found = item_statistics(&[true, false, false], &by_hand(), 12);
        assert_eq!((found.n, found.not_learned, found.omitted), (6, 1, 1));
        let right = found.right.unwrap();
        assert_eq!((right.value, right.n), (0.5, 6));
        // Σ(x−x̄)(y−ȳ) = 1.5, Σ(x−x̄)² = 5.5, Σ(y−ȳ)² = 1.5.
        let r = found.discrimination.unwrap();
        assert!((r.r - 1.5 / (5.5_f64 * 1.5).sqrt()).abs() < 1e-12 && r.n == 6, "{r:?}");
        let time = found.time.unwrap();
        assert_eq!((time.first, time.median, time.third), (22_500.0, 35_000.0, 47_500.0));
        assert_eq!(found.exposure, Exposure { given: 7, sessions: 12 });
        assert_eq!(found.expected, Some(0.5));
    }

    #[test]
    fn says_nothing_of_no_answers() {
        let found = item_statistics(&[true, false], &[], 0);
        assert_eq!((found.n, found.right, found.discrimination, found.time), (0, None, None, None));
        assert_eq!(found.exposure.rate(), None);
        assert!(found.options.iter().all(|option| option.chosen == 0 && option.share.is_none()) && found.flags.is_empty());
    }
}
