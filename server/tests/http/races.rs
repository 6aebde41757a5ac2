//! Retries, double clicks and two tabs: one event is stored for one sequence number, whatever happens at once.

use std::sync::{Arc, Barrier};

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::{Home, query};

fn at_once(count: usize, work: impl Fn(usize) -> (u16, Value) + Send + Sync + 'static) -> Vec<(u16, Value)> {
    let (work, barrier) = (Arc::new(work), Arc::new(Barrier::new(count)));
    let all: Vec<_> = (0..count)
        .map(|n| {
            let (work, barrier) = (Arc::clone(&work), Arc::clone(&barrier));
            std::thread::spawn(move || {
                barrier.wait();
                work(n)
            })
        })
        .collect();
    all.into_iter().map(|one| one.join().unwrap()).collect()
}

fn stored(home: &Home) -> i64 {
    query::<(i64,)>(&home.database(), "select count(*) from event").unwrap()[0].0
}

fn posting(client: &Client, view: &Value, action: &Value) -> (u16, Value) {
    let reply = client.act(view, action);
    (reply.status, reply.json())
}

#[test]
fn stores_one_of_many_events_with_the_same_number() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let view = learner.begin(&code, "Hemi");
    // The most informative items ask for a number: every block begins with some.
    let items = view["block"]["items"].as_array().unwrap();
    let typed = items.iter().find(|item| item["interaction"]["number"].is_object()).unwrap().clone();

    let (client, old, item) = (learner.clone(), view.clone(), typed.clone());
    let replies = at_once(24, move |n| {
        posting(&client, &old, &json!({ "answer": { "item": item["name"], "answer": { "text": n.to_string() } } }))
    });
    assert_eq!(replies.iter().filter(|(status, _)| *status == 201).count(), 1);
    assert!(replies.iter().all(|(status, view)| (*status == 201 || *status == 409) && view["seq"] == 2), "{replies:?}");
    assert_eq!(stored(&home), 1);
    let first = &replies.iter().find(|(status, _)| *status == 201).unwrap().1;
    assert!(replies.iter().all(|(_, view)| view == first), "everyone is told how it stands");

    // The same event many times: stored once, acknowledged to all.
    let (client, now) = (learner.clone(), first.clone());
    let replies = at_once(24, move |_| posting(&client, &now, &json!({ "not_learned": { "item": typed["name"] } })));
    assert!(replies.iter().all(|(status, view)| *status == 201 && view["seq"] == 3), "{replies:?}");
    assert_eq!(stored(&home), 2);

    // A number that is not there yet, and one long past.
    let id = view["id"].as_str().unwrap();
    for seq in [0, 1, 7, u64::MAX >> 1] {
        let reply = learner.post(&format!("/api/attempts/{id}/events"), &json!({ "seq": seq, "action": "hand_in" })).expect(409);
        assert_eq!(reply.json()["seq"], 3);
    }
    assert_eq!(stored(&home), 2);
}

#[test]
fn hands_a_block_in_once() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let mut view = learner.begin(&code, "Moana");
    for item in view["block"]["items"].as_array().unwrap().clone() {
        view =
            learner.act(&view, &json!({ "answer": { "item": item["name"], "answer": bank::right(&item) } })).expect(201).json();
    }
    let client = learner.clone();
    let replies = at_once(12, move |_| posting(&client, &view, &json!("hand_in")));
    assert!(replies.iter().all(|(status, _)| *status == 201));
    assert!(replies.iter().all(|(_, view)| view["progress"]["done"] == 3 && view["block"]["number"] == 2));
}

#[test]
fn begins_one_attempt_for_two_tabs() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let seat = learner.join(&code, "Ihaia")["seats"][0]["id"].as_str().unwrap().to_owned();
    let replies = at_once(12, move |_| {
        let reply = learner.post(&format!("/api/seats/{seat}/start"), &json!({}));
        (reply.status, reply.json())
    });
    assert_eq!(replies.iter().filter(|(status, _)| *status == 201).count(), 1, "{replies:?}");
    assert!(replies.iter().all(|(status, view)| *status <= 201 && view["id"] == replies[0].1["id"]));
}

#[test]
fn keeps_a_log_that_nobody_can_change() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    learner.block(&learner.begin(&code, "Tāne"), bank::right);
    server.kill();
    for sql in ["update event set events = '[]' returning 1", "delete from event returning 1"] {
        let refused = query::<(i64,)>(&home.database(), sql).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{refused}");
    }
    assert_eq!(stored(&home), 4);
}
