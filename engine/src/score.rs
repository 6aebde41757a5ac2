//! From what the learner did to what it earned.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::decimal::decimal;

/// What the learner did with an item, as given: text is kept as typed.
///
/// ```
/// let json = serde_json::to_string(&engine::Answer::options(["b"])).unwrap();
/// assert_eq!(json, r#"{"options":["b"]}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The options chosen, by their ids; one for a single choice, any number for a multiple response.
    Options(BTreeSet<String>),
    /// What was typed, for numeric entry and short text, or the number on a slider.
    Text(String),
    /// By field, the id of the choice or what was typed. A field that was left open is not there.
    Fields(BTreeMap<String, String>),
    /// The ids of all options, in the order given.
    Order(Vec<String>),
}

impl Answer {
    /// An answer that chooses these options.
    pub fn options<const N: usize>(ids: [&str; N]) -> Self {
        Self::Options(ids.into_iter().map(str::to_owned).collect())
    }
}

/// The category that an answer earned, from 0 up: 0 or 1 unless the item has a calibrated model of several categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// No credit.
    pub const WRONG: Self = Self(0);
    /// Full credit, of an item that is right or wrong.
    pub const RIGHT: Self = Self(1);

    /// This category, from 0 up.
    pub const fn new(category: u8) -> Self {
        Self(category)
    }

    /// This category; the highest that can be told for one beyond.
    pub(crate) fn of(category: usize) -> Self {
        Self(u8::try_from(category).unwrap_or(u8::MAX))
    }

    /// Which category, from 0 up.
    pub const fn category(self) -> usize {
        self.0 as usize
    }

    /// Full credit, of an item that is right or wrong. Of several categories only the item knows: [`crate::bank::Item::is_right`].
    pub const fn is_right(self) -> bool {
        self.0 > 0
    }
}

impl From<bool> for Score {
    fn from(right: bool) -> Self {
        if right { Self::RIGHT } else { Self::WRONG }
    }
}

/// What earns full credit.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Exactly these options.
    Options(BTreeSet<String>),
    /// A number within `tolerance` of `value`, both ends included.
    Number {
        /// The right value.
        value: f64,
        /// How far off is still right.
        tolerance: f64,
    },
    /// One of these texts; white space is folded, and case too unless it counts.
    Text {
        /// The forms that are right.
        accept: Vec<String>,
        /// Whether upper and lower case differ.
        case: bool,
    },
    /// In each field, in their order, what its own key says. What is chosen there is a text: the id of the choice.
    Fields(Vec<(String, Key)>),
    /// Exactly this order of options.
    Order(Vec<String>),
}

impl Key {
    /// All or nothing; an answer of the wrong kind earns nothing. Partial credit is the item's: [`crate::bank::Item::score`].
    ///
    /// ```
    /// use engine::{Answer, Key};
    /// let key = Key::Number { value: 0.25, tolerance: 0.01 };
    /// assert!(key.score(&Answer::Text(" 0,255 ".into())).is_right());
    /// assert!(!key.score(&Answer::Text("1/4".into())).is_right());
    /// ```
    pub fn score(&self, answer: &Answer) -> Score {
        match (self, answer) {
            (Self::Options(right), Answer::Options(chosen)) => right == chosen,
            (Self::Number { value, tolerance }, Answer::Text(text)) => number(text)
                // A decimal such as 0.3 is not exact in binary: a few units in the last place are allowed for.
                .is_some_and(|given| (given - value).abs() <= tolerance + 4.0 * f64::EPSILON * value.abs().max(given.abs())),
            (Self::Text { accept, case }, Answer::Text(text)) => {
                let given = fold(text, *case);
                accept.iter().any(|form| fold(form, *case) == given)
            }
            (Self::Fields(keys), Answer::Fields(given)) => right_fields(keys, given) == keys.len(),
            (Self::Order(right), Answer::Order(given)) => right == given,
            _ => false,
        }
        .into()
    }
}

/// How many fields are filled right.
pub(crate) fn right_fields(keys: &[(String, Key)], given: &BTreeMap<String, String>) -> usize {
    let right =
        |(field, key): &&(String, Key)| given.get(field).is_some_and(|value| key.score(&Answer::Text(value.clone())).is_right());
    keys.iter().filter(right).count()
}

/// A number as people type it: spaces around and inside (thousands), a decimal comma or point, a true minus sign.
///
/// `None` for anything else, "NaN" and "inf" among it.
pub fn number(text: &str) -> Option<f64> {
    let mut plain: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
    if !plain.contains('.') && plain.matches(',').count() == 1 {
        plain = plain.replace(',', ".");
    }
    decimal(&plain)
}

fn fold(text: &str, case: bool) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if case { folded } else { folded.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_multiple_response_all_or_nothing() {
        let key = Key::Options(["a".to_owned(), "c".to_owned()].into());
        assert!(key.score(&Answer::options(["c", "a"])).is_right());
        assert!(!key.score(&Answer::options(["a"])).is_right());
        assert!(!key.score(&Answer::options(["a", "b", "c"])).is_right());
        assert!(!key.score(&Answer::Text("a".into())).is_right());
    }

    #[test]
    fn reads_numbers_as_people_type_them() {
        for (text, value) in [("3.5", 3.5), ("3,5", 3.5), (" 1 000 ", 1000.0), ("−2", -2.0), ("1e3", 1000.0)] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "NaN", "inf", "1,000,000", "1.2.3", "four"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn takes_the_edge_of_the_tolerance() {
        let key = Key::Number { value: 0.3, tolerance: 0.1 };
        for text in ["0.2", "0.4", "0.3"] {
            assert!(key.score(&Answer::Text(text.into())).is_right(), "{text}");
        }
        assert!(!key.score(&Answer::Text("0.41".into())).is_right());
    }

    #[test]
    fn folds_space_and_case_in_short_text() {
        let key = Key::Text { accept: vec!["Big O".into()], case: false };
        assert!(key.score(&Answer::Text("  big   o ".into())).is_right());
        let key = Key::Text { accept: vec!["POST".into()], case: true };
        assert!(!key.score(&Answer::Text("post".into())).is_right());
    }
}
