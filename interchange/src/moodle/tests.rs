use crate::question::{Body, Fill, Question};
use crate::{Reading, Verdict};

fn read(inside: &str) -> Reading {
    crate::read("quiz.xml", format!("<?xml version=\"1.0\"?>\n<quiz>\n{inside}\n</quiz>").as_bytes())
}

/// One question of a type.
fn one(kind: &str, inside: &str) -> (Question, Vec<String>) {
    let reading = read(&format!(
        "<question type=\"{kind}\"><name><text>Name</text></name><questiontext format=\"html\"><text>Q?</text></questiontext>{inside}</question>"
    ));
    let codes = reading.problems.iter().map(|problem| format!("{} {}", problem.code, problem.field)).collect();
    (reading.questions.into_iter().next().unwrap_or_else(|| panic!("a question: {:?}", reading.problems)), codes)
}

#[test]
fn reads_ids_tags_categories_and_outcomes() {
    let reading = read(
        "<question type=\"category\"><category><text>$course$/top/A/B</text></category></question>
         <question type=\"essay\"><name><text>First one</text></name><idnumber> e 1 </idnumber><defaultgrade>2.5</defaultgrade>
         <tags><tag><text>x</text></tag><tag>outcome:O-1</tag></tags></question>
         <question type=\"essay\"><name>Second</name></question>",
    );
    assert_eq!(reading.verdict(), Verdict::Accept, "{:?}", reading.problems);
    let [first, second] = &reading.questions[..] else { panic!("two") };
    assert_eq!((first.id.as_str(), first.title.as_deref(), first.points), ("e-1", Some("First one"), Some(2.5)));
    assert_eq!(
        (&first.tags[..], &first.outcomes[..], first.line),
        (&["x".to_owned(), "A/B".to_owned()][..], &["O-1".to_owned()][..], 4)
    );
    assert_eq!((second.id.as_str(), second.tags[0].as_str(), second.points), ("Second", "A/B", Some(1.0)));
}

#[test]
fn reads_texts_in_every_format() {
    let reading = read(
        "<question type=\"description\"><questiontext format=\"plain_text\"><text>a &lt;b&gt;\nc</text></questiontext></question>
         <question type=\"description\"><questiontext format=\"markdown\"><text>**a**</text></questiontext></question>
         <question type=\"description\"><questiontext format=\"moodle_auto_format\"><text>a\nb</text></questiontext></question>
         <question type=\"description\"><questiontext><text><p>a <b>b</b></p></text></questiontext></question>
         <question type=\"description\"><questiontext>bare</questiontext></question>",
    );
    let prompts: Vec<_> = reading.questions.iter().map(|question| question.prompt.as_str()).collect();
    assert_eq!(
        prompts,
        ["a &lt;b&gt;<br>c", "<p><strong>a</strong></p>", "a<br>\nb", "<p>a <strong>b</strong></p>", "<p>bare</p>"]
    );
}

#[test]
fn takes_the_files_of_each_text_for_its_own() {
    let dot = |colour: &str| {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\" height=\"1\" fill=\"{colour}\"/></svg>");
        data_encoding::BASE64.encode(svg.as_bytes())
    };
    let answer = |fraction: u8, colour: &str| {
        format!(
            "<answer fraction=\"{fraction}\"><text>&lt;img src=\"@@PLUGINFILE@@/a%20b.svg\" alt=\"{colour}\"&gt;</text><file name=\"a b.svg\" path=\"/\" encoding=\"base64\">{}</file></answer>",
            dot(colour)
        )
    };
    let inside = format!("{}{}", answer(100, "red"), answer(0, "blue"));
    let reading = read(&format!("<question type=\"multichoice\"><questiontext><text>Q</text></questiontext>{inside}</question>"));
    assert_eq!(reading.verdict(), Verdict::Accept, "{:?}", reading.problems);
    assert_eq!(reading.media.len(), 2);
    let Body::Choice { options, several: false } = &reading.questions[0].body else { panic!("a choice") };
    assert_eq!(options[0].text, "<img alt=\"red\" src=\"media/a-b.svg\">");
    assert!(options[1].text.contains("media/a-b-"), "{}", options[1].text);
}

