//! Cohorts: learners who sit the same thing in the same time, brought in from a table, and how far they are.

use serde::{Deserialize, Serialize};

use crate::learner::ReturnCard;

/// Making a cohort: [`crate::path::COHORTS`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCohort {
    /// As `Autumn evening class`; 1 to 200 characters.
    pub name: String,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// From when attempts may begin (Unix milliseconds).
    pub opens_at: i64,
    /// Until when.
    pub closes_at: i64,
    /// At most so many attempts, 1 to 20; absent: as the micro-credential's retake rule says.
    pub attempts: Option<u32>,
    /// Minutes for an attempt, 5 to 600; absent: no limit.
    pub minutes: Option<u32>,
}

/// All cohorts, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cohorts {
    /// They.
    pub cohorts: Vec<CohortCard>,
    /// What cohorts can be made for, as (id, title).
    pub assessments: Vec<(String, String)>,
}

/// A cohort in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CohortCard {
    /// For [`crate::path::COHORT`].
    pub id: String,
    /// Its name.
    pub name: String,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// Its title.
    pub title: String,
    /// From when.
    pub opens_at: i64,
    /// Until when.
    pub closes_at: i64,
    /// At most so many attempts.
    pub attempts: Option<u32>,
    /// Minutes for an attempt.
    pub minutes: Option<u32>,
    /// Whether its learners are simulated.
    pub demo: bool,
    /// Learners in it.
    pub learners: usize,
}

/// A cohort and its learners: [`crate::path::COHORT`]. Asked for again every few seconds while somebody watches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CohortView {
    /// It.
    pub cohort: CohortCard,
    /// Its class code, where it has one that opens.
    pub code: Option<String>,
    /// The server's clock (Unix milliseconds).
    pub now: i64,
    /// After so many minutes without a sign of life a learner counts as stuck.
    pub idle_minutes: u32,
    /// By name.
    pub learners: Vec<CohortLearner>,
}

/// A learner of a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CohortLearner {
    /// The seat's id.
    pub seat: String,
    /// Empty once erased.
    pub name: String,
    /// Empty once erased.
    pub email: String,
    /// By how much their time is multiplied.
    pub extra_time: f64,
    /// Attempts so far, a running one among them.
    pub attempts: usize,
    /// The newest attempt.
    pub attempt: Option<String>,
    /// How far they are.
    pub state: LearnerState,
    /// Items handed in, in the newest attempt.
    pub items: usize,
    /// When something last came from them in it (Unix milliseconds).
    pub heard_at: Option<i64>,
    /// What it came to.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub verdict: Option<engine::Verdict>,
}

/// How far a learner of a cohort is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LearnerState {
    /// Has not begun.
    Waiting,
    /// Is at it.
    Working,
    /// Has stopped the clock.
    Paused,
    /// Has begun, and nothing has come for a while.
    Stuck,
    /// Has finished.
    Finished,
}

/// A table of learners as text: [`crate::path::COHORT_PREVIEW`] and [`crate::path::COHORT_IMPORT`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LearnerTable {
    /// CSV with a heading: `name`, `email`, and if wanted `extra time`.
    pub csv: String,
}

/// What a table of learners holds; nothing is stored of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LearnerPreview {
    /// Those who would be taken.
    pub learners: Vec<NewLearner>,
    /// What is wrong, in the order of the rows; with any of them nothing is taken.
    pub problems: Vec<CellProblem>,
    /// Who is in the cohort already and would stay as they are.
    pub known: Vec<String>,
}

/// A row that would be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLearner {
    /// The row in the table, the heading being row 1.
    pub row: usize,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// By how much the time is multiplied.
    pub extra_time: f64,
}

/// Something that is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellProblem {
    /// As in a spreadsheet: `B3`.
    pub cell: String,
    /// What is there, what was expected.
    pub words: String,
}

/// The learners that were taken, each with their card: shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CohortCards {
    /// The cohort's name.
    pub cohort: String,
    /// In the order of the table, or by name.
    pub cards: Vec<CohortLink>,
}

/// A learner's card in the list of a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CohortLink {
    /// Whose.
    pub email: String,
    /// The card.
    pub card: ReturnCard,
}

/// Changing when a cohort may begin: [`crate::path::COHORT`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CohortWindow {
    /// From when (Unix milliseconds).
    pub opens_at: i64,
    /// Until when.
    pub closes_at: i64,
}

/// Another multiplier for a learner: [`crate::path::COHORT_EXTRA_TIME`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtraTime {
    /// From 1 to 4.
    pub extra_time: f64,
}
