//! The bank that docs/BANK-FORMAT.md writes out: the examples are the fixture, so that they cannot go stale.

use std::collections::BTreeMap;
use std::path::Path;

use interchange::native;

/// Files by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every code block of the document whose fence names a file after the language.
pub fn documented() -> Files {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/BANK-FORMAT.md");
    let text = std::fs::read_to_string(path).expect("docs/BANK-FORMAT.md is part of the project");
    let mut files = Files::new();
    let mut open: Option<(String, String, String)> = None;
    for line in text.lines() {
        if let Some((fence, name, content)) = &mut open {
            if line == fence {
                files.insert(std::mem::take(name), std::mem::take(content).into_bytes());
                open = None;
            } else {
                content.push_str(line);
                content.push('\n');
            }
        } else if let Some((language, name)) = line.strip_prefix("```").and_then(|rest| rest.split_once(' ')) {
            let fence = "`".repeat(3 + language.len() - language.trim_start_matches('`').len());
            open = Some((fence, name.to_owned(), String::new()));
        }
    }
    files
}

/// The documented bank with one replacement in one file.
pub fn with(file: &str, from: &str, to: &str) -> Files {
    let mut files = documented();
    let text = String::from_utf8(files[file].clone()).expect("the examples are text");
    assert!(text.contains(from), "{file} holds {from:?}");
    files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
    files
}

/// What is said about some files, line by line.
pub fn said(files: &Files) -> Vec<String> {
    native::read(files).problems.iter().map(ToString::to_string).collect()
}
