//! Sittings: the list, and opening one.

use api::path;
use api::sitting::{NewSitting, SittingCard, SittingState};
use api::staff::Permission;
use api::tutor::{AwardingAssessment, Overview};
use yew::prelude::*;

use super::codes::{assessment_choice, chosen_or_first};
use super::form::{first_wrong, use_doing};
use crate::browser::{focus, leave_for};
use crate::client;
use crate::components::{Field, Tone, field, notice, section, submit, table};
use crate::format::date_time;
use crate::t;

/// What [`Sittings`] is given.
#[derive(Properties, PartialEq)]
pub struct SittingsProps {
    /// The page that it stands on.
    pub overview: Overview,
}

/// A sitting's page.
fn room(id: &str) -> String {
    path::fill("/tutor/sittings/{id}", &[id])
}

/// Sittings of this server, and the form that opens one.
#[component]
pub fn Sittings(props: &SittingsProps) -> Html {
    let overview = &props.overview;
    let may_run = overview.may.contains(&Permission::RunSittings);
    let offered: Vec<_> = overview.assessments.iter().filter(|assessment| assessment.sitting).cloned().collect();
    let headings = [t!("sitting-title"), t!("sitting-what"), t!("sitting-opened"), t!("sitting-joined"), t!("sitting-state")];
    let body = html! {
        <>
        <p class="hint">{ t!("sittings-text") }</p>
        if let Some(why) = overview.sittings_refused.as_ref().filter(|_| may_run) {
            { notice(Tone::Warning, html! { <p>{ client::sentence(why) }</p> }) }
        } else if may_run && offered.is_empty() {
            <p class="empty">{ t!("sittings-none-offered") }</p>
        } else if may_run {
            <Open {offered} />
        }
        if overview.sittings.is_empty() {
            <p class="empty">{ t!("sittings-empty") }</p>
        } else {
            { table(headings, overview.sittings.iter().map(row).collect()) }
        }
        </>
    };
    section("sittings", "card", t!("sittings-title"), body)
}

fn row(card: &SittingCard) -> Html {
    html! {
        <tr key={card.id.clone()}>
            <td><a href={room(&card.id)}>{ &card.title }</a></td>
            <td data-label={t!("sitting-what")}>{ &card.micro_credential }</td>
            <td data-label={t!("sitting-opened")}>{ date_time(card.opened_at) }</td>
            <td data-label={t!("sitting-joined")}>{ card.joined }</td>
            <td data-label={t!("sitting-state")}>{ state(card.state) }</td>
        </tr>
    }
}

/// How far a sitting is, as a chip.
pub fn state(state: SittingState) -> Html {
    let (class, words) = match state {
        SittingState::Open => ("chip", t!("sitting-is-open")),
        SittingState::Closed => ("chip chip-specimen", t!("sitting-is-closed")),
        SittingState::SignedOff => ("chip chip-quiet", t!("sitting-is-signed")),
    };
    html! { <span {class}>{ words }</span> }
}

#[derive(Properties, PartialEq)]
struct OpenProps {
    offered: Vec<AwardingAssessment>,
}

#[component]
fn Open(props: &OpenProps) -> Html {
    let chosen = use_state_eq(String::new);
    let title = use_state_eq(String::new);
    let minutes = use_state_eq(|| "120".to_owned());
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let length = minutes.trim().parse::<u32>().ok().filter(|minutes| (5..=1440).contains(minutes));
    let title_wrong = title.trim().is_empty().then(|| t!("sitting-title-missing"));
    let minutes_wrong = length.is_none().then(|| t!("sitting-minutes-wrong"));
    let onsubmit = {
        let micro_credential = chosen_or_first(&chosen, &props.offered);
        let (title, tried, doing) = (title.clone(), tried.setter(), doing.clone());
        let wrong = first_wrong(&[("sitting-title", &title_wrong), ("sitting-minutes", &minutes_wrong)]);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let (None, Some(minutes)) = (wrong, length) else {
                focus(wrong.unwrap_or_default());
                return;
            };
            let new = NewSitting { micro_credential: micro_credential.clone(), title: (*title).clone(), minutes };
            let opened = async move { client::request::<_, SittingCard>("POST", path::SITTINGS, &new).await };
            doing.start(opened, |card| leave_for(&room(&card.id)));
        })
    };
    let typed = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text| state.set(text))
    };
    html! {
        <>
        { doing.failed() }
        <form class="inline-form" novalidate=true {onsubmit}>
            { assessment_choice("sitting-for", &props.offered, &chosen) }
            { field(&Field { id: "sitting-title", label: t!("sitting-title"), hint: t!("sitting-title-hint"), autocomplete: "off", maxlength: 100, value: &title, oninput: typed(&title), error: title_wrong.filter(|_| *tried), ..Field::default() }) }
            { field(&Field { id: "sitting-minutes", label: t!("sitting-minutes"), class: "short", autocomplete: "off", maxlength: 4, value: &minutes, oninput: typed(&minutes), error: minutes_wrong.filter(|_| *tried), ..Field::default() }) }
            { submit("primary", doing.busy(), t!("sitting-open-do")) }
        </form>
        </>
    }
}
