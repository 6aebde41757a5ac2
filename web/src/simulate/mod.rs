//! The worker that simulates: the engine in a thread of its own, so that the page goes on while it works.
//!
//! A bundle of its own, without pages: whoever simulates nothing does not download it. The page that starts it ends it when it likes
//! (`Worker.terminate`), so that a worker has one job and is never told to stop. One that recorded sessions stays, and answers from them.

mod message;

use std::cell::RefCell;
use std::sync::Arc;

use api::simulation::Simulated;
use engine::Assessment;
use engine::bank::file::Problem;
use engine::simulate::trajectory::{Recorded, Recording, WhatIf};
use engine::simulate::{Plan, Tally};
use js_sys::Date;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

pub use message::{Ask, Job, Told};

use crate::client::json;
use crate::json::from_json;

/// Word of how far it is comes so often at most, in milliseconds: as often as an eye can follow.
const BETWEEN: f64 = 100.0;

thread_local! {
    /// The sessions that were recorded.
    static RECORDED: RefCell<Option<(Recording, Vec<Recorded>)>> = const { RefCell::new(None) };
}

/// Waits for a job.
pub fn run() {
    let work = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        tell(&match from_json::<Ask>(&text) {
            Some(Ask::Record { job, longest }) => record(&job, longest),
            Some(Ask::WhatIf { what, population }) => answer(what, population),
            None => from_json::<Job>(&text).map_or_else(|| Told::Failed("the job cannot be read".to_owned()), simulate),
        });
    });
    scope().set_onmessage(Some(work.as_ref().unchecked_ref()));
    work.forget();
    // What is sent before this is heard by nobody.
    tell(&Told::Ready);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(told: &Told) {
    // It can only fail for values that cannot be copied to the page; this one is text.
    let _ = scope().post_message(&JsValue::from_str(&json(told)));
}

/// Tells how far it is, now and then.
struct Progress {
    done: u64,
    last: f64,
}

impl Progress {
    fn new() -> Self {
        Self { done: 0, last: Date::now() }
    }

    fn add(&mut self, takers: u32) {
        self.done += u64::from(takers);
        let now = Date::now();
        if now - self.last >= BETWEEN {
            self.last = now;
            tell(&Told::Done(self.done));
        }
    }
}

/// Records sessions, and keeps them.
fn record(job: &Job, longest: usize) -> Told {
    let bank = match job.bank.restricted_to(job.blueprint.pool).check() {
        Ok(bank) => Arc::new(bank),
        Err(problems) => return Told::Failed(all(&problems)),
    };
    let recording = match Recording::new(&bank, &job.blueprint, job.settings.clone(), longest) {
        Ok(recording) => recording,
        Err(problems) => return Told::Failed(all(&problems)),
    };
    let mut progress = Progress::new();
    let recorded: Vec<Recorded> = (0..recording.units())
        .map(|number| {
            let recorded = recording.run(number);
            progress.add(recorded.unit.takers);
            recorded
        })
        .collect();
    let told = Told::Recorded { takers: recording.takers(), longest: recording.longest() };
    RECORDED.set(Some((recording, recorded)));
    told
}

/// What the recorded sessions come to with other settings.
fn answer(what: WhatIf, population: usize) -> Told {
    RECORDED.with_borrow(|kept| match kept {
        Some((recording, recorded)) => {
            Told::Answered { answered: recording.answer(recorded, population, what), limits: recording.limits(what) }
        }
        None => Told::Failed("no sessions are recorded".to_owned()),
    })
}

/// Runs all units, one after another.
fn simulate(job: Job) -> Told {
    let plan = match plan(&job) {
        Ok(plan) => plan,
        Err(why) => return Told::Failed(why),
    };
    let mut progress = Progress::new();
    let tallies: Vec<Tally> = (0..plan.units())
        .map(|number| {
            let tally = plan.run(number);
            progress.add(tally.unit.takers);
            tally
        })
        .collect();
    let lengths = lengths(&tallies, plan.settings().populations.len());
    let report = plan.report(&tallies);
    match serde_json::to_string_pretty(&Simulated { attempts: job.attempts, report }) {
        Ok(report) => Told::Finished { report, lengths },
        Err(why) => Told::Failed(why.to_string()),
    }
}

fn plan(job: &Job) -> Result<Plan, String> {
    let bank = job.bank.restricted_to(job.blueprint.pool).check().map_err(|problems| all(&problems))?;
    let assessment = Assessment::new(Arc::new(bank), &job.blueprint).map_err(|problems| all(&problems))?;
    Plan::new(Arc::new(assessment), job.settings.clone()).map_err(|error| error.to_string())
}

fn all(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// How many first attempts of each population had so many items, from 0 up.
fn lengths(tallies: &[Tally], populations: usize) -> Vec<Vec<u64>> {
    let mut all = vec![Vec::new(); populations];
    for tally in tallies {
        let counts: &mut Vec<u64> = &mut all[tally.unit.population];
        counts.resize(tally.lengths.len(), 0);
        for (count, more) in counts.iter_mut().zip(&tally.lengths) {
            *count += more;
        }
    }
    all
}
