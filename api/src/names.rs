//! A learner asks for another name, and what comes of it.

use serde::{Deserialize, Serialize};

/// Asking for another name: [`crate::path::MY_NAME_REQUEST`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskName {
    /// As it should stand on badges.
    pub name: String,
    /// Why, in words, for whoever decides; may be empty.
    pub reason: String,
}

/// What a learner asked for, for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyNameRequest {
    /// The name that they asked for.
    pub name: String,
    /// When (Unix milliseconds).
    pub asked_at: i64,
    /// What came of it; nothing while it waits.
    pub answer: Option<NameAnswer>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NameAnswer {
    /// Whether the name was changed.
    pub granted: bool,
    /// In words; why it was not, where it was not.
    pub words: String,
    /// When (Unix milliseconds).
    pub at: i64,
}

/// A name that waits for somebody's word, for those who decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NameRequestRow {
    /// The request's name here.
    pub id: String,
    /// What its learner is called now.
    pub now: String,
    /// What they want to be called.
    pub wanted: String,
    /// Why, in their words; may be empty.
    pub reason: String,
    /// When they asked (Unix milliseconds).
    pub asked_at: i64,
}

/// Deciding about it: [`crate::path::NAME_REQUEST_DECISION`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideName {
    /// Whether the name is changed.
    pub grant: bool,
    /// For the learner to read; must say why where it is not.
    pub words: String,
}
