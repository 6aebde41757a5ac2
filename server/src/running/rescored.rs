//! What an attempt comes to by the keys that count now.
//!
//! A correction meets an attempt if the edition that it was taken on still has the item with the key that was found wrong. So a bank
//! that is mended later needs nothing more, and attempts on one that is not are scored right all the same.

use std::sync::Arc;

use api::statistics::ItemKey;
use engine::bank::file::BankFile;
use engine::session::Rescored;
use engine::{Assessment, Digest, Outcome, Session};

use super::key;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::sealed;
use crate::store::attempts::Attempt;
use crate::store::corrections::{self, KeyCorrection, Rescore};

/// An assessment and the corrections that it is looked at with.
pub type Meeting = (Digest, Vec<String>);

/// An assessment by corrected keys.
pub struct Corrected {
    /// It.
    pub assessment: Arc<Assessment>,
    /// Why: the reasons of the corrections that meet it, in order.
    pub reasons: Vec<String>,
}

/// An attempt as it is on record, and by corrected keys.
pub struct Effective {
    /// The session on record.
    pub session: Session,
    /// By the corrected keys, where some meet it.
    pub rescored: Option<Rescored>,
    /// Why.
    pub reasons: Vec<String>,
}

impl Effective {
    /// What counts.
    pub fn outcome(&self) -> Outcome {
        self.rescored.as_ref().map_or_else(|| self.session.outcome(), Rescored::outcome)
    }
}

/// An attempt with all corrections that were applied.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn effective(app: &App, attempt: &Attempt) -> Answer<Effective> {
    let applied = app.store.applied_corrections(&attempt.micro_credential).await?;
    with(app, attempt, &applied).await
}

/// An attempt with these corrections.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn with(app: &App, attempt: &Attempt, corrections: &[KeyCorrection]) -> Answer<Effective> {
    let (session, _) = sealed::replay(app, attempt).await?;
    let Some(corrected) = corrected(app, attempt.started.assessment, corrections).await? else {
        return Ok(Effective { session, rescored: None, reasons: Vec::new() });
    };
    let assessment = Arc::clone(&corrected.assessment);
    let done = tokio::task::spawn_blocking(move || {
        let rescored = session.rescored(&assessment);
        (session, rescored)
    });
    let (session, rescored) = done.await.map_err(Problem::internal)?;
    let rescored = rescored.map_err(|error| Problem::internal(format!("attempt {}: {error}", attempt.id)))?;
    Ok(Effective { session, rescored: Some(rescored), reasons: corrected.reasons.clone() })
}

/// An assessment with the keys that these corrections say; `None` where they meet no item of it.
///
/// # Errors
/// As the store says; if the corrected bank is not sound.
pub async fn corrected(app: &App, digest: Digest, corrections: &[KeyCorrection]) -> Answer<Option<Arc<Corrected>>> {
    if corrections.is_empty() {
        return Ok(None);
    }
    let meeting: Meeting = (digest, corrections.iter().map(|correction| correction.id.clone()).collect());
    if let Some(known) = app.running.corrected.lock().expect("no holder panics").get(&meeting) {
        return Ok(known.clone());
    }
    let missing = || Problem::internal(format!("assessment {digest} is not in the records"));
    let (bank, blueprint) = app.store.assessment(&digest.to_string()).await?.ok_or_else(missing)?;
    let changes: Vec<(String, ItemKey, ItemKey, String)> =
        corrections.iter().map(|one| (one.item.clone(), one.old_key.clone(), one.new_key.clone(), one.reason.clone())).collect();
    let made = tokio::task::spawn_blocking(move || make(&bank, &blueprint, &changes));
    let made = made.await.map_err(Problem::internal)?.map_err(Problem::internal)?.map(Arc::new);
    app.running.corrected.lock().expect("no holder panics").insert(meeting, made.clone());
    Ok(made)
}

fn make(bank: &str, blueprint: &str, changes: &[(String, ItemKey, ItemKey, String)]) -> Result<Option<Corrected>, String> {
    let mut bank: BankFile = serde_json::from_str(bank).map_err(|error| error.to_string())?;
    let mut reasons = Vec::new();
    for (item, old, new, reason) in changes {
        let met = bank.items.iter_mut().find(|file| file.id == *item && key::key_of(file).as_ref() == Some(old));
        if let Some(file) = met {
            key::put(file, new)?;
            reasons.push(reason.clone());
        }
    }
    if reasons.is_empty() {
        return Ok(None);
    }
    let blueprint = serde_json::from_str(blueprint).map_err(|error| error.to_string())?;
    let words =
        |problems: Vec<engine::bank::file::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let assessment = Assessment::new(Arc::new(bank.check().map_err(words)?), &blueprint).map_err(words)?;
    Ok(Some(Corrected { assessment: Arc::new(assessment), reasons }))
}

/// A finished attempt with the verdict that counts now. One that ended after a correction, on an edition that has the wrong key still,
/// is scored again here.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn up_to_date(app: &App, attempt: &Attempt) -> Answer<Attempt> {
    let (Some(_), Some(before)) = (attempt.finished_at, attempt.verdict) else { return Ok(attempt.clone()) };
    let applied = app.store.applied_corrections(&attempt.micro_credential).await?;
    let newest = applied.iter().filter_map(|correction| correction.seq).max();
    let Some(newest) = newest else { return Ok(attempt.clone()) };
    if app.store.rescored(&attempt.id).await?.is_some_and(|(seq, _)| seq >= newest)
        || corrected(app, attempt.started.assessment, &applied).await?.is_none()
    {
        return Ok(attempt.clone());
    }
    let effective = with(app, attempt, &applied).await?;
    let (was, is) = (effective.session.outcome(), effective.outcome());
    let rescore = Rescore {
        attempt: attempt.id.clone(),
        seq: newest,
        verdict_before: before,
        mastery_before: was.mastery,
        verdict: is.verdict,
        mastery: is.mastery,
    };
    let at = now();
    app.store.write(move |db| Box::pin(async move { corrections::insert_rescore(db, &rescore, at).await })).await?;
    Ok(Attempt { verdict: Some(is.verdict), ..attempt.clone() })
}
