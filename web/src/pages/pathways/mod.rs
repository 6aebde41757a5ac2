//! Pathways: what several credentials add up to, for everyone; and how far one is oneself.

mod badges;
mod tree;

use api::pathway::{MyPathway, MyPathways, PathwayView};
use api::{anchors, path};
use yew::prelude::*;

pub use badges::{findings, from, name, standing, standing_class};
pub use tree::{far, ring, tree};

use self::badges::Badges;
use crate::browser::focus_anchor;
use crate::components::{Load, Page, Tone, failure_page, link, link_button, notice, specimen, use_load, waiting};
use crate::format::{date, plain};
use crate::route::Route;
use crate::{client, t};

/// How far one is on each pathway; for whoever is not signed in, which pathways there are.
#[component]
pub fn PathwaysPage() -> Html {
    let (load, again) = use_load::<MyPathways>(path::MY_PATHWAYS.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) if [401, 403].contains(&failure.status()) => html! { <Offered /> },
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Me, false, t!("to-me"))),
        Load::Ready(mine) => html! {
            <Page title={t!("pathways-title")} lead={t!("pathways-lead")} class="pathways">
                if mine.pathways.is_empty() {
                    <p class="empty">{ t!("pathways-empty") }</p>
                }
                { for mine.pathways.iter().map(own) }
                <Badges badges={mine.badges.clone()} {again} />
                <div class="actions">{ link_button(Route::Me, false, t!("to-me")) }</div>
            </Page>
        },
    }
}

/// A pathway with one's own progress.
fn own(mine: &MyPathway) -> Html {
    let pathway = &mine.pathway;
    let id = format!("pathway-{}", pathway.id);
    html! {
        <section key={pathway.id.clone()} class="card pathway" aria-labelledby={id.clone()}>
            <div class="pathway-head">
                { ring(pathway.progress.fraction) }
                <div>
                    <h2 {id}>{ link(Route::Pathway(pathway.id.clone()), "", html! { &pathway.title }) }</h2>
                    <p class="hint">{ size(pathway) }</p>
                    <p class="pathway-far">{ far(&pathway.progress) }</p>
                </div>
            </div>
            if let Some(award) = &mine.award {
                if award.in_force {
                    { notice(Tone::Good, html! { <>
                        <p>{ t!("pathway-awarded", date = date(award.awarded_at)) }</p>
                        <div class="actions"><a class="button primary" href={path::fill("/wallet/{id}", &[&award.credential])}>{ t!("pathway-credential") }</a></div>
                    </> }) }
                } else {
                    { notice(Tone::Warning, html! { <p>{ t!("pathway-not-in-force") }</p> }) }
                }
            }
            if let Some(why) = &mine.held_up {
                { notice(Tone::Warning, html! { <p>{ t!("pathway-held-up", why = client::sentence(why)) }</p> }) }
            }
            { tree(&pathway.progress, true) }
            { specimen(pathway.specimen_note.as_ref()) }
        </section>
    }
}

/// Which pathways there are.
#[component]
fn Offered() -> Html {
    let (load, again) = use_load::<Vec<PathwayView>>(path::PATHWAYS.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(all) => html! {
            <Page title={t!("pathways-title")} lead={t!("pathways-lead")} class="pathways">
                if all.is_empty() {
                    <p class="empty">{ t!("pathways-empty") }</p>
                }
                { for all.iter().map(|pathway| html! {
                    <section key={pathway.id.clone()} class="card" aria-labelledby={format!("pathway-{}", pathway.id)}>
                        <h2 id={format!("pathway-{}", pathway.id)}>{ link(Route::Pathway(pathway.id.clone()), "", html! { &pathway.title }) }</h2>
                        <p class="hint">{ size(pathway) }</p>
                        <p>{ &pathway.description }</p>
                    </section>
                }) }
                <p class="hint">{ t!("pathways-sign-in") }</p>
                <div class="actions">
                    { link_button(Route::Join, true, t!("pathways-join")) }
                    { link_button(Route::Return, false, t!("pathways-come-back")) }
                </div>
            </Page>
        },
    }
}

/// Level and amount of work.
pub fn size(pathway: &PathwayView) -> String {
    let mut words = t!("pathway-size", level = pathway.level.clone(), hours = plain(pathway.hours));
    if let (Some(credits), Some(unit)) = (pathway.credits, &pathway.unit) {
        words.push_str(&format!(" · {} {unit}", plain(credits)));
    }
    words
}

/// Which pathway.
#[derive(Properties, PartialEq)]
pub struct PathwayPageProps {
    /// Its name.
    pub id: String,
}

/// Everything about one pathway, for everyone.
#[component]
pub fn PathwayPage(props: &PathwayPageProps) -> Html {
    let (load, again) = use_load::<PathwayView>(path::fill(path::PATHWAY, &[&props.id]));
    use_effect_with((props.id.clone(), matches!(load, Load::Ready(_))), |(_, is_drawn)| {
        if *is_drawn {
            focus_anchor();
        }
    });
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Pathways, false, t!("pathways-title"))),
        Load::Ready(pathway) => html! {
            <Page title={pathway.title.clone()} over={t!("pathway-over")} lead={pathway.description.clone()} class="pathways">
                { specimen(pathway.specimen_note.as_ref()) }
                <section class="card" aria-labelledby="about">
                    <h2 id="about">{ t!("pathway-about") }</h2>
                    <p>{ t!("pathway-body", body = pathway.awarding_body.clone()) }</p>
                    <p id={anchors::LEVEL}><span id={anchors::WORKLOAD}>{ size(&pathway) }</span></p>
                    <ul>{ for (1..).zip(&pathway.outcomes).map(|(number, outcome)| html! {
                        <li id={anchors::outcome(&format!("P-{number}"))}>{ outcome }</li>
                    }) }</ul>
                    <p id={anchors::ASSESSMENT_TYPE}>{ &pathway.assessment_type }</p>
                    <p id={anchors::PARTICIPATION}>{ &pathway.participation }</p>
                    <p id={anchors::QUALITY_ASSURANCE}>{ &pathway.quality_assurance }</p>
                </section>
                <section class="card" aria-labelledby="asks">
                    <h2 id="asks">{ t!("pathway-asks") }</h2>
                    { tree(&pathway.progress, false) }
                    <p class="hint">{ t!("pathway-rules") }</p>
                </section>
                <div class="actions">{ link_button(Route::Pathways, true, t!("pathway-mine")) }</div>
            </Page>
        },
    }
}
