//! What is kept of people: the map of it, what a learner sees of it, and its erasure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use credential::{Verdict, verify};
use serde_json::{Value, json};

use crate::bank;
use crate::program::{Home, all_files, query};

/// The tables that the migrations leave, by reading them in order.
fn tables() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut tables = BTreeSet::new();
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let words: Vec<&str> = line.trim_end_matches([';', '(']).split_whitespace().collect();
            match words[..] {
                ["create", "table", name, ..] => drop(tables.insert(name.to_owned())),
                ["drop", "table", name] => drop(tables.remove(name)),
                ["alter", "table", from, "rename", "to", to] => {
                    tables.remove(from);
                    tables.insert(to.to_owned());
                }
                _ => {}
            }
        }
    }
    assert!(tables.contains("person") && !tables.contains("link"), "the migrations were read: {tables:?}");
    tables
}

#[test]
fn names_every_table_of_the_records_in_the_data_map() {
    let map = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/PRIVACY.md")).unwrap();
    let rows = map.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|row| row.split(" | ").next());
    let named: BTreeSet<String> =
        rows.flat_map(|cell| cell.split(", ").map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>()).collect();
    let tables = tables();
    let missing: Vec<_> = tables.difference(&named).collect();
    assert!(missing.is_empty(), "docs/PRIVACY.md has no row for {missing:?}");
    let gone: Vec<_> = named.difference(&tables).filter(|name| !name.contains('/')).collect();
    assert!(gone.is_empty(), "docs/PRIVACY.md has rows for tables that are not there: {gone:?}");
}

#[test]
fn shows_what_is_kept_and_erases_it_but_for_what_an_award_rests_on() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (lea, noa, owner, outsider) = (server.client(), server.client(), server.client(), server.client());
    owner.set_up(&token);
    let attempt = lea.earn(&code, "Lea", &owner);
    let badge = lea.get(&format!("/api/attempts/{attempt}/credential")).expect(200).body;
    lea.post(&format!("/api/attempts/{attempt}/appeals"), &json!({ "words": "Leas Worte" })).expect(201);
    let shared = lea.put(&format!("/api/attempts/{attempt}/share"), &json!({ "show_name": true })).expect(200).json();
    let secret = shared["url"].as_str().unwrap().split("/shared#").nth(1).unwrap().to_owned();
    noa.begin(&code, "Noa");

    let counts = |kept: &Value| -> Vec<(String, u64)> {
        let items = kept["items"].as_array().unwrap().iter();
        items.map(|item| (item["kind"].as_str().unwrap().to_owned(), item["count"].as_u64().unwrap())).collect()
    };
    let of = |kinds: &[&str]| kinds.iter().map(|kind| ((*kind).to_owned(), 1)).collect::<Vec<_>>();
    let kept = lea.get("/api/me/kept").expect(200).json();
    assert_eq!(counts(&kept), of(&["person", "cards", "sign_ins", "places", "awarded", "credentials", "shares", "said"]));
    assert_eq!(
        (kept["stays"][0]["title"].clone(), kept["against"].clone()),
        (lea.get("/api/me/wallet").json()["credentials"][0]["face"]["title"].clone(), json!([]))
    );
    let kept = noa.get("/api/me/kept").expect(200).json();
    assert_eq!(counts(&kept), of(&["person", "cards", "sign_ins", "places", "unfinished"]));
    assert_eq!(kept["items"][4]["days"], 30, "as the micro-credential promises");
    assert_eq!(kept["stays"], json!([]));

    // What is downloaded has the credential, too.
    let mine = lea.get("/api/me/data").expect(200).json();
    assert_eq!(mine["credentials"][0]["document"], serde_json::from_slice::<Value>(&badge).unwrap());

    // Of one without an award nothing stays.
    assert_eq!(noa.post("/api/me/erasure", &json!({})).expect(200).json(), json!({ "done": true }));
    noa.get("/api/me").expect(401);
    let learners = "select id from learner";
    assert_eq!(query::<(String,)>(&home.database(), learners).unwrap().len(), 1);
    assert_eq!(query::<(String,)>(&home.database(), "select id from attempt").unwrap(), [(attempt.clone(),)]);

    // Of one with an award stays what it rests on, and no name.
    assert_eq!(lea.post("/api/me/erasure", &json!({})).expect(200).json(), json!({ "done": true }));
    lea.get("/api/me/wallet").expect(401);
    outsider.get(&format!("/api/shared/{secret}")).expect(404);
    let people = query::<(String,)>(&home.database(), "select name from person").unwrap();
    assert_eq!(people.len(), 1, "the owner: {people:?}");
    assert!(query::<(String,)>(&home.database(), "select words from concern").unwrap().is_empty());
    assert!(!query::<(i64,)>(&home.database(), "select seq from event").unwrap().is_empty(), "the log of the award");
    let document = query::<(String,)>(&home.database(), "select document from credential").unwrap();
    assert_eq!(document[0].0.as_bytes(), badge, "salted hashes only");
    assert!(!document[0].0.contains("lea@example.org") && !document[0].0.contains("\"Lea\""));

    // Those who run it go on, and what the learner took with them stays valid.
    owner.get("/api/tutor").expect(200);
    owner.get("/api/tutor/today").expect(200);
    owner.get(&format!("/api/tutor/micro-credentials/{}/pack/5", bank::ID)).expect(200);
    let verdict = verify(&badge, &BTreeMap::new(), "2099-01-01T00:00:00Z".parse().unwrap());
    assert!(!matches!(verdict, Verdict::Invalid(_)), "{verdict:?}");

    // The address can join again, as somebody new.
    let again = server.client();
    assert_eq!(again.join(&code, "Lea")["seats"][0]["attempts"], json!([]));
}

/// The files of the data folder that hold one of these texts, in whatever bytes.
fn holding(home: &Home, texts: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    all_files(&home.path("data"), &mut files);
    assert!(files.len() > 1);
    let mut found = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let holds = |text: &&&str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        found.extend(texts.iter().filter(holds).map(|text| format!("{}: {text}", file.display())));
    }
    found
}

#[test]
fn leaves_no_byte_of_a_former_name_or_of_one_that_was_erased() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (hana, owner) = (server.client(), server.client());
    owner.set_up(&token);
    for name in ["Hoani", "Mere"] {
        server.client().join(&code, name);
    }
    let new = json!({ "code": code, "name": "Hana Neu", "email": "hana.quill@example.org" });
    hana.post("/api/join", &new).expect(200);
    assert!(!holding(&home, &["Hana Neu"]).is_empty(), "it is there before");
    hana.post(api::path::MY_NAME_REQUEST, &json!({ "name": "Hera Wanted", "reason": "Nobody calls me Hana Neu." })).expect(201);
    let waiting = owner.get(api::path::NAME_REQUESTS).expect(200).json();
    let decision = api::path::fill(api::path::NAME_REQUEST_DECISION, &[waiting[0]["id"].as_str().unwrap()]);
    owner.post(&decision, &json!({ "grant": true, "words": "" })).expect(204);
    assert_eq!(holding(&home, &["Hana Neu"]), [""; 0], "while it runs");

    assert_eq!(hana.post("/api/me/erasure", &json!({})).expect(200).json(), json!({ "done": true }));
    let gone = ["Hana Neu", "Hera Wanted", "hana.quill@example.org"];
    assert_eq!(holding(&home, &gone), [""; 0], "while it runs");
    assert_eq!(server.stop(), Some(0));
    assert_eq!(holding(&home, &gone), [""; 0], "after it was stopped");
    assert!(!holding(&home, &["hoani@example.org"]).is_empty(), "the others are there");
}
