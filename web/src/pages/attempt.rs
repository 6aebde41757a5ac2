//! The player of a sealed attempt.

use std::rc::Rc;

use api::attempt::AttemptView;
use api::path;
use yew::prelude::*;

use crate::components::{Load, failure_page, go, link_button, use_load, waiting};
use crate::player::{Player, Sealed, Shared};
use crate::route::Route;
use crate::t;

/// Which attempt.
#[derive(Properties, PartialEq)]
pub struct AttemptPageProps {
    /// Its random id.
    pub id: String,
}

/// Fetches the attempt once and hands it to the player; with a result it goes there.
#[component]
pub fn AttemptPage(props: &AttemptPageProps) -> Html {
    let (load, again) = use_load::<AttemptView>(path::fill(path::ATTEMPT, &[&props.id]));
    let delivery = {
        let view = if let Load::Ready(view) = &load { Some((**view).clone()) } else { None };
        use_memo(view, |view| view.as_ref().map(|view| Shared(Rc::new(Sealed::new(view.clone())))))
    };
    let onfinished = {
        let id = props.id.clone();
        Callback::from(move |()| go(Route::Result(id.clone())))
    };
    match (&*delivery, load) {
        (Some(delivery), _) => html! { <Player delivery={delivery.clone()} {onfinished} /> },
        (None, Load::Failed(failure)) => failure_page(&failure, Some(&again), link_button(Route::Me, false, t!("to-me"))),
        (None, _) => waiting(),
    }
}
