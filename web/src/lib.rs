//! Assay in the browser: small bundles over one library.
//!
//! [`learner`] has the catalogue and the player, [`results`] what comes after a test: results and badges; [`sitting`] is the player of
//! a sitting, which goes on without a network; [`tutor`] is for those who run assessments, and [`simulate`] the worker that its
//! page of simulations starts, [`workshop`] the one that reads banks and files of questions; [`verify`] judges any badge without
//! sending it anywhere. Every word comes from Fluent files ([`text`]); every look from the style sheet in `static/`.

pub mod browser;
pub mod client;
pub mod components;
pub mod format;
pub mod json;
pub mod learner;
pub mod left;
pub mod pages;
pub mod player;
pub mod result;
pub mod results;
pub mod route;
pub mod simulate;
pub mod sitting;
pub mod text;
pub mod tutor;
pub mod unsaved;
pub mod verify;
pub mod workshop;
