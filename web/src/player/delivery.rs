//! What the player talks to, and does not know more about: the engine in this browser, or the server.

use std::ops::Deref;
use std::rc::Rc;

use api::attempt::{ActionRequest, AttemptView};
use yew::Callback;

/// A running assessment.
pub trait Delivery {
    /// What to show now, with all that the learner has done.
    fn view(&self) -> AttemptView;

    /// The learner does something; [`Delivery::view`] shows it at once.
    fn act(&self, action: ActionRequest);

    /// How what was done is being kept.
    fn saving(&self) -> Saving;

    /// Whether what is shown is being handed in and can no longer change.
    fn is_closing(&self) -> bool;

    /// Tries at once what waits to be tried again.
    fn hurry(&self);

    /// Calls this whenever anything above changes.
    fn listen(&self, changed: Callback<()>);
}

/// How what the learner did is being kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// All of it is safe.
    Saved,
    /// The first try is under way.
    Sending,
    /// It did not work and is tried again at this time (Unix milliseconds).
    Retrying {
        /// When.
        at: i64,
    },
    /// It is kept in this browser, and goes to the server when that can be reached; tried again at this time (Unix milliseconds).
    Kept {
        /// When.
        at: i64,
    },
    /// It was refused, in these words; what the server has stands.
    Refused(String),
    /// Another window went on with this test; what is shown is the server's view.
    Elsewhere,
    /// The browser keeps nothing: a reload would lose the session.
    NotKept,
}

/// A delivery that components can hand on; equal to itself only.
#[derive(Clone)]
pub struct Shared(pub Rc<dyn Delivery>);

impl Deref for Shared {
    type Target = dyn Delivery;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
