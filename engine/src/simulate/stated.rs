//! Whether P(mastery) means what it says: of the takers of whom it says .8, eight in ten should be masters.
//!
//! That holds where takers come from the decision's own prior and the bank's errors are those that it states.

use serde::{Deserialize, Serialize};

/// Lower ends of the bins of P(mastery): tenths, and the outermost halved, where verdicts are.
pub const BINS: [f64; 12] = [0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// Takers of whom about the same was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    /// How many.
    pub takers: u64,
    /// Σ P(mastery).
    pub mastery: f64,
    /// Those who were masters.
    pub masters: u64,
}

impl Stated {
    /// One taker more.
    pub fn add(&mut self, mastery: f64, master: bool) {
        self.takers += 1;
        self.mastery += mastery;
        self.masters += u64::from(master);
    }

    /// The takers of another.
    pub fn merge(&mut self, other: &Self) {
        self.takers += other.takers;
        self.mastery += other.mastery;
        self.masters += other.masters;
    }
}

/// Which of [`BINS`] a probability is in.
pub fn bin(mastery: f64) -> usize {
    BINS.iter().rposition(|lower| mastery >= *lower).unwrap_or(0)
}

/// What was said of some takers, and how many were masters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Lower end of the bin.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// How many takers.
    pub takers: u64,
    /// Mean of what was said.
    pub stated: f64,
    /// Share of masters.
    pub observed: f64,
    /// Of observed − stated, over clusters: takers of one replicate share its difficulties. `None` for a lone cluster.
    pub standard_error: Option<f64>,
}

/// Bin by bin, without those that are empty. Each cluster has the bins of takers who share something, as a replicate of the bank.
///
/// The error is that of a ratio over clusters (Cochran 1977, eq. 6.13), but never less than a binomial share has by what was
/// stated: a bin whose takers all were masters is not sure of anything.
pub fn calibration(clusters: &[&[Stated]]) -> Vec<Calibration> {
    (0..BINS.len())
        .filter_map(|bin| {
            let of = |cluster: &&[Stated]| cluster.get(bin).copied().unwrap_or_default();
            let mut all = Stated::default();
            for cluster in clusters {
                all.merge(&of(cluster));
            }
            if all.takers == 0 {
                return None;
            }
            let n = all.takers as f64;
            let (stated, observed) = (all.mastery / n, all.masters as f64 / n);
            let excess = observed - stated;
            let squares: f64 = clusters
                .iter()
                .map(|cluster| {
                    let Stated { takers, mastery, masters } = of(cluster);
                    let residual = masters as f64 - mastery - excess * takers as f64;
                    residual * residual
                })
                .sum();
            let m = clusters.len() as f64;
            let binomial = (stated * (1.0 - stated) / n).sqrt();
            let standard_error = (clusters.len() > 1).then(|| ((m / (m - 1.0) * squares).sqrt() / n).max(binomial));
            let upper = BINS.get(bin + 1).copied().unwrap_or(1.0);
            Some(Calibration { lower: BINS[bin], upper, takers: all.takers, stated, observed, standard_error })
        })
        .collect()
}
