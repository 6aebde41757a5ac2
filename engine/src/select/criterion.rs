//! How good an item is now: one value for each unit that may be given.
//!
//! Criteria that integrate over ability do so on equally spaced nodes; the probabilities, their logarithms and the information of
//! each item at the nodes are kept in tables that are made when first needed, so that a step costs a few products for each node.

use std::sync::{Arc, OnceLock};

use super::Index;
use crate::blueprint::file::CriterionName;
use crate::estimate::{Grid, Prior};
use crate::math;
use crate::model::{ItemModel, Logistic};
use crate::score::Score;

/// A criterion over the items of one assessment.
#[derive(Debug)]
pub struct Criterion {
    name: CriterionName,
    models: Arc<[ItemModel]>,
    grid: Grid,
    prior: Prior,
    index: Index,
    tables: Vec<Table>,
}

/// What is known of an item at the nodes.
#[derive(Debug, Default)]
struct Table {
    /// The probability of each category at each node, category by category.
    probability: OnceLock<Vec<f64>>,
    /// Their logarithms, for Kullback-Leibler information.
    logarithm: OnceLock<Vec<f64>>,
    /// Fisher information at each node, for weighted information.
    information: OnceLock<Vec<f64>>,
}

/// Where a session stands when an item is chosen.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The interim estimate, in logits.
    pub theta: f64,
    /// Positions of the items answered, with their scores.
    pub responses: &'a [(usize, Score)],
}

/// A criterion in one standing.
#[derive(Debug)]
pub struct Values<'a> {
    criterion: &'a Criterion,
    name: CriterionName,
    theta: f64,
    /// For criteria that integrate: the weight of each node.
    weights: Vec<f64>,
    total: f64,
}

impl CriterionName {
    /// Whether the best item is the one with the least value.
    pub const fn minimises(self) -> bool {
        matches!(self, Self::BOpt | Self::ThOpt | Self::Mepv)
    }

    /// Whether a value is an integral over ability.
    pub(crate) const fn integrates(self) -> bool {
        use CriterionName::{Gdi, Gdip, Kl, Klp, Mei, MeiFisher, Mepv, Mlwi, Mpwi};
        matches!(self, Mlwi | Mpwi | Mei | MeiFisher | Mepv | Kl | Klp | Gdi | Gdip)
    }

    /// Whether a value can be weighed against content: never negative, and the more an item tells the greater. Observed information
    /// can be negative.
    pub const fn weighs(self) -> bool {
        matches!(self, Self::Mfi | Self::Mlwi | Self::Mpwi | Self::MeiFisher | Self::Kl | Self::Klp | Self::Gdi | Self::Gdip)
    }

    /// Whether a value adds up over items, as information does.
    const fn adds_up(self) -> bool {
        !self.minimises()
    }
}

impl Criterion {
    /// For these curves, on this grid and under this prior where it integrates.
    pub fn new(name: CriterionName, models: Arc<[ItemModel]>, grid: Grid, prior: Prior) -> Self {
        let tables = models.iter().map(|_| Table::default()).collect();
        Self { name, index: Index::new(Arc::clone(&models)), models, grid, prior, tables }
    }

    /// Its name.
    pub fn name(&self) -> CriterionName {
        self.name
    }

