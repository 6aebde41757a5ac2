//! Files that are made to cost time or memory: each is answered soon, with what there is too much of.

use interchange::{Problem, Reading, Verdict, read};

fn gift(text: &str) -> Reading {
    read("q.gift", text.as_bytes())
}

fn first(reading: &Reading) -> (&'static str, Option<usize>, Option<usize>) {
    let problem = &reading.problems[0];
    (problem.code, problem.line, problem.column)
}

fn quiz(inside: &str) -> Reading {
    read("q.xml", format!("<quiz>\n{inside}</quiz>").as_bytes())
}

#[test]
fn refuses_an_element_with_thousands_of_attributes() {
    let attributes: String = (0..20_000).map(|number| format!(" a{number}=\"\"")).collect();
    let reading = quiz(&format!("<question type='essay'/><question{attributes}/>"));
    assert_eq!((first(&reading), reading.verdict()), (("too-large", Some(2), Some(25)), Verdict::Reject));
}

#[test]
fn refuses_thousands_of_namespaces_and_takes_the_same_one_many_times() {
    let namespaces: String = (0..20_000).map(|number| format!(" xmlns:a{number}=\"u\"")).collect();
    assert_eq!(first(&quiz(&format!("<question{namespaces}/>"))).0, "too-large");
    let question =
        "<question type='essay' xmlns:m='u'><name><text>x</text></name><questiontext><text>One?</text></questiontext></question>";
    let reading = quiz(&question.repeat(2000));
    assert_eq!((reading.questions.len(), reading.verdict()), (2000, Verdict::Accept), "{:?}", reading.problems.first());
}

#[test]
fn keeps_the_words_of_a_text_with_thousands_of_attributes() {
    let attributes: String = (0..40_000).map(|number| format!(" a{number}")).collect();
    let reading = gift(&format!("[html]<p{attributes}>One?</p> {{T}}"));
    assert_eq!((first(&reading), reading.verdict()), (("html-removed", Some(1), Some(1)), Verdict::AcceptSanitised));
    assert_eq!(reading.questions[0].prompt, "One?");
    assert!(reading.problems[0].value.contains("256 attributes"), "{}", reading.problems[0]);
}

#[test]
fn refuses_a_question_with_more_parts_than_anybody_answers() {
    let many = |part: &str| part.repeat(600);
    let answer = "<answer fraction='100'><text>x</text></answer>";
    for reading in [
        gift(&format!("One? {{=a {}}}", many("~b "))),
        gift(&format!("One? {{{}}}", many("=b "))),
        gift(&format!("One? {{{}}}", many("=b -> c "))),
        gift(&format!("One? {{#{}}}", many("=1 "))),
        quiz(&format!("<question type='shortanswer'><questiontext><text>One?</text></questiontext>{}</question>", many(answer))),
    ] {
        let errors: Vec<&Problem> = reading.problems.iter().filter(|problem| problem.is_error()).collect();
        assert_eq!((errors.len(), errors[0].code, reading.questions.len()), (1, "too-large", 0), "{}", errors[0]);
        assert!(errors[0].expected.contains("at most 500"), "{}", errors[0]);
    }
}

#[test]
fn reads_fifty_thousand_questions_and_says_how_many_more_there_are() {
    let reading = gift(&"x {T}\n\n".repeat(50_003));
    assert_eq!((reading.questions.len(), reading.verdict()), (50_000, Verdict::Partial));
    let [said] = &reading.problems[..] else { panic!("{:?}", reading.problems) };
    assert_eq!((said.code, said.line, said.value.as_str()), ("too-large", Some(100_001), "3 more"));
}

#[test]
fn keeps_no_more_of_a_table_than_somebody_reads() {
    let head = "stem,option_a,option_b,correct\n";
    let said = |text: String| {
        let reading = read("q.csv", (head.to_owned() + &text).as_bytes());
        let large =
            reading.problems.iter().filter(|problem| problem.code == "too-large").map(ToString::to_string).collect::<Vec<_>>();
        (reading.questions.len(), large)
    };
    let wide = format!("One?,x,y,A{}z\n", ",".repeat(1_200));
    let columns = "expected at most 1000 cells in a row; those from here on were left out";
    let rows = "expected at most 100000 rows and 2000000 cells that hold something in a table; those from here on were left out";
    for (text, questions, wanted) in [
        (format!("{wide}Two?,x,y,A\n"), 2, format!("q.csv:2, cell ATH2: row = 1204 cells, {columns}")),
        (wide.repeat(3), 3, format!("q.csv:2, cell ATH2: row = 1204 cells, {columns} and in 2 rows below")),
        (format!("One?,x,y,A\n{}", ",\na\n".repeat(100_001)), 1, format!("q.csv:200000, cell A200000: rows = 3 more, {rows}")),
        ("a,".repeat(2_500_000), 0, format!("q.csv:2, cell ALM2: row = 2500001 cells, {columns}")),
        (
            format!("One?,x,y,A\n{}", ("a,".repeat(1_000) + "\n").repeat(2_001)),
            1,
            format!("q.csv:2002, cell A2002: rows = 2 more, {rows}"),
        ),
    ] {
        let (read, large) = said(text);
        assert_eq!((read, large), (questions, vec![wanted]));
    }
}

#[test]
fn says_a_thousand_problems_and_how_many_more_there_are() {
    let reading = gift(&"x {~a}\n\n".repeat(1500));
    assert_eq!((reading.problems.len(), reading.verdict()), (1001, Verdict::Reject));
    assert_eq!((reading.problems[1000].code, reading.problems[1000].is_error()), ("too-many-problems", true));
    assert_eq!(reading.problems[1000].file, "q.gift");
    // What comes late is not lost: the verdict knows it, and so does who looks for its code.
    let late = gift(&format!("{}[html]<script>1</script>x {{T}}", "x {T}\n\n".repeat(1500)));
    assert_eq!(late.verdict(), Verdict::AcceptSanitised);
}
