//! A context that stands in the document itself (JSON-LD 1.1 API, create term definition), as far as it is safe to read.

use std::collections::BTreeMap;

use bumpalo::Bump;
use serde_json::{Map, Value};

use super::Problem;
use super::context::Context;
use super::form::{is_iri, is_language, shown};
use super::place::Place;
use super::table::{Coercion, Container, Definition, Local, OPEN, Scoped};
use crate::did::list;

/// Bytes of an IRI: every statement could repeat it.
const LONGEST: usize = 300;

/// Terms that are defined by terms that are defined by terms.
const DEEPEST: usize = 16;

/// What the context `object` says where `below` holds. At most `left` terms, which become fewer.
pub(super) fn local<'d>(
    object: &'d Map<String, Value>,
    below: &Context<'d>,
    arena: &'d Bump,
    left: &mut usize,
    place: Place,
) -> Result<Local<'d>, Problem> {
    let mut reader = Reader {
        object,
        below,
        arena,
        vocab: None,
        protected: object.get("@protected") == Some(&Value::Bool(true)),
        defined: BTreeMap::new(),
        left,
    };
    let mut language = None;
    for (key, value) in object.iter().filter(|(key, _)| key.starts_with('@')) {
        let place = place.key(key);
        match (key.as_str(), value) {
            ("@protected", Value::Bool(_)) => {}
            ("@version", Value::Number(version)) if version.as_f64() == Some(1.1) => {}
            ("@vocab", Value::Null) => reader.vocab = Some(""),
            ("@language", Value::Null) => language = Some(""),
            ("@language", Value::String(tag)) => {
                if !is_language(tag) {
                    return Err(Problem::beyond(place, "a language tag that is not in lower case"));
                }
                language = Some(tag.as_str());
            }
            ("@vocab", Value::String(vocab)) => reader.vocab = Some(reader.vocabulary(vocab, place)?),
            ("@protected" | "@version" | "@language" | "@vocab", _) => {
                return Err(Problem::not_covered(place, "has a value that it cannot have"));
            }
            _ => return Err(Problem::beyond(place, &format!("{} in a context of the document", shown(key)))),
        }
    }
    for term in object.keys().filter(|key| !key.starts_with('@')) {
        reader.define(term, 0, place)?;
    }
    let defined = reader.defined.into_iter().filter_map(|(term, definition)| Some((term, definition?)));
    let terms: Vec<(&'d str, Definition<'d>)> = defined.collect();
    Ok(Local { vocab: reader.vocab, language, terms: arena.alloc_slice_copy(&terms), free: &[] })
}

struct Reader<'r, 'd> {
    object: &'d Map<String, Value>,
    below: &'r Context<'d>,
    arena: &'d Bump,
    vocab: Option<&'d str>,
    protected: bool,
    /// What was read of it. `None` is being read.
    defined: BTreeMap<&'d str, Option<Definition<'d>>>,
    left: &'r mut usize,
}

