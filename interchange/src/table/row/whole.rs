//! Whether a row is that of a question, and its cells are fit to be read.

use super::One;
use crate::table::answers::Type;
use crate::table::column::Column;
use crate::table::sheet::{Kind, Row, runs};

impl<'a> One<'a> {
    /// Whether the row says something that a question says.
    pub(super) fn is_item(&self) -> bool {
        let stem = self.text(Column::Stem);
        let is_header = self.at(Column::Stem).is_some_and(|at| self.sheet.rows[self.header.row].text(at) == stem);
        // What is merged from a row above says nothing of its own.
        let is_merged = self.at(Column::Stem).and_then(|at| self.row.cell(at)).is_some_and(|cell| cell.kind == Kind::Merged);
        !is_header && (!stem.is_empty() && !is_merged || !self.text(Column::Correct).is_empty() || !self.options().is_empty())
    }

    /// Looks at how the cells were made, before what they say.
    pub(super) fn cells(&mut self, said_numbers: &mut bool) {
        let id = self.text(Column::Id);
        if !id.is_empty() {
            id.clone_into(&mut self.item);
        }
        let mut said_formula = false;
        let header = self.header;
        for (column, at) in &header.columns {
            let row: &'a Row = self.row;
            let Some(cell) = row.cell(*at) else { continue };
            let is_text = matches!(column, Column::Stem | Column::Option(_) | Column::Correct);
            match cell.kind {
                Kind::Error => self.fail(*column, "cell-error", &cell.text, "a value: the workbook shows an error here"),
                Kind::Formula => {
                    let expected = "a value: open the workbook, let it calculate and save it, or type the value";
                    self.fail(*column, "formula-without-value", &cell.text, expected);
                }
                Kind::Date if is_text => {
                    let expected =
                        "a text: the workbook made a date of what was typed; format the cell as text and type it again";
                    self.warn(*column, "date-cell", &cell.text, expected);
                }
                Kind::Number if is_text && !*said_numbers => {
                    *said_numbers = true;
                    let expected =
                        "a text: numbers were read with the zeros and the % that their format shows, others as plain digits";
                    self.warn(*column, "numeric-cells-as-text", &cell.text, expected);
                }
                Kind::Text if !said_formula && matches!(column, Column::Stem | Column::Option(_)) && is_formula(&cell.text) => {
                    said_formula = true;
                    let expected =
                        "a text that no spreadsheet takes for a formula; it is kept as text, and written with an apostrophe";
                    self.warn(*column, "formula-like-text", &cell.text, expected);
                }
                _ => {}
            }
        }
    }

    /// Whether the row has the cells that it needs, and no more than the header.
    pub(super) fn is_whole(&mut self) -> bool {
        let (has, wants) = (self.row.width, self.header.width);
        if !self.sheet.name.is_empty() {
            return true;
        }
        let beyond = self.row.cells.last().map_or(0, |(at, _)| at + 1);
        if beyond > wants {
            let expected = format!("{wants} cells, as the header has; quotation marks around a text that holds the separator");
            let problem = self.sheet.problem(self.file, self.row, Some(beyond - 1), "row", &format!("{beyond} cells"), &expected);
            self.reader.problems.push(problem.code("row-too-long").item(&self.item));
            return false;
        }
        let Some((column, at)) = self
            .header
            .columns
            .iter()
            .filter(|(_, at)| **at >= has)
            .min_by_key(|(_, at)| **at)
            .map(|(column, at)| (*column, *at))
        else {
            return true;
        };
        let lost = |column: Column| self.at(column).is_some_and(|at| at >= has);
        let needs_key = Type::of(self.text(Column::Type)).is_none_or(Type::needs_key);
        let fatal = lost(Column::Stem) || lost(Column::Correct) && needs_key;
        let expected = format!("{wants} cells, as the header has: {} ({}) is not there", column.name(), self.row.name(at));
        let problem = self.sheet.problem(self.file, self.row, Some(at), "row", &format!("{has} cells"), &expected);
        let problem = problem.code("row-too-short").item(&self.item);
        self.reader.problems.push(if fatal { problem } else { problem.as_warning() });
        !fatal
    }
}

/// Whether a text looks like a formula, and not like a number or a dash before words.
fn is_formula(text: &str) -> bool {
    let after = text.chars().nth(1);
    runs(text)
        && !text.starts_with("=>")
        && match text.chars().next() {
            Some('-' | '+') => after.is_some_and(|c| c.is_alphabetic() || "(@=".contains(c)),
            _ => after.is_some(),
        }
}
