//! Who may do what: every operation of the API asked for in every role, and written down as a table.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::Home;

/// Who asks, in the order of the columns.
const ASKERS: [&str; 9] =
    ["nobody", "learner", "another learner", "owner", "author", "assessor", "invigilator", "judge", "moderator"];

/// A house with one of everything: its ids stand in for the names in paths.
struct House {
    _home: Home,
    _server: crate::program::Server,
    base: Client,
    clients: BTreeMap<&'static str, Client>,
    ids: BTreeMap<&'static str, String>,
}

impl House {
    fn new() -> Self {
        let home = Home::new();
        let mut server = home.start();
        let (token, code) = server.greeting();
        let owner = server.client();
        owner.set_up(&token);
        let learner = server.client();
        let view = learner.begin(&code, "Lea");
        let other = server.client();
        other.join(&code, "Otto");
        let mut clients = BTreeMap::from([("nobody", server.client()), ("learner", learner.clone()), ("another learner", other)]);
        for (role, name) in [("author", "Awa"), ("assessor", "Eru"), ("invigilator", "Ivy"), ("judge", "Jo"), ("moderator", "Mo")]
        {
            clients.insert(role, owner.colleague(name, &[role]));
        }
        let new = json!({ "micro_credential": bank::ID, "title": "Room", "minutes": 60 });
        let sitting = owner.post("/api/tutor/sittings", &new).expect(201).json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let page = owner.get("/api/tutor").json();
        let people = owner.get("/api/tutor/people").json();
        let staff = people.as_array().unwrap().iter().find(|row| row["name"] == "Awa").unwrap();
        owner.post("/api/tutor/banks/test.fixture/take", &json!({})).expect(201);
        let proposal = json!({ "revision": 1, "version": "1.0.1", "note": "" });
        let publication = owner.post("/api/tutor/banks/test.fixture/publications", &proposal).expect(201).json();
        // Running it.
        let new = json!({ "name": "Autumn", "micro_credential": bank::ID, "opens_at": 1, "closes_at": 86_400_000, "attempts": null, "minutes": null });
        let cohort = owner.post("/api/tutor/cohorts", &new).expect(201).json();
        let report = json!({ "item": view["block"]["items"][0]["name"], "words": "It is blurred." });
        learner.post(&format!("/api/attempts/{}/reports", text(&view["id"])), &report).expect(201);
        let concerns = owner.get("/api/tutor/concerns").json();
        let new =
            json!({ "item": "CANARYitem-01", "key": { "number": { "value": 5.0, "tolerance": 0.0 } }, "reason": "A test." });
        let correction = owner.post(&format!("/api/tutor/micro-credentials/{}/corrections", bank::ID), &new).expect(201).json();
        let study = json!({ "blueprint": "award", "borderline": "Can just do it.", "sample": false });
        let study = owner.post("/api/tutor/banks/test.fixture/pass-mark", &study).expect(201).json();
        let judge = json!({ "name": "Jude", "qualifications": "", "days": 1 });
        let judges = format!("/api/tutor/studies/{}/judges", text(&study["id"]));
        let judge = owner.post(&judges, &judge).expect(201).json();
        let ids = BTreeMap::from([
            ("study", text(&study["id"])),
            ("judge", text(&judge["judge"])),
            ("publication", text(&publication["id"])),
            ("cohort", text(&cohort["cohort"]["id"])),
            ("concern", text(&concerns["concerns"][0]["id"])),
            ("correction", text(&correction["id"])),
            ("attempt", text(&view["id"])),
            ("seat", text(&learner.get("/api/me").json()["seats"][0]["id"])),
            ("code", text(&page["codes"][0]["id"])),
            ("sitting", text(&sitting["id"])),
            ("staff", text(&staff["id"])),
        ]);
        clients.insert("owner", owner);
        Self { _home: home, base: server.client(), _server: server, clients, ids }
    }

    /// The path with what there is in this house.
    fn filled(&self, path: &str) -> String {
        let id = if path.contains("/attempts/") {
            &self.ids["attempt"]
        } else if path.contains("/seats/{id}") {
            &self.ids["seat"]
        } else if path.contains("/codes/") {
            &self.ids["code"]
        } else if path.contains("/sittings/") {
            &self.ids["sitting"]
        } else if path.contains("/people/") {
            &self.ids["staff"]
        } else if path.contains("/publications/{id}") {
            &self.ids["publication"]
        } else if path.contains("/studies/{id}") {
            &self.ids["study"]
        } else if path.contains("/tutor/banks/") {
            "test.fixture"
        } else if path.contains("/cohorts/") {
            &self.ids["cohort"]
        } else if path.contains("/concerns/") {
            &self.ids["concern"]
        } else if path.contains("/corrections/") {
            &self.ids["correction"]
        } else {
            bank::ID
        };
        let path = path.replace("{attempt}", &self.ids["attempt"]).replace("{format}", "json").replace("{sample}", "1");
        let path = path.replace("{what}", if path.contains("item-exports") { "statistics" } else { "trails" });
        path.replace("{id}", id)
            .replace("{seat}", &self.ids["seat"])
            .replace("{judge}", &self.ids["judge"])
            .replace("{name}", "open.svg")
            .replace("{token}", "none")
    }

