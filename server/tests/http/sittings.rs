//! Sitting delivery: keys in the browser while the invigilator's sitting is open, the log replayed here, the award after the sign-off.

use std::sync::Arc;

use credential::{Verdict, verify};
use engine::bank::file::BankFile;
use engine::{Action, Answer, Assessment, Event, Log, Session, Started, Step};
use serde_json::{Value, json};

use crate::client::{Client, Reply};
use crate::program::{Home, Server, query};
use crate::{bank, credentials};

/// A room: the owner, an invigilator, and a sitting with its code.
struct Room {
    owner: Client,
    invigilator: Client,
    id: String,
    code: String,
}

impl Room {
    fn open(server: &mut Server) -> Self {
        let (token, _) = server.greeting();
        let owner = server.client();
        owner.set_up(&token);
        let invigilator = owner.colleague("Ivy", &["invigilator"]);
        let new = json!({ "micro_credential": bank::ID, "title": "Room 12", "minutes": 60 });
        let sitting = invigilator.post("/api/tutor/sittings", &new).expect(201).json();
        assert_eq!((&sitting["state"], &sitting["joined"]), (&json!("open"), &json!(0)));
        let text = |field: &str| sitting[field].as_str().unwrap().to_owned();
        Self { owner, invigilator, id: text("id"), code: text("code") }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/tutor/sittings/{}{rest}", self.id)
    }

    fn view(&self) -> Value {
        self.invigilator.get(&self.path("")).expect(200).json()
    }

    fn row(&self, name: &str) -> Value {
        let view = self.view();
        view["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone()
    }

    fn close(&self) -> Value {
        self.invigilator.post(&self.path("/close"), &json!({})).expect(200).json()
    }

    fn sign_off(&self, except: &[&Value]) -> Value {
        self.invigilator.post(&self.path("/sign-off"), &json!({ "note": "", "except": except })).expect(200).json()
    }
}

/// A learner in a room, with what their browser was given.
struct Learner {
    client: Client,
    seat: String,
    start: Value,
}

impl Learner {
    fn join(server: &Server, code: &str, name: &str) -> Self {
        let client = server.client();
        let me = client.join(code, name);
        let seat = me["seats"][0]["id"].as_str().unwrap().to_owned();
        let start = client.post(&format!("/api/seats/{seat}/sit"), &json!({})).expect(201).json();
        Self { client, seat, start }
    }

    fn attempt(&self) -> &str {
        self.start["attempt"].as_str().unwrap()
    }

    fn assessment(&self) -> Arc<Assessment> {
        let bank: BankFile = serde_json::from_value(self.start["bank"].clone()).unwrap();
        let blueprint = serde_json::from_value(self.start["blueprint"].clone()).unwrap();
        Arc::new(Assessment::new(Arc::new(bank.check().unwrap()), &blueprint).unwrap())
    }

    fn begun(&self) -> Session {
        let started: Started = serde_json::from_value(self.start["started"].clone()).unwrap();
        Session::start(self.assessment(), started).unwrap()
    }

    /// A whole session, as the browser runs it in no time at all; `right` says whether the answers are.
    fn sat(&self, right: bool) -> Session {
        let mut session = self.begun();
        while let Step::Present(_) = session.step() {
            block(&mut session, right);
        }
        session
    }

    fn send(&self, log: &Log) -> Reply {
        self.client.post(&format!("/api/attempts/{}/log", self.attempt()), &json!({ "ticket": self.start["ticket"], "log": log }))
    }

    fn result(&self) -> Reply {
        self.client.get(&format!("/api/attempts/{}/result", self.attempt()))
    }
}

/// Answers the block in view and hands it in.
fn block(session: &mut Session, right: bool) {
    let Step::Present(block) = session.step().clone() else { return };
    for id in block.items() {
        let at = session.log().events.last().map_or(0, |event| event.at) + 1;
        let answer = session.assessment().bank().item(id).unwrap().answer_worth(right);
        session.answer(id, answer, at).unwrap();
    }
    let at = session.log().events.last().map_or(0, |event| event.at) + 1;
    session.hand_in(at).unwrap();
}

fn detail(reply: Reply, status: u16) -> String {
    reply.expect(status).json()["detail"].as_str().unwrap().to_owned()
}

#[test]
fn leads_from_a_room_to_a_badge_that_says_who_watched() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let mere = Learner::join(&server, &room.code, "Mere");
    assert!(mere.start["bank"]["items"].as_array().unwrap().iter().all(|item| item["pool"] == "credit"));
    assert_eq!(room.row("Mere")["state"], "working");
    let picture = mere.client.get(&format!("/api/seats/{}/media/CANARYpicture.svg", mere.seat)).expect(200);
    assert_eq!(picture.headers["cache-control"], "private, no-store");

