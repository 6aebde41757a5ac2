//! A figure with how much it varies: between replicates of the bank, and by chance.

use serde::{Deserialize, Serialize};

/// A figure over replicates of the bank.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Of the takers of all replicates together. Absent where there was nothing to count, as the share of false awards without
    /// awards.
    pub value: Option<f64>,
    /// How far `value` may be off by chance. Absent where it cannot be told.
    pub standard_error: Option<f64>,
    /// Half the replicates that have the figure have at most this.
    pub median: Option<f64>,
    /// 95 % of them have at most this.
    pub p95: Option<f64>,
}

/// A sum and how many it is over, for each replicate and for each unit.
pub(super) struct Sums {
    /// One for each replicate.
    pub replicates: Vec<(f64, f64)>,
    /// Takers that are independent of those in another cluster: replicates, or the units of a lone replicate.
    pub clusters: Vec<(f64, f64)>,
}

impl Figure {
    /// The mean of what is summed.
    pub(super) fn mean(sums: &Sums) -> Self {
        Self::new(sums, |mean| mean, |_| 1.0)
    }

    /// The root of the mean of what is summed.
    pub(super) fn root(sums: &Sums) -> Self {
        Self::new(sums, f64::sqrt, |mean| if mean > 0.0 { 0.5 / mean.sqrt() } else { 0.0 })
    }

    /// A mean told through a function that rises, with that function's slope.
    ///
    /// Takers of one replicate share its difficulties, so the error is that of a ratio over clusters (Cochran 1977, eq. 6.13); that
    /// of what is told follows by the delta method.
    fn new(sums: &Sums, told: fn(f64) -> f64, slope: fn(f64) -> f64) -> Self {
        let (sum, count) = sums.clusters.iter().fold((0.0, 0.0), |(sum, count), (s, c)| (sum + s, count + c));
        if count == 0.0 {
            return Self { value: None, standard_error: None, median: None, p95: None };
        }
        let mean = sum / count;
        let n = sums.clusters.len() as f64;
        let squares: f64 = sums.clusters.iter().map(|(s, c)| (s - mean * c) * (s - mean * c)).sum();
        let standard_error = (n > 1.0).then(|| slope(mean) * (n / (n - 1.0) * squares).sqrt() / count);
        let mut each: Vec<f64> = sums.replicates.iter().filter(|(_, c)| *c > 0.0).map(|(s, c)| told(s / c)).collect();
        each.sort_by(f64::total_cmp);
        Self { value: Some(told(mean)), standard_error, median: quantile(&each, 0.5), p95: quantile(&each, 0.95) }
    }
}

/// The quantile of sorted values, between the two nearest (type 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566).
pub(super) fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p * last as f64;
    let below = (place as usize).min(last);
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_r() {
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        // quantile(c(1, 2, 4, 8, 16), c(.5, .95)) in R
        assert_eq!(quantile(&values, 0.5), Some(4.0));
        assert!((quantile(&values, 0.95).unwrap() - 14.4).abs() < 1e-12);
        assert_eq!((quantile(&values[..1], 0.95), quantile(&[], 0.5)), (Some(1.0), None));
    }

    #[test]
    fn a_ratio_over_clusters_has_the_error_of_its_residuals() {
        let sums = vec![(1.0, 4.0), (3.0, 4.0), (2.0, 8.0)];
        let figure = Figure::mean(&Sums { replicates: sums.clone(), clusters: sums });
        // Residuals about 6/16: -0.5, 1.5, -1; n / (n - 1) = 1.5.
        assert_eq!(figure.value, Some(0.375));
        assert!((figure.standard_error.unwrap() - (1.5_f64 * 3.5).sqrt() / 16.0).abs() < 1e-12);
        assert_eq!(figure.median, Some(0.25));
    }
}
