//! A sitting as its invigilator watches it: who is there, how far they are, and what is to be done.

use std::collections::BTreeMap;
use std::rc::Rc;

use api::path;
use api::sitting::{Extension, SeatState, SittingCard, SittingRow, SittingState, SittingView};
use api::staff::Permission;
use api::tutor::Overview;
use yew::prelude::*;

use super::form::use_doing;
use super::room_row::RoomRow;
use super::sign_off::SignOffForm;
use super::sittings::state;
use crate::browser::{Ticker, window};
use crate::client;
use crate::components::{Dialog, Load, Page, Tone, announced, button, failure_page, section, table, use_load, waiting};
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
    // Whom the invigilator has said to vouch for, or not to. Until they do, for those who have handed in.
    let said = use_state_eq(BTreeMap::<String, bool>::new);
    let SittingView { card, now, maximum_items, rows, signed_by, note } = &props.view;
    let onvouch = {
        let said = said.clone();
        Callback::from(move |(seat, vouched): (String, bool)| {
            let mut next = (*said).clone();
            next.insert(seat, vouched);
            said.set(next);
        })
    };
    let vouches = |row: &SittingRow| said.get(&row.seat).copied().unwrap_or(row.state == SeatState::HandedIn);
    let closed = card.state == SittingState::Closed && props.may_run;
    let row = |row: &SittingRow| {
        html! {
            <RoomRow
                key={row.seat.clone()}
                row={row.clone()}
                sitting={card.id.clone()}
                state={card.state}
                now={*now}
                maximum={*maximum_items}
                may_run={props.may_run}
                vouched={vouches(row)}
                onvouch={onvouch.clone()}
                again={props.again.clone()}
            />
        }
    };
    let who = if rows.is_empty() {
        html! { <p class="empty">{ t!("room-empty") }</p> }
    } else {
        table([t!("room-learner"), t!("room-how-far"), t!("room-do")], rows.iter().map(row).collect())
    };
    let working = rows.iter().filter(|row| row.state == SeatState::Working).count();
    html! {
        <Page title={card.title.clone()} over={t!("sitting")} lead={card.micro_credential.clone()} class="room">
            <p><a href="/tutor">{ t!("tutor-title") }</a></p>
            if props.stale {
                { announced(Tone::Warning, &t!("room-stale")) }
            }
            <section class="card room-head" aria-labelledby="room-state">
                <h2 id="room-state" class="room-state">{ state(card.state) }<span>{ ends(card, *now) }</span></h2>
                if card.state == SittingState::Open {
                    <p class="room-code"><span>{ t!("room-join", address = join_address()) }</span><strong>{ &card.code }</strong></p>
                    if props.may_run {
                        <Clock sitting={card.id.clone()} {working} again={props.again.clone()} />
                    }
                }
                if let Some(name) = signed_by {
                    <p>{ t!("room-signed-by", name = name.clone()) }</p>
                    if !note.is_empty() {
                        <p class="hint">{ note }</p>
                    }
                }
            </section>
            { section("room-who", "card", t!("room-who", count = rows.len()), who) }
            if closed {
                <SignOffForm sitting={card.id.clone()} except={rows.iter().filter(|row| !vouches(row)).map(|row| row.seat.clone()).collect::<Vec<_>>()} all={rows.len()} again={props.again.clone()} />
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

#[derive(Properties, PartialEq)]
struct ClockProps {
    sitting: String,
    working: usize,
    again: Callback<()>,
}

/// More time, or the end; that is asked about, because whoever works is cut short by it.
#[component]
fn Clock(props: &ClockProps) -> Html {
    let doing = use_doing();
    let asked = use_state_eq(|| false);
    let more = {
        let (address, doing, again) = (path::fill(path::SITTING_EXTEND, &[&props.sitting]), doing.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (address.clone(), again.clone());
            let extended = async move { client::tell("POST", &address, &Extension { minutes: MORE }).await };
            doing.start(extended, move |()| again.emit(()));
        })
    };
    let close = {
        let (address, doing, again) = (path::fill(path::SITTING_CLOSE, &[&props.sitting]), doing.clone(), props.again.clone());
        let asked = asked.setter();
        Callback::from(move |_: MouseEvent| {
            asked.set(false);
            let (address, again) = (address.clone(), again.clone());
            doing.start(async move { client::tell_nothing("POST", &address).await }, move |()| again.emit(()));
        })
    };
    let ask = |open: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(open))
    };
    html! {
        <>
        { doing.failed() }
        <div class="actions">
            { button("", doing.busy(), &more, t!("room-more", minutes = MORE), "") }
            { button("danger", doing.busy(), &ask(true).reform(|_| ()), t!("room-close"), "") }
        </div>
        <Dialog id="close-title" title={t!("room-close-title")} open={*asked} onclose={ask(false)}>
            <p>{ t!("room-close-text", count = props.working) }</p>
            <div class="actions">
                <button type="button" class="button primary" onclick={ask(false).reform(|_: MouseEvent| ())}>{ t!("room-close-no") }</button>
                <button type="button" class="button danger" onclick={close}>{ t!("room-close-yes") }</button>
            </div>
        </Dialog>
        </>
    }
}
