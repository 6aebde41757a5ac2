//! Those who run assessments: invited, given roles, given a way back in, and told of in the trail.

use serde_json::{Value, json};

use crate::client::{Client, PASSWORD};
use crate::program::{Home, Server, assay, query};

fn owner(server: &mut Server) -> Client {
    let (token, _) = server.greeting();
    let owner = server.client();
    owner.set_up(&token);
    owner
}

fn row(owner: &Client, name: &str) -> Value {
    let rows = owner.get("/api/tutor/people").expect(200).json();
    rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name} in {rows}")).clone()
}

fn token(link: &Value) -> &str {
    link["url"].as_str().unwrap().split("/password#").nth(1).unwrap()
}

fn sign_in(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

#[test]
fn invites_somebody_who_sets_their_own_password_once() {
    let home = Home::new();
    let mut server = home.start();
    let owner = owner(&mut server);
    let new =
        json!({ "name": "Ira Invigilator", "email": "ira@example.org", "roles": [{ "role": "invigilator", "days": null }] });
    let link = owner.post("/api/tutor/people", &new).expect(201).json();
    owner.post("/api/tutor/people", &new).expect(409);
    assert_eq!(row(&owner, "Ira Invigilator")["joined"], false);
    server.client().post("/api/sign-in", &sign_in("ira@example.org", "")).expect(401);

    let ira = server.client();
    ira.post("/api/set-password", &json!({ "token": token(&link), "password": "short" })).expect(422);
    ira.post("/api/set-password", &json!({ "token": "wrong", "password": PASSWORD })).expect(404);
    let page = ira.post("/api/set-password", &json!({ "token": token(&link), "password": PASSWORD })).expect(200).json();
    assert_eq!(page["may"], json!(["read_sittings", "run_sittings", "issue_cards"]));
    server.client().post("/api/set-password", &json!({ "token": token(&link), "password": PASSWORD })).expect(404);
    server.client().post("/api/sign-in", &sign_in("ira@example.org", PASSWORD)).expect(200);

    for (bad, expected) in [
        (json!([]), "at least one"),
        (json!([{ "role": "judge", "days": null }]), "given for a time"),
        (json!([{ "role": "author", "days": 0 }]), "1 to 365"),
        (json!([{ "role": "author", "days": null }, { "role": "author", "days": 3 }]), "twice"),
    ] {
        let body = json!({ "name": "X", "email": "x@example.org", "roles": bad });
        let detail = owner.post("/api/tutor/people", &body).expect(422).json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(expected), "{detail}");
    }
    owner
        .post("/api/tutor/people", &json!({ "name": "X", "email": "x@x", "roles": [{ "role": "king", "days": 1 }] }))
        .expect(400);
}

#[test]
fn changes_roles_at_once_and_keeps_an_owner() {
    let home = Home::new();
    let mut server = home.start();
    let owner = owner(&mut server);
    let rui = owner.colleague("Rui", &["assessor"]);
    rui.post("/api/tutor/codes", &json!({ "micro_credential": "fixture", "days": 1 })).expect(201);
    let id = row(&owner, "Rui")["id"].as_str().unwrap().to_owned();
    let give = |client: &Client, id: &str, roles: Value| {
        client.put(&format!("/api/tutor/people/{id}/roles"), &json!({ "roles": roles }))
    };
    let changed = give(&owner, &id, json!([{ "role": "moderator", "days": 7 }])).expect(200).json();
    assert!(changed["roles"][0]["expires_at"].is_i64());
    rui.post("/api/tutor/codes", &json!({ "micro_credential": "fixture", "days": 1 })).expect(403);
    rui.get("/api/tutor/trail").expect(200);

    let own = row(&owner, "Tui Tutor")["id"].as_str().unwrap().to_owned();
    give(&owner, &own, json!([{ "role": "author", "days": null }])).expect(409);
    give(&owner, &own, json!([{ "role": "owner", "days": 3 }])).expect(409);
    owner.delete(&format!("/api/tutor/people/{own}")).expect(409);
    // Somebody who was only invited cannot run the server yet.
    let new = json!({ "name": "Ani", "email": "ani@example.org", "roles": [{ "role": "owner", "days": null }] });
    let link = owner.post("/api/tutor/people", &new).expect(201).json();
    owner.delete(&format!("/api/tutor/people/{own}")).expect(409);
    let ani = server.client();
    ani.post("/api/set-password", &json!({ "token": token(&link), "password": PASSWORD })).expect(200);
    ani.delete(&format!("/api/tutor/people/{own}")).expect(204);
    owner.get("/api/tutor").expect(401);
    server.client().post("/api/sign-in", &sign_in("tui@example.org", PASSWORD)).expect(401);
    ani.delete(&format!("/api/tutor/people/{own}")).expect(404);
    ani.delete("/api/tutor/people/unknown").expect(404);
    assert_eq!(row(&ani, "Tui Tutor")["closed"], true);
}

