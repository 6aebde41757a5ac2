//! Other names that learners asked for: given, or declined with the words for it.

use api::names::{DecideName, NameRequestRow};
use api::path;
use yew::prelude::*;

use crate::browser::focus;
use crate::client;
use crate::components::{Load, button, failed, section, use_load};
use crate::format::moment;
use crate::t;
use crate::tutor::form::use_doing;
use crate::tutor::running::text_area;

#[derive(Properties, PartialEq)]
pub struct NamesProps {
    /// Looks anew at the credentials, some of which were signed again.
    pub again: Callback<()>,
}

/// What waits.
#[component]
pub fn Names(props: &NamesProps) -> Html {
    let (load, look) = use_load::<Vec<NameRequestRow>>(path::NAME_REQUESTS.to_owned());
    let said = use_state_eq(String::new);
    let done = {
        let (look, again, said) = (look, props.again.clone(), said.setter());
        Callback::from(move |words: String| {
            said.set(words);
            look.emit(());
            again.emit(());
            // The button that led here is gone.
            focus("names");
        })
    };
    let body = match load {
        Load::Waiting => html! { <p role="status">{ t!("loading") }</p> },
        Load::Failed(failure) => failed(Some(&failure.words())),
        Load::Ready(all) => html! {
            <>
            <p class="hint" role="status">{ (*said).clone() }</p>
            if all.is_empty() {
                <p class="empty">{ t!("names-empty") }</p>
            }
            { for all.iter().map(|one| html! { <One key={one.id.clone()} request={one.clone()} done={done.clone()} /> }) }
            </>
        },
    };
    section("names", "card", t!("names-title"), body)
}

#[derive(Properties, PartialEq)]
struct OneProps {
    request: NameRequestRow,
    done: Callback<String>,
}

#[component]
fn One(props: &OneProps) -> Html {
    let NameRequestRow { id, now, wanted, reason, asked_at } = &props.request;
    let words = use_state_eq(String::new);
    let doing = use_doing();
    let field = format!("name-words-{id}");
    let decide = |grant: bool| {
        let (doing, done, words, field) = (doing.clone(), props.done.clone(), words.clone(), field.clone());
        let address = path::fill(path::NAME_REQUEST_DECISION, &[id]);
        Callback::from(move |_: MouseEvent| {
            if !grant && words.trim().is_empty() {
                doing.refuse(t!("names-words-missing"));
                return focus(&field);
            }
            let (address, done) = (address.clone(), done.clone());
            let body = DecideName { grant, words: (*words).clone() };
            let answer = if grant { t!("names-granted") } else { t!("names-declined") };
            doing.start(async move { client::tell("POST", &address, &body).await }, move |()| done.emit(answer));
        })
    };
    let oninput = {
        let words = words.setter();
        Callback::from(move |text| words.set(text))
    };
    html! {
        <article class="concern" id={format!("name-{id}")}>
            <h3>{ t!("names-from-to", from = now.clone(), to = wanted.clone()) }</h3>
            <p class="hint">{ moment(*asked_at) }</p>
            if !reason.is_empty() {
                <blockquote class="said">{ reason }</blockquote>
            }
            { text_area(&field, t!("names-words"), t!("names-words-hint"), &words, &oninput) }
            { doing.failed() }
            <div class="actions">
                { button("primary", doing.busy(), &decide(true), t!("names-grant"), wanted) }
                { button("", doing.busy(), &decide(false), t!("names-decline"), wanted) }
            </div>
        </article>
    }
}
