//! What may stand in a TOML file, as data: every field with its kind, and a check that finds all that is wrong, with places.
//!
//! Serde stops at the first mistake and an author wants them all; so a file is first compared with its shape, and only
//! a file that fits is given to serde.

use std::ops::Range;

use engine::bank::file::Problem as BankProblem;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{country, value};
use crate::Problem;
use crate::line::{Line, Lines};
use crate::passage::Passage;

/// A field of a table.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
}

/// What a field may hold.
pub(super) enum Kind {
    /// Words, not only spaces.
    Text,
    /// Letters, digits, `-`, `_` and `.`, at most 64.
    Name,
    /// A number between two others, both included.
    Number(f64, f64),
    /// A number above the first, up to the second.
    Above(f64, f64),
    /// A whole number between two others, both included.
    Whole(u32, u32),
    /// `true` or `false`.
    Flag,
    /// `2026-01-20`, in quotation marks or not.
    Date,
    /// `https://…` or `http://…`.
    Uri,
    /// A BCP 47 tag.
    Language,
    /// ISO 3166-1 alpha-2, of a country that there is.
    Country,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Several of a kind.
    List(&'static Kind),
    /// Two numbers, the smaller first.
    Range,
    /// A table.
    Table(&'static [Field]),
    /// Any number of tables, as `[[name]]`.
    Tables(&'static [Field]),
    /// A table whose keys are names of the author's, all with values of a kind.
    Named(&'static Kind),
    /// One of these words, if there are any, or a table that holds one of these fields.
    Variant(&'static [&'static str], &'static [Field]),
}

/// A field that must be there.
pub(super) const fn needed(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true }
}

/// A field that may be there.
pub(super) const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false }
}

/// A file, or the part of one, that was compared with its shape.
pub(super) struct Document {
    pub(super) file: String,
    /// Whether it can be given to serde.
    pub(super) fits: bool,
    /// Whether it was TOML at all.
    pub(super) is_toml: bool,
    places: Vec<Place>,
    problems: Vec<Problem>,
}

/// Where a value stands.
struct Place {
    /// `outcome[0].id`.
    path: String,
    at: Line,
    /// In bytes of the text.
    span: Range<usize>,
    value: Value,
}

/// What stands there, where it fits.
enum Value {
    Text(String),
    Number(f64),
    Flag(bool),
    /// A table, a list, or what does not fit.
    Other,
}

impl Document {
    /// Compares `text`, whose first line is line `first` of the file, with a shape.
    pub(super) fn read(file: &str, text: &str, first: usize, shape: &'static [Field]) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::of(text);
        let mut document = Self {
            file: file.to_owned(),
            fits: errors.is_empty(),
            is_toml: errors.is_empty(),
            places: Vec::new(),
            problems: Vec::new(),
        };
        for error in errors.iter().take(20) {
            let at = error.span().map(|span| lines.place(text, span.start).below(first));
            let shown = error.span().map_or("", |span| line_at(text, lines.start(span.start)));
            document.problems.push(Problem::error(file, None, "TOML", shown, format!("TOML: {}", error.message())).at(at));
        }
        // What the parser made of a broken file would only give follow-up problems.
        if document.is_toml {
            let mut check = Check { text, first, lines, document: &mut document };
            check.table(table.get_ref(), "", None, shape);
            document.fits = document.problems.is_empty();
        }
        document
    }

    /// The file as its type, if it fits its shape.
    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self, text: &str, problems: &mut Vec<Problem>) -> Option<T> {
        if !self.fits {
            return None;
        }
        let parsed = toml::from_str(text);
        if let Err(error) = &parsed {
            let at = error.span().map(|span| Lines::of(text).place(text, span.start));
            let shown = error.span().and_then(|span| text.get(span)).unwrap_or_default();
            problems.push(Problem::error(&self.file, None, "TOML", shown, format!("TOML: {}", error.message())).at(at));
        }
        parsed.ok()
    }

    /// Hands over what was found.
    pub(super) fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// Where a field stands, or the nearest table around it.
    pub(super) fn place(&self, path: &str) -> Option<Line> {
        let mut path = path;
        loop {
            if let Some(place) = self.places.iter().find(|place| place.path == path || plain(&place.path) == path) {
                return Some(place.at);
            }
            path = path.rsplit_once('.')?.0;
        }
    }