    /// The same, by another name.
    pub(super) fn values_by<'a>(&'a self, name: CriterionName, standing: &Standing) -> Values<'a> {
        use CriterionName::{Gdi, Gdip, Kl, Klp, Mei, MeiFisher, Mepv, Mlwi, Mpwi};
        let weighted = match name {
            Mlwi | Kl | Gdi => Some(self.grid.flat()),
            Mpwi | Klp | Gdip | Mei | MeiFisher | Mepv => Some(self.grid.prior(&self.prior)),
            _ => None,
        };
        let mut weights = weighted.map_or_else(Vec::new, |mut posterior| {
            let nodes = self.grid.nodes().len();
            for &(position, score) in standing.responses {
                let model = &self.models[position];
                let category = score.category().min(model.categories() - 1);
                let likelihood = &self.table(position).probability(model, &self.grid)[category * nodes..(category + 1) * nodes];
                posterior.observe(&self.grid, model, likelihood);
            }
            posterior.density()
        });
        // A Jeffreys prior before the first answer, or one that leaves nothing of the grid, prefers no ability.
        if weights.iter().all(|weight| *weight <= 0.0) {
            weights.fill(1.0);
        }
        // The trapezoid rule, but for the discrimination index, which its authors define as a plain sum.
        let step = self.grid.step();
        let last = weights.len().saturating_sub(1);
        for (k, weight) in weights.iter_mut().enumerate() {
            *weight *= match name {
                Gdi | Gdip => 1.0,
                _ if k == 0 || k == last => 0.5 * step,
                _ => step,
            };
        }
        let total = weights.iter().sum();
        Values { criterion: self, name, theta: standing.theta, weights, total }
    }

    /// The value of every item in this standing.
    pub fn values<'a>(&'a self, standing: &Standing) -> Values<'a> {
        self.values_by(self.name, standing)
    }

    /// The most informative items, as [`Index::best`].
    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// Fisher information of an item, in units of 1/θ².
    pub fn information(&self, position: usize, theta: f64) -> f64 {
        self.models[position].information_at(theta)
    }

    fn table(&self, position: usize) -> &Table {
        &self.tables[position]
    }
}

impl Table {
    fn information(&self, model: &ItemModel, grid: &Grid) -> &[f64] {
        self.information.get_or_init(|| grid.nodes().iter().map(|&theta| model.information_at(theta)).collect())
    }

    fn probability(&self, model: &ItemModel, grid: &Grid) -> &[f64] {
        self.probability.get_or_init(|| grid.table(model))
    }

    // Without keeping the probabilities: a step reads through the tables of the whole bank.
    fn logarithm(&self, model: &ItemModel, grid: &Grid) -> &[f64] {
        self.logarithm.get_or_init(|| grid.table(model).into_iter().map(math::ln).collect())
    }
}

