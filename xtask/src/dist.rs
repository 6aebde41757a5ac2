//! `cargo xtask dist`: one program to hand to somebody without Rust.

use crate::project::Project;
use crate::{setup, web};
use anyhow::{Context, Result};

/// Builds the release program with the web app inside and puts it into `dist/`.
pub fn dist(project: &Project) -> Result<()> {
    println!("[1/3] the WebAssembly target");
    println!("      {}", setup::wasm_target(project)?);
    println!("[2/3] the web app");
    let app = web::build(project)?;
    app.print();
    app.check_first_download()?;
    println!("[3/3] the server, optimised");
    project.cargo(&["build", "--release", "--package", "server", "--bin", "assay"]).shown()?;
    let built = project.program("release", "assay");
    let folder = project.path("dist");
    std::fs::create_dir_all(&folder)?;
    let program = folder.join(built.file_name().context("a program has a name")?);
    std::fs::copy(&built, &program).with_context(|| format!("{} to {}", built.display(), program.display()))?;
    let size = std::fs::metadata(&program)?.len();
    println!("{}: {:.1} MB, the web app inside", program.display(), size as f64 / 1e6);
    Ok(())
}
