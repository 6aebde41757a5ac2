//! The table that authors start from: every column, and a question of each type.

use super::table::{Cells, Table, Value};
use super::{csv, xlsx};
use crate::table::Column;

/// The template as both kinds of file.
#[derive(Clone, Debug)]
pub struct Template {
    /// As CSV.
    pub csv: Vec<u8>,
    /// As a workbook, with a sheet that explains the columns.
    pub xlsx: Vec<u8>,
}

/// Options and feedbacks that the template has columns for; more may be added.
const OPTIONS: usize = 6;

/// The template that docs/FORMATS.md describes.
///
/// ```
/// let template = interchange::write::template();
/// let reading = interchange::read("template.csv", &template.csv);
/// assert!(reading.problems.is_empty() && reading.questions.len() == 10);
/// ```
pub fn template() -> Template {
    let table = Table { columns: columns(), rows: ROWS.iter().map(|row| cells(row)).collect() };
    let notes: Vec<(String, &str)> = NOTES.iter().map(|(name, text)| ((*name).to_owned(), *text)).collect();
    let workbook = xlsx::bytes(&table, "Questions", &notes).expect("names, texts and widths here are within a workbook's limits");
    Template { csv: csv::bytes(&table), xlsx: workbook }
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::Id, Column::Type, Column::Stem];
    columns.extend((0..OPTIONS).map(Column::Option));
    columns.extend([Column::Correct, Column::Points]);
    columns.extend((0..OPTIONS).map(Column::OptionFeedback));
    columns.extend([
        Column::Feedback,
        Column::Outcome,
        Column::Difficulty,
        Column::Pool,
        Column::Status,
        Column::Tolerance,
        Column::Unit,
        Column::Case,
        Column::Tags,
        Column::Last,
        Column::Image,
    ]);
    columns
}

fn cells(row: &[(&str, &str)]) -> Cells {
    let cell = |(name, text): &(&str, &str)| {
        let column = Column::of(name).expect("the template names its own columns");
        let number =
            matches!(column, Column::Points | Column::Difficulty | Column::Tolerance).then(|| text.parse().ok()).flatten();
        (column, number.map_or_else(|| Value::Text((*text).to_owned()), Value::Number))
    };
    row.iter().map(cell).collect()
}

const ROWS: &[&[(&str, &str)]] = &[
    &[
        ("id", "example-choice"),
        ("type", "choice"),
        ("stem", "Which of these numbers is prime?"),
        ("option_a", "21"),
        ("option_b", "23"),
        ("option_c", "25"),
        ("option_d", "None of these"),
        ("correct", "B"),
        ("points", "1"),
        ("feedback_a", "21 is 3 times 7."),
        ("feedback_c", "25 is 5 times 5."),
        ("outcome", "MATH-1.1"),
        ("difficulty_b", "-0.5"),
        ("pool", "practice"),
        ("status", "draft"),
        ("last", "d"),
    ],
    &[
        ("id", "example-multi"),
        ("type", "multi"),
        ("stem", "Which of these are even?"),
        ("option_a", "2"),
        ("option_b", "3"),
        ("option_c", "4"),
        ("option_d", "5"),
        ("correct", "A, C"),
        ("points", "2"),
        ("tags", "numbers, even"),
    ],
    &[
        ("id", "example-true-false"),
        ("type", "true_false"),
        ("stem", "Every square is a rectangle."),
        ("correct", "TRUE"),
        ("feedback_b", "A square has four right angles, and so it is one."),
    ],
    &[
        ("id", "example-numeric"),
        ("type", "numeric"),
        ("stem", "How far does a train get in 90 minutes at 60 kilometres an hour?"),
        ("correct", "90"),
        ("tolerance", "0.5"),
        ("unit", "km"),
    ],
    &[
        ("id", "example-text"),
        ("type", "short_text"),
        ("stem", "Which gas do plants take in for photosynthesis?"),
        ("correct", "carbon dioxide | CO2"),
        ("case", "no"),
        ("feedback", "They give off oxygen."),
    ],
    &[
        ("id", "example-match"),
        ("type", "match"),
        ("stem", "Match each shape to the number of its sides."),
        ("option_a", "triangle => 3"),
        ("option_b", "square => 4"),
        ("option_c", "pentagon => 5"),
        ("option_d", "=> 6"),
    ],
    &[
        ("id", "example-order"),
        ("type", "order"),
        ("stem", "Put these lengths in order, the shortest first."),
        ("option_a", "millimetre"),
        ("option_b", "centimetre"),
        ("option_c", "metre"),
    ],
    &[
        ("id", "example-cloze"),
        ("type", "cloze"),
        (
            "stem",
            "Water is made of hydrogen and {{*oxygen | nitrogen | carbon}}; it freezes at {{# 0 +- 0.5}} degrees Celsius and becomes {{= ice}}.",
        ),
    ],
    &[
        ("id", "example-essay"),
        ("type", "essay"),
        ("stem", "Explain in two or three sentences why the sky is blue."),
        ("points", "5"),
    ],
    &[("id", "example-description"), ("type", "description"), ("stem", "Have paper and a pencil ready for the next questions.")],
];

const NOTES: &[(&str, &str)] = &[
    ("id", "A short name that no other question has: letters, digits, - and _."),
    ("type", "choice, multi, true_false, numeric, short_text, match, order, cloze, essay or description."),
    ("stem", "What is asked, as plain text. For cloze with gaps: {{*right | wrong}}, {{= typed | as well}}, {{# 3.14 +- 0.01}}."),
    (
        "option_a ...",
        "Options; up to option_z. For match: left => right, and => right for one that fits none. For order: in the right order.",
    ),
    ("correct", "The letter, or letters as A, C; TRUE or FALSE; the number, or a range as 12..18; the text, | between several."),
    ("points", "What the question is worth; 1 where it is empty."),
    (
        "feedback_a ...",
        "For those who choose that option. For true_false, a is for those who say that it is true, b for the others.",
    ),
    ("feedback", "For everyone, after the answer."),
    ("outcome", "Ids of learning outcomes, commas between."),
    ("difficulty_b", "The difficulty on the scale of ability (logits), from -10 to 10, where it is known."),
    ("pool", "practice or credit."),
    ("status", "draft, review, pilot, operational or retired."),
    ("tolerance", "How far a number may be off."),
    ("unit", "Shown beside the field of a number."),
    ("case", "yes where upper and lower case differ in a text."),
    ("tags", "Words to find the question by, commas between."),
    ("last", "Letters of the options that stay at the end when the others are shuffled."),
    ("image", "The name of a picture that comes with the table."),
];
