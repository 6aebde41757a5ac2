//! The web app: files that were built into this program.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;

use crate::app::App;
use crate::error::Problem;

#[derive(rust_embed::Embed)]
#[folder = "../web/dist"]
#[allow_missing = true]
struct Built;

/// Shown where the web app was not built.
const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\">\n<title>Assay: the web app is not built</title>\n\
    <h1>The web app is not built</h1>\n<p>This server runs, but the pages were not there when it was compiled.</p>\n\
    <p>Stop it, and run <code>cargo xtask serve</code>: that builds the pages and starts the server with them.</p>\n</html>\n";

/// Answers whatever no route of the API took.
pub async fn page(State(_): State<Arc<App>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::not_found("there is nothing here that takes this method").into_response();
    }
    let path = request.uri().path();
    if path.starts_with("/api/") || path.starts_with("/.well-known/") {
        return Problem::not_found("the API has no such path").into_response();
    }
    let name = path.trim_start_matches('/');
    if let Some(response) = file(name, request.headers()) {
        return response;
    }
    // What has an ending was meant as a file, and is not one.
    if name.rsplit('/').next().is_some_and(|last| last.contains('.')) || name.starts_with("assets/") {
        return Problem::not_found("there is no such file").into_response();
    }
    let parts: Vec<_> = name.trim_end_matches('/').split('/').collect();
    let shell = match parts[..] {
        ["tutor" | "setup" | "sign-in" | "password" | "judge", ..] => "tutor.html",
        ["verify", ..] => "verify.html",
        ["sit", _] | ["leave"] => "sitting.html",
        // What comes after a test is a bundle of its own, so that nobody waits for it before the first question.
        ["shared" | "wallet" | "kept" | "pathways"]
        | ["wallet" | "pathways", _]
        | ["attempts" | "practice", _, "result" | "credential" | "report"]
        | ["micro-credentials", _, "principles"] => "results.html",
        _ => "index.html",
    };
    file(shell, request.headers()).unwrap_or_else(|| {
        let kind = (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        (StatusCode::SERVICE_UNAVAILABLE, [kind], NOT_BUILT).into_response()
    })
}

fn file(name: &str, asked: &HeaderMap) -> Option<Response> {
    if name.is_empty() || matches!(name.rsplit('.').next(), Some("br" | "gz")) {
        return None;
    }
    let plain = Built::get(name)?;
    let takes = |coding: &str| {
        let all = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        all.flat_map(|value| value.split(',')).any(|one| accepts(one, coding))
    };
    let smaller = [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(coding, ending)| {
        let packed = takes(coding).then(|| Built::get(&format!("{name}.{ending}"))).flatten()?;
        Some((coding, packed))
    });
    let (coding, file) = smaller.map_or((None, plain), |(coding, file)| (Some(coding), file));

    let tag = format!("\"{}\"", HEXLOWER.encode(&file.metadata.sha256_hash()[..12]));
    let mut headers = HeaderMap::new();
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    // Names under assets/ hold the content's hash; everything else is asked about each time.
    let lasts = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(lasts));
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    headers.insert(ETAG, HeaderValue::from_str(&tag).ok()?);
    let known = asked.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
        return Some((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Some((headers, file.data.into_owned()).into_response())
}

/// Whether one entry of `Accept-Encoding` takes this coding: by name, and not with a weight of zero.
fn accepts(entry: &str, coding: &str) -> bool {
    let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
    let weight = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f64>().ok()).unwrap_or(1.0);
    name.trim().eq_ignore_ascii_case(coding) && weight > 0.0
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_browser_takes() {
        assert!(accepts(" br", "br"));
        assert!(accepts("gzip;q=0.5", "gzip"));
        assert!(!accepts("br;q=0", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
