//! How the next item is chosen, as a blueprint says it: `[select]`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::file::PriorFile;

/// How the next item is chosen: what may be given is compared by `criterion`, weighed by `balance`, and handed out as
/// `randomesque` and `exposure` allow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectFile {
    /// What makes an item good now.
    #[serde(default)]
    pub criterion: CriterionName,
    /// One of this many best is drawn at random (Kingsbury and Zara 1989); 1 for the best.
    #[serde(default = "one")]
    pub randomesque: usize,
    /// For criteria that integrate over ability: the prior; that of `interim` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<PriorFile>,
    /// For the same: the range; that of `interim` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[f64; 2]>,
    /// For the same: the number of nodes, at equal distances over the range; that of `interim` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nodes: Option<usize>,
    /// For `PROGRESSIVE` and `PROPORTIONAL`: how late chance gives way to information; 1 if absent, 0 for evenly from the first item on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceleration: Option<f64>,
    /// The bank is divided into so many strata by discrimination, and the test into as many stages; the most discriminating items
    /// are kept for the last (Chang and Ying 1999).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strata: Option<usize>,
    /// How content beside its minima and maxima, which always hold, enters the choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    /// Who gets an item, so that none becomes known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposure: Option<ExposureFile>,
}

const fn one() -> usize {
    1
}

impl Default for SelectFile {
    fn default() -> Self {
        Self {
            criterion: CriterionName::Mfi,
            randomesque: 1,
            prior: None,
            range: None,
            nodes: None,
            acceleration: None,
            strata: None,
            balance: None,
            exposure: None,
        }
    }
}

/// The selection criteria, by their names in the literature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CriterionName {
    /// Maximum Fisher information at the estimate.
    #[default]
    Mfi,
    /// The difficulty nearest to the estimate (Urry).
    BOpt,
    /// The ability at which the item tells most, nearest to the estimate.
    ThOpt,
    /// Maximum likelihood-weighted information.
    Mlwi,
    /// Maximum posterior-weighted information.
    Mpwi,
    /// Maximum expected information: observed, at the estimate after each possible answer.
    Mei,
    /// The same with Fisher information.
    #[serde(rename = "MEI_FISHER")]
    MeiFisher,
    /// Minimum expected posterior variance.
    Mepv,
    /// Kullback-Leibler information, weighted by the likelihood.
    Kl,
    /// The same, weighted by the posterior.
    Klp,
    /// The global discrimination index, weighted by the likelihood.
    Gdi,
    /// The same, weighted by the posterior.
    Gdip,
    /// Chance that gives way to information as the test goes on, by a weighted sum.
    Progressive,
    /// The same, by probabilities in proportion to a power of information.
    Proportional,
    /// Any item.
    Random,
}

/// How content enters the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Balance {
    /// The next item is of the outcome that is farthest below its share (Kingsbury and Zara 1989).
    Share,
    /// The criterion is multiplied by how much of each quota is left (maximum priority index: Cheng and Chang 2009).
    PriorityIndex,
    /// Information and distance from the middle of each outcome's bounds are added up (weighted penalty: Shin et al. 2009).
    WeightedPenalty,
}

/// How exposure is controlled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ExposureFile {
    /// Each item that is chosen is given with a probability of its own (Sympson and Hetter 1985). `assay simulate
    /// --calibrate-exposure`
    /// finds them.
    SympsonHetter {
        /// The share of sessions in which an item may be given, for which the parameters were found.
        maximum: f64,
        /// The probabilities by item id; 1 for an item that is not named.
        parameters: BTreeMap<String, f64>,
    },
    /// Items that were in more than this share of the sessions so far wait (Revuelta and Ponsoda 1998).
    Restricted {
        /// The share.
        maximum: f64,
    },
    /// Which items a learner may get is drawn before the session, so that no item's share grows beyond the maximum (van der Linden
    /// and Veldkamp 2004).
    Eligibility {
        /// The share.
        maximum: f64,
        /// How fast the counts forget: each session weighs this much less than the next (van der Linden and Veldkamp 2007).
        #[serde(default = "slowly")]
        ageing: f64,
    },
}

impl ExposureFile {
    /// Whether the rule looks at other sessions.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Restricted { .. } | Self::Eligibility { .. })
    }
}

const fn slowly() -> f64 {
    0.999
}
