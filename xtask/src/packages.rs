//! Packages of the system: looked for on the PATH, installed where that is allowed.

use crate::run::Run;
use std::path::PathBuf;

/// What a package is called where.
pub struct Names<'a> {
    /// Debian and its kin.
    pub apt: &'a [&'a str],
    /// Fedora and its kin.
    pub dnf: &'a [&'a str],
    /// macOS.
    pub brew: &'a [&'a str],
}

/// Installs the packages in the ways that this machine has, best first, and says why and how. Whether one of the ways worked.
pub fn install(why: &str, names: &Names) -> bool {
    for steps in ways(names) {
        eprintln!("      {why}: installing with `{}`", steps.last().map(ToString::to_string).unwrap_or_default());
        match steps.iter().try_for_each(|step| step.watched().map(drop)) {
            Ok(()) => return true,
            Err(error) => eprintln!("      {error:#}"),
        }
    }
    false
}

/// Where a program is.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

fn ways(names: &Names) -> Vec<Vec<Run>> {
    let may_install = if cfg!(unix) { Run::new("id", &["-u"]).output().is_ok_and(|id| id == b"0\n") } else { false };
    // `sudo -n` fails at once instead of asking for a password in the middle of a test run.
    let command =
        |words: &[&str]| if may_install { Run::new(words[0], &words[1..]) } else { Run::new("sudo", &[&["-n"], words].concat()) };
    let mut ways = Vec::new();
    if on_path("apt-get").is_some() {
        let install = ["apt-get", "install", "-y", "--no-install-recommends"];
        ways.push(vec![command(&["apt-get", "update"]), command(&[&install[..], names.apt].concat())]);
    }
    if on_path("dnf").is_some() {
        ways.push(vec![command(&[&["dnf", "install", "-y"][..], names.dnf].concat())]);
    }
    if on_path("brew").is_some() {
        ways.push(vec![Run::new("brew", &[&["install"][..], names.brew].concat())]);
    }
    ways
}
