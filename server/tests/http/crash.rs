//! `kill -9` at any time: what was acknowledged is on disk, and the learner goes on where they were.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use engine::{Assessment, Event, Log, Session, Started};
use serde_json::{Value, json};

use crate::bank;
use crate::program::{Home, query};

/// The session that the records tell of, replayed by the engine alone.
fn replayed(database: &Path) -> Session {
    let assessments: Vec<(String, String)> =
        query(database, "select bank, blueprint from assessment where digest in (select assessment from attempt)").unwrap();
    let (bank, blueprint) = &assessments[0];
    let bank: engine::bank::file::BankFile = serde_json::from_str(bank).unwrap();
    let blueprint = serde_json::from_str(blueprint).unwrap();
    let assessment = Arc::new(Assessment::new(Arc::new(bank.check().unwrap()), &blueprint).unwrap());
    let attempts: Vec<(String,)> = query(database, "select started from attempt").unwrap();
    let started: Started = serde_json::from_str(&attempts[0].0).unwrap();
    let rows: Vec<(String,)> = query(database, "select events from event order by attempt, seq").unwrap();
    let events = rows.iter().flat_map(|(events,)| serde_json::from_str::<Vec<Event>>(events).unwrap()).collect();
    Session::replay(assessment, &Log { format: "log/1".into(), started, events }).unwrap()
}

#[track_caller]
fn is_whole(database: &Path) {
    let check: Vec<(String,)> = query(database, "pragma integrity_check").unwrap();
    assert_eq!(check, [("ok".to_owned(),)]);
}

#[test]
fn goes_on_at_the_same_item_with_the_same_estimate() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let view = learner.block(&learner.begin(&code, "Pania"), bank::right);
    let item = &view["block"]["items"][0];
    let view = learner.act(&view, &json!({ "answer": { "item": item["name"], "answer": bank::right(item) } })).expect(201).json();
    let before = replayed(&home.database());
    server.kill();

    is_whole(&home.database());
    let server = home.start();
    let learner = learner.moved(&server.base);
    let id = view["id"].as_str().unwrap();
    let again = learner.get(&format!("/api/attempts/{id}")).expect(200).json();
    assert_eq!(again, view, "the same block, names, order and answers");
    let after = replayed(&home.database());
    let bits = |session: &Session| {
        let outcome = session.outcome();
        [outcome.estimate.theta.value(), outcome.estimate.standard_error.value(), outcome.mastery].map(f64::to_bits)
    };
    assert_eq!(bits(&before), bits(&after));
    assert_eq!(before.step(), after.step());

    let view = learner.finish(&again, bank::right);
    let result = learner.get(&format!("/api/attempts/{id}/result")).expect(200).json();
    let outcome = replayed(&home.database()).outcome();
    assert_eq!(result["outcome"]["theta"].as_f64().unwrap().to_bits(), outcome.estimate.theta.value().to_bits());
    assert_eq!(result["outcome"]["mastery"].as_f64().unwrap().to_bits(), outcome.mastery.to_bits());
    assert_eq!(view["state"], "finished");
}

#[test]
fn loses_nothing_that_was_acknowledged() {
    let home = Home::new();
    let mut code = String::new();
    for round in 0..4 {
        let mut server = home.start();
        code = server.greeting().1;
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let learners: Vec<_> = (0..4)
            .map(|n| {
                let (client, code, acknowledged) = (server.client(), code.clone(), Arc::clone(&acknowledged));
                let name = format!("Learner{round}x{n}");
                std::thread::spawn(move || {
                    let mut view = client.begin(&code, &name);
                    let item = view["block"]["items"][0].clone();
                    let path = format!("/api/attempts/{}/events", view["id"].as_str().unwrap());
                    let kind = [("content-type", "application/json")];
                    // Until the server is gone.
                    loop {
                        let body = json!({ "seq": view["seq"], "action": { "answer": { "item": item["name"], "answer": bank::wrong(&item) } } });
                        match client.try_send("POST", &path, &kind, body.to_string().as_bytes()) {
                            Some(reply) if reply.status == 201 => view = reply.json(),
                            _ => break (view["id"].as_str().unwrap().to_owned(), view["seq"].as_i64().unwrap() - 1),
                        }
                        acknowledged.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        while acknowledged.load(Ordering::Relaxed) < 40 * (round + 1) {
            std::thread::yield_now();
        }
        server.kill();
        let stored: Vec<(String, i64, i64)> =
            query(&home.database(), "select attempt, max(seq), count(*) from event group by attempt").unwrap();
        for learner in learners {
            let (attempt, last) = learner.join().unwrap();
            let (_, newest, count) = stored.iter().find(|(id, ..)| *id == attempt).unwrap();
            // The last request may have been stored without its answer arriving.
            assert!(*newest == last || *newest == last + 1, "acknowledged {last}, stored {newest}");
            assert_eq!(newest, count, "no gap and no double");
        }
        is_whole(&home.database());
    }
    drop(code);
}

#[test]
fn stops_in_good_order_when_asked_to() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let view: Value = server.client().begin(&code, "Rewi");
    assert_eq!(view["seq"], 1);
    assert_eq!(server.stop(), Some(0));
    is_whole(&home.database());
    assert!(home.log().contains("everything acknowledged is on disk"));
}

#[test]
fn replays_a_session_of_an_older_bank() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let view = learner.block(&learner.begin(&code, "Manaia"), bank::right);
    server.kill();
    // The bank is changed while the server is down: one item fewer.
    std::fs::remove_file(home.path("banks/fixture/items/credit-05.md")).unwrap();
    let server = home.start();
    let learner = learner.moved(&server.base);
    let again = learner.get(&format!("/api/attempts/{}", view["id"].as_str().unwrap())).expect(200).json();
    assert_eq!(again, view);
    learner.finish(&again, bank::right);
}
