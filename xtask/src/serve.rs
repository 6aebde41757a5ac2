//! `cargo xtask serve`: from a fresh clone to a running server.

use crate::project::Project;
use crate::{setup, web};
use anyhow::Result;
use std::path::Path;

/// Sets up, builds the web app and the server, and runs `assay serve` with `arguments`.
pub fn serve(project: &Project, arguments: &[String]) -> Result<()> {
    println!("[1/4] the WebAssembly target");
    println!("      {}", setup::wasm_target(project)?);
    println!("[2/4] the web app (a first build takes some minutes)");
    web::build(project)?.print();
    println!("[3/4] the server");
    project.cargo(&["build", "--workspace", "--bin", "assay"]).shown()?;
    println!("[4/4] assay serve {}", arguments.join(" "));
    let mut run = project.run(project.program("debug", "assay"), &["serve"]);
    if !gives(arguments, "--banks") && Path::new(&project.path("item-banks")).is_dir() {
        run = run.argument("--banks").argument(project.path("item-banks"));
    }
    for argument in arguments {
        run = run.argument(argument);
    }
    run.instead()
}

fn gives(arguments: &[String], flag: &str) -> bool {
    arguments.iter().any(|argument| argument == flag || argument.strip_prefix(flag).is_some_and(|rest| rest.starts_with('=')))
}
