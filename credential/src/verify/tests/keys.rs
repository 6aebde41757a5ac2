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
