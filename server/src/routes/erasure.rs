//! What is kept of a learner, for them, and its erasure when they ask for it.

use std::sync::Arc;

use api::wallet::{ErasureAnswer, Kept, KeptKind, Obliged};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::wallet::valid_until;
use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::Answer;
use crate::request::Learner;
use crate::store::erasure::{self, LONGEST_WAIT_DAYS};
use crate::store::retention::{ADDRESS_DAYS, UNFINISHED_DAYS};
use crate::{award, sealed};

/// Learners' browsers stay signed in for so long.
const SIGN_IN_DAYS: u32 = 30;

/// Everything that is kept, for how long, and what an erasure would leave.
pub async fn kept(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<Json<Kept>> {
    let at = now();
    let mut items = app.store.kept(&learner, at).await?;
    let promised = |id: &String| app.catalogue().offer(id).map_or(UNFINISHED_DAYS, |offer| offer.terms.retention.unfinished_days);
    let unfinished = app.store.unfinished(&learner).await?.iter().map(promised).max();
    for item in &mut items {
        item.days = match item.kind {
            KeptKind::Unfinished => unfinished,
            KeptKind::SignIns => Some(SIGN_IN_DAYS),
            _ => None,
        };
    }
    let address_days = app.catalogue().offers().iter().map(|offer| offer.terms.retention.address_days).min();
    let stays = app.store.awards(&learner).await?.into_iter().map(|award| Obliged {
        until: valid_until(&award.document),
        title: award.title,
        file_goes: award.names,
    });
    let mut lost = Vec::new();
    for id in app.store.unsigned(&learner).await? {
        if let Some(attempt) = app.store.attempt(&id).await? {
            // What is due is signed now rather than lost.
            if !award::settle(&app, &attempt).await?.is_signed() {
                lost.push(sealed::terms(&app, &attempt).await?.title);
            }
        }
    }
    let asked_at = app.store.erasure_asked_at(&learner).await?;
    Ok(Json(Kept {
        items,
        address_days: address_days.unwrap_or(ADDRESS_DAYS),
        asked_at,
        done_by: asked_at.unwrap_or(at) + LONGEST_WAIT_DAYS * DAY,
        against: app.store.against_erasure(&learner).await?,
        stays: stays.collect(),
        lost,
    }))
}

/// Asks for erasure. It is done at once where nothing stands against it, and otherwise by itself as soon as nothing does.
pub async fn ask(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<Json<ErasureAnswer>> {
    let (id, at) = (learner.clone(), now());
    let done = app.store.write(move |db| Box::pin(async move { erasure::ask(db, &id, at).await })).await?;
    if done {
        app.store.let_go().await;
        // Every session of theirs is gone; the cookie that a browser still holds names none.
        tracing::info!(%learner, "a learner was erased, as they asked");
    }
    Ok(Json(ErasureAnswer { done }))
}

/// Takes the wish back while it waits.
pub async fn take_back(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<StatusCode> {
    app.store.write(move |db| Box::pin(async move { erasure::take_back(db, &learner).await })).await?;
    Ok(StatusCode::NO_CONTENT)
}
