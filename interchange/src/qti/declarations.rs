//! What an item declares: its responses with what is right and what earns how much, and its outcomes.

use roxmltree::Node;

use super::names::{attribute, child, children};
use crate::question::QtiResponse;
use crate::xml::text_of;

/// Entries of a mapping that are read.
const MAX_ENTRIES: usize = 2000;

/// A response declaration.
#[derive(Debug, Default)]
pub(super) struct Response {
    pub(super) id: String,
    /// `single`, `multiple`, `ordered` or `record`.
    pub(super) cardinality: String,
    /// As it is spelled: `directedPair` or `directed-pair`.
    pub(super) base_type: Option<String>,
    pub(super) correct: Vec<String>,
    pub(super) mapping: Option<Mapping>,
    pub(super) places: Places,
}

/// Where a response is declared and says what is right, in bytes of the text.
#[derive(Debug, Default)]
pub(super) struct Places {
    declared: usize,
    correct: Option<usize>,
    mapping: Option<usize>,
    /// Values of the correct response, then entries of the mapping.
    values: Vec<(String, usize)>,
}

/// What values earn.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    pub(super) entries: Vec<Entry>,
    /// What a value earns that is not listed.
    pub(super) default: f64,
    pub(super) upper: Option<f64>,
}

/// A value that earns something.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: f64,
    pub(super) case: bool,
}

/// What an item declares, as far as it concerns points.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) responses: Vec<Response>,
    /// The default value of `MAXSCORE`.
    pub(super) max_score: Option<f64>,
    /// The `normalMaximum` of `SCORE`.
    pub(super) normal_maximum: Option<f64>,
}

/// Something in a declaration that is no number: where, and what it says.
pub(super) struct NoNumber<'a, 'i> {
    pub(super) node: Node<'a, 'i>,
    pub(super) field: &'static str,
    pub(super) value: String,
    /// Whether nothing can be read without it.
    pub(super) fatal: bool,
}

impl Declared {
    pub(super) fn read<'a, 'i>(root: Node<'a, 'i>, wrong: &mut Vec<NoNumber<'a, 'i>>) -> Self {
        let responses = children(root, "responseDeclaration").map(|node| Response::read(node, wrong)).collect();
        let outcome = |id: &str| children(root, "outcomeDeclaration").find(|node| attribute(*node, "identifier") == Some(id));
        let default = |node| children(child(node, "defaultValue")?, "value").next().and_then(|value| number(&text_of(value)));
        Self {
            responses,
            max_score: outcome("MAXSCORE").and_then(default).filter(|points| *points > 0.0),
            normal_maximum: outcome("SCORE")
                .and_then(|node| number(attribute(node, "normalMaximum")?))
                .filter(|points| *points > 0.0),
        }
    }

    pub(super) fn response(&self, id: &str) -> Option<&Response> {
        self.responses.iter().find(|response| response.id == id)
    }
}

impl Response {
    fn read<'a, 'i>(node: Node<'a, 'i>, wrong: &mut Vec<NoNumber<'a, 'i>>) -> Self {
        let (correct, mapping) = (child(node, "correctResponse"), child(node, "mapping"));
        let values = correct
            .into_iter()
            .flat_map(|correct| children(correct, "value"))
            .take(MAX_ENTRIES)
            .map(|value| (folded(&text_of(value)), value.range().start));
        let entries = mapping
            .into_iter()
            .flat_map(|mapping| children(mapping, "mapEntry"))
            .take(MAX_ENTRIES)
            .filter_map(|entry| Some((folded(attribute(entry, "mapKey")?), entry.range().start)));
        let values: Vec<(String, usize)> = values.collect();
        let stated = values.iter().map(|(value, _)| value.clone()).collect();
        let start = |node: Option<Node<'_, '_>>| node.map(|node| node.range().start);
        let places = Places {
            declared: node.range().start,
            correct: start(correct),
            mapping: start(mapping),
            values: values.into_iter().chain(entries).collect(),
        };
        Self {
            id: attribute(node, "identifier").unwrap_or_default().to_owned(),
            cardinality: attribute(node, "cardinality").unwrap_or("single").to_ascii_lowercase(),
            base_type: attribute(node, "baseType").map(str::to_owned),
            correct: stated,
            mapping: mapping.map(|mapping| Mapping::read(mapping, wrong)),
            places,
        }
    }

    /// Whether its values are numbers.
    pub(super) fn is_number(&self) -> bool {
        self.base_type.as_deref().is_some_and(|base| ["float", "integer"].contains(&base))
    }

    pub(super) fn is_single(&self) -> bool {
        self.cardinality == "single"
    }

    /// For those who compare.
    pub(super) fn shown(&self) -> QtiResponse {
        let entries = self.mapping.iter().flat_map(|mapping| &mapping.entries);
        QtiResponse {
            id: self.id.clone(),
            cardinality: self.cardinality.clone(),
            base_type: self.base_type.clone(),
            correct: self.correct.clone(),
            mapping: entries.map(|entry| (entry.key.clone(), entry.value)).collect(),
        }
    }
}

impl Places {
    /// Of what is right.
    pub(super) fn key(&self) -> usize {
        self.correct.or(self.mapping).unwrap_or(self.declared)
    }

    pub(super) fn mapping(&self) -> usize {
        self.mapping.unwrap_or(self.declared)
    }

    /// Of a value, where one of the two states it.
    pub(super) fn value(&self, value: &str) -> Option<usize> {
        self.values.iter().find(|(known, _)| known == value).map(|(_, at)| *at)
    }
}

impl Mapping {
    fn read<'a, 'i>(node: Node<'a, 'i>, wrong: &mut Vec<NoNumber<'a, 'i>>) -> Self {
        let mut read = |node, field, fatal| {
            let stated = attribute(node, field)?;
            let found = number(stated);
            if found.is_none() && !stated.is_empty() {
                wrong.push(NoNumber { node, field, value: stated.to_owned(), fatal });
            }
            found
        };
        let default = read(node, "defaultValue", false).unwrap_or(0.0);
        let upper = read(node, "upperBound", false).filter(|upper| *upper > 0.0);
        let entries = children(node, "mapEntry")
            .take(MAX_ENTRIES)
            .filter_map(|entry| {
                Some(Entry {
                    key: folded(attribute(entry, "mapKey")?),
                    value: read(entry, "mappedValue", true)?,
                    case: attribute(entry, "caseSensitive") != Some("false"),
                })
            })
            .collect();
        Self { entries, default, upper }
    }

    /// The most that can be had.
    pub(super) fn most(&self, single: bool) -> f64 {
        let positive = self.entries.iter().map(|entry| entry.value).filter(|value| *value > 0.0);
        let reachable = if single { positive.fold(0.0, f64::max) } else { positive.sum() };
        self.upper.filter(|upper| *upper < reachable).unwrap_or(reachable)
    }

    /// What a value earns.
    pub(super) fn earns(&self, value: &str) -> f64 {
        let fits = |entry: &&Entry| entry.key == value || !entry.case && entry.key.to_lowercase() == value.to_lowercase();
        self.entries.iter().find(fits).map_or(self.default, |entry| entry.value)
    }
}

/// A text with one space between words.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A finite number as XML writes it.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    // `parse` also takes `inf` and `nan`.
    text.parse().ok().filter(|number: &f64| number.is_finite())
}
