//! The keys that sign, for an owner: another one, and one that was stolen.

use api::credential::{KeyRing, KeyRow};
use api::path;
use yew::prelude::*;

use crate::browser::focus;
use crate::client;
use crate::components::{Dialog, Load, button, failed, section, table, use_load};
use crate::format::date;
use crate::t;
use crate::tutor::form::use_doing;

/// What is asked before the keys change.
#[derive(Clone, Debug, PartialEq)]
enum Question {
    Rotate,
    Withdraw(String),
}

/// A row for each key.
#[component]
pub fn Keys() -> Html {
    let (load, again) = use_load::<KeyRing>(path::KEYS.to_owned());
    let asked = use_state_eq(|| None::<Question>);
    let said = use_state_eq(String::new);
    let doing = use_doing();
    let close = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let act = {
        let (asked, said, doing, again) = (asked.clone(), said.setter(), doing.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(question) = (*asked).clone() else { return };
            let (address, words) = match question {
                Question::Rotate => (path::KEYS_ROTATE.to_owned(), t!("keys-rotated")),
                Question::Withdraw(id) => (path::fill(path::KEY_WITHDRAW, &[&id]), t!("keys-withdrawn")),
            };
            let (asked, said, again) = (asked.setter(), said.clone(), again.clone());
            doing.start(async move { client::tell_nothing("POST", &address).await }, move |()| {
                asked.set(None);
                said.set(words);
                again.emit(());
                focus("keys");
            });
        })
    };
    let ask = |question: Question| {
        let (asked, said) = (asked.setter(), said.setter());
        Callback::from(move |_: MouseEvent| {
            said.set(String::new());
            asked.set(Some(question.clone()));
        })
    };
    let (ring, is_key) = match load {
        Load::Waiting => (html! { <p role="status">{ t!("loading") }</p> }, false),
        Load::Failed(failure) => (failed(Some(&failure.words())), false),
        Load::Ready(ring) => {
            let rows = ring.keys.iter().map(|key| row(key, &ask(Question::Withdraw(key.id.clone())))).collect();
            let headings = [t!("keys-key"), t!("keys-since"), t!("keys-state"), t!("keys-signed"), t!("code-do")];
            let listed = html! {
                <>
                <p>{ t!("keys-did") }{ " " }<code class="break">{ &ring.did }</code></p>
                <p class="hint">{ client::sentence(&ring.sealed_by) }</p>
                { table(headings, rows) }
                </>
            };
            (listed, ring.is_key)
        }
    };
    let (heading, text, words) = match &*asked {
        Some(Question::Withdraw(_)) => (t!("keys-withdraw-title"), t!("keys-withdraw-text"), t!("keys-withdraw")),
        _ => (t!("keys-rotate-title"), t!("keys-rotate-text"), t!("keys-rotate")),
    };
    let body = html! {
        <>
        <p class="hint" role="status">{ (*said).clone() }</p>
        { ring }
        <div class="actions">{ button("", false, &ask(Question::Rotate), t!("keys-rotate"), "") }</div>
        <Dialog id="keys-asked" title={heading} open={asked.is_some()} onclose={close.clone()}>
            <p>{ text }</p>
            if is_key {
                <p>{ t!("keys-is-key") }</p>
            }
            { doing.failed() }
            <div class="actions">
                { button("danger", doing.busy(), &act, words, "") }
                <button type="button" class="button" onclick={close.reform(|_: MouseEvent| ())}>{ t!("cancel") }</button>
            </div>
        </Dialog>
        </>
    };
    section("keys", "card", t!("keys-title"), body)
}

fn row(key: &KeyRow, withdraw: &Callback<MouseEvent>) -> Html {
    let (class, state) = match (key.withdrawn_at, key.retired_at) {
        (Some(at), _) => ("chip chip-specimen", t!("keys-stolen", date = date(at))),
        (None, Some(at)) => ("chip chip-quiet", t!("keys-until", date = date(at))),
        (None, None) => ("chip", t!("keys-signs")),
    };
    html! {
        <tr key={key.id.clone()}>
            <td><code class="break">{ &key.id }</code><br/><span class="hint">{ &key.kind }</span></td>
            <td data-label={t!("keys-since")}>{ date(key.made_at) }</td>
            <td data-label={t!("keys-state")}><span {class}>{ state }</span></td>
            <td data-label={t!("keys-signed")}>
                { key.signed }
                if key.on_request {
                    <br/><span class="hint">{ t!("keys-on-request") }</span>
                }
            </td>
            <td>
                if key.withdrawn_at.is_none() {
                    { button("small danger", false, withdraw, t!("keys-withdraw"), &key.id) }
                }
            </td>
        </tr>
    }
}
