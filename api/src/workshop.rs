//! Banks that are being made: their files, who changed what, and publications, which a second person signs off.

use serde::{Deserialize, Serialize};

use crate::simulation::SimulatedForm;

/// Every bank that is known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Banks {
    /// In the order of their titles.
    pub banks: Vec<BankRow>,
}

/// A bank in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankRow {
    /// As in its bank.toml.
    pub id: String,
    /// For people.
    pub title: String,
    /// In the workshop, where it is there.
    pub workshop: Option<WorkshopRow>,
    /// Where learners take its assessments from, if they can.
    pub served: Option<ServedRow>,
}

/// How a bank of the workshop stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkshopRow {
    /// Counts its changes.
    pub revision: i64,
    /// When it was changed last (Unix milliseconds).
    pub changed_at: i64,
    /// Who changed it: their name.
    pub changed_by: String,
    /// What the check found, where it has been made since.
    pub counts: Option<Counts>,
    /// The publication that waits for a second person.
    pub waiting: Option<String>,
}

/// What the check of a bank found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Files in `items/`.
    pub items: i64,
    /// What stands in the way of a publication.
    pub errors: i64,
    /// What a reviewer should look at.
    pub warnings: i64,
}

/// What of a bank learners can take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServedRow {
    /// Id of its micro-credential.
    pub micro_credential: String,
    /// Its title.
    pub title: String,
    /// The bank's version.
    pub version: String,
    /// The publication it is; absent where it is as the server's folder has it.
    pub publication: Option<String>,
}

/// A bank to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBank {
    /// A name that stays, of letters, digits, `-`, `_` and `.`.
    pub id: String,
    /// For people.
    pub title: String,
    /// Language of the questions, as `en-NZ`.
    pub lang: String,
    /// Its licence, as `CC-BY-4.0`.
    pub licence: String,
    /// At least one.
    pub outcomes: Vec<NewOutcome>,
    /// Who awards its micro-credential.
    pub awarding_body: String,
    /// Where: two letters (ISO 3166-1).
    pub country: String,
}

/// A learning outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOutcome {
    /// As `SD-1`.
    pub id: String,
    /// What a learner can do.
    pub text: String,
}

/// A bank of the workshop with all of its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkshopBank {
    /// As in its bank.toml.
    pub id: String,
    /// For people.
    pub title: String,
    /// Counts its changes: what is put names the one that it was made from.
    pub revision: i64,
    /// By path.
    pub files: Vec<WorkshopFile>,
}

/// A file of a bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkshopFile {
    /// As `items/one.md`.
    pub path: String,
    /// Its text; absent where it is not text, or in [`PutFiles`] where it is to go.
    pub text: Option<String>,
    /// Its bytes in base64, where it is not text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<String>,
}

/// Files to put in place of what is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutFiles {
    /// The revision that they were made from.
    pub revision: i64,
    /// What was done, for the history.
    pub why: String,
    /// Each with its text or bytes; with neither the file goes.
    pub files: Vec<WorkshopFile>,
}

/// Files were put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilesPut {
    /// The revision that they made.
    pub revision: i64,
    /// What the check finds now.
    pub counts: Counts,
}

/// Files were not put: somebody changed the bank since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stale {
    /// The revision of now.
    pub revision: i64,
    /// What was changed since, the newest first.
    pub changes: Vec<Change>,
}

/// What was changed at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// The revision that it made.
    pub revision: i64,
    /// When (Unix milliseconds).
    pub at: i64,
    /// Who: their name.
    pub who: String,
    /// What they did, in their words.
    pub why: String,
    /// How many files.
    pub files: i64,
    /// Some of their paths, at most twenty.
    pub paths: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileVersion {
    /// The revision that it came with.
    pub revision: i64,
    /// When (Unix milliseconds).
    pub at: i64,
    /// Who: their name.
    pub who: String,
    /// What they did, in their words.
    pub why: String,
    /// How it stood before; absent where it was new or is not text.
    pub before: Option<String>,
    /// How it stood after; absent where it went or is not text.
    pub after: Option<String>,
}

/// Publications of a bank, and whether it is ready for the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publishing {
    /// The bank's title.
    pub title: String,
    /// Its revision of now.
    pub revision: i64,
    /// The version that bank.toml states.
    pub version: String,
    /// Whether the files differ from what was published last.
    pub changed: bool,
    /// What stands in the way of a publication.
    pub errors: Vec<Finding>,
    /// How many warnings a reviewer should look at.
    pub warnings: i64,
    /// What refuses nothing and has to be known: how far the pass mark can be stood by.
    pub cautions: Vec<Finding>,
    /// What learners would find, where it can be said.
    pub offer: Option<OfferWords>,
    /// The newest first.
    pub publications: Vec<Publication>,
}

