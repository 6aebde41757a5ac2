//! Taking the log of a sitting's session: replayed to the bit, held against what is on record and against the clock.

use std::sync::Arc;

use api::sitting::{LogReceipt, LogSubmit, SittingState};
use engine::{Action, Assessment, Digest, Event, Log, ReplayError, Session, StopReason, session};

use super::ticket;
use crate::app::App;
use crate::award;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::sealed;
use crate::secret;
use crate::store::attempts::{self, Attempt, Entry};
use crate::store::sittings::{self, Sitting};
use crate::store::trail::{self, Deed};

/// How far a browser's clock may be off, in milliseconds: it counts from what the server said when the session began.
const SLACK: u64 = 120_000;

/// Takes what is new of a log; it is on disk when this returns. Sending the same again gets the same answer.
///
/// What was done after the sitting closed is left out, and the receipt says how many events were taken: a browser without a
/// network could not know. Nor does it know for sure when the sitting closes; its word that it did counts once that is so.
///
/// # Errors
/// 410 for a ticket that is not the attempt's; 409 for a log that contradicts what is on record, or comes after the finished one;
/// 422 for one that does not replay. The last two name the first difference, and the log is kept as refused.
pub async fn take(app: &Arc<App>, attempt: &Attempt, submit: LogSubmit) -> Answer<LogReceipt> {
    let missing = || Problem::not_found("this attempt is in no sitting");
    let sitting = app.store.sitting(attempt.sitting.as_deref().ok_or_else(missing)?).await?.ok_or_else(missing)?;
    if !secret::same(&ticket(app, &attempt.id), &submit.ticket) {
        return Err(Problem::gone("this ticket is not the one of this attempt"));
    }
    // One log at a time for an attempt: two devices that send at once must not come between each other.
    let slot = app.sessions.slot(&attempt.id);
    let held = slot.lock().await;
    let taken = take_in_turn(app, attempt, &sitting, submit.log).await;
    drop(held);
    let receipt = taken?;
    if receipt.finished {
        // A sitting that is signed off already awards now. The log is on disk whatever becomes of that; it is tried again when the
        // result is looked at.
        if let Some(attempt) = app.store.attempt(&attempt.id).await? {
            drop(award::settle(app, &attempt).await);
        }
    }
    Ok(receipt)
}

async fn take_in_turn(app: &Arc<App>, attempt: &Attempt, sitting: &Sitting, mut log: Log) -> Answer<LogReceipt> {
    let at = now();
    let entries = app.store.entries(&attempt.id).await?;
    let record = attempts::log(attempt, &entries);
    let known = record.events.len();
    let elapsed = u64::try_from(at - attempt.started_at).unwrap_or(0);
    let ends = u64::try_from(sitting.ends_at() - attempt.started_at).unwrap_or(0);
    let open = sitting.state(at) == SittingState::Open;
    let receipt = |events: usize, finished: bool| LogReceipt { events, finished, open, closes_at: ends };
    let refuse = |problem: Problem, log: &Log| refuse(app, attempt, log.clone(), problem, at);

    if let Err(detail) = same_beginning(&record, &log) {
        return Err(refuse(Problem::invalid(detail), &log).await);
    }
    if record.finished() && log.events == record.events {
        return Ok(receipt(known, true));
    }
    // When a sitting closes is the server's to say: a browser without a network knows only when it was going to. So the end is made
    // here, and a browser that came too early goes on.
    let is_close = |event: &Event| matches!(event.action, Action::Stopped { reason: StopReason::SittingClosed });
    let closes = log.events.pop_if(|event| is_close(event)).is_some();
    if let Some(detail) = contradiction(&record.events, &log.events) {
        let problem = Problem::conflict("log-differs", "The log contradicts what is on record", detail);
        return Err(refuse(problem, &log).await);
    }
    if record.finished() {
        if log.events.len() > known {
            let detail = format!("event {}: the log on record ended before", known + 1);
            return Err(refuse(Problem::conflict("ticket-used", "A ticket is good for one log", detail), &log).await);
        }
        return Ok(receipt(known, true));
    }
    let assessment = sealed::assessment(app, attempt.started.assessment).await?;
    if let Err(detail) = possible(&log.events, known, elapsed, &assessment) {
        return Err(refuse(Problem::invalid(detail), &log).await);
    }
    let counted = log.events.iter().take_while(|event| event.at <= ends.saturating_add(SLACK)).count();
    log.events.truncate(counted.max(known));
    // A device that is behind has nothing new to say, but may say that it is over.
    if log.events.len() < known {
        log.events.clone_from(&record.events);
    }
    let closes = closes && !open;
    if log.events.len() == known && !closes {
        let attempt = attempt.id.clone();
        app.store.write(move |db| Box::pin(async move { sittings::heard(db, &attempt, at).await })).await?;
        return Ok(receipt(known, false));
    }

    let replaying = log.clone();
    let _permit = app.replays.acquire().await.map_err(Problem::internal)?;
    let replayed = tokio::task::spawn_blocking(move || {
        let mut session = Session::replay(assessment, &replaying)?;
        if closes && !session.log().finished() {
            let last = session.log().events.last().map_or(0, |event| event.at);
            session.close(ends.max(last)).map_err(|error| ReplayError::Refused { event: replaying.events.len() + 1, error })?;
        }
        Ok(session)
    });
    let session = match replayed.await.map_err(Problem::internal)? {
        Ok(session) => session,
        Err(error) => return Err(refuse(Problem::invalid(format!("the log does not replay: {}", words(error))), &log).await),
    };
    let remark =
        attempt.heard_at.and_then(|heard| late(&log.events, known, u64::try_from(heard - attempt.started_at).unwrap_or(0)));
    append(app, attempt, &entries, &session, Extra { at, remark, deed: None }).await?;
    Ok(receipt(session.log().events.len(), session.log().finished()))
}