#[test]
fn says_what_is_odd_about_shares() {
    let answer = |fraction: &str, text: &str| format!("<answer fraction=\"{fraction}\"><text>{text}</text></answer>");
    let (_, codes) = one("multichoice", &(answer("50", "a") + &answer("0", "b")));
    assert_eq!(codes, ["no-full-credit-option fraction"]);
    let several = "<single>false</single>".to_owned();
    let (question, codes) = one("multichoice", &(several.clone() + &answer("100", "a") + &answer("100", "b")));
    assert!(matches!(question.body, Body::Choice { several: true, .. }));
    assert_eq!(codes, ["weights-not-100 fraction"]);
    let (_, codes) = one("multichoice", &(answer("100", "a") + &answer("x", "b") + &answer("0", "")));
    assert_eq!(codes, ["bad-number fraction", "empty-option answer"]);
    let reading = read(&format!("<question type=\"multichoice\">{}</question>", answer("0", "a") + &answer("0", "b")));
    assert_eq!((reading.verdict(), reading.problems[0].code), (Verdict::Reject, "no-key"));
}

#[test]
fn reads_true_and_false_in_either_order() {
    for (answers, right) in [
        ("<answer fraction=\"0\"><text>false</text></answer><answer fraction=\"100\"><text>true</text></answer>", true),
        ("<answer fraction=\"0\"><text>Wahr</text></answer><answer fraction=\"100\"><text>Falsch</text></answer>", false),
        ("<answer fraction=\"100\"><text>False</text></answer>", false),
    ] {
        assert!(matches!(one("truefalse", answers).0.body, Body::TrueFalse { right: found, .. } if found == right), "{answers}");
    }
}

#[test]
fn says_that_a_wildcard_is_none() {
    let (question, codes) = one(
        "shortanswer",
        "<answer fraction=\"100\"><text>colo*r</text></answer><answer fraction=\"50\"><text>a \\* b</text></answer><answer fraction=\"0\"><text>*</text></answer>",
    );
    let Body::Text { answers, case: false } = &question.body else { panic!("a text") };
    assert_eq!(answers.iter().map(|answer| answer.text.as_str()).collect::<Vec<_>>(), ["colo*r", "a * b", "*"]);
    assert_eq!(codes, ["wildcard-answer answer"]);
}

#[test]
fn reads_numbers_with_units() {
    let unit =
        |name: &str, multiplier: &str| format!("<unit><multiplier>{multiplier}</multiplier><unit_name>{name}</unit_name></unit>");
    let (question, codes) = one(
        "numerical",
        &format!(
            "<answer fraction=\"50\"><text>9</text></answer><answer fraction=\"100\"><text>9,81</text><tolerance>0.01</tolerance></answer><answer fraction=\"0\"><text>*</text></answer><units>{}{}</units>",
            unit("cm", "100"),
            unit("m", "1")
        ),
    );
    let Body::Number { answers, unit } = &question.body else { panic!("a number") };
    let said: Vec<_> = answers.iter().map(|answer| (answer.value, answer.tolerance, answer.fraction)).collect();
    assert_eq!((said, unit.as_deref()), (vec![(9.81, 0.01, 100.0), (9.0, 0.0, 50.0)], Some("m")));
    assert_eq!(codes, ["units-not-taken units"]);
    let reading = read("<question type=\"numerical\"><answer fraction=\"100\"><text>nine</text></answer></question>");
    assert_eq!((reading.verdict(), reading.problems[0].code), (Verdict::Reject, "bad-number"));
}

