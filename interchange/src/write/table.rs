//! Questions as rows of the table that docs/FORMATS.md describes, for CSV and for workbooks.

use std::collections::BTreeMap;

use super::{Content, can_be_asked, earns_all, lost};
use crate::clean::plain;
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, Question, TextAnswer};
use crate::reading::{At, Reader};
use crate::table::{Column, written_list};
use crate::{Problem, letters, markers, numeral, share};

/// Options for which the table has columns.
const MAX_OPTIONS: usize = 26;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(f64),
}

/// A row.
pub(super) type Cells = BTreeMap<Column, Value>;

/// Rows under their columns.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Cells>,
}

/// The questions that a table can say, and what is lost.
pub(super) fn table(content: &Content<'_>, left_out: &mut Vec<Problem>) -> Table {
    let mut scribe = Scribe { content, reader: Reader::new() };
    let mut rows = Vec::new();
    for question in content.questions {
        match scribe.row(question, left_out) {
            Ok(row) => rows.push(row),
            Err((value, expected)) => left_out.push(lost(question, "type", value, expected)),
        }
    }
    Table { columns: columns(&rows), rows }
}

/// Every column that some row uses, and those that each table has, as people like to read them.
pub(super) fn columns(rows: &[Cells]) -> Vec<Column> {
    let always = [Column::Id, Column::Type, Column::Stem, Column::Option(0), Column::Option(1), Column::Correct, Column::Points];
    let mut used: Vec<Column> = rows.iter().flat_map(|row| row.keys().copied()).chain(always).collect();
    used.sort_unstable();
    used.dedup();
    used
}

/// Writes rows. Its reader tells whether a plain text would come back as it was.
struct Scribe<'a> {
    content: &'a Content<'a>,
    reader: Reader,
}

/// A type and what could be said of it.
type Unsaid<'q> = (&'q str, &'static str);

