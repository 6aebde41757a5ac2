//! What earns a part of the points, or cannot be asked, does not become right on its way into another file.

use std::collections::BTreeMap;

use interchange::question::{Body, Fill};
use interchange::write::{Content, Written, csv, gift, moodle, qti3, xlsx};
use interchange::{Reading, read};

type Writer = fn(&Content<'_>) -> Written;

const TABLES: [(&str, Writer); 2] = [("q.csv", csv::write), ("q.xlsx", xlsx::write)];

fn written(reading: &Reading, write: Writer) -> Written {
    write(&Content { title: "Title", questions: &reading.questions, media: &BTreeMap::new() })
}

fn said(written: &Written) -> Vec<(&str, &str, &str)> {
    let told = written.left_out.iter();
    told.map(|problem| (problem.code, problem.field.as_str(), problem.value.as_str())).collect()
}

#[test]
fn leaves_answers_that_earn_a_part_out_of_a_table() {
    let reading = read("q.gift", b"::text:: Cap? {=Paris =%50%Lyon}\n\n::number:: Year {#=1822:0 =%50%1822:2}");
    for (name, write) in TABLES {
        let written = written(&reading, write);
        let part = ("not-in-format", "fractions", "a part of the points");
        assert_eq!(said(&written), [part, part], "{name}");
        let again = read(name, &written.bytes);
        let Body::Text { answers, .. } = &again.questions[0].body else { panic!("{name}: a text") };
        assert_eq!(answers.iter().map(|answer| answer.text.as_str()).collect::<Vec<_>>(), ["Paris"], "{name}");
        let Body::Number { answers, .. } = &again.questions[1].body else { panic!("{name}: a number") };
        assert_eq!((answers.len(), answers[0].value, answers[0].tolerance), (1, 1822.0, 0.0), "{name}");
    }
}

#[test]
fn leaves_out_of_a_table_what_nobody_can_get_right() {
    let reading = read("q.gift", b"::text:: Cap? {=%50%Lyon}\n\n::number:: Year {#=%50%1822:2}");
    assert_eq!(reading.questions.len(), 2, "{:?}", reading.problems);
    for (name, write) in TABLES {
        let written = written(&reading, write);
        assert_eq!(said(&written), [("not-in-format", "type", "short_text"), ("not-in-format", "type", "numeric")], "{name}");
    }
}

#[test]
fn leaves_choices_and_texts_of_gaps_that_earn_a_part_out_of_a_table() {
    let source = "x {1:MC:=a~%50%b~c} y {1:SA:=p~%50%q} z {1:NM:=1~%50%2}";
    let reading = read("q.cloze.txt", source.as_bytes());
    for (name, write) in TABLES {
        let written = written(&reading, write);
        assert_eq!(said(&written), [("not-in-format", "fractions", "a part of the points of a gap")], "{name}");
        let again = read(name, &written.bytes);
        let Body::Gaps { gaps, .. } = &again.questions[0].body else { panic!("{name}: gaps") };
        let right = |fill: &Fill| match fill {
            Fill::Choice(choices) => choices.iter().filter(|choice| choice.fraction > 0.0).count(),
            Fill::Text { answers, .. } => answers.len(),
            Fill::Number(answers) => answers.len(),
            Fill::Shared(right) => right.len(),
        };
        assert_eq!(gaps.iter().map(|gap| right(&gap.fill)).collect::<Vec<_>>(), [1, 1, 1], "{name}");
    }
}

#[test]
fn does_not_write_gaps_that_are_kept_and_not_asked() {
    let question = |text: &str| {
        format!(
            "<question type=\"cloze\"><name><text>c</text></name><questiontext format=\"html\"><text>{text}</text></questiontext></question>"
        )
    };
    // Two that belong together in one gap, and one whose other gap could not be read.
    let several = question("Pick both {1:MULTIRESPONSE:=a~=b~c}");
    let broken = question("{1:SHORTANSWER:=ok} and {1:PMATCH:=x}");
    for source in [several, broken] {
        let reading = read("q.xml", format!("<quiz>{source}</quiz>").as_bytes());
        assert_eq!(reading.questions.len(), 1, "{:?}", reading.problems);
        let packed: Writer = |content| qti3::write(*content);
        for (name, write) in TABLES.into_iter().chain([("q.qti.zip", packed)]) {
            let written = written(&reading, write);
            assert_eq!(said(&written), [("not-in-format", "type", "cloze")], "{name}: {source}");
            assert!(read(name, &written.bytes).questions.is_empty(), "{name}: {source}");
        }
        let again = read("q.xml", &written(&reading, |content| moodle::write(*content)).bytes);
        assert_eq!(again.questions[0].prompt, reading.questions[0].prompt, "Moodle has what it is");
    }
}

#[test]
fn names_the_type_that_a_format_has_not() {
    let reading = read("q.csv", b"id,type,stem,correct\n1,hotspot,where?,\n");
    let all: [Writer; 5] =
        [csv::write, xlsx::write, gift::write, |content| moodle::write(*content), |content| qti3::write(*content)];
    for write in all {
        assert_eq!(said(&written(&reading, write)), [("not-in-format", "type", "hotspot")]);
    }
}
