//! A JSON-LD document's statements (JSON-LD 1.1 API, expansion and RDF serialisation in one pass), nothing dropped.
//!
//! Every key and value either becomes part of a statement or is a [`Problem`]: undefined terms, relative references, nulls and
//! empty arrays (which say nothing, so that a signature cannot cover them) among them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Number, Value};

use super::context::{Coercion, Container, Context, Definition, Scope};
use super::{Problem, Quad, RDF, Sources, Term, XSD};
use crate::did::list;
use crate::json::pointer;

/// The statements of `document`, in no particular order.
pub(crate) fn expand(document: &Value, sources: Sources) -> Result<Vec<Quad>, Problem> {
    let mut expander = Expander { root: None, sources, quads: Vec::new(), blanks: 0, labels: BTreeMap::new() };
    let Value::Object(root) = document else { return Err(not_covered("", "expected an object")) };
    expander.node(root, &Rc::new(Context::default()), None, None, "")?;
    Ok(expander.quads)
}

struct Expander {
    root: Option<Term>,
    sources: Sources,
    quads: Vec<Quad>,
    blanks: usize,
    labels: BTreeMap<String, usize>,
}

impl Expander {
    /// States what `object` says and gives the node that it is about.
    fn node(
        &mut self,
        object: &Map<String, Value>,
        around: &Rc<Context>,
        property: Option<&Definition>,
        graph: Option<&Term>,
        place: &str,
    ) -> Result<Term, Problem> {
        let mut context = Rc::clone(around);
        let only_reference =
            object.len() == 1 && object.keys().all(|key| context.vocabulary_iri(key).as_deref() == Some("@id") || key == "@id");
        if let (Some(previous), false) = (&around.previous, only_reference) {
            context = Rc::clone(previous);
        }
        if let Some(scoped) = property.and_then(|definition| definition.scoped) {
            context = context.with(scoped, Scope::Property, place)?;
        }
        if let Some(local) = object.get("@context") {
            // A context that changes nothing would go unnoticed, so it may only stand where the schema asks for one.
            let credential =
                object.get("type").is_some_and(|kinds| list(kinds).iter().any(|kind| kind == "VerifiableCredential"));
            if local.as_array().is_some_and(Vec::is_empty) || !(credential || self.root.is_none()) {
                return Err(unknown(&pointer(place, "@context"), "a context here"));
            }
            context = context.with_document(local, self.sources, &pointer(place, "@context"))?;
        }
        let untyped = Rc::clone(&context);
        let mut types = Vec::new();
        for (key, value) in object.iter().filter(|(key, _)| is(&untyped, key, "@type")) {
            if !types.is_empty() {
                return Err(not_covered(&pointer(place, key), "the type is stated twice"));
            }
            types = texts(value, &pointer(place, key))?;
        }
        let mut sorted = types.clone();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(unknown(place, "a type that stands twice"));
        }
        for scoped in sorted.iter().filter_map(|name| untyped.term(name)?.scoped) {
            context = context.with(scoped, Scope::Type, place)?;
        }

