use proptest::prelude::*;

use super::*;
use crate::question::{Choice, Fill, Gap, NumberAnswer, TextAnswer};
use crate::{Problem, Reading, Verdict, read};

fn question(id: &str, prompt: &str, body: Body) -> Question {
    let empty = br#"<assessmentItem identifier="x"><itemBody><p>x</p></itemBody></assessmentItem>"#;
    let made = read("x.xml", empty).questions.remove(0);
    Question { id: id.to_owned(), title: Some(format!("Title of {id}")), prompt: prompt.to_owned(), body, ..made }
}

fn choice(id: &str, text: &str, fraction: f64) -> Choice {
    Choice { id: id.to_owned(), text: text.to_owned(), fraction, feedback: String::new() }
}

fn text(answer: &str, fraction: f64) -> TextAnswer {
    TextAnswer { text: answer.to_owned(), fraction, feedback: String::new() }
}

fn number(value: f64, tolerance: f64, fraction: f64) -> NumberAnswer {
    NumberAnswer { value, tolerance, fraction, ..NumberAnswer::default() }
}

fn written(questions: &[Question]) -> (Reading, Vec<Problem>) {
    let media = BTreeMap::new();
    let written = write(Content { title: "A & B", questions, media: &media });
    (read("bank.zip", &written.bytes), written.left_out)
}

/// What QTI cannot tell apart, made the same; noise of shares rounded away.
fn told(question: &Question) -> String {
    let mut question = Question { file: String::new(), line: 0, qti: None, named: String::new(), ..question.clone() };
    question.points = Some(question.points.unwrap_or_else(|| match &question.body {
        Body::Match { pairs } => pairs.iter().filter(|(left, _)| !left.is_empty()).count() as f64,
        Body::Gaps { gaps, .. } => gaps.iter().map(|gap| gap.weight).sum(),
        _ => 1.0,
    }));
    if !question.body.is_scored() {
        question.points = None;
    }
    if matches!(question.body, Body::Match { .. } | Body::Order { .. } | Body::Text { .. } | Body::Number { .. }) {
        question.shuffle = false;
    }
    let round = |value: &mut f64| *value = (*value * 1e6).round() / 1e6 + 0.0;
    let round_all = |choices: &mut Vec<Choice>| choices.iter_mut().map(|choice| &mut choice.fraction).for_each(round);
    let round_texts = |answers: &mut Vec<TextAnswer>| answers.iter_mut().map(|answer| &mut answer.fraction).for_each(round);
    if let Body::Gaps { gaps, .. } = &mut question.body {
        let total: f64 = gaps.iter().map(|gap| gap.weight).sum();
        for gap in gaps.iter_mut() {
            gap.weight /= total;
            round(&mut gap.weight);
            if let Fill::Choice(choices) = &mut gap.fill {
                round_all(choices);
            }
            if let Fill::Text { answers, .. } = &mut gap.fill {
                round_texts(answers);
            }
        }
    }
    if let Body::Choice { options, .. } | Body::Hottext { words: options, .. } = &mut question.body {
        round_all(options);
    }
    if let Body::Text { answers, .. } = &mut question.body {
        round_texts(answers);
    }
    format!("{question:?}")
}

fn assert_same(questions: &[Question]) {
    let (reading, left_out) = written(questions);
    assert_eq!(left_out, [], "nothing is left out");
    assert_eq!(reading.verdict(), Verdict::Accept, "{:?}", reading.problems);
    assert_eq!(reading.problems, [], "nothing is doubtful");
    assert_eq!(reading.questions.len(), questions.len());
    for (read, question) in reading.questions.iter().zip(questions) {
        assert_eq!(told(read), told(question));
    }
}

