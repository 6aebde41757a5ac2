//! A claim becomes a credential: the document, its proof, and a last look at it as a verifier would.

use serde_json::{Map, Value, json};

use crate::claim::{Claim, MeasureKind, Purpose, StatusEntry};
use crate::endorsement::{self, Endorsement};
use crate::json::{self, pointer};
use crate::key::{Algorithm, Signer, SignerError};
use crate::sign::{self, Securing};
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
    /// The signer's key does not sign this form.
    #[error("a {} key signs no credential of the form {form:?}, expected EdDSA", algorithm.as_str())]
    WrongAlgorithm {
        /// What was asked for.
        form: Securing,
        /// What the key does.
        algorithm: Algorithm,
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
/// [`IssueError::WrongSigner`], [`IssueError::WrongAlgorithm`], [`IssueError::Signer`].
pub fn issue(claim: &Claim, signer: &dyn Signer, issued_at: Time) -> Result<String, IssueError> {
    issue_as(claim, Securing::Rdfc, signer, issued_at)
}

/// As [`issue`], in the form that is asked for: all forms of one claim are the same credential with the same id.
///
/// # Errors
/// As [`issue`]. A P-256 key signs [`Securing::Jwt`] only, and no suspension entry (make that endorsement with an Ed25519 key of the same
/// issuer by [`crate::issue_endorsement`] and add it to [`Claim::endorsements`]).
pub fn issue_as(claim: &Claim, form: Securing, signer: &dyn Signer, issued_at: Time) -> Result<String, IssueError> {
    let method = sign::method(signer, &claim.issuer.did)?;
    sensible(claim)?;
    let mut unsigned = document::document(claim);
    if form == Securing::Jwt {
        let id = document::subject_id(&claim.learner.salt, &claim.id);
        unsigned["credentialSubject"]["id"] = Value::from(id);
    }
    sign::readable(&mut unsigned)?;
    if let Some(entry) = own_entry(&claim.status)? {
        unsigned.insert("credentialStatus".to_owned(), document::status(entry));
    }
    let endorsements = endorsements(claim, signer, issued_at)?;
    if !endorsements.is_empty() {
        unsigned.insert("endorsement".to_owned(), Value::from(endorsements));
    }
    if form == Securing::Jwt {
        well_formed(&{
            let mut like = unsigned.clone();
            like.insert("proof".to_owned(), json!([{ "type": "JWT" }]));
            like
        })?;
        return sign::as_jwt(unsigned, method, signer);
    }
    let signed = sign::with_proof(unsigned, form, method, signer, issued_at)?;
    well_formed(&signed)?;
    sign::written(&signed)
}

/// What the document itself cannot show to be wrong.
pub(crate) fn sensible(claim: &Claim) -> Result<(), IssueError> {
    let wrong = |place: &str, message: &str| IssueError::Claim { place: place.to_owned(), message: message.to_owned() };
    let mut words = vec![
        ("/name", &claim.achievement.title),
        ("/credentialSubject/achievement/criteria/narrative", &claim.achievement.criteria),
        ("/credentialSubject/identifier/0/identityHash", &claim.learner.email),
    ];
    if let Some(sitting) = &claim.sitting {
        words.extend([&sitting.narrative, &sitting.delivery.text, &sitting.identity].map(|text| ("/evidence/0/narrative", text)));
    }
    words.extend(claim.by_hand.iter().map(|text| ("/credentialSubject/narrative", text)));
    if let Some((place, _)) = words.iter().find(|(_, text)| text.trim().is_empty()) {
        return Err(wrong(place, "empty, expected text"));
    }
    if claim.sitting.is_none() && claim.by_hand.is_none() && claim.evidence.is_empty() {
        return Err(wrong("/evidence", "expected a sitting, other evidence, or word that it is given by hand"));
    }
    let outcomes = &claim.achievement.outcomes;
    if outcomes.is_empty() {
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
    for (index, measure) in claim.results.iter().enumerate() {
        let place = format!("/credentialSubject/result/{index}");
        if measure.outcome.as_ref().is_some_and(|id| !outcomes.iter().any(|outcome| outcome.id == *id)) {
            return Err(wrong(&format!("{place}/alignment"), "expected one of the achievement's learning outcomes"));
        }
        if let MeasureKind::Levels(levels) = &measure.kind {
            let known = |key: &String| levels.iter().filter(|level| level.key == *key).count() == 1;
            if !known(&measure.value) || !measure.required.as_ref().is_none_or(known) {
                return Err(wrong(&format!("{place}/achievedLevel"), "expected one of the levels"));
            }
        }
    }
    Ok(())
}

/// The entry that stands in the credential itself: the schema has room for one.
fn own_entry(status: &[StatusEntry]) -> Result<Option<&StatusEntry>, IssueError> {
    let wrong = |message: &str| IssueError::Claim { place: "/credentialStatus".to_owned(), message: message.to_owned() };
    if (1..status.len()).any(|index| status[..index].iter().any(|other| other.purpose == status[index].purpose)) {
        return Err(wrong("expected at most one entry for each purpose"));
    }
    Ok(status.iter().find(|entry| entry.purpose == Purpose::Revocation).or(status.first()))
}

/// The endorsements that were given, and the issuer's own word that the credential may be relied on, where it can be suspended.
fn endorsements(claim: &Claim, signer: &dyn Signer, at: Time) -> Result<Vec<Value>, IssueError> {
    let mut all = Vec::new();
    for (index, text) in claim.endorsements.iter().enumerate() {
        let place = pointer("/endorsement", &index.to_string());
        let value = json::read(text.as_bytes()).map_err(|message| IssueError::Claim { place, message })?;
        all.push(value);
    }
    let [_, _] = claim.status.as_slice() else { return Ok(all) };
    let suspension = claim.status.iter().find(|entry| entry.purpose == Purpose::Suspension);
    let standing = Endorsement {
        id: format!("{}#standing", claim.id),
        name: "In good standing".to_owned(),
        comment:
            "The issuer stands by this credential. While it is suspended, this statement is suspended, and the credential must \
                  not be relied on."
                .to_owned(),
        // Not the credential's own id: readers of JSON-LD would take the two for one node, and some refuse that.
        of: format!("{}#award", claim.id),
        to: Some(claim.learner.clone()),
        issuer: claim.issuer.clone(),
        valid_from: claim.valid_from,
        valid_until: claim.valid_until,
        status: suspension.cloned(),
    };
    all.push(Value::Object(endorsement::signed(&standing, signer, at)?));
    Ok(all)
}

fn well_formed(document: &Map<String, Value>) -> Result<(), IssueError> {
    schema::check(document).map_err(|(place, message)| IssueError::Claim { place, message })
}
