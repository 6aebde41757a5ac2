//! The questions of a bank with their keys, for those whose role asks for it.

use engine::bank::file::BankFile;
use serde::{Deserialize, Serialize};

/// A micro-credential's questions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Questions {
    /// The micro-credential's title.
    pub title: String,
    /// The whole bank, with keys and parameters.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub bank: BankFile,
    /// What of it has been in browsers.
    pub exposure: Exposure,
}

/// Which items have been in learners' browsers with their keys, and what was said to that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exposure {
    /// By item id.
    pub items: Vec<ExposedItem>,
    /// How many of them the sealed assessment asks and nobody accepted yet: until then no sealed attempt begins.
    pub waiting: usize,
}

/// An item that was in a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExposedItem {
    /// Its id in the bank.
    pub item: String,
    /// When it first was in a browser (Unix milliseconds).
    pub at: i64,
    /// The reason for which an author accepted that, where one did.
    pub accepted: Option<String>,
}

/// Accepting that a sealed assessment asks items that have been in browsers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptExposure {
    /// Why; 1 to 1000 characters, kept for good.
    pub reason: String,
}
