//! How much of a table is kept: a short file must not become a large table, with a list for each line end and a text for each letter.

use super::sheet::{Row, Sheet};
use crate::reading::Reader;

/// No table has more columns.
pub(super) const MAX_COLUMNS: usize = 1_000;
/// No table has more rows that hold something.
pub(super) const MAX_ROWS: usize = 100_000;
/// No table and no workbook has more cells that hold something.
pub(crate) const MAX_CELLS: usize = 2_000_000;

/// The rows of a table that are kept, and what there is beyond.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) rows: Vec<Row>,
    cells: usize,
    wide: Option<Beyond>,
    long: Option<Beyond>,
}

/// What was left out: the first row of it, the column there, and in how many rows there is more.
struct Beyond {
    row: Row,
    column: usize,
    rows: usize,
}

impl Beyond {
    fn begin(row: &Row, column: usize) -> Self {
        Self { row: Row { cells: Vec::new(), ..*row }, column, rows: 0 }
    }
}

impl Kept {
    /// Adds a row, unless it is empty or one too many; `beyond` is the first column of it that holds something and was left out.
    pub(super) fn add(&mut self, row: Row, beyond: Option<usize>) {
        let Some((first, _)) = row.cells.first() else {
            if let Some(column) = beyond {
                self.wide.get_or_insert_with(|| Beyond::begin(&row, column)).rows += 1;
            }
            return;
        };
        self.cells += row.cells.len();
        if self.long.is_some() || self.rows.len() == MAX_ROWS || self.cells > MAX_CELLS {
            self.long.get_or_insert_with(|| Beyond::begin(&row, *first)).rows += 1;
            return;
        }
        if let Some(column) = beyond {
            self.wide.get_or_insert_with(|| Beyond::begin(&row, column)).rows += 1;
        }
        self.rows.push(row);
    }

    /// Says what was left out.
    pub(super) fn tell(&self, reader: &mut Reader, file: &str, sheet: &Sheet) {
        if let Some(Beyond { row, column, rows }) = &self.wide {
            let others = if *rows > 1 { format!(" and in {} rows below", rows - 1) } else { String::new() };
            let expected = format!("at most {MAX_COLUMNS} cells in a row; those from here on were left out{others}");
            let problem = sheet.problem(file, row, Some(*column), "row", &format!("{} cells", row.width), &expected);
            reader.problems.push(problem.code("too-large"));
        }
        if let Some(Beyond { row, column, rows }) = &self.long {
            let expected = format!(
                "at most {MAX_ROWS} rows and {MAX_CELLS} cells that hold something in a table; those from here on were left out"
            );
            let problem = sheet.problem(file, row, Some(*column), "rows", &format!("{rows} more"), &expected);
            reader.problems.push(problem.code("too-large"));
        }
    }
}
