//! Whose key it is: from the name of a key to the key, and from the issuer to the keys that it signs with.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::findings::Trouble;
use super::keys::AnyKey;
use super::setting::Setting;
use crate::did::{did_web_location, list};
use crate::{Time, json};

/// The key called `method`, once it is sure that `issuer` signs with it.
pub(super) fn key_of_issuer(method: &str, issuer: &str, setting: &Setting) -> Result<AnyKey, Trouble> {
    let described = describe(method, setting)?;
    controlled(&described, issuer)?;
    let document = document(issuer, setting)?;
    if !list(&document["assertionMethod"]).iter().any(|entry| names(entry, issuer, method)) {
        return Err(Trouble::failed(format!("{} is not an assertionMethod of the issuer", shown(method))));
    }
    in_force(&described, setting)?;
    AnyKey::from_method(&described).map_err(Trouble::unknown)
}

/// Whether a key was neither revoked nor has expired.
pub(super) fn in_force(described: &Value, setting: &Setting) -> Result<(), Trouble> {
    for (field, what) in [("revoked", "was revoked"), ("expires", "expired")] {
        if let Some(moment) = described.get(field) {
            let moment: Time = moment
                .as_str()
                .unwrap_or_default()
                .parse()
                .map_err(|error| Trouble::failed(format!("{field} of the key: {error}")))?;
            if moment <= setting.now {
                return Err(Trouble::failed(format!("the key {what} on {}", moment.date())));
            }
        }
    }
    Ok(())
}

/// Whether `key` is one of those that `issuer` signs with. Unknown where it may be one that cannot be read.
pub(super) fn is_of_issuer(key: &AnyKey, issuer: &str, setting: &Setting) -> Result<bool, Trouble> {
    let document = document(issuer, setting)?;
    let mut unread = None;
    for entry in list(&document["assertionMethod"]).iter().take(MOST_KEYS) {
        let described = match entry {
            Value::Object(_) => Ok(entry.clone()),
            Value::String(name) if name.starts_with('#') => describe(&format!("{issuer}{name}"), setting),
            Value::String(name) => describe(name, setting),
            _ => continue,
        };
        let known = described.and_then(|described| {
            let known = AnyKey::from_method(&described).map_err(Trouble::unknown)?;
            Ok((known, described))
        });
        match known {
            Ok((known, described)) if known == *key => {
                controlled(&described, issuer)?;
                in_force(&described, setting)?;
                return Ok(true);
            }
            Err(unknown @ Trouble::Unknown(..)) => unread = unread.or(Some(unknown)),
            Ok(_) | Err(_) => {}
        }
    }
    unread.map_or(Ok(false), Err)
}

const MOST_KEYS: usize = 50;

/// That a key says whose it is, and is the issuer's.
fn controlled(described: &Value, issuer: &str) -> Result<(), Trouble> {
    match described.get("controller") {
        Some(controller) if controller == issuer => Ok(()),
        Some(controller) => {
            let controller = shown(&controller.to_string());
            Err(Trouble::failed(format!("the key is that of {controller}, the issuer is {}", shown(issuer))))
        }
        None => Err(Trouble::failed(format!("the key has no controller, expected {}", shown(issuer)))),
    }
}

/// The description of the key called `method`, whoever's it is.
pub(super) fn describe(method: &str, setting: &Setting) -> Result<Value, Trouble> {
    let own = base(method);
    // A key may have an address of its own.
    if method.starts_with("https://")
        && own != method
        && let Some(text) = setting.document(method)
    {
        return read(&text, method);
    }
    let document = if own == method { fetch(own, setting)? } else { document(own, setting)? };
    if own == method {
        return Ok(document);
    }
    ["verificationMethod", "assertionMethod", "authentication", "publicKey"]
        .iter()
        .flat_map(|field| list(&document[*field]))
        .find(|entry| entry.is_object() && names(entry, own, method))
        .cloned()
        .ok_or_else(|| Trouble::failed(format!("the document of {} describes no key {}", shown(own), shown(method))))
}

/// Whether the document of an issuer that is the URL of its document lets the key called `method` sign. One that names no keys for it
/// forbids none.
pub(super) fn lets_sign(method: &str, issuer: &str, setting: &Setting) -> Result<(), Trouble> {
    if base(method) != issuer {
        return Ok(());
    }
    let document = document(issuer, setting)?;
    let signing = &document["assertionMethod"];
    if signing.is_null() || list(signing).iter().any(|entry| names(entry, issuer, method)) {
        return Ok(());
    }
    Err(Trouble::failed(format!("{} is not an assertionMethod of the issuer", shown(method))))
}

fn base(method: &str) -> &str {
    method.split('#').next().unwrap_or_default()
}

/// Whether an entry of the document of `did` is, or is the name of, the key `method`.
fn names(entry: &Value, did: &str, method: &str) -> bool {
    let id = entry.as_str().or_else(|| entry["id"].as_str());
    id.is_some_and(|id| id == method || (id.starts_with('#') && method.strip_prefix(did) == Some(id)))
}

/// The document of a DID, or of an issuer that is the URL of its document.
fn document(did: &str, setting: &Setting) -> Result<Value, Trouble> {
    let document = fetch(did, setting)?;
    if document["id"] != did {
        let found = shown(&document["id"].to_string());
        return Err(Trouble::unknown(format!("the document of {} says that it is that of {found}", shown(did))));
    }
    Ok(document)
}

fn fetch(did: &str, setting: &Setting) -> Result<Value, Trouble> {
    if let Some(multikey) = did.strip_prefix("did:key:") {
        AnyKey::from_multikey(multikey).map_err(Trouble::unknown)?;
        let method = format!("{did}#{multikey}");
        let key = json!({ "id": method, "type": "Multikey", "controller": did, "publicKeyMultibase": multikey });
        return Ok(json!({ "id": did, "verificationMethod": [key], "assertionMethod": [method] }));
    }
    if let Some(encoded) = did.strip_prefix("did:jwk:") {
        let bytes = BASE64URL_NOPAD.decode(encoded.as_bytes()).map_err(|_| Trouble::failed("a did:jwk that is no base64url"))?;
        let jwk = json::read(&bytes).map_err(|error| Trouble::failed(format!("a did:jwk that is no JSON: {error}")))?;
        let method = format!("{did}#0");
        let key = json!({ "id": method, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk });
        let signs = jwk["use"].is_null() || jwk["use"] == "sig";
        return Ok(
            json!({ "id": did, "verificationMethod": [key], "assertionMethod": if signs { vec![method] } else { vec![] } }),
        );
    }
    if did.starts_with("did:")
        && let Some(text) = setting.document(did)
    {
        return read(&text, did);
    }
    let web = did_web_location(did);
    let url = web.as_deref().unwrap_or(did);
    if let Some(text) = setting.document(url) {
        return read(&text, url);
    }
    if url.starts_with("https://") {
        return Err(Trouble::Unknown(format!("needs the document from {}", shown(url)), Some(url.to_owned())));
    }
    let known = "expected a did:key, a did:jwk, a did:web or an https URL";
    Err(Trouble::unknown(format!("{} cannot be looked up, {known}", shown(did))))
}

fn read(text: &str, url: &str) -> Result<Value, Trouble> {
    json::read(text.as_bytes()).map_err(|error| Trouble::unknown(format!("the document from {}: {error}", shown(url))))
}

pub(super) fn shown(text: &str) -> String {
    text.chars().take(160).collect()
}