    /// Asks with a body that nobody could mean, so that nothing changes: a door opens before the body is read.
    fn ask(&self, who: &str, method: &str, path: &str) -> u16 {
        let (kind, body): (&[(&str, &str)], &[u8]) =
            if method == "GET" { (&[], b"") } else { (&[("content-type", "application/json")], b"[]") };
        self.clients[who].send(method, &self.filled(path), kind, body).status
    }
}

/// Operations that end what the asker or the house needs: asked for in a house of their own.
fn is_destructive(method: &str, path: &str) -> bool {
    method == "DELETE"
        || [
            "/close",
            "/card",
            "/confirm",
            "/start",
            "/sit",
            "/password-link",
            "/hand-in",
            "/sign-out",
            "/demo",
            "/rotate",
            "/erasure",
        ]
        .iter()
        .any(|end| path.ends_with(end))
}

fn operations(client: &Client) -> Vec<(String, String, String, Value)> {
    let description = client.get("/api/openapi.json").expect(200).json();
    let mut all = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let what = operation["summary"].as_str().unwrap().to_owned();
            all.push((path.clone(), method.to_uppercase(), what, operation["security"].clone()));
        }
    }
    all
}

/// What the description of the API says of who may.
fn promised(who: &str, security: &Value) -> bool {
    let Some(scheme) = security.as_array().and_then(|all| all.first()) else { return true };
    match (scheme["learner"].is_array(), scheme["tutor"].as_array()) {
        (true, _) => who.ends_with("learner"),
        (_, Some(roles)) if roles.is_empty() => !["nobody", "learner", "another learner"].contains(&who),
        (_, Some(roles)) => roles.iter().any(|role| role == who),
        _ => panic!("{security} names a scheme that is not known"),
    }
}

#[test]
fn opens_each_door_to_whom_the_table_says_and_nobody_else() {
    let house = House::new();
    let mut table = String::from(
        "# Who may do what\n\nMade by the test `roles` of the server, which asks for each operation in each role over HTTP; \
         `ASSAY_WRITE_DOCS=1 cargo test -p server --test http roles` writes it anew.\n\n\
         `yes`: may. `own`: may, for what is theirs; another's is not found. Empty: refused, with 401 where one is not signed in, and \
         403 where the roles that one holds do not include it.\n\n| | |",
    );
    for who in ASKERS {
        let _ = write!(table, " {who} |");
    }
    table.push_str("\n| --- | --- |");
    table.push_str(&" --- |".repeat(ASKERS.len()));
    table.push('\n');

    for (path, method, what, security) in operations(&house.base) {
        let _ = write!(table, "| `{method} {path}` | {what} |");
        for who in ASKERS {
            let fresh;
            let asked = if is_destructive(&method, &path) && promised(who, &security) {
                fresh = House::new();
                fresh.ask(who, &method, &path)
            } else {
                house.ask(who, &method, &path)
            };
            let may = !matches!(asked, 401 | 403);
            // A wrong password or an unknown link is refused by the same number; the door itself is open to anyone.
            let may = may || security.is_null() && asked == 401;
            assert_eq!(may, promised(who, &security), "{method} {path} asked by {who} is answered by {asked}");
            assert!(asked < 500, "{method} {path} asked by {who} is answered by {asked}");
            if !may {
                let expected =
                    if ["nobody", "learner", "another learner"].contains(&who) || is_of_learners(&security) { 401 } else { 403 };
                assert_eq!(asked, expected, "{method} {path} asked by {who}");
            }
            let own = who == "another learner" && path.contains("{id}") && may && !security.is_null();
            if own {
                assert_eq!(
                    asked,
                    if method == "GET" || is_destructive(&method, &path) { 404 } else { 400 },
                    "{method} {path}: another's"
                );
            }
            let cell = match (may, is_of_learners(&security) && path.contains("{id}")) {
                (false, _) => "",
                (true, true) => "own",
                (true, false) => "yes",
            };
            let _ = write!(table, " {cell} |");
        }
        table.push('\n');
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/ROLES.md");
    if std::env::var_os("ASSAY_WRITE_DOCS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == table, "docs/ROLES.md is not what the server does; see its first lines for how to write it anew");
}

fn is_of_learners(security: &Value) -> bool {
    security.as_array().and_then(|all| all.first()).is_some_and(|scheme| scheme["learner"].is_array())
}

#[test]
fn shows_keys_to_those_whose_role_asks_for_them_and_nobody_else() {
    let house = House::new();
    let gets: Vec<_> = operations(&house.base).into_iter().filter(|(_, method, ..)| method == "GET").collect();
    for who in ASKERS {
        let client = &house.clients[who];
        let before = client.received.lock().unwrap().len();
        for (path, ..) in &gets {
            client.get(&house.filled(path));
            client.get(&house.filled(&path.replace("{name}", "CANARYpicture.svg")));
        }
        // Bodies that cannot be meant, so that refusals are searched too.
        for (path, method, ..) in operations(&house.base) {
            if method != "GET" && !is_destructive(&method, &path) {
                house.ask(who, &method, &path);
            }
        }
        let received = client.received.lock().unwrap();
        let received = String::from_utf8_lossy(&received[before..]).into_owned();
        let found = bank::secrets().into_iter().find(|secret| received.contains(secret));
        let sees_keys = ["owner", "author", "judge", "moderator"].contains(&who);
        assert_eq!(found.is_some(), sees_keys, "{who}: {found:?}");
    }
}
