//! A JSON-LD document's statements (JSON-LD 1.1 API, expansion and RDF serialisation in one pass).
//!
//! Every key either becomes part of a statement or is a [`Problem`], undefined terms and relative references among them. What says
//! nothing under a defined term (null, an empty array, a value that stands twice) makes no statement, as in every processor.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use bumpalo::Bump;
use serde_json::{Map, Number, Value};

use super::context::{Context, Contexts, Scope};
use super::form::{is_iri, is_language, shown};
use super::names::is_of_type;
use super::place::Place;
use super::sources::OLDER_PROPERTIES;
use super::table::{Coercion, Container, Definition, Scoped};
use super::{
    BOOLEAN, DIRECTED, DOUBLE, FIRST, INTEGER, JSON, LANG_STRING, NIL, Problem, Quad, REST, STRING, Sources, TYPE, Term,
};
use crate::did::list;
use crate::jcs;

/// The statements of `document`, in no particular order. What its own contexts say is put into `arena`.
pub(super) fn expand<'d>(document: &'d Value, arena: &'d Bump, sources: Sources) -> Result<Vec<Quad<'d>>, Problem> {
    let contexts = Contexts::new(arena, sources);
    let mut expander = Expander { root: None, contexts, quads: Vec::new(), blanks: 0, labels: BTreeMap::new() };
    let Value::Object(root) = document else { return Err(Problem::not_covered(Place::ROOT, "expected an object")) };
    expander.node(root, &Rc::new(Context::default()), None, None, Place::ROOT)?;
    let tells = |quad: &Quad| OLDER_PROPERTIES.contains(&&*quad.predicate);
    if expander.contexts.older && root.contains_key("credentialSubject") && !expander.quads.iter().any(tells) {
        return Err(Problem::beyond(Place::ROOT.key("@context"), "an older version that the signature does not cover"));
    }
    Ok(expander.quads)
}

struct Expander<'d> {
    root: Option<Term<'d>>,
    contexts: Contexts<'d>,
    quads: Vec<Quad<'d>>,
    blanks: usize,
    labels: BTreeMap<&'d str, usize>,
}

impl<'d> Expander<'d> {
    /// States what `object` says and gives the node that it is about.
    fn node(
        &mut self,
        object: &'d Map<String, Value>,
        around: &Rc<Context<'d>>,
        property: Option<&'d Definition<'d>>,
        graph: Option<&Term<'d>>,
        place: Place,
    ) -> Result<Term<'d>, Problem> {
        let mut context = Rc::clone(around);
        let only_reference = object.len() == 1 && object.keys().all(|key| is(&context, key, "@id"));
        if let (Some(previous), false) = (&around.previous, only_reference) {
            context = Rc::clone(previous);
        }
        if let Some(property) = property {
            context = self.contexts.with(&context, property.scoped, Scope::Property, place)?;
        }
        if let Some(local) = object.get("@context") {
            context = self.contexts.with_document(&context, local, Scope::Local, place.key("@context"))?;
        }
        let untyped = Rc::clone(&context);
        let mut types = Vec::new();
        let mut typed = false;
        for (key, value) in object.iter().filter(|(key, _)| is(&untyped, key, "@type")) {
            if typed {
                return Err(Problem::not_covered(place.key(key), "the type is stated twice"));
            }
            typed = true;
            types = texts(value, place.key(key))?;
        }
        let mut sorted = types.clone();
        sorted.sort_unstable();
        sorted.dedup();
        for definition in sorted.iter().filter_map(|name| untyped.term(name)) {
            context = self.contexts.with(&context, definition.scoped, Scope::Type, place)?;
        }

