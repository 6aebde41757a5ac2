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
    /// How much the nodes at the ends count in an estimate.
    ends: f64,
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
        Self { nodes: (0..=last).map(|k| range.lower + step * k as f64).collect(), ends: 0.5 }
    }

    /// The same abilities, each of which counts by its density alone: no half at the ends.
    #[must_use]
    pub fn summed(self) -> Self {
        Self { ends: 1.0, ..self }
    }

    /// The abilities, from the lower end up.
    pub fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    /// The distance between two neighbours, in logits.
    pub(crate) fn step(&self) -> f64 {
        self.nodes[1] - self.nodes[0]
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

    /// The likelihood before the first answer: 1 everywhere.
    pub(crate) fn flat(&self) -> Posterior {
        Posterior { weights: vec![1.0; self.nodes.len()], information: None }
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

    /// The density at each node, up to a constant.
    pub(crate) fn density(self) -> Vec<f64> {
        let Self { mut weights, information } = self;
        for (weight, information) in weights.iter_mut().zip(information.iter().flatten()) {
            *weight *= information.sqrt();
        }
        weights
    }

    /// Mean and standard deviation, by the trapezoid rule, in which the ends count half, or by the plain sum.
    pub fn estimate(&self, grid: &Grid) -> Estimate {
        // Under a Jeffreys prior the weights lack the root of the information.
        let complete: Vec<f64>;
        let weights = match &self.information {
            None => self.weights.as_slice(),
            Some(information) => {
                complete =
                    self.weights.iter().zip(information).map(|(weight, information)| weight * information.sqrt()).collect();
                complete.as_slice()
            }
        };
        // Summed in grid order: floating-point addition is not associative, and replay must match to the bit.
        let ([first_node, inner_nodes @ .., last_node], [first_weight, inner_weights @ .., last_weight]) =
            (grid.nodes(), weights)
        else {
            unreachable!("a grid has two nodes or more");
        };
        let (mut total, mut first) = (0.0, 0.0);
        let mut add = |weight: f64, theta: f64| {
            total += weight;
            first += weight * theta;
        };
        add(grid.ends * first_weight, *first_node);
        for (weight, theta) in inner_weights.iter().zip(inner_nodes) {
            add(*weight, *theta);
        }
        add(grid.ends * last_weight, *last_node);
        if total <= 0.0 {
            // A Jeffreys prior before the first answer, or one that excludes the whole grid, says nothing.
            return Estimate { theta: Theta::ZERO, standard_error: StandardError::UNKNOWN };
        }
        let mean = first / total;
        let mut second = 0.0;
        let mut add = |weight: f64, theta: f64| second += weight * (theta - mean) * (theta - mean);
        add(grid.ends * first_weight, *first_node);
        for (weight, theta) in inner_weights.iter().zip(inner_nodes) {
            add(*weight, *theta);
        }
        add(grid.ends * last_weight, *last_node);
        Estimate {
            theta: Theta::saturating(mean),
            standard_error: StandardError::new((second / total).sqrt()).unwrap_or(StandardError::UNKNOWN),
        }
    }
}