    // In pieces while the network holds: every piece is on disk when it is acknowledged.
    let mut session = mere.begun();
    block(&mut session, true);
    let receipt = mere.send(session.log()).expect(201).json();
    assert_eq!((&receipt["events"], &receipt["finished"], &receipt["open"]), (&json!(4), &json!(false), &json!(true)));
    assert_eq!(mere.send(session.log()).expect(201).json()["events"], 4, "a retry is safe");
    assert_eq!(room.row("Mere")["items"], 3);

    // Another device goes on where this one was, also after the server was killed.
    server.kill();
    let server = home.start();
    let room = Room { invigilator: room.invigilator.moved(&server.base), owner: room.owner.moved(&server.base), ..room };
    let mere = Learner { client: mere.client.moved(&server.base), ..mere };
    let again = mere.client.post(&format!("/api/seats/{}/sit", mere.seat), &json!({})).expect(200).json();
    assert_eq!(again["ticket"], mere.start["ticket"]);
    let log = Log { events: serde_json::from_value(again["events"].clone()).unwrap(), ..session.log().clone() };
    assert_eq!(log, *session.log());

    let session = mere.sat(true);
    let receipt = mere.send(session.log()).expect(201).json();
    assert_eq!(receipt["finished"], true);
    assert_eq!(room.row("Mere")["state"], "handed_in");
    let result = mere.result().expect(200).json();
    let outcome = session.outcome();
    assert_eq!(result["outcome"]["theta"].as_f64().unwrap().to_bits(), outcome.estimate.theta.value().to_bits());
    assert_eq!((&result["outcome"]["verdict"], &result["badge"]), (&json!("achieved"), &json!("awaiting_sign_off")));

    // Whoever else works here does not confirm what an invigilator signs off.
    room.owner.post(&format!("/api/tutor/seats/{}/confirm", mere.seat), &json!({})).expect(409);
    room.invigilator.post(&room.path("/sign-off"), &json!({ "note": "", "except": [] })).expect(409);
    assert_eq!(room.close()["card"]["state"], "closed");
    let signed = room.sign_off(&[]);
    assert_eq!((&signed["card"]["state"], &signed["signed_by"]), (&json!("signed_off"), &json!("Ivy")));
    assert_eq!(room.row("Mere")["badge"], true);
    let badge = mere.client.get(&format!("/api/attempts/{}/credential", mere.attempt())).expect(200).body;
    let text = String::from_utf8(badge.clone()).unwrap();
    assert!(text.contains("supervised in person by an invigilator") && text.contains("replayed the log"), "{text}");
    assert!(!text.contains("unsupervised") && !text.contains("not supervised"));
    let verdict = verify(&badge, &credentials::documents(&mere.client, &badge), crate::pathways::now());
    assert!(matches!(verdict, Verdict::Valid(_)), "{verdict:?}");
    room.invigilator.post(&room.path("/sign-off"), &json!({ "note": "", "except": [] })).expect(409);
}