#[test]
fn says_the_same_of_every_type() {
    let gap = |id: &str, fill, weight| Gap { id: id.to_owned(), fill, weight };
    let with_feedback = |mut choice: Choice, said: &str| {
        choice.feedback = said.to_owned();
        choice
    };
    let choices = || vec![choice("a", "2 &lt; 3 <em>so</em>", 0.0), choice("b", "4", 100.0), choice("c", "5", 0.0)];
    let mut told_of = choices();
    told_of[0] = with_feedback(choice("a", "3", 50.0), "Half.");
    let [low, high] = [number(25.0, 0.01, 100.0), number(20.0, 0.0, 50.0)];
    let range =
        NumberAnswer { value: 15.0, tolerance: 3.0, range: Some([12.0, 18.0]), fraction: 100.0, ..NumberAnswer::default() };
    let mut said = text("Na", 100.0);
    said.feedback = "Natrium.".to_owned();
    let mut questions = vec![
        question("choice", "<p>2 + 2 = ?</p>", Body::Choice { options: choices(), several: false }),
        question("told", "<p>One</p><p>Two</p>", Body::Choice { options: told_of, several: false }),
        question(
            "several",
            "<p>Which?</p>",
            Body::Choice {
                options: vec![choice("a", "x", 50.0), choice("b", "y", 50.0), choice("c", "z", -50.0)],
                several: true,
            },
        ),
        question(
            "all-or-nothing",
            "<p>Which?</p>",
            Body::Choice { options: vec![choice("a", "x", 50.0), choice("b", "y", 50.0), choice("c", "z", 0.0)], several: true },
        ),
        question("true", "<p>So?</p>", Body::TrueFalse { right: false, feedback: ["No.".into(), String::new()] }),
        question("number", "<p>7.5 / 0.3</p>", Body::Number { answers: vec![low.clone(), high], unit: None }),
        question("unit", "<p>How long?</p>", Body::Number { answers: vec![low], unit: Some("mm".into()) }),
        question("range", "<p>12 to 18</p>", Body::Number { answers: vec![range.clone()], unit: None }),
        question("text", "<p>Sodium?</p>", Body::Text { answers: vec![said, text("Sodium", 50.0)], case: false }),
        question(
            "gaps",
            "<p>A <span data-field=\"g1\"></span> and <span data-field=\"g2\"></span>, <span data-field=\"g3\"></span>.</p>",
            Body::Gaps {
                gaps: vec![
                    gap("g1", Fill::Choice(choices()), 1.0),
                    gap("g2", Fill::Text { answers: vec![text("x \"y\"", 100.0)], case: true }, 2.0),
                    gap("g3", Fill::Number(vec![range]), 1.0),
                ],
                shared: Vec::new(),
            },
        ),
        question(
            "shared",
            "<p>A <span data-field=\"g1\"></span></p><p>B <span data-field=\"g2\"></span></p>",
            Body::Gaps {
                gaps: vec![
                    gap("g1", Fill::Shared(vec!["a".into(), "c".into()]), 1.0),
                    gap("g2", Fill::Shared(vec!["b".into()]), 1.0),
                ],
                shared: vec![choice("a", "x", 0.0), choice("b", "y", 0.0), choice("c", "z", 0.0)],
            },
        ),
        question(
            "match",
            "<p>Match.</p>",
            Body::Match {
                pairs: vec![
                    ("tahi".into(), "1".into()),
                    ("rua".into(), "2".into()),
                    ("one".into(), "1".into()),
                    (String::new(), "3".into()),
                ],
            },
        ),
        question("order", "<p>Order.</p>", Body::Order { sequence: vec!["wash".into(), "rinse".into(), "dry".into()] }),
        question(
            "hottext",
            "<p>The <span data-field=\"h1\">cat</span> <span data-field=\"h2\"><em>sat</em></span>.</p>",
            Body::Hottext { words: vec![choice("h1", "cat", 0.0), choice("h2", "<em>sat</em>", 100.0)], several: false },
        ),
        question("slider", "<p>Where?</p>", Body::Slider { range: [0.0, 10.0], step: 0.5, value: 4.0, tolerance: 1.0 }),
        question("essay", "<p>Why?</p><ul><li>a</li></ul>", Body::Essay),
        question("words", "<p>Read this.</p>", Body::Description),
    ];
    questions[0].outcomes = vec!["SEC-1.1".to_owned()];
    questions[0].tags = vec!["a & b".to_owned()];
    questions[0].difficulty = Some(-0.6);
    questions[0].points = Some(3.0);
    questions[0].shuffle = true;
    questions[1].feedback = "For <em>all</em>.".to_owned();
    questions[9].points = Some(8.0);
    assert_same(&questions);
}

