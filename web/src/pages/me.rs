//! What is the learner's own: seats, attempts, and the link that brings them back.

use api::attempt::{AttemptState, AttemptView};
use api::learner::{AttemptCard, Me, ReturnCard, Seat, SeatSitting};
use api::path;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{forget, keep, now, recall};
use crate::client;
use crate::components::{
    Load, Page, ReturnCardView, Tone, button, failed, failure_page, go, link, link_button, notice, use_load, waiting,
};
use crate::format::{date, date_time, time};
use crate::route::Route;
use crate::sitting::pass::waiting_seat;
use crate::t;

/// Under which the return card is kept until the learner has it.
const RETURN_CARD: &str = "assay/return-card";

/// The return card, given once, and whose it is.
#[derive(Serialize, Deserialize)]
struct KeptCard {
    learner: String,
    card: ReturnCard,
}

/// Keeps a card until its learner says that they have it.
pub fn keep_card(learner: &str, card: ReturnCard) {
    keep(RETURN_CARD, &KeptCard { learner: learner.to_owned(), card });
}

/// The learner's own page.
#[component]
pub fn MePage() -> Html {
    let (load, again) = use_load::<Me>(path::ME.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) if [401, 403].contains(&failure.status()) => html! {
            <Page title={t!("me-nobody-title")} lead={t!("me-nobody")} class="narrow">
                <div class="actions">
                    { link_button(Route::Join, true, t!("join-with-code")) }
                    { link_button(Route::Return, false, t!("come-back")) }
                </div>
            </Page>
        },
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(me) => html! {
            <Page title={t!("me-title")} lead={t!("me-lead", name = me.name.clone(), email = me.email.clone())} class="me">
                if let Some(seat) = waiting_seat(&me.id) {
                    { notice(Tone::Warning, html! { <>
                        <p>{ t!("unsent-here") }</p>
                        <div class="actions">{ link_button(Route::Sit(seat), true, t!("unsent-send")) }</div>
                    </> }) }
                }
                <Card learner={me.id.clone()} />
                if me.seats.is_empty() {
                    <p class="empty">{ t!("me-empty") }</p>
                    <div class="actions">{ link_button(Route::Join, true, t!("join-with-code")) }</div>
                }
                { for me.seats.iter().map(|seat| html! { <SeatCard key={seat.id.clone()} seat={seat.clone()} again={again.clone()} /> }) }
                <div class="actions">{ link_button(Route::Leave, false, t!("leave")) }</div>
                <p class="hint">{ t!("leave-hint") }</p>
                <p>{ link(Route::Wallet, "", html! { t!("my-wallet") }) }</p>
                <p><a href={path::MY_DATA} download="my-data.json">{ t!("my-data") }</a></p>
            </Page>
        },
    }
}

#[derive(Properties, PartialEq)]
struct CardProps {
    learner: String,
}

