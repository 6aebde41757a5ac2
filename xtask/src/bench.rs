//! `cargo xtask bench`: the time of one adaptive test, natively and in Chromium, against its limits.

use crate::project::Project;
use crate::{bits, chromium, page, setup, web};
use anyhow::{Context, Result, ensure};
use std::time::Duration;

/// Milliseconds a test may take natively.
const NATIVE: f64 = 0.15;

/// Milliseconds a test may take in Chromium.
const BROWSER: f64 = 0.5;

const SCRIPT: &str = "import init, { Bench } from '/bits.js';
try {
  await init({ module_or_path: '/bits_bg.wasm' });
  const bench = new Bench(), tests = 40;
  let least = Infinity;
  for (let run = 0; run < 60; run += 1) {
    const started = performance.now();
    bench.run(tests);
    least = Math.min(least, (performance.now() - started) / tests);
  }
  await fetch('/answer', { method: 'POST', body: String(least) });
} catch (error) {
  await fetch('/error', { method: 'POST', body: String(error) });
}";

/// Measures and prints; over a limit is an error.
pub fn bench(project: &Project) -> Result<()> {
    println!(
        "a test: 30 items from 1,000 3PL items by MFI at the EAP on 61 nodes, through Session; the least of 60 runs of 40 tests"
    );
    setup::wasm_target(project)?;
    project.cargo(&["build", "--release", "--package", "bits", "--bin", "bits-native"]).shown()?;
    let native = number(&project.run(project.program("release", "bits-native"), &["bench"]).output()?)?;
    print("natively", native, NATIVE);

    let chromium = chromium::find_or_install()?;
    let mut files = bits::module(project)?;
    files.push(bits::script(SCRIPT));
    let folder = project.target("xtask/bits");
    std::fs::create_dir_all(&folder)?;
    let browser = number(page::answer_of(&chromium, &folder, &files, Duration::from_mins(2))?.as_bytes())?;
    print("in Chromium", browser, BROWSER);

    let app = web::build(project)?;
    println!("{}", app.first_download());
    app.check_first_download()?;
    ensure!(native <= NATIVE && browser <= BROWSER, "a test takes longer than its limit");
    Ok(())
}

fn print(place: &str, time: f64, limit: f64) {
    println!("{place}: {time:.4} ms a test, {:.2} of the limit of {limit} ms", time / limit);
}

fn number(text: &[u8]) -> Result<f64> {
    let text = String::from_utf8_lossy(text);
    text.trim().parse().with_context(|| format!("a time was expected, not {text:?}"))
}
