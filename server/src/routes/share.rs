//! A public page for a badge, while its learner wants one.

use std::sync::Arc;

use api::attempt::{ShareRequest, Shared, SharedCredential};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use credential::Time;
use engine::bank::file::BankFile;

use super::attempt::{document, own};
use super::catalogue::{outcome_texts, specimen_note};
use crate::app::App;
use crate::catalogue::outcomes;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::limits;
use crate::request::{Body, Learner, Source};
use crate::store::attempts::Attempt;
use crate::store::badges::{self, Share};
use crate::{sealed, secret};

/// The page's address; the token is in the fragment, which no server's log ever sees.
pub fn address(app: &App, token: &str) -> String {
    app.public.join(&format!("/shared#{token}"))
}

/// Makes the page, or changes what it shows.
pub async fn put(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(request): Body<ShareRequest>,
) -> Answer<Json<Shared>> {
    let attempt = own(&app, &learner, &id).await?;
    if app.store.badge(&attempt.id).await?.is_none() {
        return Err(Problem::conflict("no-badge", "There is no badge to share", "it can be shared once it is issued"));
    }
    let share = Share { attempt: attempt.id, token: secret::token(), show_name: request.show_name };
    let at = now();
    let share = app.store.write(move |db| Box::pin(async move { badges::put_share(db, &share, at).await })).await?;
    Ok(Json(Shared { url: address(&app, &share.token), show_name: share.show_name }))
}

/// Withdraws the page; its link opens nothing any more.
pub async fn withdraw(State(app): State<Arc<App>>, Learner(learner): Learner, Path(id): Path<String>) -> Answer<StatusCode> {
    let attempt = own(&app, &learner, &id).await?;
    app.store.write(move |db| Box::pin(async move { badges::delete_share(db, &attempt.id).await })).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the page shows.
pub async fn shared(
    State(app): State<Arc<App>>,
    Source(source): Source,
    Path(token): Path<String>,
) -> Answer<Json<SharedCredential>> {
    let (share, attempt) = find(&app, &source, &token).await?;
    let terms = sealed::terms(&app, &attempt).await?;
    let lost = || Problem::internal(format!("attempt {}: its records are missing", attempt.id));
    let (bank, _) = app.store.assessment(&attempt.assessment).await?.ok_or_else(lost)?;
    let bank: BankFile = serde_json::from_str(&bank).map_err(Problem::internal)?;
    let institution = app.store.institution().await?.ok_or_else(lost)?;
    let name = if share.show_name { app.store.person(&attempt.learner).await?.map(|person| person.name) } else { None };
    let awarded = Time::from_unix_ms(attempt.finished_at.unwrap_or_default()).map_err(Problem::internal)?;
    Ok(Json(SharedCredential {
        title: terms.title.clone(),
        awarding_body: institution.name,
        name,
        awarded_on: awarded.date(),
        outcomes: outcome_texts(outcomes(&terms, &bank)),
        specimen_note: specimen_note(&terms),
    }))
}

/// The signed credential behind a share link.
pub async fn credential(State(app): State<Arc<App>>, Source(source): Source, Path(token): Path<String>) -> Answer<Response> {
    let (_, attempt) = find(&app, &source, &token).await?;
    document(&app, &attempt).await
}

async fn find(app: &App, source: &str, token: &str) -> Answer<(Share, Attempt)> {
    limits::LINK.check(app, source).await?;
    let Some(share) = app.store.share_by_token(token).await? else {
        limits::LINK.fail(app, source).await?;
        return Err(Problem::not_found("nothing is shared under this link, or no longer"));
    };
    let missing = || Problem::internal("a share without its attempt");
    let attempt = app.store.attempt(&share.attempt).await?.ok_or_else(missing)?;
    Ok((share, attempt))
}
