//! What we issue, judged by libraries in Python (`judge.py`): openbadgeslib for proofs, pyshacl with the EU's own shapes for European
//! credentials.
//!
//! They are installed by `cargo xtask test` into the target folder. Where they are not there, these tests say so and pass; with
//! `ASSAY_TEST_PYTHON` they must run. The shapes are the EU's, not ours to copy: that test also needs the reference values.

use std::path::{Path, PathBuf};
use std::process::Command;

use credential::{
    Bits, Claim, IssuerKey, Purpose, SecretKey, Securing, StatusEntry, Time, did_web, did_web_document, did_web_location, elm,
    issue, issue_as, issue_status_list,
};

use crate::{file, run, sample};

/// The judge, with the interpreter that has its libraries.
fn judge() -> Option<Command> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let program = if cfg!(windows) { "judges/Scripts/python.exe" } else { "judges/bin/python" };
    let python = target.join(program);
    if !python.is_file() {
        assert!(std::env::var_os("ASSAY_TEST_PYTHON").is_none(), "there is no {}", python.display());
        eprintln!("not judged in Python: the judges' libraries are not installed (cargo xtask test does it)");
        return None;
    }
    let mut command = Command::new(python);
    command.arg(tests::root().join("tests/credential/judge.py"));
    Some(command)
}

/// The judge goes by the clock on the wall: a claim that held long ago, and still does.
fn claim(did: &str) -> Claim {
    let mut claim = sample::claim(did);
    claim.awarded_at = past();
    claim.valid_from = past();
    claim.valid_until = None;
    claim
}

fn past() -> Time {
    "2025-01-15T09:30:00Z".parse().expect("a moment")
}

/// Whether openbadgeslib accepts the text, given what lies at these URLs.
fn accepts(name: &str, text: &str, documents: &[(&str, PathBuf)]) -> Option<(bool, String)> {
    let mut command = judge()?;
    command.arg("proof").arg(file(name, text));
    for (url, document) in documents {
        command.arg(format!("{url}={}", document.display()));
    }
    Some(run(command))
}

#[test]
fn openbadgeslib_accepts_every_form_of_a_badge_and_none_that_was_changed() {
    let did = did_web("https://badges.example").expect("a public URL");
    let ed25519 = IssuerKey::did_web(&did, SecretKey::from_bytes(&[1; 32]));
    let p256 = IssuerKey::did_web(&did, SecretKey::p256_from_bytes(&[2; 32]).expect("in range"));
    let document = file("python-did", &did_web_document(&did, &[ed25519.public(), p256.public()]).to_string());
    let documents = [(did_web_location(&did).expect("a location"), document)];
    let documents: Vec<(&str, PathBuf)> = documents.iter().map(|(url, file)| (url.as_str(), file.clone())).collect();
    for (name, form, key) in [
        ("python-rdfc", Securing::Rdfc, &ed25519),
        ("python-eddsa", Securing::Jwt, &ed25519),
        ("python-es256", Securing::Jwt, &p256),
    ] {
        let badge = issue_as(&claim(&did), form, key, past()).expect("the sample can be issued");
        let Some((accepted, printed)) = accepts(name, &badge, &documents) else { return };
        assert!(accepted, "{name}: {printed}");
        // One letter, somewhere in the middle.
        let place = (badge.len() / 2..badge.len()).find(|index| badge.as_bytes()[*index].is_ascii_lowercase()).expect("a letter");
        let letter = if badge.as_bytes()[place] == b'e' { "a" } else { "e" };
        let changed = format!("{}{letter}{}", &badge[..place], &badge[place + 1..]);
        assert!(!accepts(&format!("{name}-changed"), &changed, &documents).expect("as before").0, "{name}");
    }
}

#[test]
fn openbadgeslib_rejects_a_badge_once_it_is_revoked() {
    let key = sample::did_key(7);
    let list = "https://badges.example/status/1";
    let mut claim = claim(key.did());
    // As the server issues them: with a second entry, in an endorsement that the library takes as it is.
    let suspension = StatusEntry { purpose: Purpose::Suspension, list: "https://badges.example/status/2".to_owned(), index: 3 };
    claim.status = vec![StatusEntry { purpose: Purpose::Revocation, list: list.to_owned(), index: 94_567 }, suspension];
    let badge = issue(&claim, &key, past()).expect("the sample can be issued");
    for (name, revoked) in [("python-held", false), ("python-revoked", true)] {
        let mut bits = Bits::new();
        bits.set(94_567, revoked);
        bits.set(94_568, true);
        let text =
            issue_status_list(list, Purpose::Revocation, &bits, key.did(), &key, past(), "2099-01-01T00:00:00Z".parse().unwrap())
                .expect("a list can be issued");
        let Some((accepted, printed)) = accepts(name, &badge, &[(list, file(&format!("{name}-list"), &text))]) else { return };
        assert_eq!(accepted, !revoked, "{printed}");
        assert_eq!(printed.contains("'revocation' is set"), revoked, "{printed}");
    }
}

#[test]
fn a_european_credential_fits_the_shapes_of_the_eu_but_for_what_its_seal_fills_in() {
    let Some(folder) = tests::reference("credentials/elm").or_else(|| beside("credentials/elm")) else {
        eprintln!("not judged by the EU's shapes: they are not at hand");
        return;
    };
    let full = claim(sample::did_key(7).did());
    let mut bare = full.clone();
    bare.learner.name = None;
    bare.issuer.url = None;
    bare.issuer.email = None;
    bare.issuer.region = None;
    bare.sitting = None;
    bare.by_hand = Some("Prior learning was recognised".to_owned());
    bare.results.clear();
    bare.specimen = None;
    bare.image = None;
    bare.achievement.level.eqf = None;
    bare.achievement.workload.credits = None;
    bare.achievement.prerequisites = None;
    bare.achievement.codes.clear();
    bare.achievement.elements.clear();
    for outcome in &mut bare.achievement.outcomes {
        outcome.alignments.clear();
    }
    for (name, claim) in [("elm-full", &full), ("elm-bare", &bare)] {
        let Some(mut command) = judge() else { return };
        let document = elm::document(claim).expect("the sample can be written");
        let (_, printed) = run({
            command.arg("elm").arg(file(name, &document)).arg(&folder);
            command
        });
        let judged: serde_json::Value = serde_json::from_str(printed.lines().next().unwrap_or_default()).expect("JSON");
        let paths: Vec<&str> = judged["reasons"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
        let by_the_seal = ["https://www.w3.org/2018/credentials#issued", "https://www.w3.org/2018/credentials#issuer"];
        assert_eq!(paths, by_the_seal, "{name}: {printed}");
    }
}

/// Reference values that lie beside the workspace.
fn beside(path: &str) -> Option<PathBuf> {
    let found = tests::root().join("../shared/reference").join(path);
    found.is_dir().then_some(found)
}