#[test]
fn reads_gaps_with_answers_below_the_text() {
    let text = |kind: &str, inside: &str| {
        let reading = read(&format!(
            "<question type=\"{kind}\"><questiontext><text>The [[2]] sat on\nthe [[1]] [[x]].</text></questiontext>{inside}</question>"
        ));
        (reading.questions.into_iter().next(), reading.problems)
    };
    let option = |name: &str, word: &str, group: &str| format!("<{name}><text>{word}</text><group>{group}</group></{name}>");
    let (question, problems) = text(
        "gapselect",
        &(option("selectoption", "mat", "1") + &option("selectoption", "cat", "2") + &option("selectoption", "dog", "2")),
    );
    let question = question.unwrap_or_else(|| panic!("{problems:?}"));
    assert_eq!(question.prompt, "<p>The <span data-field=\"g1\"></span> sat on\nthe <span data-field=\"g2\"></span> [[x]].</p>");
    let Body::Gaps { gaps, shared } = &question.body else { panic!("gaps") };
    assert!(shared.is_empty());
    let Fill::Choice(choices) = &gaps[0].fill else { panic!("a choice") };
    assert_eq!(choices.iter().map(|choice| (&*choice.text, choice.fraction)).collect::<Vec<_>>(), [("cat", 100.0), ("dog", 0.0)]);
    let (question, _) = text("ddwtos", &(option("dragbox", "mat", "1") + &option("dragbox", "cat", "1")));
    let Some(Body::Gaps { gaps, shared }) = question.map(|question| question.body) else { panic!("gaps") };
    assert_eq!((shared.len(), &gaps[0].fill), (2, &Fill::Shared(vec!["b".to_owned()])));
    let (question, problems) = text("ddwtos", &option("dragbox", "mat", "1"));
    assert!(question.is_none());
    assert_eq!((problems[0].code, problems[0].value.as_str()), ("key-unknown-option", "[[2]]"));
}

#[test]
fn keeps_what_cannot_be_asked_by_its_name() {
    let (question, codes) = one("ddmarker", "");
    assert_eq!((question.body, question.named.as_str()), (Body::Unsupported("drag_marker".to_owned()), "ddmarker"));
    assert_eq!(codes, ["unsupported-interaction type"]);
    assert_eq!(one("coderunner", "").0.body, Body::Unsupported("coderunner".to_owned()));
}

#[test]
fn keeps_a_broken_cloze_as_it_stands() {
    let reading = read("<question type=\"cloze\"><questiontext><text>\n\nPick {1:MC:=one}</text></questiontext></question>");
    assert_eq!(reading.verdict(), Verdict::Accept);
    let problem = &reading.problems[0];
    assert_eq!((problem.code, problem.line), ("cloze-malformed", Some(5)));
    assert_eq!(reading.questions[0].prompt, "<p>Pick {1:MC:=one}</p>");
    assert!(!reading.questions[0].body.is_scored());
}

#[test]
fn warns_of_what_other_formats_warn_of() {
    let answer = |fraction: &str, text: &str| format!("<answer fraction=\"{fraction}\"><text>{text}</text></answer>");
    let two = answer("100", "a") + &answer("0", "b");
    for (kind, inside, codes) in [
        ("multichoice", answer("200", "a") + &answer("0", "b"), &["bad-number fraction"][..]),
        ("multichoice", answer("100", "a") + &answer("-150", "b"), &["bad-number fraction"]),
        ("multichoice", answer("100", "a") + &answer("100", "b") + &answer("0", "c"), &["several-right fraction"]),
        ("multichoice", two.clone() + &answer("0", "b"), &["duplicate-option answer"]),
        ("multichoice", format!("{two}<defaultgrade>0</defaultgrade>"), &["bad-number defaultgrade"]),
        ("multichoice", format!("{two}<defaultgrade>many</defaultgrade>"), &["bad-number defaultgrade"]),
        ("shortanswer", answer("300", "a"), &["bad-number fraction"]),
        ("shortanswer", answer("100", "a") + &answer("100", " "), &["empty-option answer"]),
        ("numerical", answer("101", "5"), &["bad-number fraction"]),
        ("truefalse", answer("100", "true") + &answer("50", "false"), &["several-right fraction"]),
        ("description", "<defaultgrade>0</defaultgrade>".to_owned(), &[]),
        ("ordering", answer("1", "a") + &answer("2", "b") + &answer("101", "c"), &[]),
    ] {
        assert_eq!(one(kind, &inside).1, codes, "{kind} {inside}");
    }
    let (question, _) = one("multichoice", &(answer("200", "a") + &answer("0", "b")));
    let Body::Choice { options, .. } = &question.body else { panic!("a choice") };
    assert_eq!((options[0].fraction, question.points), (100.0, Some(1.0)));
    let reading = read(&format!("<question type=\"multichoice\"><questiontext><text> </text></questiontext>{two}</question>"));
    assert_eq!((reading.problems[0].code, reading.verdict()), ("empty-stem", Verdict::Accept));
    let both = answer("100", "true") + &answer("100", "false");
    let reading = read(&format!("<question type=\"truefalse\">{both}</question>"));
    assert_eq!((reading.problems[0].code, reading.verdict()), ("several-right", Verdict::Reject));
}

