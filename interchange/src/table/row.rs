//! A row's cells to a question: `whole` tells whether they can be read, `says` what one of them says, and the others what is right.

use pairs::arrow;

use super::answers::{TEMPLATE, Type, truth};
use super::column::Column;
use super::header::Header;
use super::sheet::{Row, Sheet};
use crate::numeral;
use crate::question::{Body, Question, Stated};
use crate::reading::Reader;

mod choice;
mod gaps;
mod pairs;
mod says;
mod typed;
mod whole;

/// Reads the rows below the header.
pub(super) fn read_all(reader: &mut Reader, file: &str, sheet: &Sheet, header: &Header) {
    let mut said_numbers = false;
    for row in &sheet.rows[header.row + 1..] {
        let mut one =
            One { reader, file, sheet, header, row, item: format!("row-{}", row.number), failed: false, form: Form::Plain };
        if !one.is_item() {
            let value: Vec<&str> = row.cells.iter().map(|(_, cell)| cell.text.as_str()).collect();
            let problem = sheet.problem(
                file,
                row,
                None,
                "row",
                &value.join(", "),
                "a question in the column stem; the row was passed over",
            );
            one.reader.problems.push(problem.as_warning().code("non-item-row-skipped"));
            continue;
        }
        one.cells(&mut said_numbers);
        if one.is_whole() {
            one.read();
        }
    }
}

/// How texts are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Html,
    Markdown,
}

/// The row that is read.
struct One<'a> {
    reader: &'a mut Reader,
    file: &'a str,
    sheet: &'a Sheet,
    header: &'a Header,
    row: &'a Row,
    item: String,
    failed: bool,
    form: Form,
}

/// An option's column, place and text.
type Listed<'a> = (Column, usize, &'a str);

