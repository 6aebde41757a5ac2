//! Which item comes next: may it be given ([`eligible`]), how good is it ([`criterion`]), who gets it ([`exposure`]).

pub mod criterion;
pub mod eligible;
pub mod exposure;

use crate::seed::Stream;

pub use criterion::Index;
pub use eligible::{Constraints, Used};

/// An item chosen, with why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick {
    /// Its position in the bank.
    pub position: usize,
    /// Its information at the estimate, in units of 1/θ².
    pub information: f64,
    /// 1 if no eligible item had more.
    pub rank: usize,
}

/// The next item at ability `theta`, or `None` if none may be given.
pub fn next(
    index: &Index,
    constraints: &Constraints,
    used: &Used,
    theta: f64,
    randomesque: usize,
    stream: &mut Stream,
) -> Option<Pick> {
    let gate = constraints.gate(used);
    let best = index.best(theta, randomesque, |position| gate.admits(position));
    exposure::randomesque(&best, stream)
}
