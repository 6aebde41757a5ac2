//! Who an issuer is: `did:key` (the key itself) and `did:web` (a document on the issuer's own host).

use serde_json::{Value, json};

use crate::key::PublicKey;

/// The DID that is the key: `did:key:z6Mk…`.
pub fn did_key(key: &PublicKey) -> String {
    format!("did:key:{}", key.multikey())
}

pub(crate) fn did_key_method(key: &PublicKey) -> String {
    method_of(&did_key(key), key)
}

/// The name of a key of the issuer `did`: the key itself after `#`, so that every key has its own name for ever.
pub(crate) fn method_of(did: &str, key: &PublicKey) -> String {
    format!("{did}#{}", key.multikey())
}

/// Why a URL gives no `did:web`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{url}\" gives no did:web: {why}")]
pub struct DidError {
    url: String,
    why: &'static str,
}

/// The `did:web` of an issuer at a public URL.
///
/// ```
/// assert_eq!(credential::did_web("https://badges.example.org")?, "did:web:badges.example.org");
/// assert_eq!(credential::did_web("https://example.org:8443/assay/")?, "did:web:example.org%3A8443:assay");
/// # Ok::<(), credential::DidError>(())
/// ```
///
/// # Errors
/// A URL that is not `https://`, or has anything but host, port and path.
pub fn did_web(public_url: &str) -> Result<String, DidError> {
    let error = |why| DidError { url: public_url.chars().take(200).collect(), why };
    let rest = public_url.strip_prefix("https://").ok_or_else(|| error("did:web needs https"))?;
    if rest.contains(['?', '#', '@']) {
        return Err(error("expected nothing but host, port and path"));
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    if !is_host(host) {
        return Err(error("expected a host name of letters, digits, dots and hyphens"));
    }
    let mut did = format!("did:web:{}", host.to_ascii_lowercase());
    if let Some(port) = port {
        if port.parse::<u16>().is_err() || port.starts_with('+') {
            return Err(error("expected a port from 0 to 65535"));
        }
        if port != "443" {
            did.push_str("%3A");
            did.push_str(port);
        }
    }
    for segment in path.trim_end_matches('/').split('/').filter(|_| !path.trim_end_matches('/').is_empty()) {
        if !is_segment(segment) {
            return Err(error("expected path segments of letters, digits, dots, hyphens and underscores"));
        }
        did.push(':');
        did.push_str(segment);
    }
    Ok(did)
}

/// Where the document of a `did:web` lies: `https://HOST/.well-known/did.json`, or `https://HOST/PATH/did.json`.
///
/// `None` for anything that is no well-formed `did:web`.
pub fn did_web_location(did: &str) -> Option<String> {
    let mut parts = did.strip_prefix("did:web:")?.split(':');
    let authority = parts.next()?.replace("%3A", ":").replace("%3a", ":");
    let (host, port) = authority.split_once(':').map_or((authority.as_str(), None), |(host, port)| (host, Some(port)));
    if !is_host(host) || port.is_some_and(|port| port.parse::<u16>().is_err() || port.starts_with('+')) {
        return None;
    }
    let path: Vec<&str> = parts.collect();
    if !path.iter().all(|segment| is_segment(segment)) {
        return None;
    }
    if path.is_empty() {
        return Some(format!("https://{authority}/.well-known/did.json"));
    }
    Some(format!("https://{authority}/{}/did.json", path.join("/")))
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && host.len() < 254 && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
}

fn is_segment(segment: &str) -> bool {
    !segment.is_empty()
        && segment.len() < 256
        && segment.bytes().any(|byte| byte != b'.')
        && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

/// The document to serve at [`did_web_location`]: all keys that badges in the world were signed with, old ones too.
pub fn did_web_document(did: &str, keys: &[PublicKey]) -> Value {
    let methods: Vec<String> = keys.iter().map(|key| method_of(did, key)).collect();
    let described: Vec<Value> = keys
        .iter()
        .zip(&methods)
        .map(|(key, id)| json!({ "id": id, "type": "Multikey", "controller": did, "publicKeyMultibase": key.multikey() }))
        .collect();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": described,
        "assertionMethod": methods,
    })
}

/// The elements of an array; a lone value is an array of one, nothing an empty one.
pub(crate) fn list(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(items) => items,
        other => std::slice::from_ref(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_becomes_a_did_and_back_a_location() {
        for (url, did, location) in [
            ("https://example.org", "did:web:example.org", "https://example.org/.well-known/did.json"),
            ("https://Example.org:443/", "did:web:example.org", "https://example.org/.well-known/did.json"),
            ("https://example.org:8443", "did:web:example.org%3A8443", "https://example.org:8443/.well-known/did.json"),
            ("https://example.org/a/b-c_d/", "did:web:example.org:a:b-c_d", "https://example.org/a/b-c_d/did.json"),
        ] {
            assert_eq!(did_web(url).unwrap(), did);
            assert_eq!(did_web_location(did).unwrap(), location);
        }
    }

    #[test]
    fn what_is_no_public_url_becomes_no_did() {
        for url in [
            "http://example.org",
            "https://",
            "https://a b.org",
            "https://user@example.org",
            "https://example.org?x",
            "https://example.org/#x",
            "https://example.org:port",
            "https://example.org:99999",
            "https://example.org:+443",
            "https://example.org/a//b",
            "https://example.org/../b",
            "https://example.org/a%2Fb",
            "https://[::1]",
        ] {
            assert!(did_web(url).is_err(), "{url}");
        }
        for did in [
            "did:key:z6Mk",
            "did:web:",
            "did:web:a::b",
            "did:web:a:..",
            "did:web:a%2Fb",
            "did:web:a:b/c",
            "did:web:a%3Ax",
            "did:web:a?b",
        ] {
            assert_eq!(did_web_location(did), None, "{did}");
        }
    }

    #[test]
    fn a_key_is_its_own_issuer() {
        // The key of the did:key specification's first Ed25519 example.
        let key = PublicKey::from_multikey("z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp").unwrap();
        assert_eq!(did_key(&key), "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
        for text in [
            "",
            "z",
            "z6Mk",
            "6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
            "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
        ] {
            assert!(PublicKey::from_multikey(text).is_err(), "{text}");
        }
        assert!(PublicKey::from_multikey(&"z".repeat(1_000_000)).is_err());
    }
}
