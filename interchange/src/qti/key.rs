//! What is right for one response, and how much each value earns: from the correct response, the mapping, or the rules, whichever
//! the item is scored by.

use super::declarations::{Mapping, Response};
use super::rules::{Rule, Rules};

/// A response's key.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Key {
    /// Values and what each earns, in percent of the points. Of several right ones each its share.
    pub(super) values: Vec<(String, f64)>,
    /// What any other value earns, in percent of the points.
    pub(super) default: f64,
    /// What all of it is worth, where that is said.
    pub(super) worth: Option<f64>,
    /// Whether upper and lower case differ.
    pub(super) case: bool,
}

/// What should be said of a key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Doubt {
    /// The mapping gives most points to something else than the correct response.
    Disagrees { correct: String, mapped: String },
    /// It is scored by a mapping, and there is none.
    NoMapping,
    /// It is scored by the correct response, and there is none: the mapping was read.
    NoCorrect,
    /// Some values count in any case, some do not.
    MixedCase,
}

impl Key {
    /// The key of a response, or none where nothing says what is right.
    pub(super) fn of(response: &Response, rules: &Rules, doubts: &mut Vec<Doubt>) -> Option<Self> {
        let rule = rules.of(&response.id);
        let single = response.is_single();
        let mapping = response.mapping.as_ref().filter(|mapping| mapping.most(single) > 0.0);
        let correct: Vec<String> = response.correct.iter().filter(|value| !value.is_empty()).cloned().collect();
        let agrees = mapping.is_none_or(|mapping| correct.is_empty() || agree(response, mapping, &correct));
        if let (false, Some(mapping)) = (agrees, mapping) {
            let best = best(mapping, single);
            doubts.push(Doubt::Disagrees { correct: correct.join(", "), mapped: best.join(", ") });
        }
        let by_correct = || (!correct.is_empty()).then(|| Self::matched(&correct, single, &rule));
        let by_mapping = |doubts: &mut Vec<Doubt>| mapping.map(|mapping| Self::mapped(mapping, single, doubts));
        if rule.mapped {
            return by_mapping(doubts).or_else(|| {
                let key = by_correct()?;
                // A mapping that gives nothing is no mapping either.
                doubts.push(Doubt::NoMapping);
                Some(key)
            });
        }
        if !rule.accepted.is_empty() {
            return Some(Self::accepted(&rule, &correct));
        }
        if rule.correct || rules.named.as_deref() == Some("custom") {
            return by_correct().or_else(|| {
                let key = by_mapping(doubts)?;
                doubts.push(Doubt::NoCorrect);
                Some(key)
            });
        }
        // Nothing says how it is scored: a mapping that agrees says more than the correct response, which wins where they differ.
        if agrees { by_mapping(doubts).or_else(by_correct) } else { by_correct() }
    }

    /// What a value earns, in percent.
    pub(super) fn fraction(&self, value: &str) -> f64 {
        self.values.iter().find(|(known, _)| known == value).map_or(self.default, |(_, fraction)| *fraction)
    }

    /// The values that earn something.
    pub(super) fn right(&self) -> impl Iterator<Item = &str> {
        self.values.iter().filter(|(_, fraction)| *fraction > 0.0).map(|(value, _)| value.as_str())
    }

    fn matched(correct: &[String], single: bool, rule: &Rule) -> Self {
        let share = if single { 100.0 } else { 100.0 / correct.len() as f64 };
        Self {
            values: correct.iter().map(|value| (value.clone(), share)).collect(),
            worth: rule.worth,
            case: !rule.any_case,
            ..Self::default()
        }
    }

    fn mapped(mapping: &Mapping, single: bool, doubts: &mut Vec<Doubt>) -> Self {
        let most = mapping.most(single);
        let percent = |value: f64| (value / most * 100.0).clamp(-100.0, 100.0);
        let mut right = mapping.entries.iter().filter(|entry| entry.value > 0.0);
        let case = right.clone().any(|entry| entry.case);
        if case && right.any(|entry| !entry.case) {
            doubts.push(Doubt::MixedCase);
        }
        Self {
            values: mapping.entries.iter().map(|entry| (entry.key.clone(), percent(entry.value))).collect(),
            default: percent(mapping.default),
            worth: Some(mapping.upper.unwrap_or(most)),
            case,
        }
    }

