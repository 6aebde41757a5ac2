//! Short texts.

use super::item::Item;
use super::no_key;
use super::rules::{Rules, Test};
use crate::Problem;
use crate::question::{Body, TextAnswer};
use crate::reading::{At, Reader};

/// A text that is typed below the question.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>) -> Result<Body, Box<Problem>> {
    let response = item.first()?;
    let (mut answers, case) = answers(reader, item.at, &item.rules, response.id);
    if answers.is_empty() {
        // Canvas lists what is accepted as options where it is a gap.
        answers = listed(&response.texts());
    }
    if answers.is_empty() {
        return Err(no_key(item.at));
    }
    for answer in &mut answers {
        let right = answer.fraction >= 99.9;
        answer.feedback = item.feedback.of_answer(reader, item.at, &item.rules, response.id, &answer.text, right);
    }
    Ok(Body::Text { answers, case })
}

/// What is accepted for a response by the rules, and whether upper and lower case differ. A rule without a case does not tell them apart.
pub(super) fn answers(reader: &mut Reader, at: At<'_>, rules: &Rules, response: &str) -> (Vec<TextAnswer>, bool) {
    let mut answers: Vec<TextAnswer> = Vec::new();
    let mut told_apart = None;
    let of_this = |test: &Test| match test {
        Test::Equal { response: of, value, case, .. } if of == response => Some((value.clone(), *case, false)),
        Test::Holds { response: of, value } if of == response => Some((value.clone(), false, true)),
        _ => None,
    };
    let mut top = 0.0_f64;
    let mut worths = Vec::new();
    for rule in rules.right() {
        for (test, wanted) in rule.flat() {
            let Some((value, case, part)) = of_this(test).filter(|(value, ..)| wanted && !value.is_empty()) else { continue };
            if part {
                let expected = "the whole answer: texts that only hold something cannot be scored; it is taken as the whole";
                let problem = At { field: "varsubstring", ..at }.problem("answer-not-exact", value.as_str(), expected);
                reader.problems.push(problem.as_warning());
            }
            if answers.iter().all(|answer| answer.text != value) {
                answers.push(TextAnswer { text: value, ..TextAnswer::default() });
                worths.push(rule.worth());
                top = top.max(rule.worth());
            }
            told_apart = Some(told_apart.unwrap_or(true) && case);
        }
    }
    for (answer, worth) in answers.iter_mut().zip(worths) {
        answer.fraction = worth / top * 100.0;
    }
    (answers, told_apart.unwrap_or(false))
}

/// Each of these texts, once.
pub(super) fn listed(texts: &[String]) -> Vec<TextAnswer> {
    let mut answers: Vec<TextAnswer> = Vec::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        if answers.iter().all(|answer| answer.text != *text) {
            answers.push(TextAnswer { text: text.clone(), fraction: 100.0, feedback: String::new() });
        }
    }
    answers
}
