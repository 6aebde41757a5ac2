//! Corrected keys: what each would do or has done to verdicts, in both directions, and what becomes of badges.

use api::path;
use api::statistics::{BadgeDecision, BadgeFate, Correction, CorrectionState, Corrections, VerdictChange};
use engine::Verdict;
use yew::prelude::*;

use super::key_words::change;
use super::{Spot, text_area, verdict};
use crate::browser::focus;
use crate::client;
use crate::components::{Load, Page, Tone, button, failure_page, notice, table, use_load, waiting};
use crate::format::{moment, probability};
use crate::t;
use crate::tutor::form::use_doing;
use crate::unsaved::use_unsaved;

/// What a [`CorrectionsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct CorrectionsPageProps {
    /// The micro-credential.
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may correct keys.
    pub correct: bool,
    /// Whether they may see decision trails.
    pub trails: bool,
}

/// The newest first.
#[component]
pub fn CorrectionsPage(props: &CorrectionsPageProps) -> Html {
    let (load, again) = use_load::<Corrections>(path::fill(path::CORRECTIONS, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(all) => html! {
            <Page title={all.title.clone()} over={t!("corrections-title")} lead={t!("corrections-lead")} class="desk">
                { props.head.clone() }
                <p><a class="button small" href={Spot::Statistics(props.id.clone()).path()}>{ t!("statistics-title") }</a></p>
                if all.corrections.is_empty() {
                    <p class="empty">{ t!("corrections-empty") }</p>
                }
                { for all.corrections.iter().map(|correction| html! {
                    <One key={correction.id.clone()} correction={correction.clone()} correct={props.correct} trails={props.trails} again={again.clone()} />
                }) }
            </Page>
        },
    }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    correction: Correction,
    correct: bool,
    trails: bool,
    again: Callback<()>,
}

#[component]
fn One(props: &OneProps) -> Html {
    let Correction { id, item, parts, old_key, new_key, reason, proposed_by, proposed_at, decided_by, decided_at, state, effect } =
        &props.correction;
    let [old, new] = change(old_key, new_key, parts.as_ref());
    let doing = use_doing();
    let act = |template: &'static str| {
        let (address, doing, again) = (path::fill(template, &[id]), doing.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (address.clone(), again.clone());
            doing.start(async move { client::tell_nothing("POST", &address).await }, move |()| again.emit(()));
        })
    };
    let title = format!("correction-{id}");
    let (class, words) = match state {
        CorrectionState::Proposed => ("chip chip-specimen", t!("correction-proposed")),
        CorrectionState::Applied => ("chip", t!("correction-applied")),
        CorrectionState::Dropped => ("chip chip-quiet", t!("correction-dropped")),
    };
    let up = effect.verdicts.iter().filter(|change| change.after == Verdict::Achieved).count();
    let down = effect.verdicts.iter().filter(|change| change.before == Verdict::Achieved).count();
    html! {
        <section class="card" aria-labelledby={title.clone()}>
            <div class="question-head"><h2 id={title}>{ t!("correction-of", item = item.clone()) }</h2><span {class}>{ words }</span></div>
            <p>{ t!("correction-from-to", old = old, new = new) }</p>
            <p>{ reason }</p>
            <p class="hint">
                { t!("correction-by", who = proposed_by.clone(), at = moment(*proposed_at)) }
                if let (Some(who), Some(at)) = (decided_by, decided_at) {
                    { " " }{ t!("correction-decided", who = who.clone(), at = moment(*at)) }
                }
            </p>
            if *state != CorrectionState::Dropped {
                <p role="status">{ t!("correction-effect", answered = effect.answered, rescored = effect.rescored, up = up, down = down) }</p>
                if !effect.verdicts.is_empty() {
                    { changes(props) }
                }
            }
            if *state == CorrectionState::Proposed && props.correct {
                { notice(Tone::Information, html! { <p>{ t!("correction-apply-text") }</p> }) }
                { doing.failed() }
                <div class="actions">
                    { button("primary", doing.busy(), &act(path::CORRECTION_APPLY), t!("correction-apply"), item) }
                    { button("", doing.busy(), &act(path::CORRECTION_DROP), t!("correction-drop"), item) }
                </div>
            }
        </section>
    }
}

