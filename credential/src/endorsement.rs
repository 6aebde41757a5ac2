//! Endorsements: signed words about a credential, an achievement or an issuer.

use serde_json::{Map, Value, json};

use crate::Time;
use crate::claim::{Issuer, Learner, StatusEntry};
use crate::document::{self, maybe, object};
use crate::issue::IssueError;
use crate::key::Signer;
use crate::rdf::{CREDENTIALS, OPEN_BADGES};
use crate::sign::{self, Securing};

/// What is said of what, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endorsement {
    /// A URI of its own.
    pub id: String,
    /// As `Quality assured`.
    pub name: String,
    /// In a sentence or more.
    pub comment: String,
    /// The id of what is endorsed.
    pub of: String,
    /// Whose it is, where what is endorsed was given to a person: its address as a salted hash, never its name. Verifiers that
    /// are told whom they expect ask it of the credentials inside a credential, too.
    pub to: Option<Learner>,
    /// Who says so.
    pub issuer: Issuer,
    /// From when it holds.
    pub valid_from: Time,
    /// Until when; for ever where absent.
    pub valid_until: Option<Time>,
    /// Where one finds out whether it was withdrawn.
    pub status: Option<StatusEntry>,
}

/// Signs an endorsement: an Open Badges 3.0 `EndorsementCredential` with a proof of eddsa-rdfc-2022, as JSON text.
///
/// # Errors
/// As [`crate::issue`].
pub fn issue_endorsement(endorsement: &Endorsement, signer: &dyn Signer, at: Time) -> Result<String, IssueError> {
    sign::written(&signed(endorsement, signer, at)?)
}

pub(crate) fn signed(endorsement: &Endorsement, signer: &dyn Signer, at: Time) -> Result<Map<String, Value>, IssueError> {
    let method = sign::method(signer, &endorsement.issuer.did)?;
    let mut subject = object([
        ("id", json!(endorsement.of)),
        ("type", json!(["EndorsementSubject"])),
        ("endorsementComment", json!(endorsement.comment)),
    ]);
    if let Some(learner) = &endorsement.to {
        // The context knows identifiers of the subject of an achievement only.
        subject.insert("type".to_owned(), json!(["EndorsementSubject", "AchievementSubject"]));
        subject.insert("identifier".to_owned(), json!([document::identifier(learner)]));
    }
    let mut unsigned = object([
        ("@context", json!([CREDENTIALS, OPEN_BADGES])),
        ("id", json!(endorsement.id)),
        ("type", json!(["VerifiableCredential", "EndorsementCredential"])),
        ("name", json!(endorsement.name)),
        ("issuer", document::issuer(&endorsement.issuer)),
        ("validFrom", json!(endorsement.valid_from.whole_second().to_string())),
        ("credentialSubject", Value::Object(subject)),
    ]);
    maybe(&mut unsigned, "validUntil", endorsement.valid_until.map(|until| until.whole_second().to_string()).as_deref());
    if let Some(entry) = &endorsement.status {
        unsigned.insert("credentialStatus".to_owned(), document::status(entry));
    }
    sign::readable(&mut unsigned)?;
    sign::with_proof(unsigned, Securing::Rdfc, method, signer, at)
}
