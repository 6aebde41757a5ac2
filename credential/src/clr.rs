//! Comprehensive Learner Records 2.0: a credential that carries signed credentials, and says how they belong together.

use serde_json::{Map, Value, json};

use crate::Time;
use crate::claim::{Issuer, Learner, StatusEntry};
use crate::document::{self, maybe, object};
use crate::issue::IssueError;
use crate::json::{self, pointer};
use crate::key::Signer;
use crate::rdf::{CLR, CREDENTIALS, EXTENSIONS, OPEN_BADGES};
use crate::sign::{self, Securing};

/// How one thing in a record belongs to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssociationKind {
    /// The two are the same.
    ExactMatchOf,
    /// The source is below the target.
    IsChildOf,
    /// The source is above the target.
    IsParentOf,
    /// The source is one of the parts of the target.
    IsPartOf,
    /// The two are side by side.
    IsPeerOf,
    /// They have to do with each other.
    IsRelatedTo,
    /// The source comes before the target.
    Precedes,
    /// The target stands in for the source.
    ReplacedBy,
}

impl AssociationKind {
    /// As records write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExactMatchOf => "exactMatchOf",
            Self::IsChildOf => "isChildOf",
            Self::IsParentOf => "isParentOf",
            Self::IsPartOf => "isPartOf",
            Self::IsPeerOf => "isPeerOf",
            Self::IsRelatedTo => "isRelatedTo",
            Self::Precedes => "precedes",
            Self::ReplacedBy => "replacedBy",
        }
    }
}

/// That two things in a record belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    /// How.
    pub kind: AssociationKind,
    /// The id of a credential, or of its achievement, in the record.
    pub source: String,
    /// Likewise.
    pub target: String,
}

/// Everything that a record says. [`issue_clr`] signs it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClrClaim {
    /// `urn:uuid:` and a random UUID.
    pub id: String,
    /// As `Certificate in Statistics`.
    pub name: String,
    /// In a sentence or more.
    pub description: Option<String>,
    /// Who says so.
    pub issuer: Issuer,
    /// About whom. The salt is of this record alone.
    pub learner: Learner,
    /// The signed credentials, as JSON text, of any issuer. At least one.
    pub parts: Vec<String>,
    /// How they belong together.
    pub associations: Vec<Association>,
    /// Whether the learner has earned more than is here.
    pub partial: bool,
    /// When it was earned. Stays when the record is issued again.
    pub awarded_at: Time,
    /// From when it holds.
    pub valid_from: Time,
    /// Until when; for ever where absent.
    pub valid_until: Option<Time>,
    /// Where one finds out whether it was withdrawn: at most one entry for each purpose. Its parts have their own.
    pub status: Vec<StatusEntry>,
}

/// Signs a `ClrCredential` at the time `issued_at`, as JSON text.
///
/// # Errors
/// As [`crate::issue`]; a part that is no JSON credential with a proof, an association that names nothing in the record.
pub fn issue_clr(claim: &ClrClaim, form: Securing, signer: &dyn Signer, issued_at: Time) -> Result<String, IssueError> {
    let method = sign::method(signer, &claim.issuer.did)?;
    let wrong = |place: &str, message: &str| IssueError::Claim { place: place.to_owned(), message: message.to_owned() };
    if claim.learner.salt.chars().count() < 16 || claim.learner.email.trim().is_empty() {
        return Err(wrong("/credentialSubject/identifier/0", "expected an address, and a salt of at least 16 characters"));
    }
    if claim.valid_until.is_some_and(|until| until <= claim.valid_from) {
        return Err(wrong("/validUntil", "expected a time after validFrom"));
    }
    let mut parts = Vec::new();
    let mut known = vec![claim.id.clone()];
    for (index, text) in claim.parts.iter().enumerate() {
        let place = pointer("/credentialSubject/verifiableCredential", &index.to_string());
        let part = json::read(text.as_bytes()).map_err(|message| IssueError::Claim { place: place.clone(), message })?;
        if part.get("proof").is_none() {
            return Err(wrong(&place, "expected a credential with a proof"));
        }
        known.extend(
            [&part["id"], &part["credentialSubject"]["achievement"]["id"]].iter().filter_map(|id| id.as_str()).map(str::to_owned),
        );
        parts.push(part);
    }
    if parts.is_empty() {
        return Err(wrong("/credentialSubject/verifiableCredential", "expected at least one credential"));
    }
    for (index, association) in claim.associations.iter().enumerate() {
        for (end, id) in [("sourceId", &association.source), ("targetId", &association.target)] {
            if !known.contains(id) {
                let place = format!("/credentialSubject/association/{index}/{end}");
                return Err(wrong(&place, "expected the id of a credential in the record, or of its achievement"));
            }
        }
    }
    let mut unsigned = own_words(claim, form);
    sign::readable(&mut unsigned)?;
    // Other than the schema of a badge, nothing here allows one entry only.
    if let [one] = claim.status.as_slice() {
        unsigned.insert("credentialStatus".to_owned(), document::status(one));
    } else if !claim.status.is_empty() {
        let entries: Vec<Value> = claim.status.iter().map(document::status).collect();
        unsigned.insert("credentialStatus".to_owned(), json!(entries));
    }
    unsigned["credentialSubject"]["verifiableCredential"] = Value::from(parts);
    match form {
        Securing::Jwt => sign::as_jwt(unsigned, method, signer),
        Securing::Rdfc | Securing::Jcs => sign::written(&sign::with_proof(unsigned, form, method, signer, issued_at)?),
    }
}

/// What the record's own issuer says, without its parts: their texts are theirs.
fn own_words(claim: &ClrClaim, form: Securing) -> Map<String, Value> {
    let mut subject = object([("type", json!(["ClrSubject"])), ("identifier", json!(document::identifiers(&claim.learner)))]);
    if form == Securing::Jwt {
        subject.insert("id".to_owned(), json!(document::subject_id(&claim.learner.salt, &claim.id)));
    }
    if !claim.associations.is_empty() {
        let associations: Vec<Value> = claim
            .associations
            .iter()
            .map(|association| {
                json!({
                    "type": "Association", "associationType": association.kind.as_str(),
                    "sourceId": association.source, "targetId": association.target,
                })
            })
            .collect();
        subject.insert("association".to_owned(), json!(associations));
    }
    let mut root = object([
        ("@context", json!([CREDENTIALS, CLR, OPEN_BADGES, EXTENSIONS])),
        ("id", json!(claim.id)),
        ("type", json!(["VerifiableCredential", "ClrCredential"])),
        ("name", json!(claim.name)),
        ("issuer", document::issuer(&claim.issuer)),
        ("awardedDate", json!(claim.awarded_at.whole_second().to_string())),
        ("validFrom", json!(claim.valid_from.whole_second().to_string())),
        ("partial", json!(claim.partial)),
        ("credentialSubject", Value::Object(subject)),
    ]);
    maybe(&mut root, "description", claim.description.as_deref());
    maybe(&mut root, "validUntil", claim.valid_until.map(|until| until.whole_second().to_string()).as_deref());
    root
}
