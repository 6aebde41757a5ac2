//! Running it: what needs somebody today, cohorts, concerns, trails, statistics, corrected keys, exports, the pack, simulated learners.

pub mod cohorts;
pub mod concerns;
pub mod demo;
pub mod exports;
pub mod items;
pub mod mine;
pub mod today;

use std::sync::Arc;

use api::path;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};

use crate::app::App;
use crate::catalogue::Offer;
use crate::error::{Answer, Problem};

/// A table of learners.
const TABLE: usize = 1 << 20;

/// Their routes.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(path::TODAY, get(today::today))
        .route(path::ATTEMPT_TRAIL, get(items::trail))
        .route(path::ATTEMPT_CONCERNS, get(mine::concerns))
        .route(path::ATTEMPT_REPORTS, post(mine::report))
        .route(path::ATTEMPT_APPEALS, post(mine::appeal))
        .route(path::MY_DATA, get(mine::data))
        .route(path::CONCERNS, get(concerns::all))
        .route(path::CONCERN_STEPS, post(concerns::step))
        .route(path::STATISTICS, get(items::statistics))
        .route(path::CORRECTIONS, get(items::corrections).post(items::propose))
        .route(path::CORRECTION_APPLY, post(items::apply))
        .route(path::CORRECTION_DROP, post(items::drop_proposal))
        .route(path::CORRECTION_BADGE, post(items::decide_badge))
        .route(path::COHORTS, get(cohorts::all).post(cohorts::make))
        .route(path::COHORT, get(cohorts::one).put(cohorts::set_window))
        .route(path::COHORT_PREVIEW, post(cohorts::preview).layer(DefaultBodyLimit::max(TABLE)))
        .route(path::COHORT_IMPORT, post(cohorts::import).layer(DefaultBodyLimit::max(TABLE)))
        .route(path::COHORT_CARDS, post(cohorts::cards))
        .route(path::COHORT_CODE, post(cohorts::code))
        .route(path::COHORT_EXTRA_TIME, put(cohorts::set_extra_time))
        .route(path::EXPORT, post(exports::results))
        .route(path::ITEM_EXPORT, post(exports::items))
        .route(path::PACK, get(exports::pack))
        .route(path::DEMO, post(demo::make).delete(demo::remove))
}

/// What is offered under this name.
fn offer(app: &App, id: &str) -> Answer<Arc<Offer>> {
    app.catalogue().offer(id).ok_or_else(|| Problem::not_found("there is no micro-credential of this name"))
}

/// A text of one or more lines, as people write reasons.
pub fn words(field: &str, value: &str) -> Answer<String> {
    let trimmed = value.trim();
    let length = trimmed.chars().count();
    if !(1..=2000).contains(&length) {
        return Err(Problem::invalid(format!("{field} has {length} characters, expected 1 to 2000")));
    }
    if trimmed.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(Problem::invalid(format!("{field} holds a control character, expected text")));
    }
    Ok(trimmed.to_owned())
}
