//! What a fresh machine lacks, brought in or asked for in one sentence.

use crate::project::Project;
use crate::run::Run;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The target that the web app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The oldest Node.js that the tests' packages run on.
const NODE: u32 = 20;

/// Makes sure that Rust can compile to WebAssembly. Returns what was done.
pub fn wasm_target(project: &Project) -> Result<String> {
    if has_wasm_target(project)? {
        return Ok(format!("{WASM} is installed"));
    }
    let rustup = project.run("rustup", &["target", "add", WASM]);
    rustup.watched().with_context(|| {
        format!(
            "the Rust target {WASM} is missing; with rustup, `rustup target add {WASM}`; else install your system's package of it"
        )
    })?;
    if !has_wasm_target(project)? {
        bail!("rustup added {WASM}, but the rustc in use does not see it");
    }
    Ok(format!("{WASM} was added"))
}

fn has_wasm_target(project: &Project) -> Result<bool> {
    let sysroot = project.run("rustc", &["--print", "sysroot"]).output().context("rustc")?;
    let sysroot = String::from_utf8(sysroot)?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib").is_dir())
}

/// Makes sure that Node.js is there and new enough. Returns its version.
pub fn node() -> Result<String> {
    let wanted = format!("Node.js {NODE} or newer, with npm, is needed for this step (`cargo xtask test --quick` does without)");
    let version = String::from_utf8(Run::new("node", &["--version"]).output().with_context(|| wanted.clone())?)?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(version.trim().to_owned()),
        _ => bail!("{wanted}; this one is {}", version.trim()),
    }
}

/// Installs the npm packages of a folder exactly as its lock file says, unless that was done already. Returns what was done.
pub fn npm_packages(project: &Project, folder: &str) -> Result<String> {
    let folder: PathBuf = project.path(folder);
    let lock = std::fs::read(folder.join("package-lock.json")).context("package-lock.json")?;
    // npm writes no record of which lock file it installed from, so we keep one.
    let record = folder.join("node_modules/.installed-from");
    if std::fs::read(&record).is_ok_and(|installed| installed == lock) {
        return Ok("as in package-lock.json".to_owned());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Run::new(npm, &["ci", "--no-fund", "--no-audit"]).folder(&folder).watched()?;
    std::fs::create_dir_all(folder.join("node_modules"))?;
    std::fs::write(record, lock)?;
    Ok("installed".to_owned())
}
