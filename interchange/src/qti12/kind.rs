//! Which type of question an item is.

use super::response::{Response, Shape};
use super::rules::Rules;

/// A type of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of several, or true and false where the options say so.
    Choice,
    /// Any number of them.
    Several,
    /// A short text.
    Text,
    /// A number.
    Number,
    /// Gaps in the text that are typed.
    Blanks,
    /// Gaps in the text with a list for each.
    Dropdowns,
    /// A partner for each.
    Match,
    /// Members for each category.
    Categories,
    /// Things to put in order.
    Order,
    /// Marked by a person.
    Essay,
    /// Words without a question.
    Description,
    /// Not read, by this name.
    Unsupported(&'static str),
}

/// By the name that an item gives its type.
pub(super) fn named(name: &str) -> Option<Kind> {
    let name = name.trim().to_lowercase();
    let name = name.strip_prefix("cc.").map_or(name.as_str(), |rest| rest.split(".v").next().unwrap_or(rest));
    Some(match name {
        "multiple_choice_question"
        | "multiple_choice"
        | "multiple choice"
        | "true_false_question"
        | "true_false"
        | "true/false"
        | "either/or" => Kind::Choice,
        "multiple_answers_question" | "multiple_response" | "multiple answer" | "multi-select" => Kind::Several,
        "short_answer_question" | "fib" | "pattern_match" | "fill in the blank" | "short answer" => Kind::Text,
        "numerical_question" | "numeric" => Kind::Number,
        "fill_in_multiple_blanks_question" | "fill in the blank plus" | "fill in the blanks" | "multi-short answer" => {
            Kind::Blanks
        }
        "multiple_dropdowns_question" | "missing_word_question" | "jumbled sentence" => Kind::Dropdowns,
        "matching_question" | "matching" => Kind::Match,
        "categorization_question" => Kind::Categories,
        "ordering_question" | "ordering" => Kind::Order,
        "essay_question" | "essay" | "short response" | "long answer" | "written response" => Kind::Essay,
        "text_only_question" => Kind::Description,
        "calculated_question" | "formula_question" | "calculated" | "arithmetic" | "significant figures" => {
            Kind::Unsupported("calculated")
        }
        "file_upload_question" | "file upload" | "file response" => Kind::Unsupported("upload"),
        "hot_spot_question" | "hot spot" => Kind::Unsupported("hotspot"),
        "opinion scale" | "opinion scale/likert" | "likert" => Kind::Unsupported("likert"),
        "quiz bowl" => Kind::Unsupported("quiz_bowl"),
        _ => return None,
    })
}

/// By what there is to answer, and what is rewarded.
pub(super) fn guessed(stem: &str, responses: &[Response<'_, '_>], rules: &Rules) -> Kind {
    let Some(first) = responses.first() else { return Kind::Description };
    let all = |shape| responses.iter().all(|response| response.shape == shape);
    if responses.iter().any(|response| response.shape == Shape::Point) {
        Kind::Unsupported("hotspot")
    } else if first.is_ordered() {
        Kind::Order
    } else if all(Shape::Typed) {
        match responses {
            [_] if rules.is_empty_of_answers() => Kind::Essay,
            [one] if one.is_number() || rules.has_bounds() => Kind::Number,
            [_] => Kind::Text,
            _ => Kind::Blanks,
        }
    } else if !all(Shape::Listed) {
        if responses.iter().all(|response| response.shape != Shape::Other) {
            Kind::Blanks
        } else {
            Kind::Unsupported("composite")
        }
    } else if responses.iter().any(|response| response.place_in(stem).is_some()) {
        if responses.iter().all(Response::is_one_word) { Kind::Blanks } else { Kind::Dropdowns }
    } else if is_match(responses) {
        Kind::Match
    } else if responses.len() > 1 {
        Kind::Unsupported("composite")
    } else if first.is_several() {
        Kind::Several
    } else {
        Kind::Choice
    }
}

/// Whether each response is a left side with the same options; one alone is where Canvas wrote it so.
fn is_match(responses: &[Response<'_, '_>]) -> bool {
    match responses {
        [one] => one.has_label() && one.is_row(),
        [first, rest @ ..] => {
            let texts = first.texts();
            first.has_label() && rest.iter().all(|response| response.has_label() && response.texts() == texts)
        }
        [] => false,
    }
}
