//! What the cells of a row say, each by its column, and problems of them.

use super::{Form, Listed, One};
use crate::clean::plain;
use crate::numeral;
use crate::reading::At;
use crate::table::answers::truth;
use crate::table::column::Column;
use crate::table::sheet::Row;

impl<'a> One<'a> {
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.header.columns.get(&column).copied()
    }

    pub(super) fn text(&self, column: Column) -> &'a str {
        let row: &'a Row = self.row;
        self.at(column).map_or("", |at| row.text(at))
    }

    pub(super) fn warn(&mut self, column: Column, code: &'static str, value: &str, expected: &str) {
        let problem = self.sheet.problem(self.file, self.row, self.at(column), &column.name(), value, expected);
        self.reader.problems.push(problem.as_warning().code(code).item(&self.item));
    }

    pub(super) fn fail(&mut self, column: Column, code: &'static str, value: &str, expected: &str) {
        let problem = self.sheet.problem(self.file, self.row, self.at(column), &column.name(), value, expected);
        self.reader.problems.push(problem.code(code).item(&self.item));
        self.failed = true;
    }

    pub(super) fn options(&self) -> Vec<Listed<'a>> {
        let columns = self.header.columns.keys().filter_map(|column| match column {
            Column::Option(place) => Some((*column, *place, self.text(*column))),
            _ => None,
        });
        columns.filter(|(_, _, text)| !text.is_empty()).collect()
    }

    pub(super) fn html(&mut self, column: Column, text: &str, inline: bool) -> String {
        let html = match self.form {
            Form::Plain => plain(text),
            Form::Html => text.to_owned(),
            Form::Markdown => {
                let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
                let mut html = String::new();
                pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(text, options));
                html
            }
        };
        let known = self.reader.problems.len();
        let name = column.name();
        let at = At { file: self.file, line: self.row.line.unwrap_or(self.row.number).into(), item: &self.item, field: &name };
        let html = if inline { self.reader.inline(at, &html) } else { self.reader.block(at, &html) };
        let place = self.at(column);
        for problem in &mut self.reader.problems[known..] {
            *problem = self.sheet.place(problem.clone(), self.row, place);
        }
        html
    }

    pub(super) fn number(&mut self, column: Column, expected: &str, fits: impl Fn(f64) -> bool) -> Option<f64> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let number = numeral::amount(text, self.sheet.commas).filter(|number| fits(*number));
        if number.is_none() {
            self.fail(column, "bad-number", text, expected);
        }
        number
    }

    pub(super) fn word(&mut self, column: Column, words: &[&str], expected: &str) -> Option<String> {
        let text = self.text(column);
        let word = text.to_lowercase();
        if !text.is_empty() && !words.contains(&word.as_str()) {
            self.warn(column, "invalid-value", text, expected);
        }
        words.contains(&word.as_str()).then_some(word)
    }

    pub(super) fn truth(&mut self, column: Column) -> Option<bool> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let read = truth(text);
        if read.is_none() {
            self.warn(column, "invalid-value", text, "yes or no");
        }
        read
    }
}
