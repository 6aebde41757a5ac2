//! A file of questions, or a bank's own folder, read.

use std::collections::{BTreeMap, BTreeSet};

use interchange::native::{self, Media};
use interchange::package::{self, Files};
use interchange::{Problem, Question};

use super::found;
use super::message::Parsed;

/// Problems told at once at most.
pub(super) const TOLD: usize = 200;

/// What was read.
pub(super) struct Read {
    pub(super) name: String,
    format: String,
    pub(super) problems: Vec<Problem>,
    pub(super) content: Content,
}

/// What it holds.
pub(super) enum Content {
    /// Questions of another program.
    Questions { questions: Vec<Question>, media: BTreeMap<String, Media> },
    /// The files of a bank, by their paths in it.
    Native(Files),
}

impl Read {
    /// `parts`: one file, or those of a folder.
    pub(super) fn of(name: &str, mut parts: Vec<(String, Vec<u8>)>, _outcomes: &BTreeSet<String>) -> Self {
        let name = if name.is_empty() {
            parts.first().and_then(|(path, _)| path.split('/').next()).unwrap_or("folder").to_owned()
        } else {
            name.to_owned()
        };
        let folder = parts.len() != 1;
        let files = if folder {
            Some(parts.iter().map(|(path, bytes)| (path.clone(), bytes.clone())).collect::<Files>())
        } else if parts[0].1.starts_with(b"PK") {
            package::open(&name, &parts[0].1).ok()
        } else {
            None
        };
        if let Some(files) = files.as_ref().and_then(bank_in) {
            let problems = Vec::new();
            return Self { name, format: "Assay bank".to_owned(), problems, content: Content::Native(files) };
        }
        // A single item of a bank.
        if !folder && parts[0].1.starts_with(b"+++") && is_markdown(&name) {
            let (_, bytes) = parts.remove(0);
            let path = format!("items/{name}");
            let files = Files::from([(path, bytes)]);
            return Self { name, format: "Assay bank".to_owned(), problems: Vec::new(), content: Content::Native(files) };
        }
        let reading = match (folder, files) {
            (true, Some(files)) => interchange::read(&format!("{name}.zip"), &package::pack(&files)),
            _ => interchange::read(&name, &parts[0].1),
        };
        let format = reading.format.title().to_owned();
        let content = Content::Questions { questions: reading.questions, media: reading.media };
        Self { name, format, problems: reading.problems, content }
    }

    pub(super) fn parsed(&self, known: &BTreeSet<String>) -> Parsed {
        let mut labels: BTreeMap<String, usize> = BTreeMap::new();
        let mut count = |label: &String| {
            if !known.contains(label) {
                *labels.entry(label.clone()).or_default() += 1;
            }
        };
        let mut states = false;
        let questions = match &self.content {
            Content::Questions { questions, .. } => {
                for question in questions {
                    let named: BTreeSet<&String> = question.outcomes.iter().chain(&question.tags).collect();
                    named.into_iter().for_each(&mut count);
                    states |= question.stated.pool.is_some() || question.stated.status.is_some();
                }
                questions.len()
            }
            Content::Native(files) => {
                states = true;
                let items = files.iter().filter(|(path, _)| path.starts_with("items/"));
                let mut number = 0;
                for (_, bytes) in items {
                    number += 1;
                    let draft = std::str::from_utf8(bytes).ok().and_then(native::Draft::read);
                    draft.map(|draft| draft.list("", "outcomes")).unwrap_or_default().iter().for_each(&mut count);
                }
                number
            }
        };
        let errors = self.problems.iter().filter(|problem| problem.is_error());
        let warnings = self.problems.iter().filter(|problem| !problem.is_error());
        Parsed {
            name: self.name.clone(),
            format: self.format.clone(),
            native: matches!(self.content, Content::Native(_)),
            questions,
            errors: errors.clone().count(),
            warnings: warnings.clone().count(),
            found: errors.chain(warnings).take(TOLD).map(found).collect(),
            labels: labels.into_iter().collect(),
            states,
        }
    }
}

/// The files of a bank, if these are those of one, perhaps in a folder of its own.
fn bank_in(files: &Files) -> Option<Files> {
    let root = files
        .keys()
        .find_map(|path| path.strip_suffix("bank.toml").filter(|root| root.is_empty() || root.ends_with('/')).map(str::to_owned));
    let root = root.or_else(|| {
        files.iter().find_map(|(path, bytes)| {
            let at = path.find("items/").filter(|at| *at == 0 || path[..*at].ends_with('/'))?;
            (is_markdown(path) && bytes.starts_with(b"+++")).then(|| path[..at].to_owned())
        })
    })?;
    let inside = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(root.as_str())?.to_owned(), bytes.clone())));
    Some(inside.filter(|(path, _)| native::is_part(path)).collect())
}

/// Whether a file is called as an item of a bank is.
fn is_markdown(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "md")
}
