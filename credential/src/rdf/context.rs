//! What terms mean at a place in a document (JSON-LD 1.1 API, context processing): contexts that come with the crate, and such as
//! stand in the document itself.
//!
//! Contexts lie on each other like sheets: a term is looked for from the topmost down, so that nothing is copied.

use std::borrow::Cow;
use std::rc::Rc;

use bumpalo::Bump;
use serde_json::Value;

use super::names::Names;
use super::own;
use super::place::Place;
use super::sources::is_older;
use super::table::{Coercion, Definition, Local, Scoped, WORD};
use super::{Problem, Sources};

/// The terms that are defined.
#[derive(Debug, Default)]
pub(super) struct Context<'d> {
    local: Option<&'d Local<'d>>,
    by_property: bool,
    /// How many contexts lie below.
    depth: usize,
    below: Option<Rc<Context<'d>>>,
    /// What holds again below this node, when a type brought the terms.
    pub(super) previous: Option<Rc<Context<'d>>>,
    /// What is put before words that are no terms.
    vocab: Option<&'d str>,
    /// The language of text that names none.
    pub(super) language: Option<&'d str>,
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

/// What a word of the document stands for.
pub(super) struct Meant<'a, 'd> {
    pub(super) iri: Cow<'a, str>,
    /// What the term says besides, or that it is none.
    pub(super) definition: &'d Definition<'d>,
    /// Whether it was written with a prefix.
    pub(super) abbreviated: bool,
}

impl<'d> Context<'d> {
    /// The definition of `term`.
    pub(super) fn term(&self, term: &str) -> Option<&'d Definition<'d>> {
        self.sheets().find_map(|sheet| sheet.local?.term(term))
    }

    /// What is meant by something that is a term, an IRI, whole or abbreviated, or a word of the vocabulary; `None` if it is none
    /// of them.
    pub(super) fn meant<'a>(&self, word: &'a str) -> Option<Meant<'a, 'd>>
    where
        'd: 'a,
    {
        let meant = |iri, definition, abbreviated| Some(Meant { iri, definition, abbreviated });
        if let Some(definition) = self.term(word) {
            return meant(Cow::Borrowed(definition.iri), definition, false);
        }
        if let Some(iri) = self.written_out(word) {
            return meant(Cow::Owned(iri), &WORD, true);
        }
        if word.contains(':') {
            return meant(Cow::Borrowed(word), &WORD, false);
        }
        meant(Cow::Owned(format!("{}{word}", self.vocab?)), &WORD, false)
    }

    /// What an IRI stands for that begins with a term and a colon.
    pub(super) fn written_out(&self, iri: &str) -> Option<String> {
        let (prefix, rest) = iri.split_once(':')?;
        if prefix == "_" || rest.starts_with("//") {
            return None;
        }
        let prefix = self.term(prefix).filter(|definition| definition.prefix)?;
        Some(format!("{}{rest}", prefix.iri))
    }

    /// What is put before words that are no terms.
    pub(super) fn vocab(&self) -> Option<&'d str> {
        self.vocab
    }

    fn sheets(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |sheet| sheet.below.as_deref())
    }

    /// What is said of a protected term, which nothing but the context of a property may change.
    fn protected(&self, term: &str) -> Option<&'d Definition<'d>> {
        for sheet in self.sheets() {
            match sheet.local.and_then(|local| local.term(term)) {
                Some(definition) if definition.protected => return Some(definition),
                Some(_) if sheet.by_property => return None,
                _ => {}
            }
        }
        None
    }

    fn protects(&self) -> bool {
        self.sheets().filter_map(|sheet| sheet.local).any(|local| local.terms.iter().any(|(_, definition)| definition.protected))
    }
}

/// Contexts that were put together for one document, so that many nodes of one kind share one.
pub(super) struct Contexts<'d> {
    sources: Sources,
    arena: &'d Bump,
    made: Vec<Made<'d>>,
    /// An older version of a context was named.
    pub(super) older: bool,
    names: Option<Names>,
    /// Terms that the document may still define itself.
    left: usize,
    /// Contexts within contexts of the document that are being read.
    within: usize,
}

