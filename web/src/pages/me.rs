//! What is the learner's own: seats, attempts, and the link that brings them back.

use api::attempt::{AttemptState, AttemptView};
use api::learner::{AttemptCard, Me, Seat};
use api::path;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{copy, forget, now, recall, window};
use crate::client;
use crate::components::{Load, Page, button, failed, failure_page, go, link, link_button, use_load, waiting};
use crate::format::{date, date_time};
use crate::route::Route;
use crate::t;

/// Under which the personal link is kept until the learner has it.
pub const RETURN_LINK: &str = "assay/return-link";

/// The personal link, given once when joining, and whose it is.
#[derive(Serialize, Deserialize)]
pub struct ReturnLink {
    /// The learner's e-mail.
    pub email: String,
    /// Path and fragment.
    pub link: String,
}

/// The learner's own page.
#[component]
pub fn MePage() -> Html {
    let (load, again) = use_load::<Me>(path::ME.to_owned());
    let sign_out = |_: MouseEvent| {
        spawn_local(async {
            if client::tell_nothing("POST", path::SIGN_OUT).await.is_ok() {
                forget(RETURN_LINK);
                go(Route::Catalogue);
            }
        });
    };
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) if [401, 403].contains(&failure.status()) => html! {
            <Page title={t!("me-nobody-title")} lead={t!("me-nobody")} class="narrow">
                <div class="actions">{ link_button(Route::Join, true, t!("join-with-code")) }</div>
            </Page>
        },
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(me) => html! {
            <Page title={t!("me-title")} lead={t!("me-lead", name = me.name.clone(), email = me.email.clone())} class="me">
                <Keep email={me.email.clone()} />
                if me.seats.is_empty() {
                    <p class="empty">{ t!("me-empty") }</p>
                    <div class="actions">{ link_button(Route::Join, true, t!("join-with-code")) }</div>
                }
                { for me.seats.iter().map(|seat| html! { <SeatCard key={seat.id.clone()} seat={seat.clone()} again={again.clone()} /> }) }
                <div class="actions"><button type="button" class="button quiet" onclick={sign_out}>{ t!("sign-out") }</button></div>
            </Page>
        },
    }
}

#[derive(Properties, PartialEq)]
struct KeepProps {
    email: String,
}

/// The personal link, until the learner says that they have it.
#[component]
fn Keep(props: &KeepProps) -> Html {
    let kept = use_state(|| recall::<ReturnLink>(RETURN_LINK));
    let copied = use_state_eq(|| false);
    let Some(ReturnLink { link, .. }) = (*kept).as_ref().filter(|kept| kept.email == props.email) else { return Html::default() };
    let url = format!("{}{link}", window().location().origin().unwrap_or_default());
    let oncopy = {
        let (url, copied) = (url.clone(), copied.setter());
        move |_| {
            let (url, copied) = (url.clone(), copied.clone());
            spawn_local(async move { copied.set(copy(&url).await) });
        }
    };
    let onhave = {
        let kept = kept.setter();
        move |_| {
            forget(RETURN_LINK);
            kept.set(None);
        }
    };
    html! {
        <section class="card keep" aria-labelledby="keep">
            <h2 id="keep">{ t!("keep-title") }</h2>
            <p>{ t!("keep-text") }</p>
            <p class="secret"><code>{ url }</code></p>
            <div class="actions">
                <button type="button" class="button primary" onclick={oncopy}>{ t!("copy-link") }</button>
                <button type="button" class="button" onclick={onhave}>{ t!("keep-have") }</button>
                <span role="status" class="hint">{ if *copied { t!("copied") } else { String::new() } }</span>
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct SeatCardProps {
    seat: Seat,
    again: Callback<()>,
}

#[component]
fn SeatCard(props: &SeatCardProps) -> Html {
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let seat = &props.seat;
    let running = seat.attempts.iter().rev().find(|attempt| attempt.state != AttemptState::Finished);
    let begin = {
        let (id, busy, failure) = (seat.id.clone(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (id, busy, failure) = (id.clone(), busy.clone(), failure.clone());
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                match client::act::<AttemptView>("POST", &path::fill(path::SEAT_START, &[&id])).await {
                    Ok(view) => go(Route::Attempt(view.id)),
                    Err(problem) => {
                        busy.set(false);
                        failure.set(Some(problem.words()));
                    }
                }
            });
        })
    };
    let action = if let Some(attempt) = running {
        link_button(Route::Attempt(attempt.id.clone()), true, t!("continue-attempt"))
    } else if let Some(why) = &seat.retake_refused {
        html! { <p class="hint">{ why }</p> }
    } else if let Some(at) = seat.next_attempt_at.filter(|at| *at > now()) {
        html! { <p class="hint">{ t!("next-attempt-at", date = date_time(at)) }</p> }
    } else {
        html! {
            <>
            { brief() }
            { button("primary", *busy, &begin, if seat.attempts.is_empty() { t!("begin") } else { t!("begin-again") }, "") }
            </>
        }
    };
    html! {
        <section class="card seat" aria-labelledby={format!("seat-{}", seat.id)}>
            <h2 id={format!("seat-{}", seat.id)}>{ &seat.title }</h2>
            { failed(failure.as_ref()) }
            { action }
            if !seat.attempts.is_empty() {
                <h3>{ t!("attempts-title") }</h3>
                <ul class="attempts">
                    { for seat.attempts.iter().rev().map(attempt) }
                </ul>
            }
            <p>{ link(Route::MicroCredential(seat.micro_credential.clone()), "", html! { t!("about-it") }) }</p>
        </section>
    }
}

fn attempt(card: &AttemptCard) -> Html {
    let began = t!("attempt-began", date = date(card.started_at));
    let (state, link) = match card.state {
        AttemptState::Running => {
            (t!("attempt-running"), link(Route::Attempt(card.id.clone()), "", html! { t!("continue-attempt") }))
        }
        AttemptState::Paused => {
            (t!("attempt-paused"), link(Route::Attempt(card.id.clone()), "", html! { t!("continue-attempt") }))
        }
        AttemptState::Finished => (t!("attempt-finished"), link(Route::Result(card.id.clone()), "", html! { t!("see-result") })),
    };
    html! { <li key={card.id.clone()}><span>{ began }{ " · " }{ state }</span>{ link }</li> }
}

/// What to know before beginning.
pub fn brief() -> Html {
    html! {
        <ul class="brief">
            <li>{ t!("brief-sets") }</li>
            <li>{ t!("brief-adaptive") }</li>
            <li>{ t!("brief-pause") }</li>
            <li>{ t!("brief-honest") }</li>
        </ul>
    }
}
