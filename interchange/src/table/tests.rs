use crate::question::{Body, Fill, Question};
use crate::{Reading, Verdict, read};

fn table(text: &str) -> Reading {
    read("q.csv", text.as_bytes())
}

fn body(header: &str, row: &str) -> Body {
    let reading = table(&format!("{header}\n{row}\n"));
    assert_eq!(reading.questions.len(), 1, "{row}: {:?}", reading.problems);
    reading.questions[0].body.clone()
}

/// Each problem as a person reads it.
fn said(text: &str) -> Vec<String> {
    table(text).problems.iter().map(|problem| format!("[{}] {problem}", problem.code)).collect()
}

const HEAD: &str = "id,type,stem,option_a,option_b,option_c,correct,points";

#[test]
fn reads_each_type() {
    for (row, name) in [
        ("1,choice,q,x,y,,B,", "choice"),
        ("1,MCQ,q,x,y,z,\"A,C\",", "multi"),
        ("1,True/False,q,,,,true,", "true_false"),
        ("1,tf,q,True,False,,B,", "true_false"),
        ("1,numeric,q,,,,12..18,", "numeric"),
        ("1,short answer,q,,,,a|b,", "short_text"),
        ("1,match,q,a => b,c -> d,,,", "match"),
        ("1,ordering,q,a,b,c,\"C,A,B\",", "order"),
        ("1,cloze,q {{*a|b}},,,,,", "cloze"),
        ("1,essay,q,,,,,", "essay"),
        ("1,description,q,,,,,", "description"),
        ("1,hotspot,q,,,,,", "hotspot"),
        ("1,,q,x,y,,A,", "choice"),
        ("1,,q,x,y,z,AB,", "multi"),
        ("1,,q,,,,\"3,5\",", "numeric"),
        ("1,,q,,,,Na,", "short_text"),
        ("1,,q,,,,FALSE,", "true_false"),
        ("1,,q,a => b,c => d,,,", "match"),
    ] {
        assert_eq!(body(HEAD, row).name(), name, "{row}");
    }
}

#[test]
fn keeps_what_the_columns_say() {
    let header = "Question ID;Question;A;B;C;Answer;Marks;Feedback for A;Explanation;Learning outcome;difficulty_b;pool;status;tags;last;shuffle";
    let reading =
        table(&format!("My quiz;;;\n\n{header}\nq-1;2 < 3?;no;yes;maybe;B;1,5;wrong;so;O-1, O-2;-0,6;Credit;draft;x;c;no\n"));
    let question = &reading.questions[0];
    assert_eq!(
        reading.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        ["header-not-first-row"],
        "{:?}",
        reading.problems
    );
    let Question { id, prompt, points, feedback, outcomes, difficulty, tags, shuffle, stated, line, .. } = question;
    assert_eq!((id.as_str(), prompt.as_str(), feedback.as_str(), *line), ("q-1", "2 &lt; 3?", "so", 4));
    assert_eq!((*points, *difficulty, *shuffle), (Some(1.5), Some(-0.6), false));
    assert_eq!((&outcomes[..], &tags[..]), (&["O-1".to_owned(), "O-2".to_owned()][..], &["x".to_owned()][..]));
    assert_eq!(
        (stated.pool.as_deref(), stated.status.as_deref(), &stated.last[..]),
        (Some("credit"), Some("draft"), &["c".to_owned()][..])
    );
    let Body::Choice { options, several: false } = &question.body else { panic!() };
    assert_eq!((options[0].feedback.as_str(), options[1].fraction), ("wrong", 100.0));
}