impl Values<'_> {
    /// By which criterion.
    pub fn name(&self) -> CriterionName {
        self.name
    }

    /// How good a unit is, the more the better: the mean over the items of a set, or what a set scored as one says for each of them.
    pub fn merit(&self, members: &[usize], testlet: Option<usize>) -> f64 {
        let value = match (testlet, members) {
            (Some(curve), _) if self.name.adds_up() => self.of(curve) / members.len() as f64,
            (Some(curve), _) => self.of(curve),
            (None, &[one]) => self.of(one),
            (None, several) => several.iter().map(|&member| self.of(member)).sum::<f64>() / several.len() as f64,
        };
        if self.name.minimises() { -value } else { value }
    }

    /// The criterion's value, in its own unit, of what has this merit.
    pub(super) fn raw(&self, merit: f64) -> f64 {
        if self.name.minimises() { -merit } else { merit }
    }

    /// The criterion's value for one item, in its own unit, in the form that catR gives them (Magis and Barrada 2017,
    /// doi:10.18637/jss.v076.c01), which for MEI, MEPV and KL is simpler than that of the papers they come from: docs/METHODS.md says
    /// how.
    ///
    /// - MFI: I(θ̂) (Lord 1980). bOpt: |b − θ̂|; of a polytomous item, whose difficulty is no single number, as thOpt.
    ///   thOpt: |θ* − θ̂|, θ* where I is greatest.
    /// - MLWI: ∫ L(θ) I(θ) dθ (Veerkamp and Berger 1997, doi:10.2307/1165378). MPWI: the same with the prior
    ///   (van der Linden 1998, doi:10.1007/BF02294775).
    /// - MEI: Σ P(x | θ̂) J(θ̂ₓ), θ̂ₓ the EAP after answer x and J the observed, or Fisher, information there (van der Linden 1998).
    /// - MEPV: Σ P(x | θ̂) Var(θ | x) (Owen 1975; van der Linden 1998).
    /// - KL: ∫ L(θ) Σ P(x | θ̂) ln(P(x | θ̂)/P(x | θ)) dθ (Chang and Ying 1996, doi:10.1177/014662169602000303); KLP with the prior.
    /// - GDI: Σ w (P(θ) − P̄)² for the normalised likelihood w, of which P̄ is the mean (Kaplan, de la Torre and Barrada 2015,
    ///   doi:10.1177/0146621614554650); with more categories half the sum over all of them, which is the same for two. GDIP with the
    ///   prior.
    /// - PROGRESSIVE and PROPORTIONAL go by I(θ̂), to which `exposure` adds chance; RANDOM by nothing.
    pub fn of(&self, position: usize) -> f64 {
        use CriterionName::{
            BOpt, Gdi, Gdip, Kl, Klp, Mei, MeiFisher, Mepv, Mfi, Mlwi, Mpwi, Progressive, Proportional, Random, ThOpt,
        };
        let Self { criterion, theta, .. } = *self;
        let model = &criterion.models[position];
        match self.name {
            Mfi | Progressive | Proportional => model.information_at(theta),
            BOpt => (model.logistic().map_or(criterion.index.peaks()[position], Logistic::b) - theta).abs(),
            ThOpt => (criterion.index.peaks()[position] - theta).abs(),
            Mlwi | Mpwi => self.sum(criterion.table(position).information(model, &criterion.grid)),
            Mei | MeiFisher => self.over_answers(model, position, |mean, _, score| {
                if self.name == Mei { model.curve_at(mean).observed_information(score) } else { model.information_at(mean) }
            }),
            Mepv => self.over_answers(model, position, |_, variance, _| variance),
            Kl | Klp => {
                let (table, nodes) = (criterion.table(position), self.weights.len());
                let mut sum = 0.0;
                for (category, logarithm) in table.logarithm(model, &criterion.grid).chunks_exact(nodes).enumerate() {
                    let p = model.probability_at(theta, Score::of(category));
                    sum += p * (math::ln(p) * self.total - self.sum(logarithm));
                }
                sum
            }
            Gdi | Gdip => {
                let (table, nodes) = (criterion.table(position), self.weights.len());
                let mut sum = 0.0;
                for probability in table.probability(model, &criterion.grid).chunks_exact(nodes) {
                    let mean = self.sum(probability) / self.total;
                    let spread: f64 =
                        self.weights.iter().zip(probability).map(|(weight, p)| weight * (p - mean) * (p - mean)).sum();
                    sum += spread / self.total;
                }
                0.5 * sum
            }
            Random => 0.0,
        }
    }

    fn sum(&self, values: &[f64]) -> f64 {
        self.weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
    }

    /// The mean over possible answers, as probable as at the estimate, of what `of` says of the posterior's mean and variance after.
    fn over_answers(&self, model: &ItemModel, position: usize, of: impl Fn(f64, f64, Score) -> f64) -> f64 {
        let nodes = self.criterion.grid.nodes();
        let table = self.criterion.table(position);
        let mut sum = 0.0;
        for (category, likelihood) in table.probability(model, &self.criterion.grid).chunks_exact(nodes.len()).enumerate() {
            let (mut total, mut first) = (0.0, 0.0);
            for ((weight, p), theta) in self.weights.iter().zip(likelihood).zip(nodes) {
                total += weight * p;
                first += weight * p * theta;
            }
            let mean = first / total;
            let mut second = 0.0;
            for ((weight, p), theta) in self.weights.iter().zip(likelihood).zip(nodes) {
                second += weight * p * (theta - mean) * (theta - mean);
            }
            let score = Score::of(category);
            sum += model.probability_at(self.theta, score) * of(mean, second / total, score);
        }
        sum
    }
}
