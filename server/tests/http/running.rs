//! Running it, over HTTP: cohorts from a table, reports and appeals, trails and statistics, a corrected key, exports, simulated learners.

use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::{Home, assay, query};

const DAY: i64 = 86_400_000;

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text")).to_owned()
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// A cohort that is open; `more` overrides.
fn cohort(tutor: &Client, more: &Value) -> Value {
    let mut new = json!({
        "name": "Autumn", "micro_credential": bank::ID, "opens_at": now() - DAY, "closes_at": now() + DAY, "attempts": null, "minutes": null,
    });
    for (key, value) in more.as_object().unwrap() {
        new[key] = value.clone();
    }
    tutor.post("/api/tutor/cohorts", &new).expect(201).json()
}

/// The attempt, as `micro_credential`'s bank names its items.
fn trail(tutor: &Client, attempt: &str) -> Value {
    tutor.get(&format!("/api/tutor/attempts/{attempt}")).expect(200).json()
}

#[test]
fn takes_a_cohort_from_a_table_and_shows_how_far_it_is() {
    let home = Home::new();
    let mut server = home.start();
    let (token, _) = server.greeting();
    let tutor = server.client();
    tutor.set_up(&token);
    let id = text(&cohort(&tutor, &json!({ "minutes": 40, "attempts": 1 }))["cohort"]["id"]);
    let at = |end: &str| format!("/api/tutor/cohorts/{id}{end}");

    let wrong = json!({ "csv": "name,email,extra time\nAna,ana@example.org,\nBen,ben,\nAna,ANA@example.org,7\n" });
    let preview = tutor.post(&at("/preview"), &wrong).expect(200).json();
    let cells: Vec<String> = preview["problems"].as_array().unwrap().iter().map(|problem| text(&problem["cell"])).collect();
    assert_eq!(cells, ["B3", "C4"]);
    tutor.post(&at("/learners"), &wrong).expect(422);
    assert_eq!(tutor.get(&at("")).json()["learners"], json!([]), "nothing of a table with problems is taken");

    let table = json!({ "csv": "name;email;extra time\nAna;ana@example.org;+50%\nBen;ben@example.org;\n" });
    let cards = tutor.post(&at("/learners"), &table).expect(201).json();
    assert_eq!(cards["cards"].as_array().unwrap().len(), 2);
    let again = tutor.post(&at("/preview"), &table).expect(200).json();
    assert_eq!((again["learners"].clone(), again["known"].as_array().unwrap().len()), (json!([]), 2), "whoever is there stays");

    // Ana's link opens her seat; her time is half as long again.
    let ana = server.client();
    let open = |client: &Client, card: &Value| {
        let token = text(&card["card"]["url"]).split('#').nth(1).unwrap().to_owned();
        client.post("/api/follow-link", &json!({ "token": token }))
    };
    let me = open(&ana, &cards["cards"][0]).expect(200).json();
    let seat = text(&me["seats"][0]["id"]);
    let view = ana.post(&format!("/api/seats/{seat}/start"), &json!({})).expect(201).json();
    let left = view["time_left"].as_u64().unwrap();
    assert!(left > 59 * 60_000 && left <= 60 * 60_000, "40 minutes and a half of them: {left}");

    let progress = tutor.get(&at("")).expect(200).json();
    let states: Vec<String> = progress["learners"].as_array().unwrap().iter().map(|one| text(&one["state"])).collect();
    assert_eq!(states, ["working", "waiting"], "by name");
    assert_eq!(progress["learners"][0]["extra_time"], 1.5);
    ana.finish(&view, bank::wrong);
    let progress = tutor.get(&at("")).expect(200).json();
    assert_eq!(
        (text(&progress["learners"][0]["state"]), text(&progress["learners"][0]["verdict"])),
        ("finished".into(), "not_yet".into())
    );
    let refused = ana.post(&format!("/api/seats/{seat}/start"), &json!({})).expect(409).json();
    assert!(text(&refused["detail"]).contains("allows 1 attempt"), "{refused}");

    // Cards that are given anew take the place of the old.
    let fresh = tutor.post(&at("/cards"), &json!({})).expect(201).json();
    open(&server.client(), &cards["cards"][1]).expect(404);
    open(&server.client(), &fresh["cards"][1]).expect(200);

    // A class code lets into the cohort, and its window is kept.
    let code = text(&tutor.post(&at("/code"), &json!({})).expect(201).json()["code"]);
    let cleo = server.client();
    let seat = text(&cleo.join(&code, "Cleo")["seats"][0]["id"]);
    assert_eq!(tutor.get(&at("")).json()["learners"].as_array().unwrap().len(), 3);
    tutor.put(&at(""), &json!({ "opens_at": now() + DAY, "closes_at": now() + 2 * DAY })).expect(200);
    let refused = cleo.post(&format!("/api/seats/{seat}/start"), &json!({})).expect(409).json();
    assert_eq!(refused["type"], "/problems/not-open-yet");

    let deeds = text(&tutor.get("/api/tutor/trail").json().to_string().into());
    assert!(!deeds.contains("1.5") && !deeds.contains("50%"), "how much time somebody has is not in the trail");
}