#[test]
fn gives_the_best_message_to_a_likely_mistake() {
    for (row, message) in [
        (
            "1,choice,q,x,y,,C,",
            "[key-unknown-option] q.csv:2, cell G2: correct = C, expected a letter from A to B: option_c is empty",
        ),
        (
            "1,choice,q,x,y,z,F,",
            "[key-unknown-option] q.csv:2, cell G2: correct = F, expected a letter from A to C: there is no column option_f",
        ),
        (
            "1,choice,q,x,y,z,none,",
            "[key-unknown-option] q.csv:2, cell G2: correct = none, expected a letter from A to C, or the text of an option",
        ),
        ("1,choice,q,x,y,z,,", "[no-key] q.csv:2, cell G2: correct = nothing, expected a letter from A to C"),
        (
            "1,choice,q,x,y,z,\"A,B\",",
            "[several-right] q.csv:2, cell G2: correct = A,B, expected one letter; type multi where several are right",
        ),
        ("1,choice,q,x,,,A,", "[too-few-options] q.csv:2, cell D2: option_a = 1 options, expected at least two options"),
        (
            "1,chioce,q,x,y,,A,",
            "[unknown-type] q.csv:2, cell B2: type = chioce, expected choice, multi, true_false, numeric, short_text, match, order, cloze, essay or description: perhaps choice",
        ),
        ("1,choice,q,x,y,,A,two", "[bad-number] q.csv:2, cell H2: points = two, expected a number above 0"),
        (
            "1,numeric,q,,,,5 km,",
            "[bad-number] q.csv:2, cell G2: correct = 5 km, expected a number as 3.14, with its tolerance as 3.14 +- 0.01, or a range as 12..18",
        ),
        (
            "1,numeric,q,,,,9..3,",
            "[range-reversed] q.csv:2, cell G2: correct = 9..3, expected the smaller number first, as 12..18",
        ),
        (
            "1,match,q,a => b,c,,,",
            "[no-pair] q.csv:2, cell E2: option_b = c, expected left => right; => right alone for a distractor",
        ),
        ("1,cloze,q,,,,,", "[no-gaps] q.csv:2, cell C2: stem = q, expected a gap, as {{*right | wrong}} or {{= typed}}"),
        (
            "1,choice,q,x",
            "[row-too-short] q.csv:2, cell E2: row = 4 cells, expected 8 cells, as the header has: option_b (E2) is not there",
        ),
        (
            "1,choice,q,x,y,,A,1,more",
            "[row-too-long] q.csv:2, cell I2: row = 9 cells, expected 8 cells, as the header has; quotation marks around a text that holds the separator",
        ),
        ("1,choice,,x,y,,A,", "[empty-stem] q.csv:2, cell C2: stem = nothing, expected a question"),
        ("1,true_false,q,,,,maybe,", "[key-unknown-option] q.csv:2, cell G2: correct = maybe, expected TRUE or FALSE"),
    ] {
        let text = format!("{HEAD}\n{row}\n2,choice,q,x,y,,A,1\n");
        assert_eq!(said(&text), [message], "{row}");
        assert_eq!(table(&text).verdict(), Verdict::Partial, "{row}");
    }
}

#[test]
fn warns_and_keeps() {
    for (row, code) in [
        ("1,choice,q,x,y,,x,", "key-is-text"),
        ("1,choice,q,B,y,,B,", "key-ambiguous"),
        ("1,choice,q,2,3,1,2,", "key-ambiguous"),
        ("1,multi,q,2,3,1,\"2,3\",", "key-ambiguous"),
        ("1,order,q,3,1,2,\"1,2,3\",", "key-ambiguous"),
        ("1,choice,q,1,2,3,2,", "key-is-text"),
        ("1,choice,q,7,8,9,2,", "key-is-text"),
        ("1,choice,q,x,x,y,C,", "duplicate-option"),
        ("1,choice,=SUM(1),x,y,,A,", "formula-like-text"),
        ("1,choice,q,x,y,,A", "row-too-short"),
        ("1,upload,q,,,,,", "unsupported-interaction"),
    ] {
        let reading = table(&format!("{HEAD}\n{row}\n"));
        assert_eq!(
            reading.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
            [code],
            "{row}: {:?}",
            reading.problems
        );
        assert_eq!((reading.questions.len(), reading.verdict()), (1, Verdict::Accept), "{row}");
    }
}

#[test]
fn says_both_readings_of_a_number_that_names_one_option_by_place_and_another_by_text() {
    let text = format!("{HEAD}\n1,choice,q,2,3,1,2,\n");
    let expected = "expected a letter from A to C: as a number it names B, as a text A; it was read as A";
    assert_eq!(said(&text), [format!("[key-ambiguous] q.csv:2, cell G2: warning: correct = 2, {expected}")]);
}

#[test]
fn passes_over_what_is_no_question() {
    let reading = table(&format!("{HEAD}\n1,choice,q,x,y,,A,1\n\n,,,,,,,\nTotal,,,,,,,1\n{HEAD}\n"));
    assert_eq!(reading.questions.len(), 1);
    let lines: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.line)).collect();
    assert_eq!(lines, [("non-item-row-skipped", Some(5)), ("non-item-row-skipped", Some(6))]);
}

#[test]
fn refuses_a_table_without_names() {
    for (text, code) in [
        ("a,b\n1,2\n", "missing-column"),
        ("id,stem,a,b\n1,q,x,y\n", "missing-column"),
        ("stem,stem,correct\n", "duplicate-column"),
        ("\n\n", "no-items"),
    ] {
        let reading = table(text);
        assert_eq!((reading.problems[0].code, reading.verdict()), (code, Verdict::Reject), "{text}");
    }
}

