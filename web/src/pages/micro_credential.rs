//! Everything about one micro-credential, and the two ways in.

use api::catalogue::{AssessmentCard, MicroCredential};
use api::path;
use engine::blueprint::Delivery;
use yew::prelude::*;

use crate::components::{Load, Page, Tone, failure_page, link, link_button, notice, section, specimen, use_load, waiting};
use crate::format::{iso_date, plain, probability};
use crate::route::Route;
use crate::t;

/// Which micro-credential.
#[derive(Properties, PartialEq)]
pub struct MicroCredentialPageProps {
    /// Its name in addresses.
    pub id: String,
}

/// The page that answers what a learner asks before beginning.
#[component]
pub fn MicroCredentialPage(props: &MicroCredentialPageProps) -> Html {
    let (load, again) = use_load::<MicroCredential>(path::fill(path::MICRO_CREDENTIAL, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Catalogue, false, t!("to-catalogue"))),
        Load::Ready(micro_credential) => draw(&micro_credential),
    }
}

fn draw(it: &MicroCredential) -> Html {
    let open = it.assessments.iter().find(|assessment| assessment.delivery == Delivery::Open);
    let sealed = it.assessments.iter().find(|assessment| assessment.delivery == Delivery::Sealed);
    html! {
        <Page title={it.title.clone()} over={t!("micro-credential")} lead={it.description.clone()} class="micro-credential">
            { specimen(it.specimen_note.as_ref()) }
            if it.assessments.is_empty() {
                { notice(Tone::Information, html! { <p>{ t!("not-offered-text") }</p> }) }
            }
            <div class="columns">
                <div class="column-main">
                    { section("outcomes", "", t!("outcomes-title"), html! { <>
                        <ul class="outcome-list">
                            { for it.outcomes.iter().map(|outcome| html! {
                                <li key={outcome.id.clone()}><span class="outcome-id">{ &outcome.id }</span><span>{ &outcome.text }</span></li>
                            }) }
                        </ul>
                    </> }) }
                    { prose("purpose", t!("purpose-title"), vec![it.purpose.clone()]) }
                    { prose("assessed", t!("assessed-title"), assessed(it, sealed)) }
                    { prose("behind", t!("quality-title"), vec![it.quality_assurance.clone()]) }
                    { section("stored", "", t!("stored-title"), html! {
                        <ul class="plain-list">{ for stored(it).map(|words| html! { <li>{ words }</li> }) }</ul>
                    }) }
                </div>
                <aside class="column-side" aria-label={t!("ways-in")}>
                    if let Some(open) = open {
                        { way(open, &it.id) }
                    }
                    if let Some(sealed) = sealed {
                        { way(sealed, &it.id) }
                    }
                    { facts(it) }
                    <p>{ link(Route::Principles(it.id.clone()), "", html! { t!("to-principles") }) }</p>
                </aside>
            </div>
        </Page>
    }
}

/// A section of paragraphs.
fn prose(id: &'static str, title: String, paragraphs: Vec<String>) -> Html {
    section(id, "", title, paragraphs.into_iter().map(|words| html! { <p>{ words }</p> }).collect())
}

fn assessed(it: &MicroCredential, sealed: Option<&AssessmentCard>) -> Vec<String> {
    let mut words = vec![it.assessment_type.clone(), it.participation.clone()];
    if let Some(sealed) = sealed {
        let (least, most, certainty) = (sealed.minimum_items, sealed.maximum_items, probability(sealed.certainty));
        words.push(t!("assessed-length", least = least, most = most, certainty = certainty));
    }
    if it.assessments.iter().any(|assessment| assessment.delivery == Delivery::Sitting) {
        words.push(t!("assessed-sitting"));
    }
    words.push(t!("retake", days = it.retake_after_days));
    words
}

fn stored(it: &MicroCredential) -> impl Iterator<Item = String> {
    let (unfinished, address) = (it.retention.unfinished_days, it.retention.address_days);
    [t!("stored-practice"), t!("stored-sealed"), t!("stored-unfinished", days = unfinished), t!("stored-address", days = address)]
        .into_iter()
}

fn way(card: &AssessmentCard, id: &str) -> Html {
    let range = t!("length", least = card.minimum_items, most = card.maximum_items, block = card.block);
    if card.delivery == Delivery::Open {
        html! {
            <section class="card way way-practice">
                <h2>{ t!("practise-title") }</h2>
                <p>{ t!("practise-text") }</p>
                <p class="hint">{ range }</p>
                { link(Route::Practice(id.to_owned()), "button primary wide", html! { t!("practise-now") }) }
            </section>
        }
    } else {
        html! {
            <section class="card way">
                <h2>{ t!("sit-title") }</h2>
                <p>{ t!("sit-text") }</p>
                <p class="hint">{ range }</p>
                { link(Route::Join, "button wide", html! { t!("join-with-code") }) }
            </section>
        }
    }
}

fn facts(it: &MicroCredential) -> Html {
    let fact = |name: String, value: &str| {
        html! { <div><dt>{ name }</dt><dd>{ value.to_owned() }</dd></div> }
    };
    let maybe = |name: String, value: Option<&String>| value.map(|value| fact(name, value));
    section(
        "facts",
        "card",
        t!("facts-title"),
        html! { <>
            <dl class="facts">
                { fact(t!("fact-body"), &t!("body-in", body = it.awarding_body.clone(), country = it.country.clone())) }
                { fact(t!("fact-level"), &it.levels.join(" · ")) }
                { fact(t!("fact-workload"), &t!("hours", hours = plain(it.hours))) }
                { for maybe(t!("fact-credits"), it.credits.as_ref()) }
                { for maybe(t!("fact-prerequisites"), it.prerequisites.as_ref()) }
                { for maybe(t!("fact-stackability"), it.stackability.as_ref()) }
                { for it.review_by.as_ref().map(|date| fact(t!("fact-review"), &iso_date(date))) }
            </dl>
        </> },
    )
}
