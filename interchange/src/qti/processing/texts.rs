//! Operators on texts.

use regex::RegexBuilder;

use super::expression::Operator;
use super::names::{attribute, flag};
use super::refusal::Refusal;
use super::value::Value;

/// A pattern takes no more memory than this, in bytes.
const MAX_PATTERN: usize = 1 << 20;

/// What the operator says; none where it is none of these.
pub(crate) fn apply(operator: &Operator<'_, '_>) -> Result<Option<Value>, Refusal> {
    let text = |at: usize| operator.operand(at).single().and_then(|single| single.text());
    let case = flag(operator.node, "casesensitive").unwrap_or(true);
    let folded = |text: &str| if case { text.to_owned() } else { text.to_lowercase() };
    let two = text(0).zip(text(1)).map(|(one, other)| (folded(one), folded(other)));
    Ok(Some(match operator.name {
        "stringmatch" => two.map_or(Value::Null, |(one, other)| {
            let within = flag(operator.node, "substring").unwrap_or(false);
            Value::boolean(if within { one.contains(&other) } else { one == other })
        }),
        // Not in the specification, but written: a text, where in it, how much of it.
        "substring" if operator.operand(1).number().is_some() => cut(operator, text(0)),
        "substring" => two.map_or(Value::Null, |(one, other)| Value::boolean(other.contains(&one))),
        "patternmatch" => {
            let pattern = attribute(operator.node, "pattern").or_else(|| text(1));
            match (text(0), pattern) {
                (Some(text), Some(pattern)) => Value::boolean(matches(operator, text, pattern, case)?),
                _ => Value::Null,
            }
        }
        _ => return Ok(None),
    }))
}

fn cut(operator: &Operator<'_, '_>, text: Option<&str>) -> Value {
    let (start, length) = (operator.operand(1).number(), operator.operand(2).number());
    let (Some(text), Some(start)) = (text, start) else { return Value::Null };
    let skipped = (start - 1.0).max(0.0) as usize;
    let length = length.map_or(usize::MAX, |length| length.max(0.0) as usize);
    Value::text(&text.chars().skip(skipped).take(length).collect::<String>())
}

/// Whether the whole text fits a pattern of XML Schema. The engine behind it takes time in proportion to the text, whatever the pattern.
fn matches(operator: &Operator<'_, '_>, text: &str, pattern: &str, case: bool) -> Result<bool, Refusal> {
    let anchored = format!("^(?:{})$", translated(pattern));
    let built = RegexBuilder::new(&anchored).case_insensitive(!case).dot_matches_new_line(false).size_limit(MAX_PATTERN).build();
    let built = built.map_err(|_| Refusal::of(operator.node, pattern, "a pattern of XML Schema, not too large"))?;
    Ok(built.is_match(text))
}

/// In XML Schema `^` and `$` are plain characters outside of brackets, and `\i` and `\c` are characters of names.
fn translated(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    let mut bracket = 0_usize;
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('i') => out.push_str(r"[\p{L}_:]"),
                Some('c') => out.push_str(r"[\p{L}\p{Nd}._:\-]"),
                Some('I') => out.push_str(r"[^\p{L}_:]"),
                Some('C') => out.push_str(r"[^\p{L}\p{Nd}._:\-]"),
                Some(next) => out.extend(['\\', next]),
                None => out.push_str(r"\\"),
            },
            '^' | '$' if bracket == 0 => out.extend(['\\', c]),
            // `[a-z-[aeiou]]` takes away.
            '-' if bracket > 0 && characters.as_str().starts_with('[') => out.push_str("--"),
            '[' => {
                bracket += 1;
                out.push(c);
            }
            ']' => {
                bracket = bracket.saturating_sub(1);
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_patterns_of_xml_schema() {
        for (pattern, text, fits) in [
            ("ab", "ab", true),
            ("ab", "xab", false),
            (r"\d+(\.\d+)?", "3.14", true),
            ("[a-z-[aeiou]]+", "bcd", true),
            ("[a-z-[aeiou]]+", "bad", false),
            ("a^b$", "a^b$", true),
            (r"\i\c*", "name-1", true),
        ] {
            let built = RegexBuilder::new(&format!("^(?:{})$", translated(pattern))).build().unwrap();
            assert_eq!(built.is_match(text), fits, "{pattern} {text}");
        }
    }
}
