//! What a learner does: applied to the session, stored, acknowledged, in this order.

use std::sync::Arc;

use api::attempt::{ActionRequest, AttemptView, EventRequest};
use api::present::Names;
use engine::bank::Item;
use engine::select::ExposureTable;
use engine::{Assessment, Digest, Session, Step, session};

use super::view::show;
use super::{Live, Opaque, open};
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::store;
use crate::store::attempts::{self, Attempt, Entry, Finish, Standing};
use crate::store::exposure_tables;

/// What became of an event.
#[derive(Debug)]
pub enum Acted {
    /// It is on disk, now or since an earlier try.
    Stored(AttemptView),
    /// Its sequence number is not the next one.
    Stale(AttemptView),
}

/// Does what a learner asks; it is on disk when this returns.
///
/// Runs to its end even if the learner's connection is gone: memory and disk must not come apart.
///
/// # Errors
/// 422 where the session refuses, 503 where nothing could be stored.
pub async fn act(app: &Arc<App>, attempt: Attempt, request: EventRequest) -> Answer<Acted> {
    let app = Arc::clone(app);
    tokio::spawn(async move { act_now(&app, &attempt, request).await }).await.map_err(Problem::internal)?
}

async fn act_now(app: &App, attempt: &Attempt, request: EventRequest) -> Answer<Acted> {
    let digest = Digest::of(&request.action).to_string();
    let slot = app.sessions.slot(&attempt.id);
    let mut slot = slot.lock().await;
    for _ in 0..2 {
        let live = open(app, attempt, &mut slot).await?;
        if request.seq != live.next {
            return settled(app, attempt, live, request.seq, &digest).await;
        }
        let (session, entry) = apply(attempt, &live.session, request.seq, &request.action, digest.clone()).await?;
        let standing = standing(attempt, &session);
        let (id, counted) = (attempt.id.clone(), counted(&live.session, &session));
        let stored = app.store.write(move |db| {
            Box::pin(async move {
                attempts::append(db, &id, &entry, &standing).await?;
                if let Some((assessment, given, aside)) = counted
                    && let Some(rule) = &assessment.blueprint().select.exposure
                {
                    let forward = |table: &ExposureTable| table.with(assessment.bank(), rule, &given, &aside);
                    exposure_tables::advance(db, &assessment.digest().to_string(), forward).await?;
                }
                Ok(())
            })
        });
        match stored.await {
            Ok(()) => {
                live.session = session;
                live.next += 1;
                return Ok(Acted::Stored(show(attempt, live)));
            }
            // Somebody else wrote to this log, as another server on the same file would: read it again.
            Err(store::Error::Taken) => *slot = None,
            // Whether it was stored is not known: read the log again next time.
            Err(error) => {
                *slot = None;
                return Err(error.into());
            }
        }
    }
    Err(Problem::unavailable())
}

/// What a session that ends now adds to the counts of its assessment, where a rule of selection looks at them: the items that were on
/// the screen, those of the block in which it was ended among them, and for each item whether it was kept back.
fn counted(before: &Session, after: &Session) -> Option<(Arc<Assessment>, Vec<usize>, Vec<bool>)> {
    let assessment = after.assessment();
    let ends = assessment.counts_exposure() && matches!(after.step(), Step::Finished(_));
    ends.then(|| {
        let given = before.given_items().into_iter().chain(after.given_items()).collect();
        (Arc::clone(assessment), given, after.set_aside().to_vec())
    })
}

/// A request whose number is not the next: a retry of what is stored, or something else.
async fn settled(app: &App, attempt: &Attempt, live: &Live, seq: u64, digest: &str) -> Answer<Acted> {
    let stored = app.store.entries(&attempt.id).await?.into_iter().find(|entry| entry.seq == seq);
    let view = show(attempt, live);
    Ok(if stored.is_some_and(|entry| entry.request == digest) { Acted::Stored(view) } else { Acted::Stale(view) })
}

