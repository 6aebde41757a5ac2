//! How much an answer counts that is far from what ability says.

/// The weight of a response by its distance r = a (θ − b): what a learner does with items far too easy or far too hard says more
/// of slips and guesses than of ability (Schuster and Yuan 2011, doi:10.3102/1076998610396890; Mislevy and Bock 1982).
///
/// An item with several categories is as far away as the mean of its thresholds or steps. A nominal item has no place of its own and
/// always counts in full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Robust {
    /// 1 up to the tuning constant, and from there the constant over |r| (Huber 1964).
    Huber(f64),
    /// (1 − (r/B)²)² up to the tuning constant B, and nothing beyond (Mosteller and Tukey 1977).
    Tukey(f64),
}

impl Robust {
    /// The weight at this distance, from 0 to 1.
    pub fn at(self, distance: f64) -> f64 {
        let r = distance.abs();
        match self {
            Self::Huber(constant) if r <= constant => 1.0,
            Self::Huber(constant) => constant / r,
            Self::Tukey(constant) if r <= constant => {
                let rest = 1.0 - (r / constant) * (r / constant);
                rest * rest
            }
            Self::Tukey(_) => 0.0,
        }
    }
}
