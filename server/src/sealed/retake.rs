//! The rule for another attempt.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::bank::ItemId;
use engine::blueprint::Delivery;
use engine::{Action, Event, Log, Seed, Session, Started, Step, StopReason};

use super::records::exposure_table;
use super::{assessment, is_achieved};
use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::store::attempts::{self, Attempt};
use crate::store::people::Seat;

/// Whether a seat may begin an attempt.
#[derive(Debug)]
pub enum Retake {
    /// One is running.
    Running(Box<Attempt>),
    /// Now, without the items that were seen before.
    Now {
        /// These.
        exclusions: Vec<ItemId>,
    },
    /// From this time on (Unix milliseconds).
    From(i64),
    /// Not at all, and why.
    Never(String),
}

impl Retake {
    /// Why no attempt begins now.
    pub fn refusal(self) -> Problem {
        match self {
            Self::From(at) => {
                let day = credential::Time::from_unix_ms(at).map_or_else(|_| "later".to_owned(), |time| time.to_string());
                let detail = format!("the next attempt may begin at {day}");
                Problem::conflict("too-early", "It is too early for another attempt", detail)
            }
            Self::Never(why) => Problem::conflict("no-retake", "No further attempt is possible", why),
            Self::Running(_) | Self::Now { .. } => {
                Problem::conflict("running", "Another attempt is under way", "finish the one that you have begun first")
            }
        }
    }
}

/// Applies the rule of `credential.toml`.
///
/// Whoever joins by a class code says only an e-mail, so all attempts under that e-mail count as theirs: joining again does not
/// give fresh items. But anyone can say another's e-mail; a learner whose link a tutor made has to wait only for their own
/// attempts, so that nobody can lock them out. Attempts in sittings and sealed ones count alike; `delivery` is that of the one to begin.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn retake(app: &App, seat: &Seat, delivery: Delivery) -> Answer<Retake> {
    let own = app.store.attempts_of_seat(&seat.id).await?;
    if let Some(running) = own.iter().find(|attempt| attempt.finished_at.is_none()) {
        return Ok(Retake::Running(Box::new(running.clone())));
    }
    if own.iter().any(is_achieved) {
        return Ok(Retake::Never("you have achieved this micro-credential".to_owned()));
    }
    let Some(offer) = app.catalogue().offer(&seat.micro_credential) else {
        return Ok(Retake::Never("this micro-credential is no longer offered here".to_owned()));
    };
    let form = offer.sitting.as_ref().filter(|_| delivery == Delivery::Sitting).unwrap_or(&offer.award);
    let by_email = app.store.attempts_by_email(&seat.learner, &seat.micro_credential).await?;
    let counted = if app.store.is_vouched(&seat.learner).await? { &own } else { &by_email };
    let last = counted.iter().map(|attempt| attempt.finished_at.unwrap_or(attempt.started_at)).max();
    if let Some(last) = last {
        let from = last + i64::from(offer.terms.retake.after_days) * DAY;
        if from > now() {
            return Ok(Retake::From(from));
        }
    }
    if !offer.terms.retake.unseen_items_only || by_email.is_empty() {
        return Ok(Retake::Now { exclusions: Vec::new() });
    }
    let mut seen = BTreeSet::new();
    for attempt in &by_email {
        seen.extend(items_seen(app, attempt).await?);
    }
    let exclusions: Vec<ItemId> = seen.into_iter().collect();
    let mut started = Started::new(form.assessment.digest(), Seed::from_number(0));
    started.exclusions.clone_from(&exclusions);
    Ok(match Session::start(Arc::clone(&form.assessment), started) {
        Ok(_) => Retake::Now { exclusions },
        Err(_) => Retake::Never("too few questions are left that you have not seen".to_owned()),
    })
}

/// Every item that was on the learner's screen.
async fn items_seen(app: &App, attempt: &Attempt) -> Answer<Vec<ItemId>> {
    let entries = app.store.entries(&attempt.id).await?;
    let assessment = assessment(app, attempt.started.assessment).await?;
    let log = attempts::log(attempt, &entries);
    let log = Log { events: before_the_end(&log.events).to_vec(), ..log };
    let (id, table) = (attempt.id.clone(), exposure_table(app, attempt).await?);
    let seen = tokio::task::spawn_blocking(move || {
        let session = Session::replay_with(assessment, &log, table.as_ref())?;
        let mut seen: Vec<ItemId> = session.trail().into_iter().map(|step| step.item).collect();
        if let Step::Present(block) = session.step() {
            seen.extend(block.items().iter().cloned());
        }
        Ok(seen)
    });
    let replayed: Result<_, engine::ReplayError> = seen.await.map_err(Problem::internal)?;
    replayed.map_err(|error| Problem::internal(format!("attempt {id}: {error}")))
}

/// The log up to the block that was on the screen when the learner stopped, to see what was in it.
fn before_the_end(events: &[Event]) -> &[Event] {
    match events.split_last() {
        Some((last, before))
            if matches!(
                last.action,
                Action::Stopped { reason: StopReason::EndedByLearner | StopReason::TimeUp | StopReason::SittingClosed }
            ) =>
        {
            before
        }
        _ => events,
    }
}
