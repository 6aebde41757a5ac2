//! What needs those who work here today.

use serde::{Deserialize, Serialize};

/// What who asks may do something about: [`crate::path::TODAY`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Today {
    /// The most pressing first.
    pub tasks: Vec<Task>,
    /// Whether simulated learners are here, that one click removes.
    pub demo: bool,
    /// Whether nobody has begun anything yet, so that simulated learners would show what there is to see.
    pub fresh: bool,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    /// What kind.
    pub kind: TaskKind,
    /// Of what it is about: a concern, a seat, a cohort, a micro-credential.
    pub id: String,
    /// Whom or what it is about, for people.
    pub about: String,
    /// Of what micro-credential.
    pub title: String,
    /// Since when (Unix milliseconds), where that is known.
    pub since: Option<i64>,
    /// How many, where it stands for several.
    pub count: usize,
}

/// What there can be to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TaskKind {
    /// A learner is at it and nothing has come for a while.
    Stuck,
    /// A learner appeals.
    Appeal,
    /// A badge waits for a person's word after a key was corrected.
    Badge,
    /// An attempt that earned a badge waits for a word on who sat.
    Confirm,
    /// Learners report an item.
    Report,
    /// A learner asks for another name.
    Name,
    /// Items whose answers ask for a look.
    Flagged,
    /// An edition waits for a second person's word.
    Publication,
}
