//! Concepts of vocabularies, as ELM writes them: with their name and with the vocabulary that they are of.

use serde_json::{Value, json};

use crate::claim::Term;
use crate::europe;

/// A concept of one of the vocabularies of the EU's learning model.
pub(super) fn european(uri: &str, name: &str) -> Value {
    let scheme = europe::scheme(uri).unwrap_or_else(|| uri.to_owned());
    in_scheme(uri, &scheme, name)
}

/// A code of one of the EU's authority tables: countries, languages, kinds of file.
pub(super) fn authority(table: &str, code: &str, name: &str) -> Value {
    let scheme = format!("http://publications.europa.eu/resource/authority/{table}");
    in_scheme(&format!("{scheme}/{code}"), &scheme, name)
}

pub(super) fn in_scheme(uri: &str, scheme: &str, name: &str) -> Value {
    json!({
        "id": uri, "type": "Concept", "inScheme": { "id": scheme, "type": "ConceptScheme" }, "prefLabel": { "en": name },
    })
}

/// Concepts of the issuer's own, where no vocabulary of the EU has them.
pub(super) struct Concepts<'a> {
    /// The achievement's page, which explains them.
    pub(super) own: &'a str,
}

impl Concepts<'_> {
    /// The term's own concept, by the name that its vocabulary has for it, or one of the issuer's for its words.
    pub(super) fn of(&self, name: &str, term: &Term) -> Value {
        match &term.uri {
            Some(uri) => match europe::scheme(uri) {
                Some(scheme) => in_scheme(uri, &scheme, &europe::label(uri).unwrap_or_else(|| term.text.clone())),
                None => in_scheme(uri, &self.scheme(name), &term.text),
            },
            None => self.own(name, &term.text),
        }
    }

    pub(super) fn own(&self, name: &str, words: &str) -> Value {
        in_scheme(&format!("{}#{name}", self.own), &self.scheme(name), words)
    }

    /// A vocabulary of the issuer's.
    pub(super) fn scheme(&self, name: &str) -> String {
        let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        format!("{}#vocabulary-{name}", self.own)
    }
}
