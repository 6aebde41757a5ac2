//! Whether a signed file says who its holder is.
//!
//! A public page without the name must not lead to it by its file. What says the name is looked for and not only asked of the records:
//! a record carries other credentials whole. Whatever was given by hand may: what was looked at stands in it in people's words, and they
//! may know its holder by a former name, or by a part of one.

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

/// Whether a name stands in a text, whatever the case. Scripts with capitals have words, and there a name is no part of a longer one.
fn contains(text: &str, name: &str) -> bool {
    places(&text.to_lowercase(), &name.trim().to_lowercase()).next().is_some()
}

/// Where a name begins in a text as words of its own, in the case that it has.
pub fn places<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let cased = |letter: char| letter.is_lowercase() || letter.is_uppercase();
    let goes_on = move |inner: Option<char>, outer: Option<char>| inner.is_some_and(cased) && outer.is_some_and(cased);
    text.match_indices(name).filter(|(_, found)| !found.is_empty()).map(|(at, _)| at).filter(move |at| {
        let (before, after) = (text[..*at].chars().next_back(), text[at + name.len()..].chars().next());
        !goes_on(name.chars().next(), before) && !goes_on(name.chars().next_back(), after)
    })
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
        ] {
            assert_eq!(contains(text, name), is, "{text}: {name}");
        }
    }
}
