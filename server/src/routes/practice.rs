//! Open delivery.

use std::sync::Arc;

use api::practice::{PracticeReceipt, PracticeStart, PracticeSubmit};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::{Answer, Problem};
use crate::practice;
use crate::request::Body;

/// Bank, blueprint, seed and ticket.
pub async fn start(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Json<PracticeStart>> {
    practice::start(&app, &id).map(Json)
}

/// What the server makes of a log.
pub async fn submit(State(app): State<Arc<App>>, Body(submit): Body<PracticeSubmit>) -> Answer<Json<PracticeReceipt>> {
    practice::submit(&app, submit).await.map(Json)
}

/// A picture of a practice item.
pub async fn media(State(app): State<Arc<App>>, Path((id, name)): Path<(String, String)>) -> Answer<Response> {
    let media = practice::media(&app, &id, &name)?;
    let mut headers = picture_headers(media.mime)?;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok((headers, media.bytes).into_response())
}

/// A picture is shown inside a page; opened by itself it may do nothing at all.
pub fn picture_headers(mime: &str) -> Answer<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_str(mime).map_err(Problem::internal)?);
    headers.insert("content-disposition", HeaderValue::from_static("inline"));
    Ok(headers)
}
