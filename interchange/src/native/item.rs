//! `items/*.md`: an item's front matter, prompt, options and answer.

use engine::bank::Pool;
use engine::bank::file::{AnswerFile, FieldFile, IrtFile, ItemFile, ItemKind, OptionFile, ScaleFile, Status};

use super::markdown::{Markup, Renderer};
use super::options;
use super::shape::{Document, Field, Kind, needed, optional};
use super::{front_matter, gaps, lists};
use crate::line::Line;
use crate::passage::Passage;
use crate::{Problem, markers};

/// No item's file is larger, in bytes.
const MAX_ITEM: usize = 256 << 10;

/// What may stand in an item's front matter.
pub(super) static SHAPE: &[Field] = &[
    needed("id", Kind::Name),
    needed("type", Kind::OneOf(TYPES)),
    needed("pool", Kind::OneOf(&["practice", "credit"])),
    optional("status", Kind::OneOf(&["draft", "review", "pilot", "operational", "retired"])),
    needed("outcomes", Kind::List(&Kind::Name)),
    optional("bloom", Kind::OneOf(&["remember", "understand", "apply", "analyse", "evaluate", "create"])),
    optional("shuffle", Kind::Flag),
    optional("last", Kind::List(&Kind::Name)),
    optional("choose", Kind::Whole(1, 26)),
    optional("author", Kind::Text),
    optional("markup", Kind::OneOf(&["markdown", "html"])),
    optional("answer", Kind::Table(ANSWER)),
    optional("scale", Kind::Table(SCALE)),
    // Needed by all but essays.
    optional("irt", Kind::Table(IRT)),
];

static TYPES: &[&str] = &["choice", "multiple", "numeric", "text", "gaps", "match", "order", "hottext", "slider", "essay"];

static SCALE: &[Field] =
    &[needed("min", Kind::Number(-1e15, 1e15)), needed("max", Kind::Number(-1e15, 1e15)), needed("step", Kind::Above(0.0, 1e15))];

static ANSWER: &[Field] = &[
    optional("value", Kind::Number(-1e15, 1e15)),
    optional("tolerance", Kind::Number(0.0, 1e15)),
    optional("unit", Kind::Text),
    optional("accept", Kind::List(&Kind::Text)),
    optional("case", Kind::Flag),
    optional("feedback", Kind::Text),
];

/// A response model: of an item, or of a set that is scored as one.
pub(super) static IRT: &[Field] = &[
    needed("model", Kind::OneOf(&["1PL", "2PL", "3PL", "4PL", "GRM", "MGRM", "PCM", "GPCM", "RSM", "NRM"])),
    optional("a", Kind::Number(0.05, 4.0)),
    // Needed by some models; the engine knows which.
    optional("b", Kind::Number(-10.0, 10.0)),
    optional("c", Kind::Number(0.0, 0.9)),
    optional("d", Kind::Number(0.1, 1.0)),
    optional("thresholds", Kind::List(&Kind::Number(-10.0, 10.0))),
    optional("slopes", Kind::List(&Kind::Number(-10.0, 10.0))),
    optional("intercepts", Kind::List(&Kind::Number(-50.0, 50.0))),
    optional("b_sd", Kind::Number(0.0, 3.0)),
    optional("source", Kind::Text),
    optional("on", Kind::Date),
];

/// An item with the places of its fields.
pub(super) struct ItemSource {
    pub(super) item: ItemFile,
    pub(super) document: Document,
    prompt: Line,
    /// Of the options, by id.
    options: Vec<(String, Line)>,
    /// Of the fields, by id.
    fields: Vec<(String, Line)>,
}

impl ItemSource {
    /// Where a field stands; the value tells which, where there are several.
    pub(super) fn place(&self, field: &str, value: &str) -> Option<Line> {
        match field {
            "prompt" => Some(self.prompt),
            "options" | "fields" => {
                let parts = if field == "fields" { &self.fields } else { &self.options };
                let named = parts.iter().find(|(id, _)| value == id || value.starts_with(&format!("{{{id}}}")));
                named.or(parts.first()).map_or(Some(self.prompt), |(_, at)| Some(*at))
            }
            _ => self.document.place_of(field, value),
        }
    }

