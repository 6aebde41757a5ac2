//! What kind of problem it is, for programs: by its field and what was expected there, as those are said in one way only.

use crate::Problem;

/// The kind of a problem; the one that it has where that is known already.
pub(super) fn of(problem: &Problem) -> &'static str {
    let Problem { code, field, value, expected, .. } = problem;
    if *code != "invalid-value" {
        return code;
    }
    let expects = |start: &str| expected.starts_with(start);
    // Before what fields hold: any field can be unknown, or missing.
    if expects("a known field") {
        return "unknown-field";
    }
    match field.as_str() {
        "encoding" => "encoding-not-utf8",
        "TOML" => "toml-malformed",
        "front matter" => "no-front-matter",
        "size" => "too-large",
        "picture" if problem.is_error() => "bad-media",
        "file" if value == "nothing" => "missing-file",
        "file" if value == "no part of a bank" => "unknown-file",
        "folder" if value == "no items" => "no-items",
        "id" if expects("an id that") => "duplicate-item-id",
        "prompt" if value.is_empty() => "empty-stem",
        "options" => of_options(value, expected),
        "fields" if expects("at least one choice") => "no-key",
        "answer" if expects("an [answer]") => "no-key",
        _ if value == "nothing" => "missing-field",
        "type" => "unknown-type",
        "outcomes" if expects("the id of an outcome") => "unknown-outcome",
        "scale" => "range-reversed",
        "answer.tolerance" => "bad-number",
        _ if expects("the name of a file in media/") => "missing-media",
        _ if expects("a number") || expects("a whole number") => "bad-number",
        _ => "invalid-value",
    }
}

fn of_options(value: &str, expected: &str) -> &'static str {
    if expected == "2 to 26 options" {
        return if matches!(value, "0" | "1") { "too-few-options" } else { "too-large" };
    }
    if expected.starts_with("an option id") {
        return "duplicate-option-id";
    }
    match value {
        "no option marked [x]" | "0 options marked [x]" => "no-key",
        _ if value.ends_with("options marked [x]") => "several-right",
        _ if value.ends_with("without text") => "empty-option",
        _ if expected == "the name of a file in media/" => "missing-media",
        _ => "invalid-value",
    }
}
