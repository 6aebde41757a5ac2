//! What a signature covers: the statements that a JSON-LD document makes, in one canonical order and naming.
//!
//! `JSON -> statements` (JSON-LD 1.1, [`expand`]) and `statements -> canonical text` (RDFC-1.0, [`canonical`]) are ours: the
//! contexts are few and fixed, so a tenth of a general processor is enough, a term that no context defines is refused with its
//! place (general processors drop it silently, and the signature would not cover it), and the browser downloads tens of
//! kilobytes instead of hundreds. Both are held to the W3C vectors and to an independent implementation by tests.

mod canonical;
mod context;
mod expand;
mod sources;
#[cfg(test)]
mod tests;

pub(crate) use canonical::canonical;
pub(crate) use expand::expand;
pub(crate) use sources::{CREDENTIALS, EXTENSIONS, OPEN_BADGES, Sources, bundled};

/// A node or a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Term {
    /// An absolute IRI.
    Iri(String),
    /// A node without a name, numbered within its document.
    Blank(usize),
    /// Text with a datatype, or with a language.
    Literal { text: String, datatype: String, language: Option<String> },
}

/// One statement, in a named graph or (`None`) in the default one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quad {
    pub(crate) subject: Term,
    pub(crate) predicate: String,
    pub(crate) object: Term,
    pub(crate) graph: Option<Term>,
}

/// Why a document's statements cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Something that no signature would cover: the document must not be believed.
    NotCovered { place: String, message: String },
    /// Something that this implementation does not know.
    Unknown { place: String, message: String },
}

pub(crate) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(crate) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The canonical text of a JSON-LD document.
pub(crate) fn canonical_text(document: &serde_json::Value, sources: Sources) -> Result<String, Problem> {
    canonical(expand(document, sources)?)
}