impl Scribe<'_> {
    fn row<'q>(&mut self, question: &'q Question, left_out: &mut Vec<Problem>) -> Result<Cells, Unsaid<'q>> {
        let mut row = match self.written(question, false) {
            Ok(Some(row)) => row,
            Ok(None) => {
                let mut row = self.written(question, true)?.unwrap_or_default();
                put(&mut row, Column::Markup, "html");
                row
            }
            Err(unsaid) => return Err(unsaid),
        };
        put(&mut row, Column::Id, &question.id);
        put(&mut row, Column::Title, question.title.as_deref().unwrap_or_default());
        put(&mut row, Column::Type, question.body.name());
        put(&mut row, Column::Outcome, &written_list(&question.outcomes));
        put(&mut row, Column::Tags, &written_list(&question.tags));
        put(&mut row, Column::Pool, question.stated.pool.as_deref().unwrap_or_default());
        put(&mut row, Column::Status, question.stated.status.as_deref().unwrap_or_default());
        put(&mut row, Column::Shuffle, if question.shuffle { "" } else { "no" });
        for (column, number) in [(Column::Points, question.points), (Column::Difficulty, question.difficulty)] {
            if let Some(number) = number {
                row.insert(column, Value::Number(number));
            }
        }
        unsaid(question, left_out);
        Ok(row)
    }

    /// The cells of texts and answers, plain or as HTML; none where plain text would not come back as it was.
    fn written<'q>(&mut self, question: &'q Question, html: bool) -> Result<Option<Cells>, Unsaid<'q>> {
        let mut texts = Texts { scribe: self, html, faithful: true };
        let mut row = Cells::new();
        put(&mut row, Column::Feedback, &texts.inline(&question.feedback));
        let mut prompt = |texts: &mut Texts<'_, '_>| {
            let stem = texts.block(&question.prompt);
            put(&mut row, Column::Stem, &stem);
        };
        match &question.body {
            Body::Gaps { gaps, .. } if !can_be_asked(&question.prompt, gaps) => {
                return Err(("cloze", "gaps with a place in the text and one answer that is right: the question was left out"));
            }
            Body::Gaps { gaps, shared } => {
                let stem = texts.gaps(&question.prompt, gaps, shared)?;
                put(&mut row, Column::Stem, &stem);
                options(&mut row, shared.len(), |place| texts.inline(&shared[place].text))?;
            }
            Body::Choice { options: choices, several } => {
                prompt(&mut texts);
                options(&mut row, choices.len(), |place| texts.inline(&choices[place].text))?;
                for (place, choice) in choices.iter().enumerate() {
                    put(&mut row, Column::OptionFeedback(place), &texts.inline(&choice.feedback));
                }
                key(&mut row, choices, *several, question.points);
                let place = |id: &String| choices.iter().position(|choice| choice.id == *id).map(letters::of);
                put(&mut row, Column::Last, &written_list(&question.stated.last.iter().filter_map(place).collect::<Vec<_>>()));
            }
            Body::TrueFalse { right, feedback } => {
                prompt(&mut texts);
                put(&mut row, Column::Correct, if *right { "TRUE" } else { "FALSE" });
                for (place, feedback) in feedback.iter().enumerate() {
                    put(&mut row, Column::OptionFeedback(place), &texts.inline(feedback));
                }
            }
            Body::Number { answers, unit } => {
                prompt(&mut texts);
                let answers: Vec<&NumberAnswer> =
                    answers.iter().filter(|answer| earns_all(answer.fraction) && !answer.is_any()).collect();
                if answers.is_empty() {
                    return Err(("numeric", "a number that earns all the points: the question was left out"));
                }
                match answers[..] {
                    [NumberAnswer { value, tolerance, range: None, .. }] if *tolerance > 0.0 => {
                        put(&mut row, Column::Correct, &numeral::text(*value));
                        row.insert(Column::Tolerance, Value::Number(*tolerance));
                    }
                    _ => put(
                        &mut row,
                        Column::Correct,
                        &answers.iter().map(|answer| number(answer)).collect::<Vec<_>>().join(" | "),
                    ),
                }
                put(&mut row, Column::Unit, unit.as_deref().unwrap_or_default());
            }
            Body::Text { answers, case } => {
                prompt(&mut texts);
                let accepted = accepted(answers);
                if accepted.is_empty() {
                    return Err(("short_text", "a text that earns all the points: the question was left out"));
                }
                put(&mut row, Column::Correct, &accepted);
                put(&mut row, Column::Case, if *case { "yes" } else { "" });
            }
            Body::Match { pairs } => {
                prompt(&mut texts);
                options(&mut row, pairs.len(), |place| {
                    let (left, right) = &pairs[place];
                    let left = texts.inline(left).replace("=>", "\\=>");
                    format!("{left} => {}", texts.inline(right)).trim_start().to_owned()
                })?;
            }
            Body::Order { sequence } => {
                prompt(&mut texts);
                options(&mut row, sequence.len(), |place| texts.inline(&sequence[place]))?;
            }
            Body::Essay | Body::Description => prompt(&mut texts),
            Body::Hottext { .. } => return Err(("hottext", "a type that the table has: words to choose were left out")),
            Body::Slider { .. } => return Err(("slider", "a type that the table has: a slider was left out")),
            Body::Unsupported(name) => return Err((name, "a type that the table has: it was left out")),
        }
        let faithful = texts.faithful;
        Ok((html || faithful).then_some(row))
    }
}

/// Texts on their way into cells.
struct Texts<'a, 's> {
    scribe: &'a mut Scribe<'s>,
    html: bool,
    /// Whether each will come back as it was.
    faithful: bool,
}

impl Texts<'_, '_> {
    fn block(&mut self, html: &str) -> String {
        self.text(html, false)
    }

    fn inline(&mut self, html: &str) -> String {
        self.text(html, true)
    }

    fn text(&mut self, html: &str, inline: bool) -> String {
        if self.html {
            return self.scribe.content.embedded(html);
        }
        let text = unmarked(html);
        let at = At { file: "", line: 1.into(), item: "", field: "" };
        let reader = &mut self.scribe.reader;
        let read = plain(text.trim());
        let again = if inline { reader.inline(at, &read) } else { reader.block(at, &read) };
        reader.problems.clear();
        self.faithful &= again == html;
        text
    }