#[test]
fn reads_gaps_typed_chosen_and_shared() {
    let Body::Gaps { gaps, shared } = body(HEAD, "1,cloze,\"{{*a | b}} {{= c}} {{# 3}}\",,,,,") else { panic!() };
    assert!(shared.is_empty() && matches!(gaps[0].fill, Fill::Choice(_)) && matches!(gaps[2].fill, Fill::Number(_)));
    let Body::Gaps { gaps, shared } = body(HEAD, "1,cloze,one {{x: *b}} two {{*a}},red,blue,green,,") else { panic!() };
    assert_eq!((shared.len(), gaps[0].id.as_str(), &gaps[0].fill), (3, "x", &Fill::Shared(vec!["b".to_owned()])));
}

#[test]
fn keeps_quoted_line_ends_and_texts_that_look_like_numbers() {
    let reading = table("stem,option_a,option_b,correct\n\"one\ntwo\n\nthree\",1/2,007,A\n\"x\",a,b,Z\n");
    let Body::Choice { options, .. } = &reading.questions[0].body else { panic!() };
    assert_eq!((options[0].text.as_str(), options[1].text.as_str()), ("1/2", "007"));
    assert_eq!(reading.questions[0].prompt, "<p>one<br>two</p><p>three</p>");
    // The second question is in row 3, and in line 6 of the file.
    assert_eq!((reading.problems[0].line, reading.problems[0].cell.as_deref()), (Some(6), Some("D3")));
}

#[test]
fn reads_scores_of_options() {
    let header = "stem,option_a,option_b,option_c,score_a,score_b,score_c,correct";
    let Body::Choice { options, several: false } = body(header, "q,x,y,z,0,2,4,C") else { panic!() };
    assert_eq!(options.iter().map(|option| option.fraction).collect::<Vec<_>>(), [0.0, 50.0, 100.0]);
    let reading = table(&format!("{header}\nq,x,y,z,0,2,4,A\n"));
    assert_eq!((reading.problems[0].code, reading.questions[0].points), ("mapping-disagrees", Some(4.0)));
}

#[test]
fn reads_percent_where_a_number_is_asked_for() {
    for (kind, correct, value, tolerance) in [
        ("numeric", "25%", 0.25, 0.0),
        ("numeric", "25 % +- 1 %", 0.25, 0.01),
        ("numeric", "25% +- 0.01", 0.25, 0.01),
        ("numeric", "10%..20%", 0.15, 0.05),
        ("", "25%", 0.25, 0.0),
    ] {
        let Body::Number { answers, .. } = body(HEAD, &format!("1,{kind},q,,,,{correct},")) else { panic!("{correct}") };
        let [answer] = &answers[..] else { panic!("{correct}") };
        assert!((answer.value - value).abs() < 1e-12 && (answer.tolerance - tolerance).abs() < 1e-12, "{correct}: {answer:?}");
    }
    assert!(said(&format!("{HEAD}\n1,numeric,q,,,,25 +- 1%,\n"))[0].starts_with("[bad-number]"));
    let header = "stem,option_a,option_b,score_a,score_b,correct";
    let Body::Choice { options, .. } = body(header, "q,x,y,50%,100%,") else { panic!() };
    assert_eq!(options.iter().map(|option| option.fraction).collect::<Vec<_>>(), [50.0, 100.0]);
    // A text that is chosen or typed keeps its sign.
    let Body::Choice { options, .. } = body(HEAD, "1,choice,q,25%,30%,,A,") else { panic!() };
    assert_eq!(options[0].text, "25%");
    let Body::Text { answers, .. } = body(HEAD, "1,text,q,,,,25%,") else { panic!() };
    assert_eq!(answers[0].text, "25%");
}

#[test]
fn reads_html_only_where_it_is_said() {
    let header = "stem,option_a,option_b,correct,markup";
    let prompt = |row: &str| table(&format!("{header}\n{row}\n")).questions[0].prompt.clone();
    assert_eq!(prompt("<b>x</b>,a,b,A,"), "&lt;b&gt;x&lt;/b&gt;");
    assert_eq!(prompt("<b>x</b>,a,b,A,html"), "<strong>x</strong>");
    assert_eq!(prompt("**x**,a,b,A,markdown"), "<p><strong>x</strong></p>");
    let reading = table(&format!("{header}\n<script>alert(1)</script>x,a,b,A,html\n"));
    assert_eq!((reading.problems[0].code, reading.problems[0].cell.as_deref()), ("html-removed", Some("A2")));
}

#[test]
fn reads_5000_rows_soon_and_names_a_thousand_wrong_ones() {
    let row = |n: usize| format!("{n},choice,What is {n}?,x,y,,{},1", if n.is_multiple_of(2) { "A" } else { "Z" });
    let rows = (0..5000).map(row).collect::<Vec<_>>().join("\n");
    let reading = table(&format!("{HEAD}\n{rows}"));
    assert_eq!((reading.questions.len(), reading.problems.len()), (2500, 1001));
    assert_eq!(reading.problems[1000].value, "1500 more");
}

