//! Files of the world, to and from [`engine::bank::file::BankFile`].
//!
//! The project's own format is a folder that is made to be read, compared and reviewed ([`native`]; docs/BANK-FORMAT.md is its
//! reference). [`read`] takes what other programs write, one file or package at a time, and gives [`Question`]s. Whatever is wrong is
//! said at once, each [`Problem`] with its place; a bad question never costs a good one.
//! What comes out is safe to show: every text for people went through one allow-list when it was read, so that no page
//! needs a parser or a sanitiser.
//!
//! ```
//! use std::collections::BTreeMap;
//! let files = BTreeMap::from([("bank.toml".to_owned(), b"format = \"bank/2\"".to_vec())]);
//! let report = interchange::native::read(&files);
//! assert!(report.bank.is_none());
//! assert!(report.problems.iter().any(|problem| problem.to_string() == r#"bank.toml:1:10: format = "bank/2", expected "bank/1""#));
//! ```

pub mod case;
pub mod encoding;
pub mod markers;
pub mod native;
pub mod open;
pub mod package;
pub mod question;
pub mod report;
pub mod statistic;
pub mod write;

mod aiken;
mod bounds;
mod clean;
mod cloze;
mod detect;
mod folder;
mod gift;
mod letters;
mod line;
mod loose;
mod marks;
mod moodle;
mod nesting;
mod numeral;
mod passage;
mod pattern;
mod picture;
mod problem;
mod problems;
mod qti;
mod qti12;
mod read;
mod reading;
mod share;
mod table;
mod xlsx;
mod xml;

pub use clean::words;
pub use detect::Format;
pub use folder::{DirFolder, Folder, MAX_FILE};
pub use problem::{Problem, Severity};
pub use qti::processing;
pub use question::Question;
pub use read::{MAX_INPUT, read};
pub use reading::{Reading, Verdict, slug};
pub use table::{CsvRow, csv_rows, runs as runs_in_a_spreadsheet};
