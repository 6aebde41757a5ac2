//! Statistics about items: `usagedata`. The standard leaves their names open; docs/FORMATS.md has ours.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::declarations::number;
use super::names::{attribute, child, inside};
use super::package::source;
use crate::Problem;
use crate::line::Line;
use crate::problems::Problems;
use crate::reading::Reader;
use crate::statistic::{Measure, STATED, Statistic};
use crate::xml::{Source, text_of};

/// Where our names are explained: the value of `glossary`.
pub const GLOSSARY: &str = "urn:assay:item-statistics:1";

/// A statistic as it stands in a file.
pub(super) struct Found {
    /// The identifier of the item.
    pub(super) target: String,
    /// Where it stands.
    pub(super) line: Line,
    /// What it says.
    pub(super) statistic: Statistic,
}

/// Reads a statistics file.
///
/// Under another glossary than ours only a difficulty is taken: on which metric others state a discrimination is not said, and with the
/// wrong one every estimate would be off by a factor of 1.7. What is not taken is named, once for the file.
pub(super) fn statistics(reader: &mut Reader, path: &str) -> Vec<Found> {
    let Some(source) = source(reader, path) else { return Vec::new() };
    let Some(document) = source.parse(path, &mut reader.problems) else { return Vec::new() };
    let root = document.root_element();
    let mut page = Page { path, source: &source, problems: &mut reader.problems };
    let mut found = Vec::new();
    let mut passed: BTreeMap<String, Line> = BTreeMap::new();
    for node in inside(root, "ordinaryStatistic") {
        let name = attribute(node, "name").unwrap_or_default();
        let ours = attribute(node, "glossary").or_else(|| attribute(root, "glossary")) == Some(GLOSSARY);
        match Measure::named(name).filter(|measure| ours || *measure == Measure::B) {
            Some(measure) => found.extend(page.statistic(node, measure)),
            None => {
                passed.entry(name.to_owned()).or_insert_with(|| page.source.line(node));
            }
        }
    }
    if let Some(line) = passed.values().min() {
        let names: Vec<&str> = passed.keys().take(NAMED).map(String::as_str).collect();
        let more = if passed.len() > NAMED { ", …" } else { "" };
        let expected = format!(
            "b, a difficulty in logits; with glossary=\"{GLOSSARY}\" also a, c, d, p, r and n. The other statistics are left out"
        );
        let problem = Problem::error(path, None, "name", format!("{}{more}", names.join(", ")), expected);
        page.problems.push(problem.at(*line).as_warning().code("statistic-left-out"));
    }
    page.without_crossed(found)
}

/// How many names of statistics a message tells.
const NAMED: usize = 10;

struct Page<'a> {
    path: &'a str,
    source: &'a Source,
    problems: &'a mut Problems,
}

impl Page<'_> {
    fn statistic(&mut self, node: Node<'_, '_>, measure: Measure) -> Option<Found> {
        let target = child(node, "targetObject").and_then(|target| attribute(target, "identifier")).unwrap_or_default();
        let line = self.source.line(node);
        let text = child(node, "value").map(|value: Node<'_, '_>| text_of(value)).unwrap_or_default();
        let value = number(&text);
        let Some(value) = value.filter(|value| measure.can_be(*value)) else {
            let code = if value.is_some() { "out-of-range" } else { "bad-number" };
            self.warn(line, measure.name(), text.trim(), target, code, &format!("{}; it is left out", measure.range()));
            return None;
        };
        let statistic = Statistic {
            measure,
            value,
            standard_error: self
                .beside(node, line, target, "stdError", "a number, 0 or more", |text| number(text).filter(|error| *error >= 0.0)),
            cases: self
                .beside(node, line, target, "caseCount", "a whole number, 0 or more", |text| text.parse().ok())
                .unwrap_or_default(),
            context: attribute(node, "context").map(str::trim).filter(|text| !text.is_empty()).unwrap_or(STATED).to_owned(),
            on: self.beside(node, line, target, "lastUpdated", "a day, as 2026-03-14", day),
        };
        Some(Found { target: target.to_owned(), line, statistic })
    }

    /// An attribute that says more of a statistic. One that cannot be read costs the statistic nothing.
    fn beside<T>(
        &mut self,
        node: Node<'_, '_>,
        line: Line,
        target: &str,
        name: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = attribute(node, name).map(str::trim).filter(|text| !text.is_empty())?;
        let value = read(text);
        if value.is_none() {
            self.warn(line, name, text, target, "bad-number", &format!("{expected}; the statistic is kept without it"));
        }
        value
    }

    fn warn(&mut self, line: Line, field: &str, value: &str, target: &str, code: &'static str, expected: &str) {
        let value = if value.is_empty() { "nothing" } else { value };
        self.problems.push(Problem::error(self.path, None, field, value, expected).at(line).item(target).as_warning().code(code));
    }

    /// Leaves out lower asymptotes that are not below the upper one of the same item.
    fn without_crossed(&mut self, found: Vec<Found>) -> Vec<Found> {
        let of = |measure| found.iter().filter(move |one: &&Found| one.statistic.measure == measure);
        let upper: BTreeMap<String, f64> = of(Measure::D).map(|one| (one.target.clone(), one.statistic.value)).collect();
        let mut kept = Vec::new();
        for one in found {
            let bound = upper.get(&one.target).filter(|_| one.statistic.measure == Measure::C);
            match bound.filter(|d| one.statistic.value >= **d) {
                Some(d) => {
                    let value = one.statistic.value.to_string();
                    self.warn(one.line, "c", &value, &one.target, "out-of-range", &format!("less than d, {d}; it is left out"));
                }
                None => kept.push(one),
            }
        }
        kept
    }
}

/// The day of a date or of a moment.
fn day(text: &str) -> Option<String> {
    let day = text.split('T').next()?;
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2)).then(|| day.to_owned())
}
