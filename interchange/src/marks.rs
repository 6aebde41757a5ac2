//! What tells GIFT and Aiken from other texts that hold brackets and letters.

use crate::cloze;

/// A text without the lines that are comments in GIFT: what they quote is no question.
pub(crate) fn uncommented(text: &str) -> String {
    text.split(['\n', '\r']).filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether a line begins an answer in Aiken. One with a bracket is a gap to be filled: `Answer: {1:MC:=A~B}`.
pub(crate) fn is_answer(line: &str) -> bool {
    line.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("answer:")) && !line.contains('{')
}

/// Whether a line begins as an option in Aiken does: `A. text` or `A) text`.
pub(crate) fn is_lettered(line: &str) -> bool {
    line.as_bytes().first().is_some_and(u8::is_ascii_uppercase) && line.get(1..2).is_some_and(|mark| ".)".contains(mark))
}

/// Whether a text without comments is GIFT and no cloze text: by a name before a question, or by a bracket with answers.
pub(crate) fn is_gift(text: &str) -> bool {
    let brackets = brackets(text);
    brackets.iter().any(|inside| inside.starts_with(['=', '~']))
        || (text.contains('{') && text.lines().any(|line| is_named(line.trim_start())))
}

/// Whether a text without comments is GIFT and no text about something else: that is asked of a text which nobody called a question.
pub(crate) fn is_surely_gift(text: &str) -> bool {
    is_gift(text) || brackets(text).into_iter().any(|inside| is_number(inside) || is_true_or_false(inside))
}

/// Whether the first line of a text names the columns of a table, not only in passing.
pub(crate) fn is_header(text: &str) -> bool {
    let line = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.split([',', ';', '\t']).any(|cell| cell.trim().trim_matches('"').eq_ignore_ascii_case("stem"))
}

/// Whether a line begins with `::name::`.
fn is_named(line: &str) -> bool {
    line.strip_prefix("::").and_then(|rest| rest.find("::")).is_some_and(|end| end > 0)
}

/// `#3:0.1`, `#1..5` or `#=2`.
fn is_number(inside: &str) -> bool {
    let number = inside.strip_prefix('#').map(str::trim_start);
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit() || "=+-.".contains(c)))
}

/// `T`, `FALSE` or `TRUE#feedback`.
fn is_true_or_false(inside: &str) -> bool {
    let word = inside.find(['}', '#']).map_or("", |end| inside[..end].trim_end());
    ["t", "f", "true", "false"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// What follows each bracket that is neither escaped nor the beginning of a gap, nor stands inside one.
fn brackets(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        from = at + 1;
        if text[..at].ends_with('\\') {
            continue;
        }
        match cloze::gap_length(&text[from..]) {
            Some(length) => from += length,
            None => found.push(text[from..].trim_start()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_gift_from_a_cloze_text() {
        for text in ["Q {=a ~b}", "Q { ~a =b }", "::q:: Q {T}", "a\n ::q:: {1:MC:=a~b}", "{1:MC:=a~b} {=c}"] {
            assert!(is_gift(text), "{text}");
        }
        for text in ["{1:SA:=\\{=a\\}}", "{1:MC:=a~b} of {x = 1}", "\\{=a\\} {1:SA:=b}", "::q::", "::: {a}", "{1:SA:=a", "x^{T}"]
        {
            assert!(!is_gift(text), "{text}");
        }
    }

    #[test]
    fn tells_gift_from_a_text_with_brackets() {
        for text in ["Q {T}", "Q { false#no}", "Q {#3:0.1}", "Q {# =1 =2}", "Q {=a}"] {
            assert!(is_surely_gift(text), "{text}");
        }
        for text in ["Use {curly} braces", "{Two}", "{# a note #}", "{}", "std::vector {a}", "{t"] {
            assert!(!is_surely_gift(text), "{text}");
        }
    }

    #[test]
    fn leaves_comments_out() {
        assert_eq!(uncommented("a\r\n // {=b}\nc // d"), "a\n\nc // d");
    }
}
