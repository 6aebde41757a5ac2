//! EAP: the posterior on a grid, on the linear scale.

use super::prior::Prior;
use super::{Estimate, Range};
use crate::math;
use crate::model::ItemModel;
use crate::theta::{StandardError, Theta};

/// 2⁶⁰⁰.
const TWO_TO_THE_600: f64 = f64::from_bits((1023 + 600) << 52);

/// Abilities at equal distances.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    nodes: Vec<f64>,
}

/// Weights over a grid's abilities, up to a constant: the prior's density times the likelihood so far.
#[derive(Clone, Debug)]
pub struct Posterior {
    weights: Vec<f64>,
    /// Under a Jeffreys prior: the information so far, whose root the weights lack.
    information: Option<Vec<f64>>,
}

impl Grid {
    /// `nodes` abilities from one end of the range to the other, both included; at least two.
    pub fn new(range: Range, nodes: usize) -> Self {
        let last = nodes.max(2) - 1;
        let step = (range.upper - range.lower) / last as f64;
        Self { nodes: (0..=last).map(|k| range.lower + step * k as f64).collect() }
    }

    /// The abilities, from the lower end up.
    pub fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    pub(super) fn range(&self) -> Range {
        Range { lower: self.nodes[0], upper: self.nodes[self.nodes.len() - 1] }
    }

    /// The probability of each category of an item at each node: all nodes of category 0, then all of 1, and so on.
    pub(crate) fn table(&self, model: &ItemModel) -> Vec<f64> {
        let (nodes, categories) = (self.nodes.len(), model.categories());
        let mut table = vec![0.0; nodes * categories];
        let mut at = vec![0.0; categories];
        for (k, &theta) in self.nodes.iter().enumerate() {
            model.probabilities_at(theta, &mut at);
            for (category, p) in at.iter().enumerate() {
                table[category * nodes + k] = *p;
            }
        }
        table
    }

    /// The posterior before the first answer.
    pub fn prior(&self, prior: &Prior) -> Posterior {
        let jeffreys = *prior == Prior::Jeffreys;
        let weights = self
            .nodes
            .iter()
            .map(|&theta| match *prior {
                Prior::Normal { mean, sd } => math::normal_density(theta, mean, sd),
                Prior::Uniform { lower, upper } => f64::from(u8::from((lower..=upper).contains(&theta))),
                Prior::Jeffreys => 1.0,
                Prior::Empirical(_) => {
                    let log_density = prior.log_density(theta, 0.0);
                    if log_density > f64::NEG_INFINITY { math::exp(log_density) } else { 0.0 }
                }
            })
            .collect();
        Posterior { weights, information: jeffreys.then(|| vec![0.0; self.nodes.len()]) }
    }
}

impl Posterior {
    /// Takes one more answer into account: to an item of this model, as probable as `likelihood` says at each node.
    pub(crate) fn observe(&mut self, grid: &Grid, model: &ItemModel, likelihood: &[f64]) {
        for (weight, likelihood) in self.weights.iter_mut().zip(likelihood) {
            *weight *= likelihood;
        }
        if let Some(information) = &mut self.information {
            for (sum, &theta) in information.iter_mut().zip(&grid.nodes) {
                *sum += model.information_at(theta);
            }
        }
        // Hundreds of answers would underflow. A power of two moves no bit of what the moments are made of.
        if self.weights.iter().all(|weight| *weight < 1e-200) {
            for weight in &mut self.weights {
                *weight *= TWO_TO_THE_600;
            }
        }
    }

    /// Mean and standard deviation, by the trapezoid rule: the ends count half.
    pub fn estimate(&self, grid: &Grid) -> Estimate {
        let last = grid.nodes.len() - 1;
        let weight = |k: usize| {
            let half = if k == 0 || k == last { 0.5 } else { 1.0 };
            half * self.weights[k] * self.information.as_ref().map_or(1.0, |information| information[k].sqrt())
        };
        // Summed in grid order: floating-point addition is not associative, and replay must match to the bit.
        let (mut total, mut first) = (0.0, 0.0);
        for (k, &theta) in grid.nodes.iter().enumerate() {
            let here = weight(k);
            total += here;
            first += here * theta;
        }
        if total <= 0.0 {
            // A Jeffreys prior before the first answer, or one that excludes the whole grid, says nothing.
            return Estimate { theta: Theta::ZERO, standard_error: StandardError::UNKNOWN };
        }
        let mean = first / total;
        let mut second = 0.0;
        for (k, &theta) in grid.nodes.iter().enumerate() {
            second += weight(k) * (theta - mean) * (theta - mean);
        }
        Estimate {
            theta: Theta::saturating(mean),
            standard_error: StandardError::new((second / total).sqrt()).unwrap_or(StandardError::UNKNOWN),
        }
    }
}
