//! The list in which one looks up whether a credential was withdrawn, signed as a credential itself.

use serde_json::json;

use crate::Time;
use crate::claim::Purpose;
use crate::document::object;
use crate::issue::IssueError;
use crate::key::Signer;
use crate::rdf::CREDENTIALS;
use crate::sign::{self, Securing};
use crate::status::Bits;

/// Signs a `BitstringStatusListCredential` of the issuer (a DID), to be served at `url`, as JSON text. It holds from `at` until
/// `until`, so that one of before a revocation cannot be shown for ever.
///
/// # Errors
/// As [`crate::issue`].
pub fn issue_status_list(
    url: &str,
    purpose: Purpose,
    bits: &Bits,
    issuer: &str,
    signer: &dyn Signer,
    at: Time,
    until: Time,
) -> Result<String, IssueError> {
    let method = sign::method(signer, issuer)?;
    let mut unsigned = object([
        ("@context", json!([CREDENTIALS])),
        ("id", json!(url)),
        ("type", json!(["VerifiableCredential", "BitstringStatusListCredential"])),
        ("issuer", json!(issuer)),
        ("validFrom", json!(at.whole_second().to_string())),
        ("validUntil", json!(until.whole_second().to_string())),
        (
            "credentialSubject",
            json!({
                "id": format!("{url}#list"),
                "type": "BitstringStatusList",
                "statusPurpose": purpose.as_str(),
                "encodedList": bits.encode(),
            }),
        ),
    ]);
    sign::readable(&mut unsigned)?;
    sign::written(&sign::with_proof(unsigned, Securing::Rdfc, method, signer, at)?)
}
