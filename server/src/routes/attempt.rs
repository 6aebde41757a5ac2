//! A sealed attempt, from its start to its badge. Everything is the learner's own: another's is not found.

use std::sync::Arc;

use api::attempt::{AttemptResult, AttemptState, AttemptView, BadgeState, EventRequest, ResultCorrection, Shared};
use api::outcome::OutcomeView;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::blueprint::Delivery;

use super::catalogue::specimen_note;
use super::practice::picture_headers;
use super::share::address;
use crate::app::App;
use crate::award;
use crate::error::{Answer, Problem};
use crate::issuing::files;
use crate::request::{Body, Learner};
use crate::running::rescored;
use crate::sealed::{self, Acted, Retake};
use crate::store::attempts::Attempt;
use crate::store::credentials::Credential;

/// The learner's own sealed attempt: what runs in a sitting is in their browser, and not gone on with here.
async fn own_sealed(app: &App, learner: &str, id: &str) -> Answer<Attempt> {
    let attempt = own(app, learner, id).await?;
    if attempt.sitting.is_some() {
        return Err(Problem::not_found("this attempt is in a sitting; go on with it at its seat"));
    }
    Ok(attempt)
}

/// The learner's own attempt.
pub async fn own(app: &App, learner: &str, id: &str) -> Answer<Attempt> {
    let attempt = app.store.attempt_of(learner, id).await?;
    attempt.ok_or_else(|| Problem::not_found("you have no attempt of this name"))
}

/// Begins, or gives the attempt that is running.
pub async fn start(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
) -> Answer<(StatusCode, Json<AttemptView>)> {
    let missing = || Problem::not_found("you have no seat of this name");
    let seat = app.store.seat_of(&learner, &id).await?.ok_or_else(missing)?;
    let (view, is_new) = sealed::start(&app, &seat).await?;
    Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(view)))
}

/// As the player shows it.
pub async fn view(State(app): State<Arc<App>>, Learner(learner): Learner, Path(id): Path<String>) -> Answer<Json<AttemptView>> {
    let attempt = own_sealed(&app, &learner, &id).await?;
    sealed::view(&app, &attempt).await.map(Json)
}

/// Does what the learner did; 201 means that it is on disk.
pub async fn event(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(request): Body<EventRequest>,
) -> Answer<(StatusCode, Json<AttemptView>)> {
    let attempt = own_sealed(&app, &learner, &id).await?;
    match sealed::act(&app, attempt, request).await? {
        Acted::Stored(view) => {
            if view.state == AttemptState::Finished {
                // A seat that was confirmed while its learner sat there has its badge now. The answer is on disk whatever
                // becomes of that; it is tried again when the result is looked at.
                let attempt = own(&app, &learner, &id).await?;
                let settled = award::settle(&app, &attempt).await;
                drop(settled);
            }
            Ok((StatusCode::CREATED, Json(view)))
        }
        Acted::Stale(view) => Ok((StatusCode::CONFLICT, Json(view))),
    }
}

/// A picture of the block.
pub async fn media(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path((id, name)): Path<(String, String)>,
) -> Answer<Response> {
    let attempt = own_sealed(&app, &learner, &id).await?;
    let (mime, bytes) = sealed::media(&app, &attempt, &name).await?;
    let mut headers = picture_headers(&mime)?;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok((headers, bytes).into_response())
}

/// What it came to.
pub async fn result(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
) -> Answer<Json<AttemptResult>> {
    let attempt = own(&app, &learner, &id).await?;
    if attempt.finished_at.is_none() {
        return Err(Problem::conflict(
            "not-finished",
            "There is no result yet",
            "hand in the blocks that are left, or end the attempt",
        ));
    }
    let badge = award::settle(&app, &attempt).await?;
    let effective = rescored::effective(&app, &attempt).await?;
    let terms = sealed::terms(&app, &attempt).await?;
    let correction = effective.rescored.is_some().then(|| effective.session.outcome().verdict);
    let correction = match correction {
        Some(before) => {
            let withdrawn = app.store.withdrawal(&attempt.id).await?;
            Some(ResultCorrection { before, reasons: effective.reasons.clone(), withdrawn })
        }
        None => None,
    };
    let missing = || Problem::internal(format!("attempt {} has no seat", attempt.id));
    let seat = app.store.seat_of(&learner, &attempt.seat).await?.ok_or_else(missing)?;
    let next_attempt_at = match sealed::retake(&app, &seat, Delivery::Sealed).await? {
        Retake::From(at) => Some(at),
        // Now: it could have begun as soon as this one ended.
        Retake::Now { .. } => attempt.finished_at,
        Retake::Running(_) | Retake::Never(_) => None,
    };
    let (shared, steps) = match app.store.credential_of_attempt(&attempt.id).await? {
        Some(earned) => (app.store.share(&earned.id).await?, app.store.credential_steps(&earned.id).await?),
        None => (None, Vec::new()),
    };
    let holds_not = matches!(badge, BadgeState::Suspended | BadgeState::Withdrawn);
    let badge_reason = steps.into_iter().next_back().filter(|_| holds_not).map(|step| step.reason);
    Ok(Json(AttemptResult {
        title: terms.title.clone(),
        micro_credential: attempt.micro_credential.clone(),
        outcome: OutcomeView::from(&effective.outcome()),
        badge,
        badge_reason: badge_reason.filter(|reason| !reason.is_empty()),
        specimen_note: specimen_note(&terms),
        shared: shared.map(|share| Shared { url: address(&app, &share.token), show_name: share.show_name }),
        next_attempt_at,
        correction,
    }))
}

/// The signed credential.
pub async fn credential(State(app): State<Arc<App>>, Learner(learner): Learner, Path(id): Path<String>) -> Answer<Response> {
    let attempt = own(&app, &learner, &id).await?;
    match award::settle(&app, &attempt).await? {
        BadgeState::Issued | BadgeState::Suspended | BadgeState::Withdrawn => {
            let missing = || Problem::not_found("there is no badge");
            document(&app, &app.store.credential_of_attempt(&attempt.id).await?.ok_or_else(missing)?).await
        }
        BadgeState::AwaitingConfirmation => {
            Err(Problem::not_found("the badge is earned; a tutor has yet to confirm who sat in the seat"))
        }
        BadgeState::AwaitingSignOff => {
            Err(Problem::not_found("the badge is earned; the invigilator has yet to sign the sitting off"))
        }
        BadgeState::NotVouched => Err(Problem::not_found("the invigilator of the sitting does not vouch for this attempt")),
        BadgeState::None => Err(Problem::not_found("this attempt has earned no badge")),
    }
}

/// A signed credential as a file.
///
/// # Errors
/// 409 where there is none that could be given; as the store says.
pub async fn document(app: &App, earned: &Credential) -> Answer<Response> {
    let file = files::file(app, earned, "json").await?;
    let headers = file_headers(file.kind, &format!("{}.{}", file_name(&earned.achievement), file.ending))?;
    Ok((headers, file.bytes).into_response())
}

/// The name of a micro-credential as that of a file.
pub fn file_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}

/// Headers of a file to keep.
///
/// # Errors
/// None for names of letters and digits.
pub fn file_headers(kind: &'static str, name: &str) -> Answer<[(HeaderName, HeaderValue); 2]> {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Problem::internal)?;
    Ok([(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_DISPOSITION, disposition)])
}
