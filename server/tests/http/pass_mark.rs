//! A pass mark from judges with links and no accounts, and blueprints as they are written.

use serde_json::{Value, json};

use crate::client::{Client, Reply};
use crate::program::Home;

const BANK: &str = "/api/tutor/banks/test.fixture";

/// A house with an author whose bank is in the workshop.
struct House {
    _home: Home,
    _server: crate::program::Server,
    owner: Client,
    author: Client,
    base: Client,
}

fn house() -> House {
    let home = Home::new();
    let mut server = home.start();
    let (token, _) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let author = owner.colleague("Awa", &["author"]);
    author.post(&format!("{BANK}/take"), &json!({})).expect(201);
    let base = server.client();
    House { _home: home, _server: server, owner, author, base }
}

impl House {
    fn study(&self, sample: bool) -> (String, Vec<String>) {
        let new = json!({ "blueprint": "award", "borderline": "Can just do it.\nNot more.", "sample": sample });
        let study = self.author.post(&format!("{BANK}/pass-mark"), &new).expect(201).json();
        let items = study["items"].as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect();
        (study["id"].as_str().unwrap().to_owned(), items)
    }

    /// Invites a judge, who says who they are.
    fn judge(&self, study: &str, name: &str) -> Judge {
        let new = json!({ "name": name, "qualifications": "", "days": 7 });
        let link = self.author.post(&format!("/api/tutor/studies/{study}/judges"), &new).expect(201).json();
        let token = link["url"].as_str().unwrap().split("/judge#").nth(1).unwrap().to_owned();
        let judge = Judge { client: self.base.stranger(), token, id: link["judge"].as_str().unwrap().to_owned() };
        let said = json!({ "token": judge.token, "name": name, "qualifications": "Teaches it" });
        judge.client.post("/api/judge/self", &said).expect(200);
        judge
    }

    fn advance(&self, study: &str, to: &str) -> Reply {
        self.author.post(&format!("/api/tutor/studies/{study}/advance"), &json!({ "to": to, "note": "Talked." }))
    }
}

struct Judge {
    client: Client,
    token: String,
    id: String,
}

impl Judge {
    fn view(&self) -> Value {
        self.client.post("/api/judge", &json!({ "token": self.token })).expect(200).json()
    }

    fn rate(&self, item: &str, rating: u32) -> Reply {
        self.client.post("/api/judge/rate", &json!({ "token": self.token, "item": item, "rating": rating }))
    }

    #[track_caller]
    fn rate_all(&self, items: &[String], rating: impl Fn(usize) -> u32) {
        for (place, item) in items.iter().enumerate() {
            self.rate(item, rating(place)).expect(204);
        }
        self.client.post("/api/judge/finish", &json!({ "token": self.token })).expect(200);
    }
}

