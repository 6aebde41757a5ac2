//! One item to one question.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use roxmltree::{Node, NodeId};

use super::body::{Interaction, Kind, Renderer, interactions};
use super::declarations::Declared;
use super::feedback::Feedback;
use super::key::{Doubt, Key};
use super::names::{attribute, child, children, inside, is};
use super::rules::Rules;
use super::{choices, gaps, order, pairs, stimulus};
use crate::line::Line;
use crate::native::is_name;
use crate::question::{Body, Qti, Question, Stated};
pub(super) use crate::reading::MAX_PARTS;
use crate::reading::{At, Reader, slug};
use crate::xml::Source;

/// Bytes of passages, counted once for each item that shows them.
const MAX_PASSAGES: usize = 64 << 20;

/// What the items of one file or package have in common.
pub(super) struct Context {
    /// Whether it is one file without a package, so that what it refers to cannot be there.
    pub(super) lone: bool,
    /// Items by the identifiers that they state, with their files and the ids that they got.
    pub(super) known: BTreeMap<String, (String, String)>,
    /// Passages that were read, by their files.
    pub(super) stimuli: BTreeMap<String, Option<String>>,
    /// How many bytes of passages may still be shown: each item has its own copy.
    pub(super) passages: usize,
}

impl Context {
    pub(super) fn new(lone: bool) -> Self {
        Self { lone, known: BTreeMap::new(), stimuli: BTreeMap::new(), passages: MAX_PASSAGES }
    }
}

/// An item while it is read.
pub(super) struct Item<'a, 'i> {
    pub(super) root: Node<'a, 'i>,
    pub(super) source: &'a Source,
    pub(super) file: &'a str,
    pub(super) id: String,
    pub(super) declared: Declared,
    pub(super) rules: Rules,
}

/// What became of the interactions.
pub(super) struct Answered {
    pub(super) body: Body,
    /// Markers by the elements in whose place they stand.
    pub(super) instead: HashMap<NodeId, String>,
    /// What the mappings or the rules say that it is worth.
    pub(super) worth: Option<f64>,
}

impl Answered {
    pub(super) fn plain(body: Body, worth: Option<f64>) -> Self {
        Self { body, instead: HashMap::new(), worth }
    }
}

impl Item<'_, '_> {
    /// Where an element is.
    pub(super) fn at<'t>(&'t self, node: Node<'_, '_>, field: &'t str) -> At<'t> {
        At { file: self.file, line: self.source.line(node), item: &self.id, field }
    }

    /// Where a byte of the text is.
    pub(super) fn at_byte<'t>(&'t self, byte: usize, field: &'t str) -> At<'t> {
        At { file: self.file, line: self.source.place(byte), item: &self.id, field }
    }

    /// Where the item says what is right for an interaction; the interaction, where it says nothing.
    pub(super) fn at_key(&self, interaction: &Interaction<'_, '_>) -> At<'_> {
        let declared = self.declared.response(interaction.response).map(|response| response.places.key());
        self.at_byte(declared.unwrap_or(interaction.node.range().start), "correctResponse")
    }

    /// Where the item states a value for an interaction.
    pub(super) fn at_value(&self, interaction: &Interaction<'_, '_>, value: &str) -> At<'_> {
        let declared = self.declared.response(interaction.response).and_then(|response| response.places.value(value));
        if let Some(byte) = declared {
            return self.at_byte(byte, "correctResponse");
        }
        let rule = self.rules.of(interaction.response);
        match rule.accepted.iter().find(|accepted| accepted.value == value) {
            Some(accepted) => self.at_byte(accepted.at, "responseProcessing"),
            None => self.at_key(interaction),
        }
    }

    /// The key of an interaction's response. Doubts about it are warnings; that nothing is right is an error.
    pub(super) fn key(&self, reader: &mut Reader, interaction: &Interaction<'_, '_>) -> Option<Key> {
        let at = self.at_key(interaction);
        let Some(response) = self.declared.response(interaction.response) else {
            let expected = "a responseDeclaration of that identifier, which says what is right";
            reader.problems.push(at.problem("no-key", interaction.response, expected));
            return None;
        };
        let mapping = self.at_byte(response.places.mapping(), "mapping");
        let mut doubts = Vec::new();
        let key = Key::of(response, &self.rules, &mut doubts).filter(|key| key.right().next().is_some());
        for doubt in doubts {
            let problem = match doubt {
                Doubt::Disagrees { correct, mapped } => {
                    let expected = format!("the correct response, {correct}, to earn the most; look which is right");
                    mapping.problem("mapping-disagrees", format!("most points for {mapped}"), expected)
                }
                Doubt::NoMapping => {
                    let expected = "a mapping with points, as the item is scored by it; the correct response was read";
                    At { field: "mapping", ..at }.problem("mapping-missing", "none", expected)
                }
                Doubt::NoCorrect => {
                    let expected = "a correct response, as the item is scored by it; the mapping was read";
                    at.problem("correct-missing", "none", expected)
                }
                Doubt::MixedCase => {
                    let expected = "all entries with the same caseSensitive; upper and lower case differ for all of them now";
                    mapping.problem("mixed-case", "true and false", expected)
                }
            };
            reader.problems.push(problem.as_warning());
        }
        if key.is_none() {
            let expected = format!("the right answer of {}", interaction.response);
            reader.problems.push(at.problem("no-key", "none", expected));
        }
        key
    }
}

