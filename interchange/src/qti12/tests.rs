//! Items as each program writes them.

use std::collections::BTreeMap;

use crate::package::Files;
use crate::question::{Body, Fill, Question};
use crate::reading::{Reader, Reading};
use crate::{Format, Verdict};

fn read(inside: &str) -> Reading {
    let mut reader = Reader::new();
    super::read(&mut reader, "quiz.xml", &format!("<questestinterop>\n{inside}</questestinterop>"));
    reader.finish(Format::Qti12)
}

/// An item of a type, with what there is to answer and how it is scored.
fn item(kind: &str, presentation: &str, rules: &str) -> String {
    let kind = if kind.is_empty() {
        String::new()
    } else {
        format!("<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>{kind}</fieldlabel></qtimetadatafield></qtimetadata></itemmetadata>")
            .replace('=', "</fieldlabel><fieldentry>")
            .replace("</fieldlabel></qtimetadatafield>", "</fieldentry></qtimetadatafield>")
    };
    format!("<item ident=\"q1\">{kind}<presentation>{presentation}</presentation><resprocessing>{rules}</resprocessing></item>")
}

fn words(text: &str) -> String {
    format!("<material><mattext>{text}</mattext></material>")
}

fn list(element: &str, options: &[(&str, &str)]) -> String {
    let labels: Vec<String> =
        options.iter().map(|(id, text)| format!("<response_label ident=\"{id}\">{}</response_label>", words(text))).collect();
    let labels = labels.concat();
    format!("{element}<render_choice>{labels}</render_choice>")
}

fn rule(response: &str, answer: &str, set: &str) -> String {
    format!(
        "<respcondition><conditionvar><varequal respident=\"{response}\">{answer}</varequal></conditionvar>{set}</respcondition>"
    )
}