/// Something that the check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// For programs.
    pub code: String,
    /// Whether it stands in the way of a publication.
    pub error: bool,
    /// Where: a file and a line.
    pub place: String,
    /// What is wrong and what was expected.
    pub message: String,
}

/// What a bank offers, in figures that a reviewer reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferWords {
    /// Id of the micro-credential.
    pub micro_credential: String,
    /// Its title.
    pub title: String,
    /// Its assessments.
    pub forms: Vec<FormWords>,
}

/// An assessment, in figures that a reviewer reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormWords {
    /// Its title.
    pub title: String,
    /// `open`, `sealed` or `sitting`.
    pub delivery: String,
    /// Questions that it may ask.
    pub items: i64,
    /// Fewest questions of one test.
    pub minimum: i64,
    /// Most questions of one test.
    pub maximum: i64,
    /// The pass mark in logits, as text.
    pub cut: String,
    /// Its standard error in logits, as text.
    pub cut_se: String,
    /// How sure a pass has to be, in percent, as text.
    pub certainty: String,
    /// How the pass mark was set.
    pub rationale: String,
    /// Outcomes with the fewest and most questions asked of each.
    pub content: Vec<ContentWords>,
}

/// How much of an outcome a test asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentWords {
    /// The outcome's id.
    pub outcome: String,
    /// Fewest.
    pub minimum: i64,
    /// Most, where there is a limit.
    pub maximum: Option<i64>,
    /// How many there are to choose from.
    pub items: i64,
}

/// A frozen edition of a bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publication {
    /// For [`crate::path::PUBLICATION`].
    pub id: String,
    /// Of which bank.
    pub bank: String,
    /// Its title then.
    pub title: String,
    /// SHA-256 of its files.
    pub digest: String,
    /// The bank's version.
    pub version: String,
    /// Which micro-credential it awards.
    pub micro_credential: String,
    /// Who proposed it: their name.
    pub proposed_by: String,
    /// When (Unix milliseconds).
    pub proposed_at: i64,
    /// What they said of it.
    pub note: String,
    /// How it stands.
    pub state: PublicationState,
    /// Who decided: their name.
    pub decided_by: Option<String>,
    /// When (Unix milliseconds).
    pub decided_at: Option<i64>,
    /// What they said of it.
    pub decision_note: String,
    /// Who withdrew it: their name.
    pub withdrawn_by: Option<String>,
    /// When (Unix milliseconds).
    pub withdrawn_at: Option<i64>,
    /// Why.
    pub withdrawn_reason: String,
    /// Whether who asks is the one that proposed it, and so may not sign it off.
    pub own: bool,
}

/// How a publication stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PublicationState {
    /// It waits for a second person.
    Waiting,
    /// The second person said no.
    Refused,
    /// Learners take it.
    Published,
    /// It was published, and a later one took its place.
    Superseded,
    /// It was published, and taken back.
    Withdrawn,
}

/// Proposing to publish a bank as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Propose {
    /// The revision that was looked at.
    pub revision: i64,
    /// The version that it is to have.
    pub version: String,
    /// What the second person should know.
    pub note: String,
}

/// What the second person says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decide {
    /// Whether it may be published.
    pub publish: bool,
    /// Why; needed for a no.
    pub note: String,
}

/// Taking a publication back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdraw {
    /// Why.
    pub reason: String,
}

/// What the second person looks at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicationView {
    /// It.
    pub publication: Publication,
    /// The version against which the differences are told; absent for a first publication.
    pub against: Option<String>,
    /// What differs.
    pub differences: Vec<Difference>,
    /// The warnings of the check; errors would have kept it from being proposed.
    pub warnings: Vec<Finding>,
    /// What refuses nothing and has to be known before it is signed: how far the pass mark can be stood by.
    pub cautions: Vec<Finding>,
    /// What learners would find.
    pub offer: Option<OfferWords>,
    /// What its assessments that award were simulated to do; empty where they cannot be read any more.
    pub simulation: Vec<SimulatedForm>,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// As `items/one.md`.
    pub path: String,
    /// How it stood before; absent where it is new or not text.
    pub before: Option<String>,
    /// How it stands; absent where it went or is not text.
    pub after: Option<String>,
}
