//! `assay bank convert`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use engine::bank::Pool;
use interchange::open::Opened;
use interchange::package::{self, Files};
use interchange::write::native::{self, NewBank, Settings};
use interchange::write::{self, Content, Written};
use interchange::{Problem, slug};

use super::line;
use crate::cli::{print, wrong_use};

/// Arguments of `assay bank convert`.
#[derive(Debug, Args)]
pub struct Convert {
    /// A bank's folder or a file of questions
    #[arg(value_name = "IN")]
    from: PathBuf,
    /// A folder for a native bank, or a file
    #[arg(value_name = "OUT")]
    to: PathBuf,
    /// The format of OUT, where its ending does not say it
    #[arg(long, value_enum)]
    format: Option<Kind>,
    /// Write over what is there
    #[arg(long)]
    force: bool,
    /// Of a new bank: its stable name, as nz.example.queues
    #[arg(long)]
    id: Option<String>,
    /// Of a new bank: the language of its items
    #[arg(long, default_value = "en")]
    lang: String,
    /// Of a new bank: what the author of the questions allows, by its SPDX name
    #[arg(long, default_value = "LicenseRef-unstated")]
    licence: String,
    /// Of a new bank: the outcome of questions that name none
    #[arg(long)]
    outcome: Option<String>,
    /// Of a new bank: items are for practice; otherwise they are for credit
    #[arg(long)]
    practice: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Native,
    Csv,
    Xlsx,
    Gift,
    MoodleXml,
    Qti3,
}

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let ends = |ending: &str| name.ends_with(ending);
        Some(match () {
            () if ends(".qti.zip") || ends(".qti3.zip") => Self::Qti3,
            () if ends(".zip") || !name.contains('.') || path.is_dir() => Self::Native,
            () if ends(".csv") => Self::Csv,
            () if ends(".xlsx") => Self::Xlsx,
            () if ends(".gift") || ends(".gift.txt") => Self::Gift,
            () if ends(".xml") => Self::MoodleXml,
            () => return None,
        })
    }

    /// What a file of this format says.
    fn write(self, content: &Content<'_>) -> Written {
        match self {
            Self::Native => Written::default(),
            Self::Csv => write::csv::write(content),
            Self::Xlsx => write::xlsx::write(content),
            Self::Gift => write::gift::write(content),
            Self::MoodleXml => write::moodle::write(*content),
            Self::Qti3 => write::qti3::write(*content),
        }
    }
}

impl Convert {
    pub(super) fn run(self) -> ExitCode {
        let Some(kind) = self.format.or_else(|| Kind::of(&self.to)) else {
            let expected = "a folder, .zip, .csv, .xlsx, .gift, .xml or .qti.zip, or --format";
            return wrong_use(&format!("{} does not say its format, expected {expected}", self.to.display()));
        };
        let taken = if self.to.is_dir() {
            std::fs::read_dir(&self.to).is_ok_and(|mut files| files.next().is_some())
        } else {
            self.to.exists()
        };
        if taken && !self.force {
            return wrong_use(&format!("{} is there already, expected a new name, or --force", self.to.display()));
        }
        let opened = match super::open(&self.from) {
            Ok(opened) => opened,
            Err(wrong) => return wrong_use(&wrong),
        };
        let name = self.from.file_stem().unwrap_or_default().to_string_lossy();
        let title = opened.title().unwrap_or(&name).to_owned();
        let questions = opened.questions();
        let mut problems: Vec<Problem> = opened.problems().to_vec();
        let broken = kind == Kind::Native && matches!(&opened, Opened::Native(report) if !report.is_accepted());
        let why = if questions.is_empty() {
            Some("there is no question that can be taken")
        } else {
            // What else names an item of the bank would name nothing.
            broken.then_some("a bank is copied whole, and this one has errors")
        };
        if let Some(why) = why {
            tell(&problems);
            print(&format!("{}: nothing was written: {why}", self.to.display()));
            return ExitCode::FAILURE;
        }
        let media = opened.media();
        let content = Content { title: &title, questions: &questions, media: &media };
        let read_errors = problems.iter().any(Problem::is_error);
        let (stored, left_out) = if kind == Kind::Native {
            match self.native(&opened, &content, &name) {
                Ok((files, left_out)) => (store_bank(&self.to, &files), left_out),
                Err(wrong) => return wrong_use(&wrong),
            }
        } else {
            let written = kind.write(&content);
            (std::fs::write(&self.to, written.bytes), written.left_out)
        };
        let lost = read_errors || !left_out.is_empty();
        problems.extend(left_out);
        tell(&problems);
        if let Err(error) = stored {
            print(&format!("{}: {error}", self.to.display()));
            return ExitCode::FAILURE;
        }
        let kept = if lost { ", what is named above left out or changed" } else { "" };
        print(&format!("{}: {} items read{kept}", self.to.display(), questions.len()));
        ExitCode::from(u8::from(lost))
    }

    /// The files of a native bank: a bank's own as they are, a new bank around questions of another program.
    fn native(&self, opened: &Opened, content: &Content<'_>, name: &str) -> Result<(Files, Vec<Problem>), String> {
        if let Opened::Native(_) = opened {
            return Ok((super::files(&self.from)?, Vec::new()));
        }
        let outcome = self.outcome.as_deref().unwrap_or("imported");
        let pool = if self.practice { Pool::Practice } else { Pool::Credit };
        let settings = Settings { pool, outcome, ..Settings::default() };
        let imported = native::items(content.questions, content.media, opened.problems(), &settings);
        let id = slug(self.id.as_deref().unwrap_or(name)).to_lowercase();
        let bank = NewBank {
            id: if id.is_empty() { "imported" } else { &id },
            title: content.title,
            lang: &self.lang,
            licence: &self.licence,
            outcomes: &[],
            source: name,
            format: opened.format().title(),
        };
        Ok((native::files_of(&imported, &bank), imported.problems))
    }
}

/// Writes a bank as a folder or as its zip.
fn store_bank(to: &Path, files: &Files) -> std::io::Result<()> {
    if to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
        return std::fs::write(to, package::pack(files));
    }
    for (path, content) in files {
        let file = to.join(path);
        std::fs::create_dir_all(file.parent().unwrap_or(to))?;
        std::fs::write(file, content)?;
    }
    Ok(())
}

fn tell(problems: &[Problem]) {
    for problem in problems {
        print(&line(problem));
    }
}