/// The seed, the exclusions and the assessment are the server's choice, not the browser's.
fn same_beginning(record: &Log, log: &Log) -> Result<(), String> {
    let expected = |field: &str| Err(format!("{field} is not as this attempt began"));
    if log.format != record.format {
        return Err(format!("format is \"{}\", expected \"{}\"", log.format.escape_default(), record.format));
    }
    match (&log.started, &record.started) {
        (log, record) if log.assessment != record.assessment => expected("started.assessment"),
        (log, record) if log.seed != record.seed => expected("started.seed"),
        (log, record) if log.exclusions != record.exclusions => expected("started.exclusions"),
        (log, record) if log != record => expected("started"),
        _ => Ok(()),
    }
}

/// The first event of which the log says something else than the record.
fn contradiction(record: &[Event], log: &[Event]) -> Option<String> {
    let (index, (recorded, sent)) = record.iter().zip(log).enumerate().find(|(_, (recorded, sent))| recorded != sent)?;
    let (recorded, sent) = (recorded.to_string(), sent.to_string());
    let also = if recorded == sent { ", with another answer" } else { "" };
    Some(format!("event {}: the log says {sent}, on record is {recorded}{also}", index + 1))
}

/// Nothing happens in the future, nor to items from elsewhere. (That time does not run backwards, replay sees.)
fn possible(events: &[Event], known: usize, elapsed: u64, assessment: &Assessment) -> Result<(), String> {
    for (index, event) in events.iter().enumerate().skip(known) {
        let number = index + 1;
        let item = match &event.action {
            Action::Answered { item, .. } | Action::Revised { item, .. } | Action::NotLearned { item } => Some(item),
            _ => None,
        };
        // Its name is not repeated: it is whatever was sent.
        if item.is_some_and(|item| assessment.bank().item(item).is_none()) {
            return Err(format!("event {number}: the item is not one of this bank"));
        }
        if event.at > elapsed.saturating_add(SLACK) {
            return Err(format!("event {number}: {event}, expected at most {elapsed} ms, which is now"));
        }
    }
    Ok(())
}

/// What replay says, without repeating what was sent in place of an option's name.
fn words(error: ReplayError) -> String {
    match error {
        ReplayError::Refused { event, error: session::Error::UnknownOption { item, .. } } => {
            format!("event {event}: item \"{item}\" has no such option")
        }
        other => other.to_string(),
    }
}

/// A browser tells everything that it has whenever it is heard. An event that it names as older than the last time it was heard, but did
/// not tell then, was made elsewhere or later: no proof of anything, and for the invigilator to know.
fn late(events: &[Event], known: usize, heard: u64) -> Option<String> {
    let first = events.get(known).filter(|event| event.at.saturating_add(SLACK) < heard)?;
    let minutes = (heard - first.at) / 60_000;
    Some(format!(
        "event {} came {minutes} minutes after the time it names, although the browser had been heard in between",
        known + 1
    ))
}

/// What is written beside new events.
struct Extra {
    at: i64,
    /// For the invigilator.
    remark: Option<String>,
    /// For the trail.
    deed: Option<Deed>,
}

async fn append(app: &App, attempt: &Attempt, entries: &[Entry], session: &Session, extra: Extra) -> Answer<()> {
    let known: usize = entries.iter().map(|entry| entry.events.len()).sum();
    let seq = entries.last().map_or(0, |entry| entry.seq) + 1;
    let request = Digest::of(session.log()).to_string();
    let entry = Entry { seq, request, events: session.log().events[known..].to_vec() };
    let standing = sealed::standing(attempt, session);
    let id = attempt.id.clone();
    let written = app.store.write(move |db| {
        Box::pin(async move {
            attempts::append(db, &id, &entry, &standing).await?;
            if let Some(remark) = &extra.remark {
                sittings::remark(db, &id, remark).await?;
            }
            if let Some(deed) = &extra.deed {
                trail::record(db, deed, extra.at).await?;
            }
            sittings::heard(db, &id, extra.at).await
        })
    });
    Ok(written.await?)
}

