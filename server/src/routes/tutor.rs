//! A tutor sets the server up, signs in, makes codes and links, confirms seats.

use std::sync::Arc;

use api::attempt::BadgeState;
use api::tutor::{AwardingAssessment, ClassCode, NewCode, NewLink, Overview, PersonalLink, SeatRow, Setup, SignIn};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use engine::Verdict;

use super::values;
use crate::app::App;
use crate::award;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::limits;
use crate::request::{self, Body, Source, Tutor};
use crate::secret;
use crate::store;
use crate::store::attempts::{self, SeatLine};
use crate::store::codes::{self, Code};
use crate::store::people::{self, Institution, Role, Seat};

/// Seats on the tutor's page at most.
const SEATS: i64 = 1000;

/// Makes the first tutor. The link is used up only when this has succeeded.
pub async fn set_up(
    State(app): State<Arc<App>>,
    Source(source): Source,
    headers: HeaderMap,
    Body(setup): Body<Setup>,
) -> Answer<Response> {
    limits::LINK.check(&app, &source).await?;
    let gone = || Problem::gone("this server is set up already; sign in instead");
    if app.store.is_set_up().await? {
        return Err(gone());
    }
    let expected = app.setup.lock().expect("no holder panics").clone();
    if !expected.is_some_and(|expected| secret::same(&expected, &secret::hash(&setup.token))) {
        limits::LINK.fail(&app, &source).await?;
        return Err(Problem::not_found("this is not the set-up link that the server printed when it last started"));
    }
    let person = values::person(&setup.name, &setup.email)?;
    values::password(&setup.password)?;
    let institution = Institution {
        name: values::text("institution", &setup.institution, 200)?,
        country: values::country(&setup.country)?,
        contact: values::email("contact", &setup.contact)?,
    };
    let password = app.passwords.hash(setup.password).await;
    let (id, at) = (secret::id(), now());
    let tutor = id.clone();
    let stored =
        app.store.write(move |db| Box::pin(async move { people::set_up(db, &id, &person, &password, &institution, at).await }));
    match stored.await {
        Ok(()) => {}
        Err(store::Error::Taken) => return Err(gone()),
        Err(error) => return Err(error.into()),
    }
    *app.setup.lock().expect("no holder panics") = None;
    // The link opens nothing any more; where no file was written there is none to remove.
    drop(std::fs::remove_file(&app.setup_file));
    let cookie = request::sign_in(&app, &headers, Role::Tutor, &tutor).await?;
    Ok((StatusCode::CREATED, AppendHeaders([(SET_COOKIE, cookie)]), Json(overview_of(&app, &tutor).await?)).into_response())
}

/// Signs a tutor in.
pub async fn sign_in(
    State(app): State<Arc<App>>,
    Source(source): Source,
    headers: HeaderMap,
    Body(sign_in): Body<SignIn>,
) -> Answer<Response> {
    let account = people::email_key(&sign_in.email);
    limits::SIGN_IN.check(&app, &source).await?;
    limits::ACCOUNT.check(&app, &account).await?;
    let too_long = sign_in.password.len() > crate::password::LONGEST;
    let found = if too_long { None } else { app.store.tutor_by_email(&sign_in.email).await? };
    let (tutor, stored) = found.unzip();
    let password = if too_long { String::new() } else { sign_in.password };
    let right = app.passwords.verify(password, stored).await;
    let Some(tutor) = tutor.filter(|_| right) else {
        limits::SIGN_IN.fail(&app, &source).await?;
        limits::ACCOUNT.fail(&app, &account).await?;
        return Err(Problem::unauthenticated("e-mail and password do not belong together"));
    };
    let cookie = request::sign_in(&app, &headers, Role::Tutor, &tutor).await?;
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(overview_of(&app, &tutor).await?)).into_response())
}

/// The tutor's page.
pub async fn overview(State(app): State<Arc<App>>, Tutor(tutor): Tutor) -> Answer<Json<Overview>> {
    overview_of(&app, &tutor).await.map(Json)
}

/// Makes a class code.
pub async fn new_code(
    State(app): State<Arc<App>>,
    Tutor(tutor): Tutor,
    Body(new): Body<NewCode>,
) -> Answer<(StatusCode, Json<ClassCode>)> {
    if !(1..=365).contains(&new.days) {
        return Err(Problem::invalid(format!("days is {}, expected 1 to 365", new.days)));
    }
    let title = title_to_award(&app, &new.micro_credential)?;
    let code = fresh_code(&new.micro_credential, new.days, now());
    let stored = code.clone();
    app.store.write(move |db| Box::pin(async move { codes::insert(db, &stored, Some(&tutor)).await })).await?;
    Ok((StatusCode::CREATED, Json(shown(&code, 0, title, now()))))
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
    }
}

