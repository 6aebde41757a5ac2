//! Numbers that programs write differently: what a signature says of them, and what it does not.

use serde_json::{Value, json};

use super::{NOW, badge, judge, key, signed};
use crate::digest::sha256;
use crate::verdict::{Check, Verdict};
use crate::{Signer as _, jcs};

fn with_credits(number: &str) -> Value {
    let mut document = badge(&key(1));
    document["credentialSubject"]["achievement"]["creditsAvailable"] = serde_json::from_str(number).unwrap();
    document
}

/// Signed as text.
fn signed_text(mut document: Value) -> Value {
    let key = key(1);
    let mut proof = json!({
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": NOW,
        "verificationMethod": key.verification_method(), "proofPurpose": "assertionMethod", "@context": document["@context"],
    });
    let bytes = [&proof, &document].map(|value| sha256(jcs::text(value).as_bytes())).concat();
    proof["proofValue"] = format!("z{}", bs58::encode(key.sign(&bytes).unwrap()).into_string()).into();
    document["proof"] = proof;
    document
}

/// The same document, in which another number stands after signing.
fn instead(mut document: Value, number: &str) -> Value {
    document["credentialSubject"]["achievement"]["creditsAvailable"] = serde_json::from_str(number).unwrap();
    document
}

#[test]
fn odd_numbers_that_a_signature_tells_apart_are_valid_and_changed_ones_are_not() {
    for number in ["1e-7", "1e21", "-5e-324", "0.30000000000000004", "9007199254740994", "9223372036854775808", "1.5e300"] {
        let document = signed_text(with_credits(number));
        assert!(matches!(judge(&document), Verdict::Valid(_)), "{number}: {:?}", judge(&document));
        for other in ["1", "2e-7", "1e22", "0", "0.3", "9007199254740992"] {
            let Verdict::Invalid(reason) = judge(&instead(document.clone(), other)) else { panic!("{number}: {other}") };
            assert!(reason.message.contains("changed after signing"), "{reason}");
        }
    }
    for number in ["1e20", "1e21", "-1e300", "1.5e-7", "9007199254740994"] {
        let document = signed(with_credits(number), &key(1));
        assert!(matches!(judge(&document), Verdict::Valid(_)), "{number}: {:?}", judge(&document));
        for other in ["1", "1e22", "1.6e-7", "9007199254740992"] {
            assert!(matches!(judge(&instead(document.clone(), other)), Verdict::Invalid(_)), "{number}: {other}");
        }
    }
}

#[test]
fn numbers_that_a_signature_does_not_tell_apart_are_never_valid_and_may_have_been_written_differently() {
    let unverifiable = |document: Value| {
        let Verdict::Unverifiable(reason) = judge(&document) else { panic!("{:?}", judge(&document)) };
        let place = "/credentialSubject/achievement/creditsAvailable";
        let is_number = reason.check == Check::Parse && reason.place == place;
        let is_misfit =
            reason.check == Check::Proof && reason.message.contains(&format!("wrote the number at {place} differently"));
        assert!(is_number || is_misfit, "{reason:?}");
    };
    for (number, other) in [("9007199254740993", "18446744073709551615"), ("9007199254740993", "9007199254740995")] {
        unverifiable(signed_text(with_credits(number)));
        unverifiable(instead(signed_text(with_credits(number)), other));
    }
    for (number, other) in [("1e-7", "2e-7"), ("2.3333333333333335", "0.30000000000000004"), ("9007199254740993", "1e-9")] {
        unverifiable(signed(with_credits(number), &key(1)));
        unverifiable(instead(signed(with_credits(number), &key(1)), other));
    }
    // Some libraries sign 1e-7 as 0.
    unverifiable(instead(signed(with_credits("0"), &key(1)), "1e-7"));
    // The nearest double of both is the same.
    unverifiable(instead(signed_text(with_credits("9007199254740992")), "9007199254740993"));
}

#[test]
fn an_odd_number_does_not_cover_for_what_else_is_wrong() {
    let mut document = signed(with_credits("1e-7"), &key(1));
    document["proof"][0]["verificationMethod"] = key(2).verification_method().into();
    assert!(matches!(judge(&document), Verdict::Invalid(_)));
    let mut document = signed_text(with_credits("1e-7"));
    document["credentialSubject"]["achievement"]["name"] = "Surveys".into();
    assert!(matches!(judge(&document), Verdict::Invalid(_)));
}

#[test]
fn numbers_between_two_texts_are_never_called_changed() {
    for number in ["8.0000152587890625", "98765432109876.125", "626919517760482.25"] {
        let document = signed_text(with_credits(number));
        assert!(matches!(judge(&document), Verdict::Valid(_)), "{number}: {:?}", judge(&document));
        let document = signed(with_credits(number), &key(1));
        assert!(matches!(judge(&document), Verdict::Unverifiable(_)), "{number}: {:?}", judge(&document));
    }
}

#[test]
fn a_changed_badge_with_an_odd_number_is_told_first_that_its_signature_does_not_fit() {
    let mut document = signed(with_credits("1"), &key(1));
    document["credentialSubject"]["achievement"]["name"] = "Medicine".into();
    let document = instead(document, "1e-7");
    let Verdict::Unverifiable(reason) = judge(&document) else { panic!("{:?}", judge(&document)) };
    assert!(reason.check == Check::Proof && reason.message.contains("something was changed after signing"), "{reason}");
    // What is no signature at all stays wrong.
    let mut short = document;
    short["proof"][0]["proofValue"] = "z111".into();
    let Verdict::Invalid(reason) = judge(&short) else { panic!("{:?}", judge(&short)) };
    assert!(reason.message.contains("a signature of 3 bytes"), "{reason}");
}