#[test]
fn hears_a_report_and_an_appeal_and_lets_somebody_else_decide() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let (assessor, other) = (owner.colleague("Eru", &["assessor"]), owner.colleague("Ida", &["assessor"]));
    let moderator = owner.colleague("Mo", &["moderator"]);

    let lea = server.client();
    let view = lea.begin(&code, "Lea");
    let attempt = text(&view["id"]);
    let at = |end: &str| format!("/api/attempts/{attempt}/{end}");
    let item = text(&view["block"]["items"][0]["name"]);
    lea.post(&at("appeals"), &json!({ "words": "Too early." })).expect(409);
    lea.post(&at("reports"), &json!({ "item": "nothing", "words": "?" })).expect(422);
    let said = lea.post(&at("reports"), &json!({ "item": item, "words": "The picture does not load." })).expect(201).json();
    assert_eq!((said["concerns"][0]["number"].clone(), said["concerns"][0]["state"].clone()), (json!(1), json!("open")));
    assert!(!said.to_string().contains("CANARY"), "the bank's names stay here");
    lea.finish(&view, bank::right);

    let seat = text(&owner.get("/api/tutor").json()["seats"][0]["id"]);
    assessor.post(&format!("/api/tutor/seats/{seat}/confirm"), &json!({})).expect(200);
    // However many come at once, one is taken.
    let taken = std::thread::scope(|scope| {
        let appeal = || lea.post(&at("appeals"), &json!({ "words": "I was interrupted." })).status;
        let all: Vec<_> = (0..12).map(|_| scope.spawn(appeal)).collect();
        all.into_iter().map(|one| one.join().unwrap()).filter(|status| *status == 201).count()
    });
    assert_eq!(taken, 1);
    lea.post(&at("appeals"), &json!({ "words": "And again." })).expect(409);

    let today = assessor.get("/api/tutor/today").expect(200).json();
    let kinds: Vec<String> = today["tasks"].as_array().unwrap().iter().map(|task| text(&task["kind"])).collect();
    assert_eq!(kinds, ["appeal", "report"]);

    let all = assessor.get("/api/tutor/concerns").expect(200).json();
    let find = |kind: &str| all["concerns"].as_array().unwrap().iter().find(|one| one["kind"] == kind).unwrap().clone();
    assert_eq!(find("report")["item"], "question 1", "who may not see questions gets no name of the bank");
    let appeal = find("appeal");
    assert!(text(&appeal["refused"]).contains("confirmed"), "{appeal}");
    let steps = format!("/api/tutor/concerns/{}/steps", text(&appeal["id"]));
    let declined = json!({ "state": "declined", "words": "The clock stood while you were away." });
    assessor.post(&steps, &declined).expect(409);
    moderator.post(&steps, &declined).expect(403);
    other.post(&steps, &json!({ "state": "declined", "words": " " })).expect(422);
    other.post(&steps, &json!({ "state": "looking", "words": "" })).expect(200);
    other.post(&steps, &declined).expect(200);
    other.post(&steps, &declined).expect(409);

    let mine = lea.get(&at("concerns")).expect(200).json();
    let appeal = mine["concerns"].as_array().unwrap().iter().find(|one| one["kind"] == "appeal").unwrap();
    assert_eq!(appeal["state"], "declined");
    assert_eq!(appeal["answers"][1]["words"], "The clock stood while you were away.");
    assert!(!appeal.to_string().contains("Ida"), "a learner is told the reason, not the person");
    assert_eq!(mine["may_appeal"], true, "another look can be asked for once this is decided");
    lea.post(&at("appeals"), &json!({ "words": "I disagree." })).expect(201);
    let all = other.get("/api/tutor/concerns").json();
    let again =
        all["concerns"].as_array().unwrap().iter().find(|one| one["kind"] == "appeal" && one["state"] == "open").unwrap().clone();
    assert!(text(&again["refused"]).contains("earlier appeal"), "{again}");
    owner
        .post(&format!("/api/tutor/concerns/{}/steps", text(&again["id"])), &json!({ "state": "upheld", "words": "Sit again." }))
        .expect(200);
    server.client().begin(&code, "Otto");
    lea.stranger().get(&at("concerns")).expect(401);
}

