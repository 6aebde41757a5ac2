//! The worker that simulates: the engine in a thread of its own, so that the page goes on while it works.
//!
//! A bundle of its own, without pages: whoever simulates nothing does not download it. The page that starts it ends it when it likes
//! (`Worker.terminate`), so that a worker has one job and is never told to stop.

mod message;

use std::sync::Arc;

use api::simulation::Simulated;
use engine::Assessment;
use engine::simulate::{Plan, Tally};
use js_sys::Date;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

pub use message::{Job, Told};

use crate::client::json;
use crate::json::from_json;

/// Word of how far it is comes so often at most, in milliseconds: as often as an eye can follow.
const BETWEEN: f64 = 100.0;

/// Waits for a job.
pub fn run() {
    let work = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let job = event.data().as_string().and_then(|text| from_json::<Job>(&text));
        tell(&job.map_or_else(|| Told::Failed("the job cannot be read".to_owned()), simulate));
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

/// Runs all units, one after another.
fn simulate(job: Job) -> Told {
    let plan = match plan(&job) {
        Ok(plan) => plan,
        Err(why) => return Told::Failed(why),
    };
    let (mut done, mut last) = (0, Date::now());
    let tallies: Vec<Tally> = (0..plan.units())
        .map(|number| {
            let tally = plan.run(number);
            done += u64::from(tally.unit.takers);
            let now = Date::now();
            if now - last >= BETWEEN {
                last = now;
                tell(&Told::Done(done));
            }
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
    let all =
        |problems: Vec<engine::bank::file::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let bank = job.bank.restricted_to(job.blueprint.pool).check().map_err(all)?;
    let assessment = Assessment::new(Arc::new(bank), &job.blueprint).map_err(all)?;
    Plan::new(Arc::new(assessment), job.settings.clone()).map_err(|error| error.to_string())
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
