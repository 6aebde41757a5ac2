//! Nothing of the credit pool that is secret leaves the server: every byte that a learner or an outsider can fetch is searched.

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::Home;

fn look_everywhere(client: &Client, ids: &[&str]) {
    for path in [
        "/",
        "/verify",
        "/tutor",
        "/api/catalogue",
        "/api/me",
        "/api/openapi.json",
        "/api/tutor",
        "/healthz",
        "/readyz",
        "/.well-known/did.json",
        "/api/nothing",
        "/assets/CANARY.js",
        "/api/micro-credentials/fixture",
        "/api/practice/fixture/media/open.svg",
        "/api/practice/fixture/media/CANARYpicture.svg",
        "/api/practice/fixture/media/..%2F..%2Fbanks%2Ffixture%2Fitems%2Fcredit-00.md",
        "/data/assay.db",
        "/../banks/fixture/bank.toml",
    ] {
        client.get(path);
    }
    let start = client.post("/api/practice/fixture", &json!({})).expect(200).json();
    client.post("/api/practice-results", &json!({ "ticket": start["ticket"], "log": { "format": "log/1" } }));
    for id in ids {
        for path in ["", "/result", "/credential", "/share", "/media/CANARYpicture.svg", "/events"] {
            client.get(&format!("/api/attempts/{id}{path}"));
        }
        for action in [
            json!({ "answer": { "item": "credit-00", "answer": { "options": ["a"] } } }),
            json!({ "not_learned": { "item": "x" } }),
            json!("hand_in"),
            json!("resume"),
            json!({ "score": 1 }),
        ] {
            for seq in [0, 1, 2, 1000] {
                client.post(&format!("/api/attempts/{id}/events"), &json!({ "seq": seq, "action": action }));
            }
        }
    }
}

fn names(view: &Value) -> Vec<String> {
    let items = view["block"]["items"].as_array().unwrap();
    let options = |item: &Value| {
        let kinds = ["options", "order", "hottext"].map(|kind| item["interaction"][kind]["options"].as_array().cloned());
        kinds.into_iter().flatten().flatten().collect::<Vec<_>>()
    };
    let fields = |item: &Value| item["interaction"]["fields"]["fields"].as_array().cloned().unwrap_or_default();
    let choices = |field: Value| {
        let choices = field["choices"].as_array().cloned().unwrap_or_default();
        choices.into_iter().chain([field])
    };
    let parts = items.iter().flat_map(|item| options(item).into_iter().chain(fields(item).into_iter().flat_map(choices)));
    parts.chain(items.iter().cloned()).map(|named| named["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn lets_no_key_parameter_or_name_of_the_credit_pool_out() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let learner = server.client();
    // The tutor and what a learner sends are not searched: only what learners and outsiders receive.
    let tutor = server.client();
    tutor.set_up(&token);

    let first = learner.begin(&code, "Tama");
    let id = first["id"].as_str().unwrap().to_owned();
    look_everywhere(&learner, &[&id]);
    let outsider = learner.stranger();
    look_everywhere(&outsider, &[&id]);

    // Item and option names mean nothing in another session.
    let other = learner.stranger();
    let second = other.begin(&code, "Wiremu");
    let mine = names(&first);
    assert!(mine.iter().all(|name| name.len() == 20 && !names(&second).contains(name)));

    let mut view = learner.get(&format!("/api/attempts/{id}")).expect(200).json();
    let mut pictures = 0;
    while view["state"] != "finished" {
        for item in view["block"]["items"].as_array().unwrap() {
            if let Some(address) = item["prompt"].as_str().unwrap().split("src=\"").nth(1) {
                let address = address.split('"').next().unwrap();
                let picture = learner.get(address).expect(200);
                assert_eq!(picture.headers["content-type"], "image/svg+xml");
                other.get(address).expect(404);
                pictures += 1;
            }
        }
        // A wrong answer first: nothing may tell whether it was one.
        let item = &view["block"]["items"][0];
        view = learner
            .act(&view, &json!({ "answer": { "item": item["name"], "answer": { "options": ["nothing"] } } }))
            .json_or(view.clone());
        view = learner.block(&view, silent);
        look_everywhere(&learner, &[&id]);
    }
    look_everywhere(&outsider, &[&id]);
    tutor.post(&format!("/api/tutor/seats/{}/confirm", seat(&tutor, "Tama")), &json!({})).expect(200);
    look_everywhere(&learner, &[&id]);
    assert!(pictures > 0, "every credit item shows one");

    let received = learner.received.lock().unwrap();
    let received = String::from_utf8_lossy(&received);
    // What the test itself asked for by such a name is echoed by nothing, either.
    for secret in bank::secrets() {
        if let Some(at) = received.find(&secret) {
            panic!("{secret} was sent: …{}…", &received[at.saturating_sub(200)..(at + 100).min(received.len())]);
        }
    }
    let seed: Vec<(String,)> = crate::program::query(&home.database(), "select started from attempt").unwrap();
    for (started,) in seed {
        let started: Value = serde_json::from_str(&started).unwrap();
        assert!(!received.contains(started["seed"].as_str().unwrap()), "a seed was sent");
    }
}

fn seat(tutor: &Client, name: &str) -> String {
    let overview = tutor.get("/api/tutor").expect(200).json();
    let seats = overview["seats"].as_array().unwrap().clone();
    seats.iter().find(|seat| seat["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

/// Answers that hold no secret, or the learner's own answers would be found in what comes back: right where an option is
/// chosen, wrong where something is typed.
fn silent(item: &Value) -> Value {
    if item["interaction"]["options"].is_object() { bank::right(item) } else { bank::wrong(item) }
}

trait JsonOr {
    fn json_or(self, other: Value) -> Value;
}

impl JsonOr for crate::client::Reply {
    fn json_or(self, other: Value) -> Value {
        if self.status == 201 { self.json() } else { other }
    }
}
