//! Pathways for everyone, and a learner's own progress along them; badges that they bring from elsewhere.

use std::sync::Arc;

use api::pathway::{BadgeVerdict, ImportBadge, MyBadge, MyPathway, MyPathways, PathwayAward, PathwayView};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use data_encoding::BASE64;

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::pathway::{award, held, look, standing, view};
use crate::request::{Body, Learner};
use crate::secret;
use crate::store;
use crate::store::imported::{self, Imported, Of};

/// The largest body with a badge in base64.
pub const FILE: usize = look::LARGEST * 4 / 3 + 1024;

/// All pathways.
pub async fn all(State(app): State<Arc<App>>) -> Answer<Json<Vec<PathwayView>>> {
    let at = now();
    let ours = app.store.institution().await?;
    let offered = app.pathways.offered(&app.catalogue());
    Ok(Json(offered.pathways.iter().map(|pathway| view::pathway(pathway, &[], at, ours.as_ref())).collect()))
}

/// One pathway.
pub async fn one(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Json<PathwayView>> {
    let offered = app.pathways.offered(&app.catalogue());
    let pathway = offered.pathway(&id).ok_or_else(|| Problem::not_found("there is no pathway of this name"))?;
    Ok(Json(view::pathway(pathway, &[], now(), app.store.institution().await?.as_ref())))
}

/// How far a learner is, and what they brought. What is due is awarded.
pub async fn mine(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<Json<MyPathways>> {
    let ours = app.store.institution().await?;
    let mut pathways = Vec::new();
    for pathway in &app.pathways.offered(&app.catalogue()).pathways {
        let settled = award::settle(&app, &learner, pathway).await?;
        let award = match &settled.award {
            None => None,
            Some(award) => {
                let credential = standing::current(&app, &award.credential).await?;
                let credential = credential.map_or_else(|| award.credential.clone(), |credential| credential.id);
                let in_force = standing::in_force(&app, award).await?;
                let record = match &award.record {
                    Some(record) => standing::current(&app, record).await?.map(|record| record.id),
                    None => None,
                };
                Some(PathwayAward { credential, record, awarded_at: award.awarded_at, in_force })
            }
        };
        pathways.push(MyPathway {
            pathway: view::shown(pathway, settled.progress, ours.as_ref()),
            award,
            held_up: settled.held_up,
        });
    }
    let badges = app.store.imported(Of::Learner(&learner), held::MOST).await?;
    Ok(Json(MyPathways { pathways, badges: badges.iter().map(view::badge).collect() }))
}

/// Takes a badge from elsewhere.
pub async fn import(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Body(ImportBadge { file }): Body<ImportBadge>,
) -> Answer<(StatusCode, Json<MyBadge>)> {
    let bytes = BASE64.decode(file.as_bytes()).map_err(|_| Problem::invalid("file is not base64, expected a badge in base64"))?;
    let document = look::credential_in(&bytes)?;
    let person = app.store.person(&learner).await?;
    let person = person.ok_or_else(|| Problem::unauthenticated("your name and e-mail are no longer kept here"))?;
    let known = app.store.imported(Of::Learner(&learner), held::MOST).await?.len();
    if i64::try_from(known).unwrap_or(i64::MAX) >= held::MOST {
        let detail = format!("you brought {known} badges, expected at most {}; remove one first", held::MOST);
        return Err(Problem::conflict("too-many-badges", "No more badges can be kept", detail));
    }
    if let Some(seconds) = look::wait(&app, &learner).await? {
        return Err(Problem::too_often(seconds));
    }
    let look = look::look(&app, &document, &person.email).await?;
    if look.verdict == BadgeVerdict::Invalid {
        let why = look.why.unwrap_or_default();
        return Err(Problem::invalid(format!("the badge is not valid: {why}")));
    }
    let at = now();
    let badge = Imported { id: secret::id(), learner, document, look, imported_at: at, checked_at: at, steps: Vec::new() };
    let shown = view::badge(&badge);
    let stored = app.store.write(move |db| Box::pin(async move { imported::insert(db, &badge).await })).await;
    match stored {
        Ok(()) => Ok((StatusCode::CREATED, Json(shown))),
        Err(store::Error::Taken) => Err(Problem::conflict("known", "This badge is here already", "you brought it before")),
        Err(error) => Err(error.into()),
    }
}

/// Removes a badge that a learner brought.
pub async fn remove(State(app): State<Arc<App>>, Learner(learner): Learner, Path(id): Path<String>) -> Answer<StatusCode> {
    let badge = app.store.imported(Of::Id(&id), 1).await?.pop().filter(|badge| badge.learner == learner);
    let badge = badge.ok_or_else(|| Problem::not_found("there is no badge of yours of this name"))?;
    match app.store.write(move |db| Box::pin(async move { imported::remove(db, &badge.id).await })).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(store::Error::Taken) => {
            let detail = "a credential was awarded that rests on it; it is kept as long as that";
            Err(Problem::conflict("part-of-award", "This badge is part of an award", detail))
        }
        Err(error) => Err(error.into()),
    }
}
