//! `assay bank check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use interchange::open::Opened;
use interchange::{Problem, Verdict, native, report};
use serde_json::{Value, json};

use super::line;
use crate::cli::{print, wrong_use};

/// Arguments of `assay bank check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Folders of banks, files, and definitions that stand before their banks (.toml)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print JSON: an object, or a list with an object for each path where there are several
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(self) -> ExitCode {
        let mut opened = Vec::new();
        for path in self.paths {
            match Checked::of(&path) {
                Ok(one) => opened.push((path.display().to_string(), one)),
                Err(wrong) => return wrong_use(&wrong),
            }
        }
        let all_taken = opened.iter().all(|(_, one)| is_taken(one.verdict()));
        if self.json {
            let mut reports: Vec<Value> = opened.iter().map(|(path, opened)| object(path, opened)).collect();
            let printed = if let [_] = reports[..] { reports.remove(0) } else { Value::Array(reports) };
            print(&serde_json::to_string_pretty(&printed).expect("reports hold nothing that JSON cannot say"));
        } else {
            for (path, opened) in &opened {
                tell(path, opened);
            }
        }
        ExitCode::from(u8::from(!all_taken))
    }
}

/// What a path was.
enum Checked {
    /// A bank, or a file of questions.
    Questions(Box<Opened>),
    /// A definition that stands before its bank.
    Definition(Vec<Problem>),
}

impl Checked {
    fn of(path: &Path) -> Result<Self, String> {
        if path.extension().is_none_or(|extension| extension != "toml") || path.is_dir() {
            return super::open(path).map(Box::new).map(Self::Questions);
        }
        let wrong = |error: std::io::Error| format!("{}: {error}", path.display());
        let size = std::fs::metadata(path).map_err(wrong)?.len();
        if size > interchange::MAX_FILE {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let expected = format!("at most {} bytes", interchange::MAX_FILE);
            return Ok(Self::Definition(vec![
                Problem::error(name, None, "file", format!("{size} bytes"), expected).code("too-large"),
            ]));
        }
        let bytes = std::fs::read(path).map_err(wrong)?;
        Ok(Self::Definition(native::planned(&path.file_name().unwrap_or_default().to_string_lossy(), &bytes).1))
    }

    fn verdict(&self) -> Verdict {
        match self {
            Self::Questions(opened) => opened.verdict(),
            Self::Definition(problems) if problems.iter().any(Problem::is_error) => Verdict::Reject,
            Self::Definition(_) => Verdict::Accept,
        }
    }

    fn problems(&self) -> &[Problem] {
        match self {
            Self::Questions(opened) => opened.problems(),
            Self::Definition(problems) => problems,
        }
    }

    fn format(&self) -> &'static str {
        match self {
            Self::Questions(opened) => opened.format().title(),
            Self::Definition(_) => "definition of a micro-credential",
        }
    }
}

fn is_taken(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Accept | Verdict::AcceptSanitised)
}

fn object(path: &str, checked: &Checked) -> Value {
    let verdict = checked.verdict();
    let (format, items) = match checked {
        Checked::Questions(opened) => (json!(opened.format()), opened.questions().iter().map(report::item).collect()),
        Checked::Definition(_) => (json!("definition"), Vec::new()),
    };
    json!({
        "path": path,
        "format": format,
        "verdict": verdict,
        "accepted": is_taken(verdict),
        "items": items,
        "problems": checked.problems(),
    })
}

fn tell(path: &str, checked: &Checked) {
    // Problems name files inside a folder or a package; a lone file is its own place.
    let inside = matches!(checked, Checked::Questions(opened) if matches!(**opened, Opened::Native(_)));
    for problem in checked.problems() {
        let line = line(problem);
        print(&if inside { format!("{}/{line}", path.trim_end_matches('/')) } else { line });
    }
    let errors = checked.problems().iter().filter(|problem| problem.is_error()).count();
    let warnings = checked.problems().len() - errors;
    let verdict = match checked.verdict() {
        Verdict::Accept => "accepted",
        Verdict::AcceptSanitised => "accepted, unsafe markup taken out",
        Verdict::Partial => "accepted in part",
        Verdict::Reject => "not accepted",
    };
    let items = match checked {
        Checked::Questions(opened) => format!("{} items, ", opened.questions().len()),
        Checked::Definition(_) => String::new(),
    };
    print(&format!("{path}: {}, {verdict}, {items}{errors} errors, {warnings} warnings", checked.format()));
}
