//! What terms mean at a place in a document (JSON-LD 1.1 API, context processing), for contexts that come with the crate.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::{Problem, Sources};
use crate::json::pointer;

/// The terms that are defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    terms: BTreeMap<&'static str, Rc<Definition>>,
    vocab: Option<String>,
    /// What holds again below this node, when a type brought the terms.
    pub(super) previous: Option<Rc<Context>>,
}

/// What a term means.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Definition {
    /// An absolute IRI, or `@id`, `@type`.
    pub(super) iri: String,
    pub(super) coercion: Coercion,
    pub(super) container: Container,
    /// Terms that hold only inside: of a node of this type, or of this property's value.
    pub(super) scoped: Option<&'static Value>,
    protected: bool,
}

/// How a plain value of the term is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Coercion {
    None,
    Id,
    Vocab,
    Json,
    Datatype(String),
}

/// What an array of the term's values means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Set,
    List,
    Graph,
}

/// Whose context is being processed, which decides what it may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// `@context` in the document.
    Local,
    /// Of a type: does not hold in nodes below.
    Type,
    /// Of a property: may redefine protected terms.
    Property,
}

impl Context {
    /// The definition of `term`.
    pub(super) fn term(&self, term: &str) -> Option<&Rc<Definition>> {
        self.terms.get(term)
    }

    /// The IRI of something that is a term, an absolute IRI, or a word of the vocabulary; `None` if it is none of them.
    pub(super) fn vocabulary_iri(&self, word: &str) -> Option<String> {
        if let Some(definition) = self.terms.get(word) {
            return Some(definition.iri.clone());
        }
        if word.contains(':') {
            return Some(word.to_owned());
        }
        self.vocab.as_ref().map(|vocab| format!("{vocab}{word}"))
    }

    /// This context and then that of a document: a URL or an array of URLs, all known.
    pub(super) fn with_document(self: &Rc<Self>, context: &Value, sources: Sources, place: &str) -> Result<Rc<Self>, Problem> {
        match context {
            Value::String(url) => {
                let Some(known) = sources(url) else {
                    return Err(unknown(place, format!("the context {url} is not one of those this verifier knows")));
                };
                self.with(known, Scope::Local, place)
            }
            Value::Array(items) => items.iter().enumerate().try_fold(Rc::clone(self), |so_far, (index, item)| {
                if item.is_array() {
                    return Err(unknown(place, "an array within @context".to_owned()));
                }
                so_far.with_document(item, sources, &pointer(place, &index.to_string()))
            }),
            _ => Err(unknown(
                place,
                "a context that stands in the document itself, expected the URLs of known contexts".to_owned(),
            )),
        }
    }

    /// This context and then a known one.
    pub(super) fn with(self: &Rc<Self>, local: &'static Value, scope: Scope, place: &str) -> Result<Rc<Self>, Problem> {
        let mut next = Self::clone(self);
        if scope == Scope::Type && next.previous.is_none() {
            next.previous = Some(Rc::clone(self));
        }
        next.add(local, scope, place)?;
        Ok(Rc::new(next))
    }

    fn add(&mut self, local: &'static Value, scope: Scope, place: &str) -> Result<(), Problem> {
        match local {
            Value::Null if scope == Scope::Property || self.terms.values().all(|term| !term.protected) => {
                *self = Self { previous: self.previous.take(), ..Self::default() };
                Ok(())
            }
            Value::Array(items) => items.iter().try_for_each(|item| self.add(item, scope, place)),
            Value::Object(object) => self.define_all(object, scope, place),
            _ => Err(unknown(place, "a context of a form that this verifier does not know".to_owned())),
        }
    }

    fn define_all(&mut self, local: &'static Map<String, Value>, scope: Scope, place: &str) -> Result<(), Problem> {
        for (key, value) in local.iter().filter(|(key, _)| key.starts_with('@')) {
            match (key.as_str(), value) {
                ("@vocab", Value::String(vocab)) if vocab.contains(':') => self.vocab = Some(vocab.clone()),
                ("@protected", Value::Bool(_)) | ("@version", _) => {}
                _ => return Err(unknown(place, format!("{key} in a context"))),
            }
        }
        let protected = local.get("@protected") == Some(&Value::Bool(true));
        for term in local.keys().filter(|key| !key.starts_with('@')) {
            let definition = self.define(term, local, protected, place)?;
            match self.terms.get(term.as_str()) {
                // Two contexts may say the same of a protected term, never something different.
                Some(old) if old.protected && scope != Scope::Property => {
                    if **old != (Definition { protected: true, ..definition }) {
                        return Err(unknown(place, format!("the contexts define \"{term}\" in two ways")));
                    }
                }
                _ => {
                    self.terms.insert(term, Rc::new(definition));
                }
            }
        }
        Ok(())
    }

    fn define(
        &self,
        term: &str,
        local: &'static Map<String, Value>,
        protected: bool,
        place: &str,
    ) -> Result<Definition, Problem> {
        let odd = |what: &str| unknown(place, format!("{what} in the context's definition of \"{term}\""));
        let plain = |iri| Definition { iri, coercion: Coercion::None, container: Container::Set, scoped: None, protected };
        let iri = self.local_iri(term, local, 0).ok_or_else(|| odd("an @id without meaning"))?;
        let object = match &local[term] {
            Value::String(_) => return Ok(plain(iri)),
            Value::Object(object) => object,
            _ => return Err(odd("neither text nor an object")),
        };
        let mut definition = plain(iri);
        for (key, value) in object {
            match (key.as_str(), value) {
                ("@id", Value::String(_)) => {}
                ("@protected", Value::Bool(flag)) => definition.protected = *flag,
                ("@type", Value::String(kind)) => {
                    definition.coercion = match kind.as_str() {
                        "@id" => Coercion::Id,
                        "@vocab" => Coercion::Vocab,
                        "@json" => Coercion::Json,
                        datatype if datatype.contains(':') => Coercion::Datatype(datatype.to_owned()),
                        _ => return Err(odd("an unknown @type")),
                    }
                }
                ("@container", Value::String(container)) => {
                    definition.container = match container.as_str() {
                        "@set" => Container::Set,
                        "@list" => Container::List,
                        "@graph" => Container::Graph,
                        _ => return Err(odd("an unknown @container")),
                    }
                }
                ("@context", scoped) => definition.scoped = Some(scoped),
                _ => return Err(odd(key)),
            }
        }
        Ok(definition)
    }

    /// What a term of `local` stands for; its `@id` may be another term.
    fn local_iri(&self, term: &str, local: &'static Map<String, Value>, depth: usize) -> Option<String> {
        let id = match local.get(term) {
            Some(Value::String(id)) => Some(id),
            Some(Value::Object(object)) => {
                object.get("@id").map(|id| if let Value::String(id) = id { Some(id) } else { None })?
            }
            Some(_) => return None,
            None => return self.vocabulary_iri(term),
        };
        match id {
            Some(id) if id.starts_with('@') => matches!(id.as_str(), "@id" | "@type").then(|| id.clone()),
            Some(id) if id.contains(':') => Some(id.clone()),
            Some(id) if id != term && depth < 8 => self.local_iri(id, local, depth + 1),
            _ => self.vocab.as_ref().map(|vocab| format!("{vocab}{term}")),
        }
    }
}

fn unknown(place: &str, message: String) -> Problem {
    Problem::Unknown { place: place.to_owned(), message }
}
