//! From an item of a native bank to a question, so that every writer can take a native bank.

use engine::bank::Pool;
use engine::bank::file::{AnswerFile, FieldFile, ItemFile, ItemKind, OptionFile};

use super::NOT_RATED;
use crate::native::NativeBank;
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, Question, Stated, TextAnswer};
use crate::statistic::{Measure, Statistic};

/// The questions of a bank, in its order, with the curves of their items.
pub fn questions(bank: &NativeBank) -> Vec<Question> {
    let question = |item| {
        let mut question = question_of(item);
        question.stated.statistics = curve(item, bank.file.d);
        question
    };
    bank.file.items.iter().map(question).collect()
}

/// Where a bank's own curves were found: the bank says it in words, and a context is a name.
const CALIBRATED: &str = "calibrated";

/// The logistic curve of an item that was calibrated. Discrimination is told on the metric D = 1, whatever the bank's is.
///
/// The curve of one that nobody has measured follows from its difficulty, and from the chance of guessing.
fn curve(item: &ItemFile, d: f64) -> Vec<Statistic> {
    let irt = &item.irt;
    let logistic = matches!(irt.model.as_str(), "1PL" | "2PL" | "3PL" | "4PL");
    let Some(b) = irt.b.filter(|_| logistic && irt.b_sd == 0.0 && is_rated(item)) else { return Vec::new() };
    let upper = (irt.d < 1.0).then_some((Measure::D, irt.d));
    let known = [(Measure::A, irt.a * d), (Measure::B, b), (Measure::C, irt.c)].into_iter().chain(upper);
    let found = |(measure, value): (Measure, f64)| Statistic {
        context: CALIBRATED.to_owned(),
        on: irt.on.clone(),
        ..Statistic::stated(measure, value)
    };
    known.filter(|(measure, value)| measure.can_be(*value)).map(found).collect()
}

fn is_rated(item: &ItemFile) -> bool {
    item.kind != ItemKind::Essay && item.irt.source.as_deref() != Some(NOT_RATED)
}

/// The question that an item asks. Its thinking (Bloom) and its author have no place in a question; its curve beyond the difficulty is
/// on the metric of a bank: [`questions`].
pub fn question_of(item: &ItemFile) -> Question {
    let answer = item.answer.clone().unwrap_or_default();
    let body = match item.kind {
        ItemKind::Choice | ItemKind::Multiple => choice(item),
        ItemKind::Numeric => Body::Number { answers: vec![number(&answer)], unit: answer.unit.clone() },
        ItemKind::Text => Body::Text { answers: texts(&answer), case: answer.case },
        ItemKind::Gaps => Body::Gaps {
            gaps: item.fields.iter().map(gap).collect(),
            shared: item.options.iter().map(|option| chosen(option, 0.0)).collect(),
        },
        ItemKind::Match => Body::Match { pairs: pairs(item) },
        ItemKind::Order => Body::Order { sequence: item.options.iter().map(|option| option.text.clone()).collect() },
        ItemKind::Hottext => Body::Hottext { words: shares(&item.options), several: item.choose != Some(1) },
        ItemKind::Slider => {
            let (range, step) = item.scale.map_or(([0.0, 1.0], 1.0), |scale| ([scale.min, scale.max], scale.step));
            let (value, tolerance) = (answer.value.unwrap_or_default(), answer.tolerance.unwrap_or_default());
            Body::Slider { range, step, value, tolerance }
        }
        ItemKind::Essay => Body::Essay,
    };
    Question {
        id: item.id.clone(),
        title: None,
        file: format!("items/{}.md", item.id),
        line: 1,
        prompt: item.prompt.clone(),
        body,
        points: Some(1.0),
        feedback: answer.feedback.unwrap_or_default(),
        tags: Vec::new(),
        outcomes: item.outcomes.clone(),
        difficulty: item.irt.b.filter(|_| is_rated(item)),
        named: String::new(),
        shuffle: item.shuffle,
        qti: None,
        stated: Stated {
            pool: Some(if item.pool == Pool::Practice { "practice" } else { "credit" }.to_owned()),
            status: Some(super::file::status(item.status).to_owned()),
            last: item.last.clone(),
            statistics: Vec::new(),
        },
    }
}

fn choice(item: &ItemFile) -> Body {
    let options = &item.options;
    if item.kind == ItemKind::Multiple {
        return Body::Choice { options: shares(options), several: true };
    }
    if let [yes, no] = &options[..]
        && (yes.id.as_str(), no.id.as_str()) == ("true", "false")
    {
        let said = |option: &OptionFile| option.feedback.clone().unwrap_or_default();
        return Body::TrueFalse { right: yes.weight >= 1.0, feedback: [said(yes), said(no)] };
    }
    Body::Choice { options: options.iter().map(|option| chosen(option, option.weight * 100.0)).collect(), several: false }
}

/// Right ones share the points. A wrong one costs such a share, so that choosing everything earns no more than choosing nothing where
/// the other program gives parts of the points: here it earns nothing at all.
fn shares(options: &[OptionFile]) -> Vec<Choice> {
    let right = options.iter().filter(|option| option.weight >= 1.0).count().max(1) as f64;
    options.iter().map(|option| chosen(option, if option.weight >= 1.0 { 100.0 } else { -100.0 } / right)).collect()
}

fn chosen(option: &OptionFile, fraction: f64) -> Choice {
    Choice { id: option.id.clone(), text: option.text.clone(), fraction, feedback: option.feedback.clone().unwrap_or_default() }
}

fn number(answer: &AnswerFile) -> NumberAnswer {
    NumberAnswer {
        value: answer.value.unwrap_or_default(),
        tolerance: answer.tolerance.unwrap_or_default(),
        fraction: 100.0,
        ..NumberAnswer::default()
    }
}

fn texts(answer: &AnswerFile) -> Vec<TextAnswer> {
    let text = |text: &String| TextAnswer { text: text.clone(), fraction: 100.0, feedback: String::new() };
    answer.accept.iter().map(text).collect()
}

fn gap(field: &FieldFile) -> Gap {
    let fill = match &field.answer {
        Some(answer) if answer.value.is_some() => Fill::Number(vec![number(answer)]),
        Some(answer) => Fill::Text { answers: texts(answer), case: answer.case },
        None if field.choices.is_empty() => Fill::Shared(field.right.clone()),
        None => Fill::Choice(
            field
                .choices
                .iter()
                .map(|choice| Choice {
                    id: choice.id.clone(),
                    text: choice.text.clone(),
                    fraction: if field.right.contains(&choice.id) { 100.0 } else { 0.0 },
                    feedback: String::new(),
                })
                .collect(),
        ),
    };
    Gap { id: field.id.clone(), fill, weight: 1.0 }
}

fn pairs(item: &ItemFile) -> Vec<(String, String)> {
    let text =
        |id: &String| item.options.iter().find(|option| option.id == *id).map_or_else(String::new, |option| option.text.clone());
    let used = |option: &&OptionFile| item.fields.iter().any(|field| field.right.contains(&option.id));
    let lefts = item
        .fields
        .iter()
        .map(|field| (field.label.clone().unwrap_or_default(), field.right.first().map(text).unwrap_or_default()));
    let others = item.options.iter().filter(|option| !used(option)).map(|option| (String::new(), option.text.clone()));
    lefts.chain(others).collect()
}
