//! Sitting delivery: bank, keys and the whole session in this browser, for as long as the invigilator's sitting is open. The log is
//! kept here after every event, and goes to the server whenever that can be reached.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use api::attempt::{ActionRequest, AttemptView};
use api::path;
use api::present::{Head, Names, pictures, session_view};
use api::sitting::{LogReceipt, LogSubmit, SittingStart};
use engine::bank::file::ItemFile;
use engine::{Log, Session, Step};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::delivery::{Delivery, Saving};
use super::local::{OwnNames, apply, assessment};
use super::retry::Retry;
use crate::browser::{now, running_for, wait};
use crate::client::{self, sentence};
use crate::components::go;
use crate::route::Route;
use crate::sitting::kept::{self, Unsent};
use crate::sitting::offline;
use crate::sitting::pass::Pass;

/// Milliseconds between two times that the server is told that all is well, and tells whether the sitting is still open.
const BEAT: u32 = 5_000;

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
    /// The session of what the server has on record.
    ///
    /// # Errors
    /// In words, if the bank or the blueprint cannot be used.
    pub fn given(seat: &str, start: SittingStart) -> Result<Rc<Self>, String> {
        let assessment = assessment(&start.bank, &start.blueprint)?;
        let format = engine::session::log::FORMAT.to_owned();
        let log = Log { format, started: start.started.clone(), events: start.events.clone() };
        let session = Session::replay(assessment, &log).map_err(|error| sentence(&error.to_string()))?;
        Ok(Self::run(seat, start, session))
    }

    /// The session of what an earlier page kept, where the server cannot be asked.
    ///
    /// # Errors
    /// As [`Sitting::given`].
    pub fn kept(seat: &str, start: SittingStart, log: &Log) -> Result<Rc<Self>, String> {
        let assessment = assessment(&start.bank, &start.blueprint)?;
        let session = Session::replay(assessment, log).map_err(|error| sentence(&error.to_string()))?;
        Ok(Self::run(seat, start, session))
    }

    fn run(seat: &str, start: SittingStart, session: Session) -> Rc<Self> {
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
        sitting
    }

    /// The addresses of all pictures that questions show.
    pub fn pictures(&self) -> Vec<String> {
        let names = self.names();
        let bank = &self.start.bank;
        let shown = bank.items.iter().flat_map(ItemFile::shown);
        let shown = shown.chain(bank.sets.iter().map(|set| set.stimulus.as_str()));
        let mut all = Vec::new();
        for html in shown {
            for name in pictures(html) {
                let address = names.media(name);
                if !all.contains(&address) {
                    all.push(address);
                }
            }
        }
        all
    }

    /// The finished log, to be sent, also where the browser keeps nothing.
    pub fn unsent(&self) -> Unsent {
        let SittingStart { attempt, learner, ticket, .. } = self.start.clone();
        let pass = Pass { seat: self.seat.clone(), attempt, learner, ticket, until: now() };
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

    /// The sitting is closed: the session ends with its first `events`.
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

    /// As far as this browser knows the sitting is over. The server may know better: then the page that comes after goes on.
    fn close_if_over(&self) {
        if self.at() >= self.closes_at.get() {
            let events = self.session.borrow().log().events.len();
            self.close_after(events);
        }
    }

    /// The server said when the sitting closes, or closed.
    fn hear(&self, receipt: LogReceipt) {
        self.on_record.set(receipt.events);
        if self.closes_at.replace(receipt.closes_at) != receipt.closes_at && receipt.open {
            // An earlier end that is still kept would end it too early after a reload, or without a network.
            let start = SittingStart { closes_at: receipt.closes_at, elapsed: self.at(), ..self.start.clone() };
            kept::keep_start(&self.seat, &start);
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
                    self.hear(receipt);
                    if receipt.finished {
                        self.leave(Route::Result(self.start.attempt.clone())).await;
                        break;
                    } else if !receipt.open {
                        // What was done since this was sent, and before the close, counts too.
                        let counts =
                            self.session.borrow().log().events.iter().take_while(|event| event.at <= receipt.closes_at).count();
                        self.close_after(if receipt.events < events { receipt.events } else { counts.max(events) });
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
                    self.close_if_over();
                    self.retry.pause(tries, |at| self.say(Saving::Kept { at })).await;
                }
                // Another device went on with it, and what is on record says something else. The server has kept what this one said.
                Err(failure) if failure.status() == 409 => {
                    self.adopt().await;
                    break;
                }
                // Signed out: it goes on here, and goes up when its learner is back.
                Err(failure) => {
                    self.refused.set(failure.status() != 401);
                    self.say(Saving::Refused(failure.words()));
                    break;
                }
            }
        }
    }

    /// Where another device is ahead, what is on record is gone on with.
    async fn adopt(&self) {
        let address = path::fill(path::SEAT_SIT, &[&self.seat]);
        let start = match client::act::<SittingStart>("POST", &address).await {
            Ok(start) if start.attempt == self.start.attempt => start,
            Err(failure) if failure.passes() => return self.say(Saving::Elsewhere),
            // It is over, and was handed in from the other device.
            _ => return self.leave(Route::Me).await,
        };
        let (assessment, log) = {
            let session = self.session.borrow();
            (session.assessment().clone(), Log { events: start.events, ..session.log().clone() })
        };
        if let Ok(session) = Session::replay(assessment, &log) {
            self.on_record.set(session.log().events.len());
            *self.session.borrow_mut() = session;
            self.keep();
        }
        self.say(Saving::Elsewhere);
    }

    /// There is nothing more to do here: bank and keys go.
    async fn leave(&self, to: Route) {
        self.unsent().pass.done();
        offline::drop_pictures().await;
        go(to);
    }
}

/// Tells the server from time to time that the session is alive, and hears whether the sitting is.
async fn beat(sitting: Weak<Sitting>) {
    loop {
        wait(BEAT).await;
        match sitting.upgrade() {
            Some(sitting) if sitting.is_finished() => return,
            // Also while the page is paused, in the background, or waits for the network.
            Some(sitting) if sitting.sending.get() => sitting.close_if_over(),
            Some(sitting) => sitting.send(),
            None => return,
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
            self.close_if_over();
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
