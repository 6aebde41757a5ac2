//! Sitting delivery: bank, keys and the whole session in this browser, for as long as the invigilator's sitting is open. The log is
//! kept here after every event, and goes to the server whenever that can be reached.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use api::attempt::{ActionRequest, AttemptView};
use api::path;
use api::present::{Head, session_view};
use api::sitting::{LogReceipt, LogSubmit, SittingStart};
use engine::{Log, Session, Step};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::delivery::{Delivery, Saving};
use super::local::{OwnNames, apply, assessment};
use super::retry::Retry;
use crate::browser::{now, running_for, wait};
use crate::client::{self, Failure, sentence};
use crate::components::go;
use crate::route::Route;
use crate::sitting::kept::{self, Unsent};
use crate::sitting::offline;
use crate::sitting::pass::Pass;

/// Milliseconds between two times that the server is told that all is well, and tells whether the sitting is still open.
const BEAT: u32 = 10_000;

/// A session in a sitting.
pub struct Sitting {
    seat: String,
    start: SittingStart,
    /// [`running_for`] when `start.elapsed` was true.
    began: u64,
    closes_at: Cell<u64>,
    session: RefCell<Session>,
    on_record: Cell<usize>,
    saving: RefCell<Saving>,
    sending: Cell<bool>,
    /// The server will not take this log: there is no use in sending more of it.
    refused: Cell<bool>,
    retry: Retry,
    changed: RefCell<Callback<()>>,
}

impl Sitting {
    /// The session of what the server gave, or gave an earlier page. Of this browser's log and the server's, the one that goes on
    /// from the other; if neither does, another device went on, and what is on record holds.
    ///
    /// # Errors
    /// In words, if the bank or the blueprint cannot be used.
    pub fn open(seat: &str, start: SittingStart) -> Result<Rc<Self>, String> {
        let assessment = assessment(&start.bank, &start.blueprint)?;
        let fresh = Session::start(assessment.clone(), start.started.clone()).map_err(|error| sentence(&error.to_string()))?;
        let record = Log { events: start.events.clone(), ..fresh.log().clone() };
        let own = kept::log(seat).filter(|own| own.started == record.started && own.events.starts_with(&record.events));
        let replayed = own.as_ref().and_then(|own| Session::replay(assessment.clone(), own).ok());
        let session = match replayed {
            Some(session) => session,
            None => Session::replay(assessment, &record).map_err(|error| sentence(&error.to_string()))?,
        };
        let kept = kept::keep_start(seat, &start) && kept::keep_log(seat, session.log());
        let sitting = Rc::new(Self {
            seat: seat.to_owned(),
            began: running_for(),
            closes_at: Cell::new(start.closes_at),
            on_record: Cell::new(start.events.len()),
            session: RefCell::new(session),
            saving: RefCell::new(if kept { Saving::Saved } else { Saving::NotKept }),
            sending: Cell::new(false),
            refused: Cell::new(false),
            retry: Retry::listening(),
            changed: RefCell::new(Callback::noop()),
            start,
        });
        sitting.send();
        spawn_local(beat(Rc::downgrade(&sitting)));
        Ok(sitting)
    }

    /// The addresses of all pictures that questions show.
    pub fn pictures(&self) -> Vec<String> {
        let names = self.names();
        let items = &self.start.bank.items;
        let shown = items.iter().flat_map(|item| item.options.iter().map(|option| &option.text).chain([&item.prompt]));
        let mut all = Vec::new();
        for html in shown {
            for name in html.split("src=\"media/").skip(1).filter_map(|part| part.split('"').next()) {
                let address = api::present::Names::media(&names, name);
                if !all.contains(&address) {
                    all.push(address);
                }
            }
        }
        all
    }

    /// The sitting is closed, as the server says: the session ends with what was done before.
    pub fn close(&self) {
        self.close_after(self.session.borrow().log().events.len());
    }

    /// The finished log, to be sent, also where the browser keeps nothing.
    pub fn unsent(&self) -> Unsent {
        let SittingStart { attempt, learner, ticket, .. } = self.start.clone();
        let closes_at = self.closes_at.get();
        let pass = Pass { seat: self.seat.clone(), attempt, learner, ticket, closes_at, until: now() };
        Unsent { pass, log: self.session.borrow().log().clone() }
    }

