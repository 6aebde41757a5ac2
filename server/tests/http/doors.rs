//! Who gets in where, and what is turned away.

use serde_json::json;

use crate::bank;
use crate::client::{PASSWORD, set_up};
use crate::program::Home;

#[test]
fn makes_one_first_tutor_by_the_printed_link() {
    let home = Home::new();
    let mut server = home.start();
    let (token, _) = server.greeting();
    let file = std::fs::read_to_string(home.path("data/setup-link.txt")).unwrap();
    assert!(file.trim().ends_with(&format!("/setup#{token}")));
    let client = server.client();

    client.post("/api/setup", &set_up("not the token")).expect(404);
    let mut weak = set_up(&token);
    weak["password"] = json!("short");
    client.post("/api/setup", &weak).expect(422);
    let mut nowhere = set_up(&token);
    nowhere["country"] = json!("Aotearoa");
    client.post("/api/setup", &nowhere).expect(422);
    // Nothing was consumed by that.
    client.set_up(&token);
    server.client().post("/api/setup", &set_up(&token)).expect(410);
    assert_eq!(client.get("/api/catalogue").json()["institution"]["name"], "Institute of Tests");

    server.kill();
    let server = home.start();
    assert!(!home.path("data/setup-link.txt").exists());
    server.client().post("/api/setup", &set_up(&token)).expect(410);
}

#[test]
fn signs_in_with_a_fresh_session_each_time() {
    let home = Home::new();
    let mut server = home.start();
    let (token, _) = server.greeting();
    let tutor = server.client();
    tutor.set_up(&token);
    let first = tutor.cookie("assay-tutor").unwrap();

    let sign_in = |email: &str, password: &str| json!({ "email": email, "password": password });
    server.client().post("/api/sign-in", &sign_in("tui@example.org", "a wrong password")).expect(401);
    server.client().post("/api/sign-in", &sign_in("nobody@example.org", PASSWORD)).expect(401);
    let reply = tutor.post("/api/sign-in", &sign_in("TUI@example.org ", PASSWORD)).expect(200);
    let cookie = &reply.headers["set-cookie"];
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    let second = tutor.cookie("assay-tutor").unwrap();
    assert_ne!(first, second);

    // The session that the browser brought is over, and one that somebody planted is not taken up.
    let old = server.client();
    old.set_cookie("assay-tutor", &first);
    old.get("/api/tutor").expect(401);
    let planted = server.client();
    planted.set_cookie("assay-tutor", "planted");
    planted.post("/api/sign-in", &sign_in("tui@example.org", PASSWORD)).expect(200);
    assert_ne!(planted.cookie("assay-tutor").unwrap(), "planted");

    tutor.post("/api/sign-out", &json!({})).expect(204);
    tutor.set_cookie("assay-tutor", &second);
    tutor.get("/api/tutor").expect(401);
}

#[test]
fn shows_everyone_only_what_is_theirs() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (learner, other, tutor, nobody) = (server.client(), server.client(), server.client(), server.client());
    tutor.set_up(&token);
    let view = learner.begin(&code, "Mahina");
    other.join(&code, "Pita");
    let attempt = view["id"].as_str().unwrap();
    let seat = learner.get("/api/me").json()["seats"][0]["id"].as_str().unwrap().to_owned();

    let code_id = tutor.get("/api/tutor").json()["codes"][0]["id"].as_str().unwrap().to_owned();
    let of_learner = [
        ("GET", format!("/api/attempts/{attempt}"), json!(null)),
        ("GET", format!("/api/attempts/{attempt}/result"), json!(null)),
        ("GET", format!("/api/attempts/{attempt}/credential"), json!(null)),
        ("GET", format!("/api/attempts/{attempt}/media/x"), json!(null)),
        ("POST", format!("/api/attempts/{attempt}/events"), json!({ "seq": 1, "action": "pause" })),
        ("PUT", format!("/api/attempts/{attempt}/share"), json!({ "show_name": true })),
        ("DELETE", format!("/api/attempts/{attempt}/share"), json!(null)),
        ("POST", format!("/api/seats/{seat}/start"), json!({})),
    ];
    let of_tutor = [
        ("GET", "/api/tutor".to_owned(), json!(null)),
        ("POST", "/api/tutor/codes".to_owned(), json!({ "micro_credential": bank::ID, "days": 1 })),
        ("DELETE", format!("/api/tutor/codes/{code_id}"), json!(null)),
        ("POST", "/api/tutor/links".to_owned(), json!({ "micro_credential": bank::ID, "name": "A", "email": "a@b" })),
        ("POST", format!("/api/tutor/seats/{seat}/confirm"), json!({})),
    ];
    let send = |client: &crate::client::Client, (method, path, body): &(&str, String, serde_json::Value)| {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        client.send(method, path, &[("content-type", "application/json")], &body).status
    };
    for request in &of_learner {
        assert_eq!(send(&other, request), 404, "another learner: {request:?}");
        assert_eq!(send(&tutor, request), 401, "a tutor: {request:?}");
        assert_eq!(send(&nobody, request), 401, "nobody: {request:?}");
    }
    for request in &of_tutor {
        assert_eq!(send(&learner, request), 401, "a learner: {request:?}");
        assert_eq!(send(&nobody, request), 401, "nobody: {request:?}");
    }
    assert_eq!(nobody.get("/api/me").status, 401);
    assert_eq!(learner.get(&format!("/api/attempts/{attempt}")).json()["state"], "running", "nobody paused it");
}

