//! What machines ask: is it alive, is it ready, what does it speak, who is it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::{Answer, Problem};

/// The process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// Records can be written.
pub async fn ready(State(app): State<Arc<App>>) -> Answer<&'static str> {
    if app.store.is_ready().await { Ok("ready\n") } else { Err(Problem::unavailable()) }
}

/// The description of the API.
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::openapi::description())
}

/// Who issues badges here. Anyone may read it from anywhere: verifiers in browsers do.
pub async fn did(State(app): State<Arc<App>>, headers: HeaderMap) -> Answer<Response> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let missing = || Problem::not_found("this server's identity is a did:key, which needs no document");
    let document = app.issuer().document(host).ok_or_else(missing)?;
    let kind = (CONTENT_TYPE, HeaderValue::from_static("application/did+json"));
    let open = ("access-control-allow-origin", "*");
    Ok(([kind], [open], document.to_string()).into_response())
}
