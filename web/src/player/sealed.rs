//! Sealed delivery: items and session are on the server; answers go up one by one until each is on disk.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use api::attempt::{ActionRequest, AttemptView};
use api::path;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::delivery::{Delivery, Saving};
use super::queue::Queue;
use super::retry::Retry;
use crate::browser::{forget, keep, recall};
use crate::client::{self, Failure};

/// An attempt on the server.
pub struct Sealed {
    view: RefCell<AttemptView>,
    queue: RefCell<Queue>,
    saving: RefCell<Saving>,
    sending: Cell<bool>,
    retry: Retry,
    changed: RefCell<Callback<()>>,
}

impl Sealed {
    /// The attempt as the server has it, with what an earlier page could not send any more.
    pub fn new(view: AttemptView) -> Rc<Self> {
        let queue: Queue = recall(&queue_name(&view.id)).unwrap_or_default();
        let sealed = Rc::new(Self {
            view: RefCell::new(view),
            queue: RefCell::new(queue),
            saving: RefCell::new(Saving::Saved),
            sending: Cell::new(false),
            retry: Retry::listening(),
            changed: RefCell::new(Callback::noop()),
        });
        sealed.start_sending();
        sealed
    }

    fn notify(&self) {
        let changed = self.changed.borrow().clone();
        changed.emit(());
    }

    fn say(&self, saving: Saving) {
        *self.saving.borrow_mut() = saving;
        self.notify();
    }

    fn keep_queue(&self) {
        let name = queue_name(&self.view.borrow().id);
        let queue = self.queue.borrow();
        if queue.is_empty() {
            forget(&name);
        } else {
            // Where the browser keeps nothing, a reload loses only what the server has not acknowledged, and that is said.
            keep(&name, &*queue);
        }
    }

    fn next(&self) -> Option<api::attempt::EventRequest> {
        let seq = self.view.borrow().seq;
        let request = self.queue.borrow_mut().next(seq);
        self.keep_queue();
        request
    }

    fn settle(&self, view: Option<AttemptView>) {
        self.queue.borrow_mut().settle();
        if let Some(view) = view {
            *self.view.borrow_mut() = view;
        }
        self.keep_queue();
    }

    fn start_sending(self: &Rc<Self>) {
        if !self.sending.replace(true) {
            let sealed = self.clone();
            spawn_local(async move {
                sealed.send_all().await;
                sealed.sending.set(false);
            });
        }
    }

    async fn send_all(&self) {
        let mut tries = 0;
        let mut last = Saving::Saved;
        while let Some(request) = self.next() {
            if tries == 0 {
                self.say(Saving::Sending);
            }
            let address = path::fill(path::ATTEMPT_EVENTS, &[&self.view.borrow().id.clone()]);
            match post(&address, &request).await {
                Ok(Told::Saved(view)) => {
                    self.settle(Some(view));
                    tries = 0;
                }
                Ok(Told::Elsewhere(view)) => {
                    self.queue.borrow_mut().yield_to(&view);
                    *self.view.borrow_mut() = view;
                    self.keep_queue();
                    last = Saving::Elsewhere;
                    tries = 0;
                }
                Err(failure) if failure.passes() => {
                    tries += 1;
                    self.retry.pause(tries, |at| self.say(Saving::Retrying { at })).await;
                }
                Err(failure) => {
                    last = Saving::Refused(failure.words());
                    // Signing in again makes it possible; anything else the server will never take.
                    if failure.status() == 401 {
                        break;
                    }
                    let id = self.view.borrow().id.clone();
                    let fresh = client::get(&path::fill(path::ATTEMPT, &[&id])).await.ok();
                    self.settle(fresh);
                    tries = 0;
                }
            }
        }
        self.say(last);
    }
}

enum Told {
    Saved(AttemptView),
    Elsewhere(AttemptView),
}

async fn post(address: &str, request: &api::attempt::EventRequest) -> Result<Told, Failure> {
    let reply = client::send("POST", address, Some(client::json(request))).await?;
    match reply.status {
        200..300 => reply.json().map(Told::Saved),
        409 => match reply.json() {
            Ok(view) => Ok(Told::Elsewhere(view)),
            Err(_) => Err(reply.refusal()),
        },
        _ => Err(reply.refusal()),
    }
}

impl Delivery for Rc<Sealed> {
    fn view(&self) -> AttemptView {
        self.queue.borrow().shown(&self.view.borrow())
    }

    fn act(&self, action: ActionRequest) {
        self.queue.borrow_mut().push(action);
        self.keep_queue();
        self.notify();
        self.start_sending();
    }

    fn saving(&self) -> Saving {
        self.saving.borrow().clone()
    }

    fn is_closing(&self) -> bool {
        self.queue.borrow().is_closing()
    }

    fn hurry(&self) {
        self.retry.hurry();
    }

    fn listen(&self, changed: Callback<()>) {
        *self.changed.borrow_mut() = changed;
    }
}

fn queue_name(id: &str) -> String {
    format!("assay/attempt/{id}/queue")
}
