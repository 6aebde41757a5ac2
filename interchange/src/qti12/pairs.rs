//! Matches: a partner for each, members for each category.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::attribute;
use super::choice;
use super::item::Item;
use super::no_key;
use super::response::{Label, Response};
use crate::Problem;
use crate::question::Body;
use crate::reading::{At, Reader};

/// Each response is a left side; what is right for it is its partner; what is right for none is there to mislead.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>) -> Result<Body, Box<Problem>> {
    item.first()?;
    let rights = right_block(item.node);
    let text = |reader: &mut Reader, label: Label<'_, '_>, place: usize| match rights.get(place) {
        // Blackboard lists the right side once, below all.
        Some(right) if label.node.children().all(|child| !child.is_element()) => {
            let html = item.materials.words(*right);
            reader.inline(item.at_node(*right, "RIGHT_MATCH_BLOCK"), &html)
        }
        _ => choice::words(reader, item, label),
    };
    let mut pairs = Vec::new();
    for response in &item.responses {
        let Some(place) = best(item, response) else {
            let at = item.at_node(response.node, "response_lid");
            return Err(at
                .problem("no-key", format!("{}: no partner that earns points", response.id), "a partner for each")
                .into());
        };
        let left = left(reader, item, response);
        let right = text(reader, response.labels[place], place);
        pairs.push((left, right));
    }
    if pairs.is_empty() {
        return Err(no_key(item.at));
    }
    if let Some(first) = item.responses.first() {
        let used: BTreeSet<String> = pairs.iter().map(|(_, right)| right.clone()).collect();
        let mut seen = BTreeSet::new();
        for (place, label) in first.labels.iter().enumerate() {
            let right = text(reader, *label, place);
            if !used.contains(&right) && !right.is_empty() && seen.insert(right.clone()) {
                pairs.push((String::new(), right));
            }
        }
    }
    Ok(Body::Match { pairs })
}

/// Each response is a category; each of its right options is a left side, and the category its partner.
pub(super) fn categories(reader: &mut Reader, item: &Item<'_, '_>) -> Result<Body, Box<Problem>> {
    let first = item.first()?;
    let mut pairs = Vec::new();
    let mut placed = BTreeSet::new();
    for label in &first.labels {
        let category = item.responses.iter().find(|response| {
            let mut answers = item.rules.right().flat_map(super::rules::Rule::answers);
            answers.any(|(of, answer)| of == response.id && answer == label.id)
        });
        if let Some(category) = category
            && placed.insert(label.id)
        {
            let member = choice::words(reader, item, *label);
            let name = left(reader, item, category);
            pairs.push((member, name));
        }
    }
    if pairs.is_empty() {
        return Err(no_key(item.at));
    }
    let left_over = first.labels.len() - placed.len();
    if left_over > 0 {
        let expected = "a category for each: what belongs to none was left out";
        let at = At { field: "response_label", ..item.at };
        reader.problems.push(at.problem("left-out", format!("{left_over} without a category"), expected).as_warning());
    }
    Ok(Body::Match { pairs })
}

/// The place of the option that earns most.
fn best(item: &Item<'_, '_>, response: &Response<'_, '_>) -> Option<usize> {
    let worth = |label: &Label<'_, '_>| item.rules.earned(response.id, label.id);
    let (place, worth) =
        response.labels.iter().map(worth).enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    (worth > 0.0).then_some(place)
}

/// The left side: the response's own words, or those just before it.
fn left(reader: &mut Reader, item: &Item<'_, '_>, response: &Response<'_, '_>) -> String {
    let html = match response.label() {
        Some(label) => item.materials.material(label),
        None => response.node.parent().map(|parent| item.materials.words(parent)).unwrap_or_default(),
    };
    reader.inline(item.at_node(response.node, "response_lid"), &html)
}

/// The texts of Blackboard's right side, in order.
fn right_block<'a, 'i>(item: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let block = item.descendants().find(|node| attribute(*node, "class") == Some("RIGHT_MATCH_BLOCK"));
    block.map(|block| block.children().filter(Node::is_element).collect()).unwrap_or_default()
}
