//! A document becomes a signed one, in each of the forms that credentials have.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value, json};

use crate::digest::sha256;
use crate::issue::IssueError;
use crate::json::{self, Told, pointer};
use crate::key::{Algorithm, Signer};
use crate::proof::{CRYPTOSUITE, signed_bytes};
use crate::rdf::{Problem, bundled};
use crate::{Time, jcs};

/// How a credential is signed and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Securing {
    /// JSON with a proof over its statements (eddsa-rdfc-2022): what Open Badges asks of issuers.
    #[default]
    Rdfc,
    /// JSON with a proof over its text (eddsa-jcs-2022).
    Jcs,
    /// A compact JWT (VC-JWT), with EdDSA or ES256 as the signer's key has it.
    Jwt,
}

/// The signer's name, once it is sure that it is a key of `issuer`.
pub(crate) fn method<'a>(signer: &'a dyn Signer, issuer: &str) -> Result<&'a str, IssueError> {
    let method = signer.verification_method();
    if method.split('#').next() == Some(issuer) {
        return Ok(method);
    }
    Err(IssueError::WrongSigner { method: method.to_owned(), issuer: issuer.to_owned() })
}

/// `unsigned` with a proof.
pub(crate) fn with_proof(
    mut unsigned: Map<String, Value>,
    form: Securing,
    method: &str,
    signer: &dyn Signer,
    at: Time,
) -> Result<Map<String, Value>, IssueError> {
    if signer.algorithm() != Algorithm::EdDsa {
        return Err(IssueError::WrongAlgorithm { form, algorithm: signer.algorithm() });
    }
    let suite = if form == Securing::Jcs { "eddsa-jcs-2022" } else { CRYPTOSUITE };
    let Value::Object(mut proof) = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": at.whole_second().to_string(),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }) else {
        unreachable!("an object was written")
    };
    let bytes = if form == Securing::Jcs {
        proof.insert("@context".to_owned(), unsigned["@context"].clone());
        let hashes =
            [Value::Object(proof.clone()), Value::Object(unsigned.clone())].map(|part| sha256(jcs::text(&part).as_bytes()));
        hashes.concat()
    } else {
        signed_bytes(&unsigned, &proof, bundled)
            .map_err(|problem| match problem {
                Problem::NotCovered { place, message } | Problem::Unknown { place, message } => {
                    IssueError::Claim { place, message }
                }
            })?
            .to_vec()
    };
    let signature = signer.sign(&bytes)?;
    proof.insert("proofValue".to_owned(), Value::from(format!("z{}", bs58::encode(signature).into_string())));
    unsigned.insert("proof".to_owned(), Value::from([proof]));
    Ok(unsigned)
}

/// `unsigned` as a compact JWT. Its subject must have an id.
pub(crate) fn as_jwt(mut unsigned: Map<String, Value>, method: &str, signer: &dyn Signer) -> Result<String, IssueError> {
    let seconds = |key: &str| {
        unsigned
            .get(key)
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<Time>().ok())
            .map(|time| time.unix_ms().div_euclid(1000))
    };
    let claims = [
        ("iss", Some(unsigned["issuer"]["id"].clone())),
        ("sub", Some(unsigned["credentialSubject"]["id"].clone())),
        ("jti", Some(unsigned["id"].clone())),
        ("nbf", seconds("validFrom").map(Value::from)),
        ("exp", seconds("validUntil").map(Value::from)),
    ];
    for (claim, value) in claims {
        if let Some(value) = value {
            unsigned.insert(claim.to_owned(), value);
        }
    }
    let header = json!({ "alg": signer.algorithm().as_str(), "kid": method, "typ": "JWT" });
    let parts = [header, Value::Object(unsigned)].map(|part| BASE64URL_NOPAD.encode(part.to_string().as_bytes()));
    let input = parts.join(".");
    let signature = signer.sign(input.as_bytes())?;
    Ok(format!("{input}.{}", BASE64URL_NOPAD.encode(&signature)))
}

/// Makes texts and numbers such as every reader reads alike, or says which is not.
pub(crate) fn readable(document: &mut Map<String, Value>) -> Result<(), IssueError> {
    for (key, value) in document {
        let place = pointer("", key);
        printable(value, &place)?;
        if let Some(place) = json::odd_number(value, Told::Everywhere, &place) {
            return Err(IssueError::Claim { place, message: "expected a number of at most 16 digits".to_owned() });
        }
    }
    Ok(())
}

/// As JSON text that a verifier can read.
pub(crate) fn written(document: &Map<String, Value>) -> Result<String, IssueError> {
    let text = serde_json::to_string_pretty(document).expect("a JSON value is JSON");
    json::read(text.as_bytes()).map_err(|message| IssueError::Claim { place: String::new(), message })?;
    Ok(text)
}

/// Ends lines with a line feed alone, and refuses control characters: different canonicalizers write them differently, so that
/// some would reject a right signature.
fn printable(value: &mut Value, place: &str) -> Result<(), IssueError> {
    let wrong = |message: String| Err(IssueError::Claim { place: place.to_owned(), message });
    match value {
        Value::String(text) => {
            if text.contains("\r\n") {
                *text = text.replace("\r\n", "\n");
            }
            if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
                return wrong(format!("the control character U+{:04X}", u32::from(c)));
            }
            if text.trim().is_empty() {
                return wrong("empty, expected text".to_owned());
            }
            Ok(())
        }
        Value::Array(items) => {
            items.iter_mut().enumerate().try_for_each(|(index, item)| printable(item, &pointer(place, &index.to_string())))
        }
        Value::Object(object) => object.iter_mut().try_for_each(|(key, item)| printable(item, &pointer(place, key))),
        _ => Ok(()),
    }
}
