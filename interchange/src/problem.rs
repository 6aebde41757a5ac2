//! What is wrong with a file, where, and what should stand there.

use std::fmt;

use serde::Serialize;

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
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Whether the bank is accepted all the same.
    pub severity: Severity,
    /// Path inside the bank's folder, with `/`.
    pub file: String,
    /// Counted from 1; absent where the whole file is meant.
    pub line: Option<usize>,
    /// As written in the file: `irt.a`, `options`, `prompt`.
    pub field: String,
    /// What is there.
    pub value: String,
    /// What should be.
    pub expected: String,
}

impl Problem {
    /// For which the bank is not accepted.
    pub fn error(
        file: impl Into<String>,
        line: impl Into<Option<usize>>,
        field: impl Into<String>,
        value: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            file: file.into(),
            line: line.into(),
            field: field.into(),
            value: shorten(&value.into()),
            expected: expected.into(),
        }
    }

    /// The same, as a warning.
    #[must_use]
    pub fn as_warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// Whether the bank is not accepted for it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        let Self { field, value, expected, .. } = self;
        let warning = if self.is_error() { "" } else { "warning: " };
        write!(f, ": {warning}{field} = {value}, expected {expected}")
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
    // Control and direction-changing characters could repaint a terminal.
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    line.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}
