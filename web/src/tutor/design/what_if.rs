//! What if tests were shorter or longer, or had to be surer? Simulated learners sit the longest test once, in a worker; what other
//! settings come to is read off what they did, while a slider moves.

use std::cell::RefCell;
use std::rc::Rc;

use api::simulation::SimulationStart;
use engine::Verdict;
use engine::blueprint::file::BlueprintFile;
use engine::simulate::trajectory::{Answered, Limit, WhatIf, stops_by_certainty};
use engine::simulate::{Population, Settings, Verdicts};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::client::{json, sentence};
use crate::components::{Tone, announced, button, section};
use crate::format::{decimals, grouped, plain};
use crate::simulate::{Ask, Job, Told};
use crate::t;
use crate::tutor::simulation::form::takers_in_all;
use crate::tutor::simulation::run::Run;
use crate::tutor::simulation::words::of_hundred;

const TAKERS: u32 = 100;
const REPLICATES: u32 = 10;
/// Tests are recorded to this length, or to so much more than the blueprint's.
const LONGEST: usize = 60;

#[derive(Properties)]
pub struct WhatIfCardProps {
    pub given: Rc<SimulationStart>,
    pub blueprint: BlueprintFile,
}

impl PartialEq for WhatIfCardProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.given, &other.given) && self.blueprint == other.blueprint
    }
}

#[derive(Clone)]
enum State {
    Before,
    Recording(u64),
    Failed(String),
    Recorded { takers: u64, longest: usize },
}

/// Learners at the pass mark, as the decision assumes them.
fn job(props: &WhatIfCardProps) -> Job {
    Job {
        bank: props.given.bank.clone(),
        blueprint: props.blueprint.clone(),
        settings: Settings { populations: vec![Population::around_cut(0.0, 1.0)], ..Settings::new(TAKERS, REPLICATES, 1) },
        attempts: props.given.attempts.clone(),
    }
}

/// The button, the sliders, and what they come to beside what the blueprint says.
#[component]
pub fn WhatIfCard(props: &WhatIfCardProps) -> Html {
    let state = use_state(|| State::Before);
    let run = use_mut_ref(|| None::<Run>);
    {
        // The worker hears of the page and the page of the worker: who leaves ends it.
        let run = run.clone();
        use_effect_with((), move |()| move || drop(run.take()));
    }
    let stated = WhatIf::of(&props.blueprint);
    let what = use_state_eq(|| stated);
    let answer = use_state(|| None::<(Answered, Vec<Limit>)>);
    let first = use_state(|| None::<Answered>);
    let all = takers_in_all(&job(props).settings);
    let start = {
        let (state, answer, first, run) = (state.setter(), answer.setter(), first.setter(), run.clone());
        let job = job(props);
        Callback::from(move |_: MouseEvent| begin(&job, stated, &state, &answer, &first, &run))
    };
    let cancel = {
        let (state, run) = (state.setter(), run.clone());
        Callback::from(move |_: MouseEvent| {
            run.take();
            state.set(State::Before);
        })
    };
    let ask = {
        let (what, run) = (what.setter(), run.clone());
        Callback::from(move |next: WhatIf| {
            what.set(next);
            if let Some(run) = &*run.borrow() {
                run.ask(&json(&Ask::WhatIf { what: next, population: 0 }));
            }
        })
    };
    let body = match &*state {
        State::Before => html! {
            <>
            <p>{ t!("what-if-text", takers = grouped(all)) }</p>
            <div class="actions">{ button("", false, &start, t!("what-if-do"), "") }</div>
            </>
        },
        State::Recording(done) => html! {
            <>
            <label for="recorded">{ t!("simulation-done", done = grouped(*done), all = grouped(all)) }</label>
            <progress id="recorded" max={all.to_string()} value={done.to_string()} />
            <div class="actions">{ button("", false, &cancel, t!("cancel"), "") }</div>
            </>
        },
        State::Failed(why) => announced(Tone::Bad, &t!("simulation-failed", why = sentence(why))),
        State::Recorded { takers, longest } => html! {
            <>
            <p class="hint">{ t!("what-if-of", takers = grouped(*takers)) }</p>
            { sliders(*what, *longest, &ask) }
            if let Some((answered, limits)) = &*answer {
                { told(answered, first.as_ref()) }
                { limited(limits) }
            }
            if !stops_by_certainty(&props.blueprint) {
                <p class="hint">{ t!("what-if-verdict-only") }</p>
            }
            </>
        },
    };
    section("what-if", "card", t!("what-if-title"), body)
}

