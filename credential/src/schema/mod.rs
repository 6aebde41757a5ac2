//! The shape of an Open Badge: the 1EdTech JSON schemas as [`tables`].
//!
//! `type`, `proof`, `credentialSchema` and `termsOfUse` may stand without their array, as the schema for compacted documents has it.
//! Properties that the tables do not name are left alone: undefined ones are refused elsewhere, because no signature covers them.

mod tables;

use serde_json::{Map, Value};
use tables::{Class, Count, Kind, Name};

use crate::did::list;
use crate::json::pointer;
use crate::rdf::CREDENTIALS;
use crate::{Time, TimeError, semantics};

/// What is wrong, and where.
pub(crate) type Problem = (String, String);

/// No more problems than this are told of one document.
pub(crate) const MOST: usize = 20;

/// Whether `document` is an Open Badge as they are signed here, well formed and consistent; the first problem if not. Names of
/// extensions are plainer than the schema's pattern would let pass.
pub(crate) fn check(document: &Map<String, Value>) -> Result<(), Problem> {
    match Shape::of(document, &tables::CREDENTIAL, is_plain_extension).into_iter().chain(semantics::achievement(document)).next()
    {
        Some(problem) => Err(problem),
        None => Ok(()),
    }
}

/// What is wrong with the shape of an Open Badge.
pub(crate) fn achievement(document: &Map<String, Value>) -> Vec<Problem> {
    Shape::of(document, &tables::CREDENTIAL, is_extension)
}

/// What is wrong with the shape of an endorsement.
pub(crate) fn endorsement(document: &Map<String, Value>) -> Vec<Problem> {
    Shape::of(document, &tables::ENDORSEMENT, is_extension)
}

struct Shape {
    problems: Vec<Problem>,
    /// Which words may stand where the schema names some and lets others be added.
    is_extension: fn(&str) -> bool,
}

impl Shape {
    fn of(document: &Map<String, Value>, class: &Class, is_extension: fn(&str) -> bool) -> Vec<Problem> {
        let mut shape = Self { problems: Vec::new(), is_extension };
        shape.object(document, class, "");
        shape.problems
    }

    fn wrong(&mut self, place: &str, message: impl Into<String>) {
        if self.problems.len() < MOST {
            self.problems.push((place.to_owned(), message.into()));
        }
    }

    fn object(&mut self, object: &Map<String, Value>, class: &Class, place: &str) {
        self.name(object, class.name, place);
        if class.context {
            self.context(object, place);
        }
        for (key, count, kind) in class.properties {
            let place = pointer(place, key);
            match (object.get(*key), count) {
                (None, Count::One) => self.wrong(&place, "is missing"),
                (None, _) => {}
                (Some(Value::Array(items)), Count::Many | Count::ManyOrBare) => {
                    for (index, item) in items.iter().enumerate() {
                        self.value(item, *kind, &pointer(&place, &index.to_string()));
                    }
                }
                (Some(_), Count::Many) => self.wrong(&place, "expected an array"),
                (Some(item), _) => self.value(item, *kind, &place),
            }
        }
        if class.closed {
            for other in object.keys().filter(|key| *key != "type" && class.properties.iter().all(|(name, ..)| name != key)) {
                self.wrong(&pointer(place, other), "is not allowed here");
            }
        }
    }

    fn name(&mut self, object: &Map<String, Value>, name: Name, place: &str) {
        let kinds = object.get("type").unwrap_or(&Value::Null);
        let place = pointer(place, "type");
        match name {
            Name::Any => {}
            Name::Only(name) => {
                if kinds != name {
                    self.wrong(&place, format!("expected {name}"));
                }
            }
            Name::Among(sets) => {
                let kinds = list(kinds);
                if !kinds.iter().all(Value::is_string) {
                    self.wrong(&place, "expected text");
                }
                for names in sets.iter().filter(|names| !kinds.iter().any(|kind| names.iter().any(|name| kind == name))) {
                    self.wrong(&place, format!("expected {}", names.join(" or ")));
                }
            }
        }
    }

    fn context(&mut self, object: &Map<String, Value>, place: &str) {
        let place = pointer(place, "@context");
        let contexts = object.get("@context").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if contexts.first().is_none_or(|first| first != CREDENTIALS) {
            self.wrong(&place, format!("expected {CREDENTIALS} first"));
        }
        if !contexts.get(1).and_then(Value::as_str).is_some_and(is_open_badges) {
            self.wrong(&place, "expected a context of Open Badges 3.0 second");
        }
        if contexts.iter().skip(2).any(|context| !context.is_string() && !context.is_object()) {
            self.wrong(&place, "expected URLs of contexts");
        }
    }

