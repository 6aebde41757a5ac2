//! GIFT: texts as `[html]`, every sign that means something behind a backslash, pictures inside the text.

use super::{Content, Written, lost};
use crate::gift::escaped;
use crate::numeral;
use crate::question::{Body, Choice, NumberAnswer, Question, TextAnswer};
use crate::share;

/// Writes questions as Moodle's GIFT.
///
/// ```
/// # use std::collections::BTreeMap;
/// use interchange::write::{Content, gift};
/// let read = interchange::read("q.gift", b"::q1::2 + 2 = {=4 ~5#no}");
/// let written = gift::write(&Content { title: "Sums", questions: &read.questions, media: &BTreeMap::new() });
/// let text = String::from_utf8(written.bytes).unwrap();
/// assert!(text.contains("// [id:q1]\n::q1::[html]<p>2 + 2 \\=</p> {\n\t=4\n\t~5#no\n}\n"), "{text}");
/// ```
pub fn write(content: &Content<'_>) -> Written {
    let mut written = Written::default();
    let mut text = format!("// {}\n", content.title.split_whitespace().collect::<Vec<_>>().join(" "));
    for question in content.questions {
        match answers(content, question) {
            Ok(answers) => {
                text.push('\n');
                one(&mut text, content, question, answers.as_deref());
                unsaid(question, &mut written);
            }
            Err((value, expected)) => written.left_out.push(lost(question, "type", value, expected)),
        }
    }
    written.bytes = text.into_bytes();
    written
}

fn one(text: &mut String, content: &Content<'_>, question: &Question, answers: Option<&str>) {
    text.extend(["// [id:", &question.id, "]"]);
    for tag in &question.tags {
        text.extend([" [tag:", &tag.replace(['\n', '\r'], " ").replace(']', "\\]"), "]"]);
    }
    let name = question.title.as_deref().unwrap_or(&question.id).split_whitespace().collect::<Vec<_>>().join(" ");
    let prompt = escaped(&content.embedded(&question.prompt));
    text.extend(["\n::", &escaped(&name), "::[html]", &prompt]);
    if let Some(answers) = answers {
        let feedback = html(content, &question.feedback);
        let feedback = if feedback.is_empty() { feedback } else { format!("\n\t####{feedback}") };
        // Nothing between the braces is an essay.
        let end = if answers.is_empty() && feedback.is_empty() { "}\n" } else { "\n}\n" };
        text.extend([" {", answers, &feedback, end]);
    } else {
        text.push('\n');
    }
}