    /// Where `value` stands in a field of this name, the last one if there are several.
    pub(super) fn place_of(&self, path: &str, value: &str) -> Option<Line> {
        let same = |place: &&Place| {
            plain(&place.path) == path
                && match &place.value {
                    Value::Text(text) => text == value,
                    Value::Number(number) => number.to_string() == value,
                    _ => false,
                }
        };
        self.places.iter().rev().find(same).map(|place| place.at).or_else(|| self.place(path))
    }

    /// A text as a passage of its own; `text` is the TOML that this was read from. Columns in it are known where it stands there as it is.
    pub(super) fn passage(&self, path: &str, text: &str) -> Option<Passage> {
        let place = self.places.iter().find(|place| place.path == path)?;
        let Value::Text(said) = &place.value else { return None };
        let written = text.get(place.span.clone()).unwrap_or_default();
        let at = as_it_is(written, said).map_or(place.at.number.into(), |before| place.at.behind(before));
        Some(Passage::of(said, at))
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        match self.value(path)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self, path: &str) -> Option<f64> {
        match self.value(path)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn flag(&self, path: &str) -> Option<bool> {
        match self.value(path)? {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The texts of a list, without those that do not fit.
    pub(super) fn texts(&self, path: &str) -> Vec<String> {
        (0..self.count(path)).filter_map(|index| self.text(&format!("{path}[{index}]")).map(str::to_owned)).collect()
    }

    /// The numbers of a list; those that do not fit were reported and are 0.
    pub(super) fn numbers(&self, path: &str) -> Vec<f64> {
        (0..self.count(path)).map(|index| self.number(&format!("{path}[{index}]")).unwrap_or(0.0)).collect()
    }

    /// How many entries a list or an array of tables has.
    pub(super) fn count(&self, path: &str) -> usize {
        (0..self.places.len()).take_while(|index| self.has(&format!("{path}[{index}]"))).count()
    }

    /// Whether there is anything of this name.
    pub(super) fn has(&self, path: &str) -> bool {
        self.value(path).is_some()
    }

    fn value(&self, path: &str) -> Option<&Value> {
        self.places.iter().find(|place| place.path == path).map(|place| &place.value)
    }

    /// A problem that the engine found, with the place of what it is about.
    pub(super) fn locate(&self, problem: &BankProblem) -> Problem {
        let BankProblem { field, value, expected, .. } = problem;
        let at = self.place_beside(field, value).or_else(|| self.place_beside(field, expected));
        Problem::error(&self.file, None, field, value, expected).at(at.or_else(|| self.place_of(field, value)))
    }

    /// The place of a field in that one of several tables which is named by the last word of a message: of `content.minimum`
    /// in "4 of SD-5", the one beside `outcome = "SD-5"`.
    fn place_beside(&self, field: &str, message: &str) -> Option<Line> {
        let (table, name) = field.rsplit_once('.')?;
        let word = message.rsplit_once(" of ")?.1;
        let named = |place: &&Place| {
            let sibling = plain(&place.path).strip_prefix(table).is_some_and(|rest| rest.starts_with('.'));
            sibling && matches!(&place.value, Value::Text(text) if text == word)
        };
        let (entry, _) = self.places.iter().find(named)?.path.rsplit_once('.')?;
        self.place(&format!("{entry}.{name}"))
    }
}

/// What stands before a text where TOML writes it without escapes, of the whole value.
fn as_it_is<'a>(written: &'a str, said: &str) -> Option<&'a str> {
    let mark = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| written.starts_with(mark))?;
    let inside = written[mark.len()..].strip_suffix(mark)?;
    let inside = if mark.len() == 3 { inside.strip_prefix('\n').unwrap_or(inside) } else { inside };
    (inside == said).then(|| &written[..written.len() - mark.len() - inside.len()])
}

