//! A public page for a credential, while its learner wants one.

use std::sync::Arc;

use api::attempt::{ShareRequest, Shared};
use api::wallet::{SharedFile, SharedView};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::attempt::{document, own};
use super::wallet::{shared_file, shared_view};
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::limits;
use crate::request::{Body, Learner, Source};
use crate::secret;
use crate::store::credentials::Credential;
use crate::store::shares::{self, Share};

/// The page's address; the token is in the fragment, which no server's log ever sees.
pub fn address(app: &App, token: &str) -> String {
    app.public.join(&format!("/shared#{token}"))
}

/// Makes the page of what an attempt earned, or changes what it shows.
pub async fn put(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(request): Body<ShareRequest>,
) -> Answer<Json<Shared>> {
    let attempt = own(&app, &learner, &id).await?;
    let earned = app.store.credential_of_attempt(&attempt.id).await?;
    let none = || Problem::conflict("no-badge", "There is no badge to share", "it can be shared once it is issued");
    share(&app, &earned.ok_or_else(none)?, request.show_name).await.map(Json)
}

/// Makes the page of a credential, or changes what it shows.
///
/// # Errors
/// As the store says.
pub async fn share(app: &App, credential: &Credential, show_name: bool) -> Answer<Shared> {
    let share = Share { credential: credential.id.clone(), token: secret::token(), show_name };
    let at = now();
    let share = app.store.write(move |db| Box::pin(async move { shares::put_share(db, &share, at).await })).await?;
    Ok(Shared { url: address(app, &share.token), show_name: share.show_name })
}

/// Withdraws the page of what an attempt earned; its link opens nothing any more.
pub async fn withdraw(State(app): State<Arc<App>>, Learner(learner): Learner, Path(id): Path<String>) -> Answer<StatusCode> {
    let attempt = own(&app, &learner, &id).await?;
    if let Some(earned) = app.store.credential_of_attempt(&attempt.id).await? {
        unshare(&app, earned.id).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraws the page of a credential.
///
/// # Errors
/// As the store says.
pub async fn unshare(app: &App, credential: String) -> Answer<()> {
    Ok(app.store.write(move |db| Box::pin(async move { shares::delete_share(db, &credential).await })).await?)
}

/// What the page shows.
pub async fn shared(State(app): State<Arc<App>>, Source(source): Source, Path(token): Path<String>) -> Answer<Json<SharedView>> {
    let (share, earned) = find(&app, &source, &token).await?;
    shared_view(&app, &share, &earned).await.map(Json)
}

/// The signed credential behind a share link.
pub async fn credential(State(app): State<Arc<App>>, Source(source): Source, Path(token): Path<String>) -> Answer<Response> {
    let (share, earned) = find(&app, &source, &token).await?;
    if shared_file(&app, &share, &earned).await? == SharedFile::SaysName {
        let detail = "its holder chose not to show the name on this page, and the file says it; ask them for the file";
        return Err(Problem::conflict("file-says-name", "The file is not given here", detail));
    }
    document(&app, &earned).await
}

/// What a share link opens.
async fn find(app: &App, source: &str, token: &str) -> Answer<(Share, Credential)> {
    limits::LINK.check(app, source).await?;
    let Some(share) = app.store.share_by_token(token).await? else {
        limits::LINK.fail(app, source).await?;
        return Err(Problem::not_found("nothing is shared under this link, or no longer"));
    };
    let missing = || Problem::internal("a share without its credential");
    let earned = app.store.credential(&share.credential).await?.ok_or_else(missing)?;
    Ok((share, earned))
}