fn begin(
    job: &Job,
    stated: WhatIf,
    state: &UseStateSetter<State>,
    answer: &UseStateSetter<Option<(Answered, Vec<Limit>)>>,
    first: &UseStateSetter<Option<Answered>>,
    run: &Rc<RefCell<Option<Run>>>,
) {
    let told = {
        let (state, answer, first, run) = (state.clone(), answer.clone(), first.clone(), run.clone());
        let known = RefCell::new(false);
        Callback::from(move |told| match told {
            Told::Done(done) => state.set(State::Recording(done)),
            Told::Failed(why) => state.set(State::Failed(why)),
            Told::Recorded { takers, longest } => {
                state.set(State::Recorded { takers, longest });
                if let Some(run) = &*run.borrow() {
                    run.ask(&json(&Ask::WhatIf { what: stated, population: 0 }));
                }
            }
            Told::Answered { answered, limits } => {
                // The first answer is of the blueprint as it stands.
                if !known.replace(true) {
                    first.set(Some(answered.clone()));
                }
                answer.set(Some((answered, limits)));
            }
            Told::Ready | Told::Finished { .. } => {}
        })
    };
    let longest = LONGEST.max(job.blueprint.length.maximum + job.blueprint.length.maximum / 2);
    let started = Run::start(json(&Ask::Record { job: Box::new(job.clone()), longest }), told);
    state.set(if started.is_some() { State::Recording(0) } else { State::Failed(String::new()) });
    run.replace(started);
}

fn sliders(what: WhatIf, longest: usize, ask: &Callback<WhatIf>) -> Html {
    let minimum = ask.reform(move |value: f64| {
        let minimum = value as usize;
        WhatIf { minimum, maximum: what.maximum.max(minimum), ..what }
    });
    let maximum = ask.reform(move |value: f64| {
        let maximum = (value as usize).max(1);
        WhatIf { maximum, minimum: what.minimum.min(maximum), ..what }
    });
    let certainty = ask.reform(move |value: f64| WhatIf { certainty: value / 100.0, ..what });
    html! {
        <div class="sliders">
            { slider("what-minimum", t!("blueprint-minimum"), (0.0, longest as f64, 1.0), what.minimum as f64, what.minimum.to_string(), &minimum) }
            { slider("what-maximum", t!("blueprint-maximum"), (1.0, longest as f64, 1.0), what.maximum as f64, what.maximum.to_string(), &maximum) }
            { slider("what-certainty", t!("blueprint-certainty"), (60.0, 99.5, 0.5), 100.0 * what.certainty, t!("percent", percent = plain(100.0 * what.certainty)), &certainty) }
        </div>
    }
}

/// A slider with its value beside it: from, to and the step.
pub fn slider(
    id: &'static str,
    label: String,
    (from, to, step): (f64, f64, f64),
    value: f64,
    shown: String,
    emit: &Callback<f64>,
) -> Html {
    let oninput = {
        let emit = emit.clone();
        Callback::from(move |event: InputEvent| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(value) = input.and_then(|input| input.value().parse::<f64>().ok()) {
                emit.emit(value);
            }
        })
    };
    html! {
        <div class="slider">
            <label for={id}>{ label }</label>
            <input type="range" {id} min={from.to_string()} max={to.to_string()} step={step.to_string()} value={value.to_string()} aria-valuetext={shown.clone()} {oninput} />
            <span class="value" aria-hidden="true">{ shown }</span>
        </div>
    }
}

/// Shares of verdicts, as a tutor asks for them.
struct Shares {
    awards: u64,
    awarded: f64,
    wrong: Option<f64>,
    missed: Option<f64>,
    open: f64,
}

