//! The native format from outside: folders in, reports out.

mod definitions;
mod documented;
mod flaws;
mod hostile;
mod interactions;
mod markup;
mod overlaps;
mod partial;
mod places;
mod problems;
mod sets;
mod settings;
mod shipped;
mod support;
