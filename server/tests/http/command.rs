//! The command line and its exit statuses.

use std::path::Path;

use crate::bank;
use crate::program::{Home, assay};

fn code(arguments: &[&str]) -> Option<i32> {
    assay(arguments).status.code()
}

#[test]
fn checks_banks() {
    let home = Home::new();
    let good = home.path("banks/fixture");
    let good = good.to_str().unwrap();
    assert_eq!(code(&["bank", "check", good]), Some(0));
    let bad = home.path("bad");
    bank::write(&bad);
    std::fs::write(bad.join("bank.toml"), "format = \"bank/9\"\n").unwrap();
    let bad = bad.to_str().unwrap();
    let report = assay(&["bank", "check", good, bad]);
    assert_eq!(report.status.code(), Some(1));
    let text = String::from_utf8(report.stdout).unwrap();
    assert!(text.contains("bank.toml:1:10: error: format = \"bank/9\", expected \"bank/1\""), "{text}");
    let json = assay(&["bank", "check", "--json", good, bad]);
    assert_eq!(json.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((json[0]["accepted"].as_bool(), json[1]["accepted"].as_bool()), (Some(true), Some(false)));
    assert_eq!(json[1]["problems"][0]["severity"], "error");

    let definition = home.path("leadership.toml");
    std::fs::write(&definition, include_str!("../../../item-banks/definitions/leadership.toml")).unwrap();
    let report = assay(&["bank", "check", definition.to_str().unwrap()]);
    assert_eq!(report.status.code(), Some(0));
    assert!(String::from_utf8(report.stdout).unwrap().contains("definition of a micro-credential, accepted, 0 errors"));
    std::fs::write(&definition, "format = \"micro-credential/2\"\nid = \"leadership\"\n").unwrap();
    let report = assay(&["bank", "check", definition.to_str().unwrap()]);
    assert_eq!(report.status.code(), Some(1));
    let text = String::from_utf8(report.stdout).unwrap();
    assert!(text.contains("leadership.toml: error: title = nothing, expected Title: "), "{text}");

    assert_eq!(code(&["bank", "check"]), Some(2));
    assert_eq!(code(&["bank", "check", home.path("nowhere").to_str().unwrap()]), Some(2));
    assert_eq!(code(&["bank", "frobnicate"]), Some(2));
}

#[test]
fn says_of_a_bad_bank_what_is_sound_and_of_an_oversized_file_that_it_is() {
    let home = Home::new();
    let large = home.path("large.csv");
    std::fs::File::create(&large).unwrap().set_len(65 << 20).unwrap();
    let report = assay(&["bank", "check", "--json", large.to_str().unwrap()]);
    assert_eq!(report.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!((json["verdict"].as_str(), json["problems"][0]["code"].as_str()), (Some("reject"), Some("too-large")));
    assert_eq!(code(&["bank", "convert", large.to_str().unwrap(), home.path("out.xlsx").to_str().unwrap()]), Some(1));

    let bank = home.path("half");
    bank::write(&bank);
    let item = std::fs::read_dir(bank.join("items")).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&item).unwrap();
    let id = text.lines().find_map(|line| line.strip_prefix("id = \"")).unwrap().trim_end_matches('"');
    std::fs::write(&item, text.replace("type = \"", "type = \"x")).unwrap();
    let bank = bank.to_str().unwrap();
    let report = assay(&["bank", "check", "--json", bank]);
    assert_eq!(report.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!(json["verdict"], "partial");
    assert!(!json["items"].as_array().unwrap().is_empty());
    let problems = json["problems"].as_array().unwrap();
    assert!(problems.iter().any(|problem| problem["code"] == "unknown-type" && problem["item"] == id), "{problems:?}");
    // The sound ones are written to another file; a bank is copied whole or not at all.
    let (table, copy) = (home.path("half.csv"), home.path("copy"));
    assert_eq!(code(&["bank", "convert", bank, table.to_str().unwrap()]), Some(1));
    assert!(std::fs::read_to_string(&table).unwrap().lines().count() > 1);
    assert_eq!(code(&["bank", "convert", bank, copy.to_str().unwrap()]), Some(1));
    assert!(!copy.exists());
}

#[test]
fn simulates() {
    let home = Home::new();
    let bank = home.path("banks/fixture");
    let bank = bank.to_str().unwrap();
    let run = |seed: &str, threads: &str| {
        let arguments = [
            "simulate",
            bank,
            "--blueprint",
            "award",
            "--takers",
            "20",
            "--replicates",
            "2",
            "--seed",
            seed,
            "--threads",
            threads,
            "--population",
            "N(0.2, 1)",
            "--json",
        ];
        let output = assay(&arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8(output.stderr).unwrap().contains("160 of 160 takers"));
        String::from_utf8(output.stdout).unwrap()
    };
    let text = run("7", "1");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let names: Vec<&str> =
        report["populations"].as_array().unwrap().iter().map(|one| one["population"].as_str().unwrap()).collect();
    assert_eq!(names, ["N(cut,1)", "N(cut-1,1)", "N(cut-0.5,0.7)", "N(0.2,1)"]);
    let first = &report["populations"][0];
    assert!(first["length"]["mean"]["median"].as_f64().unwrap() >= 6.0);
    for rates in ["first", "all_attempts"] {
        assert!(first[rates]["undecided"]["p95"].is_f64(), "{first}");
    }
    for threads in ["2", "3"] {
        assert_eq!(run("7", threads), text, "the same seed gives the same report, whatever the number of threads");
    }
    assert_ne!(run("8", "2"), text);

    let plain = assay(&["simulate", bank, "--blueprint", "award", "--takers", "5", "--replicates", "1", "--attempts", "2"]);
    let plain = String::from_utf8(plain.stdout).unwrap();
    for part in ["false awards", "masters told not yet", "at most 2 attempts, as asked", "by Rudner", "by Lee", "tested twice"] {
        assert!(plain.contains(part), "{part} is missing:\n{plain}");
    }
    let longest = plain.lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest <= 130), "{plain}");

    let unknown = assay(&["simulate", bank, "--blueprint", "none"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8(unknown.stderr).unwrap().contains("award, practice"));
    assert_eq!(code(&["simulate", "nowhere", "--blueprint", "award"]), Some(2));
    assert_eq!(code(&["simulate", bank]), Some(2));
    for (option, value) in
        [("--takers", "0"), ("--attempts", "0"), ("--threads", "0"), ("--population", "N(0)"), ("--length", "5")]
    {
        assert_eq!(code(&["simulate", bank, "--blueprint", "award", option, value]), Some(2), "{option} {value}");
    }
}

#[test]
fn simulates_takers_whose_answers_are_on_record() {
    let home = Home::new();
    let write = |name: &str, text: &str| {
        let file = home.path(name);
        std::fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let bank = write("bank.csv", "id,a,b,c,d\nI1,1,-1,0,1\nI2,1.5,0.1,0.2,1\nI3,2,0,0,1\n");
    let answers = write("answers.csv", "I1,I2,I3\n1,0,1\n0,0,0\n");
    let on = ["simulate", "--bank", &bank, "--responses", &answers];
    let with = |more: &[&str]| assay(&[&on[..], more].concat());

    let output = with(&["--length", "2", "--select", "MFI", "--estimator", "EAP", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // At 0 the steepest item tells most, whatever the answers; the next follows from them.
    let takers = json["takers"].as_array().unwrap();
    assert_eq!((takers[0]["items"][0].as_str(), takers[1]["items"][0].as_str()), (Some("I3"), Some("I3")));
    assert_eq!(takers[1]["items"], serde_json::json!(["I3", "I1"]));
    for taker in takers {
        assert_eq!((taker["theta"].as_array().unwrap().len(), taker["standard_error"].as_array().unwrap().len()), (2, 2));
    }
    assert!(takers[0]["theta"][0].as_f64().unwrap() > 0.0 && takers[1]["theta"][0].as_f64().unwrap() < 0.0);
    assert!(json["cpu_ms_per_test"].as_f64().unwrap() > 0.0 && json["prepare_ms"].as_f64().unwrap() > 0.0);
    let plain = String::from_utf8(with(&["--length", "2", "--estimator", "ml"]).stdout).unwrap();
    assert!(plain.contains("taker 1: theta"), "{plain}");

    for wrong in [&["--length", "4"][..], &["--length", "2", "--select", "none"], &["--length", "2", "--range", "0"], &[]] {
        assert_eq!(with(wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(code(&["simulate", "--bank", &bank, "--responses", "nowhere.csv", "--length", "2"]), Some(2));
    let bad = write("bad.csv", "I1,I2,I3\n1,0,7\n1,0\n");
    let output = assay(&["simulate", "--bank", &bank, "--responses", &bad, "--length", "2"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    for part in ["bad.csv:2: column 3 (I3) = \"7\", expected 0 or 1", "bad.csv:3: 2 columns, expected 3"] {
        assert!(told.contains(part), "{part} is missing:\n{told}");
    }
}

#[test]
fn verifies_credentials() {
    let home = Home::new();
    let file = home.path("x.json");
    let path = file.to_str().unwrap();
    assert_eq!(code(&["credential", "verify", path]), Some(2), "there is no such file");
    std::fs::write(&file, "{}").unwrap();
    assert_ne!(code(&["credential", "verify", path]), Some(0));
    assert_eq!(code(&["credential", "verify"]), Some(2));
    assert_eq!(code(&["credential", "verify", path, "--did-document", path]), Some(2));
    for wrong in [
        ["--url", "https://example.org"],
        ["--now", "today"],
        ["--now", "2026-06-01T25:00"],
        ["--expect", "medal"],
        ["--known-identifier", "me"],
    ] {
        assert_eq!(code(&[&["credential", "verify", path][..], &wrong].concat()), Some(2), "{wrong:?}");
    }
    for when in ["2026-06-01", "2026-06-01T00:00", "2026-06-01T00:00Z", "2026-06-01T02:00+02:00", "2026-06-01 00:00:00.5Z"] {
        assert_eq!(code(&["credential", "verify", path, "--now", when]), Some(1), "{when}");
    }
    let version = assay(&["--version"]);
    assert_eq!(String::from_utf8(version.stdout).unwrap().trim(), format!("assay {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn verifies_credentials_with_the_documents_that_are_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/credentials/generated");
    let at = |file: &str| folder.join(file).to_str().unwrap().to_owned();
    let judge = |file: &str, more: &[&str]| {
        let file = at(file);
        let output = assay(&[&["credential", "verify", &file, "--json", "--now", "2026-06-01T00:00:00Z"], more].concat());
        let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let checks = printed["checks"].as_array().unwrap().clone();
        let names: Vec<&str> = checks.iter().map(|check| check["name"].as_str().unwrap()).collect();
        assert_eq!(names.join(" "), "parse proof embeddedProof dataModel schema jsonld semantics validity status nested subject");
        let of = |outcome: &str| {
            let these = checks.iter().filter(|check| check["outcome"] == outcome);
            these.map(|check| check["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        (output.status.code().unwrap(), printed["verdict"].as_str().unwrap().to_owned(), of("failed"), of("unknown"))
    };
    let told =
        |code: i32, verdict: &str, failed: &str, unknown: &str| (code, verdict.to_owned(), failed.to_owned(), unknown.to_owned());
    let list = format!("https://institute.example/status/1={}", at("list-clean.json"));
    let revoked = format!("https://institute.example/status/1={}", at("list-revoked.json"));
    let did = at("did-EdDSA.json");
    assert_eq!(judge("rdfc-status-clean.json", &["--url", &list]), told(0, "valid", "", ""));
    assert_eq!(judge("rdfc-status-clean.json", &[]), told(3, "unverifiable", "", "status"));
    assert_eq!(judge("status-revoked.json", &["--url", &revoked]), told(1, "invalid", "status", ""));
    assert_eq!(judge("jwt-eddsa.jwt", &["--did-doc", &did]), told(0, "valid", "", ""));
    assert_eq!(judge("jwt-eddsa.jwt", &["--did-document", &did, "--expect", "clr"]), told(1, "invalid", "dataModel", ""));
    assert_eq!(judge("jwt-eddsa.jwt", &[]), told(3, "unverifiable", "", "proof"));
    assert_eq!(judge("baked-png.png", &["--expect", "achievement"]), told(0, "valid", "", ""));
    assert_eq!(
        judge("rdfc-hashed-subject-only.json", &["--known-identifier", "emailAddress=learner@example.org"]),
        told(0, "valid", "", "")
    );
    assert_eq!(
        judge("rdfc-hashed-subject-only.json", &["--known-identifier", "emailAddress=other@example.org"]),
        told(1, "invalid", "subject", "")
    );
    assert_eq!(judge("rdfc-plain.json", &["--known-id", "did:example:learner-1"]), told(0, "valid", "", ""));
}

#[test]
fn takes_only_did_documents_for_did_documents_and_says_what_it_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/credentials/generated");
    let at = |file: &str| folder.join(file).to_str().unwrap().to_owned();
    let home = Home::new();
    let twice = home.path("twice.json");
    std::fs::write(&twice, r#"{"id": "did:web:a.example", "id": "did:web:b.example", "verificationMethod": []}"#).unwrap();
    for (document, found) in [
        (at("rdfc-plain.json"), "expected a DID document, whose id is a DID"),
        (twice.to_str().unwrap().to_owned(), "the key \"id\" stands twice"),
    ] {
        let output = assay(&["credential", "verify", &at("jwt-eddsa.jwt"), "--did-doc", &document]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(&document) && told.contains(found), "{told}");
    }
    for address in ["Learner@example.org", " learner@example.org"] {
        let known = format!("emailAddress={address}");
        let arguments = ["credential", "verify", &at("rdfc-hashed-subject-only.json"), "--known-identifier", &known];
        assert_eq!(code(&[&arguments[..], &["--now", "2026-06-01T00:00:00Z"]].concat()), Some(1), "{address:?}");
    }
}

/// A disk that is full takes nothing; a reader that has gone is no fault.
#[test]
fn says_that_its_output_could_not_be_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/credentials/generated/rdfc-plain.json");
    let home = Home::new();
    let (badge, bank) = (folder.to_str().unwrap(), home.path("banks/fixture"));
    for arguments in [
        &["credential", "verify", badge, "--now", "2026-06-01"][..],
        &["credential", "verify", badge, "--now", "2026-06-01", "--json"],
        &["bank", "check", bank.to_str().unwrap()],
    ] {
        let run = |output: std::process::Stdio| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_assay"));
            command.args(arguments).stdout(output).stderr(std::process::Stdio::piped()).output().unwrap()
        };
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = run(writer.into());
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
        let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { continue };
        let output = run(full.into());
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.starts_with("assay: standard output: ") && told.lines().count() == 1, "{told}");
    }
}

#[test]
fn serves_the_banks_that_are_right_and_says_what_is_wrong_with_the_others() {
    let home = Home::new();
    bank::write(&home.path("banks/second"));
    std::fs::write(home.path("banks/second/blueprints/award.toml"), "format = \"blueprint/9\"\n").unwrap();
    let server = home.start();
    assert_eq!(server.client().get("/api/catalogue").json()["micro_credentials"].as_array().unwrap().len(), 1);
    drop(server);
    assert!(home.log().contains("second/blueprints/award.toml:1:10: format"), "{}", home.log());

    // A copy of the same bank is refused: its id is taken, and what awards in one is open in no other.
    std::fs::remove_dir_all(home.path("banks")).unwrap();
    let none = home.refused(&[]);
    assert_eq!(none.status.code(), Some(1));
    std::fs::create_dir(home.path("banks")).unwrap();
    let empty = home.refused(&[]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&empty.stderr).contains("no item bank"));
}
