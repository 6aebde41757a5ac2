//! What this browser keeps of a sitting, under its seat: bank and keys (`start`) while it is open; whose it is and until when (`pass`)
//! and the log (`log`) until the server has it; nothing after that.
//!
//! A pass and a log without a start wait to be sent. They hold no name and no key, stay when somebody leaves, and go up only while
//! their learner is signed in.

use api::sitting::SittingStart;
use engine::{Action, Event, Log, StopReason};
use serde::{Deserialize, Serialize};

use super::pass::{Pass, is_waiting, log_name, start_name};
use crate::browser::{forget, keep, now, recall};

/// What the server gave, and when by this device's clock.
#[derive(Serialize, Deserialize)]
struct Kept {
    start: SittingStart,
    wall: i64,
}

/// A log that the server does not have yet, whole or as far as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsent {
    /// Whose it is, and how it is taken.
    pub pass: Pass,
    /// The log: finished, or as far as it came in a sitting that is still open.
    pub log: Log,
}

impl Unsent {
    /// What waits at a seat to be sent.
    pub fn of(seat: &str) -> Option<Self> {
        if !is_waiting(seat) {
            return None;
        }
        Some(Self { pass: Pass::of(seat)?, log: recall(&log_name(seat))? })
    }

    /// Without what came after the sitting closed: the first `events`, and that it was closed, at `closes_at`.
    pub fn cut(&mut self, events: usize, closes_at: u64) {
        self.log.events.truncate(events);
        if !self.log.finished() {
            close(&mut self.log, closes_at);
        }
        keep_log(&self.pass.seat, &self.log);
    }
}

/// Ends a log because its sitting was closed. When that was is the server's to say.
fn close(log: &mut Log, closes_at: u64) {
    let last = log.events.last().map_or(0, |event| event.at);
    log.events.push(Event { at: closes_at.max(last), action: Action::Stopped { reason: StopReason::SittingClosed } });
}

/// Keeps what the server gave, or has said since; false where the browser would not.
pub fn keep_start(seat: &str, start: &SittingStart) -> bool {
    let left = i64::try_from(start.closes_at.saturating_sub(start.elapsed)).unwrap_or(i64::MAX);
    let pass = Pass {
        seat: seat.to_owned(),
        attempt: start.attempt.clone(),
        learner: start.learner.clone(),
        ticket: start.ticket.clone(),
        until: now().saturating_add(left),
    };
    keep(&start_name(seat), &Kept { start: start.clone(), wall: now() }) && pass.keep()
}

/// What was kept for a seat, with the milliseconds since the attempt began brought up to now.
pub fn start(seat: &str) -> Option<SittingStart> {
    let Kept { mut start, wall } = recall(&start_name(seat))?;
    start.elapsed += u64::try_from(now() - wall).unwrap_or_default();
    Some(start)
}

/// Keeps the log so far; false where the browser would not.
pub fn keep_log(seat: &str, log: &Log) -> bool {
    keep(&log_name(seat), log)
}

/// The log so far.
pub fn log(seat: &str) -> Option<Log> {
    recall(&log_name(seat))
}

/// The session is over: bank and keys go, the log stays until it is sent.
pub fn finish(seat: &str, log: &Log) -> bool {
    let kept = keep_log(seat, log);
    forget(&start_name(seat));
    kept
}
