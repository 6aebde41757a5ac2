//! A learner joins, comes back, looks at what is theirs, leaves.

use std::sync::Arc;

use api::attempt::AttemptState;
use api::learner::{AttemptCard, FollowLink, Join, Me, ReturnCard, Seat, SeatSitting};
use api::sitting::SittingState;
use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use engine::blueprint::Delivery;

use super::values;
use crate::app::App;
use crate::card;
use crate::clock::now;
use crate::cohort;
use crate::error::{Answer, Problem};
use crate::limits;
use crate::request::{self, Body, Learner, Source};
use crate::sealed::{self, Retake};
use crate::secret;
use crate::store::attempts::Attempt;
use crate::store::people::{self, Account};
use crate::store::{cards, cohorts, sittings};

/// Joins with the code of a class or of a sitting.
///
/// Whoever is signed in already and gives the same e-mail keeps their account and gets another seat. Anybody else is new, even
/// with an e-mail that is known: knowing an address opens nothing.
pub async fn join(
    State(app): State<Arc<App>>,
    Source(source): Source,
    headers: HeaderMap,
    Body(join): Body<Join>,
) -> Answer<Response> {
    let person = values::person(&join.name, &join.email)?;
    limits::CODE.check(&app, &source).await?;
    let code = app.store.code(&secret::normal_code(&join.code)).await?;
    let Some(code) = code.filter(|code| code.is_open(now())) else {
        limits::CODE.fail(&app, &source).await?;
        return Err(Problem::not_found("this code opens nothing, or no longer; look at it again or ask your tutor"));
    };

    let known = match request::signed_in(&app, &headers, Account::Learner).await? {
        Some(learner) => {
            let same = app.store.person(&learner).await?.is_some_and(|known| known.email_key() == person.email_key());
            same.then_some(learner)
        }
        None => None,
    };
    let is_new = known.is_none();
    let learner = known.unwrap_or_else(secret::id);
    // Whoever has an account here has its card, too: another would end the first.
    let card = if is_new { Some(card::fresh(&app, &learner, &person.name, None)?) } else { None };
    let (stored, shown) = card.unzip();
    let cohort = app.store.cohort_of_code(&code.id).await?;
    let (id, at) = (learner.clone(), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                if is_new {
                    people::insert_learner(db, &id, &person, None, at).await?;
                }
                if let Some(card) = &stored {
                    cards::replace(db, card, None, at).await?;
                }
                let seat = people::Seat { id: secret::id(), learner: id, micro_credential: code.micro_credential };
                let seat = people::insert_seat(db, &seat, Some(&code.id), code.sitting.is_none(), at).await?;
                if let Some(cohort) = &cohort {
                    cohorts::join(db, cohort, &seat, 1.0, at).await?;
                }
                match &code.sitting {
                    Some(sitting) => sittings::join(db, sitting, &seat, at).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    let cookie = request::sign_in(&app, &headers, Account::Learner, &learner, None).await?;
    let me = me_of(&app, &learner, shown).await?;
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(me)).into_response())
}

/// Comes back by a return card: by its link or by its code, as often as one likes.
pub async fn follow(
    State(app): State<Arc<App>>,
    Source(source): Source,
    headers: HeaderMap,
    Body(FollowLink { token, code }): Body<FollowLink>,
) -> Answer<Response> {
    let limit = if token.is_empty() { limits::CODE } else { limits::LINK };
    limit.check(&app, &source).await?;
    let (token, code) = (secret::hash(&token), card::code_key(&app, &secret::normal_code(&code)));
    let Some(opened) = app.store.card(&token, &code).await? else {
        limit.fail(&app, &source).await?;
        let detail = "this card opens nothing, or no longer; look at it again, or ask your tutor or invigilator for a new one";
        return Err(Problem::not_found(detail));
    };
    let cookie = request::sign_in(&app, &headers, Account::Learner, &opened.learner, Some(opened.card)).await?;
    let me = me_of(&app, &opened.learner, None).await?;
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(me)).into_response())
}

/// Makes a new card in place of a lost one; whoever came in by that is out.
pub async fn new_card(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    headers: HeaderMap,
) -> Answer<(StatusCode, Json<ReturnCard>)> {
    let person = app.store.person(&learner).await?.ok_or_else(gone)?;
    let (stored, shown) = card::fresh(&app, &learner, &person.name, None)?;
    let (mine, at) = (request::session(&app, &headers, Account::Learner), now());
    app.store.write(move |db| Box::pin(async move { cards::replace(db, &stored, mine.as_deref(), at).await })).await?;
    Ok((StatusCode::CREATED, Json(shown)))
}

/// What is the learner's own.
pub async fn me(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<Json<Me>> {
    me_of(&app, &learner, None).await.map(Json)
}

/// Ends the sessions that the browser holds.
pub async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> Answer<Response> {
    let cookies = request::sign_out(&app, &headers).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

fn gone() -> Problem {
    Problem::unauthenticated("your name and e-mail are no longer kept here")
}

async fn me_of(app: &App, learner: &str, card: Option<ReturnCard>) -> Answer<Me> {
    let person = app.store.person(learner).await?.ok_or_else(gone)?;
    let mut seats = Vec::new();
    for seat in app.store.seats(learner).await? {
        let attempts = app.store.attempts_of_seat(&seat.id).await?;
        let sitting = app.store.sitting_of_seat(&seat.id).await?;
        let sits = sitting.as_ref().is_some_and(|sitting| sitting.state(now()) == SittingState::Open);
        let (next_attempt_at, retake_refused) = match sealed::retake(app, &seat, Delivery::Sealed).await? {
            // An open sitting has a time of its own.
            Retake::Now { .. } if !sits => cohort::outlook(app, &seat).await?,
            Retake::Running(_) | Retake::Now { .. } => (None, None),
            Retake::From(at) => (Some(at), None),
            Retake::Never(why) => (None, Some(why)),
        };
        let offer = app.catalogue().offer(&seat.micro_credential);
        seats.push(Seat {
            title: offer.map_or_else(|| seat.micro_credential.clone(), |offer| offer.terms.title.clone()),
            sealed: app.store.is_for_sealed(&seat.id).await?,
            id: seat.id,
            micro_credential: seat.micro_credential,
            attempts: attempts.iter().map(attempt_card).collect(),
            next_attempt_at,
            retake_refused,
            sitting: sitting.map(|sitting| SeatSitting {
                open: sitting.state(now()) == SittingState::Open,
                closes_at: sitting.ends_at(),
                title: sitting.title,
            }),
        });
    }
    Ok(Me { id: learner.to_owned(), name: person.name, email: person.email, seats, card })
}

fn attempt_card(attempt: &Attempt) -> AttemptCard {
    let state = match (attempt.finished_at, attempt.paused) {
        (Some(_), _) => AttemptState::Finished,
        (None, true) => AttemptState::Paused,
        (None, false) => AttemptState::Running,
    };
    AttemptCard { id: attempt.id.clone(), state, started_at: attempt.started_at, in_sitting: attempt.sitting.is_some() }
}
