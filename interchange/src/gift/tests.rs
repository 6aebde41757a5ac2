use super::*;
use crate::Format;
use crate::question::NumberAnswer;
use crate::reading::Reading;

fn reading(text: &str) -> Reading {
    let mut reader = Reader::new();
    read(&mut reader, "q.gift", text);
    reader.finish(Format::Gift)
}

fn body(text: &str) -> Body {
    let reading = reading(text);
    assert_eq!(reading.questions.len(), 1, "{text}: {:?}", reading.problems);
    reading.questions[0].body.clone()
}

fn problems(text: &str) -> Vec<(&'static str, Option<usize>, bool)> {
    reading(text).problems.iter().map(|problem| (problem.code, problem.line, problem.is_error())).collect()
}

#[test]
fn takes_the_type_from_the_answers() {
    for (text, name) in [
        ("words", "description"),
        ("q {}", "essay"),
        ("q {\n}", "essay"),
        ("q {#}", "none"),
        ("q {#3}", "numeric"),
        ("q {~a =b}", "choice"),
        ("q {~%50%a ~%50%b ~c}", "multi"),
        ("q {=a -> b =c -> d}", "match"),
        ("q {T}", "true_false"),
        ("q {false#no#yes}", "true_false"),
        ("q {=true}", "short_text"),
        ("q {a}", "short_text"),
    ] {
        let reading = reading(text);
        assert_eq!(reading.questions.first().map_or("none", |question| question.body.name()), name, "{text}");
    }
}

#[test]
fn reads_weights_feedback_and_numbers() {
    let Body::Choice { options, several: false } = body("q {=%100%a#good ~%-25%b # [plain]<no>}") else { panic!() };
    assert_eq!((options[0].fraction, options[1].fraction), (100.0, -25.0));
    assert_eq!((options[0].feedback.as_str(), options[1].feedback.as_str()), ("good", "&lt;no&gt;"));
    let Body::Number { answers, .. } = body("q {#=1822:0#yes =%50%1820..1824 ~#no}") else { panic!() };
    assert_eq!(
        (answers[1].value, answers[1].tolerance, answers[1].range, answers[1].fraction),
        (1822.0, 2.0, Some([1820.0, 1824.0]), 50.0)
    );
    assert_eq!(answers[2], NumberAnswer::any(0.0, "no".to_owned()));
    let Body::TrueFalse { right: false, feedback } = body("q {F#so it is not#well done}") else { panic!() };
    assert_eq!(feedback, ["so it is not", "well done"]);
}

#[test]
fn reads_texts_in_their_formats() {
    for (text, prompt) in [
        (r"a \= b \\n c", "<p>a = b \\n c</p>"),
        ("one\ntwo {T}", "one<br>two"),
        ("[html]<b>x</b>\n{T}", "<strong>x</strong>"),
        ("[plain]<b> & {T}", "&lt;b&gt; &amp;"),
        (r"[markdown]*x*\n\n- y {T}", "<p><em>x</em></p>\n<ul>\n<li>y</li>\n</ul>"),
        ("He is {=here ~there}.", "<p>He is _____.</p>"),
        ("[moodle]x {T}", "<p>x</p>"),
        ("[other]x {T}", "<p>[other]x</p>"),
    ] {
        let reading = reading(text);
        assert_eq!(reading.questions[0].prompt, prompt, "{text}: {:?}", reading.problems);
    }
}

#[test]
fn keeps_names_ids_tags_and_categories() {
    let reading =
        reading("$CATEGORY: $course$/top/Sums/easy\n\n// [id:7] [tag:a b] [tag:c\\]]\n::Two \\: two::2 + 2? {=4 ~5}\n\nq {T}\n");
    let [first, second] = &reading.questions[..] else { panic!("{:?}", reading.problems) };
    assert_eq!((first.id.as_str(), first.title.as_deref(), first.line), ("7", Some("Two : two"), 4));
    assert_eq!(first.tags, ["Sums/easy", "a b", "c]"]);
    assert_eq!((second.id.as_str(), second.title.as_deref(), second.line), ("q", Some("q"), 6));
}

#[test]
fn names_what_is_wrong_with_its_line_and_reads_the_rest() {
    for (text, expected) in [
        ("a {=x\n~y\n\nb {=x ~y}", vec![("gift-brace", Some(1), true)]),
        ("a\n=x ~y}\n\nb {=x ~y}", vec![("gift-brace", Some(2), true)]),
        ("a {\n~x\n~y}", vec![("no-key", Some(2), true)]),
        ("a {=x -> y\n= z}", vec![("gift-match", Some(2), true)]),
        ("a {#\n=5:-1}", vec![("bad-number", Some(2), true)]),
        ("a {#9..3}", vec![("range-reversed", Some(1), true)]),
        ("a {#1,822}", vec![("bad-number", Some(1), true)]),
        ("a {~%60%x ~%60%y}", vec![("weights-not-100", Some(1), false)]),
        ("a {=x =y ~z}", vec![("several-right", Some(1), false)]),
        ("a {=x ~y=z}", vec![("gift-unescaped", Some(1), false), ("several-right", Some(1), false)]),
        ("a {=\n=fro*}", vec![("empty-option", Some(1), false), ("wildcard-answer", Some(2), false)]),
        ("::a::One? {=x ~y}\n::b::Two? {=x ~y}", vec![("gift-no-blank-line", Some(2), false)]),
        ("a {=<a> ~<b>}", vec![("html-as-text", Some(1), false), ("html-as-text", Some(1), false)]),
        ("// nothing", vec![("no-items", None, true)]),
        ("$CATEGORY: x", vec![]),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn splits_questions_that_no_empty_line_parts() {
    let reading = reading("::a::One? {=x ~y}\n::b::Two? {=x ~y}\nIs ::c:: here? {T}");
    let ids: Vec<_> = reading.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
}
