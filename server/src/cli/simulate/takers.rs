//! Takers drawn from populations sit a blueprint of a bank.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use engine::simulate::{Plan, Population, Report, Retake, Settings};
use interchange::DirFolder;
use interchange::native::NativeBank;
use serde::Serialize;

use super::{Drawn, tell, threads};
use crate::catalogue::form;
use crate::cli::{print, wrong_use};

/// What is printed as JSON.
#[derive(Serialize)]
struct Printed<'a> {
    /// Which attempts were simulated, in words.
    attempts: &'a str,
    #[serde(flatten)]
    report: &'a Report,
}

impl Drawn {
    /// Runs it.
    pub fn run(self, folder: PathBuf, blueprint: &str, json: bool) -> ExitCode {
        if !folder.is_dir() {
            return wrong_use(&format!("{} is not a folder, expected the folder of a bank", folder.display()));
        }
        let name = folder.display().to_string();
        let report = interchange::native::read(&DirFolder(folder));
        let Some(bank) = report.bank else {
            for problem in report.problems.iter().filter(|problem| problem.is_error()) {
                eprintln!("{name}/{problem}");
            }
            eprintln!("assay: the bank is not accepted");
            return ExitCode::FAILURE;
        };
        if !bank.blueprints.iter().any(|known| known.id == blueprint) {
            let all: Vec<&str> = bank.blueprints.iter().map(|known| known.id.as_str()).collect();
            return wrong_use(&format!("there is no blueprint \"{blueprint}\", expected one of: {}", all.join(", ")));
        }
        let form = match form(&name, &bank, blueprint) {
            Ok(form) => form,
            Err(problems) => {
                for problem in problems {
                    eprintln!("{problem}");
                }
                return ExitCode::FAILURE;
            }
        };
        if let Some(maximum) = self.calibrate_exposure {
            return self.calibrate(&form.assessment, maximum, json);
        }
        let (retake, rule) = self.retake(&bank);
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
            let printed = Printed { attempts: &rule, report: &report };
            print(&serde_json::to_string_pretty(&printed).expect("reports hold nothing that JSON cannot say"));
        } else {
            print(&tell::report(&report, &rule));
        }
        ExitCode::SUCCESS
    }

    /// Which attempts there are, and why, in words.
    fn retake(&self, bank: &NativeBank) -> (Retake, String) {
        let terms = bank.micro_credential.as_ref().map(|terms| terms.retake);
        let unseen_items_only = terms.is_some_and(|terms| terms.unseen_items_only);
        let retake = Retake { unseen_items_only, attempts: self.attempts };
        let limit = match self.attempts {
            Some(1) => "one attempt".to_owned(),
            Some(attempts) => format!("at most {attempts} attempts, as asked"),
            None if unseen_items_only => "as many attempts as unseen items allow".to_owned(),
            None => format!("at most {} attempts, by default", Retake::USUAL),
        };
        let rule = match (terms, unseen_items_only) {
            (None, _) => "there is no credential.toml with a retake rule: items may be given again",
            (_, true) => "credential.toml gives only unseen items again",
            (_, false) => "credential.toml lets items be given again",
        };
        (retake, format!("{limit}; {rule}; none after an award"))
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
