//! Files to take away, each with a word in the trail; and the moderation pack.

use std::sync::Arc;

use api::pack::Pack;
use api::staff::{Permission, TrailAction};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::offer;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::request::Staff;
use crate::running::table::Table;
use crate::running::{export, pack};
use crate::store::trail::{self, Deed};

/// Trails in a pack at most.
const MOST_TRAILS: usize = 50;

/// Results, or trails.
pub async fn results(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((id, what, format)): Path<(String, String, String)>,
) -> Answer<Response> {
    let offer = offer(&app, &id)?;
    let json = is_json(&format)?;
    let table = match what.as_str() {
        "results" => export::results(&app, &offer).await?,
        "trails" => export::trails(&app, &offer, staff.may(Permission::ReadQuestions)).await?,
        _ => return Err(Problem::not_found("there are exports of results and of trails")),
    };
    give(&app, &staff, &offer.terms.title, &id, &what, &table, json).await
}

/// Responses, or item statistics: both tell keys.
pub async fn items(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((id, what, format)): Path<(String, String, String)>,
) -> Answer<Response> {
    let offer = offer(&app, &id)?;
    let json = is_json(&format)?;
    let table = match what.as_str() {
        "responses" => export::responses(&app, &offer).await?,
        "statistics" => export::items(&app, &offer).await?,
        _ => return Err(Problem::not_found("there are exports of responses and of statistics")),
    };
    give(&app, &staff, &offer.terms.title, &id, &what, &table, json).await
}

fn is_json(format: &str) -> Answer<bool> {
    match format {
        "json" => Ok(true),
        "csv" => Ok(false),
        _ => Err(Problem::not_found("exports are csv or json")),
    }
}

async fn give(app: &App, staff: &Staff, title: &str, id: &str, what: &str, table: &Table, json: bool) -> Answer<Response> {
    let (ending, kind) = if json { ("json", "application/json") } else { ("csv", "text/csv; charset=utf-8") };
    let deed = Deed::new(&staff.id, TrailAction::Exported, title).saying(format!("{what}.{ending}, {} rows", table.rows.len()));
    let at = now();
    // The word is on disk before the file leaves.
    app.store.write(move |db| Box::pin(async move { trail::record(db, &deed, at).await })).await?;
    let plain: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = format!("attachment; filename=\"{plain}-{what}.{ending}\"");
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, HeaderValue::try_from(name).map_err(Problem::internal)?),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    let body = if json { serde_json::to_vec_pretty(&table.json()).map_err(Problem::internal)? } else { table.csv() };
    Ok((headers, body).into_response())
}

/// The moderation pack.
pub async fn pack(State(app): State<Arc<App>>, staff: Staff, Path((id, sample)): Path<(String, String)>) -> Answer<Json<Pack>> {
    let offer = offer(&app, &id)?;
    let sample = sample.parse::<usize>().ok().filter(|sample| *sample <= MOST_TRAILS);
    let wrong = || Problem::not_found(format!("a pack has a sample of 0 to {MOST_TRAILS} trails"));
    pack::of(&app, &offer, sample.ok_or_else(wrong)?, &staff).await.map(Json)
}
