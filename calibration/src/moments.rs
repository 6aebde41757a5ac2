//! Means, correlations, intervals and quartiles.

use engine::math::normal_quantile;

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The variance with n − 1 in the denominator; `None` of fewer than two.
pub fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| squares / (values.len() - 1) as f64)
}

/// Pearson's correlation; `None` where either does not vary.
pub fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    if pairs.len() < 2 {
        return None;
    }
    let (mean_x, mean_y) = (pairs.iter().map(|pair| pair.0).sum::<f64>() / n, pairs.iter().map(|pair| pair.1).sum::<f64>() / n);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (dx, dy) = (x - mean_x, y - mean_y);
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    // Rounding alone is no variation.
    let varies = |squares: f64, mean: f64| squares > 1e-18 * n * (1.0 + mean * mean);
    (varies(xx, mean_x) && varies(yy, mean_y)).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

/// Wilson's score interval for a proportion p of n (Wilson 1927, doi:10.1080/01621459.1927.10502953), which holds its level for small
/// n and at the ends (Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286). `right` may be a sum of shares of credit: then the
/// interval is somewhat too wide, as such a sum varies less.
pub fn wilson(right: f64, n: usize, level: f64) -> [f64; 2] {
    let n = n as f64;
    let z = normal_quantile(0.5 + level / 2.0);
    let p = right / n;
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).max(0.0).sqrt();
    [(middle - half).max(0.0), (middle + half).min(1.0)]
}

/// A quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566).
/// `sorted` is not empty.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 5e-5, "{value}, expected {expected}");
    }

    #[test]
    fn gives_the_interval_of_the_textbook() {
        // Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I, method 3.
        for (right, n, [low, high]) in
            [(81.0, 263, [0.2553, 0.3662]), (15.0, 148, [0.0624, 0.1605]), (0.0, 20, [0.0, 0.1611]), (1.0, 29, [0.0061, 0.1718])]
        {
            let found = wilson(right, n, 0.95);
            near(found[0], low);
            near(found[1], high);
        }
    }

    #[test]
    fn interpolates_between_order_statistics() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        for (p, expected) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.0), (0.75, 5.0), (1.0, 8.0)] {
            near(quantile(&sorted, p), expected);
        }
        near(quantile(&[3.0], 0.5), 3.0);
    }

    #[test]
    fn says_nothing_of_what_does_not_vary() {
        assert_eq!(correlation(&[(1.0, 2.0), (1.0, 3.0)]), None);
        assert_eq!(correlation(&[(1.0, 2.0)]), None);
        near(correlation(&[(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)]).unwrap(), 1.0);
        assert_eq!((mean(&[]), variance(&[1.0])), (None, None));
    }
}
