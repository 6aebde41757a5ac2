//! What the tests of this package share: where things are.

use std::path::{Path, PathBuf};

/// The workspace root, wherever the tests are run from.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// A file or folder of reference values, if this machine has them.
///
/// `REFERENCE_DIR` says where they are; a relative one counts from the workspace root. Without it, `../shared/reference`
/// beside the workspace is used when it is there. A test without its reference values says so and passes.
pub fn reference(path: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("REFERENCE_DIR") {
        Some(given) => root().join(given),
        None => root().join("../shared/reference"),
    };
    let found = folder.join(path);
    if found.exists() {
        Some(found)
    } else {
        eprintln!("no reference values {path} on this machine");
        None
    }
}
