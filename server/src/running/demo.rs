//! Simulated learners for a fresh install: their attempts go through the real session loop, so that every page shows what it will show.
//!
//! They are in a cohort that is marked, called "Demo …" at example.org, never awarded anything, and removed with all that they did.

use std::sync::Arc;

use api::concern::ConcernKind;
use api::staff::TrailAction;
use engine::bank::Item;
use engine::seed::Stream;
use engine::{Action, Assessment, Digest, Event, Score, Seed, Session, Started, Step};

use super::demo_answer::wrong;
use crate::catalogue::{Catalogue, Offer};
use crate::clock::DAY;
use crate::secret;
use crate::store::attempts::{self, Attempt, Entry, Finish, Standing};
use crate::store::cohorts::{self, Cohort};
use crate::store::concerns::{self, Concern};
use crate::store::people::{self, Person, Seat};
use crate::store::trail::{self, Deed};
use crate::store::{Error, Store};

/// How many.
pub const LEARNERS: usize = 30;

/// Minutes for an attempt: more than any of them needs.
const MINUTES: u32 = 240;

const NAMES: [&str; LEARNERS] = [
    "Ana", "Ben", "Chiara", "Daniel", "Emi", "Farid", "Grace", "Hemi", "Ines", "Jonas", "Kaia", "Leo", "Mina", "Nikau", "Olga",
    "Pedro", "Quinn", "Rosa", "Sami", "Tane", "Uma", "Viktor", "Wai", "Xenia", "Yusuf", "Zoe", "Aroha", "Bruno", "Cleo", "Dev",
];

/// Why there are no simulated learners.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// They are there already.
    #[error("simulated learners are here already; remove them first")]
    Here,
    /// There is nothing to sit.
    #[error("nothing is offered here that they could sit")]
    Nothing,
    /// A session did not go as it must.
    #[error("a simulated session did not go on: {0}")]
    Session(String),
    /// The records say no.
    #[error(transparent)]
    Store(#[from] Error),
}

/// One learner, made and not stored.
struct Made {
    seat: Seat,
    person: Person,
    extra_time: f64,
    attempt: Option<(Attempt, Vec<Entry>, Standing)>,
}

/// Makes them, in one transaction. `staff` asked for it, or the command line. A specimen is preferred.
///
/// # Errors
/// Each [`Refused`].
pub async fn make(store: &Store, catalogue: &Catalogue, staff: Option<&str>, now: i64) -> Result<usize, Refused> {
    if store.cohorts(None).await?.iter().any(|(cohort, _)| cohort.demo) {
        return Err(Refused::Here);
    }
    let offers = catalogue.offers();
    let offer = offers.iter().find(|offer| offer.terms.specimen).or_else(|| offers.first()).cloned().ok_or(Refused::Nothing)?;
    let (title, terms) = (offer.terms.title.clone(), serde_json::to_string(&offer.terms).map_err(Error::from)?);
    let terms = Digest::of_bytes(terms.as_bytes()).to_string();
    let cohort = Cohort {
        id: secret::id(),
        name: "Demo cohort".to_owned(),
        micro_credential: offer.terms.id.clone(),
        opens_at: now - 14 * DAY,
        closes_at: now + 14 * DAY,
        attempts: None,
        minutes: Some(MINUTES),
        demo: true,
    };
    let seed = Seed::new(secret::random());
    let made = tokio::task::spawn_blocking(move || {
        (0..LEARNERS).map(|number| learner(&offer, &terms, &seed, number, now)).collect::<Result<Vec<_>, _>>()
    });
    let made = made.await.map_err(|error| Refused::Session(error.to_string()))??;
    let concerns = concerns(&made, &cohort.micro_credential, now);
    let deed = Deed {
        staff: staff.map(str::to_owned),
        action: TrailAction::DemoMade,
        subject: title,
        detail: format!("{LEARNERS} learners"),
    };
    let staff = staff.map(str::to_owned);
    store
        .write(move |db| {
            Box::pin(async move {
                cohorts::insert(db, &cohort, staff.as_deref(), now).await?;
                for Made { seat, person, extra_time, attempt } in &made {
                    people::insert_learner(db, &seat.learner, person, None, now - 14 * DAY).await?;
                    people::insert_seat(db, seat, None, true, now - 14 * DAY).await?;
                    cohorts::join(db, &cohort.id, &seat.id, *extra_time, now - 14 * DAY).await?;
                    if let Some((attempt, entries, standing)) = attempt {
                        attempts::insert(db, attempt).await?;
                        for (place, entry) in entries.iter().enumerate() {
                            let last = place + 1 == entries.len();
                            let on_the_way = Standing { items: standing.items, paused: false, finished: None };
                            attempts::append(db, &attempt.id, entry, if last { standing } else { &on_the_way }).await?;
                        }
                    }
                }
                for concern in &concerns {
                    concerns::insert(db, concern).await?;
                }
                trail::record(db, &deed, now).await
            })
        })
        .await?;
    Ok(LEARNERS)
}

