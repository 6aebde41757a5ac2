//! Frameworks of competencies in CASE JSON (1EdTech Competencies and Academic Standards Exchange, 1.0 and 1.1): a CFPackage with its
//! CFDocument, CFItems and CFAssociations, read so that a learning outcome can be aligned with an item.
//!
//! Only what an alignment needs is taken: an item's address, code and statement, and below which other it stands. Nothing is fetched;
//! rubrics, definitions and other associations are passed over. Problems name their place in the JSON: `CFItems[3].uri`. Where an
//! identifier stands twice, both items are read; of parts that go round in a circle the association that closes it is left out.

mod circles;
mod package;

use serde_json::{Map, Value};

use crate::Problem;
use crate::native::is_uri;

/// No package is larger, in bytes.
pub const MAX_PACKAGE: usize = 16 << 20;
/// No package has more items.
pub const MAX_ITEMS: usize = 50_000;
/// Statements are taken up to so many characters.
const MAX_STATEMENT: usize = 2_000;
/// So many problems are told.
const MAX_PROBLEMS: usize = 100;

/// A framework, as far as alignments need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its own address.
    pub uri: String,
    /// For people.
    pub title: String,
    /// Who publishes it.
    pub creator: String,
    /// Its version, where it says one.
    pub version: Option<String>,
    /// In the order of the file, each of another address.
    pub items: Vec<CaseItem>,
}

/// An item of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseItem {
    /// Its own address: the target of an alignment.
    pub uri: String,
    /// As people cite it.
    pub code: Option<String>,
    /// What it says.
    pub statement: String,
    /// As `Standard` or `Skill`.
    pub kind: Option<String>,
    /// The place in [`Framework::items`] of the item that it is a part of. No item is a part of itself, however far up one goes.
    pub parent: Option<usize>,
}

/// What a file gave, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// `None` where it is no CFPackage. Items with an error are left out.
    pub framework: Option<Framework>,
    /// At most 100.
    pub problems: Vec<Problem>,
}

/// Reads a CFPackage.
///
/// ```
/// let text = r#"{ "CFDocument": { "uri": "https://example.org/d", "title": "Skills", "creator": "Example" },
///   "CFItems": [{ "uri": "https://example.org/i/1", "fullStatement": "Bake bread", "humanCodingScheme": "B.1" }] }"#;
/// let framework = interchange::case::read("skills.json", text.as_bytes()).framework.unwrap();
/// assert_eq!(framework.items[0].statement, "Bake bread");
/// ```
pub fn read(file: &str, bytes: &[u8]) -> Read {
    let mut told = Told { file, problems: Vec::new() };
    let framework = match parsed(bytes) {
        Ok(package) => package::framework(&package, &mut told),
        Err((line, value, expected)) => {
            told.problems.push(Problem::error(file, line, "JSON", value, expected));
            None
        }
    };
    Read { framework, problems: told.problems }
}

/// The JSON object of a file; or the line, what is there and what was expected.
fn parsed(bytes: &[u8]) -> Result<Map<String, Value>, (Option<usize>, String, String)> {
    if bytes.len() > MAX_PACKAGE {
        return Err((None, format!("{} bytes", bytes.len()), format!("at most {MAX_PACKAGE} bytes")));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(package)) => Ok(package),
        Ok(_) => Err((
            Some(1),
            "no object".to_owned(),
            "a CFPackage: { \"CFDocument\": \u{2026}, \"CFItems\": [\u{2026}] }".to_owned(),
        )),
        Err(error) => Err((Some(error.line()), error.to_string(), "JSON".to_owned())),
    }
}

/// What is wrong, as far as it is told.
struct Told<'a> {
    file: &'a str,
    problems: Vec<Problem>,
}

impl Told<'_> {
    fn error(&mut self, place: &str, value: &str, expected: &str) {
        self.push(Problem::error(self.file, None, place, value, expected));
    }

    fn warning(&mut self, place: &str, value: &str, expected: &str) {
        self.push(Problem::error(self.file, None, place, value, expected).as_warning());
    }

    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// The text of a field, without space around it; what is no text is told.
    fn text<'a>(&mut self, object: &'a Map<String, Value>, at: &str, name: &str) -> Option<&'a str> {
        match object.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.trim()).filter(|text| !text.is_empty()),
            Some(other) => {
                self.warning(&format!("{at}.{name}"), kind_of(other), "a text");
                None
            }
        }
    }

    /// The address of an object; what is none is told.
    fn uri(&mut self, object: &Map<String, Value>, at: &str) -> Option<String> {
        let uri = self.text(object, at, "uri");
        let place = format!("{at}.uri");
        match uri {
            Some(uri) if is_uri(uri) => return Some(uri.to_owned()),
            Some(uri) => self.error(&place, uri, "an address that begins with https:// or http://"),
            None => self.error(&place, "nothing", "the address of this object"),
        }
        None
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
