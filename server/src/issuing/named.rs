//! Whether a signed file says who its holder is.
//!
//! A public page without the name must not lead to it by its file. What says the name is looked for and not only asked of the records:
//! a record carries other credentials whole. Whatever was given by hand may: what was looked at stands in it in people's words, and they
//! may know its holder by a former name, or by a part of one.

use std::ops::Range;

use api::credential::CredentialSource;
use serde_json::Value;

use crate::store::credentials::Credential;

/// Whether the file of a credential may say its holder's name. `name` is as the records have it.
pub fn may_say(held: &Credential, name: Option<&str>) -> bool {
    if held.document.is_empty() {
        return false;
    }
    let Ok(document) = serde_json::from_str::<Value>(&held.document) else { return true };
    held.says.name
        || held.source == CredentialSource::Hand
        || carries_words(&document)
        || says_a_name(&document)
        || carries_others(&document)
        || name.is_some_and(|name| any_text(&document, &|text| contains(text, name)))
}

/// Whether a document, or one that it carries, says a name in plain text.
pub fn says_a_name(document: &Value) -> bool {
    match document {
        Value::Object(object) => {
            object.get("identityType").is_some_and(|kind| kind == "name") || object.values().any(says_a_name)
        }
        Value::Array(all) => all.iter().any(says_a_name),
        _ => false,
    }
}

/// Whether a record carries a credential of another issuer, or a token. What they call its holder, and how, is theirs to choose: a
/// former name, or another spelling.
fn carries_others(document: &Value) -> bool {
    let parts = document["credentialSubject"]["verifiableCredential"].as_array().map(Vec::as_slice).unwrap_or_default();
    parts.iter().any(|part| part["issuer"]["id"] != document["issuer"]["id"] || carries_others(part))
}

/// Whether a document, or one that it carries, tells in words why it was given: by hand.
fn carries_words(document: &Value) -> bool {
    let subject = &document["credentialSubject"];
    subject["narrative"].is_string()
        || subject["verifiableCredential"].as_array().is_some_and(|parts| parts.iter().any(carries_words))
}

fn any_text(value: &Value, is: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is(text),
        Value::Object(object) => object.values().any(|one| any_text(one, is)),
        Value::Array(all) => all.iter().any(|one| any_text(one, is)),
        _ => false,
    }
}

/// Whether a name stands in a text. Scripts with capitals have words, and there a name is no part of a longer one.
fn contains(text: &str, name: &str) -> bool {
    !places(text, name).is_empty()
}

/// Where a name stands in a text as words of its own: ranges of bytes, in order and apart from each other. Case does not count, nor
/// which white space is between the parts of the name, line breaks among it. Letters are compared as they are coded: "é" as one
/// character is not found where the text has it as two, since nothing here brings them to one form.
pub fn places(text: &str, name: &str) -> Vec<Range<usize>> {
    let parts: Vec<Vec<char>> = name.split_whitespace().map(folded).collect();
    let mut found = Vec::new();
    let mut from = 0;
    if parts.is_empty() {
        return found;
    }
    for (at, first) in text.char_indices() {
        let is_begun = goes_on(text[..at].chars().next_back(), Some(first));
        let Some(length) = (at >= from && !is_begun).then(|| length(&text[at..], &parts)).flatten() else { continue };
        let end = at + length;
        if !goes_on(text[..end].chars().next_back(), text[end..].chars().next()) {
            found.push(at..end);
            from = end;
        }
    }
    found
}

/// A text without its case. Sharp s, final sigma and the dotless i are what their capitals are.
pub fn folded(text: &str) -> Vec<char> {
    text.chars().flat_map(fold).collect()
}

fn fold(letter: char) -> impl Iterator<Item = char> {
    // The capital with a dot is written without one in languages that have no such letter.
    let letter = if letter == 'İ' { 'I' } else { letter };
    letter.to_uppercase().flat_map(char::to_lowercase)
}

