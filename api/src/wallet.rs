//! A learner's wallet: their credentials, who may see them, what is kept of the learner, and its erasure.

use serde::{Deserialize, Serialize};

use crate::catalogue::OutcomeText;
use crate::credential::{CredentialSource, CredentialState, MyCredential, StatusCode};
use crate::learner::QrCode;
use crate::names::MyNameRequest;

/// What a learner holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wallet {
    /// Their name, as it is shown where they choose to.
    pub name: String,
    /// The newest first. One that was signed again is there once, as it is now.
    pub credentials: Vec<Held>,
    /// Another name that they asked for, and what came of it.
    pub name_request: Option<MyNameRequest>,
}

/// A credential, for its holder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Held {
    /// What is on record.
    pub credential: MyCredential,
    /// What it says.
    pub face: Face,
    /// How sure the measurement was, where one was made: the credential says so only by its holder's choice.
    pub sure: Option<Sure>,
    /// Its public page, while there is one.
    pub page: Option<SharedPage>,
    /// Whether its file may say the holder's name: a page without the name does not give such a file away.
    pub file_says_name: bool,
}

/// What a credential says to whoever sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Face {
    /// Of the micro-credential or the pathway.
    pub title: String,
    /// Who awarded it.
    pub awarding_body: String,
    /// As `2026-11-23`.
    pub awarded_on: String,
    /// The day after which it no longer holds, where there is one.
    pub valid_until: Option<String>,
    /// The page that says all about what it is for, where there is one.
    pub about: Option<String>,
    /// Where its picture is, where there is one.
    pub picture: Option<String>,
    /// How it came about.
    pub source: CredentialSource,
    /// Whether it is a record that carries other credentials.
    pub record: bool,
    /// Whether an invigilator vouches for the assessment.
    pub supervised: bool,
    /// Whether it holds.
    pub state: CredentialState,
    /// Why it does not, as everyone may know it; absent while it holds.
    pub code: Option<StatusCode>,
    /// What its holder can do.
    pub outcomes: Vec<OutcomeText>,
    /// As `NZQCF 7`.
    pub levels: Vec<String>,
    /// Notional hours of work, where known.
    pub hours: Option<f64>,
    /// In the issuer's own unit, as `5 NZ credits`.
    pub credits: Option<String>,
    /// Why it is only a specimen, where it is.
    pub specimen_note: Option<String>,
}

/// How sure a measurement was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sure {
    /// Probability of an ability at or above the pass mark.
    pub mastery: f64,
    /// What was asked for.
    pub certainty: f64,
    /// Questions answered.
    pub questions: u32,
}

/// A credential's public page, for its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedPage {
    /// Its whole address.
    pub url: String,
    /// Whether it shows the holder's name.
    pub show_name: bool,
    /// The address as a QR code.
    pub qr: QrCode,
    /// Where LinkedIn takes it into a profile.
    pub add_to_profile: String,
}

/// A credential as its public page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedView {
    /// What it says.
    pub face: Face,
    /// The holder, where they chose to show it.
    pub name: Option<String>,
    /// The page's whole address.
    pub url: String,
    /// The address as a QR code.
    pub qr: QrCode,
    /// Where anyone can check it.
    pub verify_url: String,
    /// Whether the signed file is there for whoever has the link.
    pub file: SharedFile,
}

/// What a public page does about the signed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SharedFile {
    /// It gives it to whoever asks.
    Offered,
    /// It keeps it back: its holder chose not to show the name, and the file says it.
    SaysName,
    /// There is none to give.
    None,
}

/// What is kept of a learner, and what becomes of it when they ask for its erasure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kept {
    /// By kind; what there is none of is not listed.
    pub items: Vec<KeptItem>,
    /// For how many days the counts of failed tries from an address are kept: as a keyed hash, and of nobody by name.
    pub address_days: u32,
    /// When they asked for erasure (Unix milliseconds), where that waits.
    pub asked_at: Option<i64>,
    /// The latest time at which it is done, had they asked now or when they did (Unix milliseconds).
    pub done_by: i64,
    /// What stands against doing it at once.
    pub against: Vec<Against>,
    /// The awards whose records stay, without a name.
    pub stays: Vec<Obliged>,
    /// What was earned and is not signed yet: it would be lost.
    pub lost: Vec<String>,
}

/// So much of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptItem {
    /// Of what.
    pub kind: KeptKind,
    /// How many.
    pub count: u32,
    /// After how many days it goes by itself, where it does.
    pub days: Option<u32>,
}

/// A kind of what is kept of learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum KeptKind {
    /// Name and e-mail.
    Person,
    /// Return cards.
    Cards,
    /// Browsers that are signed in.
    SignIns,
    /// Places in assessments.
    Places,
    /// Attempts that were not finished, with their answers.
    Unfinished,
    /// Finished attempts without a credential, with their answers.
    Finished,
    /// Attempts that earned a credential, with their answers.
    Awarded,
    /// Credentials.
    Credentials,
    /// Public pages.
    Shares,
    /// Reports and appeals.
    Said,
    /// Cohorts that they are in, with their extra time.
    Cohorts,
    /// Sittings that they were in.
    Sittings,
    /// Badges of other issuers that they brought.
    Brought,
    /// Another name that they asked for.
    NameRequest,
}

/// Why an erasure waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Against {
    /// What kind of reason.
    pub kind: AgainstKind,
    /// The sitting, or the credential.
    pub title: String,
}

/// What stands against erasing at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AgainstKind {
    /// An invigilator has yet to sign off who sat there.
    Sitting,
    /// A credential is suspended while somebody decides about it.
    Suspended,
}

/// An award whose record stays when its holder is erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Obliged {
    /// Of the micro-credential or the pathway.
    pub title: String,
    /// As `2026-11-23`: until then; absent where the credential has no end.
    pub until: Option<String>,
    /// Whether the signed file goes, because it says the name.
    pub file_goes: bool,
}

/// What came of asking for erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasureAnswer {
    /// Whether it is done; otherwise it waits, and is done by itself.
    pub done: bool,
}
