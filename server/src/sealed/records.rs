//! What sessions need from the records: assessments and terms as they were when an attempt began, and the log, replayed.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::select::ExposureTable;
use engine::{Assessment, Digest, Session};
use interchange::native::MicroCredentialFile;

use crate::app::App;
use crate::catalogue::{Catalogue, Form};
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::store;
use crate::store::attempts::{self, Attempt, Entry};

/// Keeps what sessions of these assessments will need to be replayed, whatever becomes of the banks. Pictures of practice
/// items are not among it: no replay needs them.
///
/// # Errors
/// As the store says.
pub async fn keep_assessments(store: &store::Store, catalogue: &Catalogue) -> Result<(), store::Error> {
    for offer in catalogue.offers() {
        let terms = serde_json::to_string(&offer.terms)?;
        store.write(move |db| Box::pin(async move { attempts::insert_terms(db, &terms_digest(&terms), &terms).await })).await?;
        for form in offer.forms() {
            let Form { assessment, bank, blueprint, media, .. } = &**form;
            let digest = assessment.digest().to_string();
            let (bank, json) = (serde_json::to_string(bank)?, serde_json::to_string(blueprint)?);
            let media = if blueprint.delivery.awards() { media.clone() } else { BTreeMap::new() };
            let at = now();
            store
                .write(move |db| {
                    Box::pin(async move {
                        attempts::insert_assessment(db, &digest, &bank, &json, at).await?;
                        for (name, media) in &media {
                            attempts::insert_media(db, &digest, name, media.mime, &media.bytes).await?;
                        }
                        Ok(())
                    })
                })
                .await?;
        }
    }
    Ok(())
}

/// What the records know terms by.
pub fn terms_digest(json: &str) -> String {
    Digest::of_bytes(json.as_bytes()).to_string()
}

/// What the micro-credential said when the attempt began.
pub async fn terms(app: &App, attempt: &Attempt) -> Answer<MicroCredentialFile> {
    let missing = || Problem::internal(format!("attempt {}: its terms are missing", attempt.id));
    let json = app.store.terms(&attempt.terms).await?.ok_or_else(missing)?;
    serde_json::from_str(&json).map_err(Problem::internal)
}

/// The assessment of this digest, of whatever edition of its bank.
pub async fn assessment(app: &App, digest: Digest) -> Answer<Arc<Assessment>> {
    if let Some(form) = app.catalogue().form(digest) {
        return Ok(Arc::clone(&form.assessment));
    }
    if let Some(old) = app.sessions.old.lock().expect("no holder panics").get(&digest) {
        return Ok(Arc::clone(old));
    }
    let missing = || Problem::internal(format!("assessment {digest} is not in the records"));
    let (bank, blueprint) = app.store.assessment(&digest.to_string()).await?.ok_or_else(missing)?;
    let made = tokio::task::spawn_blocking(move || -> Result<Assessment, String> {
        let bank: engine::bank::file::BankFile = serde_json::from_str(&bank).map_err(|error| error.to_string())?;
        let blueprint = serde_json::from_str(&blueprint).map_err(|error| error.to_string())?;
        let words =
            |problems: Vec<engine::bank::file::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Assessment::new(Arc::new(bank.check().map_err(words)?), &blueprint).map_err(words)
    });
    let made = made.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    if made.digest() != digest {
        return Err(Problem::internal(format!("assessment {digest} reads as {}", made.digest())));
    }
    let made = Arc::new(made);
    app.sessions.old.lock().expect("no holder panics").insert(digest, Arc::clone(&made));
    Ok(made)
}

/// How often items had been given when an attempt began, where its log names that.
pub async fn exposure_table(app: &App, attempt: &Attempt) -> Answer<Option<ExposureTable>> {
    let Some(digest) = attempt.started.exposure else { return Ok(None) };
    let missing = || Problem::internal(format!("attempt {}: exposure table {digest} is not in the records", attempt.id));
    app.store.exposure_table(&digest.to_string()).await?.ok_or_else(missing).map(Some)
}

/// The session that a stored log tells of, and its entries.
pub async fn replay(app: &App, attempt: &Attempt) -> Answer<(Session, Vec<Entry>)> {
    let entries = app.store.entries(&attempt.id).await?;
    let assessment = assessment(app, attempt.started.assessment).await?;
    let log = attempts::log(attempt, &entries);
    let table = exposure_table(app, attempt).await?;
    let session = tokio::task::spawn_blocking(move || Session::replay_with(assessment, &log, table.as_ref()));
    let session = session.await.map_err(Problem::internal)?;
    let session = session.map_err(|error| Problem::internal(format!("attempt {}: {error}", attempt.id)))?;
    Ok((session, entries))
}
