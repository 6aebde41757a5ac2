//! Open delivery: bank, keys and the whole session in the browser; the log comes back with a single-use ticket.

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::{Log, Seed};
use serde::{Deserialize, Serialize};

use crate::outcome::OutcomeView;

/// All that a browser needs to run a practice session by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeStart {
    /// Good for one log.
    pub ticket: String,
    /// The practice pool of the bank.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub bank: BankFile,
    /// The open blueprint.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub blueprint: BlueprintFile,
    /// Where the session's random choices come from.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub seed: Seed,
}

/// A finished practice session.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeSubmit {
    /// As given.
    pub ticket: String,
    /// The whole log.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub log: Log,
}

/// What the server made of the log: its own replay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeReceipt {
    /// By replay, equal to the browser's to the bit.
    pub outcome: OutcomeView,
}
