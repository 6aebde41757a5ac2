//! What the questions of an assessment can tell, drawn.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use engine::Assessment;
use engine::simulate::{ExposureFigures, Population, Report, Settings};
use yew::prelude::*;

use super::GivenProps;
use super::chosen::{nothing, use_chosen, wrong};
use super::coverage::coverage;
use super::information::information;
use super::wright::wright;
use crate::client::{json, sentence};
use crate::components::{Tone, announced, button, section};
use crate::format::grouped;
use crate::json::from_json;
use crate::simulate::{Job, Told};
use crate::t;
use crate::tutor::simulation::exposure::exposure;
use crate::tutor::simulation::form::takers_in_all;
use crate::tutor::simulation::run::Run;

/// Simulated for the picture of exposure: enough to see it, few enough to wait for.
const TAKERS: u32 = 200;
const REPLICATES: u32 = 5;

/// The pictures of one assessment.
#[component]
pub fn PicturesPage(props: &GivenProps) -> Html {
    let draft = &props.given.draft;
    let chosen = use_chosen(draft);
    let (Some(chosen), Some(bank)) = (chosen, draft.bank.as_ref()) else { return nothing() };
    let assessment = match &*chosen.checked {
        Ok(assessment) => assessment.clone(),
        Err(problems) => return html! { <>{ chosen.choice.clone() }{ wrong(problems) }</> },
    };
    let job = Job {
        bank: bank.clone(),
        blueprint: chosen.blueprint.clone(),
        settings: Settings {
            populations: vec![Population::around_cut(0.0, 1.0)],
            retest_every: 0,
            ..Settings::new(TAKERS, REPLICATES, 1)
        },
        attempts: draft.attempts.clone(),
    };
    html! {
        <>
        { chosen.choice.clone() }
        { section("information", "card", t!("pictures-information"), information(&assessment)) }
        { section("wright", "card", t!("pictures-wright"), wright(&assessment)) }
        { section("coverage", "card", t!("pictures-coverage"), coverage(&assessment, bank)) }
        <Exposure key={format!("{} {}", chosen.blueprint.id, draft.revision)} job={Rc::new(job)} {assessment} />
        </>
    }
}

#[derive(Properties)]
struct ExposureProps {
    job: Rc<Job>,
    assessment: Arc<Assessment>,
}

impl PartialEq for ExposureProps {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.assessment, &other.assessment)
    }
}

#[derive(Clone)]
enum State {
    Before,
    Running(u64),
    Failed(String),
    Finished(Rc<ExposureFigures>),
}

/// How often each question is asked, by a simulation that is run when somebody wants to see it.
#[component]
fn Exposure(props: &ExposureProps) -> Html {
    let state = use_state(|| State::Before);
    let run = use_mut_ref(|| None::<Run>);
    let all = takers_in_all(&props.job.settings);
    let start = {
        let (state, run, job) = (state.setter(), run.clone(), props.job.clone());
        Callback::from(move |_: MouseEvent| begin(&job, &state, &run))
    };
    let cancel = {
        let (state, run) = (state.setter(), run.clone());
        Callback::from(move |_: MouseEvent| {
            run.take();
            state.set(State::Before);
        })
    };
    let body = match &*state {
        State::Before => html! {
            <>
            <p>{ t!("pictures-exposure-text", takers = grouped(all)) }</p>
            <div class="actions">{ button("", false, &start, t!("pictures-exposure-do"), "") }</div>
            </>
        },
        State::Running(done) => html! {
            <>
            <label for="exposure-done">{ t!("simulation-done", done = grouped(*done), all = grouped(all)) }</label>
            <progress id="exposure-done" max={all.to_string()} value={done.to_string()} />
            <div class="actions">{ button("", false, &cancel, t!("cancel"), "") }</div>
            </>
        },
        State::Failed(why) => announced(Tone::Bad, &t!("simulation-failed", why = sentence(why))),
        State::Finished(figures) => exposure(figures),
    };
    section("exposure", "card", t!("simulation-exposure"), body)
}

fn begin(job: &Job, state: &UseStateSetter<State>, run: &Rc<RefCell<Option<Run>>>) {
    let told = {
        let state = state.clone();
        Callback::from(move |told| match told {
            Told::Done(done) => state.set(State::Running(done)),
            Told::Failed(why) => state.set(State::Failed(why)),
            Told::Finished { report, .. } => {
                let report: Option<Report> = from_json(&report);
                let figures = report.and_then(|report| report.populations.into_iter().next()).map(|of| of.exposure);
                state.set(figures.map_or(State::Failed(String::new()), |figures| State::Finished(Rc::new(figures))));
            }
            Told::Ready | Told::Recorded { .. } | Told::Answered { .. } => {}
        })
    };
    let started = Run::start(json(job), told);
    state.set(if started.is_some() { State::Running(0) } else { State::Failed(String::new()) });
    run.replace(started);
}
