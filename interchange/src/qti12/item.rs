//! An item: its words, its type, what is right.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::feedback::Feedback;
use super::kind::{self, Kind};
use super::material::Materials;
use super::metadata::Metadata;
use super::response::{Response, Shape};
use super::rules::Rules;
use super::{Surroundings, attribute, choice, gaps, number, order, pairs, text};
use crate::Problem;
use crate::markers;
use crate::question::{Body, Question, Stated};
use crate::reading::{At, MAX_PARTS, Reader};
use crate::xml::{Source, child, children};

/// Options of all that is to be answered in an item.
const MAX_LABELS: usize = 10_000;

/// Elements and texts of an item's scoring rules.
const MAX_RULES: usize = 50_000;

/// A file while its items are read.
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) source: &'a Source,
    pub(super) around: &'a Surroundings,
    /// Passages that questions share, by their identifiers: sanitised HTML.
    pub(super) passages: BTreeMap<String, String>,
    /// Of the bank that the items are in.
    pub(super) tags: Vec<String>,
}

/// An item while its question is made.
pub(super) struct Item<'a, 'i> {
    pub(super) at: At<'a>,
    pub(super) source: &'a Source,
    pub(super) node: Node<'a, 'i>,
    pub(super) materials: Materials<'a>,
    pub(super) responses: Vec<Response<'a, 'i>>,
    pub(super) rules: Rules,
    pub(super) feedback: Feedback,
}

impl File<'_> {
    /// Reads an item and keeps its question, or says why not.
    pub(super) fn item(&mut self, reader: &mut Reader, node: Node<'_, '_>) {
        let (file, line) = (self.path, self.source.line(node));
        let metadata = Metadata::of(children(node, "itemmetadata"));
        let given = attribute(node, "ident").or_else(|| metadata.get("bbmd_asi_object_id")).unwrap_or_default();
        let fallback = format!("question {}", reader.questions.len() + 1);
        let id = reader.id(file, line, given, &fallback);
        let at = At { file, line, item: &id, field: "mattext" };
        let Some(presentation) = child(node, "presentation") else {
            let problem = At { field: "item", ..at }.problem("empty-stem", "no presentation", "what learners see");
            return reader.problems.push(problem);
        };
        let materials = Materials { numbered: &self.around.numbered };
        let responses = Response::all(node);
        if let Some(problem) = too_large(at, node, &responses) {
            return reader.problems.push(problem);
        }
        let item = Item {
            at,
            source: self.source,
            node,
            materials,
            responses,
            rules: Rules::of(node),
            feedback: Feedback::of(node, materials),
        };
        let mut stem = item.stem(presentation);
        let kind = item.kind(reader, &metadata, &stem);
        let body = match item.body(reader, kind, &mut stem) {
            Ok(body) => body,
            Err(problem) => return reader.problems.push(*problem),
        };
        if !matches!(body, Body::Gaps { .. }) {
            stem = without_fields(&stem);
        }
        let mut prompt = reader.block(at, &stem);
        if prompt.is_empty() {
            let problem = at.problem("empty-stem", "nothing", "the words of the question");
            reader.problems.push(problem.as_warning());
        }
        if body == Body::Description {
            self.passages.insert(given.to_owned(), prompt.clone());
        }
        if let Some(passage) = metadata.get("parent_stimulus_item_ident") {
            // Below the question, not above: so the question keeps its own first words in lists.
            if let Some(text) = self.passages.get(passage) {
                prompt = format!("{prompt}<blockquote>{text}</blockquote>");
            } else {
                let at = At { field: "parent_stimulus_item_ident", ..at };
                reader.problems.push(at.problem("missing-file", passage, "a passage that is in the file").as_warning());
            }
        }
        let feedback = item.feedback.general();
        let feedback =
            if feedback.is_empty() { String::new() } else { reader.block(At { field: "itemfeedback", ..at }, feedback) };
        if !matches!(body, Body::Unsupported(_)) {
            item.feedback.warn_of_rest(reader, at);
        }
        let shuffle = item.responses.iter().find_map(Response::shuffles).or(self.around.shuffle).unwrap_or(false);
        let title = attribute(node, "title").map(str::to_owned);
        let named = metadata.kind().unwrap_or(body.name()).to_owned();
        let question = Question {
            title,
            file: file.to_owned(),
            line: line.number,
            prompt,
            body,
            points: metadata.points(),
            feedback,
            tags: self.tags.clone(),
            outcomes: Vec::new(),
            difficulty: None,
            named,
            shuffle,
            stated: Stated::default(),
            qti: None,
            id,
        };
        reader.add(question);
    }
}

impl Item<'_, '_> {
    /// Where an element of it is.
    pub(super) fn at_node<'t>(&'t self, node: Node<'_, '_>, field: &'t str) -> At<'t> {
        self.at_byte(node.range().start, field)
    }

