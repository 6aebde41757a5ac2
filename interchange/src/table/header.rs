//! The row with the names of the columns.

use std::collections::BTreeMap;

use super::answers::Type;
use super::column::Column;
use super::limits::MAX_COLUMNS;
use super::sheet::{Row, Sheet};
use crate::reading::Reader;

/// Rows among which the header is looked for.
pub(super) const HEAD: usize = 30;

/// Which column says what.
pub(super) struct Header {
    /// Its place among the sheet's rows.
    pub(super) row: usize,
    /// Where each column stands.
    pub(super) columns: BTreeMap<Column, usize>,
    /// How many cells the row has.
    pub(super) width: usize,
    /// Whether texts are HTML, as in TAO's table.
    pub(super) html: bool,
    doubled: Vec<(usize, usize)>,
    unknown: Vec<usize>,
}

/// How many names of columns a row holds.
pub(super) fn known(row: &Row) -> usize {
    let mut names: Vec<Column> = row.cells.iter().filter_map(|(_, cell)| Column::of(&cell.text)).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// The header of a sheet: the first row that names a question and something of its answers, else the first of three names.
pub(super) fn find(sheet: &Sheet) -> Option<Header> {
    let rows = &sheet.rows[..sheet.rows.len().min(HEAD)];
    let whole = rows.iter().position(|row| {
        let names = || row.cells.iter().filter_map(|(_, cell)| Column::of(&cell.text));
        names().any(|name| name == Column::Stem)
            && names().any(|name| matches!(name, Column::Correct | Column::Type | Column::Option(_) | Column::Score(_)))
    });
    let row = whole.or_else(|| rows.iter().position(|row| known(row) >= 3))?;
    Some(Header::of(row, &sheet.rows[row]))
}

impl Header {
    fn of(place: usize, row: &Row) -> Self {
        let mut header =
            Self { row: place, columns: BTreeMap::new(), width: 0, html: false, doubled: Vec::new(), unknown: Vec::new() };
        for (at, cell) in &row.cells {
            header.width = at + 1;
            if *at >= MAX_COLUMNS {
                continue;
            }
            match Column::of(&cell.text) {
                None => header.unknown.push(*at),
                Some(column) => match header.columns.get(&column) {
                    Some(before) => header.doubled.push((*before, *at)),
                    None => {
                        header.columns.insert(column, *at);
                    }
                },
            }
        }
        let has = |name: &str| row.cells.iter().any(|(_, cell)| cell.text == name);
        header.html = has("choice_1") && has("correct_answer");
        header
    }

    /// Whether rows can be read with it; what is wrong is said.
    pub(super) fn check(&self, reader: &mut Reader, file: &str, sheet: &Sheet) -> bool {
        let row = &sheet.rows[self.row];
        if let Some((beyond, _)) = row.cells.iter().find(|(at, _)| *at >= MAX_COLUMNS) {
            let expected = format!("at most {MAX_COLUMNS} columns; those from here on were left out");
            let problem = sheet.problem(file, row, Some(*beyond), "header", &format!("{} columns", self.width), &expected);
            reader.problems.push(problem.code("too-large"));
        }
        let mut sound = true;
        if row.number != 1 {
            let expected = "the names of the columns in the first row; what stands above them was passed over";
            let problem = sheet.problem(file, row, None, "header", &format!("row {}", row.number), expected);
            reader.problems.push(problem.as_warning().code("header-not-first-row"));
        }
        for (before, at) in &self.doubled {
            let expected = format!("each column once: {} says the same", row.name(*before));
            let problem = sheet.problem(file, row, Some(*at), "header", row.text(*at), &expected);
            reader.problems.push(problem.code("duplicate-column"));
            sound = false;
        }
        let mut missing = |column: Column, value: String, expected: &str| {
            let problem = sheet.problem(file, row, None, &column.name(), &value, expected);
            reader.problems.push(problem.code("missing-column"));
            sound = false;
        };
        let no = |column: Column| format!("no column {}", column.name());
        if !self.columns.contains_key(&Column::Stem) {
            missing(Column::Stem, no(Column::Stem), "a column stem (or question) with what is asked");
        }
        let has_scores = self.columns.keys().any(|column| matches!(column, Column::Score(_)));
        if !self.columns.contains_key(&Column::Correct) && !has_scores && self.needs_key(sheet) {
            missing(
                Column::Correct,
                no(Column::Correct),
                "a column correct (or answer) with the letter or the value that is right",
            );
        }
        for at in &self.unknown {
            let name = row.text(*at);
            let expected = match likely(name) {
                Some(column) => format!("{column}, if that is meant; the column was left out"),
                None => "one of the columns of the template; it was left out".to_owned(),
            };
            let problem = sheet.problem(file, row, Some(*at), "header", name, &expected);
            reader.problems.push(problem.as_warning().code("unknown-column"));
        }
        sound
    }

    /// Whether some row is of a type that says in `correct` what is right.
    fn needs_key(&self, sheet: &Sheet) -> bool {
        let Some(column) = self.columns.get(&Column::Type) else { return true };
        sheet.rows[self.row + 1..].iter().any(|row| Type::of(row.text(*column)).is_none_or(Type::needs_key))
    }
}

/// The column whose name is nearly this.
fn likely(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let names = [
        "id",
        "type",
        "stem",
        "option_a",
        "correct",
        "points",
        "feedback",
        "outcome",
        "difficulty_b",
        "tolerance",
        "unit",
        "tags",
    ];
    names.iter().find(|known| strsim::jaro_winkler(known, &name) > 0.88).map(|known| (*known).to_owned())
}
