//! Open delivery: bank, keys and the whole session in this browser; the log is kept after every event.

use std::cell::RefCell;
use std::rc::Rc;

use api::attempt::{ActionRequest, AttemptView};
use api::path;
use api::practice::PracticeStart;
use api::present::{Head, session_view};
use engine::{Log, Session, Started, Step};
use serde::{Deserialize, Serialize};
use yew::Callback;

use super::delivery::{Delivery, Saving};
use super::local::{OwnNames, apply, assessment};
use crate::browser::{handed_over, keep, leave_with, now, recall};
use crate::client::sentence;
use crate::components::go;
use crate::route::Route;

/// A practice session in this browser.
pub struct Open {
    micro_credential: String,
    title: String,
    kept: KeptStart,
    session: RefCell<Session>,
    saving: RefCell<Saving>,
    changed: RefCell<Callback<()>>,
}

/// What is kept once, when a session begins.
#[derive(Serialize, Deserialize)]
struct KeptStart {
    start: PracticeStart,
    started_at: i64,
}

impl Open {
    /// A new session of what the server gave.
    ///
    /// # Errors
    /// In words, if the bank or the blueprint cannot be used.
    pub fn begin(micro_credential: &str, start: PracticeStart) -> Result<Rc<Self>, String> {
        let assessment = assessment(&start.bank, &start.blueprint)?;
        let started = Started::new(assessment.digest(), start.seed);
        let session = Session::start(assessment, started).map_err(|error| sentence(&error.to_string()))?;
        let started_at = now();
        let open = Self::with(micro_credential, KeptStart { start, started_at }, session);
        let kept = keep(&start_name(micro_credential), &open.kept) && open.keep_log();
        if !kept {
            *open.saving.borrow_mut() = Saving::NotKept;
        }
        Ok(open)
    }

    /// The session that an earlier page kept, replayed from its log.
    pub fn resume(micro_credential: &str) -> Option<Rc<Self>> {
        let kept = || Some((recall(&start_name(micro_credential))?, recall(&log_name(micro_credential))?));
        let (kept, log): (KeptStart, Log) = kept().or_else(handed_over)?;
        let session = Session::replay(assessment(&kept.start.bank, &kept.start.blueprint).ok()?, &log).ok()?;
        Some(Self::with(micro_credential, kept, session))
    }

    /// Whether there is a result.
    pub fn is_finished(&self) -> bool {
        matches!(self.session.borrow().step(), Step::Finished(_))
    }

    /// Goes to the page of the result. Where the browser keeps nothing, the session is handed over.
    pub fn show_result(&self) {
        let result = Route::PracticeResult(self.micro_credential.clone());
        if self.keep_log() {
            go(result);
        } else {
            leave_with(&result.path(), &(&self.kept, self.session.borrow().log()));
        }
    }

    /// The session itself, for the result.
    pub fn session(&self) -> Session {
        self.session.borrow().clone()
    }

    /// The single-use ticket for the log.
    pub fn ticket(&self) -> &str {
        &self.kept.start.ticket
    }

    /// What pictures are called here.
    pub fn names(&self) -> OwnNames<'_> {
        OwnNames { template: path::PRACTICE_MEDIA, id: &self.micro_credential }
    }

    /// Whether the server has this log.
    pub fn is_sent(&self) -> bool {
        recall(&sent_name(&self.micro_credential)).is_some_and(|ticket: String| ticket == self.kept.start.ticket)
    }

    /// The server has this log.
    pub fn mark_sent(&self) {
        keep(&sent_name(&self.micro_credential), &self.kept.start.ticket);
    }

    fn with(micro_credential: &str, kept: KeptStart, session: Session) -> Rc<Self> {
        Rc::new(Self {
            micro_credential: micro_credential.to_owned(),
            title: kept.start.blueprint.title.clone(),
            kept,
            session: RefCell::new(session),
            saving: RefCell::new(Saving::Saved),
            changed: RefCell::new(Callback::noop()),
        })
    }

    fn keep_log(&self) -> bool {
        keep(&log_name(&self.micro_credential), self.session.borrow().log())
    }

    /// Milliseconds since the session began, never behind its last event, whatever the clock does.
    fn at(&self) -> u64 {
        let elapsed = u64::try_from(now() - self.kept.started_at).unwrap_or_default();
        let last = self.session.borrow().log().events.last().map_or(0, |event| event.at);
        elapsed.max(last)
    }
}

impl Delivery for Rc<Open> {
    fn view(&self) -> AttemptView {
        let session = self.session.borrow();
        let seq = session.log().events.len() as u64;
        let head = Head { id: self.kept.start.ticket.clone(), title: self.title.clone(), seq };
        session_view(&session, head, &self.names(), self.at())
    }

    fn act(&self, action: ActionRequest) {
        let at = self.at();
        let done = apply(&mut self.session.borrow_mut(), action, at);
        *self.saving.borrow_mut() = match done {
            Err(error) => Saving::Refused(sentence(&error.to_string())),
            Ok(()) if self.keep_log() => Saving::Saved,
            Ok(()) => Saving::NotKept,
        };
        let changed = self.changed.borrow().clone();
        changed.emit(());
    }

    fn saving(&self) -> Saving {
        self.saving.borrow().clone()
    }

    fn is_closing(&self) -> bool {
        false
    }

    fn hurry(&self) {}

    fn listen(&self, changed: Callback<()>) {
        *self.changed.borrow_mut() = changed;
    }
}

fn start_name(id: &str) -> String {
    format!("assay/practice/{id}/start")
}

fn log_name(id: &str) -> String {
    format!("assay/practice/{id}/log")
}

fn sent_name(id: &str) -> String {
    format!("assay/practice/{id}/sent")
}
