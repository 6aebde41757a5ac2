//! Files of the world, to and from [`engine::bank::file::BankFile`].
//!
//! So far there is one format, the project's own: a folder that is made to be read, compared and reviewed ([`native`];
//! docs/BANK-FORMAT.md is its reference). Whatever is wrong with a bank is said at once, each [`Problem`] with its place.
//! What comes out is safe to show: every text for people went through one allow-list when it was read, so that no page
//! needs a Markdown parser or a sanitiser.
//!
//! ```
//! use std::collections::BTreeMap;
//! let files = BTreeMap::from([("bank.toml".to_owned(), b"format = \"bank/2\"".to_vec())]);
//! let report = interchange::native::read(&files);
//! assert!(report.bank.is_none());
//! assert!(report.problems.iter().any(|problem| problem.to_string() == r#"bank.toml:1: format = "bank/2", expected "bank/1""#));
//! ```

pub mod native;

mod folder;
mod problem;

pub use folder::{DirFolder, Folder, MAX_FILE};
pub use problem::{Problem, Severity};
