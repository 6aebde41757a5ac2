//! Correcting the key of every kind of question, over HTTP: proposed, looked at, applied and taken back.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::{Home, query};

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text")).to_owned()
}

/// A bank that has every kind of question, of which an attempt asks them all.
fn every_kind() -> Home {
    let home = Home::new();
    home.edit("blueprints/award.toml", "minimum = 6\nmaximum = 12", &format!("minimum = {0}\nmaximum = {0}", bank::CREDIT));
    let put = |n: usize, kind: &str, answer: &str, c: f64, body: &str| {
        let text = format!(
            "+++\nid = \"CANARYitem-{n:02}\"\ntype = \"{kind}\"\npool = \"credit\"\noutcomes = [\"F-1\"]\n\n{answer}[irt]\nmodel = \"3PL\"\n\
             a = 2.0\nb = 0.1\nc = {c}\nb_sd = 0.2\nsource = \"a test\"\n+++\nAbout Q-{n:02}: {body}\n"
        );
        std::fs::write(home.path("banks/fixture/items").join(format!("credit-{n:02}.md")), text).unwrap();
    };
    put(12, "multiple", "", 0.0625, "which?\n\n- [ ] {a} Alpha\n- [x] {b} Beta\n- [x] {c} Beta too\n- [ ] {d} Gamma");
    put(14, "text", "[answer]\naccept = [\"CANARYkey14\"]\n\n", 0.0, "type the word.");
    put(16, "choice", "", 0.5, "is it so?\n\n- [x] {true} Beta\n- [ ] {false} Gamma");
    home
}

/// The right answer to each, by the bank's own keys.
fn right(item: &Value) -> Value {
    let options = &item["interaction"]["options"];
    if options["several"] == true {
        let all = options["options"].as_array().unwrap().iter();
        let beta = all.filter(|option| text(&option["text"]).contains("Beta"));
        return json!({ "options": beta.map(|option| option["name"].clone()).collect::<Vec<_>>() });
    }
    bank::right(item)
}

/// Another key of the same kind, by which what was right is wrong.
fn other(key: &Value, choices: &Value, fields: &Value) -> Value {
    if let Some(right) = key["options"].as_array() {
        let wrong = choices.as_array().unwrap().iter().find(|choice| !right.contains(&choice["id"])).unwrap();
        return json!({ "options": [wrong["id"]] });
    }
    if key["number"].is_object() {
        return json!({ "number": { "value": key["number"]["value"].as_f64().unwrap() + 1.0, "tolerance": 0.0 } });
    }
    if let Some(all) = key["fields"].as_array() {
        let field = |(one, field): (&Value, &Value)| {
            let own = if field["choices"] == json!([]) { choices } else { &field["choices"] };
            json!({ "field": one["field"], "key": other(&one["key"], own, &json!([])) })
        };
        return json!({ "fields": all.iter().zip(fields.as_array().unwrap()).map(field).collect::<Vec<_>>() });
    }
    if let Some(order) = key["order"].as_array() {
        return json!({ "order": order.iter().rev().collect::<Vec<_>>() });
    }
    json!({ "texts": ["another"] })
}

/// A key that is none of the item: the details of the refusal.
fn refused(owner: &Client, item: &Value, key: &Value) -> String {
    let new = json!({ "item": item, "key": key, "reason": "It was." });
    let path = format!("/api/tutor/micro-credentials/{}/corrections", bank::ID);
    text(&owner.post(&path, &new).expect(422).json()["detail"])
}