/// A path without its indices.
fn plain(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// The line that begins at a byte.
fn line_at(text: &str, start: usize) -> &str {
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

struct Check<'a> {
    text: &'a str,
    first: usize,
    lines: Lines,
    document: &'a mut Document,
}

impl Check<'_> {
    fn at(&self, offset: usize) -> Line {
        self.lines.place(self.text, offset).below(self.first)
    }

    fn table(&mut self, table: &DeTable, prefix: &str, at: Option<Line>, shape: &'static [Field]) {
        let path = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let Some(field) = shape.iter().find(|field| field.name == name) {
                self.value(value, &path(name), &field.kind);
            } else {
                let at = self.at(key.span().start);
                self.report(at, &path(name), &self.source(value), &nearest(name, shape));
            }
        }
        for field in shape {
            if field.required && !table.keys().any(|key| key.get_ref() == field.name) {
                self.report(at, &path(field.name), "nothing", &field.kind.expected());
            }
        }
    }

    fn value(&mut self, spanned: &Spanned<DeValue>, path: &str, kind: &'static Kind) {
        let span = spanned.span();
        let value = match (kind, spanned.get_ref()) {
            (Kind::Table(shape), DeValue::Table(table)) => {
                let at = self.place(path, span, Value::Other);
                self.table(table, path, Some(at), shape);
                return;
            }
            (Kind::Tables(shape), DeValue::Array(array)) => {
                self.place(path, span, Value::Other);
                for (index, entry) in array.iter().enumerate() {
                    let path = format!("{path}[{index}]");
                    let at = self.place(&path, entry.span(), Value::Other);
                    match entry.get_ref() {
                        DeValue::Table(table) => self.table(table, &path, Some(at), shape),
                        _ => self.report(at, &path, &self.source(entry), "a table"),
                    }
                }
                return;
            }
            (Kind::List(kind), DeValue::Array(array)) => {
                self.place(path, span, Value::Other);
                for (index, entry) in array.iter().enumerate() {
                    self.value(entry, &format!("{path}[{index}]"), kind);
                }
                return;
            }
            (Kind::Named(kind), DeValue::Table(table)) => {
                self.place(path, span, Value::Other);
                for (key, value) in table {
                    self.value(value, &format!("{path}.{}", key.get_ref()), kind);
                }
                return;
            }
            (Kind::Variant(_, shape), DeValue::Table(table)) if table.len() == 1 => {
                let at = self.place(path, span, Value::Other);
                self.table(table, path, Some(at), shape);
                return;
            }
            (kind, value) => kind.accept(value),
        };
        if value.is_none() {
            let at = self.at(span.start);
            self.report(at, path, &self.source(spanned), &kind.expected());
        }
        self.place(path, span, value.unwrap_or(Value::Other));
    }

    /// Notes where a value stands, and tells it.
    fn place(&mut self, path: &str, span: Range<usize>, value: Value) -> Line {
        let at = self.at(span.start);
        self.document.places.push(Place { path: path.to_owned(), at, span, value });
        at
    }

    fn report(&mut self, at: impl Into<Option<Line>>, path: &str, value: &str, expected: &str) {
        let problem = Problem::error(&self.document.file, None, path, value, expected).at(at);
        self.document.problems.push(problem);
    }

    /// The value as it stands in the file.
    fn source(&self, value: &Spanned<DeValue>) -> String {
        self.text.get(value.span()).unwrap_or_default().to_owned()
    }
}

impl Kind {
    /// What a value of a simple kind is, if it fits.
    fn accept(&self, value: &DeValue) -> Option<Value> {
        let text = value.as_str();
        let text_if = |fits: fn(&str) -> bool| text.filter(|text| fits(text)).map(|text| Value::Text(text.to_owned()));
        match self {
            Self::Text => text_if(|text| !text.trim().is_empty()),
            Self::Name => text_if(value::is_name),
            Self::Uri => text_if(value::is_uri),
            Self::Language => text_if(value::is_language),
            Self::Country => text_if(country::is_country),
            Self::Date => match value {
                DeValue::Datetime(date) => Some(date.to_string()).filter(|date| value::is_date(date)).map(Value::Text),
                _ => text_if(value::is_date),
            },
            Self::OneOf(words) | Self::Variant(words, _) => {
                text.filter(|text| words.contains(text)).map(|text| Value::Text(text.to_owned()))
            }
            Self::Flag => value.as_bool().map(Value::Flag),
            Self::Number(from, to) => number(value).filter(|number| (*from..=*to).contains(number)).map(Value::Number),
            Self::Above(from, to) => number(value).filter(|number| number > from && number <= to).map(Value::Number),
            Self::Whole(from, to) => whole(value)
                .and_then(|number| u32::try_from(number).ok())
                .filter(|number| (*from..=*to).contains(number))
                .map(|number| Value::Number(number.into())),
            Self::Range => {
                let ends: Vec<f64> = value.as_array()?.iter().filter_map(|entry| number(entry.get_ref())).collect();
                let fits = ends.len() == 2
                    && value.as_array()?.len() == 2
                    && ends[0] < ends[1]
                    && ends.iter().all(|end| end.is_finite());
                fits.then_some(Value::Other)
            }
            Self::List(_) | Self::Table(_) | Self::Tables(_) | Self::Named(_) => None,
        }
    }

