//! Seats: who sat, what came of it, and the tutor's word on who it was.

use api::attempt::BadgeState;
use api::path;
use api::tutor::SeatRow;
use engine::Verdict;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::client;
use crate::components::{button, failed};
use crate::format::{date, probability};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct SeatsProps {
    pub seats: Vec<SeatRow>,
    pub again: Callback<()>,
    /// Whether learners can join now.
    pub has_code: bool,
}

#[component]
pub fn Seats(props: &SeatsProps) -> Html {
    let waiting = props.seats.iter().filter(|seat| seat.confirmed_at.is_none()).count();
    html! {
        <section class="card" aria-labelledby="seats">
            <h2 id="seats">{ t!("seats-title") }</h2>
            if props.seats.is_empty() {
                <p class="empty">{ if props.has_code { t!("seats-empty") } else { t!("seats-empty-no-code") } }</p>
            } else {
                <p class="hint" role="status">{ t!("seats-waiting", count = waiting) }</p>
                <div class="table">
                    <table class="data">
                        <thead><tr>
                            <th scope="col">{ t!("seats-who") }</th>
                            <th scope="col">{ t!("seats-what") }</th>
                            <th scope="col">{ t!("seats-result") }</th>
                            <th scope="col">{ t!("seats-badge") }</th>
                            <th scope="col">{ t!("seats-confirmed") }</th>
                        </tr></thead>
                        <tbody>
                            { for props.seats.iter().map(|seat| html! { <Row key={seat.id.clone()} seat={seat.clone()} again={props.again.clone()} /> }) }
                        </tbody>
                    </table>
                </div>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    seat: SeatRow,
    again: Callback<()>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let seat = &props.seat;
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let confirm = {
        let (id, again, busy, failure) = (seat.id.clone(), props.again.clone(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, again, busy, failure) =
                (path::fill(path::SEAT_CONFIRM, &[&id]), again.clone(), busy.clone(), failure.clone());
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                match client::tell_nothing("POST", &address).await {
                    Ok(()) => again.emit(()),
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <tr>
            <td><span class="who">{ &seat.name }</span>{ &seat.email }</td>
            <td data-label={t!("seats-what")}>{ &seat.title }</td>
            <td data-label={t!("seats-result")}>{ result(seat) }</td>
            <td data-label={t!("seats-badge")}>{ badge(seat.badge) }</td>
            <td data-label={t!("seats-confirmed")}>
                if let Some(at) = seat.confirmed_at {
                    { date(at) }
                } else {
                    { button("small primary", *busy, &confirm, t!("seats-confirm"), &seat.name) }
                }
                { failed(failure.as_ref()) }
            </td>
        </tr>
    }
}

fn result(seat: &SeatRow) -> String {
    let likely = probability(seat.mastery.unwrap_or_default());
    match seat.verdict {
        None if seat.items == 0 => t!("seat-not-begun"),
        None => t!("seat-running", items = seat.items),
        Some(Verdict::Achieved) => t!("seat-achieved", likely = likely, items = seat.items),
        Some(Verdict::NotYet) => t!("seat-not-yet", likely = likely, items = seat.items),
        Some(Verdict::TooClose) => t!("seat-too-close", likely = likely, items = seat.items),
    }
}

fn badge(state: BadgeState) -> Html {
    let (class, words) = match state {
        BadgeState::AwaitingConfirmation => ("chip chip-specimen", t!("badge-waits")),
        BadgeState::None | BadgeState::AwaitingSignOff | BadgeState::NotVouched => ("chip chip-quiet", t!("badge-none")),
        BadgeState::Issued => ("chip", t!("badge-signed")),
    };
    html! { <span {class}>{ words }</span> }
}
