//! What becomes of credentials after they were signed: status, other keys, other forms, other names, and those given by hand.

use std::collections::BTreeMap;

use api::path::fill;
use credential::{Check, Time, Verdict, verify};
use serde_json::{Value, json};

use crate::bank;
use crate::client::Client;
use crate::program::{Home, all_files, assay, query};

const PUBLIC: [&str; 2] = ["--public-url", "https://assay.example.org"];

/// All that a verifier needs beside a badge: its status lists as the server serves them now, and the issuer's document.
pub fn documents(client: &Client, badge: &[u8]) -> BTreeMap<String, String> {
    let mut lists = Vec::new();
    urls(&serde_json::from_slice(badge).unwrap(), &mut lists);
    let mut found = BTreeMap::new();
    for url in lists {
        let path = &url[url.find("/status/").unwrap()..];
        let reply = client.get(path).expect(200);
        assert_eq!(reply.headers["access-control-allow-origin"], "*");
        assert_eq!(reply.headers["cross-origin-resource-policy"], "cross-origin");
        assert!(reply.headers["cache-control"].starts_with("public, max-age="), "{}", reply.headers["cache-control"]);
        found.insert(url, reply.text());
    }
    let host = client.get("/.well-known/did.json");
    if host.status == 200 {
        assert_eq!(host.headers["cross-origin-resource-policy"], "cross-origin");
        found.insert("https://assay.example.org/.well-known/did.json".to_owned(), host.text());
    }
    found
}

fn urls(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                match inner.as_str() {
                    Some(url) if key == "statusListCredential" => found.push(url.to_owned()),
                    _ => urls(inner, found),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|inner| urls(inner, found)),
        _ => {}
    }
}

fn today() -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Time::from_unix_ms(i64::try_from(since.as_millis()).unwrap()).unwrap()
}

fn verdict(client: &Client, badge: &[u8]) -> Verdict {
    verify(badge, &documents(client, badge), today())
}

#[track_caller]
fn assert_valid(client: &Client, badge: &[u8]) {
    if let Verdict::Invalid(reason) | Verdict::Unverifiable(reason) = verdict(client, badge) {
        panic!("{reason}");
    }
}

/// What it is invalid for.
#[track_caller]
fn invalid(client: &Client, badge: &[u8]) -> String {
    match verdict(client, badge) {
        Verdict::Invalid(reason) => reason.to_string(),
        Verdict::Unverifiable(reason) => panic!("unverifiable: {reason}"),
        Verdict::Valid(_) => panic!("it is valid"),
    }
}

/// A server with an owner.
struct House {
    home: Home,
    server: crate::program::Server,
    owner: Client,
    code: String,
    arguments: Vec<&'static str>,
}

impl House {
    fn new(arguments: &[&'static str]) -> Self {
        let home = Home::new();
        let mut server = home.start_with(arguments);
        let (token, code) = server.greeting();
        let owner = server.client();
        owner.set_up(&token);
        Self { home, server, owner, code, arguments: arguments.to_vec() }
    }

    /// A learner with a badge.
    #[track_caller]
    fn earned(&self, name: &str) -> (Client, Value) {
        let learner = self.server.client();
        learner.earn(&self.code, name, &self.owner);
        let mine = mine(&learner);
        (learner, mine)
    }

    /// Stops the server, does something, and starts it again.
    fn again(self, between: impl FnOnce(&Home)) -> Self {
        let Self { home, server, owner, code, arguments } = self;
        assert_eq!(server.stop(), Some(0));
        between(&home);
        let server = home.start_with(&arguments);
        let owner = owner.moved(&server.base);
        Self { home, server, owner, code, arguments }
    }

    #[track_caller]
    fn change(&self, id: &Value, state: &str, code: &str) -> Value {
        let body = json!({ "state": state, "code": code, "reason": "Words for the holder." });
        self.owner.post(&of(api::path::CREDENTIAL_STATUS, id), &body).expect(200).json()
    }
}

/// What a holder lets a credential say: these.
fn says(these: &[&str]) -> Value {
    let names = ["score", "standard_error", "mastery", "name"];
    names.into_iter().map(|name| (name.to_owned(), json!(these.contains(&name)))).collect::<serde_json::Map<_, _>>().into()
}

#[track_caller]
fn mine(learner: &Client) -> Value {
    learner.get(api::path::MY_CREDENTIALS).expect(200).json()[0].clone()
}

fn of(template: &str, id: &Value) -> String {
    fill(template, &[id.as_str().unwrap()])
}

fn form(learner: &Client, id: &Value, form: &str) -> Vec<u8> {
    learner.get(&fill(api::path::MY_CREDENTIAL_DOCUMENT, &[id.as_str().unwrap(), form])).expect(200).body
}

#[test]
fn revokes_for_good_and_suspends_for_a_time() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    let id = &held["id"];
    let badge = form(&learner, id, "json");
    assert_valid(&learner, &badge);
    assert_eq!((held["state"].as_str(), held["steps"].as_array().unwrap().len()), (Some("active"), 0));

