//! Sealed sessions: items, keys, parameters and the engine's session stay here; a block of opaque items goes out at a time.
//!
//! A session is its log on disk. What is in memory is only a replay of it, dropped and made again at any time.

mod names;
mod retake;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use api::attempt::{ActionRequest, AttemptState, AttemptView, BlockView, EventRequest, Progress};
use api::present::item_view;
use engine::blueprint::Delivery;
use engine::{Action, Assessment, Digest, Event, Given, Seed, Session, Started, Step, StopReason, Verdict, session};
use interchange::native::MicroCredentialFile;

pub use names::Opaque;
pub use retake::{Retake, retake};

use crate::app::App;
use crate::catalogue::{Catalogue, Form};
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::store::attempts::{self, Attempt, Entry, Finish, Standing};
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

/// What became of an event.
#[derive(Debug)]
pub enum Acted {
    /// It is on disk, now or since an earlier try.
    Stored(AttemptView),
    /// Its sequence number is not the next one.
    Stale(AttemptView),
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

/// Keeps what sessions of these assessments will need to be replayed, whatever becomes of the banks. Pictures of practice
/// items are not among it: no replay needs them.
///
/// # Errors
/// As the store says.
pub async fn keep_assessments(store: &store::Store, catalogue: &Catalogue) -> Result<(), store::Error> {
    for offer in catalogue.offers() {
        let terms = serde_json::to_string(&offer.terms)?;
        store.write(move |db| Box::pin(async move { attempts::insert_terms(db, &terms_digest(&terms), &terms).await })).await?;
        for Form { assessment, bank, blueprint, media } in offer.practice.iter().chain([&offer.award]) {
            let digest = assessment.digest().to_string();
            let (bank, json) = (serde_json::to_string(bank)?, serde_json::to_string(blueprint)?);
            let media = if blueprint.delivery == Delivery::Sealed { media.clone() } else { BTreeMap::new() };
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

fn terms_digest(json: &str) -> String {
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
    if let Some(form) = app.catalogue.form(digest) {
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

/// The session that a stored log tells of, and its entries.
pub async fn replay(app: &App, attempt: &Attempt) -> Answer<(Session, Vec<Entry>)> {
    let entries = app.store.entries(&attempt.id).await?;
    let assessment = assessment(app, attempt.started.assessment).await?;
    let log = attempts::log(attempt, &entries);
    let session = tokio::task::spawn_blocking(move || Session::replay(assessment, &log));
    let session = session.await.map_err(Problem::internal)?;
    let session = session.map_err(|error| Problem::internal(format!("attempt {}: {error}", attempt.id)))?;
    Ok((session, entries))
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
                terms: terms_digest(&serde_json::to_string(&offer.terms).map_err(Problem::internal)?),
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

/// An attempt as its learner sees it.
pub async fn view(app: &App, attempt: &Attempt) -> Answer<AttemptView> {
    let slot = app.sessions.slot(&attempt.id);
    let mut slot = slot.lock().await;
    Ok(show(attempt, open(app, attempt, &mut slot).await?))
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
        let id = attempt.id.clone();
        let stored = app.store.write(move |db| Box::pin(async move { attempts::append(db, &id, &entry, &standing).await }));
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
            let unknown = |option: String| Problem::invalid(format!("item {} has no option {option}", names_item(&names, &item)));
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

fn names_item(names: &Opaque<'_>, item: &engine::bank::Item) -> String {
    use api::present::Names;
    names.item(item)
}

fn find<'a>(session: &'a Session, names: &Opaque<'_>, name: &str) -> Answer<&'a engine::bank::Item> {
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
        | Error::UnknownExposure(_)
        | Error::TooFewLeft { .. }
        | Error::TimeRunsBackwards { .. } => Problem::internal(error),
    }
}

fn standing(attempt: &Attempt, session: &Session) -> Standing {
    let finished = matches!(session.step(), Step::Finished(_)).then(|| {
        let outcome = session.outcome();
        Finish { at: now().max(attempt.started_at), verdict: outcome.verdict, mastery: outcome.mastery, log: outcome.log }
    });
    Standing { items: session.progress().done, paused: session.is_paused(), finished }
}

fn show(attempt: &Attempt, live: &Live) -> AttemptView {
    let Live { session, next, title } = live;
    let assessment = session.assessment();
    let names = Opaque { attempt: &attempt.id, secret: &attempt.names };
    let (state, block) = match session.step() {
        Step::Finished(_) => (AttemptState::Finished, None),
        Step::Present(_) if session.is_paused() => (AttemptState::Paused, None),
        Step::Present(block) => {
            let items = block.items().iter().filter_map(|id| {
                let item = assessment.bank().item(id)?;
                let (answer, not_learned) = match session.given(id) {
                    Some(Given::Answer(answer)) => (Some(answer), false),
                    Some(Given::NotLearned) => (None, true),
                    None => (None, false),
                };
                Some(item_view(item, &session.log().started.seed, answer, not_learned, &names))
            });
            (AttemptState::Running, Some(BlockView { number: block.number(), items: items.collect() }))
        }
    };
    let progress = session.progress();
    let elapsed = u64::try_from(now() - attempt.started_at).unwrap_or(0);
    AttemptView {
        id: attempt.id.clone(),
        title: title.clone(),
        lang: assessment.bank().lang().to_owned(),
        seq: *next,
        state,
        block,
        progress: Progress { done: progress.done, minimum: progress.minimum, maximum: progress.maximum },
        time_left: session.time_left(elapsed),
    }
}

/// A picture of the block that is being shown, by its opaque name.
pub async fn media(app: &App, attempt: &Attempt, name: &str) -> Answer<(String, Vec<u8>)> {
    let missing = || Problem::not_found("the block that is shown has no such picture");
    let slot = app.sessions.slot(&attempt.id);
    let mut slot = slot.lock().await;
    let live = open(app, attempt, &mut slot).await?;
    let Step::Present(block) = live.session.step() else { return Err(missing()) };
    if live.session.is_paused() {
        return Err(missing());
    }
    let names = Opaque { attempt: &attempt.id, secret: &attempt.names };
    let assessment = live.session.assessment();
    let picture = names.find_picture(assessment, block, name).ok_or_else(missing)?.to_owned();
    if let Some(media) = app.catalogue.form(assessment.digest()).and_then(|form| form.media.get(&picture)) {
        return Ok((media.mime.to_owned(), media.bytes.clone()));
    }
    app.store.media(&attempt.assessment, &picture).await?.ok_or_else(missing)
}

/// Whether an attempt earned its badge.
pub fn is_achieved(attempt: &Attempt) -> bool {
    attempt.finished_at.is_some() && attempt.verdict == Some(Verdict::Achieved)
}

/// The log up to the block that was on the screen when the learner stopped, to see what was in it.
fn before_the_end(events: &[Event]) -> &[Event] {
    match events.split_last() {
        Some((last, before))
            if matches!(last.action, Action::Stopped { reason: StopReason::EndedByLearner | StopReason::TimeUp }) =>
        {
            before
        }
        _ => events,
    }
}
