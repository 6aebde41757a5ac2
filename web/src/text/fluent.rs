//! The part of Fluent that the interface's files use: messages, values put in, and a choice by number.
//!
//! `fluent-bundle` does much more and would be a tenth of the learner's download. A test formats every message of `locales/` with
//! both and finds no difference.

/// A value to put into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// By which a message may choose its words.
    Number(i64),
    /// Put in as it is.
    Text(String),
}

macro_rules! numbers {
    ($($kind:ty)*) => {
        $(impl From<$kind> for Value {
            fn from(number: $kind) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}
numbers!(i32 i64 u16 u32 u64 usize);

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The messages of a Fluent file: key and pattern. Comments and blank lines go between messages only.
pub fn messages(source: &str) -> impl Iterator<Item = (&str, &str)> {
    // A message begins at the start of a line and goes on until another line begins there.
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if !line.starts_with([' ', '\n', '\r']) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends: Vec<usize> = starts.iter().copied().skip(1).chain([source.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| {
        let message = source[start..end].trim_end();
        let (key, pattern) = message.split_once('=').filter(|_| !message.starts_with('#'))?;
        Some((key.trim_end(), pattern.trim_start()))
    })
}

/// A pattern with these values put in. A value that is not given leaves its name.
pub fn format(pattern: &str, values: &[(&str, Value)]) -> String {
    let mut words = String::with_capacity(pattern.len());
    write(pattern, values, &mut words);
    words
}

fn write(mut pattern: &str, values: &[(&str, Value)], words: &mut String) {
    while let Some((text, rest)) = pattern.split_once('{') {
        words.push_str(text);
        let (inner, rest) = rest.split_at(closing(rest));
        pattern = rest.strip_prefix('}').unwrap_or(rest);
        let (name, variants) = inner.split_once("->").unwrap_or((inner, ""));
        let name = name.trim().trim_start_matches('$');
        let value = values.iter().find(|(given, _)| *given == name).map(|(_, value)| value);
        if variants.is_empty() {
            match value {
                Some(Value::Number(number)) => words.push_str(&number.to_string()),
                Some(Value::Text(text)) => words.push_str(text),
                None => words.push_str(name),
            }
        } else {
            write(variant(variants, value), values, words);
        }
    }
    words.push_str(pattern);
}

/// Where the brace that is open closes.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return index,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The variant for a value: its number, its plural category in English, or the default.
fn variant<'a>(variants: &'a str, value: Option<&Value>) -> &'a str {
    let (mut exact, mut category, mut default) = (None, None, "");
    for line in variants.lines() {
        let line = line.trim();
        let (is_default, rest) = line.strip_prefix('*').map_or((false, line), |rest| (true, rest));
        let Some((key, text)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { continue };
        let text = text.trim_start();
        if is_default {
            default = text;
        }
        if let Some(Value::Number(number)) = value {
            if key.parse() == Ok(*number) {
                exact = Some(text);
            } else if key == "one" && *number == 1 {
                category = Some(text);
            }
        }
    }
    exact.or(category).unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

    use super::super::{COMMON, LEARNER, RESULTS, TUTOR, VERIFY};
    use super::*;

    /// The names of the values that a pattern wants.
    fn names(pattern: &str) -> Vec<&str> {
        let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
        pattern.split('$').skip(1).map(|rest| rest.split(ends).next().unwrap_or_default()).collect()
    }

    #[test]
    fn says_every_message_as_fluent_bundle_does() {
        for source in [COMMON, LEARNER, RESULTS, TUTOR, VERIFY] {
            let mut bundle = FluentBundle::new(vec!["en".parse().expect("a language")]);
            bundle.set_use_isolating(false);
            let resource = FluentResource::try_new(source.to_owned()).expect("sound Fluent");
            bundle.add_resource(resource).expect("each message once");
            let mut count = 0;
            for (key, pattern) in messages(source) {
                count += 1;
                let theirs = bundle.get_message(key).and_then(|message| message.value()).unwrap_or_else(|| panic!("{key}"));
                for sample in [Value::from("Ana"), Value::Number(0), Value::Number(1), Value::Number(2), Value::Number(14)] {
                    let values: Vec<_> = names(pattern).into_iter().map(|name| (name, sample.clone())).collect();
                    let mut args = FluentArgs::new();
                    for (name, value) in &values {
                        args.set(
                            *name,
                            match value {
                                Value::Number(number) => FluentValue::from(*number),
                                Value::Text(text) => FluentValue::from(text.clone()),
                            },
                        );
                    }
                    let mut errors = Vec::new();
                    let said = bundle.format_pattern(theirs, Some(&args), &mut errors);
                    assert_eq!(format(pattern, &values), said, "{key} with {sample:?}");
                    assert!(errors.is_empty(), "{key}: {errors:?}");
                }
            }
            assert!(count > 20, "the file was read");
        }
    }

    #[test]
    fn chooses_by_number_then_by_plural_then_by_default() {
        let pattern = "{ $n ->\n    [0] none\n    [one] { $n } item\n   *[other] { $n } items\n }, { $who }";
        let said = |n: i64| format(pattern, &[("n", n.into()), ("who", "Ana".into())]);
        assert_eq!([said(0), said(1), said(5)], ["none, Ana", "1 item, Ana", "5 items, Ana"]);
    }

    #[test]
    fn never_panics_on_what_is_not_fluent() {
        for pattern in ["{", "}", "{ $", "{ $x ->", "{ $x ->\n [", "{{}", "{}", "é{ $é }é"] {
            format(pattern, &[("x", Value::Number(1))]);
        }
        assert_eq!(messages("# a = b\n\nkey\n").count(), 0);
    }
}
