//! Where things are: the workspace root, cargo's target folder, the reference values.

use crate::run::Run;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folders that every command needs, all absolute.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
    reference: Option<PathBuf>,
}

impl Project {
    /// Looks the folders up once.
    pub fn find() -> Result<Self> {
        // Asked now: two checkouts may share a target folder, and what was compiled in one would name the other.
        let package =
            std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().context("xtask lies in the workspace")?.canonicalize()?;
        // Asked in the folder that the command was given in: a relative CARGO_TARGET_DIR counts from there.
        let metadata = std::process::Command::new(cargo())
            .args(["metadata", "--format-version", "1", "--no-deps", "--manifest-path"])
            .arg(root.join("Cargo.toml"))
            .output()
            .context("cargo metadata")?;
        anyhow::ensure!(metadata.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&metadata.stderr));
        let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).context("cargo metadata")?;
        let target = metadata["target_directory"].as_str().context("cargo metadata names no target_directory")?.into();
        let reference = match std::env::var_os("REFERENCE_DIR") {
            Some(given) => Some(root.join(given)),
            None => root.join("../shared/reference").canonicalize().ok(),
        };
        Ok(Self { root, target, reference })
    }

    /// A path in the workspace.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path in cargo's target folder.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// The reference values, if there are any on this machine.
    pub fn reference(&self) -> Option<&Path> {
        self.reference.as_deref()
    }

    /// A native program that cargo has built for `profile` (`debug`, `release`).
    pub fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A command run in the workspace root, with this project's target folder and reference values.
    pub fn run(&self, program: impl Into<OsString>, arguments: &[&str]) -> Run {
        let mut run = Run::new(program, arguments).folder(&self.root).environment("CARGO_TARGET_DIR", &self.target);
        if let Some(reference) = &self.reference {
            run = run.environment("REFERENCE_DIR", reference);
        }
        run
    }

    /// The same for cargo.
    pub fn cargo(&self, arguments: &[&str]) -> Run {
        self.run(cargo(), arguments)
    }
}

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
