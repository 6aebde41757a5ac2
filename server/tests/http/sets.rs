//! Sets of items: what they share is shown above them, in every delivery, and tells nothing.

use serde_json::json;

use crate::bank;
use crate::program::Home;

/// The addresses of pictures in a text.
fn pictures(html: &str) -> Vec<String> {
    html.split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn begins_with_the_set(blueprint: &str) -> Home {
    let home = Home::new();
    home.edit(blueprint, "[length]", "[start]\nitems = [\"CANARYitem-03\"]\n\n[length]");
    home
}

#[test]
fn a_sealed_block_has_the_stimulus_above_its_items_under_names_that_tell_nothing() {
    let home = begins_with_the_set("blueprints/award.toml");
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let view = learner.begin(&code, "Moana");
    let block = &view["block"];
    let prompts: Vec<&str> = block["items"].as_array().unwrap().iter().map(|item| item["prompt"].as_str().unwrap()).collect();
    assert!(prompts.iter().zip(["Q-02", "Q-03", "Q-07"]).all(|(prompt, name)| prompt.contains(name)), "whole, in its order");
    let stimuli = block["stimuli"].as_array().unwrap();
    assert_eq!(stimuli.len(), 1);
    assert_eq!((&stimuli[0]["first"], &stimuli[0]["items"]), (&json!(0), &json!(3)));
    let text = stimuli[0]["text"].as_str().unwrap();
    assert!(text.contains("a green book"), "{text}");
    assert!(!view.to_string().contains("CANARY"), "{view}");

    // Its picture is there for this learner, for as long as the block is.
    let picture = pictures(text).pop().unwrap();
    assert!(learner.get(&picture).expect(200).text().contains("green"));
    let other = learner.stranger();
    other.begin(&code, "Rangi");
    other.get(&picture).expect(404);
    let view = learner.block(&view, bank::right);
    let keys: Vec<&String> = view["block"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["items", "number"], "a block without a set says nothing of stimuli");
    learner.get(&picture).expect(404);
}

#[test]
fn a_sitting_and_practice_have_stimulus_and_picture() {
    let home = Home::new();
    let mut server = home.start();
    let (token, _) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let new = json!({ "micro_credential": bank::ID, "title": "Room", "minutes": 60 });
    let sitting = owner.post("/api/tutor/sittings", &new).expect(201).json();
    let learner = server.client();
    let me = learner.join(sitting["code"].as_str().unwrap(), "Ihaia");
    let seat = me["seats"][0]["id"].as_str().unwrap();
    let start = learner.post(&format!("/api/seats/{seat}/sit"), &json!({})).expect(201).json();
    let sets = start["bank"]["sets"].as_array().unwrap();
    assert_eq!(sets.len(), 1, "only the set of this pool");
    assert!(sets[0]["stimulus"].as_str().unwrap().contains("a green book"));
    let picture = api::path::fill(api::path::SEAT_MEDIA, &[seat, "CANARYshared.svg"]);
    assert!(learner.get(&picture).expect(200).text().contains("green"));

    let stranger = server.client();
    let practice = stranger.post("/api/practice/fixture", &json!({})).expect(200).json();
    let sets = practice["bank"]["sets"].as_array().unwrap();
    assert_eq!((sets.len(), sets[0]["id"].as_str()), (1, Some("fruit")));
    let media = |name: &str| stranger.get(&api::path::fill(api::path::PRACTICE_MEDIA, &[bank::ID, name]));
    assert!(media("shared.svg").expect(200).text().contains("grey"));
    media("CANARYshared.svg").expect(404);
}
