//! What was made to be slow, large or ambiguous is answered with a reason, after a bounded amount of work.
//!
//! Work is counted where it can be (documents asked for, findings told, characters said); that these tests end at all is the rest.

mod sample;

use std::cell::Cell;

use credential::{Expected, Offline, Outcome, Report, Resolver, Verdict, bake, examine, issue};
use sample::{claim, did_key, now};
use serde_json::{Value, json};

const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Has no document, and counts how often it is asked for one.
#[derive(Default)]
struct Counting(Cell<usize>);

impl Resolver for Counting {
    fn document(&self, _: &str) -> Option<String> {
        self.0.set(self.0.get() + 1);
        None
    }
}

/// Looks at it, and holds what comes of it to what any report may be.
fn looked(bytes: &[u8]) -> Report {
    let asked = Counting::default();
    let report = examine(bytes, &asked, now(), &Expected::default());
    assert!(!matches!(report.verdict, Verdict::Valid(_)));
    assert!(asked.0.get() <= 1000, "asked {} times", asked.0.get());
    let said: usize = report.findings.iter().map(|finding| finding.place.len() + finding.message.len()).sum();
    assert!(said <= 1 << 20, "{said} bytes said");
    report
}

/// Why it is not valid.
fn reason(bytes: &[u8]) -> String {
    match looked(bytes).verdict {
        Verdict::Valid(_) => unreachable!("looked() refuses it"),
        Verdict::Invalid(reason) | Verdict::Unverifiable(reason) => reason.to_string(),
    }
}

/// All that was found, for a look at one thing among others.
fn all(bytes: &[u8]) -> String {
    let said: Vec<String> =
        looked(bytes).findings.iter().map(|finding| format!("{}: {}", finding.place, finding.message)).collect();
    said.join("\n")
}

/// Nodes without a name, each of which names every other: nothing tells them apart, and they have more orders than can be tried.
fn alike(count: usize) -> Vec<Value> {
    let others = |node: usize| (0..count).filter(move |other| *other != node).map(|other| json!({ "id": format!("_:n{other}") }));
    let one = |node| json!({ "id": format!("_:n{node}"), "type": ["Achievement"], "otherIdentifier": others(node).collect::<Vec<_>>() });
    (0..count).map(one).collect()
}

/// A badge of ours with something changed by hand, so that its signature does not fit any more.
fn badge(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let key = did_key(7);
    let mut badge = serde_json::from_str(&issue(&claim(key.did()), &key, now()).unwrap()).unwrap();
    change(&mut badge);
    serde_json::to_vec(&badge).unwrap()
}

#[test]
fn nesting_has_an_end() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [41, 10_000, 300_000] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert!(reason(deep.as_bytes()).contains("nested deeper than 40"), "{open} {depth}");
            assert!(reason(open.repeat(depth).as_bytes()).contains("nested deeper than 40"), "{open} {depth}");
        }
    }
    let deep = |depth: usize| (0..depth).fold(json!("x"), |inner, _| json!({ "evidence": inner }));
    assert!(reason(&badge(|badge| badge["evidence"] = deep(60))).contains("nested deeper"));
    let _ = looked(&badge(|badge| badge["evidence"] = deep(30)));
}

#[test]
fn a_key_stands_once() {
    let text = String::from_utf8(badge(|_| {})).unwrap();
    for twice in ["\"type\":[\"x\"],", "\"\\u0074ype\":[\"x\"],"] {
        let changed = text.replacen("\"awardedDate\"", &format!("{twice}\"awardedDate\""), 1);
        assert!(reason(changed.as_bytes()).contains("\"type\" stands twice"));
    }
    let long = format!("{{\"{0}\":1,\"{0}\":2}}", "a".repeat(1 << 20));
    assert!(reason(long.as_bytes()).len() < 1000);
}

#[test]
fn numbers_are_as_everyone_reads_them() {
    for number in ["1e400", "-1e400", &"9".repeat(1 << 20)] {
        let text = format!("{{\"type\":[\"VerifiableCredential\"],\"a\":{number}}}");
        assert!(reason(text.as_bytes()).contains("out of range"), "{}", &number[..5]);
    }
    let exact = format!("1.{}1", "0".repeat(1 << 20));
    for number in ["1e-7", "1e20", "9007199254740993", "0.30000000000000004", &exact] {
        let text = String::from_utf8(badge(|badge| badge["credentialSubject"]["creditsEarned"] = 77.25.into())).unwrap();
        let report = looked(text.replacen("77.25", number, 1).as_bytes());
        // What is read as another number than was written is wrong or unknown, never valid.
        assert!(report.findings.iter().any(|finding| finding.outcome >= Outcome::Unknown));
    }
}

