//! A blueprint as a file says it: `blueprints/NAME.toml`, and what a browser is sent in open delivery.

use serde::{Deserialize, Serialize};

use super::Delivery;
pub use super::select::{Balance, CriterionName, ExposureFile, SelectFile};
pub use super::stop::{Combine, RatioFile, StopFile};
use crate::bank::Pool;
use crate::theta::Theta;

/// The version of the format that this build reads and writes.
pub const FORMAT: &str = "blueprint/1";

/// A whole blueprint. [`crate::Assessment::new`] checks it against its bank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlueprintFile {
    /// [`FORMAT`].
    pub format: String,
    /// Unique in the bank.
    pub id: String,
    /// For people.
    pub title: String,
    /// Where the session runs and what it may award.
    pub delivery: Delivery,
    /// Which items it draws on.
    pub pool: Pool,
    /// Items in a block: 1 or more.
    #[serde(default = "five")]
    pub block: usize,
    /// How many items in all.
    pub length: LengthFile,
    /// How many per outcome.
    #[serde(default)]
    pub content: Vec<ContentFile>,
    /// How it opens.
    #[serde(default)]
    pub start: StartFile,
    /// The estimate that selection follows.
    #[serde(default)]
    pub interim: EstimatorFile,
    /// How items are chosen.
    #[serde(default)]
    pub select: SelectFile,
    /// When it ends before the maximum length.
    #[serde(default)]
    pub stop: StopFile,
    /// What is enough.
    pub standard: StandardFile,
}

const fn five() -> usize {
    5
}

/// How many items a session gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LengthFile {
    /// No verdict before.
    #[serde(default)]
    pub minimum: usize,
    /// Never more.
    pub maximum: usize,
}

/// How many items of one outcome a session gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentFile {
    /// Its id.
    pub outcome: String,
    /// At least.
    #[serde(default)]
    pub minimum: usize,
    /// At most; no limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<usize>,
    /// The share of a test that it should have, above 0, up to 1: for `select.balance = "share"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// How much its content counts against information, above 0: for `select.balance = "weighted_penalty"`; 1 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// How the test opens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartFile {
    /// The ability at which the first block is chosen, and from which step rules start.
    #[serde(default)]
    pub theta: Theta,
    /// The first block has one item for each of these abilities, in this order, in place of a block at `theta`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thetas: Vec<Theta>,
    /// The first block has these items, by their ids and in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// By what the items of the first block are chosen; that of `select` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionName>,
}

impl Default for StartFile {
    fn default() -> Self {
        Self { theta: Theta::ZERO, thetas: Vec::new(), items: Vec::new(), criterion: None }
    }
}

/// An estimator, as [`crate::estimate::Estimator`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EstimatorFile {
    /// Its name in the literature.
    pub estimator: EstimatorName,
    /// For MAP and EAP.
    #[serde(default)]
    pub prior: PriorFile,
    /// Abilities are sought between these.
    #[serde(default = "default_range")]
    pub range: [f64; 2],
    /// Quadrature nodes of EAP, at equal distances over the range.
    #[serde(default = "default_nodes")]
    pub nodes: usize,
    /// How EAP adds the nodes up.
    #[serde(default, skip_serializing_if = "QuadratureName::is_trapezoid")]
    pub quadrature: QuadratureName,
    /// For ROBUST: how answers count that are far from what ability says; Huber's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<WeightName>,
    /// For ROBUST: the weight's tuning constant; 1 for Huber's and 4 for Tukey's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tuning: Option<f64>,
    /// What is taken for the estimate while all answers have full credit or all have none; the estimator itself if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant_pattern: Option<ConstantPatternName>,
    /// How the standard error is computed.
    #[serde(default, skip_serializing_if = "StandardErrorName::is_model")]
    pub standard_error: StandardErrorName,
}

/// How the values at equally spaced nodes become an integral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuadratureName {
    /// The nodes at the ends count half, as in catR.
    #[default]
    Trapezoid,
    /// Every node counts by its density alone, as in mirt.
    Sum,
}

impl QuadratureName {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    fn is_trapezoid(&self) -> bool {
        *self == Self::Trapezoid
    }
}

/// The weights of robust estimation, as [`crate::estimate::Robust`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightName {
    /// Falls off beyond the tuning constant.
    Huber,
    /// Nothing beyond the tuning constant.
    Tukey,
}

