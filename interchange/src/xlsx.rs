//! Workbooks: cells as people see them, each with its place, streamed, so that a million empty rows cost nothing.

use std::io::Cursor;

use calamine::{CellErrorType, DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::pattern::{Pattern, Patterns};
use crate::reading::Reader;
use crate::table::{self, Cell, Kind, MAX_CELLS, Row, Sheet, bared};
use crate::{Problem, encoding, markers};

/// No cell has more characters: a spreadsheet holds no more.
const MAX_CHARACTERS: usize = 32_767;
/// The texts of a workbook's cells have no more bytes, each cell's counted, shared or merged as it may be.
const MAX_TEXT: usize = 64 << 20;
/// Regions of merged cells that are looked at.
const MAX_MERGED: usize = 2_000;

/// What a workbook may still hold.
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// Takes a cell off; none where too little is left.
    fn charge(&mut self, text: &str) -> Option<()> {
        self.cells = self.cells.checked_sub(1)?;
        self.text = self.text.checked_sub(text.len())?;
        Some(())
    }
}

/// Reads a workbook that was opened as a package before.
pub(crate) fn read(reader: &mut Reader, file: &str, bytes: &[u8]) {
    let wrong = |error: &XlsxError| {
        let expected = "a workbook that a spreadsheet program opens: open it there and save it again";
        Problem::error(file, None, "workbook", error.to_string(), expected).code("xlsx-malformed")
    };
    let mut workbook: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(error) => return reader.problems.push(wrong(&error)),
    };
    let named: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let (mut sheets, mut left) = (Vec::new(), Budget { cells: MAX_CELLS, text: MAX_TEXT });
    for (name, hidden) in named {
        match rows(reader, file, &mut workbook, &name, &mut left) {
            Ok(Some(rows)) => {
                let mut sheet = Sheet { name, hidden, commas: false, rows };
                if merge(reader, file, &mut workbook, &mut sheet, &mut left).is_none() {
                    return reader.problems.push(too_large(file, &sheet.name));
                }
                sheets.push(sheet);
            }
            Ok(None) => return reader.problems.push(too_large(file, &name)),
            Err(error) => {
                let problem = wrong(&error);
                reader.problems.push(Problem { sheet: Some(name), ..problem });
            }
        }
    }
    table::read(reader, file, &sheets);
}

fn too_large(file: &str, sheet: &str) -> Problem {
    let expected = format!("a workbook of at most {MAX_CELLS} cells that hold something, and 64 MiB of text in them");
    Problem::error(file, None, "workbook", sheet, expected).code("too-large")
}

/// The rows of a sheet that hold something; none where there is too much. A text that was cut is said.
fn rows(
    reader: &mut Reader,
    file: &str,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    left: &mut Budget,
) -> Result<Option<Vec<Row>>, XlsxError> {
    let patterns = patterns(workbook, name)?;
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut in_order = true;
    while let Some(record) = cells.next_cell_with_formula_metadata()? {
        let pattern = patterns.get(record.pos);
        let Some(cell) = cell(&record.value, record.formula.is_some(), pattern) else { continue };
        if left.charge(&cell.text).is_none() {
            return Ok(None);
        }
        let (row, column) = (record.pos.0 as usize + 1, record.pos.1 as usize);
        if is_long(&record.value) {
            let expected = format!("at most {MAX_CHARACTERS} characters, as a spreadsheet holds; the rest was left out");
            let value: String = cell.text.chars().take(60).collect();
            let place = format!("{}{row}", crate::letters::of(column));
            let problem = Problem::error(file, None, "cell", value, expected).cell(name, place);
            reader.problems.push(problem.as_warning().code("too-large"));
        }
        if has_nul(&record.value) {
            let place = format!("{}{row}", crate::letters::of(column));
            reader.problems.push(encoding::nul(Problem::error(file, None, "cell", "", "").cell(name, place)));
        }
        match rows.last_mut() {
            Some(last) if last.number == row => {
                in_order &= last.width <= column;
                last.width = column + 1;
                last.cells.push((column, cell));
            }
            last => {
                in_order &= last.is_none_or(|last| last.number < row);
                rows.push(Row { number: row, line: None, cells: vec![(column, cell)], width: column + 1 });
            }
        }
    }
    if !in_order {
        tidy(&mut rows);
    }
    Ok(Some(rows))
}

/// Rows and cells in order, one of each place: some programs write them as they please.
fn tidy(rows: &mut Vec<Row>) {
    rows.sort_by_key(|row| row.number);
    rows.dedup_by(|next, row| {
        let same = next.number == row.number;
        if same {
            row.cells.append(&mut next.cells);
        }
        same
    });
    for row in rows {
        row.cells.sort_by_key(|(column, _)| *column);
        row.cells.dedup_by_key(|(column, _)| *column);
        row.width = row.cells.last().map_or(0, |(column, _)| column + 1);
    }
}

/// How a sheet shows the numbers of its cells, where that is more than their digits.
fn patterns(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Patterns, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let known: Vec<Option<Pattern>> =
        cells.styles().iter().map(|style| Pattern::of(&style.number_format.as_ref()?.format_code)).collect();
    let mut patterns = Patterns(Vec::new());
    // Most workbooks have no such format, and are read once.
    if known.iter().all(Option::is_none) {
        return Ok(patterns);
    }
    while let Some((row, column, style)) = cells.next_style_id()? {
        if let Some(Some(pattern)) = known.get(style)
            && patterns.0.len() < MAX_CELLS
        {
            patterns.0.push(((row, column), *pattern));
        }
    }
    patterns.0.sort_unstable_by_key(|(place, _)| *place);
    Ok(patterns)
}

