//! A DID document that somebody hands over: whether it is one, before a verification rests on it.

use serde_json::Value;

use super::methods::shown;
use crate::json;

/// The DID whose document a text is; or the URL, for Open Badges also knows issuers that are the URLs of such documents.
///
/// ```
/// let text = r#"{"id": "did:web:example.org", "verificationMethod": [], "assertionMethod": []}"#;
/// assert_eq!(credential::did_of_document(text)?, "did:web:example.org");
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// What is no JSON that everyone reads alike (a key that stands twice, for instance); an `id` that is neither; keys
/// (`verificationMethod`) that are no array.
pub fn did_of_document(text: &str) -> Result<String, String> {
    let document =
        json::read(text.as_bytes()).map_err(|error| format!("not readable as JSON, expected a DID document: {error}"))?;
    let found = |key: &str| document.get(key).map_or_else(|| "nothing".to_owned(), |value| shown(&value.to_string()));
    let id = document["id"].as_str().filter(|id| is_did(id) || id.starts_with("https://"));
    let id =
        id.ok_or_else(|| format!("id = {}, expected a DID document, whose id is a DID as did:web:example.org", found("id")))?;
    // The property may be missing where keys stand in the lists of what they are for.
    let keys = &document["verificationMethod"];
    let elsewhere = ["assertionMethod", "authentication", "publicKey"].iter();
    let has_keys = if keys.is_null() {
        elsewhere.flat_map(|list| document[*list].as_array().into_iter().flatten()).any(Value::is_object)
    } else {
        keys.as_array().is_some_and(|keys| keys.iter().all(Value::is_object))
    };
    if !has_keys {
        let found = found("verificationMethod");
        return Err(format!(
            "verificationMethod = {found}, expected a DID document, which has its keys there as an array of objects"
        ));
    }
    Ok(id.to_owned())
}

/// Whether a text is a DID: `did:`, a method of small letters and digits, and a name (DID 1.0, section 3.1).
fn is_did(text: &str) -> bool {
    let Some((method, name)) = text.strip_prefix("did:").and_then(|rest| rest.split_once(':')) else { return false };
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    !method.is_empty()
        && method.bytes().all(is_letter)
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:%".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_the_shape_of_a_did_document_is_one() {
        for id in ["did:web:example.org%3A8443:a", "did:example:1", "did:key:z6Mk", "https://example.org/1"] {
            let text = format!(r##"{{"@context": [], "id": "{id}", "verificationMethod": [{{"id": "#1"}}]}}"##);
            assert_eq!(did_of_document(&text).as_deref(), Ok(id));
        }
        let inside = r##"{"id": "did:web:a.example", "assertionMethod": [{"id": "#1"}]}"##;
        assert_eq!(did_of_document(inside).as_deref(), Ok("did:web:a.example"));
        for (text, message) in [
            ("", "not readable as JSON"),
            ("[]", "id = nothing"),
            (
                r#"{"id": "did:web:a.example", "id": "did:web:b.example", "verificationMethod": []}"#,
                "the key \"id\" stands twice",
            ),
            (r#"{"id": "urn:uuid:1", "type": ["VerifiableCredential"]}"#, "id = \"urn:uuid:1\", expected"),
            (r#"{"id": "https://example.org/1", "type": ["Profile"]}"#, "verificationMethod = nothing, expected"),
            (r#"{"id": ["did:web:a.example"], "verificationMethod": []}"#, "id = [\"did:web:a.example\"], expected"),
            (r#"{"id": "did:web:", "verificationMethod": []}"#, "id = \"did:web:\""),
            (r#"{"id": "did:web:a.example#1", "verificationMethod": []}"#, "id = \"did:web:a.example#1\""),
            (r#"{"id": "did:web:a.example"}"#, "verificationMethod = nothing, expected"),
            (r#"{"id": "did:web:a.example", "verificationMethod": {}}"#, "verificationMethod = {}, expected"),
            (r##"{"id": "did:web:a.example", "verificationMethod": ["#1"]}"##, "verificationMethod = [\"#1\"], expected"),
        ] {
            let error = did_of_document(text).unwrap_err();
            assert!(error.contains(message), "{text}: {error}");
        }
    }
}
