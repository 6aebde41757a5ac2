//! What is answered where: the paths of [`api::path`], each with its handler.

mod account;
mod attempt;
mod catalogue;
mod classes;
mod health;
mod learner;
mod overview;
mod people;
mod practice;
mod questions;
mod share;
mod simulation;
mod sitting;
mod values;

pub use classes::fresh_code;

use std::sync::Arc;

use api::path;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post, put};

use crate::app::App;
use crate::guard::guard;
use crate::pages::page;

/// No body is larger, in bytes, but for a log.
const BODY: usize = 64 << 10;
/// A whole log.
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
        .route(path::MY_CARD, post(learner::new_card))
        .route(path::SIGN_OUT, post(learner::sign_out))
        .route(path::SEAT_START, post(attempt::start))
        .route(path::SEAT_SIT, post(sitting::sit))
        .route(path::SEAT_MEDIA, get(sitting::media))
        .route(path::ATTEMPT_LOG, post(sitting::log).layer(DefaultBodyLimit::max(LOG)))
        .route(path::ATTEMPT, get(attempt::view))
        .route(path::ATTEMPT_EVENTS, post(attempt::event))
        .route(path::ATTEMPT_MEDIA, get(attempt::media))
        .route(path::ATTEMPT_RESULT, get(attempt::result))
        .route(path::ATTEMPT_CREDENTIAL, get(attempt::credential))
        .route(path::ATTEMPT_SHARE, put(share::put).delete(share::withdraw))
        .route(path::SHARED, get(share::shared))
        .route(path::SHARED_CREDENTIAL, get(share::credential))
        .route(path::SETUP, post(account::set_up))
        .route(path::SIGN_IN, post(account::sign_in))
        .route(path::SET_PASSWORD, post(account::set_password))
        .route(path::PASSWORD, post(account::change_password))
        .route(path::TUTOR, get(overview::overview))
        .route(path::TUTOR_CODES, post(classes::new_code))
        .route(path::TUTOR_CODE, delete(classes::revoke_code))
        .route(path::TUTOR_LINKS, post(classes::new_link))
        .route(path::SEAT_CONFIRM, post(classes::confirm))
        .route(path::SEAT_CARD, post(classes::reissue_card))
        .route(path::SITTINGS, post(sitting::open))
        .route(path::SITTING, get(sitting::view))
        .route(path::SITTING_EXTEND, post(sitting::extend))
        .route(path::SITTING_CLOSE, post(sitting::close))
        .route(path::SITTING_HAND_IN, post(sitting::hand_in))
        .route(path::SITTING_SIGN_OFF, post(sitting::sign_off))
        .route(path::QUESTIONS, get(questions::all))
        .route(path::QUESTION_MEDIA, get(questions::media))
        .route(path::EXPOSURE, post(questions::accept_exposure))
        .route(path::SIMULATION, get(simulation::start))
        .route(path::PEOPLE, get(people::all).post(people::invite))
        .route(path::STAFF, delete(people::close))
        .route(path::STAFF_ROLES, put(people::set_roles))
        .route(path::STAFF_LINK, post(people::password_link))
        .route(path::TRAIL, get(people::trail))
        .route("/api/openapi.json", get(health::openapi))
        .route("/.well-known/did.json", get(health::did))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(page)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(from_fn_with_state(Arc::clone(&app), guard))
        .with_state(app)
}
