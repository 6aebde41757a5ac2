//! The tutor's bundle.

/// Draws the bundle.
pub fn run() {}
