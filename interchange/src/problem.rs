//! What is wrong with a file, where, and what should stand there.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::line::Line;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The bank is not accepted.
    Error,
    /// The bank is accepted; its author should look.
    Warning,
}

/// One thing that is wrong, in the words of whoever must mend it.
///
/// ```
/// use interchange::Problem;
/// let problem = Problem::error("items/SD-1-03.md", 7, "irt.a", "\"abc\"", "a number above 0, at most 10");
/// assert_eq!(problem.to_string(), r#"items/SD-1-03.md:7: irt.a = "abc", expected a number above 0, at most 10"#);
/// let problem = Problem::error("bank.xlsx", None, "correct", "F", "a letter from A to D").cell("Items", "H7");
/// assert_eq!(problem.to_string(), "bank.xlsx, sheet Items, cell H7: correct = F, expected a letter from A to D");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Whether the bank is accepted all the same.
    pub severity: Severity,
    /// What kind of problem, for programs: `no-key`, `xml-malformed`; docs/FORMATS.md lists them.
    pub code: &'static str,
    /// Path inside the bank's folder or package, with `/`; the file's name where there is one file.
    pub file: String,
    /// Counted from 1; absent where the whole file is meant.
    pub line: Option<usize>,
    /// Counted from 1, in characters.
    pub column: Option<usize>,
    /// Of a workbook.
    pub sheet: Option<String>,
    /// In a table, as `H7`.
    pub cell: Option<String>,
    /// The item's id, where it concerns one.
    pub item: Option<String>,
    /// As written in the file: `irt.a`, `options`, `prompt`.
    pub field: String,
    /// What is there.
    pub value: String,
    /// What should be.
    pub expected: String,
}

impl Problem {
    /// For which the bank, or an item of it, is not accepted.
    pub fn error(
        file: impl Into<String>,
        line: impl Into<Option<usize>>,
        field: impl Into<String>,
        value: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            code: "invalid-value",
            file: visible(&file.into()),
            line: line.into(),
            column: None,
            sheet: None,
            cell: None,
            item: None,
            field: shorten(&field.into()),
            value: shorten(&value.into()),
            expected: expected.into(),
        }
    }

    /// The same, as a warning.
    #[must_use]
    pub fn as_warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// The same, of this kind.
    #[must_use]
    pub fn code(self, code: &'static str) -> Self {
        Self { code, ..self }
    }

    /// The same, at this column of its line, counted from 1.
    #[must_use]
    pub fn column(self, column: usize) -> Self {
        Self { column: Some(column), ..self }
    }

    /// The same, at this place of its file; without one, the whole file is meant.
    #[must_use]
    pub(crate) fn at(self, line: impl Into<Option<Line>>) -> Self {
        let line = line.into();
        Self { line: line.map(|line| line.number), column: line.and_then(|line| line.column), ..self }
    }

    /// The same, in this cell of a workbook's sheet.
    #[must_use]
    pub fn cell(self, sheet: &str, cell: impl Into<String>) -> Self {
        Self { sheet: Some(shorten(sheet)), cell: Some(cell.into()), ..self }
    }

    /// The same, in this cell of a file that has no sheets.
    #[must_use]
    pub fn in_cell(self, cell: impl Into<String>) -> Self {
        Self { cell: Some(cell.into()), ..self }
    }

    /// The same, about the item of this id.
    #[must_use]
    pub fn item(self, id: &str) -> Self {
        Self { item: Some(shorten(id)), ..self }
    }

    /// Whether the bank, or the item, is not accepted for it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Where it is, in words: `bank.csv:3:7`, `bank.xlsx, sheet Items, cell H7`.
    pub fn place(&self) -> String {
        let mut place = self.file.clone();
        for number in [self.line, self.column].into_iter().flatten() {
            place.push(':');
            place.push_str(&number.to_string());
        }
        for (name, value) in [("sheet", &self.sheet), ("cell", &self.cell)] {
            if let Some(value) = value {
                place.push_str(&format!(", {name} {value}"));
            }
        }
        place
    }

    /// What is wrong, without where.
    pub fn message(&self) -> String {
        let Self { field, value, expected, .. } = self;
        format!("{field} = {value}, expected {expected}")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let warning = if self.is_error() { "" } else { "warning: " };
        write!(f, "{}: {warning}{}", self.place(), self.message())
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Problem", 12)?;
        fields.serialize_field("severity", &self.severity)?;
        fields.serialize_field("code", self.code)?;
        fields.serialize_field("file", &self.file)?;
        fields.serialize_field("line", &self.line)?;
        fields.serialize_field("column", &self.column)?;
        fields.serialize_field("sheet", &self.sheet)?;
        fields.serialize_field("cell", &self.cell)?;
        fields.serialize_field("item", &self.item)?;
        fields.serialize_field("field", &self.field)?;
        fields.serialize_field("value", &self.value)?;
        fields.serialize_field("expected", &self.expected)?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}

/// One line, at most about 80 characters: a message must not carry a file.
fn shorten(value: &str) -> String {
    let mut line = String::new();
    for word in value.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().nth(80).is_some() {
            line = line.chars().take(79).collect();
            line.push('…');
            break;
        }
    }
    visible(&line)
}

/// Without control and direction-changing characters, which could repaint a terminal.
fn visible(text: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}
