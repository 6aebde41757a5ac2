//! Banks in the workshop: begun, changed, published by two people, withdrawn.

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::Home;

const BANK: &str = "/api/tutor/banks/test.fixture";

fn file(bank: &Value, path: &str) -> String {
    let files = bank["files"].as_array().unwrap();
    let file = files.iter().find(|file| file["path"] == path).unwrap_or_else(|| panic!("there is a {path}"));
    file["text"].as_str().unwrap().to_owned()
}

#[track_caller]
fn put(client: &Client, bank: &str, revision: i64, path: &str, text: &Value) -> crate::client::Reply {
    let body = json!({ "revision": revision, "why": "as the test says", "files": [{ "path": path, "text": text }] });
    client.put(&format!("{bank}/files"), &body)
}

fn new_bank(id: &str) -> Value {
    json!({
        "id": id, "title": "A new bank", "lang": "en-NZ", "licence": "CC-BY-4.0",
        "outcomes": [{ "id": "N-1", "text": "Counts apples" }], "awarding_body": "Test bench", "country": "NZ",
    })
}

/// Says all that a definition must say, but for what was said when the bank was begun; gives the new revision.
pub fn define(client: &Client, here: &str, revision: i64) -> i64 {
    let values = [
        ("description", "Its holder counts."),
        ("purpose", "For those who count."),
        ("developer", "Test bench"),
        ("evidence_of_need", "Tests need it."),
        ("level.framework", "NZQCF"),
        ("level.value", "5"),
        ("workload.hours", "10"),
        ("assessment_type.text", "Adaptive test"),
        ("participation.text", "Online"),
        ("form_of_study", "self-directed\nresearch-based"),
        ("quality_assurance", "Two people."),
        ("assured_by.kind", "internal"),
        ("prerequisites", "None"),
        ("stackability", "Stands alone."),
        ("review_by", "2030-01-01"),
        ("nzsced", "010101"),
        ("guidance.next", "Count more."),
        ("guidance.ask", "The test bench."),
    ];
    let values: Vec<Value> = values.iter().map(|(path, value)| json!({ "path": path, "value": value })).collect();
    let body = json!({ "revision": revision, "values": values });
    let done = client.put(&format!("{here}/definition"), &body).expect(200).json();
    let is_advice = |problem: &Value| problem["error"] == false;
    assert!(done["problems"].as_array().unwrap().iter().all(is_advice), "{done}");
    done["revision"].as_i64().unwrap()
}

/// A house with an owner and an author.
fn house() -> (Home, crate::program::Server, Client, Client, String) {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let author = owner.colleague("Awa", &["author"]);
    (home, server, owner, author, code)
}

#[test]
fn begins_a_bank_and_keeps_every_version_of_its_files() {
    let (_home, _server, owner, author, _) = house();
    let row = author.post("/api/tutor/banks", &new_bank("nz.test.one")).expect(201).json();
    assert_eq!((&row["workshop"]["revision"], &row["workshop"]["changed_by"]), (&json!(1), &json!("Awa")));
    assert!(row["workshop"]["counts"]["errors"].as_i64().unwrap() > 0, "a bank without items is no bank: {row}");
    author.post("/api/tutor/banks", &new_bank("nz.test.one")).expect(409);
    author.post("/api/tutor/banks", &new_bank("test.fixture")).expect(409);
    author.post("/api/tutor/banks", &new_bank("no name")).expect(422);

    let here = "/api/tutor/banks/nz.test.one";
    let item = |answer: u32| {
        format!(
            "+++\nid = \"one\"\ntype = \"numeric\"\npool = \"practice\"\noutcomes = [\"N-1\"]\n\n[answer]\nvalue = {answer}\n\n\
             [irt]\nmodel = \"2PL\"\nb = 0.1\nb_sd = 1.0\n+++\nHow many apples are in a dozen?\n"
        )
    };
    let done = put(&author, here, 1, "items/one.md", &json!(item(11))).expect(200).json();
    assert_eq!((&done["revision"], &done["counts"]["items"]), (&json!(2), &json!(1)));
    put(&author, here, 2, "items/one.md", &json!(item(12))).expect(200);
    // The same again changes nothing.
    let same = put(&author, here, 3, "items/one.md", &json!(item(12))).expect(200).json();
    assert_eq!(same["revision"], 3);

    let stale = put(&owner, here, 1, "items/one.md", &json!(item(13))).expect(409).json();
    assert_eq!((&stale["revision"], stale["changes"].as_array().unwrap().len()), (&json!(3), 2));
    assert_eq!(stale["changes"][0]["paths"], json!(["items/one.md"]));

    put(&owner, here, 3, "items/one.md", &json!(null)).expect(200);
    let versions = owner.get(&format!("{here}/items/one/history")).expect(200).json();
    let versions = versions.as_array().unwrap();
    assert_eq!(versions.len(), 3);
    assert!(versions[0]["after"].is_null() && versions[0]["before"] == item(12), "the newest first: {versions:?}");
    assert!(versions[2]["before"].is_null() && versions[2]["who"] == "Awa");
    let history = owner.get(&format!("{here}/history")).expect(200).json();
    assert_eq!(history.as_array().unwrap().len(), 4);
    let trail = owner.get("/api/tutor/trail").expect(200).json().to_string();
    assert!(trail.contains("bank_made") && trail.contains("items/one.md: as the test says"), "{trail}");
}