        let mut ids = object.iter().filter(|(key, _)| is(&context, key, "@id"));
        let subject = match (ids.next(), ids.next()) {
            (None, _) => self.blank(),
            (Some((key, Value::String(id))), None) => {
                self.reference(id, &context, property.is_some_and(|property| property.own), place.key(key))?
            }
            (Some((key, _)), None) => return Err(Problem::not_covered(place.key(key), "expected text")),
            (Some((key, _)), Some(_)) => return Err(Problem::not_covered(place.key(key), "the id is stated twice")),
        };
        if self.root.is_none() {
            self.root = Some(subject.clone());
        } else if self.root.as_ref() == Some(&subject) && graph.is_none() && !only_reference && !only_endorses(object) {
            // The other place could hold what belongs at the top, and be overlooked.
            return Err(Problem::beyond(place, "a second place that describes the whole document"));
        }
        for name in types {
            let iri = self.word(&untyped, name, true, place, "the type ")?;
            self.state(&subject, TYPE, Term::Iri(iri), graph);
        }
        for (key, value) in object {
            if key == "@context" || is(&context, key, "@id") || is(&untyped, key, "@type") {
                continue;
            }
            let place = place.key(key);
            if key.starts_with('@') {
                return Err(Problem::beyond(place, &format!("\"{}\" in the place of a term", shown(key))));
            }
            let meant = context.meant(key).filter(|meant| is_iri(&meant.iri)).ok_or_else(|| {
                let message = format!("no context defines \"{}\", so that a signature would not cover it", shown(key));
                Problem::not_covered(place, message)
            })?;
            // Statements can be written in more than one way, and one who forwards a badge could rewrite an expiry date into a form
            // that the signature still fits and that nobody looks for. So of what the known contexts speak, it is by their names.
            if meant.definition.own {
                if let Some(objection) = self.contexts.names().objection(key, &meant.iri, false) {
                    return Err(Problem::beyond(place, &objection));
                }
            } else if is_of_type(key) {
                return Err(Problem::beyond(place, "a type in the place of a property"));
            }
            self.property(&subject, meant.iri, meant.definition, value, &context, graph, place)?;
        }
        Ok(subject)
    }

    #[expect(clippy::too_many_arguments, reason = "a statement has so many sides")]
    fn property(
        &mut self,
        subject: &Term<'d>,
        iri: Cow<'d, str>,
        definition: &'d Definition<'d>,
        value: &'d Value,
        context: &Rc<Context<'d>>,
        graph: Option<&Term<'d>>,
        place: Place,
    ) -> Result<(), Problem> {
        let container = definition.container;
        if definition.coercion == Coercion::Json {
            if !matches!(container, Container::None | Container::Set) {
                return Err(Problem::beyond(place, "literal JSON in a container"));
            }
            // All of it is one value, whatever it is.
            let literal = literal(Cow::Owned(jcs::text(value)), Cow::Borrowed(JSON), None);
            self.state(subject, iri, literal, graph);
            return Ok(());
        }
        if let (Container::Language, Value::Object(texts)) = (container, value) {
            for text in by_language(texts, place)? {
                self.state(subject, iri.clone(), text, graph);
            }
            return Ok(());
        }
        let items: &'d [Value] = if let Value::Array(items) = value { items } else { std::slice::from_ref(value) };
        let at = |index| if value.is_array() { place.index(index) } else { place };
        if container == Container::List {
            if value.is_null() {
                return Ok(());
            }
            let mut list = Term::Iri(Cow::Borrowed(NIL));
            for (index, item) in items.iter().enumerate().rev() {
                let Some(first) = self.object(item, definition, context, graph, at(index))? else { continue };
                let cell = self.blank();
                self.state(&cell, FIRST, first, graph);
                self.state(&cell, REST, list, graph);
                list = cell;
            }
            self.state(subject, iri, list, graph);
            return Ok(());
        }
        for (index, item) in items.iter().enumerate() {
            let object = match item {
                Value::Null => None,
                Value::Object(item) if container == Container::Graph => {
                    let name = self.blank();
                    self.node(item, context, Some(definition), Some(&name), at(index))?;
                    Some(name)
                }
                _ if container == Container::Graph => return Err(Problem::not_covered(at(index), "expected an object")),
                item => self.object(item, definition, context, graph, at(index))?,
            };
            if let Some(object) = object {
                self.state(subject, iri.clone(), object, graph);
            }
        }
        Ok(())
    }

    /// What a value stands for, if for anything.
    fn object(
        &mut self,
        value: &'d Value,
        definition: &'d Definition<'d>,
        context: &Rc<Context<'d>>,
        graph: Option<&Term<'d>>,
        place: Place,
    ) -> Result<Option<Term<'d>>, Problem> {
        if let Value::Object(object) = value
            && !object.contains_key("@value")
        {
            return self.node(object, context, Some(definition), graph, place).map(Some);
        }
        let context = match definition.scoped {
            Scoped::None => Cow::Borrowed(context),
            scoped => Cow::Owned(self.contexts.with(context, scoped, Scope::Property, place)?),
        };
        let typed = |text, kind| {
            let datatype = if let Coercion::Datatype(datatype) = definition.coercion { datatype } else { kind };
            Some(literal(text, Cow::Borrowed(datatype), None))
        };
        Ok(match value {
            Value::Object(object) => Some(self.value_object(object, &context, place)?),
            Value::String(text) => Some(match definition.coercion {
                Coercion::Id => self.reference(text, &context, definition.own, place)?,
                Coercion::Vocab => Term::Iri(self.word(&context, text, definition.own, place, "")?),
                Coercion::Datatype(DOUBLE) => return Err(text_as_double(place)),
                Coercion::Datatype(datatype) => literal(Cow::Borrowed(text), Cow::Borrowed(datatype), None),
                Coercion::None | Coercion::Plain | Coercion::Json => {
                    let language = definition.language.or(context.language).filter(|language| !language.is_empty());
                    plain(text, language)
                }
            }),
            Value::Bool(flag) => typed(Cow::Borrowed(truth(*flag)), BOOLEAN),
            Value::Number(number) => {
                let (text, kind) = number_text(number, definition.coercion == Coercion::Datatype(DOUBLE));
                typed(Cow::Owned(text), kind)
            }
            Value::Null => None,
            Value::Array(_) => return Err(Problem::beyond(place, "an array within an array")),
        })
    }

    /// A node named by an IRI or a blank label. An IRI may be abbreviated only in what the document speaks of in words of its own:
    /// elsewhere it is read as it is written, by whoever looks for a key or a status list.
    fn reference(&mut self, id: &'d str, context: &Context<'d>, own: bool, place: Place) -> Result<Term<'d>, Problem> {
        if let Some(label) = id.strip_prefix("_:") {
            if label.is_empty() || !label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
                return Err(Problem::not_covered(place, format!("\"{}\" is no name for a node", shown(id))));
            }
            if let Some(known) = self.labels.get(label) {
                return Ok(Term::Blank(*known));
            }
            let Term::Blank(number) = self.blank() else { unreachable!("blank() makes blank nodes") };
            self.labels.insert(label, number);
            return Ok(Term::Blank(number));
        }
        let iri = match context.written_out(id) {
            Some(iri) if own => Cow::Owned(iri),
            Some(_) => return Err(Problem::beyond(place, &format!("\"{}\", an abbreviation,", shown(id)))),
            None => Cow::Borrowed(id),
        };
        if is_iri(&iri) {
            return Ok(Term::Iri(iri));
        }
        Err(Problem::not_covered(place, format!("\"{}\" is no absolute IRI", shown(id))))
    }

    /// The IRI of a word of the vocabulary. With `own` it may be abbreviated.
    fn word(
        &mut self,
        context: &Context<'d>,
        text: &'d str,
        own: bool,
        place: Place,
        kind: &str,
    ) -> Result<Cow<'d, str>, Problem> {
        let meant = context.meant(text).filter(|meant| is_iri(&meant.iri));
        let meant = meant.ok_or_else(|| Problem::not_covered(place, format!("no context defines {kind}\"{}\"", shown(text))))?;
        if meant.abbreviated && !own {
            return Err(Problem::beyond(place, &format!("\"{}\", an abbreviation,", shown(text))));
        }
        if meant.definition.own
            && !kind.is_empty()
            && let Some(objection) = self.contexts.names().objection(text, &meant.iri, true)
        {
            return Err(Problem::beyond(place, &objection));
        }
        Ok(meant.iri)
    }

    /// `{"@value": …}` with a type or a language.
    fn value_object(&mut self, object: &'d Map<String, Value>, context: &Context<'d>, place: Place) -> Result<Term<'d>, Problem> {
        let (mut datatype, mut language, mut direction, mut json) = (None, None, None, false);
        for (key, value) in object {
            let place = place.key(key);
            match (key.as_str(), value) {
                ("@value", _) | ("@language", Value::Null) => {}
                ("@direction", Value::String(way)) if object["@value"].is_string() && (way == "ltr" || way == "rtl") => {
                    direction = Some(way.as_str());
                }
                ("@language", Value::String(tag)) if object["@value"].is_string() => {
                    if !is_language(tag) {
                        return Err(Problem::beyond(place, "a language tag that is not in lower case"));
                    }
                    language = Some(tag.as_str());
                }
                ("@type", Value::String(name)) if name == "@json" => json = true,
                ("@type", Value::String(name)) => datatype = Some(self.word(context, name, true, place, "")?),
                _ if is(context, key, "@type") => return Err(Problem::beyond(place, "an alias of @type beside @value")),
                _ => return Err(Problem::not_covered(place, "is not covered by a signature here")),
            }
        }
        if (json || datatype.is_some()) && (language.is_some() || direction.is_some()) {
            return Err(Problem::not_covered(place, "a value has a type or a language, not both"));
        }
        let double = datatype.as_deref() == Some(DOUBLE);
        let typed = |text, kind| literal(text, datatype.unwrap_or(Cow::Borrowed(kind)), None);
        Ok(match &object["@value"] {
            value if json => literal(Cow::Owned(jcs::text(value)), Cow::Borrowed(JSON), None),
            // As verifiable credentials have it (rdfDirection i18n-datatype).
            Value::String(text) if direction.is_some() => {
                let kind = format!("{DIRECTED}{}_{}", language.unwrap_or_default(), direction.unwrap_or_default());
                literal(Cow::Borrowed(text.as_str()), Cow::Owned(kind), None)
            }
            Value::String(text) if language.is_some() => plain(text, language),
            Value::String(_) if double => return Err(text_as_double(place)),
            Value::String(text) => typed(Cow::Borrowed(text.as_str()), STRING),
            Value::Bool(flag) => typed(Cow::Borrowed(truth(*flag)), BOOLEAN),
            Value::Number(number) => {
                let (text, kind) = number_text(number, double);
                typed(Cow::Owned(text), kind)
            }
            // Nothing, and by a detour: whoever writes it means something else.
            Value::Null => return Err(Problem::not_covered(place.key("@value"), "says nothing")),
            _ => return Err(Problem::beyond(place.key("@value"), "a value that is neither text, number nor truth")),
        })
    }

    fn blank(&mut self) -> Term<'d> {
        self.blanks += 1;
        Term::Blank(self.blanks - 1)
    }

    fn state(&mut self, subject: &Term<'d>, predicate: impl Into<Cow<'d, str>>, object: Term<'d>, graph: Option<&Term<'d>>) {
        self.quads.push(Quad { subject: subject.clone(), predicate: predicate.into(), object, graph: graph.cloned() });
    }
}

