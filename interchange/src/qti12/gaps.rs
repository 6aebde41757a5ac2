//! Gaps in the text: typed, or with a list for each.

use super::item::Item;
use super::response::{Response, Shape};
use super::{choice, no_key, number, text};
use crate::Problem;
use crate::markers;
use crate::question::{Body, Fill, Gap};
use crate::reading::Reader;
use crate::xml::{escape, text_of};

/// The id of the gap for the response of this place.
pub(super) fn id(place: usize) -> String {
    format!("g{}", place + 1)
}

/// Gaps for all responses; in the stem, `[name]` becomes the gap of that name. What is listed for a gap is what may be typed, or what is
/// offered.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>, stem: &mut String, typed: bool) -> Result<Body, Box<Problem>> {
    item.first()?;
    let mut gaps = Vec::new();
    for (place, response) in item.responses.iter().enumerate() {
        let id = id(place);
        if response.shape == Shape::Listed {
            mark(stem, response, &id);
        }
        // Canvas says it of each gap where it knows more kinds of them.
        let listed = response.says_of_labels("dropdown") || response.says_of_labels("wordbank");
        let typed = response.says_of_labels("openEntry") || typed && !listed;
        let fill = match response.shape {
            Shape::Listed if !typed => list(reader, item, response)?,
            Shape::Listed => {
                let mut answers = text::listed(&response.texts());
                if answers.is_empty() {
                    return Err(no_key(item.at));
                }
                let texts = response.texts();
                for answer in &mut answers {
                    let label = texts.iter().zip(&response.labels).find(|(text, _)| **text == answer.text);
                    if let Some((_, label)) = label {
                        answer.feedback = item.feedback.only_of_answer(reader, item.at, &item.rules, response.id, label.id);
                    }
                }
                Fill::Text { answers, case: false }
            }
            _ if response.is_number() => {
                let answers = number::answers(reader, item, response.id)?;
                if answers.is_empty() {
                    return Err(no_key(item.at));
                }
                Fill::Number(answers)
            }
            _ => {
                let (answers, case) = text::answers(reader, item.at, &item.rules, response.id);
                if answers.is_empty() {
                    return Err(no_key(item.at));
                }
                Fill::Text { answers, case }
            }
        };
        gaps.push(Gap { id, fill, weight: 1.0 });
    }
    weigh(item, &mut gaps);
    Ok(Body::Gaps { gaps, shared: Vec::new() })
}

/// Puts the marker of a gap where its name is; where the text does not name it, below, after its name.
fn mark(stem: &mut String, response: &Response<'_, '_>, id: &str) {
    if let Some(place) = response.place_in(stem) {
        stem.replace_range(place, &markers::gap(id));
        return;
    }
    let name = response.label().map(text_of).unwrap_or_default();
    let name = name.trim();
    let colon = if name.is_empty() { "" } else { ": " };
    *stem = format!("{stem}<p>{}{colon}{}</p>", escape(name), markers::gap(id));
}

/// A list for one gap.
fn list(reader: &mut Reader, item: &Item<'_, '_>, response: &Response<'_, '_>) -> Result<Fill, Box<Problem>> {
    let mut options = choice::options(reader, item, response)?;
    let worth: Vec<f64> = response.labels.iter().map(|label| item.rules.earned(response.id, label.id)).collect();
    let top = worth.iter().copied().fold(0.0, f64::max);
    if top <= 0.0 {
        let name = response.label().map_or(response.id.to_owned(), |label| text_of(label).trim().to_owned());
        let at = item.at_node(response.node, "response_lid");
        return Err(at
            .problem("no-key", format!("gap {name}: no option that earns points"), "a right option for each gap")
            .into());
    }
    for ((option, label), worth) in options.iter_mut().zip(&response.labels).zip(worth) {
        option.fraction = (worth / top * 100.0).clamp(-100.0, 100.0);
        option.feedback = item.feedback.only_of_answer(reader, item.at, &item.rules, response.id, label.id);
    }
    Ok(Fill::Choice(options))
}

/// Each gap's part of the points, by what the rules give for it; 1 where all are alike.
fn weigh(item: &Item<'_, '_>, gaps: &mut [Gap]) {
    let worth = |response: &Response<'_, '_>| {
        let about = |rule: &&super::rules::Rule| {
            let mut answers = rule.answers();
            answers.next().is_some_and(|(of, _)| of == response.id) && answers.all(|(of, _)| of == response.id)
        };
        item.rules.right().filter(about).map(super::rules::Rule::worth).fold(0.0, f64::max)
    };
    let worths: Vec<f64> = item.responses.iter().map(worth).collect();
    let least = worths.iter().copied().fold(f64::INFINITY, f64::min);
    if least > 0.0 && least.is_finite() {
        for (gap, worth) in gaps.iter_mut().zip(worths) {
            // 33.33 and 33.34 are both a third.
            gap.weight = (worth / least * 100.0).round() / 100.0;
        }
    }
}
