//! The crate `bits` (tests/wasm) natively and in Chromium: the same sessions, compared to the bit.

use crate::page::{self, File};
use crate::project::Project;
use crate::setup::WASM;
use crate::web;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::time::Duration;

const REPORT: &str = "import init, { report } from '/bits.js';
try {
  await init({ module_or_path: '/bits_bg.wasm' });
  const cases = await (await fetch('/cases.json')).text();
  await fetch('/answer', { method: 'POST', body: report(cases) });
} catch (error) {
  await fetch('/error', { method: 'POST', body: String(error) });
}";

/// Builds both sides, runs both, and compares. Returns what was compared.
pub fn compare(project: &Project, chromium: &Path) -> Result<String> {
    project.cargo(&["build", "--workspace", "--bin", "bits-native"]).watched()?;
    let native = project.program("debug", "bits-native");
    let mut cases = project.run(&native, &["cases"]);
    for bank in banks(project)? {
        cases = cases.argument(bank);
    }
    for folder in ["generated", "forms"] {
        cases = cases.argument(project.path("tests/reference/credentials").join(folder));
    }
    let folder = project.target("xtask/bits");
    let whole_tests = folder.join("whole-tests");
    std::fs::create_dir_all(&whole_tests)?;
    // The whole tests that the oracle holds against published figures are run in the browser, too.
    project.cargo(&["test", "--package", "tests", "--test", "oracle"]).environment("BITS_CASES", &whole_tests).watched()?;
    for entry in std::fs::read_dir(&whole_tests)? {
        cases = cases.argument(entry?.path());
    }
    let cases = cases.output()?;
    let file = folder.join("cases.json");
    std::fs::write(&file, &cases)?;
    let native = String::from_utf8(project.run(&native, &["report"]).argument(&file).output()?)?.trim_end().to_owned() + "\n";

    let mut files = module(project)?;
    files.push(File { path: "/cases.json".to_owned(), mime: "application/json", bytes: cases });
    files.push(script(REPORT));
    let browser = page::answer_of(chromium, &folder, &files, Duration::from_mins(5))?;
    std::fs::write(folder.join("native.txt"), &native)?;
    std::fs::write(folder.join("browser.txt"), &browser)?;
    let judged = |line: &&str| [": valid", ": invalid", ": unverifiable"].iter().any(|end| line.ends_with(end));
    let credentials = native.lines().filter(|line| !line.starts_with("  ")).filter(judged).count();
    let sessions =
        native.lines().filter(|line| !line.starts_with("  ") && !line.starts_with("assessment") && !judged(line)).count();
    let mut lines = native.lines().zip(browser.lines()).enumerate();
    if let Some((number, (here, there))) = lines.find(|(_, (here, there))| here != there) {
        bail!(
            "native and Chromium differ in line {} of {}:\n  native   {here}\n  Chromium {there}",
            number + 1,
            folder.display()
        );
    }
    if native != browser || sessions == 0 || credentials == 0 {
        bail!("native tells {} lines, Chromium {}", native.lines().count(), browser.lines().count());
    }
    Ok(format!("{sessions} sessions and {credentials} credentials, the same bits natively and in Chromium"))
}

/// The WebAssembly of `bits` and its loader, ready to be served.
pub fn module(project: &Project) -> Result<Vec<File>> {
    project.cargo(&["build", "--package", "bits", "--lib", "--target", WASM, "--profile", "wasm-release"]).watched()?;
    let module = web::bindgen(&project.target(WASM).join("wasm-release/bits.wasm"), &project.target("xtask/bindgen"))?;
    Ok(vec![
        File { path: "/bits.js".to_owned(), mime: "text/javascript", bytes: module.js },
        File { path: "/bits_bg.wasm".to_owned(), mime: "application/wasm", bytes: module.wasm },
    ])
}

/// A page that does nothing but run this module.
pub fn script(text: &str) -> File {
    let html = format!("<!doctype html><title>bits</title><script type=\"module\">{text}</script>");
    File { path: "/index.html".to_owned(), mime: "text/html", bytes: html.into_bytes() }
}

/// The folders of the item banks.
pub fn banks(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = project.path("item-banks");
    let mut banks = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.join("bank.toml").is_file() {
            banks.push(path);
        }
    }
    banks.sort();
    Ok(banks)
}