#[test]
fn takes_a_pass_mark_from_judges_who_rate_alone_twice() {
    let house = house();
    let proposal = json!({ "revision": 1, "version": "1.0.0", "note": "" });
    let before = house.author.post(&format!("{BANK}/publications"), &proposal).expect(201).json();
    let (study, items) = house.study(false);
    assert_eq!(items.len(), crate::bank::CREDIT);
    let judges = ["Ana", "Ben", "Cleo"].map(|name| house.judge(&study, name));

    // What is rated survives a reload half-way.
    judges[0].rate(&items[0], 60).expect(204);
    judges[0].rate(&items[0], 65).expect(204);
    let view = judges[0].view();
    assert_eq!((&view["items"][0]["rating"], &view["items"][1]["rating"]), (&json!(65), &json!(null)));
    assert_eq!((&view["name"], &view["qualifications"], &view["known"]), (&json!("Ana"), &json!("Teaches it"), &json!(true)));
    // Each question is as any other: its parameters would tell what to rate.
    let shown = view["bank"]["items"].as_array().unwrap();
    let plain = |item: &Value| item["irt"]["model"] == "1PL" && item["irt"]["b"] == json!(0.0) && item["irt"]["source"].is_null();
    assert!(shown.len() == items.len() && shown.iter().all(|item| plain(item) && item["author"].is_null()), "{view}");
    judges[0].client.post("/api/judge/finish", &json!({ "token": judges[0].token })).expect(409);
    house.advance(&study, "discussion").expect(409);

    for (judge, offset) in judges.iter().zip([0, 10, 5]) {
        judge.rate_all(&items, |place| 50 + offset + u32::try_from(place % 5).unwrap());
    }
    // Nobody sees what others said before the round is closed: neither judges nor staff.
    let view = judges[1].view();
    assert!(view["items"].as_array().unwrap().iter().all(|item| item["spread"].is_null() && item["first"].is_null()));
    let open = house.owner.get(&format!("/api/tutor/studies/{study}")).expect(200).json();
    assert_eq!((&open["rounds"], &open["judges"][0]["rated"][0]), (&json!([]), &json!(crate::bank::CREDIT)));
    let record = house.owner.get(&format!("/api/tutor/studies/{study}/record")).expect(200).json();
    assert_eq!(record["ratings"], json!([]));
    house
        .author
        .post(&format!("/api/tutor/studies/{study}/adopt"), &json!({ "revision": 1, "cut": null, "reason": "" }))
        .expect(409);

    let closed = house.advance(&study, "discussion").expect(200).json();
    let first = closed["rounds"][0]["result"].clone();
    assert_eq!((&first["judges"], &first["items"]), (&json!(3), &json!(crate::bank::CREDIT)));
    assert!((first["mean"].as_f64().unwrap() - 0.57).abs() < 0.01, "{first}");
    judges[0].rate(&items[0], 70).expect(409);
    house
        .author
        .post(&format!("/api/tutor/studies/{study}/judges"), &json!({ "name": "Late", "qualifications": "", "days": 1 }))
        .expect(409);

    house.advance(&study, "second").expect(200);
    let view = judges[0].view();
    assert_eq!((&view["items"][0]["first"], &view["items"][0]["rating"]), (&json!(50), &json!(null)));
    assert_eq!(view["items"][0]["spread"], json!({ "judges": 3, "mean": 55.0, "least": 50, "most": 60 }));
    // One changes one rating; where nothing is said again the first stands.
    judges[0].rate(&items[0], 90).expect(204);
    let second = house.advance(&study, "closed").expect(200).json();
    assert_eq!(second["rounds"].as_array().unwrap().len(), 2);
    // Who rated is part of the record from now on.
    let other = json!({ "token": judges[0].token, "name": "Somebody else", "qualifications": "None" });
    judges[0].client.post("/api/judge/self", &other).expect(409);
    assert_eq!(judges[0].view()["name"], json!("Ana"));
    let result = &second["rounds"][1]["result"];
    let place = &result["place"]["at"];
    let (theta, error) = (place["theta"].as_f64().unwrap(), place["standard_error"].as_f64().unwrap());
    assert!(result["mean"].as_f64() > first["mean"].as_f64());

    // It may be moved by two standard errors, with a reason, and no further.
    let adopt = |cut: Option<f64>, reason: &str| {
        house.author.post(&format!("/api/tutor/studies/{study}/adopt"), &json!({ "revision": 1, "cut": cut, "reason": reason }))
    };
    adopt(Some(theta + 2.1 * error), "Too far").expect(422);
    adopt(Some(theta + error), "").expect(422);
    let adopted = adopt(Some(theta + error), "The committee holds it for too lenient").expect(200).json();
    assert_eq!(adopted["adopted"][0]["revision"], 2);
    adopt(None, "").expect(409);

    let draft = house.author.get(&format!("{BANK}/draft")).expect(200).json();
    let blueprints = draft["blueprints"].as_array().unwrap();
    for id in ["award", "sitting", "practice"] {
        let standard = &blueprints.iter().find(|one| one["blueprint"]["id"] == id).unwrap()["blueprint"]["standard"];
        assert!((standard["cut"].as_f64().unwrap() - theta - error).abs() < 1e-3, "{id}: {standard}");
        assert!((standard["cut_se"].as_f64().unwrap() - error).abs() < 1e-3);
        assert!(standard["rationale"].as_str().unwrap().contains("3 judges") && draft["errors"] == json!([]), "{draft}");
    }
    moves_nowhere_else(&house, &draft);
    // What was proposed with the mark of before is not signed off any more.
    let decision = format!("/api/tutor/publications/{}/decision", before["id"].as_str().unwrap());
    let refused = house.owner.post(&decision, &json!({ "publish": true, "note": "" })).expect(409).json();
    assert!(refused["detail"].as_str().unwrap().contains("was set by judges"), "{refused}");
    let trail = house.owner.get("/api/tutor/trail").expect(200).json().to_string();
    for action in ["cut_study_made", "judge_invited", "cut_study_advanced", "cut_adopted"] {
        assert!(trail.contains(action), "{action}");
    }
    let record = house.owner.get(&format!("/api/tutor/studies/{study}/record")).expect(200).json();
    let ratings = record["ratings"].as_array().unwrap();
    assert!(
        ratings.iter().any(|one| one["rating"] == 65 && one["judge"] == judges[0].id.as_str()),
        "a rating that was changed is kept"
    );
}