/// What stands in for an estimate while every answer so far has full credit or every one has none, and the likelihood has no maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConstantPatternName {
    /// 0.4 logits further with each answer.
    #[serde(rename = "fixed_0.4")]
    Fixed4,
    /// 0.7 logits further with each answer (Dodd 1990).
    #[serde(rename = "fixed_0.7")]
    Fixed7,
    /// With each answer, half the way to the hardest or the easiest item's difficulty (Dodd, de Ayala and Koch 1995).
    #[serde(rename = "halfway")]
    Halfway,
    /// Posterior mode, with the same prior and range.
    #[serde(rename = "MAP")]
    Map,
    /// Weighted likelihood, with the same range.
    #[serde(rename = "WLE")]
    Wle,
    /// Posterior mean, with the same prior, range and nodes.
    #[serde(rename = "EAP")]
    Eap,
}

/// How a standard error is computed, as [`crate::estimate::ErrorBy`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandardErrorName {
    /// From the information at the estimate, or the posterior's spread.
    #[default]
    Model,
    /// From the slope of the estimating equation.
    Efficient,
    /// From all response patterns, on short tests.
    Exact,
}

impl StandardErrorName {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    fn is_model(&self) -> bool {
        *self == Self::Model
    }
}

const fn default_range() -> [f64; 2] {
    [-6.0, 6.0]
}

const fn default_nodes() -> usize {
    61
}

impl Default for EstimatorFile {
    fn default() -> Self {
        Self {
            estimator: EstimatorName::Eap,
            prior: PriorFile::default(),
            range: default_range(),
            nodes: default_nodes(),
            quadrature: QuadratureName::Trapezoid,
            weight: None,
            tuning: None,
            constant_pattern: None,
            standard_error: StandardErrorName::Model,
        }
    }
}

/// The estimators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EstimatorName {
    /// Maximum likelihood.
    Ml,
    /// Posterior mode.
    Map,
    /// Warm's weighted likelihood.
    Wle,
    /// Posterior mean.
    Eap,
    /// Maximum likelihood with less weight on items far away.
    Robust,
}

/// A prior over ability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriorFile {
    /// Normal.
    Normal {
        /// In logits.
        mean: f64,
        /// In logits, above 0.
        sd: f64,
    },
    /// The same density everywhere between two abilities.
    Uniform {
        /// In logits.
        lower: f64,
        /// In logits.
        upper: f64,
    },
    /// The square root of the test information.
    Jeffreys,
    /// As abilities were found to be spread: the density at some of them, up to a constant.
    Empirical {
        /// In logits, rising.
        abilities: Vec<f64>,
        /// Above 0, one for each.
        weights: Vec<f64>,
    },
}

impl Default for PriorFile {
    fn default() -> Self {
        Self::Normal { mean: 0.0, sd: 1.0 }
    }
}

/// What is enough for an award.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardFile {
    /// The pass mark, in logits.
    pub cut: Theta,
    /// How probable mastery must be.
    #[serde(default = "certainty")]
    pub certainty: f64,
    /// The spread of the decision's prior, N(cut, sd).
    #[serde(default = "prior_sd")]
    pub prior_sd: f64,
    /// The standard error of the pass mark, in logits, as a panel of judges leaves it: it enters the probability of mastery.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cut_se: f64,
    /// Other cut scores on the same scale, such as that of a merit: their probabilities are reported, and rules that classify have
    /// to be sure at every cut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelFile>,
    /// What each of these outcomes asks for by itself, so that strength elsewhere does not make up for it. Without any, outcomes
    /// compensate each other wholly.
    #[serde(default, rename = "floor", skip_serializing_if = "Vec::is_empty")]
    pub floors: Vec<FloorFile>,
    /// How the cut was set, for whoever asks.
    pub rationale: String,
}

/// A cut score beside the pass mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelFile {
    /// Its name, unique in the blueprint, as `merit`.
    pub id: String,
    /// For people.
    pub title: String,
    /// In logits.
    pub cut: Theta,
    /// The standard error of the cut, in logits.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cut_se: f64,
}

/// The least that one outcome asks for: with the probability `certainty`, ability by its own items alone is no more than `below`
/// under the pass mark. It moves with the mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloorFile {
    /// Its id.
    pub outcome: String,
    /// How far under the pass mark the floor lies, in logits: 0 or more.
    pub below: f64,
    /// From 0.5: as likely as not. A few items are seldom surer.
    #[serde(default = "as_likely_as_not")]
    pub certainty: f64,
}

impl FloorFile {
    /// Where the floor lies under a pass mark.
    pub fn cut(&self, mark: Theta) -> Theta {
        Theta::saturating(mark.value() - self.below)
    }
}

const fn as_likely_as_not() -> f64 {
    0.5
}

// Where a pointer is smaller than the number, nothing is to be said.
#[cfg_attr(target_pointer_width = "64", expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference"))]
pub(super) fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

const fn certainty() -> f64 {
    0.95
}

const fn prior_sd() -> f64 {
    1.0
}
