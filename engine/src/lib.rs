//! Assay's engine.
