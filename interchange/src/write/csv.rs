//! CSV as spreadsheets like it: UTF-8 with a mark, nothing that they would run.

use super::table::{self, Table, Value};
use super::{Content, Written};
use crate::numeral;
use crate::table::guarded;

/// Writes questions as the table of docs/FORMATS.md.
///
/// ```
/// # use std::collections::BTreeMap;
/// use interchange::write::{Content, csv};
/// let read = interchange::read("q.gift", b"::q1::2 + 2? {=4 ~=5}");
/// let written = csv::write(&Content { title: "Sums", questions: &read.questions, media: &BTreeMap::new() });
/// assert!(written.left_out.is_empty());
/// ```
pub fn write(content: &Content<'_>) -> Written {
    let mut written = Written::default();
    let table = table::table(content, &mut written.left_out);
    written.bytes = bytes(&table);
    written
}

pub(super) fn bytes(table: &Table) -> Vec<u8> {
    let mut lines: Vec<String> = vec![line(table.columns.iter().map(|column| column.name()))];
    for row in &table.rows {
        lines.push(line(table.columns.iter().map(|column| match row.get(column) {
            None => String::new(),
            Some(Value::Number(number)) => numeral::text(*number),
            // A number is no formula, whatever its sign.
            Some(Value::Text(text)) if numeral::number(text, false).is_some() => text.clone(),
            Some(Value::Text(text)) => guarded(text),
        })));
    }
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    for line in lines {
        bytes.extend_from_slice(line.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        let needs = cell.contains([',', ';', '\t', '|', '"', '\n', '\r']) || cell.trim() != cell;
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    cells.map(quoted).collect::<Vec<_>>().join(",")
}