#[test]
fn no_context_comes_from_anywhere_else() {
    let contexts = |contexts: Value| all(&badge(|badge| badge["@context"] = contexts));
    let fetched = json!([CREDENTIALS, OPEN_BADGES, "https://evil.example/context.json"]);
    assert!(contexts(fetched.clone()).contains("https://evil.example/context.json"));
    let asked = Counting::default();
    let bytes = badge(|badge| badge["@context"] = fetched);
    let _ = examine(&bytes, &asked, now(), &Expected::default());
    assert_eq!(asked.0.get(), 0, "a context was asked for");
    assert!(
        contexts(json!([CREDENTIALS, OPEN_BADGES, { "@import": "https://evil.example/" }]))
            .contains("in a context of the document")
    );
    let inside = json!({ "@id": "urn:h", "@context": "https://evil.example/inside.json" });
    assert!(contexts(json!([CREDENTIALS, OPEN_BADGES, { "honours": inside }])).contains("https://evil.example/inside.json"));
    assert!(contexts(json!([CREDENTIALS, OPEN_BADGES, [OPEN_BADGES]])).contains("array within @context"));
    assert!(!contexts(json!([CREDENTIALS, OPEN_BADGES, null])).is_empty());
    assert!(!contexts(json!({})).is_empty());
}

#[test]
fn contexts_of_the_document_have_an_end() {
    let with = |own: Value| all(&badge(|badge| badge["@context"].as_array_mut().unwrap().push(own)));
    let terms = |count: usize, iri: &dyn Fn(usize) -> Value| {
        Value::Object((0..count).map(|index| (format!("a{index}"), iri(index))).collect())
    };
    assert!(with(terms(100_000, &|index| format!("urn:{index}").into())).contains("so many "));
    assert!(with(terms(100_000, &|index| format!("a{}", index + 1).into())).contains("rests on"));
    assert!(with(terms(2, &|index| format!("a{}", 1 - index).into())).contains("defined by itself"));
    assert!(with(terms(2, &|_| format!("urn:{}", "x".repeat(1 << 20)).into())).contains("an IRI of more than"));
    // A word for each of many nodes, and each of them with a context of its own.
    let nodes: Vec<Value> = (0..20_000).map(|index| json!({ "@context": { "a": "urn:a" }, "a": index })).collect();
    assert!(all(&badge(|badge| badge["evidence"] = nodes.into())).contains("so many "));
    let words: Value = terms(100_000, &|_| "x".into());
    let long = format!("urn:{}", "v".repeat(200));
    let report = all(&badge(|badge| {
        badge["@context"].as_array_mut().unwrap().push(json!({ "@vocab": long }));
        badge["evidence"] = words;
    }));
    assert!(report.contains("/proof/0: the signature does not fit"), "{report}");
}

#[test]
fn very_many_contexts_and_types_cost_little() {
    let many = |url: &str| vec![Value::from(url); 100_000];
    for url in [CREDENTIALS, OPEN_BADGES, "https://www.w3.org/ns/credentials/examples/v2"] {
        let mut contexts = vec![CREDENTIALS.into(), OPEN_BADGES.into()];
        contexts.extend(many(url));
        let _ = looked(&badge(|badge| badge["@context"] = contexts.into()));
    }
    let mut types = vec![Value::from("VerifiableCredential"), Value::from("OpenBadgeCredential")];
    types.extend((0..100_000).map(|number| format!("urn:type:{number}").into()));
    let _ = looked(&badge(|badge| badge["type"] = types.into()));
}

#[test]
fn empty_contexts_of_the_document_cost_what_they_take() {
    // Of two terms, so that what was read of one is not at hand for the other.
    let contexts = |of: &str| -> Vec<Value> {
        (0..60).map(|number| serde_json::json!({ "@vocab": format!("urn:{of}{number}:{}", "x".repeat(200)) })).collect()
    };
    let own = serde_json::json!({
        "one": { "@id": "urn:one", "@context": contexts("a") }, "two": { "@id": "urn:two", "@context": contexts("b") },
    });
    let values: Vec<Value> = (0..20_000).map(|_| serde_json::json!({ "one": {}, "two": {} })).collect();
    let text = all(&badge(|badge| {
        badge["@context"].as_array_mut().unwrap().push(own);
        badge["one"] = values.into();
    }));
    assert!(text.contains("so many contexts of its own") || text.contains("hold together"), "{text}");
}

