//! What a session came to, in plain words and one picture; for practice also item by item.

mod band;
mod course;
mod finding;
mod scale;
mod walk;

pub use band::{Band, BandProps};
pub use course::{Course, CourseProps};
pub use finding::{Finding, FindingProps, Gate, GateProps};
pub use walk::{Walk, WalkProps};
