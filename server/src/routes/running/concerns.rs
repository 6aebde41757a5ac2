//! Reports and appeals, for those who decide them: somebody else than who decided or confirmed before.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::concern::{ConcernKind, ConcernRow, ConcernState, ConcernStep, Concerns, NewStep};
use api::staff::{Permission, TrailAction};
use axum::Json;
use axum::extract::{Path, State};

use super::words;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::request::{Body, Staff};
use crate::sealed;
use crate::store::concerns::{self, Concern};
use crate::store::trail::{self, Deed};

/// Concerns on the page at most.
const MOST: i64 = 500;

/// All of them: the undecided first, of these the oldest first.
pub async fn all(State(app): State<Arc<App>>, staff: Staff) -> Answer<Json<Concerns>> {
    let mut all = app.store.concerns(None, None, MOST).await?;
    let undecided = all.iter().filter(|concern| !concern.state().is_decided()).count();
    all[..undecided].reverse();
    let mut numbers = Numbers::default();
    let mut rows = Vec::with_capacity(all.len());
    for concern in all {
        rows.push(row(&app, concern, &staff, &mut numbers).await?);
    }
    Ok(Json(Concerns { concerns: rows }))
}

/// Goes a step on with one.
pub async fn step(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(new): Body<NewStep>,
) -> Answer<Json<ConcernRow>> {
    let missing = || Problem::not_found("there is nothing of this name");
    let concern = app.store.concerns(None, Some(&id), 1).await?.pop().ok_or_else(missing)?;
    if new.state == ConcernState::Open {
        return Err(Problem::invalid("state is open, expected looking, upheld or declined"));
    }
    let said = if new.state.is_decided() || !new.words.trim().is_empty() { words("words", &new.words)? } else { String::new() };
    if concern.state().is_decided() {
        return Err(Problem::conflict("decided", "This was decided already", "reload to see what was decided"));
    }
    if let Some(why) = refused(&app, &concern, &staff).await? {
        return Err(Problem::conflict("not-yours", "Somebody else has to decide this", why));
    }
    let kind = match concern.kind {
        ConcernKind::Report => "report",
        ConcernKind::Appeal => "appeal",
    };
    let state = match new.state {
        ConcernState::Open | ConcernState::Looking => "being looked at",
        ConcernState::Upheld => "upheld",
        ConcernState::Declined => "declined",
    };
    let learner = app.store.attempt(&concern.attempt).await?.map(|attempt| attempt.learner);
    let deed = Deed::new(&staff.id, TrailAction::ConcernStepped, learner.unwrap_or_else(|| id.clone()))
        .saying(format!("{kind} {state}"));
    let (seq, at, by, key) = (concern.steps.len() + 1, now(), staff.id.clone(), id.clone());
    app.store
        .write(move |db| {
            Box::pin(async move {
                concerns::step(db, &key, seq, &by, new.state, &said, at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    let concern = app.store.concerns(None, Some(&id), 1).await?.pop().ok_or_else(missing)?;
    row(&app, concern, &staff, &mut Numbers::default()).await.map(Json)
}

/// Why this person may not decide it, where they may not.
///
/// Whoever confirmed who sat, ran the sitting, corrected a key, decided about the badge or decided an earlier appeal has said their word: an appeal is a second look.
async fn refused(app: &App, concern: &Concern, staff: &Staff) -> Answer<Option<String>> {
    if !staff.may(Permission::DecideConcerns) {
        return Ok(Some("your roles let you read this, not decide it".to_owned()));
    }
    if concern.kind == ConcernKind::Report {
        return Ok(None);
    }
    if app.store.decided_attempt(&concern.attempt).await?.contains(&staff.id) {
        return Ok(Some(
            "you confirmed this attempt, ran its sitting, corrected a key that it is scored by or decided about its badge; somebody else \
             has to decide an appeal against it"
                .to_owned(),
        ));
    }
    let earlier = app.store.concerns(Some(&concern.attempt), None, 1000).await?;
    let decided_by_me = earlier.iter().any(|other| {
        other.id != concern.id
            && other.kind == ConcernKind::Appeal
            && other.steps.iter().any(|step| step.state.is_decided() && step.staff.as_deref() == Some(&staff.id))
    });
    Ok(decided_by_me
        .then(|| "you decided an earlier appeal against this attempt; somebody else has to decide this one".to_owned()))
}

/// The places of items in attempts, for those who may not see the bank's names.
type Numbers = BTreeMap<String, Vec<String>>;

async fn row(app: &App, concern: Concern, staff: &Staff, numbers: &mut Numbers) -> Answer<ConcernRow> {
    let refused = if concern.state().is_decided() { None } else { refused(app, &concern, staff).await? };
    let offer = app.catalogue().offer(&concern.micro_credential);
    let item = match &concern.item {
        Some(item) if staff.may(Permission::ReadQuestions) => Some(item.clone()),
        Some(item) => Some(number(app, &concern.attempt, item, numbers).await?),
        None => None,
    };
    Ok(ConcernRow {
        state: concern.state(),
        title: offer.map_or_else(|| concern.micro_credential.clone(), |offer| offer.terms.title.clone()),
        id: concern.id,
        kind: concern.kind,
        micro_credential: concern.micro_credential,
        attempt: concern.attempt,
        item,
        learner: concern.learner,
        words: concern.words,
        at: concern.made_at,
        steps: concern
            .steps
            .into_iter()
            .map(|step| ConcernStep { at: step.at, who: step.name.or(step.staff), state: step.state, words: step.words })
            .collect(),
        refused,
    })
}

/// "question 3": its place in the attempt.
async fn number(app: &App, attempt: &str, item: &str, numbers: &mut Numbers) -> Answer<String> {
    if !numbers.contains_key(attempt) {
        let items = match app.store.attempt(attempt).await? {
            Some(found) => {
                let (session, _) = sealed::replay(app, &found).await?;
                let bank = session.assessment().bank();
                session.given_items().into_iter().map(|place| bank.items()[place].id.to_string()).collect()
            }
            None => Vec::new(),
        };
        numbers.insert(attempt.to_owned(), items);
    }
    let place = numbers.get(attempt).and_then(|items| items.iter().position(|id| id == item));
    Ok(place.map_or_else(|| "a question".to_owned(), |place| format!("question {}", place + 1)))
}
