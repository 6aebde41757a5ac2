//! The moderation pack: what an external moderator needs of a micro-credential, on paper.

use serde::{Deserialize, Serialize};

use crate::decision_trail::AttemptTrail;
use crate::simulation::SimulatedForm;
use crate::staff::TrailEntry;
use crate::statistics::{Corrections, Statistics};

/// All of it: [`crate::path::PACK`]. Tells keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pack {
    /// The micro-credential's title.
    pub title: String,
    /// Who awards it.
    pub awarding_body: String,
    /// The bank's title and version.
    pub bank: String,
    /// Of bank and blueprint.
    pub digest: String,
    /// When this was made (Unix milliseconds).
    pub made_at: i64,
    /// The learning outcomes, as (id, text, items in the pool).
    pub outcomes: Vec<(String, String, usize)>,
    /// The blueprint, a sentence each.
    pub blueprint: Vec<String>,
    /// The pass mark and how it was set, a sentence each.
    pub standard: Vec<String>,
    /// What its assessments that award were simulated to do.
    pub simulation: Vec<SimulatedForm>,
    /// Finished attempts by verdict.
    pub verdicts: Verdicts,
    /// Item statistics.
    pub statistics: Statistics,
    /// Keys that were corrected.
    pub corrections: Corrections,
    /// Reports and appeals, as (kind, state, how many).
    pub concerns: Vec<(String, String, usize)>,
    /// How the sample was drawn, as a sentence: anyone draws the same again.
    pub sample: String,
    /// A sample of decision trails, without names.
    pub trails: Vec<AttemptTrail>,
    /// What staff did with it, the newest first.
    pub deeds: Vec<TrailEntry>,
    /// What is not in it because whoever made it may not read that, a sentence each.
    pub left_out: Vec<String>,
}

/// How many finished attempts came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verdicts {
    /// Achieved.
    pub achieved: usize,
    /// Not yet.
    pub not_yet: usize,
    /// Too close to call.
    pub too_close: usize,
}
