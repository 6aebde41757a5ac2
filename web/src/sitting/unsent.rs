//! Sending a log that waits: the same again until the server has it.

use api::learner::Me;
use api::path;
use api::sitting::{LogReceipt, LogSubmit};

use super::kept::Unsent;
use super::pass::seats;
use crate::client::{self, Failure};

/// Tries once, if its learner is who is signed in. What came after the close is left out, as the server asks.
///
/// # Errors
/// Why it is not there yet, or never will be ([`Failure::passes`] tells); status 401 where somebody else is signed in, or nobody.
pub async fn send(unsent: &mut Unsent) -> Result<(), Failure> {
    let me: Me = client::get(path::ME).await?;
    if me.id != unsent.pass.learner {
        return Err(Failure::Strange(401));
    }
    let address = path::fill(path::ATTEMPT_LOG, &[&unsent.pass.attempt]);
    loop {
        let submit = LogSubmit { ticket: unsent.pass.ticket.clone(), log: unsent.log.clone() };
        let receipt: LogReceipt = client::request("POST", &address, &submit).await?;
        // One that was left in the middle of a sitting that goes on is gone on with from what is on record, on any device.
        if receipt.finished || receipt.open && receipt.events >= unsent.log.events.len() {
            unsent.pass.done();
            return Ok(());
        }
        unsent.cut(receipt.events, receipt.closes_at);
    }
}

/// Tries to send whatever of theirs waits in this browser, and gives back whether something is left, of whomever.
pub async fn send_all() -> bool {
    let mut left = false;
    for (seat, ..) in seats() {
        if let Some(mut unsent) = Unsent::of(&seat) {
            left |= send(&mut unsent).await.is_err();
        }
    }
    left
}
