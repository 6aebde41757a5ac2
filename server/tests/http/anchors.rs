//! What credentials link to on the page of their micro-credential is there.

use std::collections::BTreeSet;

use api::anchors;
use api::catalogue::MicroCredential;
use serde_json::{Value, json};

use crate::bank;
use crate::program::Home;

/// Every text of a document that begins with `prefix`, without it.
fn behind(prefix: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => found.extend(text.strip_prefix(prefix).map(str::to_owned)),
        Value::Array(all) => all.iter().for_each(|one| behind(prefix, one, found)),
        Value::Object(all) => all.values().for_each(|one| behind(prefix, one, found)),
        _ => {}
    }
}

#[test]
fn are_places_on_the_page() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (learner, tutor) = (server.client(), server.client());
    tutor.set_up(&token);
    learner.earn(&code, "Mere", &tutor);
    let held = learner.get(api::path::MY_CREDENTIALS).expect(200).json()[0].clone();
    let says = json!({ "score": true, "standard_error": true, "mastery": true, "name": false });
    let of = |path: &str| api::path::fill(path, &[held["id"].as_str().unwrap()]);
    let more = learner.put(&of(api::path::MY_CREDENTIAL_SAYS), &says).expect(200).json();
    let document = api::path::fill(api::path::MY_CREDENTIAL_DOCUMENT, &[more["id"].as_str().unwrap(), "json"]);
    let badge = learner.get(&document).expect(200).json();

    let page: MicroCredential =
        serde_json::from_value(learner.get(&format!("/api/micro-credentials/{}", bank::ID)).expect(200).json()).unwrap();
    let places = anchors::all(&page);
    let own = format!("{}#", badge["credentialSubject"]["achievement"]["id"].as_str().unwrap());
    let mut named = BTreeSet::new();
    behind(&own, &badge, &mut named);
    for expected in ["outcome-f-1", "level", "workload", "review", "formofstudy", "result-level", "result-mastery"] {
        assert!(named.contains(expected), "{expected}: {named:?}");
    }
    let nowhere: Vec<&String> = named.iter().filter(|name| !places.contains(name)).collect();
    assert_eq!(nowhere, Vec::<&String>::new(), "{places:?}");
}
