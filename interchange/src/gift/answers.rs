//! What stands in the braces: which type of question it makes, and its answers.

use super::block::Block;
use super::sign;
use super::text::{self, Form};
use crate::question::{Body, Choice, NumberAnswer, TextAnswer};
use crate::reading::{At, MAX_PARTS, Reader};
use crate::{Problem, letters, numeral};

/// A question whose answers are read.
pub(super) struct Asked<'a> {
    pub(super) reader: &'a mut Reader,
    pub(super) block: &'a Block,
    pub(super) file: &'a str,
    pub(super) item: &'a str,
    /// The stem's format, which the answers inherit.
    pub(super) form: Form,
}

impl Asked<'_> {
    /// The type's name in Moodle and the answers; none where they cannot be taken, and then it was said why.
    pub(super) fn body(&mut self, answers: Option<&str>) -> Option<(&'static str, Body)> {
        let Some(answers) = answers else { return Some(("description", Body::Description)) };
        if answers.is_empty() {
            Some(("essay", Body::Essay))
        } else if let Some(numbers) = answers.strip_prefix('#') {
            Some(("numerical", self.numbers(numbers)?))
        } else if sign::find(answers, "~").is_some() {
            Some(("multichoice", self.choices(answers)?))
        } else if sign::find(answers, "=").is_some() && sign::find(answers, "->").is_some() {
            Some(("match", self.pairs(answers)?))
        } else if let Some(right) = truth(answers) {
            Some(("truefalse", self.truth(answers, right)))
        } else {
            Some(("shortanswer", self.texts(answers)?))
        }
    }

    /// A text in the format that it states, else in the stem's, as sanitised HTML.
    pub(super) fn formatted(&mut self, part: &str, field: &'static str) -> String {
        let (form, text) = text::form(part, self.form);
        let at = At { file: self.file, line: self.block.line_of(part), item: self.item, field };
        text::inline(self.reader, at, text, form)
    }

    fn problem(&self, part: &str, code: &'static str, value: &str, expected: &str) -> Problem {
        let words = if part.trim().is_empty() { part } else { part.trim_start() };
        let at = At { file: self.file, line: self.block.line_of(words), item: self.item, field: "answers" };
        at.problem(code, value, expected)
    }

    fn error(&mut self, part: &str, code: &'static str, value: &str, expected: &str) {
        let problem = self.problem(part, code, value, expected);
        self.reader.problems.push(problem);
    }

    fn warn(&mut self, part: &str, code: &'static str, value: &str, expected: &str) {
        let problem = self.problem(part, code, value, expected);
        self.reader.problems.push(problem.as_warning());
    }

    /// The answers, cut before each of the signs; none where there are too many.
    fn pieces<'a>(&mut self, answers: &'a str, signs: &[&str]) -> Option<Vec<(Option<char>, &'a str)>> {
        let pieces = sign::pieces(answers, signs, MAX_PARTS + 1);
        if pieces.len() > MAX_PARTS {
            self.error(answers, "too-large", "more answers", &format!("at most {MAX_PARTS} answers in a question"));
            return None;
        }
        Some(pieces)
    }

    fn choices(&mut self, answers: &str) -> Option<Body> {
        let several = sign::find(answers, "=").is_none();
        let mut options = Vec::new();
        let mut before = answers.chars().next();
        for (sign, part) in self.pieces(answers, &["~", "="])? {
            let part = if sign.is_none() { part.trim_start() } else { part };
            if sign == Some('=') && before.is_some_and(|c| !c.is_whitespace() && c != '=') && !options.is_empty() {
                let expected =
                    "a space before the = of a right answer, or \\= for the sign itself; it was read as a right answer";
                self.warn(part, "gift-unescaped", &format!("={}", part.trim()), expected);
            }
            before = part.chars().last().or(sign);
            let (weight, text) = weight(part.trim());
            let fraction = weight.unwrap_or(if sign == Some('=') { 100.0 } else { 0.0 });
            let (answer, feedback) = comment(text);
            let text = self.formatted(answer, "answers");
            if text.is_empty() {
                let expected = if sign == Some('=') && part.is_empty() {
                    "= or ~ before an answer, not both: ~%50%text for a share of the points"
                } else {
                    "an answer with a text"
                };
                self.warn(part, "empty-option", &format!("{}{}", sign.unwrap_or(' '), part.trim()), expected);
            }
            let feedback = self.formatted(feedback, "feedback");
            options.push(Choice { id: letters::id(options.len()), text, fraction, feedback });
        }
        if options.len() < 2 {
            self.error(answers, "too-few-options", answers, "at least two answers to choose from");
            return None;
        }
        let right: Vec<f64> = options.iter().map(|option| option.fraction).filter(|fraction| *fraction > 0.0).collect();
        let sum: f64 = right.iter().sum();
        if right.is_empty() {
            self.error(answers, "no-key", answers, "= before the right answer, or ~%50% before each of several right ones");
            return None;
        }
        if several && (sum - 100.0).abs() > 1.0 {
            let value = format!("{} percent in all", numeral::text(sum));
            self.warn(answers, "weights-not-100", &value, "positive weights that come to 100");
        } else if !several && !right.iter().any(|fraction| *fraction >= 99.9) {
            self.warn(answers, "weights-not-100", answers, "one answer that earns 100 percent");
        } else if !several && right.iter().filter(|fraction| **fraction >= 99.9).count() > 1 {
            let expected =
                "one = where one answer is right; any of these is enough: for several together write ~%50% before each";
            self.warn(answers, "several-right", answers, expected);
        }
        Some(Body::Choice { options, several })
    }

    fn pairs(&mut self, answers: &str) -> Option<Body> {
        let mut pairs = Vec::new();
        for (_, part) in self.pieces(answers, &["="])? {
            let Some(arrow) = sign::find(part, "->") else {
                self.error(part, "gift-match", part.trim(), "=left -> right for each pair");
                return None;
            };
            let left = self.formatted(part[..arrow].trim(), "answers");
            let right = part[arrow + 2..].trim();
            let right = self.formatted(right, "answers");
            if right.is_empty() {
                self.error(part, "gift-match", part.trim(), "words on the right of ->");
                return None;
            }
            pairs.push((left, right));
        }
        if pairs.len() < 2 || pairs.iter().all(|(left, _)| left.is_empty()) {
            self.error(answers, "too-few-options", answers, "at least two pairs");
            return None;
        }
        Some(Body::Match { pairs })
    }

    fn truth(&mut self, answers: &str, right: bool) -> Body {
        // What is said to those who are wrong comes first.
        let mut comments: [&str; 2] = answers.split_once('#').map(|(_, rest)| comment(rest).into()).unwrap_or_default();
        if right {
            comments.swap(0, 1);
        }
        let feedback = comments.map(|part| self.formatted(part.trim(), "feedback"));
        Body::TrueFalse { right, feedback }
    }

    fn texts(&mut self, answers: &str) -> Option<Body> {
        let mut accepted = Vec::new();
        for (_, part) in self.pieces(answers, &["="])? {
            let (weight, text) = weight(part.trim());
            let fraction = weight.unwrap_or(100.0);
            let (answer, feedback) = comment(text);
            let text = sign::read(text::form(answer, Form::Plain).1);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let feedback = self.formatted(feedback, "feedback");
            if text.is_empty() {
                self.warn(part, "empty-option", part.trim(), "an answer with a text");
                continue;
            }
            if text.replace("\\*", "").contains('*') && fraction > 0.0 {
                let expected = "whole answers: a * that stands for any text cannot be scored, and counts as the sign itself";
                self.warn(part, "wildcard-answer", &text, expected);
            }
            accepted.push(TextAnswer { text, fraction, feedback });
        }
        if !accepted.iter().any(|answer| answer.fraction > 0.0) {
            self.error(answers, "no-key", answers, "= before each answer that is right");
            return None;
        }
        Some(Body::Text { answers: accepted, case: false })
    }

    fn numbers(&mut self, answers: &str) -> Option<Body> {
        let (answers, others) = match sign::find(answers, "~") {
            Some(at) => (&answers[..at], Some(&answers[at + 1..])),
            None => (answers, None),
        };
        let mut accepted = Vec::new();
        for (_, part) in self.pieces(answers, &["="])? {
            let (weight, text) = weight(part.trim());
            let fraction = weight.unwrap_or(100.0);
            let (answer, feedback) = comment(text);
            let number = self.number(answer)?;
            let feedback = self.formatted(feedback, "feedback");
            accepted.push(NumberAnswer { fraction, feedback, ..number });
        }
        if !accepted.iter().any(|answer| answer.fraction > 0.0) {
            self.error(answers, "no-key", &format!("#{answers}"), "a number behind #");
            return None;
        }
        if let Some(others) = others {
            let (_, feedback) = comment(others);
            let feedback = self.formatted(feedback, "feedback");
            accepted.push(NumberAnswer::any(0.0, feedback));
        }
        Some(Body::Number { answers: accepted, unit: None })
    }

    fn number(&mut self, answer: &str) -> Option<NumberAnswer> {
        let text = sign::read(text::form(answer, Form::Plain).1);
        let text = text.trim();
        if text == "*" {
            return Some(NumberAnswer::any(100.0, String::new()));
        }
        let number = |text: &str| numeral::number(text, false);
        if let Some((low, high)) = text.split_once("..") {
            return match (number(low), number(high)) {
                (Some(low), Some(high)) if low <= high => {
                    let value = f64::midpoint(low, high);
                    Some(NumberAnswer { value, tolerance: high - value, range: Some([low, high]), ..NumberAnswer::default() })
                }
                (Some(_), Some(_)) => {
                    self.error(answer, "range-reversed", text, "the smaller number first, as #3..9");
                    None
                }
                _ => self.no_number(answer, text),
            };
        }
        let (value, tolerance) = text.split_once(':').unwrap_or((text, "0"));
        match (number(value), number(tolerance)) {
            (Some(value), Some(tolerance)) if tolerance >= 0.0 => {
                Some(NumberAnswer { value, tolerance, ..NumberAnswer::default() })
            }
            (Some(_), Some(_)) => {
                self.error(answer, "bad-number", text, "a tolerance of 0 or more behind the colon");
                None
            }
            _ => self.no_number(answer, text),
        }
    }

    fn no_number(&mut self, answer: &str, text: &str) -> Option<NumberAnswer> {
        self.error(answer, "bad-number", text, "a number as 3.14, a number and its tolerance as 3.14:0.01, or a range as 3..9");
        None
    }
}

/// What is right, where the answers are `T`, `TRUE`, `F` or `FALSE`.
fn truth(answers: &str) -> Option<bool> {
    let end = answers.find('#').unwrap_or(answers.len());
    match answers[..end].trim().to_ascii_uppercase().as_str() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}

/// `%50%text`: a weight in percent, and the rest.
fn weight(text: &str) -> (Option<f64>, &str) {
    let stated = text.strip_prefix('%').and_then(|rest| rest.split_once('%')).and_then(|(number, rest)| {
        let weight = numeral::number(number, true).filter(|weight| (-100.0..=100.0).contains(weight))?;
        Some((Some(weight), rest.trim()))
    });
    stated.unwrap_or((None, text))
}

/// An answer and the feedback behind `#`.
fn comment(text: &str) -> (&str, &str) {
    match sign::find(text, "#") {
        Some(at) => (text[..at].trim(), text[at + 1..].trim()),
        None => (text.trim(), ""),
    }
}
