//! The W3C test suite of RDFC-1.0 and the vectors of eddsa-rdfc-2022, where they are at hand, and cases of our own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

mod own;
mod said;
mod write;

use serde_json::{Value, json};

use super::*;
use crate::rdf::sources::CLR;

/// Reference data of third parties: `REFERENCE_DIR`, or `../shared/reference` beside the workspace. Not part of this repository.
fn reference(part: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = match std::env::var_os("REFERENCE_DIR") {
        Some(given) => root.join(given),
        None => root.join("../shared/reference"),
    };
    let found = Some(folder.join("credentials").join(part)).filter(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("not compared with credentials/{part}: it is not at hand");
    }
    found
}

/// Reads N-Quads, and says which number each label has.
fn read_with_labels(text: &str) -> (Vec<Quad<'static>>, BTreeMap<String, usize>) {
    let mut labels = BTreeMap::new();
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    (lines.map(|line| quad(line, &mut labels)).collect(), labels)
}

fn quad(line: &str, labels: &mut BTreeMap<String, usize>) -> Quad<'static> {
    let mut rest = line;
    let mut terms = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.starts_with('.') {
            break;
        }
        let (term, after) = term(rest, labels);
        terms.push(term);
        rest = after;
    }
    let graph = (terms.len() == 4).then(|| terms.pop().unwrap());
    let object = terms.pop().unwrap();
    let Some(Term::Iri(predicate)) = terms.pop() else { panic!("{line}") };
    Quad { subject: terms.pop().unwrap(), predicate, object, graph }
}

fn term<'a>(text: &'a str, labels: &mut BTreeMap<String, usize>) -> (Term<'static>, &'a str) {
    if let Some(iri) = text.strip_prefix('<') {
        let (iri, rest) = iri.split_once('>').unwrap();
        return (Term::Iri(unescape(iri).into()), rest);
    }
    if let Some(label) = text.strip_prefix("_:") {
        let end = label.find([' ', '\t']).unwrap();
        let next = labels.len();
        return (Term::Blank(*labels.entry(label[..end].to_owned()).or_insert(next)), &label[end..]);
    }
    let body = text.strip_prefix('"').unwrap();
    let mut escaped = false;
    let end = body
        .char_indices()
        .find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })
        .unwrap()
        .0;
    let (value, rest) = (unescape(&body[..end]), &body[end + 1..]);
    if let Some(tag) = rest.strip_prefix('@') {
        let (tag, rest) = tag.split_at(tag.find([' ', '\t', '.']).unwrap());
        return (Term::Literal { text: value.into(), datatype: LANG_STRING.into(), language: Some(tag.to_owned().into()) }, rest);
    }
    if let Some(datatype) = rest.strip_prefix("^^<") {
        let (datatype, rest) = datatype.split_once('>').unwrap();
        return (Term::Literal { text: value.into(), datatype: unescape(datatype).into(), language: None }, rest);
    }
    (Term::Literal { text: value.into(), datatype: STRING.into(), language: None }, rest)
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let c = match (c, if c == '\\' { chars.next() } else { None }) {
            (plain, None) => plain,
            (_, Some('t')) => '\t',
            (_, Some('b')) => '\u{8}',
            (_, Some('n')) => '\n',
            (_, Some('r')) => '\r',
            (_, Some('f')) => '\u{c}',
            (_, Some(kind @ ('u' | 'U'))) => {
                let hex: String = chars.by_ref().take(if kind == 'u' { 4 } else { 8 }).collect();
                char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap()
            }
            (_, Some(other)) => other,
        };
        out.push(c);
    }
    out
}

#[test]
fn canonicalizes_as_the_w3c_suite_does() {
    let Some(folder) = reference("rdf-canon") else { return };
    let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.jsonld")).unwrap()).unwrap();
    let mut done = 0;
    for entry in manifest["entries"].as_array().unwrap() {
        let (kind, id) = (entry["type"].as_str().unwrap(), entry["id"].as_str().unwrap());
        let hash: Hash = match entry["hashAlgorithm"].as_str() {
            None | Some("SHA256") => |text| crate::digest::hex(&crate::digest::sha256(text.as_bytes())),
            Some("SHA384") => |text| crate::digest::hex(&<sha2::Sha384 as sha2::Digest>::digest(text.as_bytes())),
            Some(other) => panic!("{id}: {other}"),
        };
        let file = |key: &str| std::fs::read_to_string(folder.join(entry[key].as_str().unwrap())).unwrap();
        let (quads, labels) = read_with_labels(&file("action"));
        let result = canonical::counted(quads, hash);
        if let Ok((.., steps)) = &result {
            assert!(*steps < 10_000, "{id}: {steps}");
        }
        match kind {
            "rdfc:RDFC10EvalTest" => assert_eq!(result.unwrap().0, file("result"), "{id}"),
            "rdfc:RDFC10MapTest" => {
                let expected: BTreeMap<String, String> = serde_json::from_str(&file("result")).unwrap();
                let numbers = result.unwrap().1;
                let names: BTreeMap<String, String> =
                    labels.into_iter().map(|(label, node)| (label, format!("c14n{}", numbers[&node]))).collect();
                assert_eq!(names, expected, "{id}");
            }
            "rdfc:RDFC10NegativeEvalTest" => assert!(matches!(result, Err(Problem::Unknown { .. })), "{id}"),
            other => panic!("{id}: {other}"),
        }
        done += 1;
    }
    assert!(done > 80, "{done}");
}

