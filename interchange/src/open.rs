//! One door for banks and files of other programs: a file of any kind, or the folder of a bank.

use std::collections::BTreeMap;

use crate::detect::{self, Format};
use crate::native::{self, Media, NativeBank, Report};
use crate::package::{self, Files};
use crate::question::Question;
use crate::reading::Reading;
use crate::write::native::questions;
use crate::{Folder, Problem, Verdict, read};

/// What a file is.
#[derive(Clone, Debug)]
pub enum Opened {
    /// A bank of Assay's own, whole or with its problems.
    Native(Box<Report>),
    /// Questions of another program.
    Foreign(Box<Reading>),
}

/// Opens a file of any kind; `name` is its own name, without folders.
///
/// ```
/// let opened = interchange::open::file("one.gift", b"::q1::2 + 2 = {=4 ~5}");
/// assert_eq!(opened.questions().len(), 1);
/// ```
pub fn file(name: &str, bytes: &[u8]) -> Opened {
    match bank_files(name, bytes) {
        Some(files) => folder(&files),
        None => Opened::Foreign(Box::new(read(name, bytes))),
    }
}

/// What there is to say of a file that has more bytes than [`crate::MAX_INPUT`], which nobody need read to know it.
///
/// ```
/// let opened = interchange::open::too_large("bank.csv", 70 << 20);
/// assert_eq!((opened.verdict(), opened.problems()[0].code), (interchange::Verdict::Reject, "too-large"));
/// ```
pub fn too_large(name: &str, bytes: u64) -> Opened {
    let problems = vec![read::too_large(name, bytes)];
    Opened::Foreign(Box::new(Reading { format: Format::Unknown, questions: Vec::new(), media: BTreeMap::new(), problems }))
}

/// Opens a bank's folder.
pub fn folder(files: &dyn Folder) -> Opened {
    Opened::Native(Box::new(native::read(files)))
}

/// The files of a bank that was zipped, from its root: whoever zips a folder has one more level than the bank. `None` where the file is
/// something else.
pub fn bank_files(name: &str, bytes: &[u8]) -> Option<Files> {
    let files = bytes.starts_with(b"PK").then(|| package::open(name, bytes).ok())??;
    if detect::of_package(name, &files) != Format::Native {
        return None;
    }
    let roots = files.keys().filter_map(|path| path.strip_suffix("bank.toml"));
    let root = roots.min_by_key(|root| root.len()).unwrap_or_default().to_owned();
    Some(files.into_iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&root)?.to_owned(), bytes))).collect())
}

impl Opened {
    /// What kind of file it is.
    pub fn format(&self) -> Format {
        match self {
            Self::Native(_) => Format::Native,
            Self::Foreign(reading) => reading.format,
        }
    }

    /// Whether it can be taken. A bank as such is taken whole or not at all; its sound questions can be written to other files.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Native(report) if report.is_accepted() => Verdict::Accept,
            Self::Native(report) if report.sound.is_some() => Verdict::Partial,
            Self::Native(_) => Verdict::Reject,
            Self::Foreign(reading) => reading.verdict(),
        }
    }

    /// Everything that is wrong with it.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Native(report) => &report.problems,
            Self::Foreign(reading) => &reading.problems,
        }
    }

    /// A bank of Assay's own, as far as it is sound.
    fn bank(&self) -> Option<&NativeBank> {
        match self {
            Self::Native(report) => report.bank.as_ref().or(report.sound.as_ref()),
            Self::Foreign(_) => None,
        }
    }

    /// What it asks, as far as that can be taken.
    pub fn questions(&self) -> Vec<Question> {
        match self {
            Self::Native(_) => self.bank().map(questions).unwrap_or_default(),
            Self::Foreign(reading) => reading.questions.clone(),
        }
    }

    /// Pictures, by the name after `media/`.
    pub fn media(&self) -> BTreeMap<String, Media> {
        match self {
            Self::Native(_) => self.bank().map(|bank| bank.media.clone()).unwrap_or_default(),
            Self::Foreign(reading) => reading.media.clone(),
        }
    }

    /// What the bank is called, where the file is one.
    pub fn title(&self) -> Option<&str> {
        self.bank().map(|bank| bank.file.title.as_str())
    }
}