#[test]
fn corrects_a_key_and_takes_no_badge_without_a_word() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let (author, other) = (owner.colleague("Awa", &["author"]), owner.colleague("Ada", &["author"]));
    let assessor = owner.colleague("Eru", &["assessor"]);
    let lea = server.client();
    let attempt = lea.earn(&code, "Lea", &owner);
    let told = trail(&owner, &attempt);
    let steps = told["steps"].as_array().unwrap();
    assert_eq!(told["outcome"]["verdict"], "achieved");
    assert!(steps.iter().all(|step| step["credit"] == 1.0 && !text(&step["why"]).is_empty()));
    let errors: Vec<f64> = steps.iter().map(|step| step["standard_error"].as_f64().unwrap()).collect();
    assert!(errors.windows(2).all(|pair| pair[1] < pair[0]), "each answer makes it surer: {errors:?}");
    assert_eq!(steps.last().unwrap()["theta"], told["outcome"]["theta"], "the last estimate is the result's");

    // What is right by the bank is found to be wrong, question after question, until that costs the verdict.
    let corrections = format!("/api/tutor/micro-credentials/{}/corrections", bank::ID);
    let mut steps = steps.iter();
    let (new, told) = loop {
        let step = steps.next().expect("a verdict does not outlive all of its answers");
        let key = match text(&step["answer"]) {
            number if number.starts_with("9182730") => json!({ "number": { "value": 5.0, "tolerance": 0.0 } }),
            word if word.starts_with("CANARYkey") => json!({ "texts": ["another"] }),
            _ => json!({ "options": ["d"] }),
        };
        let new = json!({ "item": step["item"], "key": key, "reason": "The table had been misread." });
        let told = owner.post(&corrections, &new);
        if told.status == 422 {
            // A question without a single key.
            continue;
        }
        let told = told.expect(201).json();
        assert_eq!((told["effect"]["answered"].clone(), told["effect"]["rescored"].clone()), (json!(1), json!(1)));
        if told["effect"]["verdicts"] != json!([]) {
            break (new, told);
        }
        owner.post(&format!("/api/tutor/corrections/{}/apply", text(&told["id"])), &json!({})).expect(200);
    };
    let change = &told["effect"]["verdicts"][0];
    assert_eq!((change["before"].clone(), change["badge"].clone()), (json!("achieved"), json!(true)));
    assert_ne!(change["after"], "achieved");
    let result = || lea.get(&format!("/api/attempts/{attempt}/result")).expect(200).json();
    assert_eq!(result()["outcome"]["verdict"], "achieved", "nothing changes yet");

    let log = |sql: &'static str| query::<(String, String)>(&home.database(), sql).unwrap();
    let events = log("select attempt, events from event order by attempt, seq");
    let id = text(&told["id"]);
    let twin = text(&owner.post(&corrections, &new).expect(201).json()["id"]);
    let applied = author.post(&format!("/api/tutor/corrections/{id}/apply"), &json!({})).expect(200).json();
    assert_eq!(applied["state"], "applied");
    let stale = owner.post(&format!("/api/tutor/corrections/{twin}/apply"), &json!({})).expect(409).json();
    assert_eq!(stale["type"], "/problems/another-key", "what was proposed of another key would do nothing");
    owner.post(&format!("/api/tutor/corrections/{twin}/drop"), &json!({})).expect(200);
    owner.post(&format!("/api/tutor/corrections/{id}/apply"), &json!({})).expect(409);
    assert_eq!(log("select attempt, events from event order by attempt, seq"), events, "the log is as it was");

    let after = result();
    assert_ne!(after["outcome"]["verdict"], "achieved");
    assert_eq!(after["correction"]["before"], "achieved");
    assert_eq!(after["correction"]["reasons"][0], "The table had been misread.");
    assert_eq!(after["badge"], "issued", "no badge is taken without a person's word");
    assert_eq!(text(&owner.get("/api/tutor/today").json()["tasks"][0]["kind"]), "badge");
    let told = trail(&owner, &attempt);
    assert_eq!(told["outcome"]["verdict"], "achieved", "the trail tells both");
    assert_eq!(told["corrected"]["verdict"], after["outcome"]["verdict"]);

    let badge = format!("/api/tutor/corrections/{id}/badges/{attempt}");
    owner.post(&badge, &json!({ "fate": "withdraw", "reason": "" })).expect(422);
    other.post(&badge, &json!({ "fate": "withdraw", "reason": "It rested on that answer." })).expect(200);
    owner.post(&badge, &json!({ "fate": "keep", "reason": "Or not." })).expect(409);
    assert_eq!(result()["correction"]["withdrawn"], "It rested on that answer.");
    assert_eq!(owner.get("/api/tutor/today").json()["tasks"], json!([]));

    // Whoever takes the same edition later is scored by the key that is right, too: all but that number.
    let ben = server.client();
    let view = ben.finish(&ben.begin(&code, "Ben"), bank::right);
    let result = ben.get(&format!("/api/attempts/{}/result", text(&view["id"]))).expect(200).json();
    assert_eq!(result["correction"]["before"], "achieved");
    let statistics = owner.get(&format!("/api/tutor/micro-credentials/{}/statistics", bank::ID)).expect(200).json();
    let row = statistics["items"].as_array().unwrap().iter().find(|item| item["id"] == new["item"]).unwrap().clone();
    assert_eq!(row["key"], new["key"]);
    assert_eq!(row["right"], 0.0);
    assert_eq!(row["flags"], json!([]), "two answers flag nothing");

    // Neither who corrected the key nor who decided about the badge decides the appeal against it.
    lea.post(&format!("/api/attempts/{attempt}/appeals"), &json!({ "words": "It was right." })).expect(201);
    let refused = |client: &Client| client.get("/api/tutor/concerns").expect(200).json()["concerns"][0]["refused"].clone();
    for client in [&author, &other] {
        assert!(text(&refused(client)).contains("corrected a key"));
    }
    assert_eq!(refused(&assessor), json!(null));
}

