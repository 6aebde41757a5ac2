//! The house keeps its plan: which crate may use which, what the pure crates may reach, and which folders there are.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use tests::root;

/// What each of our packages may depend on, tests and build scripts included. "all" is for the tests.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("engine", &[]),
    ("interchange", &["engine"]),
    ("calibration", &["engine"]),
    ("credential", &[]),
    ("api", &["engine"]),
    ("server", &["engine", "interchange", "calibration", "api", "credential"]),
    // The bundles for tutors and for verifying are programs of this package beside the learner's.
    ("web", &["engine", "api", "interchange", "calibration", "credential"]),
    ("xtask", &[]),
    ("bits", &["credential", "engine", "interchange"]),
    ("fuzz", &["credential", "engine", "interchange"]),
    ("tests", &["engine", "interchange", "calibration", "api", "credential", "server", "bits"]),
];

/// Crates by which a clock, a thread pool, the system's randomness, a network or a browser would get in.
const EFFECTS: [&str; 18] = [
    "getrandom",
    "chrono",
    "time",
    "jiff",
    "web-time",
    "instant",
    "rayon",
    "tokio",
    "async-std",
    "num_cpus",
    "crossbeam",
    "js-sys",
    "web-sys",
    "wasm-bindgen",
    "axum",
    "hyper",
    "reqwest",
    "sqlx",
];

/// Top-level folders, by the words of the architecture.
const FOLDERS: [&str; 11] =
    ["api", "calibration", "credential", "docs", "engine", "interchange", "item-banks", "server", "tests", "web", "xtask"];

/// Folders that are made, never committed.
const MADE: [&str; 4] = ["target", "dist", "data", "node_modules"];

#[test]
fn each_package_uses_only_what_the_architecture_lets_it_use() {
    let used = dependencies_among_ours();
    for (package, uses) in &used {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| name == package) else {
            panic!("package \"{package}\" has no place in the architecture: give it one in {}", file!());
        };
        for other in uses {
            assert!(allowed.contains(&other.as_str()), "{package} depends on {other}; it may depend on {allowed:?}");
        }
    }
    assert!(used.contains_key("engine"), "cargo metadata names our packages");
}

#[test]
fn nothing_depends_on_the_tests_or_on_the_commands() {
    for (package, uses) in dependencies_among_ours() {
        for outermost in ["tests", "xtask", "web"] {
            assert!(!uses.contains(outermost), "{package} depends on {outermost}");
        }
        assert!(package == "tests" || !uses.contains("bits"), "{package} depends on bits");
    }
}

#[test]
fn the_engine_reaches_no_clock_no_thread_no_system_and_no_network() {
    let reached =
        cargo(&["tree", "--package", "engine", "--edges", "normal,build", "--prefix", "none", "--format", "{p}", "--offline"]);
    let reached: BTreeSet<&str> = reached.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(reached.contains("engine"), "cargo tree lists the package itself");
    let effects: Vec<&&str> = EFFECTS.iter().filter(|name| reached.contains(**name)).collect();
    assert!(effects.is_empty(), "engine reaches {effects:?}");
}

#[test]
fn the_top_level_folders_are_those_of_the_plan() {
    for entry in std::fs::read_dir(root()).expect("the workspace can be listed") {
        let entry = entry.expect("the workspace can be listed");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') && !MADE.contains(&name.as_str()) {
            assert!(FOLDERS.contains(&name.as_str()), "the folder {name} has no place in the architecture");
        }
    }
}

/// Each of our packages, and those of ours that it depends on in any way.
fn dependencies_among_ours() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("cargo metadata lists packages");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a package and a dependency have a name").to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name).collect();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("a package lists its dependencies");
            // A package of ours may share its name with one from a registry; ours have a path.
            let uses = dependencies.iter().filter(|used| used["path"].is_string()).map(name);
            (name(package), uses.filter(|used| ours.contains(used)).collect())
        })
        .collect()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "cargo {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}