/// Removes them; how many that were.
///
/// # Errors
/// As the store says.
pub async fn remove(store: &Store, staff: Option<&str>, now: i64) -> Result<u64, Error> {
    let staff = staff.map(str::to_owned);
    store
        .write(move |db| {
            Box::pin(async move {
                let gone = cohorts::remove_demo(db, now).await?;
                if gone > 0 {
                    let (subject, detail) = ("Demo cohort".to_owned(), format!("{gone} learners"));
                    trail::record(db, &Deed { staff, action: TrailAction::DemoRemoved, subject, detail }, now).await?;
                }
                Ok(gone)
            })
        })
        .await
}

/// How a learner goes about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Thinks, answers, hands in.
    Earnest,
    /// Answers without reading.
    Hasty,
    /// Knows hard things and misses easy ones.
    Uneven,
}

fn learner(offer: &Arc<Offer>, terms: &str, seed: &Seed, number: usize, now: i64) -> Result<Made, Refused> {
    let mut stream = seed.stream(number as u64);
    let (learner, seat) = (secret::id(), secret::id());
    let person = Person { name: format!("Demo {}", NAMES[number]), email: format!("demo-{:02}@example.org", number + 1) };
    let seat = Seat { id: seat, learner, micro_credential: offer.terms.id.clone() };
    let extra_time = if number == 4 { 1.5 } else { 1.0 };
    // The last have not begun; two before them are at it, one of whom has not been heard of for hours.
    if number >= LEARNERS - 2 {
        return Ok(Made { seat, person, extra_time, attempt: None });
    }
    let unfinished = number >= LEARNERS - 4;
    let started_at = match number {
        26 => now - 3 * 3_600_000,
        27 => now - 6 * 60_000,
        // Over the two weeks before, by day rather than by night.
        _ => now - DAY - i64::from(stream.below(12)) * DAY - i64::from(stream.below(9 * 60)) * 60_000,
    };
    let manner = match number {
        7 => Manner::Hasty,
        13 => Manner::Uneven,
        _ => Manner::Earnest,
    };
    let assessment = &offer.award.assessment;
    let ability = assessment.blueprint().standard.cut.value() + 0.3 + stream.normal();
    let allowance = (f64::from(MINUTES) * 60_000.0 * extra_time) as u64;
    let started = Started { time_allowance: Some(allowance), ..Started::new(assessment.digest(), Seed::new(secret::random())) };
    let mut attempt = Attempt {
        id: secret::id(),
        seat: seat.id.clone(),
        learner: seat.learner.clone(),
        micro_credential: seat.micro_credential.clone(),
        assessment: assessment.digest().to_string(),
        terms: terms.to_owned(),
        started: started.clone(),
        names: secret::token(),
        started_at,
        paused: false,
        finished_at: None,
        verdict: None,
        confirmed_at: None,
        sitting: None,
        heard_at: None,
    };
    // Whoever is at it has handed in a set, unless the test could end with it, and answered a question of the next.
    let blueprint = assessment.blueprint();
    let blocks = match unfinished {
        true if blueprint.length.minimum > blueprint.block => 1,
        true => 0,
        false => usize::MAX,
    };
    let entries = sit(assessment, started, ability, manner, blocks, &mut stream).map_err(Refused::Session)?;
    let (session, entries) = entries;
    let last = session.log().events.last().map_or(0, |event| event.at);
    let at = started_at + i64::try_from(last).unwrap_or_default();
    let finished = matches!(session.step(), Step::Finished(_)).then(|| {
        let outcome = session.outcome();
        Finish { at, verdict: outcome.verdict, mastery: outcome.mastery, log: outcome.log }
    });
    attempt.finished_at = finished.as_ref().map(|finish| finish.at);
    let standing = Standing { items: session.progress().done, paused: false, finished };
    Ok(Made { seat, person, extra_time, attempt: Some((attempt, entries, standing)) })
}

