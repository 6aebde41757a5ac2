//! What is answered where: the paths of [`api::path`], each with its handler.

mod account;
mod attempt;
mod awards;
mod bank_draft;
mod banks;
mod catalogue;
mod classes;
mod credentials;
mod definition;
mod erasure;
mod health;
mod judge;
mod learner;
mod names;
mod overview;
mod pass_marks;
mod pathways;
mod people;
mod practice;
mod public;
mod publications;
mod questions;
mod recognition;
mod running;
pub mod share;
mod simulation;
mod sitting;
pub mod values;
mod wallet;

pub use classes::fresh_code;

use std::sync::Arc;

use api::path;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post, put};

use crate::app::App;
use crate::guard::guard;
use crate::issuing::describe::ACHIEVEMENT;
use crate::pages::page;
use crate::remainder::read_to_the_end;

/// No body is larger, in bytes, but for a log.
const BODY: usize = 64 << 10;
/// A whole log.
const LOG: usize = 2 << 20;

/// Files of a bank, as JSON.
const BANK: usize = 96 << 20;

/// A framework as CASE JSON, as a text in JSON.
const CASE_FILE: usize = 20 << 20;

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
        .route(path::MY_WALLET, get(wallet::wallet))
        .route(path::MY_KEPT, get(erasure::kept))
        .route(path::MY_ERASURE, post(erasure::ask).delete(erasure::take_back))
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
        .route(path::BANKS, get(banks::all).post(banks::make))
        .route(path::BANK, get(banks::one))
        .route(path::BANK_TAKE, post(banks::take))
        .route(path::BANK_FILES, put(banks::put).layer(DefaultBodyLimit::max(BANK)))
        .route(path::BANK_MEDIA, get(banks::media))
        .route(path::BANK_HISTORY, get(banks::history))
        .route(path::BANK_ITEM_HISTORY, get(banks::item_history))
        .route(path::BANK_PUBLICATIONS, get(publications::all).post(publications::propose))
        .route(path::PUBLICATION, get(publications::one))
        .route(path::PUBLICATION_DECISION, post(publications::decide))
        .route(path::PUBLICATION_WITHDRAW, post(publications::withdraw))
        .merge(running::routes())
        .route(path::BANK_DRAFT, get(bank_draft::one))
        .route(path::BANK_BLUEPRINT, put(bank_draft::write))
        .route(path::BANK_BLUEPRINT_PREVIEW, post(bank_draft::preview))
        .route(path::STUDIES, get(pass_marks::all).post(pass_marks::begin))
        .route(path::STUDY, get(pass_marks::one))
        .route(path::STUDY_RECORD, get(pass_marks::record))
        .route(path::STUDY_ADVANCE, post(pass_marks::advance))
        .route(path::STUDY_ADOPT, post(pass_marks::adopt))
        .route(path::STUDY_JUDGES, post(pass_marks::invite))
        .route(path::STUDY_JUDGE, delete(pass_marks::revoke))
        .route(path::STUDY_JUDGE_LINK, post(pass_marks::renew))
        .route(path::JUDGE, post(judge::open))
        .route(path::JUDGE_SELF, post(judge::introduce))
        .route(path::JUDGE_RATE, post(judge::rate))
        .route(path::JUDGE_FINISH, post(judge::finish))
        .route(path::JUDGE_PICTURE, get(judge::picture))
        // Credentials.
        .route(path::MY_CREDENTIALS, get(credentials::all))
        .route(path::MY_CREDENTIAL, get(credentials::one))
        .route(path::MY_CREDENTIAL_DOCUMENT, get(credentials::document))
        .route(path::MY_CREDENTIAL_SAYS, put(credentials::says))
        .route(path::MY_CREDENTIAL_SHARE, put(credentials::put_share).delete(credentials::withdraw_share))
        .route(path::STATUS_LIST, get(public::list))
        .route(ACHIEVEMENT, get(public::achievement))
        .route(path::PICTURE_SVG, get(public::picture_svg))
        .route(path::PICTURE_PNG, get(public::picture_png))
        .route(path::CREDENTIALS, get(awards::all))
        .route(path::CREDENTIAL, get(awards::one))
        .route(path::CREDENTIAL_STATUS, post(awards::status))
        .route(path::CREDENTIAL_REISSUE, post(awards::again))
        .route(path::LEARNER_NAME, put(awards::name))
        .route(path::HAND_AWARDS, post(awards::propose))
        .route(path::HAND_AWARD_DECISION, post(awards::decide))
        .route(path::KEYS, get(awards::keys))
        .route(path::KEYS_ROTATE, post(awards::rotate))
        .route(path::KEY_WITHDRAW, post(awards::withdraw))
        .route(path::PRINCIPLES, get(definition::of_principles))
        .route(path::BANK_DEFINITION, get(definition::one).put(definition::write))
        .route(path::BANK_DEFINITION_CHECK, post(definition::check))
        .route(path::BANK_ALIGNMENTS, put(definition::align))
        .route(path::CASE, post(definition::read_case).layer(DefaultBodyLimit::max(CASE_FILE)))
        .route(path::MY_NAME_REQUEST, post(names::ask).delete(names::take_back))
        .route(path::NAME_REQUESTS, get(names::waiting))
        .route(path::NAME_REQUEST_DECISION, post(names::decide))
        .route(path::PATHWAYS, get(pathways::all))
        .route(path::PATHWAY, get(pathways::one))
        .route(path::PATHWAY_PICTURE_SVG, get(public::pathway_svg))
        .route(path::PATHWAY_PICTURE_PNG, get(public::pathway_png))
        .route(path::MY_PATHWAYS, get(pathways::mine))
        .route(path::MY_BADGES, post(pathways::import).layer(DefaultBodyLimit::max(pathways::FILE)))
        .route(path::MY_BADGE, delete(pathways::remove))
        .route(path::BADGES, get(recognition::all))
        .route(path::BADGE_DECISION, post(recognition::decide))
        .route(path::BADGE_DOCUMENTS, post(recognition::documents).layer(DefaultBodyLimit::max(recognition::GIVEN)))
        .route(path::TUTOR_PATHWAYS, get(recognition::overview))
        .route(path::AWARD_DECISION, post(recognition::decide_award))
        .route("/api/openapi.json", get(health::openapi))
        .route("/.well-known/did.json", get(health::did))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(page)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(from_fn_with_state(Arc::clone(&app), guard))
        .layer(from_fn(read_to_the_end))
        .with_state(app)
}
