//! `assay bank`: banks, and files of other programs, from the command line: what the tutor's page does, in the same words.

mod check;
mod convert;

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;
use interchange::open::{self, Opened};
use interchange::package::Files;
use interchange::{DirFolder, Folder, Problem};

/// Commands about item banks.
#[derive(Debug, Subcommand)]
pub enum Bank {
    /// Tell everything that is wrong with item banks and files of questions
    ///
    /// Reads a bank's folder or its zip, CSV, XLSX, GIFT, Aiken, Moodle XML, and QTI 1.2, 2 and 3. Each problem is a line with its
    /// place, what was found and what was expected. Exit status: 0 all can be taken (there may be warnings, and unsafe markup that
    /// was taken out), 1 not all of it, 2 wrong use.
    Check(check::Check),
    /// Write questions in another format
    ///
    /// IN is anything that `check` reads. OUT is a folder (a native bank), or a file whose ending says the format: .zip (native),
    /// .csv, .xlsx, .gift, .xml (Moodle XML), .qti.zip (QTI 3). What cannot be read or said is named. Exit status: 0 everything was
    /// kept, 1 something was left out or nothing was written, 2 wrong use.
    Convert(convert::Convert),
}

/// A problem as a line: where, whether it is an error or a warning, what was found and what was expected.
fn line(problem: &Problem) -> String {
    let weight = if problem.is_error() { "error" } else { "warning" };
    format!("{}: {weight}: {}", problem.place(), problem.message())
}

impl Bank {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        match self {
            Self::Check(check) => check.run(),
            Self::Convert(convert) => convert.run(),
        }
    }
}

/// The files of a bank's folder or zip, as they are.
fn files(path: &Path) -> Result<Files, String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", path.display());
    if path.is_dir() {
        let folder = DirFolder(path.to_owned());
        return folder
            .list()
            .map_err(wrong)?
            .into_iter()
            .map(|name| Ok((name.clone(), folder.read(&name).map_err(wrong)?)))
            .collect();
    }
    let bytes = std::fs::read(path).map_err(wrong)?;
    open::bank_files("bank.zip", &bytes).ok_or_else(|| format!("{} is no bank", path.display()))
}

/// Opens a path, or says why it cannot be.
fn open(path: &Path) -> Result<Opened, String> {
    if path.is_dir() {
        return Ok(open::folder(&DirFolder(path.to_owned())));
    }
    let size = std::fs::metadata(path)
        .map_err(|_| format!("{} is not there, expected the folder of a bank or a file", path.display()))?
        .len();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if size > interchange::MAX_INPUT as u64 {
        return Ok(open::too_large(&name, size));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(open::file(&name, &bytes))
}
