//! Match: a partner for each.

use super::body::Interaction;
use super::choices::Options;
use super::item::{Answered, Item};
use super::names::{children, is};
use crate::question::Body;
use crate::reading::Reader;
use crate::words;

pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<Answered> {
    let node = interaction.node;
    let sets: Vec<Vec<_>> = children(node, "simpleMatchSet")
        .map(|set| set.children().filter(|choice| is(*choice, "simpleAssociableChoice")).collect())
        .collect();
    let at = item.at(node, "simpleMatchSet");
    let [left, right] = &sets[..] else {
        reader.problems.push(at.problem(
            "bad-match",
            format!("{} sets", sets.len()),
            "two sets: what is asked, and the partners",
        ));
        return None;
    };
    let all: Vec<_> = left.iter().chain(right).copied().collect();
    let options = Options::read(reader, item, &all)?;
    let key = item.key(reader, interaction)?;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for pair in key.right() {
        let position = |identifier: &str| options.identifiers.iter().position(|known| known == identifier);
        let ends: Vec<usize> = pair.split_whitespace().filter_map(position).collect();
        match ends[..] {
            [one, other] if one < left.len() && other >= left.len() => pairs.push((one, other)),
            [one, other] if other < left.len() && one >= left.len() => pairs.push((other, one)),
            _ => {
                let at = item.at_value(interaction, pair);
                let expected = "an option of the first set and one of the second";
                reader.problems.push(at.problem("key-unknown-option", pair, expected));
                return None;
            }
        }
    }
    let text = |index: usize| options.choices[index].text.clone();
    let (lefts, rights) = (0..left.len(), left.len()..all.len());
    // Each on the left has one partner; or each on the right, as where things are sorted into classes.
    let straight = lefts.clone().all(|one| pairs.iter().filter(|pair| pair.0 == one).count() == 1);
    let turned = rights.clone().all(|one| pairs.iter().filter(|pair| pair.1 == one).count() == 1);
    let (asked, partners, turn) = match (straight, turned) {
        (true, _) => (lefts, rights, false),
        (_, true) => (rights, lefts, true),
        _ => {
            let expected = "one partner for each on one side";
            let at = item.at_key(interaction);
            let value = "match with several partners, or none";
            reader.problems.push(at.problem("unsupported-interaction", value, expected).as_warning());
            return Some(Answered::plain(Body::Unsupported("match".to_owned()), None));
        }
    };
    let partner = |one: usize| {
        pairs.iter().find_map(|&(left, right)| {
            let (asked, partner) = if turn { (right, left) } else { (left, right) };
            (asked == one).then_some(partner)
        })
    };
    let mut matched: Vec<(String, String)> = asked.clone().filter_map(|one| Some((text(one), text(partner(one)?)))).collect();
    let taken: Vec<usize> = asked.filter_map(partner).collect();
    for spare in partners.filter(|one| !taken.contains(one)).map(text) {
        // The text of a partner that is right somewhere is no distractor.
        if !matched.iter().any(|(_, right)| words(right) == words(&spare) && *right == spare) {
            matched.push((String::new(), spare));
        }
    }
    Some(Answered::plain(Body::Match { pairs: matched }, key.worth))
}
