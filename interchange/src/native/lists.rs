//! Lists below a prompt that are not options with a box: pairs to match, and steps in their order.

use engine::bank::file::{FieldFile, OptionFile};

use super::gaps::letter;
use super::markdown::Renderer;
use super::options::Fence;
use crate::Problem;
use crate::line::Line;
use crate::passage::Passage;

/// What was read, and the place of each part.
pub(super) struct Pairs {
    pub(super) fields: Vec<(FieldFile, Line)>,
    pub(super) options: Vec<(OptionFile, Line)>,
}

/// `- left => right`, from the first such line on; `- => right` is only there to be chosen wrongly. Equal right sides are one choice.
pub(super) fn pairs(file: &str, body: &Passage, renderer: &mut Renderer, problems: &mut Vec<Problem>) -> (Passage, Pairs) {
    let (prompt, entries) = split(
        file,
        body,
        problems,
        |line| line.starts_with("- ") && arrow(line).is_some(),
        |line| line.strip_prefix("- ").filter(|rest| arrow(rest).is_some()),
    );
    let mut pairs = Pairs { fields: Vec::new(), options: Vec::new() };
    let mut known: Vec<String> = Vec::new();
    for (_, entry) in entries {
        let Some(at) = arrow(entry.text()) else { continue };
        let (left, right) = (entry.part(0, at).trimmed(), entry.part(at + 2, entry.text().len()).trimmed());
        if right.text().is_empty() {
            let expected = "a right side after the arrow";
            problems.push(Problem::error(file, None, "options", entry.text(), expected).at(entry.start()));
            continue;
        }
        let index = known.iter().position(|one| one == right.text()).unwrap_or(known.len());
        let id = letter(index);
        if index == known.len() {
            known.push(right.text().to_owned());
            let text = words(file, &right, renderer, problems);
            pairs.options.push((OptionFile { id: id.clone(), text, weight: 0.0, feedback: None }, right.start()));
        }
        if !left.text().is_empty() {
            let label = Some(renderer.inline(file, "fields", &left.plain("=>"), problems));
            let field = FieldFile { id: format!("f{}", pairs.fields.len() + 1), label, right: vec![id], ..FieldFile::default() };
            pairs.fields.push((field, left.start()));
        }
    }
    (prompt, pairs)
}

/// `1. text`: the last numbered list, in the right order.
pub(super) fn steps(
    file: &str,
    body: &Passage,
    renderer: &mut Renderer,
    problems: &mut Vec<Problem>,
) -> (Passage, Vec<(OptionFile, Line)>) {
    let (prompt, entries) = split(
        file,
        body,
        problems,
        |line| numbered(line).is_some_and(|(number, _)| number == "1"),
        |line| numbered(line).map(|(_, text)| text),
    );
    let option = |(index, (at, passage)): (usize, &(Line, Passage))| {
        let text = renderer.inline(file, "options", passage, problems);
        (OptionFile { id: letter(index), text, weight: 0.0, feedback: None }, *at)
    };
    (prompt, entries.iter().enumerate().map(option).collect())
}

/// A text that is shown in a list of choices, where there are only words.
fn words(file: &str, text: &Passage, renderer: &mut Renderer, problems: &mut Vec<Problem>) -> String {
    let html = renderer.inline(file, "options", &text.plain("=>"), problems);
    if ["<img", "<math", "<pre", "<table"].iter().any(|mark| html.contains(mark)) {
        let expected = "words: it is shown in a list of choices, which has no pictures, formulas or tables";
        problems.push(Problem::error(file, None, "options", text.text(), expected).at(text.start()));
    }
    html
}

/// The prompt, and the entries of the list, each with the place of its mark, that begins at the last line for which `begins` is true and no entry stands before it.
fn split(
    file: &str,
    body: &Passage,
    problems: &mut Vec<Problem>,
    begins: impl Fn(&str) -> bool,
    entry: impl Fn(&str) -> Option<&str>,
) -> (Passage, Vec<(Line, Passage)>) {
    let (places, lines): (Vec<Line>, Vec<&str>) = body.lines().into_iter().unzip();
    let mut fence = Fence::default();
    let in_code: Vec<bool> = lines.iter().map(|line| fence.holds(line)).collect();
    let continues = |index: usize| {
        let line = lines[index];
        in_code[index] || line.trim().is_empty() || line.starts_with("  ") || line.starts_with('\t')
    };
    let starts = |index: usize| !in_code[index] && begins(lines[index]);
    // Of several lists, the last: one that stands in the middle of the prompt is part of it.
    let mut start = (0..lines.len()).rev().find(|&index| starts(index)).unwrap_or(lines.len());
    while let Some(before) = (0..start).rev().find(|&index| !continues(index)).filter(|&index| starts(index)) {
        start = before;
    }
    let mut entries: Vec<(Line, Passage)> = Vec::new();
    for index in start..lines.len() {
        let (line, at) = (lines[index], places[index]);
        // Where a part of the line stands that goes to its end.
        let place = |rest: &str| at.behind(&line[..line.len() - rest.len()]);
        match (entry(line).filter(|_| !in_code[index]), entries.last_mut()) {
            (Some(text), _) => entries.push((at, Passage::of(text.trim(), place(text.trim_start())))),
            (None, Some((_, last))) if continues(index) => {
                let inside = line.strip_prefix("   ").or_else(|| line.strip_prefix("  ")).unwrap_or(line.trim_start());
                last.push_line(inside, place(inside));
            }
            _ => {
                let expected = "another line of the list, or two spaces before what belongs to the line above";
                problems.push(Problem::error(file, None, "options", line, expected).at(at));
            }
        }
    }
    (body.first(start), entries)
}

/// Where `=>` stands that no backslash makes plain.
fn arrow(text: &str) -> Option<usize> {
    text.match_indices("=>").map(|(at, _)| at).find(|at| !text[..*at].ends_with('\\'))
}

/// The number and the text of a line of a numbered list.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let text = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    (1..=3).contains(&digits).then_some((&line[..digits], text))
}
