//! The bundle that verifies.

/// Draws the bundle.
pub fn run() {}
