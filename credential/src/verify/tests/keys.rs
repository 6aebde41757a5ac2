//! How DID documents describe keys, and which descriptions are believed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{NOW, badge, signed};
use crate::verdict::{Check, Verdict};
use crate::{IssuerKey, SecretKey, Signer as _, verify};

const DID: &str = "did:web:example.org";

/// What comes of a badge whose issuer's document describes the key otherwise.
fn described(change: impl FnOnce(&mut Value)) -> Verdict {
    let key = IssuerKey::did_web(DID, SecretKey::from_bytes(&[1; 32]));
    let document = signed(badge(&key), &key).to_string();
    let mut method = json!({
        "id": key.verification_method(), "type": "Multikey", "controller": DID,
        "publicKeyMultibase": key.public().multikey(),
    });
    change(&mut method);
    let did = json!({ "id": DID, "verificationMethod": [method], "assertionMethod": [key.verification_method()] });
    let documents = BTreeMap::from([("https://example.org/.well-known/did.json".to_owned(), did.to_string())]);
    verify(document.as_bytes(), &documents, NOW.parse().unwrap())
}

/// The same key as a JSON Web Key.
fn jwk() -> Value {
    let key = SecretKey::from_bytes(&[1; 32]).public().multikey();
    let bytes = bs58::decode(&key[1..]).into_vec().unwrap();
    json!({ "kty": "OKP", "crv": "Ed25519", "x": data_encoding::BASE64URL_NOPAD.encode(&bytes[2..]) })
}

fn as_jwk(kind: &'static str) -> impl FnOnce(&mut Value) {
    move |method| {
        method["type"] = kind.into();
        method.as_object_mut().unwrap().remove("publicKeyMultibase");
        method["publicKeyJwk"] = jwk();
    }
}

#[test]
fn a_key_of_a_known_type_is_read_as_the_type_prescribes() {
    assert!(matches!(described(|_| ()), Verdict::Valid(_)));
    assert!(matches!(described(|method| method["type"] = "Ed25519VerificationKey2020".into()), Verdict::Valid(_)));
    for kind in ["JsonWebKey", "JsonWebKey2020"] {
        assert!(matches!(described(as_jwk(kind)), Verdict::Valid(_)), "{kind}");
    }
}

#[test]
fn a_key_of_another_type_is_not_known() {
    let unknown = |change: &dyn Fn(&mut Value), message: &str| {
        let Verdict::Unverifiable(reason) = described(|method| change(method)) else { panic!("{message}") };
        assert!(reason.check == Check::Proof && reason.message.contains(message), "{reason}");
    };
    unknown(&|method| method["type"] = "Foo".into(), "the key is a Foo, expected Multikey or JsonWebKey");
    unknown(&|method| method["type"] = json!(["Multikey"]), "the key has no type");
    unknown(&|method| drop(method.as_object_mut().unwrap().remove("type")), "the key has no type");
    unknown(&|method| method["type"] = "JsonWebKey2020".into(), "expected its publicKeyJwk");
    unknown(&|method| as_jwk("Multikey")(method), "expected its publicKeyMultibase");
    unknown(&|method| method["publicKeyJwk"] = jwk(), "stated twice");
    unknown(
        &|method| {
            method["type"] = "Ed25519VerificationKey2020".into();
            method["publicKeyMultibase"] = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv".into();
        },
        "a key of another kind",
    );
}

#[test]
fn a_key_must_say_that_it_is_the_issuers() {
    let Verdict::Invalid(reason) = described(|method| drop(method.as_object_mut().unwrap().remove("controller"))) else {
        panic!()
    };
    assert_eq!(reason.message, "the key has no controller, expected did:web:example.org");
    for other in [json!("did:web:example.com"), json!([DID]), json!(null)] {
        let Verdict::Invalid(reason) = described(|method| method["controller"] = other) else { panic!() };
        assert!(reason.message.contains("the issuer is did:web:example.org"), "{reason}");
    }
}

/// What comes of a token that brings its key itself, where the issuer's document describes that key otherwise.
fn brought(change: impl FnOnce(&mut Value)) -> Verdict {
    let key = IssuerKey::did_web(DID, SecretKey::from_bytes(&[1; 32]));
    let part = |value: &Value| data_encoding::BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let mut claims = badge(&key);
    let more = json!({ "iss": DID, "jti": "urn:uuid:1", "sub": "did:example:1", "nbf": 1_767_225_600 });
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let signed = format!("{}.{}", part(&json!({ "alg": "EdDSA", "typ": "JWT", "jwk": jwk() })), part(&claims));
    let token = format!("{signed}.{}", data_encoding::BASE64URL_NOPAD.encode(&key.sign(signed.as_bytes()).unwrap()));
    let mut method = json!({
        "id": key.verification_method(), "type": "Multikey", "controller": DID,
        "publicKeyMultibase": key.public().multikey(),
    });
    change(&mut method);
    let did = json!({ "id": DID, "verificationMethod": [method], "assertionMethod": [key.verification_method()] });
    let documents = BTreeMap::from([("https://example.org/.well-known/did.json".to_owned(), did.to_string())]);
    verify(token.as_bytes(), &documents, NOW.parse().unwrap())
}

#[test]
fn a_key_that_a_token_brings_is_held_to_what_its_issuer_says_of_it() {
    assert!(matches!(brought(|_| ()), Verdict::Valid(_)), "{:?}", brought(|_| ()));
    for (field, message) in [("revoked", "was revoked on 2026-02-01"), ("expires", "expired on 2026-02-01")] {
        let Verdict::Invalid(reason) = brought(|method| method[field] = "2026-02-01T00:00:00Z".into()) else { panic!("{field}") };
        assert!(reason.check == Check::Proof && reason.message.contains(message), "{reason}");
    }
    // One that cannot be read may be the same.
    let Verdict::Unverifiable(reason) = brought(|method| method["type"] = "Foo".into()) else { panic!() };
    assert!(reason.check == Check::Proof && reason.message.contains("the key is a Foo"), "{reason}");
    let Verdict::Invalid(reason) = brought(|method| method["controller"] = "did:web:example.com".into()) else { panic!() };
    assert!(reason.message.contains("the key is that of"), "{reason}");
}
