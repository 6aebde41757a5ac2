//! Data Integrity with the cryptosuite eddsa-rdfc-2022 (W3C Recommendation of 15 May 2025).

use serde_json::{Map, Value};

use crate::digest::sha256;
use crate::rdf::{Problem, Sources, canonical_text};

/// The one cryptosuite that is made and understood.
pub(crate) const CRYPTOSUITE: &str = "eddsa-rdfc-2022";

/// The 64 bytes that are signed: the digest of the proof's own statements, then that of the document's.
///
/// `document` has no `proof`, and `config`, the proof, no `proofValue`; both are read with the document's `@context`.
pub(crate) fn signed_bytes(
    document: &Map<String, Value>,
    config: &Map<String, Value>,
    sources: Sources,
) -> Result<[u8; 64], Problem> {
    let mut config = config.clone();
    if let Some(context) = document.get("@context") {
        config.insert("@context".to_owned(), context.clone());
    }
    let of_document = canonical_text(&Value::Object(document.clone()), sources)?;
    let of_proof = canonical_text(&Value::Object(config), sources).map_err(in_proof)?;
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&sha256(of_proof.as_bytes()));
    bytes[32..].copy_from_slice(&sha256(of_document.as_bytes()));
    Ok(bytes)
}

fn in_proof(problem: Problem) -> Problem {
    match problem {
        Problem::NotCovered { place, message } => Problem::NotCovered { place: format!("/proof{place}"), message },
        Problem::Unknown { place, message } => Problem::Unknown { place: format!("/proof{place}"), message },
    }
}
