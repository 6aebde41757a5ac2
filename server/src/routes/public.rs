//! What verifiers fetch from anywhere: status lists, achievements, their pictures.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use credential::picture::{Picture, png, svg};

use crate::app::App;
use crate::catalogue::Offer;
use crate::error::{Answer, Problem};
use crate::issuing::{files, lists};
use crate::pages;
use crate::pathway::award;
use crate::store::status_lists::Purpose;

/// Seconds for which a status list may be kept: so late is a revocation at most, for whoever keeps one.
const LIST: &str = "public, max-age=300";
/// And a picture.
const PICTURE: &str = "public, max-age=86400";

fn open(kind: &'static str, lasts: &'static str, body: impl IntoResponse) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CACHE_CONTROL, HeaderValue::from_static(lasts)),
        (axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, body).into_response()
}

/// A signed status list.
pub async fn list(State(app): State<Arc<App>>, Path((id, purpose)): Path<(String, String)>) -> Answer<Response> {
    let purpose = Purpose::named(&purpose).ok_or_else(|| Problem::not_found("there is no status list of this kind"))?;
    let signed = lists::signed(&app, &id, purpose).await?;
    Ok(open("application/vc+ld+json", LIST, signed.document))
}

/// The achievement for whoever asks for JSON, by its name with `.json` or by what is accepted; for others the page.
pub async fn achievement(state: State<Arc<App>>, Path(id): Path<String>, request: Request) -> Answer<Response> {
    let accepts = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let plain = id.strip_suffix(".json");
    if plain.is_none() && !wants_json(accepts) {
        return Ok(pages::page(state, request).await);
    }
    let offer = offer(&state.0, plain.unwrap_or(&id))?;
    let claim = files::template(&state.0, &offer).await?;
    let document = credential::achievement_document(&claim).to_string();
    let mut response = open("application/ld+json", LIST, document);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// Whether JSON is asked for, and no page.
fn wants_json(accepts: &str) -> bool {
    let kinds = || accepts.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim());
    kinds().any(|kind| kind == "application/json" || kind == "application/ld+json") && !kinds().any(|kind| kind == "text/html")
}

/// The picture as SVG.
pub async fn picture_svg(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Response> {
    Ok(open("image/svg+xml", PICTURE, svg(&picture(&app, &id).await?)))
}

/// The picture as PNG.
pub async fn picture_png(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Response> {
    drawn(picture(&app, &id).await?).await
}

/// The picture of a pathway's award as SVG.
pub async fn pathway_svg(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Response> {
    Ok(open("image/svg+xml", PICTURE, svg(&picture_of_pathway(&app, &id).await?)))
}

/// The picture of a pathway's award as PNG.
pub async fn pathway_png(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Response> {
    drawn(picture_of_pathway(&app, &id).await?).await
}

async fn drawn(picture: Picture) -> Answer<Response> {
    // Drawing takes some milliseconds of a processor.
    let drawn = tokio::task::spawn_blocking(move || png(&picture)).await.map_err(Problem::internal)?;
    Ok(open("image/png", PICTURE, drawn.map_err(Problem::internal)?))
}

async fn picture(app: &App, id: &str) -> Answer<Picture> {
    Ok(Picture::of(&files::template(app, &*offer(app, id)?).await?))
}

async fn picture_of_pathway(app: &App, id: &str) -> Answer<Picture> {
    let offered = app.pathways.offered(&app.catalogue());
    let pathway = offered.pathway(id).ok_or_else(|| Problem::not_found("there is no pathway of this name"))?;
    Ok(Picture::of(&award::template(app, pathway).await?))
}

fn offer(app: &App, id: &str) -> Answer<Arc<Offer>> {
    app.catalogue().offer(id).ok_or_else(|| Problem::not_found("there is no micro-credential of this name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_browsers_the_page() {
        assert!(wants_json("application/json"));
        assert!(wants_json("application/ld+json;q=0.9, */*"));
        assert!(!wants_json("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"));
        assert!(!wants_json("*/*"));
    }
}
