//! `assay bank check`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use interchange::{DirFolder, Problem};
use serde::Serialize;

use super::{print, wrong_use};

/// Commands about item banks.
#[derive(Debug, Subcommand)]
pub enum Bank {
    /// Tell everything that is wrong with item banks
    ///
    /// Each problem is a line with file, line, field, value and what was expected. Exit status: 0 all accepted (there may be
    /// warnings), 1 not all accepted, 2 wrong use.
    Check(Check),
}

/// Arguments of `assay bank check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Folders, each with a bank
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print JSON: a list with an object for each bank
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Checked {
    path: String,
    accepted: bool,
    items: Option<usize>,
    problems: Vec<Problem>,
}

impl Bank {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let Self::Check(check) = self;
        check.run()
    }
}

impl Check {
    fn run(self) -> ExitCode {
        if let Some(missing) = self.paths.iter().find(|path| !path.is_dir()) {
            return wrong_use(&format!("{} is not a folder, expected the folder of a bank", missing.display()));
        }
        let checked: Vec<Checked> = self
            .paths
            .into_iter()
            .map(|path| {
                let shown = path.display().to_string();
                let report = interchange::native::read(&DirFolder(path));
                let items = report.bank.as_ref().map(|bank| bank.file.items.len());
                Checked { path: shown, accepted: report.is_accepted(), items, problems: report.problems }
            })
            .collect();
        let all_accepted = checked.iter().all(|bank| bank.accepted);
        if self.json {
            print(&serde_json::to_string_pretty(&checked).expect("reports hold nothing that JSON cannot say"));
        } else {
            checked.iter().for_each(tell);
        }
        ExitCode::from(u8::from(!all_accepted))
    }
}

fn tell(bank: &Checked) {
    for problem in &bank.problems {
        print(&format!("{}/{problem}", bank.path.trim_end_matches('/')));
    }
    let errors = bank.problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = bank.problems.len() - errors;
    let items = bank.items.map_or_else(String::new, |items| format!(", {items} items"));
    let verdict = if bank.accepted { "accepted" } else { "not accepted" };
    print(&format!("{}: {verdict}{items}, {errors} errors, {warnings} warnings", bank.path));
}