    fn expected(&self) -> String {
        match self {
            Self::Text => "a text in quotation marks".to_owned(),
            Self::Name => "a name of letters, digits, \"-\", \"_\" and \".\", at most 64".to_owned(),
            Self::Number(from, to) => format!("a number from {from} to {to}"),
            Self::Above(from, to) if to.is_finite() => format!("a number above {from}, at most {to}"),
            Self::Above(from, _) => format!("a number above {from}"),
            Self::Whole(from, to) => format!("a whole number from {from} to {to}"),
            Self::Flag => "true or false".to_owned(),
            Self::Date => "a date such as 2026-01-20".to_owned(),
            Self::Uri => "an address that begins with https:// or http://".to_owned(),
            Self::Language => "a language tag such as \"en-NZ\"".to_owned(),
            Self::Country => "the two capital letters of a country (ISO 3166-1), such as \"NZ\"".to_owned(),
            Self::OneOf(words) => listed(words),
            Self::List(Kind::Number(..) | Kind::Above(..)) => "a list of numbers in square brackets".to_owned(),
            Self::List(_) => "a list of texts in square brackets".to_owned(),
            Self::Range => "two numbers in square brackets, the smaller first".to_owned(),
            Self::Table(_) => "a table".to_owned(),
            Self::Tables(_) => "tables, each in double square brackets".to_owned(),
            Self::Named(kind) => format!("a table, each of its values {}", kind.expected()),
            Self::Variant(words, shape) => {
                let tables: Vec<String> = shape.iter().map(|field| format!("{{ {} = {{ … }} }}", field.name)).collect();
                let tables = tables.join(" or ");
                if words.is_empty() { tables } else { format!("{} or {tables}", listed(words)) }
            }
        }
    }
}

/// `"a", "b" or "c"`.
fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}

/// A whole number, in any of TOML's notations.
fn whole(value: &DeValue) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn number(value: &DeValue) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(_) => whole(value).map(|number| number as f64),
        _ => None,
    }
}

/// What an unknown field may have been meant to be.
fn nearest(name: &str, shape: &[Field]) -> String {
    let known = shape.iter().map(|field| (strsim::jaro_winkler(&name.to_lowercase(), &field.name.to_lowercase()), field.name));
    match known.max_by(|one, other| one.0.total_cmp(&other.0)) {
        Some((likeness, nearest)) if likeness > 0.75 => format!("a known field; did you mean \"{nearest}\"?"),
        _ => format!("a known field: {}", shape.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{bank, blueprint, item, micro_credential, set};
    use super::*;

    fn names(shape: &'static [Field], all: &mut Vec<&'static str>) {
        for field in shape {
            all.push(field.name);
            match field.kind {
                Kind::Table(inner) | Kind::Tables(inner) | Kind::Variant(_, inner) => names(inner, all),
                _ => {}
            }
        }
    }

    #[test]
    fn knows_no_field_that_the_reference_leaves_out() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/BANK-FORMAT.md");
        let reference = std::fs::read_to_string(path).expect("docs/BANK-FORMAT.md is part of the project");
        // What stands in code: between backquotes, line by line.
        let lines = reference.lines().filter(|line| !line.contains("```"));
        let words: Vec<&str> = lines
            .flat_map(|line| line.split('`').skip(1).step_by(2))
            .flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_'))
            .collect();
        let mut all = Vec::new();
        for shape in [bank::SHAPE, item::SHAPE, set::SHAPE, blueprint::SHAPE, micro_credential::SHAPE] {
            names(shape, &mut all);
        }
        for name in all {
            assert!(words.contains(&name), "docs/BANK-FORMAT.md says what `{name}` is");
        }
    }

    #[test]
    fn finds_places_by_path_and_value() {
        static SHAPE: &[Field] =
            &[optional("a", Kind::Tables(&[needed("id", Kind::Name), optional("n", Kind::Number(0.0, 9.0))]))];
        let document = Document::read("x.toml", "[[a]]\nid = \"p\"\nn = 1\n[[a]]\nid = \"q\"\nn = 2\n", 10, SHAPE);
        assert!(document.fits);
        let at = |number, column| Some(Line { number, column: Some(column) });
        assert_eq!(document.place("a[1].n"), at(15, 5));
        assert_eq!(document.place_of("a.id", "q"), at(14, 6));
        assert_eq!(document.place_beside("a.n", "2 of q"), at(15, 5));
        assert_eq!(document.place("a[0].none"), at(10, 1));
        assert_eq!(document.place("none"), None);
    }
}
