//! From a class code to a badge that anyone can verify.

use credential::{Verdict, verify};
use serde_json::json;

use crate::program::{Home, assay};
use crate::{bank, credentials};

#[test]
fn leads_from_a_class_code_to_a_badge_that_verifies() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let learner = server.client();

    let catalogue = learner.get("/api/catalogue").expect(200).json();
    assert!(catalogue["institution"].is_null());
    assert_eq!(catalogue["micro_credentials"][0]["id"], bank::ID);

    // Before anyone has set the server up, the printed code lets learners in.
    let view = learner.begin(&code.to_lowercase().replace('-', " "), "Mere");
    assert_eq!((view["state"].as_str(), view["seq"].as_u64()), (Some("running"), Some(1)));
    assert_eq!(view["block"]["items"].as_array().unwrap().len(), 3);
    let id = view["id"].as_str().unwrap().to_owned();

    // Within a block an answer may be changed, and nothing is handed in before all are there.
    let item = &view["block"]["items"][0];
    let answer = |answer| json!({ "answer": { "item": item["name"], "answer": answer } });
    let view = learner.act(&view, &answer(bank::wrong(item))).expect(201).json();
    learner.act(&view, &json!("hand_in")).expect(422);
    let view = learner.act(&view, &json!({ "not_learned": { "item": item["name"] } })).expect(201).json();
    assert_eq!(view["block"]["items"][0]["not_learned"], true);

    // A pause hides the items.
    let view = learner.act(&view, &json!("pause")).expect(201).json();
    assert_eq!((view["state"].as_str(), view["block"].is_null()), (Some("paused"), true));
    learner.act(&view, &answer(bank::right(item))).expect(422);
    let view = learner.act(&view, &json!("resume")).expect(201).json();
    learner.get(&format!("/api/attempts/{id}/result")).expect(409);
    let view = learner.finish(&view, bank::right);
    assert!(view["block"].is_null());

    let result = learner.get(&format!("/api/attempts/{id}/result")).expect(200).json();
    assert_eq!(result["outcome"]["verdict"], "achieved", "{result}");
    assert_eq!(result["badge"], "awaiting_confirmation");
    assert!(result["outcome"]["mastery"].as_f64().unwrap() >= 0.95);
    learner.get(&format!("/api/attempts/{id}/credential")).expect(404);

    let tutor = server.client();
    tutor.set_up(&token);
    let overview = tutor.get("/api/tutor").expect(200).json();
    assert_eq!(overview["codes"][0]["code"], code);
    assert_eq!(overview["codes"][0]["joined"], 1);
    let seat = &overview["seats"][0];
    assert_eq!((seat["name"].as_str(), seat["badge"].as_str()), (Some("Mere"), Some("awaiting_confirmation")));
    let confirm = format!("/api/tutor/seats/{}/confirm", seat["id"].as_str().unwrap());
    let row = tutor.post(&confirm, &json!({})).expect(200).json();
    assert_eq!(row["badge"], "issued");
    assert!(row["confirmed_at"].is_i64());
    // Confirming again changes nothing.
    assert_eq!(tutor.post(&confirm, &json!({})).expect(200).json(), row);

    let result = learner.get(&format!("/api/attempts/{id}/result")).expect(200).json();
    assert_eq!(result["badge"], "issued");
    let reply = learner.get(&format!("/api/attempts/{id}/credential")).expect(200);
    assert_eq!(reply.headers["content-type"], "application/vc+ld+json");
    let badge = reply.body;
    let again = learner.get(&format!("/api/attempts/{id}/credential")).expect(200).body;
    assert_eq!(badge, again, "the stored badge is given again");

    let text = String::from_utf8(badge.clone()).unwrap();
    assert!(!text.contains("mere@example.org"));
    assert!(text.contains("Institute of Tests"));
    assert!(text.contains("tutor of the issuer confirmed"));
    assert!(text.contains("specimen"));
    let documents = credentials::documents(&learner, &badge);
    match verify(&badge, &documents, crate::pathways::now()) {
        Verdict::Valid(summary) => {
            assert!(summary.belongs_to("Mere@Example.org"));
            assert!(!summary.belongs_to("somebody@example.org"));
            assert!(summary.specimen.is_some());
        }
        Verdict::Invalid(reason) | Verdict::Unverifiable(reason) => panic!("{reason}"),
    }

    let file = home.path("badge.json");
    std::fs::write(&file, &badge).unwrap();
    let lists: Vec<String> = documents
        .iter()
        .enumerate()
        .map(|(number, (url, text))| {
            let file = home.path(&format!("list-{number}.json"));
            std::fs::write(&file, text).unwrap();
            format!("{url}={}", file.display())
        })
        .collect();
    let mut arguments = vec!["credential", "verify", file.to_str().unwrap()];
    arguments.extend(lists.iter().flat_map(|list| ["--url", list]));
    let verified = assay(&arguments);
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));
    std::fs::write(&file, text.replace("Institute of Tests", "Institute of Texts")).unwrap();
    let forged = assay(&["credential", "verify", file.to_str().unwrap()]);
    assert_eq!(forged.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&forged.stdout).starts_with("Invalid"));

    // Whoever has achieved it has no reason to sit again.
    let me = learner.get("/api/me").expect(200).json();
    assert!(me["seats"][0]["retake_refused"].is_string());
    let start = format!("/api/seats/{}/start", me["seats"][0]["id"].as_str().unwrap());
    learner.post(&start, &json!({})).expect(409);
}

