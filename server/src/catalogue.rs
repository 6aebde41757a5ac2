//! The banks of this server: what can be studied, practised and sat. Made of the folder of banks, read once at start, and of what was
//! published from the workshop, which takes the place of a bank of the same id.

use api::simulation::SimulatedForm;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use api::present::pictures;
use engine::bank::file::{BankFile, ItemFile};
use engine::blueprint::file::BlueprintFile;
use engine::{Assessment, Digest};
use interchange::DirFolder;
use interchange::native::{Media, MicroCredentialFile, NativeBank};

use crate::carries;

/// Everything on offer, in the order of titles.
#[derive(Debug)]
pub struct Catalogue {
    offers: Vec<Arc<Offer>>,
    planned: Vec<Arc<MicroCredentialFile>>,
}

/// A micro-credential and its assessments.
#[derive(Debug)]
pub struct Offer {
    /// As in `credential.toml`.
    pub terms: MicroCredentialFile,
    /// The whole bank, with every key.
    pub bank: BankFile,
    /// Open delivery.
    pub practice: Option<Arc<Form>>,
    /// Sealed delivery.
    pub award: Arc<Form>,
    /// Sitting delivery.
    pub sitting: Option<Arc<Form>>,
    /// Pictures of all items, for those who may see the questions.
    pub media: BTreeMap<String, Media>,
    /// The publication that it is; none where it is as the folder has it.
    pub publication: Option<String>,
    /// What a simulation of the assessments that award came to, once somebody asked.
    pub simulated: OnceLock<Vec<SimulatedForm>>,
}

/// A bank that was read, from wherever.
#[derive(Clone, Debug)]
pub struct Edition {
    /// For complaints: its folder's name, or its id.
    pub name: String,
    /// It.
    pub bank: Arc<NativeBank>,
    /// Where it lies, if it is from the folder of banks.
    pub folder: Option<PathBuf>,
    /// The publication that it is, if it is one.
    pub publication: Option<String>,
}

/// The folder of banks, read.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// In the order of their folders' names.
    pub editions: Vec<Edition>,
    /// Definitions that stand before their banks, in the order of their files' names.
    pub planned: Vec<Arc<MicroCredentialFile>>,
    /// For the terminal: each line a problem with its place.
    pub complaints: Vec<String>,
    /// How many folders were refused.
    pub refused: usize,
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
    /// What a simulation of it came to, once somebody asked.
    pub simulated: OnceLock<Option<Simulated>>,
}

/// How often an assessment decides right, and the same again: as shares, by simulation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simulated {
    /// How many takers.
    pub takers: u64,
    /// Of those, how many are classified on the side of the pass mark where they are.
    pub accuracy: Option<f64>,
    /// Of those who were tested twice, how many were told the same.
    pub consistency: Option<f64>,
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
    pub fn offers(&self) -> &[Arc<Offer>] {
        &self.offers
    }

    /// The micro-credential of this id.
    pub fn offer(&self, id: &str) -> Option<Arc<Offer>> {
        self.offers.iter().find(|offer| offer.terms.id == id).cloned()
    }

    /// Definitions for which no assessment is offered yet, in the order of titles.
    pub fn planned(&self) -> &[Arc<MicroCredentialFile>] {
        &self.planned
    }

    /// Such a definition, by its id.
    pub fn planned_of(&self, id: &str) -> Option<Arc<MicroCredentialFile>> {
        self.planned.iter().find(|terms| terms.id == id).cloned()
    }

    /// The assessment of this digest, if a bank of now holds it.
    pub fn form(&self, digest: Digest) -> Option<Arc<Form>> {
        self.offers.iter().flat_map(|offer| offer.forms()).find(|form| form.assessment.digest() == digest).cloned()
    }
}

