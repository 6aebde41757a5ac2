//! Credit step by step: the partial credit model, its generalised form, and the rating scale model.

use super::Error;
use super::category::Row;
use super::nominal;

/// P(X = k) ∝ exp Σ_(t ≤ k) a (θ − d_t): the generalised partial credit model (Muraki 1992, doi:10.1177/014662169201600206).
///
/// The partial credit model (Masters 1982, doi:10.1007/BF02296272) has a = 1; the rating scale model (Andrich 1978,
/// doi:10.1007/BF02293814) writes b + d_t for d_t. Steps need not be in order. Any scaling constant D is folded into `a`.
#[derive(Clone, Debug, PartialEq)]
pub struct PartialCredit {
    a: f64,
    steps: Vec<f64>,
}

impl PartialCredit {
    /// From discrimination and step difficulties, one fewer than there are categories.
    ///
    /// # Errors
    /// [`Error`] unless a > 0 and there are 1 to 15 finite steps.
    ///
    /// ```
    /// use engine::{Score, Theta, model::{ItemModel, PartialCredit}};
    /// let item = ItemModel::from(PartialCredit::new(1.0, vec![0.0, 0.0])?);
    /// assert!((item.probability(Theta::ZERO, Score::new(2)) - 1.0 / 3.0).abs() < 1e-15);
    /// # Ok::<(), engine::model::Error>(())
    /// ```
    pub fn new(a: f64, steps: Vec<f64>) -> Result<Self, Error> {
        super::discriminating(a)?;
        super::several("thresholds", &steps)?;
        Ok(Self { a, steps })
    }

    /// The rating scale model: steps b + d_t.
    ///
    /// # Errors
    /// As [`Self::new`], for b + d_t.
    pub fn rating_scale(a: f64, b: f64, d: &[f64]) -> Result<Self, Error> {
        Self::new(a, d.iter().map(|d| b + d).collect())
    }

    /// Discrimination, D folded in.
    pub const fn a(&self) -> f64 {
        self.a
    }

    /// Step difficulties, in logits, from category 0 to 1 on.
    pub fn steps(&self) -> &[f64] {
        &self.steps
    }

    pub(super) fn categories(&self) -> usize {
        self.steps.len() + 1
    }

    pub(super) fn shifted(&self, by: f64) -> Self {
        Self { a: self.a, steps: self.steps.iter().map(|d| d + by).collect() }
    }

    /// Exponents at `theta` and slopes, category by category.
    pub(super) fn exponents_at(&self, theta: f64, exponents: &mut Row, slopes: &mut Row) -> usize {
        let theta = nominal::bounded(theta);
        for (k, d) in self.steps.iter().enumerate() {
            exponents[k + 1] = exponents[k] + self.a * (theta - d);
            slopes[k + 1] = self.a * (k + 1) as f64;
        }
        self.categories()
    }
}
