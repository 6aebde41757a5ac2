//! The definition of a micro-credential: for anyone beside the ten principles, for authors as a form.

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::{Home, Server};
use crate::workshop::define;

const BANK: &str = "/api/tutor/banks/test.fixture";

fn house(home: &Home) -> (Server, Client, Client) {
    let mut server = home.start();
    let (token, _) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let author = owner.colleague("Awa", &["author"]);
    (server, owner, author)
}

fn fact(principles: &Value, name: &str) -> Value {
    let all = principles["principles"].as_array().unwrap().iter().flat_map(|one| one["facts"].as_array().unwrap());
    all.clone().find(|fact| fact["name"] == name).unwrap_or_else(|| panic!("there is a fact {name}: {principles}")).clone()
}

#[test]
fn tells_what_meets_the_principles_and_what_does_not() {
    let home = Home::new();
    let (server, _, _) = house(&home);
    let anyone = server.client();
    let found = anyone.get(&format!("/api/micro-credentials/{}/principles", bank::ID)).expect(200).json();
    assert_eq!((found["principles"].as_array().unwrap().len(), &found["offered"]), (10, &json!(true)));
    for (standing, names) in [
        ("met", ["elements", "standard", "practice", "review", "contact"].as_slice()),
        ("measured", &["accuracy", "consistency"]),
        ("stated", &["assurance", "need", "prerequisites", "ask"]),
        (
            "not_met",
            &[
                "external",
                "second_person",
                "item_statistics",
                "judges",
                "stackability",
                "issuer",
                "status",
                "supervision",
                "secret",
            ],
        ),
    ] {
        for name in names {
            assert_eq!(fact(&found, name)["standing"], standing, "{name}: {}", fact(&found, name));
        }
    }
    assert!(fact(&found, "key")["value"].as_str().unwrap().starts_with("did:key:"));
    anyone.get("/api/micro-credentials/nobody/principles").expect(404);
}

#[test]
fn shows_a_definition_before_its_bank_and_offers_nothing_of_it() {
    let home = Home::new();
    let text = include_str!("../../../item-banks/definitions/leadership.toml");
    std::fs::create_dir(home.path("banks/definitions")).unwrap();
    std::fs::write(home.path("banks/definitions/leadership.toml"), text).unwrap();
    let (server, _, author) = house(&home);
    let all = author.get("/api/catalogue").expect(200).json();
    let cards: Vec<(&Value, &Value)> =
        all["micro_credentials"].as_array().unwrap().iter().map(|card| (&card["id"], &card["offered"])).collect();
    assert_eq!(cards, [(&json!(bank::ID), &json!(true)), (&json!("leadership"), &json!(false))]);
    let one = server.client().get("/api/micro-credentials/leadership").expect(200).json();
    assert_eq!((one["outcomes"].as_array().unwrap().len(), &one["assessments"]), (6, &json!([])));
    let found = server.client().get("/api/micro-credentials/leadership/principles").expect(200).json();
    assert_eq!((&found["offered"], &fact(&found, "elements")["standing"]), (&json!(false), &json!("met")));
    server.client().post("/api/practice/leadership", &json!({})).expect(404);
}

#[test]
fn leaves_a_definition_with_an_error_out_and_says_why() {
    let home = Home::new();
    let text = include_str!("../../../item-banks/definitions/leadership.toml");
    std::fs::create_dir(home.path("banks/definitions")).unwrap();
    let wrong = text.replace("title = \"Leadership:", "title = \"Diploma of Leadership:");
    std::fs::write(home.path("banks/definitions/leadership.toml"), wrong).unwrap();
    let (server, ..) = house(&home);
    assert!(home.log().contains("definitions/leadership.toml:3:9: title = "), "{}", home.log());
    server.client().get("/api/micro-credentials/leadership").expect(404);
}

