//! Sealed sessions: items, keys, parameters and the engine's session stay here; a block of opaque items goes out at a time.
//!
//! A session is its log on disk. What is in memory is only a replay of it, dropped and made again at any time.
mod act;
mod names;
mod records;
mod retake;
mod view;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use api::attempt::AttemptView;
use engine::bank::ItemId;
use engine::blueprint::Delivery;
use engine::{Assessment, Digest, Seed, Session, Started, Verdict};

pub use act::{Acted, act, standing};
pub use names::Opaque;
pub use records::{assessment, exposure_table, keep_assessments, replay, terms, terms_digest};
pub use retake::{Retake, retake};
pub use view::{media, view};

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::store::attempts::{self, Attempt};
use crate::store::exposure_tables;
use crate::store::people::Seat;
use crate::{cohort, exposure, secret, sitting, store};

/// Sessions in memory at most, before those that nobody is using are dropped.
const KEPT: usize = 10_000;

/// The sessions in memory.
#[derive(Default)]
pub struct Sessions {
    slots: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Option<Live>>>>>,
    /// Assessments that no bank of now holds.
    old: Mutex<BTreeMap<Digest, Arc<Assessment>>>,
}

/// A replayed session, and where its log stands.
pub struct Live {
    session: Session,
    next: u64,
    title: String,
}

impl Sessions {
    /// Whoever holds it is alone with the attempt.
    pub fn slot(&self, attempt: &str) -> Arc<tokio::sync::Mutex<Option<Live>>> {
        let mut slots = self.slots.lock().expect("no holder panics");
        if slots.len() > KEPT {
            slots.retain(|_, slot| Arc::strong_count(slot) > 1);
        }
        Arc::clone(slots.entry(attempt.to_owned()).or_default())
    }
}

async fn open<'a>(app: &App, attempt: &Attempt, slot: &'a mut Option<Live>) -> Answer<&'a mut Live> {
    if slot.is_none() {
        let (session, entries) = replay(app, attempt).await?;
        let next = entries.last().map_or(0, |entry| entry.seq) + 1;
        let title = terms(app, attempt).await?.title;
        *slot = Some(Live { session, next, title });
    }
    Ok(slot.as_mut().expect("it was filled above"))
}

/// Begins the attempt of a seat, or gives the one that is running. The flag says whether it is new.
///
/// # Errors
/// 409 where the seat is only for a sitting, the rule for another attempt does not allow one now, or questions of the assessment
/// have been in browsers and no author has accepted that.
pub async fn start(app: &Arc<App>, seat: &Seat) -> Answer<(AttemptView, bool)> {
    if !app.store.is_for_sealed(&seat.id).await? {
        let detail = "you joined a sitting; to take the assessment without one, ask for a class code";
        return Err(Problem::conflict("sitting-only", "This seat is for a sitting", detail));
    }
    let gone = || Problem::conflict("withdrawn", "This micro-credential is no longer offered", "ask your tutor");
    let mut allowed = retake(app, seat, Delivery::Sealed).await?;
    if let Retake::Running(running) = &allowed
        && running.sitting.is_some()
    {
        sitting::end_if_over(app, running).await?;
        allowed = retake(app, seat, Delivery::Sealed).await?;
    }
    let exclusions = match allowed {
        Retake::Running(running) if running.sitting.is_none() => return Ok((view(app, &running).await?, false)),
        Retake::Now { exclusions } => exclusions,
        other => return Err(other.refusal()),
    };
    let membership = app.store.membership(&seat.id).await?;
    if let Some(membership) = &membership {
        cohort::admit(app, seat, &membership.cohort).await?;
    }
    let offer = app.catalogue().offer(&seat.micro_credential).ok_or_else(gone)?;
    let exposed = exposure::waiting(app, &offer).await?;
    if !exposed.is_empty() {
        let detail = format!(
            "{} of its questions have been in browsers in a sitting; an author has to accept that first: ask your tutor",
            exposed.len()
        );
        return Err(Problem::conflict("exposed", "This assessment waits for its author", detail));
    }
    let assessment = Arc::clone(&offer.award.assessment);
    let mut attempt = fresh_attempt(app, seat, assessment.digest(), exclusions, None)?;
    attempt.started.time_allowance = membership.and_then(|membership| membership.allowance());
    let stored = app.store.write(move |db| {
        Box::pin(async move {
            if assessment.counts_exposure() {
                attempt.started.exposure = exposure_tables::latest(db, &attempt.assessment).await?;
            }
            attempts::insert(db, &attempt).await?;
            Ok(attempt)
        })
    });
    match stored.await {
        Ok(attempt) => Ok((view(app, &attempt).await?, true)),
        // Two tabs at once: the other one was first.
        Err(store::Error::Taken) => match app.store.attempts_of_seat(&seat.id).await?.pop() {
            Some(first) => Ok((view(app, &first).await?, false)),
            None => Err(store::Error::Taken.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// An attempt that begins now and is not stored yet.
///
/// # Errors
/// If the micro-credential is no longer offered.
pub fn fresh_attempt(
    app: &App,
    seat: &Seat,
    assessment: Digest,
    exclusions: Vec<ItemId>,
    sitting: Option<&str>,
) -> Answer<Attempt> {
    let gone = || Problem::conflict("withdrawn", "This micro-credential is no longer offered", "ask your tutor");
    let offer = app.catalogue().offer(&seat.micro_credential).ok_or_else(gone)?;
    Ok(Attempt {
        id: secret::id(),
        seat: seat.id.clone(),
        learner: seat.learner.clone(),
        micro_credential: seat.micro_credential.clone(),
        assessment: assessment.to_string(),
        terms: terms_digest(&serde_json::to_string(&offer.terms).map_err(Problem::internal)?),
        started: Started { exclusions, ..Started::new(assessment, Seed::new(secret::random())) },
        names: secret::token(),
        started_at: now(),
        paused: false,
        finished_at: None,
        verdict: None,
        confirmed_at: None,
        sitting: sitting.map(str::to_owned),
        heard_at: None,
    })
}

/// Whether an attempt earned its badge.
pub fn is_achieved(attempt: &Attempt) -> bool {
    attempt.finished_at.is_some() && attempt.verdict == Some(Verdict::Achieved)
}
