//! Questions of every type, made at random: for the tests of writers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::markers;
use crate::native::{Media, letter};
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, Question, Stated, TextAnswer};
use crate::reading::{At, Reader};
use crate::xml::escape;

const AT: At<'_> = At { file: "f", line: crate::line::Line { number: 1, column: None }, item: "i", field: "text" };

/// One picture, which texts show as `media/dot.svg`.
pub(crate) fn media() -> BTreeMap<String, Media> {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\" height=\"1\"/></svg>";
    BTreeMap::from([("dot.svg".to_owned(), Media { bytes: svg.to_vec(), mime: "image/svg+xml" })])
}

thread_local! {
    /// One for all: making one takes longer than what it does.
    static READER: RefCell<Reader> = RefCell::new(Reader::new());
}

/// Cleaned until cleaning changes nothing, as texts are that were read.
fn cleaned(raw: &str, inline: bool) -> String {
    READER.with_borrow_mut(|reader| {
        let mut html = raw.to_owned();
        for _ in 0..5 {
            reader.problems.clear();
            reader.files = media().into_iter().map(|(name, media)| (format!("media/{name}"), media.bytes)).collect();
            // Places become markers again, as in a file that is read.
            let marked = remarked(&html);
            let next = if inline { reader.inline(AT, &marked) } else { reader.block(AT, &marked) };
            if next == html {
                break;
            }
            html = next;
        }
        html
    })
}

fn remarked(html: &str) -> String {
    let mut parts = html.split("<span data-field=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.split_once("\">").unwrap();
        let (words, rest) = rest.split_once("</span>").unwrap();
        out.push_str(&if words.is_empty() { markers::gap(id) } else { markers::words(id, words) });
        out.push_str(rest);
    }
    out
}

/// Words with all the signs that mean something somewhere.
pub(crate) fn words() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "a",
        "b",
        "é",
        " ",
        " ",
        "\n",
        "1",
        "1.",
        "- ",
        "+",
        "*",
        "_",
        "#",
        "=",
        "=>",
        "{",
        "{{",
        "}",
        "}}",
        "[",
        "[[",
        "]",
        "]]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "&amp;",
        "~",
        "$",
        "|",
        "\\",
        "`",
        "```",
        "\"",
        "'",
        ":",
        "%",
        "!",
        "\u{a0}",
        "[x]",
        "{1:SA:=a}",
        "[[1]]",
        "https://a.b",
    ]);
    prop::collection::vec(signs, 1..8).prop_map(|parts| parts.concat())
}

/// Words in a line with formatting.
fn phrase() -> impl Strategy<Value = String> {
    let part = (words(), 0..12_u8).prop_map(|(words, form)| {
        let words = escape(&words);
        match form {
            0 => format!("<em>{words}</em>"),
            1 => format!("<strong>{words}</strong>"),
            2 => format!("<code>{words}</code>"),
            3 => format!("<del>{words}</del> <kbd>{words}</kbd>"),
            4 => format!("x<sub>{words}</sub>"),
            5 => format!("<a href=\"https://example.org/a?b=1&amp;c=[d]\">{words}</a>"),
            6 => format!("<img src=\"media/dot.svg\" alt=\"{words}\">"),
            7 => format!("o{words}<br>o{words}"),
            8 => format!("<math><mi>x</mi><mo>&lt;</mo><mn>2</mn></math>{words}"),
            _ => words,
        }
    });
    prop::collection::vec(part, 1..3).prop_map(|parts| parts.join(" "))
}

