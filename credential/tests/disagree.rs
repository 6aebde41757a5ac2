//! Thousands of credentials, right and wrong, put before our verifier and before an independent one that lies beside this
//! repository: they must agree on each. What we call unverifiable, the other one calls invalid.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use credential::{
    Check, Expected, IssuerKey, Kind, Offline, Outcome, SecretKey, Signer as _, Time, Verdict, did_web_location, examine,
};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// One credential to be judged.
#[derive(Clone, Default)]
struct Case {
    name: String,
    bytes: Vec<u8>,
    now: String,
    documents: BTreeMap<String, String>,
    dids: Vec<String>,
    expect: Option<String>,
    identifier: Option<String>,
}

/// The workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The other verifier's library, if it and its packages are at hand.
fn library() -> Option<PathBuf> {
    let library = root().join("../shared/tools/verify-credential/lib.mjs");
    let packages = root().join("tests/credential/node_modules");
    if library.is_file() && packages.is_dir() {
        return Some(library);
    }
    eprintln!("not compared with the independent verifier: it is not at hand");
    None
}

/// What the other verifier says of each case: whether it is valid, and which checks failed and why.
fn judged(library: &PathBuf, cases: &[Case]) -> Vec<(bool, Vec<String>, String)> {
    let items: Vec<Value> = cases
        .iter()
        .map(|case| {
            let mut item = json!({ "now": case.now, "documents": case.documents, "dids": case.dids });
            match std::str::from_utf8(&case.bytes) {
                Ok(text) => item["text"] = text.into(),
                Err(_) => item["base64"] = data_encoding::BASE64.encode(&case.bytes).into(),
            }
            item["expect"] = case.expect.clone().into();
            item["identifier"] = case.identifier.clone().into();
            item
        })
        .collect();
    let mut child = Command::new("node")
        .current_dir(root().join("tests/credential"))
        .args(["--import", "./packages.mjs", "batch.mjs"])
        .arg(library)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let text = serde_json::to_vec(&items).expect("cases are JSON");
    let mut input = child.stdin.take().expect("it is piped");
    let writer = std::thread::spawn(move || input.write_all(&text));
    let output = child.wait_with_output().expect("node ends");
    writer.join().expect("the writer does not panic").expect("node reads all");
    let results: Vec<Value> = serde_json::from_slice(&output.stdout).expect("node prints JSON");
    let texts =
        |value: &Value| value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>();
    results
        .iter()
        .map(|result| (result["verdict"] == "valid", texts(&result["failed"]), texts(&result["errors"]).join("; ")))
        .collect()
}

/// The cases on which the two do not agree, each told in a line.
fn disagreements(cases: &[Case]) -> Option<Vec<String>> {
    let library = library()?;
    let others = judged(&library, cases);
    assert_eq!(others.len(), cases.len());
    let mut all = Vec::new();
    for (case, (valid, failed, errors)) in cases.iter().zip(others) {
        let mut documents = case.documents.clone();
        for text in &case.dids {
            let document: Value = serde_json::from_str(text).expect("a DID document is JSON");
            let id = document["id"].as_str().expect("a DID document has an id");
            documents.insert(did_web_location(id).unwrap_or_else(|| id.to_owned()), text.clone());
        }
        let identifier = case.identifier.as_deref().and_then(|known| known.split_once('='));
        let expected = Expected {
            kind: case.expect.as_deref().and_then(Kind::of_name),
            id: None,
            identifier: identifier.map(|(kind, value)| (kind.to_owned(), value.to_owned())),
        };
        let now: Time = case.now.parse().expect("cases are dated");
        let report = examine(&case.bytes, &documents, now, &expected);
        let ours = matches!(report.verdict, Verdict::Valid(_));
        if ours != valid && !(valid && on_purpose(&report.verdict)) {
            all.push(format!(
                "{}: we say {:?}, the other {} {errors}",
                case.name,
                brief(&report.verdict),
                if valid { "valid" } else { "invalid" }
            ));
            continue;
        }
        // Where it is invalid, something that the other finds wrong is not right here either.
        let noticed =
            |name: &String| Check::ALL.iter().any(|check| check.name() == name && report.outcome(*check) >= Outcome::Unknown);
        let readable = report.outcome(Check::Parse) < Outcome::Unknown && !errors.contains("TypeError");
        if !ours && !valid && readable && !failed.iter().any(noticed) {
            all.push(format!("{}: we say {:?}, the other finds {errors}", case.name, brief(&report.verdict)));
        }
    }
    Some(all)
}

