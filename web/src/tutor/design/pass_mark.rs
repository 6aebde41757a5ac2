//! The pass mark: studies in which judges rate, and what came of them.

use api::pass_mark::{NewStudy, Studies, Study};
use api::path;
use yew::prelude::*;

use super::blueprint::{area, checkbox};
use super::study::StudyCard;
use super::{Given, GivenProps};
use crate::client;
use crate::components::{Load, Tone, announced, notice, section, submit, use_load};
use crate::t;
use crate::tutor::form::{change, select, use_doing};
use crate::unsaved::use_unsaved;

/// Studies of the bank, the newest first, and the form to begin one.
#[component]
pub fn PassMarkPage(props: &GivenProps) -> Html {
    let Given { draft, edit, .. } = &props.given;
    let (load, again) = use_load::<Studies>(path::fill(path::STUDIES, &[&draft.id]));
    let studies = match load {
        Load::Waiting => return html! { <p role="status">{ t!("loading") }</p> },
        Load::Failed(failure) => return announced(Tone::Bad, &failure.words()),
        Load::Ready(studies) => studies,
    };
    let running = studies.studies.iter().any(|study| study.adopted.is_empty());
    html! {
        <>
        if studies.studies.is_empty() {
            { section("how", "card", t!("pass-mark-how"), how()) }
        }
        { for studies.studies.iter().map(|study| html! {
            <StudyCard key={study.id.clone()} study={study.clone()} given={props.given.clone()} revision={studies.revision} again={again.clone()} />
        }) }
        if *edit {
            if running {
                <details class="as-table">
                    <summary>{ t!("pass-mark-another") }</summary>
                    <NewStudyForm given={props.given.clone()} again={again.clone()} />
                </details>
            } else {
                <NewStudyForm given={props.given.clone()} {again} />
            }
        }
        </>
    }
}

fn how() -> Html {
    html! {
        <ol>
            <li>{ t!("pass-mark-how-describe") }</li>
            <li>{ t!("pass-mark-how-invite") }</li>
            <li>{ t!("pass-mark-how-alone") }</li>
            <li>{ t!("pass-mark-how-again") }</li>
            <li>{ t!("pass-mark-how-adopt") }</li>
        </ol>
    }
}

#[derive(Properties, PartialEq)]
struct NewStudyProps {
    given: Given,
    again: Callback<()>,
}

#[derive(Clone, PartialEq, Default)]
struct Typed {
    blueprint: String,
    borderline: String,
    all: bool,
}

#[component]
fn NewStudyForm(props: &NewStudyProps) -> Html {
    let draft = &props.given.draft;
    let typed = use_state_eq(Typed::default);
    use_unsaved(!typed.borderline.trim().is_empty());
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let chosen = draft.blueprints.iter().find(|one| one.blueprint.id == typed.blueprint).or_else(|| draft.blueprints.first());
    let Some(chosen) = chosen else { return notice(Tone::Warning, html! { <p>{ t!("design-nothing") }</p> }) };
    let missing = typed.borderline.trim().is_empty().then(|| t!("pass-mark-borderline-missing"));
    let onsubmit = {
        let (doing, again, tried) = (doing.clone(), props.again.clone(), tried.setter());
        let address = path::fill(path::STUDIES, &[&draft.id]);
        let body = NewStudy { blueprint: chosen.blueprint.id.clone(), borderline: typed.borderline.clone(), sample: !typed.all };
        let wrong = missing.is_some();
        let typed = typed.setter();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if wrong {
                crate::browser::focus("borderline");
                return;
            }
            let (address, body, again, typed, tried) =
                (address.clone(), body.clone(), again.clone(), typed.clone(), tried.clone());
            doing.start(async move { client::request::<_, Study>("POST", &address, &body).await }, move |_| {
                typed.set(Typed::default());
                tried.set(false);
                again.emit(());
            });
        })
    };
    let options = draft.blueprints.iter().map(|one| (one.blueprint.id.clone(), one.blueprint.title.clone()));
    let body = html! {
        <form class="form" novalidate=true {onsubmit}>
            { select("study-blueprint", t!("design-assessment"), options, &chosen.blueprint.id, &change(&typed, |typed, id| typed.blueprint = id)) }
            { area("borderline", t!("pass-mark-borderline"), t!("pass-mark-borderline-hint"), &typed.borderline, &change(&typed, |typed, text| typed.borderline = text), missing.filter(|_| *tried)) }
            { checkbox("rate-all", t!("pass-mark-all"), t!("pass-mark-all-hint"), typed.all, &change(&typed, |typed, on| typed.all = on == "true")) }
            { doing.failed() }
            <div class="actions">{ submit("primary", doing.busy(), t!("pass-mark-begin")) }</div>
        </form>
    };
    section("new-study", "card", t!("pass-mark-new"), body)
}
