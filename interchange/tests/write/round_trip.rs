//! Reading what was written.

use std::collections::BTreeMap;

use interchange::question::{Body, Question};
use interchange::write::{Content, Written, csv, gift, xlsx};
use proptest::prelude::*;

use crate::make;

/// Without what says where a question stood and what the format called it.
fn bare(questions: &[Question]) -> Vec<Question> {
    let bare =
        |question: &Question| Question { file: String::new(), line: 0, named: String::new(), shuffle: true, ..question.clone() };
    questions.iter().map(bare).collect()
}

fn check(name: &str, questions: &[Question], write: impl Fn(&Content<'_>) -> Written) -> Result<(), TestCaseError> {
    let written = write(&Content { title: "Title", questions, media: &BTreeMap::new() });
    let reading = interchange::read(name, &written.bytes);
    let shown = if name.ends_with("xlsx") { "a workbook".into() } else { String::from_utf8_lossy(&written.bytes) };
    prop_assert!(!reading.problems.iter().any(interchange::Problem::is_error), "{:?}\n{shown}", reading.problems);
    let left_out: Vec<_> = written.left_out.iter().filter(|problem| problem.field == "type").collect();
    prop_assert!(left_out.is_empty(), "{left_out:?}");
    let (found, given) = (bare(&reading.questions), bare(questions));
    prop_assert_eq!(found, given, "{}", shown);
    Ok(())
}

/// Points that a scored table cannot leave open.
fn pointed(mut questions: Vec<Question>) -> Vec<Question> {
    for question in &mut questions {
        question.points = Some(2.0);
        question.outcomes = vec!["O-1".to_owned(), "O 2".to_owned()];
        question.difficulty = Some(-0.25);
        question.stated.pool = Some("credit".to_owned());
        question.stated.status = Some("draft".to_owned());
        if let Body::Choice { .. } = question.body {
            question.stated.last = vec!["b".to_owned()];
        }
    }
    questions
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn gift_says_the_same(questions in make::questions(prop_oneof![
        make::single(),
        make::several(),
        make::true_false(),
        make::numbers(true),
        make::texts(true),
        make::pairs(),
        Just(Body::Essay),
    ])) {
        check("q.gift", &questions, gift::write)?;
    }

    #[test]
    fn tables_say_the_same(questions in make::questions(prop_oneof![
        make::single(),
        make::several(),
        make::true_false(),
        make::numbers(false),
        make::texts(false),
        make::pairs(),
        make::order(),
        Just(Body::Essay),
        Just(Body::Description),
    ])) {
        let questions = pointed(questions);
        check("q.csv", &questions, csv::write)?;
        check("q.xlsx", &questions, xlsx::write)?;
    }

    #[test]
    fn tables_say_the_same_gaps((prompt, body) in make::gaps()) {
        let questions = [make::question(1, prompt, body, String::new())];
        check("q.csv", &questions, csv::write)?;
        check("q.xlsx", &questions, xlsx::write)?;
    }
}

#[test]
fn carries_pictures_in_texts() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>"#;
    let data = format!("data:image/svg+xml;base64,{}", data_encoding::BASE64.encode(svg.as_bytes()));
    let data = data.replace(':', "\\:").replace('=', "\\=");
    let source = format!("::q::[html]<p>What? <img src\\=\"{data}\" alt\\=\"a square\"></p> {{T}}");
    let first = interchange::read("q.gift", source.as_bytes());
    assert_eq!(first.media.len(), 1, "{:?}", first.problems);
    let content = Content { title: "", questions: &first.questions, media: &first.media };
    for (name, written) in [("q.gift", gift::write(&content)), ("q.csv", csv::write(&content)), ("q.xlsx", xlsx::write(&content))]
    {
        let again = interchange::read(name, &written.bytes);
        assert_eq!(again.media, first.media, "{name}: {:?}", again.problems);
        assert_eq!(again.questions[0].prompt, first.questions[0].prompt);
    }
}

#[test]
fn names_what_a_format_cannot_say() {
    let mut question =
        make::question(1, "<p>q</p>".to_owned(), Body::Order { sequence: vec!["a".to_owned(), "b".to_owned()] }, String::new());
    let written = |question: &Question| {
        gift::write(&Content { title: "", questions: std::slice::from_ref(question), media: &BTreeMap::new() })
    };
    assert_eq!(written(&question).left_out[0].code, "not-in-format");
    question.body = Body::Essay;
    question.points = Some(3.0);
    question.outcomes = vec!["O-1".to_owned()];
    let fields: Vec<String> = written(&question).left_out.into_iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["points", "outcome"]);
}
