//! The estimate while a session runs: what each answer says is looked up in a table, so that one more costs one product a node.

use std::sync::OnceLock;

use super::{ConstantPattern, Estimate, Estimator, Posterior, Scored};
use crate::model::ItemModel;
use crate::score::Score;
use crate::theta::Theta;

/// An estimator over the items of one assessment.
#[derive(Debug)]
pub(crate) struct Interim {
    estimator: Estimator,
    models: Vec<ItemModel>,
    /// For EAP and each item, the probability of each category at each node, category by category; made when first needed.
    tables: Vec<OnceLock<Vec<f64>>>,
    opening: Running,
    constant: Option<Constant>,
}

/// What stands in while all answers are right or all wrong.
#[derive(Debug)]
struct Constant {
    pattern: ConstantPattern,
    start: f64,
    /// The least and the greatest of the bank.
    difficulties: [f64; 2],
}

/// What an estimator keeps of the answers so far, so that one more costs one item's worth of work.
#[derive(Clone, Debug)]
pub(crate) enum Running {
    /// For EAP.
    Posterior(Posterior),
    /// For the others: the items' positions with their scores.
    Responses(Vec<(usize, Score)>),
}

impl Interim {
    /// For these items.
    pub fn new(estimator: Estimator, models: Vec<ItemModel>) -> Self {
        let opening = match &estimator {
            Estimator::Eap(prior, grid) => Running::Posterior(grid.prior(prior)),
            _ => Running::Responses(Vec::new()),
        };
        let tables = vec![OnceLock::new(); models.len()];
        Self { estimator, models, tables, opening, constant: None }
    }

    /// With something that stands in while all answers are right or all wrong; steps begin at `start`.
    pub fn with_constant_pattern(mut self, pattern: Option<ConstantPattern>, start: Theta) -> Self {
        self.constant = pattern.map(|pattern| {
            let mut difficulties = [f64::INFINITY, f64::NEG_INFINITY];
            for model in &self.models {
                let b = model.difficulty();
                difficulties = [difficulties[0].min(b), difficulties[1].max(b)];
            }
            Constant { pattern, start: start.value(), difficulties }
        });
        self
    }

    /// The estimator.
    pub fn estimator(&self) -> &Estimator {
        &self.estimator
    }

    /// Before the first answer, ready to take answers one by one.
    pub fn opening(&self) -> Running {
        self.opening.clone()
    }

    /// Takes one more answer into account: to the item at this position.
    pub fn observe(&self, running: &mut Running, position: usize, score: Score) {
        match (&self.estimator, running) {
            (Estimator::Eap(_, grid), Running::Posterior(posterior)) => {
                let model = &self.models[position];
                let table = self.tables[position].get_or_init(|| grid.table(model));
                let nodes = grid.nodes().len();
                let category = score.category().min(model.categories() - 1);
                posterior.observe(grid, model, &table[category * nodes..(category + 1) * nodes]);
            }
            (_, Running::Responses(responses)) => responses.push((position, score)),
            (_, Running::Posterior(_)) => unreachable!("made by `opening` of the same estimator"),
        }
    }

    /// The estimate so far: the same bits as [`Estimator::estimate`] gives for all the answers at once, unless something stands in.
    pub fn read(&self, running: &Running) -> Estimate {
        match (&self.estimator, running) {
            (Estimator::Eap(_, grid), Running::Posterior(posterior)) => posterior.estimate(grid),
            (estimator, Running::Responses(responses)) => {
                let scored: Vec<Scored> = responses.iter().map(|&(position, score)| (&self.models[position], score)).collect();
                let constant = self.constant.as_ref();
                constant
                    .and_then(|Constant { pattern, start, difficulties }| {
                        pattern.estimate(estimator, &scored, *start, *difficulties)
                    })
                    .unwrap_or_else(|| estimator.estimate(&scored))
            }
            (_, Running::Posterior(_)) => unreachable!("made by `opening` of the same estimator"),
        }
    }
}
