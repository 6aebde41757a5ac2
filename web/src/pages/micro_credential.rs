//! Everything about one micro-credential, and the two ways in.

use api::catalogue::{AssessmentCard, MicroCredential};
use api::{anchors, path};
use engine::blueprint::Delivery;
use yew::prelude::*;

use crate::browser::focus_anchor;
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
    use_effect_with((props.id.clone(), matches!(load, Load::Ready(_))), |(_, is_drawn)| {
        if *is_drawn {
            focus_anchor();
        }
    });
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
                                <li key={outcome.id.clone()} id={anchors::outcome(&outcome.id)}><span class="outcome-id">{ &outcome.id }</span><span>{ &outcome.text }</span></li>
                            }) }
                        </ul>
                    </> }) }
                    { prose(anchors::PURPOSE, t!("purpose-title"), vec![(None, it.purpose.clone())]) }
                    { prose("assessed", t!("assessed-title"), assessed(it, sealed)) }
                    { prose("behind", t!("quality-title"), vec![(Some(anchors::QUALITY_ASSURANCE), it.quality_assurance.clone())]) }
                    { section("results", "", t!("results-say-title"), results(it)) }
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
fn prose(id: &'static str, title: String, paragraphs: Vec<Paragraph>) -> Html {
    section(id, "", title, paragraphs.into_iter().map(|(id, words)| html! { <p {id}>{ words }</p> }).collect())
}

/// What a badge may say of a result, and where it links to for that.
fn results(it: &MicroCredential) -> Html {
    let [level, ability, error, interval, mastery] = anchors::RESULTS;
    html! {
        <ul class="plain-list">
            <li id={level}>{ t!("results-say-level") }{ " " }<span id={anchors::RESULT_ACHIEVED}>{ t!("results-say-achieved") }</span></li>
            <li id={ability}>{ t!("results-say-ability") }</li>
            <li id={error}>{ t!("results-say-error") }{ " " }<span id={interval}>{ t!("results-say-interval") }</span></li>
            <li id={mastery}>
                { t!("results-say-mastery") }
                { for it.outcomes.iter().map(|outcome| html! { <span id={anchors::result_of(&outcome.id)}></span> }) }
            </li>
        </ul>
    }
}

/// With the name by which credentials link to it.
type Paragraph = (Option<&'static str>, String);

fn assessed(it: &MicroCredential, sealed: Option<&AssessmentCard>) -> Vec<Paragraph> {
    let mut words = vec![
        (Some(anchors::ASSESSMENT_TYPE), it.assessment_type.clone()),
        (Some(anchors::PARTICIPATION), it.participation.clone()),
        (Some(anchors::DELIVERY), t!("assessed-delivery")),
        (Some(anchors::SUPERVISION), t!("assessed-supervision")),
    ];
    if let Some(sealed) = sealed {
        let (least, most, certainty) = (sealed.minimum_items, sealed.maximum_items, probability(sealed.certainty));
        words.push((None, t!("assessed-length", least = least, most = most, certainty = certainty)));
    }
    if it.assessments.iter().any(|assessment| assessment.delivery == Delivery::Sitting) {
        words.push((None, t!("assessed-sitting")));
    }
    words.push((None, t!("retake", days = it.retake_after_days)));
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
    let named = |id: Option<AttrValue>, name: String, value: &str| {
        html! { <div {id}><dt>{ name }</dt><dd>{ value.to_owned() }</dd></div> }
    };
    let fact = |id: &'static str, name: String, value: &str| named(Some(id.into()), name, value);
    let maybe = |id: &'static str, name: String, value: Option<&String>| value.map(|value| fact(id, name, value));
    let studied = (!it.form_of_study.is_empty()).then(|| it.form_of_study.join(", "));
    section(
        "facts",
        "card",
        t!("facts-title"),
        html! { <>
            <dl class="facts">
                { named(None, t!("fact-body"), &t!("body-in", body = it.awarding_body.clone(), country = it.country.clone())) }
                { fact(anchors::LEVEL, t!("fact-level"), &it.levels.join(" · ")) }
                { fact(anchors::WORKLOAD, t!("fact-workload"), &t!("hours", hours = plain(it.hours))) }
                { for maybe(anchors::CREDITS, t!("fact-credits"), it.credits.as_ref()) }
                { for maybe(anchors::PREREQUISITES, t!("fact-prerequisites"), it.prerequisites.as_ref()) }
                { for maybe(anchors::STACKABILITY, t!("fact-stackability"), it.stackability.as_ref()) }
                { for it.review_by.as_ref().map(|date| fact(anchors::REVIEW, t!("fact-review"), &iso_date(date))) }
                { for maybe(anchors::FORM_OF_STUDY, t!("fact-study"), studied.as_ref()) }
                { for maybe(anchors::DEVELOPER, t!("fact-developer"), it.developer.as_ref()) }
                { for it.standards.iter().map(|standard| {
                    let id = Some(anchors::standard(&standard.scheme).into());
                    named(id, standard.scheme.clone(), &format!("{} {}", standard.code, standard.title))
                }) }
            </dl>
        </> },
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn has_a_place_for_each_thing_that_credentials_link_to() {
        let (page, anchors) = (include_str!("micro_credential.rs"), include_str!("../../../api/src/anchors.rs"));
        let names = anchors.lines().filter_map(|line| line.strip_prefix("pub const ")?.split_once(':').map(|(name, _)| name));
        let functions = anchors.lines().filter_map(|line| line.strip_prefix("pub fn ")?.split_once('(').map(|(name, _)| name));
        let all: Vec<&str> = names.chain(functions.filter(|name| *name != "all")).collect();
        assert!(all.len() > 15, "{all:?}");
        for name in all {
            assert!(page.contains(&format!("anchors::{name}")), "the page has no place for {name}");
        }
    }
}
