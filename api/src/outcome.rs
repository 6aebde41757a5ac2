//! What a session came to, for people.

use engine::{Outcome, StopReason, Verdict};
use serde::{Deserialize, Serialize};

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeView {
    /// Achieved, not yet, or too close to call.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub verdict: Verdict,
    /// Probability of mastery, 0 to 1.
    pub mastery: f64,
    /// How probable mastery has to be.
    pub certainty: f64,
    /// Ability, in logits.
    pub theta: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Where ability lies with 90 % probability.
    pub interval: [f64; 2],
    /// The pass mark.
    pub cut: f64,
    /// How many items were answered.
    pub items: usize,
    /// Why it ended.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub reason: StopReason,
    /// For each outcome that was touched.
    pub outcomes: Vec<SubResult>,
}

/// What was shown of one learning outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubResult {
    /// The outcome's id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// How many of its items were answered.
    pub items: usize,
    /// Where ability lies with 90 % probability by these items alone; absent below six items.
    pub interval: Option<[f64; 2]>,
    /// Probability of mastery by these items alone; absent below six items.
    pub mastery: Option<f64>,
    /// The least that is asked of this outcome, where anything is.
    pub floor: Option<FloorView>,
}

/// Whether an outcome's floor was reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FloorView {
    /// Probability that ability is above it, by this outcome's items alone.
    pub mastery: f64,
    /// How probable that has to be.
    pub needed: f64,
}

impl From<&Outcome> for OutcomeView {
    fn from(outcome: &Outcome) -> Self {
        Self {
            verdict: outcome.verdict,
            mastery: outcome.mastery,
            certainty: outcome.certainty,
            theta: outcome.estimate.theta.value(),
            standard_error: outcome.estimate.standard_error.value(),
            interval: outcome.interval.map(engine::Theta::value),
            cut: outcome.cut.value(),
            items: outcome.items,
            reason: outcome.reason,
            outcomes: outcome
                .outcomes
                .iter()
                .map(|sub| SubResult {
                    id: sub.outcome.id.clone(),
                    text: sub.outcome.text.clone(),
                    items: sub.items,
                    interval: sub.finding.map(|finding| finding.interval.map(engine::Theta::value)),
                    mastery: sub.finding.map(|finding| finding.mastery),
                    floor: outcome
                        .floors
                        .iter()
                        .find(|floor| floor.outcome.id == sub.outcome.id)
                        .map(|floor| FloorView { mastery: floor.mastery, needed: floor.needed }),
                })
                .collect(),
        }
    }
}