/// What stands in the braces; none for a description. Or what cannot be said, and what could.
fn answers<'q>(content: &Content<'_>, question: &'q Question) -> Result<Option<String>, (&'q str, &'static str)> {
    let line = |sign: &str, answer: String, feedback: &str| {
        let feedback = html(content, feedback);
        let feedback = if feedback.is_empty() { feedback } else { format!("#{feedback}") };
        format!("\n\t{sign}{answer}{feedback}")
    };
    Ok(Some(match &question.body {
        Body::Description => return Ok(None),
        Body::Essay => String::new(),
        Body::Choice { options, several } => {
            let full = options.iter().filter(|option| option.fraction >= 100.0).count();
            if !several && (full == 0 || full == options.len()) {
                return Err(("choice", "one option that earns all the points, and one that does not: the question was left out"));
            }
            options.iter().map(|option| line(&sign(option, *several), html(content, &option.text), &option.feedback)).collect()
        }
        Body::TrueFalse { right, feedback } => {
            let [said_true, said_false] = feedback.each_ref().map(|text| html(content, text));
            let (wrong, well) = if *right { (said_false, said_true) } else { (said_true, said_false) };
            let word = if *right { "TRUE" } else { "FALSE" };
            match (wrong.is_empty(), well.is_empty()) {
                (true, true) => word.to_owned(),
                (false, true) => format!("{word}#{wrong}"),
                (_, false) => format!("{word}#{wrong}#{well}"),
            }
        }
        Body::Text { answers, .. } => {
            if answers.iter().any(|answer| answer.text.contains("->")) {
                return Err(("short_text", "answers without ->, which would make it a matching question: it was left out"));
            }
            answers
                .iter()
                .map(|TextAnswer { text, fraction, feedback }| line(&weighed('=', *fraction, 100.0, text), plain(text), feedback))
                .collect()
        }
        Body::Number { answers, .. } => {
            let lines: String = answers
                .iter()
                .map(|answer| match (answer.is_any(), answer.fraction > 0.0) {
                    (true, false) => line("~", String::new(), &answer.feedback),
                    _ => line(&weighed('=', answer.fraction, 100.0, ""), number(answer), &answer.feedback),
                })
                .collect();
            format!("#{lines}")
        }
        Body::Match { pairs } => {
            let lines = pairs
                .iter()
                .map(|(left, right)| ["\n\t=".to_owned(), html(content, left), " -> ".to_owned(), html(content, right)]);
            lines.flatten().collect()
        }
        Body::Gaps { .. } => return Err(("cloze", "a type that GIFT has: gaps were left out")),
        Body::Order { .. } => return Err(("order", "a type that GIFT has: an order was left out")),
        Body::Hottext { .. } => return Err(("hottext", "a type that GIFT has: words to choose were left out")),
        Body::Slider { .. } => return Err(("slider", "a type that GIFT has: a slider was left out")),
        Body::Unsupported(name) => return Err((name, "a type that GIFT has: it was left out")),
    }))
}

fn sign(option: &Choice, several: bool) -> String {
    if several || option.fraction < 100.0 {
        weighed('~', option.fraction, if several { f64::NAN } else { 0.0 }, &option.text)
    } else {
        weighed('=', option.fraction, 100.0, &option.text)
    }
}

/// The sign of an answer, with its weight unless the sign says it and the text does not look like one.
fn weighed(sign: char, fraction: f64, usual: f64, text: &str) -> String {
    if (fraction - usual).abs() < 1e-9 && !text.starts_with('%') {
        sign.to_string()
    } else {
        format!("{sign}%{}%", numeral::text(share::written(fraction)))
    }
}

/// HTML in a question of HTML.
fn html(content: &Content<'_>, html: &str) -> String {
    let text = escaped(&content.embedded(html));
    if text.starts_with('[') { format!("[html]{text}") } else { text }
}

fn plain(text: &str) -> String {
    let text = escaped(text);
    if text.starts_with('[') { format!("[plain]{text}") } else { text }
}

fn number(answer: &NumberAnswer) -> String {
    match answer.range {
        _ if answer.is_any() => "*".to_owned(),
        Some([low, high]) => format!("{}..{}", numeral::text(low), numeral::text(high)),
        None => format!("{}:{}", numeral::text(answer.value), numeral::text(answer.tolerance)),
    }
}

/// Names what is kept without something.
fn unsaid(question: &Question, written: &mut Written) {
    let mut lose = |field: &str, value: String| {
        written.left_out.push(lost(question, field, &value, "what GIFT can say: the question is kept without it"));
    };
    if let Some(points) = question.points.filter(|points| (points - 1.0).abs() > 1e-9) {
        lose("points", numeral::text(points));
    }
    if !question.outcomes.is_empty() {
        lose("outcome", question.outcomes.join(", "));
    }
    if let Some(difficulty) = question.difficulty {
        lose("difficulty", numeral::text(difficulty));
    }
    match &question.body {
        Body::Text { case: true, .. } => lose("case", "upper and lower case differ".to_owned()),
        Body::Number { unit: Some(unit), .. } => lose("unit", unit.clone()),
        Body::Description if !question.feedback.is_empty() => lose("feedback", crate::words(&question.feedback)),
        Body::Choice { .. } if !question.shuffle => lose("shuffle", "options in a fixed order".to_owned()),
        _ => {}
    }
}
