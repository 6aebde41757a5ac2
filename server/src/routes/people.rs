//! Who works here, in which roles, and what they did.

use std::sync::Arc;

use api::staff::{Grant, NewGrant, NewRoles, NewStaff, PasswordLink, StaffRow, Trail, TrailAction};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::values;
use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::request::{Body, Staff};
use crate::secret;
use crate::store;
use crate::store::staff::{self, Changed};
use crate::store::trail::{self, Deed};

/// Entries of the trail on its page at most.
const ENTRIES: i64 = 1000;
/// Days for which a link for a password opens.
pub const LINK_DAYS: i64 = 3;

/// Everyone.
pub async fn all(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<Vec<StaffRow>>> {
    Ok(Json(app.store.staff(None).await?))
}

/// What staff did, the newest first.
pub async fn trail(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<Trail>> {
    Ok(Json(Trail { entries: app.store.trail(ENTRIES).await? }))
}

/// Makes an account and the link with which it gets its password.
pub async fn invite(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(new): Body<NewStaff>,
) -> Answer<(StatusCode, Json<PasswordLink>)> {
    let person = values::person(&new.name, &new.email)?;
    let at = now();
    let grants = grants(&new.roles, at)?;
    let (id, token, expires_at) = (secret::id(), secret::token(), at + LINK_DAYS * DAY);
    let (account, hash) = (id.clone(), secret::hash(&token));
    let deed = Deed::new(&staff.id, TrailAction::Invited, &id).saying(in_words(&grants));
    let made = app.store.write(move |db| {
        Box::pin(async move {
            staff::insert(db, &account, &person, "", at).await?;
            staff::set_roles(db, &account, &grants, at).await?;
            staff::insert_password_link(db, &hash, &account, at, expires_at).await?;
            trail::record(db, &deed, at).await
        })
    });
    match made.await {
        Ok(()) => Ok((StatusCode::CREATED, Json(link(&app, id, &token, expires_at)))),
        Err(store::Error::Taken) => {
            let detail = "somebody who works here has this e-mail already; change their roles instead";
            Err(Problem::conflict("taken", "There is already such an account", detail))
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives somebody other roles.
pub async fn set_roles(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(new): Body<NewRoles>,
) -> Answer<Json<StaffRow>> {
    let at = now();
    let grants = grants(&new.roles, at)?;
    let deed = Deed::new(&staff.id, TrailAction::RolesChanged, &id).saying(in_words(&grants));
    let account = id.clone();
    let changed = app.store.write(move |db| {
        Box::pin(async move {
            let changed = staff::set_roles(db, &account, &grants, at).await?;
            if changed == Changed::Done {
                trail::record(db, &deed, at).await?;
            }
            Ok(changed)
        })
    });
    done(changed.await?)?;
    app.store.staff(Some(&id)).await?.pop().map(Json).ok_or_else(missing)
}

/// Closes an account; what it did stays.
pub async fn close(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<StatusCode> {
    let at = now();
    let deed = Deed::new(&staff.id, TrailAction::AccountClosed, &id);
    let changed = app.store.write(move |db| {
        Box::pin(async move {
            let changed = staff::close(db, &id, at).await?;
            if changed == Changed::Done {
                trail::record(db, &deed, at).await?;
            }
            Ok(changed)
        })
    });
    done(changed.await?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a link for a new password, in place of a forgotten one.
pub async fn password_link(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Answer<(StatusCode, Json<PasswordLink>)> {
    let row = app.store.staff(Some(&id)).await?.pop().filter(|row| !row.closed);
    let row = row.ok_or_else(missing)?;
    let deed = Deed::new(&staff.id, TrailAction::PasswordLinkMade, &row.id);
    let (token, at) = (secret::token(), now());
    let expires_at = at + LINK_DAYS * DAY;
    let (account, hash) = (row.id.clone(), secret::hash(&token));
    app.store
        .write(move |db| {
            Box::pin(async move {
                staff::insert_password_link(db, &hash, &account, at, expires_at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(link(&app, row.id, &token, expires_at))))
}

fn link(app: &App, staff: String, token: &str, expires_at: i64) -> PasswordLink {
    PasswordLink { staff, url: app.public.join(&format!("/password#{token}")), expires_at }
}

fn missing() -> Problem {
    Problem::not_found("nobody of this name works here, or no longer")
}

fn done(changed: Changed) -> Answer<()> {
    match changed {
        Changed::Done => Ok(()),
        Changed::Missing => Err(missing()),
        Changed::LastOwner => {
            let detail = "nobody else is an owner for good; make somebody else one first";
            Err(Problem::conflict("last-owner", "Somebody has to run this server", detail))
        }
    }
}

/// Checks what is to be given, and when it ends.
fn grants(new: &[NewGrant], at: i64) -> Answer<Vec<Grant>> {
    if new.is_empty() {
        return Err(Problem::invalid("roles is empty, expected at least one"));
    }
    let mut grants: Vec<Grant> = Vec::new();
    for NewGrant { role, days } in new {
        let name = role.as_str();
        if grants.iter().any(|grant| grant.role == *role) {
            return Err(Problem::invalid(format!("roles names {name} twice, expected each role once")));
        }
        match days {
            None if role.expires() => {
                return Err(Problem::invalid(format!(
                    "days of {name} is missing, expected 1 to 365: the role is given for a time"
                )));
            }
            Some(days) if !(1..=365).contains(days) => {
                return Err(Problem::invalid(format!("days of {name} is {days}, expected 1 to 365")));
            }
            _ => {}
        }
        grants.push(Grant { role: *role, expires_at: days.map(|days| at + i64::from(days) * DAY) });
    }
    Ok(grants)
}

fn in_words(grants: &[Grant]) -> String {
    grants.iter().map(|grant| grant.role.as_str()).collect::<Vec<_>>().join(", ")
}
