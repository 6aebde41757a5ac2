//! Open delivery: the browser runs the session by itself and brings its log back with a ticket that is good for one log.
//!
//! A ticket carries its own facts (assessment, seed, when it was given) and the server's seal over them. So giving one stores
//! nothing, and nobody can fill the disk by asking for practice.

use std::sync::Arc;

use api::outcome::OutcomeView;
use api::practice::{PracticeReceipt, PracticeStart, PracticeSubmit};
use data_encoding::BASE64URL_NOPAD;
use engine::{Digest, Seed, Session, Started};
use interchange::native::Media;

use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::store::practice::{Used, use_ticket};
use crate::{sealed, secret, store};

/// A ticket is taken for so long after it was given; practice may go on offline for a while.
const VALID: i64 = 30 * DAY;

const ID: usize = 16;
const SEAL: usize = 16;
const LENGTH: usize = ID + 32 + 32 + 8 + SEAL;

struct Ticket {
    id: [u8; ID],
    seed: [u8; 32],
    assessment: [u8; 32],
    given_at: i64,
}

impl Ticket {
    fn seal(&self, key: &[u8]) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend(self.id);
        bytes.extend(self.seed);
        bytes.extend(self.assessment);
        bytes.extend(self.given_at.to_le_bytes());
        let seal = secret::mac(key, &[b"practice ticket", &bytes]);
        bytes.extend(&seal[..SEAL]);
        BASE64URL_NOPAD.encode(&bytes)
    }

    fn open(text: &str, key: &[u8]) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok().filter(|bytes| bytes.len() == LENGTH)?;
        let (facts, seal) = bytes.split_at(LENGTH - SEAL);
        let right = secret::mac(key, &[b"practice ticket", facts]);
        if !bool::from(subtle::ConstantTimeEq::ct_eq(&right[..SEAL], seal)) {
            return None;
        }
        let (id, rest) = facts.split_first_chunk()?;
        let (seed, rest) = rest.split_first_chunk()?;
        let (assessment, rest) = rest.split_first_chunk()?;
        Some(Self { id: *id, seed: *seed, assessment: *assessment, given_at: i64::from_le_bytes(rest.try_into().ok()?) })
    }
}

/// All that a browser needs to practise for this micro-credential.
///
/// # Errors
/// 404 where there is no practice.
pub fn start(app: &App, micro_credential: &str) -> Answer<PracticeStart> {
    let form = app.catalogue().offer(micro_credential).and_then(|offer| offer.practice.clone());
    let form = form.ok_or_else(|| Problem::not_found("there is no practice of this name"))?;
    let seed = secret::random();
    let assessment = *form.assessment.digest().bytes();
    let ticket = Ticket { id: secret::random(), seed, assessment, given_at: now() };
    Ok(PracticeStart {
        ticket: ticket.seal(&app.keys.server),
        bank: form.bank.clone(),
        blueprint: form.blueprint.clone(),
        seed: Seed::new(seed),
    })
}

/// Replays a log and answers with what it comes to; the same ticket and log get the stored answer again.
///
/// # Errors
/// 410 for a ticket that is not ours or too old, 409 for one that was used for another log, 422 for a log that is not finished or
/// does not replay, with the first difference.
pub async fn submit(app: &Arc<App>, submit: PracticeSubmit) -> Answer<PracticeReceipt> {
    let unknown = || Problem::gone("this ticket is not valid; begin a new practice session");
    let ticket = Ticket::open(&submit.ticket, &app.keys.server).ok_or_else(unknown)?;
    if now() - ticket.given_at > VALID {
        return Err(unknown());
    }
    let id = data_encoding::HEXLOWER.encode(&ticket.id);
    let log = Digest::of(&submit.log).to_string();
    if let Some(used) = app.store.used_ticket(&id).await? {
        return stored(&used, &log);
    }

    let Started { assessment, seed, exclusions, exposure, time_allowance } = &submit.log.started;
    let given = Digest::try_from(data_encoding::HEXLOWER.encode(&ticket.assessment)).map_err(Problem::internal)?;
    let expected = |field: &str| Problem::invalid(format!("started.{field} is not as the ticket says"));
    if *assessment != given {
        return Err(expected("assessment"));
    }
    if seed.bytes() != &ticket.seed {
        return Err(expected("seed"));
    }
    if !exclusions.is_empty() || exposure.is_some() || time_allowance.is_some() {
        return Err(Problem::invalid("started has exclusions, an exposure table or a time allowance, expected none in practice"));
    }
    // Of whatever edition: practice that began on an older bank is taken too.
    let assessment = sealed::assessment(app, given).await?;
    let events = submit.log;
    let _permit = app.replays.acquire().await.map_err(Problem::internal)?;
    let replayed = tokio::task::spawn_blocking(move || {
        let session = Session::replay(assessment, &events).map_err(|error| format!("the log does not replay: {error}"))?;
        if session.log().finished() { Ok(session.outcome()) } else { Err("the log is not finished".to_owned()) }
    });
    let outcome = replayed.await.map_err(Problem::internal)?.map_err(Problem::invalid)?;

    let receipt = PracticeReceipt { outcome: OutcomeView::from(&outcome) };
    let used = Used { log: log.clone(), receipt: serde_json::to_string(&receipt).map_err(Problem::internal)? };
    let (key, at) = (id.clone(), now());
    match app.store.write(move |db| Box::pin(async move { use_ticket(db, &key, &used, at).await })).await {
        Ok(()) => Ok(receipt),
        // Sent twice at once: the other one was first.
        Err(store::Error::Taken) => {
            let used = app.store.used_ticket(&id).await?.ok_or_else(Problem::unavailable)?;
            stored(&used, &log)
        }
        Err(error) => Err(error.into()),
    }
}

fn stored(used: &Used, log: &str) -> Answer<PracticeReceipt> {
    if used.log == log {
        return serde_json::from_str(&used.receipt).map_err(Problem::internal);
    }
    let detail = "this ticket was used for another log; begin a new practice session";
    Err(Problem::conflict("ticket-used", "A ticket is good for one log", detail))
}

/// A picture of a practice item.
///
/// # Errors
/// 404 where no practice item shows it.
pub fn media(app: &App, micro_credential: &str, name: &str) -> Answer<Media> {
    let form = app.catalogue().offer(micro_credential).and_then(|offer| offer.practice.clone());
    let media = form.and_then(|form| form.media.get(name).cloned());
    media.ok_or_else(|| Problem::not_found("no practice item shows this picture"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_only_its_own_tickets() {
        let ticket = Ticket { id: [1; ID], seed: [2; 32], assessment: [3; 32], given_at: 4 };
        let text = ticket.seal(b"key");
        let open = Ticket::open(&text, b"key").unwrap();
        assert_eq!((open.id, open.seed, open.assessment, open.given_at), ([1; ID], [2; 32], [3; 32], 4));
        assert!(Ticket::open(&text, b"other").is_none());
        for at in 0..text.len() {
            let mut forged = text.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert!(Ticket::open(std::str::from_utf8(&forged).unwrap(), b"key").is_none(), "{at}");
        }
        assert!(Ticket::open("", b"key").is_none());
    }
}
