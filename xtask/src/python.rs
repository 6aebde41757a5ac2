//! The judges in Python: an environment of its own in the target folder, with the packages that `tests/credential` names.

use crate::packages::{self, Names, on_path};
use crate::project::Project;
use crate::run::Run;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The oldest Python that the judges' packages run on.
const OLDEST: (u32, u32) = (3, 11);
/// What the packages are, with their digests.
const REQUIREMENTS: &str = "tests/credential/requirements.txt";

/// Makes the environment as the requirements say, unless it is there already. Returns what was done.
pub fn judges(project: &Project) -> Result<String> {
    let folder = project.target("judges");
    let requirements = std::fs::read_to_string(project.path(REQUIREMENTS)).context(REQUIREMENTS)?;
    let python = with_environments()?;
    let version = version(&python)?;
    let record = folder.join(".installed-from");
    let wanted = format!("{version}\n{requirements}");
    let inside = interpreter(&folder);
    if inside.is_file() && std::fs::read_to_string(&record).is_ok_and(|installed| installed == wanted) {
        return Ok(format!("{version}; {REQUIREMENTS} is installed in {}", folder.display()));
    }
    Run::new(&python, &["-m", "venv", "--clear"]).argument(&folder).watched()?;
    Run::new(&inside, &["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r"])
        .argument(project.path(REQUIREMENTS))
        .watched()?;
    std::fs::write(record, wanted)?;
    Ok(format!("{version}; {REQUIREMENTS} was installed in {}", folder.display()))
}

/// A Python that can make environments: one that is there, or the system's package.
fn with_environments() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let names = Names { apt: &["python3", "python3-venv"], dnf: &["python3"], brew: &["python"] };
    if packages::install("no Python with the modules venv and ensurepip", &names)
        && let Some(found) = find()
    {
        return Ok(found);
    }
    let (major, minor) = OLDEST;
    bail!(
        "Python {major}.{minor} or newer with its modules venv and ensurepip is needed for this step \
         (`cargo xtask test --quick` does without)"
    )
}

fn find() -> Option<PathBuf> {
    let able = |python: &PathBuf| {
        let new_enough = format!("import sys, venv, ensurepip; sys.exit(sys.version_info < {OLDEST:?})");
        Run::new(python, &["-c", &new_enough]).output().is_ok()
    };
    ["python3", "python"].into_iter().filter_map(on_path).find(able)
}

fn version(python: &Path) -> Result<String> {
    Ok(String::from_utf8(Run::new(python, &["--version"]).output()?)?.trim().to_owned())
}

fn interpreter(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
