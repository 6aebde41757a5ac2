//! Whether an award of a pathway still rests on what it was given for. Nothing is taken by itself: a person decides.

use api::pathway::{FlaggedPart, PartState};

use super::held;
use crate::app::App;
use crate::error::Answer;
use crate::store::credentials::Credential;
use crate::store::imported::Of;
use crate::store::pathways::{Award, Part};

/// The credential that stands for this one now: itself, or what took its place after a name was changed.
///
/// # Errors
/// As the store says.
pub async fn current(app: &App, id: &str) -> Answer<Option<Credential>> {
    let mut found = app.store.credential(id).await?;
    // Each place is taken once, and by something newer: there is an end.
    while let Some(next) = found.as_ref().and_then(|credential| credential.replaced_by.clone()) {
        found = app.store.credential(&next).await?;
    }
    Ok(found)
}

/// Whether the badge of an award is in force.
///
/// # Errors
/// As the store says.
pub async fn in_force(app: &App, award: &Award) -> Answer<bool> {
    let badge = current(app, &award.credential).await?;
    Ok(badge.is_some_and(|badge| held::state_of(badge.state) == PartState::InForce))
}

/// The parts of an award that hold no more and about which nobody has decided. Of what is revoked there is nothing to decide.
///
/// # Errors
/// As the store says.
pub async fn flagged(app: &App, award: &Award, now: i64) -> Answer<Vec<FlaggedPart>> {
    let mut flagged = Vec::new();
    if !in_force(app, award).await? {
        return Ok(flagged);
    }
    for part in &award.parts {
        let state = state(app, part, now).await?;
        let decided = award.reviews.iter().any(|review| review.part == part.part && review.state == state.as_str());
        if state != PartState::InForce && !decided {
            flagged.push(FlaggedPart { part: part.part.clone(), title: part.title.clone(), state });
        }
    }
    Ok(flagged)
}

async fn state(app: &App, part: &Part, now: i64) -> Answer<PartState> {
    if part.own {
        let credential = current(app, &part.part).await?;
        return Ok(credential.map_or(PartState::Revoked, |credential| held::state_of(credential.state)));
    }
    let badge = app.store.imported(Of::Id(&part.part), 1).await?.pop();
    Ok(badge.map_or(PartState::NotRecognised, |badge| held::elsewhere(&badge).state_at(now)))
}
