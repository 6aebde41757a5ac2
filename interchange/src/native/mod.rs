//! The native format, `bank/1`: one bank is one folder.
//!
//! ```text
//! bank.toml  items/*.md  sets/*.md  blueprints/*.toml  credential.toml  media/*  PROVENANCE.md
//! ```
//!
//! [`read`] tells everything that is wrong with a folder at once, whatever it holds. A bank is accepted if nothing is an error; of one that
//! is not, the sound items can be taken elsewhere.
//! docs/BANK-FORMAT.md is the format's reference for authors; its examples are read by a test.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use serde::Serialize;

use crate::{Folder, MAX_FILE, Problem};
use found::Found;

mod bank;
mod blueprint;
mod blueprint_text;
mod chance;
mod check;
mod codes;
mod country;
mod draft;
mod flaws;
mod found;
mod front_matter;
mod gaps;
mod item;
mod lists;
mod markdown;
mod math;
mod media;
mod micro_credential;
mod options;
mod overlap;
mod pathway;
mod sanitise;
mod set;
mod shape;
mod value;

pub use blueprint_text::blueprint_text;
pub(crate) use chance::of as chance_of;
pub use draft::{Draft, DraftOption, outcomes, quoted, quoted_list, scaling, set_value, stated};
pub(crate) use gaps::letter;
pub(crate) use media::{read as read_picture, svg_that_draws};
pub use micro_credential::{
    Around, AssuranceFile, ELEMENTS, Element, FORMAT as MICRO_CREDENTIAL_FORMAT, FORMAT_1 as MICRO_CREDENTIAL_FORMAT_1,
    FORMS_OF_STUDY, GuidanceFile, LevelFile, MicroCredentialFile, OtherLevelFile, RetakeFile, RetentionFile, Source,
    StandardFile, TermFile, WorkloadFile, definition, definition_text, definition_values, planned, reserved_word, set_alignments,
};
pub use overlap::{Likeness, NEAR_DUPLICATE, alike_items};
pub use pathway::{AchievementRef, FORMAT as PATHWAY_FORMAT, Filter, Pathway, PathwayTerms, Requirement, Rule, pathway};
pub(crate) use sanitise::{Sanitiser, TEXT};
pub use value::{is_esco_skill, is_name, is_uri};

/// The blueprint of a file, as a bank reads it; `None` where it does not fit its shape.
///
/// ```
/// # let (_, blueprint) = engine::doc_example();
/// let text = interchange::native::blueprint_text(None, &blueprint);
/// assert_eq!(interchange::native::blueprint("blueprints/one.toml", text.as_bytes()), Some(blueprint));
/// assert_eq!(interchange::native::blueprint("blueprints/one.toml", b"title = 1"), None);
/// ```
pub fn blueprint(file: &str, bytes: &[u8]) -> Option<BlueprintFile> {
    blueprint::read(file, bytes, &mut Vec::new()).map(|source| source.blueprint)
}

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

/// Reads items one by one, as those of a bank's folder are read.
pub(crate) struct Items<'a>(markdown::Renderer<'a>);

impl<'a> Items<'a> {
    /// `media`: the pictures that the items may show.
    pub(crate) fn new(media: &'a BTreeMap<String, Media>) -> Self {
        Self(markdown::Renderer::new(media))
    }

    /// The item of a file, where nothing is wrong with it; otherwise the first thing that is.
    pub(crate) fn read(&mut self, file: &str, bytes: &[u8]) -> Result<engine::bank::file::ItemFile, Option<Box<Problem>>> {
        let mut problems = Vec::new();
        let source = item::read(file, bytes, &mut self.0, &mut problems);
        if let Some(source) = &source {
            chance::check(source, &mut problems);
        }
        match problems.into_iter().find(Problem::is_error) {
            Some(problem) => Err(Some(Box::new(problem))),
            None => source.map(|source| source.item).ok_or(None),
        }
    }
}

/// What was read, and what is wrong with it.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Present exactly if no problem is an error.
    #[serde(skip)]
    pub bank: Option<NativeBank>,
    /// Of a bank that is not accepted, what is sound: with those items only in whose files nothing is an error. Absent where there is
    /// no such item, and where the bank is of a version that nobody knows.
    #[serde(skip)]
    pub sound: Option<NativeBank>,
    /// By file and line; errors and warnings. Of more than 1000, the first and the first of each kind, and last how many more there are.
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
    let Told { whole, problems, broken, unknown_version } = told(files);
    if problems.iter().any(Problem::is_error) {
        let sound = whole.filter(|_| !unknown_version).and_then(|whole| whole.sound(&broken));
        return Report { bank: None, sound, problems };
    }
    Report { bank: whole.map(|whole| whole.bank), sound: None, problems }
}

