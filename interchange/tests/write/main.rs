//! What is written reads the same again.

mod make;
mod neutral;
mod parts;
mod round_trip;
mod templates;
