//! Questions in a table, one a row: CSV and workbooks alike, once their cells are read.
//!
//! The header is found by its names, below a title too. What a row says is plain text, unless a column `markup` says otherwise.
//! docs/FORMATS.md lists the columns.

mod answers;
mod column;
mod csv;
mod gaps;
mod header;
mod key;
mod limits;
mod row;
mod sheet;

pub(crate) use column::Column;
pub(crate) use csv::read as read_csv;
pub use csv::{CsvRow, csv_rows};
pub(crate) use limits::MAX_CELLS;
pub(crate) use row::written_list;
pub use sheet::runs;
pub(crate) use sheet::{Cell, Kind, Row, Sheet, bared, guarded};

use crate::Problem;
use crate::reading::Reader;

/// Reads the sheets of one file; those that hold no questions are passed over.
pub(crate) fn read(reader: &mut Reader, file: &str, sheets: &[Sheet]) {
    let mut found = false;
    let mut passed = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        let Some(header) = header::find(sheet) else {
            passed.push(sheet);
            continue;
        };
        if sheet.hidden {
            let problem =
                sheet.problem(file, &sheet.rows[header.row], None, "sheet", "hidden", "a sheet that is shown; it was left out");
            reader.problems.push(problem.as_warning().code("hidden-sheet"));
            continue;
        }
        found = true;
        if header.check(reader, file, sheet) {
            row::read_all(reader, file, sheet, &header);
        }
    }
    for sheet in passed {
        let row = &sheet.rows[0];
        let value: Vec<&str> = row.cells.iter().map(|(_, cell)| cell.text.as_str()).collect();
        let expected = "a row with the names of columns: stem (or question), option_a, option_b, ... and correct";
        let problem = sheet.problem(file, row, None, "header", &value.join(", "), expected).code("missing-column");
        if !found {
            reader.problems.push(problem);
        } else if sheet.rows.iter().take(header::HEAD).any(|row| header::known(row) > 1) {
            reader.problems.push(problem.as_warning().code("sheet-without-questions"));
        }
    }
    if reader.questions.is_empty() && sheets.iter().all(|sheet| sheet.rows.is_empty()) && !has_errors(reader) {
        reader.problems.push(Problem::error(file, None, "file", "no rows", "a table with questions").code("no-items"));
    }
}

fn has_errors(reader: &Reader) -> bool {
    reader.problems.iter().any(Problem::is_error)
}

#[cfg(test)]
mod tests;
