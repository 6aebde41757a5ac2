//! CSV: separators found, quoted line ends kept, rows counted as a spreadsheet counts them.

use std::collections::{BTreeMap, BTreeSet};

use super::header;
use super::limits::{Kept, MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use super::sheet::{Cell, Kind, Row, Sheet, bared};
use crate::markers;
use crate::reading::Reader;

/// What may stand between cells.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Rows that are looked at to find the separator.
const HEAD: usize = 30;

/// Reads a file.
pub(crate) fn read(reader: &mut Reader, file: &str, text: &str) {
    let text = &markers::without(text);
    let (stated, from) = stated(text);
    let separator = stated.unwrap_or_else(|| guess(text));
    let cut = Cut { most: MAX_COLUMNS, ..Cut::new(&text[from..], separator, usize::from(from > 0)) };
    let mut kept = Kept::default();
    let mut sheet = Sheet { name: String::new(), hidden: false, commas: separator == ';', rows: Vec::new() };
    for CutRow { row, flaw, beyond } in cut {
        if let Some(Flaw { column, value, open }) = &flaw {
            let expected = if *open {
                "a closing quotation mark, and nothing but a separator behind it; the row was left out"
            } else {
                "nothing but a separator behind the closing quotation mark; a mark inside a text is written twice"
            };
            let problem = sheet.problem(file, &row, Some(*column), "cell", value, expected).code("csv-quote");
            reader.problems.push(if *open { problem } else { problem.as_warning() });
            if *open {
                continue;
            }
        }
        kept.add(row, beyond);
    }
    kept.tell(reader, file, &sheet);
    sheet.rows = kept.rows;
    leave_out_swallowed_rows(reader, file, &mut sheet, separator);
    super::read(reader, file, &[sheet]);
}

/// Leaves out each row with a cell that holds lines which could be rows of this table: two stray marks may close each other, and good rows
/// would be lost without a word.
fn leave_out_swallowed_rows(reader: &mut Reader, file: &str, sheet: &mut Sheet, separator: char) {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in &sheet.rows {
        *widths.entry(row.width).or_default() += 1;
    }
    let Some((usual, _)) = widths.into_iter().filter(|(width, _)| *width >= 4).max_by_key(|(_, rows)| *rows) else { return };
    let mut bad: BTreeSet<usize> = BTreeSet::new();
    for row in &sheet.rows {
        for (column, cell) in &row.cells {
            // The first line and the last hold parts of the cells around.
            let mut inner = cell.text.split(['\n', '\r']).skip(1).peekable();
            let mut like_a_row = false;
            while let Some(line) = inner.next() {
                like_a_row |= inner.peek().is_some() && line.matches(separator).count() + 1 == usual;
            }
            if like_a_row {
                let expected = "a text of one cell; a line of it looks like a row: perhaps a quotation mark is missing or too many; the row was left out, and with it what looks like rows";
                let problem = sheet.problem(file, row, Some(*column), "cell", &cell.text, expected);
                reader.problems.push(problem.code("csv-quote"));
                bad.insert(row.number);
            }
        }
    }
    sheet.rows.retain(|row| !bad.contains(&row.number));
}

/// A row of a text that is cut at separators, for tables of something else than questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRow {
    /// As a spreadsheet counts, from 1.
    pub number: usize,
    /// Without white space around them, and without the apostrophe that keeps a spreadsheet from running a cell.
    pub cells: Vec<String>,
    /// The column, counted from 0, of a cell whose quotation mark is never closed, and the cell as it stands: the row is cut as if the
    /// mark were a letter, and the next row begins at the next line.
    pub open_quote: Option<(usize, String)>,
}

/// Cuts a text into the rows that hold something, each up to the last cell that does.
///
/// A short text must not become a large table: no row has more than 1000 cells, and nothing is cut behind 100,000 rows or two million
/// cells.
///
/// ```
/// let rows = interchange::csv_rows("name;note\nAna;\"a; b\"\nBen;\"so\nCy;c\n", ';');
/// assert_eq!(rows[1].cells, ["Ana", "a; b"]);
/// assert_eq!((rows[2].open_quote.clone(), &rows[3].cells[..]), (Some((1, "\"so".to_owned())), &["Cy".to_owned(), "c".to_owned()][..]));
/// ```
pub fn csv_rows(text: &str, separator: char) -> Vec<CsvRow> {
    let mut left = MAX_CELLS;
    let row = |CutRow { row, flaw, .. }: CutRow| {
        let open_quote = flaw.filter(|flaw| flaw.open).map(|flaw| (flaw.column, flaw.value));
        let width = row.cells.last().map_or(0, |(column, _)| column + 1);
        left = left.saturating_sub(width);
        let mut cells = vec![String::new(); width];
        for (column, cell) in row.cells {
            cells[column] = cell.text;
        }
        (left > 0).then_some(CsvRow { number: row.number, cells, open_quote })
    };
    let cut = Cut { most: MAX_COLUMNS, ..Cut::new(text, separator, 0) };
    let holds_something = |row: &CutRow| !row.row.cells.is_empty() || row.flaw.as_ref().is_some_and(|flaw| flaw.open);
    cut.filter(holds_something).take(MAX_ROWS).map_while(row).collect()
}