#[test]
fn refuses_what_is_no_part_of_a_bank() {
    let (_home, _server, _, author, _) = house();
    author.post("/api/tutor/banks", &new_bank("nz.test.one")).expect(201);
    let here = "/api/tutor/banks/nz.test.one";
    for path in ["../bank.toml", "items/../one.md", "/etc/passwd", "items/.md", "notes/x.md", "bank.toml/x", ""] {
        put(&author, here, 1, path, &json!("x")).expect(422);
    }
    put(&author, here, 1, "bank.toml", &json!(null)).expect(422);
    put(&author, here, 1, "bank.toml", &json!("id = \"other\"\n")).expect(422);
    let body = json!({ "revision": 1, "why": "x", "files": [{ "path": "media/x.png", "text": null, "bytes": "no base64!" }] });
    author.put(&format!("{here}/files"), &body).expect(422);
    put(&author, "/api/tutor/banks/nobody", 1, "items/one.md", &json!("x")).expect(404);
    // A draft may hold what is no picture; it is not shown.
    put(&author, here, 1, "media/x.svg", &json!("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>")).expect(200);
    author.get(&format!("{here}/media/x.svg")).expect(404);
}

#[test]
fn publishes_with_a_second_person_and_lets_running_attempts_go_on() {
    let (home, server, owner, author, code) = house();
    let row = author.post(&format!("{BANK}/take"), &json!({})).expect(201).json();
    assert_eq!((&row["workshop"]["counts"]["errors"], &row["served"]["version"]), (&json!(0), &json!("1.0.0")));
    author.post(&format!("{BANK}/take"), &json!({})).expect(409);
    let bank = author.get(BANK).expect(200).json();
    author.get(&format!("{BANK}/media/open.svg")).expect(200);

    let learner = server.client();
    let view = learner.begin(&code, "Tama");
    // Everything asked is another question from now on.
    let mut files = Vec::new();
    for entry in bank["files"].as_array().unwrap() {
        let path = entry["path"].as_str().unwrap();
        if path.starts_with("items/credit") {
            files.push(json!({ "path": path, "text": entry["text"].as_str().unwrap().replace("Q-", "NEW Q-") }));
        }
    }
    let done = author
        .put(&format!("{BANK}/files"), &json!({ "revision": 1, "why": "another wording", "files": files }))
        .expect(200)
        .json();
    assert_eq!(done["revision"], 2);

    let ready = author.get(&format!("{BANK}/publications")).expect(200).json();
    assert_eq!((&ready["errors"], &ready["changed"]), (&json!([]), &json!(true)));
    assert_eq!(ready["offer"]["forms"][0]["cut"], "0.00");
    let propose = |revision: i64, version: &str| {
        author.post(&format!("{BANK}/publications"), &json!({ "revision": revision, "version": version, "note": "look at all" }))
    };
    propose(1, "1.1.0").expect(409);
    // What nobody could open again is not kept: this is packed beyond belief.
    let provenance = file(&bank, "PROVENANCE.md");
    let beyond = provenance.clone() + &" ".repeat(2 << 20);
    put(&author, BANK, 2, "PROVENANCE.md", &json!(beyond)).expect(200);
    let refused = propose(3, "1.1.0").expect(409).json();
    assert!(refused["detail"].as_str().unwrap().contains("not packed beyond belief"), "{refused}");
    put(&author, BANK, 3, "PROVENANCE.md", &json!(provenance)).expect(200);
    let proposed = propose(4, "1.1.0").expect(201).json();
    assert_eq!((&proposed["state"], &proposed["own"]), (&json!("waiting"), &json!(true)));
    let publication = format!("/api/tutor/publications/{}", proposed["id"].as_str().unwrap());
    author.post(&format!("{publication}/decision"), &json!({ "publish": true, "note": "" })).expect(409);
    let seen = owner.get(&publication).expect(200).json();
    assert_eq!((&seen["against"], seen["differences"].as_array().unwrap().len()), (&json!("1.0.0"), bank::CREDIT + 1));
    // How often it would award wrongly is known before anybody signs, over all attempts, with its uncertainty.
    let simulated = &seen["simulation"][0]["report"];
    assert_eq!(simulated["populations"].as_array().unwrap().len(), 3);
    for attempts in ["first", "all_attempts"] {
        let awarded = &simulated["populations"][0][attempts]["awarded"];
        assert!((0.0..=1.0).contains(&awarded["value"].as_f64().unwrap()) && awarded["standard_error"].is_f64(), "{awarded}");
    }
    owner.post(&format!("{publication}/decision"), &json!({ "publish": false, "note": "" })).expect(422);
    let signed = owner.post(&format!("{publication}/decision"), &json!({ "publish": true, "note": "" })).expect(200).json();
    assert_eq!((&signed["state"], &signed["decided_by"]), (&json!("published"), &json!("Tui Tutor")));
    owner.post(&format!("{publication}/decision"), &json!({ "publish": true, "note": "" })).expect(409);

    // Who began before goes on with what was; who begins now gets what is.
    let finished = learner.finish(&view, bank::right);
    assert_eq!(finished["state"], "finished");
    assert!(!finished.to_string().contains("NEW Q-"));
    let begun = server.client().begin(&code, "Wiremu");
    assert!(begun.to_string().contains("NEW Q-"), "{begun}");
    drop(server);

    let server = home.start();
    let later = server.client();
    later.post("/api/sign-in", &json!({ "email": "awa@example.org", "password": crate::client::PASSWORD })).expect(200);
    let rows = later.get("/api/tutor/banks").expect(200).json();
    assert_eq!(rows["banks"][0]["served"]["version"], "1.1.0", "it outlives the process: {rows}");
    // A published version is taken.
    let again = json!({ "revision": 5, "version": "1.1.0", "note": "" });
    later.post(&format!("{BANK}/publications"), &again).expect(422);

    later.post(&format!("{publication}/withdraw"), &json!({ "reason": "" })).expect(422);
    later.post(&format!("{publication}/withdraw"), &json!({ "reason": "a key is wrong" })).expect(200);
    let rows = later.get("/api/tutor/banks").expect(200).json();
    assert_eq!(rows["banks"][0]["served"]["version"], "1.0.0", "the folder's is offered again");
    let begun = server.client().begin(&code, "Hana");
    assert!(!begun.to_string().contains("NEW Q-"));
}

