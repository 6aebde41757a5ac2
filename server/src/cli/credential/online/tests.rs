//! An internet of names and texts: every name leads where the test says, and every connection is written down.

use std::net::{IpAddr, SocketAddr};
use std::sync::Mutex;

use ureq::unversioned::transport::{Buffers, ConnectionDetails, LazyBuffers, Transport, time};

use super::*;

/// Names with their addresses, as each look-up of a name gives them in turn; the last again and again.
#[derive(Debug)]
struct Book(Mutex<BTreeMap<&'static str, Vec<&'static [&'static str]>>>);

impl Names for Book {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut book = self.0.lock().unwrap();
        let turns = uri.host().and_then(|host| book.get_mut(host)).ok_or(ureq::Error::HostNotFound)?;
        let addresses = if turns.len() > 1 { turns.remove(0) } else { turns[0] };
        let mut found = self.empty();
        for address in addresses {
            found.push(SocketAddr::new(address.parse().unwrap(), 443));
        }
        Ok(found)
    }
}

/// What was connected to: the address asked for, where that was, and the seconds that were left.
type Seen = Arc<Mutex<Vec<(String, Vec<IpAddr>, u64)>>>;

/// Servers that give one answer for each address.
#[derive(Debug)]
struct Servers {
    answers: BTreeMap<&'static str, String>,
    seen: Seen,
}

impl Connector for Servers {
    type Out = Canned;

    fn connect(&self, details: &ConnectionDetails<'_>, _: Option<()>) -> Result<Option<Canned>, ureq::Error> {
        let url = details.uri.to_string();
        let left = match details.timeout.after {
            time::Duration::Exact(left) => left.as_secs_f64().round() as u64,
            time::Duration::NotHappening => u64::MAX,
        };
        let addresses = details.addrs.iter().map(SocketAddr::ip).collect();
        self.seen.lock().unwrap().push((url.clone(), addresses, left));
        let answer = self.answers.get(url.as_str()).ok_or(ureq::Error::ConnectionFailed)?;
        Ok(Some(Canned { buffers: LazyBuffers::new(64 << 10, 64 << 10), rest: answer.clone().into_bytes() }))
    }
}

/// An answer that waits to be read.
#[derive(Debug)]
struct Canned {
    buffers: LazyBuffers,
    rest: Vec<u8>,
}

impl Transport for Canned {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, _: usize, _: NextTimeout) -> Result<(), ureq::Error> {
        Ok(())
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, ureq::Error> {
        let room = self.buffers.input_append_buf();
        let count = room.len().min(self.rest.len());
        for (place, byte) in room.iter_mut().zip(self.rest.drain(..count)) {
            *place = byte;
        }
        self.buffers.input_appended(count);
        Ok(count > 0)
    }

    fn is_open(&mut self) -> bool {
        false
    }

    // It says so, or nothing would be sent over it.
    fn is_tls(&self) -> bool {
        true
    }
}

fn text(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn moved(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nconnection: close\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
}

/// A look in this internet, and what it connects to. Every connection takes `seconds`.
fn look(answers: &[(&'static str, String)], seconds: u64) -> (Online, Seen) {
    let book: [(&'static str, Vec<&'static [&'static str]>); 4] = [
        ("open.test", vec![&["1.1.1.1"]]),
        ("inside.test", vec![&["10.0.0.1", "::1"]]),
        ("both.test", vec![&["192.168.0.1", "1.0.0.1", "fd00::1"]]),
        ("turns.test", vec![&["1.1.1.1"], &["127.0.0.1"]]),
    ];
    let seen = Seen::default();
    let servers = Servers { answers: answers.iter().cloned().collect(), seen: Arc::clone(&seen) };
    let (began, connected) = (Instant::now(), Arc::clone(&seen));
    let clock = move || began + Duration::from_secs(seconds) * u32::try_from(connected.lock().unwrap().len()).unwrap();
    (Online::by(BTreeMap::new(), Book(Mutex::new(book.into())), servers, Box::new(clock)), seen)
}

fn urls(seen: &Seen) -> Vec<String> {
    seen.lock().unwrap().iter().map(|(url, ..)| url.clone()).collect()
}

#[test]
fn asks_neither_this_machine_nor_its_network() {
    let online = Online::new(BTreeMap::from([("https://example.org/1".to_owned(), "here".to_owned())]));
    for url in [
        "https://127.0.0.1/did.json",
        "https://[::1]:8443/did.json",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://user:word@127.0.0.1/",
        "http://1.1.1.1/",
        "file:///etc/passwd",
        "did:example:1",
        "https://example.org/1#key",
    ] {
        assert_eq!(online.document(url), None, "{url}");
    }
    assert_eq!(online.document("https://example.org/1").as_deref(), Some("here"));
}

#[test]
fn connects_to_public_addresses_of_a_name_and_to_no_other() {
    let (online, seen) = look(&[("https://both.test/", text("both")), ("https://inside.test/", text("secret"))], 0);
    assert_eq!(online.document("https://both.test/").as_deref(), Some("both"));
    assert_eq!(online.document("https://both.test/").as_deref(), Some("both"), "it is fetched once");
    assert_eq!(online.document("https://inside.test/"), None);
    let seen = seen.lock().unwrap();
    assert_eq!(
        seen.iter().map(|(_, addresses, _)| addresses.clone()).collect::<Vec<_>>(),
        [["1.0.0.1".parse::<IpAddr>().unwrap()]]
    );
}

#[test]
fn judges_every_step_of_a_redirect() {
    let answers = [
        ("https://open.test/on", moved("https://open.test/end")),
        ("https://open.test/end", text("end")),
        ("https://open.test/inside", moved("https://inside.test/secret")),
        ("https://open.test/number", moved("https://169.254.169.254/latest")),
        ("https://open.test/plain", moved("http://open.test/end")),
        ("https://open.test/user", moved("https://user@open.test/end")),
        // The name leads elsewhere when it is asked for again.
        ("https://turns.test/1", moved("https://turns.test/2")),
        ("https://turns.test/2", text("secret")),
        ("https://open.test/round", moved("https://open.test/round")),
    ];
    let (online, seen) = look(&answers, 0);
    assert_eq!(online.document("https://open.test/on").as_deref(), Some("end"));
    for url in [
        "https://open.test/inside",
        "https://open.test/number",
        "https://open.test/plain",
        "https://open.test/user",
        "https://turns.test/1",
        "https://open.test/round",
        "https://user:word@open.test/end",
    ] {
        assert_eq!(online.document(url), None, "{url}");
    }
    let mut urls = urls(&seen);
    urls.dedup();
    let expected = ["on", "end", "inside", "number", "plain", "user"].map(|path| format!("https://open.test/{path}"));
    assert_eq!(urls, [&expected[..], &["https://turns.test/1".to_owned(), "https://open.test/round".to_owned()]].concat());
}

#[test]
fn has_one_time_for_the_whole_of_a_look() {
    let answers = ["https://open.test/1", "https://open.test/2", "https://open.test/3", "https://open.test/4"];
    let (online, seen) = look(&answers.map(|url| (url, text(url))), 7);
    let found: Vec<bool> = answers.iter().map(|url| online.document(url).is_some()).collect();
    assert_eq!(found, [true, true, true, false]);
    let left: Vec<u64> = seen.lock().unwrap().iter().map(|(.., left)| *left).collect();
    assert_eq!(left, [10, 10, 6], "none gets more time than is left");
}

#[test]
fn has_one_number_of_bytes_for_the_whole_of_a_look() {
    let half = "x".repeat(LARGEST as usize * 3 / 4);
    let answers =
        ["https://open.test/1", "https://open.test/2", "https://open.test/3", "https://open.test/4", "https://open.test/5"];
    let (online, _) = look(&answers.map(|url| (url, text(&half))), 0);
    let found: Vec<bool> = answers.iter().map(|url| online.document(url).is_some()).collect();
    assert_eq!(found, [true, true, true, false, false]);
    let (online, _) = look(&[("https://open.test/1", text(&"x".repeat(LARGEST as usize + 1)))], 0);
    assert_eq!(online.document("https://open.test/1"), None, "one of them is no larger than a document is");
}

#[test]
fn fetches_no_more_documents_than_an_honest_credential_needs() {
    let (online, seen) = look(&[("https://open.test/", text("one"))], 0);
    for number in 0..MOST + 5 {
        online.document(&format!("https://open.test/?{number}"));
    }
    assert_eq!(urls(&seen).len(), MOST);
}
