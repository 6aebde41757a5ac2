//! Blackboard's own pools: `POOL` with a list of questions of many names.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{attribute, finite, no_key, text};
use crate::clean::plain;
use crate::native::is_name;
use crate::question::{Body, Choice, Question, Stated, TextAnswer};
use crate::reading::{At, MAX_PARTS, Reader, slug};
use crate::xml::{Source, child, children, text_of};
use crate::{Problem, words};

/// Reads all questions of a pool.
pub(super) fn read(reader: &mut Reader, file: &str, source: &Source, root: Node<'_, '_>) {
    let title = child(root, "TITLE").and_then(|title| attribute(title, "value")).map(str::to_owned);
    let mut points = BTreeMap::new();
    for entry in child(root, "QUESTIONLIST").into_iter().flat_map(|list| children(list, "QUESTION")) {
        points.entry(attribute(entry, "id").unwrap_or_default()).or_insert(entry);
    }
    for node in root.children().filter(|node| node.is_element() && node.tag_name().name().starts_with("QUESTION_")) {
        let line = source.line(node);
        let given = attribute(node, "id").unwrap_or_default();
        let id = reader.id(file, line, given, &format!("question {}", reader.questions.len() + 1));
        let at = At { file, line, item: &id, field: "BODY" };
        let named = node.tag_name().name().trim_start_matches("QUESTION_").to_lowercase();
        let body = match body(reader, at, node, &named) {
            Ok(body) => body,
            Err(problem) => {
                reader.problems.push(*problem);
                continue;
            }
        };
        let stem = child(node, "BODY").map(|body| html(body)).unwrap_or_default();
        let prompt = reader.block(at, &stem);
        let points = points.get(given).and_then(|entry| finite(attribute(*entry, "points")?));
        reader.add(Question {
            title: None,
            file: file.to_owned(),
            line: line.number,
            prompt,
            body,
            points,
            feedback: String::new(),
            tags: title.clone().into_iter().collect(),
            outcomes: Vec::new(),
            difficulty: None,
            named,
            shuffle: false,
            stated: Stated::default(),
            qti: None,
            id,
        });
    }
}

fn body(reader: &mut Reader, at: At<'_>, node: Node<'_, '_>, named: &str) -> Result<Body, Box<Problem>> {
    let answers: Vec<Node<'_, '_>> = children(node, "ANSWER").collect();
    let rights = child(node, "GRADABLE").map_or(0, |gradable| gradable.children().count());
    if let Some(count) = [answers.len(), rights / 2].into_iter().find(|count| *count > MAX_PARTS) {
        let expected = format!("at most {MAX_PARTS} answers");
        return Err(At { field: "ANSWER", ..at }.problem("too-large", count.to_string(), expected).into());
    }
    Ok(match named {
        "truefalse" | "multiplechoice" | "eitheror" | "multipleanswer" => choice(reader, at, node, &answers, named)?,
        "match" | "matching" => pairs(reader, at, node, &answers)?,
        "order" | "ordering" => {
            let gradable = child(node, "GRADABLE");
            let mut places: Vec<(f64, Node<'_, '_>)> = Vec::new();
            for right in gradable.into_iter().flat_map(|gradable| children(gradable, "CORRECTANSWER")) {
                let answer = answers.iter().find(|answer| attribute(**answer, "id") == attribute(right, "answer_id"));
                if let (Some(place), Some(answer)) = (attribute(right, "order").and_then(finite), answer) {
                    places.push((place, *answer));
                }
            }
            if places.len() < 2 {
                return Err(no_key(at));
            }
            places.sort_by(|one, other| one.0.total_cmp(&other.0));
            Body::Order { sequence: places.into_iter().map(|(_, answer)| label(reader, at, answer)).collect() }
        }
        "fillinblank" | "fillinblankplus" => {
            let texts: Vec<String> = answers.iter().map(|answer| words(&html(*answer))).collect();
            let answers: Vec<TextAnswer> = text::listed(&texts);
            if answers.is_empty() {
                return Err(no_key(at));
            }
            Body::Text { answers, case: false }
        }
        "essay" | "shortresponse" => Body::Essay,
        other => {
            let expected = "a choice, a text, a match or an order: this type is not shown";
            let problem = At { field: "type", ..at }.problem("unsupported-interaction", other, expected);
            reader.problems.push(problem.as_warning());
            Body::Unsupported(other.to_owned())
        }
    })
}