#[test]
fn leaves_out_columns_behind_1000_of_them() {
    let reading = table(&format!("stem,correct,option_a,option_b{}\nq,A,x,y\n", ",".repeat(996) + ",extra"));
    let said: Vec<_> = reading.problems.iter().map(ToString::to_string).collect();
    let expected = "q.csv:1, cell ALM1: row = 1001 cells, expected at most 1000 cells in a row; those from here on were left out";
    assert_eq!((said, reading.questions.len()), (vec![expected.to_owned()], 1));
}

#[test]
fn keeps_the_words_of_markdown_that_nests_too_deep() {
    let reading = table(&format!("stem,option_a,option_b,correct,markup\n{} so,a,b,A,markdown\n", ">".repeat(20_000)));
    assert_eq!((reading.problems[0].code, reading.questions[0].prompt.as_str()), ("html-removed", "so"));
}

#[test]
fn names_a_stray_quotation_mark_and_keeps_the_rows_behind_it() {
    let good = "3,choice,three?,a,b,,A,\n4,choice,four?,a,b,,B,\n";
    let expected = "expected a closing quotation mark, and nothing but a separator behind it; the row was left out";
    for (rest, ids) in [
        ("5,choice,\"five, with a comma?\",a,b,,A,\n6,choice,six?,a,b,,B,\n", "1 3 4 5 6"),
        ("5,choice,\"five,\nin two lines?\",a,b,,A,\n", "1 3 4 5"),
        ("5,choice,\"five \"\"or\"\" so?\",a,b,,A,", "1 3 4 5"),
        ("", "1 3 4"),
    ] {
        let text = format!("{HEAD}\n1,choice,one?,a,b,,A,\n2,choice, \"open?,a,b,,B,\n{good}{rest}");
        assert_eq!(said(&text), [format!("[csv-quote] q.csv:3, cell C3: cell = \"open?, {expected}")], "{rest}");
        let reading = table(&text);
        let read: Vec<&str> = reading.questions.iter().map(|question| question.id.as_str()).collect();
        assert_eq!((read.join(" ").as_str(), reading.verdict()), (ids, Verdict::Partial), "{rest}");
    }
    // Two of them, and one in the last line: each is named, and costs its own row only.
    let text = format!("{HEAD}\n1,choice,\"one?,a,b,,A,\n{good}5,choice,\"five?,a,b,,A,\r\n6,choice,six?,a,\"b,,B,");
    let reading = table(&text);
    let cells: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.cell.as_deref().unwrap_or("?"))).collect();
    assert_eq!(cells, [("csv-quote", "C2"), ("csv-quote", "C5"), ("csv-quote", "E6")]);
    assert_eq!(reading.questions.len(), 2);
}

#[test]
fn leaves_out_a_row_whose_stray_quotation_marks_close_each_other_over_others() {
    let swallowed = "2,choice,\"open?,a,b,,B,\n3,choice,three?,a,b,,A,\n4,choice,how long is 5\",a,b,,B,\n";
    let reading = table(&format!("{HEAD}\n1,choice,\"one,\nin two lines?\",a,b,,A,\n{swallowed}5,choice,five?,a,b,,A,\n"));
    let found: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.cell.as_deref())).collect();
    assert_eq!(found, [("csv-quote", Some("C3"))]);
    assert!(reading.problems[0].expected.contains("looks like a row"), "{:?}", reading.problems);
    let read: Vec<&str> = reading.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!((read, reading.verdict()), (vec!["1", "5"], Verdict::Partial));
}

#[test]
fn warns_of_quotation_marks_inside_a_quoted_text() {
    let text = format!("{HEAD}\n1,choice,\"The \"best\" two?\",a,b,,A,\n");
    let reading = table(&text);
    assert_eq!((reading.questions[0].prompt.as_str(), reading.verdict()), ("The \"best\" two?", Verdict::Accept));
    let expected = "nothing but a separator behind the closing quotation mark; a mark inside a text is written twice";
    assert_eq!(
        said(&text),
        [format!("[csv-quote] q.csv:2, cell C2: warning: cell = \"The \"best\" two?\", expected {expected}")]
    );
}

#[test]
fn reads_many_stray_quotation_marks_soon() {
    for row in ["1,\"x\n", "\"x\"y, \"x\"y,", "x,\"\"\"\n", "x,\"\"\" y\n"] {
        let reading = table(&format!("{HEAD}\n{}", row.repeat(20_000)));
        assert!(reading.questions.is_empty(), "{row}");
    }
}
