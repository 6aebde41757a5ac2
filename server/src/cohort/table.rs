//! A table of learners: read whole, every problem by its cell, before anything is stored.

use std::collections::BTreeMap;

use api::cohort::CellProblem;
use interchange::CsvRow;

use crate::store::people::{Person, email_key};

/// Learners in one table at most.
const MOST: usize = 2000;

/// A learner of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The row in the table, the heading being row 1.
    pub line: usize,
    /// Name and e-mail.
    pub person: Person,
    /// By how much the time is multiplied.
    pub extra_time: f64,
}

/// The learners of a table, and everything that is wrong with it. Commas, semicolons and tabs are understood; the heading says which
/// column is which.
pub fn read(text: &str) -> (Vec<Row>, Vec<CellProblem>) {
    let mut problems = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|d| first.matches(*d).count()).unwrap_or(',');
    let records = interchange::csv_rows(text, delimiter);
    let Some(CsvRow { number: heading_row, cells: heading, .. }) = records.first() else {
        let words = "the table is empty, expected a heading with name and email, and a row for each learner".to_owned();
        return (Vec::new(), vec![CellProblem { cell: "A1".to_owned(), words }]);
    };
    let column = |names: &[&str]| heading.iter().position(|cell| names.contains(&folded(cell).as_str()));
    let name = Named::by(&column);
    // A column of sign-in names is one of addresses in many places, and asked only where there is no other.
    let email = column(&["email", "e mail", "mail", "email address", "e mail address", "mail address", "primary email"])
        .or_else(|| column(&["sis login id", "login id"]));
    let extra = column(&["extra time", "extratime", "time", "multiplier"]);
    let names = "name\", or \"first name\" and \"last name";
    for (found, expected) in [(name.is_some(), names), (email.is_some(), "email")] {
        if !found {
            let words = format!("the heading is \"{}\", expected a column \"{expected}\"", heading.join(", "));
            problems.push(CellProblem { cell: cell(0, *heading_row), words });
        }
    }
    let (Some(name), Some(email)) = (name, email) else { return (Vec::new(), problems) };
    if records.len() > MOST + 1 {
        let words = format!("the table has {} learners, expected at most {MOST}", records.len() - 1);
        problems.push(CellProblem { cell: cell(0, MOST + 2), words });
        return (Vec::new(), problems);
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for CsvRow { number: row, cells: record, open_quote } in &records[1..] {
        let text = |column: usize| record.get(column).map_or("", String::as_str);
        if let Some((column, value)) = open_quote {
            let words = format!("{value} begins with a quotation mark, expected one at its end too, before the next column");
            problems.push(CellProblem { cell: cell(*column, *row), words });
            continue;
        }
        let before = problems.len();
        if let Some(column) = record.iter().position(|cell| cell.contains('\u{fffd}')) {
            let words = "a letter could not be read, expected the table saved as \"CSV UTF-8\"".to_owned();
            problems.push(CellProblem { cell: cell(column, *row), words });
            continue;
        }
        let mut check = |column: usize, found: Result<String, crate::error::Problem>| match found {
            Ok(value) => value,
            Err(problem) => {
                problems.push(CellProblem { cell: cell(column, *row), words: problem.detail().to_owned() });
                String::new()
            }
        };
        let person = Person {
            name: check(name.column(), crate::routes::values::text("name", &name.of(&text), 200)),
            email: check(email, crate::routes::values::email("email", text(email))),
        };
        let extra_time = extra.map_or(Ok(1.0), |extra| multiplier(text(extra)));
        if let (Err(words), Some(extra)) = (&extra_time, extra) {
            problems.push(CellProblem { cell: cell(extra, *row), words: words.clone() });
        }
        if problems.len() > before {
            continue;
        }
        if let Some(earlier) = seen.insert(email_key(&person.email), *row) {
            let words = format!("\"{}\" is in row {earlier} already, expected each learner once", person.email);
            problems.push(CellProblem { cell: cell(email, *row), words });
            continue;
        }
        rows.push(Row { line: *row, person, extra_time: extra_time.unwrap_or(1.0) });
    }
    if rows.is_empty() && problems.is_empty() {
        let words = "there is no learner below the heading, expected a row for each".to_owned();
        problems.push(CellProblem { cell: cell(0, heading_row + 1), words });
    }
    (rows, problems)
}

