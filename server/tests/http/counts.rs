//! Exposure control that looks at other sessions: what one learner was given, the next is not.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::{Home, query};

const TABLES: &str = "select digest, content from exposure_table order by digest";

fn home(rule: &str) -> Home {
    let home = Home::new();
    home.edit("blueprints/award.toml", "randomesque = 3", &format!("exposure = {rule}"));
    home.edit("blueprints/award.toml", "minimum = 6\nmaximum = 12", "minimum = 6\nmaximum = 6");
    home
}

fn questions(view: &Value) -> BTreeSet<String> {
    let items = view["block"]["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["prompt"].as_str().unwrap().split("Q-").nth(1).unwrap()[..2].to_owned()).collect()
}

/// Goes on to the end; every question that came.
fn taken(learner: &Client, view: &Value) -> BTreeSet<String> {
    let (mut view, mut seen) = (view.clone(), questions(view));
    while view["state"] != "finished" {
        view = learner.block(&view, bank::right);
        seen.append(&mut questions(&view));
    }
    seen
}

fn tables(home: &Home) -> Vec<(String, Value)> {
    let rows: Vec<(String, String)> = query(&home.database(), TABLES).unwrap();
    rows.into_iter().map(|(digest, content)| (digest, serde_json::from_str(&content).unwrap())).collect()
}

fn given(table: &Value) -> BTreeSet<String> {
    let items = table["items"].as_object().unwrap().iter();
    items.filter(|(_, counts)| counts["given"].as_f64().unwrap() > 0.0).map(|(id, _)| id[id.len() - 2..].to_owned()).collect()
}

#[test]
fn the_second_learner_is_not_given_what_the_first_was() {
    let home = home("{ restricted = { maximum = 0.4 } }");
    let mut server = home.start();
    let (token, code) = server.greeting();
    server.client().set_up(&token);
    let first = server.client();
    let seen = taken(&first, &first.begin(&code, "Anahera"));
    assert!(seen.len() == 6 && tables(&home).len() == 1);
    assert_eq!((given(&tables(&home)[0].1), &tables(&home)[0].1["sessions"]), (seen.clone(), &json!(1.0)));
    server.kill();

    let server = home.start();
    let second = server.client();
    let view = second.begin(&code, "Nikau");
    let started: Vec<(String, Option<String>)> =
        query(&home.database(), "select started, exposure from attempt order by started_at").unwrap();
    assert_eq!(started[0].1, None);
    assert_eq!(started[1].1.as_ref(), Some(&tables(&home)[0].0));
    assert!(started[1].0.contains(&tables(&home)[0].0), "the log names it");
    let half = second.block(&view, bank::right);
    // Another session is finished in between, and the server starts anew: the second goes on as it began.
    let third = server.client();
    let of_third = taken(&third, &third.begin(&code, "Hoani"));
    server.kill();
    let server = home.start();
    let again = second.moved(&server.base);
    let id = view["id"].as_str().unwrap();
    assert_eq!(again.get(&format!("/api/attempts/{id}")).expect(200).json(), half);
    let mut of_second = questions(&view);
    of_second.append(&mut taken(&again, &half));
    assert!(seen.is_disjoint(&of_second) && seen.is_disjoint(&of_third), "{seen:?} {of_second:?} {of_third:?}");
    let latest: Vec<(String,)> = query(&home.database(), "select digest from exposure_latest").unwrap();
    let all = tables(&home);
    let (_, now) = all.iter().find(|(digest, _)| *digest == latest[0].0).unwrap();
    assert_eq!(now["sessions"], json!(3.0));
    assert_eq!(all.len(), 2, "the one that attempts began with, and the latest");

    // The award replays the log with its own table.
    let tutor = server.client();
    let sign_in = json!({ "email": "tui@example.org", "password": crate::client::PASSWORD });
    tutor.post("/api/sign-in", &sign_in).expect(200);
    let overview = tutor.get("/api/tutor").expect(200).json();
    let seat = overview["seats"].as_array().unwrap().iter().find(|seat| seat["name"] == "Nikau").unwrap()["id"].clone();
    let row = tutor.post(&format!("/api/tutor/seats/{}/confirm", seat.as_str().unwrap()), &json!({})).expect(200).json();
    assert_eq!(row["badge"], "issued");
}

#[test]
fn what_was_on_the_screen_counts_where_a_session_is_ended() {
    let home = home("{ eligibility = { maximum = 0.5, ageing = 0.9 } }");
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let view = learner.begin(&code, "Mere");
    learner.act(&view, &json!("end")).expect(201);
    assert_eq!(given(&tables(&home)[0].1), questions(&view));
    let next = server.client();
    taken(&next, &next.begin(&code, "Tipene"));
    let latest: Vec<(String,)> = query(&home.database(), "select digest from exposure_latest").unwrap();
    let (_, now) = tables(&home).into_iter().find(|(digest, _)| *digest == latest[0].0).unwrap();
    assert_eq!(now["sessions"], json!(1.9));
}
