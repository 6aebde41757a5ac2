//! The page from which a class is run: of codes, seats and sittings what its reader may see.

use std::sync::Arc;

use api::staff::{Grant, Permission};
use api::tutor::{AwardingAssessment, Overview};
use axum::Json;
use axum::extract::State;

use super::classes::{row, shown};
use crate::access;
use crate::app::App;
use crate::clock::now;
use crate::error::Answer;
use crate::request::Staff;
use crate::{exposure, sitting};

/// Seats on the page at most.
const SEATS: i64 = 1000;
/// Sittings on the page at most.
const SITTINGS: i64 = 100;

/// The page.
pub async fn overview(State(app): State<Arc<App>>, staff: Staff) -> Answer<Json<Overview>> {
    of(&app, &staff.id, staff.grants).await.map(Json)
}

/// The page of an account that has just signed in.
pub async fn of_account(app: &App, id: &str) -> Answer<Overview> {
    of(app, id, app.store.grants(id, now()).await?).await
}

async fn of(app: &App, id: &str, grants: Vec<Grant>) -> Answer<Overview> {
    let held: Vec<_> = grants.iter().map(|grant| grant.role).collect();
    let may: Vec<_> = Permission::ALL.into_iter().filter(|permission| access::may(&held, *permission)).collect();
    let person = app.store.person(id).await?;
    let at = now();
    let title = |id: &str| app.catalogue().offer(id).map_or_else(|| id.to_owned(), |offer| offer.terms.title.clone());
    let mut assessments = Vec::new();
    for offer in app.catalogue().offers() {
        assessments.push(AwardingAssessment {
            micro_credential: offer.terms.id.clone(),
            title: offer.terms.title.clone(),
            sitting: offer.sitting.is_some(),
            exposed: exposure::waiting(app, offer).await?.len(),
        });
    }
    let (codes, seats) = if may.contains(&Permission::ReadClasses) {
        (app.store.codes().await?, app.store.seat_lines(None, SEATS).await?)
    } else {
        Default::default()
    };
    let sittings = if may.contains(&Permission::ReadSittings) { app.store.sittings(None, SITTINGS).await? } else { Vec::new() };
    Ok(Overview {
        name: person.map(|person| person.name).unwrap_or_default(),
        roles: grants,
        may,
        sittings_refused: sitting::refused_here(app),
        assessments,
        codes: codes.iter().map(|(code, joined)| shown(code, *joined, title(&code.micro_credential), at)).collect(),
        seats: seats.into_iter().map(|line| row(app, line)).collect(),
        sittings: sittings.iter().map(|(sitting, code, joined)| sitting::card(app, sitting, code, *joined)).collect(),
    })
}