/// A first line `sep=;`, as spreadsheets write it, and where the next begins.
fn stated(text: &str) -> (Option<char>, usize) {
    let line = text.lines().next().unwrap_or_default();
    let mut after = line.strip_prefix("sep=").unwrap_or_default().chars();
    match (after.next(), after.as_str().trim().is_empty()) {
        (Some(separator), true) if separator.is_ascii() => (Some(separator), text.find('\n').map_or(text.len(), |end| end + 1)),
        _ => (None, 0),
    }
}

/// The separator by which a row of names appears, else the one that cuts most.
fn guess(text: &str) -> char {
    let score = |separator: char| {
        let cut = Cut { most: MAX_COLUMNS, ..Cut::new(text, separator, 0) };
        let rows: Vec<Row> = cut.take(HEAD).map(|row| row.row).collect();
        let named = rows.iter().map(header::known).max().unwrap_or(0);
        (named, rows.iter().map(|row| row.width).sum::<usize>())
    };
    let mut best = (',', score(','));
    for separator in &SEPARATORS[1..] {
        let found = score(*separator);
        if found > best.1 {
            best = (*separator, found);
        }
    }
    best.0
}

/// A row, the worst that is wrong with its quotation marks, and the first column of it that holds something and was left out.
struct CutRow {
    row: Row,
    flaw: Option<Flaw>,
    beyond: Option<usize>,
}

/// Quotation marks of a cell that do not enclose it.
struct Flaw {
    column: usize,
    /// The cell as it stands in the file.
    value: String,
    /// Whether the mark that opens has none that closes: then nobody knows where the cell ends.
    open: bool,
}

/// A cell's text, and what is wrong with its quotation marks.
struct CutCell {
    text: String,
    /// Whether the flaw is an open one.
    flaw: Option<bool>,
}

/// A cell whose opening mark has one that closes.
struct Quoted {
    text: String,
    /// How long it is in the file, from behind the opening mark to behind the closing one.
    length: usize,
}

/// Cuts a text into rows.
struct Cut<'a> {
    rest: &'a str,
    separator: char,
    number: usize,
    line: usize,
    /// How many cells of a row are kept.
    most: usize,
}

impl<'a> Cut<'a> {
    fn new(text: &'a str, separator: char, rows_before: usize) -> Self {
        Self { rest: text, separator, number: rows_before, line: 1 + rows_before, most: usize::MAX }
    }

    fn is_blank(&self, c: char) -> bool {
        c == ' ' || c == '\t' && self.separator != '\t'
    }

    /// Takes the next cell.
    ///
    /// A mark that stands at the beginning of a cell and is never closed, or is closed in a later line by a mark that ends no cell, was
    /// not meant to hold the lines between: that line alone is bad, and what follows is cut as if the mark were a letter.
    fn cell(&mut self) -> CutCell {
        let Some(inside) = self.rest.trim_start_matches(|c| self.is_blank(c)).strip_prefix('"') else {
            return CutCell { text: self.bare().to_owned(), flaw: None };
        };
        let Some(Quoted { text, length }) = quoted(inside) else {
            return CutCell { text: self.bare().to_owned(), flaw: Some(true) };
        };
        if self.ends_a_cell(&inside[length..]) {
            self.line += text.matches('\n').count().max(text.matches('\r').count());
            self.rest = &inside[length..];
            self.bare();
            return CutCell { text, flaw: None };
        }
        if inside[..length].contains(['\n', '\r']) {
            return CutCell { text: self.bare().to_owned(), flaw: Some(true) };
        }
        // Within a line the end can be told: the marks in between were meant as such, and should have been doubled.
        if let Some(end) = self.end_in_line(inside) {
            let text = inside[..end].replace("\"\"", "\"");
            self.rest = &inside[end + 1..];
            self.bare();
            return CutCell { text, flaw: Some(false) };
        }
        let text = if text.contains(self.separator) {
            self.rest = &inside[length..];
            text + self.bare()
        } else {
            self.bare().to_owned()
        };
        CutCell { text, flaw: Some(false) }
    }

    /// Takes what stands before the next separator or line end.
    fn bare(&mut self) -> &'a str {
        let (bare, rest) = self.rest.split_at(self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len()));
        self.rest = rest;
        bare
    }

    /// Whether a cell can end where this follows.
    fn ends_a_cell(&self, behind: &str) -> bool {
        let behind = behind.trim_start_matches(|c| self.is_blank(c));
        behind.is_empty() || behind.starts_with([self.separator, '\n', '\r'])
    }

    /// Where in its line a quoted cell ends whose marks inside are not doubled: at the first that is followed by a separator, unless
    /// another quoted cell begins before it.
    fn end_in_line(&self, inside: &str) -> Option<usize> {
        let mut looked = 0;
        for (at, _) in inside.match_indices('"') {
            if inside[looked..at].contains(['\n', '\r']) {
                return None;
            }
            looked = at;
            if inside[..at].trim_end_matches(|c| self.is_blank(c)).ends_with(self.separator) {
                return None;
            }
            if self.ends_a_cell(&inside[at + 1..]) {
                return Some(at);
            }
        }
        None
    }
}