#[test]
fn names_what_it_leaves_out() {
    let drawing = question("d", "<p>Draw.</p>", Body::Unsupported("drawing".to_owned()));
    let star = question("s", "<p>Name one.</p>", Body::Text { answers: vec![text("*ium", 100.0)], case: false });
    let lost = question("p", "<p><img alt=\"x\" src=\"media/lost.png\"></p>", Body::Description);
    let (reading, left_out) = written(&[drawing, star, lost]);
    let named: Vec<_> = left_out.iter().map(|problem| (problem.item.as_deref().unwrap(), problem.field.as_str())).collect();
    assert_eq!(named, [("d", "type"), ("s", "answers"), ("p", "picture")]);
    assert_eq!(reading.questions.len(), 2);
}

#[test]
fn writes_statistics_under_the_names_of_the_glossary() {
    let asked = question("q", "<p>?</p>", Body::Text { answers: vec![text("x", 100.0)], case: true });
    let statistic = |measure, value, standard_error| Statistic {
        measure,
        value,
        standard_error,
        cases: 412,
        context: "pilot-1".to_owned(),
        on: Some("2026-03-14".to_owned()),
    };
    let statistics = BTreeMap::from([(
        "q".to_owned(),
        vec![
            statistic(Measure::P, 0.71, Some(0.02)),
            statistic(Measure::R, 0.38, None),
            statistic(Measure::N, 412.0, None),
            statistic(Measure::B, -0.85, Some(0.11)),
        ],
    )]);
    let media = BTreeMap::new();
    let packed = write_with(Content { title: "t", questions: &[asked], media: &media }, &statistics).bytes;
    let files = package::open("t.zip", &packed).unwrap();
    let usage = String::from_utf8(files["usagedata.xml"].clone()).unwrap();
    assert!(
        usage.contains("name=\"b\" context=\"pilot-1\" caseCount=\"412\" stdError=\"0.11\" lastUpdated=\"2026-03-14\""),
        "{usage}"
    );
    assert_eq!(usage.matches("<ordinaryStatistic ").count(), 4);
    assert_eq!(read("t.zip", &packed).questions[0].difficulty, Some(-0.85));
}

/// A package with one item, `q`, and this usage data.
fn used(usage: &str, attributes: &str) -> Reading {
    let asked = question("q", "<p>?</p>", Body::Text { answers: vec![text("x", 100.0)], case: true });
    let media = BTreeMap::new();
    let statistics = BTreeMap::from([("q".to_owned(), vec![Statistic::stated(Measure::A, 1.0)])]);
    let packed = write_with(Content { title: "t", questions: &[asked], media: &media }, &statistics).bytes;
    let mut files = package::open("t.zip", &packed).unwrap();
    let text =
        format!("<usageData xmlns=\"http://www.imsglobal.org/xsd/imsqti_usagedata_v3p0\"{attributes}>\n{usage}</usageData>");
    files.insert("usagedata.xml".to_owned(), text.into_bytes());
    read("t.zip", &package::pack(&files))
}

fn ours() -> String {
    format!(" glossary=\"{GLOSSARY}\"")
}

/// A statistic as others write it.
fn line(name: &str, more: &str, target: &str, value: &str) -> String {
    format!(
        "<ordinaryStatistic name=\"{name}\" context=\"k\"{more}><targetObject identifier=\"{target}\"/><value>{value}</value></ordinaryStatistic>\n"
    )
}

