//! The server of Assay and the command `assay`: HTTP, records, accounts and keys around the engine.
//!
//! Everything that has an effect is here. The engine measures ([`engine`]), [`credential`] signs, and `award.rs` is the one place
//! where the two vocabularies meet. What is promised: an acknowledged answer is on disk, a retry is always safe, and nothing
//! that leaves the server in a sealed session tells a key, a parameter or an estimate.

mod access;
mod app;
mod award;
mod card;
mod carries;
mod catalogue;
mod cautions;
pub mod cli;
mod clock;
mod cohort;
mod error;
mod exposure;
mod guard;
mod identity;
mod issuing;
mod judged;
mod keys;
mod limits;
mod listener;
mod openapi;
mod operations;
mod pages;
mod pass_mark;
mod password;
mod pathway;
mod practice;
mod principles;
mod public_url;
mod remainder;
mod request;
mod retake;
mod routes;
mod running;
mod sealed;
mod secret;
mod signs;
mod simulated;
mod sitting;
mod store;
mod tls;
mod workshop;
