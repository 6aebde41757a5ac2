//! Things to put in order, and a point on a scale.

use super::body::Interaction;
use super::choices::Options;
use super::declarations::number;
use super::item::{Answered, Item};
use super::names::{attribute, is};
use super::rules::What;
use crate::question::Body;
use crate::reading::Reader;

/// Things to put in order.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<Answered> {
    let nodes: Vec<_> = interaction.node.descendants().filter(|node| is(*node, "simpleChoice")).collect();
    let options = Options::read(reader, item, &nodes)?;
    let key = item.key(reader, interaction)?;
    let mut sequence: Vec<usize> = Vec::new();
    for value in key.right() {
        let Some(at) = options.identifiers.iter().position(|known| known == value) else {
            let expected = format!("one of {}", options.identifiers.join(", "));
            reader.problems.push(item.at_value(interaction, value).problem("key-unknown-option", value, expected));
            return None;
        };
        if !sequence.contains(&at) {
            sequence.push(at);
        }
    }
    if sequence.len() < options.choices.len() {
        let expected = "all of them in the order";
        let value = "order of some, with others left out";
        let at = item.at_key(interaction);
        reader.problems.push(at.problem("unsupported-interaction", value, expected).as_warning());
        return Some(Answered::plain(Body::Unsupported("order".to_owned()), None));
    }
    let sequence = sequence.into_iter().map(|at| options.choices[at].text.clone()).collect();
    Some(Answered::plain(Body::Order { sequence }, key.worth))
}

/// A point on a scale.
pub(super) fn slider(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<Answered> {
    let node = interaction.node;
    let mut stated = |field: &'static str| {
        let text = attribute(node, field).unwrap_or_default();
        let value = number(text);
        if value.is_none() {
            reader.problems.push(item.at(node, field).problem("bad-number", text, "a number"));
        }
        value
    };
    let (low, high) = (stated("lowerBound")?, stated("upperBound")?);
    if low >= high {
        let at = item.at(node, "upperBound");
        reader.problems.push(at.problem("range-reversed", format!("{low} to {high}"), "the smaller end first"));
        return None;
    }
    let step = attribute(node, "step").and_then(number).filter(|step| *step > 0.0).unwrap_or(1.0);
    let rule = item.rules.of(interaction.response);
    let most = rule.scored.iter().map(|scored| scored.worth).fold(0.0, f64::max);
    if let Some(less) = rule.scored.iter().find(|scored| scored.worth < most) {
        let at = item.at_byte(less.at, "responseProcessing");
        let expected = "one part of the scale that is right; the one that earns most was read";
        reader.problems.push(at.problem("processing-custom", "points for several parts of the scale", expected).as_warning());
    }
    for scored in rule.scored.iter().filter(|scored| scored.worth >= most) {
        let What::Between([Some(from), Some(to)]) = scored.what else { continue };
        if from > to || from < low || to > high {
            continue;
        }
        scored.warn_of_ends(reader, item);
        let value = from + (to - from) / 2.0;
        let body = Body::Slider { range: [low, high], step, value, tolerance: (to - from) / 2.0 };
        return Some(Answered::plain(body, rule.worth));
    }
    let key = item.key(reader, interaction)?;
    let best = key.values.iter().map(|(_, fraction)| *fraction).fold(0.0, f64::max);
    let text = key.values.iter().find(|(_, fraction)| *fraction >= best).map_or("", |(text, _)| text.as_str());
    let at = item.at_value(interaction, text);
    let Some(value) = number(text).filter(|value| (low..=high).contains(value)) else {
        reader.problems.push(at.problem("bad-number", text, format!("a number from {low} to {high}")));
        return None;
    };
    let (below, above) = rule.tolerance.map_or((0.0, 0.0), |tolerance| tolerance.around(value));
    let body = Body::Slider { range: [low, high], step, value, tolerance: below.max(above) };
    Some(Answered::plain(body, key.worth))
}
