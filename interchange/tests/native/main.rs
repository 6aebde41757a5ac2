//! The native format from outside: folders in, reports out.

mod documented;
mod hostile;
mod overlaps;
mod problems;
mod sets;
mod settings;
mod shipped;
mod support;