/// Where the names of learners stand.
#[derive(Clone, Copy)]
enum Named {
    /// In one column.
    Whole(usize),
    /// In one column, the last name first and a comma after it.
    LastFirst(usize),
    /// In two columns: the first name, the last name.
    Parts(usize, usize),
}

impl Named {
    /// By the headings that people write, and that course systems do: Moodle `First name`, `Surname` or `Last name`; Canvas `Student`.
    fn by(column: &impl Fn(&[&str]) -> Option<usize>) -> Option<Self> {
        let whole = column(&["name", "learner", "full name", "fullname", "display name", "student name", "learner name"]);
        let turned = || column(&["student", "sortable name"]);
        let first = || column(&["first name", "firstname", "first names", "given name", "given names", "forename"]);
        let last = || column(&["last name", "lastname", "surname", "family name"]);
        let parts = || first().zip(last()).map(|(first, last)| Self::Parts(first, last));
        whole.map(Self::Whole).or_else(parts).or_else(|| turned().map(Self::LastFirst))
    }

    /// Where its problems are told.
    const fn column(self) -> usize {
        match self {
            Self::Whole(column) | Self::LastFirst(column) | Self::Parts(column, _) => column,
        }
    }

    /// The name in a row. A learner may have only one name.
    fn of<'a>(self, text: &impl Fn(usize) -> &'a str) -> String {
        match self {
            Self::Whole(column) => text(column).to_owned(),
            Self::LastFirst(column) => match text(column).split_once(',') {
                Some((last, first)) if !first.contains(',') => joined(first, last),
                _ => text(column).to_owned(),
            },
            Self::Parts(first, last) => joined(text(first), text(last)),
        }
    }
}

fn joined(first: &str, last: &str) -> String {
    format!("{} {}", first.trim(), last.trim()).trim().to_owned()
}

