//! Failures are counted; a class behind one address is not.

use serde_json::json;

use crate::client::PASSWORD;
use crate::program::Home;

#[test]
fn lets_a_class_of_200_in_from_one_address() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let (base, code) = (server.base.clone(), code.clone());
            std::thread::spawn(move || {
                for n in 0..25 {
                    let learner = crate::client::Client::new(&base);
                    // One in five mistypes it once.
                    if n % 5 == 0 {
                        let slip = json!({ "code": "AAAA-AAAA", "name": "Slip", "email": "slip@example.org" });
                        learner.post("/api/join", &slip).expect(404);
                    }
                    learner.begin(&code, &format!("Pupil{thread}x{n}"));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let tutor = server.client();
    assert_eq!(tutor.set_up(&token)["codes"][0]["joined"], 200);
}

#[test]
fn stops_whoever_guesses_codes() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let guesser = server.client();
    let mut refused = 0;
    for n in 0..400 {
        let guess = json!({ "code": format!("GUES{n:04}"), "name": "Guess", "email": "guess@example.org" });
        let reply = guesser.post("/api/join", &guess);
        if reply.status == 429 {
            refused += 1;
            assert!(reply.headers["retry-after"].parse::<u64>().unwrap() > 0);
        } else {
            assert_eq!(reply.status, 404);
        }
    }
    assert!(refused > 250, "{refused} of 400 were refused");
    // Not even the right code, or the answer would tell; and a restart forgives nothing.
    let right = json!({ "code": code, "name": "Guess", "email": "guess@example.org" });
    guesser.post("/api/join", &right).expect(429);
    server.kill();
    let server = home.start();
    server.client().post("/api/join", &right).expect(429);
}

#[test]
fn stops_whoever_guesses_passwords() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let tutor = server.client();
    tutor.set_up(&token);
    let guess = json!({ "email": "tui@example.org", "password": "perhaps this one" });
    let guesser = server.client();
    for _ in 0..10 {
        guesser.post("/api/sign-in", &guess).expect(401);
    }
    guesser.post("/api/sign-in", &guess).expect(429);
    guesser.post("/api/sign-in", &json!({ "email": "tui@example.org", "password": PASSWORD })).expect(429);
    // Who is signed in goes on, and learners are not concerned.
    tutor.get("/api/tutor").expect(200);
    server.client().begin(&code, "Unaffected");
}

#[test]
fn believes_a_proxy_only_when_told_to() {
    let home = Home::new();
    let mut server = home.start_with(&["--behind-proxy"]);
    let (_, code) = server.greeting();
    let client = server.client();
    let join = |code: &str, from: &str| {
        let body = json!({ "code": code, "name": "A", "email": "a@example.org" }).to_string();
        let headers = [("content-type", "application/json"), ("x-forwarded-for", from)];
        client.send("POST", "/api/join", &headers, body.as_bytes()).status
    };
    while join("WRONGONE", "6.6.6.6, 192.0.2.66") != 429 {}
    assert_eq!(join(&code, "1.2.3.4, 192.0.2.66"), 429, "what the client says of itself does not count");
    assert_eq!(join(&code, "192.0.2.7"), 200);
}
