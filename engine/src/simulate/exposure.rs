//! The Sympson-Hetter parameters of a blueprint, found by simulation.
//!
//! In each round takers sit the assessment; an item that the criterion chose in a share P(S) of the sessions above the maximum r is
//! from then on given with probability r/P(S) once chosen, and others always. As what is kept back makes room for others, that is
//! repeated until no item is given in more than r of the sessions (Sympson and Hetter 1985; Hetter and Sympson 1997).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::taker::Replicate;
use super::{Plan, Population, Retake, Settings};
use crate::assessment::Assessment;
use crate::bank::Bank;
use crate::bank::file::Problem;
use crate::blueprint::file::{BlueprintFile, ExposureFile};

/// What to find.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// The share of sessions in which an item may be given; above 0, below 1.
    pub maximum: f64,
    /// Takers in each round.
    pub takers: u32,
    /// At most so many rounds.
    pub rounds: u32,
    /// The same seed gives the same parameters.
    pub seed: u64,
    /// Where takers come from.
    pub population: Population,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// For `select.exposure` of the blueprint.
    pub exposure: ExposureFile,
    /// The greatest share in which an item was given, round by round.
    pub greatest: Vec<f64>,
    /// Whether the last round kept to the maximum, but for what chance may do: two standard errors of a share.
    pub settled: bool,
}

/// Finds the parameters. `progress` hears of each round, with the greatest share in it, and says whether to go on.
///
/// # Errors
/// What is wrong with the blueprint, as [`Assessment::new`] finds it.
pub fn sympson_hetter(
    bank: &Arc<Bank>,
    blueprint: &BlueprintFile,
    search: &Search,
    progress: &mut dyn FnMut(u32, f64) -> bool,
) -> Result<Found, Vec<Problem>> {
    let Search { maximum, takers, rounds, seed, population } = *search;
    let mut parameters: BTreeMap<String, f64> = BTreeMap::new();
    let mut found = Found { exposure: rule(maximum, &parameters), greatest: Vec::new(), settled: false };
    for round in 0..rounds {
        let mut blueprint = blueprint.clone();
        blueprint.select.exposure = Some(rule(maximum, &parameters));
        let assessment = Arc::new(Assessment::new(Arc::clone(bank), &blueprint)?);
        let settings = Settings { populations: vec![population], retake: Retake::NONE, ..Settings::new(takers.max(1), 1, seed) };
        let plan = Plan::new(assessment, settings).expect("there is something to simulate");
        // Each round its own takers, so that none is fitted to the chance of one.
        let mut replicate = Replicate::new(&plan, round);
        let (mut chosen, mut given) = (vec![0_u32; bank.items().len()], vec![0_u32; bank.items().len()]);
        for number in 0..takers.max(1) {
            let taker = replicate.taker(0, number);
            let sat = replicate.sit(&taker, 0, Vec::new()).expect("an assessment that was checked can begin");
            for &position in &sat.items {
                given[position] += 1;
                // One that was set aside is given after all where nothing else may be: it was chosen once.
                chosen[position] += u32::from(!sat.aside[position]);
            }
            for (count, aside) in chosen.iter_mut().zip(&sat.aside) {
                *count += u32::from(*aside);
            }
        }
        let share = |count: u32| f64::from(count) / f64::from(takers.max(1));
        let greatest = given.iter().copied().map(share).fold(0.0, f64::max);
        found.greatest.push(greatest);
        let chance = 2.0 * (maximum * (1.0 - maximum) / f64::from(takers.max(1))).sqrt();
        found.settled = greatest <= maximum + chance;
        found.exposure = rule(maximum, &parameters);
        if !progress(round + 1, greatest) || found.settled {
            break;
        }
        parameters.clear();
        for (item, count) in bank.items().iter().zip(&chosen) {
            if share(*count) > maximum {
                parameters.insert(item.id.to_string(), maximum / share(*count));
            }
        }
    }
    Ok(found)
}

fn rule(maximum: f64, parameters: &BTreeMap<String, f64>) -> ExposureFile {
    ExposureFile::SympsonHetter { maximum, parameters: parameters.clone() }
}