    let share = learner.put(&of(api::path::MY_CREDENTIAL_SHARE, id), &json!({ "show_name": false })).expect(200).json();
    let token = share["url"].as_str().unwrap().split("/shared#").nth(1).unwrap().to_owned();
    let public = || {
        let page = house.server.client().get(&fill(api::path::SHARED, &[&token])).expect(200);
        assert!(!page.text().contains("Words for the holder"));
        (page.json()["face"]["state"].clone(), page.json()["face"]["code"].clone())
    };
    assert_eq!(public(), (json!("active"), json!(null)));

    let row = house.change(id, "suspended", "under_review");
    assert_eq!(public(), (json!("suspended"), json!("under_review")));
    assert_eq!((row["state"].as_str(), row["listed"].as_bool()), (Some("suspended"), Some(true)));
    assert!(invalid(&learner, &badge).contains("suspended"));
    let suspended = mine(&learner);
    assert_eq!(suspended["steps"][0]["reason"], "Words for the holder.");
    assert!(suspended["steps"][0]["who"].is_null(), "who decided is not told");
    learner.put(&of(api::path::MY_CREDENTIAL_SAYS, id), &says(&["score"])).expect(409);

    let result = || learner.get(&format!("/api/attempts/{}/result", held["attempt"].as_str().unwrap())).expect(200).json();
    assert_eq!((&result()["badge"], &result()["badge_reason"]), (&json!("suspended"), &json!("Words for the holder.")));
    house.change(id, "active", "cleared");
    assert_eq!(public(), (json!("active"), json!(null)));
    assert_eq!((&result()["badge"], &result()["badge_reason"]), (&json!("issued"), &json!(null)));
    assert_valid(&learner, &badge);

    let wrong = json!({ "state": "revoked", "code": "cleared", "reason": "x" });
    house.owner.post(&of(api::path::CREDENTIAL_STATUS, id), &wrong).expect(422);
    let words = json!({ "state": "revoked", "code": "misconduct", "reason": "" });
    house.owner.post(&of(api::path::CREDENTIAL_STATUS, id), &words).expect(422);
    house.change(id, "revoked", "misconduct");
    assert_eq!(public(), (json!("revoked"), json!("misconduct")));
    assert!(invalid(&learner, &badge).contains("revoked"));
    let lift = json!({ "state": "active", "code": "cleared", "reason": "x" });
    house.owner.post(&of(api::path::CREDENTIAL_STATUS, id), &lift).expect(409);
    let again = json!({ "reason": "Signed again." });
    house.owner.post(&of(api::path::CREDENTIAL_REISSUE, id), &again).expect(409);

    // The learner's own result says it, in words.
    let attempt = held["attempt"].as_str().unwrap();
    assert_eq!((&result()["badge"], &result()["badge_reason"]), (&json!("withdrawn"), &json!("Words for the holder.")));
    assert_eq!(
        learner.get(&format!("/api/attempts/{attempt}/credential")).expect(200).body,
        badge,
        "it says itself that it is revoked"
    );

    // In public there is a bit, and on the page that the holder shared a word of a closed set; the reason is the holder's alone.
    for list in documents(&learner, &badge).values() {
        assert!(!list.contains("holder") && !list.contains("misconduct"));
    }
    let trail = house.owner.get("/api/tutor/trail").expect(200);
    assert!(trail.text().contains("misconduct") && !trail.text().contains("Words for the holder"));

    // A restart forgets nothing.
    let house = house.again(|_| {});
    let learner = learner.moved(&house.server.base);
    assert!(invalid(&learner, &badge).contains("revoked"));
    house.server.client().get("/status/nothing/revocation").expect(404);
}

#[test]
fn revokes_once_when_two_ask_at_once() {
    let house = House::new(&[]);
    let (learner, held) = house.earned("Hoani");
    let path = of(api::path::CREDENTIAL_STATUS, &held["id"]);
    let body = json!({ "state": "revoked", "code": "holder_asked", "reason": "As asked." });
    let mut answers: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..4).map(|_| scope.spawn(|| house.owner.post(&path, &body).status)).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    answers.sort_unstable();
    assert_eq!(answers, [200, 409, 409, 409]);
    assert_eq!(mine(&learner)["steps"].as_array().unwrap().len(), 1);
}