/// A text of its own, perhaps empty.
pub(crate) fn block() -> impl Strategy<Value = String> {
    let part = (phrase(), words(), 0..10_u8).prop_map(|(phrase, words, form)| match form {
        0 => format!("<ul><li>{phrase}</li><li>b<ol><li>{phrase}</li></ol></li></ul>"),
        1 => format!("<ol start=\"3\"><li><p>{phrase}</p></li><li><p>b</p></li></ol>"),
        2 => format!("<blockquote><p>{phrase}</p></blockquote>"),
        3 => format!("<pre><code>{0}\n  {0}\n</code></pre>", escape(&words)),
        4 => format!("<pre>\n{0}\n\n {0}</pre>", escape(&words)),
        5 => format!("<table><thead><tr><th>{phrase}</th><th>b</th></tr></thead><tbody><tr><td>a</td><td>{phrase}</td></tr></tbody></table>"),
        6 => phrase,
        7 => format!("<p>{phrase}</p><hr>"),
        _ => format!("<p>{phrase}</p>"),
    });
    prop::collection::vec(part, 0..3).prop_map(|parts| cleaned(&parts.concat(), false))
}

/// A label, not empty.
pub(crate) fn label() -> impl Strategy<Value = String> {
    phrase().prop_map(|phrase| cleaned(&format!("o{phrase}"), true))
}

/// A label of words alone.
fn bare_label() -> impl Strategy<Value = String> {
    typed().prop_map(|words| cleaned(&escape(&words), true))
}

/// What is typed: spaces folded.
fn typed() -> impl Strategy<Value = String> {
    words().prop_map(|words| format!("o{}", words.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([' ', '\\'])))
}

fn choices(least: usize, fractions: &'static [f64]) -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec((label(), prop::sample::select(fractions), block()), least..5).prop_map(|options| {
        // No two say the same: readers leave such questions out.
        let option = |(index, (text, fraction, feedback))| {
            let id = letter(index);
            Choice { text: format!("{id}{text}"), id, fraction, feedback }
        };
        options.into_iter().enumerate().map(option).collect()
    })
}

fn single() -> impl Strategy<Value = Body> {
    choices(2, &[0.0, 50.0, -25.0, 100.0 / 3.0]).prop_map(|mut options| {
        options[1].fraction = 100.0;
        Body::Choice { options, several: false }
    })
}

fn several() -> impl Strategy<Value = Body> {
    choices(2, &[0.0, -50.0]).prop_map(|mut options| {
        options[0].fraction = 50.0;
        options[1].fraction = 50.0;
        Body::Choice { options, several: true }
    })
}

fn number() -> impl Strategy<Value = NumberAnswer> {
    (-1000..1000_i32, 0..10_u8, block()).prop_map(|(value, tolerance, feedback)| NumberAnswer {
        value: f64::from(value) / 8.0,
        tolerance: f64::from(tolerance) / 4.0,
        range: None,
        fraction: 100.0,
        feedback,
    })
}

fn texts() -> impl Strategy<Value = Vec<TextAnswer>> {
    prop::collection::vec((typed(), prop::sample::select(vec![100.0, 50.0, 0.0]), block()), 1..4).prop_map(|answers| {
        let mut answers: Vec<TextAnswer> =
            answers.into_iter().map(|(text, fraction, feedback)| TextAnswer { text, fraction, feedback }).collect();
        answers[0].fraction = 100.0;
        answers
    })
}

fn fill() -> impl Strategy<Value = Fill> {
    prop_oneof![
        choices(2, &[0.0, 25.0]).prop_map(|mut choices| {
            choices[0].fraction = 100.0;
            Fill::Choice(choices)
        }),
        (texts(), any::<bool>()).prop_map(|(answers, case)| Fill::Text { answers, case }),
        number().prop_map(|answer| Fill::Number(vec![answer])),
    ]
}

fn prompt_with(ids: &[String], words: &[String]) -> impl Strategy<Value = String> + use<> {
    let places: String = ids
        .iter()
        .zip(words.iter().map(Some).chain(std::iter::repeat(None)))
        .map(|(id, words)| format!(" x {} ", words.map_or_else(|| markers::gap(id), |words| markers::words(id, words))))
        .collect();
    (block(), phrase()).prop_map(move |(before, behind)| cleaned(&format!("{before}<p>{places}{behind}</p>"), false))
}

