//! An award of a pathway, and the decision about it where a part of it holds no more.

use api::path;
use api::pathway::{AwardRow, DecideAward, PartState};
use yew::prelude::*;

use super::person;
use crate::browser::focus;
use crate::client;
use crate::components::{Tone, button, notice};
use crate::format::{date, moment};
use crate::t;
use crate::tutor::form::use_doing;
use crate::tutor::running::text_area;

#[derive(Properties, PartialEq)]
pub struct AwardCardProps {
    pub award: AwardRow,
    pub decide: bool,
    pub again: Callback<()>,
}

/// Who holds it since when, and what is the matter with it.
#[component]
pub fn AwardCard(props: &AwardCardProps) -> Html {
    let award = &props.award;
    let reason = use_state_eq(String::new);
    let doing = use_doing();
    let field = format!("award-{}", award.credential);
    let decide = |keep: bool| {
        let (reason, doing, again) = ((*reason).clone(), doing.clone(), props.again.clone());
        let (address, field) = (path::fill(path::AWARD_DECISION, &[&award.credential]), field.clone());
        Callback::from(move |_: MouseEvent| {
            if reason.trim().is_empty() {
                doing.refuse(t!("decide-reason-missing"));
                focus(&field);
                return;
            }
            let (new, address, again) = (DecideAward { keep, reason: reason.clone() }, address.clone(), again.clone());
            doing.start(async move { client::tell("POST", &address, &new).await }, move |()| again.emit(()));
        })
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text| reason.set(text))
    };
    html! {
        <>
        <p>
            <strong>{ person(&award.learner) }</strong>{ " · " }{ date(award.awarded_at) }{ " " }
            if !award.in_force {
                <span class="chip chip-quiet">{ t!("award-not-in-force") }</span>
            }
        </p>
        { for award.decisions.iter().map(|decision| html! {
            <p class="feedback">
                <span class="hint">{ moment(decision.at) }{ " · " }{ decision.who.clone().unwrap_or_default() }{ " · " }
                { if decision.keep { t!("award-kept") } else { t!("award-revoked") } }</span><br />{ &decision.reason }
            </p>
        }) }
        if !award.flagged.is_empty() {
            { notice(Tone::Warning, html! { <>
                <p>{ t!("award-flagged") }</p>
                <ul>{ for award.flagged.iter().map(|part| html! { <li>{ &part.title }{ ": " }{ state(part.state) }</li> }) }</ul>
            </> }) }
            if props.decide {
                <div class="decide">
                    { text_area(&field, t!("decide-reason"), t!("award-reason-hint"), &reason, &oninput) }
                    { doing.failed() }
                    <div class="actions">
                        { button("", doing.busy(), &decide(true), t!("award-keep"), &award.learner) }
                        { button("danger", doing.busy(), &decide(false), t!("award-revoke"), &award.learner) }
                    </div>
                </div>
            }
        }
        </>
    }
}

fn state(state: PartState) -> String {
    match state {
        PartState::InForce => t!("part-in-force"),
        PartState::Suspended => t!("part-suspended"),
        PartState::Revoked => t!("part-revoked"),
        PartState::Expired => t!("part-expired"),
        PartState::NotRecognised => t!("part-not-recognised"),
    }
}