struct Made<'d> {
    below: Rc<Context<'d>>,
    /// Where what it was made from lies.
    source: *const (),
    scope: Scope,
    context: Rc<Context<'d>>,
}

/// Contexts that hold at one place. Badges in a record in a record have a dozen.
const MAXIMUM_DEPTH: usize = 100;

/// More are made anew each time: looking through them would cost more.
const KEPT: usize = 100;

/// Terms that a document defines itself, each time that they are read. Those who do at all define a dozen.
const MOST_TERMS: usize = 5_000;

/// Contexts within contexts of a document.
const MOST_WITHIN: usize = 8;

impl<'d> Contexts<'d> {
    pub(super) fn new(arena: &'d Bump, sources: Sources) -> Self {
        Self { sources, arena, made: Vec::new(), older: false, names: None, left: MOST_TERMS, within: 0 }
    }

    /// By what names the known contexts go, which takes a while to find and is seldom asked.
    pub(super) fn names(&mut self) -> &Names {
        self.names.get_or_insert_with(Names::known)
    }

    /// `below` and then a context of the document: a URL of a known one, terms, nothing, or an array of such.
    pub(super) fn with_document(
        &mut self,
        below: &Rc<Context<'d>>,
        context: &'d Value,
        scope: Scope,
        place: Place,
    ) -> Result<Rc<Context<'d>>, Problem> {
        match context {
            Value::String(url) => {
                let Some(known) = (self.sources)(url) else {
                    let shown: String = url.chars().take(120).collect();
                    return Err(Problem::unknown(place, format!("the context {shown} is not one of those this verifier knows")));
                };
                self.older |= is_older(known);
                self.with_terms(below, known, scope, place)
            }
            Value::Array(items) => {
                let mut so_far = Rc::clone(below);
                for (index, item) in items.iter().enumerate() {
                    if item.is_array() {
                        return Err(Problem::unknown(place.index(index), "an array within @context".to_owned()));
                    }
                    so_far = self.with_document(&so_far, item, scope, place.index(index))?;
                }
                Ok(so_far)
            }
            Value::Object(_) if self.within == MOST_WITHIN => {
                Err(Problem::unknown(place, format!("more than {MOST_WITHIN} contexts within contexts")))
            }
            Value::Object(object) => {
                let source = std::ptr::from_ref(context).cast();
                if let Some(made) = self.found(below, source, scope) {
                    return Ok(made);
                }
                // One without a term costs room, too, each time that it is read.
                let left = self.left.checked_sub(1);
                self.left = left.ok_or_else(|| Problem::beyond(place, "a document with so many contexts of its own"))?;
                let local: &'d Local = self.arena.alloc(own::local(object, below, self.arena, &mut self.left, place)?);
                let made = self.with_local(below, local, source, scope, place)?;
                // What holds inside of a term is looked at now, as JSON-LD wants: used or not, it has to be right.
                self.within += 1;
                for (term, definition) in local.terms {
                    if let Scoped::Own(inner) = definition.scoped {
                        self.with_document(&made, inner, Scope::Property, place.key(term).key("@context"))?;
                    }
                }
                self.within -= 1;
                Ok(made)
            }
            Value::Null => Self::nothing(below, scope, place),
            _ => Err(Problem::not_covered(place, "expected a URL or an object".to_owned())),
        }
    }

    /// `below` and then the terms of a type or of a property.
    pub(super) fn with(
        &mut self,
        below: &Rc<Context<'d>>,
        scoped: Scoped<'d>,
        scope: Scope,
        place: Place,
    ) -> Result<Rc<Context<'d>>, Problem> {
        match scoped {
            Scoped::None => Ok(Rc::clone(below)),
            Scoped::Terms(local) => self.with_terms(below, local, scope, place),
            Scoped::Nothing => Self::nothing(below, scope, place),
            Scoped::Own(context) => self.with_document(below, context, scope, place),
        }
    }

    /// No terms at all.
    fn nothing(below: &Rc<Context<'d>>, scope: Scope, place: Place) -> Result<Rc<Context<'d>>, Problem> {
        if scope != Scope::Property && below.protects() {
            return Err(Problem::not_covered(place, "takes protected terms away".to_owned()));
        }
        let previous = (scope == Scope::Type).then(|| below.previous.clone().unwrap_or_else(|| Rc::clone(below)));
        Ok(Rc::new(Context { previous, ..Context::default() }))
    }

    fn with_terms(
        &mut self,
        below: &Rc<Context<'d>>,
        local: &'d Local<'d>,
        scope: Scope,
        place: Place,
    ) -> Result<Rc<Context<'d>>, Problem> {
        let source = std::ptr::from_ref(local).cast();
        if let Some(made) = self.found(below, source, scope) {
            return Ok(made);
        }
        let local = self.bound(local, below, place)?;
        self.with_local(below, local, source, scope, place)
    }

    /// A known context with what its abbreviations stand for, where another context says it.
    fn bound(&mut self, local: &'d Local<'d>, below: &Context<'d>, place: Place) -> Result<&'d Local<'d>, Problem> {
        if !local.free.iter().any(|prefix| below.term(prefix).is_some_and(|definition| definition.prefix)) {
            return Ok(local);
        }
        let left = self.left.checked_sub(local.terms.len());
        self.left = left.ok_or_else(|| Problem::beyond(place, "a document with so many terms of its own"))?;
        let arena = self.arena;
        let bound = |iri: &'d str| below.written_out(iri).map_or(iri, |iri| arena.alloc_str(&iri));
        let terms = arena.alloc_slice_copy(local.terms);
        for (_, definition) in &mut *terms {
            definition.iri = bound(definition.iri);
            if let Coercion::Datatype(datatype) = definition.coercion {
                definition.coercion = Coercion::Datatype(bound(datatype));
            }
        }
        Ok(arena.alloc(Local { terms, ..*local }))
    }

    fn found(&self, below: &Rc<Context<'d>>, source: *const (), scope: Scope) -> Option<Rc<Context<'d>>> {
        let same = |made: &&Made| made.source == source && Rc::ptr_eq(&made.below, below) && made.scope == scope;
        self.made.iter().find(same).map(|made| Rc::clone(&made.context))
    }

    fn with_local(
        &mut self,
        below: &Rc<Context<'d>>,
        local: &'d Local<'d>,
        source: *const (),
        scope: Scope,
        place: Place,
    ) -> Result<Rc<Context<'d>>, Problem> {
        if scope != Scope::Property {
            for (term, definition) in local.terms {
                // Two contexts may say the same of a protected term, never something different.
                if let Some(old) = below.protected(term).filter(|old| !old.agrees(definition)) {
                    if (old.own || definition.own) && old.agrees_outside(definition) {
                        // They may say the same in other words.
                        return Err(Problem::unknown(place, format!("what holds inside of \"{term}\" is said in two ways")));
                    }
                    return Err(Problem::not_covered(place, format!("defines the protected term \"{term}\" in another way")));
                }
            }
        }
        // Said again, it changes nothing: what it says is protected. Each credential within a credential says it again.
        let again = |sheet: &Context| sheet.local.is_some_and(|known| std::ptr::eq(known, local));
        if scope == Scope::Local
            && local.is_fixed()
            && below.sheets().any(again)
            && !below.sheets().any(|sheet| sheet.by_property)
        {
            return Ok(Rc::clone(below));
        }
        if below.depth >= MAXIMUM_DEPTH {
            return Err(Problem::unknown(place, format!("more than {MAXIMUM_DEPTH} contexts that hold together")));
        }
        let new_previous = if scope == Scope::Type { Some(Rc::clone(below)) } else { None };
        let said = |new: Option<&'d str>, old| new.map_or(old, |new| Some(new).filter(|new| !new.is_empty()));
        let context = Rc::new(Context {
            local: Some(local),
            by_property: scope == Scope::Property,
            depth: below.depth + 1,
            previous: below.previous.clone().or(new_previous),
            below: Some(Rc::clone(below)),
            vocab: said(local.vocab, below.vocab),
            language: said(local.language, below.language),
        });
        if self.made.len() < KEPT {
            self.made.push(Made { below: Rc::clone(below), source, scope, context: Rc::clone(&context) });
        }
        Ok(context)
    }
}
