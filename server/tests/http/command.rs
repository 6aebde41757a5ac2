//! The command line and its exit statuses.

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
    assert!(text.contains("bank.toml:1: format = \"bank/9\", expected \"bank/1\""), "{text}");
    let json = assay(&["bank", "check", "--json", good, bad]);
    assert_eq!(json.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((json[0]["accepted"].as_bool(), json[1]["accepted"].as_bool()), (Some(true), Some(false)));
    assert_eq!(json[1]["problems"][0]["severity"], "error");

    assert_eq!(code(&["bank", "check"]), Some(2));
    assert_eq!(code(&["bank", "check", home.path("nowhere").to_str().unwrap()]), Some(2));
    assert_eq!(code(&["bank", "frobnicate"]), Some(2));
}

#[test]
fn simulates() {
    let home = Home::new();
    let bank = home.path("banks/fixture");
    let bank = bank.to_str().unwrap();
    let run = |seed: &str| {
        let arguments =
            ["simulate", bank, "--blueprint", "award", "--takers", "20", "--replicates", "2", "--seed", seed, "--json"];
        let output = assay(&arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8(output.stderr).unwrap().contains("40 of 40 takers"));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let report = run("7");
    assert!(report["length"]["mean"].as_f64().unwrap() >= 6.0);
    assert_eq!(report, run("7"), "the same seed gives the same report");
    let plain = assay(&["simulate", bank, "--blueprint", "award", "--takers", "5", "--replicates", "1"]);
    assert!(String::from_utf8(plain.stdout).unwrap().contains("false awards"));
    let unknown = assay(&["simulate", bank, "--blueprint", "none"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8(unknown.stderr).unwrap().contains("award, practice"));
    assert_eq!(code(&["simulate", "nowhere", "--blueprint", "award"]), Some(2));
    assert_eq!(code(&["simulate", bank, "--blueprint", "award", "--takers", "0"]), Some(2));
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
    let version = assay(&["--version"]);
    assert_eq!(String::from_utf8(version.stdout).unwrap().trim(), format!("assay {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn serves_the_banks_that_are_right_and_says_what_is_wrong_with_the_others() {
    let home = Home::new();
    bank::write(&home.path("banks/second"));
    std::fs::write(home.path("banks/second/blueprints/award.toml"), "format = \"blueprint/9\"\n").unwrap();
    let server = home.start();
    assert_eq!(server.client().get("/api/catalogue").json()["micro_credentials"].as_array().unwrap().len(), 1);
    drop(server);
    assert!(home.log().contains("second/blueprints/award.toml:1: format"), "{}", home.log());

    // A copy of the same bank is refused: its id is taken, and what awards in one is open in no other.
    std::fs::remove_dir_all(home.path("banks")).unwrap();
    let none = home.refused(&[]);
    assert_eq!(none.status.code(), Some(1));
    std::fs::create_dir(home.path("banks")).unwrap();
    let empty = home.refused(&[]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&empty.stderr).contains("no item bank"));
}
