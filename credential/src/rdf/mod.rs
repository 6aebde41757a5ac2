//! What a signature covers: the statements that a JSON-LD document makes, in one canonical order and naming.
//!
//! `JSON -> statements` (JSON-LD 1.1, [`expand`]) and `statements -> canonical text` (RDFC-1.0, [`canonical`]) are ours: the
//! contexts are few and fixed, so a tenth of a general processor is enough, a term that no context defines is refused with its
//! place (general processors drop it silently, and the signature would not cover it), and the browser downloads tens of
//! kilobytes instead of hundreds. Contexts that stand in the document itself ([`own`]) may say of their own words what they like,
//! but give no other name to what the known ones speak of. Both are held to the W3C vectors and to an independent implementation by tests.

mod canonical;
mod context;
mod expand;
mod form;
mod names;
mod own;
mod place;
mod sources;
mod table;
#[rustfmt::skip]
mod tables;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bumpalo::Bump;
use canonical::{Hash, canonical, named};
use expand::expand;
use place::Place;
use serde_json::Value;
pub(crate) use sources::{CLR, CREDENTIALS, EXTENSIONS, OPEN_BADGES, Sources, bundled};

/// A node or a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Term<'d> {
    /// An absolute IRI.
    Iri(Cow<'d, str>),
    /// A node without a name, numbered within its document.
    Blank(usize),
    /// Text with a datatype, or with a language.
    Literal { text: Cow<'d, str>, datatype: Cow<'d, str>, language: Option<Cow<'d, str>> },
}

/// One statement, in a named graph or (`None`) in the default one. What the document says word for word is not copied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quad<'d> {
    pub(crate) subject: Term<'d>,
    pub(crate) predicate: Cow<'d, str>,
    pub(crate) object: Term<'d>,
    pub(crate) graph: Option<Term<'d>>,
}

/// Why a document's statements cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Something that no signature would cover: the document must not be believed.
    NotCovered { place: String, message: String },
    /// Something that this implementation does not know.
    Unknown { place: String, message: String },
}

impl Problem {
    fn not_covered(place: Place, message: impl Into<String>) -> Self {
        Self::NotCovered { place: place.to_string(), message: message.into() }
    }

    fn unknown(place: Place, message: impl Into<String>) -> Self {
        Self::Unknown { place: place.to_string(), message: message.into() }
    }

    fn beyond(place: Place, what: &str) -> Self {
        Self::unknown(place, format!("{what} is more than this verifier knows"))
    }
}

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
const REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
const NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
const LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
const JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
const DIRECTED: &str = "https://www.w3.org/ns/i18n#";
const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";

/// The canonical text of a JSON-LD document.
pub(crate) fn canonical_text(document: &Value, sources: Sources) -> Result<String, Problem> {
    let arena = Bump::new();
    canonical(expand(document, &arena, sources)?)
}

/// The same by another digest than SHA-256, which tells nodes without a name apart.
pub(crate) fn canonical_text_by(document: &Value, sources: Sources, hash: Hash) -> Result<String, Problem> {
    let arena = Bump::new();
    Ok(named(expand(document, &arena, sources)?, hash)?.0)
}

/// Whether every word of a JSON-LD document has a meaning.
pub(crate) fn meaning(document: &Value, sources: Sources) -> Result<(), Problem> {
    let arena = Bump::new();
    expand(document, &arena, sources).map(drop)
}
