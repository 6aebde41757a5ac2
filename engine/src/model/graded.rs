//! Ordered categories whose boundaries are logistic: the graded response model and its modified form.

use super::Error;
use super::category::{Category, FARTHEST, MAX_CATEGORIES, Row};
use crate::math;

/// P(X ≥ k) = 1 / (1 + exp(−a (θ − b_k))) for ordered thresholds b_1 < … < b_K (Samejima 1969, doi:10.1007/BF03372160).
///
/// The modified model (Muraki 1990, doi:10.1177/014662169001400106) writes b − c_k for b_k. Any scaling constant D is folded into `a`.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    a: f64,
    thresholds: Vec<f64>,
}

impl Graded {
    /// From discrimination and thresholds, one fewer than there are categories.
    ///
    /// # Errors
    /// [`Error`] unless a > 0 and there are 1 to 15 finite thresholds, each above the one before.
    ///
    /// ```
    /// use engine::{Score, Theta, model::{Graded, ItemModel}};
    /// let item = ItemModel::from(Graded::new(1.0, vec![-1.0, 1.0])?);
    /// assert!((item.probability(Theta::ZERO, Score::new(1)) - 0.4621).abs() < 1e-4);
    /// # Ok::<(), engine::model::Error>(())
    /// ```
    pub fn new(a: f64, thresholds: Vec<f64>) -> Result<Self, Error> {
        super::discriminating(a)?;
        super::several("thresholds", &thresholds)?;
        for pair in thresholds.windows(2) {
            super::within(a * (pair[1] - pair[0]) > 0.0, "thresholds", pair[1], "each above the one before")?;
        }
        Ok(Self { a, thresholds })
    }

    /// The modified model: thresholds b − c_k.
    ///
    /// # Errors
    /// As [`Self::new`], for b − c_k.
    pub fn modified(a: f64, b: f64, c: &[f64]) -> Result<Self, Error> {
        Self::new(a, c.iter().map(|c| b - c).collect())
    }

    /// Discrimination, D folded in.
    pub const fn a(&self) -> f64 {
        self.a
    }

    /// In logits, from the lowest.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    pub(super) fn categories(&self) -> usize {
        self.thresholds.len() + 1
    }

    pub(super) fn shifted(&self, by: f64) -> Self {
        Self { a: self.a, thresholds: self.thresholds.iter().map(|b| b + by).collect() }
    }

    /// P(X ≥ k) and P(X < k) at every boundary, those at the ends, 0 and K + 1, among them.
    fn boundaries(&self, theta: f64) -> [(f64, f64); MAX_CATEGORIES + 1] {
        let theta = theta.clamp(-FARTHEST, FARTHEST);
        let mut tails = [(0.0, 1.0); MAX_CATEGORIES + 1];
        tails[0] = (1.0, 0.0);
        for (tail, b) in tails[1..].iter_mut().zip(&self.thresholds) {
            *tail = math::logistic_tails(self.a * (theta - b));
        }
        tails
    }

    /// 1 − exp(−a (b_(k+1) − b_k)): what is left of the product of two tails by the boundary on the other side.
    fn gap(&self, k: usize) -> f64 {
        if k == 0 || k == self.thresholds.len() {
            1.0
        } else {
            -math::exp_m1(-self.a * (self.thresholds[k] - self.thresholds[k - 1]))
        }
    }

    /// P_k = P(X ≥ k) P(X < k + 1) (1 − exp(−a (b_(k+1) − b_k))), which equals the difference of the boundaries and keeps its digits.
    pub(super) fn probabilities_at(&self, theta: f64, into: &mut [f64]) {
        let tails = self.boundaries(theta);
        for (k, p) in into.iter_mut().take(self.categories()).enumerate() {
            *p = tails[k].0 * tails[k + 1].1 * self.gap(k);
        }
    }

    /// (ln P_k)′ = a w with w = P(X < k) − P(X ≥ k + 1); the next derivatives follow from those of the boundaries.
    pub(super) fn categories_at(&self, theta: f64) -> Vec<Category> {
        let a = self.a;
        let tails = self.boundaries(theta);
        (0..self.categories())
            .map(|k| {
                let ((above, below), (next, not_next)) = (tails[k], tails[k + 1]);
                let (here, there) = (above * below, next * not_next);
                Category {
                    p: above * not_next * self.gap(k),
                    log_slope: a * (below - next),
                    log_curvature: -a * a * (here + there),
                    log_third: -a * a * a * (here * (below - above) + there * (not_next - next)),
                }
            })
            .collect()
    }

    pub(super) fn log_probability_at(&self, theta: f64, k: usize) -> f64 {
        let theta = theta.clamp(-FARTHEST, FARTHEST);
        let lower = if k == 0 { 0.0 } else { math::ln_logistic(self.a * (theta - self.thresholds[k - 1])) };
        let upper = if k == self.thresholds.len() { 0.0 } else { math::ln_logistic(-self.a * (theta - self.thresholds[k])) };
        lower + upper + math::ln(self.gap(k))
    }

    pub(super) fn information_at(&self, theta: f64) -> f64 {
        let tails = self.boundaries(theta);
        let mut p: Row = [0.0; MAX_CATEGORIES];
        self.probabilities_at(theta, &mut p);
        (0..self.categories())
            .map(|k| {
                let r = self.a * (tails[k].1 - tails[k + 1].0);
                p[k] * r * r
            })
            .sum()
    }
}