#[test]
fn shares_a_badge_only_while_its_learner_wants() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (learner, tutor, outsider) = (server.client(), server.client(), server.client());
    tutor.set_up(&token);
    let id = learner.earn(&code, "Rangi", &tutor);
    let share = format!("/api/attempts/{id}/share");

    let shared = learner.put(&share, &json!({ "show_name": false })).expect(200).json();
    let url = shared["url"].as_str().unwrap().to_owned();
    let token = url.split("/shared#").nth(1).unwrap();
    let page = outsider.get(&format!("/api/shared/{token}")).expect(200);
    assert_eq!(page.headers["x-robots-tag"], "noindex");
    assert!(page.json()["name"].is_null());
    assert_eq!(page.json()["face"]["awarding_body"], "Institute of Tests");
    assert!(!page.text().contains("Rangi"));

    let renamed = learner.put(&share, &json!({ "show_name": true })).expect(200).json();
    assert_eq!(renamed["url"], url.as_str(), "the link stays");
    assert_eq!(outsider.get(&format!("/api/shared/{token}")).expect(200).json()["name"], "Rangi");
    let badge = outsider.get(&format!("/api/shared/{token}/credential")).expect(200).body;
    assert_eq!(badge, learner.get(&format!("/api/attempts/{id}/credential")).expect(200).body);
    let result = learner.get(&format!("/api/attempts/{id}/result")).expect(200).json();
    assert_eq!(result["shared"]["url"], url.as_str());

    learner.delete(&share).expect(204);
    outsider.get(&format!("/api/shared/{token}")).expect(404);
    outsider.get(&format!("/api/shared/{token}/credential")).expect(404);
    let fresh = learner.put(&share, &json!({ "show_name": false })).expect(200).json();
    assert_ne!(fresh["url"], url.as_str(), "a withdrawn link never opens again");
}

#[test]
fn issues_at_once_where_the_seat_was_confirmed_before_the_end() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (learner, tutor) = (server.client(), server.client());
    tutor.set_up(&token);
    let me = learner.join(&code, "Hine");
    let seat = me["seats"][0]["id"].as_str().unwrap();
    let confirm = format!("/api/tutor/seats/{seat}/confirm");
    tutor.post(&confirm, &json!({})).expect(409);
    let view = learner.post(&format!("/api/seats/{seat}/start"), &json!({})).expect(201).json();
    tutor.post(&confirm, &json!({})).expect(200);
    learner.finish(&view, bank::right);
    assert_eq!(tutor.get("/api/tutor").expect(200).json()["seats"][0]["badge"], "issued");
}

#[test]
fn gives_no_badge_for_what_was_not_achieved() {
    let home = Home::with_rule(7);
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (learner, tutor) = (server.client(), server.client());
    tutor.set_up(&token);
    let view = learner.finish(&learner.begin(&code, "Kahu"), bank::wrong);
    let id = view["id"].as_str().unwrap();
    let seat = tutor.get("/api/tutor").expect(200).json()["seats"][0]["id"].as_str().unwrap().to_owned();
    let row = tutor.post(&format!("/api/tutor/seats/{seat}/confirm"), &json!({})).expect(200).json();
    assert_eq!((row["verdict"].as_str(), row["badge"].as_str()), (Some("not_yet"), Some("none")));
    learner.get(&format!("/api/attempts/{id}/credential")).expect(404);
    learner.put(&format!("/api/attempts/{id}/share"), &json!({ "show_name": true })).expect(409);

    // The next attempt has to wait, for whoever gives this e-mail.
    let result = learner.get(&format!("/api/attempts/{id}/result")).expect(200).json();
    assert!(result["next_attempt_at"].is_i64());
    learner.post(&format!("/api/seats/{seat}/start"), &json!({})).expect(409);
    let elsewhere = server.client();
    let me = elsewhere.join(&code, "Kahu");
    assert!(me["seats"][0]["attempts"].as_array().unwrap().is_empty(), "knowing an e-mail opens nothing");
    assert!(me["seats"][0]["next_attempt_at"].is_i64());

    // A tutor who knows the learner can lift that: by a link, which counts only its own attempts.
    let link = json!({ "micro_credential": bank::ID, "name": "Kahu", "email": "kahu@example.org" });
    let url = tutor.post("/api/tutor/links", &link).expect(201).json()["url"].as_str().unwrap().to_owned();
    let token = url.split("/return#").nth(1).unwrap();
    let invited = server.client();
    let me = invited.post("/api/follow-link", &json!({ "token": token })).expect(200).json();
    let start = format!("/api/seats/{}/start", me["seats"][0]["id"].as_str().unwrap());
    invited.post(&start, &json!({})).expect(201);
}

