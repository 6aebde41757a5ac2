//! `cargo xtask bench`: the time of one adaptive test, of a simulation and of a first verification, natively and in Chromium, against
//! their limits.

use crate::page::File;
use crate::project::Project;
use crate::{bits, chromium, page, setup, web};
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::time::Duration;

/// One thing that is measured, with what it may take.
struct Measure {
    what: &'static str,
    /// The command of `bits-native` that prints its time.
    command: &'static str,
    /// A module for Chromium that makes `time` from what `bits.js` exports.
    script: &'static str,
    unit: &'static str,
    native: f64,
    browser: f64,
}

const MEASURES: [Measure; 3] = [
    Measure {
        what: "a test: 30 items from 1,000 3PL items by MFI at the EAP on 61 nodes, through Session; the least of 60 runs of 40 tests",
        command: "bench",
        script: "const bench = new bits.Bench(), tests = 40, time = least(60, () => bench.run(tests)) / tests;",
        unit: "ms a test",
        native: 0.02,
        browser: 0.06,
    },
    Measure {
        what: "that bank made ready: every check, the digest, selection and decision; the least of 20 runs",
        command: "prepare",
        script: "const bank = new bits.Prepare(), time = least(20, () => bank.run());",
        unit: "ms",
        native: 10.0,
        browser: 20.0,
    },
    Measure {
        what: "a simulation: 10,000 takers of that test with their report, natively on all cores, in Chromium on one; the least of 10 runs",
        command: "simulation",
        script: "const simulation = new bits.Simulation(), time = least(10, () => simulation.run()) / 1000;",
        unit: "s",
        native: 0.3,
        browser: 1.5,
    },
];

/// Measures and prints; over a limit is an error.
pub fn bench(project: &Project) -> Result<()> {
    setup::wasm_target(project)?;
    project.cargo(&["build", "--release", "--package", "bits", "--bin", "bits-native"]).shown()?;
    let chromium = chromium::find_or_install()?;
    let module = bits::module(project)?;
    let mut within = true;
    for measure in &MEASURES {
        println!("{}", measure.what);
        let native = number(&project.run(project.program("release", "bits-native"), &[measure.command]).output()?)?;
        within &= measure.holds("natively", native, measure.native);
        let browser = in_chromium(project, &chromium, &module, measure.script)?;
        within &= measure.holds("in Chromium", browser, measure.browser);
    }

    within &= verification(project, &chromium, &module)?;

    println!("a step of such a test in banks of 1,000, 10,000 and 100,000 items, natively, in microseconds");
    print!("{}", String::from_utf8_lossy(&project.run(project.program("release", "bits-native"), &["growth"]).output()?));
    let app = web::build(project)?;
    println!("{}", app.first_download());
    app.check_first_download()?;
    import(project, &chromium)?;
    ensure!(within, "something takes longer than its limit");
    Ok(())
}

/// A badge verified for the first time: in a process, and in a page, that did nothing before.
fn verification(project: &Project, chromium: &Path, module: &[File]) -> Result<bool> {
    let first = Measure {
        what: "a badge verified for the first time, in a new process and in a new page once its module is loaded; the least of 20 and of 6",
        command: "verification",
        script: "const started = performance.now(); bits.verification(); const time = performance.now() - started;",
        unit: "ms",
        native: 3.0,
        browser: 60.0,
    };
    println!("{}", first.what);
    let mut native = f64::INFINITY;
    for _ in 0..20 {
        native = native.min(number(&project.run(project.program("release", "bits-native"), &[first.command]).output()?)?);
    }
    let mut browser = f64::INFINITY;
    for _ in 0..6 {
        browser = browser.min(in_chromium(project, chromium, module, first.script)?);
    }
    Ok(first.holds("natively", native, first.native) & first.holds("in Chromium", browser, first.browser))
}

/// 5,000 questions dropped on a tutor's page, in Chromium: printed, as the machine's other work weighs more on it than on the rest.
fn import(project: &Project, chromium: &Path) -> Result<()> {
    println!("5,000 questions, from the drop to the review before anything is stored; the least of 3 runs");
    project.cargo(&["build", "--release", "--package", "server", "--bin", "assay"]).shown()?;
    setup::npm_packages(project, "tests/journeys")?;
    project
        .run("node", &["bench/import.js"])
        .folder(&project.path("tests/journeys"))
        .environment("ASSAY", project.program("release", "assay"))
        .environment("CHROMIUM", chromium)
        .shown()
}

impl Measure {
    /// Prints, and says whether it is fast enough.
    fn holds(&self, place: &str, time: f64, limit: f64) -> bool {
        let unit = self.unit;
        println!("  {place}: {time:.4} {unit}, {:.2} of the limit of {limit} {unit}", time / limit);
        time <= limit
    }
}

/// The `time` that a script comes to.
fn in_chromium(project: &Project, chromium: &Path, module: &[File], script: &str) -> Result<f64> {
    let page = format!(
        "import * as bits from '/bits.js';
function least(runs, run) {{
  let least = Infinity;
  for (let n = 0; n < runs; n += 1) {{
    const started = performance.now();
    run();
    least = Math.min(least, performance.now() - started);
  }}
  return least;
}}
try {{
  await bits.default({{ module_or_path: '/bits_bg.wasm' }});
  {script}
  await fetch('/answer', {{ method: 'POST', body: String(time) }});
}} catch (error) {{
  await fetch('/error', {{ method: 'POST', body: String(error) }});
}}"
    );
    let mut files = module.to_vec();
    files.push(bits::script(&page));
    let folder = project.target("xtask/bits");
    std::fs::create_dir_all(&folder)?;
    number(page::answer_of(chromium, &folder, &files, Duration::from_mins(2))?.as_bytes())
}

fn number(text: &[u8]) -> Result<f64> {
    let text = String::from_utf8_lossy(text);
    text.trim().parse().with_context(|| format!("a time was expected, not {text:?}"))
}
