//! Sitting delivery: for as long as an invigilator's sitting is open, those in it have bank and keys, and the whole session runs in
//! their browsers. What they send is a log; the server replays it and decides.
//!
//! A log may come in pieces while the network holds, and late when it did not. Its beginning is the server's, its events are taken
//! only if they follow from it to the bit, agree with what is on record, and happened while the sitting was open.

mod log;
mod room;

use std::sync::Arc;

use api::sitting::{SittingStart, SittingState};
use data_encoding::BASE64URL_NOPAD;
use engine::Digest;
use engine::blueprint::Delivery;
use interchange::native::Media;

pub use log::{end_if_over, hand_in, take};
pub use room::{card, view};

use crate::app::App;
use crate::catalogue::Form;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::sealed::{self, Retake};
use crate::store::attempts::{self, Attempt};
use crate::store::exposure::expose;
use crate::store::people::Seat;
use crate::store::sittings::Sitting;
use crate::{secret, store};

/// The ticket of an attempt: with it, and signed in as its learner, its log can be sent. It is derived, so that every browser of
/// its learner gets the same; it is used up when the log is finished.
fn ticket(app: &App, attempt: &str) -> String {
    BASE64URL_NOPAD.encode(&secret::mac(&app.keys.server, &[b"sitting ticket", attempt.as_bytes()]))
}

/// Why no sitting can be opened on this server, if none can: keys would cross the network in the clear, and browsers keep no
/// pages for use without a network where the connection is not encrypted.
pub fn refused_here(app: &App) -> Option<String> {
    (!app.public.is_https() && !app.public.is_local()).then(|| {
        format!(
            "a sitting sends questions with their keys and needs https, but this server is reached at {}: start it with --tls-cert \
             and --tls-key, or put a proxy with a certificate in front and give --public-url https://…",
            app.public
        )
    })
}

/// Begins the attempt of a seat in its open sitting, or gives the one that is running. The flag says whether it is new.
///
/// # Errors
/// 409 where the seat is in no open sitting, or no attempt may begin now.
pub async fn start(app: &Arc<App>, seat: &Seat) -> Answer<(SittingStart, bool)> {
    if let Some(why) = refused_here(app) {
        return Err(Problem::conflict("needs-https", "A sitting needs https", why));
    }
    let sitting = open_sitting(app, seat).await?;
    let mut allowed = sealed::retake(app, seat, Delivery::Sitting).await?;
    let runs_here = |running: &Attempt| running.sitting.as_deref() == Some(sitting.id.as_str());
    if let Retake::Running(running) = &allowed
        && !runs_here(running)
    {
        end_if_over(app, running).await?;
        allowed = sealed::retake(app, seat, Delivery::Sitting).await?;
    }
    let exclusions = match allowed {
        Retake::Running(running) if runs_here(&running) => return Ok((given(app, &sitting, &running).await?, false)),
        Retake::Now { exclusions } => exclusions,
        other => return Err(other.refusal()),
    };
    let form = form(app, &sitting)?;
    let attempt = sealed::fresh_attempt(app, seat, form.assessment.digest(), exclusions, Some(&sitting.id))?;
    let items: Vec<String> = form.bank.items.iter().map(|item| item.id.clone()).collect();
    let (stored, bank, room, at) = (attempt.clone(), form.bank.id.clone(), sitting.id.clone(), now());
    let written = app.store.write(move |db| {
        Box::pin(async move {
            attempts::insert(db, &stored).await?;
            expose(db, &bank, &items, &room, at).await
        })
    });
    match written.await {
        Ok(()) => Ok((given(app, &sitting, &attempt).await?, true)),
        // Two tabs at once: the other one was first.
        Err(store::Error::Taken) => match app.store.attempts_of_seat(&seat.id).await?.pop() {
            Some(first) if first.sitting.is_some() => Ok((given(app, &sitting, &first).await?, false)),
            _ => Err(store::Error::Taken.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// A picture of a sitting's items.
///
/// # Errors
/// 404 where no item shows it, 409 where the seat is in no open sitting.
pub async fn media(app: &App, seat: &Seat, name: &str) -> Answer<Media> {
    let sitting = open_sitting(app, seat).await?;
    let form = form(app, &sitting)?;
    form.media.get(name).cloned().ok_or_else(|| Problem::not_found("no item of this sitting shows this picture"))
}

async fn open_sitting(app: &App, seat: &Seat) -> Answer<Sitting> {
    let closed = |detail: &str| Problem::conflict("sitting-closed", "There is no open sitting for this seat", detail);
    // Whoever is at work in one room and joins another by mistake stays where they are.
    let attempts = app.store.attempts_of_seat(&seat.id).await?;
    let running = attempts.into_iter().find(|attempt| attempt.finished_at.is_none()).and_then(|attempt| attempt.sitting);
    if let Some(id) = running
        && let Some(sitting) = app.store.sitting(&id).await?
        && sitting.state(now()) == SittingState::Open
    {
        return Ok(sitting);
    }
    let sitting = app.store.sitting_of_seat(&seat.id).await?;
    let sitting = sitting.ok_or_else(|| closed("join the sitting with the code that the invigilator shows"))?;
    match sitting.state(now()) {
        SittingState::Open => Ok(sitting),
        _ => Err(closed("the sitting is closed; what reached the server before that counts")),
    }
}

fn form(app: &App, sitting: &Sitting) -> Answer<Arc<Form>> {
    let gone = || Problem::conflict("withdrawn", "This is no longer offered in a sitting", "ask your invigilator");
    app.catalogue().offer(&sitting.micro_credential).and_then(|offer| offer.sitting.clone()).ok_or_else(gone)
}

/// What a browser is given: of the edition that the attempt began on.
async fn given(app: &App, sitting: &Sitting, attempt: &Attempt) -> Answer<SittingStart> {
    let digest: Digest = attempt.started.assessment;
    let (bank, blueprint) = if let Some(form) = app.catalogue().form(digest) {
        (form.bank.clone(), form.blueprint.clone())
    } else {
        let missing = || Problem::internal(format!("assessment {digest} is not in the records"));
        let (bank, blueprint) = app.store.assessment(&digest.to_string()).await?.ok_or_else(missing)?;
        let read = |error: serde_json::Error| Problem::internal(error);
        (serde_json::from_str(&bank).map_err(read)?, serde_json::from_str(&blueprint).map_err(read)?)
    };
    let entries = app.store.entries(&attempt.id).await?;
    let since = |at: i64| u64::try_from(at).unwrap_or(0);
    Ok(SittingStart {
        attempt: attempt.id.clone(),
        learner: attempt.learner.clone(),
        ticket: ticket(app, &attempt.id),
        bank,
        blueprint,
        started: attempt.started.clone(),
        events: attempts::log(attempt, &entries).events,
        elapsed: since(now() - attempt.started_at),
        closes_at: since(sitting.ends_at() - attempt.started_at),
    })
}
