//! `cargo xtask test`: everything that must hold, step by step. The first step that fails is shown whole and ends the run.

use crate::project::Project;
use crate::run::Run;
use crate::setup::WASM;
use crate::{bits, chromium, python, setup, web};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How much is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Without npm, without Python and without a browser.
    Quick,
    /// Everything.
    Full,
}

/// Folders of the tests' npm packages: the independent verifier, and the journeys.
const NPM: [&str; 2] = ["tests/credential", "tests/journeys"];

/// Runs the steps and prints what each took.
pub fn test(project: &Project, extent: Extent) -> Result<()> {
    let mut steps = Steps::new(if extent == Extent::Full { 13 } else { 8 });
    match project.reference() {
        Some(reference) => println!("reference values: {}", reference.display()),
        None => println!("no reference values on this machine: tests that need them say so and pass"),
    }
    let result = run(project, extent, &mut steps);
    steps.print();
    result
}

fn run(project: &Project, extent: Extent, steps: &mut Steps) -> Result<()> {
    let full = extent == Extent::Full;
    steps.step("WebAssembly target", || setup::wasm_target(project))?;
    steps.step("formatting", || quiet(&project.cargo(&["fmt", "--all", "--check"])))?;
    steps.step("lints", || quiet(&project.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])))?;
    steps.step("lints for WebAssembly", || {
        quiet(&project.cargo(&[
            "clippy",
            "--package",
            "web",
            "--package",
            "bits",
            "--lib",
            "--bins",
            "--target",
            WASM,
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    if full {
        steps.step("npm packages", || {
            let node = setup::node()?;
            let done: Vec<String> = NPM
                .into_iter()
                .filter(|folder| project.path(folder).join("package.json").is_file())
                .map(|folder| Ok(format!("{folder} {}", setup::npm_packages(project, folder)?)))
                .collect::<Result<_>>()?;
            Ok(format!("Node.js {node}; {}", done.join(", ")))
        })?;
        steps.step("judges in Python", || python::judges(project))?;
    }
    let mut counts = Counts::default();
    steps.step("tests and doc tests", || {
        let mut tests = project.cargo(&["test", "--workspace", "--no-fail-fast"]);
        if full {
            // The verifiers' packages are there now: their tests must run, not pass for want of them.
            tests = tests.environment("ASSAY_TEST_NODE", "1").environment("ASSAY_TEST_PYTHON", "1");
        }
        counts = Counts::read(&tests.watched()?);
        Ok(counts.to_string())
    })?;
    steps.step("documentation", || {
        quiet(&project.cargo(&["doc", "--workspace", "--no-deps"]).environment("RUSTDOCFLAGS", "-D warnings"))
    })?;
    steps.step("web app", || {
        web::compile(project).watched()?;
        let app = web::assemble(project, web::Effort::Full)?;
        app.check_first_download()?;
        Ok(app.first_download())
    })?;
    steps.step("item banks", || {
        project.cargo(&["build", "--workspace", "--bin", "assay"]).watched()?;
        let banks = bits::banks(project)?;
        let mut check = project.run(project.program("debug", "assay"), &["bank", "check"]);
        for bank in &banks {
            check = check.argument(bank);
        }
        check.watched()?;
        Ok(format!("{} checked", banks.len()))
    })?;
    if full {
        let mut browser = PathBuf::new();
        steps.step("Chromium", || {
            browser = chromium::find_or_install()?;
            Ok(browser.display().to_string())
        })?;
        steps.step("the same bits in Chromium", || bits::compare(project, &browser))?;
        steps.step("journeys in Chromium", || {
            let journeys = Run::new("node", &["--test", "--test-reporter=spec", "journeys/"])
                .folder(&project.path("tests/journeys"))
                .environment("CHROMIUM", &browser)
                .environment("ASSAY", project.program("debug", "assay"));
            let journeys = Counts::read(&journeys.watched()?);
            if journeys.passed == 0 {
                bail!("no journey ran");
            }
            counts.add(journeys);
            Ok(journeys.to_string())
        })?;
    }
    println!("\n{counts}");
    Ok(())
}

fn quiet(run: &Run) -> Result<String> {
    run.watched().map(|_| String::new())
}

/// The steps done so far.
struct Steps {
    of: usize,
    started: Instant,
    done: Vec<(&'static str, Duration, bool)>,
}

impl Steps {
    fn new(of: usize) -> Self {
        Self { of, started: Instant::now(), done: Vec::new() }
    }

    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<String>) -> Result<()> {
        println!("[{}/{}] {name}", self.done.len() + 1, self.of);
        let started = Instant::now();
        let result = work();
        self.done.push((name, started.elapsed(), result.is_ok()));
        let said = result.map_err(|error| error.context(format!("step \"{name}\"")))?;
        if !said.is_empty() {
            println!("      {said}");
        }
        Ok(())
    }

    fn print(&self) {
        println!();
        for (name, took, passed) in &self.done {
            println!("{:<7}{:>7.1} s  {name}", if *passed { "passed" } else { "FAILED" }, took.as_secs_f64());
        }
        println!("{:<7}{:>7.1} s", "in all", self.started.elapsed().as_secs_f64());
    }
}

/// How many tests ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
}

impl Counts {
    /// From what cargo test (`test result: ok. 3 passed; 0 failed; …`) and Node's test runner (`ℹ pass 3`) print.
    fn read(text: &str) -> Self {
        let mut counts = Self::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split([' ', ';']).filter(|word| !word.is_empty()).collect();
            if line.starts_with("test result: ") {
                for pair in words.windows(2) {
                    match (pair[0].parse::<usize>(), pair[1]) {
                        (Ok(number), "passed") => counts.passed += number,
                        (Ok(number), "failed") => counts.failed += number,
                        _ => {}
                    }
                }
            } else if let [_, "pass", number] = words.as_slice() {
                counts.passed += number.parse().unwrap_or(0);
            } else if let [_, "fail", number] = words.as_slice() {
                counts.failed += number.parse().unwrap_or(0);
            }
        }
        counts
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_both_runners_print() {
        let cargo = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s\n\
                     test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        assert_eq!(Counts::read(cargo), Counts { passed: 15, failed: 2 });
        assert_eq!(Counts::read("ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 0"), Counts { passed: 4, failed: 1 });
    }
}
