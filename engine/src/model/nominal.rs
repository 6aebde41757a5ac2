//! Categories in no order: the nominal response model, and what every model of the form exp / Σ exp shares with it.

use super::Error;
use super::category::{Category, FARTHEST, MAX_CATEGORIES, Row};
use crate::math;

/// P(X = k) ∝ exp(α_k θ + c_k), where category 0 has α = c = 0 (Bock 1972, doi:10.1007/BF02291411).
///
/// The slopes are on the logistic metric whatever the bank's D is: the model has no D.
#[derive(Clone, Debug, PartialEq)]
pub struct Nominal {
    slopes: Vec<f64>,
    intercepts: Vec<f64>,
}

impl Nominal {
    /// From slopes and intercepts of the categories after the first.
    ///
    /// # Errors
    /// [`Error`] unless there are 1 to 15 finite slopes, not all 0, and as many finite intercepts.
    ///
    /// ```
    /// use engine::{Score, Theta, model::{ItemModel, Nominal}};
    /// let item = ItemModel::from(Nominal::new(vec![1.0, -0.5], vec![0.0, 0.0])?);
    /// assert!((item.probability(Theta::ZERO, Score::new(2)) - 1.0 / 3.0).abs() < 1e-15);
    /// # Ok::<(), engine::model::Error>(())
    /// ```
    pub fn new(slopes: Vec<f64>, intercepts: Vec<f64>) -> Result<Self, Error> {
        super::several("slopes", &slopes)?;
        super::several("intercepts", &intercepts)?;
        let (given, wanted) = (intercepts.len(), slopes.len());
        super::within(given == wanted, "intercepts", given as f64, "as many intercepts as slopes")?;
        super::within(slopes.iter().any(|slope| *slope != 0.0), "slopes", 0.0, "at least one other than 0")?;
        Ok(Self { slopes, intercepts })
    }

    /// The distance from the least slope to the greatest, that of category 0 among them.
    pub(super) fn reach(&self) -> f64 {
        let (low, high) = self.slopes.iter().fold((0.0_f64, 0.0_f64), |(low, high), slope| (low.min(*slope), high.max(*slope)));
        high - low
    }

    /// Of the categories after the first.
    pub fn slopes(&self) -> &[f64] {
        &self.slopes
    }

    /// Of the categories after the first.
    pub fn intercepts(&self) -> &[f64] {
        &self.intercepts
    }

    pub(super) fn categories(&self) -> usize {
        self.slopes.len() + 1
    }

    pub(super) fn shifted(&self, by: f64) -> Self {
        let intercepts = self.slopes.iter().zip(&self.intercepts).map(|(slope, intercept)| intercept - slope * by).collect();
        Self { slopes: self.slopes.clone(), intercepts }
    }

    pub(super) fn exponents_at(&self, theta: f64, exponents: &mut Row, slopes: &mut Row) -> usize {
        let theta = bounded(theta);
        for (k, (slope, intercept)) in self.slopes.iter().zip(&self.intercepts).enumerate() {
            exponents[k + 1] = slope * theta + intercept;
            slopes[k + 1] = *slope;
        }
        self.categories()
    }

    /// Where two categories are equally probable, for every pair.
    pub(super) fn crossings(&self) -> Vec<f64> {
        let line = |k: usize| if k == 0 { (0.0, 0.0) } else { (self.slopes[k - 1], self.intercepts[k - 1]) };
        let n = self.categories();
        let pairs = (0..n).flat_map(|one| (one + 1..n).map(move |other| (line(one), line(other))));
        pairs.map(|((slope, intercept), (next, other))| (intercept - other) / (next - slope)).filter(|x| x.is_finite()).collect()
    }
}

pub(super) fn bounded(theta: f64) -> f64 {
    theta.clamp(-FARTHEST, FARTHEST)
}

/// Which exponent is the greatest. Everything is stated as a difference from it, so that nothing overflows and the rest keeps its digits.
fn mode(exponents: &[f64]) -> usize {
    let mut best = 0;
    for (k, exponent) in exponents.iter().enumerate() {
        if *exponent > exponents[best] {
            best = k;
        }
    }
    best
}

/// Exponents to probabilities.
pub(super) fn probabilities(exponents: &[f64], into: &mut [f64]) {
    let top = exponents[mode(exponents)];
    let mut total = 0.0;
    for (p, exponent) in into.iter_mut().zip(exponents) {
        *p = math::exp(exponent - top);
        total += *p;
    }
    for p in into.iter_mut().take(exponents.len()) {
        *p /= total;
    }
}

/// ln of the probability of category `k`: its distance from the mode, less ln(1 + Σ of the others).
pub(super) fn log_probability(exponents: &[f64], k: usize) -> f64 {
    let mode = mode(exponents);
    let others = exponents.iter().enumerate().filter(|(other, _)| *other != mode);
    let sum: f64 = others.map(|(_, exponent)| math::exp(exponent - exponents[mode])).sum();
    (exponents[k] - exponents[mode]) - math::ln_1p(sum)
}

/// Each category's slope less their mean: r = (ln P)′. About the mode, whose own r would otherwise be a difference of equals.
fn centred(probabilities: &[f64], exponents: &[f64], slopes: &Row) -> Row {
    let mode = mode(exponents);
    let mean: f64 = probabilities.iter().zip(slopes).map(|(p, slope)| p * (slope - slopes[mode])).sum();
    slopes.map(|slope| (slope - slopes[mode]) - mean)
}

/// Fisher information: the variance of the slopes.
pub(super) fn information(exponents: &[f64], slopes: &Row) -> f64 {
    let mut p: Row = [0.0; MAX_CATEGORIES];
    let p = &mut p[..exponents.len()];
    probabilities(exponents, p);
    p.iter().zip(centred(p, exponents, slopes)).map(|(p, r)| p * r * r).sum()
}

/// The slopes' central moments give all: r′ = −V for every category, and r″ = −M₃.
pub(super) fn categories(exponents: &[f64], slopes: &Row) -> Vec<Category> {
    let mut p: Row = [0.0; MAX_CATEGORIES];
    let p = &mut p[..exponents.len()];
    probabilities(exponents, p);
    let r = centred(p, exponents, slopes);
    let variance: f64 = p.iter().zip(r).map(|(p, r)| p * r * r).sum();
    let third: f64 = p.iter().zip(r).map(|(p, r)| p * r * r * r).sum();
    p.iter().zip(r).map(|(p, r)| Category { p: *p, log_slope: r, log_curvature: -variance, log_third: -third }).collect()
}