#[test]
fn hashes_as_the_vectors_of_eddsa_rdfc_2022_do() {
    let Some(folder) = reference("vc-di-eddsa") else { return };
    // The second vector, `employ`, needs a context that is not at hand.
    let text = |path: &str| std::fs::read_to_string(folder.join("eddsa-rdfc-2022").join(path)).unwrap();
    let mut document: Value = serde_json::from_str(&text("signedDataInt.json")).unwrap();
    let mut config = document.as_object_mut().unwrap().remove("proof").unwrap();
    config.as_object_mut().unwrap().remove("proofValue");
    config["@context"] = document["@context"].clone();
    let canonical = canonical_text(&document, bundled).unwrap();
    assert_eq!(canonical, text("canonDocDataInt.txt"));
    let digests = [canonical_text(&config, bundled).unwrap(), canonical].map(|text| crate::digest::sha256(text.as_bytes()));
    assert_eq!(crate::digest::hex(digests.as_flattened()), text("combinedHashDataInt.txt").trim());
}

/// The contexts as they are published.
fn published() -> impl Iterator<Item = (&'static str, &'static str, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contexts");
    sources::KNOWN.iter().map(move |(url, file, name, _)| {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        (*url, *name, serde_json::from_str::<Value>(&text).unwrap()["@context"].take())
    })
}

#[test]
fn the_tables_say_what_the_contexts_say() {
    let written = write::tables(published());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rdf/tables.rs");
    if std::env::var_os("WRITE_TABLES").is_some() {
        std::fs::write(&file, &written).unwrap();
    }
    assert!(std::fs::read_to_string(file).unwrap() == written, "set WRITE_TABLES=1 once to write src/rdf/tables.rs anew");
}

