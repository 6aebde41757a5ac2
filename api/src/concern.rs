//! What a learner says is wrong: a report about an item, an appeal against a result; and what became of it.

use serde::{Deserialize, Serialize};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ConcernKind {
    /// About an item.
    Report,
    /// Against what an attempt came to.
    Appeal,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ConcernState {
    /// Nobody has looked at it.
    Open,
    /// Somebody is looking at it.
    Looking,
    /// The learner is right.
    Upheld,
    /// The learner is not.
    Declined,
}

impl ConcernState {
    /// Whether it is decided.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Upheld | Self::Declined)
    }
}

/// Reporting an item: [`crate::path::ATTEMPT_REPORTS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewReport {
    /// The item as its attempt calls it.
    pub item: String,
    /// What is wrong with it; 1 to 2000 characters.
    pub words: String,
}

/// Appealing: [`crate::path::ATTEMPT_APPEALS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAppeal {
    /// Why the result is wrong; 1 to 2000 characters.
    pub words: String,
}

/// An item of one's own attempt that can be reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportableItem {
    /// As the attempt calls it.
    pub name: String,
    /// Its number in the attempt, from 1.
    pub number: usize,
    /// The block that it was in, from 1.
    pub block: usize,
}

/// What a learner said of an attempt of theirs, and what can still be said: [`crate::path::ATTEMPT_CONCERNS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyConcerns {
    /// Of the assessment.
    pub title: String,
    /// The newest last.
    pub concerns: Vec<MyConcern>,
    /// The items that were seen.
    pub items: Vec<ReportableItem>,
    /// Whether an appeal can be made now: the attempt is finished, and no appeal is undecided.
    pub may_appeal: bool,
}

/// Something that a learner said, as they see it: without who decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyConcern {
    /// Its random id.
    pub id: String,
    /// Report or appeal.
    pub kind: ConcernKind,
    /// Of a report: the item's number in the attempt.
    pub number: Option<usize>,
    /// What they said.
    pub words: String,
    /// How far it is.
    pub state: ConcernState,
    /// What was answered, newest last; empty until somebody has.
    pub answers: Vec<MyAnswer>,
    /// When it was said (Unix milliseconds).
    pub at: i64,
}

/// What was answered to a concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyAnswer {
    /// When (Unix milliseconds).
    pub at: i64,
    /// The state that it led to.
    pub state: ConcernState,
    /// The reason.
    pub words: String,
}

/// All that learners said: [`crate::path::CONCERNS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Concerns {
    /// The undecided first, the oldest of them first; then the decided, the newest first. At most 500.
    pub concerns: Vec<ConcernRow>,
}

/// Something that a learner said, as those who decide see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConcernRow {
    /// For [`crate::path::CONCERN_STEPS`].
    pub id: String,
    /// Report or appeal.
    pub kind: ConcernKind,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// Its title.
    pub title: String,
    /// The attempt.
    pub attempt: String,
    /// Of a report: the item, by the bank's name for those who may see the questions, otherwise by its number in the attempt.
    pub item: Option<String>,
    /// Whose; empty once erased.
    pub learner: String,
    /// What they said.
    pub words: String,
    /// When (Unix milliseconds).
    pub at: i64,
    /// How far it is.
    pub state: ConcernState,
    /// What became of it.
    pub steps: Vec<ConcernStep>,
    /// Why who asks may not decide it, where they may not.
    pub refused: Option<String>,
}

/// A step of a concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConcernStep {
    /// When (Unix milliseconds).
    pub at: i64,
    /// Who; absent where it was the learner.
    pub who: Option<String>,
    /// What it is since.
    pub state: ConcernState,
    /// Why.
    pub words: String,
}

/// Going a step on with a concern: [`crate::path::CONCERN_STEPS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStep {
    /// What it is from now on; never open again.
    pub state: ConcernState,
    /// For its learner to read; 1 to 2000 characters, needed for a decision.
    pub words: String,
}
