//! A claim becomes a credential: the document, its proof, and a last look at it as a verifier would.

use serde_json::{Map, Value};

use crate::claim::Claim;
use crate::json::{self, pointer};
use crate::key::{Signer, SignerError};
use crate::proof::{CRYPTOSUITE, signed_bytes};
use crate::rdf::{Problem, bundled};
use crate::verdict::Failure;
use crate::{Time, document, schema};

/// Why a claim was not signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// Something that the claim says cannot stand in a credential.
    #[error("the claim at {place}: {message}")]
    Claim {
        /// A JSON pointer into the credential that it would have become.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// The signer's key is not one of the issuer's.
    #[error("the signer's key {method} is not one of the issuer {issuer}")]
    WrongSigner {
        /// The key's name.
        method: String,
        /// The claim's issuer.
        issuer: String,
    },
    /// The signer did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

/// Signs `claim` at the time `issued_at` (the proof's `created`): an Open Badges 3.0 `OpenBadgeCredential` on the Verifiable
/// Credentials data model 2.0 with a `DataIntegrityProof`, cryptosuite eddsa-rdfc-2022, as JSON text.
///
/// The same claim, key and time give the same bytes.
///
/// # Errors
/// [`IssueError::Claim`] for a claim that no verifier would accept (every such claim is refused here, with its place),
/// [`IssueError::WrongSigner`], [`IssueError::Signer`].
pub fn issue(claim: &Claim, signer: &dyn Signer, issued_at: Time) -> Result<String, IssueError> {
    let method = signer.verification_method();
    if method.split('#').next() != Some(&claim.issuer.did) {
        return Err(IssueError::WrongSigner { method: method.to_owned(), issuer: claim.issuer.did.clone() });
    }
    let wrong = |place: &str, message: &str| IssueError::Claim { place: place.to_owned(), message: message.to_owned() };
    let words = [
        ("/name", &claim.achievement.title),
        ("/credentialSubject/achievement/criteria/narrative", &claim.achievement.criteria),
        ("/credentialSubject/identifier/0/identityHash", &claim.learner.email),
        ("/evidence/0/narrative", &claim.sitting.narrative),
        ("/evidence/0/narrative", &claim.sitting.delivery),
        ("/evidence/0/narrative", &claim.sitting.identity),
    ];
    if let Some((place, _)) = words.iter().find(|(_, text)| text.trim().is_empty()) {
        return Err(wrong(place, "empty, expected text"));
    }
    if claim.achievement.outcomes.is_empty() {
        return Err(wrong("/credentialSubject/achievement/alignment", "expected at least one learning outcome"));
    }
    if claim.learner.salt.chars().count() < 16 {
        return Err(wrong("/credentialSubject/identifier/0/salt", "expected at least 16 characters"));
    }
    if claim.valid_until.is_some_and(|until| until <= claim.valid_from) {
        return Err(wrong("/validUntil", "expected a time after validFrom"));
    }
    let hours = claim.achievement.workload.hours;
    if !(hours > 0.0 && hours < 1e6) {
        return Err(wrong("/credentialSubject/achievement/alignment", "expected a workload of more than no hours"));
    }
    if claim.achievement.workload.credits.as_ref().is_some_and(|credits| !(0.001..1e6).contains(&credits.value)) {
        return Err(wrong("/credentialSubject/creditsEarned", "expected a number of credits from 0.001 to a million"));
    }
    let mut unsigned = document::document(claim);
    for (key, value) in &mut unsigned {
        printable(value, &pointer("", key))?;
        if let Some(place) = json::odd_number(value, &pointer("", key)) {
            return Err(wrong(&place, "expected a number of at most 16 digits"));
        }
    }

    let mut proof: Map<String, Value> = [
        ("type", Value::from("DataIntegrityProof")),
        ("cryptosuite", Value::from(CRYPTOSUITE)),
        ("created", Value::from(issued_at.whole_second().to_string())),
        ("verificationMethod", Value::from(method)),
        ("proofPurpose", Value::from("assertionMethod")),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect();
    let bytes = signed_bytes(&unsigned, &proof, bundled).map_err(|problem| match problem {
        Problem::NotCovered { place, message } | Problem::Unknown { place, message } => IssueError::Claim { place, message },
    })?;
    let signature = signer.sign(&bytes)?;
    proof.insert("proofValue".to_owned(), Value::from(format!("z{}", bs58::encode(signature).into_string())));

    let mut signed = unsigned;
    signed.insert("proof".to_owned(), Value::from([proof]));
    schema::check(&signed).map_err(|failure| match failure {
        Failure::Invalid(reason) | Failure::Unverifiable(reason) => {
            IssueError::Claim { place: reason.place, message: reason.message }
        }
    })?;
    let text = serde_json::to_string_pretty(&signed).expect("a JSON value is JSON");
    json::read(text.as_bytes()).map_err(|error| wrong("", &error))?;
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
