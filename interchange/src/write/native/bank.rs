//! A whole new bank around imported items.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use engine::bank::file::{FORMAT, OutcomeFile};

use super::Imported;
use crate::native::quoted;

/// What a new bank is called, and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct NewBank<'a> {
    /// A stable name, as `nz.example.queues`.
    pub id: &'a str,
    /// For people.
    pub title: &'a str,
    /// Of its items, as `en-NZ`.
    pub lang: &'a str,
    /// By its SPDX name; what the author of the questions allows.
    pub licence: &'a str,
    /// Outcomes with words of their own; the others that items name are listed with their ids as words.
    pub outcomes: &'a [OutcomeFile],
    /// The file that was read.
    pub source: &'a str,
    /// What kind of file it is.
    pub format: &'a str,
}

/// All files of a new bank: its items and pictures, `bank.toml` and `PROVENANCE.md`.
pub fn files_of(imported: &Imported, bank: &NewBank<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut files = imported.files.clone();
    files.insert("bank.toml".to_owned(), settings(imported, bank).into_bytes());
    files.insert("PROVENANCE.md".to_owned(), provenance(imported, bank).into_bytes());
    files
}

fn settings(imported: &Imported, bank: &NewBank<'_>) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("format", FORMAT),
        ("id", bank.id),
        ("title", bank.title),
        ("version", "0.1.0"),
        ("lang", bank.lang),
        ("licence", bank.licence),
    ] {
        let _ = writeln!(out, "{name} = {}", quoted(value));
    }
    // An error that all difficulties share is as likely here as in any bank that nobody has measured.
    out.push_str("D = 1.0\nbank_sd = 0.3\n");
    let mut named: Vec<&str> = Vec::new();
    for id in imported.items.iter().flat_map(|item| &item.outcomes) {
        if !named.contains(&id.as_str()) {
            named.push(id);
        }
    }
    for id in named {
        let known = bank.outcomes.iter().find(|outcome| outcome.id == id);
        let text = known.map_or(id, |outcome| &outcome.text);
        let _ = writeln!(out, "\n[[outcome]]\nid = {}\ntext = {}", quoted(id), quoted(text));
        if let Some(level) = known.and_then(|outcome| outcome.level.as_ref()) {
            let _ = writeln!(out, "level = {}", quoted(level));
        }
        for link in known.into_iter().flat_map(|outcome| &outcome.align) {
            let _ = writeln!(
                out,
                "[[outcome.align]]\nto = {}\nuri = {}\ntype = {}",
                quoted(&link.to),
                quoted(&link.uri),
                quoted(&link.kind)
            );
            if let Some(name) = &link.name {
                let _ = writeln!(out, "name = {}", quoted(name));
            }
        }
    }
    out
}

fn provenance(imported: &Imported, bank: &NewBank<'_>) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pictures = imported.files.keys().filter(|path| path.starts_with("media/")).count();
    format!(
        "# Where this bank comes from\n\n{} items and {pictures} pictures were imported from `{}` ({}).\n\n\
         Difficulties that the file does not state are not rated yet: each is 0, with a standard deviation of 1.\n\
         No item has been reviewed since.\n",
        imported.items.len(),
        one_line(bank.source).replace('`', "'"),
        one_line(bank.format),
    )
}