#[test]
fn refuses_what_does_not_replay_and_names_the_first_difference() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let tama = Learner::join(&server, &room.code, "Tama");
    let honest = tama.sat(true);
    let log = honest.log();
    let changed = |change: &dyn Fn(&mut Log)| {
        let mut log = log.clone();
        change(&mut log);
        detail(tama.send(&log), 422)
    };

    // An answer of the first block turned into a wrong one: what was chosen next does not follow.
    let wrong = changed(&|log| {
        for event in &mut log.events[..3] {
            if let Action::Answered { item, answer } = &mut event.action {
                *answer = honest.assessment().bank().item(item).unwrap().answer_worth(false);
            }
        }
    });
    assert!(wrong.contains("the log does not replay: event "), "{wrong}");
    let order = changed(&|log| log.events.swap(2, 3));
    assert!(order.contains("event "), "{order}");
    let seed = changed(&|log| log.started.seed = engine::Seed::from_number(1));
    assert!(seed.contains("started.seed"), "{seed}");
    let excluded = changed(&|log| log.started.exclusions = vec!["CANARYitem-01".into()]);
    assert!(excluded.contains("started.exclusions"), "{excluded}");
    let allowance = changed(&|log| log.started.time_allowance = Some(1));
    assert!(allowance.contains("started is not"), "{allowance}");
    let outside = changed(&|log| {
        log.events[0].action = Action::Answered { item: "elsewhere".into(), answer: Answer::Text("x".into()) };
    });
    assert_eq!(outside, "event 1: the item is not one of this bank");
    let backwards = changed(&|log| log.events[1].at = 0);
    assert!(backwards.contains("event 2: 0 ms is before what happened last"), "{backwards}");
    let future = changed(&|log| {
        for event in &mut log.events[2..] {
            event.at += 3_600_000;
        }
    });
    assert!(future.contains("event 3: ") && future.contains("which is now"), "{future}");
    let format = changed(&|log| log.format = "log/0".into());
    assert!(format.contains("format"), "{format}");
    let stopped = changed(&|log| log.events.truncate(log.events.len() - 1));
    assert!(stopped.contains("the log says nothing, replay gives stopped"), "{stopped}");

    // The invigilator sees why, nothing that was sent is lost, and none of it used the ticket up.
    assert!(room.row("Tama")["refused"].as_str().unwrap().contains("the log says nothing"));
    let kept: Vec<(String, String)> = query(&home.database(), "select log, detail from refusal").unwrap();
    assert_eq!(kept.len(), 10);
    assert!(kept.iter().all(|(log, _)| serde_json::from_str::<Log>(log).is_ok()));
    tama.send(log).expect(201);
    assert!(room.row("Tama")["refused"].is_string(), "that one was refused stays said");

    // A ticket is good for its own attempt and one finished log.
    let other = Learner::join(&server, &room.code, "Other");
    let path = format!("/api/attempts/{}/log", tama.attempt());
    other.client.post(&path, &json!({ "ticket": tama.start["ticket"], "log": log })).expect(404);
    tama.client.post(&path, &json!({ "ticket": other.start["ticket"], "log": log })).expect(410);
    let mut after = log.clone();
    after.events.push(Event { at: 99, action: Action::HandedIn });
    assert!(detail(tama.send(&after), 409).contains("ended before"));
    tama.send(log).expect(201);
    tama.client.post(&path, &json!({ "ticket": tama.start["ticket"], "log": {} })).expect(400);
}

#[test]
fn holds_a_log_against_what_is_on_record() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let pita = Learner::join(&server, &room.code, "Pita");
    let mut session = pita.begun();
    block(&mut session, false);
    pita.send(session.log()).expect(201);
    // The same items, better answers, after all: each log replays by itself, but the record says otherwise.
    let better = pita.sat(true);
    let told = detail(pita.send(better.log()), 409);
    assert!(told.starts_with("event 1: the log says answered") && told.ends_with("with another answer"), "{told}");
    let row = room.row("Pita");
    assert!(
        !row["refused"].as_str().unwrap().contains("CANARY"),
        "an invigilator is told the place, not the bank's names: {row}"
    );
    assert_eq!((&row["items"], row["refused"].is_null()), (&json!(3), false));

    // A device that is behind is told how much is on record, and loses nothing.
    let behind = Log { events: session.log().events[..2].to_vec(), ..session.log().clone() };
    assert_eq!(pita.send(&behind).expect(201).json()["events"], 4);

    // When the sitting closes is the server's to say. A browser that thought so too early goes on; after the close its word counts,
    // also that of the device that is behind, and what is on record is handed in.
    let mut over = Session::replay(pita.assessment(), &behind).unwrap();
    over.close(3_600_000).unwrap();
    let receipt = pita.send(over.log()).expect(201).json();
    assert_eq!((&receipt["finished"], &receipt["open"], &receipt["events"]), (&json!(false), &json!(true), &json!(4)));
    room.close();
    let receipt = pita.send(over.log()).expect(201).json();
    assert_eq!((&receipt["finished"], &receipt["events"]), (&json!(true), &json!(5)));
    assert_eq!(pita.result().expect(200).json()["outcome"]["reason"], "sitting_closed");
    pita.send(over.log()).expect(201);
}

#[test]
fn keeps_a_few_of_many_refused_logs() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let forger = Learner::join(&server, &room.code, "Forger");
    let mut log = forger.begun().log().clone();
    for number in 0..30 {
        log.started.seed = engine::Seed::from_number(number);
        forger.send(&log).expect(422);
    }
    let kept: Vec<(String,)> = query(&home.database(), "select log from refusal order by log").unwrap();
    assert_eq!((kept.len(), kept[0].0.as_str()), (21, ""), "twenty whole ones, and a word of the rest");
}

