//! Moodle XML: a `quiz` of questions, among which categories stand that hold for what follows.

use std::collections::BTreeSet;

use roxmltree::Node;

use crate::Problem;
use crate::line::Line;
pub(crate) use crate::native::letter;
use crate::question::{Body, Question, Stated};
use crate::reading::{At, Reader};
use crate::xml::{Source, child, children, text_of};
pub(crate) use shape::{auto, number, warn_of_wildcard};
use text::Text;

mod bodies;
mod gaps;
mod recover;
mod shape;
mod text;

/// Types that are kept and not asked, with the names that other formats have for them.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("ddimageortext", "drag_image"),
    ("ddmarker", "drag_marker"),
    ("calculated", "calculated"),
    ("calculatedsimple", "calculated_simple"),
    ("calculatedmulti", "calculated_multi"),
    ("random", "random"),
    ("randomsamatch", "random_match"),
];

/// Elements of a question that say something to learners and are not taken.
const NOT_TAKEN: &[&str] = &["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "hint"];

pub(crate) fn read(reader: &mut Reader, file: &str, text: &str) {
    let Some(source) = Source::of(file, text, &mut reader.problems) else { return };
    let mended;
    let (source, document) = if let Some(document) = source.parse(file, &mut Vec::new()) {
        (&source, document)
    } else {
        let Some(sound) = recover::sound(&source, file, &mut reader.problems) else { return };
        mended = sound;
        let Some(document) = mended.parse(file, &mut reader.problems) else { return };
        (&mended, document)
    };
    let mut quiz = Quiz { reader, file, source, category: None, said: BTreeSet::new(), number: 0, choices: 0 };
    for node in children(document.root_element(), "question") {
        quiz.question(node);
    }
    reader.files.clear();
}

/// A file on its way.
struct Quiz<'a> {
    reader: &'a mut Reader,
    file: &'a str,
    source: &'a Source,
    /// Of the questions that follow.
    category: Option<String>,
    /// What is said once for the file.
    said: BTreeSet<&'static str>,
    number: usize,
    /// In gaps that do not share them.
    choices: usize,
}

impl Quiz<'_> {
    fn question(&mut self, node: Node<'_, '_>) {
        let kind = node.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
        if kind == "category" {
            self.category = child(node, "category").and_then(|node| category(&text_of(node)));
            return;
        }
        self.number += 1;
        let line = self.source.line(node);
        let title = words_of(node, "name");
        let given = words_of(node, "idnumber");
        let fallback = if crate::slug(&title).is_empty() { format!("question {}", self.number) } else { title.clone() };
        let id = self.reader.id(self.file, line, &given, &fallback);
        self.say_what_is_not_taken(node);

        let text = self.text_in(node, "questiontext", &id);
        let (prompt, body) = if let Some(kept) = unsupported(&kind) {
            let shown = if kind.is_empty() { "a question without a type" } else { &kind };
            let expected = "a question that is chosen, typed, matched or put in order: this one is kept, and not asked";
            let problem = self.at(line, &id, "type").problem("unsupported-interaction", shown, expected);
            self.reader.problems.push(problem.as_warning());
            (self.block(&text, &id, "questiontext"), Some(Body::Unsupported(kept)))
        } else {
            self.body(node, &kind, &text, &id)
        };
        let Some(body) = body else { return };
        let mut prompt = prompt;
        if let Some(picture) = self.old_picture(node, &id) {
            prompt.push_str(&picture);
        }
        if prompt.is_empty() {
            self.warn(text.line.max(line), &id, "questiontext", "empty-stem", "nothing", "what is asked");
        }
        let feedback = self.text_in(node, "generalfeedback", &id);
        let feedback = self.block(&feedback, &id, "generalfeedback");
        let (outcomes, mut tags) = tags(node);
        let difficulty = tags.iter().position(|tag| stated_difficulty(tag).is_some());
        let difficulty = difficulty.and_then(|at| stated_difficulty(&tags.remove(at)));
        tags.extend(self.category.clone());
        let points = self.points(node, &body, &id);
        let question = Question {
            title: (!title.is_empty()).then_some(title),
            file: self.file.to_owned(),
            line: line.number,
            prompt,
            body,
            points: Some(points),
            feedback,
            tags,
            outcomes,
            difficulty,
            named: kind,
            shuffle: flag(node, "shuffleanswers").unwrap_or(true),
            stated: Stated::default(),
            qti: None,
            id,
        };
        self.reader.add(question);
    }

    /// What a question is worth: 1 where nothing is said, as in Moodle. What asks nothing may be worth nothing.
    fn points(&mut self, node: Node<'_, '_>, body: &Body, id: &str) -> f64 {
        let stated = words_of(node, "defaultgrade");
        if stated.is_empty() {
            return 1.0;
        }
        match number(&stated) {
            Some(points) if points > 0.0 || !body.is_scored() && points >= 0.0 => points,
            _ => {
                let line = child(node, "defaultgrade").map_or(Line::default(), |node| self.source.line(node));
                self.warn(line, id, "defaultgrade", "bad-number", &stated, "a number above 0; it is read as 1");
                1.0
            }
        }
    }

    /// A place in the question.
    fn at<'b>(&'b self, line: Line, id: &'b str, field: &'b str) -> At<'b> {
        At { file: self.file, line, item: id, field }
    }

    fn warn(&mut self, line: Line, id: &str, field: &str, code: &'static str, value: &str, expected: &str) {
        let problem = self.at(line, id, field).problem(code, value, expected).as_warning();
        self.reader.problems.push(problem);
    }

    /// The element of this name, as far as it is a text.
    fn text_in(&mut self, node: Node<'_, '_>, name: &str, id: &str) -> Text {
        child(node, name).map(|node| self.text(node, id, name)).unwrap_or_default()
    }

    fn text(&mut self, node: Node<'_, '_>, id: &str, field: &str) -> Text {
        let at = At { file: self.file, line: self.source.line(node), item: id, field };
        Text::of(node, self.source, at, &mut self.reader.problems)
    }

    /// A text of its own, with the pictures that stand beside it.
    fn block(&mut self, text: &Text, id: &str, field: &str) -> String {
        self.reader.files.clone_from(&text.files);
        let at = At { file: self.file, line: text.line, item: id, field };
        self.reader.block(at, &text.html)
    }

    /// The same for a label.
    fn inline(&mut self, text: &Text, id: &str, field: &str) -> String {
        self.reader.files.clone_from(&text.files);
        let at = At { file: self.file, line: text.line, item: id, field };
        self.reader.inline(at, &text.html)
    }

    /// Of Moodle 1: one picture below the text.
    fn old_picture(&mut self, node: Node<'_, '_>, id: &str) -> Option<String> {
        let name = words_of(node, "image");
        if name.is_empty() {
            return None;
        }
        let data = child(node, "image_base64").map(|node| text_of(node).split_whitespace().collect::<String>());
        let source = match data.filter(|data| !data.is_empty()) {
            Some(data) => format!("data:image;base64,{data}"),
            None => name.clone(),
        };
        let at = At { file: self.file, line: self.source.line(node), item: id, field: "image" };
        let html = format!("<p><img src=\"{}\" alt=\"\"></p>", crate::xml::escape(&source));
        Some(self.reader.block(at, &html))
    }

    /// Texts about an answer as a whole, and hints between tries: Assay shows neither. Said once for the file.
    fn say_what_is_not_taken(&mut self, node: Node<'_, '_>) {
        for name in NOT_TAKEN {
            if self.said.contains(name) {
                continue;
            }
            let Some(found) = children(node, name).find(|node| !text_of(*node).trim().is_empty()) else { continue };
            self.said.insert(name);
            let line = self.source.line(found);
            let expected = "feedback of answers, or generalfeedback; this is not taken, here and in what follows";
            let problem = Problem::error(self.file, None, *name, text_of(found), expected).at(line).code("feedback-not-taken");
            self.reader.problems.push(problem.as_warning());
        }
    }
}

