//! Gaps in a text: typed, with a list of their own, or with one that they share. One typed field at the end of a line is a question of
//! its own kind, a text or a number.

use std::collections::HashMap;

use roxmltree::Node;

use super::body::{Interaction, Kind, ends_its_line};
use super::choices::Options;
use super::declarations::{Response, number};
use super::item::{Answered, Item, MAX_PARTS, safe_name};
use super::key::Key;
use super::names::{attribute, children, inside, is};
use super::rules::{Scored, Tolerance, What};
use crate::question::{Body, Fill, Gap, NumberAnswer, TextAnswer};
use crate::reading::Reader;
use crate::{markers, words};

/// Text entries and inline choices.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, found: &[Interaction<'_, '_>]) -> Option<Answered> {
    if let [only] = found
        && only.kind == Kind::TextEntry
        && ends_its_line(only.node)
    {
        let (fill, worth) = typed(reader, item, only)?;
        let body = match fill {
            Fill::Number(answers) => Body::Number { answers, unit: None },
            Fill::Text { answers, case } => Body::Text { answers, case },
            Fill::Choice(_) | Fill::Shared(_) => return None,
        };
        return Some(Answered::plain(body, worth));
    }
    if let [only] = found
        && let Some((line, unit)) = unit_after(only.node)
        && item.declared.response(only.response).is_some_and(Response::is_number)
    {
        let (fill, worth) = typed(reader, item, only)?;
        let Fill::Number(answers) = fill else { return None };
        let instead = HashMap::from([(line.id(), String::new())]);
        return Some(Answered { body: Body::Number { answers, unit: Some(unit) }, instead, worth });
    }
    let mut gaps: Vec<Gap> = Vec::new();
    let mut instead = HashMap::new();
    let mut total = 0.0;
    for (index, interaction) in found.iter().enumerate() {
        let (fill, worth) = match interaction.kind {
            Kind::InlineChoice => listed(reader, item, interaction)?,
            _ => typed(reader, item, interaction)?,
        };
        let id = safe_name(interaction.response, &format!("g{}", index + 1), gaps.iter().map(|gap| gap.id.as_str()));
        let label: String = children(interaction.node, "prompt").map(|prompt| item.html(prompt)).collect();
        instead.insert(interaction.node.id(), format!("{label} {}", markers::gap(&id)).trim_start().to_owned());
        total += worth.unwrap_or(1.0);
        gaps.push(Gap { id, fill, weight: worth.unwrap_or(1.0) });
    }
    // Points that no rule states are not made up.
    let stated = found.iter().all(|interaction| item.key_worth(interaction).is_some());
    Some(Answered { body: Body::Gaps { gaps, shared: Vec::new() }, instead, worth: stated.then_some(total) })
}

/// The unit behind a field that stands in a paragraph with it and nothing else, and the paragraph.
fn unit_after<'a, 'i>(field: Node<'a, 'i>) -> Option<(Node<'a, 'i>, String)> {
    let line = field.parent().filter(|line| line.tag_name().name() == "p")?;
    let before =
        field.prev_siblings().skip(1).all(|node| node.is_text() && node.text().is_none_or(|text| text.trim().is_empty()));
    let after: Option<String> =
        field.next_siblings().skip(1).map(|node| node.is_text().then(|| node.text().unwrap_or_default())).collect();
    let unit = after?.trim().to_owned();
    let is_unit = (1..=12).contains(&unit.chars().count())
        && !unit.contains(char::is_whitespace)
        && !unit.starts_with(['.', ',', '?', '!']);
    (before && is_unit).then_some((line, unit))
}

impl Item<'_, '_> {
    fn key_worth(&self, interaction: &Interaction<'_, '_>) -> Option<f64> {
        let response = self.declared.response(interaction.response)?;
        let rule = self.rules.of(interaction.response);
        rule.worth.or_else(|| Key::of(response, &self.rules, &mut Vec::new())?.worth)
    }
}