fn gaps() -> impl Strategy<Value = (String, Body)> {
    prop::collection::vec((fill(), 1..4_u8), 1..4).prop_flat_map(|fills| {
        let gaps: Vec<Gap> = fills
            .into_iter()
            .enumerate()
            .map(|(index, (fill, weight))| Gap { id: format!("g{}", index + 1), fill, weight: f64::from(weight) })
            .collect();
        let ids: Vec<String> = gaps.iter().map(|gap| gap.id.clone()).collect();
        prompt_with(&ids, &[]).prop_map(move |prompt| (prompt, Body::Gaps { gaps: gaps.clone(), shared: Vec::new() }))
    })
}

fn shared_gaps() -> impl Strategy<Value = (String, Body)> {
    (choices(2, &[0.0]), 2..4_usize).prop_flat_map(|(shared, count)| {
        let shared: Vec<Choice> = shared.into_iter().map(|choice| Choice { feedback: String::new(), ..choice }).collect();
        let gap = |index: usize| Gap {
            id: format!("g{}", index + 1),
            fill: Fill::Shared(vec![letter(index % shared.len())]),
            weight: 1.0,
        };
        let gaps: Vec<Gap> = (0..count).map(gap).collect();
        let ids: Vec<String> = gaps.iter().map(|gap| gap.id.clone()).collect();
        prompt_with(&ids, &[]).prop_map(move |prompt| (prompt, Body::Gaps { gaps: gaps.clone(), shared: shared.clone() }))
    })
}

fn hottext() -> impl Strategy<Value = (String, Body)> {
    (choices(2, &[-100.0]), any::<bool>()).prop_flat_map(|(mut words, several)| {
        words[0].fraction = 100.0;
        for word in &mut words {
            word.feedback.clear();
        }
        let texts: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
        let ids: Vec<String> = words.iter().map(|word| word.id.clone()).collect();
        prompt_with(&ids, &texts).prop_map(move |prompt| (prompt, Body::Hottext { words: words.clone(), several }))
    })
}

fn bodies() -> impl Strategy<Value = (String, Body)> {
    let plain = prop_oneof![
        single(),
        several(),
        (any::<bool>(), block(), block()).prop_map(|(right, yes, no)| Body::TrueFalse { right, feedback: [yes, no] }),
        (number(), prop::option::of(typed())).prop_map(|(answer, unit)| Body::Number { answers: vec![answer], unit }),
        (texts(), any::<bool>()).prop_map(|(answers, case)| Body::Text { answers, case }),
        prop::collection::vec((label(), bare_label()), 2..5).prop_map(|mut pairs| {
            pairs.push((String::new(), "other".to_owned()));
            Body::Match { pairs }
        }),
        prop::collection::vec(label(), 2..5).prop_map(|sequence| Body::Order { sequence }),
        (0..5_u8).prop_map(|value| Body::Slider { range: [0.0, 10.0], step: 0.5, value: f64::from(value), tolerance: 0.5 }),
        Just(Body::Essay),
    ];
    let plain =
        (block(), plain).prop_map(|(prompt, body)| (if prompt.is_empty() { "<p>Q</p>".to_owned() } else { prompt }, body));
    prop_oneof![6 => plain, 2 => gaps(), 1 => shared_gaps(), 1 => hottext()]
}

/// A question of any type.
pub(crate) fn question() -> impl Strategy<Value = Question> {
    (bodies(), block(), any::<bool>(), prop::option::of(-20..20_i8)).prop_map(
        |((prompt, body), feedback, shuffle, difficulty)| Question {
            id: "q".to_owned(),
            title: None,
            file: String::new(),
            line: 1,
            prompt,
            body,
            points: Some(2.0),
            feedback,
            tags: vec!["a & b".to_owned()],
            outcomes: vec!["O-1".to_owned()],
            difficulty: difficulty.map(|b| f64::from(b) / 10.0),
            named: String::new(),
            shuffle,
            qti: None,
            stated: Stated::default(),
        },
    )
}

/// Several, each with its own id.
pub(crate) fn questions() -> impl Strategy<Value = Vec<Question>> {
    prop::collection::vec(question(), 1..4).prop_map(|mut questions| {
        for (index, question) in questions.iter_mut().enumerate() {
            question.id = format!("q{}", index + 1);
        }
        questions
    })
}
