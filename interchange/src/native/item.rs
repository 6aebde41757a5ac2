//! `items/*.md`: an item's front matter, prompt, options and answer.

use engine::bank::Pool;
use engine::bank::file::{AnswerFile, IrtFile, ItemFile, ItemKind, OptionFile, Status};

use super::front_matter;
use super::markdown::Renderer;
use super::options::{self, Passage};
use super::shape::{Document, Field, Kind, needed, optional};
use crate::Problem;

/// No item's file is larger, in bytes.
const MAX_ITEM: usize = 256 << 10;

/// What may stand in an item's front matter.
pub(super) static SHAPE: &[Field] = &[
    needed("id", Kind::Name),
    needed("type", Kind::OneOf(&["choice", "multiple", "numeric", "text"])),
    needed("pool", Kind::OneOf(&["practice", "credit"])),
    optional("status", Kind::OneOf(&["draft", "review", "pilot", "operational", "retired"])),
    needed("outcomes", Kind::List(&Kind::Name)),
    optional("bloom", Kind::OneOf(&["remember", "understand", "apply", "analyse", "evaluate", "create"])),
    optional("shuffle", Kind::Flag),
    optional("last", Kind::List(&Kind::Name)),
    optional("choose", Kind::Whole(1, 26)),
    optional("author", Kind::Text),
    optional("answer", Kind::Table(ANSWER)),
    needed("irt", Kind::Table(IRT)),
];

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
    /// Line of the prompt.
    prompt: usize,
    /// Lines of the options, by id.
    options: Vec<(String, usize)>,
}

impl ItemSource {
    /// Where a field stands; the value tells which, where there are several.
    pub(super) fn line(&self, field: &str, value: &str) -> Option<usize> {
        match field {
            "prompt" => Some(self.prompt),
            "options" => {
                let named = self.options.iter().find(|(id, _)| value == id || value.starts_with(&format!("{{{id}}}")));
                named.or(self.options.first()).map_or(Some(self.prompt), |(_, line)| Some(*line))
            }
            _ => self.document.line_of(field, value),
        }
    }

    /// An error at one of the fields.
    pub(super) fn error(&self, field: &str, value: impl Into<String>, expected: impl Into<String>) -> Problem {
        let value = value.into();
        Problem::error(&self.document.file, self.line(field, &value), field, value, expected)
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
    let body = options::split(file, halves.body, halves.body_line, problems);

    let first_word = body.prompt.text.lines().take_while(|line| line.trim().is_empty()).count();
    let prompt = body.prompt.line + if body.prompt.text.trim().is_empty() { 0 } else { first_word };
    let lines = body.options.iter().map(|option| (option.id.clone(), option.text.line)).collect();
    let options: Vec<OptionFile> = body
        .options
        .iter()
        .map(|option| OptionFile {
            id: option.id.clone(),
            text: renderer.inline(file, "options", &option.text, problems),
            weight: option.weight,
            feedback: option.feedback.as_ref().map(|feedback| renderer.block(file, "feedback", feedback, problems)),
        })
        .collect();
    let prompt_html = renderer.block(file, "prompt", &body.prompt, problems);
    let answer = document.has("answer").then(|| answer(&document, renderer, problems));

    let text = |path: &str| document.text(path).map(str::to_owned);
    let kind = match document.text("type") {
        Some("multiple") => ItemKind::Multiple,
        Some("numeric") => ItemKind::Numeric,
        Some("text") => ItemKind::Text,
        _ => ItemKind::Choice,
    };
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
        options,
        answer,
        irt: irt(&document),
    };
    Some(ItemSource { item, document, prompt, options: lines })
}

/// The response model that a document states.
pub(super) fn irt(document: &Document) -> IrtFile {
    let text = |path: &str| document.text(path).map(str::to_owned);
    IrtFile {
        model: text("irt.model").unwrap_or_else(|| "4PL".to_owned()),
        a: document.number("irt.a").unwrap_or(1.0),
        // One that does not fit was reported; one that is not there is for the engine to miss.
        b: document.has("irt.b").then(|| document.number("irt.b").unwrap_or(0.0)),
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

fn answer(document: &Document, renderer: &mut Renderer, problems: &mut Vec<Problem>) -> AnswerFile {
    let feedback = document.text("answer.feedback").map(|text| {
        let passage = Passage { text: text.to_owned(), line: document.line("answer.feedback").unwrap_or(1) };
        renderer.block(&document.file, "answer.feedback", &passage, problems)
    });
    AnswerFile {
        value: document.number("answer.value"),
        tolerance: document.number("answer.tolerance"),
        unit: document.text("answer.unit").map(str::to_owned),
        accept: document.texts("answer.accept"),
        case: document.flag("answer.case").unwrap_or(false),
        feedback,
    }
}

/// What a provisional item must say: nobody has measured it, so its lower asymptote is its chance of full credit.
pub(super) fn check_provisional(source: &ItemSource, problems: &mut Vec<Problem>) {
    let item = &source.item;
    if item.irt.b_sd <= 0.0 {
        return;
    }
    let k = item.options.len() as f64;
    let (chance, rule) = match item.kind {
        ItemKind::Choice => (1.0 / k, format!("1/{k}")),
        ItemKind::Multiple => match item.choose {
            Some(m) => (1.0 / binomial(k, f64::from(m)), format!("1/C({k},{m})")),
            None => (0.5_f64.powf(k), format!("1/2^{k}")),
        },
        ItemKind::Numeric | ItemKind::Text => (0.0, "0".to_owned()),
    };
    if (item.irt.c - chance).abs() > 0.001 {
        let expected = format!(
            "{chance:.4}, the chance of full credit by guessing ({rule}), because b_sd > 0 says that nobody has measured it"
        );
        problems.push(source.error("irt.c", item.irt.c.to_string(), expected));
    }
    if (item.irt.a - 1.0).abs() > 1e-9 {
        problems.push(
            source.error("irt.a", item.irt.a.to_string(), "1, because b_sd > 0 says that nobody has measured it").as_warning(),
        );
    }
}

/// C(n, m) for 0 ≤ m ≤ n ≤ 26.
fn binomial(n: f64, m: f64) -> f64 {
    let mut value = 1.0;
    let mut i = 1.0;
    while i <= m {
        value *= (n - m + i) / i;
        i += 1.0;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_choices() {
        for (n, m, value) in [(5.0, 2.0, 10.0), (6.0, 3.0, 20.0), (4.0, 4.0, 1.0), (4.0, 0.0, 1.0)] {
            assert!((binomial(n, m) - value).abs() < 1e-9, "C({n}, {m})");
        }
    }
}
