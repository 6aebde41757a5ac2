use proptest::prelude::*;

use super::*;
use crate::question::{Fill, Gap, NumberAnswer, Stated, TextAnswer};
use crate::write::sample;

/// What the file says of a question, without where it stands.
fn said(question: &Question) -> Question {
    let mut said = Question { file: String::new(), line: 0, named: String::new(), ..question.clone() };
    said.title = Some(said.title.unwrap_or_else(|| said.id.clone()));
    match &mut said.body {
        // Scales become fields for numbers.
        Body::Slider { value, tolerance, .. } => {
            let answer = NumberAnswer { value: *value, tolerance: *tolerance, fraction: 100.0, ..NumberAnswer::default() };
            said.body = Body::Number { answers: vec![answer], unit: None };
        }
        Body::Match { pairs } => pairs.iter_mut().for_each(|(_, right)| {
            if right.contains('<') {
                *right = escape(&crate::words(right));
            }
        }),
        _ => {}
    }
    said
}

fn settled(question: &Question, said: &Question) -> Question {
    // Moodle has a place for shuffling where there is something to shuffle.
    let shuffles = matches!(said.body, Body::Choice { .. } | Body::Match { .. })
        || matches!(&said.body, Body::Gaps { shared, .. } if !shared.is_empty());
    Question { shuffle: if shuffles { question.shuffle } else { said.shuffle }, ..question.clone() }
}

/// Parsing HTML takes its time where nothing is optimised.
const CASES: u32 = 64;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn says_what_was_said(questions in sample::questions()) {
        // A file without a question is refused.
        let questions: Vec<Question> = questions.into_iter().filter(|question| !matches!(question.body, Body::Hottext { .. })).collect();
        prop_assume!(!questions.is_empty());
        let media = sample::media();
        let written = write(Content { title: "Bank", questions: &questions, media: &media });
        let reading = crate::read("bank.xml", &written.bytes);
        let errors: Vec<_> = reading.problems.iter().filter(|problem| problem.is_error()).collect();
        prop_assert!(errors.is_empty(), "{errors:?}\n{}", String::from_utf8_lossy(&written.bytes));
        let kept: Vec<Question> = questions.iter().map(said).collect();
        let read: Vec<Question> = reading.questions.iter().map(said).zip(&kept).map(|(read, kept)| settled(&read, kept)).collect();
        prop_assert_eq!(read, kept);
    }
}

fn question(prompt: &str, body: Body) -> Question {
    Question {
        id: "q".to_owned(),
        title: None,
        file: "items/q.md".to_owned(),
        line: 1,
        prompt: prompt.to_owned(),
        body,
        points: None,
        feedback: String::new(),
        tags: Vec::new(),
        outcomes: Vec::new(),
        difficulty: None,
        named: String::new(),
        shuffle: true,
        qti: None,
        stated: Stated::default(),
    }
}

fn xml(question: Question) -> (String, Vec<Problem>) {
    let written = write(Content { title: "Bank", questions: &[question], media: &BTreeMap::new() });
    (String::from_utf8(written.bytes).unwrap(), written.left_out)
}

#[test]
fn writes_gaps_in_moodles_grammar() {
    let text = TextAnswer { text: "a*b".to_owned(), fraction: 100.0, feedback: String::new() };
    let gap = |id: &str, fill, weight| Gap { id: id.to_owned(), fill, weight };
    let gaps = vec![
        gap("g1", Fill::Text { answers: vec![text], case: true }, 2.0),
        gap("g2", Fill::Number(vec![NumberAnswer { range: Some([1.0, 2.0]), fraction: 100.0, ..NumberAnswer::default() }]), 0.5),
    ];
    let prompt = "<p>{1} <span data-field=\"g1\"></span> <span data-field=\"g2\"></span> ]]&gt;</p>";
    let (xml, left_out) = xml(question(prompt, Body::Gaps { gaps, shared: Vec::new() }));
    assert!(xml.contains("<![CDATA[<p>&#123;1} {2:SHORTANSWER_C:=a&#92;*b} {1:NUMERICAL:=1.5:0.5} ]]&gt;</p>]]>"), "{xml}");
    assert_eq!(left_out.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["weight"]);
}

#[test]
fn names_what_moodle_has_not() {
    let (xml, left_out) = xml(question("<p>Q</p>", Body::Hottext { words: Vec::new(), several: true }));
    assert!(!xml.contains("<question"));
    assert_eq!((left_out[0].field.as_str(), left_out[0].value.as_str()), ("type", "hottext"));
    assert!(left_out.iter().all(|problem| !problem.is_error() && problem.item.as_deref() == Some("q")));
}

/// Value, tolerance, share and the words of the feedback of each number.
fn numbers(question: &Question) -> Vec<(f64, f64, f64, String)> {
    let Body::Number { answers, .. } = &question.body else { panic!("{question:?}") };
    let said = |answer: &NumberAnswer| (answer.value, answer.tolerance, answer.fraction, crate::words(&answer.feedback));
    answers.iter().map(said).collect()
}

#[test]
fn writes_all_other_numbers_as_moodle_does() {
    for answers in ["#=3.14:0.01#Yes ~#nope", "#=3.14:0.01 =%50%*#Half", "#=3.14:0.01 =*", "#=3.14:0.01"] {
        let first = crate::read("q.gift", format!("::q::What is pi?{{{answers}}}").as_bytes());
        let written = write(Content { title: "Bank", questions: &first.questions, media: &BTreeMap::new() });
        let again = crate::read("q.xml", &written.bytes);
        let errors: Vec<_> = again.problems.iter().filter(|problem| problem.is_error()).collect();
        assert!(errors.is_empty(), "{answers}: {errors:?}\n{}", String::from_utf8_lossy(&written.bytes));
        assert_eq!(numbers(&again.questions[0]), numbers(&first.questions[0]), "{answers}");
    }
    let any = NumberAnswer { range: None, ..NumberAnswer::any(0.0, "No".to_owned()) };
    let gap = |answers| Gap { id: "g1".to_owned(), fill: Fill::Number(answers), weight: 1.0 };
    let gaps = vec![gap(vec![NumberAnswer { value: 4.0, fraction: 100.0, ..NumberAnswer::default() }, any])];
    let (xml, _) = xml(question("<p><span data-field=\"g1\"></span></p>", Body::Gaps { gaps, shared: Vec::new() }));
    assert!(xml.contains("{1:NUMERICAL:=4:0~*#No}"), "{xml}");
    assert_eq!(crate::read("q.xml", xml.as_bytes()).verdict(), crate::Verdict::Accept);
}
