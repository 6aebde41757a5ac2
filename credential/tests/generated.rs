//! Credentials made with other people's libraries, right and wrong, each with its verdict: `tests/reference/credentials/generated`,
//! and any folder of the same shape at hand (`REFERENCE_DIR`, or `../shared/reference` beside the workspace).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use credential::{Reason, Time, Verdict, did_web_location, verify};
use serde_json::Value;

/// A folder of reference values outside this repository, if it is at hand.
fn outside(part: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = match std::env::var_os("REFERENCE_DIR") {
        Some(given) => root.join(given),
        None => root.join("../shared/reference"),
    };
    let found = Some(folder.join("credentials").join(part)).filter(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("not compared with credentials/{part}: it is not at hand");
    }
    found
}

fn folders() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/credentials/generated");
    std::iter::once(own).chain(outside("generated")).collect()
}

/// What this crate does not read yet, by the file itself: other forms, other proofs, other kinds of credential, status lists.
fn beyond_this_crate(bytes: &[u8]) -> bool {
    let Ok(document) = serde_json::from_slice::<Value>(bytes) else { return true };
    let proofs = document["proof"].as_array().cloned().unwrap_or_else(|| vec![document["proof"].clone()]);
    proofs.iter().any(|proof| proof["cryptosuite"] != "eddsa-rdfc-2022")
        || !document["type"].as_array().is_some_and(|types| types.iter().any(|name| name == "OpenBadgeCredential"))
        || document.get("credentialStatus").is_some()
}

#[test]
fn judges_every_case_rightly_or_says_that_it_cannot() {
    for folder in folders() {
        let read = |file: &str| std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let manifest: Value = serde_json::from_slice(&read("manifest.json")).unwrap();
        let (mut valid, mut invalid) = (0, 0);
        for case in manifest["cases"].as_array().unwrap() {
            let name = case["name"].as_str().unwrap();
            let bytes = read(case["file"].as_str().unwrap());
            let now: Time = case["now"].as_str().unwrap().parse().unwrap();
            let mut documents = BTreeMap::new();
            for (url, file) in case["urls"].as_object().into_iter().flatten() {
                documents.insert(url.clone(), String::from_utf8(read(file.as_str().unwrap())).unwrap());
            }
            for file in case["didDocs"].as_array().into_iter().flatten() {
                let text = String::from_utf8(read(file.as_str().unwrap())).unwrap();
                let id = serde_json::from_str::<Value>(&text).unwrap()["id"].as_str().unwrap().to_owned();
                documents.insert(did_web_location(&id).unwrap(), text);
            }
            let verdict = verify(&bytes, &documents, now);
            match (case["expect"].as_str().unwrap(), &verdict) {
                ("valid", Verdict::Valid(summary)) => {
                    assert!(!summary.title.is_empty(), "{name}");
                    if let Some(known) = case["knownIdentifier"].as_str().and_then(|known| known.strip_prefix("emailAddress=")) {
                        assert!(summary.belongs_to(known), "{name}");
                        assert!(!summary.belongs_to("someone.else@example.org"), "{name}");
                    }
                    valid += 1;
                }
                ("valid", Verdict::Unverifiable(_)) => assert!(beyond_this_crate(&bytes), "{name}: {verdict:?}"),
                ("invalid", Verdict::Invalid(reason)) => {
                    assert!(fits(case, reason), "{name}: {reason}");
                    invalid += 1;
                }
                ("invalid", Verdict::Unverifiable(reason)) => {
                    assert!(beyond_this_crate(&bytes) || reason.needs.is_some(), "{name}: {reason}");
                }
                (expected, _) => panic!("{name}: expected {expected}, got {verdict:?}"),
            }
        }
        assert!(valid > 0 && invalid > 0, "{}: {valid} valid, {invalid} invalid", folder.display());
    }
}

/// Whether the reason is one that the case names; the two divide the work a little differently.
fn fits(case: &Value, reason: &Reason) -> bool {
    let step = match reason.check.to_string().as_str() {
        "decode" => vec!["parse", "dataModel"],
        "proof" => vec!["proof", "jsonld"],
        "schema" => vec!["schema", "semantics", "dataModel"],
        "validity" => vec!["validity", "schema"],
        other => vec![if other == "status" { "status" } else { "" }],
    };
    case["checks"].as_array().is_none_or(|checks| checks.iter().any(|check| step.contains(&check.as_str().unwrap())))
}

#[test]
fn agrees_with_the_samples_of_1edtech() {
    let Some(folder) = outside("1edtech-validator-ob3") else { return };
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let documents = BTreeMap::from([("https://example.com/issuers/876543".to_owned(), read("issuer-document.json"))]);
    let now: Time = "2024-06-01T00:00:00Z".parse().unwrap();
    for file in ["simple.json", "simple-context-alias.json"] {
        let verdict = verify(read(file).as_bytes(), &documents, now);
        assert!(matches!(verdict, Verdict::Valid(_)), "{file}: {verdict:?}");
    }
    let mut wrong = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.starts_with("simple-err-") {
            let verdict = verify(read(&name).as_bytes(), &documents, now);
            assert!(!matches!(verdict, Verdict::Valid(_)), "{name}: {verdict:?}");
            wrong += 1;
        }
    }
    assert!(wrong > 10, "{wrong}");
}
