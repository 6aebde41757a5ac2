//! Things to put in order.

use roxmltree::Node;

use super::item::Item;
use super::rules::Rule;
use super::{attribute, choice, finite, no_key};
use crate::Problem;
use crate::question::Body;
use crate::reading::{At, Reader};

/// The right order is the order of the answers in the best rule; Brightspace gives each option its place instead.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, stem: &mut String) -> Result<Body, Box<Problem>> {
    let response = item.first()?;
    let labels: Vec<_> = item.responses.iter().flat_map(|response| response.labels.iter().copied()).collect();
    let best = item.rules.right().max_by(|one, other| {
        let key = |rule: &Rule| (rule.worth(), rule.answers().count());
        let (one, other) = (key(one), key(other));
        one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))
    });
    let mut order: Vec<&str> =
        best.into_iter().flat_map(Rule::answers).filter(|(of, _)| *of == response.id).map(|(_, answer)| answer).collect();
    if order.len() < 2 {
        let mut places: Vec<(f64, &str)> =
            item.rules.right().flat_map(Rule::answers).filter_map(|(of, answer)| Some((finite(answer)?, of))).collect();
        places.sort_by(|one, other| one.0.total_cmp(&other.0));
        order = places.into_iter().map(|(_, of)| of).collect();
    }
    let mut sequence = Vec::new();
    for id in &order {
        let at = At { field: "varequal", ..item.at };
        let label = labels.iter().find(|label| label.id == *id);
        let label = label.ok_or_else(|| at.problem("key-unknown-option", *id, "the ident of something to put in order"))?;
        sequence.push(choice::words(reader, item, *label));
    }
    if sequence.len() < 2 {
        return Err(no_key(item.at));
    }
    if sequence.len() < labels.len() {
        let value = format!("{} without a place", labels.len() - sequence.len());
        let at = At { field: "response_label", ..item.at };
        reader.problems.push(at.problem("left-out", value, "a place for each: the others were left out").as_warning());
    }
    ends(item, stem);
    Ok(Body::Order { sequence })
}

/// The words above and below the list say which end is which.
fn ends(item: &Item<'_, '_>, stem: &mut String) {
    for node in item.node.descendants().filter(Node::is_element) {
        let arrow = match attribute(node, "position") {
            Some("top") => "↑",
            Some("bottom") => "↓",
            _ => continue,
        };
        let words = item.materials.material(node);
        if !words.trim().is_empty() {
            if !stem.starts_with("<div>") {
                *stem = format!("<div>{stem}</div>");
            }
            *stem = format!("{stem}<p>{arrow} {words}</p>");
        }
    }
}