#[test]
fn keeps_what_old_keys_signed_and_not_what_stolen_ones_did() {
    let house = House::new(&PUBLIC);
    let (hoani, first) = house.earned("Hoani");
    let old = form(&hoani, &first["id"], "json");
    let keys = house.owner.post(api::path::KEYS_ROTATE, &json!({})).expect(200).json();
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2);
    assert_eq!((keys["keys"][0]["signed"].as_i64(), keys["keys"][1]["signed"].as_i64()), (Some(0), Some(1)));
    let (mere, second) = house.earned("Mere");
    let new = form(&mere, &second["id"], "json");
    assert_valid(&hoani, &old);
    assert_valid(&mere, &new);
    let method = |badge: &[u8]| serde_json::from_slice::<Value>(badge).unwrap()["proof"][0]["verificationMethod"].clone();
    assert_ne!(method(&old), method(&new));

    // The same at the machine, while the server is stopped.
    let data = house.home.path("data").display().to_string();
    let refused = assay(&["keys", "rotate", "--data", &data]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("another assay"));
    let stolen = keys["keys"][1]["id"].as_str().unwrap().to_owned();
    let house = house.again(|_| {
        let rotated = assay(&["keys", "rotate", "--data", &data]);
        assert_eq!(rotated.status.code(), Some(0), "{}", String::from_utf8_lossy(&rotated.stderr));
        assert_eq!(String::from_utf8_lossy(&rotated.stdout).lines().count(), 3);
    });
    let (hoani, mere) = (hoani.moved(&house.server.base), mere.moved(&house.server.base));
    assert_valid(&hoani, &old);
    assert_valid(&mere, &new);

    house.owner.post(&fill(api::path::KEY_WITHDRAW, &["z6MkNobody"]), &json!({})).expect(404);
    house.owner.post(&fill(api::path::KEY_WITHDRAW, &[&stolen]), &json!({})).expect(200);
    house.owner.post(&fill(api::path::KEY_WITHDRAW, &[&stolen]), &json!({})).expect(409);
    assert!(!matches!(verdict(&hoani, &old), Verdict::Valid(_)));
    assert_valid(&mere, &new);
    // What it signed was signed again.
    let again = mine(&hoani);
    assert_ne!(again["id"], first["id"]);
    assert_eq!(again["awarded_at"], first["awarded_at"]);
    assert_valid(&hoani, &form(&hoani, &again["id"], "json"));
    let trail = house.owner.get("/api/tutor/trail").expect(200).text();
    assert!(trail.contains("keys_rotated") && trail.contains("key_withdrawn"));
}

#[test]
fn is_another_issuer_with_another_key_where_it_is_a_key() {
    let house = House::new(&[]);
    let (hoani, first) = house.earned("Hoani");
    let old = form(&hoani, &first["id"], "json");
    let keys = house.owner.post(api::path::KEYS_ROTATE, &json!({})).expect(200).json();
    assert_eq!(keys["is_key"], true);
    let (mere, second) = house.earned("Mere");
    let new = form(&mere, &second["id"], "json");
    let issuer = |badge: &[u8]| serde_json::from_slice::<Value>(badge).unwrap()["issuer"]["id"].clone();
    assert_ne!(issuer(&old), issuer(&new));
    assert_eq!(keys["did"], issuer(&new));
    assert_valid(&hoani, &old);
    assert_valid(&mere, &new);
    house.change(&first["id"], "revoked", "issued_in_error");
    assert!(invalid(&hoani, &old).contains("revoked"), "the list is still signed by the key that was");
    hoani.get(&fill(api::path::MY_CREDENTIAL_DOCUMENT, &[second["id"].as_str().unwrap(), "json"])).expect(404);
    mere.get(&fill(api::path::MY_CREDENTIAL_DOCUMENT, &[second["id"].as_str().unwrap(), "es256"])).expect(409);
}

#[test]
fn leaves_no_key_in_the_clear() {
    let home = Home::new();
    let (issuer, server) = ([0x5a_u8; 32], [0xa5_u8; 32]);
    let keys = home.path("data/keys");
    std::fs::create_dir_all(&keys).unwrap();
    let written = |name: &str, bytes: &[u8; 32]| {
        use std::os::unix::fs::PermissionsExt;
        let file = keys.join(name);
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    };
    written("issuer.ed25519", &issuer);
    written("server.secret", &server);
    let passphrase = home.path("passphrase");
    std::fs::write(&passphrase, "a passphrase of a test\n").unwrap();
    let arguments = ["--passphrase-file", passphrase.to_str().unwrap()];
    let mut running = home.start_with(&arguments);
    let (token, code) = running.greeting();
    let (learner, tutor) = (running.client(), running.client());
    tutor.set_up(&token);
    learner.earn(&code, "Hoani", &tutor);
    let keys = tutor.get(api::path::KEYS).expect(200).json();
    let known = credential::SecretKey::from_bytes(&issuer).public().multikey();
    assert_eq!(keys["keys"][0]["id"], known.as_str(), "the key of before signs on");
    tutor.post(api::path::KEYS_ROTATE, &json!({})).expect(200);
    assert_eq!(running.stop(), Some(0));

    let mut files = Vec::new();
    all_files(&home.path("data"), &mut files);
    files.push(home.path("log"));
    assert!(!home.path("data.key").exists() && files.len() >= 3);
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for secret in [issuer, server] {
            let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
            for form in [secret.to_vec(), hex.into_bytes(), data_encoding::BASE64.encode(&secret).into_bytes()] {
                assert!(!bytes.windows(form.len()).any(|window| window == form), "{} holds a key", file.display());
            }
        }
        assert!(!String::from_utf8_lossy(&bytes).contains("a passphrase of a test"), "{}", file.display());
    }

    let without = home.refused(&[]);
    assert_eq!(without.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&without.stderr).contains("--passphrase-file"));
    std::fs::write(&passphrase, "another passphrase\n").unwrap();
    let wrong = home.refused(&arguments);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("does not open them"));
}

