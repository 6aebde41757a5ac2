//! https by the program itself, under certificates made for the purpose.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::json;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::ring};

use crate::client::Client;
use crate::program::{Home, Server};

/// Writes a new certificate for this machine and its key where [`arguments`] says, and gives it back in DER.
fn renew(home: &Home) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".into(), "127.0.0.1".into()]).unwrap();
    fs::write(home.path("cert.pem"), cert.pem()).unwrap();
    fs::write(home.path("key.pem"), signing_key.serialize_pem()).unwrap();
    fs::set_permissions(home.path("key.pem"), Permissions::from_mode(0o600)).unwrap();
    cert.der().clone()
}

fn arguments(home: &Home) -> [String; 4] {
    let file = |name| home.path(name).to_str().unwrap().to_owned();
    ["--tls-cert".to_owned(), file("cert.pem"), "--tls-key".to_owned(), file("key.pem")]
}

fn start(home: &Home, more: &[&str]) -> Server {
    let tls = arguments(home);
    home.start_with(&[&tls.each_ref().map(String::as_str), more].concat())
}

fn start_heard(home: &Home) -> Server {
    home.start_heard(&arguments(home).each_ref().map(String::as_str))
}

/// A connection that stands, over which requests are written by hand.
struct Line(BufReader<StreamOwned<ClientConnection, TcpStream>>);

impl Line {
    /// `None` where the server shows a certificate other than this one.
    fn open(server: &Server, trusted: &CertificateDer<'static>) -> Option<Self> {
        let mut roots = RootCertStore::empty();
        roots.add(trusted.clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = ClientConnection::new(Arc::new(config), ServerName::try_from("localhost").unwrap()).unwrap();
        let mut stream = StreamOwned::new(client, TcpStream::connect(address(server)).unwrap());
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).ok()?;
        }
        Some(Self(BufReader::new(stream)))
    }

    fn write(&mut self, text: &str) {
        let stream = self.0.get_mut();
        stream.write_all(text.as_bytes()).unwrap();
        stream.flush().unwrap();
    }

    /// The status of the next answer; its body is read past.
    fn status(&mut self) -> u16 {
        let mut line = || {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap();
            line.trim_end().to_ascii_lowercase()
        };
        let status = line().split(' ').nth(1).unwrap().parse().unwrap();
        let head: Vec<String> = std::iter::repeat_with(line).take_while(|line| !line.is_empty()).collect();
        let length = head.iter().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
        self.0.read_exact(&mut vec![0; length]).unwrap();
        status
    }

    fn get(&mut self, path: &str) -> u16 {
        self.write(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"));
        self.status()
    }
}

fn address(server: &Server) -> &str {
    server.base.strip_prefix("https://").unwrap()
}

#[test]
fn serves_https_on_this_machine() {
    let home = Home::new();
    let certificate = renew(&home);
    let mut server = start(&home, &[]);
    let (token, code) = server.greeting();
    let link = fs::read_to_string(home.path("data/setup-link.txt")).unwrap();
    let port = address(&server).split(':').next_back().unwrap();
    assert_eq!(link.trim(), format!("https://localhost:{port}/setup#{token}"));

    let (learner, tutor) = (Client::trusting(&server.base, &certificate), Client::trusting(&server.base, &certificate));
    tutor.set_up(&token);
    let me = json!({ "code": code, "name": "Hoani", "email": "hoani@example.org" });
    let joined = learner.post("/api/join", &me).expect(200);
    let cookie = &joined.headers["set-cookie"];
    assert!(cookie.starts_with("__Host-assay-learner=") && cookie.ends_with("; Secure"), "{cookie}");
    assert!(!joined.headers.contains_key("strict-transport-security"), "it would hold for every port of this machine");
    learner.earn(&code, "Hoani", &tutor);

    // This machine has two names, and nobody else has any.
    let sign_out = |origin: &str| learner.send("POST", "/api/sign-out", &[("origin", origin), ("host", address(&server))], b"");
    sign_out("https://elsewhere.example.org").expect(403);
    sign_out(&format!("http://{}", address(&server))).expect(403);
    assert_ne!(sign_out(&server.base).status, 403);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn asks_for_encryption_for_good_where_it_has_a_name() {
    let home = Home::new();
    let certificate = renew(&home);
    let server = start(&home, &["--public-url", "https://assay.example.org"]);
    let client = Client::trusting(&server.base, &certificate);
    let headers = client.get("/api/catalogue").expect(200).headers;
    assert_eq!(headers["strict-transport-security"], "max-age=31536000");
    assert_eq!(client.get("/.well-known/did.json").expect(200).json()["id"], "did:web:assay.example.org");
}

#[test]
fn lets_nobody_wait_for_those_who_say_nothing() {
    let home = Home::new();
    let certificate = renew(&home);
    let server = start(&home, &[]);
    let silent: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(address(&server)).unwrap()).collect();
    Client::trusting(&server.base, &certificate).get("/healthz").expect(200);
    // Nor does the end: what is not a request yet is not drained.
    assert_eq!(server.stop(), Some(0));
    drop(silent);
}

