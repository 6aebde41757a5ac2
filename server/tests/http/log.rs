//! The log tells what happened and no secret.

use serde_json::json;

use crate::bank;
use crate::client::PASSWORD;
use crate::program::Home;

#[test]
fn tells_what_happened_and_no_secret() {
    let home = Home::new();
    let mut server = home.start();
    let (token, code) = server.greeting();
    let (learner, tutor) = (server.client(), server.client());
    tutor.set_up(&token);
    let card = learner.join(&code, "Hinemoa")["card"].clone();
    let (link, typed) = (card["url"].as_str().unwrap(), card["code"].as_str().unwrap());
    let id = learner.earn(&code, "Hinemoa", &tutor);
    let share = learner.put(&format!("/api/attempts/{id}/share"), &json!({ "show_name": true })).expect(200).json();
    let share = share["url"].as_str().unwrap().split('#').nth(1).unwrap().to_owned();
    learner.get(&format!("/api/shared/{share}")).expect(200);
    learner.get(&format!("/api/shared/{share}/credential")).expect(200);
    learner.post("/api/follow-link", &json!({ "token": link.split('#').nth(1).unwrap() })).expect(200);
    learner.post("/api/follow-link", &json!({ "code": typed })).expect(200);
    learner.post("/api/join", &json!({ "code": "WRONGCODE", "name": "X", "email": "x@example.org" })).expect(404);
    let cookies = [learner.cookie("assay-learner").unwrap(), tutor.cookie("assay-tutor").unwrap()];
    assert_eq!(server.stop(), Some(0));

    let log = home.log();
    let lines: Vec<serde_json::Value> =
        log.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| {
        let fields = &line["fields"];
        fields["path"] == "/api/attempts/{id}/events" && fields["status"] == 201 && fields["request"].is_string()
    }));
    let mut secrets = vec![
        token,
        code.clone(),
        code.replace('-', ""),
        share,
        PASSWORD.to_owned(),
        "WRONGCODE".to_owned(),
        "Hinemoa".to_owned(),
        "hinemoa@example.org".to_owned(),
        "tui@example.org".to_owned(),
        "Beta".to_owned(),
        link.split('#').nth(1).unwrap().to_owned(),
        typed.to_owned(),
        typed.replace('-', ""),
    ];
    secrets.extend(cookies);
    secrets.extend(bank::secrets());
    for secret in secrets {
        assert!(!log.contains(&secret), "the log holds {secret}");
    }
}
