//! Simulated learners sit an assessment: asked for here, run in a worker, told in words and pictures.

mod curve;
pub mod exposure;
pub mod form;
pub mod kept;
mod lengths;
pub mod picture;
mod results;
pub mod run;
pub mod words;

use std::rc::Rc;

use api::path;
use api::simulation::SimulationStart;
use engine::simulate::{Report, Settings};
use yew::prelude::*;

use self::form::{Form, takers_in_all};
use self::results::Results;
use self::run::Run;
use crate::browser::{document, focus};
use crate::client::{json, sentence};
use crate::components::{Load, Page, Tone, announced, failure_page, section, use_load, waiting};
use crate::format::grouped;
use crate::json::from_json;
use crate::simulate::{Job, Told};
use crate::t;

/// Progress is read out at each of so many parts, and shown all the time.
const READ_OUT: u64 = 4;

#[derive(Properties, PartialEq)]
pub struct SimulationPageProps {
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
}

/// The page of a micro-credential's simulations.
#[component]
pub fn SimulationPage(props: &SimulationPageProps) -> Html {
    let (load, again) = use_load::<SimulationStart>(path::fill(path::SIMULATION, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(given) => html! {
            <Page title={given.title.clone()} over={t!("simulation-title")} lead={t!("simulation-lead")} class="desk simulation">
                { props.head.clone() }
                <Simulation {given} />
            </Page>
        },
    }
}

/// What came of a simulation.
pub struct Finished {
    /// Of which assessment.
    pub title: String,
    /// Its id.
    pub blueprint: String,
    /// The figures.
    pub report: Report,
    /// The same as a file.
    pub text: String,
    /// For each population how many tests had so many questions.
    pub lengths: Vec<Vec<u64>>,
}

/// How far it is.
#[derive(Clone)]
enum State {
    Before,
    Running { done: u64, all: u64 },
    Cancelled { done: u64, all: u64 },
    Failed(String),
    Finished(Rc<Finished>),
}

/// What a [`Simulation`] is given.
#[derive(Properties)]
pub struct SimulationProps {
    /// Bank and blueprints.
    pub given: Rc<SimulationStart>,
}

impl PartialEq for SimulationProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.given, &other.given)
    }
}

/// What is asked, how far it is, and what came of it.
#[component]
pub fn Simulation(props: &SimulationProps) -> Html {
    let state = use_state(|| State::Before);
    let run = use_mut_ref(|| None::<Run>);
    let running = matches!(*state, State::Running { .. });
    {
        let run = run.clone();
        // The worker goes when it is done, and with the page.
        use_effect_with(running, move |running| {
            if !running {
                run.take();
            }
        });
    }
    let start = {
        let (given, state, run) = (props.given.clone(), state.setter(), run.clone());
        Callback::from(move |(place, settings): (usize, Settings)| begin(&given, place, settings, &state, &run))
    };
    let cancel = {
        let (state, run) = (state.clone(), run.clone());
        Callback::from(move |_: MouseEvent| {
            run.take();
            if let State::Running { done, all } = *state {
                state.set(State::Cancelled { done, all });
            }
            focus("start");
        })
    };
    let SimulationStart { blueprints, retake, .. } = &*props.given;
    let form = html! { <Form blueprints={blueprints.clone()} retake={*retake} busy={running} {start} /> };
    html! {
        <>
        { section("simulation-asked", "card", t!("simulation-asked"), form) }
        if let State::Running { done, all } = *state {
            { progress(done, all, cancel) }
        }
        <p class="visually-hidden" role="status">{ read_out(&state) }</p>
        if let State::Cancelled { done, all } = *state {
            { announced(Tone::Information, &t!("simulation-cancelled", done = grouped(done), all = grouped(all))) }
        }
        if let State::Failed(why) = &*state {
            { announced(Tone::Bad, &t!("simulation-failed", why = sentence(why))) }
        }
        if let State::Finished(finished) = &*state {
            <Results finished={finished.clone()} />
        }
        </>
    }
}

/// Starts a worker; one that is under way ends.
fn begin(
    given: &SimulationStart,
    place: usize,
    settings: Settings,
    state: &UseStateSetter<State>,
    run: &Rc<std::cell::RefCell<Option<Run>>>,
) {
    let Some(blueprint) = given.blueprints.get(place).cloned() else { return };
    let (title, id, all) = (blueprint.title.clone(), blueprint.id.clone(), takers_in_all(&settings));
    let job = Job { bank: given.bank.clone(), blueprint, settings, attempts: given.attempts.clone() };
    let told = {
        let state = state.clone();
        Callback::from(move |told| {
            state.set(match told {
                Told::Ready | Told::Recorded { .. } | Told::Answered { .. } => return,
                Told::Done(done) => State::Running { done, all },
                Told::Failed(why) => State::Failed(why),
                Told::Finished { report: text, lengths } => match from_json(&text) {
                    Some(report) => {
                        leave_progress();
                        let (title, blueprint) = (title.clone(), id.clone());
                        State::Finished(Rc::new(Finished { title, blueprint, report, text, lengths }))
                    }
                    None => State::Failed(String::new()),
                },
            });
        })
    };
    let started = Run::start(json(&job), told);
    state.set(if started.is_some() { State::Running { done: 0, all } } else { State::Failed(String::new()) });
    run.replace(started);
}

/// The button to cancel goes with the progress: a focus on it would be lost.
fn leave_progress() {
    if document().active_element().is_some_and(|element| element.id() == "cancel") {
        focus("start");
    }
}

fn progress(done: u64, all: u64, cancel: Callback<MouseEvent>) -> Html {
    let body = html! {
        <>
        <label for="done">{ t!("simulation-done", done = grouped(done), all = grouped(all)) }</label>
        <progress id="done" max={all.to_string()} value={done.to_string()} />
        <div class="actions"><button id="cancel" type="button" class="button" onclick={cancel}>{ t!("cancel") }</button></div>
        </>
    };
    section("simulation-progress", "card", t!("simulation-running"), body)
}

/// What is read out: few words, and rarely.
fn read_out(state: &State) -> String {
    match state {
        State::Running { done, all } => match done * READ_OUT / all {
            0 => t!("simulation-running"),
            part => t!("simulation-so-far", percent = part * 100 / READ_OUT),
        },
        State::Finished(_) => t!("simulation-finished"),
        State::Before | State::Cancelled { .. } | State::Failed(_) => String::new(),
    }
}
