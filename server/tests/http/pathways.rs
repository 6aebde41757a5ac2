//! Pathways over HTTP: two micro-credentials and a badge from elsewhere become a larger credential; what keeps a badge from counting.

use std::collections::BTreeMap;
use std::fs;

use credential::{
    Achievement, Claim, Credits, Evidence, Issuer, IssuerKey, Kind, Learner, LearningOutcome, Level, SecretKey, Signer as _,
    Term, Time, Verdict, Workload, bake, did_web_document, issue, verify,
};
use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::{Home, Server};

const ELSEWHERE: &str = "https://else.example/achievements/teaching";

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text")).to_owned()
}

/// What the clock says: status lists hold for two days.
pub fn now() -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Time::from_unix_ms(i64::try_from(since.as_millis()).unwrap()).unwrap()
}

/// Another issuer, whose key is its name.
fn somebody_else() -> IssuerKey {
    IssuerKey::did_key(SecretKey::from_bytes(&[9; 32]))
}

/// A badge of another issuer for this address, a day old.
fn foreign(key: &IssuerKey, email: &str, achievement: &str) -> String {
    foreign_of(key, email, achievement, Time::from_unix_ms(now().unix_ms() - 86_400_000).unwrap())
}

fn foreign_of(key: &IssuerKey, email: &str, achievement: &str, moment: Time) -> String {
    let term = |text: &str| Term { text: text.to_owned(), uri: None };
    let claim = Claim {
        id: "urn:uuid:7f1c5f5e-0e39-4c26-8d0b-1f6d7b2f9a01".to_owned(),
        issuer: Issuer {
            did: key.did().to_owned(),
            name: "Institute of Elsewhere".to_owned(),
            url: None,
            email: None,
            country: Some("NZ".to_owned()),
            region: None,
        },
        learner: Learner { name: None, email: email.to_owned(), salt: "c2FsdCBmb3IgdGVzdHM".to_owned() },
        achievement: Achievement {
            id: achievement.to_owned(),
            title: "Teaching".to_owned(),
            description: "Teaches.".to_owned(),
            criteria: "Taught.".to_owned(),
            version: None,
            language: "en".to_owned(),
            outcomes: vec![LearningOutcome { id: "T-1".to_owned(), text: "Teaches".to_owned(), alignments: Vec::new() }],
            level: Level { framework: "NZQCF".to_owned(), value: "7".to_owned(), uri: None, eqf: Some(6) },
            workload: Workload { hours: 50.0, credits: Some(Credits { value: 5.0, unit: "ECTS".to_owned() }) },
            assessment_type: term("Observed"),
            participation: term("In person"),
            quality_assurance: term("Internal"),
            prerequisites: None,
            stackability: None,
            review_by: None,
            elements: Vec::new(),
            codes: Vec::new(),
        },
        results: Vec::new(),
        sitting: None,
        by_hand: None,
        evidence: vec![Evidence {
            id: None,
            name: "A lesson".to_owned(),
            narrative: Some("Seen by two colleagues".to_owned()),
            genre: None,
        }],
        image: None,
        status: Vec::new(),
        endorsements: Vec::new(),
        awarded_at: moment,
        valid_from: moment,
        valid_until: None,
        specimen: None,
    };
    issue(&claim, key, moment).unwrap()
}

/// A house with two micro-credentials and a pathway over both and something from elsewhere.
fn house() -> Home {
    let home = Home::new();
    let second = home.path("banks/second");
    bank::write(&second);
    for (file, from, to) in [
        ("bank.toml", "id = \"test.fixture\"", "id = \"test.second\""),
        ("credential.toml", "id = \"fixture\"", "id = \"second\""),
        ("credential.toml", "Fixture of Answers", "Second of Answers"),
    ] {
        let path = second.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }
    let folder = home.path("banks/pathways");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("whole.toml"), pathway("whole", "second")).unwrap();
    home
}