#[test]
fn says_no_more_than_its_holder_chose() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    let text = |id: &Value| String::from_utf8(form(&learner, id, "json")).unwrap();
    let plain = text(&held["id"]);
    assert!(plain.contains("Level reached") && !plain.contains("Ability in logits") && !plain.contains("Hoani"));
    assert!(!plain.contains("Probability of mastery, per hundred") && !plain.contains("Standard error"));
    for said in ["Prior: Normal", "Rule: Achieved", "supervision-verification/df2880c5cb", "The items alone", "The rules alone"] {
        assert!(plain.contains(said), "{said}");
    }
    let share = of(api::path::MY_CREDENTIAL_SHARE, &held["id"]);
    let url = learner.put(&share, &json!({ "show_name": false })).expect(200).json()["url"].clone();

    // The score is the middle of the interval: the error alone does not give it away.
    let error = learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says(&["standard_error"])).expect(200).json();
    let exact = text(&error["id"]);
    assert!(
        exact.contains("Standard error of the ability") && !exact.contains("Interval") && !exact.contains("Ability in logits")
    );

    let says = says(&["score", "standard_error", "mastery", "name"]);
    let more = learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &error["id"]), &says).expect(200).json();
    assert_ne!(more["id"], held["id"]);
    assert_eq!((&more["says"], &more["shared"]["url"]), (&says, &url), "the link leads on");
    let full = text(&more["id"]);
    for said in ["Ability in logits", "Standard error of the ability", "Interval", "Probability of mastery, per hundred", "Hoani"]
    {
        assert!(full.contains(said), "{said}");
    }
    assert_valid(&learner, full.as_bytes());
    let date = |text: &str| serde_json::from_str::<Value>(text).unwrap()["awardedDate"].clone();
    assert_eq!(date(&plain), date(&full), "it was earned when it was earned");
    assert!(invalid(&learner, plain.as_bytes()).contains("revoked"));
    let old = learner.get(&of(api::path::MY_CREDENTIAL, &held["id"])).expect(200).json();
    assert_eq!((old["steps"][0]["code"].as_str(), &old["replaced_by"]), (Some("superseded"), &error["id"]));
    assert_eq!(learner.get(api::path::MY_CREDENTIALS).json().as_array().unwrap().len(), 1);
    learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says).expect(409);

    // The attempt leads to the one that counts.
    let attempt = held["attempt"].as_str().unwrap();
    assert_eq!(learner.get(&format!("/api/attempts/{attempt}/credential")).expect(200).text(), full);
}

#[test]
fn signs_again_twenty_times_a_day_at_most_and_never_what_says_the_same() {
    let house = House::new(&PUBLIC);
    let (learner, mut held) = house.earned("Hoani");
    let choose = |held: &Value, these: &[&str]| learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says(these));
    let choices = [&["score"][..], &[]];
    for these in choices.into_iter().cycle().take(20) {
        held = choose(&held, these).expect(200).json();
        assert_eq!(choose(&held, these).expect(200).json()["id"], held["id"], "nothing changed");
    }
    let refused = choose(&held, &["name"]).expect(429);
    assert_eq!(refused.json()["type"].as_str().map(|kind| kind.ends_with("signed-too-often")), Some(true), "{}", refused.text());
    let wait: u64 = refused.headers["retry-after"].parse().unwrap();
    assert!((1..=72 * 60).contains(&wait), "{wait}");
    assert_eq!(mine(&learner)["id"], held["id"]);
    assert_eq!(query::<(String,)>(&house.home.database(), "select credential from status_entry").unwrap().len(), 21);

    // Staff see which row follows on which, those that count first.
    let rows = house.owner.get(api::path::CREDENTIALS).expect(200).json();
    let rows = rows["credentials"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["id"], &rows[0]["replaced_by"]), (21, &held["id"], &json!(null)));
    let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
    assert!(rows[1..].iter().all(|row| row["replaced"] == true && ids.contains(&&row["replaced_by"])));

    // Another learner is not kept from it; and where nothing was measured, no result is a choice.
    let mere = house.server.client();
    mere.join(&house.code, "Mere");
    let learners = house.owner.get(api::path::CREDENTIALS).expect(200).json()["learners"].clone();
    let to = learners.as_array().unwrap().iter().find(|one| one["name"].as_str().unwrap().starts_with("Mere")).unwrap();
    let new = json!({ "learner": to["id"], "micro_credential": bank::ID, "evidence": "A portfolio." });
    let proposal = house.owner.post(api::path::HAND_AWARDS, &new).expect(201).json();
    let second = house.owner.colleague("Eru", &["assessor"]);
    second.post(&of(api::path::HAND_AWARD_DECISION, &proposal["id"]), &json!({ "sign": true })).expect(200);
    let by_hand = mine(&mere);
    let choose = |these: &[&str]| mere.put(&of(api::path::MY_CREDENTIAL_SAYS, &by_hand["id"]), &says(these)).expect(200).json();
    assert_eq!(choose(&["score", "mastery"])["id"], by_hand["id"]);
    assert_ne!(choose(&["name"])["id"], by_hand["id"]);
}

