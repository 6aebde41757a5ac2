//! What is answered where: the paths of [`api::path`], each with its handler.

mod attempt;
mod catalogue;
mod health;
mod learner;
mod practice;
mod share;
mod tutor;
mod values;

pub use tutor::fresh_code;

use std::sync::Arc;

use api::path;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post, put};

use crate::app::App;
use crate::guard::guard;
use crate::pages::page;

/// No body is larger, in bytes, but for a practice log.
const BODY: usize = 64 << 10;
/// A practice log.
const LOG: usize = 2 << 20;

/// All routes.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route(path::CATALOGUE, get(catalogue::all))
        .route(path::MICRO_CREDENTIAL, get(catalogue::one))
        .route(path::PRACTICE, post(practice::start))
        .route(path::PRACTICE_MEDIA, get(practice::media))
        .route(path::PRACTICE_RESULT, post(practice::submit).layer(DefaultBodyLimit::max(LOG)))
        .route(path::JOIN, post(learner::join))
        .route(path::FOLLOW_LINK, post(learner::follow))
        .route(path::ME, get(learner::me))
        .route(path::SIGN_OUT, post(learner::sign_out))
        .route(path::SEAT_START, post(attempt::start))
        .route(path::ATTEMPT, get(attempt::view))
        .route(path::ATTEMPT_EVENTS, post(attempt::event))
        .route(path::ATTEMPT_MEDIA, get(attempt::media))
        .route(path::ATTEMPT_RESULT, get(attempt::result))
        .route(path::ATTEMPT_CREDENTIAL, get(attempt::credential))
        .route(path::ATTEMPT_SHARE, put(share::put).delete(share::withdraw))
        .route(path::SHARED, get(share::shared))
        .route(path::SHARED_CREDENTIAL, get(share::credential))
        .route(path::SETUP, post(tutor::set_up))
        .route(path::SIGN_IN, post(tutor::sign_in))
        .route(path::TUTOR, get(tutor::overview))
        .route(path::TUTOR_CODES, post(tutor::new_code))
        .route(path::TUTOR_CODE, delete(tutor::revoke_code))
        .route(path::TUTOR_LINKS, post(tutor::new_link))
        .route(path::SEAT_CONFIRM, post(tutor::confirm))
        .route("/api/openapi.json", get(health::openapi))
        .route("/.well-known/did.json", get(health::did))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(page)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(from_fn_with_state(Arc::clone(&app), guard))
        .with_state(app)
}
