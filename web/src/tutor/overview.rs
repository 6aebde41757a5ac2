//! The first page of those who work here: what their roles let them see and do of seats, codes, links and questions.

use std::rc::Rc;

use api::staff::Permission;
use api::tutor::Overview;
use yew::prelude::*;

use super::codes::Codes;
use super::desk::Place;
use super::links::Links;
use super::running::{Spot, TodayList};
use super::seats::Seats;
use super::sittings::Sittings;
use crate::components::{Tone, notice, section};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct WorkProps {
    pub overview: Rc<Overview>,
    pub again: Callback<()>,
}

/// A section for each thing that one may see.
#[component]
pub fn Work(props: &WorkProps) -> Html {
    let WorkProps { overview, again } = props;
    let may = |permission| overview.may.contains(&permission);
    if overview.may.is_empty() {
        return notice(Tone::Information, html! { <p>{ t!("desk-no-roles") }</p> });
    }
    let run = may(Permission::RunClasses);
    html! {
        <>
        <TodayList again={again.clone()} />
        if may(Permission::AcceptExposure) {
            { exposed(overview) }
        }
        if may(Permission::ReadSittings) {
            <Sittings overview={(**overview).clone()} />
        }
        if may(Permission::ReadClasses) {
            <Seats seats={overview.seats.clone()} {run} cards={may(Permission::IssueCards)} again={again.clone()} has_code={overview.codes.iter().any(|code| code.open)} />
            <Codes codes={overview.codes.clone()} assessments={overview.assessments.clone()} {run} again={again.clone()} />
        }
        if run {
            <Links assessments={overview.assessments.clone()} again={again.clone()} />
        }
        if may(Permission::ReadQuestions) {
            { questions(overview) }
        }
        </>
    }
}

/// Which sealed assessments wait for a word of their author.
fn exposed(overview: &Overview) -> Html {
    let waiting = overview.assessments.iter().filter(|assessment| assessment.exposed > 0);
    waiting
        .map(|assessment| {
            let words = t!("exposed-waits", count = assessment.exposed, title = assessment.title.clone());
            let href = Place::Questions(assessment.micro_credential.clone()).path();
            notice(Tone::Warning, html! { <><p>{ words }</p><p><a {href}>{ t!("exposed-look") }</a></p></> })
        })
        .collect()
}

fn questions(overview: &Overview) -> Html {
    let links = overview.assessments.iter().map(|assessment| {
        let id = &assessment.micro_credential;
        html! {
            <li key={id.clone()}>
                <a href={Place::Questions(id.clone()).path()}>{ &assessment.title }</a>{ " · " }
                <a href={Place::Simulation(id.clone()).path()}>
                    { t!("simulation-do") }<span class="visually-hidden">{ " " }{ &assessment.title }</span>
                </a>
                if overview.may.contains(&Permission::ReadStatistics) {
                    { " · " }<a href={Place::Running(Spot::Statistics(id.clone())).path()}>{ t!("statistics-title") }<span class="visually-hidden">{ " " }{ &assessment.title }</span></a>
                    { " · " }<a href={Place::Running(Spot::Pack(id.clone())).path()}>{ t!("pack-title") }<span class="visually-hidden">{ " " }{ &assessment.title }</span></a>
                }
            </li>
        }
    });
    let body = html! {
        <>
        <p class="hint">{ t!("questions-text") }</p>
        if overview.assessments.is_empty() {
            <p class="empty">{ t!("assessments-empty") }</p>
        } else {
            <ul class="plain-list">{ for links }</ul>
        }
        </>
    };
    section("questions", "card", t!("questions-title"), body)
}