#[test]
fn tells_the_invigilator_of_answers_that_came_later_than_they_say() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let moana = Learner::join(&server, &room.code, "Moana");
    let mut session = moana.begun();
    block(&mut session, true);
    moana.send(session.log()).expect(201);
    assert!(room.row("Moana")["remark"].is_null());
    server.kill();
    // As if the browser had been heard once more, ten minutes later, with nothing new to tell.
    query::<(i64,)>(
        &home.database(),
        "update attempt set started_at = started_at - 660000, heard_at = started_at - 60000 returning 1",
    )
    .unwrap();
    let server = home.start();
    let moana = Learner { client: moana.client.moved(&server.base), ..moana };
    let room = Room { invigilator: room.invigilator.moved(&server.base), ..room };
    block(&mut session, true);
    moana.send(session.log()).expect(201);
    let remark = room.row("Moana")["remark"].as_str().unwrap().to_owned();
    assert!(remark.starts_with("event 5 came 9 minutes after the time it names"), "{remark}");
}

#[test]
fn lets_somebody_back_who_took_the_wrong_door() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let new = json!({ "micro_credential": bank::ID, "title": "Room 13", "minutes": 60 });
    let other = room.invigilator.post("/api/tutor/sittings", &new).expect(201).json();
    let other = other["code"].as_str().unwrap();
    let nia = server.client();
    let seat = nia.join(other, "Nia")["seats"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(nia.join(&room.code, "Nia")["seats"][0]["sitting"]["title"], "Room 12");
    assert_eq!(nia.join(other, "Nia")["seats"][0]["sitting"]["title"], "Room 13", "the door that was taken last");
    nia.join(&room.code, "Nia");
    let begun = nia.post(&format!("/api/seats/{seat}/sit"), &json!({})).expect(201).json();
    // At work, another door changes nothing.
    nia.join(other, "Nia");
    assert_eq!(nia.post(&format!("/api/seats/{seat}/sit"), &json!({})).expect(200).json()["attempt"], begun["attempt"]);
}

#[test]
fn counts_what_was_done_before_the_close_and_takes_it_late() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let late = Learner::join(&server, &room.code, "Late");
    let lost = Learner::join(&server, &room.code, "Lost");
    let absent = Learner::join(&server, &room.code, "Absent");
    let joined = server.client();
    joined.join(&room.code, "Joined");
    let mut session = lost.begun();
    block(&mut session, true);
    lost.send(session.log()).expect(201);
    room.invigilator.post(&room.path(&format!("/seats/{}/hand-in", lost.seat)), &json!({})).expect(409);
    room.close();

    // Closed: nobody joins, begins, or is given questions.
    let body = json!({ "code": room.code, "name": "X", "email": "x@example.org" });
    server.client().post("/api/join", &body).expect(404);
    let seat = joined.get("/api/me").json()["seats"][0]["id"].as_str().unwrap().to_owned();
    assert!(detail(joined.post(&format!("/api/seats/{seat}/sit"), &json!({})), 409).contains("closed"));
    late.client.post(&format!("/api/seats/{}/sit", late.seat), &json!({})).expect(409);
    late.client.get(&format!("/api/seats/{}/media/CANARYpicture.svg", late.seat)).expect(409);
    room.invigilator.post(&room.path("/extend"), &json!({ "minutes": 5 })).expect(409);

    // The attempt of a device that is gone is handed in with what is on record.
    room.invigilator.post(&room.path(&format!("/seats/{}/hand-in", lost.seat)), &json!({})).expect(200);
    let result = lost.result().expect(200).json();
    assert_eq!((&result["outcome"]["reason"], &result["outcome"]["items"]), (&json!("sitting_closed"), &json!(3)));
    room.invigilator.post(&room.path(&format!("/seats/{}/hand-in", lost.seat)), &json!({})).expect(409);
    room.invigilator.post(&room.path(&format!("/seats/{seat}/hand-in")), &json!({})).expect(404);

    let absent_seat = json!(absent.seat);
    room.invigilator.post(&room.path("/sign-off"), &json!({ "note": "", "except": ["nobody"] })).expect(422);
    room.sign_off(&[&absent_seat]);
    // A log that the network held back is taken after the sign-off, and awarded at once; not vouched for is not awarded.
    let done = late.sat(true);
    assert_eq!(late.send(done.log()).expect(201).json()["open"], false);
    assert_eq!(late.result().expect(200).json()["badge"], "issued");
    absent.send(absent.sat(true).log()).expect(201);
    assert_eq!(absent.result().expect(200).json()["badge"], "not_vouched");
    absent.client.get(&format!("/api/attempts/{}/credential", absent.attempt())).expect(404);
    let vouched: Vec<_> =
        room.view()["rows"].as_array().unwrap().iter().map(|row| (row["name"].clone(), row["vouched"].clone())).collect();
    assert!(vouched.contains(&(json!("Absent"), json!(false))) && vouched.contains(&(json!("Late"), json!(true))));
}