#[test]
fn reads_back_every_statistic_that_it_writes() {
    let asked = question("q", "<p>?</p>", Body::Text { answers: vec![text("x", 100.0)], case: true });
    let statistic = |measure, value, standard_error| Statistic {
        measure,
        value,
        standard_error,
        cases: 412,
        context: "pilot-1".to_owned(),
        on: Some("2026-03-14".to_owned()),
    };
    let all = vec![
        statistic(Measure::P, 0.71, Some(0.02)),
        statistic(Measure::R, -0.38, None),
        statistic(Measure::N, 412.0, None),
        statistic(Measure::A, 1.37, Some(0.15)),
        statistic(Measure::B, -0.85, Some(0.11)),
        statistic(Measure::C, 0.2, Some(0.05)),
        statistic(Measure::D, 0.98, None),
    ];
    let media = BTreeMap::new();
    let given = BTreeMap::from([("q".to_owned(), all.clone())]);
    let reading = read("t.zip", &write_with(Content { title: "t", questions: &[asked], media: &media }, &given).bytes);
    assert_eq!(reading.problems, []);
    assert_eq!(reading.questions[0].stated.statistics, all);
    assert_eq!(reading.questions[0].difficulty, Some(-0.85));
    // And they go with the question from there on.
    let (again, _) = written(&reading.questions);
    assert_eq!(again.questions[0].stated.statistics, all);
}

#[test]
fn names_statistics_that_cannot_be() {
    for (name, more, value, message) in [
        ("a", "", "-0.4", "[out-of-range] a = -0.4, expected a number above 0, at most 10; it is left out"),
        ("b", "", "31", "[out-of-range] b = 31, expected a number from -10 to 10, in logits; it is left out"),
        ("c", "", "1", "[out-of-range] c = 1, expected a number from 0 to less than 1; it is left out"),
        ("d", "", "0", "[out-of-range] d = 0, expected a number above 0, at most 1; it is left out"),
        ("p", "", "71", "[out-of-range] p = 71, expected a number from 0 to 1; it is left out"),
        ("r", "", "1.2", "[out-of-range] r = 1.2, expected a number from -1 to 1; it is left out"),
        ("n", "", "1.5", "[out-of-range] n = 1.5, expected a whole number, 0 or more; it is left out"),
        ("a", "", "steep", "[bad-number] a = steep, expected a number above 0, at most 10; it is left out"),
        ("c", "", "", "[bad-number] c = nothing, expected a number from 0 to less than 1; it is left out"),
        (
            "a",
            " stdError=\"-1\"",
            "1.2",
            "[bad-number] stdError = -1, expected a number, 0 or more; the statistic is kept without it",
        ),
        (
            "a",
            " caseCount=\"many\"",
            "1.2",
            "[bad-number] caseCount = many, expected a whole number, 0 or more; the statistic is kept without it",
        ),
        (
            "a",
            " lastUpdated=\"soon\"",
            "1.2",
            "[bad-number] lastUpdated = soon, expected a day, as 2026-03-14; the statistic is kept without it",
        ),
    ] {
        let reading = used(&line(name, more, "q", value), &ours());
        let said: Vec<String> = reading
            .problems
            .iter()
            .map(|problem| format!("[{}] {} = {}, expected {}", problem.code, problem.field, problem.value, problem.expected))
            .collect();
        assert_eq!(said, [message]);
        let problem = &reading.problems[0];
        assert_eq!(
            (problem.file.as_str(), problem.line, problem.item.as_deref(), problem.is_error()),
            ("usagedata.xml", Some(2), Some("q"), false)
        );
        assert_eq!(reading.questions[0].stated.statistics.is_empty(), more.is_empty());
    }
    let crossed = used(&(line("c", "", "q", "0.6") + &line("d", "", "q", "0.5")), &ours());
    assert_eq!(crossed.problems[0].expected, "less than d, 0.5; it is left out");
    assert_eq!(crossed.questions[0].stated.statistic(Measure::D), Some(0.5));
}

