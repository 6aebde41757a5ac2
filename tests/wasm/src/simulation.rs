//! What `cargo xtask bench` measures of simulations: 10,000 takers of the benchmark's test, their answers drawn by the models.

use crate::synthetic;
use anyhow::{Result, anyhow};
use engine::Assessment;
use engine::simulate::{Plan, Population, Settings, Tally};
use std::sync::Arc;

/// Takers in a measured run.
pub const TAKERS: u32 = 10_000;

/// The plan, which is what a page would make once.
#[derive(Debug)]
pub struct Simulation(Plan);

impl Simulation {
    /// Makes bank and plan: takers from N(cut, 1), one attempt each.
    ///
    /// # Errors
    /// None in practice: the bank is synthetic and sound.
    pub fn new() -> Result<Self> {
        let bank = synthetic::bank(1000, 1, 0.0, 0.0, 9).check().map_err(|problems| anyhow!("{problems:?}"))?;
        let assessment = Assessment::new(Arc::new(bank), &synthetic::plain(30)).map_err(|problems| anyhow!("{problems:?}"))?;
        let settings =
            Settings { populations: vec![Population::around_cut(0.0, 1.0)], retest_every: 0, ..Settings::new(TAKERS, 1, 1) };
        Ok(Self(Plan::new(Arc::new(assessment), settings)?))
    }

    /// The units, for whoever shares them out.
    pub fn units(&self) -> usize {
        self.0.units()
    }

    /// Runs one.
    pub fn run_unit(&self, number: usize) -> Tally {
        self.0.run(number)
    }

    /// All of it: the report's root mean square error, so that no step can be left out by a compiler.
    pub fn rmse(&self, tallies: &[Tally]) -> f64 {
        let report = self.0.report(tallies);
        report.populations.first().and_then(|population| population.rmse.value).unwrap_or(f64::NAN)
    }

    /// Runs every unit here, one after another.
    pub fn run(&self) -> f64 {
        let tallies: Vec<Tally> = (0..self.units()).map(|number| self.run_unit(number)).collect();
        self.rmse(&tallies)
    }
}
