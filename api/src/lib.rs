//! Requests and responses shared by server and web, so that no type is written twice.
//!
//! What travels in sealed delivery ([`attempt`]) cannot hold a key, a parameter or an estimate: there is no field for one.
//! Keys travel in these types and no other: [`practice::PracticeStart`], [`sitting::SittingStart`], [`questions::Questions`],
//! [`simulation::SimulationStart`], [`pass_mark::BankDraft`], [`pass_mark::JudgeView`], [`statistics::Statistics`],
//! [`statistics::Corrections`], [`pack::Pack`], those of the [`workshop`] that hold files, and the answers of a
//! [`decision_trail::AttemptTrail`] for those who may see keys.

pub mod anchors;
pub mod attempt;
pub mod catalogue;
pub mod cohort;
pub mod concern;
pub mod credential;
pub mod decision_trail;
pub mod definition;
pub mod learner;
pub mod names;
pub mod outcome;
pub mod pack;
pub mod pass_mark;
pub mod path;
pub mod pathway;
pub mod practice;
pub mod present;
pub mod principles;
pub mod questions;
pub mod simulation;
pub mod sitting;
pub mod staff;
pub mod statistics;
pub mod today;
pub mod tutor;
pub mod wallet;
pub mod workshop;

use serde::{Deserialize, Serialize};

/// An error for people and programs (RFC 9457, `application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemDetails {
    /// Stable name of the kind of problem, a relative URI: `/problems/stale-sequence`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// This occurrence: place, value, what was expected.
    pub detail: String,
}