#[test]
fn reads_the_certificate_again_and_keeps_connections() {
    let home = Home::new();
    let old = renew(&home);
    let mut server = start_heard(&home);
    let mut standing = Line::open(&server, &old).unwrap();
    assert_eq!(standing.get("/healthz"), 200);

    let new = renew(&home);
    server.signal("HUP");
    server.hear("the certificate was read again");
    assert_eq!(standing.get("/healthz"), 200, "the connection from before stands");
    assert!(Line::open(&server, &old).is_none());
    assert_eq!(Line::open(&server, &new).unwrap().get("/healthz"), 200);

    // A key that does not belong to it changes nothing.
    let chain = fs::read(home.path("cert.pem")).unwrap();
    renew(&home);
    fs::write(home.path("cert.pem"), chain).unwrap();
    server.signal("HUP");
    let why = server.hear("the certificate was not read again");
    assert!(why.contains("key.pem is not that of the first certificate"), "{why}");
    assert_eq!(Line::open(&server, &new).unwrap().get("/healthz"), 200);
    assert_eq!(standing.get("/healthz"), 200);
}

#[test]
fn finishes_what_is_under_way_when_told_to_stop() {
    let home = Home::new();
    let certificate = renew(&home);
    let mut server = start_heard(&home);
    let (_, code) = server.greeting();
    let mut line = Line::open(&server, &certificate).unwrap();
    let body = json!({ "code": code, "name": "Rewi", "email": "rewi@example.org" }).to_string();
    let head = "POST /api/join HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nexpect: 100-continue";
    line.write(&format!("{head}\r\ncontent-length: {}\r\n\r\n", body.len()));
    assert_eq!(line.status(), 100, "the server waits for the body");
    server.signal("TERM");
    server.hear("no new requests are taken");
    line.write(&body);
    assert_eq!(line.status(), 200);
    assert_eq!(server.wait(), Some(0));
}

#[test]
fn says_what_is_wrong_with_the_files_and_the_arguments() {
    let home = Home::new();
    renew(&home);
    let [cert_flag, cert, key_flag, key] = &arguments(&home);
    let why = |arguments: &[&str], status: i32| {
        let output = home.refused(arguments);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{text}");
        text
    };
    assert!(why(&[cert_flag, cert], 2).contains("--tls-key"));
    assert!(why(&[key_flag, key], 2).contains("--tls-cert"));
    let both = [cert_flag.as_str(), cert, key_flag, key];
    let plain = why(&[&both[..], &["--public-url", "http://assay.example.org"]].concat(), 1);
    assert!(
        plain.contains("--public-url is http://assay.example.org") && plain.contains("https://assay.example.org:"),
        "{plain}"
    );

    let swapped = why(&[cert_flag, key, key_flag, cert], 1);
    assert!(swapped.contains("key.pem holds PRIVATE KEY, expected a CERTIFICATE in PEM"), "{swapped}");
    fs::set_permissions(home.path("key.pem"), Permissions::from_mode(0o644)).unwrap();
    let open = why(&both, 1);
    assert!(open.contains("key.pem has mode 644, expected 600: run chmod 600 on it"), "{open}");
    fs::remove_file(home.path("key.pem")).unwrap();
    assert!(why(&both, 1).contains("key.pem: No such file or directory"));
    assert!(!home.path("data").exists(), "nothing was made for a server that does not start");
}
