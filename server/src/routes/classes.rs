//! Classes: codes, learners with a card of their own, seats to confirm.

use std::sync::Arc;

use api::attempt::BadgeState;
use api::learner::ReturnCard;
use api::staff::{Permission, TrailAction};
use api::tutor::{ClassCode, NewCode, NewLink, SeatRow};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::Verdict;

use super::values;
use crate::app::App;
use crate::award;
use crate::card;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::exposure;
use crate::request::{Body, Staff};
use crate::secret;
use crate::store::attempts::{self, SeatLine};
use crate::store::cards;
use crate::store::codes::{self, Code};
use crate::store::people::{self, Seat};
use crate::store::trail::{self, Deed};

/// Makes a class code.
pub async fn new_code(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(new): Body<NewCode>,
) -> Answer<(StatusCode, Json<ClassCode>)> {
    if !(1..=365).contains(&new.days) {
        return Err(Problem::invalid(format!("days is {}, expected 1 to 365", new.days)));
    }
    let title = title_to_award(&app, &new.micro_credential)?;
    let code = fresh_code(&new.micro_credential, new.days, now());
    let (stored, at) = (code.clone(), now());
    let deed = Deed::new(&staff.id, TrailAction::CodeMade, &title).saying(format!("for {} days", new.days));
    app.store
        .write(move |db| {
            Box::pin(async move {
                codes::insert(db, &stored, Some(&staff.id)).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(shown(&code, 0, title, at))))
}

/// A code that is not stored yet.
pub fn fresh_code(micro_credential: &str, days: u32, at: i64) -> Code {
    Code {
        id: secret::id(),
        text: secret::class_code(),
        micro_credential: micro_credential.to_owned(),
        created_at: at,
        expires_at: at + i64::from(days) * DAY,
        revoked_at: None,
        sitting: None,
    }
}

/// Closes a class code; who joined by it stays.
pub async fn revoke_code(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<StatusCode> {
    let at = now();
    let deed = Deed::new(&staff.id, TrailAction::CodeRevoked, &id);
    let found = app.store.write(move |db| {
        Box::pin(async move {
            let found = codes::revoke(db, &id, at).await?;
            if found {
                trail::record(db, &deed, at).await?;
            }
            Ok(found)
        })
    });
    let found = found.await?;
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found("there is no class code of this name")) }
}

/// Makes a learner with a seat, and the return card that is theirs.
pub async fn new_link(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(new): Body<NewLink>,
) -> Answer<(StatusCode, Json<ReturnCard>)> {
    let title = title_to_award(&app, &new.micro_credential)?;
    let person = values::person(&new.name, &new.email)?;
    let learner = secret::id();
    let (stored, shown) = card::fresh(&app, &learner, &person.name, Some(&staff.id))?;
    let (deed, at) = (Deed::new(&staff.id, TrailAction::LearnerMade, &learner).saying(title), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                let seat = Seat { id: secret::id(), learner, micro_credential: new.micro_credential };
                people::insert_learner(db, &seat.learner, &person, Some(&staff.id), at).await?;
                cards::replace(db, &stored, None, at).await?;
                people::insert_seat(db, &seat, None, true, at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(shown)))
}

/// Gives the learner of a seat a new return card in place of a lost one. Who only invigilates does so in sittings that are not signed
/// off.
pub async fn reissue_card(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Answer<(StatusCode, Json<ReturnCard>)> {
    let missing = || Problem::not_found("there is no seat of this name that is yours to serve");
    let seat = app.store.seat(&id).await?.ok_or_else(missing)?;
    if !staff.may(Permission::RunClasses) && !app.store.is_being_sat(&seat.id).await? {
        return Err(missing());
    }
    let person = app.store.person(&seat.learner).await?.ok_or_else(missing)?;
    let (stored, shown) = card::fresh(&app, &seat.learner, &person.name, Some(&staff.id))?;
    let (deed, at) = (Deed::new(&staff.id, TrailAction::CardReissued, &seat.learner), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                cards::replace(db, &stored, None, at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(shown)))
}

/// Notes that the tutor knows who sits in the seat, for its newest attempt; issues the badge where one was earned.
pub async fn confirm(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<SeatRow>> {
    let missing = || Problem::not_found("there is no seat of this name");
    app.store.seat_lines(Some(&id), 1).await?.pop().ok_or_else(missing)?;
    let Some(attempt) = app.store.attempts_of_seat(&id).await?.pop() else {
        let detail = "nobody has begun in this seat; confirm it once somebody has";
        return Err(Problem::conflict("nothing-to-confirm", "There is nothing to confirm", detail));
    };
    if attempt.sitting.is_some() {
        let detail = "its newest attempt was made in a sitting, whose invigilator signs it off";
        return Err(Problem::conflict("in-sitting", "This seat is not confirmed here", detail));
    }
    let (key, at) = (attempt.id.clone(), now());
    let deed = Deed::new(&staff.id, TrailAction::SeatConfirmed, &attempt.learner);
    app.store
        .write(move |db| {
            Box::pin(async move {
                attempts::confirm(db, &key, &staff.id, at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    if let Some(confirmed) = app.store.attempt(&attempt.id).await? {
        award::settle(&app, &confirmed).await?;
        if exposure::holds(&app, &confirmed).await? {
            let detail = "its questions came into browsers in a sitting before it was finished; it is confirmed, and awarded once an \
                          author accepts that";
            return Err(Problem::conflict("exposed", "This seat waits for an author", detail));
        }
    }
    let line = app.store.seat_lines(Some(&id), 1).await?.pop().ok_or_else(missing)?;
    Ok(Json(row(&app, line)))
}

/// The title of a micro-credential that is on offer.
pub fn title_to_award(app: &App, micro_credential: &str) -> Answer<String> {
    let offer = app.catalogue().offer(micro_credential);
    let unknown = || Problem::invalid("micro_credential is not one that this server offers");
    Ok(offer.ok_or_else(unknown)?.terms.title.clone())
}

/// A code as it is shown.
pub fn shown(code: &Code, joined: i64, title: String, at: i64) -> ClassCode {
    ClassCode {
        id: code.id.clone(),
        code: secret::spoken_code(&code.text),
        title,
        expires_at: code.expires_at,
        joined: u32::try_from(joined).unwrap_or(u32::MAX),
        open: code.is_open(at),
    }
}

/// A seat as it is shown.
pub fn row(app: &App, line: SeatLine) -> SeatRow {
    let badge = match (line.badge, line.verdict) {
        (true, _) => BadgeState::Issued,
        (false, Some(Verdict::Achieved)) if !line.in_sitting => BadgeState::AwaitingConfirmation,
        (false, Some(Verdict::Achieved)) if line.vouched == Some(false) => BadgeState::NotVouched,
        (false, Some(Verdict::Achieved)) => BadgeState::AwaitingSignOff,
        (false, _) => BadgeState::None,
    };
    let offer = app.catalogue().offer(&line.micro_credential);
    SeatRow {
        id: line.id,
        name: line.name,
        email: line.email,
        title: offer.map_or(line.micro_credential, |offer| offer.terms.title.clone()),
        begun: line.items.is_some(),
        items: usize::try_from(line.items.unwrap_or_default()).unwrap_or_default(),
        verdict: line.verdict,
        mastery: line.mastery,
        badge,
        in_sitting: line.in_sitting,
        confirmed_at: line.confirmed_at,
    }
}