impl One<'_> {
    fn read(&mut self) {
        let markup = self.word(Column::Markup, &["plain", "html", "markdown"], "plain, html or markdown");
        self.form = match markup.as_deref() {
            Some("html") => Form::Html,
            Some("markdown") => Form::Markdown,
            None if self.header.html => Form::Html,
            _ => Form::Plain,
        };
        let known = self.reader.problems.len();
        let stem = self.text(Column::Stem);
        if stem.is_empty() {
            self.fail(Column::Stem, "empty-stem", "nothing", "a question");
        }
        let Some(kind) = self.kind() else { return };
        let points = self.number(Column::Points, "a number above 0", |points| points > 0.0);
        let difficulty = self.number(Column::Difficulty, "a number from -10 to 10, in logits", |b| b.abs() <= 10.0);
        let (prompt, scored) = self.body(kind, stem);
        let Some((body, worth)) = scored.filter(|_| !self.failed) else { return };
        let prompt = match self.picture() {
            Some(picture) => format!("{prompt}{picture}"),
            None => prompt,
        };
        let feedback = self.html(Column::Feedback, self.text(Column::Feedback), true);
        let line = self.row.line.unwrap_or(self.row.number);
        let before = self.reader.problems.len();
        let given = self.text(Column::Id);
        let id = self.reader.id(self.file, line, given, &self.item);
        let place = self.at(Column::Id);
        for problem in &mut self.reader.problems[before..] {
            *problem = self.sheet.place(problem.clone(), self.row, place);
        }
        for problem in &mut self.reader.problems[known..] {
            problem.item = Some(id.clone());
        }
        let pool = self.word(Column::Pool, &["practice", "credit"], "practice or credit");
        let stages = ["draft", "review", "pilot", "operational", "retired"];
        let status = self.word(Column::Status, &stages, "draft, review, pilot, operational or retired");
        let last = self.last(&body);
        let shuffle = self.truth(Column::Shuffle).unwrap_or(true);
        let title = self.text(Column::Title);
        let question = Question {
            id,
            title: (!title.is_empty()).then(|| title.to_owned()),
            file: self.file.to_owned(),
            line,
            prompt,
            body,
            points: points.or(worth),
            feedback,
            tags: list(self.text(Column::Tags)),
            outcomes: list(self.text(Column::Outcome)),
            difficulty,
            named: self.text(Column::Type).to_owned(),
            shuffle,
            qti: None,
            stated: Stated { pool, status, last, ..Stated::default() },
        };
        if !self.failed {
            self.reader.add(question);
        }
    }

    /// The stated type, else the one that the cells tell.
    fn kind(&mut self) -> Option<Type> {
        let stated = self.text(Column::Type);
        if !stated.is_empty() {
            let kind = Type::of(stated);
            if kind.is_none() {
                let expected = match Type::likely(stated) {
                    Some(likely) => format!("{TEMPLATE}: perhaps {likely}"),
                    None => TEMPLATE.to_owned(),
                };
                self.fail(Column::Type, "unknown-type", stated, &expected);
            }
            return kind;
        }
        let correct = self.text(Column::Correct);
        let options = self.options();
        Some(if options.is_empty() {
            if self.text(Column::Stem).contains("{{") {
                Type::Cloze
            } else if numeral::amount(self.text(Column::Correct), self.sheet.commas).is_some() {
                Type::Numeric
            } else if correct.len() > 1 && truth(correct).is_some() {
                Type::TrueFalse
            } else {
                Type::Text
            }
        } else if correct.is_empty() && options.iter().all(|(_, _, text)| arrow(text).is_some()) {
            Type::Match
        } else {
            Type::Any
        })
    }

    /// The prompt, and what is right with what it is worth where scores say so.
    fn body(&mut self, kind: Type, stem: &str) -> (String, Option<(Body, Option<f64>)>) {
        let prompt = if kind == Type::Cloze { String::new() } else { self.html(Column::Stem, stem, false) };
        let body = match kind {
            Type::Choice | Type::Multi | Type::Any => return (prompt, self.choices(kind)),
            Type::TrueFalse => self.true_false(),
            Type::Numeric => self.numbers(),
            Type::Text => self.texts(),
            Type::Match => self.pairs(),
            Type::Order => self.order(),
            Type::Cloze => {
                let (prompt, body) = self.gaps(stem);
                return (prompt, body.map(|body| (body, None)));
            }
            Type::Essay => Some(Body::Essay),
            Type::Description => Some(Body::Description),
            Type::Unsupported(name) => {
                self.warn(Column::Type, "unsupported-interaction", self.text(Column::Type), TEMPLATE);
                Some(Body::Unsupported(name.to_owned()))
            }
        };
        (prompt, body.map(|body| (body, None)))
    }

    /// The picture of the column `image`, where it came with the table.
    fn picture(&mut self) -> Option<String> {
        let name = self.text(Column::Image);
        if name.is_empty() {
            return None;
        }
        if !name.starts_with("data:") && self.reader.files.is_empty() {
            let expected = "a picture beside the table: add it to the question after the import";
            self.warn(Column::Image, "missing-media", name, expected);
            return None;
        }
        let form = std::mem::replace(&mut self.form, Form::Html);
        let shown = self.html(Column::Image, &format!("<p><img alt=\"\" src=\"{}\"></p>", crate::xml::escape(name)), false);
        self.form = form;
        Some(shown)
    }

    fn last(&mut self, body: &Body) -> Vec<String> {
        let Body::Choice { options, .. } = body else { return Vec::new() };
        let text = self.text(Column::Last);
        let ids: Vec<String> = list(text).iter().map(|letter| letter.to_lowercase()).collect();
        if let Some(unknown) = ids.iter().find(|id| !options.iter().any(|option| option.id == **id)) {
            self.warn(Column::Last, "key-unknown-option", unknown, "letters of options that stay at the end");
        }
        ids.into_iter().filter(|id| options.iter().any(|option| option.id == *id)).collect()
    }
}

/// A list as [`list`] reads it; what stands between its parts is no part of one.
pub(crate) fn written_list(parts: &[String]) -> String {
    parts.iter().map(|part| part.replace([',', ';', '|', '\n'], " ")).collect::<Vec<_>>().join(", ")
}

/// Parts between commas, semicolons or bars.
fn list(text: &str) -> Vec<String> {
    text.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
