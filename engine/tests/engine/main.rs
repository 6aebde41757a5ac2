//! The engine through its public names: sessions, decisions and simulated examinees.

mod common;
mod mastery;
mod session;
mod simulate;
