//! The same sessions run natively and in a browser, told as text down to the last bit, so that the two can be compared.
//!
//! `cargo xtask test` has the native program write the [`cases`], hands them to both, and compares the two reports.
//! `cargo xtask bench` measures both with [`mod@bench`], [`simulation`] and [`verification`].

pub mod bench;
pub mod cases;
pub mod credentials;
pub mod record;
pub mod report;
pub mod simulation;
pub mod synthetic;
pub mod taker;
pub mod verification;

#[cfg(target_arch = "wasm32")]
mod browser;
