//! What a learner says is wrong with an attempt of theirs, and what was answered.

use api::concern::{ConcernKind, ConcernState, MyConcern, MyConcerns, NewAppeal, NewReport};
use api::path;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser::focus;
use crate::client;
use crate::components::{Load, Page, failed, failure_page, link_button, submit, use_load, waiting};
use crate::format::{date, date_time};
use crate::route::Route;
use crate::t;
use crate::unsaved::use_unsaved;

/// Which attempt.
#[derive(Properties, PartialEq)]
pub struct ReportPageProps {
    /// Its random id.
    pub id: String,
}

/// Reporting a question, during the test or after it.
#[component]
pub fn ReportPage(props: &ReportPageProps) -> Html {
    let (load, again) = use_load::<MyConcerns>(path::fill(path::ATTEMPT_CONCERNS, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Me, false, t!("to-me"))),
        Load::Ready(mine) => {
            let items = mine.items.clone();
            html! {
                <Page title={t!("report-title")} over={mine.title.clone()} lead={t!("report-lead")} class="narrow">
                    <Say id={props.id.clone()} kind={ConcernKind::Report} {items} again={again.clone()} />
                    { said(&mine.concerns, ConcernKind::Report) }
                    <div class="actions">{ link_button(Route::Attempt(props.id.clone()), false, t!("report-back")) }</div>
                </Page>
            }
        }
    }
}

/// Which attempt.
#[derive(Properties, PartialEq)]
pub struct AppealsProps {
    /// Its random id.
    pub id: String,
}

/// What can be said against a result, what was said, and what became of it.
#[component]
pub fn Appeals(props: &AppealsProps) -> Html {
    let (load, again) = use_load::<MyConcerns>(path::fill(path::ATTEMPT_CONCERNS, &[&props.id]));
    let body = match load {
        Load::Waiting => html! { <p role="status">{ t!("loading") }</p> },
        Load::Failed(failure) => failed(Some(&failure.words())),
        Load::Ready(mine) => html! {
            <>
            { said(&mine.concerns, ConcernKind::Appeal) }
            { said(&mine.concerns, ConcernKind::Report) }
            if mine.may_appeal {
                <details class="renew">
                    <summary>{ t!("appeal-do") }</summary>
                    <p class="hint">{ t!("appeal-text") }</p>
                    <Say id={props.id.clone()} kind={ConcernKind::Appeal} items={Vec::new()} {again} />
                </details>
            }
            <p><a href={Route::Report(props.id.clone()).path()}>{ t!("report-title") }</a></p>
            </>
        },
    };
    html! { <section class="card concerns" aria-labelledby="concerns"><h2 id="concerns">{ t!("concerns-mine") }</h2>{ body }</section> }
}

#[derive(Properties, PartialEq)]
struct SayProps {
    id: String,
    kind: ConcernKind,
    items: Vec<api::concern::ReportableItem>,
    again: Callback<()>,
}

/// The form of a report or an appeal.
#[component]
fn Say(props: &SayProps) -> Html {
    let words = use_state_eq(String::new);
    use_unsaved(!words.trim().is_empty());
    // None until one is chosen: a report about the wrong question helps nobody.
    let item = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let done = use_state_eq(|| false);
    let report = props.kind == ConcernKind::Report;
    let onsubmit = {
        let (id, again, text, item_name) = (props.id.clone(), props.again.clone(), (*words).clone(), (*item).clone());
        let (words, busy, failure, done) = (words.setter(), busy.clone(), failure.setter(), done.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            if report && item_name.is_empty() {
                failure.set(Some(t!("report-which-missing")));
                focus("say-item");
                return;
            }
            if text.trim().is_empty() {
                failure.set(Some(t!("say-missing")));
                focus("say");
                return;
            }
            let (again, words, busy, failure, done) =
                (again.clone(), words.clone(), busy.setter(), failure.clone(), done.clone());
            let body = if report {
                client::json(&NewReport { item: item_name.clone(), words: text.clone() })
            } else {
                client::json(&NewAppeal { words: text.clone() })
            };
            let address = path::fill(if report { path::ATTEMPT_REPORTS } else { path::ATTEMPT_APPEALS }, &[&id]);
            busy.set(true);
            spawn_local(async move {
                match client::send("POST", &address, Some(body)).await {
                    Ok(reply) if reply.status == 201 => {
                        failure.set(None);
                        words.set(String::new());
                        done.set(true);
                        again.emit(());
                    }
                    Ok(reply) => failure.set(Some(reply.refusal().words())),
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    let oninput = {
        let words = words.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                words.set(area.value());
            }
        })
    };
    let onchange = {
        let item = item.setter();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
                item.set(select.value());
            }
        })
    };
    html! {
        <form class="say" novalidate=true {onsubmit}>
            if report {
                <div class="field">
                    <label for="say-item">{ t!("report-which") }</label>
                    <select id="say-item" {onchange}>
                        <option value="" selected={item.is_empty()}>{ t!("report-choose") }</option>
                        { for props.items.iter().map(|shown| html! {
                            <option key={shown.name.clone()} value={shown.name.clone()} selected={shown.name == *item}>{ t!("report-question", number = shown.number) }</option>
                        }) }
                    </select>
                </div>
            }
            <div class="field">
                <label for="say">{ if report { t!("report-what") } else { t!("appeal-why") } }</label>
                <textarea id="say" maxlength="2000" value={(*words).clone()} {oninput} />
            </div>
            { failed(failure.as_ref()) }
            <div class="actions">{ submit("primary", *busy, if report { t!("report-send") } else { t!("appeal-send") }) }</div>
            <p class="hint" role="status">{ if *done { t!("say-sent") } else { String::new() } }</p>
        </form>
    }
}

/// What was said of one kind, with the answers.
fn said(concerns: &[MyConcern], kind: ConcernKind) -> Html {
    let of_kind: Vec<&MyConcern> = concerns.iter().filter(|concern| concern.kind == kind).collect();
    if of_kind.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="said-list">
            { for of_kind.into_iter().map(|concern| html! {
                <li key={concern.id.clone()}>
                    <p>
                        <strong>{ match (kind, concern.number) {
                            (ConcernKind::Appeal, _) => t!("appeal-of", date = date(concern.at)),
                            (_, Some(number)) => t!("report-of", number = number, date = date(concern.at)),
                            (_, None) => date(concern.at),
                        } }</strong>
                        { " " }<span class="mark">{ state(concern.state) }</span>
                    </p>
                    <p class="said">{ &concern.words }</p>
                    { for concern.answers.iter().filter(|answer| !answer.words.is_empty()).map(|answer| html! {
                        <p class="feedback"><span class="hint">{ date_time(answer.at) }{ " · " }{ state(answer.state) }</span><br />{ &answer.words }</p>
                    }) }
                </li>
            }) }
        </ul>
    }
}

fn state(state: ConcernState) -> String {
    match state {
        ConcernState::Open => t!("said-open"),
        ConcernState::Looking => t!("said-looking"),
        ConcernState::Upheld => t!("said-upheld"),
        ConcernState::Declined => t!("said-declined"),
    }
}
