//! The command line.

mod bank;
pub mod credential;
mod demo;
pub mod explain;
mod keys;
mod serve;
mod simulate;
mod staff;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Parser, Subcommand};
use interchange::DirFolder;
use interchange::native::NativeBank;

use crate::catalogue::{Form, form};

/// Adaptive assessment that ends in a verifiable micro-credential.
#[derive(Debug, Parser)]
#[command(name = "assay", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web app, sealed assessments and badges
    ///
    /// Prints the address, and until there is a tutor the set-up link and a class code for each specimen. The log goes to
    /// standard error, as JSON where that is no terminal; `ASSAY_LOG=debug` says more. SIGTERM stops it in good order.
    Serve(serve::Serve),
    /// Work with item banks
    #[command(subcommand)]
    Bank(bank::Bank),
    /// Simulate takers of an assessment, to see lengths, bias and false awards before any learner does
    ///
    /// With BANK, takers are drawn: from N(cut,1), N(cut-1,1) and N(cut-0.5,0.7), and from each --population. In each replicate of
    /// the bank every provisional difficulty is drawn anew, with its own and the shared error. Rates are told as median and 95th
    /// percentile over replicates. Whoever is not awarded tries again as the micro-credential's retake rule allows.
    ///
    /// With --responses, takers whose answers to all items are on record sit a test of --length items: what an adaptive test would
    /// have asked them, and found. Both tables are CSV with a header: the bank's columns are id,a,b,c,d (D = 1), the responses have
    /// a column for each item and a row of 0 and 1 for each taker. The prior is N(0,1), and the test begins at 0.
    ///
    /// The same seed gives the same figures, however many threads there are. Exit status: 0 done, 1 the input is not accepted,
    /// 2 wrong use.
    Simulate(simulate::Simulate),
    /// Say why each item of a session came, and why it went on or stopped
    Explain(explain::Explain),
    /// Work with the accounts of those who run assessments
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Fill a fresh install with simulated learners, or remove them again
    Demo(demo::Demo),
    /// Work with the keys that sign credentials
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Work with credentials
    #[command(subcommand)]
    Credential(credential::Credential),
}

/// Exit status for wrong use: arguments that name nothing, or a standard output that cannot be written. clap exits with the same for
/// arguments it cannot read.
const WRONG_USE: u8 = 2;

/// Whether standard output took less than was printed.
static UNWRITTEN: AtomicBool = AtomicBool::new(false);

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let status = match Cli::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Bank(bank) => bank.run(),
        Command::Simulate(simulate) => simulate.run(),
        Command::Explain(explain) => explain.run(),
        Command::Staff(staff) => staff.run(),
        Command::Demo(demo) => demo.run(),
        Command::Keys(keys) => keys.run(),
        Command::Credential(credential) => credential.run(),
    };
    if UNWRITTEN.load(Ordering::Relaxed) { ExitCode::from(WRONG_USE) } else { status }
}

fn wrong_use(message: &str) -> ExitCode {
    eprintln!("assay: {message}");
    ExitCode::from(WRONG_USE)
}

/// A bank's folder, and the form of one of its blueprints; or, once what is wrong was said, the exit status.
fn opened(folder: PathBuf, blueprint: &str) -> Result<(NativeBank, Form), ExitCode> {
    if !folder.is_dir() {
        return Err(wrong_use(&format!("{} is not a folder, expected the folder of a bank", folder.display())));
    }
    let name = folder.display().to_string();
    let report = interchange::native::read(&DirFolder(folder));
    let Some(bank) = report.bank else {
        for problem in report.problems.iter().filter(|problem| problem.is_error()) {
            eprintln!("{name}/{problem}");
        }
        eprintln!("assay: the bank is not accepted");
        return Err(ExitCode::FAILURE);
    };
    if !bank.blueprints.iter().any(|known| known.id == blueprint) {
        let all: Vec<&str> = bank.blueprints.iter().map(|known| known.id.as_str()).collect();
        return Err(wrong_use(&format!("there is no blueprint \"{blueprint}\", expected one of: {}", all.join(", "))));
    }
    let form = form(&name, &bank, blueprint).map_err(|problems| {
        for problem in problems {
            eprintln!("{problem}");
        }
        ExitCode::FAILURE
    })?;
    Ok((bank, form))
}

/// Writes to standard output. Whoever reads it may have gone, as with `| head`; any other error is told once, and decides the exit
/// status.
fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
        && !UNWRITTEN.swap(true, Ordering::Relaxed)
    {
        eprintln!("assay: standard output: {error}");
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn describes_itself_without_contradiction() {
        super::Cli::command().debug_assert();
    }
}
