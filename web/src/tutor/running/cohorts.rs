//! All cohorts, and making one.

use api::cohort::{CohortCard, CohortView, Cohorts, NewCohort};
use api::path;
use js_sys::Date;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::Spot;
use super::exports::{Export, Exports};
use crate::browser::{focus, leave_for, now};
use crate::client;
use crate::components::{Field, Load, Page, failure_page, field, section, submit, table, use_load, waiting};
use crate::format::date_time;
use crate::t;
use crate::tutor::form::{change, first_wrong, select, use_doing};

/// What a [`CohortsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct CohortsPageProps {
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may make cohorts.
    pub run: bool,
    /// Whether they may take results away.
    pub export: bool,
}

/// The newest first.
#[component]
pub fn CohortsPage(props: &CohortsPageProps) -> Html {
    let (load, again) = use_load::<Cohorts>(path::COHORTS.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(all) => html! {
            <Page title={t!("cohorts-title")} lead={t!("cohorts-lead")} class="desk">
                { props.head.clone() }
                { section("cohorts", "card", t!("cohorts-all"), list(&all)) }
                if props.run && !all.assessments.is_empty() {
                    <Make assessments={all.assessments.clone()} />
                }
                if props.export {
                    { for all.assessments.iter().map(|(id, title)| html! {
                        <div key={id.clone()} class="of-one"><p class="overline">{ title }</p><Exports id={id.clone()} which={vec![Export::Results, Export::Trails]} /></div>
                    }) }
                }
            </Page>
        },
    }
}

fn list(all: &Cohorts) -> Html {
    if all.cohorts.is_empty() {
        return html! { <p class="empty">{ t!("cohorts-empty") }</p> };
    }
    let headings = [t!("cohort-name"), t!("seats-what"), t!("cohort-window"), t!("cohort-learners")];
    let row = |cohort: &CohortCard| {
        html! {
            <tr key={cohort.id.clone()}>
                <td>
                    <a class="who" href={Spot::Cohort(cohort.id.clone()).path()}>{ &cohort.name }</a>
                    if cohort.demo {
                        <span class="chip chip-specimen">{ t!("cohort-demo") }</span>
                    }
                </td>
                <td data-label={t!("seats-what")}>{ &cohort.title }</td>
                <td data-label={t!("cohort-window")}>{ window(cohort) }</td>
                <td data-label={t!("cohort-learners")}>{ cohort.learners }</td>
            </tr>
        }
    };
    table(headings, all.cohorts.iter().map(row).collect())
}

/// From when until when.
pub fn window(cohort: &CohortCard) -> String {
    t!("cohort-from-to", from = date_time(cohort.opens_at), to = date_time(cohort.closes_at))
}

/// Unix milliseconds as the browser's field for a day and a time wants them, in the reader's time zone.
pub fn local(at: i64) -> String {
    let offset = Date::new(&JsValue::from_f64(at as f64)).get_timezone_offset();
    let shifted = Date::new(&JsValue::from_f64(at as f64 - offset * 60_000.0));
    let iso = shifted.to_iso_string().as_string().unwrap_or_default();
    iso.chars().take(16).collect()
}

/// What stands in such a field as Unix milliseconds.
pub fn instant(text: &str) -> Option<i64> {
    let time = Date::parse(text);
    (!time.is_nan() && text.len() >= 10).then_some(time as i64)
}

#[derive(Clone, PartialEq, Default)]
struct Form {
    name: String,
    micro_credential: String,
    opens: String,
    closes: String,
    attempts: String,
    minutes: String,
}

#[derive(Properties, PartialEq)]
struct MakeProps {
    assessments: Vec<(String, String)>,
}

