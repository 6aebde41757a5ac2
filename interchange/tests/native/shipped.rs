//! The banks that come with the project are read without a single remark.

use std::path::Path;

use interchange::{DirFolder, native};

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../item-banks").join(name);
    let report = native::read(&DirFolder(folder));
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
    assert!(report.is_accepted());
}

#[test]
fn reads_the_sample_bank() {
    check("sample");
}

#[test]
fn reads_the_software_development_bank() {
    check("software-development");
}
