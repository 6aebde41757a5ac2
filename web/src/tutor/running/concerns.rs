//! Reports and appeals: read and decided.

use api::concern::{ConcernKind, ConcernRow, ConcernState, Concerns, NewStep};
use api::path;
use yew::prelude::*;

use super::{Spot, text_area};
use crate::browser::{focus, fragment};
use crate::client;
use crate::components::{Load, Page, button, failure_page, use_load, waiting};
use crate::format::moment;
use crate::t;
use crate::tutor::form::use_doing;
use crate::unsaved::use_unsaved;

/// What a [`ConcernsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct ConcernsPageProps {
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may see decision trails.
    pub trails: bool,
}

/// The undecided first.
#[component]
pub fn ConcernsPage(props: &ConcernsPageProps) -> Html {
    let (load, again) = use_load::<Concerns>(path::CONCERNS.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(all) => html! {
            <Page title={t!("concerns-title")} lead={t!("concerns-lead")} class="desk">
                { props.head.clone() }
                if all.concerns.is_empty() {
                    <p class="empty">{ t!("concerns-empty") }</p>
                }
                { for all.concerns.iter().map(|concern| html! {
                    <One key={concern.id.clone()} concern={concern.clone()} trails={props.trails} again={again.clone()} />
                }) }
            </Page>
        },
    }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    concern: ConcernRow,
    trails: bool,
    again: Callback<()>,
}

#[component]
fn One(props: &OneProps) -> Html {
    let concern = &props.concern;
    let anchor = format!("concern-{}", concern.id);
    {
        // Whoever came for this one is taken to it.
        let anchor = anchor.clone();
        use_effect_with((), move |()| {
            if fragment() == anchor {
                focus(&format!("{anchor}-title"));
            }
        });
    }
    let words = match (&concern.kind, &concern.item) {
        (ConcernKind::Report, Some(item)) => t!("concern-report", item = item.clone()),
        (ConcernKind::Report, None) => t!("concern-report-gone"),
        (ConcernKind::Appeal, _) => t!("concern-appeal"),
    };
    let who = if concern.learner.is_empty() { t!("trail-nobody") } else { concern.learner.clone() };
    html! {
        // An article and no landmark: several of one name are beside each other.
        <article id={anchor.clone()} class="card concern" aria-labelledby={format!("{anchor}-title")}>
            <div class="question-head">
                <h2 id={format!("{anchor}-title")} tabindex="-1">{ words }</h2>
                { chip(concern.state) }
            </div>
            <p class="hint">{ &concern.title }{ " · " }{ who }{ " · " }{ moment(concern.at) }</p>
            <blockquote class="said">{ &concern.words }</blockquote>
            if !concern.steps.is_empty() {
                <ol class="steps">
                    { for concern.steps.iter().map(|step| html! {
                        <li>
                            <span class="hint">{ moment(step.at) }{ " · " }{ step.who.clone().unwrap_or_default() }{ " · " }{ state(step.state) }</span>
                            if !step.words.is_empty() {
                                <p>{ &step.words }</p>
                            }
                        </li>
                    }) }
                </ol>
            }
            <div class="actions">
                if props.trails {
                    <a class="button small" href={Spot::Attempt(concern.attempt.clone()).path()}>{ t!("concern-trail") }<span class="visually-hidden">{ " " }{ &concern.learner }</span></a>
                }
                if concern.kind == ConcernKind::Report {
                    <a class="button small" href={Spot::Statistics(concern.micro_credential.clone()).path()}>{ t!("statistics-title") }</a>
                }
            </div>
            if !concern.state.is_decided() {
                if let Some(why) = &concern.refused {
                    <p class="hint">{ client::sentence(why) }</p>
                } else {
                    <Decide concern={concern.clone()} again={props.again.clone()} />
                }
            }
        </article>
    }
}

#[derive(Properties, PartialEq)]
struct DecideProps {
    concern: ConcernRow,
    again: Callback<()>,
}

#[component]
fn Decide(props: &DecideProps) -> Html {
    let reason = use_state_eq(String::new);
    use_unsaved(!reason.trim().is_empty());
    let doing = use_doing();
    let id = format!("reason-{}", props.concern.id);
    let decide = |state: ConcernState| {
        let (reason, doing, again) = ((*reason).clone(), doing.clone(), props.again.clone());
        let (address, field) = (path::fill(path::CONCERN_STEPS, &[&props.concern.id]), id.clone());
        Callback::from(move |_: MouseEvent| {
            if state.is_decided() && reason.trim().is_empty() {
                doing.refuse(t!("concern-reason-missing"));
                focus(&field);
                return;
            }
            let (new, address, again) = (NewStep { state, words: reason.clone() }, address.clone(), again.clone());
            doing.start(async move { client::tell("POST", &address, &new).await }, move |()| again.emit(()));
        })
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text| reason.set(text))
    };
    html! {
        <div class="decide">
            { text_area(&id, t!("concern-reason"), t!("concern-reason-hint"), &reason, &oninput) }
            { doing.failed() }
            <div class="actions">
                { button("primary", doing.busy(), &decide(ConcernState::Upheld), t!("concern-uphold"), "") }
                { button("", doing.busy(), &decide(ConcernState::Declined), t!("concern-decline"), "") }
                if props.concern.state == ConcernState::Open {
                    { button("quiet", doing.busy(), &decide(ConcernState::Looking), t!("concern-look"), "") }
                }
            </div>
        </div>
    }
}

fn state(state: ConcernState) -> String {
    match state {
        ConcernState::Open => t!("concern-open"),
        ConcernState::Looking => t!("concern-looking"),
        ConcernState::Upheld => t!("concern-upheld"),
        ConcernState::Declined => t!("concern-declined"),
    }
}

fn chip(of: ConcernState) -> Html {
    let class = if of.is_decided() { "chip chip-quiet" } else { "chip chip-specimen" };
    html! { <span {class}>{ state(of) }</span> }
}
