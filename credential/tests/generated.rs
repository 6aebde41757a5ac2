//! Credentials made with other people's libraries, right and wrong, each with its verdict: the folders of
//! `tests/reference/credentials`, and any of the same shape at hand (`REFERENCE_DIR`, or `../shared/reference` beside the workspace).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use credential::{Check, Expected, Kind, Outcome, Report, Time, Verdict, did_web_location, examine};
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
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/credentials");
    ["generated", "forms"].map(|folder| own.join(folder)).into_iter().chain(outside("generated")).collect()
}

/// The verdict as the manifest names it, and the checks that say why.
fn verdict(report: &Report) -> (&'static str, Outcome) {
    match report.verdict {
        Verdict::Valid(_) => ("valid", Outcome::Passed),
        Verdict::Invalid(_) => ("invalid", Outcome::Failed),
        // The manifest calls that invalid, too.
        Verdict::Unverifiable(_) => ("invalid", Outcome::Unknown),
    }
}

#[test]
fn judges_every_case_as_it_must() {
    for folder in folders() {
        let read = |file: &str| std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let manifest: Value = serde_json::from_slice(&read("manifest.json")).unwrap();
        let cases = manifest["cases"].as_array().unwrap();
        let (mut valid, mut wrong) = (0, Vec::new());
        for case in cases {
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
                documents.insert(did_web_location(&id).unwrap_or(id), text);
            }
            let identifier = case["knownIdentifier"].as_str().and_then(|known| known.split_once('='));
            let expected = Expected {
                kind: case["expectKind"].as_str().and_then(Kind::of_name),
                id: None,
                identifier: identifier.map(|(kind, value)| (kind.to_owned(), value.to_owned())),
            };
            let report = examine(&bytes, &documents, now, &expected);
            let (found, outcome) = verdict(&report);
            let named = |check: &Value| {
                Check::ALL.iter().any(|known| known.name() == check && report.outcome(*known) >= Outcome::Unknown.max(outcome))
            };
            if found != case["expect"] || !case["checks"].as_array().is_none_or(|checks| checks.iter().all(named)) {
                wrong.push(format!(
                    "{name}: expected {} {}, got {:?} {:#?}",
                    case["expect"], case["checks"], report.verdict, report.findings
                ));
            }
            if outcome == Outcome::Unknown {
                assert!(
                    !report.needs.is_empty() || ["status-unknown-type", "jwt-short-key"].contains(&name),
                    "{name}: {report:#?}"
                );
            }
            if let Verdict::Valid(summary) = &report.verdict {
                assert!(!summary.title.is_empty(), "{name}");
                if let Some((_, known)) = identifier {
                    assert!(summary.belongs_to(known), "{name}");
                    assert!(!summary.belongs_to("someone.else@example.org"), "{name}");
                }
                valid += 1;
            }
        }
        assert!(wrong.is_empty(), "{}: {} of {} wrong\n{}", folder.display(), wrong.len(), cases.len(), wrong.join("\n"));
        assert!(valid >= 10, "{}: {valid} valid", folder.display());
    }
}

#[test]
fn agrees_with_the_samples_of_1edtech() {
    let Some(folder) = outside("1edtech-validator-ob3") else { return };
    let read = |file: &str| std::fs::read(folder.join(file)).unwrap();
    let text = |file: &str| String::from_utf8(read(file)).unwrap();
    let documents = BTreeMap::from([("https://example.com/issuers/876543".to_owned(), text("issuer-document.json"))]);
    let now: Time = "2024-06-01T00:00:00Z".parse().unwrap();
    let judge = |file: &str| examine(&read(file), &documents, now, &Expected::default());
    for file in ["simple.json", "simple-context-alias.json", "simple-context-version.json"] {
        let report = judge(file);
        assert!(matches!(report.verdict, Verdict::Valid(_)), "{file}: {report:#?}");
    }
    let mut wrong = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.starts_with("simple-err-") {
            let report = judge(&name);
            assert!(!matches!(report.verdict, Verdict::Valid(_)), "{name}: {report:#?}");
            wrong += 1;
        }
    }
    assert!(wrong > 10, "{wrong}");
    for (file, check) in [("complete.json", Check::Semantics), ("simple-did-key-method.json", Check::Proof)] {
        assert_eq!(judge(file).outcome(check), Outcome::Failed, "{file}: {:#?}", judge(file));
    }
}
