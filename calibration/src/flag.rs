//! Which items somebody should look at, and why in words.

use serde::Serialize;

use crate::item::ItemStatistics;

/// Nothing is flagged with fewer answers.
pub const FEWEST: usize = 30;

/// So many have to have chosen a distractor before it is held against the key.
const FEWEST_CHOSE: usize = 5;

/// The one-sided 95 % point of the normal distribution: what chance alone does to a sound item in one case of twenty is no reason.
const Z: f64 = 1.645;

/// A correlation that a sound item has at the least, on abilities as narrow as an adaptive test gives them.
const SOUND: f64 = 0.1;

/// Something to look at. A flag is a question to a person, never an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Those who can do more are right less often.
    NegativeDiscrimination {
        /// The correlation.
        r: f64,
        /// Answers.
        n: usize,
    },
    /// Those who chose this option can do more than those who chose the right one.
    DistractorBeatsKey {
        /// Its place.
        option: usize,
        /// How many chose it.
        chosen: usize,
        /// Mean ability of those who did.
        ability: f64,
        /// Of those who chose what is right.
        key_ability: f64,
    },
    /// Nearly everyone is right.
    TooEasy {
        /// Share of credit.
        right: f64,
        /// Answers.
        n: usize,
    },
    /// Hardly anyone is right.
    TooHard {
        /// Share of credit.
        right: f64,
        /// Answers.
        n: usize,
    },
}

impl Flag {
    /// Whether the key may be wrong.
    pub const fn is_about_the_key(&self) -> bool {
        matches!(self, Self::NegativeDiscrimination { .. } | Self::DistractorBeatsKey { .. })
    }

    /// The reason, as a sentence. `name` tells what an option is called.
    ///
    /// ```
    /// use calibration::Flag;
    /// let words = Flag::TooEasy { right: 0.95, n: 40 }.words(|place| place.to_string());
    /// assert!(words.starts_with("Too easy where it is given: 95 of 100"), "{words}");
    /// ```
    pub fn words(&self, name: impl Fn(usize) -> String) -> String {
        match self {
            Self::NegativeDiscrimination { r, n } => format!(
                "Check the key: those who can do more are right less often (correlation {r:.2} over {n} answers). A sound item \
                 would show this by chance less than once in twenty times."
            ),
            Self::DistractorBeatsKey { option, chosen, ability, key_ability } => format!(
                "Check the key: the {chosen} who chose option {} can do more than those who chose the right one (ability {ability:.2} \
                 against {key_ability:.2} on average).",
                name(*option)
            ),
            Self::TooEasy { right, n } => format!(
                "Too easy where it is given: {:.0} of 100 are right ({n} answers), so it tells little of anyone.",
                100.0 * right
            ),
            Self::TooHard { right, n } => format!(
                "Too hard where it is given: {:.0} of 100 are right ({n} answers), so it tells little of anyone.",
                100.0 * right
            ),
        }
    }
}

/// What of an item somebody should look at; nothing with fewer than [`FEWEST`] answers.
///
/// - A correlation is negative beyond chance if it lies below zero, and so low that a sound item, whose correlation is 0.1 or more,
///   would show it in one of twenty samples at most: atanh r < atanh 0.1 − 1.645/√(n − 3) (Fisher 1921).
/// - A distractor beats the key if at least five chose it, choosing it goes with ability, and the mean ability of those who did lies
///   above that of those who chose the key by more than 1.645 standard errors of the difference (Welch 1947).
/// - Below .2 and above .9 right an item tells little of those who get it; the customary bounds.
pub fn flags(item: &ItemStatistics) -> Vec<Flag> {
    let mut flags = Vec::new();
    if item.n < FEWEST {
        return flags;
    }
    if let Some(found) = item.discrimination.filter(|found| found.n >= FEWEST)
        && found.r < 0.0
        && fisher(found.r) < fisher(SOUND) - Z / ((found.n - 3) as f64).sqrt()
    {
        flags.push(Flag::NegativeDiscrimination { r: found.r, n: found.n });
    }
    let right: Vec<_> = item.options.iter().filter(|option| option.key).collect();
    // Where several are right together, those who chose one of them need not be right.
    if let [key] = right[..] {
        for (option, row) in item.options.iter().enumerate().filter(|(_, row)| !row.key && row.chosen >= FEWEST_CHOSE) {
            if let (Some(ability), Some(key_ability)) = (row.ability, key.ability)
                && row.point_biserial.is_some_and(|r| r > 0.0)
                && key.chosen >= FEWEST_CHOSE
                && ability - key_ability > Z * (error(row) + error(key)).sqrt()
            {
                flags.push(Flag::DistractorBeatsKey { option, chosen: row.chosen, ability, key_ability });
            }
        }
    }
    match item.right {
        Some(right) if right.value > 0.9 => flags.push(Flag::TooEasy { right: right.value, n: right.n }),
        Some(right) if right.value < 0.2 => flags.push(Flag::TooHard { right: right.value, n: right.n }),
        _ => {}
    }
    flags
}