#[test]
fn leaves_out_what_was_done_after_the_close() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let ana = Learner::join(&server, &room.code, "Ana");
    let mut session = ana.begun();
    block(&mut session, true);
    let before = session.log().events.len();
    server.kill();
    // As if the room had closed an hour ago, half-way through what the browser did without a network.
    for sql in [
        "update attempt set started_at = started_at - 7200000 returning 1",
        "update sitting set opened_at = opened_at - 7200000, closed_at = opened_at - 3600000 returning 1",
    ] {
        query::<(i64,)>(&home.database(), sql).unwrap();
    }
    let server = home.start();
    let ana = Learner { client: ana.client.moved(&server.base), ..ana };
    let Step::Present(shown) = session.step().clone() else { panic!("there is another block") };
    let id = &shown.items()[0];
    let late = session.assessment().bank().item(id).unwrap().answer_worth(true);
    session.answer(id, late, 7_100_000).unwrap();
    let receipt = ana.send(session.log()).expect(201).json();
    assert_eq!(
        (&receipt["events"], &receipt["open"]),
        (&json!(before), &json!(false)),
        "the answer of after the close is not taken"
    );
    // The browser then ends at the close, and that is taken.
    let cut = Log { events: session.log().events[..before].to_vec(), ..session.log().clone() };
    let mut cut = Session::replay(ana.assessment(), &cut).unwrap();
    cut.close(3_600_000).unwrap();
    assert_eq!(ana.send(cut.log()).expect(201).json()["finished"], true);
    assert_eq!(ana.result().expect(200).json()["outcome"]["reason"], "sitting_closed");
}

#[test]
fn gives_more_time_and_nothing_without_https() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let closes = room.view()["card"]["closes_at"].as_i64().unwrap();
    let extended = room.invigilator.post(&room.path("/extend"), &json!({ "minutes": 30 })).expect(200).json();
    assert_eq!(extended["card"]["closes_at"].as_i64().unwrap(), closes + 30 * 60_000);
    room.invigilator.post(&room.path("/extend"), &json!({ "minutes": 0 })).expect(422);
    for bad in [
        json!({ "micro_credential": "unknown", "title": "A", "minutes": 60 }),
        json!({ "micro_credential": bank::ID, "title": "", "minutes": 60 }),
        json!({ "micro_credential": bank::ID, "title": "A", "minutes": 4 }),
    ] {
        room.invigilator.post("/api/tutor/sittings", &bad).expect(422);
    }
    server.kill();
    let server = home.start_with(&["--public-url", "http://assay.example.org"]);
    let invigilator = room.invigilator.moved(&server.base);
    let new = json!({ "micro_credential": bank::ID, "title": "Room 13", "minutes": 60 });
    let told = detail(invigilator.post("/api/tutor/sittings", &new), 409);
    assert!(told.contains("needs https") && told.contains("--public-url https://"), "{told}");
    assert!(invigilator.get("/api/tutor").expect(200).json()["sittings_refused"].as_str().unwrap().contains("needs https"));
    // Nor are keys sent where a sitting was opened before.
    let learner = server.client();
    let seat = learner.join(&room.code, "Nikau")["seats"][0]["id"].as_str().unwrap().to_owned();
    assert!(detail(learner.post(&format!("/api/seats/{seat}/sit"), &json!({})), 409).contains("needs https"));
}