fn changes(props: &OneProps) -> Html {
    let headings = [t!("seats-who"), t!("correction-before"), t!("correction-after"), t!("seats-badge")];
    let rows = props.correction.effect.verdicts.iter().map(|change| {
        html! {
            <ChangeRow
                key={change.attempt.clone()}
                correction={props.correction.id.clone()}
                change={change.clone()}
                decide={props.correct && props.correction.state == CorrectionState::Applied}
                trails={props.trails}
                again={props.again.clone()}
            />
        }
    });
    table(headings, rows.collect())
}

#[derive(Properties, PartialEq)]
struct ChangeRowProps {
    correction: String,
    change: VerdictChange,
    decide: bool,
    trails: bool,
    again: Callback<()>,
}

#[component]
fn ChangeRow(props: &ChangeRowProps) -> Html {
    let change = &props.change;
    let who = if change.learner.is_empty() { t!("trail-nobody") } else { change.learner.clone() };
    let lost = change.badge && change.before == Verdict::Achieved && change.after != Verdict::Achieved;
    let told = |of, mastery| format!("{} ({})", verdict(of), probability(mastery));
    let badge = match (&change.decided, lost) {
        (Some(BadgeDecision { fate, reason }), _) => {
            let words = if *fate == BadgeFate::Keep { t!("badge-kept") } else { t!("badge-withdrawn") };
            html! { <>{ words }{ ": " }{ reason }</> }
        }
        (None, true) if props.decide => {
            html! { <DecideBadge correction={props.correction.clone()} attempt={change.attempt.clone()} learner={who.clone()} again={props.again.clone()} /> }
        }
        (None, true) => html! { t!("badge-waits-decision") },
        (None, false) if change.after == Verdict::Achieved => html! { t!("badge-on-its-way") },
        (None, false) => html! { "–" },
    };
    html! {
        <tr>
            <td>
                if props.trails {
                    <a class="who" href={Spot::Attempt(change.attempt.clone()).path()}>{ who.clone() }</a>
                } else {
                    <span class="who">{ who.clone() }</span>
                }
            </td>
            <td data-label={t!("correction-before")}>{ told(change.before, change.mastery_before) }</td>
            <td data-label={t!("correction-after")}>{ told(change.after, change.mastery_after) }</td>
            <td data-label={t!("seats-badge")}>{ badge }</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct DecideBadgeProps {
    correction: String,
    attempt: String,
    learner: String,
    again: Callback<()>,
}

#[component]
fn DecideBadge(props: &DecideBadgeProps) -> Html {
    let reason = use_state_eq(String::new);
    use_unsaved(!reason.trim().is_empty());
    let doing = use_doing();
    let id = format!("badge-{}", props.attempt);
    let decide = |fate: BadgeFate| {
        let (reason, doing, again, field) = ((*reason).clone(), doing.clone(), props.again.clone(), id.clone());
        let address = path::fill(path::CORRECTION_BADGE, &[&props.correction, &props.attempt]);
        Callback::from(move |_: MouseEvent| {
            if reason.trim().is_empty() {
                doing.refuse(t!("concern-reason-missing"));
                focus(&field);
                return;
            }
            let (new, address, again) = (BadgeDecision { fate, reason: reason.clone() }, address.clone(), again.clone());
            doing.start(async move { client::tell("POST", &address, &new).await }, move |()| again.emit(()));
        })
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text| reason.set(text))
    };
    html! {
        <details class="renew">
            <summary>{ t!("badge-decide") }<span class="visually-hidden">{ " " }{ &props.learner }</span></summary>
            <p class="hint">{ t!("badge-decide-text") }</p>
            { text_area(&id, t!("concern-reason"), String::new(), &reason, &oninput) }
            { doing.failed() }
            <div class="actions">
                { button("small", doing.busy(), &decide(BadgeFate::Keep), t!("badge-keep"), &props.learner) }
                { button("small danger", doing.busy(), &decide(BadgeFate::Withdraw), t!("badge-withdraw"), &props.learner) }
            </div>
        </details>
    }
}
