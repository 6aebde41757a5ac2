//! Sittings: the list, and opening one.

use api::path;
use api::sitting::{NewSitting, SittingCard, SittingState};
use api::staff::Permission;
use api::tutor::Overview;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::form::change;
use crate::browser::{focus, leave_for};
use crate::client;
use crate::components::{Field, Tone, failed, field, notice, submit};
use crate::format::date_time;
use crate::t;

/// What [`Sittings`] is given.
#[derive(Properties, PartialEq)]
pub struct SittingsProps {
    /// The page that it stands on.
    pub overview: Overview,
}

/// A sitting's page.
pub fn room(id: &str) -> String {
    path::fill("/tutor/sittings/{id}", &[id])
}

#[derive(Clone, PartialEq)]
struct Form {
    micro_credential: String,
    title: String,
    minutes: String,
}

/// Sittings of this server, and the form that opens one.
#[component]
pub fn Sittings(props: &SittingsProps) -> Html {
    let overview = &props.overview;
    let may_run = overview.may.contains(&Permission::RunSittings);
    let offered: Vec<_> = overview.assessments.iter().filter(|assessment| assessment.sitting).collect();
    let form = use_state_eq(|| Form {
        micro_credential: offered.first().map(|assessment| assessment.micro_credential.clone()).unwrap_or_default(),
        title: String::new(),
        minutes: "120".to_owned(),
    });
    let busy = use_state_eq(|| false);
    let tried = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    if !overview.may.contains(&Permission::ReadSittings) {
        return Html::default();
    }
    let onchosen = {
        let choose = change(&form, |form, id| form.micro_credential = id);
        Callback::from(move |event: Event| {
            if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
                choose.emit(select.value());
            }
        })
    };
    let minutes = form.minutes.trim().parse::<u32>().ok().filter(|minutes| (5..=1440).contains(minutes));
    let onsubmit = {
        let (form, busy, tried, failure) = (form.clone(), busy.clone(), tried.setter(), failure.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if form.title.trim().is_empty() {
                focus("sitting-title");
                return;
            }
            let Some(minutes) = minutes else {
                focus("sitting-minutes");
                return;
            };
            if *busy {
                return;
            }
            busy.set(true);
            failure.set(None);
            let new = NewSitting { micro_credential: form.micro_credential.clone(), title: form.title.clone(), minutes };
            let (busy, failure) = (busy.setter(), failure.clone());
            spawn_local(async move {
                match client::request::<_, SittingCard>("POST", path::SITTINGS, &new).await {
                    Ok(card) => leave_for(&room(&card.id)),
                    Err(problem) => {
                        failure.set(Some(problem.words()));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let title_error = (*tried && form.title.trim().is_empty()).then(|| t!("sitting-title-missing"));
    let minutes_error = (*tried && minutes.is_none()).then(|| t!("sitting-minutes-wrong"));
    html! {
        <section class="card" aria-labelledby="sittings">
            <h2 id="sittings">{ t!("sittings-title") }</h2>
            <p class="hint">{ t!("sittings-text") }</p>
            if let Some(why) = overview.sittings_refused.as_ref().filter(|_| may_run) {
                { notice(Tone::Warning, html! { <p>{ client::sentence(why) }</p> }) }
            } else if may_run && offered.is_empty() {
                <p class="empty">{ t!("sittings-none-offered") }</p>
            } else if may_run {
                { failed(failure.as_ref()) }
                <form class="inline-form" novalidate=true {onsubmit}>
                    <div class="field">
                        <label for="sitting-for">{ t!("sitting-what") }</label>
                        <select id="sitting-for" onchange={onchosen}>
                            { for offered.iter().map(|assessment| html! {
                                <option key={assessment.micro_credential.clone()} value={assessment.micro_credential.clone()}>{ &assessment.title }</option>
                            }) }
                        </select>
                    </div>
                    { field(&Field { id: "sitting-title", label: t!("sitting-title"), hint: t!("sitting-title-hint"), autocomplete: "off", maxlength: 100, value: &form.title, oninput: change(&form, |form, text| form.title = text), error: title_error, ..Field::default() }) }
                    { field(&Field { id: "sitting-minutes", label: t!("sitting-minutes"), class: "short", autocomplete: "off", maxlength: 4, value: &form.minutes, oninput: change(&form, |form, text| form.minutes = text), error: minutes_error, ..Field::default() }) }
                    { submit("primary", *busy, t!("sitting-open-do")) }
                </form>
            }
            if overview.sittings.is_empty() {
                <p class="empty">{ t!("sittings-empty") }</p>
            } else {
                <div class="table">
                    <table class="data">
                        <thead><tr>
                            <th scope="col">{ t!("sitting-title") }</th>
                            <th scope="col">{ t!("sitting-what") }</th>
                            <th scope="col">{ t!("sitting-opened") }</th>
                            <th scope="col">{ t!("sitting-joined") }</th>
                            <th scope="col">{ t!("sitting-state") }</th>
                        </tr></thead>
                        <tbody>{ for overview.sittings.iter().map(line) }</tbody>
                    </table>
                </div>
            }
        </section>
    }
}

fn line(card: &SittingCard) -> Html {
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
