//! The native format, `bank/1`: one bank is one folder.
//!
//! ```text
//! bank.toml  items/*.md  blueprints/*.toml  credential.toml  media/*  PROVENANCE.md
//! ```
//!
//! [`read`] tells everything that is wrong with a folder at once, whatever it holds. A bank is accepted if nothing is an error.

use std::collections::BTreeMap;

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use serde::Serialize;

use crate::{Folder, Problem};

mod micro_credential;

pub use micro_credential::{LevelFile, MicroCredentialFile, RetakeFile, RetentionFile, TermFile, WorkloadFile};

/// What a folder holds.
#[derive(Clone, Debug, PartialEq)]
pub struct NativeBank {
    /// Every item of every pool and status; [`BankFile::restricted_to`] gives what an assessment uses.
    pub file: BankFile,
    /// In the order of their files' names.
    pub blueprints: Vec<BlueprintFile>,
    /// `credential.toml`, where there is one.
    pub micro_credential: Option<MicroCredentialFile>,
    /// By name: `lock.svg` is what a text shows as `media/lock.svg`.
    pub media: BTreeMap<String, Media>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// As in the file.
    pub bytes: Vec<u8>,
    /// By its content: `image/png`, `image/jpeg`, `image/webp` or `image/svg+xml`.
    pub mime: &'static str,
}

/// What was read, and what is wrong with it.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Present exactly if no problem is an error.
    #[serde(skip)]
    pub bank: Option<NativeBank>,
    /// By file and line; errors and warnings.
    pub problems: Vec<Problem>,
}

/// Reads a bank's folder.
pub fn read(files: &dyn Folder) -> Report {
    let _ = files;
    Report { bank: None, problems: Vec::new() }
}
