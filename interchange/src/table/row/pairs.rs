//! Options to match, and options to put in order.

use super::One;
use crate::question::Body;
use crate::table::column::Column;

impl One<'_> {
    pub(super) fn pairs(&mut self) -> Option<Body> {
        let options = self.options();
        let mut pairs = Vec::new();
        for (column, _, text) in &options {
            let Some((left, right)) = arrow(text).filter(|(_, right)| !right.is_empty()) else {
                self.fail(*column, "no-pair", text, "left => right; => right alone for a distractor");
                return None;
            };
            let left = self.html(*column, &left, true);
            let right = self.html(*column, &right, true);
            pairs.push((left, right));
        }
        if pairs.iter().filter(|(left, _)| !left.is_empty()).count() == 0 || pairs.len() < 2 {
            self.fail(
                Column::Option(0),
                "too-few-options",
                &format!("{} pairs", pairs.len()),
                "at least two pairs, as left => right",
            );
            return None;
        }
        Some(Body::Match { pairs })
    }

    pub(super) fn order(&mut self) -> Option<Body> {
        let options = self.options();
        if options.len() < 2 {
            self.fail(
                Column::Option(0),
                "too-few-options",
                &format!("{} options", options.len()),
                "at least two things to put in order",
            );
            return None;
        }
        let mut ordered = options.clone();
        if !self.text(Column::Correct).is_empty() {
            let places = self.key(&options)?;
            ordered = places.iter().filter_map(|place| options.iter().find(|(_, known, _)| known == place).copied()).collect();
            let mut all = places;
            all.sort_unstable();
            all.dedup();
            if all.len() != options.len() || ordered.len() != options.len() {
                let expected = "every option once in the right order, or nothing where the columns are in that order";
                self.fail(Column::Correct, "key-incomplete", self.text(Column::Correct), expected);
                return None;
            }
        }
        let sequence = ordered.iter().map(|(column, _, text)| self.html(*column, text, true)).collect();
        Some(Body::Order { sequence })
    }
}

/// What stands on both sides of an arrow.
pub(super) fn arrow(text: &str) -> Option<(String, String)> {
    let at = text.match_indices("=>").map(|(at, _)| at).find(|at| !text[..*at].ends_with('\\'));
    let (left, right) = match at {
        Some(at) => (&text[..at], &text[at + 2..]),
        None => text.split_once("->").or_else(|| text.split_once('→'))?,
    };
    Some((left.trim().replace("\\=>", "=>"), right.trim().to_owned()))
}
