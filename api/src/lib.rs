//! Requests and responses shared by server and web, so that no type is written twice.
//!
//! What travels in sealed delivery ([`attempt`]) cannot hold a key, a parameter or an estimate: there is no field for one.
//! Keys travel in four types and no other: [`practice::PracticeStart`], [`sitting::SittingStart`], [`questions::Questions`],
//! [`simulation::SimulationStart`].

pub mod attempt;
pub mod catalogue;
pub mod learner;
pub mod outcome;
pub mod path;
pub mod practice;
pub mod present;
pub mod questions;
pub mod simulation;
pub mod sitting;
pub mod staff;
pub mod tutor;

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