#[test]
fn takes_a_statistic_without_a_context_for_a_stated_one() {
    for context in ["", " context=\"\"", " context=\" \""] {
        let usage = line("a", "", "q", "1.2").replace(" context=\"k\"", context);
        let reading = used(&usage, &ours());
        assert_eq!(reading.questions[0].stated.statistics, [Statistic::stated(Measure::A, 1.2)], "{context}");
    }
}

#[test]
fn takes_only_difficulties_where_the_names_are_not_ours() {
    let usage = line("IRT_a", "", "q", "1.7") + &line("IRT_b", "", "q", "0.4") + &line("omit_rate", "", "q", "0.1");
    let reading = used(&usage, " glossary=\"http://example.org/theirs\"");
    assert_eq!(reading.questions[0].difficulty, Some(0.4));
    assert_eq!(reading.questions[0].stated.statistic(Measure::A), None);
    assert_eq!((reading.problems[0].code, reading.problems[0].value.as_str()), ("statistic-left-out", "IRT_a, omit_rate"));
    assert_eq!(reading.problems.len(), 1);
    let strange = used(&(line("b", "", "other", "0.4") + &line("a", "", "other", "1.4")), &ours());
    assert_eq!((strange.problems[0].code, strange.problems[0].value.as_str()), ("statistic-of-no-item", "other"));
    assert_eq!(strange.problems.len(), 1, "once for each");
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "één",
        "2 &lt; 3",
        "a &amp; b",
        "<em>x</em>",
        "\"said\"",
        "a<br>b",
        "'",
        "10&nbsp;%",
        "]]&gt;",
        "日本",
    ]);
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn options() -> impl Strategy<Value = (Vec<Choice>, bool)> {
    (prop::collection::vec((words(), 0..4_u8, prop::option::of(words())), 2..6), any::<bool>(), any::<prop::sample::Index>())
        .prop_map(|(made, several, right)| {
            let right = right.index(made.len());
            let count = made.iter().enumerate().filter(|(at, (_, kind, _))| *at == right || *kind == 1).count() as f64;
            let option = |(at, (text, kind, feedback)): (usize, (String, u8, Option<String>))| {
                let earns = at == right || kind == 1;
                let fraction = match (several, earns) {
                    (true, true) => 100.0 / count,
                    (false, _) if at == right => 100.0,
                    (_, true) => 50.0,
                    _ if kind == 2 => -25.0,
                    _ => 0.0,
                };
                // Ids as tables and texts number them.
                let (id, text) = (format!("o{at}"), format!("{at} {text}"));
                Choice { id, text, fraction, feedback: feedback.unwrap_or_default() }
            };
            (made.into_iter().enumerate().map(option).collect(), several)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn says_the_same_of_any_choice(prompt in words(), (options, several) in options(), points in prop::option::of(1..9_u8)) {
        let mut asked = question("q", &format!("<p>{prompt}</p>"), Body::Choice { options, several });
        asked.points = points.map(f64::from);
        assert_same(&[asked]);
    }

    #[test]
    fn says_the_same_of_any_pairs_and_order(texts in prop::collection::vec(words(), 2..6)) {
        let pairs = texts.iter().enumerate().map(|(at, right)| (format!("{at}"), right.clone())).collect();
        let sequence = texts.iter().enumerate().map(|(at, text)| format!("{at} {text}")).collect();
        assert_same(&[
            question("m", "<p>Match.</p>", Body::Match { pairs }),
            question("o", "<p>Order.</p>", Body::Order { sequence }),
        ]);
    }

    #[test]
    fn says_the_same_of_any_numbers(value in -1e6_f64..1e6, tolerance in 0.0..10.0_f64, accepted in "[a-zA-Z0-9é\"&<>' -]{1,12}") {
        let accepted = accepted.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!accepted.is_empty());
        assert_same(&[
            question("n", "<p>How many?</p>", Body::Number { answers: vec![number(value, tolerance, 100.0)], unit: None }),
            question("t", "<p>Which?</p>", Body::Text { answers: vec![text(&accepted, 100.0)], case: true }),
        ]);
    }
}
