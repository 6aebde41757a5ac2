//! What contexts say. The known ones are tables that are part of the program: nothing is parsed and nothing is allocated at run
//! time. One that stands in a document (`'d`) is read into a table of the same kind.
//!
//! `tables.rs` is written by a test from `contexts/`, and the same test holds the one to the other.

use serde_json::Value;

/// The terms of one context.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Local<'d> {
    /// What is put before words that are no terms; empty if nothing is any more.
    pub(super) vocab: Option<&'d str>,
    /// The language of text that names none; empty if it has none any more.
    pub(super) language: Option<&'d str>,
    /// Terms with what they mean, in the order of the terms.
    pub(super) terms: &'d [(&'d str, Definition<'d>)],
    /// What IRIs in it begin with that is no scheme: another context may say what it stands for.
    pub(super) free: &'d [&'d str],
}

/// A context that says nothing.
pub(super) const EMPTY: Local<'static> = Local { vocab: None, language: None, terms: &[], free: &[] };

impl<'d> Local<'d> {
    pub(super) fn term(&self, term: &str) -> Option<&'d Definition<'d>> {
        let at = self.terms.binary_search_by(|(known, _)| (*known).cmp(term)).ok()?;
        Some(&self.terms[at].1)
    }

    /// Whether nothing that it says can be said otherwise.
    pub(super) fn is_fixed(&self) -> bool {
        self.vocab.is_none() && self.language.is_none() && self.terms.iter().all(|(_, definition)| definition.protected)
    }
}

/// What a term means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Definition<'d> {
    /// An absolute IRI, or `@id`, `@type`; empty for a term that means nothing.
    pub(super) iri: &'d str,
    /// Whether `term:rest` stands for the IRI and the rest.
    pub(super) prefix: bool,
    pub(super) coercion: Coercion<'d>,
    /// The language of its text, whatever the context says; empty for none.
    pub(super) language: Option<&'d str>,
    pub(super) container: Container,
    /// Terms that hold only inside: of a node of this type, or of this property's value.
    pub(super) scoped: Scoped<'d>,
    /// No later context may say something else.
    pub(super) protected: bool,
    /// Whether it stands in the document, and is none of the known ones.
    pub(super) own: bool,
}

impl Definition<'_> {
    /// Whether both say the same of their term.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        Self { protected: other.protected, own: other.own, ..*self } == *other
    }

    /// Whether both say the same but for the terms that hold inside.
    pub(super) fn agrees_outside(&self, other: &Self) -> bool {
        Self { scoped: other.scoped, ..*self }.agrees(other)
    }
}

/// A term that only stands for an IRI.
pub(super) const OPEN: Definition<'static> = Definition {
    iri: "",
    prefix: false,
    coercion: Coercion::None,
    language: None,
    container: Container::None,
    scoped: Scoped::None,
    protected: false,
    own: false,
};
/// The same, protected.
pub(super) const FIXED: Definition<'static> = Definition { protected: true, ..OPEN };
/// What is meant by a word that no context defines, but that has a meaning.
pub(super) const WORD: Definition<'static> = Definition { own: true, ..OPEN };

/// How a plain value of the term is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coercion<'d> {
    None,
    /// `@none`: as none, and yet something else to say of a protected term.
    Plain,
    Id,
    Vocab,
    Json,
    Datatype(&'d str),
}

/// What an array of the term's values means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    None,
    /// As none, and yet something else to say of a protected term.
    Set,
    List,
    Graph,
    /// Texts by their languages.
    Language,
}

/// The terms that hold only inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scoped<'d> {
    /// The same as outside.
    None,
    /// None at all (`null`).
    Nothing,
    /// These besides.
    Terms(&'d Local<'d>),
    /// What the document says in this place.
    Own(&'d Value),
}