/// Reads an item; none where it cannot be taken, which is said.
pub(super) fn read(
    reader: &mut Reader,
    context: &mut Context,
    file: &str,
    source: &Source,
    root: Node<'_, '_>,
) -> Option<Question> {
    let line = source.line(root);
    let known = reader.problems.len();
    let given = attribute(root, "identifier").unwrap_or_default();
    let title = attribute(root, "title").filter(|title| !title.is_empty());
    if !is_safe(given) {
        let at = At { file, line, item: given, field: "identifier" };
        reader.problems.push(at.problem("bad-identifier", given, "letters, digits, hyphens, underscores and dots"));
        return None;
    }
    let id = identify(reader, context, file, line, given);
    let mut wrong = Vec::new();
    let item = Item { root, source, file, id, declared: Declared::read(root, &mut wrong), rules: Rules::read(root) };
    let mut fatal = false;
    for number in wrong {
        fatal |= number.fatal;
        let expected = if number.fatal { "a number" } else { "a number; it was left out" };
        let problem = item.at(number.node, number.field).problem("bad-number", number.value, expected);
        reader.problems.push(if number.fatal { problem } else { problem.as_warning() });
    }
    if fatal {
        return None;
    }
    let Some(body) = child(root, "itemBody") else {
        reader.problems.push(item.at(root, "itemBody").problem("missing-body", "none", "what is asked"));
        return None;
    };
    let found = interactions(body);
    // Buttons for hints are no question of their own.
    let asked: Vec<_> = found.iter().filter(|interaction| interaction.name != "end_attempt").cloned().collect();
    let qti = qti(&item, &found);
    if found.len() > MAX_PARTS {
        let expected = format!("at most {MAX_PARTS} things to answer in an item");
        reader.problems.push(item.at(body, "itemBody").problem("too-large", found.len().to_string(), expected));
        return None;
    }
    let Answered { body: answered, instead, worth } = answer(reader, context, &item, body, &asked)?;
    let passages = stimulus::above(reader, context, &item)?;
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let renderer = Renderer { instead, files: Some(&reader.files), folder, passages: Cell::new(context.passages) };
    let html = renderer.html(body);
    context.passages = renderer.passages.get();
    let before = reader.problems.len();
    let mut prompt = passages + &tidy(&reader.block(item.at(body, "itemBody"), &html));
    settle(reader, context, before);
    if prompt.is_empty() {
        prompt = titled(reader, &item, body, title, &answered)?;
    }
    let mut answered = answered;
    let feedback = Feedback::read(reader, &item, body).give(reader, &item, &mut answered);
    warn_of_what_is_lost(reader, &item, &answered, &found);
    if answered.is_scored() {
        warn_of_key(reader, &item, known);
    }
    let points = if asked.len() == 1 && by_upper_bound(&item, &asked[0]) { worth } else { None };
    let points = points.or(item.declared.max_score).or(item.declared.normal_maximum).or(worth);
    let shuffle = asked.iter().any(|interaction| attribute(interaction.node, "shuffle") == Some("true"));
    Some(Question {
        id: item.id.clone(),
        title: title.map(str::to_owned),
        file: file.to_owned(),
        line: line.number,
        prompt,
        named: named(&qti.interactions),
        body: answered,
        points,
        feedback,
        tags: Vec::new(),
        outcomes: Vec::new(),
        difficulty: None,
        shuffle,
        qti: Some(qti),
        stated: Stated::default(),
    })
}

/// A warning where the correct response does not earn the full score under the item's own rules, unless its key is doubted already.
fn warn_of_key(reader: &mut Reader, item: &Item<'_, '_>, known: usize) {
    let doubts = ["mapping-disagrees", "mapping-missing", "correct-missing"];
    if reader.problems[known..].iter().any(|problem| doubts.contains(&problem.code)) {
        return;
    }
    let declared = item.declared.responses.first().map(|response| response.places.key());
    let at = item.at_byte(declared.unwrap_or(item.root.range().start), "correctResponse");
    if let Some(problem) = super::processing::key_problem(at, item.root) {
        reader.problems.push(problem);
    }
}

