//! How each type of question is answered, and what is right.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::text::Text;
use super::{Quiz, flag, letter, number, warn_of_wildcard, words_of};
use crate::cloze::{Cloze, cloze};
use crate::line::Line;
use crate::question::{Body, Choice, NumberAnswer, TextAnswer};
use crate::reading::At;
use crate::xml::{child, children, text_of};

/// Types that are read.
pub(super) const TYPES: &[&str] = &[
    "multichoice",
    "oumultiresponse",
    "truefalse",
    "shortanswer",
    "numerical",
    "matching",
    "match",
    "cloze",
    "multianswer",
    "essay",
    "description",
    "ordering",
    "gapselect",
    "ddwtos",
];

/// An answer as far as all types have it.
struct Answer {
    text: Text,
    fraction: f64,
    feedback: String,
    tolerance: String,
}

impl Quiz<'_> {
    /// The prompt and the body; none where it cannot be taken, which has been said.
    pub(super) fn body(&mut self, node: Node<'_, '_>, kind: &str, text: &Text, id: &str) -> (String, Option<Body>) {
        match kind {
            "cloze" | "multianswer" => return self.cloze(node, text, id),
            "gapselect" | "ddwtos" => return self.gaps(node, text, id),
            _ => {}
        }
        let prompt = self.block(text, id, "questiontext");
        let body = match kind {
            "truefalse" => self.true_false(node, id),
            "shortanswer" => self.short_answer(node, id),
            "numerical" => self.numerical(node, id),
            "matching" | "match" => self.matching(node, id),
            "ordering" => self.ordering(node, id),
            "essay" => Some(Body::Essay),
            "description" => Some(Body::Description),
            _ => self.choice(node, kind, id),
        };
        (prompt, body)
    }

    fn error(&mut self, line: Line, id: &str, field: &str, code: &'static str, value: &str, expected: &str) {
        let problem = self.at(line, id, field).problem(code, value, expected);
        self.reader.problems.push(problem);
    }

    fn answers(&mut self, node: Node<'_, '_>, id: &str) -> Vec<Answer> {
        children(node, "answer").map(|node| self.answer(node, id)).collect()
    }

    /// The same where the fraction is a share of the points, not a place.
    fn shared(&mut self, node: Node<'_, '_>, id: &str) -> Vec<Answer> {
        let mut answers = self.answers(node, id);
        for answer in &mut answers {
            if !(-100.0..=100.0).contains(&answer.fraction) {
                let kept = answer.fraction.clamp(-100.0, 100.0);
                let expected = format!("a number from -100 to 100, percent of the points; it is read as {kept}");
                self.warn(answer.text.line, id, "fraction", "bad-number", &answer.fraction.to_string(), &expected);
                answer.fraction = kept;
            }
        }
        answers
    }

    fn answer(&mut self, node: Node<'_, '_>, id: &str) -> Answer {
        let text = self.text(node, id, "answer");
        let stated = node.attribute("fraction").map_or_else(|| words_of(node, "fraction"), str::to_owned);
        let fraction = number(&stated);
        if fraction.is_none() && !stated.trim().is_empty() {
            self.warn(text.line, id, "fraction", "bad-number", &stated, "a number, as 100 or 33.33333; it is read as 0");
        }
        let feedback = self.text_in(node, "feedback", id);
        let feedback = self.block(&feedback, id, "feedback");
        Answer { text, fraction: fraction.unwrap_or(0.0), feedback, tolerance: words_of(node, "tolerance") }
    }

    fn choice(&mut self, node: Node<'_, '_>, kind: &str, id: &str) -> Option<Body> {
        let line = self.source.line(node);
        let several = kind == "oumultiresponse" || flag(node, "single") == Some(false);
        let mut options: Vec<Choice> = Vec::new();
        let mut texts = BTreeSet::new();
        for answer in self.shared(node, id) {
            let text = self.inline(&answer.text, id, "answer");
            if text.is_empty() {
                self.warn(answer.text.line, id, "answer", "empty-option", "nothing", "a text; the answer is left out");
                continue;
            }
            if !texts.insert(text.clone()) {
                let expected = "a text that no other answer has: nobody can know which is meant";
                self.warn(answer.text.line, id, "answer", "duplicate-option", &crate::words(&text), expected);
            }
            options.push(Choice { id: letter(options.len()), text, fraction: answer.fraction, feedback: answer.feedback });
        }
        if options.len() < 2 {
            let value = format!("{} of them", options.len());
            self.warn(line, id, "answer", "too-few-options", &value, "at least two answers to choose from");
        }
        if kind == "oumultiresponse" {
            // There an answer is right or wrong; all right ones together earn the points.
            let right = options.iter().filter(|option| option.fraction > 0.0).count().max(1) as f64;
            for option in &mut options {
                option.fraction = if option.fraction > 0.0 { 100.0 / right } else { 0.0 };
            }
        }
        self.check_shares(&options, several, line, id)?;
        Some(Body::Choice { options, several })
    }

    /// Whether all of the points can be earned.
    fn check_shares(&mut self, options: &[Choice], several: bool, line: Line, id: &str) -> Option<()> {
        let positive = options.iter().map(|option| option.fraction).filter(|fraction| *fraction > 0.0);
        let total: f64 = positive.clone().sum();
        let best = positive.fold(0.0, f64::max);
        if best == 0.0 {
            self.error(line, id, "fraction", "no-key", "none above 0", "an answer that earns something");
            return None;
        }
        let reached = if several { total } else { best };
        if reached < 99.0 {
            let value = format!("{reached} percent");
            self.warn(
                line,
                id,
                "fraction",
                "no-full-credit-option",
                &value,
                "100 percent for the right answer: nobody can earn it all",
            );
        } else if several && total > 101.0 {
            let value = format!("{total} percent");
            self.warn(line, id, "fraction", "weights-not-100", &value, "100 percent for all right answers together");
        }
        let full = options.iter().filter(|option| option.fraction >= 99.9).count();
        if !several && full > 1 {
            let value = format!("{full} answers that earn all the points");
            let expected = "one, where one may be chosen (single); any of these is enough";
            self.warn(line, id, "fraction", "several-right", &value, expected);
        }
        Some(())
    }

    fn true_false(&mut self, node: Node<'_, '_>, id: &str) -> Option<Body> {
        let answers = self.shared(node, id);
        let line = self.source.line(node);
        let named = |word: &str| answers.iter().position(|answer| answer.text.plain.trim().eq_ignore_ascii_case(word));
        // Of words in another language the first is for what is true.
        let (yes, no) = match (named("true"), named("false")) {
            (Some(yes), Some(no)) => (Some(yes), Some(no)),
            (Some(yes), None) => (Some(yes), (0..answers.len()).find(|index| *index != yes)),
            (None, Some(no)) => ((0..answers.len()).find(|index| *index != no), Some(no)),
            (None, None) => ((!answers.is_empty()).then_some(0), (answers.len() > 1).then_some(1)),
        };
        let share = |index: Option<usize>| index.and_then(|index| answers.get(index)).map_or(0.0, |answer| answer.fraction);
        let said =
            |index: Option<usize>| index.and_then(|index| answers.get(index)).map_or("", |answer| &answer.feedback).to_owned();
        if share(yes) <= 0.0 && share(no) <= 0.0 {
            self.error(line, id, "fraction", "no-key", "none above 0", "an answer that earns something: true or false");
            return None;
        }
        if share(yes) > 0.0 && share(no) > 0.0 {
            let value = format!("{} percent for true, {} for false", share(yes), share(no));
            if (share(yes) - share(no)).abs() < 1e-9 {
                self.error(line, id, "fraction", "several-right", &value, "one answer that earns the points: true or false");
                return None;
            }
            let expected = "nothing for the wrong answer; the better one is taken as right";
            self.warn(line, id, "fraction", "several-right", &value, expected);
        }
        Some(Body::TrueFalse { right: share(yes) > share(no), feedback: [said(yes), said(no)] })
    }

    fn short_answer(&mut self, node: Node<'_, '_>, id: &str) -> Option<Body> {
        let line = self.source.line(node);
        let mut answers = Vec::new();
        for answer in self.shared(node, id) {
            let text = crate::markers::without(&answer.text.plain.split_whitespace().collect::<Vec<_>>().join(" "));
            if text.is_empty() {
                if answer.fraction > 0.0 {
                    let expected = "a text that can be typed; the answer is left out";
                    self.warn(answer.text.line, id, "answer", "empty-option", "nothing", expected);
                }
                continue;
            }
            let at = At { file: self.file, line: answer.text.line, item: id, field: "answer" };
            warn_of_wildcard(self.reader, at, &text, answer.fraction);
            answers.push(TextAnswer { text: text.replace("\\*", "*"), fraction: answer.fraction, feedback: answer.feedback });
        }
        let best = answers.iter().map(|answer| answer.fraction).fold(0.0, f64::max);
        self.check_best(best, line, id)?;
        Some(Body::Text { answers, case: flag(node, "usecase").unwrap_or(false) })
    }

    fn check_best(&mut self, best: f64, line: Line, id: &str) -> Option<()> {
        if best <= 0.0 {
            self.error(line, id, "fraction", "no-key", "none above 0", "an answer that earns something");
            return None;
        }
        if best < 99.0 {
            let value = format!("{best} percent");
            self.warn(
                line,
                id,
                "fraction",
                "no-full-credit-option",
                &value,
                "100 percent for the right answer: nobody can earn it all",
            );
        }
        Some(())
    }

    fn numerical(&mut self, node: Node<'_, '_>, id: &str) -> Option<Body> {
        let line = self.source.line(node);
        let mut answers = Vec::new();
        for answer in self.shared(node, id) {
            let text = answer.text.plain.trim();
            if text.is_empty() {
                continue;
            }
            if text == "*" {
                // For all other numbers: one that earns nothing, and of which nothing is said, says nothing.
                if answer.fraction > 0.0 || !answer.feedback.is_empty() {
                    answers.push(NumberAnswer::any(answer.fraction, answer.feedback));
                }
                continue;
            }
            let tolerance = if answer.tolerance.is_empty() { Some(0.0) } else { number(&answer.tolerance) };
            let Some(value) = number(text) else {
                self.error(answer.text.line, id, "answer", "bad-number", text, "a number");
                return None;
            };
            let Some(tolerance) = tolerance.filter(|tolerance| *tolerance >= 0.0) else {
                self.error(answer.text.line, id, "tolerance", "bad-number", &answer.tolerance, "a number, 0 or more");
                return None;
            };
            answers.push(NumberAnswer { value, tolerance, range: None, fraction: answer.fraction, feedback: answer.feedback });
        }
        answers.sort_by(|one, other| other.fraction.total_cmp(&one.fraction));
        let best = answers.first().map_or(0.0, |answer| answer.fraction);
        self.check_best(best, line, id)?;
        Some(Body::Number { answers, unit: self.unit(node, id) })
    }

    /// The unit in which the answers stand; others are not taken.
    fn unit(&mut self, node: Node<'_, '_>, id: &str) -> Option<String> {
        // 3: no units are asked for.
        if words_of(node, "showunits") == "3" {
            return None;
        }
        let units: Vec<(String, f64)> = child(node, "units")
            .into_iter()
            .flat_map(|units| children(units, "unit"))
            .map(|unit| (words_of(unit, "unit_name"), number(&words_of(unit, "multiplier")).unwrap_or(1.0)))
            .filter(|(name, _)| !name.is_empty())
            .collect();
        let own = units.iter().position(|(_, multiplier)| (multiplier - 1.0).abs() < 1e-9)?;
        let others: Vec<&str> =
            units.iter().enumerate().filter(|(index, _)| *index != own).map(|(_, (name, _))| name.as_str()).collect();
        if !others.is_empty() {
            let (line, value) = (self.source.line(node), others.join(", "));
            let expected = format!("one unit, here {}: it is shown beside the field, and only the number is typed", units[own].0);
            self.warn(line, id, "units", "units-not-taken", &value, &expected);
        }
        Some(units[own].0.clone())
    }

    fn matching(&mut self, node: Node<'_, '_>, id: &str) -> Option<Body> {
        let line = self.source.line(node);
        let mut pairs = Vec::new();
        for pair in children(node, "subquestion") {
            let left = self.text(pair, id, "subquestion");
            let left = self.inline(&left, id, "subquestion");
            let right = self.text_in(pair, "answer", id);
            let right = self.inline(&right, id, "answer");
            if right.is_empty() && left.is_empty() {
                continue;
            }
            if right.is_empty() {
                let line = self.source.line(pair);
                self.error(line, id, "answer", "no-key", "nothing", "an answer that belongs to the text on the left");
                return None;
            }
            pairs.push((left, right));
        }
        if !pairs.iter().any(|(left, _)| !left.is_empty()) {
            self.error(line, id, "subquestion", "no-key", "none", "pairs of a text and its answer");
            return None;
        }
        Some(Body::Match { pairs })
    }

    fn ordering(&mut self, node: Node<'_, '_>, id: &str) -> Option<Body> {
        let mut answers = self.answers(node, id);
        // The fraction is the place.
        answers.sort_by(|one, other| one.fraction.total_cmp(&other.fraction));
        let sequence: Vec<String> =
            answers.iter().map(|answer| self.inline(&answer.text, id, "answer")).filter(|text| !text.is_empty()).collect();
        let line = self.source.line(node);
        if sequence.len() < 2 {
            let value = format!("{} of them", sequence.len());
            self.error(line, id, "answer", "too-few-options", &value, "at least two things to put in order");
            return None;
        }
        let part = child(node, "selecttype").map(text_of).unwrap_or_default();
        if ["1", "2", "RANDOM", "CONTIGUOUS"].contains(&part.trim()) {
            self.warn(line, id, "selecttype", "selection-not-taken", part.trim(), "all of the answers, which is how it is read");
        }
        Some(Body::Order { sequence })
    }

    fn cloze(&mut self, node: Node<'_, '_>, text: &Text, id: &str) -> (String, Option<Body>) {
        self.reader.files.clone_from(&text.files);
        let at = At { file: self.file, line: text.line, item: id, field: "questiontext" };
        let passage = text.passage(child(node, "questiontext"), self.source);
        let Cloze { prompt, gaps, problems } = cloze(self.reader, at, &passage);
        // Kept as the file has it, for whoever mends it there: without places in the prompt nothing can be asked.
        self.reader.problems.extend(problems.into_iter().map(crate::Problem::as_warning));
        (prompt, Some(Body::Gaps { gaps, shared: Vec::new() }))
    }
}