/// The name under which a type is kept that Assay cannot ask.
fn unsupported(kind: &str) -> Option<String> {
    if bodies::TYPES.contains(&kind) {
        return None;
    }
    let known = UNSUPPORTED.iter().find(|(name, _)| *name == kind);
    Some(known.map_or_else(|| if kind.is_empty() { "unknown" } else { kind }, |(_, known)| known).to_owned())
}

/// What stands in an element, spaces folded.
fn words_of(node: Node<'_, '_>, name: &str) -> String {
    let text = child(node, name).map(text_of).unwrap_or_default();
    crate::markers::without(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A setting that is on or off.
fn flag(node: Node<'_, '_>, name: &str) -> Option<bool> {
    match words_of(node, name).to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// `$course$/top/Physics/Light` is `Physics/Light`.
fn category(path: &str) -> Option<String> {
    let path = path.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut path = path.as_str();
    for start in ["$course$", "$module$", "$system$", "$cat1$", "top"] {
        if let Some(rest) = path.strip_prefix(start).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            path = rest.trim_start_matches('/');
        }
    }
    (!path.is_empty()).then(|| crate::markers::without(path))
}

/// A difficulty in logits among the tags, as Assay writes it.
fn stated_difficulty(tag: &str) -> Option<f64> {
    number(tag.strip_prefix("difficulty:")?).filter(|b| (-10.0..=10.0).contains(b))
}

/// Outcomes, which stand among the tags as `outcome:ID`, and the other tags.
fn tags(node: Node<'_, '_>) -> (Vec<String>, Vec<String>) {
    let (mut outcomes, mut tags) = (Vec::new(), Vec::new());
    for tag in child(node, "tags").into_iter().flat_map(|node| children(node, "tag")) {
        let text = crate::markers::without(&text_of(tag).split_whitespace().collect::<Vec<_>>().join(" "));
        match text.strip_prefix("outcome:") {
            Some(outcome) if !outcome.trim().is_empty() => outcomes.push(outcome.trim().to_owned()),
            _ if text.is_empty() => {}
            _ => tags.push(text),
        }
    }
    (outcomes, tags)
}

#[cfg(test)]
mod tests;
