//! Where samples come from: the corpora of item formats and of credentials, and the project's own banks and badges.

use std::path::{Path, PathBuf};

/// A file to change.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Whole.
    pub bytes: Vec<u8>,
}

/// No sample is larger: what is slow to read once is slow to read a million times.
const LARGEST: u64 = 60_000;

/// The samples of a target: files with these endings, below the folders that it is about.
pub fn samples(target: &str, endings: &[&str]) -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    if target == "html" {
        return HTML.iter().map(|text| Sample { bytes: text.as_bytes().to_vec() }).collect();
    }
    let reference = std::env::var_os("REFERENCE_DIR").map_or_else(|| root.join("tests/reference"), PathBuf::from);
    let from = match target {
        "native" | "definition" => root.join("item-banks"),
        "case" => root.join("interchange/tests/case"),
        _ if target.starts_with("credential-") => reference.join("credentials"),
        _ => reference.join("item-formats"),
    };
    let mut files = Vec::new();
    list(&from, &mut files);
    files.sort();
    let mut samples: Vec<Sample> = files
        .into_iter()
        .filter(|path| {
            let name = path.to_string_lossy();
            endings.iter().any(|ending| name.ends_with(&format!(".{ending}")))
                && path.metadata().is_ok_and(|meta| meta.len() <= LARGEST)
        })
        .filter_map(|path| Some(Sample { bytes: std::fs::read(path).ok()? }))
        .collect();
    samples.extend(crate::credential::own(target));
    if samples.is_empty() {
        samples.push(Sample { bytes: b"x".to_vec() });
    }
    samples
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

const HTML: &[&str] = &[
    "<p>One <b>two</b> <a href=\"https://a.example\">three</a></p><ul><li>x</li></ul>",
    "<table><tr><td style=\"width:1px\">a</td></tr></table><img src=\"x.png\" alt=\"y\">",
    "<math><mfrac><mi>a</mi><mn>2</mn></mfrac><annotation-xml encoding=\"text/html\"><p>x</p></annotation-xml></math>",
    "<svg onload=alert(1)><foreignObject><script>alert(1)</script></foreignObject></svg>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
];
