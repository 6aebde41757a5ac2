//! The server of Assay and the command `assay`: HTTP, records, accounts and keys around the engine.
//!
//! Everything that has an effect is here. The engine measures ([`engine`]), [`credential`] signs, and [`award`] is the one place
//! where the two vocabularies meet. What is promised: an acknowledged answer is on disk, a retry is always safe, and nothing
//! that leaves the server in a sealed session tells a key, a parameter or an estimate.

pub mod app;
pub mod award;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod error;
pub mod guard;
pub mod identity;
pub mod keys;
pub mod limits;
pub mod openapi;
pub mod password;
pub mod pages;
pub mod practice;
pub mod public_url;
pub mod request;
pub mod routes;
pub mod sealed;
pub mod secret;
pub mod store;