/// What stands between marks, two of them being one; none where the last is missing.
fn quoted(inside: &str) -> Option<Quoted> {
    let mut text = String::new();
    let mut rest = inside;
    while let Some(at) = rest.find('"') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(after) = rest.strip_prefix('"') else {
            return Some(Quoted { text, length: inside.len() - rest.len() });
        };
        text.push('"');
        rest = after;
    }
    None
}

impl Iterator for Cut<'_> {
    type Item = CutRow;

    fn next(&mut self) -> Option<CutRow> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let mut row = Row { number: self.number, line: Some(self.line), cells: Vec::new(), width: 0 };
        let (mut flaw, mut beyond): (Option<Flaw>, Option<usize>) = (None, None);
        loop {
            let from = self.rest;
            let cell = self.cell();
            if let Some(open) = cell.flaw
                && flaw.as_ref().is_none_or(|flaw| open && !flaw.open)
            {
                let value = from[..from.len() - self.rest.len()].trim().to_owned();
                flaw = Some(Flaw { column: row.width, value, open });
            }
            let trimmed = cell.text.trim();
            if !trimmed.is_empty() && row.width >= self.most {
                beyond = beyond.or(Some(row.width));
            } else if !trimmed.is_empty() {
                let text = bared(trimmed).trim().to_owned();
                row.cells.push((row.width, Cell { text, kind: Kind::Text }));
            }
            row.width += 1;
            if let Some(rest) = self.rest.strip_prefix(self.separator) {
                self.rest = rest;
                continue;
            }
            let rest = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix(['\n', '\r']));
            self.rest = rest.unwrap_or(self.rest);
            self.line += 1;
            return Some(CutRow { row, flaw, beyond });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, separator: char) -> Vec<(usize, usize, Vec<String>)> {
        Cut::new(text, separator, 0)
            .map(|row| {
                let cells = row.row.cells.iter().map(|(column, cell)| format!("{column}:{}", cell.text)).collect();
                (row.row.number, row.row.line.unwrap(), cells)
            })
            .collect()
    }

    #[test]
    fn cuts_quoted_cells_and_counts_rows_and_lines() {
        let rows = cut("a,\"b \"\"c\"\"\nd\" ,\r\n\r\n,\"e,f\"x, g\n", ',');
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(rows, [(1, 1, cells(&["0:a", "1:b \"c\"\nd"])), (2, 3, cells(&[])), (3, 4, cells(&["1:e,fx", "2:g"]))]);
    }

    #[test]
    fn takes_marks_inside_a_line_as_they_were_meant() {
        for (line, cells) in [
            ("\"The \"best\" two?\",a", ["0:The \"best\" two?", "1:a"]),
            ("\"a \"b, c\" d\",e", ["0:a \"b, c\" d", "1:e"]),
            ("\"so\" he said,a", ["0:\"so\" he said", "1:a"]),
            ("\"x\"y, \"z\"", ["0:\"x\"y", "1:z"]),
            ("\"x\" , \"\"\"z\"\"\"", ["0:x", "1:\"z\""]),
        ] {
            assert_eq!(cut(line, ',')[0].2, cells, "{line}");
        }
    }

    #[test]
    fn makes_no_large_table_of_commas_and_line_ends() {
        assert!(csv_rows(&",\n\n".repeat(200_000), ',').is_empty());
        let rows = csv_rows(&format!("a,b,,,\n\n,c{}\n", ",".repeat(100_000)), ',');
        let found: Vec<_> = rows.iter().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(found, [(1, 2), (3, 2)]);
        let wide = format!("{}z\n", ",".repeat(999));
        let rows = csv_rows(&format!("{},z\n{}", ",".repeat(1_500), wide.repeat(3_000)), ',');
        assert!(rows.iter().map(|row| row.cells.len()).sum::<usize>() < MAX_CELLS, "{}", rows.len());
        assert_eq!((rows[0].number, rows.len()), (2, 1_999));
        assert_eq!(csv_rows(&"x\n".repeat(MAX_ROWS + 9), ',').len(), MAX_ROWS);
    }

    #[test]
    fn finds_the_separator() {
        for (text, separator) in [
            ("stem,option_a,correct\na;b;c,x,A", ','),
            ("A title, with a comma\n\nstem;option_a;correct\n", ';'),
            ("stem\toption a\tcorrect\n1,2\t3,4\tA", '\t'),
            ("stem|a|b|answer\n", '|'),
        ] {
            assert_eq!(guess(text), separator, "{text}");
        }
        assert_eq!(stated("sep=;\nx"), (Some(';'), 6));
    }

    #[test]
    fn takes_off_the_apostrophe_that_was_put_before_what_would_run() {
        for text in ["=1+1", "'=1", "''@x", "-x", "'tis", "x", ""] {
            assert_eq!(bared(&super::super::sheet::guarded(text)), text);
        }
        assert_eq!(bared("'=1"), "=1");
    }
}