#[test]
fn gives_a_seat_in_a_sitting_and_nothing_besides() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let hoani = Learner::join(&server, &room.code, "Hoani");
    let start = format!("/api/seats/{}/start", hoani.seat);
    assert!(detail(hoani.client.post(&start, &json!({})), 409).contains("class code"));
    hoani.client.get(&format!("/api/attempts/{}", hoani.attempt())).expect(404);
    let events = format!("/api/attempts/{}/events", hoani.attempt());
    hoani.client.post(&events, &json!({ "seq": 1, "action": "end" })).expect(404);
    // Whoever sits there is not given to anybody else.
    let stranger = server.client();
    stranger.join(&room.code, "Stranger");
    stranger.post(&format!("/api/seats/{}/sit", hoani.seat), &json!({})).expect(404);
    stranger.get(&format!("/api/seats/{}/media/CANARYpicture.svg", hoani.seat)).expect(404);
    server.client().post(&format!("/api/seats/{}/sit", hoani.seat), &json!({})).expect(401);
    // An invigilator serves those in the room.
    let card = format!("/api/tutor/seats/{}/card", hoani.seat);
    room.invigilator.post(&card, &json!({})).expect(201);
    room.close();
    room.sign_off(&[]);
    room.invigilator.post(&card, &json!({})).expect(404);
    room.owner.post(&card, &json!({})).expect(201);
}

#[test]
fn asks_an_author_before_a_sealed_assessment_asks_what_was_in_browsers() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    let author = owner.colleague("Awa", &["author"]);
    let running = server.client();
    let view = running.begin(&code, "Early");
    let exposure = "/api/tutor/micro-credentials/fixture/exposure";
    author.post(exposure, &json!({ "reason": "to see" })).expect(409);

    let new = json!({ "micro_credential": bank::ID, "title": "Room 1", "minutes": 60 });
    let sitting = owner.post("/api/tutor/sittings", &new).expect(201).json();
    let questions = |client: &Client| client.get("/api/tutor/micro-credentials/fixture/questions").expect(200).json();
    assert_eq!(questions(&author)["exposure"]["items"], json!([]), "opening a sitting shows nobody anything yet");
    Learner::join(&server, sitting["code"].as_str().unwrap(), "Mahia");
    assert_eq!(questions(&author)["exposure"]["waiting"], bank::CREDIT);
    assert_eq!(owner.get("/api/tutor").json()["assessments"][0]["exposed"], bank::CREDIT);

    // What runs goes on, but is not awarded before an author's word: its keys may have been at hand. What would begin waits.
    let done = running.finish(&view, bank::right);
    let seat = running.get("/api/me").json()["seats"][0]["id"].as_str().unwrap().to_owned();
    let confirm = format!("/api/tutor/seats/{seat}/confirm");
    assert!(detail(owner.post(&confirm, &json!({})), 409).contains("before it was finished"));
    let result = format!("/api/attempts/{}/result", done["id"].as_str().unwrap());
    assert_eq!(running.get(&result).expect(200).json()["badge"], "awaiting_confirmation");
    let later = server.client();
    let me = later.join(&code, "Later");
    let start = format!("/api/seats/{}/start", me["seats"][0]["id"].as_str().unwrap());
    assert!(detail(later.post(&start, &json!({})), 409).contains("24 of its questions have been in browsers"));
    author.post(exposure, &json!({ "reason": " " })).expect(422);
    let accepted = author.post(exposure, &json!({ "reason": "it is a specimen" })).expect(200).json();
    assert_eq!(accepted["waiting"], 0);
    assert_eq!(accepted["items"][0]["accepted"], "it is a specimen");
    later.post(&start, &json!({})).expect(201);
    assert_eq!(running.get(&result).expect(200).json()["badge"], "issued");
    let trail = owner.get("/api/tutor/trail").json();
    assert_eq!(trail["entries"][0]["action"], "exposure_accepted");
    assert_eq!(trail["entries"][0]["detail"], "24 items: it is a specimen");
}

#[test]
fn lets_nobody_repeat_items_between_a_sitting_and_a_sealed_attempt() {
    let home = Home::new();
    let mut server = home.start();
    let room = Room::open(&mut server);
    let kiri = Learner::join(&server, &room.code, "Kiri");
    let session = kiri.sat(false);
    kiri.send(session.log()).expect(201);
    let new = json!({ "micro_credential": bank::ID, "title": "Room 2", "minutes": 60 });
    let second = room.invigilator.post("/api/tutor/sittings", &new).expect(201).json();
    kiri.client.join(second["code"].as_str().unwrap(), "Kiri");
    let start = kiri.client.post(&format!("/api/seats/{}/sit", kiri.seat), &json!({})).expect(201).json();
    assert_ne!(start["attempt"], kiri.start["attempt"]);
    let excluded = start["started"]["exclusions"].as_array().unwrap();
    let seen: Vec<_> = session.trail().iter().map(|step| json!(step.item.as_str())).collect();
    assert!(seen.iter().all(|item| excluded.contains(item)), "{seen:?} in {excluded:?}");
}
