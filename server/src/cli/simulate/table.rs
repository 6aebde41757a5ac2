//! The two tables of a simulation with recorded answers, and everything that is wrong with them, each by its place.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use engine::Score;
use engine::bank::file::BankFile;
use serde_json::{Value, json};

/// The columns of the table of items.
const COLUMNS: [&str; 5] = ["id", "a", "b", "c", "d"];

/// The columns that [`engine::bank::file::ItemFile`] calls otherwise.
const FIELDS: [(&str, &str); 4] = [("irt.a", "a"), ("irt.b", "b"), ("irt.c", "c"), ("irt.d", "d")];

/// Something wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    file: String,
    line: u64,
    /// The column's name and its number from 1, where one is to blame.
    column: Option<(String, usize)>,
    value: String,
    expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some((name, number)) = &self.column {
            write!(f, "column {number} ")?;
            if !name.is_empty() {
                write!(f, "({name}) ")?;
            }
            f.write_str("= ")?;
        }
        write!(f, "{}, expected {}", self.value, self.expected)
    }
}

/// The items, as a bank that is not checked yet but will pass.
#[derive(Debug)]
pub struct Items {
    /// Their ids, in the table's order.
    pub ids: Vec<String>,
    /// All of them in one pool.
    pub file: BankFile,
}

/// The answers of one taker.
#[derive(Debug, PartialEq)]
pub struct Taker {
    /// As the first column has it, where it holds names; otherwise the number of the row, from 1.
    pub name: String,
    /// One for each item, in the order of the bank.
    pub scores: Vec<Score>,
}

/// A table in the course of being read.
struct Table<'a> {
    name: &'a str,
    header: StringRecord,
    header_line: u64,
    rows: Vec<(u64, StringRecord)>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Table<'a> {
    /// `None` if there is nothing that could be told column by column.
    fn parse(name: &'a str, bytes: &[u8], problems: &'a mut Vec<Problem>) -> Option<Self> {
        let whole = |line, value: &str, expected: &str| Problem {
            file: name.to_owned(),
            line,
            column: None,
            value: value.to_owned(),
            expected: expected.to_owned(),
        };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count() as u64;
                problems.push(whole(line, "bytes that are not UTF-8", "text in UTF-8"));
                return None;
            }
        };
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => rows.push((record.position().map_or(0, csv::Position::line), record)),
                Err(error) => problems.push(whole(1, &format!("a table that cannot be read ({error})"), "CSV")),
            }
        }
        if rows.is_empty() {
            problems.push(whole(1, "nothing", "a header"));
            return None;
        }
        let (header_line, header) = rows.remove(0);
        Some(Self { name, header, header_line, rows, problems })
    }

    fn problem(&mut self, line: u64, column: Option<usize>, value: String, expected: String) {
        let column = column.map(|index| (self.header.get(index).unwrap_or_default().to_owned(), index + 1));
        self.problems.push(Problem { file: self.name.to_owned(), line, column, value, expected });
    }

    /// Something wrong with a cell of the header, which has no name to be called by.
    fn header_problem(&mut self, index: usize, expected: String) {
        let value = quoted(self.header.get(index).unwrap_or_default());
        let column = Some((String::new(), index + 1));
        self.problems.push(Problem { file: self.name.to_owned(), line: self.header_line, column, value, expected });
    }

    /// The rows that have as many columns as the header; the others are problems.
    fn full_rows(&mut self) -> Vec<(u64, StringRecord)> {
        let columns = self.header.len();
        let (full, other): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.rows).into_iter().partition(|(_, row)| row.len() == columns);
        for (line, row) in other {
            self.problem(line, None, format!("{} columns", row.len()), format!("{columns}, as in the header"));
        }
        full
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("\"{text}\"") }
}

