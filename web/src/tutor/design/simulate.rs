//! What would come of the bank's assessments: what the bank carries, simulated learners, and other lengths at once.

use std::rc::Rc;

use api::simulation::SimulationStart;
use yew::prelude::*;

use super::GivenProps;
use super::chosen::{nothing, use_chosen, wrong};
use super::feasible::Feasible;
use super::what_if::WhatIfCard;
use crate::components::section;
use crate::t;
use crate::tutor::simulation::Simulation;

/// In words what to write, then what if, then the whole simulation.
#[component]
pub fn SimulatePage(props: &GivenProps) -> Html {
    let draft = &props.given.draft;
    let chosen = use_chosen(draft);
    let given = use_memo(draft.revision, |_| {
        let bank = draft.bank.clone()?;
        Some(Rc::new(SimulationStart {
            title: draft.title.clone(),
            bank,
            blueprints: draft.blueprints.iter().map(|one| one.blueprint.clone()).collect(),
            retake: draft.retake,
            attempts: draft.attempts.clone(),
        }))
    });
    let (Some(chosen), Some(given)) = (chosen, (*given).clone()) else { return nothing() };
    let assessment = match &*chosen.checked {
        Ok(assessment) => assessment.clone(),
        Err(problems) => return html! { <>{ chosen.choice.clone() }{ wrong(problems) }</> },
    };
    let feasible = html! { <Feasible {assessment} retake={draft.retake.unseen_items_only} /> };
    html! {
        <>
        { chosen.choice.clone() }
        { section("carries", "card", t!("feasible-title"), feasible) }
        <WhatIfCard key={format!("{} {}", chosen.blueprint.id, draft.revision)} given={given.clone()} blueprint={chosen.blueprint.clone()} />
        <Simulation {given} />
        </>
    }
}
