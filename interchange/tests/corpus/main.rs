//! Every file of the corpus, held against what a right reader finds in it (`tests/reference/item-formats/README.md`).
//!
//! `REFERENCE_DIR` names the folder that holds `item-formats`; unset, the project's own copy is read, which holds what was made for it.
//! `CORPUS=gift/` runs only paths that contain that. Formats that Assay names and refuses are held to the refusal.

mod compare;
mod hostile;
mod scoring;

use std::path::{Path, PathBuf};

use serde_json::Value;

fn corpus() -> PathBuf {
    let reference = std::env::var_os("REFERENCE_DIR").map(PathBuf::from);
    reference.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference")).join("item-formats")
}

fn wanted(path: &str) -> bool {
    std::env::var("CORPUS").map_or(true, |part| path.contains(&part))
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn finds_in_every_file_what_a_right_reader_finds() {
    let corpus = corpus();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&corpus)
        .unwrap()
        .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).into_iter().flatten())
        .map(|file| file.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".expected.json"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no expectations in {}", corpus.display());
    let mut differences = Vec::new();
    let mut read = 0;
    for file in files {
        let expected = json(&file);
        let path = PathBuf::from(file.to_string_lossy().trim_end_matches(".expected.json"));
        let shown = path.strip_prefix(&corpus).unwrap().to_string_lossy().into_owned();
        if wanted(&shown) {
            read += 1;
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let reading = interchange::read(&name, &std::fs::read(&path).unwrap());
            differences.extend(
                compare::file(&shown, &expected, &reading).into_iter().map(|difference| format!("{shown}: {difference}")),
            );
        }
    }
    println!("{read} files, {} differences", differences.len());
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}
