//! The engine against figures that published packages gave, from `REFERENCE_DIR/cat` or else the project's own copy.

mod estimates;
mod models;
mod reference;
mod runs;
mod selection;
mod summary;
