//! Open delivery: the browser runs the session, the server replays it.

use std::sync::Arc;

use engine::bank::file::BankFile;
use engine::{Action, Assessment, Log, Session, Started, Step};
use serde_json::{Value, json};

use crate::client::Client;
use crate::program::Home;

/// A whole session as the browser would run it; `right` says whether the answers are.
fn practised(start: &Value, right: bool) -> Session {
    let bank: BankFile = serde_json::from_value(start["bank"].clone()).unwrap();
    let blueprint = serde_json::from_value(start["blueprint"].clone()).unwrap();
    let seed = serde_json::from_value(start["seed"].clone()).unwrap();
    let assessment = Arc::new(Assessment::new(Arc::new(bank.check().unwrap()), &blueprint).unwrap());
    let mut session = Session::start(Arc::clone(&assessment), Started::new(assessment.digest(), seed)).unwrap();
    let mut at = 0;
    while let Step::Present(block) = session.step().clone() {
        for id in block.items() {
            at += 1000;
            let answer = assessment.bank().item(id).unwrap().answer_worth(right);
            session.answer(id, answer, at).unwrap();
        }
        session.hand_in(at).unwrap();
    }
    session
}

fn begin(client: &Client) -> Value {
    client.post("/api/practice/fixture", &json!({})).expect(200).json()
}

fn submit(client: &Client, start: &Value, log: &Log) -> crate::client::Reply {
    client.post("/api/practice-results", &json!({ "ticket": start["ticket"], "log": log }))
}

#[test]
fn replays_a_log_to_the_bit_and_keeps_its_answer() {
    let home = Home::new();
    let server = home.start();
    let client = server.client();
    let start = begin(&client);
    assert!(start["bank"]["items"].as_array().unwrap().iter().all(|item| item["pool"] == "practice"));
    let session = practised(&start, true);
    let receipt = submit(&client, &start, session.log()).expect(200).json();
    let outcome = session.outcome();
    assert_eq!(receipt["outcome"]["theta"].as_f64().unwrap().to_bits(), outcome.estimate.theta.value().to_bits());
    assert_eq!(receipt["outcome"]["mastery"].as_f64().unwrap().to_bits(), outcome.mastery.to_bits());

    // The same again gets the same answer; another log with the same ticket does not.
    assert_eq!(submit(&client, &start, session.log()).expect(200).json(), receipt);
    let other = practised(&start, false);
    submit(&client, &start, other.log()).expect(409);
    server.kill();
    let server = home.start();
    let client = client.moved(&server.base);
    assert_eq!(submit(&client, &start, session.log()).expect(200).json(), receipt);
}

#[test]
fn refuses_what_does_not_replay_and_names_the_first_difference() {
    let home = Home::new();
    let server = home.start();
    let client = server.client();
    let start = begin(&client);
    let session = practised(&start, true);

    let mut unfinished = session.log().clone();
    unfinished.events.truncate(2);
    submit(&client, &start, &unfinished).expect(422);

    let mut reordered = session.log().clone();
    reordered.events.swap(0, 2);
    let detail = submit(&client, &start, &reordered).expect(422).json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("event "), "{detail}");

    let mut invented = session.log().clone();
    invented.events[0].action = Action::NotLearned { item: "practice-unknown".into() };
    let detail = submit(&client, &start, &invented).expect(422).json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("event 1"), "{detail}");

    let mut chosen_seed = session.log().clone();
    chosen_seed.started.seed = engine::Seed::from_number(1);
    submit(&client, &start, &chosen_seed).expect(422);
    let mut excluded = session.log().clone();
    excluded.started.exclusions = vec!["practice-0".into()];
    submit(&client, &start, &excluded).expect(422);

    let forged = json!({ "ticket": "A".repeat(139), "log": session.log() });
    client.post("/api/practice-results", &forged).expect(410);
    // None of that used the ticket up.
    submit(&client, &start, session.log()).expect(200);
    client.post("/api/practice/unknown", &json!({})).expect(404);
}

#[test]
fn shows_pictures_of_practice_items_only() {
    let home = Home::new();
    let server = home.start();
    let client = server.client();
    let picture = client.get("/api/practice/fixture/media/open.svg").expect(200);
    assert_eq!(picture.headers["content-type"], "image/svg+xml");
    client.get("/api/practice/fixture/media/CANARYpicture.svg").expect(404);
}
