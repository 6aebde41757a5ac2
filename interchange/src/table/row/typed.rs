//! Answers that are typed: numbers and texts.

use super::One;
use crate::numeral;
use crate::question::{Body, TextAnswer};
use crate::table::column::Column;
use crate::table::gaps;

impl One<'_> {
    pub(super) fn numbers(&mut self) -> Option<Body> {
        let correct = self.text(Column::Correct);
        let tolerance = self.number(Column::Tolerance, "a number of 0 or more", |tolerance| tolerance >= 0.0).unwrap_or(0.0);
        if correct.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", "a number");
            return None;
        }
        let mut answers = Vec::new();
        for part in correct.split('|') {
            let Some(answer) = gaps::number(part, tolerance, self.sheet.commas) else {
                let reversed = part.split_once("..").is_some_and(|(low, high)| {
                    let parse = |text| numeral::amount(text, self.sheet.commas);
                    parse(low).zip(parse(high)).is_some_and(|(low, high)| low > high)
                });
                let (code, expected) = if reversed {
                    ("range-reversed", "the smaller number first, as 12..18")
                } else {
                    ("bad-number", "a number as 3.14, with its tolerance as 3.14 +- 0.01, or a range as 12..18")
                };
                self.fail(Column::Correct, code, part.trim(), expected);
                return None;
            };
            answers.push(answer);
        }
        let unit = self.text(Column::Unit);
        Some(Body::Number { answers, unit: (!unit.is_empty()).then(|| unit.to_owned()) })
    }

    pub(super) fn texts(&mut self) -> Option<Body> {
        let accepted = gaps::split(self.text(Column::Correct));
        let answers: Vec<TextAnswer> = accepted
            .iter()
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
            .map(|text| TextAnswer { text, fraction: 100.0, feedback: String::new() })
            .collect();
        if answers.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", "the text that is right; | between several");
            return None;
        }
        Some(Body::Text { answers, case: self.truth(Column::Case).unwrap_or(false) })
    }
}