#[test]
fn ends_a_role_when_its_time_is_up() {
    let home = Home::new();
    let mut server = home.start();
    let owner = owner(&mut server);
    let judge = owner.colleague("Jo", &["judge"]);
    judge.get("/api/tutor/micro-credentials/fixture/questions").expect(200);
    server.kill();
    // As if the days had passed.
    query::<(i64,)>(&home.database(), "update staff_role set expires_at = 1 where role = 'judge' returning 1").unwrap();
    let server = home.start();
    let (judge, owner) = (judge.moved(&server.base), owner.moved(&server.base));
    judge.get("/api/tutor/micro-credentials/fixture/questions").expect(403);
    let page = judge.get("/api/tutor").expect(200).json();
    assert_eq!((&page["roles"], &page["may"]), (&json!([]), &json!([])));
    assert_eq!(row(&owner, "Jo")["roles"][0]["expires_at"], 1, "an owner sees that it has run out");
}

#[test]
fn changes_and_resets_passwords_and_ends_other_sessions() {
    let home = Home::new();
    let mut server = home.start();
    let owner = owner(&mut server);
    let ema = owner.colleague("Ema", &["assessor"]);
    let elsewhere = server.client();
    elsewhere.post("/api/sign-in", &sign_in("ema@example.org", PASSWORD)).expect(200);
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    ema.post("/api/tutor/password", &change("not the old one", "another long password")).expect(409);
    ema.post("/api/tutor/password", &change(PASSWORD, "short")).expect(422);
    ema.post("/api/tutor/password", &change(PASSWORD, "another long password")).expect(204);
    ema.get("/api/tutor").expect(200);
    elsewhere.get("/api/tutor").expect(401);
    server.client().post("/api/sign-in", &sign_in("ema@example.org", PASSWORD)).expect(401);

    // Forgotten: an owner gives a link, and only the newest opens.
    let id = row(&owner, "Ema")["id"].as_str().unwrap().to_owned();
    let first = owner.post(&format!("/api/tutor/people/{id}/password-link"), &json!({})).expect(201).json();
    let second = owner.post(&format!("/api/tutor/people/{id}/password-link"), &json!({})).expect(201).json();
    let set = |link: &Value| json!({ "token": token(link), "password": "a third long password" });
    server.client().post("/api/set-password", &set(&first)).expect(404);
    server.client().post("/api/set-password", &set(&second)).expect(200);
    ema.get("/api/tutor").expect(401);

    // An owner who has nobody to ask: the command line, while the server runs.
    let data = home.path("data").display().to_string();
    let made = assay(&["staff", "password-link", "tui@example.org", "--data", &data, "--public-url", &server.base]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let url = String::from_utf8(made.stdout).unwrap();
    let token = url.trim().split("/password#").nth(1).unwrap();
    server.client().post("/api/set-password", &json!({ "token": token, "password": "a fourth long password" })).expect(200);
    owner.get("/api/tutor").expect(401);
    let nobody = assay(&["staff", "password-link", "nobody@example.org", "--data", &data]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nobody.stderr).contains("nobody signs in with"));
}

#[test]
fn keeps_a_trail_that_nobody_can_change() {
    let home = Home::new();
    let mut server = home.start();
    let owner = owner(&mut server);
    let code = owner.post("/api/tutor/codes", &json!({ "micro_credential": "fixture", "days": 2 })).expect(201).json();
    let ari = owner.colleague("Ari", &["moderator"]);
    owner.delete(&format!("/api/tutor/codes/{}", code["id"].as_str().unwrap())).expect(204);
    let trail = ari.get("/api/tutor/trail").expect(200).json()["entries"].as_array().unwrap().clone();
    let told: Vec<_> =
        trail.iter().rev().map(|entry| (entry["who"].as_str().unwrap(), entry["action"].as_str().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("Tui Tutor", "set_up"),
            ("Tui Tutor", "code_made"),
            ("Tui Tutor", "invited"),
            ("Ari", "password_set"),
            ("Tui Tutor", "code_revoked")
        ]
    );
    assert_eq!((&trail[2]["about"], &trail[2]["detail"]), (&json!("Ari"), &json!("moderator")));
    server.kill();
    for sql in ["update trail set detail = '' returning 1", "delete from trail returning 1"] {
        let refused = query::<(i64,)>(&home.database(), sql).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{refused}");
    }
}
