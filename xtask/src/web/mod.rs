//! The web app: programs compiled to WebAssembly and the files of `web/static`, under hashed names in `web/dist`.

mod assets;
mod bindgen;
mod compress;

use crate::project::Project;
use crate::run::Run;
use crate::setup::WASM;
use anyhow::{Context, Result, bail, ensure};
use assets::Assets;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use bindgen::bindgen;

/// What a learner may have to download before the first question, in bytes of brotli.
const FIRST_DOWNLOAD_LIMIT: usize = 250_000;

/// What a build made.
#[derive(Debug)]
pub struct App {
    folder: PathBuf,
    files: usize,
    /// Name before hashing and brotli size of what a learner downloads first, largest first.
    first_download: Vec<(String, usize)>,
}

impl App {
    /// Prints where it is and what a learner downloads first.
    pub fn print(&self) {
        println!("      {} files in {}", self.files, self.folder.display());
        println!("      {}", self.first_download());
    }

    /// One line: what a learner downloads up to the first question.
    pub fn first_download(&self) -> String {
        let parts: Vec<String> =
            self.first_download.iter().map(|(name, size)| format!("{name} {:.1}", *size as f64 / 1e3)).collect();
        let (sum, limit) = (self.sum() as f64 / 1e3, FIRST_DOWNLOAD_LIMIT as f64 / 1e3);
        format!("a learner's first download: {sum:.1} KB of at most {limit:.0} KB brotli ({})", parts.join(", "))
    }

    /// An error if the learner's first download is over its limit.
    pub fn check_first_download(&self) -> Result<()> {
        ensure!(self.sum() <= FIRST_DOWNLOAD_LIMIT, "{}", self.first_download());
        Ok(())
    }

    fn sum(&self) -> usize {
        self.first_download.iter().map(|(_, size)| size).sum()
    }
}

/// How much time a build may take for a small download.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// All that it needs: what is tested and given out.
    Full,
    /// Little: to look at pages that one is working on.
    Fast,
}

impl Effort {
    fn profile(self) -> &'static str {
        match self {
            Self::Full => "wasm-release",
            Self::Fast => "wasm-fast",
        }
    }
}

/// Builds everything into `web/dist`, showing cargo's own progress.
pub fn build(project: &Project) -> Result<App> {
    compile(project).shown()?;
    assemble(project, Effort::Full)
}

/// The same in a hurry.
pub fn build_fast(project: &Project) -> Result<App> {
    compile_with(project, Effort::Fast).shown()?;
    assemble(project, Effort::Fast)
}

/// The bundles: every program of the crate `web`.
fn bundles(project: &Project) -> Result<BTreeSet<String>> {
    let mut bundles = BTreeSet::new();
    for entry in std::fs::read_dir(project.path("web/src/bin")).context("web/src/bin")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            bundles.insert(path.file_stem().and_then(|stem| stem.to_str()).context("web/src/bin")?.to_owned());
        }
    }
    Ok(bundles)
}

/// The cargo command that compiles the bundles.
pub fn compile(project: &Project) -> Run {
    compile_with(project, Effort::Full)
}

fn compile_with(project: &Project, effort: Effort) -> Run {
    project.cargo(&["build", "--package", "web", "--bins", "--target", WASM, "--profile", effort.profile()])
}

/// Makes `web/dist` of the compiled bundles and the static files. What has not changed is not written again.
pub fn assemble(project: &Project, effort: Effort) -> Result<App> {
    let mut given = BTreeMap::new();
    for bundle in bundles(project)? {
        let wasm = project.target(WASM).join(effort.profile()).join(format!("{bundle}.wasm"));
        let module = bindgen(&wasm, &project.target("xtask/bindgen"))?;
        given.insert(format!("{bundle}.js"), module.js);
        given.insert(format!("{bundle}_bg.wasm"), module.wasm);
    }
    let written_by_hand = read_folder(&project.path("web/static"))?;
    if let Some(name) = written_by_hand.keys().find(|name| given.contains_key(*name)) {
        bail!("web/static/{name}: the bundles have a file of that name");
    }
    let assets = Assets::new(given, &written_by_hand).context("web/static")?;

    let cache = project.target(if effort == Effort::Full { "xtask/compressed" } else { "xtask/compressed-fast" });
    let (mut files, mut first_download) = (BTreeMap::new(), Vec::new());
    let first = assets.reached_from("index.html");
    for (name, file) in assets.files() {
        let compressed = compress::compressed(&file.bytes, &cache, effort == Effort::Full).with_context(|| name.clone())?;
        if first.contains(name) {
            first_download.push((name.clone(), compressed.brotli.len()));
        }
        files.insert(format!("{}.br", file.path), compressed.brotli);
        files.insert(format!("{}.gz", file.path), compressed.gzip);
        files.insert(file.path.clone(), file.bytes.clone());
    }
    first_download.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let folder = project.path("web/dist");
    write_folder(&folder, &files)?;
    Ok(App { folder, files: assets.files().len(), first_download })
}

/// All files below `folder`: path relative to it with `/`, and content.
fn read_folder(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let names = list(folder).with_context(|| folder.display().to_string())?;
    names.into_iter().map(|name| Ok((name.clone(), std::fs::read(folder.join(&name)).context(name)?))).collect()
}

/// Makes `folder` hold exactly `files`.
fn write_folder(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        let path = folder.join(name);
        if std::fs::read(&path).is_ok_and(|old| old == *bytes) {
            continue;
        }
        std::fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    for old in list(folder)?.difference(&files.keys().cloned().collect()) {
        std::fs::remove_file(folder.join(old))?;
    }
    Ok(())
}

fn list(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().ok().context("a file name that is not Unicode")?;
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            names.extend(list(&entry.path())?.into_iter().map(|below| format!("{name}/{below}")));
        } else {
            names.insert(name);
        }
    }
    Ok(names)
}