/// The questions whose answer is a number that is typed: in [`keyed_wrongly`], whoever knows better fails.
fn typed() -> impl Iterator<Item = usize> {
    (1..bank::CREDIT).step_by(2)
}

/// Every number that is typed is keyed wrongly. The pass mark is lower, so that it matters to nobody which questions were asked.
fn keyed_wrongly() -> Home {
    let home = Home::new();
    home.edit("blueprints/award.toml", "cut = 0.0", "cut = -0.5");
    for n in typed() {
        home.edit(&format!("items/credit-{n:02}.md"), &format!("value = {}", 918_273_000 + 7 * n), "value = 4");
    }
    home
}

/// Proposes the right key of each, and gives where each is applied.
fn propose_right_keys(owner: &Client) -> Vec<String> {
    let corrections = format!("/api/tutor/micro-credentials/{}/corrections", bank::ID);
    let propose = |n: usize| {
        let key = json!({ "number": { "value": 918_273_000 + 7 * n, "tolerance": 0.0 } });
        let new = json!({ "item": format!("CANARYitem-{n:02}"), "key": key, "reason": "Copied wrongly." });
        let told = owner.post(&corrections, &new).expect(201).json();
        format!("/api/tutor/corrections/{}/apply", text(&told["id"]))
    };
    typed().map(propose).collect()
}

