//! The native format, `bank/1`: one bank is one folder.
//!
//! ```text
//! bank.toml  items/*.md  sets/*.md  blueprints/*.toml  credential.toml  media/*  PROVENANCE.md
//! ```
//!
//! [`read`] tells everything that is wrong with a folder at once, whatever it holds. A bank is accepted if nothing is an error.
//! docs/BANK-FORMAT.md is the format's reference for authors; its examples are read by a test.

use std::collections::BTreeMap;

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use serde::Serialize;

use crate::{Folder, MAX_FILE, Problem};

mod bank;
mod blueprint;
mod check;
mod flaws;
mod front_matter;
mod item;
mod markdown;
mod math;
mod media;
mod micro_credential;
mod options;
mod overlap;
mod sanitise;
mod set;
mod shape;
mod value;

pub use micro_credential::{
    FORMAT as MICRO_CREDENTIAL_FORMAT, LevelFile, MicroCredentialFile, RetakeFile, RetentionFile, TermFile, WorkloadFile,
};
pub use overlap::{Likeness, NEAR_DUPLICATE};

/// What reviewers read first.
const PROVENANCE: &str = "PROVENANCE.md";

/// No bank is larger, in bytes over all files.
const MAX_BANK: u64 = 256 << 20;

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

impl NativeBank {
    fn served(&self, awards: bool) -> Vec<overlap::Served<'_>> {
        overlap::Served::by(
            awards,
            self.file.items.iter(),
            self.file.sets.iter(),
            &self.blueprints.iter().collect::<Vec<_>>(),
            &self.media,
        )
    }
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

impl Report {
    /// Whether the bank is accepted.
    pub fn is_accepted(&self) -> bool {
        self.bank.is_some()
    }
}

/// Reads a bank's folder.
///
/// Nothing in the folder makes it panic; what cannot be read is a problem like any other.
pub fn read(files: &dyn Folder) -> Report {
    let mut problems = Vec::new();
    let bank = read_parts(files, &mut problems);
    problems.sort_by(|one, other| (&one.file, one.line, one.severity).cmp(&(&other.file, other.line, other.severity)));
    problems.dedup();
    let accepted = !problems.iter().any(Problem::is_error);
    Report { bank: bank.filter(|_| accepted), problems }
}

/// Items of one bank, and texts that sets of them share, that award and that another bank serves openly, with their keys: a server
/// that holds both refuses the award. Each pair is the id of the award's item or set, the id of the open one, and why.
pub fn overlaps(awarding: &NativeBank, open: &NativeBank) -> Vec<(String, String, Likeness)> {
    let open = open.served(false);
    awarding
        .served(true)
        .iter()
        .flat_map(|one| open.iter().map(move |other| (one, other)))
        .filter_map(|(one, other)| Some((one.part.id().to_owned(), other.part.id().to_owned(), one.likeness(other)?)))
        .collect()
}

/// The files of a bank, by what they are.
#[derive(Default)]
struct Parts {
    items: Vec<(String, Vec<u8>)>,
    sets: Vec<(String, Vec<u8>)>,
    blueprints: Vec<(String, Vec<u8>)>,
    bank: Option<Vec<u8>>,
    micro_credential: Option<Vec<u8>>,
    media: BTreeMap<String, Media>,
}

fn read_parts(files: &dyn Folder, problems: &mut Vec<Problem>) -> Option<NativeBank> {
    let names = match files.list() {
        Ok(names) => names,
        Err(error) => {
            problems.push(Problem::error(".", None, "folder", error.to_string(), "a folder that can be listed"));
            return None;
        }
    };
    let mut parts = Parts::default();
    let (mut total, mut words) = (0, false);
    for name in names {
        let Some(part) = Part::of(&name) else {
            let expected = "bank.toml, credential.toml, PROVENANCE.md, items/NAME.md, sets/NAME.md, blueprints/NAME.toml or media/NAME, \
                            NAME being letters, digits, \"-\", \"_\" and \".\", at most 64";
            let problem = Problem::error(&name, None, "file", "no part of a bank", expected);
            // An item that is left out because of its name changes the test; a stray note does not.
            let meant = ["items/", "sets/", "blueprints/", "media/"].iter().any(|folder| name.starts_with(folder));
            problems.push(if meant { problem } else { problem.as_warning() });
            continue;
        };
        words |= name == PROVENANCE;
        let bytes = match files.read(&name) {
            Ok(bytes) => bytes,
            Err(error) => {
                problems.push(Problem::error(
                    &name,
                    None,
                    "file",
                    error.to_string(),
                    format!("a regular file of at most {MAX_FILE} bytes"),
                ));
                continue;
            }
        };
        total += bytes.len() as u64;
        if total > MAX_BANK {
            problems.push(Problem::error(
                &name,
                None,
                "size",
                format!("{total} bytes so far"),
                format!("a bank of at most {MAX_BANK} bytes"),
            ));
            return None;
        }
        match part {
            Part::Bank => parts.bank = Some(bytes),
            Part::MicroCredential => parts.micro_credential = Some(bytes),
            Part::Item => parts.items.push((name, bytes)),
            Part::Set => parts.sets.push((name, bytes)),
            Part::Blueprint => parts.blueprints.push((name, bytes)),
            Part::Media(short) => match media::read(bytes) {
                Ok(media) => {
                    parts.media.insert(short.to_owned(), media);
                }
                Err((value, expected)) => problems.push(Problem::error(&name, None, "picture", value, expected)),
            },
            Part::Words => {}
        }
    }
    if !words && parts.bank.is_some() {
        let expected = "where items, difficulties and pictures come from";
        problems.push(Problem::error(PROVENANCE, None, "file", "nothing", expected).as_warning());
    }
    check::bank(parts, problems)
}

/// What a file of a bank is, by its path.
enum Part<'a> {
    Bank,
    MicroCredential,
    Item,
    Set,
    Blueprint,
    Media(&'a str),
    /// For people only.
    Words,
}

impl<'a> Part<'a> {
    fn of(path: &'a str) -> Option<Self> {
        let named = |rest: &str, ending: &str| rest.strip_suffix(ending).is_some_and(value::is_name);
        Some(match path.split_once('/') {
            None if path == "bank.toml" => Self::Bank,
            None if path == "credential.toml" => Self::MicroCredential,
            None if named(path, ".md") || path.starts_with("LICENSE") => Self::Words,
            Some(("items", rest)) if named(rest, ".md") => Self::Item,
            Some(("sets", rest)) if named(rest, ".md") => Self::Set,
            Some(("blueprints", rest)) if named(rest, ".toml") => Self::Blueprint,
            Some(("media", _)) => Self::Media(media::name_in(path)?),
            _ => return None,
        })
    }
}