#[test]
fn gives_no_file_that_says_the_name_behind_a_page_without_it() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    let anyone = house.server.client();
    let shared = |id: &Value, show_name: bool| {
        let page = learner.put(&of(api::path::MY_CREDENTIAL_SHARE, id), &json!({ "show_name": show_name })).expect(200).json();
        page["url"].as_str().unwrap().split("/shared#").nth(1).unwrap().to_owned()
    };
    let page = |token: &str| anyone.get(&fill(api::path::SHARED, &[token])).expect(200);
    let file = |token: &str| anyone.get(&fill(api::path::SHARED_CREDENTIAL, &[token]));
    let says_it = || learner.get(api::path::MY_WALLET).expect(200).json()["credentials"][0]["file_says_name"].clone();

    let token = shared(&held["id"], false);
    assert_eq!((page(&token).json()["file"].clone(), says_it()), (json!("offered"), json!(false)));
    assert!(!file(&token).expect(200).text().contains("Hoani"));

    // The same link leads to the one that took its place.
    let named = learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says(&["name"])).expect(200).json();
    let seen = page(&token);
    assert_eq!((seen.json()["file"].clone(), says_it()), (json!("says_name"), json!(true)));
    assert!(!seen.text().contains("Hoani"));
    let refused = file(&token).expect(409);
    assert!(!refused.text().contains("Hoani") && refused.text().contains("file-says-name"), "{}", refused.text());

    assert_eq!(shared(&named["id"], true), token);
    assert_eq!(page(&token).json()["file"], "offered");
    assert!(file(&token).expect(200).text().contains("Hoani"));

    // Where people's words say it, it is said, too.
    let second = house.owner.colleague("Eru", &["assessor"]);
    let row = house.owner.get(&of(api::path::CREDENTIAL, &named["id"])).expect(200).json();
    let new = json!({ "learner": row["learner"], "micro_credential": bank::ID, "evidence": "Three projects that HOANI showed." });
    let proposal = house.owner.post(api::path::HAND_AWARDS, &new).expect(201).json();
    second.post(&of(api::path::HAND_AWARD_DECISION, &proposal["id"]), &json!({ "sign": true })).expect(200);
    let all = learner.get(api::path::MY_CREDENTIALS).expect(200).json();
    let by_hand = all.as_array().unwrap().iter().find(|one| one["source"] == "hand").unwrap();
    let token = shared(&by_hand["id"], false);
    assert_eq!(page(&token).json()["file"], "says_name");
    file(&token).expect(409);
}

#[test]
fn fills_in_a_profile_with_what_the_file_is_called() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    learner.put(&of(api::path::MY_CREDENTIAL_SHARE, &held["id"]), &json!({ "show_name": false })).expect(200);
    let badge: Value = serde_json::from_slice(&form(&learner, &held["id"], "json")).unwrap();
    let wallet = learner.get(api::path::MY_WALLET).expect(200).json();
    let link = wallet["credentials"][0]["page"]["add_to_profile"].as_str().unwrap().to_owned();
    let said = |key: &str, value: &Value| format!("&{}", fill(&format!("{key}={{value}}"), &[value.as_str().unwrap()]));
    assert!(badge["name"].as_str().unwrap().ends_with(" (specimen)"));
    assert!(link.contains(&said("name", &badge["name"])) && link.contains(&said("certId", &badge["id"])), "{link}");
    assert!(!link.contains(held["id"].as_str().unwrap()), "{link}");
}

#[test]
fn hides_a_former_name() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    let named = learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says(&["name"])).expect(200).json();
    let old = form(&learner, &named["id"], "json");
    let row = house.owner.get(&of(api::path::CREDENTIAL, &named["id"])).expect(200).json();
    let change = fill(api::path::LEARNER_NAME, &[row["learner"].as_str().unwrap()]);
    house.owner.put(&change, &json!({ "name": " " })).expect(422);
    let again = house.owner.put(&change, &json!({ "name": "Hana" })).expect(200).json();
    assert_eq!(again.as_array().unwrap().len(), 1);
    let new = form(&learner, &again[0]["id"], "json");
    assert_valid(&learner, &new);
    let text = String::from_utf8(new).unwrap();
    assert!(text.contains("Hana") && !text.contains("Hoani"));
    assert!(invalid(&learner, &old).contains("revoked"));
    learner.get(&fill(api::path::MY_CREDENTIAL_DOCUMENT, &[named["id"].as_str().unwrap(), "json"])).expect(409);
    let documents = query::<(String,)>(&house.home.database(), "select document from credential").unwrap();
    assert!(documents.iter().all(|(document,)| !document.contains("Hoani")), "nowhere is the former name kept");
    assert_eq!(house.owner.put(&change, &json!({ "name": "Hana" })).expect(200).json(), json!([]), "once is enough");
}

