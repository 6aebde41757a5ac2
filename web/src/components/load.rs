//! Something that a page fetches before it can be drawn.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::client::{self, Failure};
use crate::json::from_json;

/// How far the fetching is.
#[derive(Debug)]
pub enum Load<T> {
    /// Under way.
    Waiting,
    /// Here it is.
    Ready(Rc<T>),
    /// It did not work.
    Failed(Failure),
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Failed(failure) => Self::Failed(failure.clone()),
        }
    }
}

/// GETs from this path when the component appears, when the path changes, and when the callback is called.
/// What was there stays until the new value is.
#[hook]
pub fn use_load<T: DeserializeOwned + 'static>(path: String) -> (Load<T>, Callback<()>) {
    let (answer, again) = use_text(path);
    let load = use_memo(answer, |answer| match answer {
        None => Load::Waiting,
        Some(Err(failure)) => Load::Failed(failure.clone()),
        Some(Ok(text)) => from_json(text).map_or(Load::Failed(Failure::Strange(200)), |value| Load::Ready(Rc::new(value))),
    });
    ((*load).clone(), again)
}

/// The text of an answer, or why there is none; `None` until there is either.
type Answer = Option<Result<Rc<str>, Failure>>;

/// What does not depend on what is fetched.
#[hook]
fn use_text(path: String) -> (Answer, Callback<()>) {
    let state = use_state(|| (path.clone(), Answer::None));
    let turn = use_state_eq(|| 0_u32);
    {
        let setter = state.setter();
        use_effect_with((path.clone(), *turn), move |(path, _)| {
            let path = path.clone();
            spawn_local(async move {
                let answer = client::get_text(&path).await.map(Rc::from);
                setter.set((path, Some(answer)));
            });
        });
    }
    let again = {
        let turn = turn.clone();
        Callback::from(move |()| turn.set(*turn + 1))
    };
    // What belongs to another path is not this page's.
    let answer = if state.0 == path { state.1.clone() } else { None };
    (answer, again)
}
