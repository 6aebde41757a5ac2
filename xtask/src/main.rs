//! The project's commands: `cargo xtask serve | test | bits | bench | fuzz | dist | web`.
//!
//! Everything a fresh machine needs beside Rust itself is set up from here, and each step says what it is doing. The
//! commands need no installed tool: wasm-bindgen runs in this process, a browser is looked for before one is installed.

mod bench;
mod bits;
mod chromium;
mod dist;
mod packages;
mod page;
mod project;
mod python;
mod run;
mod serve;
mod setup;
mod test;
mod web;

use anyhow::Result;
use project::Project;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  serve [ARGUMENTS]   set up, build everything and run `assay serve ARGUMENTS` (`serve --help` lists them)
  test [--quick]      everything that must hold; --quick leaves out npm, Python and the browser
  bits                the same sessions natively and in Chromium, compared to the bit
  bench               time of a test, natively and in Chromium, against its limits
  fuzz [--seconds N] [TARGET…]
                      changed files for every reader of files, 30 seconds each
  dist                one release binary with the web app inside, in dist/
  web [--fast]        only the web app, into web/dist; --fast: large and soon, to look at pages

The environment: REFERENCE_DIR, reference values for the tests (default: ../shared/reference when it is there);
CHROMIUM, the browser to test with; CARGO_TARGET_DIR as for cargo; SCREENSHOTS=1 renews docs/screenshots.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["serve", ..] => on_project(|project| serve::serve(project, &arguments[1..])),
        ["test"] => on_project(|project| test::test(project, test::Extent::Full)),
        ["test", "--quick"] => on_project(|project| test::test(project, test::Extent::Quick)),
        ["bits"] => on_project(|project| {
            println!("{}", setup::wasm_target(project)?);
            println!("{}", bits::compare(project, &chromium::find_or_install()?)?);
            Ok(())
        }),
        ["bench"] => on_project(bench::bench),
        ["fuzz", ..] => on_project(|project| fuzz(project, &words[1..])),
        ["dist"] => on_project(dist::dist),
        ["web", "--fast"] => on_project(|project| print_web(project, web::build_fast)),
        ["web"] => on_project(|project| print_web(project, web::build)),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [] => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
        unknown => {
            eprintln!("`cargo xtask {}` is not a command\n\n{USAGE}", unknown.join(" "));
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// In release: a reader is tried some ten times as often.
fn fuzz(project: &Project, arguments: &[&str]) -> Result<()> {
    let mut run = project.cargo(&["run", "--quiet", "--release", "--package", "fuzz", "--"]);
    for argument in arguments {
        run = run.argument(argument);
    }
    run.shown()
}

fn print_web(project: &Project, build: fn(&Project) -> Result<web::App>) -> Result<()> {
    println!("{}", setup::wasm_target(project)?);
    build(project).map(|app| app.print())
}

fn on_project(command: impl FnOnce(&Project) -> Result<()>) -> Result<()> {
    command(&Project::find()?)
}