    fn accepted(rule: &Rule, correct: &[String]) -> Self {
        let most = rule.worth.unwrap_or(1.0).max(f64::MIN_POSITIVE);
        let mut values: Vec<(String, f64)> = Vec::new();
        if rule.correct {
            values.extend(correct.iter().map(|value| (value.clone(), 100.0)));
        }
        for accepted in &rule.accepted {
            if !values.iter().any(|(value, _)| *value == accepted.value) {
                values.push((accepted.value.clone(), (accepted.worth / most * 100.0).clamp(0.0, 100.0)));
            }
        }
        Self { values, worth: rule.worth, case: !rule.any_case, ..Self::default() }
    }
}

/// Whether the correct response earns the most that a mapping has to give.
fn agree(response: &Response, mapping: &Mapping, correct: &[String]) -> bool {
    let single = response.is_single();
    let earned: f64 = if single {
        correct.iter().map(|value| mapping.earns(value)).fold(f64::NEG_INFINITY, f64::max)
    } else {
        correct.iter().map(|value| mapping.earns(value)).sum()
    };
    earned >= mapping.most(single) - 1e-9
}

/// The values that a mapping gives most for.
fn best(mapping: &Mapping, single: bool) -> Vec<String> {
    let positive = mapping.entries.iter().filter(|entry| entry.value > 0.0);
    let most = mapping.entries.iter().map(|entry| entry.value).fold(0.0, f64::max);
    positive.filter(|entry| !single || entry.value >= most).map(|entry| entry.key.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qti::declarations::Declared;

    fn key(declaration: &str, processing: &str) -> (Option<Key>, Vec<Doubt>) {
        let text = format!("<assessmentItem>{declaration}{processing}</assessmentItem>");
        let document = roxmltree::Document::parse(&text).unwrap();
        let declared = Declared::read(document.root_element(), &mut Vec::new());
        let mut doubts = Vec::new();
        let key = Key::of(&declared.responses[0], &Rules::read(document.root_element()), &mut doubts);
        (key, doubts)
    }

    fn declaration(cardinality: &str, correct: &str, mapping: &str) -> String {
        let correct: String =
            correct.split(' ').filter(|value| !value.is_empty()).map(|value| ["<value>", value, "</value>"].concat()).collect();
        let entries = |mapping: &str| -> String {
            let pairs = mapping.split(' ').filter_map(|pair| pair.split_once('='));
            pairs.map(|(key, value)| ["<mapEntry mapKey='", key, "' mappedValue='", value, "'/>"].concat()).collect()
        };
        let mapping = if mapping.is_empty() { String::new() } else { format!("<mapping>{}</mapping>", entries(mapping)) };
        format!(
            "<responseDeclaration identifier='R' cardinality='{cardinality}'><correctResponse>{correct}</correctResponse>{mapping}</responseDeclaration>"
        )
    }

    #[test]
    fn follows_what_the_item_is_scored_by() {
        let right = |key: &Option<Key>| key.as_ref().map(|key| key.right().collect::<Vec<_>>().join(" "));
        let matched = "<responseProcessing template='match_correct'/>";
        let mapped = "<responseProcessing template='map_response'/>";
        for (cardinality, correct, mapping, processing, wanted, doubted) in [
            ("single", "b", "", matched, Some("b"), false),
            ("single", "b", "c=2", "", Some("b"), true),
            ("single", "b", "c=2", mapped, Some("c"), true),
            ("single", "b", "b=1 c=0.5", mapped, Some("b c"), false),
            ("single", "b", "a=0 b=0", "", Some("b"), false),
            ("single", "b", "", mapped, Some("b"), true),
            ("multiple", "", "a=1 c=-1 d=0.5", "", Some("a d"), false),
            ("single", "", "", matched, None, false),
        ] {
            let (key, doubts) = key(&declaration(cardinality, correct, mapping), processing);
            assert_eq!(right(&key).as_deref(), wanted, "{correct} {mapping} {processing}");
            assert_eq!(!doubts.is_empty(), doubted, "{correct} {mapping} {processing}: {doubts:?}");
        }
    }

    #[test]
    fn gives_shares_in_percent() {
        let (key, _) = key(&declaration("multiple", "a b", "a=1 b=1 c=-1"), "<responseProcessing template='map_response'/>");
        let key = key.unwrap();
        assert_eq!((key.fraction("a"), key.fraction("c"), key.fraction("d"), key.worth), (50.0, -50.0, 0.0, Some(2.0)));
    }
}
