//! Whose sitting this browser keeps, and until when: all that pages outside the sitting need to know of it.
//!
//! That stands in a name of its own, `assay/sitting/SEAT/of/LEARNER/UNTIL`, so that those pages need no parser for it.

use serde::{Deserialize, Serialize};

use crate::browser::{forget, keep, kept_names, now, recall};

const SITTINGS: &str = "assay/sitting/";
/// Everything of ours begins so.
const OURS: &str = "assay/";
/// Milliseconds after a sitting's known end for which another page leaves it alone: it may have been given more time.
const GRACE: i64 = 600_000;

/// Whose a log is, and how it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// The seat in which it is sat.
    pub seat: String,
    /// The attempt.
    pub attempt: String,
    /// Whose it is: their random id.
    pub learner: String,
    /// With which the log is taken.
    pub ticket: String,
    /// When the sitting closes by this device's clock (Unix milliseconds).
    pub until: i64,
}

impl Pass {
    /// That of a seat.
    pub fn of(seat: &str) -> Option<Self> {
        recall(&pass_name(seat))
    }

    /// Keeps it; false where the browser would not.
    pub fn keep(&self) -> bool {
        self.forget_names();
        keep(&format!("{SITTINGS}{}/of/{}/{}", self.seat, self.learner, self.until), &()) && keep(&pass_name(&self.seat), self)
    }

    /// The server has the log: nothing of the sitting stays.
    pub fn done(&self) {
        self.forget_names();
        for name in [pass_name(&self.seat), log_name(&self.seat), start_name(&self.seat)] {
            forget(&name);
        }
    }

    fn forget_names(&self) {
        for name in kept_names(&format!("{SITTINGS}{}/of/", self.seat)) {
            forget(&name);
        }
    }
}

/// Seats of which something is kept, each with its learner and when its sitting closes by this device's clock (Unix milliseconds).
pub fn seats() -> impl Iterator<Item = (String, String, i64)> {
    kept_names(SITTINGS).into_iter().filter_map(|name| {
        let mut parts = name.strip_prefix(SITTINGS)?.split('/');
        let (seat, "of", learner) = (parts.next()?, parts.next()?, parts.next()?) else { return None };
        Some((seat.to_owned(), learner.to_owned(), parts.next()?.parse().ok()?))
    })
}

/// Whether bank and keys of a seat are gone, so that only its log waits to be sent.
pub fn is_waiting(seat: &str) -> bool {
    kept_names(&start_name(seat)).is_empty()
}

fn pass_name(seat: &str) -> String {
    format!("{SITTINGS}{seat}/pass")
}

/// Under which bank and keys are kept.
pub fn start_name(seat: &str) -> String {
    format!("{SITTINGS}{seat}/start")
}

/// Under which the log is kept.
pub fn log_name(seat: &str) -> String {
    format!("{SITTINGS}{seat}/log")
}

/// Where a log of this learner waits to be sent, if one does: its seat.
pub fn waiting_seat(learner: &str) -> Option<String> {
    seats().find(|(seat, whose, _)| whose == learner && is_waiting(seat)).map(|(seat, ..)| seat)
}

/// Bank and keys of sittings that are over go from this browser, whatever page is opened; their logs wait to be sent.
pub fn end_what_is_over() {
    for (seat, _, until) in seats() {
        if now() > until.saturating_add(GRACE) {
            forget(&start_name(&seat));
        }
    }
}

/// Everything of ours goes from this browser's storage, bank and keys among it, but the logs that are not sent yet.
pub fn forget_all_but_logs() {
    for name in kept_names(OURS) {
        if !name.starts_with(SITTINGS) || name.ends_with("/start") {
            forget(&name);
        }
    }
}
