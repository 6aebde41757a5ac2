//! Choices: one of several, any number of them, true or false.

use std::collections::BTreeSet;

use super::item::Item;
use super::no_key;
use super::response::{Label, Response};
use super::rules::Test;
use crate::Problem;
use crate::native::is_name;
use crate::question::{Body, Choice};
use crate::reading::{Reader, slug};
use crate::xml::text_of;

/// One of several; true and false where the options say so.
pub(super) fn single(reader: &mut Reader, item: &Item<'_, '_>) -> Result<Body, Box<Problem>> {
    let response = item.first()?;
    let mut options = options(reader, item, response)?;
    let worth: Vec<f64> = response.labels.iter().map(|label| item.rules.earned(response.id, label.id)).collect();
    let top = worth.iter().copied().fold(0.0, f64::max);
    if top <= 0.0 {
        return Err(unknown_key(item, response).unwrap_or_else(|| no_key(item.at)));
    }
    for (option, worth) in options.iter_mut().zip(&worth) {
        option.fraction = (worth / top * 100.0).clamp(-100.0, 100.0);
    }
    for (option, label) in options.iter_mut().zip(&response.labels) {
        option.feedback = item.feedback.of_answer(reader, item.at, &item.rules, response.id, label.id, option.fraction >= 99.9);
    }
    Ok(truth(&options).unwrap_or(Body::Choice { options, several: false }))
}

/// Any number of several.
pub(super) fn several(reader: &mut Reader, item: &Item<'_, '_>) -> Result<Body, Box<Problem>> {
    let response = item.first()?;
    let mut options = options(reader, item, response)?;
    let together = item.rules.right().filter(|rule| rule.answers().count() > 1 || rule.excludes());
    let together = together.max_by(|one, other| one.worth().total_cmp(&other.worth()));
    if let Some(rule) = together {
        let right: BTreeSet<&str> = rule.answers().filter(|(of, _)| *of == response.id).map(|(_, answer)| answer).collect();
        let known = response.labels.iter().filter(|label| right.contains(label.id)).count();
        for (option, label) in options.iter_mut().zip(&response.labels) {
            option.fraction = if right.contains(label.id) { 100.0 / known as f64 } else { 0.0 };
        }
    } else {
        let worth: Vec<f64> = response.labels.iter().map(|label| item.rules.earned(response.id, label.id)).collect();
        let all: f64 = worth.iter().filter(|worth| **worth > 0.0).sum();
        for (option, worth) in options.iter_mut().zip(&worth).filter(|_| all > 0.0) {
            option.fraction = (worth / all * 100.0).clamp(-100.0, 100.0);
        }
    }
    if let Some(problem) = unknown_key(item, response) {
        return Err(problem);
    }
    if !options.iter().any(|option| option.fraction > 0.0) {
        return Err(no_key(item.at));
    }
    for (option, label) in options.iter_mut().zip(&response.labels) {
        // What is shown to those who have all right says nothing of one option.
        option.feedback = item.feedback.only_of_answer(reader, item.at, &item.rules, response.id, label.id);
    }
    Ok(Body::Choice { options, several: true })
}

/// The options of a response, nothing right yet.
pub(super) fn options(
    reader: &mut Reader,
    item: &Item<'_, '_>,
    response: &Response<'_, '_>,
) -> Result<Vec<Choice>, Box<Problem>> {
    let mut seen = BTreeSet::new();
    if let Some(doubled) = response.labels.iter().find(|label| !seen.insert(label.id)) {
        let at = item.at_node(doubled.node, "response_label");
        return Err(at.problem("duplicate-option-id", doubled.id, "an ident that no other option of the response has").into());
    }
    if response.labels.len() < 2 {
        let value = format!("{} options", response.labels.len());
        let at = item.at_node(response.node, "response_lid");
        reader.problems.push(at.problem("too-few-options", value, "at least two options").as_warning());
    }
    let mut options = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, label) in response.labels.iter().enumerate() {
        let text = words(reader, item, *label);
        if text.is_empty() {
            let at = item.at_node(label.node, "response_label");
            reader.problems.push(at.problem("empty-option", label.id, "an option with words or a picture").as_warning());
        }
        let own = if is_name(label.id) { label.id.to_owned() } else { slug(label.id) };
        let id = if is_name(&own) && ids.insert(own.to_lowercase()) { own } else { format!("option-{}", index + 1) };
        options.push(Choice { id, text, ..Choice::default() });
    }
    Ok(options)
}

/// The words of an option, sanitised.
pub(super) fn words(reader: &mut Reader, item: &Item<'_, '_>, label: Label<'_, '_>) -> String {
    let mut html = item.materials.words(label.node);
    if html.is_empty() {
        html = crate::xml::escape(text_of(label.node).trim());
    }
    reader.inline(item.at_node(label.node, "response_label"), &html)
}

/// A problem where what is rewarded is no option.
fn unknown_key(item: &Item<'_, '_>, response: &Response<'_, '_>) -> Option<Box<Problem>> {
    let known: BTreeSet<&str> = response.labels.iter().map(|label| label.id).collect();
    let mut tests = item.rules.right().flat_map(super::rules::Rule::flat);
    let (unknown, at) = tests.find_map(|(test, wanted)| match test {
        Test::Equal { response: of, value, at, .. } if wanted && of == response.id && !known.contains(value.as_str()) => {
            Some((value.as_str(), *at))
        }
        _ => None,
    })?;
    let at = item.at_byte(at, "varequal");
    Some(at.problem("key-unknown-option", unknown, "the ident of an option of this question").into())
}

/// True and false, where two options say just that.
fn truth(options: &[Choice]) -> Option<Body> {
    let says = |option: &Choice| match crate::words(&option.text).to_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    let [one, other] = options else { return None };
    let (first, second) = (says(one)?, says(other)?);
    let right = options.iter().position(|option| option.fraction >= 99.9)?;
    // Where both, or none, are right it is no such question.
    if first == second || one.fraction >= 99.9 && other.fraction >= 99.9 {
        return None;
    }
    let feedback =
        if first { [one.feedback.clone(), other.feedback.clone()] } else { [other.feedback.clone(), one.feedback.clone()] };
    Some(Body::TrueFalse { right: if right == 0 { first } else { second }, feedback })
}