#[test]
fn reads_each_question_of_a_file_that_is_not_well_formed() {
    let one = |name: &str, text: &str| {
        format!(
            "<question type=\"truefalse\"><name><text>{name}</text></name><questiontext><text>{text}</text></questiontext>\
             <answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer></question>\n"
        )
    };
    let head = "<?xml version=\"1.0\"?>\n<!-- <question type=\"x\"> --><quiz>\n";
    let (a, b, c) = (one("a", "é R&D"), one("b", "<![CDATA[a </question><question type='x'> & b]]>"), one("c", "x<br>y"));
    let cut = &one("d", "whole")[..90];
    for (text, names, places) in [
        (format!("{head}{a}{b}</quiz>"), &["b"][..], &["3:78"][..]),
        (format!("{head}{b}{c}{b}{a}</quiz>"), &["b", "b-2"], &["4:81", "6:78"]),
        (format!("{head}{b}{cut}"), &["b"], &["4:1"]),
        (format!("{head}{b}"), &["b"], &["4:1"]),
        (format!("{head}{b} & {b}</quiz>"), &["b", "b-2"], &["4:2"]),
        (format!("{head}{a}</quiz>"), &[], &["3:78"]),
        (format!("{head}{}{b}</quiz>", a.replace("</question>", "")), &["b"], &["3:78"]),
        (format!("{head}{b}\u{1}</quiz>"), &["b"], &["4:1"]),
        ("<quiz>\n & </quiz>".to_owned(), &[], &["2:2"]),
        (format!("<!--<quizé>-->\n\n<quiz a=>{b}</quiz>"), &["b"], &["3:9"]),
        (format!("<?p <quiz<question ?>\n\n<quiz>{b}</quiz"), &["b"], &["4:7"]),
    ] {
        let reading = crate::read("q.xml", text.as_bytes());
        let ids: Vec<&str> = reading.questions.iter().map(|question| question.id.as_str()).collect();
        assert_eq!(ids, names, "{text}\n{:?}", reading.problems);
        let malformed = reading.problems.iter().filter(|problem| problem.code == "xml-malformed");
        let found: Vec<String> = malformed
            .map(|problem| format!("{}:{}", problem.line.unwrap_or_default(), problem.column.unwrap_or_default()))
            .collect();
        assert_eq!(found, places, "{text}\n{:?}", reading.problems);
        let lines: Vec<usize> = reading.questions.iter().map(|question| question.line).collect();
        assert!(lines.iter().all(|line| text.lines().nth(line - 1).unwrap().contains("<name><text>b<")), "{lines:?}");
    }
}

#[test]
fn keeps_its_limits_in_a_file_that_is_not_well_formed() {
    for (text, code) in [
        ("<!DOCTYPE quiz [<!ENTITY a \"b\">]><quiz><question type=\"essay\">&a;</question>&</quiz>".to_owned(), "xml-doctype"),
        (format!("<quiz><question>{}</quiz>", "<a>".repeat(300)), "xml-too-deep"),
    ] {
        let reading = crate::read("q.xml", text.as_bytes());
        assert!(reading.questions.is_empty());
        assert_eq!(reading.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code]);
    }
}