fn pathway(id: &str, second: &str) -> String {
    let issuer = somebody_else().did().to_owned();
    format!(
        r#"format = "pathway/1"
id = "{id}"
title = "The Whole"
description = "Shows that its holder answers and teaches."
awarding_body = "Test bench"
country = "NZ"
lang = "en"
outcomes = ["Answer and teach."]
quality_assurance = "Internal."
level = {{ framework = "NZQCF", value = "8" }}
workload = {{ hours = 150 }}
assessment_type = {{ text = "By its parts" }}
participation = {{ text = "By its parts" }}
requires = "all"

[[requirement]]
id = "all"
title = "Everything"
all_of = ["answers", "teaching", "credits"]

[[requirement]]
id = "answers"
title = "One kind of answers at least"
any_of = ["first", "second"]
at_least = 1

[[requirement]]
id = "first"
title = "The first"
micro_credential = "fixture"

[[requirement]]
id = "second"
title = "The second"
micro_credential = "{second}"

[[requirement]]
id = "teaching"
title = "Teaching"
achievement = "{ELSEWHERE}"
issuer = "{issuer}"
within_months = 12

[[requirement]]
id = "credits"
title = "Ten credits"
credits = 10
unit = "NZ credits"
framework = "NZQCF"
levels = ["8"]
"#
    )
}

/// Earns the second micro-credential, too.
fn earn_second(learner: &Client, tutor: &Client, code: &str, name: &str) {
    let me = learner.join(code, name);
    let seat = me["seats"].as_array().unwrap().iter().find(|seat| seat["micro_credential"] == "second").unwrap();
    let seat = text(&seat["id"]);
    let view = learner.post(&format!("/api/seats/{seat}/start"), &json!({})).expect(201).json();
    learner.finish(&view, bank::right);
    let row = tutor.post(&format!("/api/tutor/seats/{seat}/confirm"), &json!({})).expect(200).json();
    assert_eq!(row["badge"], "issued");
}

fn code_of(tutor: &Client, micro_credential: &str) -> String {
    let new = json!({ "micro_credential": micro_credential, "days": 9 });
    text(&tutor.post("/api/tutor/codes", &new).expect(201).json()["code"])
}

fn bring(learner: &Client, file: &[u8]) -> crate::client::Reply {
    learner.post("/api/me/badges", &json!({ "file": BASE64.encode(file) }))
}

/// What a credential that is served here is worth, with the status lists as they are served now.
fn worth(client: &Client, document: &str) -> Verdict {
    let mut lists = Vec::new();
    lists_in(&serde_json::from_str(document).unwrap(), &mut lists);
    let served = |url: String| {
        let path = url.splitn(4, '/').nth(3).unwrap().to_owned();
        (url, client.get(&format!("/{path}")).expect(200).text())
    };
    let documents: BTreeMap<String, String> = lists.into_iter().map(served).collect();
    verify(document.as_bytes(), &documents, now())
}

/// The status lists that a document names, its endorsements included.
fn lists_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| lists_in(one, found)),
        Value::Object(all) => {
            found.extend(all.get("statusListCredential").map(text));
            all.values().for_each(|one| lists_in(one, found));
        }
        _ => {}
    }
}

fn start(home: &Home) -> (Server, Client, String) {
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    (server, owner, code)
}