    /// A prompt with its gaps as they are written.
    fn gaps(&mut self, prompt: &str, gaps: &[Gap], shared: &[Choice]) -> Result<String, Unsaid<'static>> {
        let mut marked = prompt.to_owned();
        for gap in gaps {
            marked = marked.replace(&format!("<span data-field=\"{}\"></span>", gap.id), &markers::gap(&gap.id));
        }
        // Plain text comes back with the same markers placed.
        let mut stem = if self.html { self.scribe.content.embedded(&marked) } else { self.marked(&marked, prompt) };
        if stem.contains(&format!("\\{}", markers::OPEN)) {
            return Err(("cloze", "no backslash right before a gap: the question was left out"));
        }
        stem = stem.replace("{{", "\\{{");
        for gap in gaps {
            let written = self.gap(gap, shared)?;
            // A backslash at the end would take the braces apart.
            let space = if written.ends_with('\\') { " " } else { "" };
            stem = stem.replace(&markers::gap(&gap.id), &format!("{{{{{}: {written}{space}}}}}", gap.id));
        }
        Ok(stem)
    }

    fn marked(&mut self, marked: &str, prompt: &str) -> String {
        let text = unmarked(marked);
        let at = At { file: "", line: 1.into(), item: "", field: "" };
        let again = self.scribe.reader.block(at, &plain(text.trim()));
        self.scribe.reader.problems.clear();
        self.faithful &= again == prompt;
        text
    }

    fn gap(&mut self, gap: &Gap, shared: &[Choice]) -> Result<String, Unsaid<'static>> {
        let escaped = |text: &str| {
            let text = text.replace('|', "\\|").replace('}', "\\}");
            if text.starts_with('*') { format!("\\{text}") } else { text }
        };
        let typed = |texts: &[TextAnswer], html: bool| {
            let texts = texts.iter().filter(|answer| earns_all(answer.fraction));
            texts
                .map(|answer| escaped(&if html { crate::xml::escape(&answer.text) } else { answer.text.clone() }))
                .collect::<Vec<_>>()
                .join(" | ")
        };
        Ok(match &gap.fill {
            Fill::Choice(choices) => {
                let parts: Vec<String> = choices
                    .iter()
                    .map(|choice| {
                        format!("{}{}", if earns_all(choice.fraction) { "*" } else { "" }, escaped(&self.inline(&choice.text)))
                    })
                    .collect();
                let written = parts.join(" | ");
                if !shared.is_empty() || written.starts_with(['=', '#']) || !written.contains('*') {
                    return Err(("cloze", "gaps whose choices the table can tell from typed ones: the question was left out"));
                }
                written
            }
            Fill::Shared(right) => {
                let places = right.iter().filter_map(|id| shared.iter().position(|choice| choice.id == *id));
                places.map(|place| format!("*{}", letters::id(place))).collect::<Vec<_>>().join(" | ")
            }
            Fill::Text { answers, case } => format!("{} {}", if *case { "==" } else { "=" }, typed(answers, self.html)),
            Fill::Number(answers) => {
                let answers = answers.iter().filter(|answer| earns_all(answer.fraction) && !answer.is_any());
                format!("# {}", answers.map(number).collect::<Vec<_>>().join(" | "))
            }
        })
    }
}

fn put(row: &mut Cells, column: Column, text: &str) {
    if !text.is_empty() {
        row.insert(column, Value::Text(text.to_owned()));
    }
}

fn options(row: &mut Cells, count: usize, mut text: impl FnMut(usize) -> String) -> Result<(), Unsaid<'static>> {
    if count > MAX_OPTIONS {
        return Err(("options", "at most 26 options, as the table has columns: the question was left out"));
    }
    for place in 0..count {
        put(row, Column::Option(place), &text(place));
    }
    Ok(())
}

