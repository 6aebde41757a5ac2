//! Pathways: what several credentials add up to, for whom they do, and the larger credential that this brings.
//!
//! A pathway is a file, `pathways/NAME.toml` in the folder of banks. How far somebody is follows from it, what they hold and the day
//! ([`evaluate`]); nothing about it is stored.

pub mod award;
pub mod evaluate;
pub mod held;
pub mod look;
pub mod renew;
pub mod standing;
pub mod view;

use std::path::Path;

use interchange::native::{Pathway, pathway};

use crate::catalogue::Catalogue;

/// Where pathways lie in the folder of banks.
pub const FOLDER: &str = "pathways";
/// No file of a pathway is larger, in bytes.
const LARGEST: u64 = 256 << 10;

/// The files of pathways as they were at start.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// By their paths in the folder of banks, in this order.
    files: Vec<(String, Vec<u8>)>,
}

/// What pathways there are at a moment.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    /// In the order of titles.
    pub pathways: Vec<Pathway>,
    /// What keeps others from being offered: each line a problem with its place.
    pub left_out: Vec<String>,
    /// What their authors should look at in those that are offered, in the same way.
    pub advice: Vec<String>,
}

impl Offered {
    /// The pathway of this name.
    pub fn pathway(&self, id: &str) -> Option<&Pathway> {
        self.pathways.iter().find(|pathway| pathway.terms.id == id)
    }
}

/// Reads every file of `banks`/pathways. A folder that is not there holds none.
///
/// # Errors
/// If a file is there and cannot be read.
pub fn shelf(banks: &Path) -> std::io::Result<Shelf> {
    let folder = banks.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Shelf::default());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "toml") && !name.starts_with('.') {
            let bytes = if path.metadata()?.len() > LARGEST { Vec::new() } else { std::fs::read(&path)? };
            files.push((format!("{FOLDER}/{name}"), bytes));
        }
    }
    files.sort();
    Ok(Shelf { files })
}

impl Shelf {
    /// What can be offered beside these micro-credentials. They change when one is published, and the pathways with them.
    pub fn offered(&self, catalogue: &Catalogue) -> Offered {
        let known: Vec<&str> = catalogue.offers().iter().map(|offer| offer.terms.id.as_str()).collect();
        let mut offered = Offered::default();
        for (name, bytes) in &self.files {
            let (read, problems) = pathway(name, bytes, Some(&known));
            let (errors, warnings): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.is_error());
            offered.left_out.extend(errors.iter().map(ToString::to_string));
            offered.advice.extend(warnings.iter().map(ToString::to_string));
            let Some(read) = read else { continue };
            // Credentials name what was achieved by it.
            let id = read.terms.id.as_str();
            if known.contains(&id) || offered.pathway(id).is_some() {
                let expected = "an id that no micro-credential and no other pathway has";
                offered.left_out.push(format!("{name}: id = {id}, expected {expected}"));
            } else {
                offered.pathways.push(read);
            }
        }
        offered.pathways.sort_by(|one, other| (&one.terms.title, &one.terms.id).cmp(&(&other.terms.title, &other.terms.id)));
        offered
    }
}
