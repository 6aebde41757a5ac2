//! Cells of a table, whatever they come from.

use crate::{Problem, letters};

/// A table: of a CSV file the only one, of a workbook one of several.
pub(crate) struct Sheet {
    /// Empty where the file has no sheets.
    pub(crate) name: String,
    /// Whether the workbook hides it.
    pub(crate) hidden: bool,
    /// Whether a comma is a decimal point here, as the separator tells.
    pub(crate) commas: bool,
    /// Rows that hold something, in order.
    pub(crate) rows: Vec<Row>,
}

/// A row.
pub(crate) struct Row {
    /// As a spreadsheet counts, from 1.
    pub(crate) number: usize,
    /// Where it begins in a text file.
    pub(crate) line: Option<usize>,
    /// Cells that hold something, by column, counted from 0.
    pub(crate) cells: Vec<(usize, Cell)>,
    /// How many cells the row has, empty ones too.
    pub(crate) width: usize,
}

/// A cell that holds something.
pub(crate) struct Cell {
    /// As people see it.
    pub(crate) text: String,
    pub(crate) kind: Kind,
}

/// What a cell was made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Date,
    /// `#REF!` and its like.
    Error,
    /// A formula without a value.
    Formula,
    /// The value of a cell above with which this one is merged.
    Merged,
}

impl Row {
    /// The cell of a column.
    pub(crate) fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        Some(&self.cells[at].1)
    }

    /// Its text; empty where there is none.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.cell(column).map_or("", |cell| &cell.text)
    }

    /// The name of a cell in it.
    pub(crate) fn name(&self, column: usize) -> String {
        format!("{}{}", letters::of(column), self.number)
    }
}

impl Sheet {
    /// A problem of a row, or of a cell in it.
    pub(crate) fn problem(
        &self,
        file: &str,
        row: &Row,
        column: Option<usize>,
        field: &str,
        value: &str,
        expected: &str,
    ) -> Problem {
        self.place(Problem::error(file, row.line, field, value, expected), row, column)
    }

    /// The same problem, at its cell; where it is about the whole row, at the first cell that holds something.
    pub(crate) fn place(&self, problem: Problem, row: &Row, column: Option<usize>) -> Problem {
        let cell = row.name(column.or_else(|| row.cells.first().map(|(first, _)| *first)).unwrap_or(0));
        // A cell says more than the column of a text file.
        let problem = Problem { line: row.line, column: None, ..problem };
        if self.name.is_empty() { problem.in_cell(cell) } else { problem.cell(&self.name, cell) }
    }
}

/// What a spreadsheet would run at the beginning of a cell.
const RUNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a spreadsheet would run this text as a formula, so that whoever writes a table puts an apostrophe before it.
pub fn runs(text: &str) -> bool {
    text.starts_with(RUNS)
}

/// The text with an apostrophe before it where a spreadsheet would run it, or where [`bared`] would take one off.
pub(crate) fn guarded(text: &str) -> String {
    if runs(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// The reverse of [`guarded`].
pub(crate) fn bared(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}