fn only(reading: &Reading) -> &Question {
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(reading.questions.len(), 1, "{problems:?}");
    &reading.questions[0]
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

fn fractions(question: &Question) -> Vec<f64> {
    let Body::Choice { options, .. } = &question.body else { panic!("{:?}", question.body) };
    options.iter().map(|option| option.fraction).collect()
}

#[test]
fn reads_points_that_vary_by_answer() {
    let presentation = words("Which?")
        + &list("<response_lid ident=\"r\" rcardinality=\"Single\">", &[("a", "A"), ("b", "B"), ("c", "C")])
        + "</response_lid>";
    let set = |points: &str| format!("<setvar action=\"Set\" varname=\"SCORE\">{points}</setvar>");
    let rules = rule("r", "a", &set("10.0")) + &rule("r", "b", &set("5.0")) + &rule("r", "c", &set("-2,5"));
    let reading = read(&item("question_type=multiple_choice_question", &presentation, &rules));
    assert_eq!(fractions(only(&reading)), [100.0, 50.0, -25.0]);
}

#[test]
fn reads_brightspace_with_its_counts_of_right_and_wrong() {
    let right = "<setvar varname=\"D2L_Correct\" action=\"Add\">1</setvar>";
    let wrong = "<setvar varname=\"D2L_Incorrect\" action=\"Add\">1</setvar>";
    let options = [("q_A1", "one"), ("q_A2", "two"), ("q_A3", "three")];
    let presentation = format!(
        "<flow>{}<response_extension><grading_type>2</grading_type></response_extension>{}</response_lid></flow>",
        words("Which?"),
        list("<response_lid ident=\"q_LID\" rcardinality=\"Multiple\">", &options)
    );
    let rules = rule("q_LID", "q_A1", right) + &rule("q_LID", "q_A2", wrong) + &rule("q_LID", "q_A3", right);
    let reading = read(&item("qmd_questiontype=Multi-Select", &presentation, &rules));
    assert_eq!(fractions(only(&reading)), [50.0, 0.0, 50.0]);

    let group = |id: &str, left: &str| {
        let start = format!("<response_grp respident=\"{id}\" rcardinality=\"Single\">{}", words(left));
        list(&start, &[("x", "Alpha"), ("y", "Beta")]) + "</response_grp>"
    };
    let presentation = format!("<flow>{}{}{}</flow>", words("Match."), group("m1", "first"), group("m2", "second"));
    let rules = rule("m1", "x", right) + &rule("m1", "y", wrong) + &rule("m2", "y", right) + &rule("m2", "x", wrong);
    let reading = read(&item("qmd_questiontype=Matching", &presentation, &rules));
    let pairs = vec![("first".to_owned(), "Alpha".to_owned()), ("second".to_owned(), "Beta".to_owned())];
    assert_eq!(only(&reading).body, Body::Match { pairs });
}

#[test]
fn reads_gaps_within_the_flow_of_the_text() {
    let field = |id: &str| {
        format!("<response_str ident=\"{id}\" rcardinality=\"Single\"><render_fib fibtype=\"String\"/></response_str>")
    };
    let presentation = words("Now is the ") + &field("f1") + &words(" of our ") + &field("f2") + &words(".");
    let both = "<respcondition><conditionvar><varequal respident=\"f1\" case=\"Yes\">Winter</varequal>\
                <varequal respident=\"f2\">discontent</varequal></conditionvar><setvar action=\"Add\">3</setvar></respcondition>";
    let reading = read(&item("", &presentation, both));
    let question = only(&reading);
    assert_eq!(question.prompt, "<p>Now is the <span data-field=\"g1\"></span> of our <span data-field=\"g2\"></span>.</p>");
    let Body::Gaps { gaps, .. } = &question.body else { panic!("{:?}", question.body) };
    let cases: Vec<bool> = gaps.iter().map(|gap| matches!(gap.fill, Fill::Text { case: true, .. })).collect();
    assert_eq!(cases, [true, false]);

    let one = words("Water boils at ") + &field("f1") + &words(" degrees.");
    let reading = read(&item("cc_profile=cc.fib.v0p1", &one, &rule("f1", "100", "<setvar>100</setvar>")));
    assert_eq!(only(&reading).prompt, "<p>Water boils at _____ degrees.</p>");
    assert_eq!(only(&reading).body.name(), "short_text");
}

#[test]
fn reads_new_quizzes_blanks_and_categories() {
    let start = "<response_lid ident=\"response_t1\"><material><mattext>t1</mattext></material>";
    let typed = list(start, &[("t1-0", "sol"), ("t1-1", "sun")])
        .replace("<response_label ", "<response_label answer_type=\"openEntry\" ");
    let presentation = words("The [t1] is a star.") + &typed + "</response_lid>";
    let reading = read(&item(
        "question_type=fill_in_multiple_blanks_question",
        &presentation,
        &rule("response_t1", "t1-0", "<setvar action=\"Add\">100</setvar>"),
    ));
    let Body::Gaps { gaps, .. } = &only(&reading).body else { panic!() };
    let Fill::Text { answers, .. } = &gaps[0].fill else { panic!() };
    assert_eq!(answers.iter().map(|answer| answer.text.as_str()).collect::<Vec<_>>(), ["sol", "sun"]);

    let category = |id: &str, name: &str| {
        let start = format!("<response_lid ident=\"{id}\" rcardinality=\"Multiple\">{}", words(name));
        list(&start, &[("i1", "kea"), ("i2", "weta"), ("i3", "stone")]) + "</response_lid>"
    };
    let presentation = words("Sort.") + &category("c1", "birds") + &category("c2", "insects");
    let set = "<setvar action=\"Add\">50</setvar>";
    let reading =
        read(&item("question_type=categorization_question", &presentation, &(rule("c1", "i1", set) + &rule("c2", "i2", set))));
    let pairs = vec![("kea".to_owned(), "birds".to_owned()), ("weta".to_owned(), "insects".to_owned())];
    assert_eq!(only(&reading).body, Body::Match { pairs });
    assert_eq!(codes(&reading), ["left-out"]);
}

#[test]
fn reads_an_order_from_places() {
    let options = [("o1", "second"), ("o2", "first")];
    let presentation =
        words("Order.") + &list("<response_grp respident=\"g\" rcardinality=\"Ordered\">", &options) + "</response_grp>";
    let set = "<setvar varname=\"D2L_Correct\" action=\"Add\">1</setvar>";
    let reading = read(&item("qmd_questiontype=Ordering", &presentation, &(rule("o1", "2", set) + &rule("o2", "1", set))));
    assert_eq!(only(&reading).body, Body::Order { sequence: vec!["first".to_owned(), "second".to_owned()] });
}

#[test]
fn says_which_item_has_what_wrong_and_keeps_the_others() {
    let presentation = |options: &[(&str, &str)]| {
        words("Which?") + &list("<response_lid ident=\"r\" rcardinality=\"Single\">", options) + "</response_lid>"
    };
    let two = [("a", "A"), ("b", "B")];
    let set = "<setvar>100</setvar>";
    for (options, rules, code, verdict) in [
        (&two[..], String::new(), "no-key", Verdict::Reject),
        (&two[..], rule("r", "z", set), "key-unknown-option", Verdict::Reject),
        (&[("a", "A"), ("a", "B")][..], rule("r", "a", set), "duplicate-option-id", Verdict::Reject),
        (&[("a", "A")][..], rule("r", "a", set), "too-few-options", Verdict::Accept),
        (&[("a", "A"), ("b", "")][..], rule("r", "a", set), "empty-option", Verdict::Accept),
    ] {
        let reading = read(&item("", &presentation(options), &rules));
        assert_eq!((codes(&reading), reading.verdict()), (vec![code], verdict));
        assert_eq!((reading.problems[0].line, reading.problems[0].item.as_deref()), (Some(2), Some("q1")), "{code}");
    }
    let good = item("", &presentation(&two), &rule("r", "a", set));
    let reading = read(&(item("", &presentation(&two), "") + "\n" + &good));
    assert_eq!((reading.verdict(), reading.questions.len()), (Verdict::Partial, 1));
}

#[test]
fn says_that_a_part_of_an_answer_cannot_be_scored() {
    let presentation = words("Name one.") + "<response_str ident=\"r\"><render_fib/></response_str>";
    let rules = "<respcondition><conditionvar><varsubstring respident=\"r\">mac</varsubstring></conditionvar><setvar>100</setvar></respcondition>";
    let reading = read(&item("cc_profile=cc.pattern_match.v0p1", &presentation, rules));
    assert_eq!((only(&reading).body.name(), codes(&reading)), ("short_text", vec!["answer-not-exact"]));
}

fn package(files: &[(&str, &str)]) -> Reading {
    let files: Files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let mut reader = Reader::new();
    super::read_package(&mut reader, "course.imscc", files);
    reader.finish(Format::Qti12)
}

#[test]
fn reads_a_quiz_that_a_cartridge_has_twice_once_with_its_settings() {
    let presentation = words("Which?")
        + &list("<response_lid ident=\"r\" rcardinality=\"Single\">", &[("a", "A"), ("b", "B")])
        + "</response_lid>";
    let quiz = format!("<questestinterop>{}</questestinterop>", item("", &presentation, &rule("r", "a", "<setvar>100</setvar>")));
    let drawn = "<questestinterop><assessment><section><selection_ordering><selection><sourcebank_ref>b1</sourcebank_ref></selection>\
                 <selection><sourcebank_ref>b2</sourcebank_ref></selection></selection_ordering></section></assessment></questestinterop>";
    let bank = format!(
        "<questestinterop><objectbank ident=\"b1\"><qtimetadata><qtimetadatafield><fieldlabel>bank_title</fieldlabel>\
                        <fieldentry>Birds</fieldentry></qtimetadatafield></qtimetadata>{}</objectbank></questestinterop>",
        item("", &presentation, &rule("r", "b", "<setvar>100</setvar>")).replace("\"q1\"", "\"q2\"")
    );
    let manifest = "<manifest><resources><resource type=\"imsqti_xmlv1p2/imscc_xmlv1p1/assessment\">\
                    <file href=\"g1/assessment_qti.xml\"/>\n<file href=\"g9/lost.xml\"/></resource>\
                    <resource type=\"webcontent\" href=\"lost.html\"/></resources></manifest>";
    let settings = "<quiz xmlns=\"http://canvas.instructure.com/xsd/cccv1p0\"><shuffle_answers>true</shuffle_answers></quiz>";
    let reading = package(&[
        ("imsmanifest.xml", manifest),
        ("g1/assessment_qti.xml", &quiz),
        ("g1/assessment_meta.xml", settings),
        ("non_cc_assessments/g1.xml.qti", &quiz),
        ("non_cc_assessments/g2.xml.qti", drawn),
        ("non_cc_assessments/b1.xml.qti", &bank),
    ]);
    let seen: BTreeMap<&str, (bool, &[String])> =
        reading.questions.iter().map(|question| (question.id.as_str(), (question.shuffle, &question.tags[..]))).collect();
    assert_eq!(seen, BTreeMap::from([("q1", (true, &[][..])), ("q2", (false, &["Birds".to_owned()][..]))]));
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "imsmanifest.xml:2:1: href = g9/lost.xml, expected a file that is in the package",
            "imsmanifest.xml:2:38: warning: href = lost.html, expected a file that is in the package",
            "non_cc_assessments/g2.xml.qti:1:128: warning: sourcebank_ref = bank b2, expected questions in the file: \
             this bank did not come along; export it as well",
        ]
    );
}