/// Sits so many blocks and the first question of the next, or to the end.
fn sit(
    assessment: &Arc<Assessment>,
    started: Started,
    ability: f64,
    manner: Manner,
    blocks: usize,
    stream: &mut Stream,
) -> Result<(Session, Vec<Entry>), String> {
    let mut session = Session::start(Arc::clone(assessment), started).map_err(|error| error.to_string())?;
    let (mut entries, mut at, mut done) = (Vec::new(), 0, 0);
    while let Step::Present(block) = session.step().clone() {
        let leaves = done == blocks;
        done += 1;
        for id in block.items().iter().take(if leaves { 1 } else { usize::MAX }) {
            let Some(item) = assessment.bank().item(id) else { continue };
            at += seconds(manner, stream);
            let before = session.log().events.len();
            let knows = knows(item, ability, manner, stream);
            if manner == Manner::Earnest && !knows && stream.uniform() < 0.12 {
                session.not_learned(id, at).map_err(|error| error.to_string())?;
            } else {
                let given = if knows { item.answer_worth(true) } else { wrong(item, stream) };
                session.answer(id, given, at).map_err(|error| error.to_string())?;
            }
            entries.push(entry(&session, before, entries.len()));
        }
        if leaves {
            break;
        }
        at += 2_000 + u64::from(stream.below(4_000));
        let before = session.log().events.len();
        session.hand_in(at).map_err(|error| error.to_string())?;
        entries.push(entry(&session, before, entries.len()));
    }
    Ok((session, entries))
}

fn entry(session: &Session, before: usize, place: usize) -> Entry {
    let events: Vec<Event> = session.log().events[before..].to_vec();
    let action: Vec<&Action> = events.iter().map(|event| &event.action).collect();
    Entry { seq: place as u64 + 1, request: Digest::of(&action).to_string(), events }
}

/// Milliseconds for an item: about half a minute, seldom two.
fn seconds(manner: Manner, stream: &mut Stream) -> u64 {
    match manner {
        Manner::Hasty => 900 + u64::from(stream.below(1_600)),
        _ => (28_000.0 * engine::math::exp(0.55 * stream.normal())).clamp(4_000.0, 240_000.0) as u64,
    }
}

fn knows(item: &Item, ability: f64, manner: Manner, stream: &mut Stream) -> bool {
    let theta = match manner {
        Manner::Earnest => ability,
        // Whoever does not read knows nothing, but for luck.
        Manner::Hasty => -6.0,
        Manner::Uneven => item.model.difficulty() + 1.5 * (item.model.difficulty() - ability).signum(),
    };
    let top = Score::new(u8::try_from(item.model.categories() - 1).unwrap_or(u8::MAX));
    stream.uniform() < item.model.probability(engine::Theta::new(theta).unwrap_or(engine::Theta::ZERO), top)
}

/// A report and an appeal, so that there is something to decide.
fn concerns(made: &[Made], micro_credential: &str, now: i64) -> Vec<Concern> {
    let finished: Vec<(&Attempt, &Vec<Entry>)> = made
        .iter()
        .filter_map(|made| made.attempt.as_ref())
        .filter(|(attempt, ..)| attempt.finished_at.is_some())
        .map(|(attempt, entries, _)| (attempt, entries))
        .collect();
    let first_item = |entries: &[Entry]| {
        entries.iter().flat_map(|entry| &entry.events).find_map(|event| match &event.action {
            Action::Answered { item, .. } | Action::NotLearned { item } => Some(item.to_string()),
            _ => None,
        })
    };
    let concern = |kind, (attempt, entries): &(&Attempt, &Vec<Entry>), words: &str, days: i64| Concern {
        id: secret::id(),
        kind,
        micro_credential: micro_credential.to_owned(),
        attempt: attempt.id.clone(),
        item: if kind == ConcernKind::Report { first_item(entries) } else { None },
        words: words.to_owned(),
        made_at: now - days * DAY / 2,
        learner: String::new(),
        steps: Vec::new(),
    };
    let mut all = Vec::new();
    if let [first, .., last] = finished[..] {
        all.push(concern(
            ConcernKind::Report,
            &first,
            "Demo: I think that this question can be read in two ways. Which one is meant?",
            2,
        ));
        all.push(concern(ConcernKind::Appeal, &last, "Demo: my screen froze during the second block, and I had to guess.", 1));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_every_learner_another_name() {
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), LEARNERS);
    }
}
