//! Whether a credential is about somebody who is at hand: what they say is compared here with the hash in it.

use std::cell::RefCell;
use std::rc::Rc;

use credential::{Check, Expected, Outcome};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::checking::look_for;
use super::documents::Documents;
use crate::components::{Field, Tone, announced, field, submit};
use crate::t;

/// What a [`Whose`] is given.
#[derive(Properties)]
pub struct WhoseProps {
    /// The credential.
    pub bytes: Rc<[u8]>,
    /// The documents at hand.
    pub documents: Rc<RefCell<Documents>>,
}

impl PartialEq for WhoseProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.bytes, &other.bytes)
    }
}

/// By e-mail address or by name.
#[component]
pub fn Whose(props: &WhoseProps) -> Html {
    let kind = use_state_eq(|| "emailAddress".to_owned());
    let value = use_state_eq(String::new);
    let answer = use_state_eq(|| None::<Outcome>);
    let oninput = {
        let (value, answer) = (value.setter(), answer.setter());
        Callback::from(move |text: String| {
            value.set(text);
            answer.set(None);
        })
    };
    let onkind = {
        let (kind, answer) = (kind.setter(), answer.setter());
        Callback::from(move |event: Event| {
            if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
                kind.set(select.value());
                answer.set(None);
            }
        })
    };
    let onsubmit = {
        let (bytes, documents) = (props.bytes.clone(), props.documents.clone());
        let (kind, value, answer) = (kind.clone(), value.clone(), answer.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = value.trim();
            if !text.is_empty() {
                let outcome = |text: String| {
                    let expected = Expected { identifier: Some(((*kind).clone(), text)), ..Expected::default() };
                    look_for(&bytes, &documents.borrow(), &expected).outcome(Check::Subject)
                };
                let mut found = outcome(text.to_owned());
                // Whoever types an address need not know that its issuer wrote it in small letters, as nearly all do.
                if found != Outcome::Passed && *kind == "emailAddress" {
                    found = outcome(text.to_lowercase());
                }
                answer.set(Some(found));
            }
        })
    };
    let is_email = *kind == "emailAddress";
    let label = if is_email { t!("whose-email") } else { t!("whose-name") };
    let option = |value: &'static str, words: String| html! { <option {value} selected={*kind == value}>{ words }</option> };
    html! {
        <section class="card whose" aria-labelledby="whose">
            <h3 id="whose">{ t!("whose-title") }</h3>
            <p class="hint">{ t!("whose-hint") }</p>
            <form class="inline-form" {onsubmit}>
                <div class="field">
                    <label for="whose-kind">{ t!("whose-by") }</label>
                    <select id="whose-kind" onchange={onkind}>
                        { option("emailAddress", t!("whose-by-email")) }
                        { option("name", t!("whose-by-name")) }
                    </select>
                </div>
                { field(&Field { id: "whose-value", kind: if is_email { "email" } else { "text" }, label, autocomplete: "off", value: &value, oninput, ..Field::default() }) }
                { submit("", false, t!("whose-do")) }
            </form>
            <div role="status">
                if let Some(outcome) = *answer {
                    { match outcome {
                        Outcome::Passed => announced(Tone::Good, &t!("whose-same")),
                        _ => announced(Tone::Warning, &t!("whose-other")),
                    } }
                }
            </div>
        </section>
    }
}