/// Closes a class code; who joined by it stays.
pub async fn revoke_code(State(app): State<Arc<App>>, Tutor(_): Tutor, Path(id): Path<String>) -> Answer<StatusCode> {
    let at = now();
    let found = app.store.write(move |db| Box::pin(async move { codes::revoke(db, &id, at).await })).await?;
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found("there is no class code of this name")) }
}

/// Makes a learner with a seat, and the link that is theirs.
pub async fn new_link(
    State(app): State<Arc<App>>,
    Tutor(tutor): Tutor,
    Body(new): Body<NewLink>,
) -> Answer<(StatusCode, Json<PersonalLink>)> {
    title_to_award(&app, &new.micro_credential)?;
    let person = values::person(&new.name, &new.email)?;
    let token = secret::token();
    let (hash, at) = (secret::hash(&token), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                let seat = Seat { id: secret::id(), learner: secret::id(), micro_credential: new.micro_credential };
                people::insert_learner(db, &seat.learner, &person, Some(&tutor), at).await?;
                people::insert_link(db, &hash, &seat.learner, at).await?;
                people::insert_seat(db, &seat, None, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(PersonalLink { url: app.public.join(&format!("/return#{token}")) })))
}

/// Notes that the tutor knows who sits in the seat, for its newest attempt; issues the badge where one was earned.
pub async fn confirm(State(app): State<Arc<App>>, Tutor(tutor): Tutor, Path(id): Path<String>) -> Answer<Json<SeatRow>> {
    let missing = || Problem::not_found("there is no seat of this name");
    app.store.seat_lines(Some(&id), 1).await?.pop().ok_or_else(missing)?;
    let Some(attempt) = app.store.attempts_of_seat(&id).await?.pop() else {
        let detail = "nobody has begun in this seat; confirm it once somebody has";
        return Err(Problem::conflict("nothing-to-confirm", "There is nothing to confirm", detail));
    };
    let (key, at) = (attempt.id.clone(), now());
    app.store.write(move |db| Box::pin(async move { attempts::confirm(db, &key, &tutor, at).await })).await?;
    if let Some(confirmed) = app.store.attempt(&attempt.id).await? {
        award::settle(&app, &confirmed).await?;
    }
    let line = app.store.seat_lines(Some(&id), 1).await?.pop().ok_or_else(missing)?;
    Ok(Json(row(&app, line)))
}

fn title_to_award(app: &App, micro_credential: &str) -> Answer<String> {
    let offer = app.catalogue.offer(micro_credential);
    let unknown = || Problem::invalid("micro_credential is not one that this server offers");
    Ok(offer.ok_or_else(unknown)?.terms.title.clone())
}

async fn overview_of(app: &App, tutor: &str) -> Answer<Overview> {
    let person = app.store.person(tutor).await?;
    let at = now();
    let title = |id: &str| app.catalogue.offer(id).map_or_else(|| id.to_owned(), |offer| offer.terms.title.clone());
    Ok(Overview {
        name: person.map(|person| person.name).unwrap_or_default(),
        assessments: app
            .catalogue
            .offers()
            .iter()
            .map(|offer| AwardingAssessment { micro_credential: offer.terms.id.clone(), title: offer.terms.title.clone() })
            .collect(),
        codes: app
            .store
            .codes()
            .await?
            .iter()
            .map(|(code, joined)| shown(code, *joined, title(&code.micro_credential), at))
            .collect(),
        seats: app.store.seat_lines(None, SEATS).await?.into_iter().map(|line| row(app, line)).collect(),
    })
}

fn shown(code: &Code, joined: i64, title: String, at: i64) -> ClassCode {
    ClassCode {
        id: code.id.clone(),
        code: secret::spoken_code(&code.text),
        title,
        expires_at: code.expires_at,
        joined: u32::try_from(joined).unwrap_or(u32::MAX),
        open: code.is_open(at),
    }
}

fn row(app: &App, line: SeatLine) -> SeatRow {
    let badge = match (line.badge, line.verdict) {
        (true, _) => BadgeState::Issued,
        (false, Some(Verdict::Achieved)) => BadgeState::AwaitingConfirmation,
        (false, _) => BadgeState::None,
    };
    let offer = app.catalogue.offer(&line.micro_credential);
    SeatRow {
        id: line.id,
        name: line.name,
        email: line.email,
        title: offer.map_or(line.micro_credential, |offer| offer.terms.title.clone()),
        items: usize::try_from(line.items).unwrap_or_default(),
        verdict: line.verdict,
        mastery: line.mastery,
        badge,
        confirmed_at: line.confirmed_at,
    }
}