impl<'d> Reader<'_, 'd> {
    /// What the context says of a term, or `None` if it says nothing.
    fn define(&mut self, term: &str, depth: usize, around: Place) -> Result<Option<Definition<'d>>, Problem> {
        let Some((term, value)) = self.object.get_key_value(term) else { return Ok(None) };
        let place = around.key(term);
        match self.defined.get(term.as_str()) {
            Some(Some(known)) => return Ok(Some(*known)),
            Some(None) => return Err(Problem::not_covered(place, "is defined by itself")),
            None => {}
        }
        if depth == DEEPEST {
            return Err(Problem::beyond(place, &format!("a term that rests on {DEEPEST} others")));
        }
        let Some(left) = self.left.checked_sub(1) else {
            return Err(Problem::beyond(place, "a document with so many terms of its own"));
        };
        *self.left = left;
        if term.is_empty() {
            return Err(Problem::not_covered(place, "a term has at least one letter"));
        }
        self.defined.insert(term, None);
        let definition = self.read(term, value, depth, around, place)?;
        self.defined.insert(term, Some(definition));
        Ok(Some(definition))
    }

    fn read(
        &mut self,
        term: &'d str,
        value: &'d Value,
        depth: usize,
        around: Place,
        place: Place,
    ) -> Result<Definition<'d>, Problem> {
        let (id, object) = match value {
            Value::Null | Value::String(_) => (Some(value), None),
            Value::Object(object) if object.contains_key("@reverse") => {
                return Err(Problem::beyond(place.key("@reverse"), "a term that is read backwards"));
            }
            Value::Object(object) => (object.get("@id"), Some(object)),
            _ => return Err(Problem::not_covered(place, "expected an IRI or an object")),
        };
        let mut definition = Definition { protected: self.protected, own: true, ..OPEN };
        definition.iri = match id {
            Some(Value::Null) => "",
            Some(Value::String(id)) if id == term => self.named(term, depth, around)?,
            Some(Value::String(id)) if id.starts_with('@') => {
                // Nobody looks for what something is, or which one, by another name.
                if !matches!((id.as_str(), term), ("@id", "id") | ("@type", "type")) {
                    return Err(Problem::beyond(place, &format!("a term that stands for {}", shown(id))));
                }
                id
            }
            Some(Value::String(id)) => {
                let iri = self.expanded(id, depth, around, place)?;
                let looks_like_iri = term.contains('/') || term.split_once(':').is_some_and(|(_, rest)| !rest.is_empty());
                if looks_like_iri && self.abbreviated(term, depth, around, place)? != iri {
                    return Err(Problem::not_covered(place, "is an IRI, and stands for another one"));
                }
                iri
            }
            Some(_) => return Err(Problem::not_covered(place.key("@id"), "expected text")),
            None => self.named(term, depth, around)?,
        };
        definition.prefix =
            value.is_string() && !term.contains(':') && definition.iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
        for (key, value) in object.into_iter().flatten() {
            let place = place.key(key);
            match (key.as_str(), value) {
                ("@id", _) => {}
                ("@protected", Value::Bool(protected)) => definition.protected = *protected,
                ("@prefix", Value::Bool(prefix)) if !term.contains([':', '/']) => definition.prefix = *prefix,
                ("@type", Value::String(kind)) => definition.coercion = self.coercion(kind, depth, around, place)?,
                ("@container", container) => definition.container = read_container(container, place)?,
                ("@language", Value::Null) => definition.language = Some(""),
                ("@language", Value::String(tag)) if is_language(tag) => definition.language = Some(tag),
                ("@context", context) => definition.scoped = Scoped::Own(context),
                ("@protected" | "@prefix" | "@type", _) => {
                    return Err(Problem::not_covered(place, "has a value that it cannot have"));
                }
                _ => return Err(Problem::beyond(place, &format!("{} of a term of the document", shown(key)))),
            }
        }
        Ok(definition)
    }

    /// The IRI of a term that is not told.
    fn named(&mut self, term: &'d str, depth: usize, around: Place) -> Result<&'d str, Problem> {
        let place = around.key(term);
        match term.split_once(':') {
            Some((prefix, rest)) if !prefix.is_empty() => match self.known(prefix, depth, around)? {
                Some(prefix) => self.joined(prefix.iri, rest, place),
                None => whole(term, place),
            },
            _ if term.contains('/') => Err(Problem::beyond(place, "a term that is a relative reference")),
            _ => match self.vocab.or(self.below.vocab()).filter(|vocab| !vocab.is_empty()) {
                Some(vocab) => self.joined(vocab, term, place),
                None => Err(Problem::not_covered(place, "has no @id")),
            },
        }
    }

    /// What a word of this context stands for.
    fn expanded(&mut self, word: &'d str, depth: usize, around: Place, place: Place) -> Result<&'d str, Problem> {
        match self.known(word, depth, around)? {
            Some(known) => whole(known.iri, place),
            None => self.abbreviated(word, depth, around, place),
        }
    }

    /// What a word stands for that is no term.
    fn abbreviated(&mut self, word: &'d str, depth: usize, around: Place, place: Place) -> Result<&'d str, Problem> {
        if let Some((prefix, rest)) = word.split_once(':').filter(|(prefix, _)| !prefix.is_empty()) {
            if prefix != "_" && !rest.starts_with("//") {
                let prefix = self.known(prefix, depth, around)?;
                if let Some(prefix) = prefix.filter(|prefix| prefix.prefix) {
                    return self.joined(prefix.iri, rest, place);
                }
            }
            return whole(word, place);
        }
        match self.vocab.or(self.below.vocab()).filter(|vocab| !vocab.is_empty()) {
            Some(vocab) => self.joined(vocab, word, place),
            None => Err(Problem::not_covered(place, format!("\"{}\" is no absolute IRI", shown(word)))),
        }
    }

    /// What is said of a term here, or else below.
    fn known(&mut self, term: &str, depth: usize, around: Place) -> Result<Option<Definition<'d>>, Problem> {
        Ok(match self.define(term, depth + 1, around)? {
            Some(here) => Some(here),
            None => self.below.term(term).copied(),
        })
    }

    fn vocabulary(&self, vocab: &'d str, place: Place) -> Result<&'d str, Problem> {
        match self.below.written_out(vocab) {
            Some(iri) => self.joined(&iri, "", place),
            None if is_iri(vocab) => whole(vocab, place),
            None => Err(Problem::beyond(place, "a vocabulary that is no absolute IRI")),
        }
    }

    fn coercion(&mut self, kind: &'d str, depth: usize, around: Place, place: Place) -> Result<Coercion<'d>, Problem> {
        Ok(match kind {
            "@id" => Coercion::Id,
            "@vocab" => Coercion::Vocab,
            "@json" => Coercion::Json,
            "@none" => Coercion::Plain,
            kind => Coercion::Datatype(self.expanded(kind, depth, around, place)?),
        })
    }

    fn joined(&self, iri: &str, rest: &str, place: Place) -> Result<&'d str, Problem> {
        if iri.len() + rest.len() > LONGEST {
            return Err(Problem::beyond(place, &format!("an IRI of more than {LONGEST} bytes")));
        }
        whole(self.arena.alloc_str(&[iri, rest].concat()), place)
    }
}

/// An IRI that needs nothing more.
fn whole<'d>(iri: &'d str, place: Place) -> Result<&'d str, Problem> {
    match iri {
        iri if iri.len() > LONGEST => Err(Problem::beyond(place, &format!("an IRI of more than {LONGEST} bytes"))),
        iri if is_iri(iri) => Ok(iri),
        iri if iri.starts_with("_:") || iri.starts_with('@') => {
            Err(Problem::beyond(place, &format!("a term that stands for {}", shown(iri))))
        }
        iri => Err(Problem::not_covered(place, format!("\"{}\" is no absolute IRI", shown(iri)))),
    }
}

fn read_container(value: &Value, place: Place) -> Result<Container, Problem> {
    let names: Vec<&str> = list(value).iter().filter_map(Value::as_str).collect();
    match names[..] {
        ["@set"] => Ok(Container::Set),
        ["@list"] => Ok(Container::List),
        ["@language"] | ["@language", "@set"] | ["@set", "@language"] => Ok(Container::Language),
        ["@graph"] | ["@graph", "@set"] | ["@set", "@graph"] => Ok(Container::Graph),
        _ => Err(Problem::beyond(place, "such a container")),
    }
}
