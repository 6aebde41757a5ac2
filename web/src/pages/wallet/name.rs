//! One's name, and asking for another.

use api::names::{AskName, MyNameRequest, NameAnswer};
use api::path;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser::focus;
use crate::client;
use crate::components::{Field, Tone, button, failed, field, notice, submit};
use crate::format::date;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct NamingProps {
    /// The name here.
    pub name: String,
    /// Another that was asked for, and what came of it.
    pub request: Option<MyNameRequest>,
    /// Looks at the wallet again.
    pub again: Callback<()>,
}

/// What one is called, what came of asking for another name, and the form for that.
#[component]
pub fn Naming(props: &NamingProps) -> Html {
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let take_back = {
        let (again, busy, failure) = (props.again.clone(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (again, busy, failure) = (again.clone(), busy.clone(), failure.clone());
            busy.set(true);
            spawn_local(async move {
                match client::tell_nothing("DELETE", path::MY_NAME_REQUEST).await {
                    Ok(()) => {
                        failure.set(None);
                        again.emit(());
                        focus("naming");
                    }
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    let waits = props.request.as_ref().is_some_and(|request| request.answer.is_none());
    html! {
        <>
        <p id="naming" tabindex="-1">{ t!("yours-name", name = props.name.clone()) }</p>
        <div role="status">{ props.request.as_ref().map(became).unwrap_or_default() }</div>
        { failed(failure.as_ref()) }
        if waits {
            <div class="actions">{ button("small", *busy, &take_back, t!("name-take-back"), "") }</div>
        } else {
            <details>
                <summary>{ t!("name-ask") }</summary>
                <p>{ t!("yours-change") }</p>
                <Ask again={props.again.clone()} />
            </details>
        }
        </>
    }
}

/// What came of it.
fn became(request: &MyNameRequest) -> Html {
    let name = request.name.clone();
    let Some(NameAnswer { granted, words, at }) = &request.answer else {
        return notice(Tone::Information, html! { <p>{ t!("name-waits", name = name, date = date(request.asked_at)) }</p> });
    };
    let (tone, what) = if *granted {
        (Tone::Good, t!("name-granted", name = name, date = date(*at)))
    } else {
        (Tone::Warning, t!("name-declined", name = name, date = date(*at)))
    };
    notice(
        tone,
        html! { <>
            <p>{ what }</p>
            if !words.is_empty() {
                <p class="said">{ words }</p>
            }
        </> },
    )
}

#[derive(Properties, PartialEq)]
struct AskProps {
    again: Callback<()>,
}

#[component]
fn Ask(props: &AskProps) -> Html {
    let name = use_state_eq(String::new);
    let reason = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let onsubmit = {
        let (name, reason, busy, failure, again) =
            (name.clone(), reason.clone(), busy.clone(), failure.clone(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            if name.trim().is_empty() {
                failure.set(Some(t!("name-missing")));
                return focus("new-name");
            }
            let asked = AskName { name: (*name).clone(), reason: (*reason).clone() };
            let (busy, failure, again) = (busy.setter(), failure.setter(), again.clone());
            busy.set(true);
            spawn_local(async move {
                match client::request::<_, MyNameRequest>("POST", path::MY_NAME_REQUEST, &asked).await {
                    Ok(_) => {
                        again.emit(());
                        focus("naming");
                    }
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    let onname = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    let onreason = {
        let reason = reason.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                reason.set(area.value());
            }
        })
    };
    html! {
        <form class="say" novalidate=true {onsubmit}>
            { field(&Field { id: "new-name", label: t!("name-new"), autocomplete: "name", value: &name, oninput: onname, ..Field::default() }) }
            <div class="field">
                <label for="name-reason">{ t!("name-reason") }</label>
                <p id="name-reason-hint" class="hint">{ t!("name-reason-hint") }</p>
                <textarea id="name-reason" maxlength="2000" aria-describedby="name-reason-hint" value={(*reason).clone()} oninput={onreason} />
            </div>
            { failed(failure.as_ref()) }
            <div class="actions">{ submit("primary", *busy, t!("name-send")) }</div>
        </form>
    }
}
