//! Seats: who sat, what came of it, and the tutor's word on who it was.

use api::attempt::BadgeState;
use api::learner::ReturnCard;
use api::path;
use api::tutor::SeatRow;
use engine::Verdict;
use yew::prelude::*;

use super::form::{shown_card, use_doing};
use crate::client;
use crate::components::{Dialog, button, section, table};
use crate::format::{date, probability};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct SeatsProps {
    pub seats: Vec<SeatRow>,
    /// Whether who reads this may confirm seats.
    pub run: bool,
    /// Whether who reads this may give new return cards.
    pub cards: bool,
    pub again: Callback<()>,
    /// Whether learners can join now.
    pub has_code: bool,
}

#[component]
pub fn Seats(props: &SeatsProps) -> Html {
    // For whom a new card is asked for.
    let asked = use_state_eq(|| None::<SeatRow>);
    let close = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let ask = {
        let asked = asked.setter();
        Callback::from(move |seat| asked.set(Some(seat)))
    };
    // What was made in a sitting is its invigilator's to sign off.
    let waiting = props.seats.iter().filter(|seat| seat.confirmed_at.is_none() && !seat.in_sitting).count();
    let body = if props.seats.is_empty() {
        let words = match (props.has_code, props.run) {
            (true, true) => t!("seats-empty"),
            (false, true) => t!("seats-empty-no-code"),
            (_, false) => t!("seats-none"),
        };
        html! { <p class="empty">{ words }</p> }
    } else {
        let headings = [t!("seats-who"), t!("seats-what"), t!("seats-result"), t!("seats-badge"), t!("seats-confirmed")];
        let headings = headings.into_iter().chain(props.cards.then(|| t!("seats-card")));
        let rows = props.seats.iter().map(|seat| {
            let ask = props.cards.then(|| ask.clone());
            html! { <Row key={seat.id.clone()} seat={seat.clone()} run={props.run} {ask} again={props.again.clone()} /> }
        });
        html! {
            <>
            <p class="hint" role="status">{ if props.run { t!("seats-waiting", count = waiting) } else { t!("seats-open", count = waiting) } }</p>
            { table(headings, rows.collect()) }
            </>
        }
    };
    html! {
        <>
        { section("seats", "card", t!("seats-title"), body) }
        <Dialog id="card-title" title={t!("card-title")} open={asked.is_some()} onclose={close.clone()}>
            if let Some(seat) = &*asked {
                <NewCard seat={seat.clone()} {close} />
            }
        </Dialog>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    seat: SeatRow,
    run: bool,
    ask: Option<Callback<SeatRow>>,
    again: Callback<()>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let seat = &props.seat;
    let doing = use_doing();
    let confirm = {
        let (id, again, doing) = (seat.id.clone(), props.again.clone(), doing.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (path::fill(path::SEAT_CONFIRM, &[&id]), again.clone());
            doing.start(async move { client::tell_nothing("POST", &address).await }, move |()| again.emit(()));
        })
    };
    let confirmed = match seat.confirmed_at {
        Some(at) => html! { date(at) },
        None if seat.in_sitting => html! { t!("seats-in-sitting") },
        None if props.run && seat.begun => button("small primary", doing.busy(), &confirm, t!("seats-confirm"), &seat.name),
        None => html! { t!("seats-not-confirmed") },
    };
    html! {
        <tr>
            <td class="person"><span class="who">{ &seat.name }</span>{ &seat.email }</td>
            <td data-label={t!("seats-what")}>{ &seat.title }</td>
            <td data-label={t!("seats-result")}>{ result(seat) }</td>
            <td data-label={t!("seats-badge")}>{ badge(seat.badge) }</td>
            <td data-label={t!("seats-confirmed")}>{ confirmed }{ doing.failed() }</td>
            if let Some(ask) = &props.ask {
                <td>{ button("quiet small", false, &ask.reform({ let seat = seat.clone(); move |_| seat.clone() }), t!("card-new"), &seat.name) }</td>
            }
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct NewCardProps {
    seat: SeatRow,
    close: Callback<()>,
}

/// Asks first, because the learner's old card ends with it.
#[component]
fn NewCard(props: &NewCardProps) -> Html {
    let doing = use_doing();
    let made = use_state_eq(|| None::<ReturnCard>);
    let make = {
        let (id, doing, made) = (props.seat.id.clone(), doing.clone(), made.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, made) = (path::fill(path::SEAT_CARD, &[&id]), made.clone());
            doing.start(async move { client::act("POST", &address).await }, move |card| made.set(Some(card)));
        })
    };
    let close = props.close.reform(|_: MouseEvent| ());
    html! {
        <>
        if made.is_none() {
            <p>{ t!("card-ask", name = props.seat.name.clone()) }</p>
        }
        { doing.failed() }
        { shown_card(made.as_ref()) }
        if made.is_some() {
            <p>{ t!("card-old") }</p>
        }
        <div class="actions">
            if made.is_none() {
                { button("primary", doing.busy(), &make, t!("card-make"), "") }
            }
            <button type="button" class="button" onclick={close}>{ if made.is_none() { t!("cancel") } else { t!("done") } }</button>
        </div>
        </>
    }
}

fn result(seat: &SeatRow) -> String {
    let likely = probability(seat.mastery.unwrap_or_default());
    match seat.verdict {
        None if !seat.begun => t!("seat-not-begun"),
        None => t!("seat-running", items = seat.items),
        Some(Verdict::Achieved) => t!("seat-achieved", likely = likely, items = seat.items),
        Some(Verdict::NotYet) => t!("seat-not-yet", likely = likely, items = seat.items),
        Some(Verdict::TooClose) => t!("seat-too-close", likely = likely, items = seat.items),
    }
}

fn badge(state: BadgeState) -> Html {
    let (class, words) = match state {
        BadgeState::None => ("chip chip-quiet", t!("badge-none")),
        BadgeState::AwaitingConfirmation => ("chip chip-specimen", t!("badge-waits")),
        BadgeState::AwaitingSignOff => ("chip chip-specimen", t!("badge-waits-sign-off")),
        BadgeState::NotVouched => ("chip chip-quiet", t!("badge-refused")),
        // What became of it stands on the page of credentials.
        BadgeState::Issued | BadgeState::Suspended | BadgeState::Withdrawn => ("chip", t!("badge-signed")),
    };
    html! { <span {class}>{ words }</span> }
}