#[test]
fn nodes_that_look_alike_are_given_up_on() {
    assert!(all(&badge(|badge| badge["evidence"] = alike(60).into())).contains("look alike"));
    // In each of many credentials within the credential.
    let ring = alike(12);
    let inner: Vec<Value> = (0..120)
        .map(|number| {
            json!({
                "@context": [CREDENTIALS, OPEN_BADGES], "id": format!("urn:inner:{number}"), "type": ["VerifiableCredential", "EndorsementCredential"],
                "issuer": "did:key:z6Mk", "evidence": ring, "proof": [{ "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022",
                "verificationMethod": "did:key:z6Mk#z6Mk", "proofPurpose": "assertionMethod", "proofValue": "z1" }],
            })
        })
        .collect();
    let _ = looked(&badge(|badge| badge["endorsement"] = inner.into()));
}

#[test]
fn nodes_of_which_nothing_is_said_are_counted() {
    let many: Vec<Value> = (0..50_000).map(|_| json!({ "type": ["Evidence"] })).collect();
    let _ = looked(&badge(|badge| badge["evidence"] = many.clone().into()));
    let more = vec![json!({ "evidence": vec![json!({}); 50_000] }); 5];
    assert!(reason(&badge(|badge| badge["evidence"] = more.into())).contains("more than 200000 values"));
}

#[test]
fn proofs_and_credentials_within_have_a_number() {
    let proofs = |badge: &mut Value| vec![badge["proof"][0].clone(); 5000].into();
    assert!(
        looked(&badge(|badge| badge["proof"] = proofs(badge))).findings.iter().any(|finding| finding.outcome >= Outcome::Unknown)
    );
    let within = |badge: &mut Value| {
        let mut inner = badge.clone();
        for _ in 0..6 {
            inner = json!({ "endorsement": inner, "type": ["VerifiableCredential"] });
        }
        inner
    };
    let _ = looked(&badge(|badge| badge["endorsement"] = within(badge)));
    let _ = looked(&badge(|badge| badge["endorsement"] = vec![json!({ "type": ["VerifiableCredential"] }); 5000].into()));
}

#[test]
fn fifty_megabytes_are_answered_by_their_size() {
    let large = 50 << 20;
    for start in [&b"{\"a\":\""[..], b"[[[[", b"eyJhbGciOiJFUzI1NiJ9.eyJ", b"\x89PNG\r\n\x1a\n", b"<svg>", b" "] {
        let mut bytes = vec![b'a'; large];
        bytes[..start.len()].copy_from_slice(start);
        let reason = reason(&bytes);
        assert!(reason.contains("expected at most"), "{reason}");
    }
    let values = format!("[{}0]", "0,".repeat(1_500_000));
    assert!(reason(values.as_bytes()).contains("more than 200000 values"));
    let text = serde_json::to_vec(&json!({ "type": ["VerifiableCredential"], "name": "a".repeat(3 << 20) })).unwrap();
    let _ = looked(&text);
    let _ = looked(&badge(|badge| badge["name"] = "\u{1}\"\\".repeat(200_000).into()));
}

#[test]
fn tokens_are_taken_apart_within_bounds() {
    let word = |bytes: &[u8]| data_encoding::BASE64URL_NOPAD.encode(bytes);
    let deep = "[".repeat(100_000);
    let header = r#"{"alg":"EdDSA","kid":"did:key:z6Mk#z6Mk"}"#;
    for (header, payload) in [(header, deep.as_str()), (&deep, "{}"), (header, "{\"a\":1,\"a\":2}"), ("{}", "{}"), ("\u{0}", "")]
    {
        let token = format!("{}.{}.{}", word(header.as_bytes()), word(payload.as_bytes()), word(&[0; 64]));
        let _ = looked(token.as_bytes());
    }
    for text in ["..", "a..", "...", "a.b.c", "eyJ.eyJ.", &".".repeat(1 << 20), &format!("{}.a.b", "A".repeat(3 << 20))] {
        let _ = looked(text.as_bytes());
    }
}

#[test]
fn a_picture_hides_nothing_from_the_limits() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\">";
    let inside = |text: &str| format!("{svg}<openbadges:credential><![CDATA[{text}]]></openbadges:credential></svg>");
    assert!(reason(inside(&"[".repeat(100_000)).as_bytes()).contains("nested deeper"));
    assert!(reason(inside(&" ".repeat(10 << 20)).as_bytes()).contains("carries no credential"));
    assert!(reason(inside(&"a".repeat(10 << 20)).as_bytes()).contains("expected at most"));
    let whole = bake::svg(&format!("{svg}</svg>"), std::str::from_utf8(&badge(|_| {})).unwrap()).unwrap();
    assert!(matches!(examine(whole.as_bytes(), &Offline, now(), &Expected::default()).verdict, Verdict::Valid(_)));
}
