//! A browser's worth of HTTP: cookies kept, JSON sent and read, everything that arrives written down.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Request;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::bank;

#[derive(Clone)]
pub struct Client {
    agent: Agent,
    base: String,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    /// Headers and bodies of every answer.
    pub received: Arc<Mutex<Vec<u8>>>,
}

pub struct Reply {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}: {}", self.status, self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

impl Client {
    pub fn new(base: &str) -> Self {
        Self::with(base, TlsConfig::default())
    }

    /// With this certificate, in DER, as the only one that is trusted.
    pub fn trusting(base: &str, certificate: &[u8]) -> Self {
        let roots = RootCerts::new_with_certs(&[Certificate::from_der(certificate).to_owned()]);
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        Self::with(base, TlsConfig::builder().root_certs(roots).unversioned_rustls_crypto_provider(provider).build())
    }

    fn with(base: &str, tls: TlsConfig) -> Self {
        // A connection for each request: one that the server closes while it is idle would look like a server that is gone.
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_idle_connections(0);
        let agent = config.tls_config(tls).build().into();
        Self { agent, base: base.to_owned(), cookies: Arc::default(), received: Arc::default() }
    }

    /// Another browser of somebody else, whose receipts are written to the same place.
    pub fn stranger(&self) -> Self {
        Self { received: Arc::clone(&self.received), ..Self::new(&self.base) }
    }

    /// The same browser after the server was started again at another port.
    pub fn moved(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// Any request; `None` if the server went away in the middle of it.
    pub fn try_send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<Reply> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        let cookies: Vec<String> = self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = if body.is_empty() {
            self.agent.run(request.body(()).unwrap())
        } else {
            self.agent.run(request.body(body.to_vec()).unwrap())
        };
        let mut answer = answer.ok()?;
        let status = answer.status().as_u16();
        let mut headers = BTreeMap::new();
        for (name, value) in answer.headers() {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            self.received.lock().unwrap().extend(format!("{name}: {value}\n").bytes());
            if name == "set-cookie" {
                let (pair, _) = value.split_once(';').unwrap_or((&value, ""));
                let (name, value) = pair.split_once('=').unwrap();
                self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
            }
            headers.entry(name.to_string()).and_modify(|all: &mut String| *all = format!("{all}\n{value}")).or_insert(value);
        }
        let body = answer.body_mut().with_config().limit(64 << 20).read_to_vec().ok()?;
        self.received.lock().unwrap().extend(&body);
        Some(Reply { status, headers, body })
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.try_send(method, path, headers, body).expect("the server answers")
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], &[])
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.send("PUT", path, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    pub fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, &[], &[])
    }

    /// Joins as this person; gives back what they see of themselves.
    #[track_caller]
    pub fn join(&self, code: &str, name: &str) -> Value {
        let email = format!("{}@example.org", name.to_lowercase());
        self.post("/api/join", &json!({ "code": code, "name": name, "email": email })).expect(200).json()
    }

    /// Joins and begins; gives back the attempt.
    #[track_caller]
    pub fn begin(&self, code: &str, name: &str) -> Value {
        let me = self.join(code, name);
        let seat = me["seats"][0]["id"].as_str().unwrap();
        self.post(&format!("/api/seats/{seat}/start"), &json!({})).expect(201).json()
    }

    /// Posts one event at the sequence number of this view.
    pub fn act(&self, view: &Value, action: &Value) -> Reply {
        let id = view["id"].as_str().unwrap();
        self.post(&format!("/api/attempts/{id}/events"), &json!({ "seq": view["seq"], "action": action }))
    }

    /// Answers every item of the block by `answer` and hands it in.
    #[track_caller]
    pub fn block(&self, view: &Value, answer: fn(&Value) -> Value) -> Value {
        let mut view = view.clone();
        for item in view["block"]["items"].as_array().unwrap().clone() {
            let action = json!({ "answer": { "item": item["name"], "answer": answer(&item) } });
            view = self.act(&view, &action).expect(201).json();
        }
        self.act(&view, &json!("hand_in")).expect(201).json()
    }

    /// Goes on to the end.
    #[track_caller]
    pub fn finish(&self, view: &Value, answer: fn(&Value) -> Value) -> Value {
        let mut view = view.clone();
        while view["state"] != "finished" {
            view = self.block(&view, answer);
        }
        view
    }

    /// Makes the first tutor.
    #[track_caller]
    pub fn set_up(&self, token: &str) -> Value {
        self.post("/api/setup", &set_up(token)).expect(201).json()
    }

    /// Joins, answers everything right and has the seat confirmed: an attempt with a badge.
    #[track_caller]
    pub fn earn(&self, code: &str, name: &str, tutor: &Self) -> String {
        let view = self.finish(&self.begin(code, name), bank::right);
        let overview = tutor.get("/api/tutor").expect(200).json();
        let seat = overview["seats"].as_array().unwrap().iter().find(|seat| seat["name"] == name).unwrap();
        let row =
            tutor.post(&format!("/api/tutor/seats/{}/confirm", seat["id"].as_str().unwrap()), &json!({})).expect(200).json();
        assert_eq!(row["badge"], "issued");
        view["id"].as_str().unwrap().to_owned()
    }
}

impl Client {
    /// Invites somebody in these roles and signs them in with their own link, in a browser of their own.
    #[track_caller]
    pub fn colleague(&self, name: &str, roles: &[&str]) -> Self {
        let grant = |role: &&str| json!({ "role": role, "days": if ["judge", "moderator"].contains(role) { json!(30) } else { json!(null) } });
        let roles: Vec<Value> = roles.iter().map(grant).collect();
        let new = json!({ "name": name, "email": format!("{}@example.org", name.to_lowercase()), "roles": roles });
        let link = self.post("/api/tutor/people", &new).expect(201).json();
        let token = link["url"].as_str().unwrap().split("/password#").nth(1).unwrap();
        let colleague = Self::new(&self.base);
        colleague.post("/api/set-password", &json!({ "token": token, "password": PASSWORD })).expect(200);
        colleague
    }
}

pub const PASSWORD: &str = "a long enough password";

pub fn set_up(token: &str) -> Value {
    json!({
        "token": token, "name": "Tui Tutor", "email": "tui@example.org", "password": PASSWORD,
        "institution": "Institute of Tests", "country": "NZ", "contact": "hello@example.org",
    })
}
