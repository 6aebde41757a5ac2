//! How a micro-credential meets the ten principles, fact by fact; and what is not met, with what would meet it.

use api::path;
use api::principles::{Fact, FactName as F, Principle, PrincipleName as P, Principles, Standing};
use yew::prelude::*;

use crate::components::{Load, Page, Tone, failure_page, link_button, notice, use_load, waiting};
use crate::format::iso_date;
use crate::route::Route;
use crate::t;

/// Which micro-credential.
#[derive(Properties, PartialEq)]
pub struct PrinciplesPageProps {
    /// Its name in addresses.
    pub id: String,
}

/// The public page.
#[component]
pub fn PrinciplesPage(props: &PrinciplesPageProps) -> Html {
    let (load, again) = use_load::<Principles>(path::fill(path::PRINCIPLES, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Catalogue, false, t!("to-catalogue"))),
        Load::Ready(found) => draw(&found),
    }
}

fn draw(found: &Principles) -> Html {
    let facts = || found.principles.iter().flat_map(|principle| &principle.facts);
    let of = |standing| facts().filter(|fact| fact.standing == standing).count();
    let (met, stated, all) = (of(Standing::Met), of(Standing::Stated), facts().count());
    html! {
        <Page title={found.title.clone()} over={t!("principles-over")} lead={t!("principles-lead", met = met, stated = stated, all = all)} class="principles">
            if !found.offered {
                { notice(Tone::Warning, html! { <p>{ t!("principles-planned") }</p> }) }
            }
            <nav aria-label={t!("principles-nav")}>
                <ol class="principles-nav">
                    { for found.principles.iter().enumerate().map(|(index, principle)| html! {
                        <li>
                            <a href={format!("#principle-{}", index + 1)}>{ name(principle.name) }</a>
                            <span class="hint">{ count(principle) }</span>
                        </li>
                    }) }
                </ol>
            </nav>
            { for found.principles.iter().enumerate().map(|(index, principle)| section(index + 1, principle)) }
            <p class="hint">{ t!("principles-source") }</p>
            <div class="actions">{ link_button(Route::MicroCredential(found.id.clone()), false, t!("about-it")) }</div>
        </Page>
    }
}

fn count(principle: &Principle) -> String {
    let met = principle.facts.iter().filter(|fact| fact.standing == Standing::Met).count();
    t!("principles-count", met = met, all = principle.facts.len())
}

fn section(number: usize, principle: &Principle) -> Html {
    let id = format!("principle-{number}");
    html! {
        <section class="card principle" aria-labelledby={id.clone()}>
            <h2 {id} tabindex="-1">{ format!("{number}. {}", name(principle.name)) }</h2>
            <p class="hint">{ meaning(principle.name) }</p>
            <ul class="principle-facts">{ for principle.facts.iter().map(fact) }</ul>
        </section>
    }
}

fn fact(fact: &Fact) -> Html {
    let Fact { name, standing, value, link } = fact;
    let (class, mark) = match standing {
        Standing::Met => ("met", t!("principles-met")),
        Standing::Stated => ("stated", t!("principles-stated")),
        Standing::Measured => ("measured", t!("principles-measured")),
        Standing::NotMet => ("unmet", t!("principles-unmet")),
    };
    let value = value.as_ref().map(|value| said(*name, value));
    html! {
        <li class={classes!("principle-fact", class)}>
            <p class="principle-name">
                <span class="principle-mark">{ mark }</span>
                { " " }<strong>{ label(*name) }</strong>
            </p>
            if let Some(value) = value {
                <p class="principle-value">{ value }</p>
            }
            if *standing == Standing::NotMet {
                <p class="principle-would"><span>{ t!("principles-would") }</span>{ " " }{ would(*name) }</p>
            }
            if let Some(link) = link {
                <p><a href={link.clone()}>{ t!("principles-see", what = label(*name)) }</a></p>
            }
        </li>
    }
}

/// A fact's value in words, where the records have it shorter.
fn said(name: F, value: &str) -> String {
    let halves = || value.split_once(" / ").unwrap_or((value, ""));
    // A number chooses the form of the word beside it.
    let count = || value.parse::<u32>().unwrap_or_default();
    match name {
        F::Review => iso_date(value),
        F::ItemStatistics => t!("said-attempts", count = count()),
        F::Questions => t!("said-questions", count = count()),
        F::Practice => t!("said-practice", count = count()),
        F::Retake => t!("said-retake", days = count()),
        F::Supervision => t!("said-supervised", some = halves().0, all = halves().1),
        F::Accuracy | F::Consistency => t!("said-simulated", value = value),
        F::Judges => t!("said-judges", value = value),
        F::Alignments | F::Coverage => t!("said-share", some = halves().0, all = halves().1),
        F::Elements => t!("said-elements", value = value),
        F::Retention => t!("said-retention", unfinished = halves().0, addresses = halves().1),
        _ => value.to_owned(),
    }
}