#[test]
fn gives_a_verdict_that_wrong_keys_had_kept_back_though_they_are_corrected_at_once() {
    let home = keyed_wrongly();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let lea = server.client();
    let view = lea.finish(&lea.begin(&code, "Lea"), bank::right);
    let attempt = text(&view["id"]);
    let result = |client: &Client| client.get(&format!("/api/attempts/{attempt}/result")).expect(200).json();
    assert_ne!(result(&lea)["outcome"]["verdict"], "achieved");
    // Who is alone here applies what they proposed.
    let apply = propose_right_keys(&owner);
    std::thread::scope(|scope| {
        for path in &apply {
            scope.spawn(|| owner.post(path, &json!({})).expect(200));
        }
    });
    assert_eq!(result(&lea)["outcome"]["verdict"], "achieved");
    let seat = owner.get("/api/tutor").json()["seats"][0].clone();
    assert_eq!(seat["verdict"], "achieved", "what is on record is what the answers come to");
    assert_eq!(result(&lea)["badge"], "awaiting_confirmation", "the way to a badge is the usual one");
    let row = owner.post(&format!("/api/tutor/seats/{}/confirm", text(&seat["id"])), &json!({})).expect(200).json();
    assert_eq!((row["verdict"].clone(), row["badge"].clone()), (json!("achieved"), json!("issued")));
}

#[test]
fn lets_somebody_else_apply_what_gives_a_verdict() {
    let home = keyed_wrongly();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let author = owner.colleague("Awa", &["author"]);
    owner.colleague("Eru", &["assessor"]);
    let lea = server.client();
    lea.finish(&lea.begin(&code, "Lea"), bank::right);
    let mut refused = Vec::new();
    for path in propose_right_keys(&owner) {
        let reply = owner.post(&path, &json!({}));
        if reply.status != 200 {
            refused.push(reply.expect(409).json());
            author.post(&path, &json!({})).expect(200);
        }
    }
    assert_eq!(refused.len(), 1, "one verdict is given, once: {refused:?}");
    assert_eq!(refused[0]["type"], "/problems/own-correction");
    assert!(text(&refused[0]["detail"]).ends_with("somebody else has to apply it: Awa"), "{refused:?}");
    assert_eq!(owner.get("/api/tutor").json()["seats"][0]["verdict"], "achieved");
}

