//! By what names the known contexts go.

use super::form::shown;
use super::sources::KNOWN;
use super::table::{Local, Scoped};

/// The IRI and the name of every term of every known context, in order; and the same by their names.
///
/// What a verifier looks for, an expiry date, a status, it looks for by its name, and a signature over statements covers only the
/// IRI. So nobody may give such an IRI another name, which the signature would still fit: with terms of his own, with an IRI in the
/// place of a term, with a vocabulary. Nor may a name that the known contexts have stand for what they do not call so: it would be
/// taken for what it is not. What the known contexts do not speak of may have any other name.
pub(super) struct Names {
    by_iri: Vec<(&'static str, &'static str)>,
    by_name: Vec<(&'static str, &'static str)>,
}

impl Names {
    pub(super) fn known() -> Self {
        let mut all = Vec::new();
        for (.., table) in KNOWN {
            collect(table, &mut all);
        }
        all.sort_unstable();
        all.dedup();
        let mut by_name: Vec<_> = all.iter().map(|(iri, name)| (*name, *iri)).collect();
        by_name.sort_unstable();
        Self { by_iri: all, by_name }
    }

    /// Why a word of the document's own may not stand for `iri`, if it may not.
    pub(super) fn objection(&self, word: &str, iri: &str, as_type: bool) -> Option<String> {
        if let Some(name) = self.instead_of(word, iri, as_type) {
            return Some(format!("another name for \"{name}\""));
        }
        let start = self.by_name.partition_point(|(known, _)| *known < word);
        let mut known = self.by_name[start..].iter().take_while(|(name, _)| *name == word).map(|(_, iri)| *iri).peekable();
        known.peek()?;
        if known.any(|known| known == iri) { None } else { Some(format!("\"{}\" in another sense", shown(word))) }
    }

    /// The name by which the known contexts call `iri`, if `word` is none.
    fn instead_of(&self, word: &str, iri: &str, as_type: bool) -> Option<&'static str> {
        let start = self.by_iri.partition_point(|(known, _)| *known < iri);
        let mut names = self.by_iri[start..].iter().take_while(|(known, _)| *known == iri).map(|(_, name)| *name).peekable();
        let first = *names.peek()?;
        // A type and a property may share an IRI. No property has the name of a type.
        let is_name = |name: &str| name == word && (as_type || !is_of_type(name));
        if names.any(is_name) { None } else { Some(first) }
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[(&'static str, &'static str)] {
        &self.by_iri
    }
}

/// Whether a term is the name of a type.
pub(super) fn is_of_type(term: &str) -> bool {
    term.starts_with(|first: char| first.is_ascii_uppercase())
}

fn collect(local: &'static Local<'static>, all: &mut Vec<(&'static str, &'static str)>) {
    for (term, definition) in local.terms {
        all.push((definition.iri, term));
        if let Scoped::Terms(inner) = definition.scoped {
            collect(inner, all);
        }
    }
}