fn shares(verdicts: &Verdicts) -> Shares {
    let all = verdicts.takers().max(1) as f64;
    let awards = verdicts.told(Verdict::Achieved);
    let right = verdicts.masters_told(Verdict::Achieved);
    let masters = verdicts.masters();
    let of = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
    Shares {
        awards,
        awarded: awards as f64 / all,
        wrong: of(awards - right, awards),
        missed: of(masters - right, masters),
        open: verdicts.told(Verdict::TooClose) as f64 / all,
    }
}

fn told(answered: &Answered, first: Option<&Answered>) -> Html {
    let now = shares(&answered.verdicts);
    let before = first.map(|first| (first.mean_length, shares(&first.verdicts)));
    let hundred = |share: Option<f64>| share.map_or_else(|| t!("simulation-none"), of_hundred);
    let wrong = |of: &Shares| match of.wrong {
        Some(share) => t!("what-if-of-awards", wrong = of_hundred(share), awards = of.awards),
        None => t!("simulation-none"),
    };
    let row = |words: String, now: String, before: Option<String>| {
        html! {
            <tr>
                <td><span class="who">{ words }</span></td>
                <td data-label={t!("what-if-now")}>{ now }</td>
                <td data-label={t!("what-if-stated")}>{ before.unwrap_or_default() }</td>
            </tr>
        }
    };
    let rows = html! {
        <>
        { row(t!("what-if-length"), decimals(answered.mean_length, 1), before.as_ref().map(|(length, _)| decimals(*length, 1))) }
        { row(t!("what-if-awarded"), of_hundred(now.awarded), before.as_ref().map(|(_, of)| of_hundred(of.awarded))) }
        { row(t!("what-if-wrong"), wrong(&now), before.as_ref().map(|(_, of)| wrong(of))) }
        { row(t!("what-if-missed"), hundred(now.missed), before.as_ref().map(|(_, of)| hundred(of.missed))) }
        { row(t!("what-if-open"), of_hundred(now.open), before.as_ref().map(|(_, of)| of_hundred(of.open))) }
        </>
    };
    let said = t!(
        "what-if-said",
        length = decimals(answered.mean_length, 1),
        wrong = hundred(now.wrong),
        missed = hundred(now.missed),
        open = of_hundred(now.open)
    );
    html! {
        <>
        <p role="status">{ said }</p>
        { crate::components::table([t!("what-if-first-attempts"), t!("what-if-now"), t!("what-if-stated")], rows) }
        </>
    }
}

fn limited(limits: &[Limit]) -> Html {
    if limits.is_empty() {
        return html! { <p class="hint">{ t!("what-if-exact") }</p> };
    }
    let words = |limit: &Limit| match limit {
        Limit::MinimumAndContent => t!("limit-content"),
        Limit::MinimumAndEnemies => t!("limit-enemies"),
        Limit::Sets => t!("limit-sets"),
        Limit::MaximumInSelection => t!("limit-selection"),
        Limit::OtherSessions => t!("limit-others"),
        Limit::Curtailment => t!("limit-curtailment"),
    };
    html! { <><p class="hint">{ t!("what-if-about") }</p><ul class="hint">{ for limits.iter().map(|limit| html! { <li>{ words(limit) }</li> }) }</ul></> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_in_a_way_that_is_no_job() {
        let ask = Ask::WhatIf { what: WhatIf { minimum: 1, maximum: 2, certainty: 0.9 }, population: 0 };
        let text = serde_json::to_string(&ask).unwrap();
        assert!(serde_json::from_str::<Ask>(&text).is_ok() && serde_json::from_str::<Job>(&text).is_err());
    }

    #[test]
    fn shares_are_of_those_they_speak_of() {
        // 100 below the cut and 100 above: 4 of the first and 76 of the others are awarded.
        let verdicts = Verdicts { counts: [[4, 80, 16], [76, 4, 20]] };
        let Shares { awarded, wrong, missed, open, .. } = shares(&verdicts);
        assert_eq!((awarded, wrong, missed, open), (0.4, Some(0.05), Some(0.24), 0.18));
        assert_eq!(shares(&Verdicts::default()).wrong, None);
    }
}
