//! Credentials with known verdicts, judged natively and in a browser: every finding of both must be the same, and the verdict the one
//! that the manifest names.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result, ensure};
use credential::{Expected, Finding, Kind, Verdict, did_web_location, examine};
use serde::{Deserialize, Serialize};

/// One credential, and what is at hand when it is judged.
#[derive(Debug, Serialize, Deserialize)]
pub struct Judged {
    /// What the manifest calls it.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// When it is looked at.
    pub now: String,
    /// Documents by URL.
    pub documents: BTreeMap<String, String>,
    /// The kind that it must be, where one is asked for.
    pub kind: Option<String>,
    /// Whose it must be, as `emailAddress=a@example.org`, where somebody is asked for.
    pub identifier: Option<String>,
    /// `valid` or `invalid`.
    pub expect: String,
}

#[derive(Deserialize)]
struct Manifest {
    cases: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    name: String,
    file: String,
    now: String,
    expect: String,
    #[serde(default)]
    urls: BTreeMap<String, String>,
    #[serde(default)]
    did_docs: Vec<String>,
    expect_kind: Option<String>,
    known_identifier: Option<String>,
}

/// The cases of a manifest, whose files `read` finds.
///
/// # Errors
/// A manifest that is none, or a file that is not there.
pub fn of_manifest(manifest: &[u8], read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<Vec<Judged>> {
    let text = |file: &str| Ok::<_, anyhow::Error>(String::from_utf8(read(file)?)?);
    let manifest: Manifest = serde_json::from_slice(manifest)?;
    let case = |entry: Entry| {
        let mut documents = BTreeMap::new();
        for (url, file) in entry.urls {
            documents.insert(url, text(&file)?);
        }
        for file in &entry.did_docs {
            let text = text(file)?;
            let document: serde_json::Value = serde_json::from_str(&text)?;
            let id = document["id"].as_str().with_context(|| format!("{file} has no id"))?.to_owned();
            documents.insert(did_web_location(&id).unwrap_or(id), text);
        }
        let (kind, identifier) = (entry.expect_kind, entry.known_identifier);
        let bytes = read(&entry.file)?;
        Ok(Judged { name: entry.name, bytes, now: entry.now, documents, kind, identifier, expect: entry.expect })
    };
    manifest.cases.into_iter().map(case).collect()
}

/// The verdict and every finding.
///
/// # Errors
/// A verdict that is not the one the manifest names.
pub fn tell(case: &Judged) -> Result<String> {
    let identifier = case.identifier.as_deref().and_then(|known| known.split_once('='));
    let expected = Expected {
        kind: case.kind.as_deref().and_then(Kind::of_name),
        id: None,
        identifier: identifier.map(|(kind, value)| (kind.to_owned(), value.to_owned())),
    };
    let report = examine(&case.bytes, &case.documents, case.now.parse()?, &expected);
    let (verdict, is_valid) = match &report.verdict {
        Verdict::Valid(_) => ("valid", true),
        Verdict::Invalid(_) => ("invalid", false),
        Verdict::Unverifiable(_) => ("unverifiable", false),
    };
    ensure!(is_valid == (case.expect == "valid"), "{}: {verdict}, expected {}: {:?}", case.name, case.expect, report.findings);
    let mut text = format!("{}: {verdict}\n", case.name);
    for Finding { check, outcome, place, message } in &report.findings {
        writeln!(text, "  {check} {outcome} {place} {message}")?;
    }
    Ok(text)
}
