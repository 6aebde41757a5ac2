//! A reading as JSON: what `assay bank check --json` prints, one shape for each type of item. docs/FORMATS.md shows them.

use serde_json::{Map, Value, json};

use crate::clean::words;
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, Qti, Question, TextAnswer};
use crate::reading::Reading;
use crate::statistic::Statistic;

/// `{format, verdict, items, problems}`.
pub fn json(reading: &Reading) -> Value {
    json!({
        "format": reading.format,
        "verdict": reading.verdict(),
        "items": reading.questions.iter().map(item).collect::<Vec<_>>(),
        "problems": reading.problems,
    })
}

/// One question: what all have, then what its type has. Texts are words, without markup.
pub fn item(question: &Question) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    put("id", json!(question.id));
    put("title", json!(question.title));
    put("type", json!(question.body.name()));
    put("named", json!(question.named));
    put("file", json!(question.file));
    put("line", json!(question.line));
    put("stem", json!(stem(&question.prompt)));
    put("points", number_or_null(question.points));
    put("auto_scorable", json!(question.body.is_scored()));
    put("outcomes", json!(question.outcomes));
    put("tags", json!(question.tags));
    put("difficulty", number_or_null(question.difficulty));
    put("statistics", Value::Array(question.stated.statistics.iter().map(statistic).collect()));
    put("general_feedback", json!(words(&question.feedback)));
    body(&question.body, &mut put);
    if let Some(qti) = &question.qti {
        facts(qti, &mut put);
    }
    Value::Object(item)
}

fn statistic(statistic: &Statistic) -> Value {
    json!({
        "name": statistic.measure.name(),
        "value": statistic.value,
        "standard_error": statistic.standard_error,
        "cases": statistic.cases,
        "context": statistic.context,
        "on": statistic.on,
    })
}

fn body(body: &Body, put: &mut dyn FnMut(&str, Value)) {
    match body {
        Body::Choice { options, .. } | Body::Hottext { words: options, .. } => choices(options, put),
        Body::TrueFalse { right, feedback } => {
            put("options", json!(["true", "false"]));
            put("keys", json!([right.to_string()]));
            put("fractions", if *right { json!([100, 0]) } else { json!([0, 100]) });
            put("feedback", json!(feedback.iter().map(|text| words(text)).collect::<Vec<_>>()));
        }
        Body::Number { answers, unit } => {
            numbers(answers, put);
            put("unit", json!(unit));
        }
        Body::Text { answers, case } => texts(answers, *case, put),
        Body::Gaps { gaps, shared } => {
            put("gaps", Value::Array(gaps.iter().map(gap).collect()));
            if !shared.is_empty() {
                choices(shared, put);
            }
        }
        Body::Match { pairs } => {
            put("pairs", json!(pairs.iter().map(|(left, right)| [words(left), words(right)]).collect::<Vec<_>>()));
        }
        Body::Order { sequence } => put("sequence", json!(sequence.iter().map(|text| words(text)).collect::<Vec<_>>())),
        Body::Slider { range, step, value, tolerance } => {
            put("range", json!(range.map(number)));
            put("step", number(*step));
            put("value", number(*value));
            put("tolerance", number(*tolerance));
        }
        Body::Essay | Body::Description | Body::Unsupported(_) => {}
    }
}

fn choices(options: &[Choice], put: &mut dyn FnMut(&str, Value)) {
    let keys: Vec<_> = options.iter().filter(|option| option.fraction > 0.0).map(|option| words(&option.text)).collect();
    put("options", json!(options.iter().map(|option| words(&option.text)).collect::<Vec<_>>()));
    put("option_ids", json!(options.iter().map(|option| &option.id).collect::<Vec<_>>()));
    put("keys", json!(keys));
    put("fractions", json!(options.iter().map(|option| number(option.fraction)).collect::<Vec<_>>()));
    put("feedback", json!(options.iter().map(|option| words(&option.feedback)).collect::<Vec<_>>()));
}

fn numbers(answers: &[NumberAnswer], put: &mut dyn FnMut(&str, Value)) {
    if let Some(first) = answers.first() {
        if let Some(range) = first.range {
            put("range", json!(range.map(number)));
        } else {
            put("value", number(first.value));
            put("tolerance", number(first.tolerance));
        }
    }
    let right = answers.iter().filter(|answer| answer.fraction >= 99.9);
    put("keys", json!(right.map(|answer| number(answer.value).to_string()).collect::<Vec<_>>()));
    put(
        "answers",
        json!(
            answers
                .iter()
                .map(|answer| {
                    let value = if answer.is_any() { "*".to_owned() } else { number(answer.value).to_string() };
                    json!([value, number(answer.fraction)])
                })
                .collect::<Vec<_>>()
        ),
    );
    let tolerance = |answer: &NumberAnswer| if answer.is_any() { String::new() } else { number(answer.tolerance).to_string() };
    put("tolerances", json!(answers.iter().map(tolerance).collect::<Vec<_>>()));
    put("feedback", json!(answers.iter().map(|answer| words(&answer.feedback)).collect::<Vec<_>>()));
}

fn texts(answers: &[TextAnswer], case: bool, put: &mut dyn FnMut(&str, Value)) {
    put("answers", json!(answers.iter().map(|answer| json!([answer.text, number(answer.fraction)])).collect::<Vec<_>>()));
    put("keys", json!(answers.iter().filter(|answer| answer.fraction >= 99.9).map(|answer| &answer.text).collect::<Vec<_>>()));
    put("case_sensitive", json!(case));
    put("feedback", json!(answers.iter().map(|answer| words(&answer.feedback)).collect::<Vec<_>>()));
}

fn gap(gap: &Gap) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("id", json!(gap.id));
    put("weight", number(gap.weight));
    match &gap.fill {
        Fill::Choice(options) => {
            put("type", json!("choice"));
            choices(options, &mut put);
        }
        Fill::Shared(right) => {
            put("type", json!("shared"));
            put("key_ids", json!(right));
        }
        Fill::Text { answers, case } => {
            put("type", json!("short_text"));
            texts(answers, *case, &mut put);
        }
        Fill::Number(answers) => {
            put("type", json!("numeric"));
            numbers(answers, &mut put);
        }
    }
    Value::Object(fields)
}

fn facts(qti: &Qti, put: &mut dyn FnMut(&str, Value)) {
    put("interactions", json!(qti.interactions));
    put("response_processing", json!(qti.processing));
    put("adaptive", json!(qti.adaptive));
    let responses = qti.responses.iter().map(|response| {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), json!(response.id));
        fields.insert("cardinality".to_owned(), json!(response.cardinality));
        fields.insert("base_type".to_owned(), json!(response.base_type));
        fields.insert("correct".to_owned(), json!(response.correct));
        let mapping: Map<String, Value> = response.mapping.iter().map(|(key, value)| (key.clone(), number(*value))).collect();
        fields.insert("mapping".to_owned(), Value::Object(mapping));
        Value::Object(fields)
    });
    put("responses", Value::Array(responses.collect()));
}

/// The prompt's words, with `[…]` for each gap.
fn stem(prompt: &str) -> String {
    words(&prompt.replace("\"></span>", "\">[…]</span>"))
}

fn number_or_null(value: Option<f64>) -> Value {
    value.map_or(Value::Null, number)
}

/// Whole numbers without a point; the noise of binary fractions rounded away.
fn number(value: f64) -> Value {
    let rounded = (value * 1e9).round() / 1e9;
    let value = if (rounded - value).abs() < 1e-9 { rounded } else { value };
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}