/// The return card until the learner says that they have it; after that the way to a new one.
#[component]
fn Card(props: &CardProps) -> Html {
    let kept = use_state(|| recall::<KeptCard>(RETURN_CARD));
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    if let Some(KeptCard { card, .. }) = (*kept).as_ref().filter(|kept| kept.learner == props.learner) {
        let onhave = {
            let kept = kept.setter();
            move |_| {
                forget(RETURN_CARD);
                kept.set(None);
            }
        };
        return html! {
            <section class="card keep" aria-labelledby="keep">
                <h2 id="keep">{ t!("keep-title") }</h2>
                <p>{ t!("keep-text") }</p>
                <ReturnCardView card={card.clone()} />
                <div class="actions"><button type="button" class="button primary" onclick={onhave}>{ t!("keep-have") }</button></div>
            </section>
        };
    }
    let renew = {
        let (learner, kept, busy, failure) = (props.learner.clone(), kept.setter(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (learner, kept, busy, failure) = (learner.clone(), kept.clone(), busy.clone(), failure.clone());
            busy.set(true);
            spawn_local(async move {
                match client::act::<ReturnCard>("POST", path::MY_CARD).await {
                    Ok(card) => {
                        keep_card(&learner, card.clone());
                        kept.set(Some(KeptCard { learner, card }));
                        failure.set(None);
                    }
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <details class="card renew">
            <summary>{ t!("card-lost") }</summary>
            <p class="hint">{ t!("card-renew-text") }</p>
            { failed(failure.as_ref()) }
            { button("small", *busy, &renew, t!("card-renew"), "") }
        </details>
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
    let action = match (running, &seat.sitting) {
        (Some(attempt), Some(sitting)) if attempt.in_sitting && sitting.open => in_sitting(seat, sitting, true),
        (Some(attempt), _) if attempt.in_sitting => html! {
            <>
            <p class="hint">{ t!("sitting-over", date = date_time(attempt.started_at)) }</p>
            <div class="actions">{ link_button(Route::Sit(seat.id.clone()), false, t!("sitting-hand-in")) }</div>
            </>
        },
        (Some(attempt), _) => link_button(Route::Attempt(attempt.id.clone()), true, t!("continue-attempt")),
        (None, sitting) => match (&seat.retake_refused, seat.next_attempt_at.filter(|at| *at > now()), sitting) {
            (Some(why), ..) => html! { <p class="hint">{ why }</p> },
            (None, Some(at), _) => html! { <p class="hint">{ t!("next-attempt-at", date = date_time(at)) }</p> },
            (None, None, Some(sitting)) if sitting.open => in_sitting(seat, sitting, false),
            (None, None, _) if !seat.sealed => html! { <p class="hint">{ t!("sitting-wait") }</p> },
            (None, None, _) => html! {
                <>
                { brief() }
                { button("primary", *busy, &begin, if seat.attempts.is_empty() { t!("begin") } else { t!("begin-again") }, "") }
                </>
            },
        },
    };
    html! {
        <section class="card seat" aria-labelledby={format!("seat-{}", seat.id)}>
            <h2 id={format!("seat-{}", seat.id)}>{ &seat.title }</h2>
            { failed(failure.as_ref()) }
            { action }
            if !seat.attempts.is_empty() {
                <h3>{ t!("attempts-title") }</h3>
                <ul class="attempts">
                    { for seat.attempts.iter().rev().map(|card| attempt(card, &seat.id)) }
                </ul>
            }
            <p>{ link(Route::MicroCredential(seat.micro_credential.clone()), "", html! { t!("about-it") }) }</p>
        </section>
    }
}

fn attempt(card: &AttemptCard, seat: &str) -> Html {
    let began = t!("attempt-began", date = date(card.started_at));
    let player = if card.in_sitting { Route::Sit(seat.to_owned()) } else { Route::Attempt(card.id.clone()) };
    let (state, link) = match card.state {
        AttemptState::Running => (t!("attempt-running"), link(player, "", html! { t!("continue-attempt") })),
        AttemptState::Paused => (t!("attempt-paused"), link(player, "", html! { t!("continue-attempt") })),
        AttemptState::Finished => (t!("attempt-finished"), link(Route::Result(card.id.clone()), "", html! { t!("see-result") })),
    };
    html! { <li key={card.id.clone()}><span>{ began }{ " · " }{ state }</span>{ link }</li> }
}

/// The way into an open sitting.
fn in_sitting(seat: &Seat, sitting: &SeatSitting, begun: bool) -> Html {
    html! {
        <>
        <p>{ t!("sitting-open", title = sitting.title.clone(), until = time(sitting.closes_at)) }</p>
        if !begun {
            { briefing(t!("brief-offline")) }
        }
        <div class="actions">
            { link_button(Route::Sit(seat.id.clone()), true, if begun { t!("continue-attempt") } else { t!("begin-sitting") }) }
        </div>
        </>
    }
}

/// What to know before beginning.
pub fn brief() -> Html {
    briefing(t!("brief-pause"))
}

fn briefing(about_leaving: String) -> Html {
    html! {
        <ul class="brief">
            { for [t!("brief-sets"), t!("brief-adaptive"), about_leaving, t!("brief-honest")].map(|words| html! { <li>{ words }</li> }) }
        </ul>
    }
}