/// Reads the items. `None` if any problem was found; the ids that could be read come back all the same.
pub fn items(name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> (Vec<String>, Option<Items>) {
    let before = problems.len();
    let Some(mut table) = Table::parse(name, bytes, problems) else { return (Vec::new(), None) };
    let place = |table: &Table, column: &str| table.header.iter().position(|cell| cell.eq_ignore_ascii_case(column));
    let places = COLUMNS.map(|column| place(&table, column));
    for (column, _) in COLUMNS.iter().zip(places).filter(|(_, place)| place.is_none()) {
        let line = table.header_line;
        table.problem(line, None, format!("no column \"{column}\""), format!("the columns {}", COLUMNS.join(",")));
    }
    for index in 0..table.header.len() {
        if !places.contains(&Some(index)) {
            table.header_problem(index, format!("each of the columns {} once, and no other", COLUMNS.join(",")));
        }
    }
    let rows = table.full_rows();
    let mut ids: Vec<String> = Vec::new();
    let mut line_of: BTreeMap<String, u64> = BTreeMap::new();
    let mut values = Vec::new();
    for (line, row) in &rows {
        let cell = |index: Option<usize>| index.and_then(|index| Some((index, row.get(index)?)));
        if let Some((index, id)) = cell(places[0]) {
            match line_of.get(id).copied() {
                _ if id.is_empty() => table.problem(*line, Some(index), "nothing".to_owned(), "an id".to_owned()),
                Some(first) => table.problem(*line, Some(index), quoted(id), format!("an id that line {first} does not have")),
                None => {
                    line_of.insert(id.to_owned(), *line);
                    ids.push(id.to_owned());
                }
            }
        }
        let numbers = [1, 2, 3, 4].map(|column| {
            let (index, text) = cell(places[column])?;
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            if number.is_none() {
                table.problem(*line, Some(index), quoted(text), "a number".to_owned());
            }
            number
        });
        if let ([Some(a), Some(b), Some(c), Some(d)], Some((_, id))) = (numbers, cell(places[0])) {
            values.push(item(id, [a, b, c, d]));
        }
    }
    if rows.is_empty() && table.problems.len() == before {
        let line = table.header_line;
        table.problem(line, None, "no rows".to_owned(), "one for each item".to_owned());
    }
    // What the values mean is checked where every bank is; a place in that check is an item and a field.
    let file = bank(name, &values);
    for problem in file.check().err().unwrap_or_default() {
        let Some(line) = problem.item.as_ref().and_then(|id| line_of.get(id)).copied() else { continue };
        let Some((_, column)) = FIELDS.iter().find(|(field, _)| *field == problem.field) else { continue };
        let index = place(&table, column);
        table.problem(line, index, problem.value, problem.expected);
    }
    table.problems[before..].sort_by_key(|problem| (problem.line, problem.column.as_ref().map(|(_, number)| *number)));
    let sound = table.problems.len() == before;
    (ids.clone(), sound.then_some(Items { ids, file }))
}

/// Reads the answers to items of these ids, whose bank is in the file of that name. Columns are told apart by the header; one more at
/// the beginning, if it is no item's, names the takers.
pub fn takers(name: &str, bytes: &[u8], ids: &[String], bank: &str, problems: &mut Vec<Problem>) -> Vec<Taker> {
    let before = problems.len();
    let Some(mut table) = Table::parse(name, bytes, problems) else { return Vec::new() };
    let position: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(index, id)| (id.as_str(), index)).collect();
    let named = table.header.len() == ids.len() + 1 && table.header.get(0).is_some_and(|cell| !position.contains_key(cell));
    // For each item, in the bank's order, its column.
    let mut columns: Vec<Option<usize>> = vec![None; ids.len()];
    for index in usize::from(named)..table.header.len() {
        match position.get(table.header.get(index).unwrap_or_default()) {
            None => table.header_problem(index, format!("the id of an item in {bank}")),
            Some(&item) if columns[item].is_some() => table.header_problem(index, "each item once".to_owned()),
            Some(&item) => columns[item] = Some(index),
        }
    }
    for (id, _) in ids.iter().zip(&columns).filter(|(_, column)| column.is_none()) {
        let line = table.header_line;
        table.problem(line, None, format!("no column \"{id}\""), format!("one for each item of {bank}"));
    }
    let header_is_sound = table.problems.len() == before;
    let rows = table.full_rows();
    let mut takers = Vec::with_capacity(rows.len());
    for (number, (line, row)) in rows.iter().enumerate() {
        // Where the header is wrong, what could be a score is looked at all the same.
        let mut score = |index: usize| match row.get(index).unwrap_or_default() {
            "1" => Score::RIGHT,
            "0" => Score::WRONG,
            other => {
                table.problem(*line, Some(index), quoted(other), "0 or 1".to_owned());
                Score::WRONG
            }
        };
        let scores: Vec<Score> = if header_is_sound {
            columns.iter().flatten().map(|&index| score(index)).collect()
        } else {
            (usize::from(named)..row.len()).map(&mut score).collect()
        };
        let name = if named { row.get(0).unwrap_or_default().to_owned() } else { (number + 1).to_string() };
        takers.push(Taker { name, scores });
    }
    if takers.is_empty() && header_is_sound && table.problems.len() == before {
        let line = table.header_line;
        table.problem(line, None, "no rows".to_owned(), "one for each taker".to_owned());
    }
    table.problems[before..].sort_by_key(|problem| (problem.line, problem.column.as_ref().map(|(_, number)| *number)));
    takers
}