#[test]
fn refuses_to_publish_what_gives_another_award_away() {
    let (_home, _server, owner, author, _) = house();
    owner.post(&format!("{BANK}/take"), &json!({})).expect(201);
    let fixture = owner.get(BANK).expect(200).json();
    author.post("/api/tutor/banks", &new_bank("nz.test.leak")).expect(201);
    // A bank with an award of its own, whose practice asks what the fixture's award asks.
    let leak = file(&fixture, "items/credit-01.md").replace("F-2", "N-1").replace("\"credit\"", "\"practice\"");
    let mut files = vec![
        json!({ "path": "items/leak.md", "text": leak.replace("CANARYitem-01", "leak").replace("![A square](media/CANARYpicture.svg)", "") }),
    ];
    for n in 0..12 {
        let text = format!(
            "+++\nid = \"own-{n}\"\ntype = \"numeric\"\npool = \"credit\"\nstatus = \"operational\"\noutcomes = [\"N-1\"]\n\n\
             [answer]\nvalue = {n}\n\n[irt]\nmodel = \"2PL\"\nb = 0.{n}\nb_sd = 1.0\n+++\nPears {n}, apples {n}: what is number {n}?\n"
        );
        files.push(json!({ "path": format!("items/own-{n}.md"), "text": text }));
    }
    let length = |text: String| {
        text.replace("minimum = 10\nmaximum = 30", "minimum = 2\nmaximum = 10").replace("maximum = 10", "maximum = 1")
    };
    let here = "/api/tutor/banks/nz.test.leak";
    let own = author.get(here).expect(200).json();
    for path in ["blueprints/award.toml", "blueprints/practice.toml"] {
        files.push(json!({ "path": path, "text": length(file(&own, path)).replace("minimum = 2", "minimum = 1").replace("block = 5", "block = 1") }));
    }
    author.put(&format!("{here}/files"), &json!({ "revision": 1, "why": "items", "files": files })).expect(200);
    let revision = define(&author, here, 2);
    let ready = author.get(&format!("{here}/publications")).expect(200).json();
    let errors = ready["errors"].as_array().unwrap();
    assert!(!errors.is_empty(), "{ready}");
    assert!(errors[0]["message"].as_str().unwrap().contains("serves \"leak\" with its key"), "{ready}");
    let proposal = json!({ "revision": revision, "version": "1.0.0", "note": "" });
    author.post(&format!("{here}/publications"), &proposal).expect(409);
}
