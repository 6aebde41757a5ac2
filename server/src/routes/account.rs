//! The accounts of those who work here: the first one, signing in, passwords.

use std::sync::Arc;

use api::staff::{ChangePassword, Grant, Role, SetPassword, TrailAction};
use api::tutor::{Setup, SignIn};
use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};

use super::{overview, values};
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::limits;
use crate::request::{self, Body, Source, Staff};
use crate::secret;
use crate::store;
use crate::store::people::{self, Account, Institution};
use crate::store::staff;
use crate::store::trail::{self, Deed};

/// Makes the first account, an owner's. The link is used up only when this has succeeded.
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
    let owner = id.clone();
    let stored = app.store.write(move |db| {
        Box::pin(async move {
            if staff::is_anybody_here(db).await? {
                return Err(store::Error::Taken);
            }
            staff::insert(db, &owner, &person, &password, at).await?;
            staff::set_roles(db, &owner, &[Grant { role: Role::Owner, expires_at: None }], at).await?;
            people::insert_institution(db, &institution).await?;
            trail::record(db, &Deed::new(&owner, TrailAction::SetUp, &institution.name), at).await
        })
    });
    match stored.await {
        Ok(()) => {}
        Err(store::Error::Taken) => return Err(gone()),
        Err(error) => return Err(error.into()),
    }
    *app.setup.lock().expect("no holder panics") = None;
    // The link opens nothing any more; where no file was written there is none to remove.
    drop(std::fs::remove_file(&app.setup_file));
    let cookie = request::sign_in(&app, &headers, Account::Staff, &id, None).await?;
    Ok((StatusCode::CREATED, AppendHeaders([(SET_COOKIE, cookie)]), Json(overview::of_account(&app, &id).await?)).into_response())
}

/// Signs somebody in.
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
    let found = if too_long { None } else { app.store.staff_by_email(&sign_in.email).await? };
    let (id, stored) = found.map(|found| (found.id, found.password)).unzip();
    let password = if too_long { String::new() } else { sign_in.password };
    let right = app.passwords.verify(password, stored).await;
    let Some(id) = id.filter(|_| right) else {
        limits::SIGN_IN.fail(&app, &source).await?;
        limits::ACCOUNT.fail(&app, &account).await?;
        return Err(Problem::unauthenticated("e-mail and password do not belong together"));
    };
    signed_in(&app, &headers, &id, Deed::new(&id, TrailAction::SignedIn, &id)).await
}

/// Sets a password with an invitation or a reset link, which is used up by it; ends all sessions of the account and begins one.
pub async fn set_password(
    State(app): State<Arc<App>>,
    Source(source): Source,
    headers: HeaderMap,
    Body(set): Body<SetPassword>,
) -> Answer<Response> {
    limits::LINK.check(&app, &source).await?;
    let missing = || Problem::not_found("this link opens nothing, or no longer; ask an owner for a new one");
    let token = secret::hash(&set.token);
    let Some(id) = app.store.password_link(&token, now()).await? else {
        limits::LINK.fail(&app, &source).await?;
        return Err(missing());
    };
    values::password(&set.password)?;
    let password = app.passwords.hash(set.password).await;
    let (account, at) = (id.clone(), now());
    let used = app.store.write(move |db| {
        Box::pin(async move {
            let used = staff::use_password_link(db, &token, at).await?;
            if used {
                staff::set_password(db, &account, &password, None).await?;
            }
            Ok(used)
        })
    });
    if !used.await? {
        return Err(missing());
    }
    signed_in(&app, &headers, &id, Deed::new(&id, TrailAction::PasswordSet, &id)).await
}

/// Changes one's own password; sessions in other browsers end.
pub async fn change_password(
    State(app): State<Arc<App>>,
    Source(source): Source,
    staff: Staff,
    headers: HeaderMap,
    Body(change): Body<ChangePassword>,
) -> Answer<StatusCode> {
    limits::SIGN_IN.check(&app, &source).await?;
    values::password(&change.new)?;
    let stored = app.store.password(&staff.id).await?;
    let too_long = change.old.len() > crate::password::LONGEST;
    if too_long || !app.passwords.verify(change.old, stored).await {
        limits::SIGN_IN.fail(&app, &source).await?;
        return Err(Problem::conflict(
            "wrong-password",
            "The password was not changed",
            "the old password is not the one that holds now",
        ));
    }
    let password = app.passwords.hash(change.new).await;
    let (mine, at) = (request::session(&app, &headers, Account::Staff), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                staff::set_password(db, &staff.id, &password, mine.as_deref()).await?;
                trail::record(db, &Deed::new(&staff.id, TrailAction::PasswordChanged, &staff.id), at).await
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begins a session and says so in the trail.
async fn signed_in(app: &App, headers: &HeaderMap, id: &str, deed: Deed) -> Answer<Response> {
    let at = now();
    app.store.write(move |db| Box::pin(async move { trail::record(db, &deed, at).await })).await?;
    let cookie = request::sign_in(app, headers, Account::Staff, id, None).await?;
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(overview::of_account(app, id).await?)).into_response())
}