#[test]
fn hides_a_former_name_in_what_was_given_by_hand() {
    let house = House::new(&PUBLIC);
    let learner = house.server.client();
    learner.join(&house.code, "Hoani");
    let second = house.owner.colleague("Eru", &["assessor"]);
    let to = house.owner.get(api::path::CREDENTIALS).expect(200).json()["learners"][0]["id"].clone();
    let change = fill(api::path::LEARNER_NAME, &[to.as_str().unwrap()]);
    house.owner.put(&change, &json!({ "name": "Ann Lee" })).expect(200);
    let propose = || {
        let new =
            json!({ "learner": to, "micro_credential": bank::ID, "evidence": "A portfolio of ANN  lee, seen. Ann drew it." });
        of(api::path::HAND_AWARD_DECISION, &house.owner.post(api::path::HAND_AWARDS, &new).expect(201).json()["id"])
    };
    second.post(&propose(), &json!({ "sign": true })).expect(200);
    let waits = propose();
    let held = mine(&learner);
    let old = form(&learner, &held["id"], "json");
    let page = learner.put(&of(api::path::MY_CREDENTIAL_SHARE, &held["id"]), &json!({ "show_name": false })).expect(200).json();
    let token = page["url"].as_str().unwrap().split("/shared#").nth(1).unwrap();
    let shared = || house.server.client().get(&fill(api::path::SHARED, &[token])).expect(200).json()["file"].clone();
    assert_eq!(shared(), "says_name");

    learner.post(api::path::MY_NAME_REQUEST, &json!({ "name": "Bea Lee", "reason": "" })).expect(201);
    let waiting = house.owner.get(api::path::NAME_REQUESTS).expect(200).json();
    let decision = of(api::path::NAME_REQUEST_DECISION, &waiting[0]["id"]);
    house.owner.post(&decision, &json!({ "grant": true, "words": "" })).expect(204);
    let new = form(&learner, &mine(&learner)["id"], "json");
    assert_valid(&learner, &new);
    let new = String::from_utf8(new).unwrap();
    assert!(new.contains("A portfolio of Bea Lee, seen. [\u{2026}] drew it."), "{new}");
    assert!(invalid(&learner, &old).contains("revoked"));
    assert_eq!(shared(), "says_name", "people's words are in it still");

    // What waits is signed with the new name, and once is enough.
    second.post(&waits, &json!({ "sign": true })).expect(200);
    assert_eq!(house.owner.put(&change, &json!({ "name": "Bea Lee" })).expect(200).json(), json!([]));
    let documents = query::<(String,)>(&house.home.database(), "select document from credential").unwrap();
    assert_eq!(documents.iter().filter(|(document,)| document.contains("Bea Lee, seen")).count(), 2);
    assert!(documents.iter().all(|(document,)| !document.to_lowercase().contains("ann ")), "nowhere is the former name kept");
    let said = query::<(String,)>(&house.home.database(), "select evidence from hand_award").unwrap();
    assert!(said.iter().all(|(evidence,)| !evidence.to_lowercase().contains("ann ")));
}

#[test]
fn changes_a_name_that_its_learner_asked_for_or_says_why_not() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says(&["name"])).expect(200);
    let ask = |name: &str, reason: &str| learner.post(api::path::MY_NAME_REQUEST, &json!({ "name": name, "reason": reason }));
    let wallet = || learner.get(api::path::MY_WALLET).expect(200).json();
    let tasks = || -> Vec<Value> {
        let today = house.owner.get(api::path::TODAY).expect(200).json();
        today["tasks"].as_array().unwrap().iter().filter(|task| task["kind"] == "name").cloned().collect()
    };
    ask(" ", "").expect(422);
    ask("Hoani", "").expect(422);
    assert_eq!(ask("Hana", "").expect(201).json()["answer"], json!(null));
    ask("Hanna", "").expect(409);
    learner.delete(api::path::MY_NAME_REQUEST).expect(204);
    assert_eq!((wallet()["name_request"].clone(), tasks().len()), (json!(null), 0));

    // Declined, with the words for it.
    ask("Queen of Sheba", "I was Hoani, and I like it.").expect(201);
    let task = tasks().remove(0);
    assert_eq!((&task["about"], &task["title"]), (&json!("Hoani"), &json!("Queen of Sheba")));
    let waiting = house.owner.get(api::path::NAME_REQUESTS).expect(200).json();
    assert_eq!(waiting[0]["reason"], "I was Hoani, and I like it.");
    let first = of(api::path::NAME_REQUEST_DECISION, &waiting[0]["id"]);
    house.owner.post(&first, &json!({ "grant": false, "words": " " })).expect(422);
    house.owner.post(&first, &json!({ "grant": false, "words": "Show us a passport." })).expect(204);
    house.owner.post(&first, &json!({ "grant": true, "words": "" })).expect(409);
    let answer = wallet()["name_request"]["answer"].clone();
    assert_eq!((&answer["granted"], &answer["words"]), (&json!(false), &json!("Show us a passport.")));
    let reasons = query::<(String,)>(&house.home.database(), "select reason from name_request").unwrap();
    assert_eq!(reasons, [(String::new(),)], "what was said for it is gone with the decision");
    let kept = learner.get(api::path::MY_KEPT).expect(200).json();
    assert!(kept["items"].as_array().unwrap().iter().any(|item| item["kind"] == "name_request"));

    // Granted: what says the former name is signed again.
    ask("Hana", "Here it is.").expect(201);
    let second = of(api::path::NAME_REQUEST_DECISION, &tasks().remove(0)["id"]);
    let mut answers: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> =
            (0..3).map(|_| scope.spawn(|| house.owner.post(&second, &json!({ "grant": true, "words": "" })).status)).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    answers.sort_unstable();
    assert_eq!(answers, [204, 409, 409]);
    let wallet = wallet();
    assert_eq!((&wallet["name"], &wallet["name_request"]["answer"]["granted"]), (&json!("Hana"), &json!(true)));
    let text = String::from_utf8(form(&learner, &mine(&learner)["id"], "json")).unwrap();
    assert!(text.contains("Hana") && !text.contains("Hoani"));
    assert!(tasks().is_empty());
    house.owner.post(&first, &json!({ "grant": true, "words": "" })).expect(404);
    let trail = house.owner.get("/api/tutor/trail").expect(200).text();
    assert!(trail.contains("name_declined") && trail.contains("learner_renamed") && !trail.contains("Sheba"));
    assert!(learner.get(api::path::MY_DATA).expect(200).text().contains("other_name_asked_for"));

    // Another name makes the one of then a former name; and erasure takes what waits.
    let row = house.owner.get(&of(api::path::CREDENTIAL, &mine(&learner)["id"])).expect(200).json();
    let change = fill(api::path::LEARNER_NAME, &[row["learner"].as_str().unwrap()]);
    house.owner.put(&change, &json!({ "name": "Hera" })).expect(200);
    assert!(query::<(String,)>(&house.home.database(), "select name from name_request").unwrap().is_empty());
    ask("Hine", "").expect(201);
    learner.post(api::path::MY_ERASURE, &json!({})).expect(200);
    assert!(query::<(String,)>(&house.home.database(), "select name from name_request").unwrap().is_empty());
    assert!(tasks().is_empty());
}

