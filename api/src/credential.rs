//! Credentials after they were signed: what their holder lets them say, what became of them, and those given by hand.

use serde::{Deserialize, Serialize};

/// Whether a credential holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CredentialState {
    /// In force.
    Active,
    /// Not for the moment; it may come back.
    Suspended,
    /// No more, for good.
    Revoked,
}

impl CredentialState {
    /// As stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
        }
    }
}

/// Why, as everyone may know it. A closed set, so that nothing about a person gets into public by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StatusCode {
    /// It should not have been signed.
    IssuedInError,
    /// The result that it says was corrected.
    ResultCorrected,
    /// The assessment was not taken as its rules say.
    Misconduct,
    /// Another took its place.
    Superseded,
    /// Its holder asked for it.
    HolderAsked,
    /// The key that signed it was stolen.
    KeyStolen,
    /// A credential that it rests on was revoked.
    PartRevoked,
    /// It is being looked at.
    UnderReview,
    /// It was looked at, and holds.
    Cleared,
}

impl StatusCode {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::IssuedInError,
        Self::ResultCorrected,
        Self::Misconduct,
        Self::Superseded,
        Self::HolderAsked,
        Self::KeyStolen,
        Self::PartRevoked,
        Self::UnderReview,
        Self::Cleared,
    ];

    /// As stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IssuedInError => "issued_in_error",
            Self::ResultCorrected => "result_corrected",
            Self::Misconduct => "misconduct",
            Self::Superseded => "superseded",
            Self::HolderAsked => "holder_asked",
            Self::KeyStolen => "key_stolen",
            Self::PartRevoked => "part_revoked",
            Self::UnderReview => "under_review",
            Self::Cleared => "cleared",
        }
    }

    /// Those that people may give for this state; the server gives the others.
    pub const fn for_state(state: CredentialState) -> &'static [Self] {
        match state {
            CredentialState::Active => &[Self::Cleared],
            CredentialState::Suspended => &[Self::UnderReview, Self::HolderAsked, Self::PartRevoked],
            CredentialState::Revoked => &[
                Self::IssuedInError,
                Self::ResultCorrected,
                Self::Misconduct,
                Self::HolderAsked,
                Self::KeyStolen,
                Self::PartRevoked,
            ],
        }
    }
}

/// Where a credential comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CredentialSource {
    /// An attempt at an assessment.
    Attempt,
    /// Two people, without an assessment.
    Hand,
    /// A pathway that was completed.
    Pathway,
}

impl CredentialSource {
    /// As stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attempt => "attempt",
            Self::Hand => "hand",
            Self::Pathway => "pathway",
        }
    }
}

/// What a holder lets a credential say beyond the level reached. At first nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(clippy::struct_excessive_bools, reason = "four things, each said or not, whatever becomes of the others")]
pub struct Says {
    /// The ability as measured.
    pub score: bool,
    /// How exactly.
    pub standard_error: bool,
    /// How probable it is that the pass mark was reached.
    pub mastery: bool,
    /// The holder's name, in plain text.
    pub name: bool,
}

/// One change of a credential's status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusStep {
    /// Since then.
    pub state: CredentialState,
    /// Why, for everyone.
    pub code: StatusCode,
    /// Why, in words; for the holder and for those who decide.
    pub reason: String,
    /// When (Unix milliseconds).
    pub at: i64,
    /// Who, as staff see it; nobody where the server did it.
    pub who: Option<String>,
}

/// A credential as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyCredential {
    /// Its name here.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Id of the micro-credential or the pathway.
    pub achievement: String,
    /// Where it comes from.
    pub source: CredentialSource,
    /// The attempt that earned it.
    pub attempt: Option<String>,
    /// When it was earned (Unix milliseconds).
    pub awarded_at: i64,
    /// When it was signed as it is.
    pub issued_at: i64,
    /// Whether it holds.
    pub state: CredentialState,
    /// What became of it, the newest last; nothing where it was always in force.
    pub steps: Vec<StatusStep>,
    /// What it says beyond the level.
    pub says: Says,
    /// Whether there is a measurement that it could say.
    pub measured: bool,
    /// Its public page, while there is one.
    pub shared: Option<crate::attempt::Shared>,
    /// The one that took its place.
    pub replaced_by: Option<String>,
}

