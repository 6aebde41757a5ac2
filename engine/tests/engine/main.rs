//! The engine through its public names: sessions, decisions and simulated examinees.

mod classification;
mod common;
mod estimators;
mod mastery;
mod partial_credit;
mod session;
mod sets;
mod simulate;