/// Keeps the log that is not taken, for whoever has to look into it, and hands the problem on.
async fn refuse(app: &App, attempt: &Attempt, log: Log, problem: Problem, at: i64) -> Problem {
    // What differs names items; it is kept with the log and shown to the invigilator, and is not for the server's own log.
    tracing::warn!(attempt = %attempt.id, "a log was refused");
    let (id, detail) = (attempt.id.clone(), problem.detail().to_owned());
    let stored = app.store.write(move |db| {
        Box::pin(async move {
            let text = serde_json::to_string(&log)?;
            sittings::refuse(db, &id, &Digest::of(&log).to_string(), &text, &detail, at).await
        })
    });
    match stored.await {
        Ok(()) => problem,
        // What cannot be kept has not been refused yet: it may be sent again.
        Err(error) => error.into(),
    }
}

/// Ends an attempt with what is on record, because its sitting is closed; `deed` where a member of staff does so.
///
/// # Errors
/// 409 where it is finished, or the sitting is open.
pub async fn hand_in(app: &Arc<App>, sitting: &Sitting, attempt: &Attempt, deed: Option<Deed>) -> Answer<()> {
    let conflict = |detail: &str| Problem::conflict("not-now", "This cannot be handed in now", detail);
    if sitting.state(now()) == SittingState::Open {
        return Err(conflict("the sitting is open; close it first"));
    }
    let slot = app.sessions.slot(&attempt.id);
    let held = slot.lock().await;
    let (mut session, entries) = sealed::replay(app, attempt).await?;
    let ends = u64::try_from(sitting.ends_at() - attempt.started_at).unwrap_or(0);
    let last = session.log().events.last().map_or(0, |event| event.at);
    session.close(ends.max(last)).map_err(|_| conflict("it is handed in already"))?;
    append(app, attempt, &entries, &session, Extra { at: now(), remark: None, deed }).await?;
    drop(held);
    if let Some(attempt) = app.store.attempt(&attempt.id).await? {
        drop(award::settle(app, &attempt).await);
    }
    Ok(())
}

/// An attempt that was left unfinished in a sitting that is over must not stand in the way of the next.
///
/// # Errors
/// As the store says.
pub async fn end_if_over(app: &Arc<App>, attempt: &Attempt) -> Answer<()> {
    let Some(id) = &attempt.sitting else { return Ok(()) };
    match app.store.sitting(id).await? {
        Some(sitting) if sitting.state(now()) != SittingState::Open => hand_in(app, &sitting, attempt, None).await,
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use engine::bank::ItemId;

    use super::*;

    fn handed_in(at: u64) -> Event {
        Event { at, action: Action::HandedIn }
    }

    fn answered(text: &str) -> Event {
        Event { at: 5, action: Action::Answered { item: ItemId::from("x"), answer: engine::Answer::Text(text.to_owned()) } }
    }

    #[test]
    fn names_the_first_contradiction() {
        assert_eq!(contradiction(&[answered("a"), handed_in(9)], &[answered("a")]), None);
        assert_eq!(contradiction(&[answered("a")], &[answered("a"), handed_in(9)]), None);
        let found = contradiction(&[answered("a"), handed_in(9)], &[answered("a"), handed_in(8)]).unwrap();
        assert_eq!(found, "event 2: the log says handed in at 8 ms, on record is handed in at 9 ms");
        let found = contradiction(&[answered("a")], &[answered("b")]).unwrap();
        assert!(found.ends_with("on record is answered \"x\" at 5 ms, with another answer"), "{found}");
    }

    #[test]
    fn repeats_no_words_that_were_sent() {
        let error = session::Error::UnknownOption { item: ItemId::from("x"), option: "my own words".to_owned() };
        let said = words(ReplayError::Refused { event: 3, error });
        assert_eq!(said, "event 3: item \"x\" has no such option");
    }

    #[test]
    fn tells_what_came_later_than_it_could_have() {
        let heard = 10 * SLACK;
        assert_eq!(late(&[handed_in(5), handed_in(heard)], 1, heard), None);
        assert_eq!(late(&[handed_in(5), handed_in(heard - SLACK)], 1, heard), None, "a clock may be off so far");
        let told = late(&[handed_in(5), handed_in(0)], 1, heard).unwrap();
        assert!(told.starts_with("event 2 came 20 minutes after"), "{told}");
        assert_eq!(late(&[handed_in(5)], 1, heard), None);
    }
}
