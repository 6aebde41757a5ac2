//! Options to choose from, and which of them are right.

use super::{Listed, One};
use crate::letters;
use crate::question::{Body, Choice};
use crate::table::answers::{Type, truth};
use crate::table::column::Column;
use crate::table::key::{self, By};

impl<'a> One<'a> {
    pub(super) fn choices(&mut self, kind: Type) -> Option<(Body, Option<f64>)> {
        let options = self.options();
        if options.len() < 2 {
            let value = format!("{} options", options.len());
            let column = self.header.columns.keys().copied().find(|column| matches!(column, Column::Option(_)));
            self.fail(column.unwrap_or(Column::Option(0)), "too-few-options", &value, "at least two options");
            return None;
        }
        let scores = self.scores(&options)?;
        let has_scores = scores.iter().any(Option::is_some);
        let mut keys = if self.text(Column::Correct).is_empty() && has_scores {
            let best = scores.iter().flatten().copied().fold(0.0, f64::max);
            let wanted = |score: f64| if kind == Type::Multi { score > 0.0 } else { score > 0.0 && score >= best };
            options.iter().zip(&scores).filter(|(_, score)| score.is_some_and(wanted)).map(|((_, place, _), _)| *place).collect()
        } else {
            self.key(&options)?
        };
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", "the letter of the option that is right");
            return None;
        }
        let most = self.number(Column::Several, "how many may be chosen", |most| most >= 0.0);
        let stated = !self.text(Column::Correct).is_empty();
        if keys.len() > 1 && stated && (kind == Type::Choice || most == Some(1.0)) {
            let expected = if kind == Type::Choice {
                "one letter; type multi where several are right"
            } else {
                "one key where one may be chosen"
            };
            self.fail(Column::Correct, "several-right", self.text(Column::Correct), expected);
            return None;
        }
        let several =
            kind == Type::Multi || keys.len() > 1 && (stated || kind == Type::Any) || most.is_some_and(|most| most > 1.0);
        let worth = if has_scores {
            let positive = scores.iter().flatten().copied().filter(|score| *score > 0.0);
            Some(if several { positive.sum() } else { positive.fold(0.0, f64::max) }).filter(|worth: &f64| *worth > 0.0)
        } else {
            None
        };
        let wrong = -100.0 / (options.len() - keys.len()).max(1) as f64;
        let mut choices = Vec::new();
        for ((column, place, text), score) in options.iter().zip(&scores) {
            let fraction = match (worth, keys.contains(place)) {
                (Some(worth), _) => (score.unwrap_or(0.0) / worth * 100.0).clamp(-100.0, 100.0),
                (None, true) => 100.0 / keys.len() as f64,
                (None, false) => {
                    if several {
                        wrong
                    } else {
                        0.0
                    }
                }
            };
            let text = self.html(*column, text, true);
            if text.is_empty() {
                self.warn(*column, "empty-option", "nothing that is shown", "an option with a text");
            }
            let column = Column::OptionFeedback(*place);
            let feedback = self.html(column, self.text(column), true);
            choices.push(Choice { id: letters::id(*place), text, fraction, feedback });
        }
        let best = choices.iter().map(|choice| choice.fraction).fold(0.0, f64::max);
        let agrees = |choice: &Choice, key: bool| key == if several { choice.fraction > 0.0 } else { choice.fraction >= best };
        if worth.is_some() && !choices.iter().zip(&options).all(|(choice, (_, place, _))| agrees(choice, keys.contains(place))) {
            let expected = "scores whose best is the key; the scores count";
            self.warn(Column::Correct, "mapping-disagrees", self.text(Column::Correct), expected);
        }
        self.doubled(&options);
        Some((Body::Choice { options: choices, several }, worth))
    }

    /// The places that `correct` names; what it should be is said in full.
    pub(super) fn key(&mut self, options: &[Listed<'a>]) -> Option<Vec<usize>> {
        let correct = self.text(Column::Correct);
        let listed: Vec<(usize, &str)> = options.iter().map(|(_, place, text)| (*place, *text)).collect();
        let letters: Vec<String> = options.iter().map(|(_, place, _)| letters::of(*place)).collect();
        let run = options.iter().enumerate().all(|(index, (_, place, _))| index == *place);
        let expected = match &letters[..] {
            [first, .., last] if run => format!("a letter from {first} to {last}"),
            letters => format!("one of the letters {}", letters.join(", ")),
        };
        if correct.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", &expected);
            return None;
        }
        match key::places(correct, &listed) {
            Ok((places, by)) => {
                if by == By::Letter
                    && let [place] = places[..]
                    && listed.iter().any(|(other, text)| *other != place && text.eq_ignore_ascii_case(correct))
                {
                    let expected = format!("a letter that is no option's text: it was read as option_{}", letters::id(place));
                    self.warn(Column::Correct, "key-ambiguous", correct, &expected);
                } else if by == By::Text
                    && let Some(numbered) = key::numbered(correct, &listed).filter(|numbered| *numbered != places)
                {
                    let (text, number) = (named(&places), named(&numbered));
                    let expected = format!("{expected}: as a number it names {number}, as a text {text}; it was read as {text}");
                    self.warn(Column::Correct, "key-ambiguous", correct, &expected);
                } else if by != By::Letter {
                    let expected = format!("{expected}; it was read as {}", named(&places));
                    self.warn(Column::Correct, "key-is-text", correct, &expected);
                }
                Some(places)
            }
            Err(unknown) => {
                let missing = letters::place(&unknown).map(Column::Option).filter(|_| options.len() > 1);
                let expected = match missing {
                    Some(column) if self.at(column).is_some() => format!("{expected}: {} is empty", column.name()),
                    Some(column) => format!("{expected}: there is no column {}", column.name()),
                    None => format!("{expected}, or the text of an option"),
                };
                let value = if unknown.is_empty() { correct } else { &unknown };
                self.fail(Column::Correct, "key-unknown-option", value, &expected);
                None
            }
        }
    }

    fn scores(&mut self, options: &[Listed<'a>]) -> Option<Vec<Option<f64>>> {
        let mut scores = Vec::new();
        for (_, place, _) in options {
            scores.push(self.number(Column::Score(*place), "a number", |_| true));
        }
        (!self.failed).then_some(scores)
    }

    /// Two options of one text: no learner can know which is meant.
    fn doubled(&mut self, options: &[Listed<'a>]) {
        for (index, (column, _, text)) in options.iter().enumerate() {
            if let Some((before, _, _)) = options[..index].iter().find(|(_, _, known)| known == text) {
                let expected = format!("a text that no other option has: {} says the same", before.name());
                self.warn(*column, "duplicate-option", text, &expected);
            }
        }
    }

    pub(super) fn true_false(&mut self) -> Option<Body> {
        let correct = self.text(Column::Correct);
        let options = self.options();
        let said: Vec<Option<bool>> = options.iter().map(|(_, _, text)| truth(text)).collect();
        let (right, places) = if let [Some(first), Some(second)] = said[..]
            && first != second
        {
            let [place] = self.key(&options)?[..] else {
                self.fail(Column::Correct, "several-right", correct, "one letter");
                return None;
            };
            let (yes, no) = if first { (0, 1) } else { (1, 0) };
            (options[yes].1 == place, [options[yes].1, options[no].1])
        } else {
            let Some(right) = truth(correct) else {
                let code = if correct.is_empty() { "no-key" } else { "key-unknown-option" };
                self.fail(Column::Correct, code, if correct.is_empty() { "nothing" } else { correct }, "TRUE or FALSE");
                return None;
            };
            (right, [0, 1])
        };
        let feedback = places.map(|place| {
            let column = Column::OptionFeedback(place);
            self.html(column, self.text(column), true)
        });
        Some(Body::TrueFalse { right, feedback })
    }
}

/// Letters of options, commas between.
fn named(places: &[usize]) -> String {
    places.iter().map(|place| letters::of(*place)).collect::<Vec<_>>().join(", ")
}
