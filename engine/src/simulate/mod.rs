//! Seeded simulated examinees through the real session loop: how a blueprint works before any learner sees it.
//!
//! In each replicate of the bank every provisional difficulty is drawn once, from N(b + δ, b_sd²) with one δ ~ N(0, bank_sd²) for
//! all of them: the curves that answer are those, while the session goes by the stated ones. Who is a master is drawn with them where
//! a standard states that its cut is not known exactly. Takers come from [`Population`]s.
//!
//! A [`Plan`] falls into units that know nothing of each other. Whoever has threads shares them out, a worker in a browser runs one
//! after another and tells how far it is; the report adds them up in their order, so that the same settings give the same figures to
//! the bit wherever and however they were run. Where exposure control goes by what others were given, a unit is a whole replicate of a
//! population, whose sessions follow one another.
//!
//! ```
//! use engine::simulate::{Plan, Settings};
//! # let (bank, blueprint) = engine::doc_example();
//! # let bank = std::sync::Arc::new(bank.restricted_to(blueprint.pool).check().unwrap());
//! # let assessment = std::sync::Arc::new(engine::Assessment::new(bank, &blueprint).unwrap());
//! let plan = Plan::new(assessment, Settings::new(20, 2, 1))?;
//! let tallies: Vec<_> = (0..plan.units()).map(|number| plan.run(number)).collect();
//! let report = plan.report(&tallies);
//! assert_eq!(report.populations[0].takers, 40);
//! # Ok::<(), engine::simulate::Error>(())
//! ```

pub mod classification;
pub mod exposure;
mod figure;
mod population;
pub mod recorded;
mod report;
mod settings;
pub mod stated;
pub mod summary;
mod taker;
mod tally;
pub mod trajectory;

use std::sync::Arc;

pub use figure::Figure;
pub use population::{Population, PopulationError};
pub use report::{
    Classification, Conditional, ExposureFigures, ItemExposure, Length, PopulationReport, Report, RetestReport, VerdictFigures,
};
pub use settings::{Error, Retake, Settings};
pub use tally::{ABILITIES, Ability, BIN, Tally, Unit, Verdicts};

use crate::assessment::Assessment;
use crate::bank::Item;
use crate::blueprint::file::ExposureFile;
use crate::outcome::Verdict;
use crate::score::{Answer, Score};
use crate::theta::Theta;
use taker::{RETEST, Replicate};

/// Takers in a unit: enough to be worth handing to a thread, few enough that progress is seen.
const TAKERS_IN_A_UNIT: u32 = 100;

/// A simulation made ready.
#[derive(Debug)]
pub struct Plan {
    assessment: Arc<Assessment>,
    settings: Settings,
    /// For each item an answer that earns each category, from 0 up.
    answers: Vec<Vec<Answer>>,
    /// For each item the place among the bank's sets of the one with which it is scored as one response.
    testlets: Vec<Option<usize>>,
    /// The cut scores at which takers are classified; the first is the pass mark.
    cuts: Vec<Theta>,
}

impl Plan {
    /// Checks the settings.
    ///
    /// # Errors
    /// If there is nothing to simulate.
    pub fn new(assessment: Arc<Assessment>, settings: Settings) -> Result<Self, Error> {
        let positive = |setting, value: u32| {
            if value > 0 { Ok(()) } else { Err(Error { setting, value: value.to_string(), expected: "at least 1" }) }
        };
        positive("takers", settings.takers)?;
        positive("replicates", settings.replicates)?;
        positive("attempts", settings.retake.limit())?;
        if settings.populations.is_empty() {
            return Err(Error { setting: "populations", value: "none".to_owned(), expected: "at least one" });
        }
        let bank = assessment.bank();
        let answers = bank.items().iter().map(answers).collect();
        let mut testlets = vec![None; bank.items().len()];
        for (number, set) in bank.sets().iter().enumerate().filter(|(_, set)| set.curve.is_some()) {
            for &position in &set.items {
                testlets[position] = Some(number);
            }
        }
        let standard = &assessment.blueprint().standard;
        let cuts = std::iter::once(standard.cut).chain(standard.levels.iter().map(|level| level.cut)).collect();
        Ok(Self { assessment, settings, answers, testlets, cuts })
    }

    /// What is simulated.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// On what.
    pub fn assessment(&self) -> &Arc<Assessment> {
        &self.assessment
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.settings.populations.len() * self.settings.replicates as usize * self.parts()
    }

    /// Units of one population in one replicate.
    fn parts(&self) -> usize {
        self.settings.takers.div_ceil(self.takers_in_a_unit()) as usize
    }

    fn takers_in_a_unit(&self) -> u32 {
        match self.assessment.selector.exposure() {
            Some(ExposureFile::Restricted { .. } | ExposureFile::Eligibility { .. }) => self.settings.takers,
            _ => TAKERS_IN_A_UNIT,
        }
    }

    /// What a unit holds: all of a population's replicates one after another, then the next population.
    pub fn unit(&self, number: usize) -> Unit {
        let (of, part) = (number / self.parts(), number % self.parts());
        let replicates = self.settings.replicates as usize;
        let first = part as u32 * self.takers_in_a_unit();
        let takers = self.takers_in_a_unit().min(self.settings.takers - first);
        Unit { number, population: of / replicates, replicate: (of % replicates) as u32, first, takers }
    }

    /// Runs a unit, `number` from 0 to one below [`Plan::units`].
    ///
    /// Nothing but the plan and the number enters.
    pub fn run(&self, number: usize) -> Tally {
        let unit = self.unit(number);
        let mut replicate = Replicate::new(self, unit.replicate);
        let bank = self.assessment.bank();
        let mut tally = Tally::new(
            unit,
            bank.items().len(),
            self.assessment.blueprint().length.maximum.min(bank.items().len()),
            self.cuts.len(),
        );
        for taker_number in unit.first..unit.first + unit.takers {
            let taker = replicate.taker(unit.population, taker_number);
            let first = replicate.sit(&taker, 0, Vec::new()).expect("an assessment that was checked can begin");
            tally.add_first(taker.theta, &self.cuts, &replicate.cuts, &first);

            if self.settings.retest_every > 0 && taker_number % self.settings.retest_every == 0 {
                let second = replicate.sit(&taker, RETEST, Vec::new()).expect("as the first");
                tally.retest.add(first.verdict, second.verdict);
            }

            let Retake { unseen_items_only, .. } = self.settings.retake;
            let (mut attempts, mut last, mut out_of_items) = (1, first.verdict, false);
            let mut seen = first.items;
            while last != Verdict::Achieved && attempts < self.settings.retake.limit() {
                let exclusions =
                    if unseen_items_only { seen.iter().map(|&item| bank.items()[item].id.clone()).collect() } else { Vec::new() };
                let Some(again) = replicate.sit(&taker, attempts, exclusions) else {
                    out_of_items = true;
                    break;
                };
                seen.extend(again.items);
                last = again.verdict;
                attempts += 1;
            }
            tally.add_last(taker.theta, self.cuts[0], replicate.cuts[0], last, (attempts, out_of_items));
        }
        tally
    }
}

/// An answer for each category that the item's model has.
fn answers(item: &Item) -> Vec<Answer> {
    (0..item.model.categories()).map(|category| item.answer_of(Score::new(category as u8))).collect()
}
