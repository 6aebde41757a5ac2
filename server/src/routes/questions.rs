//! The questions with their keys, for those whose role asks for it; and what sittings have shown of them.

use std::sync::Arc;

use api::questions::{AcceptExposure, Exposure, Questions};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

use super::practice::picture_headers;
use super::values;
use crate::app::App;
use crate::catalogue::Offer;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::exposure;
use crate::request::{Body, Staff};
use crate::store::exposure::accept;
use crate::store::trail::{self, Deed};

/// The whole bank.
pub async fn all(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<Questions>> {
    let offer = find(&app, &id)?;
    let exposure = exposure::of(&app, &offer).await?;
    Ok(Json(Questions { title: offer.terms.title.clone(), bank: offer.bank.clone(), exposure }))
}

/// A picture of any item.
pub async fn media(State(app): State<Arc<App>>, _: Staff, Path((id, name)): Path<(String, String)>) -> Answer<Response> {
    let missing = || Problem::not_found("no item of this bank shows this picture");
    let offer = find(&app, &id)?;
    let media = offer.media.get(&name).ok_or_else(missing)?;
    let mut headers = picture_headers(media.mime)?;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok((headers, media.bytes.clone()).into_response())
}

/// Accepts that the sealed assessment asks what has been in browsers so far.
pub async fn accept_exposure(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(AcceptExposure { reason }): Body<AcceptExposure>,
) -> Answer<Json<Exposure>> {
    let offer = find(&app, &id)?;
    let reason = values::text("reason", &reason, 1000)?;
    let items = exposure::waiting(&app, &offer).await?;
    if items.is_empty() {
        let detail = "no question of the sealed assessment has been in browsers without that being accepted";
        return Err(Problem::conflict("nothing-to-accept", "There is nothing to accept", detail));
    }
    let at = now();
    let deed = Deed::new(&staff.id, TrailAction::ExposureAccepted, &offer.terms.title)
        .saying(format!("{} items: {reason}", items.len()));
    app.store
        .write(move |db| {
            Box::pin(async move {
                accept(db, &id, &items, &staff.id, &reason, at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    exposure::of(&app, &offer).await.map(Json)
}

fn find(app: &App, id: &str) -> Answer<Arc<Offer>> {
    app.catalogue().offer(id).ok_or_else(|| Problem::not_found("there is no micro-credential of this name"))
}
