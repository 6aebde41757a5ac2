//! A credential that was signed, in another form: the same document with another proof, or as a JWT.

use serde_json::{Value, json};

use crate::claim::Claim;
use crate::issue::IssueError;
use crate::json;
use crate::key::Signer;
use crate::sign::{self, Securing};
use crate::{Time, document};

/// Signs the document of `signed` (JSON with a proof, as [`crate::issue`] gives it) in another form. It stays the same credential: id,
/// dates, status and what it says do not change.
///
/// # Errors
/// [`IssueError::Claim`] for text that is no JSON credential; [`IssueError::WrongSigner`] where the signer's key is not one of its issuer.
pub fn issue_again(signed: &str, form: Securing, signer: &dyn Signer, at: Time) -> Result<String, IssueError> {
    let wrong = |place: &str, message: String| IssueError::Claim { place: place.to_owned(), message };
    let document = json::read(signed.as_bytes()).map_err(|message| wrong("", message))?;
    let Value::Object(mut unsigned) = document else { return Err(wrong("", "expected an object".to_owned())) };
    unsigned.remove("proof");
    let issuer = unsigned.get("issuer").and_then(|issuer| issuer.as_str().or_else(|| issuer["id"].as_str()));
    let issuer = issuer.ok_or_else(|| wrong("/issuer", "expected an issuer with an id".to_owned()))?.to_owned();
    let method = sign::method(signer, &issuer)?;
    if form != Securing::Jwt {
        return sign::written(&sign::with_proof(unsigned, form, method, signer, at)?);
    }
    let Some(id) = unsigned.get("id").and_then(Value::as_str).map(str::to_owned) else {
        return Err(wrong("/id", "expected an id".to_owned()));
    };
    let Some(Value::Object(subject)) = unsigned.get_mut("credentialSubject") else {
        return Err(wrong("/credentialSubject", "expected one subject".to_owned()));
    };
    if !subject.contains_key("id") {
        let salt = subject.get("identifier").and_then(|all| all[0]["salt"].as_str()).unwrap_or_default().to_owned();
        subject.insert("id".to_owned(), json!(document::subject_id(&salt, &id)));
    }
    sign::as_jwt(unsigned, method, signer)
}

/// What the achievement of a claim is, as Open Badges 3.0 says it: for whoever follows its id.
pub fn achievement_document(claim: &Claim) -> Value {
    let mut root = document::document(claim);
    let mut achievement = root["credentialSubject"]["achievement"].take();
    achievement["@context"] = root["@context"].take();
    achievement
}