/// Whether an object says of a credential only that it is endorsed: nothing that belongs at the top could stand there.
fn only_endorses(object: &Map<String, Value>) -> bool {
    object.keys().all(|key| ["id", "type", "endorsementComment"].contains(&key.as_str()))
        && object.get("type").is_some_and(|kinds| list(kinds).iter().all(|kind| kind == "EndorsementSubject"))
}

fn literal<'d>(text: Cow<'d, str>, datatype: Cow<'d, str>, language: Option<Cow<'d, str>>) -> Term<'d> {
    Term::Literal { text, datatype, language }
}

/// Texts by their languages.
fn by_language<'d>(texts: &'d Map<String, Value>, place: Place) -> Result<Vec<Term<'d>>, Problem> {
    let mut all = Vec::new();
    for (tag, texts) in texts {
        let place = place.key(tag);
        if tag != "@none" && !is_language(tag) {
            return Err(Problem::beyond(place, "a language tag that is not in lower case"));
        }
        for text in list(texts).iter().filter(|text| !text.is_null()) {
            let Value::String(text) = text else { return Err(Problem::not_covered(place, "expected text")) };
            all.push(plain(text, Some(tag.as_str()).filter(|tag| *tag != "@none")));
        }
    }
    Ok(all)
}

/// Text without a type.
fn plain<'d>(text: &'d str, language: Option<&'d str>) -> Term<'d> {
    let datatype = if language.is_some() { LANG_STRING } else { STRING };
    literal(Cow::Borrowed(text), Cow::Borrowed(datatype), language.map(Cow::Borrowed))
}

