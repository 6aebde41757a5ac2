//! From what was signed off to what learners take.

use std::sync::{Arc, PoisonError};

use api::simulation::SimulatedForm;
use interchange::native::{self, NativeBank};
use interchange::package;

use super::Files;
use crate::app::App;
use crate::catalogue::{self, Edition};
use crate::error::{Answer, Problem};
use crate::sealed;
use crate::simulated;
use crate::store::publications::Published;
use crate::store::{self, Store};

/// The published editions, and for each that cannot be read any more a line that says so.
///
/// # Errors
/// As the store says.
pub async fn published(store: &Store) -> Result<(Vec<Edition>, Vec<String>), store::Error> {
    let all = store.published().await?;
    let read = tokio::task::spawn_blocking(move || all.iter().map(edition).collect::<Vec<_>>());
    let read = read.await.map_err(|error| store::Error::Corrupt(error.to_string()))?;
    let (mut editions, mut complaints) = (Vec::new(), Vec::new());
    for one in read {
        match one {
            Ok(edition) => editions.push(edition),
            Err(mut found) => complaints.append(&mut found),
        }
    }
    Ok((editions, complaints))
}

fn edition(published: &Published) -> Result<Edition, Vec<String>> {
    let Published { id, bank: name, files } = published;
    let said = |problems: &[interchange::Problem]| {
        let errors = problems.iter().filter(|problem| problem.is_error());
        errors.map(|problem| format!("publication {id} of {name}: {problem}")).collect::<Vec<_>>()
    };
    let files: Files = package::open(name, files).map_err(|problems| said(&problems))?;
    let report = native::read(&files);
    let bank = report.bank.ok_or_else(|| said(&report.problems))?;
    Ok(Edition { name: name.clone(), bank: Arc::new(bank), folder: None, publication: Some(id.clone()) })
}

/// What is, or would be, offered beside a bank: the newest editions of all others.
///
/// # Errors
/// As the store says.
pub async fn beside(app: &App, bank: &str) -> Answer<Vec<Edition>> {
    let (published, _) = published(&app.store).await?;
    let mut all = catalogue::newest(&app.shelf, published);
    all.retain(|edition| edition.bank.file.id != bank);
    Ok(all)
}

/// A bank that might be published.
pub fn candidate(name: &str, bank: NativeBank) -> Edition {
    Edition { name: name.to_owned(), bank: Arc::new(bank), folder: None, publication: None }
}

/// Why a bank could not be published beside these: overlap with what others serve openly, an id that is taken.
///
/// # Errors
/// If the server is stopping.
pub async fn objections(candidate: &Edition, beside: Vec<Edition>) -> Answer<Vec<String>> {
    let candidate = candidate.clone();
    tokio::task::spawn_blocking(move || catalogue::objections(&candidate, &beside)).await.map_err(Problem::internal)
}

/// What its assessments that award would do to learners, as far as a simulation tells.
///
/// # Errors
/// If the server is stopping.
pub async fn simulate(candidate: Edition) -> Answer<Vec<SimulatedForm>> {
    let simulate = move || catalogue::offer(&candidate).ok().flatten().map(|offer| simulated::of(&offer)).unwrap_or_default();
    tokio::task::spawn_blocking(simulate).await.map_err(Problem::internal)
}

/// Offers what is published now. Sessions that run go on with the assessment that their log names.
///
/// Whoever calls this holds [`App::publishing`].
///
/// # Errors
/// As the store says; then what was offered goes on being offered.
pub async fn offer_anew(app: &App) -> Answer<()> {
    let (published, mut complaints) = published(&app.store).await?;
    let shelf = Arc::clone(&app.shelf);
    let built = tokio::task::spawn_blocking(move || catalogue::build(&catalogue::newest(&shelf, published), &shelf.planned));
    let built = built.await.map_err(Problem::internal)?;
    complaints.extend(built.complaints);
    for complaint in complaints {
        tracing::warn!(%complaint, "a bank is left out of what is offered");
    }
    // First the records: a session must never begin on an assessment that they do not hold.
    sealed::keep_assessments(&app.store, &built.catalogue).await?;
    *app.offered.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(built.catalogue);
    Ok(())
}
