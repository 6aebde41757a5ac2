//! What a browser needs to simulate assessments by itself, for those whose role lets them see keys.

use std::sync::Arc;

use api::simulation::SimulationStart;
use axum::Json;
use axum::extract::{Path, State};

use crate::app::App;
use crate::error::{Answer, Problem};
use crate::request::Staff;
use crate::retake::retake;

/// The whole bank with the blueprints that are offered of it: what awards comes first.
pub async fn start(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<SimulationStart>> {
    let missing = || Problem::not_found("there is no micro-credential of this name");
    let offer = app.catalogue().offer(&id).ok_or_else(missing)?;
    let forms = [&offer.award].into_iter().chain(&offer.sitting).chain(&offer.practice);
    let (retake, attempts) = retake(Some(offer.terms.retake), None);
    Ok(Json(SimulationStart {
        title: offer.terms.title.clone(),
        bank: offer.bank.clone(),
        blueprints: forms.map(|form| form.blueprint.clone()).collect(),
        retake,
        attempts,
    }))
}
