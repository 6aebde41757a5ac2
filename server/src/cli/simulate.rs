//! `assay simulate`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use engine::simulate::{Figure, Report, Settings, simulate};
use interchange::DirFolder;

use super::{print, wrong_use};
use crate::catalogue::form;

/// Arguments of `assay simulate`.
///
/// Takers come from N(cut, 1); in each replicate of the bank every provisional difficulty is drawn anew, with its own and the
/// shared error. The same seed gives the same figures. Exit status: 0 done, 1 the bank is not accepted, 2 wrong use.
#[derive(Debug, Args)]
pub struct Simulate {
    /// Folder of the bank
    #[arg(value_name = "BANK")]
    bank: PathBuf,
    /// Id of one of its blueprints
    #[arg(long, value_name = "NAME")]
    blueprint: String,
    /// Takers in each replicate of the bank
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    takers: u32,
    /// Replicates of the bank
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Where chance comes from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Simulate {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        if !self.bank.is_dir() {
            return wrong_use(&format!("{} is not a folder, expected the folder of a bank", self.bank.display()));
        }
        let name = self.bank.display().to_string();
        let report = interchange::native::read(&DirFolder(self.bank));
        let Some(bank) = report.bank else {
            for problem in report.problems.iter().filter(|problem| problem.is_error()) {
                eprintln!("{name}/{problem}");
            }
            eprintln!("assay: the bank is not accepted");
            return ExitCode::FAILURE;
        };
        if !bank.blueprints.iter().any(|blueprint| blueprint.id == self.blueprint) {
            let all: Vec<&str> = bank.blueprints.iter().map(|blueprint| blueprint.id.as_str()).collect();
            return wrong_use(&format!("there is no blueprint \"{}\", expected one of: {}", self.blueprint, all.join(", ")));
        }
        let form = match form(&name, &bank, &self.blueprint) {
            Ok(form) => form,
            Err(problems) => {
                for problem in problems {
                    eprintln!("{problem}");
                }
                return ExitCode::FAILURE;
            }
        };
        let settings = Settings { takers: self.takers, replicates: self.replicates, seed: self.seed };
        let mut progress = Progress::new();
        let report = simulate(&form.assessment, &settings, &mut |done, all| progress.tell(done, all));
        let Some(report) = report else { return ExitCode::FAILURE };
        if self.json {
            print(&serde_json::to_string_pretty(&report).expect("reports hold nothing that JSON cannot say"));
        } else {
            tell(&report);
        }
        ExitCode::SUCCESS
    }
}

/// Says on standard error how far it is: in place on a terminal, a line for each tenth elsewhere.
struct Progress {
    in_place: bool,
    last: u64,
}

impl Progress {
    fn new() -> Self {
        Self { in_place: std::io::stderr().is_terminal(), last: 0 }
    }

    fn tell(&mut self, done: u64, all: u64) -> bool {
        let steps = if self.in_place { 100 } else { 10 };
        let step = done * steps / all.max(1);
        if step > self.last || done == all {
            self.last = step;
            let mut err = std::io::stderr().lock();
            let written = if self.in_place {
                write!(err, "\r{done} of {all} takers{}", if done == all { "\n" } else { "" })
            } else {
                writeln!(err, "{done} of {all} takers")
            };
            drop(written.and_then(|()| err.flush()));
        }
        true
    }
}

fn tell(report: &Report) {
    let figure = |figure: &Figure, scale: f64| match (figure.value, figure.standard_error) {
        (Some(value), Some(error)) => format!("{:.2} ± {:.2}", value * scale, error * scale),
        (Some(value), None) => format!("{:.2}", value * scale),
        (None, _) => "none".to_owned(),
    };
    let length = &report.length;
    print(&format!(
        "items               {:.1} on average, {} to {}, half at most {}",
        length.mean, length.minimum, length.maximum, length.median
    ));
    for (reason, share) in &report.reasons {
        let name = serde_json::to_value(reason).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        print(&format!("  stopped by        {:.1} % {name}", share * 100.0));
    }
    print(&format!("bias                {} logits", figure(&report.bias, 1.0)));
    print(&format!("RMSE                {} logits", figure(&report.rmse, 1.0)));
    print(&format!("awarded             {} % of takers", figure(&report.awarded, 100.0)));
    print(&format!("false awards        {} % of awards", figure(&report.false_awards, 100.0)));
    print(&format!("masters awarded     {} % of those above the cut", figure(&report.masters_awarded, 100.0)));
    print(&format!("too close to call   {} % of takers", figure(&report.undecided, 100.0)));
    let unused = report.exposure.iter().filter(|(_, share)| *share == 0.0).count();
    if let Some((item, share)) = report.exposure.first() {
        print(&format!("most used item      {item}, in {:.0} % of sessions; {unused} items never used", share * 100.0));
    }
}