#[test]
fn turns_requests_of_other_sites_away() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let client = server.client();
    let body = json!({ "code": code, "name": "Ana", "email": "ana@example.org" }).to_string();
    let json_kind = ("content-type", "application/json");
    let post = |headers: &[(&str, &str)]| client.send("POST", "/api/join", headers, body.as_bytes());

    assert_eq!(post(&[json_kind, ("sec-fetch-site", "cross-site")]).status, 403);
    assert_eq!(post(&[json_kind, ("sec-fetch-site", "same-site")]).status, 403);
    assert_eq!(post(&[json_kind, ("origin", "https://evil.example")]).status, 403);
    assert_eq!(post(&[json_kind, ("origin", "null")]).status, 403);
    assert_eq!(post(&[("content-type", "text/plain")]).status, 415);
    assert_eq!(post(&[("content-type", "application/x-www-form-urlencoded")]).status, 415);
    assert!(client.cookie("assay-learner").is_none());
    assert_eq!(post(&[json_kind, ("sec-fetch-site", "same-origin")]).status, 200);
    let own = server.base.clone();
    assert_eq!(post(&[json_kind, ("origin", &own)]).status, 200);
}

#[test]
fn refuses_what_it_cannot_keep_and_says_why() {
    let home = Home::new();
    let mut server = home.start();
    let (_, code) = server.greeting();
    let client = server.client();
    let view = client.begin(&code, "Wai");
    let path = format!("/api/attempts/{}/events", view["id"].as_str().unwrap());
    let items = view["block"]["items"].as_array().unwrap();
    let typed =
        items.iter().find(|item| item["interaction"]["number"].is_object() || item["interaction"]["slider"].is_object()).unwrap();

    let answer = |text: &str| json!({ "seq": 1, "action": { "answer": { "item": typed["name"], "answer": { "text": text } } } });
    let reply = client.post(&path, &answer("a\u{0}b")).expect(422);
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    let problem = reply.json();
    assert_eq!(problem["status"], 422);
    assert!(problem["detail"].as_str().unwrap().contains("U+0000"));
    client.post(&path, &answer(&"x".repeat(20_000))).expect(422);
    client.post(&path, &answer(&"x".repeat(100_000))).expect(413);
    client.send("POST", &path, &[("content-type", "application/json")], b"{").expect(400);
    client
        .post(&path, &json!({ "seq": 1, "action": { "answer": { "item": typed["name"], "answer": { "options": ["x"] } } } }))
        .expect(422);
    client.post(&path, &json!({ "seq": -1, "action": "pause" })).expect(400);
    assert_eq!(client.get(&path[..path.len() - "/events".len()]).json()["seq"], 1, "nothing was stored");

    for (method, path) in
        [("POST", "/api/catalogue"), ("GET", "/api/join"), ("GET", "/api/micro-credentials/%FF"), ("PATCH", "/api/me")]
    {
        let reply = client.send(method, path, &[], &[]);
        assert!(matches!(reply.status, 400 | 405), "{path}: {}", reply.status);
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        assert_eq!(reply.json()["status"], reply.status);
    }
    for bad in [json!({ "code": code, "name": "", "email": "a@b" }), json!({ "code": code, "name": "A", "email": "nowhere" })] {
        client.post("/api/join", &bad).expect(422);
    }
}