#[test]
fn fills_a_fresh_install_with_simulated_learners_and_removes_them_wholly() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    assert_eq!(owner.get("/api/tutor/today").json()["fresh"], true);
    let tables = ["person", "learner", "seat", "attempt", "event", "cohort", "cohort_seat", "concern", "concern_step", "card"];
    let counts = || -> Vec<i64> {
        let count = |table: &&str| -> i64 {
            let sql: &'static str = Box::leak(format!("select count(*) from {table}").into_boxed_str());
            query::<(i64,)>(&home.database(), sql).unwrap()[0].0
        };
        tables.iter().map(count).collect()
    };
    let before = counts();
    owner.post("/api/tutor/demo", &json!({})).expect(201);
    owner.post("/api/tutor/demo", &json!({})).expect(409);

    let cohorts = owner.get("/api/tutor/cohorts").json();
    assert_eq!((cohorts["cohorts"][0]["demo"].clone(), cohorts["cohorts"][0]["learners"].clone()), (json!(true), json!(30)));
    let id = text(&cohorts["cohorts"][0]["id"]);
    let view = owner.get(&format!("/api/tutor/cohorts/{id}")).json();
    let learners = view["learners"].as_array().unwrap();
    assert!(learners.iter().all(|one| text(&one["name"]).starts_with("Demo ") && text(&one["email"]).ends_with("@example.org")));
    for state in ["finished", "stuck", "working", "waiting"] {
        assert!(learners.iter().any(|one| one["state"] == state), "somebody is {state}");
    }
    owner.post(&format!("/api/tutor/cohorts/{id}/code"), &json!({})).expect(409);

    let today = owner.get("/api/tutor/today").json();
    let kinds: Vec<String> = today["tasks"].as_array().unwrap().iter().map(|task| text(&task["kind"])).collect();
    assert_eq!(kinds, ["stuck", "appeal", "report"], "no simulated badge waits for a word");
    assert_eq!((today["demo"].clone(), today["fresh"].clone()), (json!(true), json!(false)));
    let statistics = owner.get(&format!("/api/tutor/micro-credentials/{}/statistics", bank::ID)).expect(200).json();
    assert_eq!((statistics["demo"].clone(), statistics["attempts"].clone()), (json!(true), json!(26)));

    // An attempt that was achieved is confirmed, and earns nothing.
    let achieved = learners.iter().find(|one| one["verdict"] == "achieved").expect("somebody achieves");
    let told = trail(&owner, achieved["attempt"].as_str().unwrap());
    assert_eq!((told["demo"].clone(), told["notes"].as_array().unwrap().len()), (json!(true), 2));
    owner.post(&format!("/api/tutor/seats/{}/confirm", text(&achieved["seat"])), &json!({})).expect(200);
    assert_eq!(query::<(i64,)>(&home.database(), "select count(*) from credential").unwrap()[0].0, 0);
    let steps = owner.get("/api/tutor/concerns").json()["concerns"][0].clone();
    owner
        .post(&format!("/api/tutor/concerns/{}/steps", text(&steps["id"])), &json!({ "state": "upheld", "words": "Yes." }))
        .expect(200);

    // The words of real learners push theirs out of the figures.
    let lea = server.client();
    lea.finish(&lea.begin(&code, "Lea"), bank::right);
    let statistics = owner.get(&format!("/api/tutor/micro-credentials/{}/statistics", bank::ID)).json();
    assert_eq!((statistics["demo"].clone(), statistics["attempts"].clone()), (json!(false), json!(1)));
    let with_lea = counts();
    owner.delete("/api/tutor/demo").expect(204);
    let after = counts();
    for ((table, before), (with, after)) in tables.iter().zip(before).zip(with_lea.into_iter().zip(after)) {
        let lea = i64::from(["person", "learner", "seat", "attempt", "card"].contains(table));
        if *table == "event" {
            assert!(after > 0 && after < with, "only Lea's events are left: {after} of {with}");
        } else {
            assert_eq!(after, before + lea, "{table}");
        }
    }

    // The command does the same beside the running server.
    let data = home.path("data");
    let banks = home.path("banks");
    let run = |more: &[&str]| {
        let mut arguments = vec!["demo", "--data", data.to_str().unwrap()];
        arguments.extend(more);
        assay(&arguments)
    };
    assert!(run(&["--banks", banks.to_str().unwrap()]).status.success());
    assert_eq!(owner.get("/api/tutor/cohorts").json()["cohorts"][0]["learners"], 30);
    let said = run(&["--remove"]);
    assert!(said.status.success() && String::from_utf8_lossy(&said.stdout).starts_with("30 "));
    assert_eq!(owner.get("/api/tutor/cohorts").json()["cohorts"], json!([]));
}

