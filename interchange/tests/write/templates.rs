//! The template that authors start from.

use interchange::write::template;

#[test]
fn reads_without_a_problem_and_says_the_same_in_both_kinds() {
    let template = template();
    let (csv, xlsx) = (interchange::read("template.csv", &template.csv), interchange::read("template.xlsx", &template.xlsx));
    for reading in [&csv, &xlsx] {
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    }
    let types: Vec<&str> = csv.questions.iter().map(|question| question.body.name()).collect();
    let all = ["choice", "multi", "true_false", "numeric", "short_text", "match", "order", "cloze", "essay", "description"];
    assert_eq!(types, all);
    let bodies =
        |reading: &interchange::Reading| reading.questions.iter().map(|question| question.body.clone()).collect::<Vec<_>>();
    assert_eq!(bodies(&csv), bodies(&xlsx));
}

#[test]
fn is_the_same_bytes_each_time() {
    assert_eq!(template().xlsx, template().xlsx);
}