    /// An error at one of the fields.
    pub(super) fn error(&self, field: &str, value: impl Into<String>, expected: impl Into<String>) -> Problem {
        let value = value.into();
        let at = self.place(field, &value);
        Problem::error(&self.document.file, None, field, value, expected).at(at)
    }
}

/// Reads an item as far as it can be read: what does not fit is reported and replaced by something harmless, so that the
/// rest is checked too. `None` where there is no front matter at all.
pub(super) fn read(file: &str, bytes: &[u8], renderer: &mut Renderer, problems: &mut Vec<Problem>) -> Option<ItemSource> {
    if bytes.len() > MAX_ITEM {
        problems.push(Problem::error(file, None, "size", format!("{} bytes", bytes.len()), format!("at most {MAX_ITEM} bytes")));
        return None;
    }
    let text = front_matter::text(file, bytes).map_err(|problem| problems.push(problem)).ok()?;
    let halves = front_matter::split(file, &text).map_err(|problem| problems.push(problem)).ok()?;
    let mut document = Document::read(file, halves.front, halves.front_line, SHAPE);
    problems.append(&mut document.take_problems());
    if !document.has("irt") && document.text("type") != Some("essay") && document.is_toml {
        problems.push(Problem::error(file, None, "irt", "nothing", "a table"));
    }
    let kind = kind(&document);
    renderer.markup = if document.text("markup") == Some("html") { Markup::Html } else { Markup::Markdown };
    let passage = Passage::body(halves.body, halves.body_line);
    let body = body(file, kind, &passage, renderer, problems);
    let prompt = body.prompt.start();
    let options = body.options.iter().map(|(option, at)| (option.id.clone(), *at)).collect();
    let fields = body.fields.iter().map(|(field, at)| (field.id.clone(), *at)).collect();
    let mut prompt_html = renderer.block(file, "prompt", &body.prompt, problems);
    if matches!(kind, ItemKind::Gaps | ItemKind::Hottext) {
        prompt_html = markers::place(&prompt_html);
    }
    let answer = document.has("answer").then(|| answer(&document, halves.front, renderer, problems));
    renderer.markup = Markup::Markdown;

    let text = |path: &str| document.text(path).map(str::to_owned);
    let status = match document.text("status") {
        Some("draft") => Status::Draft,
        Some("review") => Status::Review,
        Some("pilot") => Status::Pilot,
        Some("retired") => Status::Retired,
        _ => Status::Operational,
    };
    let item = ItemFile {
        id: text("id").unwrap_or_else(|| file.to_owned()),
        kind,
        pool: if document.text("pool") == Some("practice") { Pool::Practice } else { Pool::Credit },
        status,
        outcomes: document.texts("outcomes"),
        bloom: text("bloom"),
        author: text("author"),
        shuffle: document.flag("shuffle").unwrap_or(true),
        last: document.texts("last"),
        choose: document.number("choose").map(|number| number as u32),
        prompt: prompt_html,
        options: body.options.into_iter().map(|(option, _)| option).collect(),
        answer,
        irt: irt(&document),
        fields: body.fields.into_iter().map(|(field, _)| field).collect(),
        scale: document.has("scale").then(|| scale(&document)),
    };
    Some(ItemSource { item, document, prompt, options, fields })
}

fn kind(document: &Document) -> ItemKind {
    match document.text("type") {
        Some("multiple") => ItemKind::Multiple,
        Some("numeric") => ItemKind::Numeric,
        Some("text") => ItemKind::Text,
        Some("gaps") => ItemKind::Gaps,
        Some("match") => ItemKind::Match,
        Some("order") => ItemKind::Order,
        Some("hottext") => ItemKind::Hottext,
        Some("slider") => ItemKind::Slider,
        Some("essay") => ItemKind::Essay,
        _ => ItemKind::Choice,
    }
}

