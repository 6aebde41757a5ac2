//! A sitting as its invigilator watches it: who is there, how far they are, and what is to be done.

use std::collections::BTreeSet;
use std::rc::Rc;

use api::path;
use api::sitting::{Extension, SittingCard, SittingState, SittingView};
use api::staff::Permission;
use api::tutor::Overview;
use serde::Serialize;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::room_row::RoomRow;
use super::sign_off::SignOffForm;
use super::sittings::state;
use crate::browser::{Ticker, window};
use crate::client;
use crate::components::{Load, Page, Tone, announced, button, failed, failure_page, use_load, waiting};
use crate::format::time;
use crate::t;

/// Seconds between two looks.
const EVERY: u32 = 3;
/// Minutes that one press gives more.
const MORE: u32 = 10;

/// What a [`RoomPage`] is given.
#[derive(Properties, PartialEq)]
pub struct RoomPageProps {
    /// The sitting.
    pub id: String,
}

/// The page, looked at anew every few seconds.
#[component]
pub fn RoomPage(props: &RoomPageProps) -> Html {
    let (load, again) = use_load::<SittingView>(path::fill(path::SITTING, &[&props.id]));
    let (overview, _) = use_load::<Overview>(path::TUTOR.to_owned());
    {
        let again = again.clone();
        // A callback holds the count of looks that it was made with, so that it is made anew after each.
        use_effect_with(again, |again| {
            let (again, passed) = (again.clone(), std::cell::Cell::new(0));
            let ticker = Ticker::new(move || {
                passed.set(passed.get() + 1);
                if passed.get() == EVERY {
                    again.emit(());
                }
            });
            move || drop(ticker)
        });
    }
    let may_run = matches!(&overview, Load::Ready(overview) if overview.may.contains(&Permission::RunSittings));
    // A look that fails in a room whose network fails does not take away what was seen before.
    let last = use_mut_ref(|| None::<Rc<SittingView>>);
    if let Load::Ready(view) = &load {
        *last.borrow_mut() = Some(view.clone());
    }
    let last = last.borrow().clone();
    match (load, last) {
        (Load::Ready(view), _) => html! { <Room view={(*view).clone()} {may_run} stale=false {again} /> },
        (Load::Failed(failure), Some(view)) if failure.passes() => {
            html! { <Room view={(*view).clone()} {may_run} stale=true {again} /> }
        }
        (Load::Waiting, _) => waiting(),
        (Load::Failed(failure), _) if failure.status() == 401 => {
            failure_page(&failure, None, html! { <a class="button primary" href="/sign-in">{ t!("sign-in") }</a> })
        }
        (Load::Failed(failure), _) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
    }
}

#[derive(Properties, PartialEq)]
struct RoomProps {
    view: SittingView,
    may_run: bool,
    /// Whether the last look failed.
    stale: bool,
    again: Callback<()>,
}

#[component]
fn Room(props: &RoomProps) -> Html {
    let failure = use_state_eq(|| None::<String>);
    // Seats for which the invigilator does not vouch.
    let except = use_state_eq(BTreeSet::<String>::new);
    let SittingView { card, now, maximum_items, rows, signed_by, note } = &props.view;
    let fail = {
        let failure = failure.setter();
        Callback::from(move |words: Option<String>| failure.set(words))
    };
    let onvouch = {
        let except = except.clone();
        Callback::from(move |(seat, vouched): (String, bool)| {
            let mut next = (*except).clone();
            if vouched {
                next.remove(&seat);
            } else {
                next.insert(seat);
            }
            except.set(next);
        })
    };
    let closed = card.state == SittingState::Closed && props.may_run;
    html! {
        <Page title={card.title.clone()} over={t!("sitting")} lead={card.micro_credential.clone()} class="room">
            <p><a href="/tutor">{ t!("tutor-title") }</a></p>
            if props.stale {
                { announced(Tone::Warning, &t!("room-stale")) }
            }
            { failed((*failure).as_ref()) }
            <section class="card room-head" aria-labelledby="room-state">
                <h2 id="room-state" class="room-state">{ state(card.state) }<span>{ ends(card, *now) }</span></h2>
                if card.state == SittingState::Open {
                    <p class="room-code"><span>{ t!("room-join", address = join_address()) }</span><strong>{ &card.code }</strong></p>
                    if props.may_run {
                        <Clock card={card.clone()} working={rows.iter().filter(|row| row.state == api::sitting::SeatState::Working).count()} again={props.again.clone()} fail={fail.clone()} />
                    }
                }
                if let Some(name) = signed_by {
                    <p>{ t!("room-signed-by", name = name.clone()) }</p>
                    if !note.is_empty() {
                        <p class="hint">{ note }</p>
                    }
                }
            </section>
            <section class="card" aria-labelledby="room-who">
                <h2 id="room-who">{ t!("room-who", count = rows.len()) }</h2>
                if rows.is_empty() {
                    <p class="empty">{ t!("room-empty") }</p>
                } else {
                    <div class="table">
                        <table class="data">
                            <thead><tr>
                                <th scope="col">{ t!("room-learner") }</th>
                                <th scope="col">{ t!("room-how-far") }</th>
                                <th scope="col">{ t!("room-do") }</th>
                            </tr></thead>
                            <tbody>
                                { for rows.iter().map(|row| html! {
                                    <RoomRow
                                        key={row.seat.clone()}
                                        row={row.clone()}
                                        sitting={card.id.clone()}
                                        state={card.state}
                                        now={*now}
                                        maximum={*maximum_items}
                                        may_run={props.may_run}
                                        vouched={!except.contains(&row.seat)}
                                        onvouch={onvouch.clone()}
                                        again={props.again.clone()}
                                    />
                                }) }
                            </tbody>
                        </table>
                    </div>
                }
            </section>
            if closed {
                <SignOffForm sitting={card.id.clone()} except={except.iter().cloned().collect::<Vec<_>>()} all={rows.len()} again={props.again.clone()} />
            }
        </Page>
    }
}

