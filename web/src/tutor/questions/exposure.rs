//! That questions of the sealed assessment have been in browsers: what waits, and the word of an author that lets it go on.

use api::path;
use api::questions::AcceptExposure;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser::focus;
use crate::client;
use crate::components::{Tone, notice, submit};
use crate::t;
use crate::tutor::form::use_doing;

#[derive(Properties, PartialEq)]
pub struct WaitingProps {
    pub id: String,
    pub count: usize,
    /// Whether who reads this may accept it.
    pub accept: bool,
    pub again: Callback<()>,
}

/// What waits; with a form for those who may accept it.
#[component]
pub fn Waiting(props: &WaitingProps) -> Html {
    let reason = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let words = html! { <p>{ t!("exposure-waits", count = props.count) }</p> };
    if !props.accept {
        return notice(Tone::Warning, words);
    }
    let empty = reason.trim().is_empty();
    let onsubmit = {
        let (id, reason, tried, doing, again) =
            (props.id.clone(), reason.clone(), tried.setter(), doing.clone(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if empty {
                focus("reason");
                return;
            }
            let (address, accept) = (path::fill(path::EXPOSURE, &[&id]), AcceptExposure { reason: reason.to_string() });
            let again = again.clone();
            doing.start(async move { client::tell("POST", &address, &accept).await }, move |()| {
                again.emit(());
                focus("page-title");
            });
        })
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                reason.set(area.value());
            }
        })
    };
    let missing = *tried && empty;
    html! {
        <section class="card keep" aria-labelledby="exposure">
            <h2 id="exposure">{ t!("exposure-title") }</h2>
            { words }
            { doing.failed() }
            <form class="form" novalidate=true {onsubmit}>
                <div class="field">
                    <label for="reason">{ t!("exposure-reason") }</label>
                    <p id="reason-hint" class="hint">{ t!("exposure-hint") }</p>
                    <textarea id="reason" class="prose" maxlength="1000" rows="3" value={(*reason).clone()} {oninput}
                        aria-describedby={if missing { "reason-hint reason-error" } else { "reason-hint" }} aria-invalid={missing.then_some("true")} />
                    if missing {
                        <p id="reason-error" class="field-error">{ t!("exposure-reason-missing") }</p>
                    }
                </div>
                { submit("primary", doing.busy(), t!("exposure-do")) }
            </form>
        </section>
    }
}
