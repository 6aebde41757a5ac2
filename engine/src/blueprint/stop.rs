//! What ends a session, as a blueprint says it: `[stop]`.

use serde::{Deserialize, Serialize};

/// What ends a session between its minimum and its maximum length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopFile {
    /// The probability of mastery is at least this, or at most one minus this, at every cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<f64>,
    /// The standard error of the interim estimate is at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// The two-sided confidence interval of the interim estimate with this coverage holds no cut (Kingsbury and Weiss 1983).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence_interval: Option<f64>,
    /// Wald's sequential probability ratio test at every cut (Reckase 1983).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sprt: Option<RatioFile>,
    /// The generalised likelihood ratio at every cut (Thompson 2009).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glr: Option<RatioFile>,
    /// The probability that the answers still to come leave the classification as it is, at every cut (Finkelman 2008).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curtailment: Option<f64>,
    /// The last block changed the standard error by less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error_change: Option<f64>,
    /// The last block changed the estimate by less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theta_change: Option<f64>,
    /// No item that may be given has this much information at the estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_information: Option<f64>,
    /// So many items were handed in: for `combine = "all"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<usize>,
    /// So many seconds have passed since the beginning, pauses not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
    /// `any` of the above is enough, or `all` are needed.
    #[serde(default)]
    pub combine: Combine,
}

/// A test of two hypotheses, one on each side of a cut.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatioFile {
    /// Half of the indifference region about the cut, in logits.
    pub delta: f64,
    /// How often someone below it may be called a master.
    pub alpha: f64,
    /// How often someone above it may be called a non-master.
    pub beta: f64,
}

/// How stopping rules combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// One is enough.
    #[default]
    Any,
    /// All must hold.
    All,
}
