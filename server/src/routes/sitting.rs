//! Sittings: opened, watched, closed and signed off by an invigilator; sat by learners.

use std::sync::Arc;

use api::sitting::{Extension, LogReceipt, LogSubmit, NewSitting, SignOff, SittingCard, SittingStart, SittingState, SittingView};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::attempt::own;
use super::practice::picture_headers;
use super::values;
use crate::app::App;
use crate::award;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::request::{Body, Learner, Staff};
use crate::store::codes::{self, Code};
use crate::store::people::Seat;
use crate::store::sittings::{self, Sitting};
use crate::store::trail::{self, Deed};
use crate::{secret, sitting};

const MINUTE: i64 = 60_000;

/// Opens a sitting and its code.
pub async fn open(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(new): Body<NewSitting>,
) -> Answer<(StatusCode, Json<SittingCard>)> {
    if let Some(why) = sitting::refused_here(&app) {
        return Err(Problem::conflict("needs-https", "A sitting needs https", why));
    }
    let title = values::text("title", &new.title, 100)?;
    if !(5..=1440).contains(&new.minutes) {
        return Err(Problem::invalid(format!("minutes is {}, expected 5 to 1440", new.minutes)));
    }
    let offer = app.catalogue().offer(&new.micro_credential).filter(|offer| offer.sitting.is_some());
    let unknown = || Problem::invalid("micro_credential is not one that this server offers in sittings");
    let offer = offer.ok_or_else(unknown)?;
    let at = now();
    let sitting = Sitting {
        id: secret::id(),
        micro_credential: offer.terms.id.clone(),
        title,
        opened_at: at,
        closes_at: at + i64::from(new.minutes) * MINUTE,
        closed_at: None,
        signed_at: None,
        signed_by: None,
        note: String::new(),
    };
    let code = Code {
        id: secret::id(),
        text: secret::class_code(),
        micro_credential: sitting.micro_credential.clone(),
        created_at: at,
        expires_at: sitting.closes_at,
        revoked_at: None,
        sitting: Some(sitting.id.clone()),
    };
    let card = sitting::card(&app, &sitting, &code.text, 0);
    let deed = Deed::new(&staff.id, TrailAction::SittingOpened, &sitting.title).saying(format!("for {} minutes", new.minutes));
    app.store
        .write(move |db| {
            Box::pin(async move {
                sittings::insert(db, &sitting, &staff.id).await?;
                codes::insert(db, &code, Some(&staff.id)).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(card)))
}

/// A sitting and who is in it.
pub async fn view(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<SittingView>> {
    sitting::view(&app, &id).await.map(Json)
}

/// Gives a sitting more time.
pub async fn extend(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(extension): Body<Extension>,
) -> Answer<Json<SittingView>> {
    let sitting = find(&app, &id).await?;
    if !(1..=1440).contains(&extension.minutes) {
        return Err(Problem::invalid(format!("minutes is {}, expected 1 to 1440", extension.minutes)));
    }
    let at = now();
    let deed =
        Deed::new(&staff.id, TrailAction::SittingExtended, &sitting.title).saying(format!("by {} minutes", extension.minutes));
    let extended = app.store.write(move |db| {
        Box::pin(async move {
            let open = sittings::extend(db, &sitting.id, i64::from(extension.minutes) * MINUTE, at).await?;
            if open {
                trail::record(db, &deed, at).await?;
            }
            Ok(open)
        })
    });
    if !extended.await? {
        return Err(not_now("it is closed; open another sitting"));
    }
    sitting::view(&app, &id).await.map(Json)
}

/// Closes a sitting before its time. One that is closed stays as it is.
pub async fn close(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<SittingView>> {
    let sitting = find(&app, &id).await?;
    let at = now();
    let deed = Deed::new(&staff.id, TrailAction::SittingClosed, &sitting.title);
    app.store
        .write(move |db| {
            Box::pin(async move {
                if sittings::close(db, &sitting.id, at).await? {
                    trail::record(db, &deed, at).await?;
                }
                Ok(())
            })
        })
        .await?;
    sitting::view(&app, &id).await.map(Json)
}

/// Hands in what is on record of a learner's attempt, whose own browser cannot.
pub async fn hand_in(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((id, seat)): Path<(String, String)>,
) -> Answer<Json<SittingView>> {
    let room = find(&app, &id).await?;
    let attempts = app.store.attempts_of_seat(&seat).await?;
    let attempt = attempts.into_iter().rev().find(|attempt| attempt.sitting.as_deref() == Some(room.id.as_str()));
    let attempt = attempt.ok_or_else(|| Problem::not_found("nobody has begun in this seat of this sitting"))?;
    let deed = Deed::new(&staff.id, TrailAction::HandedIn, &attempt.learner).saying(&room.title);
    sitting::hand_in(&app, &room, &attempt, Some(deed)).await?;
    sitting::view(&app, &id).await.map(Json)
}

/// Signs a closed sitting off, and awards what was earned in it.
pub async fn sign_off(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(SignOff { note, except }): Body<SignOff>,
) -> Answer<Json<SittingView>> {
    let room = find(&app, &id).await?;
    let note = if note.trim().is_empty() { String::new() } else { values::text("note", &note, 1000)? };
    let lines = app.store.sitting_lines(&id).await?;
    if let Some(unknown) = except.iter().find(|seat| lines.iter().all(|line| line.seat != **seat)) {
        return Err(Problem::invalid(format!("except names seat {}, expected seats of this sitting", unknown.escape_default())));
    }
    if room.state(now()) == SittingState::Open {
        return Err(not_now("it is open; close it first"));
    }
    let at = now();
    let vouched = format!("vouches for {} of {}", lines.len() - except.len().min(lines.len()), lines.len());
    let deed = Deed::new(&staff.id, TrailAction::SittingSignedOff, &room.title).saying(vouched);
    let key = room.id.clone();
    let signed = app.store.write(move |db| {
        Box::pin(async move {
            let signed = sittings::sign_off(db, &key, &staff.id, &note, &except, at).await?;
            if signed {
                trail::record(db, &deed, at).await?;
            }
            Ok(signed)
        })
    });
    if !signed.await? {
        return Err(not_now("it was signed off before"));
    }
    for attempt in lines.into_iter().filter_map(|line| line.attempt) {
        if let Some(attempt) = app.store.attempt(&attempt).await? {
            // The sign-off is on disk whatever becomes of one badge; it is tried again when its learner looks at the result.
            drop(award::settle(&app, &attempt).await);
        }
    }
    sitting::view(&app, &id).await.map(Json)
}

/// Begins in the open sitting of one's seat, or goes on.
pub async fn sit(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
) -> Answer<(StatusCode, Json<SittingStart>)> {
    let seat = own_seat(&app, &learner, &id).await?;
    let (start, is_new) = sitting::start(&app, &seat).await?;
    Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(start)))
}

/// A picture of the sitting's items.
pub async fn media(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path((id, name)): Path<(String, String)>,
) -> Answer<Response> {
    let seat = own_seat(&app, &learner, &id).await?;
    let media = sitting::media(&app, &seat, &name).await?;
    let mut headers = picture_headers(media.mime)?;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok((headers, media.bytes).into_response())
}

/// Takes a log, or what is new of it.
pub async fn log(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(submit): Body<LogSubmit>,
) -> Answer<(StatusCode, Json<LogReceipt>)> {
    let attempt = own(&app, &learner, &id).await?;
    let receipt = sitting::take(&app, &attempt, submit).await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

async fn own_seat(app: &App, learner: &str, id: &str) -> Answer<Seat> {
    let missing = || Problem::not_found("you have no seat of this name");
    app.store.seat_of(learner, id).await?.ok_or_else(missing)
}

async fn find(app: &App, id: &str) -> Answer<Sitting> {
    app.store.sitting(id).await?.ok_or_else(|| Problem::not_found("there is no sitting of this name"))
}

fn not_now(detail: &str) -> Problem {
    Problem::conflict("not-now", "Not in this state of the sitting", detail)
}
