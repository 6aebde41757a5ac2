//! Questions with texts that formats find hard.

use std::collections::HashSet;

use interchange::question::{Body, Choice, Fill, Gap, NumberAnswer, Question, Stated, TextAnswer};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Words of plain text, none of which HTML minds.
fn word() -> impl Strategy<Value = &'static str> {
    select(vec![
        "a",
        "words",
        "é",
        "=",
        "~",
        "#",
        ":",
        "{",
        "}",
        "\\",
        "\\n",
        "->",
        "=>",
        "%50%",
        "[html]",
        "[x]",
        "{{",
        "}}",
        "*",
        "|",
        "\"",
        "'",
        "'=",
        "@x",
        "-1",
        "+",
        "1,5",
        "####",
        "::",
        "//",
        "$CATEGORY:",
        "_____",
        ";",
        ",",
        "TRUE",
        "A",
        "(x)",
    ])
    // An arrow is a mark-up sign once it stands in HTML.
    .prop_filter("no HTML", |word| !word.contains('>'))
}

/// A text as a label: sanitised HTML.
pub fn label() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => word().prop_map(str::to_owned),
        1 => Just("&lt;b&gt;".to_owned()),
        1 => Just("x &amp; y".to_owned()),
        1 => Just("-&gt;".to_owned()),
        1 => Just("=&gt;".to_owned()),
        1 => Just("<em>so</em>".to_owned()),
        1 => Just("<br>".to_owned()),
    ];
    vec(part, 1..5)
        .prop_map(|parts| parts.join(" "))
        .prop_filter("trimmed", |text| !text.starts_with("<br>") && !text.ends_with("<br>"))
}

/// A text of its own.
pub fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        label().prop_map(|text| format!("<p>{text}</p>")),
        (label(), label()).prop_map(|(one, two)| format!("<p>{one}</p><p>{two}</p>")),
        Just("<ul><li>one</li><li>two</li></ul>".to_owned()),
        Just("<pre><code>if x:\n\n    y = {1}</code></pre>".to_owned()),
    ]
}

fn feedback() -> impl Strategy<Value = String> {
    prop_oneof![2 => Just(String::new()), 1 => label()]
}

/// A typed answer: text with single spaces.
fn typed() -> impl Strategy<Value = String> {
    vec(word(), 1..4).prop_map(|words| words.join(" "))
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1000_i32..1000).prop_map(f64::from),
        (-1000_i32..1000).prop_map(|n| f64::from(n) / 8.0),
        Just(1e20),
        Just(-2.5e-11)
    ]
}

fn id(place: usize) -> String {
    char::from(b'a' + place as u8).to_string()
}

fn choices(texts: Vec<(String, String)>, fractions: &[f64]) -> Vec<Choice> {
    // No two say the same, in whatever mark-up: readers leave such questions out.
    let plain = |text: &str| {
        let text = ["<em>", "</em>", "<br>"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, " "));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut said = HashSet::new();
    let choice = |(place, (text, feedback)): (usize, (String, String))| {
        let text = if said.insert(plain(&text)) { text } else { format!("{text} no {place}") };
        Choice { id: id(place), text, fraction: fractions[place], feedback }
    };
    texts.into_iter().enumerate().map(choice).collect()
}

pub fn single() -> impl Strategy<Value = Body> {
    let fractions =
        select(vec![[100.0, 0.0, 0.0], [0.0, 0.0, 100.0], [50.0, 100.0, 0.0], [-25.0, 100.0, 0.0], [0.0, 100.0, 100.0]]);
    (vec((label(), feedback()), 3), fractions)
        .prop_map(|(texts, fractions)| Body::Choice { options: choices(texts, &fractions), several: false })
}

pub fn several() -> impl Strategy<Value = Body> {
    let fractions = select(vec![[50.0, 50.0, -100.0], [25.0, 75.0, 0.0], [100.0, -50.0, -50.0]]);
    (vec((label(), feedback()), 3), fractions)
        .prop_map(|(texts, fractions)| Body::Choice { options: choices(texts, &fractions), several: true })
}

pub fn true_false() -> impl Strategy<Value = Body> {
    (any::<bool>(), feedback(), feedback()).prop_map(|(right, one, two)| Body::TrueFalse { right, feedback: [one, two] })
}