/// Reads a bank as far as it can be read: for those who are making it, and see it with its errors.
///
/// Items without front matter are left out; what does not fit is something harmless. Only [`read`] gives a bank that may be used.
pub fn look(files: &dyn Folder) -> (Option<NativeBank>, Vec<Problem>) {
    let Told { whole, problems, .. } = told(files);
    (whole.map(|whole| whole.bank), problems)
}

/// A bank as far as it can be read, and what is wrong with it.
struct Told {
    whole: Option<Whole>,
    /// Each with its kind and the item that it is about; those beyond the limit are counted.
    problems: Vec<Problem>,
    /// Every file with an error, whether that is told or counted.
    broken: BTreeSet<String>,
    unknown_version: bool,
}

fn told(files: &dyn Folder) -> Told {
    let mut found = Found::default();
    let whole = read_parts(files, &mut found);
    let unknown_version = found.is_of_unknown_version();
    let (mut problems, broken) = found.into_parts();
    let ids: HashMap<&str, &str> = whole.iter().flat_map(Whole::items).collect();
    for problem in &mut problems {
        if let Some(name) = problem.file.strip_prefix("items/").and_then(|name| name.strip_suffix(".md")) {
            // One without an id of its own goes by the name of its file.
            let id = ids.get(problem.file.as_str()).filter(|id| is_name(id)).map_or(name, |id| *id);
            problem.item = Some(id.to_owned());
        }
    }
    Told { whole, problems, broken, unknown_version }
}

/// A bank with its errors.
struct Whole {
    bank: NativeBank,
    /// The file of each item.
    files: Vec<String>,
}

impl Whole {
    /// The file of each item, and its id.
    fn items(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().zip(&self.bank.file.items).map(|(file, item)| (file.as_str(), item.id.as_str()))
    }

    /// The bank with its sound items only.
    fn sound(self, broken: &BTreeSet<String>) -> Option<NativeBank> {
        let Self { mut bank, files } = self;
        let mut files = files.iter();
        bank.file.items.retain(|_| files.next().is_some_and(|file| !broken.contains(file)));
        (!bank.file.items.is_empty()).then_some(bank)
    }
}

/// Whether a path is that of a part of a bank: other files are no part of one.
///
/// ```
/// assert!(interchange::native::is_part("items/one.md") && !interchange::native::is_part("items/../one.md"));
/// ```
pub fn is_part(path: &str) -> bool {
    Part::of(path).is_some()
}

/// A picture that may be shown, by its content.
pub fn picture(bytes: Vec<u8>) -> Option<Media> {
    media::read(bytes).ok()
}

/// Items of one bank, and texts that sets of them share, that award and that another bank serves openly, with their keys: a server
/// that holds both refuses the award. Each pair is the id of the award's item or set, the id of the open one, and why.
pub fn overlaps(awarding: &NativeBank, open: &NativeBank) -> Vec<(String, String, Likeness)> {
    let (awarding, open) = (awarding.served(true), open.served(false));
    overlap::alike(&awarding, &open)
        .into_iter()
        .map(|(one, other, likeness)| (awarding[one].part.id().to_owned(), open[other].part.id().to_owned(), likeness))
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

fn read_parts(files: &dyn Folder, found: &mut Found) -> Option<Whole> {
    let names = match files.list() {
        Ok(names) => names,
        Err(error) => {
            found.push(Problem::error(".", None, "folder", error.to_string(), "a folder that can be listed"));
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
            found.push(if meant { problem } else { problem.as_warning() });
            continue;
        };
        words |= name == PROVENANCE;
        let bytes = match files.read(&name) {
            Ok(bytes) => bytes,
            Err(error) => {
                found.push(Problem::error(
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
            found.push(Problem::error(
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
                Err((value, expected)) => found.push(Problem::error(&name, None, "picture", value, expected)),
            },
            Part::Words => {}
        }
    }
    if !words && parts.bank.is_some() {
        let expected = "where items, difficulties and pictures come from";
        found.push(Problem::error(PROVENANCE, None, "file", "nothing", expected).as_warning());
    }
    check::bank(parts, found)
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
        let named = |rest: &str, ending: &str| rest.strip_suffix(ending).is_some_and(is_name);
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