        let mut ids = object.iter().filter(|(key, _)| is(&context, key, "@id"));
        let subject = match (ids.next(), ids.next()) {
            (None, _) => self.blank(),
            (Some((key, Value::String(id))), None) => self.reference(id, &pointer(place, key))?,
            (Some((key, _)), None) => return Err(not_covered(&pointer(place, key), "expected text")),
            (Some((key, _)), Some(_)) => return Err(not_covered(&pointer(place, key), "the id is stated twice")),
        };
        if self.root.is_none() {
            self.root = Some(subject.clone());
        } else if self.root.as_ref() == Some(&subject) && !only_reference {
            // The other place could hold what belongs at the top, and be overlooked.
            return Err(unknown(place, "a second place that describes the whole document"));
        }
        for name in types {
            let iri = untyped
                .vocabulary_iri(name)
                .filter(|iri| is_iri(iri))
                .ok_or_else(|| not_covered(place, &format!("no context defines the type \"{name}\"")))?;
            self.state(&subject, format!("{RDF}type"), Term::Iri(iri), graph);
        }
        for (key, value) in object {
            if key == "@context" || is(&context, key, "@id") || is(&untyped, key, "@type") {
                continue;
            }
            let place = pointer(place, key);
            // Statements can be written in more than one way, and one who forwards a badge could rewrite an expiry date into a form
            // that the signature still fits and that nobody looks for. So there is one way: terms, written as the contexts do.
            if key.starts_with('@') || key.contains(':') {
                return Err(unknown(&place, &format!("\"{key}\" in the place of a term")));
            }
            if key.starts_with(|first: char| first.is_ascii_uppercase()) {
                return Err(unknown(&place, "a type in the place of a property"));
            }
            let iri = context.vocabulary_iri(key).filter(|iri| is_iri(iri)).ok_or_else(|| {
                not_covered(&place, &format!("no context defines \"{key}\", so that a signature would not cover it"))
            })?;
            let definition = context.term(key).map(Rc::clone);
            self.property(&subject, &iri, definition.as_deref(), value, &context, graph, &place)?;
        }
        Ok(subject)
    }

    #[expect(clippy::too_many_arguments, reason = "a statement has so many sides")]
    fn property(
        &mut self,
        subject: &Term,
        iri: &str,
        definition: Option<&Definition>,
        value: &Value,
        context: &Rc<Context>,
        graph: Option<&Term>,
        place: &str,
    ) -> Result<(), Problem> {
        if definition.is_some_and(|definition| definition.coercion == Coercion::Json) {
            return Err(unknown(place, "literal JSON"));
        }
        let several;
        let items: &[Value] = if let Value::Array(items) = value {
            several = true;
            items
        } else {
            several = false;
            std::slice::from_ref(value)
        };
        let at = |index: usize| if several { pointer(place, &index.to_string()) } else { place.to_owned() };
        let container = definition.map_or(Container::Set, |definition| definition.container);
        if container == Container::List {
            let mut list = Term::Iri(format!("{RDF}nil"));
            for (index, item) in items.iter().enumerate().rev() {
                let first = self.object(item, definition, context, graph, &at(index))?;
                let cell = self.blank();
                self.state(&cell, format!("{RDF}first"), first, graph);
                self.state(&cell, format!("{RDF}rest"), list, graph);
                list = cell;
            }
            self.state(subject, iri.to_owned(), list, graph);
            return Ok(());
        }
        if items.is_empty() {
            return Err(unsaid(place, "an empty array"));
        }
        let mut said = BTreeSet::new();
        for (index, item) in items.iter().enumerate() {
            let place = at(index);
            let object = if container == Container::Graph {
                let Value::Object(item) = item else { return Err(not_covered(&place, "expected an object")) };
                let name = self.blank();
                self.node(item, context, definition, Some(&name), &place)?;
                name
            } else {
                self.object(item, definition, context, graph, &place)?
            };
            // Said twice is said once: whether it was is not covered. (Two objects of one id may each say something.)
            if !item.is_object() && !said.insert(object.clone()) {
                return Err(unknown(&place, "a value that stands twice"));
            }
            self.state(subject, iri.to_owned(), object, graph);
        }
        Ok(())
    }

    fn object(
        &mut self,
        value: &Value,
        definition: Option<&Definition>,
        context: &Rc<Context>,
        graph: Option<&Term>,
        place: &str,
    ) -> Result<Term, Problem> {
        let datatype = |plain: &str| match definition.map(|definition| &definition.coercion) {
            Some(Coercion::Datatype(datatype)) => datatype.clone(),
            _ => format!("{XSD}{plain}"),
        };
        let literal = |text: String, datatype: String| Ok(Term::Literal { text, datatype, language: None });
        match value {
            Value::Object(object) if object.contains_key("@value") => value_object(object, context, place),
            Value::Object(object) => self.node(object, context, definition, graph, place),
            Value::String(text) => match definition.map(|definition| (&definition.coercion, definition.scoped)) {
                Some((Coercion::Id, _)) => self.reference(text, place),
                Some((Coercion::Vocab, scoped)) => {
                    let context = match scoped {
                        Some(scoped) => context.with(scoped, Scope::Property, place)?,
                        None => Rc::clone(context),
                    };
                    match context.vocabulary_iri(text).filter(|iri| is_iri(iri)) {
                        Some(iri) => Ok(Term::Iri(iri)),
                        None => Err(not_covered(place, &format!("no context defines \"{text}\""))),
                    }
                }
                _ => literal(text.clone(), datatype("string")),
            },
            Value::Bool(flag) => literal(flag.to_string(), datatype("boolean")),
            Value::Number(number) => {
                let (text, plain) = number_text(number);
                literal(text, datatype(plain))
            }
            Value::Null => Err(unsaid(place, "null")),
            Value::Array(_) => Err(unknown(place, "an array within an array")),
        }
    }

    /// A node named by an absolute IRI or a blank label.
    fn reference(&mut self, id: &str, place: &str) -> Result<Term, Problem> {
        if let Some(label) = id.strip_prefix("_:") {
            if label.is_empty() || !label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
                return Err(not_covered(place, &format!("\"{id}\" is no name for a node")));
            }
            if let Some(known) = self.labels.get(label) {
                return Ok(Term::Blank(*known));
            }
            let Term::Blank(number) = self.blank() else { unreachable!("blank() makes blank nodes") };
            self.labels.insert(label.to_owned(), number);
            return Ok(Term::Blank(number));
        }
        if is_iri(id) {
            return Ok(Term::Iri(id.to_owned()));
        }
        let shown: String = id.chars().take(80).collect();
        Err(not_covered(place, &format!("\"{shown}\" is no absolute IRI")))
    }

    fn blank(&mut self) -> Term {
        self.blanks += 1;
        Term::Blank(self.blanks - 1)
    }

    fn state(&mut self, subject: &Term, predicate: String, object: Term, graph: Option<&Term>) {
        self.quads.push(Quad { subject: subject.clone(), predicate, object, graph: graph.cloned() });
    }
}

