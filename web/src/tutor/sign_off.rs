//! The invigilator's word for a sitting, without which nothing in it is awarded.

use api::path;
use api::sitting::SignOff;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::form::use_doing;
use crate::client;
use crate::components::{section, submit};
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
    let doing = use_doing();
    let onsubmit = {
        let (address, again, doing) = (path::fill(path::SITTING_SIGN_OFF, &[&props.sitting]), props.again.clone(), doing.clone());
        let body = SignOff { note: (*note).clone(), except: props.except.clone() };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (address, body, again) = (address.clone(), body.clone(), again.clone());
            doing.start(async move { client::tell("POST", &address, &body).await }, move |()| again.emit(()));
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
    let body = html! {
        <>
        <p>{ t!("sign-off-text") }</p>
        { doing.failed() }
        <form class="form" novalidate=true {onsubmit}>
            <div class="field">
                <label for="note">{ t!("sign-off-note") }</label>
                <p id="note-hint" class="hint">{ t!("sign-off-note-hint") }</p>
                <textarea id="note" class="prose" rows="3" maxlength="1000" aria-describedby="note-hint" value={(*note).clone()} {oninput} />
            </div>
            { submit("primary", doing.busy(), t!("sign-off-do", count = vouched, all = props.all)) }
        </form>
        </>
    };
    section("sign-off", "card", t!("sign-off-title"), body)
}
