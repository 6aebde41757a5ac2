//! Moodle's GIFT, read as Moodle reads it: block by block, an empty line between two, so that a wrong block costs no other.
//!
//! Real files are sloppier than the grammar; what Moodle takes is taken here, with a warning where it says something else than its
//! author may have meant.

mod answers;
mod block;
mod sign;
mod text;

use crate::question::{Body, Question, Stated};
use crate::reading::{At, Reader};
use crate::{Problem, markers};

use block::Block;
pub(crate) use sign::write as escaped;
use text::Form;

/// Reads a file.
pub(crate) fn read(reader: &mut Reader, file: &str, text: &str) {
    let text = markers::without(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut tags: Vec<String> = Vec::new();
    let (mut categories, mut number) = (0, 0);
    for block in block::all(&text) {
        if block.follows {
            let expected = "an empty line between two questions; both were read";
            let first = block.text.lines().next().unwrap_or_default();
            let problem = Problem::error(file, None, "question", first, expected).at(block.start());
            reader.problems.push(problem.as_warning().code("gift-no-blank-line"));
        }
        if let Some(category) = block.category() {
            categories += 1;
            tags = Some(category).filter(|category| !category.is_empty()).into_iter().collect();
        } else if !block.text.trim().is_empty() {
            number += 1;
            one(reader, file, &block, number, &tags);
        }
    }
    if number + categories == 0 && !reader.problems.iter().any(Problem::is_error) {
        reader.problems.push(Problem::error(file, None, "file", "no questions", "at least one question").code("no-items"));
    }
}

fn one(reader: &mut Reader, file: &str, block: &Block, number: usize, tags: &[String]) {
    let known = reader.problems.len();
    let (name, body) = block.name();
    let item = name.clone().or_else(|| block.id.clone()).unwrap_or_else(|| format!("item-{number}"));
    let at = |piece: &str, field: &'static str| At { file, line: block.line_of(piece), item: &item, field };
    let (open, close) = (sign::find(body, "{"), sign::find(body, "}"));
    let (before, inside, after) = match (open, close) {
        (None, None) => (body, None, ""),
        (Some(open), Some(close)) if open < close => (&body[..open], Some(&body[open + 1..close]), &body[close + 1..]),
        (Some(open), None) => {
            let expected = "\"}\" behind the answers and before the next empty line, which ends a question";
            let value = body[open..].lines().next().unwrap_or_default();
            return reader.problems.push(at(&body[open..], "answers").problem("gift-brace", value, expected));
        }
        (_, Some(close)) => {
            let value = body[..=close].lines().last().unwrap_or_default();
            let expected = "\"{\" before \"}\"; in a text, \\{ and \\}";
            return reader.problems.push(at(&body[close..], "answers").problem("gift-brace", value, expected));
        }
    };
    if let Some(brace) = sign::find_any(after, &["{", "}"]) {
        let expected =
            "one pair of braces; the first \"{\" to the first \"}\" counted as the answers: in a text write \\{ and \\}";
        let value = after[brace..].lines().next().unwrap_or_default();
        reader.problems.push(at(&after[brace..], "answers").problem("gift-brace", value, expected).as_warning());
    }
    let (form, before) = text::form(before.trim_start(), Form::Moodle);
    // Where words follow the answers, the gap is shown as a line; Moodle shows none before a last brace.
    let stem = match inside {
        Some(_) if after.trim().ends_with('}') => format!("{before}{after}").trim().to_owned(),
        Some(_) if !after.trim().is_empty() => format!("{before}_____{after}").trim().to_owned(),
        _ => before.trim().to_owned(),
    };
    let stem_at = at(body, "stem");
    let prompt = text::block(reader, stem_at, &stem, form);
    let title = name.clone().unwrap_or_else(|| text::title(&stem, &prompt, form));
    if prompt.is_empty() {
        let problem = stem_at.problem("empty-stem", "nothing", "a question before the answers");
        reader.problems.push(problem.as_warning());
    }
    let (inside, feedback) = match inside.map(|inside| (inside, sign::find_last(inside, "####"))) {
        Some((inside, Some(mark))) => (Some(&inside[..mark]), &inside[mark + 4..]),
        Some((inside, None)) => (Some(inside), ""),
        None => (None, ""),
    };
    let mut asked = answers::Asked { reader, block, file, item: &item, form };
    let Some((named, body)) = asked.body(inside.map(str::trim)) else { return };
    let feedback = asked.formatted(feedback.trim(), "general feedback");
    let given = block.id.as_deref().or(name.as_deref()).unwrap_or_default();
    let fallback = if crate::slug(&title).is_empty() { format!("question {number}") } else { title.clone() };
    let id = reader.id(file, block.start(), given, &fallback);
    for problem in &mut reader.problems[known..] {
        problem.item = Some(id.clone());
    }
    let tags = tags.iter().chain(&block.tags).cloned().collect();
    let title = Some(title).filter(|title| !title.is_empty());
    reader.add(Question {
        id,
        title,
        file: file.to_owned(),
        line: block.line,
        prompt,
        shuffle: matches!(body, Body::Choice { .. } | Body::Match { .. }),
        body,
        points: None,
        feedback,
        tags,
        outcomes: Vec::new(),
        difficulty: None,
        named: named.to_owned(),
        qti: None,
        stated: Stated::default(),
    });
}

#[cfg(test)]
mod tests;