/// A cell as people see it; none where it is empty.
fn cell(value: &DataRef<'_>, has_formula: bool, pattern: Option<Pattern>) -> Option<Cell> {
    let text = |text: &str| {
        let end = text.char_indices().nth(MAX_CHARACTERS).map_or(text.len(), |(at, _)| at);
        let text = text[..end].replace('\0', "");
        markers::without(bared(text.trim()).trim())
    };
    let (text, kind) = match value {
        DataRef::Empty if has_formula => ("a formula".to_owned(), Kind::Formula),
        DataRef::Empty => return None,
        DataRef::String(value) => (text(value), Kind::Text),
        DataRef::SharedString(value) => (text(value), Kind::Text),
        DataRef::Int(number) => (written(*number as f64, pattern), Kind::Number),
        DataRef::Float(number) => (written(*number, pattern), Kind::Number),
        DataRef::Bool(true) => ("TRUE".to_owned(), Kind::Text),
        DataRef::Bool(false) => ("FALSE".to_owned(), Kind::Text),
        // A time of no day, or a length of time, has no date.
        DataRef::DateTime(date) if date.is_duration() || (0.0..1.0).contains(&date.as_f64()) => (time(date.as_f64()), Kind::Date),
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
            let time = if (hour, minute) == (0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}") };
            (format!("{year}-{month:02}-{day:02}{time}"), Kind::Date)
        }
        DataRef::DateTimeIso(date) | DataRef::DurationIso(date) => (text(date), Kind::Date),
        DataRef::Error(error) => (name(error).to_owned(), Kind::Error),
    };
    (!text.is_empty()).then_some(Cell { text, kind })
}

/// Whether a text has more characters than a cell holds.
fn is_long(value: &DataRef<'_>) -> bool {
    words(value).chars().nth(MAX_CHARACTERS).is_some()
}

/// Whether U+0000 is in a text; a workbook may write it as `_x0000_`.
fn has_nul(value: &DataRef<'_>) -> bool {
    words(value).contains('\0')
}

/// The text of a cell; nothing of numbers and the like.
fn words<'a>(value: &'a DataRef<'_>) -> &'a str {
    match value {
        DataRef::String(text) => text,
        DataRef::SharedString(text) => text,
        _ => "",
    }
}

/// Days as hours and minutes, and seconds where there are some.
fn time(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let sign = if days < 0.0 { "-" } else { "" };
    let end = if seconds == 0 { String::new() } else { format!(":{seconds:02}") };
    format!("{sign}{hours:02}:{minutes:02}{end}")
}

/// A number as its cell shows it, and in full where it shows less.
fn written(number: f64, pattern: Option<Pattern>) -> String {
    pattern.and_then(|pattern| pattern.write(number)).unwrap_or_else(|| shown(number))
}

/// A number in the 15 digits that a spreadsheet keeps, without the noise behind them.
fn shown(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    crate::numeral::text(rounded)
}

fn name(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#DATA!",
    }
}

/// Gives the rows of a merged region what its first row says, and says so: what is merged over rows is meant for each.
/// None where that is too much.
fn merge(
    reader: &mut Reader,
    file: &str,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &mut Sheet,
    left: &mut Budget,
) -> Option<()> {
    let Ok(regions) = workbook.merge_cells_by_sheet_name(&sheet.name) else { return Some(()) };
    let mut said = false;
    for region in regions.into_iter().take(MAX_MERGED) {
        let (first, last) = (region.start.0 as usize + 1, region.end.0 as usize + 1);
        let column = region.start.1 as usize;
        let Ok(top) = sheet.rows.binary_search_by_key(&first, |row| row.number) else { continue };
        let Some(text) = sheet.rows[top].cell(column).map(|cell| cell.text.clone()).filter(|_| last > first) else { continue };
        let end = sheet.rows.partition_point(|row| row.number <= last);
        if !said && end > top + 1 {
            said = true;
            let expected = "cells of their own; what is merged over rows was read for each of them";
            let problem = sheet.problem(file, &sheet.rows[top], Some(column), "merged cells", &text, expected);
            reader.problems.push(problem.as_warning().code("merged-cells"));
        }
        for row in &mut sheet.rows[top + 1..end] {
            if let Err(at) = row.cells.binary_search_by_key(&column, |(column, _)| *column) {
                left.charge(&text)?;
                row.cells.insert(at, (column, Cell { text: text.clone(), kind: Kind::Merged }));
                row.width = row.width.max(column + 1);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_numbers_as_a_spreadsheet_does() {
        for (number, text) in [(1.0, "1"), (0.1 + 0.2, "0.3"), (-0.6, "-0.6"), (1e20, "1e20"), (0.0, "0")] {
            assert_eq!(written(number, None), text);
        }
        for (days, text) in
            [(0.520_833_333_333_333_3, "12:30"), (0.0, "00:00"), (1.5, "36:00"), (-0.25, "-06:00"), (1e-5, "00:00:01")]
        {
            assert_eq!(time(days), text);
        }
    }

    #[test]
    fn names_a_formula_without_a_value_and_an_error() {
        let formula = cell(&DataRef::Empty, true, None).unwrap();
        assert_eq!(formula.kind, Kind::Formula);
        assert!(cell(&DataRef::Empty, false, None).is_none());
        let error = cell(&DataRef::Error(CellErrorType::Ref), false, None).unwrap();
        assert_eq!((error.text.as_str(), error.kind), ("#REF!", Kind::Error));
    }
}
