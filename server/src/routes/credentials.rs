//! A learner's own credentials: what they are, files of them, what they say, and whether they are shared.

use std::sync::Arc;

use api::attempt::{ShareRequest, Shared};
use api::credential::{CredentialSource, CredentialState, MyCredential, Says};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::attempt::{file_headers, file_name};
use super::share;
use crate::app::App;
use crate::error::{Answer, Problem};
use crate::issuing::again::{Asked, reissue};
use crate::issuing::files;
use crate::limits;
use crate::request::{Body, Learner};
use crate::store::credentials::Credential;

/// The learner's own credential; another's is not found.
///
/// # Errors
/// 404; as the store says.
pub async fn own(app: &App, learner: &str, id: &str) -> Answer<Credential> {
    let held = app.store.credential(id).await?.filter(|held| held.learner == learner);
    held.ok_or_else(|| Problem::not_found("you have no credential of this name"))
}

/// All that count.
pub async fn all(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<Json<Vec<MyCredential>>> {
    let mut told = Vec::new();
    for held in app.store.credentials_of(&learner).await? {
        told.push(tell(&app, held).await?);
    }
    Ok(Json(told))
}

/// One of them.
pub async fn one(State(app): State<Arc<App>>, Learner(learner): Learner, Path(id): Path<String>) -> Answer<Json<MyCredential>> {
    let held = own(&app, &learner, &id).await?;
    tell(&app, held).await.map(Json)
}

/// As a file.
pub async fn document(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path((id, form)): Path<(String, String)>,
) -> Answer<Response> {
    let held = own(&app, &learner, &id).await?;
    let file = files::file(&app, &held, &form).await?;
    let headers = file_headers(file.kind, &format!("{}.{}", file_name(&held.achievement), file.ending))?;
    Ok((headers, file.bytes).into_response())
}

/// Lets it say more or less: it is signed again, and the one before is revoked as superseded.
pub async fn says(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(says): Body<Says>,
) -> Answer<Json<MyCredential>> {
    let held = own(&app, &learner, &id).await?;
    let says = sayable(held.source, says)?;
    if held.says == says {
        return tell(&app, held).await.map(Json);
    }
    if held.state != CredentialState::Active {
        let detail = "it is not in force; turn to whoever issued it";
        return Err(Problem::conflict("not-in-force", "This credential is not signed again now", detail));
    }
    if let Some(seconds) = limits::SIGN_AGAIN.take(&app, &learner).await? {
        return Err(Problem::signed_too_often(seconds));
    }
    let reason = "You chose what your credential says.".to_owned();
    let new = reissue(&app, &held, says, Asked { staff: None, reason, deeds: Vec::new() }).await?;
    tell(&app, new).await.map(Json)
}

/// What of a choice is there to be said: results only where something was measured. That nothing is signed again which says the same.
fn sayable(source: CredentialSource, says: Says) -> Answer<Says> {
    match source {
        CredentialSource::Attempt => Ok(says),
        CredentialSource::Hand => Ok(Says { name: says.name, ..Says::default() }),
        CredentialSource::Pathway if says == Says::default() => Ok(says),
        CredentialSource::Pathway => {
            let detail = "a credential of a pathway says its parts and no more; choose at those what they say";
            Err(Problem::conflict("pathway", "There is nothing to choose here", detail))
        }
    }
}

/// Makes its public page, or changes what that shows.
pub async fn put_share(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(request): Body<ShareRequest>,
) -> Answer<Json<Shared>> {
    let held = own(&app, &learner, &id).await?;
    share::share(&app, &held, request.show_name).await.map(Json)
}

/// Withdraws its public page.
pub async fn withdraw_share(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    let held = own(&app, &learner, &id).await?;
    share::unshare(&app, held.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// As its holder sees it: who decided is none of it.
///
/// # Errors
/// As the store says.
pub async fn tell(app: &App, held: Credential) -> Answer<MyCredential> {
    let mut steps = app.store.credential_steps(&held.id).await?;
    for step in &mut steps {
        step.who = None;
    }
    let shared = app.store.share(&held.id).await?;
    let shared = shared.map(|share| Shared { url: share::address(app, &share.token), show_name: share.show_name });
    Ok(MyCredential {
        id: held.id,
        title: held.title,
        achievement: held.achievement,
        source: held.source,
        attempt: held.attempt,
        awarded_at: held.awarded_at,
        issued_at: held.issued_at,
        state: held.state,
        steps,
        says: held.says,
        measured: held.source == CredentialSource::Attempt,
        shared,
        replaced_by: held.replaced_by,
    })
}