/// A gap with a list of its own. What is empty there and not right only says that nothing was chosen yet.
fn listed(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<(Fill, Option<f64>)> {
    let key = item.key(reader, interaction)?;
    let nodes: Vec<_> = inside(interaction.node, "inlineChoice")
        .filter(|node| {
            let right = attribute(*node, "identifier").is_some_and(|identifier| key.fraction(identifier) > 0.0);
            right || node.children().any(|child| child.is_element() || child.text().is_some_and(|text| !text.trim().is_empty()))
        })
        .collect();
    let mut options = Options::read(reader, item, &nodes)?;
    options.mark(reader, item, interaction, &key)?;
    if options.choices.len() < 2 {
        let at = item.at(interaction.node, "options");
        let value = options.choices.len().to_string();
        reader.problems.push(at.problem("too-few-options", value, "at least 2 to choose from").as_warning());
    }
    Some((Fill::Choice(options.choices), key.worth))
}

/// A field for a text or a number.
fn typed(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<(Fill, Option<f64>)> {
    let response = item.declared.response(interaction.response);
    if let Some(response) = response.filter(|response| response.is_number()) {
        return numeric(reader, item, interaction, response);
    }
    let key = item.key(reader, interaction)?;
    let answers = key.values.iter().filter(|(_, fraction)| *fraction > 0.0);
    let answers = answers.map(|(text, fraction)| TextAnswer { text: text.clone(), fraction: *fraction, ..TextAnswer::default() });
    // Several correct values of a field that takes one text: each of them is right.
    Some((Fill::Text { answers: answers.collect(), case: key.case }, key.worth))
}

/// A field for a number: what each test of the rules accepts, else what the key says.
fn numeric(
    reader: &mut Reader,
    item: &Item<'_, '_>,
    interaction: &Interaction<'_, '_>,
    response: &Response,
) -> Option<(Fill, Option<f64>)> {
    let rule = item.rules.of(&response.id);
    let stated = if rule.mapped { &[][..] } else { &rule.scored[..] };
    // Ranges say alone what is right; else a key must be there.
    let is_range = |scored: &Scored| matches!(scored.what, What::Between(_));
    let key = if stated.iter().any(is_range) { None } else { Some(item.key(reader, interaction)?) };
    let most = stated.iter().map(|scored| scored.worth).fold(f64::MIN_POSITIVE, f64::max);
    let mut answers: Vec<NumberAnswer> = Vec::new();
    for scored in stated {
        let fraction = scored.worth / most * 100.0;
        let before = answers.len();
        match &scored.what {
            What::Between([Some(low), Some(high)]) if low > high => {
                let at = item.at_byte(scored.at, "responseProcessing");
                reader.problems.push(at.problem("range-reversed", format!("{low} to {high}"), "the smaller end first"));
                return None;
            }
            What::Between([Some(low), Some(high)]) => answers.push(NumberAnswer::between(*low, *high, fraction)),
            What::Between(_) => {}
            What::Value(text) => answers.push(around(reader, item, interaction, text, scored.tolerance, fraction)?),
            What::Correct => {
                for text in response.correct.iter().filter(|text| !text.is_empty()) {
                    answers.push(around(reader, item, interaction, text, scored.tolerance, fraction)?);
                }
            }
        }
        if answers.len() > before {
            scored.warn_of_ends(reader, item);
        }
    }
    if answers.is_empty() {
        for (text, fraction) in key.iter().flat_map(|key| &key.values).filter(|(_, fraction)| *fraction > 0.0) {
            answers.push(around(reader, item, interaction, text, None, *fraction)?);
        }
    }
    if let [first, others @ ..] = stated
        && others.iter().any(|other| other.adds && first.adds && other.condition != first.condition)
    {
        let at = item.at_byte(first.at, "responseProcessing");
        let expected = "points for each answer by itself: those of several conditions that add up were not added";
        reader.problems.push(at.problem("processing-custom", "points that add up", expected).as_warning());
    }
    answers.sort_by(|one, other| other.fraction.total_cmp(&one.fraction));
    let same = |one: &NumberAnswer, other: &NumberAnswer| {
        (one.value, one.tolerance, one.range) == (other.value, other.tolerance, other.range)
    };
    let mut told: Vec<NumberAnswer> = Vec::new();
    for answer in answers {
        if !told.iter().any(|known| same(known, &answer)) {
            told.push(answer);
        }
    }
    Some((Fill::Number(told), key.map_or(rule.worth, |key| key.worth)))
}

/// A number with what counts around it.
fn around(
    reader: &mut Reader,
    item: &Item<'_, '_>,
    interaction: &Interaction<'_, '_>,
    text: &str,
    tolerance: Option<Tolerance>,
    fraction: f64,
) -> Option<NumberAnswer> {
    let Some(value) = number(text) else {
        let at = item.at_value(interaction, text);
        reader.problems.push(at.problem("bad-number", text, "a number, as the response is declared as one"));
        return None;
    };
    let (below, above) = tolerance.map_or((0.0, 0.0), |tolerance| tolerance.around(value));
    if (below - above).abs() > 1e-12 * value.abs().max(1.0) {
        return Some(NumberAnswer::between(value - below, value + above, fraction));
    }
    Some(NumberAnswer { value, tolerance: f64::midpoint(below, above), fraction, ..NumberAnswer::default() })
}

/// Gaps that are filled from one list.
pub(super) fn matched(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<Answered> {
    let node = interaction.node;
    let nodes: Vec<_> = node.descendants().filter(|node| is(*node, "gapText") || is(*node, "gapImg")).collect();
    let mut options = Options::read(reader, item, &nodes)?;
    for (choice, node) in options.choices.iter_mut().zip(&nodes).filter(|(choice, _)| choice.text.contains("<img")) {
        // A list to choose from can only show words.
        let alt = crate::xml::escape(&words(&choice.text));
        let at = item.at(*node, "gapImg");
        if alt.is_empty() {
            let expected = "words for the picture (alt), as a gap is filled from a list of words";
            reader.problems.push(at.problem("unsupported-interaction", "gap match with pictures", expected).as_warning());
            return Some(Answered::plain(Body::Unsupported("gap_match".to_owned()), None));
        }
        reader
            .problems
            .push(at.problem("picture-as-words", alt.as_str(), "words; the words of the picture are shown").as_warning());
        choice.text = alt;
    }
    let key = item.key(reader, interaction)?;
    let places: Vec<_> = inside(node, "gap").collect();
    if places.len() > MAX_PARTS {
        let expected = format!("at most {MAX_PARTS} gaps");
        reader.problems.push(item.at(node, "gap").problem("too-large", places.len().to_string(), expected));
        return None;
    }
    let identifiers: Vec<&str> = places.iter().map(|gap| attribute(*gap, "identifier").unwrap_or_default()).collect();
    let mut rights: Vec<(Vec<String>, f64)> = vec![(Vec::new(), 0.0); places.len()];
    for (pair, fraction) in key.values.iter().filter(|(_, fraction)| *fraction > 0.0) {
        let mut parts = pair.split_whitespace();
        let (one, other) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let found = [(one, other), (other, one)].into_iter().find_map(|(choice, gap)| {
            Some((options.id(choice)?.to_owned(), identifiers.iter().position(|known| *known == gap)?))
        });
        let Some((choice, place)) = found else {
            let at = item.at_value(interaction, pair);
            reader.problems.push(at.problem("key-unknown-option", pair.as_str(), "an option and a gap of this item"));
            return None;
        };
        rights[place].0.push(choice);
        rights[place].1 = rights[place].1.max(*fraction);
    }
    let mut gaps: Vec<Gap> = Vec::new();
    let mut instead = HashMap::new();
    for (index, (place, (right, weight))) in places.iter().zip(rights).enumerate() {
        let id = safe_name(identifiers[index], &format!("g{}", index + 1), gaps.iter().map(|gap| gap.id.as_str()));
        if right.is_empty() {
            let expected = "a right option for each gap";
            reader.problems.push(item.at(*place, "gap").problem("no-key", identifiers[index], expected));
            return None;
        }
        instead.insert(place.id(), markers::gap(&id));
        gaps.push(Gap { id, fill: Fill::Shared(right), weight });
    }
    // Weights are relative: of equal ones each is 1.
    if gaps.windows(2).all(|pair| (pair[0].weight - pair[1].weight).abs() < 1e-9) {
        for gap in &mut gaps {
            gap.weight = 1.0;
        }
    }
    Some(Answered { body: Body::Gaps { gaps, shared: options.choices }, instead, worth: key.worth })
}
