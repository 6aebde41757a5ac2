//! The invigilator's word for a sitting, without which nothing in it is awarded.

use api::path;
use api::sitting::SignOff;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::room::act;
use crate::components::{failed, submit};
use crate::t;

/// What a [`SignOffForm`] is given.
#[derive(Properties, PartialEq)]
pub struct SignOffFormProps {
    /// The sitting's id.
    pub sitting: String,
    /// Seats for which the invigilator does not vouch.
    pub except: Vec<String>,
    /// How many seats there are.
    pub all: usize,
    /// It is signed off.
    pub again: Callback<()>,
}

/// A note, and the button.
#[component]
pub fn SignOffForm(props: &SignOffFormProps) -> Html {
    let note = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let onsubmit = {
        let (id, except, note, busy, failure, again) =
            (props.sitting.clone(), props.except.clone(), note.clone(), busy.clone(), failure.setter(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            let body = SignOff { note: (*note).clone(), except: except.clone() };
            let failure = failure.clone();
            let fail = Callback::from(move |words| failure.set(words));
            act(path::fill(path::SITTING_SIGN_OFF, &[&id]), body, busy.setter(), again.clone(), fail);
        })
    };
    let oninput = {
        let note = note.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                note.set(area.value());
            }
        })
    };
    let vouched = props.all - props.except.len().min(props.all);
    html! {
        <section class="card" aria-labelledby="sign-off">
            <h2 id="sign-off">{ t!("sign-off-title") }</h2>
            <p>{ t!("sign-off-text") }</p>
            { failed((*failure).as_ref()) }
            <form class="form" novalidate=true {onsubmit}>
                <div class="field">
                    <label for="note">{ t!("sign-off-note") }</label>
                    <p id="note-hint" class="hint">{ t!("sign-off-note-hint") }</p>
                    <textarea id="note" rows="3" maxlength="1000" aria-describedby="note-hint" value={(*note).clone()} {oninput} />
                </div>
                { submit("primary", *busy, t!("sign-off-do", count = vouched, all = props.all)) }
            </form>
        </section>
    }
}
