//! The decision trail of an attempt.

use api::decision_trail::{AttemptTrail, TrailItem};
use api::outcome::OutcomeView;
use api::path;
use yew::prelude::*;

use super::course::course;
use super::{simulated, verdict};
use crate::components::{Load, Page, Tone, failure_page, notice, section, table, use_load, waiting};
use crate::format::{decimals, moment, probability};
use crate::t;

/// What an [`AttemptPage`] is given.
#[derive(Properties, PartialEq)]
pub struct AttemptPageProps {
    /// The attempt.
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
}

/// Verdict, course, every item, every rule, notes.
#[component]
pub fn AttemptPage(props: &AttemptPageProps) -> Html {
    let (load, again) = use_load::<AttemptTrail>(path::fill(path::ATTEMPT_TRAIL, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(trail) => {
            let who = if trail.learner.is_empty() { t!("trail-nobody") } else { trail.learner.clone() };
            html! {
                <Page title={if is_running(&trail) { t!("trail-of-running", name = who) } else { t!("trail-of", name = who) }} over={trail.title.clone()} class="desk trail">
                    { props.head.clone() }
                    { simulated(trail.demo) }
                    { told(&trail) }
                </Page>
            }
        }
    }
}

/// Everything but the page's head.
fn told(trail: &AttemptTrail) -> Html {
    html! {
        <>
        { section("trail-verdict", "card", if is_running(trail) { t!("trail-so-far") } else { t!("trail-verdict") }, found(trail)) }
        { section("trail-course", "card", t!("trail-course"), html! { course(&trail.steps, trail.outcome.cut) }) }
        { section("trail-notes", "card", t!("trail-notes"), notes(trail)) }
        { section("trail-items", "card", t!("trail-items"), items(trail)) }
        { section("trail-rules", "card", t!("trail-rules"), rules(trail)) }
        </>
    }
}

/// Whether there is no verdict yet.
fn is_running(trail: &AttemptTrail) -> bool {
    trail.finished_at.is_none() && trail.ended.is_none()
}

/// How far a running attempt is, as a sentence that gives no verdict.
fn so_far(outcome: &OutcomeView) -> String {
    t!(
        "trail-so-far-finding",
        items = outcome.items,
        theta = decimals(outcome.theta, 2),
        error = decimals(outcome.standard_error, 2),
        cut = decimals(outcome.cut, 2),
        likely = probability(outcome.mastery)
    )
}

/// A verdict with its figures, as a sentence.
pub fn finding(outcome: &OutcomeView) -> String {
    t!(
        "trail-finding",
        verdict = verdict(outcome.verdict),
        likely = probability(outcome.mastery),
        theta = decimals(outcome.theta, 2),
        error = decimals(outcome.standard_error, 2),
        cut = decimals(outcome.cut, 2),
        items = outcome.items
    )
}

/// What it came to.
pub fn found(trail: &AttemptTrail) -> Html {
    let told_of = if is_running(trail) { so_far } else { finding };
    html! {
        <>
        <p>{ told_of(&trail.outcome) }</p>
        if let Some(corrected) = &trail.corrected {
            { notice(Tone::Warning, html! { <>
                <p>{ t!("trail-corrected") }{ " " }{ told_of(corrected) }</p>
                <ul>{ for trail.corrections.iter().map(|reason| html! { <li>{ reason }</li> }) }</ul>
            </> }) }
        }
        <p class="hint">
            { t!("trail-began", at = moment(trail.started_at)) }
            if let Some(at) = trail.finished_at {
                { " " }{ t!("trail-finished", at = moment(at)) }
            }
            if let Some(at) = trail.confirmed_at {
                { " " }{ t!("trail-confirmed", at = moment(at)) }
            }
            if let Some(minutes) = trail.minutes {
                { " " }{ t!("trail-minutes", minutes = decimals(minutes, 0)) }
            }
        </p>
        if let Some(ended) = &trail.ended {
            <p>{ ended }</p>
        }
        </>
    }
}

/// For a person to read.
pub fn notes(trail: &AttemptTrail) -> Html {
    html! {
        <>
        <p class="hint">{ t!("trail-notes-text") }</p>
        <ul class="notes">
            { for trail.notes.iter().map(|note| html! {
                <li class={note.unusual.then_some("unusual")}>
                    if note.unusual {
                        <strong>{ t!("trail-unusual") }{ " " }</strong>
                    }
                    { &note.words }
                </li>
            }) }
        </ul>
        </>
    }
}

/// Every item, with its reason folded away.
pub fn items(trail: &AttemptTrail) -> Html {
    let headings = [
        t!("trail-number"),
        t!("trail-item"),
        t!("trail-answer"),
        t!("trail-score"),
        t!("trail-time"),
        t!("trail-estimate"),
        t!("trail-likely"),
        t!("trail-why"),
    ];
    html! {
        <>
        if !trail.answers_shown {
            <p class="hint">{ t!("trail-answers-hidden") }</p>
        }
        <p class="hint">{ t!("trail-estimates") }</p>
        { table(headings, trail.steps.iter().map(row).collect()) }
        </>
    }
}

fn row(step: &TrailItem) -> Html {
    let score = match (step.credit, step.not_learned) {
        (_, true) => t!("trail-not-learned"),
        (credit, _) if credit >= 1.0 => t!("trail-right"),
        (credit, _) if credit <= 0.0 => t!("trail-wrong"),
        (credit, _) => t!("trail-part", percent = decimals(100.0 * credit, 0)),
    };
    let item = step.item.clone().unwrap_or_else(|| t!("trail-question", number = step.number));
    html! {
        <tr>
            <td><span class="who">{ step.number }</span></td>
            <td data-label={t!("trail-item")}>{ item }{ " " }<span class="hint">{ &step.outcome }</span></td>
            <td data-label={t!("trail-answer")}>{ step.answer.clone().unwrap_or_else(|| "–".to_owned()) }</td>
            <td data-label={t!("trail-score")}>
                { score }
                if let Some(credit) = step.corrected {
                    { " " }<span class="chip chip-specimen">{ t!("trail-now", percent = decimals(100.0 * credit, 0)) }</span>
                }
            </td>
            <td data-label={t!("trail-time")}>
                { t!("trail-seconds", seconds = decimals(step.milliseconds as f64 / 1000.0, 0)) }
                if step.rapid == Some(true) {
                    { " " }<span class="chip chip-specimen">{ t!("trail-rapid") }</span>
                }
            </td>
            <td data-label={t!("trail-estimate")} class="when">{ format!("{} ± {}", decimals(step.theta, 2), decimals(step.standard_error, 2)) }</td>
            <td data-label={t!("trail-likely")}>{ probability(step.mastery) }</td>
            <td data-label={t!("trail-why")}>
                <details class="as-table"><summary>{ t!("trail-why-show") }<span class="visually-hidden">{ " " }{ t!("trail-question", number = step.number) }</span></summary><p>{ &step.why }</p></details>
            </td>
        </tr>
    }
}

fn rules(trail: &AttemptTrail) -> Html {
    html! {
        <>
        <p class="hint">{ t!("trail-rules-text") }</p>
        <ol class="rules">
            { for trail.blocks.iter().map(|block| html! {
                <li>
                    <p class="hint">{ t!("trail-block", number = block.number) }</p>
                    if block.rules.is_empty() {
                        { t!("trail-no-rules") }
                    }
                    { for block.rules.iter().map(|rule| html! { <p>{ rule }</p> }) }
                </li>
            }) }
        </ol>
        </>
    }
}
