//! Decision trails, item statistics, corrected keys.

use std::sync::Arc;

use api::decision_trail::AttemptTrail;
use api::statistics::{BadgeDecision, Correction, Corrections, NewCorrection, Statistics};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::{offer, words};
use crate::app::App;
use crate::error::{Answer, Problem};
use crate::request::{Body, Staff};
use crate::running::{correction, statistics, trail};

/// How an attempt came to its verdict.
pub async fn trail(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<AttemptTrail>> {
    let missing = || Problem::not_found("there is no attempt of this name");
    let attempt = app.store.attempt(&id).await?.ok_or_else(missing)?;
    trail::of(&app, &attempt, &staff).await.map(Json)
}

/// What answers say of the items.
pub async fn statistics(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<Statistics>> {
    statistics::of(&app, &offer(&app, &id)?).await.map(Json)
}

/// Corrections of keys.
pub async fn corrections(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<Corrections>> {
    correction::all(&app, &*offer(&app, &id)?).await.map(Json)
}

/// Proposes one; nothing changes by it.
pub async fn propose(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(new): Body<NewCorrection>,
) -> Answer<(StatusCode, Json<Correction>)> {
    let offer = offer(&app, &id)?;
    let reason = words("reason", &new.reason)?;
    let told = correction::propose(&app, &offer, &staff.id, &new, reason).await?;
    Ok((StatusCode::CREATED, Json(told)))
}

/// Applies one.
pub async fn apply(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<Correction>> {
    correction::apply(&app, &id, &staff.id).await.map(Json)
}

/// Drops one.
pub async fn drop_proposal(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<Correction>> {
    correction::drop_proposal(&app, &id, &staff.id).await.map(Json)
}

/// Decides what becomes of one learner's badge.
pub async fn decide_badge(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((id, attempt)): Path<(String, String)>,
    Body(decision): Body<BadgeDecision>,
) -> Answer<Json<Correction>> {
    let decision = BadgeDecision { reason: words("reason", &decision.reason)?, ..decision };
    correction::decide_badge(&app, &id, &attempt, &staff.id, decision).await.map(Json)
}
