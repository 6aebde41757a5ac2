//! Whose sitting this browser keeps, and until when: all that pages outside the sitting need to know of it.

use serde::{Deserialize, Serialize};

use crate::browser::{forget, keep, kept_names, now, recall};

const SITTINGS: &str = "assay/sitting/";
const PASS: &str = "/pass";
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
    /// How many milliseconds after the attempt began the sitting closes.
    pub closes_at: u64,
    /// When that is by this device's clock (Unix milliseconds).
    pub until: i64,
}

impl Pass {
    /// That of a seat.
    pub fn of(seat: &str) -> Option<Self> {
        recall(&pass_name(seat))
    }

    /// Every one in this browser.
    pub fn all() -> Vec<Self> {
        kept_names(SITTINGS).iter().filter(|name| name.ends_with(PASS)).filter_map(|name| recall(name)).collect()
    }

    /// Whether bank and keys are gone, so that only the log waits to be sent.
    pub fn is_waiting(&self) -> bool {
        kept_names(&start_name(&self.seat)).is_empty()
    }

    /// Keeps it; false where the browser would not.
    pub fn keep(&self) -> bool {
        keep(&pass_name(&self.seat), self)
    }

    /// The server has the log: nothing of the sitting stays.
    pub fn done(&self) {
        for name in [pass_name(&self.seat), log_name(&self.seat), start_name(&self.seat)] {
            forget(&name);
        }
    }
}

fn pass_name(seat: &str) -> String {
    format!("{SITTINGS}{seat}{PASS}")
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
    Pass::all().into_iter().find(|pass| pass.learner == learner && pass.is_waiting()).map(|pass| pass.seat)
}

/// Bank and keys of sittings that are over go from this browser, whatever page is opened; their logs wait to be sent.
pub fn end_what_is_over() {
    for pass in Pass::all() {
        if now() > pass.until.saturating_add(GRACE) {
            forget(&start_name(&pass.seat));
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
