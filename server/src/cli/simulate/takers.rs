//! Takers drawn from populations sit a blueprint of a bank.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use api::simulation::Simulated;
use engine::simulate::{Plan, Population, Settings};

use super::{Drawn, tell, threads};
use crate::cli::{opened, print, wrong_use};
use crate::retake::retake;

impl Drawn {
    /// Runs it.
    pub fn run(self, folder: PathBuf, blueprint: &str, json: bool) -> ExitCode {
        let (bank, form) = match opened(folder, blueprint) {
            Ok(opened) => opened,
            Err(status) => return status,
        };
        if let Some(maximum) = self.calibrate_exposure {
            return self.calibrate(&form.assessment, maximum, json);
        }
        let terms = bank.micro_credential.as_ref();
        let (retake, attempts) = retake(terms.map(|terms| terms.retake), self.attempts);
        let populations = Population::usual().into_iter().chain(self.populations).collect();
        let settings = Settings { populations, retake, ..Settings::new(self.takers, self.replicates, self.seed) };
        let plan = match Plan::new(form.assessment, settings) {
            Ok(plan) => plan,
            Err(error) => return wrong_use(&error.to_string()),
        };
        let all = u64::from(self.takers) * u64::from(self.replicates) * plan.settings().populations.len() as u64;
        let mut progress = Progress::new(all);
        let threads = self.threads.map_or_else(threads::cores, usize::from);
        let tallies = threads::run(&plan, threads, |tally| progress.tell(tally.unit.takers));
        let report = plan.report(&tallies);
        if json {
            let simulated = Simulated { attempts, report };
            print(&serde_json::to_string_pretty(&simulated).expect("reports hold nothing that JSON cannot say"));
        } else {
            print(&tell::report(&report, &attempts));
        }
        ExitCode::SUCCESS
    }
}

/// Says on standard error how far it is: in place on a terminal, a line for each tenth elsewhere.
struct Progress {
    in_place: bool,
    all: u64,
    done: u64,
    last: u64,
}

impl Progress {
    fn new(all: u64) -> Self {
        Self { in_place: std::io::stderr().is_terminal(), all, done: 0, last: 0 }
    }

    fn tell(&mut self, more: u32) {
        self.done += u64::from(more);
        let Self { in_place, all, done, .. } = *self;
        let steps = if in_place { 100 } else { 10 };
        let step = done * steps / all;
        if step > self.last {
            self.last = step;
            let mut err = std::io::stderr().lock();
            let written = if in_place {
                write!(err, "\r{done} of {all} takers{}", if done == all { "\n" } else { "" })
            } else {
                writeln!(err, "{done} of {all} takers")
            };
            drop(written.and_then(|()| err.flush()));
        }
    }
}