impl Offer {
    /// Its assessments: practice, sealed, in a sitting.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
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
pub fn shelf(banks: &Path) -> std::io::Result<Shelf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(banks)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir() && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .collect();
    // Pathways lie beside the banks.
    folders.retain(|path| path.file_name().is_none_or(|name| name != crate::pathway::FOLDER));
    folders.sort();

    let mut shelf = Shelf::default();
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == DEFINITIONS {
            definitions(&folder, &mut shelf)?;
            continue;
        }
        let report = interchange::native::read(&DirFolder(folder.clone()));
        // Warnings are for authors: `assay bank check` tells them.
        let errors = report.problems.iter().filter(|problem| problem.is_error());
        shelf.complaints.extend(errors.map(|problem| format!("{name}/{problem}")));
        match report.bank {
            Some(bank) => {
                shelf.editions.push(Edition { name, bank: Arc::new(bank), folder: Some(folder), publication: None });
            }
            None => shelf.refused += 1,
        }
    }
    Ok(shelf)
}

/// The folder of definitions that stand before their banks.
const DEFINITIONS: &str = "definitions";

/// Reads the definitions that stand before their banks. One with an error is left out.
fn definitions(folder: &Path, shelf: &mut Shelf) -> std::io::Result<()> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    for path in files {
        let name = format!("{DEFINITIONS}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let (terms, problems) = interchange::native::planned(&name, &std::fs::read(&path)?);
        let errors: Vec<String> = problems.iter().filter(|problem| problem.is_error()).map(ToString::to_string).collect();
        match terms.filter(|_| errors.is_empty()) {
            Some(terms) => shelf.planned.push(Arc::new(terms)),
            None => shelf.refused += 1,
        }
        shelf.complaints.extend(errors);
    }
    Ok(())
}

/// The editions of which a catalogue is made: what was published, and of the folder what was not.
pub fn newest(shelf: &Shelf, published: Vec<Edition>) -> Vec<Edition> {
    let superseded = |edition: &&Edition| !published.iter().any(|other| other.bank.file.id == edition.bank.file.id);
    let mut all: Vec<Edition> = shelf.editions.iter().filter(superseded).cloned().collect();
    all.extend(published);
    all
}

