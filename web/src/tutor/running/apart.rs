//! A table of learners in two: those who can be taken as they are, and the rows in which something is wrong.

use std::collections::BTreeSet;

use api::cohort::LearnerPreview;

/// A table that says the same, in two.
#[derive(Debug, PartialEq, Eq)]
pub struct Apart {
    /// Those who would be taken, under a heading of their own.
    pub good: String,
    /// The other rows under the heading that the table has, to be put right.
    pub rest: String,
}

/// Takes a table apart by what the server says of it.
pub fn apart(text: &str, found: &LearnerPreview) -> Apart {
    let mut good = String::from("name,email,extra time\n");
    for learner in &found.learners {
        let cells = [learner.name.clone(), learner.email.clone(), learner.extra_time.to_string()];
        good.push_str(&line(&cells, ',', true));
    }
    let wrong: BTreeSet<usize> = found.problems.iter().filter_map(|problem| row_of(&problem.cell)).collect();
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|d| first.matches(*d).count()).unwrap_or(',');
    let rows = interchange::csv_rows(text, delimiter);
    let heading = rows.iter().position(|row| row.cells.iter().any(|cell| !cell.is_empty())).unwrap_or_default();
    let kept = rows.iter().enumerate().filter(|(place, row)| *place == heading || wrong.contains(&row.number));
    // A cell whose quotation mark is never closed stays as it stands: quoted, it would pass for a name.
    let rest = kept.map(|(_, row)| line(&row.cells, delimiter, row.open_quote.is_none())).collect();
    Apart { good, rest }
}

/// The row of a cell such as `B3`.
fn row_of(cell: &str) -> Option<usize> {
    cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}

fn line(cells: &[String], delimiter: char, quotes: bool) -> String {
    let cell = |cell: &String| {
        let needs = quotes && cell.contains([delimiter, '"', '\n', '\r']);
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string());
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use api::cohort::{CellProblem, NewLearner};

    use super::*;

    #[test]
    fn leaves_the_rows_with_a_problem_under_their_heading() {
        let learner = |row, name: &str, email: &str| NewLearner { row, name: name.into(), email: email.into(), extra_time: 1.25 };
        let problem = |cell: &str| CellProblem { cell: cell.into(), words: String::new() };
        let found = LearnerPreview {
            learners: vec![learner(2, "Ana; the \"first\"", "ana@x")],
            problems: vec![problem("B3"), problem("C3"), problem("A5")],
            known: Vec::new(),
        };
        let text =
            "\u{feff}Name;E-mail;Note\r\n\"Ana; the \"\"first\"\"\";ana@x;\r\nBen;ben;\"a; b\"\r\nDee;dee@x;\r\n\"Cy;cy@x;\r\n";
        let Apart { good, rest } = apart(text, &found);
        assert_eq!(good, "name,email,extra time\n\"Ana; the \"\"first\"\"\",ana@x,1.25\n");
        assert_eq!(rest, "Name;E-mail;Note\nBen;ben;\"a; b\"\n\"Cy;cy@x\n");
    }
}
