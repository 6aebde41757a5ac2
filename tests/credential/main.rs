//! Badges that we issue, judged by an implementation that shares no code with ours (`verify.mjs`, Digital Bazaar's libraries).
//!
//! The libraries come from npm. On a fresh clone they are not there, and these tests say so and pass; `cargo xtask test` installs
//! them and sets `ASSAY_TEST_NODE`, with which they must run.

mod forms;
mod python;
#[path = "../../credential/tests/sample/mod.rs"]
mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;

use credential::{IssuerKey, Offline, SecretKey, Verdict, did_web, did_web_document, issue, verify};
use sample::{claim, did_key, now};

/// The independent verifier, if its libraries are installed.
fn verifier() -> Option<PathBuf> {
    let folder = tests::root().join("tests/credential");
    if folder.join("node_modules").is_dir() {
        return Some(folder.join("verify.mjs"));
    }
    assert!(std::env::var_os("ASSAY_TEST_NODE").is_none(), "npm ci was not run in tests/credential");
    eprintln!("not judged independently: the verifier's npm packages are not installed (npm ci --prefix tests/credential)");
    None
}

/// Whether the verifier accepts `badge`, and all that it printed.
fn accepts(verifier: &Path, name: &str, badge: &str, did_document: Option<&str>) -> (bool, String) {
    let mut command = Command::new("node");
    command.arg(verifier).arg(file(name, badge)).args(["--now", &now().to_string()]);
    if let Some(document) = did_document {
        command.arg("--did-document").arg(file(&format!("{name}.did"), document));
    }
    run(command)
}

/// A second, stricter verifier (also of the schema and of what a schema cannot say) that lies beside this repository, where it does.
fn second_verifier() -> Option<Command> {
    let folder = tests::root().join("tests/credential");
    let program = tests::root().join("../shared/tools/verify-credential/verify.mjs");
    if !program.is_file() || !folder.join("node_modules").is_dir() {
        return None;
    }
    let mut command = Command::new("node");
    command.current_dir(folder).args(["--import", "./packages.mjs"]).arg(program);
    Some(command)
}

fn file(name: &str, text: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    std::fs::write(&file, text).expect("the target folder is writable");
    file
}

fn run(mut command: Command) -> (bool, String) {
    let output = command.output().expect("node runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => (true, printed),
        Some(1) => (false, printed),
        _ => panic!("{printed}"),
    }
}

#[test]
fn an_independent_verifier_accepts_a_badge_and_nothing_that_was_changed() {
    let Some(verifier) = verifier() else { return };
    let key = did_key(7);
    let badge = issue(&claim(key.did()), &key, now()).expect("the sample can be issued");
    let (accepted, printed) = accepts(&verifier, "badge", &badge, None);
    assert!(accepted, "{printed}");
    for (name, from, to) in [("name", "Zo\u{eb}", "Zoe"), ("result", "0.973", "0.974"), ("term", "\"narrative\"", "\"narrativ\"")]
    {
        let forged = badge.replacen(from, to, 1);
        assert_ne!(forged, badge);
        assert!(!accepts(&verifier, name, &forged, None).0, "{name}");
        assert!(matches!(verify(forged.as_bytes(), &Offline, now()), Verdict::Invalid(_)), "{name}");
    }
}

#[test]
fn an_independent_verifier_follows_a_did_web_through_a_change_of_keys() {
    let Some(verifier) = verifier() else { return };
    let did = did_web("https://badges.example:8443/assay").expect("a public URL");
    let [old, new] = [1, 2].map(|seed| IssuerKey::did_web(&did, SecretKey::from_bytes(&[seed; 32])));
    let both = did_web_document(&did, &[old.public(), new.public()]).to_string();
    let only_new = did_web_document(&did, &[new.public()]).to_string();
    for (name, key) in [("old-key", &old), ("new-key", &new)] {
        let badge = issue(&claim(&did), key, now()).expect("the sample can be issued");
        let (accepted, printed) = accepts(&verifier, name, &badge, Some(&both));
        assert!(accepted, "{printed}");
    }
    let badge = issue(&claim(&did), &old, now()).expect("the sample can be issued");
    assert!(!accepts(&verifier, "dropped-key", &badge, Some(&only_new)).0);
    assert!(!accepts(&verifier, "no-document", &badge, None).0);
}

#[test]
fn a_second_verifier_says_the_same_where_it_is_at_hand() {
    let did = did_web("https://badges.example/assay").expect("a public URL");
    let web = IssuerKey::did_web(&did, SecretKey::from_bytes(&[1; 32]));
    let document = did_web_document(&did, &[web.public()]).to_string();
    for (name, key) in [("second-key", did_key(7)), ("second-web", web)] {
        let badge = issue(&claim(key.did()), &key, now()).expect("the sample can be issued");
        for (name, text, valid) in [(name, badge.clone(), true), ("second-changed", badge.replace("24 items", "25 items"), false)]
        {
            let Some(mut command) = second_verifier() else { return };
            command.arg(file(name, &text)).args(["--now", &now().to_string(), "--expect", "achievement"]);
            command.args(["--known-identifier", "emailAddress=zoe@example.org"]);
            command.arg("--did-doc").arg(file("second.did", &document));
            let (accepted, printed) = run(command);
            assert_eq!(accepted, valid, "{printed}");
        }
    }
}
