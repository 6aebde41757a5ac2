//! How good estimates were and how evenly a bank was used: the figures that simulations of adaptive tests report.
//!
//! As in catR's `simulateRespondents` (Magis and Raîche 2012, doi:10.18637/jss.v048.i08), which the oracle holds them to.

use serde::{Deserialize, Serialize};

use crate::estimate::Estimate;

/// Sums over takers of how far their estimates were off, how sure they were, and how long they took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    /// How many.
    pub takers: u64,
    /// Σ true ability, in logits.
    pub theta: f64,
    /// Σ estimate − truth, in logits.
    pub error: f64,
    /// Σ of its square.
    pub squared_error: f64,
    /// Σ standard error, in logits.
    pub standard_error: f64,
    /// Σ items.
    pub items: u64,
}

impl Moments {
    /// One taker more: true ability, estimate and number of items.
    pub fn add(&mut self, theta: f64, estimate: Estimate, items: usize) {
        let error = estimate.theta.value() - theta;
        self.takers += 1;
        self.theta += theta;
        self.error += error;
        self.squared_error += error * error;
        self.standard_error += estimate.standard_error.value();
        self.items += items as u64;
    }

    /// The takers of another.
    pub fn merge(&mut self, other: &Self) {
        self.takers += other.takers;
        self.theta += other.theta;
        self.error += other.error;
        self.squared_error += other.squared_error;
        self.standard_error += other.standard_error;
        self.items += other.items;
    }

    /// What the sums come to; `None` without takers.
    pub fn row(&self) -> Option<Row> {
        let n = self.takers as f64;
        (self.takers > 0).then(|| Row {
            takers: self.takers,
            theta: self.theta / n,
            bias: self.error / n,
            rmse: (self.squared_error / n).sqrt(),
            standard_error: self.standard_error / n,
            length: self.items as f64 / n,
        })
    }
}

/// Results of some takers, as of those of about one ability.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// How many.
    pub takers: u64,
    /// Mean true ability, in logits.
    pub theta: f64,
    /// Mean of estimate − truth, in logits.
    pub bias: f64,
    /// Root of the mean square of the same.
    pub rmse: f64,
    /// Mean standard error, in logits.
    pub standard_error: f64,
    /// Mean number of items.
    pub length: f64,
}

/// A simulated taker: the truth, and what the test made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// True ability, in logits.
    pub theta: f64,
    /// The final estimate.
    pub estimate: Estimate,
    /// Positions of the items given.
    pub items: Vec<usize>,
}

/// Results of a simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Of all takers.
    pub all: Row,
    /// Pearson's correlation of estimates with true abilities.
    pub correlation: f64,
    /// The share of takers to whom each item of the bank was given.
    pub exposure: Vec<f64>,
    /// The share of its items that a test has in common with another, as [`overlap`] has it.
    pub overlap: f64,
    /// Of the tenths of the takers, the least able first.
    pub deciles: Vec<Row>,
}

impl Summary {
    /// Of takers of a bank with so many items; `None` without takers.
    pub fn new(taken: &[Taken], bank: usize) -> Option<Self> {
        let row = |taken: &[&Taken]| {
            let mut moments = Moments::default();
            for one in taken {
                moments.add(one.theta, one.estimate, one.items.len());
            }
            moments.row()
        };
        let mut sorted: Vec<&Taken> = taken.iter().collect();
        let all = row(&sorted)?;
        sorted.sort_by(|one, other| one.theta.total_cmp(&other.theta));
        let n = sorted.len();
        let deciles = (0..10).filter_map(|k| row(&sorted[k * n / 10..(k + 1) * n / 10])).collect();

        let mut given = vec![0_u64; bank];
        for &item in taken.iter().flat_map(|one| &one.items) {
            given[item] += 1;
        }
        let exposure: Vec<f64> = given.iter().map(|count| *count as f64 / n as f64).collect();

        let mean = all.theta + all.bias;
        let (mut product, mut of_truth, mut of_estimate) = (0.0, 0.0, 0.0);
        for one in taken {
            let (truth, estimate) = (one.theta - all.theta, one.estimate.theta.value() - mean);
            product += truth * estimate;
            of_truth += truth * truth;
            of_estimate += estimate * estimate;
        }
        let correlation = product / (of_truth * of_estimate).sqrt();
        Some(Self { all, correlation, overlap: overlap(&exposure, all.length), exposure, deciles })
    }
}

/// The share of its items that a test has in common with another on average: Σ exposure² / length (Chen, Ankenmann and Spray 2003,
/// doi:10.1111/j.1745-3984.2003.tb01100.x; for many takers). Each item's share in it is the square of its exposure over the length.
///
/// 0 where no items were given.
pub fn overlap(exposure: &[f64], length: f64) -> f64 {
    if length > 0.0 { exposure.iter().map(|rate| rate * rate).sum::<f64>() / length } else { 0.0 }
}