fn name(name: P) -> String {
    match name {
        P::Quality => t!("principle-quality"),
        P::Transparency => t!("principle-transparency"),
        P::Relevance => t!("principle-relevance"),
        P::ValidAssessment => t!("principle-valid"),
        P::LearningPathways => t!("principle-pathways"),
        P::Recognition => t!("principle-recognition"),
        P::Portability => t!("principle-portability"),
        P::LearnerCentred => t!("principle-learner"),
        P::Authentic => t!("principle-authentic"),
        P::InformationAndGuidance => t!("principle-information"),
    }
}

fn meaning(name: P) -> String {
    match name {
        P::Quality => t!("principle-quality-means"),
        P::Transparency => t!("principle-transparency-means"),
        P::Relevance => t!("principle-relevance-means"),
        P::ValidAssessment => t!("principle-valid-means"),
        P::LearningPathways => t!("principle-pathways-means"),
        P::Recognition => t!("principle-recognition-means"),
        P::Portability => t!("principle-portability-means"),
        P::LearnerCentred => t!("principle-learner-means"),
        P::Authentic => t!("principle-authentic-means"),
        P::InformationAndGuidance => t!("principle-information-means"),
    }
}

fn label(name: F) -> String {
    match name {
        F::Assurance => t!("fact-of-assurance"),
        F::External => t!("fact-of-external"),
        F::SecondPerson => t!("fact-of-second-person"),
        F::ItemStatistics => t!("fact-of-item-statistics"),
        F::Elements => t!("fact-of-elements"),
        F::Standard => t!("fact-of-standard"),
        F::Digest => t!("fact-of-digest"),
        F::Need => t!("fact-of-need"),
        F::Review => t!("fact-of-review"),
        F::Alignments => t!("fact-of-alignments"),
        F::Field => t!("fact-of-field"),
        F::Coverage => t!("fact-of-coverage"),
        F::Judges => t!("fact-of-judges"),
        F::Accuracy => t!("fact-of-accuracy"),
        F::Consistency => t!("fact-of-consistency"),
        F::Questions => t!("fact-of-questions"),
        F::Prerequisites => t!("fact-of-prerequisites"),
        F::Stackability => t!("fact-of-stackability"),
        F::Level => t!("fact-of-level"),
        F::Eqf => t!("fact-of-eqf"),
        F::Workload => t!("fact-of-workload"),
        F::Format => t!("fact-of-format"),
        F::Issuer => t!("fact-of-issuer"),
        F::Practice => t!("fact-of-practice"),
        F::Study => t!("fact-of-study"),
        F::Participation => t!("fact-of-participation"),
        F::Retake => t!("fact-of-retake"),
        F::Retention => t!("fact-of-retention"),
        F::Key => t!("fact-of-key"),
        F::Status => t!("fact-of-status"),
        F::Supervision => t!("fact-of-supervision"),
        F::Secret => t!("fact-of-secret"),
        F::Next => t!("fact-of-next"),
        F::Ask => t!("fact-of-ask"),
        F::Contact => t!("fact-of-contact"),
    }
}

/// What would meet a principle that is not met.
fn would(name: F) -> String {
    match name {
        F::Assurance => t!("would-assurance"),
        F::External => t!("would-external"),
        F::SecondPerson => t!("would-second-person"),
        F::ItemStatistics => t!("would-item-statistics"),
        F::Elements => t!("would-elements"),
        F::Standard => t!("would-standard"),
        F::Digest => t!("would-digest"),
        F::Need => t!("would-need"),
        F::Review => t!("would-review"),
        F::Alignments => t!("would-alignments"),
        F::Field => t!("would-field"),
        F::Coverage => t!("would-coverage"),
        F::Judges => t!("would-judges"),
        F::Accuracy => t!("would-accuracy"),
        F::Consistency => t!("would-consistency"),
        F::Questions => t!("would-questions"),
        F::Prerequisites => t!("would-prerequisites"),
        F::Stackability => t!("would-stackability"),
        F::Level => t!("would-level"),
        F::Eqf => t!("would-eqf"),
        F::Workload => t!("would-workload"),
        F::Format => t!("would-format"),
        F::Issuer => t!("would-issuer"),
        F::Practice => t!("would-practice"),
        F::Study => t!("would-study"),
        F::Participation => t!("would-participation"),
        F::Retake => t!("would-retake"),
        F::Retention => t!("would-retention"),
        F::Key => t!("would-key"),
        F::Status => t!("would-status"),
        F::Supervision => t!("would-supervision"),
        F::Secret => t!("would-secret"),
        F::Next => t!("would-next"),
        F::Ask => t!("would-ask"),
        F::Contact => t!("would-contact"),
    }
}