    /// Where a byte of the text is.
    pub(super) fn at_byte<'t>(&'t self, byte: usize, field: &'t str) -> At<'t> {
        At { line: self.source.place(byte), field, ..self.at }
    }

    /// The words of the question, with a marker where something is typed.
    fn stem(&self, presentation: Node<'_, '_>) -> String {
        let mut stem = self.materials.inside(presentation, &mut |node| {
            let place = self.responses.iter().position(|response| response.node == node)?;
            (self.responses[place].shape == Shape::Typed).then(|| markers::gap(&gaps::id(place)))
        });
        // The one response may hold the words of the question.
        if let [only] = &self.responses[..]
            && let Some(label) = only.label()
            && (stem.is_empty() || !only.is_row() && only.place_in(&stem).is_none())
        {
            stem.push_str(&self.materials.material(label));
        }
        stem
    }

    fn kind(&self, reader: &mut Reader, metadata: &Metadata, stem: &str) -> Kind {
        let Some(stated) = metadata.kind() else { return kind::guessed(stem, &self.responses, &self.rules) };
        let guess = || kind::guessed(stem, &self.responses, &self.rules);
        match kind::named(stated) {
            // One name, several shapes: Brightspace's blanks and Blackboard's are typed in the text or below it.
            Some(Kind::Text) if self.responses.len() > 1 => Kind::Blanks,
            Some(Kind::Choice) if self.responses.first().is_some_and(|response| response.shape != Shape::Listed) => guess(),
            Some(kind) => kind,
            None => {
                let guess = guess();
                if self.responses.is_empty() || matches!(guess, Kind::Unsupported(_)) {
                    return Kind::Unsupported("unknown");
                }
                let expected = "a type that Canvas, Brightspace or Blackboard has; it was read by its shape";
                let problem = At { field: "question_type", ..self.at }.problem("unknown-type", stated, expected);
                reader.problems.push(problem.as_warning());
                guess
            }
        }
    }

    fn body(&self, reader: &mut Reader, kind: Kind, stem: &mut String) -> Result<Body, Box<Problem>> {
        Ok(match kind {
            Kind::Choice => choice::single(reader, self)?,
            Kind::Several => choice::several(reader, self)?,
            Kind::Text => text::read(reader, self)?,
            Kind::Number => number::read(reader, self)?,
            Kind::Blanks => gaps::read(reader, self, stem, true)?,
            Kind::Dropdowns => gaps::read(reader, self, stem, false)?,
            Kind::Match => pairs::read(reader, self)?,
            Kind::Categories => pairs::categories(reader, self)?,
            Kind::Order => order::read(reader, self, stem)?,
            Kind::Essay => Body::Essay,
            Kind::Description => Body::Description,
            Kind::Unsupported(name) => {
                let expected = "a choice, a text, a number, gaps, a match or an order: this type is not shown";
                let problem = At { field: "type", ..self.at }.problem("unsupported-interaction", name, expected);
                reader.problems.push(problem.as_warning());
                Body::Unsupported(name.to_owned())
            }
        })
    }

    /// The first response.
    pub(super) fn first(&self) -> Result<&Response<'_, '_>, Box<Problem>> {
        let at = At { field: "presentation", ..self.at };
        self.responses.first().ok_or_else(|| at.problem("no-response", "nothing to answer", "a response").into())
    }
}

/// What an item has too much of: each option is held against each rule.
fn too_large(at: At<'_>, node: Node<'_, '_>, responses: &[Response<'_, '_>]) -> Option<Problem> {
    let parts = responses.iter().map(|response| response.labels.len()).chain([responses.len()]).max().unwrap_or(0);
    let all: usize = responses.iter().map(|response| response.labels.len()).sum();
    if parts > MAX_PARTS || all > MAX_LABELS {
        let expected =
            format!("at most {MAX_PARTS} things to answer, with at most {MAX_PARTS} options each and {MAX_LABELS} in all");
        return Some(At { field: "response_label", ..at }.problem("too-large", parts.max(all).to_string(), expected));
    }
    let rules = children(node, "resprocessing").map(|processing| processing.descendants().count()).sum::<usize>();
    (rules > MAX_RULES).then(|| {
        let expected = format!("at most {MAX_RULES} elements and texts in the scoring rules");
        At { field: "resprocessing", ..at }.problem("too-large", rules.to_string(), expected)
    })
}

/// A text in which one thing is typed keeps a line where it stands, unless it stands at the end.
fn without_fields(stem: &str) -> String {
    let mut out = String::with_capacity(stem.len());
    let mut rest = stem;
    while let Some(at) = rest.find(markers::OPEN) {
        let Some(end) = rest[at..].find(markers::CLOSE) else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + end + markers::CLOSE.len_utf8()..];
        if !rest.trim().is_empty() {
            out.push_str("_____");
        }
    }
    out + rest
}
