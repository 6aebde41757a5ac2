//! What the page of simulations needs, and what comes of one.

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::simulate::{Report, Retake};
use serde::{Deserialize, Serialize};

/// All that a browser needs to simulate a micro-credential's assessments by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimulationStart {
    /// The micro-credential's title.
    pub title: String,
    /// The whole bank, with keys and parameters.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub bank: BankFile,
    /// Its assessments: what awards first.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub blueprints: Vec<BlueprintFile>,
    /// Which attempts there are.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub retake: Retake,
    /// The same in words.
    pub attempts: String,
}

/// A simulation's report as it is kept: as JSON the same from the command line and from the page.
#[derive(Clone, Debug, Serialize)]
pub struct Simulated {
    /// Which attempts were simulated, in words.
    pub attempts: String,
    /// What came of it.
    #[serde(flatten)]
    pub report: Report,
}

/// What the server itself simulated of an assessment: beside a publication, and in a moderation pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimulatedForm {
    /// The assessment's title.
    pub title: String,
    /// Which attempts were simulated, in words.
    pub attempts: String,
    /// What came of it.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub report: Report,
}