#[test]
fn is_written_by_a_form_that_names_each_problem_by_its_field() {
    let home = Home::new();
    let (_server, owner, author) = house(&home);
    author.post(&format!("{BANK}/take"), &json!({})).expect(201);
    let draft = owner.get(&format!("{BANK}/definition")).expect(200).json();
    // No error, and one word of advice: the bank names another awarding body than the one that signs here.
    let advice = draft["checked"]["problems"].as_array().unwrap();
    assert_eq!((advice.len(), &draft["readable"]), (1, &json!(true)), "{draft}");
    assert_eq!((&advice[0]["path"], &advice[0]["error"]), (&json!("awarding_body"), &json!(false)));
    assert!(advice[0]["expected"].as_str().unwrap().ends_with("in whose name this server signs what it awards"));
    let before = draft["checked"]["text"].as_str().unwrap().to_owned();
    let ask = |values: Value| json!({ "revision": 1, "values": values });
    let silent = ask(json!([{ "path": "developer", "value": " " }, { "path": "workload.hours", "value": "many" }]));
    let checked = author.post(&format!("{BANK}/definition-check"), &silent).expect(200).json();
    let problems = checked["problems"].as_array().unwrap();
    let paths: Vec<&str> = problems.iter().map(|problem| problem["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["workload.hours", "developer", "awarding_body"], "{checked}");
    assert_eq!(problems[1]["expected"], "Developer: who developed it");
    let unchanged = owner.get(&format!("{BANK}/definition")).expect(200).json();
    assert_eq!(unchanged["checked"]["text"], before, "a check changes nothing");

    let written = author.put(&format!("{BANK}/definition"), &silent).expect(200).json();
    assert_eq!(written["revision"], 2);
    author.put(&format!("{BANK}/definition"), &silent).expect(409);
    let ready = author.get(&format!("{BANK}/publications")).expect(200).json();
    assert!(ready["errors"].to_string().contains("who developed it"), "{ready}");
    author.post(&format!("{BANK}/publications"), &json!({ "revision": 2, "version": "2.0.0", "note": "" })).expect(409);
    let revision = define(&author, BANK, 2);
    author.post(&format!("{BANK}/publications"), &json!({ "revision": revision, "version": "2.0.0", "note": "" })).expect(201);
    assert!(owner.get("/api/tutor/trail").expect(200).text().contains("credential.toml: definition"));
}

#[test]
fn keeps_a_definition_of_the_first_format_from_being_published_anew() {
    let home = Home::new();
    let (_server, _, author) = house(&home);
    author.post(&format!("{BANK}/take"), &json!({})).expect(201);
    let draft = author.get(&format!("{BANK}/definition")).expect(200).json();
    let text = draft["checked"]["text"].as_str().unwrap();
    let older: String = text
        .replace("micro-credential/2", "micro-credential/1")
        .lines()
        .filter(|line| !line.starts_with("developer") && !line.starts_with("nzsced"))
        .map(|line| format!("{line}\n"))
        .collect();
    let files = json!([{ "path": "credential.toml", "text": older }]);
    author.put(&format!("{BANK}/files"), &json!({ "revision": 1, "why": "as it was", "files": files })).expect(200);
    let ready = author.get(&format!("{BANK}/publications")).expect(200).json();
    let said: Vec<&str> = ready["errors"].as_array().unwrap().iter().map(|error| error["message"].as_str().unwrap()).collect();
    assert_eq!(
        said,
        [
            "the micro-credential does not say its Developer: who developed it",
            "the micro-credential does not say its NZSCED code: the field of study: six digits of the NZSCED",
        ]
    );
}

#[test]
fn aligns_an_outcome_with_what_a_framework_says() {
    let home = Home::new();
    let (_server, _, author) = house(&home);
    author.post(&format!("{BANK}/take"), &json!({})).expect(201);
    let case = include_str!("../../../interchange/tests/case/package-1.1.json");
    let read = author.post("/api/tutor/case", &json!({ "name": "skills.json", "text": case })).expect(200).json();
    let item = &read["items"][1];
    assert_eq!((&item["code"], &item["parent"], &read["problems"]), (&json!("Q.1"), &json!("Queues"), &json!([])));
    let refused = author.post("/api/tutor/case", &json!({ "name": "skills.json", "text": "{}" })).expect(422).json();
    assert!(refused["detail"].as_str().unwrap().contains("skills.json: CFDocument = nothing"), "{refused}");

    let link =
        |framework: &str, uri: &Value| json!({ "framework": framework, "uri": uri, "relation": "isRelatedTo", "name": "Queues" });
    let put = |revision: i64, outcome: &str, links: Value| {
        author.put(&format!("{BANK}/alignments"), &json!({ "revision": revision, "outcome": outcome, "alignments": links }))
    };
    put(1, "F-9", json!([])).expect(404);
    put(1, "F-1", json!([link("esco", &json!("https://example.org/skill"))])).expect(422);
    put(1, "F-1", json!([link("x", &json!("javascript:alert(1)"))])).expect(422);
    let esco = json!("http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000000");
    let done = put(1, "F-1", json!([link("Skills", &item["uri"]), link("esco", &esco)])).expect(200).json();
    assert_eq!(done["alignments"].as_array().unwrap().len(), 2);
    let draft = author.get(&format!("{BANK}/definition")).expect(200).json();
    assert_eq!((&draft["outcomes"][0], &draft["revision"]), (&done, &json!(2)));
    put(1, "F-1", json!([])).expect(409);
    put(2, "F-1", json!([])).expect(200);
}
