//! Credentials as those who award see them: revoked, suspended, signed again, given by hand; and the keys that sign.

use std::sync::Arc;

use api::credential::{
    ChangeName, ChangeStatus, CredentialRow, CredentialState, Credentials, DecideHandAward, HandAward, HandLearner, HandOffer,
    KeyRing, NewHandAward, Reissue, StatusCode as Code,
};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::running::words;
use super::values;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::issuing::again::{Asked, reissue, rename, replaced};
use crate::issuing::{by_hand, keys};
use crate::request::{Body, Staff};
use crate::store::credentials::{self, Credential, NewStatus};
use crate::store::trail::{self, Deed};

/// Lines of a list at most.
const MOST: i64 = 1000;

/// Credentials and what waits.
pub async fn all(State(app): State<Arc<App>>, staff: Staff) -> Answer<Json<Credentials>> {
    let mut rows = Vec::new();
    for held in app.store.credentials(MOST).await? {
        rows.push(row(&app, held).await?);
    }
    let learners = app.store.learners(MOST).await?;
    let learners = learners.into_iter().map(|(id, name, email)| HandLearner { id, name: format!("{name} ({email})") });
    let offers = app.catalogue();
    let offers = offers.offers().iter().map(|offer| HandOffer { id: offer.terms.id.clone(), title: offer.terms.title.clone() });
    Ok(Json(Credentials {
        credentials: rows,
        by_hand: hand_awards(&app, &staff.id).await?,
        learners: learners.collect(),
        offers: offers.collect(),
    }))
}

/// One.
pub async fn one(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<CredentialRow>> {
    let held = find(&app, &id).await?;
    row(&app, held).await.map(Json)
}

/// Revokes it, suspends it, or lifts a suspension.
pub async fn status(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(change): Body<ChangeStatus>,
) -> Answer<Json<CredentialRow>> {
    let held = find(&app, &id).await?;
    let reason = words("reason", &change.reason)?;
    let codes = Code::for_state(change.state);
    if !codes.contains(&change.code) {
        let expected: Vec<_> = codes.iter().map(|code| code.as_str()).collect();
        return Err(Problem::invalid(format!("code is {}, expected one of {}", change.code.as_str(), expected.join(", "))));
    }
    if held.replaced_by.is_some() {
        return Err(replaced());
    }
    let action = match change.state {
        CredentialState::Revoked => TrailAction::CredentialRevoked,
        CredentialState::Suspended => TrailAction::CredentialSuspended,
        CredentialState::Active => TrailAction::SuspensionLifted,
    };
    // The reason may tell of the person: the trail has the code.
    let deed = Deed::new(&staff.id, action, &held.learner).saying(format!("{}: {}", held.title, change.code.as_str()));
    let new =
        NewStatus { credential: held.id.clone(), state: change.state, code: change.code, reason, staff: Some(staff.id.clone()) };
    let at = now();
    let changed = app.store.write(move |db| {
        Box::pin(async move {
            let changed = credentials::put_status(db, &new, at).await?;
            if changed {
                trail::record(db, &deed, at).await?;
            }
            Ok(changed)
        })
    });
    if !changed.await? {
        let detail = format!("it is {}; what is revoked stays so", find(&app, &id).await?.state.as_str());
        return Err(Problem::conflict("status", "Its status cannot become that", detail));
    }
    row(&app, find(&app, &id).await?).await.map(Json)
}

/// Signs it again, as things are now.
pub async fn again(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(asked): Body<Reissue>,
) -> Answer<Json<CredentialRow>> {
    let held = find(&app, &id).await?;
    let reason = words("reason", &asked.reason)?;
    let deed = Deed::new(&staff.id, TrailAction::CredentialReissued, &held.learner).saying(held.title.clone());
    let new = reissue(&app, &held, held.says, Asked { staff: Some(staff.id), reason, deeds: vec![deed] }).await?;
    row(&app, new).await.map(Json)
}

/// Gives a learner another name; what says the former one is signed again.
pub async fn name(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(change): Body<ChangeName>,
) -> Answer<Json<Vec<CredentialRow>>> {
    let name = values::text("name", &change.name, 200)?;
    if !app.store.learners(i64::MAX).await?.iter().any(|(learner, ..)| *learner == id) {
        return Err(Problem::not_found("there is no learner of this name"));
    }
    let mut rows = Vec::new();
    for new in rename(&app, &id, name, None, &staff.id).await? {
        rows.push(row(&app, new).await?);
    }
    Ok(Json(rows))
}

/// Proposes to give one by hand.
pub async fn propose(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(new): Body<NewHandAward>,
) -> Answer<(StatusCode, Json<HandAward>)> {
    let evidence = words("evidence", &new.evidence)?;
    let id = by_hand::propose(&app, &new, evidence, &staff.id).await?;
    Ok((StatusCode::CREATED, Json(hand_award(&app, &staff.id, &id).await?)))
}

/// Signs it off, or refuses it.
pub async fn decide(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(decision): Body<DecideHandAward>,
) -> Answer<Json<HandAward>> {
    let note = if decision.note.trim().is_empty() { String::new() } else { words("note", &decision.note)? };
    by_hand::decide(&app, &id, decision.sign, note, &staff.id).await?;
    hand_award(&app, &staff.id, &id).await.map(Json)
}

/// The keys.
pub async fn keys(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<KeyRing>> {
    keys::tell(&app).await.map(Json)
}

/// Makes a new one.
pub async fn rotate(State(app): State<Arc<App>>, staff: Staff) -> Answer<Json<KeyRing>> {
    keys::rotate(&app, &staff.id).await?;
    keys::tell(&app).await.map(Json)
}

/// Says that one was stolen.
pub async fn withdraw(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<KeyRing>> {
    keys::withdraw(&app, &id, &staff.id).await?;
    keys::tell(&app).await.map(Json)
}

async fn find(app: &App, id: &str) -> Answer<Credential> {
    app.store.credential(id).await?.ok_or_else(|| Problem::not_found("there is no credential of this name"))
}

async fn row(app: &App, held: Credential) -> Answer<CredentialRow> {
    let name = app.store.person(&held.learner).await?.map(|person| person.name).unwrap_or_default();
    let listed = app.store.place(&held.id).await?.is_some();
    Ok(CredentialRow {
        steps: app.store.credential_steps(&held.id).await?,
        id: held.id,
        learner: held.learner,
        name,
        title: held.title,
        source: held.source,
        awarded_at: held.awarded_at,
        issued_at: held.issued_at,
        state: held.state,
        listed,
        replaced: held.replaced_by.is_some(),
        replaced_by: held.replaced_by,
    })
}

async fn hand_awards(app: &App, asker: &str) -> Answer<Vec<HandAward>> {
    let mut all = app.store.hand_awards(asker, MOST).await?;
    for award in &mut all {
        // The records know its id.
        if let Some(offer) = app.catalogue().offer(&award.title) {
            award.title.clone_from(&offer.terms.title);
        }
    }
    Ok(all)
}

async fn hand_award(app: &App, asker: &str, id: &str) -> Answer<HandAward> {
    let missing = || Problem::not_found("nothing was proposed under this name");
    hand_awards(app, asker).await?.into_iter().find(|award| award.id == id).ok_or_else(missing)
}