#[test]
fn finds_every_term_of_every_table() {
    fn visit(local: &'static table::Local<'static>) {
        assert!(local.terms.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (term, definition) in local.terms {
            assert_eq!(local.term(term), Some(definition));
            if let table::Scoped::Terms(inner) = definition.scoped {
                visit(inner);
            }
        }
    }
    for (url, _, _, table) in sources::KNOWN {
        assert!(std::ptr::eq(bundled(url).unwrap(), table));
        visit(table);
    }
    assert_eq!(bundled("https://www.w3.org/ns/credentials/v1"), None);
}

fn badge(extra: &Value) -> Value {
    let mut badge = json!({
        "@context": [CREDENTIALS, OPEN_BADGES, EXTENSIONS],
        "id": "urn:uuid:1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": { "type": ["AchievementSubject"], "creditsEarned": 2.5 },
    });
    badge.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    badge
}

#[test]
fn refuses_what_a_signature_would_not_cover() {
    let problem = |extra: Value| match canonical_text(&badge(&extra), bundled) {
        Err(Problem::NotCovered { place, message } | Problem::Unknown { place, message }) => format!("{place}: {message}"),
        Ok(text) => panic!("{text}"),
    };
    assert!(problem(json!({ "honours": "x" })).starts_with("/honours: no context defines"));
    assert!(problem(json!({ "@honours": "x" })).starts_with("/@honours: "));
    assert!(problem(json!({ "type": ["VerifiableCredential", "Medal"] })).contains("the type \"Medal\""));
    assert!(problem(json!({ "id": "badge-1" })).contains("no absolute IRI"));
    assert!(problem(json!({ "id": "urn:a b" })).contains("no absolute IRI"));
    assert!(
        problem(json!({ "issuer": { "id": "did:key:z6", "type": ["Profile"], "honours": 1 } })).starts_with("/issuer/honours")
    );
    assert!(
        problem(json!({ "https://www.w3.org/2018/credentials#validUntil": "x" })).contains("another name for \"validUntil\"")
    );
    assert!(
        problem(json!({ "type": ["VerifiableCredential", "https://purl.imsglobal.org/spec/vc/clr/vocab.html#ClrCredential"] }))
            .contains("another name for \"ClrCredential\"")
    );
    assert!(problem(json!({ "evidence": [{ "id": "urn:uuid:1", "name": "x" }] })).contains("second place"));
    assert!(problem(json!({ "evidence": [{ "id": "urn:e", "@graph": [] }] })).starts_with("/evidence/0/@graph"));
    assert!(problem(json!({ "@context": [CREDENTIALS, "https://example.org/v1"] })).contains("not one of those"));
}

#[test]
fn what_a_context_leaves_abbreviated_is_what_another_says_it_is() {
    // Open Badges 3.0.3 says `xsd:dateTime` and not what `xsd` is.
    let document = |before: Value| {
        json!({
            "@context": [CREDENTIALS, before, OPEN_BADGES], "id": "urn:uuid:1",
            "type": ["VerifiableCredential", "OpenBadgeCredential"], "awardedDate": "2026-01-15T00:00:00Z",
        })
    };
    assert!(canonical_text(&document(json!({})), bundled).unwrap().contains("^^<xsd:dateTime>"));
    let said = canonical_text(&document(json!({ "xsd": "urn:x#" })), bundled).unwrap();
    assert!(said.contains("^^<urn:x#dateTime>"), "{said}");
}

#[test]
fn an_abbreviated_name_is_not_guessed() {
    let document = json!({
        "@context": [CREDENTIALS, CLR, OPEN_BADGES], "id": "urn:uuid:1", "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": { "type": ["ClrSubject"], "id": "obi:x" },
    });
    let Err(Problem::Unknown { place, message }) = canonical_text(&document, bundled) else { panic!() };
    assert_eq!(place, "/credentialSubject/id");
    assert!(message.contains("an abbreviation"));
}

#[test]
fn an_older_version_is_read_where_the_statements_tell_it() {
    let badge = |version: &str, subject: Value| {
        json!({
            "@context": [CREDENTIALS, format!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.{version}.json")],
            "id": "urn:uuid:1", "type": ["VerifiableCredential", "OpenBadgeCredential"], "credentialSubject": subject,
        })
    };
    let subject = json!({ "type": ["AchievementSubject"], "achievement": { "id": "urn:a", "type": ["Achievement"] } });
    let older = badge("2", subject.clone());
    let older = canonical_text(&older, bundled).unwrap();
    assert!(older.contains("#achievement-0>"));
    assert_ne!(older, canonical_text(&badge("3", subject), bundled).unwrap());
    let word = json!({ "id": "urn:a", "type": ["EndorsementSubject"], "endorsementComment": "Good" });
    assert!(canonical_text(&badge("3", word.clone()), bundled).is_ok());
    assert!(matches!(canonical_text(&badge("2", word), bundled), Err(Problem::Unknown { place, .. }) if place == "/@context"));
}

#[test]
fn two_words_never_mean_the_same_property() {
    // If they did, one could be written for the other without the signature noticing.
    fn scopes(value: &Value, inside: &mut Vec<BTreeMap<String, Vec<String>>>) {
        let Value::Object(context) = value else { return };
        let mut meanings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (term, definition) in context.iter().filter(|(term, _)| !term.starts_with('@')) {
            if let Some(iri) = definition.as_str().or_else(|| definition["@id"].as_str())
                && !term.starts_with(|c: char| c.is_ascii_uppercase())
            {
                meanings.entry(iri.to_owned()).or_default().push(term.clone());
            }
            scopes(&definition["@context"], inside);
        }
        inside.push(meanings);
    }
    for (_, _, context) in published() {
        let mut inside = Vec::new();
        scopes(&context, &mut inside);
        for meanings in inside {
            assert!(meanings.values().all(|terms| terms.len() == 1), "{meanings:?}");
        }
    }
}

#[test]
fn no_two_names_of_any_known_contexts_mean_the_same_property() {
    // One document may name them all, each in another place.
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (iri, name) in names::Names::known().all().iter().filter(|(_, name)| !names::is_of_type(name)) {
        names.entry(iri).or_default().push(name);
    }
    names.retain(|_, names| names.len() > 1);
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn writes_numbers_as_canonical_text() {
    let text = |number: Value| {
        canonical_text(
            &badge(&json!({ "credentialSubject": { "type": ["AchievementSubject"], "creditsEarned": number } })),
            bundled,
        )
        .unwrap()
    };
    let float = "^^<https://www.w3.org/2001/XMLSchema#float>";
    assert!(text(json!(2)).contains(&format!("\"2\"{float}")));
    assert!(text(json!(2.0)).contains(&format!("\"2\"{float}")));
    assert!(text(json!(2.5)).contains(&format!("\"2.5E0\"{float}")));
    assert!(text(json!(0.07)).contains(&format!("\"7.000000000000001E-2\"{float}")));
    assert!(text(json!(-125.25)).contains(&format!("\"-1.2525E2\"{float}")));
}

#[test]
fn gives_up_on_what_was_made_to_be_slow() {
    // Every node is joined to every other: nothing tells them apart.
    let mut quads = Vec::new();
    for a in 0..12 {
        for b in (0..12).filter(|b| *b != a) {
            quads.push(Quad { subject: Term::Blank(a), predicate: "urn:p".into(), object: Term::Blank(b), graph: None });
        }
    }
    assert!(matches!(canonical(quads), Err(Problem::Unknown { .. })));
    // Very many nodes of which nothing is said, around one that has no name either.
    let many = vec![json!({}); 200_000];
    let document = json!({ "@context": [CREDENTIALS], "type": "VerifiableCredential", "evidence": [{ "evidence": many.clone() }, { "evidence": many }] });
    assert!(canonical_text(&document, bundled).is_err());
}