/// A number as canonical text, and the name of its type in XML Schema: 2 and 2.0 are `2`, 2.5 is `2.5E0`, 1e21 is `1.0E21`. As a
/// `double`, 2 is `2.0E0`.
fn number_text(number: &Number, double: bool) -> (String, &'static str) {
    // Negative zero is zero, as ECMAScript writes it.
    let value = number.as_f64().unwrap_or_default() + 0.0;
    if value.fract() == 0.0 && value.abs() < 1e21 && !double {
        return (format!("{value:.0}"), INTEGER);
    }
    let scientific = format!("{value:.15E}");
    let (mantissa, exponent) = scientific.split_once('E').expect("{:E} writes an E");
    let digits = mantissa.trim_end_matches('0');
    let zero = if digits.ends_with('.') { "0" } else { "" };
    (format!("{digits}{zero}E{exponent}"), DOUBLE)
}

/// Some processors write the number that the text is, others the text.
fn text_as_double(place: Place) -> Problem {
    Problem::beyond(place, "text in the place of a double")
}

fn is(context: &Context<'_>, key: &str, keyword: &str) -> bool {
    key == keyword || context.term(key).is_some_and(|definition| definition.iri == keyword)
}

fn truth(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// One text or an array of texts.
fn texts<'a>(value: &'a Value, place: Place) -> Result<Vec<&'a str>, Problem> {
    let items = if let Value::Array(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
    items.iter().map(|item| item.as_str().ok_or_else(|| Problem::not_covered(place, "expected text"))).collect()
}