    fn names(&self) -> OwnNames<'_> {
        OwnNames { template: path::SEAT_MEDIA, id: &self.seat }
    }

    /// Milliseconds since the attempt began, by the clock of the server as far as it is known, never behind the last event.
    fn at(&self) -> u64 {
        let last = self.session.borrow().log().events.last().map_or(0, |event| event.at);
        (self.start.elapsed + running_for() - self.began).max(last)
    }

    fn is_finished(&self) -> bool {
        matches!(self.session.borrow().step(), Step::Finished(_))
    }

    /// Keeps the log; with a finished one, bank and keys go.
    fn keep(&self) -> bool {
        let session = self.session.borrow();
        if self.is_finished() { kept::finish(&self.seat, session.log()) } else { kept::keep_log(&self.seat, session.log()) }
    }

    fn say(&self, saving: Saving) {
        *self.saving.borrow_mut() = saving;
        let changed = self.changed.borrow().clone();
        changed.emit(());
    }

    /// Ends the session at the close, with its first `events`.
    fn close_after(&self, events: usize) {
        if self.is_finished() {
            return;
        }
        let (assessment, mut log) = {
            let session = self.session.borrow();
            (session.assessment().clone(), session.log().clone())
        };
        log.events.truncate(events);
        let at = log.events.last().map_or(0, |event| event.at).max(self.closes_at.get());
        if let Ok(mut session) = Session::replay(assessment, &log)
            && session.close(at).is_ok()
        {
            *self.session.borrow_mut() = session;
            let kept = self.keep();
            self.say(if kept { Saving::Saved } else { Saving::NotKept });
        }
    }

    fn send(self: &Rc<Self>) {
        if !self.refused.get() && !self.sending.replace(true) {
            let sitting = self.clone();
            spawn_local(async move {
                sitting.send_all().await;
                sitting.sending.set(false);
            });
        }
    }

    /// Sends until the server has all there is. What is finished is sent by the page that comes after.
    async fn send_all(&self) {
        let address = path::fill(path::ATTEMPT_LOG, &[&self.start.attempt]);
        let mut tries = 0;
        while !self.is_finished() {
            let log = self.session.borrow().log().clone();
            let events = log.events.len();
            if tries == 0 && events > self.on_record.get() {
                self.say(Saving::Sending);
            }
            let submit = LogSubmit { ticket: self.start.ticket.clone(), log };
            match client::request::<_, LogReceipt>("POST", &address, &submit).await {
                Ok(receipt) => {
                    tries = 0;
                    self.on_record.set(receipt.events);
                    self.closes_at.set(receipt.closes_at);
                    if receipt.finished {
                        self.leave_for_result().await;
                        break;
                    } else if !receipt.open {
                        self.close_after(receipt.events);
                    } else if receipt.events > events {
                        self.adopt().await;
                        break;
                    } else if self.session.borrow().log().events.len() == events {
                        self.say(Saving::Saved);
                        break;
                    }
                }
                Err(failure) if failure.passes() => {
                    tries += 1;
                    self.retry.pause(tries, |at| self.say(Saving::Kept { at })).await;
                }
                // Another device went on with it, and what is on record says something else.
                Err(failure) if failure.status() == 409 => {
                    self.adopt().await;
                    break;
                }
                Err(failure) => {
                    self.refused.set(true);
                    self.say(Saving::Refused(failure.words()));
                    break;
                }
            }
        }
    }
}

/// Where another device is ahead, what is on record is gone on with.
impl Sitting {
    async fn adopt(&self) {
        let address = path::fill(path::SEAT_SIT, &[&self.seat]);
        let start: Result<SittingStart, Failure> = client::act("POST", &address).await;
        let replayed = start.ok().filter(|start| start.attempt == self.start.attempt).and_then(|start| {
            let (assessment, log) = {
                let session = self.session.borrow();
                (session.assessment().clone(), Log { events: start.events, ..session.log().clone() })
            };
            Session::replay(assessment, &log).ok()
        });
        if let Some(session) = replayed {
            self.on_record.set(session.log().events.len());
            *self.session.borrow_mut() = session;
            self.keep();
        }
        self.say(Saving::Elsewhere);
    }

    /// Another device handed it in.
    async fn leave_for_result(&self) {
        self.unsent().pass.done();
        offline::drop_pictures().await;
        go(Route::Result(self.start.attempt.clone()));
    }
}

/// Tells the server from time to time that the session is alive, and hears whether the sitting is.
async fn beat(sitting: Weak<Sitting>) {
    loop {
        wait(BEAT).await;
        match sitting.upgrade() {
            Some(sitting) if !sitting.is_finished() => sitting.send(),
            _ => return,
        }
    }
}

impl Delivery for Rc<Sitting> {
    fn view(&self) -> AttemptView {
        let session = self.session.borrow();
        let (id, title) = (self.start.attempt.clone(), self.start.blueprint.title.clone());
        let head = Head { id, title, seq: session.log().events.len() as u64 };
        let at = self.at();
        let mut view = session_view(&session, head, &self.names(), at);
        view.time_left = Some(self.closes_at.get().saturating_sub(at));
        view
    }

    fn act(&self, action: ActionRequest) {
        let at = self.at();
        // Whoever is still there when the sitting closes by itself did not end it.
        if action == ActionRequest::End && at >= self.closes_at.get() {
            self.close();
            return;
        }
        let done = apply(&mut self.session.borrow_mut(), action, at);
        match done {
            Err(error) => self.say(Saving::Refused(sentence(&error.to_string()))),
            Ok(()) if self.keep() => self.say(self.saving()),
            Ok(()) => self.say(Saving::NotKept),
        }
        self.send();
    }

    fn saving(&self) -> Saving {
        self.saving.borrow().clone()
    }

    fn is_closing(&self) -> bool {
        false
    }

    fn hurry(&self) {
        self.retry.hurry();
    }

    fn listen(&self, changed: Callback<()>) {
        *self.changed.borrow_mut() = changed;
    }
}