fn join_address() -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("{}/join", origin.trim_start_matches("https://").trim_start_matches("http://"))
}

fn ends(card: &SittingCard, now: i64) -> String {
    if card.state == SittingState::Open {
        t!("room-open-until", time = time(card.closes_at), minutes = (card.closes_at - now).max(0) / 60_000)
    } else {
        t!("room-closed-at", time = time(card.closes_at))
    }
}

/// Does something to a sitting, and looks again.
pub fn act<B: Serialize + 'static>(
    address: String,
    body: B,
    busy: UseStateSetter<bool>,
    again: Callback<()>,
    fail: Callback<Option<String>>,
) {
    busy.set(true);
    spawn_local(async move {
        match client::tell("POST", &address, &body).await {
            Ok(()) => {
                fail.emit(None);
                again.emit(());
            }
            Err(problem) => fail.emit(Some(problem.words())),
        }
        busy.set(false);
    });
}

#[derive(Properties, PartialEq)]
struct ClockProps {
    card: SittingCard,
    working: usize,
    again: Callback<()>,
    fail: Callback<Option<String>>,
}

/// More time, or the end; ending it while somebody works is asked about.
#[component]
fn Clock(props: &ClockProps) -> Html {
    let busy = use_state_eq(|| false);
    let dialog = use_node_ref();
    let more = {
        let (id, busy, again, fail) = (props.card.id.clone(), busy.setter(), props.again.clone(), props.fail.clone());
        Callback::from(move |_: MouseEvent| {
            let address = path::fill(path::SITTING_EXTEND, &[&id]);
            act(address, Extension { minutes: MORE }, busy.clone(), again.clone(), fail.clone());
        })
    };
    let show = |open: bool| {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                if open {
                    let _ = dialog.show_modal();
                } else {
                    dialog.close();
                }
            }
        })
    };
    let close = {
        let (id, busy, again, fail) = (props.card.id.clone(), busy.setter(), props.again.clone(), props.fail.clone());
        let hide = show(false);
        Callback::from(move |event: MouseEvent| {
            hide.emit(event);
            let address = path::fill(path::SITTING_CLOSE, &[&id]);
            act(address, serde_json::json!({}), busy.clone(), again.clone(), fail.clone());
        })
    };
    html! {
        <div class="actions">
            { button("", *busy, &more, t!("room-more", minutes = MORE), "") }
            { button("danger", *busy, &show(true), t!("room-close"), "") }
            <dialog ref={dialog.clone()} aria-labelledby="close-title" aria-describedby="close-text">
                <h2 id="close-title">{ t!("room-close-title") }</h2>
                <p id="close-text">{ t!("room-close-text", count = props.working) }</p>
                <div class="actions">
                    <button type="button" class="button primary" onclick={show(false)}>{ t!("room-close-no") }</button>
                    <button type="button" class="button danger" onclick={close}>{ t!("room-close-yes") }</button>
                </div>
            </dialog>
        </div>
    }
}
