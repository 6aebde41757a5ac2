//! A learner joins, comes back, looks at what is theirs, leaves.

use std::sync::Arc;

use api::attempt::AttemptState;
use api::learner::{AttemptCard, FollowLink, Join, Me, Seat};
use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};

use super::values;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::limits;
use crate::request::{self, Body, Learner, Source};
use crate::sealed::{self, Retake};
use crate::secret;
use crate::store::attempts::Attempt;
use crate::store::people::{self, Role};

/// Joins with a class code.
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

    let known = match request::signed_in(&app, &headers, Role::Learner).await? {
        Some(learner) => {
            let same = app.store.person(&learner).await?.is_some_and(|known| known.email_key() == person.email_key());
            same.then_some(learner)
        }
        None => None,
    };
    let (learner, is_new) = known.map_or_else(|| (secret::id(), true), |learner| (learner, false));
    let link = secret::token();
    let (id, hash, at) = (learner.clone(), secret::hash(&link), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                if is_new {
                    people::insert_learner(db, &id, &person, None, at).await?;
                }
                people::insert_link(db, &hash, &id, at).await?;
                let seat = people::Seat { id: secret::id(), learner: id, micro_credential: code.micro_credential };
                people::insert_seat(db, &seat, Some(&code.id), at).await
            })
        })
        .await?;
    let cookie = request::sign_in(&app, &headers, Role::Learner, &learner).await?;
    let me = me_of(&app, &learner, Some(format!("/return#{link}"))).await?;
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(me)).into_response())
}

/// Follows a personal link; it can be followed again.
pub async fn follow(
    State(app): State<Arc<App>>,
    Source(source): Source,
    headers: HeaderMap,
    Body(FollowLink { token }): Body<FollowLink>,
) -> Answer<Response> {
    limits::LINK.check(&app, &source).await?;
    let Some(learner) = app.store.link(&secret::hash(&token)).await? else {
        limits::LINK.fail(&app, &source).await?;
        return Err(Problem::not_found("this link opens nothing; copy it whole, or ask your tutor for another"));
    };
    let cookie = request::sign_in(&app, &headers, Role::Learner, &learner).await?;
    let me = me_of(&app, &learner, None).await?;
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(me)).into_response())
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

async fn me_of(app: &App, learner: &str, return_link: Option<String>) -> Answer<Me> {
    let gone = || Problem::unauthenticated("your name and e-mail are no longer kept here");
    let person = app.store.person(learner).await?.ok_or_else(gone)?;
    let mut seats = Vec::new();
    for seat in app.store.seats(learner).await? {
        let attempts = app.store.attempts_of_seat(&seat.id).await?;
        let (next_attempt_at, retake_refused) = match sealed::retake(app, &seat).await? {
            Retake::Running(_) | Retake::Now { .. } => (None, None),
            Retake::From(at) => (Some(at), None),
            Retake::Never(why) => (None, Some(why)),
        };
        let offer = app.catalogue.offer(&seat.micro_credential);
        seats.push(Seat {
            id: seat.id,
            title: offer.map_or_else(|| seat.micro_credential.clone(), |offer| offer.terms.title.clone()),
            micro_credential: seat.micro_credential,
            attempts: attempts.iter().map(card).collect(),
            next_attempt_at,
            retake_refused,
        });
    }
    Ok(Me { name: person.name, email: person.email, seats, return_link })
}

fn card(attempt: &Attempt) -> AttemptCard {
    let state = match (attempt.finished_at, attempt.paused) {
        (Some(_), _) => AttemptState::Finished,
        (None, true) => AttemptState::Paused,
        (None, false) => AttemptState::Running,
    };
    AttemptCard { id: attempt.id.clone(), state, started_at: attempt.started_at }
}