/// Whether we refuse what the other accepts, and mean to: base64url with bits that say nothing, SVG that is no XML, associations whose
/// ids are no text, records whose name is none.
fn on_purpose(verdict: &Verdict) -> bool {
    let Verdict::Invalid(reason) = verdict else { return false };
    reason.message.contains("is no base64url")
        || reason.message.contains("the SVG picture")
        || reason.place.starts_with("/credentialSubject/association/")
        || (reason.check == Check::DataModel && reason.place == "/name")
}

fn brief(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Valid(_) => "valid".to_owned(),
        Verdict::Invalid(reason) => format!("invalid, {reason}"),
        Verdict::Unverifiable(reason) => format!("unverifiable, {reason}"),
    }
}

fn agree(cases: &[Case]) {
    let Some(all) = disagreements(cases) else { return };
    assert!(all.is_empty(), "{} of {} cases:\n{}", all.len(), cases.len(), all.join("\n"));
}

fn folder() -> PathBuf {
    root().join("tests/reference/credentials/generated")
}

/// The cases of the reference folders.
fn reference() -> Vec<Case> {
    ["generated", "forms"].iter().flat_map(|name| cases(&root().join("tests/reference/credentials").join(name))).collect()
}

fn cases(folder: &Path) -> Vec<Case> {
    let read = |file: &str| std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let text = |file: &Value| String::from_utf8(read(file.as_str().expect("a file name"))).expect("documents are text");
    let manifest: Value = serde_json::from_slice(&read("manifest.json")).expect("the manifest is JSON");
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let case = |case: &Value| Case {
        name: word(&case["name"]).expect("cases have names"),
        bytes: read(case["file"].as_str().expect("cases have files")),
        now: word(&case["now"]).expect("cases are dated"),
        documents: case["urls"].as_object().into_iter().flatten().map(|(url, file)| (url.clone(), text(file))).collect(),
        dids: case["didDocs"].as_array().into_iter().flatten().map(text).collect(),
        expect: word(&case["expectKind"]),
        identifier: word(&case["knownIdentifier"]),
    };
    manifest["cases"].as_array().expect("the manifest has cases").iter().map(case).collect()
}

#[test]
fn agrees_on_every_reference_case() {
    agree(&reference());
}

