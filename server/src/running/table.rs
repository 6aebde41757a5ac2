//! Tables as CSV that a spreadsheet opens as what they are.

/// A table with its heading.
#[derive(Debug)]
pub struct Table {
    /// Names of the columns.
    pub heading: Vec<&'static str>,
    /// As many cells in each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A count.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl Table {
    /// CSV as RFC 4180 says, in UTF-8 with a byte order mark, by which spreadsheets know it.
    ///
    /// A text that begins as a formula does (`=`, `+`, `-`, `@`, tab, carriage return) gets an apostrophe in front: learners' answers and
    /// names are in these tables, and a spreadsheet would run them.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xEF, 0xBB, 0xBF]);
        let heading: Vec<&str> = self.heading.clone();
        let mut written = writer.write_record(heading);
        for row in &self.rows {
            written = written.and_then(|()| writer.write_record(row.iter().map(Cell::written)));
        }
        written.expect("a vector takes what is written, and rows are as long as the heading");
        writer.into_inner().expect("a vector takes what is written")
    }

    /// A list of objects, one for each row.
    pub fn json(&self) -> serde_json::Value {
        let object = |row: &Vec<Cell>| {
            let pairs = self.heading.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), cell.json()));
            serde_json::Value::Object(pairs.collect())
        };
        self.rows.iter().map(object).collect()
    }
}

impl Cell {
    fn written(&self) -> String {
        match self {
            Self::Text(text) if interchange::runs_in_a_spreadsheet(text) => format!("'{text}"),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Count(count) => count.to_string(),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Empty => String::new(),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.clone().into(),
            Self::Number(number) => (*number).into(),
            Self::Count(count) => (*count).into(),
            Self::Flag(flag) => (*flag).into(),
            Self::Empty => serde_json::Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_no_spreadsheet_run_what_a_learner_typed() {
        let table = Table {
            heading: vec!["name", "theta", "n"],
            rows: vec![
                vec!["=HYPERLINK(\"x\")".into(), Cell::Number(-0.5), 3_usize.into()],
                vec!["@sum, \"q\"".into(), None::<f64>.into(), true.into()],
            ],
        };
        let csv = String::from_utf8(table.csv()).unwrap();
        assert_eq!(
            csv, "\u{feff}name,theta,n\r\n\"'=HYPERLINK(\"\"x\"\")\",-0.5,3\r\n\"'@sum, \"\"q\"\"\",,yes\r\n",
            "numbers stay numbers, also below zero"
        );
        assert_eq!(table.json()[0]["name"], "=HYPERLINK(\"x\")", "JSON runs nowhere");
    }
}