fn choice(
    reader: &mut Reader,
    at: At<'_>,
    node: Node<'_, '_>,
    answers: &[Node<'_, '_>],
    named: &str,
) -> Result<Body, Box<Problem>> {
    let right = rights(node);
    let several = named == "multipleanswer";
    if let Some(unknown) = right.iter().find(|id| !answers.iter().any(|answer| attribute(*answer, "id") == Some(**id))) {
        return Err(At { field: "CORRECTANSWER", ..at }.problem("key-unknown-option", *unknown, "the id of an answer").into());
    }
    if right.is_empty() {
        return Err(no_key(at));
    }
    let said = |reader: &mut Reader, name: &str| {
        let node = child(node, "GRADABLE").and_then(|gradable| child(gradable, name));
        let html = node.map(|node| text_of(node).trim().to_owned()).unwrap_or_default();
        if html.is_empty() || several { String::new() } else { reader.block(At { field: "feedback", ..at }, &html) }
    };
    let feedback = [said(reader, "FEEDBACK_WHEN_CORRECT"), said(reader, "FEEDBACK_WHEN_INCORRECT")];
    let mut options = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let id = attribute(*answer, "id").unwrap_or_default();
        let is_right = right.contains(&id);
        let share = if several { 100.0 / right.len() as f64 } else { 100.0 };
        let own = if is_name(id) { id.to_owned() } else { slug(id) };
        options.push(Choice {
            id: if is_name(&own) { own } else { format!("option-{}", index + 1) },
            text: label(reader, at, *answer),
            fraction: if is_right { share } else { 0.0 },
            feedback: feedback[usize::from(!is_right)].clone(),
        });
    }
    let truth = options.iter().find(|option| option.fraction > 0.0).map(|option| words(&option.text).to_lowercase());
    if named == "truefalse"
        && let Some(right) = truth.as_deref().and_then(|text| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    {
        let [correct, wrong] = feedback;
        return Ok(Body::TrueFalse { right, feedback: if right { [correct, wrong] } else { [wrong, correct] } });
    }
    Ok(Body::Choice { options, several })
}

fn pairs(reader: &mut Reader, at: At<'_>, node: Node<'_, '_>, answers: &[Node<'_, '_>]) -> Result<Body, Box<Problem>> {
    let choices: Vec<Node<'_, '_>> = children(node, "CHOICE").collect();
    let mut pairs = Vec::new();
    let mut used = Vec::new();
    for right in child(node, "GRADABLE").into_iter().flat_map(|gradable| children(gradable, "CORRECTANSWER")) {
        let named = |nodes: &[Node<'_, '_>], name: &str| {
            nodes.iter().position(|node| attribute(*node, "id").is_some() && attribute(*node, "id") == attribute(right, name))
        };
        let (Some(left), Some(partner)) = (named(answers, "answer_id"), named(&choices, "choice_id")) else {
            let value = attribute(right, "choice_id").unwrap_or_default();
            return Err(At { field: "CORRECTANSWER", ..at }
                .problem("key-unknown-option", value, "the ids of an answer and a choice")
                .into());
        };
        used.push(partner);
        pairs.push((label(reader, at, answers[left]), label(reader, at, choices[partner])));
    }
    if pairs.is_empty() {
        return Err(no_key(at));
    }
    for (_, choice) in choices.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
        pairs.push((String::new(), label(reader, at, *choice)));
    }
    Ok(Body::Match { pairs })
}

fn rights<'a>(node: Node<'a, '_>) -> Vec<&'a str> {
    let gradable = child(node, "GRADABLE");
    gradable
        .into_iter()
        .flat_map(|gradable| children(gradable, "CORRECTANSWER"))
        .filter_map(|right| attribute(right, "answer_id"))
        .collect()
}

fn label(reader: &mut Reader, at: At<'_>, node: Node<'_, '_>) -> String {
    let html = html(node);
    reader.inline(At { field: "TEXT", ..at }, &html)
}

/// The text of a body or an answer: HTML unless its flags say otherwise.
fn html(node: Node<'_, '_>) -> String {
    let text = child(node, "TEXT").map(text_of).unwrap_or_default();
    let flag = child(node, "FLAGS").and_then(|flags| child(flags, "ISHTML")).and_then(|flag| attribute(flag, "value"));
    let text = crate::markers::without(text.trim());
    if flag == Some("false") { plain(&text) } else { text }
}
