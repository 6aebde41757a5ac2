//! Pathways for those who look after them: who is how far, what was awarded, and badges from elsewhere that wait for a word.

mod award;
mod badge;
mod choose;

use api::path;
use api::pathway::{ImportedBadges, PathwayOverview, PathwayRow, Recognition};
use yew::prelude::*;

use self::award::AwardCard;
use self::badge::BadgeCard;
use crate::components::{Load, Page, Tone, failure_page, notice, table, use_load, waiting};
use crate::pages::pathways::{ring, size, tree};
use crate::t;

/// What the pages of this area are given.
#[derive(Properties, PartialEq)]
pub struct PathwaysProps {
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may recognise badges and decide about awards.
    pub decide: bool,
}

fn ways() -> Html {
    html! {
        <nav class="desk-nav" aria-label={t!("pathways-ways")}>
            <a href="/tutor/pathways" aria-current={(crate::browser::path() == "/tutor/pathways").then_some("page")}>{ t!("tutor-pathways") }</a>
            <a href="/tutor/badges" aria-current={(crate::browser::path() == "/tutor/badges").then_some("page")}>{ t!("imported-title") }</a>
        </nav>
    }
}

fn back() -> Html {
    html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> }
}

/// All pathways.
#[component]
pub fn PathwaysDesk(props: &PathwaysProps) -> Html {
    let (load, again) = use_load::<PathwayOverview>(path::TUTOR_PATHWAYS.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), back()),
        Load::Ready(all) => html! {
            <Page title={t!("tutor-pathways")} lead={t!("tutor-pathways-lead")} class="desk">
                { props.head.clone() }
                { ways() }
                if !all.left_out.is_empty() {
                    { notice(Tone::Warning, html! { <>
                        <p>{ t!("pathways-left-out") }</p>
                        <ul>{ for all.left_out.iter().map(|line| html! { <li><code>{ line }</code></li> }) }</ul>
                    </> }) }
                }
                if !all.advice.is_empty() {
                    { notice(Tone::Warning, html! { <>
                        <p>{ t!("pathways-advice") }</p>
                        <ul>{ for all.advice.iter().map(|line| html! { <li><code>{ line }</code></li> }) }</ul>
                    </> }) }
                }
                if all.pathways.is_empty() {
                    <p class="empty">{ t!("tutor-pathways-empty") }</p>
                }
                { for all.pathways.iter().map(|row| one(row, props.decide, &again)) }
            </Page>
        },
    }
}

fn one(row: &PathwayRow, decide: bool, again: &Callback<()>) -> Html {
    let pathway = &row.pathway;
    let id = format!("pathway-{}", pathway.id);
    html! {
        <section key={pathway.id.clone()} class="card" aria-labelledby={id.clone()}>
            <h2 {id}>{ &pathway.title }</h2>
            <p class="hint">{ size(pathway) }</p>
            <details><summary>{ t!("pathway-asks") }</summary>{ tree(&pathway.progress, false) }</details>
            <h3>{ t!("pathway-learners") }</h3>
            if row.learners.is_empty() {
                <p class="empty">{ t!("pathway-learners-empty") }</p>
            } else {
                { table([t!("pathway-who"), t!("pathway-far"), t!("pathway-missing")], row.learners.iter().map(|learner| html! {
                    <tr>
                        <td><span class="who">{ person(&learner.learner) }</span></td>
                        <td data-label={t!("pathway-far")}>
                            <span class="small-ring">{ ring(learner.fraction) }</span>
                            { if learner.met { t!("pathway-complete") } else { t!("pathway-percent", percent = (learner.fraction * 100.0).floor() as i32) } }
                        </td>
                        <td data-label={t!("pathway-missing")}>{ learner.missing.join("; ") }</td>
                    </tr>
                }).collect()) }
            }
            <h3>{ t!("pathway-awards") }</h3>
            if row.awards.is_empty() {
                <p class="empty">{ t!("pathway-awards-empty") }</p>
            }
            <ul class="said-list">
                { for row.awards.iter().map(|award| html! {
                    <li key={award.credential.clone()}><AwardCard award={award.clone()} {decide} again={again.clone()} /></li>
                }) }
            </ul>
        </section>
    }
}

/// A learner's name; in words where it is erased.
fn person(name: &str) -> String {
    if name.is_empty() { t!("trail-nobody") } else { name.to_owned() }
}

/// Badges from elsewhere.
#[component]
pub fn BadgesDesk(props: &PathwaysProps) -> Html {
    let (load, again) = use_load::<ImportedBadges>(path::BADGES.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), back()),
        Load::Ready(all) => {
            let waits = all.badges.iter().filter(|row| row.badge.recognition == Recognition::Waiting).count();
            html! {
                <Page title={t!("imported-title")} lead={t!("tutor-badges-lead")} class="desk">
                    { props.head.clone() }
                    { ways() }
                    <p role="status">{ t!("badges-waiting", count = waits) }</p>
                    { for all.badges.iter().map(|row| html! {
                        <BadgeCard key={row.badge.id.clone()} row={row.clone()} choices={all.choices.clone()} units={all.units.clone()} frameworks={all.frameworks.clone()} decide={props.decide} again={again.clone()} />
                    }) }
                </Page>
            }
        }
    }
}
