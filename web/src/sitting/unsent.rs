//! Sending a log from outside the player: what a page left behind goes up before anything else is done at its seat.

use api::learner::Me;
use api::path;
use api::sitting::{LogReceipt, LogSubmit};
use engine::Log;

use super::kept::Unsent;
use super::pass::{Pass, seats};
use crate::client::{self, Failure};

/// What became of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is handed in.
    HandedIn,
    /// All of it is on record, and the sitting is open: it can be gone on with.
    StillOpen,
}

/// Posts a log as it is, if its learner is who is signed in.
///
/// # Errors
/// Each [`Failure`]; status 401 where somebody else is signed in, or nobody.
pub async fn post(pass: &Pass, log: &Log) -> Result<LogReceipt, Failure> {
    let me: Me = client::get(path::ME).await?;
    if me.id != pass.learner {
        return Err(Failure::Strange(401));
    }
    let submit = LogSubmit { ticket: pass.ticket.clone(), log: log.clone() };
    client::request("POST", &path::fill(path::ATTEMPT_LOG, &[&pass.attempt]), &submit).await
}

/// Tries once. In a closed sitting a log that was left in the middle ends with the close, and what came after that is left out.
///
/// # Errors
/// Why it is not there yet ([`Failure::passes`], and status 401), or never will be: then the server has kept it, and it is forgotten
/// here.
pub async fn send(unsent: &mut Unsent) -> Result<Sent, Failure> {
    loop {
        match post(&unsent.pass, &unsent.log).await {
            Ok(receipt) if receipt.finished => {
                unsent.pass.done();
                return Ok(Sent::HandedIn);
            }
            Ok(receipt) if receipt.open => {
                unsent.pass.done();
                return Ok(Sent::StillOpen);
            }
            Ok(receipt) => unsent.cut(receipt.events, receipt.closes_at),
            Err(failure) => {
                if is_final(&failure) {
                    unsent.pass.done();
                }
                return Err(failure);
            }
        }
    }
}

/// Whether the server has said its last word.
pub fn is_final(failure: &Failure) -> bool {
    !failure.passes() && failure.status() != 401
}

/// Tries to send whatever of theirs waits in this browser.
pub async fn send_all() {
    for (seat, ..) in seats() {
        if let Some(mut unsent) = Unsent::of(&seat) {
            drop(send(&mut unsent).await);
        }
    }
}