/// A credential as those who award see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CredentialRow {
    /// Its name here.
    pub id: String,
    /// Whose.
    pub learner: String,
    /// Their name; empty once erased.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Where it comes from.
    pub source: CredentialSource,
    /// When it was earned (Unix milliseconds).
    pub awarded_at: i64,
    /// When it was signed.
    pub issued_at: i64,
    /// Whether it holds.
    pub state: CredentialState,
    /// Whether verifiers elsewhere learn of a change: those of before there were status lists have no place in one.
    pub listed: bool,
    /// Whether another took its place.
    pub replaced: bool,
    /// Which: the id of its row.
    pub replaced_by: Option<String>,
    /// What became of it, the newest last.
    pub steps: Vec<StatusStep>,
}

/// Credentials, and what waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    /// The newest first.
    pub credentials: Vec<CredentialRow>,
    /// Those given by hand, the newest first.
    pub by_hand: Vec<HandAward>,
    /// To whom one can be given.
    pub learners: Vec<HandLearner>,
    /// What can be given.
    pub offers: Vec<HandOffer>,
}

/// Somebody to whom a credential can be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandLearner {
    /// Their id.
    pub id: String,
    /// Name and e-mail.
    pub name: String,
}

/// A micro-credential that can be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOffer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// A change of a credential's status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeStatus {
    /// What it shall be.
    pub state: CredentialState,
    /// Why, for everyone: one of [`StatusCode::for_state`].
    pub code: StatusCode,
    /// Why, in words, for its holder.
    pub reason: String,
}

/// Signing a credential again as things are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reissue {
    /// Why, in words, for its holder.
    pub reason: String,
}

/// A holder's new name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeName {
    /// As it should stand on badges.
    pub name: String,
}

/// Giving a credential by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewHandAward {
    /// To whom: a learner's id.
    pub learner: String,
    /// Which micro-credential.
    pub micro_credential: String,
    /// What was looked at instead of an assessment; stands in the credential.
    pub evidence: String,
}

/// What somebody says to a credential that another proposed to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideHandAward {
    /// Whether it is given.
    pub sign: bool,
    /// Why.
    #[serde(default)]
    pub note: String,
}

/// A credential that is given by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandAward {
    /// Its name.
    pub id: String,
    /// To whom.
    pub name: String,
    /// Which micro-credential.
    pub title: String,
    /// What was looked at.
    pub evidence: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: i64,
    /// Whether whoever asks proposed it, and so may not decide.
    pub own: bool,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<i64>,
    /// Whether it was given; nothing while it waits.
    pub signed: Option<bool>,
    /// Why.
    pub note: String,
    /// What came of it.
    pub credential: Option<String>,
}

/// A key that signs credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyRow {
    /// Its public half, as a Multikey.
    pub id: String,
    /// `Ed25519` or `P-256`.
    pub kind: String,
    /// Since when (Unix milliseconds).
    pub made_at: i64,
    /// Since when another signs in its place.
    pub retired_at: Option<i64>,
    /// Since when it is said to be stolen: what it signed no longer verifies.
    pub withdrawn_at: Option<i64>,
    /// Credentials in force that it signed, as they are stored.
    pub signed: i64,
    /// Whether it signs files of credentials when their holders ask for that form. Those are not stored, and so not counted.
    pub on_request: bool,
}

/// The keys of this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyRing {
    /// Who issues.
    pub did: String,
    /// Whether the DID is a key itself, so that another key is another issuer.
    pub is_key: bool,
    /// How they are kept.
    pub sealed_by: String,
    /// The newest first.
    pub keys: Vec<KeyRow>,
}