#[test]
fn says_where_an_end_counts_here_and_not_there() {
    let bound = |test: &str, value: &str| format!("<{test} respident=\"r\">{value}</{test}>");
    let ends = |low: &str, high: &str| {
        let tests = low.to_owned() + high;
        let rule = format!("<respcondition><conditionvar>{tests}</conditionvar><setvar>1</setvar></respcondition>");
        let field = format!("{}<response_num ident=\"r\"><render_fib/></response_num>", words("How many?"));
        read(&item("question_type=numerical_question", &field, &rule))
    };
    for (low, high, ends_said) in [
        (bound("vargt", "4"), bound("varlt", "6"), 2),
        (bound("vargte", "4"), bound("varlte", "6"), 0),
        (format!("<not>{}</not>", bound("varlt", "4")), bound("varlte", "6"), 0),
        (format!("<not>{}</not>", bound("varlte", "4")), bound("varlte", "6"), 1),
    ] {
        let reading = ends(&low, &high);
        let Body::Number { answers, .. } = &only(&reading).body else { panic!("a number") };
        assert_eq!(answers[0].range, Some([4.0, 6.0]), "{low}");
        let said = reading.problems.iter().filter(|problem| problem.code == "end-included").count();
        assert_eq!(said, ends_said, "{low}: {:?}", reading.problems);
    }
}