#[test]
fn gives_files_to_those_who_may_and_says_so() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let (assessor, author) = (owner.colleague("Eru", &["assessor"]), owner.colleague("Awa", &["author"]));
    let lea = server.client();
    let attempt = lea.earn(&code, "=Lea", &owner);
    let file = |client: &Client, end: &str| client.post(&format!("/api/tutor/micro-credentials/{}/{end}", bank::ID), &json!({}));

    let results = file(&assessor, "exports/results/csv").expect(200);
    assert_eq!(results.headers["content-type"], "text/csv; charset=utf-8");
    assert!(results.headers["content-disposition"].contains("fixture-results.csv"));
    let csv = results.text();
    assert!(csv.starts_with("\u{feff}name,email,attempt,") && csv.contains("'=Lea,") && csv.contains(",achieved,"), "{csv}");
    let rows = file(&owner, "exports/results/json").expect(200).json();
    assert_eq!((rows[0]["name"].clone(), rows[0]["verdict"].clone()), (json!("=Lea"), json!("achieved")));
    file(&author, "exports/results/csv").expect(403);
    file(&assessor, "item-exports/responses/csv").expect(403);
    file(&owner, "exports/everything/csv").expect(404);
    file(&owner, "exports/results/xls").expect(404);

    // What was answered tells keys: an assessor's trails are without.
    let hidden = file(&assessor, "exports/trails/csv").expect(200).text();
    assert!(!hidden.contains("CANARY") && !hidden.contains("918273") && hidden.contains(&attempt), "{hidden}");
    assert!(file(&owner, "exports/trails/csv").expect(200).text().contains("CANARYitem"));
    let responses = file(&author, "item-exports/responses/json").expect(200).json();
    assert!(responses.as_array().unwrap().iter().all(|row| row["credit"] == 1.0 && row["milliseconds"].is_u64()));
    assert!(file(&author, "item-exports/statistics/csv").expect(200).text().contains("CANARYitem-00,F-1,b,"));
    let deeds = owner.get("/api/tutor/trail").json();
    let exported = deeds["entries"].as_array().unwrap().iter().filter(|deed| deed["action"] == "exported").count();
    assert_eq!(exported, 6, "each file that was given");

    let mine = lea.get("/api/me/data").expect(200);
    let data = mine.json();
    assert_eq!(
        (data["name"].clone(), data["seats"][0]["attempts"][0]["result"]["verdict"].clone()),
        (json!("=Lea"), json!("achieved"))
    );
    let said = mine.text();
    assert!(!said.contains("CANARYitem") && !said.contains("CANARYfeedback"), "no sealed question is in it");
    assert!(said.contains("918273"), "what one typed is one's own");

    let pack = owner.get(&format!("/api/tutor/micro-credentials/{}/pack/5", bank::ID)).expect(200).json();
    assert_eq!(pack["trails"].as_array().unwrap().len(), 1);
    assert_eq!((pack["trails"][0]["learner"].clone(), pack["verdicts"]["achieved"].clone()), (json!(""), json!(1)));
    let populations = pack["simulation"][0]["report"]["populations"].as_array().unwrap();
    assert_eq!(populations.len(), 3);
    assert!(populations[0]["first"]["awarded"]["value"].as_f64().unwrap() > 0.0);
    assessor.get(&format!("/api/tutor/micro-credentials/{}/pack/5", bank::ID)).expect(403);

    // Its deeds are those with this title, and name no learner: not even one who was made for it, or is called as it is.
    let title = text(&pack["title"]);
    for (name, email) in [("Tama of the Table", "tama@example.org"), (title.as_str(), "title@example.org")] {
        let new = json!({ "micro_credential": bank::ID, "name": name, "email": email });
        owner.post("/api/tutor/links", &new).expect(201);
    }
    assert_eq!(pack["left_out"], json!([]));
    let made = |client: &Client| client.get(&format!("/api/tutor/micro-credentials/{}/pack/5", bank::ID)).expect(200).json();
    let deeds = made(&owner)["deeds"].clone();
    let actions: Vec<String> = deeds.as_array().unwrap().iter().map(|deed| text(&deed["action"])).collect();
    assert!(actions.contains(&"exported".to_owned()) && !actions.contains(&"learner_made".to_owned()), "{actions:?}");
    assert!(deeds.as_array().unwrap().iter().all(|deed| deed["about"] == title), "{deeds}");
    assert!(!deeds.to_string().contains("Tama"));

    // Who may read neither trails nor what staff did gets the rest, and is told.
    let part = made(&author);
    assert_eq!((part["trails"].clone(), part["deeds"].clone(), part["sample"].clone()), (json!([]), json!([]), json!("")));
    assert_eq!(part["left_out"].as_array().unwrap().len(), 2, "{}", part["left_out"]);
    assert_eq!(part["verdicts"], pack["verdicts"]);
}