/// `{"@value": …}` with a type or a language.
fn value_object(object: &Map<String, Value>, context: &Context, place: &str) -> Result<Term, Problem> {
    let (mut text, mut plain) = match &object["@value"] {
        Value::String(text) => (text.clone(), "string"),
        Value::Bool(flag) => (flag.to_string(), "boolean"),
        Value::Number(number) => number_text(number),
        _ => return Err(unknown(&pointer(place, "@value"), "a value that is neither text, number nor truth")),
    };
    let (mut datatype, mut language) = (None, None);
    for (key, value) in object {
        let place = pointer(place, key);
        match (key.as_str(), value) {
            ("@value", _) => {}
            ("@language", Value::String(tag)) if plain == "string" => {
                // JSON-LD processors may lower the case, some do, and then its case is not covered.
                if tag.is_empty() || !tag.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
                    return Err(unknown(&place, "a language tag that is not in lower case"));
                }
                language = Some(tag.clone());
            }
            ("@type", Value::String(name)) => {
                let iri = context.vocabulary_iri(name).filter(|iri| is_iri(iri));
                datatype = Some(iri.ok_or_else(|| not_covered(&place, &format!("no context defines the type \"{name}\"")))?);
            }
            _ if is(context, key, "@type") => return Err(unknown(&place, "an alias of @type beside @value")),
            _ => return Err(not_covered(&place, "is not covered by a signature here")),
        }
    }
    if language.is_some() {
        if datatype.is_some() {
            return Err(not_covered(place, "a value has a type or a language, not both"));
        }
        (text, plain) = (std::mem::take(&mut text), "langString");
        return Ok(Term::Literal { text, datatype: format!("{RDF}{plain}"), language });
    }
    Ok(Term::Literal { text, datatype: datatype.unwrap_or_else(|| format!("{XSD}{plain}")), language: None })
}

/// A number as canonical text, and the name of its type in XML Schema: 2 and 2.0 are `2`, 2.5 is `2.5E0`.
fn number_text(number: &Number) -> (String, &'static str) {
    let value = number.as_f64().unwrap_or_default();
    if value.fract() == 0.0 {
        // Negative zero is zero.
        return (format!("{:.0}", value + 0.0), "integer");
    }
    let scientific = format!("{value:.15E}");
    let (mantissa, exponent) = scientific.split_once('E').expect("{:E} writes an E");
    let digits = mantissa.trim_end_matches('0');
    let zero = if digits.ends_with('.') { "0" } else { "" };
    (format!("{digits}{zero}E{exponent}"), "double")
}

fn is(context: &Context, key: &str, keyword: &str) -> bool {
    key == keyword || context.term(key).is_some_and(|definition| definition.iri == keyword)
}

/// One text or an array of texts.
fn texts<'a>(value: &'a Value, place: &str) -> Result<Vec<&'a str>, Problem> {
    let items = if let Value::Array(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
    if items.is_empty() {
        return Err(unsaid(place, "an empty array"));
    }
    items.iter().map(|item| item.as_str().ok_or_else(|| not_covered(place, "expected text"))).collect()
}

/// Whether `text` is an absolute IRI that can be written between angle brackets.
fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        && rest.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"{}|^`\\".contains(c))
}

fn not_covered(place: &str, message: &str) -> Problem {
    Problem::NotCovered { place: place.to_owned(), message: message.to_owned() }
}

/// Not known to be wrong: some issuers sign documents that have such things in them.
fn unsaid(place: &str, what: &str) -> Problem {
    Problem::Unknown { place: place.to_owned(), message: format!("{what} says nothing, so that a signature does not cover it") }
}

fn unknown(place: &str, message: &str) -> Problem {
    Problem::Unknown { place: place.to_owned(), message: format!("{message} is more than this verifier knows") }
}
