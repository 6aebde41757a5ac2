//! Waiting before something is sent again: longer each time, but not when the network comes back or the learner says so.

use std::cell::Cell;
use std::rc::Rc;

use super::queue::patience;
use crate::browser::{Listener, now, wait};

/// What ends a wait early.
pub struct Retry {
    hurried: Rc<Cell<bool>>,
    _online: Listener,
}

impl Retry {
    /// Listens from now on.
    pub fn listening() -> Self {
        let hurried = Rc::new(Cell::new(false));
        let told = hurried.clone();
        Self { hurried, _online: Listener::new("online", move |_| told.set(true)) }
    }

    /// Ends the wait.
    pub fn hurry(&self) {
        self.hurried.set(true);
    }

    /// Waits as long as is fit after so many tries in vain; `say` is told until when (Unix milliseconds).
    pub async fn pause(&self, tries: u32, say: impl FnOnce(i64)) {
        let at = now() + i64::from(patience(tries));
        self.hurried.set(false);
        say(at);
        while now() < at && !self.hurried.get() {
            wait(200).await;
        }
    }
}