/// Without the spaces that a file's indentation leaves between paragraphs and at their ends.
pub(super) fn tidy(html: &str) -> String {
    if html.contains("<pre") {
        return html.to_owned();
    }
    html.replace("<p> ", "<p>").replace(" </p>", "</p>").replace("</p> <p>", "</p><p>").trim().to_owned()
}

/// The prompt of an item whose body says nothing: some programs put the question into the title.
fn titled(reader: &mut Reader, item: &Item<'_, '_>, body: Node<'_, '_>, title: Option<&str>, answered: &Body) -> Option<String> {
    let at = item.at(body, "itemBody");
    let title = title.filter(|_| *answered != Body::Description);
    if let Body::Unsupported(_) = answered {
        // It is named already.
        return Some(reader.block(at, &crate::clean::plain(title.unwrap_or_default())));
    }
    let Some(title) = title else {
        reader.problems.push(at.problem("empty-stem", "nothing", "what is asked"));
        return None;
    };
    reader.problems.push(at.problem("empty-stem", "nothing", "what is asked; the title was taken").as_warning());
    Some(reader.block(at, &crate::clean::plain(title)))
}

/// What of a lone file's problems is nobody's fault: its pictures are elsewhere.
fn settle(reader: &mut Reader, context: &Context, from: usize) {
    if context.lone {
        for problem in &mut reader.problems[from..] {
            if problem.code == "missing-media" {
                *problem = problem.clone().as_warning();
            }
        }
    }
}

/// An id of its own. That two items of a package have one identifier is an error that names both files: scores and statistics could not
/// tell them apart. Both are kept, as only the author knows whether one is too many.
fn identify(reader: &mut Reader, context: &mut Context, file: &str, line: Line, given: &str) -> String {
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let Some((other, _)) = context.known.get(given).cloned() else {
        let id = reader.id(file, line, given, stem);
        if !given.is_empty() {
            context.known.insert(given.to_owned(), (file.to_owned(), id.clone()));
        }
        return id;
    };
    let id = reader.id(file, line, "", &format!("{given}-{stem}"));
    let expected = format!("an identifier that {other} does not have; this one is called {id} now");
    let at = At { file, line, item: &id, field: "identifier" };
    reader.problems.push(at.problem("duplicate-item-id", given, expected));
    id
}

/// An identifier without what could break out of markup.
pub(super) fn is_safe(identifier: &str) -> bool {
    !identifier.contains(|c: char| c.is_control() || "<>\"'&`=()".contains(c))
}

/// A name that an option or a gap can have here: its identifier, or one made of it that no other has.
pub(super) fn safe_name<'n>(identifier: &str, fallback: &str, mut taken: impl Iterator<Item = &'n str> + Clone) -> String {
    let wanted = if is_name(identifier) { identifier.to_owned() } else { slug(identifier) };
    let wanted = if is_name(&wanted) { wanted } else { fallback.to_owned() };
    if !taken.clone().any(|name| name == wanted) {
        return wanted;
    }
    let mut number = 2;
    loop {
        let name = format!("{wanted}-{number}");
        if !taken.any(|known| known == name) {
            return name;
        }
        number += 1;
    }
}

