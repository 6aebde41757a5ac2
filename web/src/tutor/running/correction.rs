//! Another key for an item: proposed here, where nothing changes; what it does is looked at before it is applied.

use api::path;
use api::statistics::{Correction, ItemKey, ItemRow, NewCorrection};
use yew::prelude::*;

use super::key_form::{Typed, key_form};
use super::{Spot, text_area};
use crate::browser::{focus, leave_for};
use crate::client;
use crate::components::submit;
use crate::t;
use crate::tutor::form::use_doing;

/// What a [`Propose`] is given.
#[derive(Properties, PartialEq)]
pub struct ProposeProps {
    /// The item.
    pub item: ItemRow,
    /// Its key now.
    pub now: ItemKey,
    /// Of which micro-credential.
    pub micro_credential: String,
}

/// The form, folded away.
#[component]
pub fn Propose(props: &ProposeProps) -> Html {
    let item = &props.item;
    let typed = use_state_eq(|| Typed::of(&props.now));
    let reason = use_state_eq(String::new);
    let doing = use_doing();
    let onsubmit = {
        let (typed, reason, now) = ((*typed).clone(), (*reason).clone(), props.now.clone());
        let (item, id, doing) = (item.id.clone(), props.micro_credential.clone(), doing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let refuse = |words: String, place: &str| {
                doing.refuse(words);
                focus(place);
            };
            let key = match typed.key() {
                Ok(key) if key == now => return refuse(t!("correction-same"), "correction-reason"),
                Ok(key) => key,
                Err((words, place)) => return refuse(words, &place),
            };
            if reason.trim().is_empty() {
                return refuse(t!("correction-reason-missing"), "correction-reason");
            }
            let new = NewCorrection { item: item.clone(), key, reason: reason.clone() };
            let (address, back) = (path::fill(path::CORRECTIONS, &[&id]), Spot::Corrections(id.clone()).path());
            let made = async move { client::request::<_, Correction>("POST", &address, &new).await };
            doing.start(made, move |_| leave_for(&back));
        })
    };
    let set = |state: UseStateHandle<String>| Callback::from(move |text| state.set(text));
    let change = {
        let typed = typed.clone();
        Callback::from(move |next| typed.set(next))
    };
    html! {
        <details class="renew">
            <summary>{ t!("correction-do") }</summary>
            <p class="hint">{ t!("correction-text") }</p>
            <form novalidate=true {onsubmit}>
                { key_form(&item.parts, &typed, &change) }
                { text_area("correction-reason", t!("concern-reason"), t!("correction-reason-hint"), &reason, &set(reason.clone())) }
                { doing.failed() }
                <div class="actions">{ submit("primary", doing.busy(), t!("correction-look")) }</div>
            </form>
        </details>
    }
}
