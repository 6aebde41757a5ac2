//! A Chromium to test with: one that is there, or the system's package.

use crate::packages::{self, on_path};
use crate::run::Run;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// No sandbox because tests run as root in containers and open only our own pages on loopback; the others keep a
/// browser without a network from looking for one.
pub const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const PLACES: [&str; 5] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/snap/bin/chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// The browser named by `CHROMIUM`, else one found on this machine, else the system's package, installed now.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CHROMIUM") {
        let given = PathBuf::from(given);
        return if given.is_file() { Ok(given) } else { bail!("CHROMIUM={}: there is no such file", given.display()) };
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    let names = packages::Names { apt: &["chromium", "fonts-dejavu-core"], dnf: &["chromium"], brew: &["--cask", "chromium"] };
    if packages::install("no Chromium found", &names) {
        return find().context("Chromium was installed, but is not on the PATH; name it in CHROMIUM");
    }
    bail!("no Chromium: install Chromium or Chrome and run this again, or name its program in the variable CHROMIUM")
}

/// Starts a browser without a window on one page, with a profile of its own in `profile`, which must be empty or absent.
pub fn open(chromium: &Path, profile: &Path, url: &str) -> Result<Child> {
    let mut profile_flag = std::ffi::OsString::from("--user-data-dir=");
    profile_flag.push(profile);
    Run::new(chromium, &FLAGS)
        .argument(profile_flag)
        .argument(url)
        .command()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("{} cannot be run", chromium.display()))
}

fn find() -> Option<PathBuf> {
    NAMES.into_iter().find_map(on_path).or_else(|| PLACES.into_iter().map(PathBuf::from).find(|place| place.is_file()))
}
