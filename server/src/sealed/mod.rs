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
use engine::{Assessment, Digest, Seed, Session, Started, Verdict};

pub use act::{Acted, act};
pub use names::Opaque;
pub use records::{assessment, keep_assessments, replay, terms};
pub use retake::{Retake, retake};
pub use view::{media, view};

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::store::attempts::{self, Attempt};
use crate::store::people::Seat;
use crate::{secret, store};

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
struct Live {
    session: Session,
    next: u64,
    title: String,
}

impl Sessions {
    fn slot(&self, attempt: &str) -> Arc<tokio::sync::Mutex<Option<Live>>> {
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
/// 409 where the rule for another attempt does not allow one now.
pub async fn start(app: &Arc<App>, seat: &Seat) -> Answer<(AttemptView, bool)> {
    let attempt = match retake(app, seat).await? {
        Retake::Running(attempt) => return Ok((view(app, &attempt).await?, false)),
        Retake::From(at) => {
            let day = credential::Time::from_unix_ms(at).map_or_else(|_| "later".to_owned(), |time| time.to_string());
            let detail = format!("the next attempt may begin at {day}");
            return Err(Problem::conflict("too-early", "It is too early for another attempt", detail));
        }
        Retake::Never(why) => return Err(Problem::conflict("no-retake", "No further attempt is possible", why)),
        Retake::Now { exclusions } => {
            let gone = || Problem::conflict("withdrawn", "This micro-credential is no longer offered", "ask your tutor");
            let offer = app.catalogue.offer(&seat.micro_credential).ok_or_else(gone)?;
            let digest = offer.award.assessment.digest();
            let mut started = Started::new(digest, Seed::new(secret::random()));
            started.exclusions = exclusions;
            Attempt {
                id: secret::id(),
                seat: seat.id.clone(),
                learner: seat.learner.clone(),
                micro_credential: seat.micro_credential.clone(),
                assessment: digest.to_string(),
                terms: records::terms_digest(&serde_json::to_string(&offer.terms).map_err(Problem::internal)?),
                started,
                names: secret::token(),
                started_at: now(),
                paused: false,
                finished_at: None,
                verdict: None,
                confirmed_at: None,
            }
        }
    };
    let stored = attempt.clone();
    match app.store.write(move |db| Box::pin(async move { attempts::insert(db, &stored).await })).await {
        Ok(()) => Ok((view(app, &attempt).await?, true)),
        // Two tabs at once: the other one was first.
        Err(store::Error::Taken) => match app.store.attempts_of_seat(&seat.id).await?.pop() {
            Some(first) => Ok((view(app, &first).await?, false)),
            None => Err(store::Error::Taken.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Whether an attempt earned its badge.
pub fn is_achieved(attempt: &Attempt) -> bool {
    attempt.finished_at.is_some() && attempt.verdict == Some(Verdict::Achieved)
}
