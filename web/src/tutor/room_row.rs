//! One learner in a sitting.

use api::learner::ReturnCard;
use api::path;
use api::sitting::{SeatState, SittingRow, SittingState};
use yew::prelude::*;

use super::form::use_doing;
use crate::client;
use crate::components::{ReturnCardView, Tone, button, notice};
use crate::t;

/// Milliseconds after which a browser that works counts as cut off.
const SILENCE: i64 = 40_000;

/// What a [`RoomRow`] is given.
#[derive(Properties, PartialEq)]
pub struct RoomRowProps {
    /// The learner.
    pub row: SittingRow,
    /// The sitting's id.
    pub sitting: String,
    /// How far the sitting is.
    pub state: SittingState,
    /// The server's clock.
    pub now: i64,
    /// The most questions that anybody is asked.
    pub maximum: usize,
    /// Whether the reader runs sittings.
    pub may_run: bool,
    /// Whether the invigilator is going to vouch for them.
    pub vouched: bool,
    /// They are, or are not.
    pub onvouch: Callback<(String, bool)>,
    /// Something was changed.
    pub again: Callback<()>,
}

/// How far they are, and what can be done for them.
#[component]
pub fn RoomRow(props: &RoomRowProps) -> Html {
    let row = &props.row;
    let doing = use_doing();
    let card = use_state_eq(|| None::<ReturnCard>);
    let reissue = {
        let (address, doing, card) = (path::fill(path::SEAT_CARD, &[&row.seat]), doing.clone(), card.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, card) = (address.clone(), card.clone());
            doing.start(async move { client::act("POST", &address).await }, move |fresh| card.set(Some(fresh)));
        })
    };
    let hand_in = {
        let address = path::fill(path::SITTING_HAND_IN, &[&props.sitting, &row.seat]);
        let (doing, again) = (doing.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (address.clone(), again.clone());
            doing.start(async move { client::tell_nothing("POST", &address).await }, move |()| again.emit(()));
        })
    };
    let done = {
        let card = card.setter();
        move |_| card.set(None)
    };
    let vouch = {
        let (seat, vouched, onvouch) = (row.seat.clone(), props.vouched, props.onvouch.clone());
        move |_| onvouch.emit((seat.clone(), !vouched))
    };
    let vouch_id = format!("vouch-{}", row.seat);
    let closed = props.state == SittingState::Closed;
    html! {
        <>
        <tr>
            <td><span class="who">{ &row.name }</span>{ &row.email }</td>
            <td data-label={t!("room-how-far")}>
                { how_far(row, props) }
                if let Some(why) = &row.refused {
                    // Once another was taken it is only to know.
                    { notice(if row.state == SeatState::HandedIn { Tone::Warning } else { Tone::Bad }, html! { <p>{ t!("room-refused", why = why.clone()) }</p> }) }
                }
                if let Some(remark) = &row.remark {
                    { notice(Tone::Warning, html! { <p>{ client::sentence(remark) }</p> }) }
                }
            </td>
            <td>
                { doing.failed() }
                if props.may_run {
                    <div class="actions">
                        if closed {
                            <p class="check">
                                <input type="checkbox" id={vouch_id.clone()} checked={props.vouched} onchange={vouch} />
                                <label for={vouch_id}>{ t!("room-vouch") }<span class="visually-hidden">{ " " }{ &row.name }</span></label>
                            </p>
                        }
                        if closed && row.state == SeatState::Working {
                            { button("small", doing.busy(), &hand_in, t!("room-hand-in"), &row.name) }
                        }
                        if props.state != SittingState::SignedOff {
                            { button("small quiet", doing.busy(), &reissue, t!("room-card"), &row.name) }
                        }
                    </div>
                }
            </td>
        </tr>
        if let Some(card) = &*card {
            <tr class="card-row">
                <td colspan="3" role="status">
                    <p>{ t!("room-card-made") }</p>
                    <ReturnCardView card={card.clone()} />
                    <button type="button" class="button small" onclick={done}>{ t!("room-card-done") }</button>
                </td>
            </tr>
        }
        </>
    }
}

fn how_far(row: &SittingRow, props: &RoomRowProps) -> Html {
    let heard = row.heard_at.map(|at| (props.now - at).max(0));
    let open = props.state == SittingState::Open;
    let (class, words) = match row.state {
        SeatState::Joined => ("chip chip-quiet", t!("room-joined")),
        SeatState::Working if open => ("chip chip-specimen", t!("room-working", items = row.items)),
        SeatState::Working => ("chip chip-specimen", t!("room-not-handed-in", items = row.items)),
        SeatState::HandedIn => ("chip", t!("room-handed-in", items = row.items)),
    };
    let silent = row.state == SeatState::Working && open && heard.is_some_and(|passed| passed > SILENCE);
    html! {
        <>
        <span {class}>{ words }</span>
        if row.state == SeatState::Working {
            { bar(row.items, props.maximum) }
        }
        if silent {
            <p class="hint">{ t!("room-silent", minutes = heard.unwrap_or_default() / 60_000 + 1) }</p>
        }
        if row.badge {
            <p class="hint">{ t!("room-badge") }</p>
        } else if row.vouched == Some(false) {
            <p class="hint">{ t!("room-not-vouched") }</p>
        }
        </>
    }
}

/// How many of the most questions that there can be; the words beside it say the same.
fn bar(items: usize, maximum: usize) -> Html {
    let percent = (100 * items).checked_div(maximum).unwrap_or_default().min(100);
    html! {
        <svg class="room-bar" width="100%" height="6" aria-hidden="true" focusable="false">
            <rect class="range-all" width="100%" height="6" rx="3" />
            <rect class="range-least" width={format!("{percent}%")} height="6" rx="3" />
        </svg>
    }
}
