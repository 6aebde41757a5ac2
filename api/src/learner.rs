//! A learner: joining by a code or a link, and what is theirs.

use serde::{Deserialize, Serialize};

use crate::attempt::AttemptState;

/// Joining with a class code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Join {
    /// As the tutor gave it; case, spaces and dashes do not matter.
    pub code: String,
    /// As it should stand on the badge.
    pub name: String,
    /// Where the badge is bound to; no mail is sent.
    pub email: String,
}

/// Following a personal link. Following it consumes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowLink {
    /// What stood in the link's fragment.
    pub token: String,
}

/// The learner that the cookie names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// Where they may sit.
    pub seats: Vec<Seat>,
    /// A personal link (path and fragment) that brings them back on any device; given once, when they join.
    pub return_link: Option<String>,
}

/// A place in an assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seat {
    /// For [`crate::path::SEAT_START`].
    pub id: String,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// Its title.
    pub title: String,
    /// Attempts, the newest last.
    pub attempts: Vec<AttemptCard>,
    /// When another attempt may begin (Unix milliseconds); absent: now, or never if `retake_refused`.
    pub next_attempt_at: Option<i64>,
    /// Why no further attempt is possible, where none is.
    pub retake_refused: Option<String>,
}

/// An attempt in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptCard {
    /// For [`crate::path::ATTEMPT`].
    pub id: String,
    /// How far it is.
    pub state: AttemptState,
    /// When it began (Unix milliseconds).
    pub started_at: i64,
}