#[test]
fn makes_one_credential_of_two_and_a_badge_from_elsewhere_and_lets_a_person_decide_when_a_part_is_revoked() {
    let home = house();
    let (server, owner, code) = start(&home);
    let assessor = owner.colleague("Eru", &["assessor"]);
    let lea = server.client();
    lea.earn(&code, "Lea", &owner);
    let mine = lea.get("/api/me/pathways").expect(200).json();
    let progress = &mine["pathways"][0]["pathway"]["progress"];
    assert_eq!(
        (progress["met"].clone(), progress["have"].clone(), progress["need"].clone()),
        (json!(false), json!(1.0), json!(3.0))
    );
    earn_second(&lea, &owner, &code_of(&owner, "second"), "Lea");

    // A picture with a badge; it counts only once somebody has said so.
    let badge = foreign(&somebody_else(), "lea@example.org", ELSEWHERE);
    let picture = bake::svg("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"></svg>", &badge).unwrap();
    let brought = bring(&lea, picture.as_bytes()).expect(201).json();
    assert_eq!(
        (brought["verdict"].clone(), brought["bound"].clone(), brought["recognition"].clone()),
        (json!("valid"), json!(true), json!("waiting"))
    );
    bring(&lea, badge.as_bytes()).expect(409);
    let mine = lea.get("/api/me/pathways").expect(200).json();
    assert_eq!(mine["pathways"][0]["award"], json!(null));
    let rows = assessor.get("/api/tutor/badges").expect(200).json();
    assert_eq!(
        (rows["badges"][0]["learner"].clone(), rows["badges"][0]["asked_by"].clone()),
        (json!("Lea"), json!(["The Whole"]))
    );
    let at = format!("/api/tutor/badges/{}/decision", text(&brought["id"]));
    let decision = json!({ "recognition": "recognised", "reason": "The same outcomes.", "known_by": null, "counts": {} });
    assessor.post(&at, &json!({ "recognition": "recognised", "reason": " ", "counts": {} })).expect(422);
    assessor.post(&at, &decision).expect(200);

    // It is complete, and awarded: a badge that names its parts, and a record that carries them.
    let mine = lea.get("/api/me/pathways").expect(200).json();
    let whole = &mine["pathways"][0];
    assert_eq!((whole["pathway"]["progress"]["met"].clone(), whole["held_up"].clone()), (json!(true), json!(null)));
    assert_eq!(mine["badges"][0]["reason"], "The same outcomes.");
    let (award, record) = (text(&whole["award"]["credential"]), text(&whole["award"]["record"]));
    let document = lea.get(&format!("/api/me/credentials/{award}/document/json")).expect(200).text();
    let Verdict::Valid(summary) = worth(&lea, &document) else { panic!("{:?}", worth(&lea, &document)) };
    assert_eq!((summary.title.as_str(), summary.kind), ("The Whole (specimen)", Kind::Achievement));
    assert!(summary.belongs_to("lea@example.org"));
    let foreign_id = "urn:uuid:7f1c5f5e-0e39-4c26-8d0b-1f6d7b2f9a01";
    let said: Value = serde_json::from_str(&document).unwrap();
    let evidence: Vec<String> = said["evidence"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect();
    assert!(evidence.len() == 3 && evidence.iter().any(|id| id == foreign_id), "{evidence:?}");
    assert!(evidence.iter().all(|id| summary.criteria.as_ref().unwrap().contains(id)), "the criteria name the parts");
    let clr = lea.get(&format!("/api/me/credentials/{record}/document/json")).expect(200).text();
    let clr: Value = serde_json::from_str(&clr).unwrap();
    assert_eq!(clr["name"], said["name"], "it is called as the badge is");
    let note = text(&said["description"]);
    assert_eq!(text(&clr["description"]), format!("{note}\n\nShows that its holder answers and teaches."), "and says why");

    // The European form names the parts, too; a record has no place in it. What its parts say is not to be chosen here.
    let elm = |id: &str| lea.get(&format!("/api/me/credentials/{id}/document/elm"));
    let european = elm(&award).expect(200).json();
    let achieved = &european["credentialSubject"]["hasClaim"];
    assert_eq!((&european["id"], &achieved["title"]["en"]), (&said["id"], &json!("The Whole (specimen)")));
    assert!(evidence.iter().all(|id| achieved["additionalNote"].to_string().contains(id)), "{achieved}");
    assert_eq!(achieved["additionalNote"].to_string().matches(&note).count(), 1, "the note on a specimen stands apart");
    assert!(elm(&record).expect(409).text().contains("the badge of the same award"));
    let named = json!({ "score": false, "standard_error": false, "mastery": false, "name": true });
    lea.put(&format!("/api/me/credentials/{award}/says"), &named).expect(409);
    let carried = clr["credentialSubject"]["verifiableCredential"].as_array().unwrap();
    let ids: Vec<String> = carried.iter().map(|one| text(&one["id"])).collect();
    assert!(ids.len() == 4 && evidence.iter().all(|id| ids.contains(id)) && ids.contains(&text(&said["id"])), "{ids:?}");
    assert_eq!(clr["credentialSubject"]["association"].as_array().unwrap().len(), 3);

    // It has a picture at an address of its own, and both are baked into that.
    let image = text(&said["credentialSubject"]["achievement"]["image"]["id"]);
    assert!(image.ends_with("/pathways/whole/picture.png"), "{image}");
    let anyone = server.client();
    let drawn = anyone.get("/pathways/whole/picture.png").expect(200);
    assert_eq!((drawn.headers["content-type"].as_str(), &drawn.body[1..4]), ("image/png", &b"PNG"[..]));
    let svg = anyone.get("/pathways/whole/picture.svg").expect(200).text();
    assert!(svg.contains("The Whole") && svg.contains("NZQCF level 8"), "{svg}");
    anyone.get("/pathways/nothing/picture.svg").expect(404);
    assert_eq!(lea.get("/api/me/wallet").expect(200).json()["credentials"][0]["face"]["picture"], "/pathways/whole/picture.svg");
    for (id, signed) in [(&award, said.clone()), (&record, clr.clone())] {
        for form in ["png", "svg"] {
            let baked = lea.get(&format!("/api/me/credentials/{id}/document/{form}")).expect(200).body;
            let unbaked = bake::unbake(&baked).unwrap().expect("a credential is in it").text;
            assert_eq!(serde_json::from_str::<Value>(&unbaked).unwrap(), signed);
            assert!(form == "png" || String::from_utf8_lossy(&baked).contains("NZQCF level 8"), "it shows what it is");
        }
    }
    let again = lea.get("/api/me/pathways").expect(200).json();
    assert_eq!(again["pathways"][0]["award"]["credential"], json!(award), "it is awarded once");
    lea.delete(&format!("/api/me/badges/{}", text(&brought["id"]))).expect(409);

    // A part says more from now on, so that the one in the record is revoked: badge and record are signed again with the new one.
    let held = |achievement: &str| -> Vec<Value> {
        let all = lea.get("/api/me/credentials").expect(200).json();
        all.as_array()
            .unwrap()
            .iter()
            .filter(|one| one["achievement"] == achievement && one["state"] == "active")
            .cloned()
            .collect()
    };
    let says = json!({ "score": true, "standard_error": false, "mastery": false, "name": false });
    lea.put(&format!("/api/me/credentials/{}/says", text(&held("fixture")[0]["id"])), &says).expect(200);
    assert!(matches!(worth(&lea, &document), Verdict::Invalid(_)), "what was signed before is superseded");
    let signed: Vec<String> = held("whole")
        .iter()
        .map(|one| lea.get(&format!("/api/me/credentials/{}/document/json", text(&one["id"]))).expect(200).text())
        .collect();
    assert_eq!(signed.len(), 2);
    for one in &signed {
        assert!(matches!(worth(&lea, one), Verdict::Valid(_)), "{:?}", worth(&lea, one));
    }
    let is_badge = |one: &&String| matches!(worth(&lea, one), Verdict::Valid(summary) if summary.kind == Kind::Achievement);
    let document = signed.iter().find(is_badge).expect("a badge beside the record").clone();
    let dates = |text: &str| serde_json::from_str::<Value>(text).unwrap()["awardedDate"].clone();
    assert!(dates(&document).is_string() && dates(&document) == said["awardedDate"], "the day of the award stays");

    // A part is revoked: the award stays until a person has decided.
    let part = lea.get("/api/me/credentials").expect(200).json();
    let part =
        part.as_array().unwrap().iter().find(|one| one["achievement"] == "fixture" && one["state"] == "active").unwrap().clone();
    let revoke = json!({ "state": "revoked", "code": "misconduct", "reason": "Somebody else sat there." });
    owner.post(&format!("/api/tutor/credentials/{}/status", text(&part["id"])), &revoke).expect(200);
    assert!(matches!(worth(&lea, &document), Verdict::Valid(_)));
    let overview = assessor.get("/api/tutor/pathways").expect(200).json();
    let row = &overview["pathways"][0]["awards"][0];
    assert_eq!(
        (row["flagged"][0]["title"].clone(), row["flagged"][0]["state"].clone()),
        (part["title"].clone(), json!("revoked"))
    );
    let at = format!("/api/tutor/pathway-awards/{award}/decision");
    let row = assessor.post(&at, &json!({ "keep": false, "reason": "A part is gone." })).expect(200).json();
    assert_eq!((row["in_force"].clone(), row["flagged"].clone()), (json!(false), json!([])));
    assessor.post(&at, &json!({ "keep": true, "reason": "Again." })).expect(409);
    assert!(matches!(worth(&lea, &document), Verdict::Invalid(_)), "{:?}", worth(&lea, &document));
    let mine = lea.get("/api/me/pathways").expect(200).json();
    assert_eq!(mine["pathways"][0]["award"], json!(null), "what is missing is missing again");
    let deeds = owner.get("/api/tutor/trail").expect(200).json().to_string();
    assert!(deeds.contains("badge_recognised") && deeds.contains("pathway_award_decided"));
}

#[test]
fn recognises_no_badge_that_is_not_proved_and_not_known_to_be_the_learners() {
    let home = house();
    let (server, owner, code) = start(&home);
    let lea = server.client();
    lea.join(&code, "Lea");
    let otto = server.client();
    otto.join(&code, "Otto");
    let decide = |id: &str, more: &Value| {
        let mut body = json!({ "recognition": "recognised", "reason": "Good.", "known_by": null, "counts": {} });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        owner.post(&format!("/api/tutor/badges/{id}/decision"), &body)
    };

    // What was changed is refused at the door, and so is what is no badge.
    let badge = foreign(&somebody_else(), "lea@work.example", ELSEWHERE);
    let refused = bring(&lea, badge.replace("Teaches.", "Heals.").as_bytes()).expect(422).json();
    assert!(text(&refused["detail"]).starts_with("the badge is not valid: "), "{refused}");
    bring(&lea, b"\xff\xfe\x00").expect(422);
    lea.post("/api/me/badges", &json!({ "file": "no base64" })).expect(422);
    bring(&lea, &vec![b' '; 1_200_000]).expect(413);

    // Her address is not in it: somebody has to know.
    let id = text(&bring(&lea, badge.as_bytes()).expect(201).json()["id"]);
    let refused = decide(&id, &json!({})).expect(422).json();
    assert!(text(&refused["detail"]).starts_with("known_by is missing"), "{refused}");
    decide(&id, &json!({ "counts": { "credits": 5.0 }, "known_by": "Seen." })).expect(422);
    decide(&id, &json!({ "counts": { "micro_credential": "none" }, "known_by": "Seen." })).expect(422);
    let counts = json!({ "credits": 5.0, "unit": "NZ credits", "framework": "NZQCF", "level": "8" });
    let row = decide(&id, &json!({ "counts": counts, "known_by": "Saw her passport." })).expect(200).json();
    assert_eq!(
        (row["badge"]["recognition"].clone(), row["steps"][0]["known_by"].clone()),
        (json!("recognised"), json!("Saw her passport."))
    );
    let mine = lea.get("/api/me/pathways").expect(200).json();
    let parts = &mine["pathways"][0]["pathway"]["progress"]["parts"];
    assert_eq!((parts[1]["met"].clone(), parts[2]["have"].clone()), (json!(true), json!(5.0)));

    // The same badge is nobody else's; and what is recognised can be declined later.
    let copied = text(&bring(&otto, badge.as_bytes()).expect(201).json()["id"]);
    decide(&copied, &json!({ "known_by": "He says so." })).expect(409);
    decide(&id, &json!({ "recognition": "declined", "reason": "It was hers to show once." })).expect(200);
    let mine = lea.get("/api/me/pathways").expect(200).json();
    assert_eq!(mine["pathways"][0]["pathway"]["progress"]["parts"][1]["met"], json!(false));
    otto.delete(&format!("/api/me/badges/{id}")).expect(404);
    lea.delete(&format!("/api/me/badges/{id}")).expect(204);
    assert_eq!(lea.get("/api/me/pathways").expect(200).json()["badges"], json!([]));
}

#[test]
fn takes_an_issuers_keys_from_those_who_work_here_and_never_from_the_badges_holder() {
    let home = house();
    let (server, owner, code) = start(&home);
    let lea = server.client();
    lea.join(&code, "Lea");
    let key = IssuerKey::did_web("did:web:else.example", SecretKey::from_bytes(&[11; 32]));
    let brought = bring(&lea, foreign(&key, "lea@example.org", ELSEWHERE).as_bytes()).expect(201).json();
    assert_eq!((brought["verdict"].clone(), brought["title"].clone()), (json!("unverifiable"), json!("Teaching")));
    let at = format!("/api/tutor/badges/{}", text(&brought["id"]));
    let decision = json!({ "recognition": "recognised", "reason": "Good.", "counts": {} });
    owner.post(&format!("{at}/decision"), &decision).expect(409);
    let needs = owner.get("/api/tutor/badges").expect(200).json()["badges"][0]["needs"].clone();
    assert_eq!(needs, json!(["https://else.example/.well-known/did.json"]));
    let given = |url: &str, text: &str| json!({ "documents": [{ "url": url, "text": text }] });
    owner.post(&format!("{at}/documents"), &given("http://else.example/.well-known/did.json", "{}")).expect(422);
    let keys = did_web_document("did:web:else.example", &[key.public()]).to_string();
    let row =
        owner.post(&format!("{at}/documents"), &given("https://else.example/.well-known/did.json", &keys)).expect(200).json();
    assert_eq!((row["badge"]["verdict"].clone(), row["badge"]["bound"].clone()), (json!("valid"), json!(true)));
    owner.post(&format!("{at}/decision"), &decision).expect(200);
    assert_eq!(key.verification_method().split('#').next(), Some("did:web:else.example"));
}

#[test]
fn lets_no_learner_make_the_others_wait_for_servers_elsewhere() {
    let home = house();
    let mut server = home.start_with(&["--online"]);
    let (_, code) = server.greeting();
    let (lea, otto) = (server.client(), server.client());
    lea.join(&code, "Lea");
    otto.join(&code, "Otto");
    // Its key is its name: nobody is asked, and nobody could tell before.
    let badge = foreign(&somebody_else(), "lea@example.org", ELSEWHERE);
    bring(&lea, badge.as_bytes()).expect(201);
    for _ in 1..20 {
        bring(&lea, badge.as_bytes()).expect(409);
    }
    let refused = bring(&lea, badge.as_bytes()).expect(429);
    assert!((1..=30).contains(&refused.headers["retry-after"].parse::<u64>().unwrap()));
    assert_eq!(refused.json()["type"], "/problems/too-many-looks");
    bring(&otto, badge.as_bytes()).expect(201);
}

#[test]
fn offers_no_pathway_that_cannot_be_met_and_says_where_it_is_wrong() {
    let home = house();
    fs::write(home.path("banks/pathways/broken.toml"), pathway("broken", "nowhere")).unwrap();
    fs::write(home.path("banks/pathways/double.toml"), pathway("fixture", "second")).unwrap();
    let (server, owner, _) = start(&home);
    let all = server.client().get("/api/pathways").expect(200).json();
    let ids: Vec<String> = all.as_array().unwrap().iter().map(|one| text(&one["id"])).collect();
    assert_eq!(ids, ["whole"]);
    let left_out = owner.get("/api/tutor/pathways").expect(200).json()["left_out"].clone();
    let lines: Vec<String> = left_out.as_array().unwrap().iter().map(text).collect();
    assert!(lines[0].starts_with("pathways/broken.toml:") && lines[0].contains("micro_credential = nowhere"), "{lines:?}");
    assert!(lines[1].starts_with("pathways/double.toml: id = fixture"), "{lines:?}");
    assert!(home.log().contains("micro_credential = nowhere"));
    server.client().get("/api/pathways/broken").expect(404);
}

#[test]
fn gives_the_journey_the_badge_of_another_issuer() {
    let badge = foreign_of(&somebody_else(), "ana@example.org", ELSEWHERE, "2026-06-01T00:00:00Z".parse().unwrap());
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/journeys/fixtures/teaching.json");
    if std::env::var_os("ASSAY_WRITE_DOCS").is_some() {
        fs::write(&file, &badge).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap_or_default() == badge, "ASSAY_WRITE_DOCS=1 writes {} anew", file.display());
}
