//! A learner: joining by a code or a link, and what is theirs.

use serde::{Deserialize, Serialize};

use crate::attempt::AttemptState;

/// Joining with the code of a class or of a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Join {
    /// As the tutor or the invigilator gave it; case, spaces and dashes do not matter.
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
    /// What stood in the link's fragment; empty where a code is given.
    #[serde(default)]
    pub token: String,
    /// The code of a return card, as typed; empty where a link is followed.
    #[serde(default)]
    pub code: String,
}

/// What brings a learner back on any device. Shown once; whoever has it is that learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnCard {
    /// The learner's name.
    pub name: String,
    /// The whole address; its secret is in the fragment.
    pub url: String,
    /// To type where there is no camera, as `K7QX-9MPD-4TRW`.
    pub code: String,
    /// The address as a QR code.
    pub qr: QrCode,
}

/// A QR code, to be drawn in a square of `size` by `size` modules with a quiet zone of four around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrCode {
    /// Modules on a side.
    pub size: u32,
    /// The dark modules as the `d` of an SVG path, a module being 1 by 1.
    pub path: String,
}

/// The learner that the cookie names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Random.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// Where they may sit.
    pub seats: Vec<Seat>,
    /// Given once, when they join.
    pub card: Option<ReturnCard>,
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
    /// Whether the assessment may be taken here without a sitting.
    pub sealed: bool,
    /// The newest sitting that the seat is in.
    pub sitting: Option<SeatSitting>,
}

/// A sitting as a learner in it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatSitting {
    /// What it is called.
    pub title: String,
    /// Whether one may begin and work in it now.
    pub open: bool,
    /// When it closes or was closed (Unix milliseconds).
    pub closes_at: i64,
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
    /// Whether it runs in a sitting: then it is gone on with at the seat's page, not the attempt's.
    pub in_sitting: bool,
}

impl AttemptCard {
    /// Whether it is not finished.
    pub fn is_running(&self) -> bool {
        self.state != AttemptState::Finished
    }
}
