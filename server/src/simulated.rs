//! What the server itself simulates of a micro-credential's assessments, so that what they would do to learners is known to whoever signs
//! a publication off, and can be read in a moderation pack.

use std::sync::Arc;

use api::simulation::SimulatedForm;
use engine::simulate::{Plan, Report, Settings};

use crate::catalogue::{Form, Offer};
use crate::retake::retake;

/// Takers of each usual population in each replicate of the bank.
const TAKERS: u32 = 60;
/// Replicates, each with the questions' true difficulties drawn anew.
const REPLICATES: u32 = 10;
/// The same figures each time.
const SEED: u64 = 1;

/// The assessments that award, each over all attempts that the rule for retakes allows. The first time it takes seconds of a processor.
pub fn of(offer: &Offer) -> Vec<SimulatedForm> {
    let forms = || [&offer.award].into_iter().chain(&offer.sitting).filter_map(|form| simulate(form, offer)).collect();
    offer.simulated.get_or_init(forms).clone()
}

/// Nothing where the settings do not fit the assessment, which no assessment that was checked gives reason for.
fn simulate(form: &Form, offer: &Offer) -> Option<SimulatedForm> {
    let (retake, attempts) = retake(Some(offer.terms.retake), None);
    let settings = Settings { retake, retest_every: 0, ..Settings::new(TAKERS, REPLICATES, SEED) };
    Some(SimulatedForm { title: form.blueprint.title.clone(), attempts, report: run(form, settings)? })
}

/// All units of a simulation, one after another. Nothing where the settings do not fit the assessment.
pub fn run(form: &Form, settings: Settings) -> Option<Report> {
    let plan = Plan::new(Arc::clone(&form.assessment), settings).ok()?;
    let tallies: Vec<_> = (0..plan.units()).map(|number| plan.run(number)).collect();
    Some(plan.report(&tallies))
}