/// The key, and scores where it does not say all.
fn key(row: &mut Cells, choices: &[Choice], several: bool, points: Option<f64>) {
    let right: Vec<usize> = (0..choices.len()).filter(|place| choices[*place].fraction > 0.0).collect();
    let best: Vec<usize> = (0..choices.len()).filter(|place| choices[*place].fraction >= 99.9).collect();
    let wrong = -100.0 / (choices.len() - right.len()).max(1) as f64;
    let usual = |place: usize| match (right.contains(&place), several) {
        (true, true) => 100.0 / right.len() as f64,
        (true, false) => 100.0,
        (false, true) => wrong,
        (false, false) => 0.0,
    };
    let keys = if several { &right } else { &best };
    let letters = |places: &[usize]| places.iter().map(|place| letters::of(*place)).collect::<Vec<_>>().join(", ");
    let is_usual =
        (several || right.len() == 1) && (0..choices.len()).all(|place| (choices[place].fraction - usual(place)).abs() < 1e-9);
    if is_usual || several || best.len() == 1 {
        put(row, Column::Correct, &letters(keys));
    }
    if !is_usual {
        for (place, choice) in choices.iter().enumerate() {
            row.insert(Column::Score(place), Value::Number(share::points(choice.fraction / 100.0 * points.unwrap_or(1.0))));
        }
    }
}

fn number(answer: &NumberAnswer) -> String {
    match answer.range {
        Some([low, high]) => format!("{}..{}", numeral::text(low), numeral::text(high)),
        None if answer.tolerance > 0.0 => format!("{} +- {}", numeral::text(answer.value), numeral::text(answer.tolerance)),
        None => numeral::text(answer.value),
    }
}

fn accepted(answers: &[TextAnswer]) -> String {
    let right = answers.iter().filter(|answer| earns_all(answer.fraction));
    right.map(|answer| answer.text.replace('|', "\\|")).collect::<Vec<_>>().join(" | ")
}

/// The plain text whose HTML this may be.
fn unmarked(html: &str) -> String {
    let text = html.replace("</p>\n<p>", "\n\n").replace("</p><p>", "\n\n").replace("<br>", "\n");
    let text = text.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).map(str::to_owned).unwrap_or(text);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// Names what is kept without something.
fn unsaid(question: &Question, left_out: &mut Vec<Problem>) {
    let mut lose = |field: &str, value: &str, expected: &str| left_out.push(lost(question, field, value, expected));
    let shares = "all points or none for each answer: those that earn a part were left out";
    let partial = |fraction: f64| fraction > 0.0 && !earns_all(fraction);
    let unfed = "feedback for options: for others it was left out";
    match &question.body {
        Body::Choice { options, several } => {
            let positive = options.iter().map(|option| option.fraction).filter(|fraction| *fraction > 0.0);
            let sum: f64 = if *several { positive.sum() } else { positive.fold(0.0, f64::max) };
            if (sum - 100.0).abs() > 0.01 {
                lose("fractions", &numeral::text(sum), "100 percent in all: they were scaled");
            }
        }
        Body::Number { answers, .. } => {
            if answers.iter().any(|answer| partial(answer.fraction) || answer.fraction > 0.0 && answer.is_any()) {
                lose("fractions", "a part of the points", shares);
            }
            if answers.iter().any(|answer| !answer.feedback.is_empty()) {
                lose("feedback", "of answers", unfed);
            }
        }
        Body::Text { answers, .. } => {
            if answers.iter().any(|answer| partial(answer.fraction)) {
                lose("fractions", "a part of the points", shares);
            }
            if answers.iter().any(|answer| !answer.feedback.is_empty()) {
                lose("feedback", "of answers", unfed);
            }
        }
        Body::Gaps { gaps, .. } => {
            let differ = gaps.windows(2).any(|pair| (pair[0].weight - pair[1].weight).abs() > 1e-9);
            let fed = |gap: &Gap| matches!(&gap.fill, Fill::Choice(choices) if choices.iter().any(|choice| !choice.feedback.is_empty()));
            if differ {
                lose("weight", "gaps of different weights", "gaps that weigh the same: their weights were left out");
            }
            let shared = |gap: &Gap| match &gap.fill {
                Fill::Choice(choices) => choices.iter().any(|choice| partial(choice.fraction)),
                Fill::Text { answers, .. } => answers.iter().any(|answer| partial(answer.fraction)),
                Fill::Number(answers) => answers.iter().any(|answer| partial(answer.fraction)),
                Fill::Shared(_) => false,
            };
            if gaps.iter().any(shared) {
                lose("fractions", "a part of the points of a gap", shares);
            }
            if gaps.iter().any(fed) {
                lose("feedback", "of choices in gaps", unfed);
            }
        }
        _ => {}
    }
}
