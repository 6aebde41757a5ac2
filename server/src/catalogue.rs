//! The banks of this server, read once at start: what can be studied, practised and sat.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::present::pictures;
use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::{Assessment, Digest};
use interchange::DirFolder;
use interchange::native::{Media, MicroCredentialFile, NativeBank};

/// Everything on offer, in the order of titles.
#[derive(Debug)]
pub struct Catalogue {
    offers: Vec<Offer>,
}

/// A micro-credential and its assessments.
#[derive(Debug)]
pub struct Offer {
    /// As in `credential.toml`.
    pub terms: MicroCredentialFile,
    /// The whole bank, with every key.
    pub bank: BankFile,
    /// Open delivery.
    pub practice: Option<Form>,
    /// Sealed delivery.
    pub award: Form,
    /// Sitting delivery.
    pub sitting: Option<Form>,
    /// Pictures of all items, for those who may see the questions.
    pub media: BTreeMap<String, Media>,
}

/// An assessment with the files that it was made from.
#[derive(Debug)]
pub struct Form {
    /// The live assessment.
    pub assessment: Arc<Assessment>,
    /// Only the assessment's pool.
    pub bank: BankFile,
    /// Its blueprint.
    pub blueprint: BlueprintFile,
    /// Pictures that its items show.
    pub media: BTreeMap<String, Media>,
}

/// What reading the banks came to.
#[derive(Debug)]
pub struct Loaded {
    /// What can be offered.
    pub catalogue: Catalogue,
    /// For the terminal: each line a problem with its place.
    pub complaints: Vec<String>,
    /// How many folders were refused.
    pub refused: usize,
}

impl Catalogue {
    /// Everything, in the order of titles.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// The micro-credential of this id.
    pub fn offer(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.terms.id == id)
    }

    /// The assessment of this digest, if a bank of now holds it.
    pub fn form(&self, digest: Digest) -> Option<&Form> {
        self.offers.iter().flat_map(Offer::forms).find(|form| form.assessment.digest() == digest)
    }
}

impl Offer {
    /// Its assessments: practice, sealed, in a sitting.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        self.practice.iter().chain([&self.award]).chain(&self.sitting)
    }

    /// The outcomes that the micro-credential names, as (id, text).
    pub fn outcomes(&self) -> Vec<(String, String)> {
        outcomes(&self.terms, &self.bank)
    }
}

/// The outcomes that the micro-credential names, as (id, text).
pub fn outcomes(terms: &MicroCredentialFile, bank: &BankFile) -> Vec<(String, String)> {
    let text = |id: &String| bank.outcomes.iter().find(|outcome| outcome.id == *id).map(|outcome| outcome.text.clone());
    terms.outcomes.iter().filter_map(|id| Some((id.clone(), text(id)?))).collect()
}

/// Reads every folder in `banks`.
///
/// # Errors
/// If `banks` itself cannot be listed.
pub fn load(banks: &Path) -> std::io::Result<Loaded> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(banks)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir() && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .collect();
    folders.sort();

    let mut complaints = Vec::new();
    let mut read = Vec::new();
    let mut refused = 0;
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let report = interchange::native::read(&DirFolder(folder));
        // Warnings are for authors: `assay bank check` tells them.
        let errors = report.problems.iter().filter(|problem| problem.is_error());
        complaints.extend(errors.map(|problem| format!("{name}/{problem}")));
        match report.bank {
            Some(bank) => read.push((name, bank)),
            None => refused += 1,
        }
    }

    let mut offers: Vec<Offer> = Vec::new();
    for (name, bank) in &read {
        let mut problems = Vec::new();
        for (other, open) in read.iter().filter(|(other, _)| other != name) {
            for (item, open_item, why) in interchange::native::overlaps(bank, open) {
                problems
                    .push(format!("{name}: item \"{item}\" awards, but bank {other} serves \"{open_item}\" with its key: {why}"));
            }
        }
        if problems.is_empty() {
            match offer(name, bank) {
                Ok(Some(offer)) => match offers.iter().find(|other| other.terms.id == offer.terms.id) {
                    Some(other) => problems.push(format!(
                        "{name}/credential.toml: id = \"{}\", expected an id that no other bank uses (\"{}\" does)",
                        offer.terms.id, other.bank.title
                    )),
                    None => offers.push(offer),
                },
                // Without a micro-credential there is nothing to offer.
                Ok(None) => {}
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            refused += 1;
            complaints.append(&mut problems);
        }
    }
    offers.sort_by(|one, other| (&one.terms.title, &one.terms.id).cmp(&(&other.terms.title, &other.terms.id)));
    Ok(Loaded { catalogue: Catalogue { offers }, complaints, refused })
}

fn offer(name: &str, bank: &NativeBank) -> Result<Option<Offer>, Vec<String>> {
    let Some(terms) = bank.micro_credential.clone() else { return Ok(None) };
    let practice = terms.practice.as_ref().map(|id| form(name, bank, id)).transpose()?;
    let award = form(name, bank, &terms.award)?;
    let sitting = terms.sitting.as_ref().map(|id| form(name, bank, id)).transpose()?;
    Ok(Some(Offer { terms, bank: bank.file.clone(), practice, award, sitting, media: bank.media.clone() }))
}

/// The assessment that a blueprint of a bank describes.
///
/// # Errors
/// Every problem as a line with its place.
pub fn form(name: &str, bank: &NativeBank, id: &str) -> Result<Form, Vec<String>> {
    let blueprint = bank.blueprints.iter().find(|blueprint| blueprint.id == id).cloned();
    let blueprint = blueprint.ok_or_else(|| vec![format!("{name}: there is no blueprint \"{id}\"")])?;
    let file = bank.file.restricted_to(blueprint.pool);
    let place = |problems: Vec<engine::bank::file::Problem>| {
        problems.into_iter().map(|problem| format!("{name}/blueprints: {id}: {problem}")).collect::<Vec<_>>()
    };
    let checked = Arc::new(file.check().map_err(place)?);
    let assessment = Arc::new(Assessment::new(checked, &blueprint).map_err(place)?);
    let shown = shown(&file);
    let media = bank.media.iter().filter(|(name, _)| shown.contains(name.as_str()));
    let media = media.map(|(name, media)| (name.clone(), media.clone())).collect();
    Ok(Form { assessment, bank: file, blueprint, media })
}

/// Names of the pictures that items and their sets show.
fn shown(bank: &BankFile) -> BTreeSet<&str> {
    let items = &bank.items;
    let stimuli = bank.sets.iter().map(|set| set.stimulus.as_str());
    let typed = items.iter().filter_map(|item| item.answer.as_ref()?.feedback.as_deref());
    let options = items.iter().flat_map(|item| &item.options);
    let chosen = options.flat_map(|option| [Some(option.text.as_str()), option.feedback.as_deref()]).flatten();
    stimuli.chain(items.iter().map(|item| item.prompt.as_str())).chain(typed).chain(chosen).flat_map(pictures).collect()
}