/// Whether two characters beside each other are of one word, in a script with capitals. Accents of their own belong to their letter.
fn goes_on(one: Option<char>, next: Option<char>) -> bool {
    let is_cased = |letter: char| letter.is_lowercase() || letter.is_uppercase() || is_accent(letter);
    one.is_some_and(is_cased) && next.is_some_and(is_cased)
}

/// Whether this is an accent that is coded apart from its letter.
pub fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// How many bytes a text begins with that are these parts of a name.
fn length(text: &str, parts: &[Vec<char>]) -> Option<usize> {
    let mut rest = text;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            rest = Some(rest.trim_start()).filter(|trimmed| trimmed.len() < rest.len())?;
        }
        let mut letters = part.as_slice();
        while !letters.is_empty() {
            let letter = rest.chars().next()?;
            for one in fold(letter) {
                letters = letters.strip_prefix(&[one])?;
            }
            rest = &rest[letter.len_utf8()..];
        }
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use api::credential::{CredentialState, Says};
    use serde_json::json;

    use super::*;

    fn held(document: &Value) -> Credential {
        Credential {
            id: "c".to_owned(),
            learner: "l".to_owned(),
            source: CredentialSource::Pathway,
            attempt: None,
            is_record: true,
            achievement: "m".to_owned(),
            title: "M".to_owned(),
            document: document.to_string(),
            issuer: "did:key:z".to_owned(),
            key: "did:key:z#z".to_owned(),
            awarded_at: 0,
            issued_at: 0,
            says: Says::default(),
            replaces: None,
            replaced_by: None,
            state: CredentialState::Active,
        }
    }

    fn record(parts: &Value) -> Credential {
        held(&json!({ "issuer": { "id": "did:key:z" }, "credentialSubject": { "verifiableCredential": parts } }))
    }

    #[test]
    fn finds_a_name_in_a_part_in_words_and_in_what_others_signed() {
        let ours = json!({ "issuer": { "id": "did:key:z" }, "credentialSubject": { "achievement": { "name": "Planning" } } });
        assert!(!may_say(&record(&json!([ours])), Some("Ann")));
        assert!(may_say(&record(&json!([ours])), Some("planning")));
        let named =
            json!({ "issuer": { "id": "did:key:z" }, "credentialSubject": { "identifier": [{ "identityType": "name" }] } });
        assert!(may_say(&record(&json!([ours, named])), None));
        let theirs = json!({ "issuer": { "id": "did:key:other" } });
        assert!(may_say(&record(&json!([theirs])), Some("Ann")));
        assert!(may_say(&record(&json!(["a.b.c"])), Some("Ann")));
        let by_hand = json!({ "issuer": { "id": "did:key:z" }, "credentialSubject": { "narrative": "Work of a former name." } });
        assert!(may_say(&record(&json!([ours, by_hand])), Some("Ann")), "people's words are carried");
        assert!(
            may_say(&Credential { source: CredentialSource::Hand, ..held(&ours) }, Some("Ann")),
            "people's words stand in it"
        );
        assert!(may_say(&Credential { document: "no JSON".to_owned(), ..held(&json!({})) }, None), "what cannot be read may");
        assert!(!may_say(&Credential { document: String::new(), ..held(&json!({})) }, None), "there is nothing in it");
    }

    #[test]
    fn takes_words_for_names_where_a_script_has_words() {
        for (text, name, is) in [
            ("A portfolio of ANN Lee, seen.", "Ann Lee", true),
            ("planning", "Ann", false),
            ("Annabel", "Ann", false),
            ("李小龙的作品", "李小龙", true),
            ("Ann", " ", false),
            ("by ann\u{a0}\n LEE", "Ann Lee", true),
            ("AnnLee", "Ann Lee", false),
            ("Annual", "Ann", false),
            ("Ann\u{301} drew it", "Ann", false),
            ("STRASSER and ΝΙΚΟΣ", "Straßer", true),
            ("STRASSER and ΝΙΚΟΣ", "Νικος", true),
            ("Groß", "Gros", false),
            ("irem", "İrem", true),
        ] {
            assert_eq!(contains(text, name), is, "{text}: {name}");
        }
    }
}
