//! What `cargo xtask bench` measures of the verifier: a badge with everything in it, verified for the first time in a process.

use anyhow::{Result, bail};
use credential::{Offline, Verdict, verify};

/// Issued by `credential::issue` for the claim of its tests, which has every element that a claim can have.
const BADGE: &str = include_str!("badge.json");

/// Verifies it once, with all that the first time needs.
///
/// # Errors
/// If it is not valid, which is wrong.
pub fn run() -> Result<()> {
    match verify(BADGE.as_bytes(), &Offline, "2026-11-24T03:00:00Z".parse()?) {
        Verdict::Valid(_) => Ok(()),
        Verdict::Invalid(reason) | Verdict::Unverifiable(reason) => bail!("{reason}"),
    }
}
