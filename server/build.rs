//! Makes the folder of the built web app where it is missing, so that a fresh clone compiles without one.

use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/dist");
    std::fs::create_dir_all(&folder).expect("the folder web/dist can be made");
    println!("cargo::rerun-if-changed=../web/dist");
}