#[component]
fn Make(props: &MakeProps) -> Html {
    let form = use_state_eq(|| Form {
        micro_credential: props.assessments.first().map(|(id, _)| id.clone()).unwrap_or_default(),
        opens: local(now()),
        closes: local(now() + 14 * 86_400_000),
        ..Form::default()
    });
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let whole = |text: &str, least: u32, most: u32| match text.trim() {
        "" => Ok(None),
        text => text.parse::<u32>().ok().filter(|number| (least..=most).contains(number)).map(Some).ok_or(()),
    };
    let name_wrong = form.name.trim().is_empty().then(|| t!("cohort-name-wrong"));
    let opens_wrong = instant(&form.opens).is_none().then(|| t!("cohort-date-wrong"));
    let closes_wrong = match (instant(&form.opens), instant(&form.closes)) {
        (Some(opens), Some(closes)) if opens < closes => None,
        (_, None) => Some(t!("cohort-date-wrong")),
        _ => Some(t!("cohort-window-wrong")),
    };
    let attempts_wrong = whole(&form.attempts, 1, 20).is_err().then(|| t!("cohort-attempts-wrong"));
    let minutes_wrong = whole(&form.minutes, 5, 600).is_err().then(|| t!("cohort-minutes-wrong"));
    let wrong = first_wrong(&[
        ("cohort-name", &name_wrong),
        ("cohort-opens", &opens_wrong),
        ("cohort-closes", &closes_wrong),
        ("cohort-attempts", &attempts_wrong),
        ("cohort-minutes", &minutes_wrong),
    ]);
    let onsubmit = {
        let (value, tried, doing) = ((*form).clone(), tried.setter(), doing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some(id) = wrong {
                focus(id);
                return;
            }
            let number = |text: &str| text.trim().parse().ok();
            let new = NewCohort {
                name: value.name.trim().to_owned(),
                micro_credential: value.micro_credential.clone(),
                opens_at: instant(&value.opens).unwrap_or_default(),
                closes_at: instant(&value.closes).unwrap_or_default(),
                attempts: number(&value.attempts),
                minutes: number(&value.minutes),
            };
            let made = async move { client::request::<_, CohortView>("POST", path::COHORTS, &new).await };
            doing.start(made, |view| leave_for(&Spot::Cohort(view.cohort.id).path()));
        })
    };
    let shown = |wrong: Option<String>| wrong.filter(|_| *tried);
    let choose = change(&form, |form, id| form.micro_credential = id);
    let body = html! {
        <form novalidate=true {onsubmit}>
            { field(&Field { id: "cohort-name", label: t!("cohort-name"), hint: t!("cohort-name-hint"), value: &form.name, oninput: change(&form, |form, text| form.name = text), error: shown(name_wrong), ..Field::default() }) }
            { select("cohort-for", t!("seats-what"), props.assessments.iter().cloned(), &form.micro_credential, &choose) }
            <div class="inline-form">
                { field(&Field { id: "cohort-opens", kind: "datetime-local", label: t!("cohort-opens"), value: &form.opens, oninput: change(&form, |form, text| form.opens = text), error: shown(opens_wrong), ..Field::default() }) }
                { field(&Field { id: "cohort-closes", kind: "datetime-local", label: t!("cohort-closes"), value: &form.closes, oninput: change(&form, |form, text| form.closes = text), error: shown(closes_wrong), ..Field::default() }) }
            </div>
            <div class="inline-form">
                { field(&Field { id: "cohort-attempts", label: t!("cohort-attempts"), hint: t!("cohort-attempts-hint"), value: &form.attempts, maxlength: 2, oninput: change(&form, |form, text| form.attempts = text), error: shown(attempts_wrong), ..Field::default() }) }
                { field(&Field { id: "cohort-minutes", label: t!("cohort-minutes"), hint: t!("cohort-minutes-hint"), value: &form.minutes, maxlength: 3, oninput: change(&form, |form, text| form.minutes = text), error: shown(minutes_wrong), ..Field::default() }) }
            </div>
            { doing.failed() }
            <div class="actions">{ submit("primary", doing.busy(), t!("cohort-make")) }</div>
        </form>
    };
    section("make-cohort", "card", t!("cohort-make"), body)
}
