//! Banks that are being made, and the way from there to what learners take: the check of a bank, a frozen edition of it, and what is
//! offered once a second person has signed it off.

mod begin;
mod publish;
mod words;

pub use begin::first_files;
pub use publish::{beside, candidate, objections, offer_anew, published, simulate};
pub use words::{findings, offer_words};

use std::collections::BTreeMap;

use api::workshop::Counts;
use engine::Digest;
use interchange::native::{self, NativeBank};

use crate::app::App;
use crate::error::{Answer, Problem};

/// The files of a bank, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A bank that was checked.
pub struct Checked {
    /// It, if no problem is an error.
    pub bank: Option<NativeBank>,
    /// What is wrong with it.
    pub problems: Vec<interchange::Problem>,
    /// The same, counted.
    pub counts: Counts,
}

/// The whole check of a bank, beside the requests of others.
///
/// # Errors
/// If the server is stopping.
pub async fn check(app: &App, files: Files) -> Answer<Checked> {
    let _permit = app.checks.acquire().await.map_err(Problem::internal)?;
    tokio::task::spawn_blocking(move || checked(&files)).await.map_err(Problem::internal)
}

fn checked(files: &Files) -> Checked {
    let report = native::read(files);
    let errors = report.problems.iter().filter(|problem| problem.is_error()).count();
    let counts = Counts {
        items: files.keys().filter(|path| path.starts_with("items/")).count().try_into().unwrap_or(i64::MAX),
        errors: errors.try_into().unwrap_or(i64::MAX),
        warnings: (report.problems.len() - errors).try_into().unwrap_or(i64::MAX),
    };
    Checked { bank: report.bank, problems: report.problems, counts }
}

/// What files are known by: SHA-256 over their paths and contents, each with its length before it.
pub fn digest(files: &Files) -> String {
    let mut bytes = Vec::new();
    for (path, content) in files {
        for part in [path.as_bytes(), content] {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
    }
    Digest::of_bytes(&bytes).to_string()
}

/// A value of bank.toml: its title, its version.
pub fn stated(files: &Files, key: &str) -> Option<String> {
    let text = std::str::from_utf8(files.get("bank.toml")?).ok()?;
    native::stated(text, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_files_by_what_they_hold_and_where() {
        let files = |all: &[(&str, &str)]| -> Files {
            all.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let one = digest(&files(&[("a", "bc")]));
        assert_eq!(one, digest(&files(&[("a", "bc")])));
        assert_ne!(one, digest(&files(&[("ab", "c")])));
        assert_ne!(one, digest(&files(&[("a", "bc"), ("d", "")])));
    }
}
