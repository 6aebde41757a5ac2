//! Workbooks: every text as text, numbers only where the table has numbers.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::table::{self, Table, Value};
use super::{Content, Written, lost};
use crate::Problem;
use crate::table::{Column, guarded, runs};

/// Characters that a spreadsheet holds in a cell.
const MAX_TEXT: usize = 32_767;

/// Writes questions as a workbook with the table of docs/FORMATS.md; a question whose text no cell can hold is named.
pub fn write(content: &Content<'_>) -> Written {
    let mut written = Written::default();
    let mut table = table::table(content, &mut written.left_out);
    table.rows.retain(|row| {
        let long = row.iter().find_map(|(column, value)| match value {
            Value::Text(text) if text.encode_utf16().count() >= MAX_TEXT => Some(column),
            _ => None,
        });
        let Some(column) = long else { return true };
        let id = row.get(&Column::Id);
        if let Some(question) = content.questions.iter().find(|question| id == Some(&Value::Text(question.id.clone()))) {
            let expected = "a text of at most 32,767 characters, as a cell holds: the question was left out";
            written.left_out.push(lost(question, &column.name(), "a long text or a picture", expected));
        }
        false
    });
    match bytes(&table, content.title, &[]) {
        Ok(bytes) => written.bytes = bytes,
        Err(error) => {
            let expected = "what a workbook can hold";
            written.left_out.push(Problem::error("", None, "workbook", error.to_string(), expected).code("not-in-format"));
        }
    }
    written
}

/// The workbook of a table, with lines that explain its columns on a second sheet.
pub(super) fn bytes(table: &Table, title: &str, notes: &[(String, &str)]) -> Result<Vec<u8>, XlsxError> {
    let head = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    // What begins like a formula is marked as text for those who edit the cell.
    let quoted = wrapped.clone().set_quote_prefix();
    let mut workbook = Workbook::new();
    // The same questions make the same bytes, whatever the day.
    let properties = DocProperties::new().set_title(title.chars().take(200).collect::<String>());
    workbook.set_properties(&properties.set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Items")?.set_freeze_panes(1, 0)?;
    for (place, column) in table.columns.iter().enumerate() {
        let place = place as u16;
        sheet.write_string_with_format(0, place, column.name(), &head)?;
        sheet.set_column_width(place, width(*column))?;
        for (number, row) in table.rows.iter().enumerate() {
            let number = number as u32 + 1;
            match row.get(column) {
                None => {}
                Some(Value::Number(value)) => {
                    sheet.write_number_with_format(number, place, *value, &wrapped)?;
                }
                Some(Value::Text(text)) => text_cell(sheet, number, place, text, if runs(text) { &quoted } else { &wrapped })?,
            }
        }
    }
    if !notes.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Columns")?.set_column_width(0, 20)?.set_column_width(1, 100)?;
        for (row, (name, text)) in notes.iter().enumerate() {
            text_cell(sheet, row as u32, 0, name, &head)?;
            text_cell(sheet, row as u32, 1, text, &wrapped)?;
        }
    }
    workbook.save_to_buffer()
}

fn text_cell(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    // An apostrophe that import would take off gets another; the others are not needed, as the cell is text.
    let text = if text.starts_with('\'') { guarded(text) } else { text.to_owned() };
    sheet.write_string_with_format(row, column, text, format).map(|_| ())
}

fn width(column: Column) -> f64 {
    match column {
        Column::Stem => 60.0,
        Column::Option(_) | Column::OptionFeedback(_) | Column::Feedback => 28.0,
        _ => 14.0,
    }
}