/// Whole answers, with feedback and parts of the points where the format has them.
pub fn numbers(rich: bool) -> impl Strategy<Value = Body> {
    let tolerance = select(vec![0.0, 0.5, 2.0]);
    let answer = (number(), tolerance, any::<bool>()).prop_map(|(value, tolerance, ends)| {
        let range = (ends && value.abs() < 1e4).then_some([value - tolerance, value + tolerance]);
        let (value, tolerance) = match range {
            Some([low, high]) => (f64::midpoint(low, high), high - f64::midpoint(low, high)),
            None => (value, tolerance),
        };
        NumberAnswer { value, tolerance, range, fraction: 100.0, feedback: String::new() }
    });
    (vec((answer, feedback(), select(vec![100.0, 50.0])), 1..4), option::of(feedback())).prop_map(move |(answers, others)| {
        let mut answers: Vec<NumberAnswer> = answers
            .into_iter()
            .enumerate()
            .map(|(place, (answer, feedback, fraction))| {
                let fraction = if place == 0 { 100.0 } else { fraction };
                if rich { NumberAnswer { feedback, fraction, ..answer } } else { answer }
            })
            .collect();
        answers.extend(others.filter(|_| rich).map(|feedback| NumberAnswer::any(0.0, feedback)));
        Body::Number { answers, unit: None }
    })
}

pub fn texts(rich: bool) -> impl Strategy<Value = Body> {
    vec((typed(), feedback(), select(vec![100.0, 50.0, 0.0])), 1..4).prop_map(move |answers| {
        let answers = answers
            .into_iter()
            .enumerate()
            .map(|(place, (text, feedback, fraction))| TextAnswer {
                text,
                fraction: if rich && place > 0 { fraction } else { 100.0 },
                feedback: if rich { feedback } else { String::new() },
            })
            .collect();
        Body::Text { answers, case: false }
    })
}

pub fn pairs() -> impl Strategy<Value = Body> {
    (vec((label(), label()), 2..4), any::<bool>()).prop_map(|(mut pairs, distractor)| {
        if distractor {
            pairs.push((String::new(), "none".to_owned()));
        }
        Body::Match { pairs }
    })
}

pub fn order() -> impl Strategy<Value = Body> {
    vec(label(), 2..5).prop_map(|sequence| Body::Order { sequence })
}

/// A prompt with two gaps, and what they want.
pub fn gaps() -> impl Strategy<Value = (String, Body)> {
    let own = vec(label(), 2..4).prop_map(|texts| {
        let choices = texts.into_iter().enumerate();
        let choices = choices.map(|(place, text)| Choice {
            id: id(place),
            text,
            fraction: if place == 0 { 100.0 } else { 0.0 },
            feedback: String::new(),
        });
        Fill::Choice(choices.collect())
    });
    let typed = (vec(typed(), 1..3), any::<bool>()).prop_map(|(texts, case)| Fill::Text {
        answers: texts.into_iter().map(|text| TextAnswer { text, fraction: 100.0, feedback: String::new() }).collect(),
        case,
    });
    let number =
        number().prop_map(|value| Fill::Number(vec![NumberAnswer { value, fraction: 100.0, ..NumberAnswer::default() }]));
    let fill = prop_oneof![own, typed, number];
    (label(), fill.clone(), fill).prop_map(|(text, one, two)| {
        let gap = |id: &str, fill| Gap { id: id.to_owned(), fill, weight: 1.0 };
        let prompt = format!("<p>{text} <span data-field=\"g1\"></span> and <span data-field=\"last\"></span>.</p>");
        (prompt, Body::Gaps { gaps: vec![gap("g1", one), gap("last", two)], shared: Vec::new() })
    })
}

/// A question around a body.
pub fn question(place: usize, prompt: String, body: Body, feedback: String) -> Question {
    Question {
        id: format!("q{place}"),
        title: Some(format!("Title: {place} = {{x}}")),
        file: String::new(),
        line: 0,
        prompt,
        body,
        points: None,
        feedback,
        tags: vec!["a b".to_owned(), "x:y".to_owned()],
        outcomes: Vec::new(),
        difficulty: None,
        named: String::new(),
        shuffle: true,
        qti: None,
        stated: Stated::default(),
    }
}

/// Questions of these bodies.
pub fn questions(bodies: impl Strategy<Value = Body>) -> impl Strategy<Value = Vec<Question>> {
    vec((block(), bodies, feedback()), 1..4).prop_map(|parts| {
        parts.into_iter().enumerate().map(|(place, (prompt, body, feedback))| question(place, prompt, body, feedback)).collect()
    })
}