#[test]
fn corrects_the_key_of_every_kind_of_question_and_takes_it_back() {
    let home = every_kind();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let author = owner.colleague("Awa", &["author"]);
    let lea = server.client();
    let view = lea.finish(&lea.begin(&code, "Lea"), right);
    let seat = owner.get("/api/tutor").json()["seats"][0].clone();
    owner.post(&format!("/api/tutor/seats/{}/confirm", text(&seat["id"])), &json!({})).expect(200);
    let result = || lea.get(&format!("/api/attempts/{}/result", text(&view["id"]))).expect(200).json();
    let first = result();
    assert_eq!((first["outcome"]["verdict"].clone(), first["badge"].clone()), (json!("achieved"), json!("issued")));
    let events =
        || query::<(String, String)>(&home.database(), "select attempt, events from event order by attempt, seq").unwrap();
    let log = events();

    let rows = || {
        let found = owner.get(&format!("/api/tutor/micro-credentials/{}/statistics", bank::ID)).expect(200).json();
        found["items"].as_array().unwrap().clone()
    };
    // Proposed by one and applied by the other, as what gives a verdict has to be.
    let correct = |item: &Value, key: &Value| {
        let new = json!({ "item": item, "key": key, "reason": "It was." });
        let path = format!("/api/tutor/micro-credentials/{}/corrections", bank::ID);
        let told = owner.post(&path, &new).expect(201).json();
        author.post(&format!("/api/tutor/corrections/{}/apply", text(&told["id"])), &json!({})).expect(200);
        told
    };
    let before = rows();
    assert_eq!(before.len(), bank::CREDIT);
    let kinds: BTreeSet<String> = before.iter().map(|row| text(&row["parts"]["kind"])).collect();
    let every = ["choice", "gaps", "hottext", "match", "multiple", "numeric", "order", "slider", "text"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), every);
    for row in &before {
        let wrong = other(&row["key"], &row["parts"]["choices"], &row["parts"]["fields"]);
        let told = correct(&row["id"], &wrong);
        assert_eq!((&told["old_key"], &told["new_key"]), (&row["key"], &wrong));
        assert_eq!(told["parts"], row["parts"]);
        let effect = &told["effect"];
        assert_eq!((&effect["answered"], &effect["rescored"]), (&json!(1), &json!(1)), "{row} by {wrong}");
    }
    for (row, old) in rows().iter().zip(&before) {
        assert_eq!(row["key"], other(&old["key"], &old["parts"]["choices"], &old["parts"]["fields"]));
        assert_eq!(row["right"], 0.0, "what was answered is scored again: {row}");
    }
    let lost = result();
    assert_eq!(lost["outcome"]["verdict"], "not_yet");
    assert_eq!(lost["badge"], "issued", "no badge is taken without a person's word");
    for row in &before {
        correct(&row["id"], &row["key"]);
    }
    // An order that was put back has its options where they were, and everything else is as it was, too.
    assert_eq!(
        rows().iter().map(|row| &row["key"]).collect::<Vec<_>>(),
        before.iter().map(|row| &row["key"]).collect::<Vec<_>>()
    );
    assert_eq!(result()["outcome"], first["outcome"], "the same answers by the same keys");
    assert_eq!(events(), log, "the log is as it was");
}

#[test]
fn refuses_a_key_that_is_none_of_the_question() {
    let home = every_kind();
    let mut server = home.start();
    let (token, _) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let statistics = owner.get(&format!("/api/tutor/micro-credentials/{}/statistics", bank::ID)).expect(200).json();
    let rows = statistics["items"].as_array().unwrap();
    let of = |kind: &str| rows.iter().find(|row| row["parts"]["kind"] == kind).unwrap();
    for row in rows {
        let key = if row["key"]["texts"].is_array() { json!({ "order": ["a"] }) } else { json!({ "texts": ["a"] }) };
        let said = refused(&owner, &row["id"], &key);
        assert!(said.contains("answered in another way"), "{said}");
        assert!(refused(&owner, &row["id"], &row["key"]).contains("is the one that the item has"));
    }
    let gaps = of("gaps");
    let mut half = gaps["key"].clone();
    half["fields"].as_array_mut().unwrap().pop();
    assert!(refused(&owner, &gaps["id"], &half).contains("has 0 keys, expected one"));
    let mut empty = gaps["key"].clone();
    empty["fields"][0]["key"] = json!({ "options": [] });
    assert!(refused(&owner, &gaps["id"], &empty).contains("at least one choice marked as right"));
    let matched = of("match");
    let mut strange = matched["key"].clone();
    strange["fields"][0]["key"] = json!({ "options": ["nothing"] });
    assert!(refused(&owner, &matched["id"], &strange).contains("has no choice {nothing}"));
    let order = of("order");
    let mut short = order["key"].clone();
    short["order"].as_array_mut().unwrap().pop();
    assert!(refused(&owner, &order["id"], &short).contains("each option of item"));
    let beyond = json!({ "number": { "value": 1.0, "tolerance": 0.0 } });
    assert!(refused(&owner, &of("slider")["id"], &beyond).contains("a number that the scale has"));
    let below = json!({ "number": { "value": 1.0, "tolerance": -1.0 } });
    assert!(refused(&owner, &of("numeric")["id"], &below).contains("expected 0 or more"));
    assert!(refused(&owner, &of("text")["id"], &json!({ "texts": [" "] })).contains("at least one text, none empty"));
}
