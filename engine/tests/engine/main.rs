//! The engine through its public names: sessions, decisions and simulated examinees.

mod classification;
mod common;
mod estimators;
mod floors;
mod interactions;
mod mastery;
mod partial_credit;
mod rescore;
mod session;
mod sets;
mod simulate;