/// A heading's words alone.
fn folded(heading: &str) -> String {
    let words: String = heading.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// By how much time is multiplied, as people write it: `1.25`, `1,25`, `125 %`, `25 %` or `+25%` more; nothing for as everyone.
fn multiplier(text: &str) -> Result<f64, String> {
    let wrong = || format!("extra time is \"{text}\", expected a multiplier from 1 to 4 such as 1.25, or a share such as 25%");
    if text.is_empty() {
        return Ok(1.0);
    }
    let (number, percent) = match text.strip_suffix('%') {
        Some(number) => (number.trim(), true),
        None => (text, false),
    };
    let (number, more) = match number.strip_prefix('+') {
        Some(number) => (number.trim(), true),
        None => (number, false),
    };
    let value = engine::score::number(number).ok_or_else(wrong)?;
    let value = if percent { value / 100.0 } else { value };
    // Nobody is given a part of the time: a share of less than all of it is what comes on top.
    let value = if more || (percent && value < 1.0) { 1.0 + value } else { value };
    if (1.0..=4.0).contains(&value) { Ok(value) } else { Err(wrong()) }
}

/// A cell as spreadsheets name it.
fn cell(mut column: usize, row: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.into_iter().rev().chain(row.to_string().chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_table_as_spreadsheets_write_it() {
        let (rows, problems) = read(
            "\u{feff}E-mail;Name;Extra time\r\nana@example.org;Ana;\r\n\r\nben@example.org;\"Ben; the second\";1,5\r\nc@x;C;+25 %\r\n",
        );
        assert_eq!(problems, []);
        let found: Vec<_> = rows.iter().map(|row| (row.line, row.person.name.as_str(), row.extra_time)).collect();
        assert_eq!(found, [(2, "Ana", 1.0), (4, "Ben; the second", 1.5), (5, "C", 1.25)]);
        let (_, problems) = read("name,email,note\n\"Ana\",a@x,\"one\ntwo\"\nBen,ben,\n");
        assert_eq!(problems[0].cell, "B3", "a cell of two lines is one row");
    }

    #[test]
    fn reads_the_headings_that_course_systems_write() {
        for (heading, row, name) in [
            ("First name,Surname,ID number,Email address", "Ana,Silva,7,ana@x", "Ana Silva"),
            ("First name,Last name,Email address", "Ana,Silva,ana@x", "Ana Silva"),
            ("Last Name,First Name,Email Address", "Silva,,ana@x", "Silva"),
            ("Student,ID,SIS User ID,SIS Login ID,Section", "\"Silva, Ana\",1,7,ana@x,A", "Ana Silva"),
            ("Student;Email", "Ana Silva;ana@x", "Ana Silva"),
            ("Name,First name,Last name,Email", "Ana S.,Ana,Silva,ana@x", "Ana S."),
        ] {
            let (rows, problems) = read(&format!("{heading}\n{row}\n"));
            assert_eq!(problems, [], "{heading}");
            assert_eq!((rows[0].person.name.as_str(), rows[0].person.email.as_str()), (name, "ana@x"), "{heading}");
        }
        let (_, problems) = read("First name,Email\nAna,ana@x\n");
        assert!(problems[0].words.contains("\"first name\" and \"last name\""), "{}", problems[0].words);
    }

    #[test]
    fn takes_extra_time_as_people_write_it() {
        for (text, times) in
            [("", 1.0), ("1,25", 1.25), ("125 %", 1.25), ("25%", 1.25), ("25 %", 1.25), ("+25%", 1.25), ("100%", 1.0)]
        {
            assert_eq!(multiplier(text), Ok(times), "{text:?}");
        }
        for text in ["0.5", "-25%", "500%", "half"] {
            assert!(multiplier(text).is_err_and(|words| words.contains(text)), "{text:?}");
        }
    }

    #[test]
    fn names_every_cell_that_is_wrong() {
        let (rows, problems) = read("name,email,extra time\nAna,ana@x,\n,ben@x,9\nCy,cy,1\nAna again,ANA@x,1\n");
        assert_eq!(rows.len(), 1);
        let cells: Vec<&str> = problems.iter().map(|problem| problem.cell.as_str()).collect();
        assert_eq!(cells, ["A3", "C3", "B4", "B5"]);
        assert!(problems[3].words.contains("row 2 already"), "{}", problems[3].words);
    }

    #[test]
    fn asks_for_what_is_missing() {
        for (text, cell) in [("", "A1"), ("first,last\na,b\n", "A1"), ("name,email\n", "A2")] {
            let (rows, problems) = read(text);
            assert!(rows.is_empty());
            assert_eq!(problems[0].cell, cell, "{text:?}");
        }
        let (_, problems) = read("name\nAna\n");
        assert!(problems[0].words.contains("expected a column \"email\""), "{}", problems[0].words);
    }

    #[test]
    fn names_a_stray_quotation_mark_and_looks_at_the_rows_behind_it() {
        let (rows, problems) = read(
            "name,email,note\nAna,ana@x,\n\"Ben,ben@x,\nCy,cy@x,\n\"Dee, the third\",dee@x,\nEve,eve@x,\"one\ntwo\"\nFay,\"fay@x,",
        );
        let found: Vec<_> = rows.iter().map(|row| (row.line, row.person.email.as_str())).collect();
        assert_eq!(found, [(2, "ana@x"), (4, "cy@x"), (5, "dee@x"), (6, "eve@x")]);
        assert_eq!(problems.iter().map(|problem| problem.cell.as_str()).collect::<Vec<_>>(), ["A3", "B7"]);
        assert!(problems[0].words.starts_with("\"Ben begins with a quotation mark"), "{}", problems[0].words);
    }

    #[test]
    fn counts_columns_beyond_the_alphabet() {
        assert_eq!([cell(0, 1), cell(25, 3), cell(26, 3), cell(701, 9), cell(702, 9)], ["A1", "Z3", "AA3", "ZZ9", "AAA9"]);
    }
}
