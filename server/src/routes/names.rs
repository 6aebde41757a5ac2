//! A learner asks for another name; somebody gives it, or says why not.

use std::sync::Arc;

use api::names::{AskName, DecideName, MyNameRequest, NameRequestRow};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::running::words;
use super::values;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::issuing::again::{rename, waits_no_more};
use crate::request::{Body, Learner, Staff};
use crate::secret;
use crate::store;
use crate::store::names::{self, Asked, Decision};
use crate::store::trail::{self, Deed};

/// Asks for another name.
pub async fn ask(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Body(new): Body<AskName>,
) -> Answer<(StatusCode, Json<MyNameRequest>)> {
    let name = values::text("name", &new.name, 200)?;
    let reason = if new.reason.trim().is_empty() { String::new() } else { words("reason", &new.reason)? };
    let person = app.store.person(&learner).await?;
    let person = person.ok_or_else(|| Problem::unauthenticated("your name and e-mail are no longer kept here"))?;
    if person.name == name {
        return Err(Problem::invalid("name is the one that you have here, expected another"));
    }
    let asked = Asked { id: secret::id(), learner, name, reason, at: now() };
    let told = MyNameRequest { name: asked.name.clone(), asked_at: asked.at, answer: None };
    match app.store.write(move |db| Box::pin(async move { names::ask(db, &asked).await })).await {
        Ok(()) => Ok((StatusCode::CREATED, Json(told))),
        Err(store::Error::Taken) => {
            let detail = "take it back first, or wait until it is decided";
            Err(Problem::conflict("asked", "You asked for another name already", detail))
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the wish back while it waits.
pub async fn take_back(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<StatusCode> {
    app.store.write(move |db| Box::pin(async move { names::take_back(db, &learner).await })).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What waits.
pub async fn waiting(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<Vec<NameRequestRow>>> {
    Ok(Json(app.store.waiting_names().await?))
}

/// Gives a learner the name that they asked for, or says why not.
pub async fn decide(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(DecideName { grant, words: said }): Body<DecideName>,
) -> Answer<StatusCode> {
    let said = if grant && said.trim().is_empty() { String::new() } else { words("words", &said)? };
    let missing = || Problem::not_found("nobody asked for a name under this one; it may have been taken back");
    let (learner, name, waits) = app.store.asked_name(&id).await?.ok_or_else(missing)?;
    if !waits {
        return Err(waits_no_more());
    }
    if grant {
        // First, so that what is interrupted still waits: granted again, it does the rest. The trail tells it there.
        rename(&app, &learner, name, Some(id.clone()), &staff.id).await?;
    }
    let decision = Decision { id, granted: grant, words: said, staff: staff.id.clone() };
    let deed = Deed::new(&staff.id, TrailAction::NameDeclined, learner);
    let at = now();
    let done = app.store.write(move |db| {
        Box::pin(async move {
            let done = names::decide(db, &decision, at).await?;
            if done && !grant {
                trail::record(db, &deed, at).await?;
            }
            Ok(done)
        })
    });
    if !done.await? {
        return Err(waits_no_more());
    }
    // What was said for it may tell a former name.
    app.store.let_go().await;
    Ok(StatusCode::NO_CONTENT)
}
