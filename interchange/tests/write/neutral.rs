//! What a spreadsheet would run.

use std::collections::BTreeMap;

use interchange::write::{Content, csv, xlsx};

const TABLE: &str =
    "id,type,stem,option_a,option_b,correct\n1,choice,\"=HYPERLINK(\"\"http://example.invalid\"\",\"\"x\"\")\",=1+1,@SUM(1),A\n";

#[test]
fn writes_no_cell_that_a_spreadsheet_runs() {
    let reading = interchange::read("q.csv", TABLE.as_bytes());
    assert!(reading.problems.iter().any(|problem| problem.code == "formula-like-text"), "{:?}", reading.problems);
    let content = Content { title: "", questions: &reading.questions, media: &BTreeMap::new() };
    let text = String::from_utf8(csv::write(&content).bytes).unwrap();
    for cell in ["\"'=HYPERLINK(", ",'=1+1,", ",'@SUM(1),"] {
        assert!(text.contains(cell), "{cell} in {text}");
    }
    let again = interchange::read("q.csv", text.as_bytes());
    assert_eq!(again.questions[0].prompt, reading.questions[0].prompt);
    let workbook = xlsx::write(&content).bytes;
    let again = interchange::read("q.xlsx", &workbook);
    assert_eq!(again.questions[0].prompt, reading.questions[0].prompt);
    assert!(again.problems.iter().all(|problem| problem.code == "formula-like-text"), "{:?}", again.problems);
}
