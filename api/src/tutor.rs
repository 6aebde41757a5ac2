//! A tutor: setting the server up, signing in, codes, links and seats.

use engine::Verdict;
use serde::{Deserialize, Serialize};

use crate::attempt::BadgeState;
use crate::sitting::SittingCard;
use crate::staff::{Grant, Permission};

/// Making the first tutor, with the one-time link printed at first start.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Setup {
    /// What stood in the link's fragment.
    pub token: String,
    /// The tutor's name.
    pub name: String,
    /// The tutor's e-mail, to sign in with.
    pub email: String,
    /// At least 12 characters.
    pub password: String,
    /// The institution's legal name.
    pub institution: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Where learners turn: an e-mail address.
    pub contact: String,
}

/// Signing in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// As given at set-up.
    pub email: String,
    /// As given at set-up.
    pub password: String,
}

/// The tutor's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// The tutor's name.
    pub name: String,
    /// What they hold now.
    pub roles: Vec<Grant>,
    /// What they may do; what else is here is empty where they may not see it.
    pub may: Vec<Permission>,
    /// Why sittings cannot be opened on this server, where they cannot.
    pub sittings_refused: Option<String>,
    /// What codes and links can be made for.
    pub assessments: Vec<AwardingAssessment>,
    /// Class codes, the newest first.
    pub codes: Vec<ClassCode>,
    /// Seats: those to confirm first, then the newest.
    pub seats: Vec<SeatRow>,
    /// Sittings, the newest first.
    pub sittings: Vec<SittingCard>,
}

/// An assessment that awards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwardingAssessment {
    /// The micro-credential's id.
    pub micro_credential: String,
    /// Its title.
    pub title: String,
    /// Whether it can be taken in a sitting.
    pub sitting: bool,
    /// How many items of its sealed assessment have been in browsers and wait for an author to accept that.
    pub exposed: usize,
}

/// Asking for a class code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCode {
    /// The micro-credential's id.
    pub micro_credential: String,
    /// For how many days it opens.
    pub days: u32,
}

/// A class code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassCode {
    /// To revoke it by.
    pub id: String,
    /// To read out, as `K7QX-9MPD`.
    pub code: String,
    /// What it opens.
    pub title: String,
    /// Until when (Unix milliseconds).
    pub expires_at: i64,
    /// How many joined with it.
    pub joined: u32,
    /// Whether it still opens.
    pub open: bool,
}

/// Asking for a personal link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLink {
    /// The micro-credential's id.
    pub micro_credential: String,
    /// The learner's name.
    pub name: String,
    /// The learner's e-mail.
    pub email: String,
}

/// A seat as its tutor sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatRow {
    /// For [`crate::path::SEAT_CONFIRM`].
    pub id: String,
    /// The learner's name.
    pub name: String,
    /// The learner's e-mail.
    pub email: String,
    /// What they sit.
    pub title: String,
    /// Whether somebody has begun in it.
    pub begun: bool,
    /// Items handed in so far, of the newest attempt.
    pub items: usize,
    /// Of the newest attempt, once finished.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub verdict: Option<Verdict>,
    /// Probability of mastery, once finished.
    pub mastery: Option<f64>,
    /// What became of the badge.
    pub badge: BadgeState,
    /// Whether the newest attempt was made in a sitting: its invigilator vouches for it, not who reads this.
    pub in_sitting: bool,
    /// When a tutor confirmed who sat here (Unix milliseconds).
    pub confirmed_at: Option<i64>,
}
