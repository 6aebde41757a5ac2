//! Something that a page fetches before it can be drawn.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::client::{self, Failure};

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
    let state = use_state(|| (path.clone(), Load::<T>::Waiting));
    let turn = use_state_eq(|| 0_u32);
    {
        let setter = state.setter();
        use_effect_with((path.clone(), *turn), move |(path, _)| {
            let path = path.clone();
            spawn_local(async move {
                let load = match client::get(&path).await {
                    Ok(value) => Load::Ready(Rc::new(value)),
                    Err(failure) => Load::Failed(failure),
                };
                setter.set((path, load));
            });
        });
    }
    let again = {
        let turn = turn.clone();
        Callback::from(move |()| turn.set(*turn + 1))
    };
    // What belongs to another path is not this page's.
    let load = if state.0 == path { state.1.clone() } else { Load::Waiting };
    (load, again)
}