/// The session with the action done, and what to store of it.
async fn apply(
    attempt: &Attempt,
    session: &Session,
    seq: u64,
    action: &ActionRequest,
    request: String,
) -> Answer<(Session, Entry)> {
    let before = session.log().events.len();
    // The server's clock may be set back; the log's may not.
    let last = session.log().events.last().map_or(0, |event| event.at);
    let at = u64::try_from(now() - attempt.started_at).unwrap_or(0).max(last);
    let names = Opaque { attempt: &attempt.id, secret: &attempt.names };
    let mut next = session.clone();
    match action {
        ActionRequest::Answer { item, answer } => {
            let item = find(&next, &names, item)?.clone();
            let unknown = |option: String| Problem::invalid(format!("item {} has no option {option}", names.item(&item)));
            let answer = names.find_answer(&item, answer.clone()).map_err(unknown)?;
            next.answer(&item.id, answer, at).map_err(refused)?;
        }
        ActionRequest::NotLearned { item } => {
            let item = find(&next, &names, item)?.id.clone();
            next.not_learned(&item, at).map_err(refused)?;
        }
        ActionRequest::HandIn => {
            // Scoring and choosing the next block take a core for a while.
            next = tokio::task::spawn_blocking(move || next.hand_in(at).map(|()| next))
                .await
                .map_err(Problem::internal)?
                .map_err(refused)?;
        }
        ActionRequest::Pause => next.pause(at).map_err(refused)?,
        ActionRequest::Resume => next.resume(at).map_err(refused)?,
        ActionRequest::End => next.end(at).map_err(refused)?,
    }
    let events = next.log().events[before..].to_vec();
    Ok((next, Entry { seq, request, events }))
}

fn find<'a>(session: &'a Session, names: &Opaque<'_>, name: &str) -> Answer<&'a Item> {
    match session.step() {
        Step::Present(block) => {
            names.find_item(session.assessment(), block, name).ok_or_else(|| Problem::invalid("this item is not in the block"))
        }
        Step::Finished(_) => Err(refused(session::Error::Finished)),
    }
}

/// Why the session refused, without the bank's own names.
fn refused(error: session::Error) -> Problem {
    use session::Error;
    match error {
        Error::NotInBlock(_) => Problem::invalid("this item is not in the block"),
        Error::UnknownOption { .. } => Problem::invalid("the item has no such option"),
        Error::NotOne { chosen, .. } => Problem::invalid(format!("{chosen} options were chosen, expected exactly one")),
        Error::WrongForm { expected, .. } => Problem::invalid(format!("this item is answered by {expected}")),
        Error::TooLong { bytes, .. } => {
            Problem::invalid(format!("the answer has {bytes} bytes, expected at most {}", session::LONGEST_TEXT))
        }
        Error::Unanswered(_) => {
            Problem::invalid("every item of the block needs an answer, or \"not learned yet\", before it is handed in")
        }
        Error::Paused | Error::NotPaused | Error::NoLimit | Error::TimeUp | Error::Finished => {
            Problem::invalid(error.to_string())
        }
        Error::AnotherAssessment { .. }
        | Error::UnknownExposure { .. }
        | Error::TooFewLeft { .. }
        | Error::TimeRunsBackwards { .. } => Problem::internal(error),
    }
}

/// How an attempt stands, of which the session is this.
pub fn standing(attempt: &Attempt, session: &Session) -> Standing {
    // What was done in a sitting was done then, however late its log arrives.
    let last = session.log().events.last().map_or(0, |event| event.at);
    let done_at = match attempt.sitting {
        Some(_) => now().min(attempt.started_at.saturating_add(i64::try_from(last).unwrap_or(i64::MAX))),
        None => now(),
    };
    let finished = matches!(session.step(), Step::Finished(_)).then(|| {
        let outcome = session.outcome();
        Finish { at: done_at.max(attempt.started_at), verdict: outcome.verdict, mastery: outcome.mastery, log: outcome.log }
    });
    Standing { items: session.progress().done, paused: session.is_paused(), finished }
}
