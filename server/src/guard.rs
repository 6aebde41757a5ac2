//! Around every request: headers that close doors, a check where it came from, and a line in the log.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;

use crate::app::App;
use crate::error::Problem;
use crate::secret;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
     img-src 'self'; font-src 'self'; media-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";

/// That of an import: pictures of a file that is not stored yet are shown out of the page itself. Texts came through the allow-list,
/// which lets no address but `media/NAME` through.
const IMPORT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
     img-src 'self' data:; font-src 'self'; media-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";

/// That of the page that verifies credentials of any issuer: it may ask other hosts for keys and status lists, by https, after it said
/// whom it would ask and was told to.
const VERIFY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' https:; \
     img-src 'self'; font-src 'self'; media-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 9] = [
    ("content-security-policy", POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("x-robots-tag", "noindex"),
];

/// Sets the headers; refuses requests of other sites that would change something; logs.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = HEXLOWER.encode(&secret::random::<8>());
    let method = request.method().clone();
    let path = request.uri().path();
    // The log has the template of the path: what stands in its place may be a secret.
    let template = request.extensions().get::<MatchedPath>().map_or("(page)", MatchedPath::as_str).to_owned();
    let is_api = path.starts_with("/api/") || path.starts_with("/.well-known/");
    // The pages that anyone may find; what is personal or shared by a link stays out of search engines.
    let is_public = path == "/" || path == "/verify" || path.starts_with("/micro-credentials/");

    let is_verify = path.trim_end_matches('/') == "/verify";
    let is_import = path.starts_with("/tutor/banks/") && path.ends_with("/import");

    let mut response = match from_elsewhere(&app, &method, request.headers()) {
        Some(why) => Problem::cross_site(why).into_response(),
        // In a task of its own, a request that changes something is done to its end even if whoever asked has gone; and a panic
        // is an answer too.
        None => match tokio::spawn(next.run(request)).await {
            Ok(response) => response,
            Err(error) => Problem::internal(error).into_response(),
        },
    };
    if is_api {
        response = as_problem(response);
    }

    let headers = response.headers_mut();
    // Pictures of credentials, status lists and the issuer's document: what any site may read, any site may show.
    let is_open = headers.get(ACCESS_CONTROL_ALLOW_ORIGIN).is_some_and(|origin| origin == "*");
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_open {
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    if is_import {
        headers.insert("content-security-policy", HeaderValue::from_static(IMPORT_POLICY));
    }
    if is_verify {
        headers.insert("content-security-policy", HeaderValue::from_static(VERIFY_POLICY));
    }
    if is_public {
        headers.remove("x-robots-tag");
    }
    // A browser would take it for every port of this machine, and break what else is developed there.
    if app.public.is_https() && !app.public.is_local() {
        let value = HeaderValue::from_static("max-age=31536000");
        headers.insert(HeaderName::from_static("strict-transport-security"), value);
    }
    if is_api && !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    let ms = began.elapsed().as_millis() as u64;
    tracing::info!(request = %id, %method, path = %template, status = response.status().as_u16(), ms, "answered");
    response
}

/// What axum itself refuses (a method, a path that is not text) says so as plain text or not at all; here every error of the API
/// is a problem.
fn as_problem(response: Response) -> Response {
    let status = response.status();
    let is_json = |value: &HeaderValue| value.as_bytes().starts_with(b"application/");
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || response.headers().get(CONTENT_TYPE).is_some_and(is_json) {
        return response;
    }
    match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            let allowed = response.headers().get(ALLOW).cloned();
            let mut response = Problem::method(allowed.as_ref().and_then(|value| value.to_str().ok())).into_response();
            if let Some(allowed) = allowed {
                response.headers_mut().insert(ALLOW, allowed);
            }
            response
        }
        status if status.is_client_error() => Problem::malformed("the path or its values cannot be read").into_response(),
        status => Problem::internal(status).into_response(),
    }
}

/// Why a request that would change something seems to come from another site.
fn from_elsewhere(app: &App, method: &Method, headers: &HeaderMap) -> Option<String> {
    if method.is_safe() {
        return None;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    // Browsers set one or both; a client that sends neither is no browser and has no one's cookies.
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return None,
        Some(other) => return Some(format!("sec-fetch-site is {other}, expected same-origin")),
        None => {}
    }
    let origin = text(ORIGIN.as_str())?;
    let own = app.public.to_string();
    let here = text(HOST.as_str()).map(|host| format!("{}://{host}", app.public.scheme()));
    // On this machine it may be reached as 127.0.0.1 or localhost.
    let is_own = origin == own || app.public.is_local() && here.is_some_and(|here| here == origin);
    (!is_own).then(|| format!("origin is another site, expected {own}"))
}
