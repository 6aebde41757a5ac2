//! What an answer to an item says about ability.

mod logistic;

pub use logistic::{Derivatives, Logistic};

/// Why a model could not be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A parameter is out of its range.
    #[error("{parameter} = {value}, expected {expected}")]
    OutOfRange {
        /// Its letter.
        parameter: &'static str,
        /// What was given.
        value: f64,
        /// The range.
        expected: &'static str,
    },
}