/// Neither as a file nor as a blueprint, nor with a bank that cannot be read, nor under another name.
#[track_caller]
fn moves_nowhere_else(house: &House, draft: &Value) {
    let blueprints = draft["blueprints"].as_array().unwrap();
    let one = blueprints.iter().find(|one| one["blueprint"]["id"] == "award").unwrap();
    let (path, text, standard) = (one["path"].as_str().unwrap(), one["text"].as_str().unwrap(), &one["blueprint"]["standard"]);
    let put = |revision: i64, path: &str, text: &str| {
        let file = json!({ "path": path, "text": text });
        house.author.put(&format!("{BANK}/files"), &json!({ "revision": revision, "why": "try", "files": [file] }))
    };
    let line = |key: &str| text.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    let other = |key: &str, value: &str| text.replace(&line(key), &format!("{key} = {value}"));
    for moved in [
        other("cut ", "-2.0"),
        other("cut_se ", "0.0"),
        text.replace("3 judges", "30 judges"),
        other("cut ", "-2.0").replace("\"award\"", "\"other\""),
    ] {
        assert_ne!(moved, text);
        let refused = put(2, path, &moved).expect(409).json();
        assert!(refused["detail"].as_str().unwrap().contains("was set by judges"), "{refused}");
    }
    // The same mark with another length is no other mark.
    put(2, path, &other("maximum ", "14")).expect(200);
    let ask = |revision: i64, blueprint: &Value| {
        house.author.put(&format!("{BANK}/blueprint"), &json!({ "revision": revision, "blueprint": blueprint, "retake": null }))
    };
    let mut changed = one["blueprint"].clone();
    changed["standard"]["rationale"] = json!("Because.");
    ask(3, &changed).expect(409);
    // A file that cannot be read leads to no other mark either.
    put(3, path, "title = ").expect(200);
    changed["standard"]["cut"] = json!(standard["cut"].as_f64().unwrap() - 1.0);
    put(4, path, &other("cut ", "-2.0")).expect(409);
    put(4, path, text).expect(200);
    ask(5, &changed).expect(409);
    ask(5, &one["blueprint"]).expect(200);
}

#[test]
fn a_link_opens_one_study_for_its_time_and_can_be_taken_back() {
    let house = house();
    let (study, items) = house.study(true);
    let new = json!({ "name": "Ana", "qualifications": "", "days": 7 });
    let link = house.author.post(&format!("/api/tutor/studies/{study}/judges"), &new).expect(201).json();
    let token = link["url"].as_str().unwrap().split("/judge#").nth(1).unwrap().to_owned();
    let judge = Judge { client: house.base.stranger(), token, id: link["judge"].as_str().unwrap().to_owned() };
    assert_eq!(judge.view()["known"], json!(false));
    // Who rates is known before the first rating.
    judge.rate(&items[0], 50).expect(409);
    let said = json!({ "token": judge.token, "name": "Ana Other", "qualifications": "Ten years of it" });
    judge.client.post("/api/judge/self", &said).expect(200);
    judge.rate(&items[0], 50).expect(204);
    judge.rate(&items[0], 101).expect(422);
    judge.rate("practice-1", 50).expect(422);

    let picture = judge.view()["pictures"].as_array().and_then(|all| all.first().cloned());
    if let Some(picture) = picture {
        let url = picture["url"].as_str().unwrap();
        judge.client.get(url).expect(200);
        judge.client.get(&url.replace(picture["name"].as_str().unwrap(), "open.svg")).expect(404);
    }
    house.author.delete(&format!("/api/tutor/studies/{study}/judges/{}", judge.id)).expect(204);
    judge.client.post("/api/judge", &json!({ "token": judge.token })).expect(404);
    let again = house.author.post(&format!("/api/tutor/studies/{study}/judges/{}/link", judge.id), &json!({})).expect(201).json();
    let fresh = again["url"].as_str().unwrap().split("/judge#").nth(1).unwrap().to_owned();
    assert_ne!(fresh, judge.token);
    let judge = Judge { token: fresh, ..judge };
    assert_eq!(judge.view()["items"][0]["rating"], json!(50), "what was rated is there under the new link");
    judge.client.post("/api/judge", &json!({ "token": "guessed" })).expect(404);
    house
        .author
        .post(&format!("{BANK}/pass-mark"), &json!({ "blueprint": "none", "borderline": "x", "sample": false }))
        .expect(422);
}

#[test]
fn writes_a_blueprint_and_the_rule_for_trying_again() {
    let house = house();
    let draft = house.author.get(&format!("{BANK}/draft")).expect(200).json();
    let mut blueprint =
        draft["blueprints"].as_array().unwrap().iter().find(|one| one["blueprint"]["id"] == "award").unwrap()["blueprint"]
            .clone();
    blueprint["length"]["maximum"] = json!(15);
    let ask = |revision: i64| json!({ "revision": revision, "blueprint": blueprint, "retake": { "after_days": 9, "unseen_items_only": false } });
    let preview = house.author.post(&format!("{BANK}/blueprint-preview"), &ask(1)).expect(200).json();
    assert!(preview["text"].as_str().unwrap().contains("maximum = 15") && preview["revision"] == 1, "{preview}");
    let written = house.author.put(&format!("{BANK}/blueprint"), &ask(1)).expect(200).json();
    assert_eq!((&written["text"], &written["revision"]), (&preview["text"], &json!(2)));
    house.author.put(&format!("{BANK}/blueprint"), &ask(1)).expect(409);
    let draft = house.author.get(&format!("{BANK}/draft")).expect(200).json();
    assert_eq!(
        (&draft["after_days"], &draft["retake"]["unseen_items_only"], &draft["errors"]),
        (&json!(9), &json!(false), &json!([]))
    );
    let moderator = house.owner.colleague("Mo", &["moderator"]);
    moderator.get(&format!("{BANK}/draft")).expect(200);
    moderator.put(&format!("{BANK}/blueprint"), &ask(2)).expect(403);
}