/// What stands below the front matter, with places: markers in the prompt for what stands there.
struct Body {
    prompt: Passage,
    options: Vec<(OptionFile, Line)>,
    fields: Vec<(FieldFile, Line)>,
}

fn body(file: &str, kind: ItemKind, passage: &Passage, renderer: &mut Renderer, problems: &mut Vec<Problem>) -> Body {
    let unmarked = || markers::cut(passage);
    match kind {
        ItemKind::Match => {
            let (prompt, pairs) = lists::pairs(file, passage, renderer, problems);
            Body { prompt, options: pairs.options, fields: pairs.fields }
        }
        ItemKind::Order => {
            let (prompt, options) = lists::steps(file, passage, renderer, problems);
            Body { prompt, options, fields: Vec::new() }
        }
        ItemKind::Hottext => {
            let (prompt, options) = gaps::hottext(file, &unmarked(), renderer, problems);
            Body { prompt, options, fields: Vec::new() }
        }
        ItemKind::Gaps => {
            let Body { prompt, options, .. } = boxes(file, &unmarked(), renderer, problems);
            let (prompt, fields) = gaps::gaps(file, &prompt, !options.is_empty(), problems);
            Body { prompt, options, fields }
        }
        ItemKind::Choice | ItemKind::Multiple | ItemKind::Numeric | ItemKind::Text | ItemKind::Slider | ItemKind::Essay => {
            boxes(file, passage, renderer, problems)
        }
    }
}

/// Options with a box.
fn boxes(file: &str, passage: &Passage, renderer: &mut Renderer, problems: &mut Vec<Problem>) -> Body {
    let body = options::split(file, passage, problems);
    let option = |option: &options::RawOption| {
        let read = OptionFile {
            id: option.id.clone(),
            text: renderer.inline(file, "options", &option.text, problems),
            weight: option.weight,
            feedback: option.feedback.as_ref().map(|feedback| renderer.block(file, "feedback", feedback, problems)),
        };
        (read, option.at)
    };
    Body { prompt: body.prompt, options: body.options.iter().map(option).collect(), fields: Vec::new() }
}

/// The scale of a slider; what does not fit was reported.
fn scale(document: &Document) -> ScaleFile {
    let number = |path: &str, otherwise| document.number(path).unwrap_or(otherwise);
    ScaleFile { min: number("scale.min", 0.0), max: number("scale.max", 1.0), step: number("scale.step", 1.0) }
}

/// The response model that a document states.
pub(super) fn irt(document: &Document) -> IrtFile {
    let text = |path: &str| document.text(path).map(str::to_owned);
    IrtFile {
        model: text("irt.model").unwrap_or_else(|| if document.has("irt") { "4PL" } else { "1PL" }.to_owned()),
        a: document.number("irt.a").unwrap_or(1.0),
        // One that does not fit was reported; one that is not there is for the engine to miss.
        b: (document.has("irt.b") || !document.has("irt")).then(|| document.number("irt.b").unwrap_or(0.0)),
        c: document.number("irt.c").unwrap_or(0.0),
        d: document.number("irt.d").unwrap_or(1.0),
        thresholds: document.numbers("irt.thresholds"),
        slopes: document.numbers("irt.slopes"),
        intercepts: document.numbers("irt.intercepts"),
        b_sd: document.number("irt.b_sd").unwrap_or(0.0),
        source: text("irt.source"),
        on: text("irt.on"),
    }
}

/// What is right, as the front matter `text` says.
fn answer(document: &Document, text: &str, renderer: &mut Renderer, problems: &mut Vec<Problem>) -> AnswerFile {
    let feedback = document.passage("answer.feedback", text);
    let feedback = feedback.map(|passage| renderer.block(&document.file, "answer.feedback", &passage, problems));
    AnswerFile {
        value: document.number("answer.value"),
        tolerance: document.number("answer.tolerance"),
        unit: document.text("answer.unit").map(str::to_owned),
        accept: document.texts("answer.accept"),
        case: document.flag("answer.case").unwrap_or(false),
        feedback,
    }
}
