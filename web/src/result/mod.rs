//! What a session came to, in plain words and one picture; for practice also item by item.

mod band;
mod course;
mod finding;
mod scale;
mod walk;

pub use course::course;
pub use finding::{Gate, GateProps, finding};
pub use walk::walk;