/// Fisher's transformation of a correlation, artanh.
fn fisher(r: f64) -> f64 {
    let r = r.clamp(-0.999_999, 0.999_999);
    0.5 * (engine::math::ln_1p(r) - engine::math::ln_1p(-r))
}

/// The squared standard error of a mean ability.
fn error(row: &crate::OptionStatistics) -> f64 {
    row.variance.unwrap_or_default() / row.chosen as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Given, Observation, item_statistics};

    /// `n` learners of rising ability; the upper ones choose option `upper`, the lower ones the other of the two.
    fn split(n: usize, upper: usize, keyed: usize) -> ItemStatistics {
        let answers: Vec<Observation> = (0..n)
            .map(|k| {
                // A few do otherwise, so that it is no perfect pattern.
                let high = (k >= n / 2) != (k % 7 == 0);
                let option = if high { upper } else { 1 - upper };
                Observation {
                    given: Given::Options(vec![option]),
                    credit: if option == keyed { 1.0 } else { 0.0 },
                    ability: Some(k as f64 / n as f64),
                    expected: None,
                    milliseconds: None,
                }
            })
            .collect();
        item_statistics(&[keyed == 0, keyed == 1], &answers, n)
    }

    #[test]
    fn finds_a_wrong_key_and_says_so() {
        let found = split(60, 1, 0);
        assert!(found.discrimination.unwrap().r < -0.5);
        assert!(matches!(found.flags[..], [Flag::NegativeDiscrimination { .. }, Flag::DistractorBeatsKey { option: 1, .. }]));
        assert!(found.flags.iter().all(Flag::is_about_the_key));
        let words = found.flags[1].words(|place| ["a", "b"][place].to_owned());
        assert!(words.starts_with("Check the key: the ") && words.contains("option b"), "{words}");
    }

    #[test]
    fn says_nothing_with_29_answers() {
        assert!(split(29, 1, 0).flags.is_empty());
        assert!(!split(30, 1, 0).flags.is_empty());
    }

    #[test]
    fn leaves_a_sound_item_alone() {
        assert!(split(60, 0, 0).flags.is_empty());
    }

    #[test]
    fn leaves_to_chance_what_chance_does() {
        let with = |r: f64, n: usize| {
            let mut item = split(n, 0, 0);
            item.discrimination = Some(crate::Correlation { r, n });
            flags(&item)
        };
        assert!(with(-0.15, 30).is_empty(), "thirty answers scatter by more than that");
        assert_eq!(with(-0.15, 200).len(), 1);
        assert!(with(0.01, 2000).is_empty(), "low is not negative");
    }

    #[test]
    fn names_what_is_too_easy_and_too_hard() {
        let all = |credit: f64| {
            let answers: Vec<Observation> = (0..40)
                .map(|k| Observation {
                    given: Given::Other,
                    credit: if k == 2 { 1.0 - credit } else { credit },
                    ability: Some(f64::from(k % 5)),
                    expected: None,
                    milliseconds: None,
                })
                .collect();
            item_statistics(&[], &answers, 40).flags
        };
        assert!(matches!(all(1.0)[..], [Flag::TooEasy { .. }]));
        assert!(matches!(all(0.0)[..], [Flag::TooHard { .. }]));
    }
}