#[test]
fn never_shows_an_item_again_in_a_later_attempt() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let prompts = |view: &serde_json::Value| -> Vec<String> {
        let items = view["block"]["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["prompt"].as_str().unwrap().split("Q-").nth(1).unwrap()[..2].to_owned()).collect()
    };
    let mut view = learner.begin(&code, "Ngaio");
    let start = format!("/api/seats/{}/start", learner.get("/api/me").expect(200).json()["seats"][0]["id"].as_str().unwrap());
    let mut seen = prompts(&view);
    view = learner.block(&view, bank::wrong);
    seen.extend(prompts(&view));
    // Ended in the middle of the second block: its items were seen too.
    learner.act(&view, &json!("end")).expect(201);

    let second = server.client();
    assert_eq!(second.join(&code, "Ngaio")["seats"][0]["attempts"], json!([]));
    let mut view = learner.post(&start, &json!({})).expect(201).json();
    loop {
        let fresh = prompts(&view);
        assert!(fresh.iter().all(|prompt| !seen.contains(prompt)), "{fresh:?} against {seen:?}");
        if view["state"] == "finished" {
            break;
        }
        view = learner.block(&view, bank::right);
    }
}

#[test]
fn brings_a_learner_back_by_their_link_as_often_as_they_like() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let me = learner.join(&code, "Aroha");
    let card = &me["card"];
    let token = card["url"].as_str().unwrap().split("/return#").nth(1).unwrap();
    let typed = card["code"].as_str().unwrap().to_lowercase().replace('-', " ");
    assert!(card["qr"]["size"].as_u64().unwrap() >= 21 && card["qr"]["path"].as_str().unwrap().starts_with("M0 0h7v1h-7z"));
    for secret in [json!({ "token": token }), json!({ "token": token }), json!({ "code": typed })] {
        let elsewhere = server.client();
        let back = elsewhere.post("/api/follow-link", &secret).expect(200).json();
        assert_eq!((&back["name"], &back["seats"][0]["id"]), (&me["name"], &me["seats"][0]["id"]));
        assert!(back["card"].is_null());
    }
    for nothing in [json!({}), json!({ "token": "" }), json!({ "code": "" }), json!({ "code": "K7QX-9MPD-4TRW" })] {
        server.client().post("/api/follow-link", &nothing).expect(404);
    }
    // Joining again from the same browser keeps account and seat.
    let again = learner.join(&code, "Aroha");
    assert_eq!((&again["seats"], again["card"].is_null()), (&me["seats"], true), "the card that they have stays good");
}

#[test]
fn revokes_a_lost_card_and_whoever_came_in_by_it() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (learner, thief, tutor) = (server.client(), server.client(), server.client());
    tutor.set_up(&token);
    let me = learner.join(&code, "Rangi");
    let by = |card: &serde_json::Value| json!({ "token": card["url"].as_str().unwrap().split('#').nth(1).unwrap() });
    let typed = |card: &serde_json::Value| json!({ "code": card["code"] });
    let lost = &me["card"];
    thief.post("/api/follow-link", &by(lost)).expect(200);
    thief.get("/api/me").expect(200);

    let reissue = format!("/api/tutor/seats/{}/card", me["seats"][0]["id"].as_str().unwrap());
    let fresh = tutor.post(&reissue, &json!({})).expect(201).json();
    assert_eq!(fresh["name"], "Rangi");
    thief.get("/api/me").expect(401);
    server.client().post("/api/follow-link", &by(lost)).expect(404);
    server.client().post("/api/follow-link", &typed(lost)).expect(404);
    learner.get("/api/me").expect(200);
    let back = server.client();
    back.post("/api/follow-link", &typed(&fresh)).expect(200);

    // A learner can do so themselves, and stays where they are.
    let own = back.post("/api/me/card", &json!({})).expect(201).json();
    server.client().post("/api/follow-link", &by(&fresh)).expect(404);
    back.get("/api/me").expect(200);
    server.client().post("/api/follow-link", &by(&own)).expect(200);
    tutor.post("/api/tutor/seats/unknown/card", &json!({})).expect(404);

    let file = std::fs::read(home.database()).unwrap();
    let held = |secret: &str| file.windows(secret.len()).any(|window| window == secret.as_bytes());
    assert!(!held(fresh["code"].as_str().unwrap()) && !held(own["url"].as_str().unwrap()), "nothing stored can be read back");
}

#[test]
fn has_a_result_for_whoever_stops_at_once() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let learner = server.client();
    let view = learner.begin(&code, "Tia");
    let view = learner.act(&view, &json!("end")).expect(201).json();
    assert_eq!(view["state"], "finished");
    learner.act(&view, &json!("resume")).expect(422);
    let result = learner.get(&format!("/api/attempts/{}/result", view["id"].as_str().unwrap())).expect(200).json();
    let result: api::attempt::AttemptResult = serde_json::from_value(result).unwrap();
    assert_eq!((result.outcome.verdict, result.outcome.items), (engine::Verdict::TooClose, 0));
}