#[test]
fn grants_or_declines_a_name_when_two_decide_at_once() {
    let house = House::new(&PUBLIC);
    let learner = house.server.client();
    learner.join(&house.code, "Hoani");
    let mut name = "Hoani".to_owned();
    for round in 0..6 {
        let wanted = format!("Hana {round}");
        learner.post(api::path::MY_NAME_REQUEST, &json!({ "name": wanted, "reason": "" })).expect(201);
        let waiting = house.owner.get(api::path::NAME_REQUESTS).expect(200).json();
        let decision = of(api::path::NAME_REQUEST_DECISION, &waiting[0]["id"]);
        let decide = |grant: bool| house.owner.post(&decision, &json!({ "grant": grant, "words": "Said." })).status;
        let (granted, declined) = std::thread::scope(|scope| {
            let (grants, declines) = (scope.spawn(|| decide(true)), scope.spawn(|| decide(false)));
            (grants.join().unwrap(), declines.join().unwrap())
        });
        assert!(matches!((granted, declined), (204, 409) | (409, 204)), "{granted} {declined}");
        if granted == 204 {
            name = wanted;
        }
        let wallet = learner.get(api::path::MY_WALLET).expect(200).json();
        let seen = (&wallet["name"], &wallet["name_request"]["answer"]["granted"]);
        assert_eq!(seen, (&json!(name), &json!(granted == 204)), "what was declined is not given");
    }
}

#[test]
fn gives_by_hand_what_two_people_stand_for() {
    let house = House::new(&PUBLIC);
    let learner = house.server.client();
    learner.join(&house.code, "Hoani");
    let second = house.owner.colleague("Eru", &["assessor"]);
    let page = house.owner.get(api::path::CREDENTIALS).expect(200).json();
    let to = &page["learners"][0]["id"];
    let new = json!({ "learner": to, "micro_credential": bank::ID, "evidence": "A portfolio of three projects." });
    house
        .owner
        .post(api::path::HAND_AWARDS, &json!({ "learner": "no", "micro_credential": bank::ID, "evidence": "x" }))
        .expect(422);
    let proposal = house.owner.post(api::path::HAND_AWARDS, &new).expect(201).json();
    assert_eq!((proposal["own"].as_bool(), proposal["signed"].is_null()), (Some(true), true));
    let decision = of(api::path::HAND_AWARD_DECISION, &proposal["id"]);
    house.owner.post(&decision, &json!({ "sign": true })).expect(409);
    assert_eq!(learner.get(api::path::MY_CREDENTIALS).expect(200).json(), json!([]));
    let mut answers: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..3).map(|_| scope.spawn(|| second.post(&decision, &json!({ "sign": true })).status)).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    answers.sort_unstable();
    assert_eq!(answers, [200, 409, 409]);
    let held = mine(&learner);
    assert_eq!((held["source"].as_str(), held["measured"].as_bool()), (Some("hand"), Some(false)));
    let badge = form(&learner, &held["id"], "json");
    assert_valid(&learner, &badge);
    let text = String::from_utf8(badge).unwrap();
    assert!(text.contains("Given by hand: ") && text.contains("A portfolio of three projects."));

    // It is signed again as others are.
    let named = learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says(&["name"])).expect(200).json();
    let again = form(&learner, &named["id"], "json");
    assert_valid(&learner, &again);
    let reissue = json!({ "reason": "A slip in the title." });
    let row = house.owner.post(&of(api::path::CREDENTIAL_REISSUE, &named["id"]), &reissue).expect(200).json();
    assert_valid(&learner, &form(&learner, &row["id"], "json"));
    house.owner.post(&of(api::path::CREDENTIAL_REISSUE, &named["id"]), &reissue).expect(409);
}