    fn value(&mut self, value: &Value, kind: Kind, place: &str) {
        let expected = match (kind, value) {
            (Kind::Text | Kind::ProfileOrUri, Value::String(_))
            | (Kind::Truth, Value::Bool(_))
            | (Kind::Number, Value::Number(_)) => return,
            (Kind::Of(class), Value::Object(inner)) => return self.object(inner, class, place),
            (Kind::ProfileOrUri, Value::Object(inner)) => return self.object(inner, &tables::PROFILE, place),
            (Kind::Moment, Value::String(text)) => {
                if let Err(error) = moment(text) {
                    self.wrong(place, error.to_string());
                }
                return;
            }
            (Kind::Day, Value::String(text)) if format!("{text}T00:00:00Z").parse::<Time>().is_ok() => return,
            (Kind::Token, Value::String(text)) if is_token(text) => return,
            (Kind::Language, Value::String(text)) if is_language(text) => return,
            (Kind::Word(words) | Kind::OpenWord(words), Value::String(text)) if words.contains(&text.as_str()) => return,
            (Kind::OpenWord(_), Value::String(text)) if (self.is_extension)(text) => return,
            (Kind::Word(_) | Kind::OpenWord(_) | Kind::Language, Value::String(text)) => {
                let shown: String = text.chars().take(80).collect();
                return self.wrong(place, format!("\"{shown}\" is none of the values that Open Badges knows here"));
            }
            (Kind::Text | Kind::Word(_) | Kind::OpenWord(_), _) => "text",
            (Kind::Moment, _) => "a date and time",
            (Kind::Day, _) => "a date",
            (Kind::Token, _) => "a signed token",
            (Kind::Language, _) => "a language tag",
            (Kind::Truth, _) => "true or false",
            (Kind::Number, _) => "a number",
            (Kind::Of(_), _) => "an object",
            (Kind::ProfileOrUri, _) => "a URI or a profile",
        };
        self.wrong(place, format!("expected {expected}"));
    }
}

/// Whether a URL is that of a context of Open Badges 3.0: `…/context.json`, `…/context-3.0.3.json`.
pub(crate) fn is_open_badges(url: &str) -> bool {
    versioned(url, "https://purl.imsglobal.org/spec/ob/v3p0/context", b'3')
}

/// Whether a URL is that of a context of the Comprehensive Learner Record 2.0.
pub(crate) fn is_learner_record(url: &str) -> bool {
    versioned(url, "https://purl.imsglobal.org/spec/clr/v2p0/context", b'2')
}

fn versioned(url: &str, start: &str, major: u8) -> bool {
    let Some(version) = url.strip_prefix(start).and_then(|rest| rest.strip_suffix(".json")) else { return false };
    match version.as_bytes() {
        [] => true,
        [b'-', first, b'.', minor, b'.', patch] => *first == major && minor.is_ascii_digit() && patch.is_ascii_digit(),
        _ => false,
    }
}

fn is_token(text: &str) -> bool {
    let word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let parts: Vec<&str> = text.splitn(4, '.').collect();
    matches!(parts[..], [header, payload, signature] if !header.is_empty() && !signature.is_empty()
        && [header, payload, signature].into_iter().all(word))
}

/// As the schema's pattern `(ext:)[a-z|A-Z|0-9|.|-|_]+` has it, which is not anchored and whose `|` and `|-|` stand for bars.
fn is_extension(text: &str) -> bool {
    text.match_indices("ext:").any(|(at, start)| {
        text[at + start.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '|' | '.' | '_'))
    })
}

/// `ext:` and a name of letters, digits, dots, hyphens and low lines.
fn is_plain_extension(text: &str) -> bool {
    let is_plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    is_extension(text) && text.strip_prefix("ext:").is_some_and(is_plain)
}

/// A `date-time` of RFC 3339, which has no 24th hour, and a 60th second only where a leap second can be.
fn moment(text: &str) -> Result<(), TimeError> {
    if text.get(11..13) == Some("24") {
        return Err(TimeError::of(text));
    }
    text.parse::<Time>().map(drop)
}

/// `en`, `en-NZ`, `zh-Hant-TW`, as the schema's pattern has it.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let primary =
        parts.next().is_some_and(|part| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    parts.next_if(|part| {
        part.len() == 4 && part.as_bytes()[0].is_ascii_uppercase() && part.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    });
    parts.next_if(|part| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()))
            || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    primary && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_what_the_schema_lets_pass() {
        for known in ["ext:A", "ext:Micro Credential", "ext:a/b", "ext:a:b", "ext:a|b", "ext:|", "ext:_.", "xext:a", "ext: ext:a"]
        {
            assert!(is_extension(known), "{known}");
        }
        for unknown in ["", "ext", "ext:", "ext: a", "ext:-a", "ext:/a", "EXT:a", "ext:ā", "Medal", "ext :a"] {
            assert!(!is_extension(unknown), "{unknown}");
        }
        assert!(is_plain_extension("ext:EQF-Level_2.0") && !is_plain_extension("ext:of mastery") && !is_plain_extension("ext:"));
    }

    #[test]
    fn moments_are_those_of_rfc_3339() {
        for known in
            ["2026-01-15T23:59:59Z", "2026-01-15T00:00:00.5+12:00", "2016-12-31T23:59:60Z", "2017-01-01T12:59:60.25+13:00"]
        {
            assert!(moment(known).is_ok(), "{known}");
        }
        for unknown in [
            "2026-01-15T24:00:00Z",
            "2026-01-15T24:00:00+24:00",
            "2026-01-15T00:00:60Z",
            "2016-12-31T23:59:60+01:00",
            "2016-12-31T23:59:61Z",
            "2026-01-15T",
            "2026-01-15T24",
            "2016-12-31T23:59:60",
            "2026-01-15Tāā:āā:60Z",
        ] {
            assert_eq!(moment(unknown), Err(TimeError::of(unknown)), "{unknown}");
        }
    }
}