/// What can be offered of these editions; beside it stand the definitions that none of them has.
pub fn build(editions: &[Edition], planned: &[Arc<MicroCredentialFile>]) -> Loaded {
    let mut complaints = Vec::new();
    let mut refused = 0;
    let mut offers: Vec<Arc<Offer>> = Vec::new();
    for edition in editions {
        let name = &edition.name;
        let mut problems = Vec::new();
        for other in editions.iter().filter(|other| !Arc::ptr_eq(&other.bank, &edition.bank)) {
            problems.extend(given_away(edition, other));
        }
        if problems.is_empty() {
            match offer(edition) {
                Ok(Some(offer)) => match offers.iter().find(|other| other.terms.id == offer.terms.id) {
                    Some(other) => problems.push(format!(
                        "{name}/credential.toml: id = \"{}\", expected an id that no other bank uses (\"{}\" does)",
                        offer.terms.id, other.bank.title
                    )),
                    None => offers.push(Arc::new(offer)),
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
    let mut planned: Vec<_> =
        planned.iter().filter(|terms| offers.iter().all(|offer| offer.terms.id != terms.id)).cloned().collect();
    planned.sort_by(|one, other| (&one.title, &one.id).cmp(&(&other.title, &other.id)));
    Loaded { catalogue: Catalogue { offers, planned }, complaints, refused }
}

/// What of an award another bank serves openly, with its key, in lines.
fn given_away(edition: &Edition, other: &Edition) -> impl Iterator<Item = String> {
    let (name, open_name) = (edition.name.clone(), other.name.clone());
    interchange::native::overlaps(&edition.bank, &other.bank).into_iter().map(move |(item, open_item, why)| {
        format!("{name}: item \"{item}\" awards, but bank {open_name} serves \"{open_item}\" with its key: {why}")
    })
}

/// What a candidate for publication would do to what is offered beside it: each line a reason why it cannot be published.
pub fn objections(candidate: &Edition, beside: &[Edition]) -> Vec<String> {
    let mut problems = Vec::new();
    for other in beside.iter().filter(|other| other.bank.file.id != candidate.bank.file.id) {
        problems.extend(given_away(candidate, other));
        // Published, it would keep the other from being offered.
        problems.extend(given_away(other, candidate));
        let id = |edition: &Edition| edition.bank.micro_credential.as_ref().map(|terms| terms.id.clone());
        if let Some(taken) = id(candidate).filter(|taken| id(other).as_ref() == Some(taken)) {
            let title = &other.bank.file.title;
            problems
                .push(format!("credential.toml: id = \"{taken}\", expected an id that no other bank uses (\"{title}\" does)"));
        }
    }
    let lacks = candidate.bank.micro_credential.iter().flat_map(MicroCredentialFile::lacks);
    problems.extend(lacks.map(|lack| match lack.code {
        "element-missing" => format!("credential.toml: the micro-credential does not say its {}", lack.expected),
        _ => lack.to_string(),
    }));
    match offer(candidate) {
        Ok(Some(offer)) => {
            problems.extend(untested(&offer));
            for form in [&offer.award].into_iter().chain(&offer.sitting) {
                let lacks = carries::lacks(&form.assessment);
                problems.extend(lacks.into_iter().map(|lack| format!("blueprints/{}.toml: {lack}", form.blueprint.id)));
            }
        }
        Ok(None) => {
            problems.push("credential.toml: nothing, expected the micro-credential that the assessment leads to".to_owned());
        }
        Err(found) => problems.extend(found),
    }
    problems
}

/// Outcomes that are promised and that no question of the award is about: nobody could show that they have them.
fn untested(offer: &Offer) -> impl Iterator<Item = String> {
    let tested: BTreeSet<&String> = offer.award.bank.items.iter().flat_map(|item| &item.outcomes).collect();
    let promised = offer.outcomes().into_iter().map(|(id, _)| id);
    let untested: Vec<String> = promised.filter(|id| !tested.contains(id)).collect();
    untested.into_iter().map(|id| {
        format!(
            "credential.toml: outcome {id} has no question in the pool of the award, expected at least one, or no such outcome"
        )
    })
}

/// What an edition offers.
///
/// # Errors
/// Every problem as a line with its place.
pub fn offer(edition: &Edition) -> Result<Option<Offer>, Vec<String>> {
    let (name, bank) = (edition.name.as_str(), &*edition.bank);
    let Some(terms) = bank.micro_credential.clone() else { return Ok(None) };
    let made = |id: &String| form(name, bank, id).map(Arc::new);
    let practice = terms.practice.as_ref().map(made).transpose()?;
    let award =
        terms.award.as_ref().ok_or_else(|| vec![format!("{name}/credential.toml: award = nothing, expected a blueprint")])?;
    let award = made(award)?;
    let sitting = terms.sitting.as_ref().map(made).transpose()?;
    Ok(Some(Offer {
        terms,
        bank: bank.file.clone(),
        practice,
        award,
        sitting,
        media: bank.media.clone(),
        publication: edition.publication.clone(),
        simulated: OnceLock::new(),
    }))
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
    Ok(Form { assessment, bank: file, blueprint, media, simulated: OnceLock::new() })
}

/// Names of the pictures that items and their sets show.
fn shown(bank: &BankFile) -> BTreeSet<&str> {
    let items = &bank.items;
    let stimuli = bank.sets.iter().map(|set| set.stimulus.as_str());
    let typed = items.iter().filter_map(|item| item.answer.as_ref()?.feedback.as_deref());
    let chosen = items.iter().flat_map(|item| &item.options).filter_map(|option| option.feedback.as_deref());
    stimuli.chain(items.iter().flat_map(ItemFile::shown)).chain(typed).chain(chosen).flat_map(pictures).collect()
}