#[test]
fn closes_a_revoked_code_and_keeps_who_came_by_it() {
    let home = Home::new();
    let mut server = home.start();
    let (token, _) = server.greeting();
    let (learner, tutor) = (server.client(), server.client());
    tutor.set_up(&token);
    tutor.post("/api/tutor/codes", &json!({ "micro_credential": "unknown", "days": 1 })).expect(422);
    tutor.post("/api/tutor/codes", &json!({ "micro_credential": bank::ID, "days": 0 })).expect(422);
    let made = tutor.post("/api/tutor/codes", &json!({ "micro_credential": bank::ID, "days": 1 })).expect(201).json();
    let code = made["code"].as_str().unwrap();
    assert_eq!((code.len(), made["open"].as_bool()), (9, Some(true)));
    learner.begin(code, "Anahera");
    tutor.delete(&format!("/api/tutor/codes/{}", made["id"].as_str().unwrap())).expect(204);
    tutor.delete("/api/tutor/codes/unknown").expect(404);
    let late = json!({ "code": code, "name": "Late", "email": "late@example.org" });
    server.client().post("/api/join", &late).expect(404);
    learner.get("/api/me").expect(200);
    assert_eq!(tutor.get("/api/tutor").json()["codes"][0]["open"], false);
}

#[test]
fn puts_its_headers_on_every_answer() {
    let home = Home::new();
    let server = home.start();
    let client = server.client();
    for path in ["/", "/api/catalogue", "/api/nothing", "/assets/none.js"] {
        let headers = client.get(path).headers;
        assert!(headers["content-security-policy"].starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert!(!headers["x-request-id"].is_empty());
        if path.starts_with("/api/") {
            assert_eq!(headers["cache-control"], "no-store");
        }
    }
}

#[test]
fn lets_the_page_that_verifies_and_no_other_ask_other_hosts() {
    let home = Home::new();
    let server = home.start();
    let policy = |path: &str| server.client().get(path).headers["content-security-policy"].clone();
    assert!(policy("/verify").contains("connect-src 'self' https:;"));
    for path in ["/", "/verify.html", "/verify/elsewhere", "/tutor", "/shared", "/api/catalogue"] {
        assert!(policy(path).contains("connect-src 'self';"), "{path}");
    }
}

#[test]
fn asks_for_encryption_for_good_only_where_it_has_a_name() {
    let home = Home::new();
    let asked = |public: &str| {
        let server = home.start_with(&["--public-url", public]);
        server.client().get("/api/catalogue").expect(200).headers.get("strict-transport-security").cloned()
    };
    assert_eq!(asked("https://assay.example.org").as_deref(), Some("max-age=31536000"));
    assert_eq!(asked("http://assay.example.org"), None);
    // A browser would take it for every port of this machine.
    assert_eq!(asked("https://localhost:8443"), None);
}

#[test]
fn knows_its_own_pages_by_scheme_and_host() {
    let home = Home::new();
    for scheme in ["http", "https"] {
        let server = home.start_with(&["--public-url", &format!("{scheme}://localhost:8443")]);
        let client = server.client();
        let status =
            |origin: &str| client.send("POST", "/api/sign-out", &[("host", "127.0.0.1:8443"), ("origin", origin)], &[]).status;
        for (origin, expected) in [
            (format!("{scheme}://localhost:8443"), 204),
            (format!("{scheme}://127.0.0.1:8443"), 204),
            (format!("{scheme}://127.0.0.1:8444"), 403),
            (format!("{}://127.0.0.1:8443", if scheme == "http" { "https" } else { "http" }), 403),
            (format!("{scheme}://elsewhere.example.org"), 403),
        ] {
            assert_eq!(status(&origin), expected, "{origin} at {scheme}");
        }
    }
}

#[test]
fn answers_whoever_sends_more_than_is_taken() {
    let home = Home::new();
    let server = home.start();
    let lea = server.client();
    // More than any buffer between the two holds: the server has refused it long before it has arrived.
    let body = vec![b' '; 24 << 20];
    let json = [("content-type", "application/json")];
    assert_eq!(lea.send("POST", "/api/join", &json, &body).json()["type"], "/problems/too-large");
    lea.send("PUT", "/api/tutor/banks/fixture/files", &json, &body).expect(401);
    lea.send("POST", "/api/nowhere", &json, &body).expect(404);
}