fn item(id: &str, [a, b, c, d]: [f64; 4]) -> Value {
    json!({
        "id": id, "kind": "choice", "pool": "practice", "status": "operational", "outcomes": ["recorded"], "bloom": null,
        "author": null, "shuffle": false, "last": [], "choose": null, "prompt": "On record", "answer": null,
        "options": [
            {"id": "1", "text": "right", "weight": 1.0, "feedback": null},
            {"id": "0", "text": "wrong", "weight": 0.0, "feedback": null},
        ],
        "irt": {"model": "4PL", "a": a, "b": b, "c": c, "d": d},
    })
}

/// A bank of these items, measured, on the logistic metric.
fn bank(name: &str, items: &[Value]) -> BankFile {
    let id = Path::new(name).file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
    let bank = json!({
        "format": engine::bank::file::FORMAT, "id": id, "title": name, "version": "1", "lang": "und", "licence": "none", "D": 1.0,
        "bank_sd": 0.0, "outcomes": [{"id": "recorded", "text": "Answers as recorded"}], "enemies": [], "items": items,
    });
    serde_json::from_value(bank).expect("made to the bank's shape")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BANK: &str = "id,a,b,c,d\nI1,1.2,0.5,0.2,1\nI2,0.8,-1,0,0.98\n";

    fn problems_of_bank(text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let (_, items) = items("bank.csv", text.as_bytes(), &mut problems);
        assert_eq!(items.is_none(), !problems.is_empty());
        problems.iter().map(ToString::to_string).collect()
    }

    fn read(text: &str) -> Result<Vec<Taker>, Vec<String>> {
        let mut problems = Vec::new();
        let ids = ["I1".to_owned(), "I2".to_owned()];
        let takers = takers("answers.csv", text.as_bytes(), &ids, "bank.csv", &mut problems);
        if problems.is_empty() { Ok(takers) } else { Err(problems.iter().map(ToString::to_string).collect()) }
    }

    #[test]
    fn reads_items_in_any_order_of_columns() {
        let mut problems = Vec::new();
        let (ids, items) = items("bank.csv", "\u{feff}d, id ,A,c,b\r\n1,I1,1.2,0.2,0.5\r\n".as_bytes(), &mut problems);
        assert_eq!((ids, problems), (vec!["I1".to_owned()], Vec::new()));
        let irt = &items.unwrap().file.items[0].irt;
        assert_eq!((irt.a, irt.b, irt.c, irt.d), (1.2, Some(0.5), 0.2, 1.0));
        assert!(problems_of_bank(BANK).is_empty());
    }

    #[test]
    fn names_everything_that_is_wrong_with_items_at_once() {
        let text = "id,a,b,c,d\nI1,0,0.5,0.2,1\nI2,x,0,0,\nI1,1,0,0,1\nI3,1,0,0\nI4,1,0,0.9,0.8\n,1,NaN,0,1\n";
        assert_eq!(
            problems_of_bank(text),
            [
                "bank.csv:2: column 2 (a) = 0, expected a > 0, at most 10",
                "bank.csv:3: column 2 (a) = \"x\", expected a number",
                "bank.csv:3: column 5 (d) = nothing, expected a number",
                "bank.csv:4: column 1 (id) = \"I1\", expected an id that line 2 does not have",
                "bank.csv:5: 4 columns, expected 5, as in the header",
                "bank.csv:6: column 4 (c) = 0.9, expected c < d",
                "bank.csv:7: column 1 (id) = nothing, expected an id",
                "bank.csv:7: column 3 (b) = \"NaN\", expected a number",
            ]
        );
        assert_eq!(problems_of_bank("id,a,b,c\nI1,1,0,0\n"), ["bank.csv:1: no column \"d\", expected the columns id,a,b,c,d"]);
        assert_eq!(
            problems_of_bank("id,a,b,c,d,a\n"),
            ["bank.csv:1: column 6 = \"a\", expected each of the columns id,a,b,c,d once, and no other"]
        );
        assert_eq!(problems_of_bank(""), ["bank.csv:1: nothing, expected a header"]);
        assert_eq!(problems_of_bank("id,a,b,c,d\n"), ["bank.csv:1: no rows, expected one for each item"]);
        let mut problems = Vec::new();
        items("bank.csv", b"id,a,b,c,d\nI\xff,1,0,0,1\n", &mut problems);
        assert_eq!(problems[0].to_string(), "bank.csv:2: bytes that are not UTF-8, expected text in UTF-8");
    }

    #[test]
    fn tells_answers_apart_by_the_names_in_the_header() {
        let scores = |one: u8, other: u8| vec![Score::new(one), Score::new(other)];
        let taker = |name: &str, scores| Taker { name: name.to_owned(), scores };
        assert_eq!(read("I1,I2\n1,0\n0,0\n").unwrap(), [taker("1", scores(1, 0)), taker("2", scores(0, 0))]);
        assert_eq!(read("I2,I1\n1,0\n").unwrap(), [taker("1", scores(0, 1))]);
        assert_eq!(read("taker,I2,I1\nAda,1,0\n").unwrap(), [taker("Ada", scores(0, 1))]);
    }

    #[test]
    fn names_everything_that_is_wrong_with_answers_at_once() {
        assert_eq!(
            read("I1,I2\n1,2\n1\n,0\n1,0,1\n").unwrap_err(),
            [
                "answers.csv:2: column 2 (I2) = \"2\", expected 0 or 1",
                "answers.csv:3: 1 columns, expected 2, as in the header",
                "answers.csv:4: column 1 (I1) = nothing, expected 0 or 1",
                "answers.csv:5: 3 columns, expected 2, as in the header",
            ]
        );
        assert_eq!(
            read("I1,J2\n1,NA\n").unwrap_err(),
            [
                "answers.csv:1: no column \"I2\", expected one for each item of bank.csv",
                "answers.csv:1: column 2 = \"J2\", expected the id of an item in bank.csv",
                "answers.csv:2: column 2 (J2) = \"NA\", expected 0 or 1",
            ]
        );
        assert_eq!(read("I1,I1,I2\n1,1,0\n").unwrap_err(), ["answers.csv:1: column 2 = \"I1\", expected each item once"]);
        assert_eq!(read("I1,I2\n").unwrap_err(), ["answers.csv:1: no rows, expected one for each taker"]);
    }
}