#[test]
fn gives_every_form_of_a_credential() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    let documents = {
        // The key for ES256 is made when it is first asked for.
        form(&learner, &held["id"], "es256");
        documents(&learner, &form(&learner, &held["id"], "json"))
    };
    let keys = house.owner.get(api::path::KEYS).expect(200).json()["keys"].clone();
    let kinds: Vec<_> = keys.as_array().unwrap().iter().map(|key| (&key["kind"], &key["signed"], &key["on_request"])).collect();
    assert!(kinds.contains(&(&json!("P-256"), &json!(0), &json!(true))), "what it signs is not counted: {kinds:?}");
    assert!(kinds.contains(&(&json!("Ed25519"), &json!(1), &json!(false))), "{kinds:?}");
    for name in ["json", "jcs", "jwt", "es256", "png", "svg"] {
        let file = form(&learner, &held["id"], name);
        match verify(&file, &documents, today()) {
            Verdict::Valid(summary) => assert!(summary.belongs_to("hoani@example.org"), "{name}"),
            Verdict::Invalid(reason) | Verdict::Unverifiable(reason) => panic!("{name}: {reason}"),
        }
    }
    let elm: Value = serde_json::from_slice(&form(&learner, &held["id"], "elm")).unwrap();
    assert!(elm.to_string().contains("EuropeanDigitalCredential"));
    assert!(!elm.to_string().contains("Hoani"), "no form says more than the others");
    let named = learner.put(&of(api::path::MY_CREDENTIAL_SAYS, &held["id"]), &says(&["name"])).expect(200).json();
    let with_name: Value = serde_json::from_slice(&form(&learner, &named["id"], "elm")).unwrap();
    assert_eq!(with_name["credentialSubject"]["fullName"], json!({ "en": "Hoani" }));
    let held = named;
    learner.get(&fill(api::path::MY_CREDENTIAL_DOCUMENT, &[held["id"].as_str().unwrap(), "pdf"])).expect(404);

    // Revoked in one form, revoked in all.
    house.change(&held["id"], "revoked", "holder_asked");
    let documents = self::documents(&learner, &form(&learner, &held["id"], "json"));
    for name in ["jcs", "jwt", "es256", "png", "svg"] {
        let Verdict::Invalid(reason) = verify(&form(&learner, &held["id"], name), &documents, today()) else { panic!("{name}") };
        assert_eq!(reason.check, Check::Status, "{name}");
    }
    learner.get(&fill(api::path::MY_CREDENTIAL_DOCUMENT, &[held["id"].as_str().unwrap(), "elm"])).expect(409);
}

#[test]
fn describes_an_achievement_to_whoever_follows_its_id() {
    let house = House::new(&PUBLIC);
    let (learner, held) = house.earned("Hoani");
    let badge: Value = serde_json::from_slice(&form(&learner, &held["id"], "json")).unwrap();
    let achievement = &badge["credentialSubject"]["achievement"];
    let anyone = house.server.client();
    let path = |value: &Value| value.as_str().unwrap().strip_prefix("https://assay.example.org").unwrap().to_owned();
    let told = anyone.send("GET", &path(&achievement["id"]), &[("accept", "application/json")], &[]).expect(200);
    assert_eq!((&told.json()["id"], &told.json()["name"]), (&achievement["id"], &achievement["name"]));
    assert_eq!(anyone.get(&format!("{}.json", path(&achievement["id"]))).expect(200).json(), told.json());
    let picture = anyone.get(&path(&achievement["image"]["id"])).expect(200);
    assert_eq!(picture.headers["content-type"], "image/png");
    // Other sites show it, and nothing but what is meant for them.
    let may_show = |path: &str| anyone.get(path).headers["cross-origin-resource-policy"].clone();
    assert_eq!(picture.headers["cross-origin-resource-policy"], "cross-origin");
    assert_eq!(may_show(&fill(api::path::PICTURE_SVG, &[bank::ID])), "cross-origin");
    assert_eq!(told.headers["cross-origin-resource-policy"], "cross-origin");
    for own in ["/", "/api/micro-credentials", api::path::MY_WALLET, &path(&achievement["id"])] {
        assert_eq!(may_show(own), "same-origin", "{own}");
    }
    assert!(picture.body.starts_with(b"\x89PNG"));
    anyone.get(&fill(api::path::PICTURE_SVG, &["nothing"])).expect(404);
    anyone.get("/micro-credentials/nothing.json").expect(404);
}
