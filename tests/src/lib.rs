//! What the tests of this package share: where things are.

use std::path::PathBuf;

/// The workspace root, wherever the tests are run from.
pub fn root() -> PathBuf {
    // Asked when the tests run: two checkouts may share a target folder, and what was compiled in one would name the other.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().unwrap_or(&package).to_owned()
}

/// Where reference values are: the folder that `REFERENCE_DIR` names (a relative one counts from the workspace root), or else the
/// project's own copy.
pub fn reference_dir() -> PathBuf {
    let own = root().join("tests/reference");
    std::env::var_os("REFERENCE_DIR").map_or(own, |given| root().join(given))
}

/// A file or folder of reference values, if that folder has it; what is not the project's own to copy may be missing.
pub fn reference(path: &str) -> Option<PathBuf> {
    let found = reference_dir().join(path);
    found.exists().then_some(found)
}