/// Credentials that Digital Bazaar's libraries signed: contexts that stand in the document, what says nothing, what stands twice, parts
/// that are signed over their text, the data model before this one.
#[test]
fn agrees_on_what_json_ld_allows() {
    let signed: Vec<Value> = serde_json::from_str(include_str!("json-ld.json")).expect("the file is JSON");
    let now = "2026-06-01T00:00:00Z";
    let mut cases = Vec::new();
    for entry in &signed {
        let name = entry["name"].as_str().expect("documents have names").to_owned();
        let (document, time) = (&entry["document"], now.parse().expect("it is a time"));
        let verdict = examine(document.to_string().as_bytes(), &Offline, time, &Expected::default()).verdict;
        assert!(matches!(verdict, Verdict::Valid(_)), "{name}: {}", brief(&verdict));
        let case = |name: &str, document: &Value| Case {
            name: name.to_owned(),
            bytes: document.to_string().into_bytes(),
            now: now.to_owned(),
            ..Case::default()
        };
        cases.push(case(&name, document));
        let mut changed = document.clone();
        changed["credentialSubject"]["id"] = "did:example:somebody-else".into();
        cases.push(case(&format!("{name}, of somebody else"), &changed));
    }
    assert!(cases.len() >= 60, "{}", cases.len());
    agree(&cases);
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        if entry.path().is_dir() { files(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

/// Documents of the issuers whose keys are named in `value`: each key is its own name after `#`.
fn issuers(value: &Value, found: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Object(object) => {
            if let Some((issuer, key)) = object.get("verificationMethod").and_then(|method| method.as_str()?.split_once('#')) {
                let keys = found.entry(issuer.to_owned()).or_default();
                if !issuer.starts_with("did:") && !keys.iter().any(|known| known == key) {
                    keys.push(key.to_owned());
                }
            }
            object.values().for_each(|value| issuers(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| issuers(value, found)),
        _ => {}
    }
}

#[test]
fn agrees_on_the_samples_of_1edtech() {
    let outside =
        std::env::var_os("REFERENCE_DIR").map_or_else(|| root().join("../shared/reference"), |given| root().join(given));
    let folders = ["1edtech-validator-ob3", "1edtech-validator-clr2"].map(|name| outside.join("credentials").join(name));
    if !folders.iter().all(|folder| folder.is_dir()) {
        eprintln!("not compared on the samples of 1EdTech: they are not at hand");
        return;
    }
    let mut all = Vec::new();
    for folder in &folders {
        files(folder, &mut all);
    }
    all.sort();
    let list = std::fs::read_to_string(folders[0].join("bit-string-list/testlist")).expect("the list is there");
    let list_url = "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/src/\
                    test/resources/ob30/bit-string-list/testlist";
    let mut known = BTreeMap::new();
    for file in &all {
        if let Ok(value) = serde_json::from_slice(&std::fs::read(file).expect("the file is there")) {
            issuers(&value, &mut known);
        }
    }
    let document = |issuer: &String, keys: &Vec<String>| {
        let key = |key: &String| json!({ "id": format!("{issuer}#{key}"), "type": "Multikey", "controller": issuer, "publicKeyMultibase": key });
        let names: Vec<String> = keys.iter().map(|key| format!("{issuer}#{key}")).collect();
        let keys: Vec<Value> = keys.iter().map(key).collect();
        let context = json!(["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]);
        json!({ "@context": context, "id": issuer, "verificationMethod": keys, "assertionMethod": names }).to_string()
    };
    let dids: Vec<String> =
        known.iter().filter(|(issuer, _)| issuer.starts_with("https:")).map(|(issuer, keys)| document(issuer, keys)).collect();
    assert!(dids.len() > 2, "{known:?}");
    let cases: Vec<Case> = all
        .iter()
        .map(|file| Case {
            name: file.display().to_string(),
            bytes: std::fs::read(file).expect("the file is there"),
            now: "2024-06-01T00:00:00Z".to_owned(),
            documents: BTreeMap::from([(list_url.to_owned(), list.clone())]),
            dids: dids.clone(),
            ..Case::default()
        })
        .collect();
    agree(&cases);
}

/// Some numbers in an order of their own, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        // Knuth's linear congruential generator (MMIX); its high bits are good enough to choose places.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn agrees_on_bytes_changed_after_signing() {
    let mut numbers = Numbers(7);
    let mut cases = Vec::new();
    for case in reference() {
        for _ in 0..2 {
            let mut changed = case.clone();
            let at = numbers.below(changed.bytes.len());
            let what = match numbers.below(4) {
                0 => {
                    changed.bytes[at] ^= 1;
                    "another byte"
                }
                1 => {
                    changed.bytes.remove(at);
                    "a byte less"
                }
                2 => {
                    let byte = b"0a\"{}[],: \\"[numbers.below(11)];
                    changed.bytes.insert(at, byte);
                    "a byte more"
                }
                _ => {
                    changed.bytes.truncate(at);
                    "an end"
                }
            };
            changed.name = format!("{} with {what} at {at}", case.name);
            cases.push(changed);
        }
    }
    agree(&cases);
}

/// Signs whatever it is given, with eddsa-jcs-2022. Keys in a JSON value are in order, and the numbers here are written alike.
fn signed(mut document: Value, key: &IssuerKey) -> Value {
    let object = document.as_object_mut().expect("credentials are objects");
    object.remove("proof");
    let mut proof = json!({
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2026-01-15T00:00:00Z",
        "verificationMethod": key.verification_method(), "proofPurpose": "assertionMethod",
    });
    if let Some(context) = object.get("@context") {
        proof["@context"] = context.clone();
    }
    let digest = |value: &Value| Sha256::digest(value.to_string()).to_vec();
    let message = [digest(&proof), digest(&document)].concat();
    proof["proofValue"] = format!("z{}", bs58::encode(key.sign(&message).expect("a key in memory signs")).into_string()).into();
    document["proof"] = json!([proof]);
    document
}

/// Every value of a document, by its pointer.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    let mut step =
        |key: &str, value: &Value| places(value, &format!("{place}/{}", key.replace('~', "~0").replace('/', "~1")), found);
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| step(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| step(&index.to_string(), value)),
        _ => {}
    }
}

fn changed(document: &Value, place: &str, change: usize) -> Option<(Value, &'static str)> {
    let mut changed = document.clone();
    let (parent, last) = place.rsplit_once('/')?;
    let what = match change {
        0 => {
            match changed.pointer_mut(parent)? {
                Value::Object(object) => drop(object.remove(last)),
                Value::Array(items) => drop(items.remove(last.parse().ok()?)),
                _ => return None,
            }
            "left out"
        }
        1 => {
            let Value::Object(object) = changed.pointer_mut(parent)? else { return None };
            let value = object.remove(last)?;
            object.insert(format!("{last}Name"), value);
            "under another name"
        }
        other => {
            let value = changed.pointer_mut(place)?;
            let (new, what) = match other {
                2 => (Value::from("x"), "x"),
                3 => (Value::from(7), "7"),
                4 => (Value::Bool(true), "true"),
                5 => (Value::Null, "null"),
                6 => (json!([]), "an empty array"),
                7 => (Value::Object(Map::new()), "an empty object"),
                8 => (json!([value.clone()]), "in an array"),
                9 => (value.as_array()?.first()?.clone(), "out of its array"),
                10 => (json!([value.clone(), value.clone()]), "twice"),
                11 => (Value::from("urn:uuid:0"), "a URN"),
                12 => (Value::from("2026-02-30T00:00:00Z"), "a day that never was"),
                13 => (Value::from("2050-01-01T00:00:00+01:00"), "a day to come"),
                _ => (Value::from(""), "empty text"),
            };
            if *value == new {
                return None;
            }
            *value = new;
            what
        }
    };
    Some((changed, what))
}

const CHANGES: usize = 15;

#[test]
fn agrees_on_credentials_signed_with_something_wrong_in_them() {
    let key = IssuerKey::did_key(SecretKey::from_bytes(&[7; 32]));
    let mut numbers = Numbers(11);
    let mut cases = Vec::new();
    for (file, share) in [("rdfc-plain", 9), ("endorsement", 2), ("clr-pathway", 40), ("rdfc-two-endorsements", 40)] {
        let text = std::fs::read(folder().join(format!("{file}.json"))).expect("the case is there");
        let mut document: Value = serde_json::from_slice(&text).expect("the case is JSON");
        document["issuer"]["id"] = key.did().into();
        document.as_object_mut().expect("credentials are objects").remove("proof");
        let mut all = Vec::new();
        places(&document, "", &mut all);
        for place in all {
            for change in 0..CHANGES {
                if numbers.below(share) > 0 {
                    continue;
                }
                let Some((changed, what)) = changed(&document, &place, change) else { continue };
                cases.push(Case {
                    name: format!("{file}: {place} {what}"),
                    bytes: signed(changed, &key).to_string().into_bytes(),
                    now: "2026-06-01T00:00:00Z".to_owned(),
                    ..Case::default()
                });
            }
        }
    }
    agree(&cases);
}