fn by_upper_bound(item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> bool {
    let mapping = item.declared.response(interaction.response).and_then(|response| response.mapping.as_ref());
    mapping.is_some_and(|mapping| mapping.upper.is_some()) && !item.rules.of(interaction.response).correct
}

/// What the interactions ask for, and what is right.
fn answer(
    reader: &mut Reader,
    context: &Context,
    item: &Item<'_, '_>,
    body: Node<'_, '_>,
    found: &[Interaction<'_, '_>],
) -> Option<Answered> {
    let at = item.at(body, "itemBody");
    let unsupported = |reader: &mut Reader, name: &str, value: &str, expected: &str| {
        reader.problems.push(at.problem("unsupported-interaction", value, expected).as_warning());
        Some(Answered::plain(Body::Unsupported(name.to_owned()), None))
    };
    let changes = ["templateProcessing", "templateDeclaration"].iter().any(|name| child(item.root, name).is_some())
        || ["printedVariable", "templateInline", "templateBlock"].iter().any(|name| inside(body, name).next().is_some());
    if changes {
        return unsupported(reader, "template", "template: an item that changes each time", "an item that is the same each time");
    }
    let [first, others @ ..] = found else { return Some(Answered::plain(Body::Description, None)) };
    let all = |kinds: &[Kind]| found.iter().all(|interaction| kinds.contains(&interaction.kind));
    if all(&[Kind::TextEntry, Kind::InlineChoice]) {
        return gaps::read(reader, item, found);
    }
    if all(&[Kind::ExtendedText]) {
        return Some(Answered::plain(Body::Essay, None));
    }
    if !others.is_empty() {
        let mut kinds: Vec<&str> = found.iter().map(|interaction| interaction.name.as_str()).collect();
        kinds.dedup();
        let value = format!("composite: {}", kinds.join(" and "));
        return unsupported(reader, "composite", &value, "one question in an item: make an item of each");
    }
    match first.kind {
        Kind::Choice => choices::read(reader, item, first),
        Kind::Hottext => choices::hottext(reader, item, first),
        Kind::GapMatch => gaps::matched(reader, item, first),
        Kind::Match => pairs::read(reader, item, first),
        Kind::Order => order::read(reader, item, first),
        Kind::Slider => order::slider(reader, item, first),
        _ => other(reader, context, item, first),
    }
}

/// A type that is not read. Where a person or a program has to judge, nothing can be made of it: an item by itself is refused; in
/// a package it is named beside the others.
fn other(reader: &mut Reader, context: &Context, item: &Item<'_, '_>, interaction: &Interaction<'_, '_>) -> Option<Answered> {
    let name = interaction.name.as_str();
    let at = item.at(interaction.node, "interaction");
    let beyond = ["drawing", "upload", "media", "custom", "portable_custom"].contains(&name);
    let expected = if name.ends_with("custom") {
        "a type that needs no program of its own; no script is run"
    } else {
        "choice, text entry, inline choice, match, gap match, order, hottext, slider or extended text"
    };
    let problem = at.problem("unsupported-interaction", name, expected);
    reader.problems.push(if beyond { problem } else { problem.as_warning() });
    if beyond && context.lone {
        return None;
    }
    Some(Answered::plain(Body::Unsupported(name.to_owned()), None))
}

/// What QTI says, for those who compare.
fn qti(item: &Item<'_, '_>, found: &[Interaction<'_, '_>]) -> Qti {
    let name = |interaction: &Interaction<'_, '_>| {
        let several = match item.declared.response(interaction.response) {
            Some(response) => response.cardinality == "multiple",
            None => attribute(interaction.node, "maxChoices").is_some_and(|most| most != "1"),
        };
        if interaction.kind == Kind::Choice && several { "multi".to_owned() } else { interaction.name.clone() }
    };
    Qti {
        interactions: found.iter().map(name).collect(),
        responses: item.declared.responses.iter().map(super::declarations::Response::shown).collect(),
        processing: item.rules.named.clone(),
        adaptive: attribute(item.root, "adaptive") == Some("true"),
    }
}

fn named(interactions: &[String]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for interaction in interactions {
        if !named.contains(&interaction.as_str()) {
            named.push(interaction);
        }
    }
    named.join(" ")
}

/// What the item has and a question here does not.
fn warn_of_what_is_lost(reader: &mut Reader, item: &Item<'_, '_>, body: &Body, found: &[Interaction<'_, '_>]) {
    let mut warn = |node, field, code, value: &str, expected: &str| {
        reader.problems.push(item.at(node, field).problem(code, value, expected).as_warning());
    };
    if body.is_scored() && !item.rules.understood {
        let node = child(item.root, "responseProcessing").unwrap_or(item.root);
        let value = item.rules.named.as_deref().unwrap_or_default();
        let expected = "a standard way to score; the key was read from the correct response: look whether it is right";
        warn(node, "responseProcessing", "processing-custom", value, expected);
    }
    if body.is_scored() && attribute(item.root, "adaptive") == Some("true") {
        warn(item.root, "adaptive", "adaptive-item", "true", "an item that is answered once; it was read as that");
    }
    if let Some(button) = found.iter().find(|interaction| interaction.name == "end_attempt").filter(|_| body.is_scored()) {
        warn(button.node, "interaction", "unsupported-interaction", "end_attempt", "no buttons in the text; it was left out");
    }
    for (name, expected) in [
        ("catalogInfo", "what is in the text; other forms of it (spoken, signed, translated) are not shown"),
        ("companionMaterialsInfo", "what is in the text; calculators, rulers and other materials are not shown"),
    ] {
        if let Some(node) = item.root.descendants().find(|node| is(*node, name)) {
            warn(node, name, "catalog-ignored", name, expected);
        }
    }
    // A passage is told by the reference; a reference to something else is not.
    for include in children(item.root, "responseProcessing").flat_map(|node| inside(node, "include")) {
        warn(include, "responseProcessing", "external-reference", "include", "rules in the item itself; nothing is fetched");
    }
}
