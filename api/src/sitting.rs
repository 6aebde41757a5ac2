//! Sitting delivery: under an invigilator, with the whole session in the learner's browser for as long as the sitting is open.

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::{Event, Log, Started};
use serde::{Deserialize, Serialize};

/// Opening a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSitting {
    /// The micro-credential's id.
    pub micro_credential: String,
    /// What it is called, as `Room 12, Friday morning`.
    pub title: String,
    /// For how many minutes, 5 to 1440.
    pub minutes: u32,
}

/// Giving a sitting more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extension {
    /// How many minutes, 1 to 1440.
    pub minutes: u32,
}

/// Signing a sitting off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignOff {
    /// What happened that somebody should know; may be empty.
    pub note: String,
    /// Seats for which the invigilator does not vouch: they are not awarded.
    pub except: Vec<String>,
}

/// How far a sitting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SittingState {
    /// Learners may join, begin and work.
    Open,
    /// What is done from now on does not count; logs of before are still taken.
    Closed,
    /// The invigilator answers for it: what was earned is awarded.
    SignedOff,
}

/// A sitting in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SittingCard {
    /// For [`crate::path::SITTING`].
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is sat: the micro-credential's title.
    pub micro_credential: String,
    /// The code that lets learners in, as `K7QX-9MPD`.
    pub code: String,
    /// How far it is.
    pub state: SittingState,
    /// When it was opened (Unix milliseconds).
    pub opened_at: i64,
    /// When it closes or was closed (Unix milliseconds).
    pub closes_at: i64,
    /// How many joined.
    pub joined: u32,
}

/// A sitting as its invigilator watches it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SittingView {
    /// What stands in the list, too.
    pub card: SittingCard,
    /// The server's clock (Unix milliseconds).
    pub now: i64,
    /// The most questions that anybody is asked.
    pub maximum_items: usize,
    /// By name.
    pub rows: Vec<SittingRow>,
    /// Who signed it off.
    pub signed_by: Option<String>,
    /// What they noted.
    pub note: String,
}

/// A learner in a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SittingRow {
    /// For [`crate::path::SEAT_CARD`] and [`crate::path::SITTING_HAND_IN`].
    pub seat: String,
    /// The learner's name.
    pub name: String,
    /// The learner's e-mail.
    pub email: String,
    /// How far they are.
    pub state: SeatState,
    /// Items handed in that the server knows of.
    pub items: usize,
    /// When the server last heard of their session (Unix milliseconds).
    pub heard_at: Option<i64>,
    /// Why the newest log that was refused was refused; it stays said when another is taken after it.
    pub refused: Option<String>,
    /// What the invigilator should know of how the log came.
    pub remark: Option<String>,
    /// Whether the invigilator vouches for them; absent before the sign-off.
    pub vouched: Option<bool>,
    /// Whether a badge was issued.
    pub badge: bool,
}

/// How far a learner in a sitting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SeatState {
    /// Joined and has not begun.
    Joined,
    /// At work.
    Working,
    /// The whole log is on the server.
    HandedIn,
}

/// All that a browser needs to run a sitting's session by itself, or to go on with one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SittingStart {
    /// The attempt's id.
    pub attempt: String,
    /// Whose it is: their random id. A browser sends a log only while it is signed in as them.
    pub learner: String,
    /// Good for the log of this attempt.
    pub ticket: String,
    /// The credit pool of the bank, with keys.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub bank: BankFile,
    /// The blueprint, whose delivery is sitting.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub blueprint: BlueprintFile,
    /// The log's beginning.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub started: Started,
    /// What of the log is on the server's disk.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub events: Vec<Event>,
    /// Milliseconds since the attempt began, by the server's clock, as of now.
    pub elapsed: u64,
    /// How many milliseconds after the attempt began the sitting closes.
    pub closes_at: u64,
}

/// A session's log so far, whole: the server keeps what is new of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogSubmit {
    /// As given.
    pub ticket: String,
    /// From its beginning; finished or not.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub log: Log,
}

/// What the server has now. Everything in the log is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogReceipt {
    /// How many events are on disk.
    pub events: usize,
    /// Whether the session is finished, and decided.
    pub finished: bool,
    /// Whether the sitting is still open.
    pub open: bool,
    /// How many milliseconds after the attempt began it closes or was closed.
    pub closes_at: u64,
}
