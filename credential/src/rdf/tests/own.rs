//! Contexts that stand in the document itself.

use serde_json::{Value, json};

use super::super::*;

/// A credential that names `context`, one or an array of them, besides, and says `subject` of its subject.
fn document(context: &Value, subject: &Value) -> Value {
    let mut subject = subject.clone();
    subject["id"] = "urn:s".into();
    let mut contexts = vec![CREDENTIALS.into()];
    match context {
        Value::Array(more) => contexts.extend(more.clone()),
        one => contexts.push(one.clone()),
    }
    json!({
        "@context": contexts, "id": "urn:c", "type": "VerifiableCredential", "credentialSubject": subject,
    })
}

/// What is said of the subject, each statement without it.
fn said(context: &Value, subject: &Value) -> Vec<String> {
    let text = canonical_text(&document(context, subject), bundled).unwrap_or_else(|problem| panic!("{context}: {problem:?}"));
    text.lines().filter_map(|line| line.strip_prefix("<urn:s> ")?.strip_suffix(" .")).map(str::to_owned).collect()
}

fn refused(context: &Value, subject: &Value) -> String {
    match canonical_text(&document(context, subject), bundled) {
        Ok(text) => panic!("{context}: {text}"),
        Err(Problem::NotCovered { place, message }) => format!("wrong: {place}: {message}"),
        Err(Problem::Unknown { place, message }) => format!("unknown: {place}: {message}"),
    }
}

#[test]
fn defines_terms_by_whole_and_by_abbreviated_iris() {
    for context in [
        json!({ "grade": "urn:x#grade" }),
        json!({ "grade": { "@id": "urn:x#grade" } }),
        json!({ "x": "urn:x#", "grade": "x:grade" }),
        json!({ "grade": { "@id": "x:grade", "@type": "@none" }, "x": { "@id": "urn:x#", "@prefix": true } }),
        json!({ "grade": "mark", "mark": "urn:x#grade" }),
        json!({ "@vocab": "urn:x#" }),
        json!({ "@vocab": "urn:x#", "grade": { "@container": "@set" } }),
        json!([{ "x": "urn:x#" }, { "grade": "x:grade" }]),
        json!([{ "grade": "urn:y#grade" }, { "grade": "urn:x#grade" }]),
    ] {
        assert_eq!(said(&context, &json!({ "grade": "A" })), ["<urn:x#grade> \"A\""], "{context}");
    }
    assert_eq!(said(&json!({ "x": "urn:x#" }), &json!({ "x:grade": "A" })), ["<urn:x#grade> \"A\""]);
    assert_eq!(
        said(&json!({ "x:grade": { "@type": "urn:t" }, "x": "urn:x#" }), &json!({ "x:grade": "A" })),
        ["<urn:x#grade> \"A\"^^<urn:t>"]
    );
    assert_eq!(said(&json!({}), &json!({ "urn:x#grade": "A" })), ["<urn:x#grade> \"A\""]);
}

#[test]
fn reads_values_as_the_term_says() {
    let typed = |kind: &str, value: Value| {
        said(&json!({ "x": "urn:x#", "grade": { "@id": "x:grade", "@type": kind } }), &json!({ "grade": value }))
    };
    assert_eq!(typed("@id", json!("x:a")), ["<urn:x#grade> <urn:x#a>"]);
    assert_eq!(typed("@id", json!({ "id": "x:a" })), ["<urn:x#grade> <urn:x#a>"]);
    assert_eq!(typed("@vocab", json!("x:a")), ["<urn:x#grade> <urn:x#a>"]);
    assert_eq!(typed("@vocab", json!("grade")), ["<urn:x#grade> <urn:x#grade>"]);
    assert_eq!(typed("x:mark", json!(7)), ["<urn:x#grade> \"7\"^^<urn:x#mark>"]);
    assert_eq!(typed(DOUBLE, json!(7)), [format!("<urn:x#grade> \"7.0E0\"^^<{DOUBLE}>")]);
    let double = json!({ "grade": { "@id": "urn:g", "@type": DOUBLE } });
    assert!(refused(&double, &json!({ "grade": "7" })).contains("text in the place of a double"));
    let json_type = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";
    assert_eq!(
        typed("@json", json!([{ "b": null, "a": [1.5] }])),
        [format!("<urn:x#grade> \"[{{\\\"a\\\":[1.5],\\\"b\\\":null}}]\"{json_type}")]
    );
    assert_eq!(typed("@json", Value::Null), [format!("<urn:x#grade> \"null\"{json_type}")]);
}

#[test]
fn reads_containers_and_languages() {
    let held = |container: Value, value: Value| {
        said(&json!({ "grade": { "@id": "urn:g", "@container": container } }), &json!({ "grade": value }))
    };
    assert_eq!(held(json!("@set"), json!(["A", "B", "A", null])), ["<urn:g> \"A\"", "<urn:g> \"B\""]);
    assert_eq!(held(json!("@list"), json!([])), ["<urn:g> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"]);
    assert_eq!(held(json!("@list"), json!(["A", null])), ["<urn:g> _:c14n0"]);
    assert!(held(json!("@list"), Value::Null).is_empty());
    assert_eq!(
        held(json!(["@language", "@set"]), json!({ "de": ["eins", null], "mi": "tahi", "@none": "1" })),
        ["<urn:g> \"1\"", "<urn:g> \"eins\"@de", "<urn:g> \"tahi\"@mi"]
    );
    let context = json!({ "@language": "mi", "grade": "urn:g", "none": { "@id": "urn:n", "@language": null } });
    assert_eq!(
        said(&context, &json!({ "grade": ["A", 1, { "@value": "B" }], "none": "C" })),
        ["<urn:g> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>", "<urn:g> \"A\"@mi", "<urn:g> \"B\"", "<urn:n> \"C\""]
    );
}

#[test]
fn text_may_have_a_direction() {
    let written = |value: Value| said(&json!({ "grade": "urn:g" }), &json!({ "grade": value }));
    let value = json!({ "@value": "A", "@language": "he", "@direction": "rtl" });
    assert_eq!(written(value), ["<urn:g> \"A\"^^<https://www.w3.org/ns/i18n#he_rtl>"]);
    assert_eq!(written(json!({ "@value": "A", "@direction": "ltr" })), ["<urn:g> \"A\"^^<https://www.w3.org/ns/i18n#_ltr>"]);
}

#[test]
fn terms_hold_inside_of_a_property_and_of_a_type() {
    let context = json!({ "part": { "@id": "urn:p", "@context": { "grade": "urn:inner", "mark": "urn:m" } } });
    let text = canonical_text(&document(&context, &json!({ "part": { "grade": "A", "mark": "B" } })), bundled).unwrap();
    // Verifiers take a name for a name wherever it stands.
    let other = json!({ "part": { "@id": "urn:p", "@context": { "name": "urn:inner" } } });
    assert!(refused(&other, &json!({ "part": { "name": "A" } })).contains("\"name\" in another sense"));
    assert!(text.contains("<urn:inner> \"A\"") && text.contains("<urn:m> \"B\""), "{text}");
    let context = json!({ "Part": { "@id": "urn:P", "@context": { "mark": "urn:m" } }, "part": "urn:p" });
    let inside = json!({ "part": { "type": "Part", "mark": "A" } });
    assert!(canonical_text(&document(&context, &inside), bundled).unwrap().contains("<urn:m> \"A\""));
    let below = json!({ "part": { "type": "Part", "part": { "mark": "A" } } });
    assert!(refused(&context, &below).contains("no context defines \"mark\""));
}

#[test]
fn what_is_protected_stays() {
    let name = json!({ "name": { "@id": "https://schema.org/name", "@protected": true } });
    assert!(said(&name, &json!({ "name": "A" })).len() == 1);
    assert!(
        refused(&json!({ "name": "urn:n" }), &json!({})).starts_with("wrong: /@context/1: defines the protected term \"name\"")
    );
    assert!(refused(&json!({ "name": null }), &json!({})).contains("protected"));
    assert!(refused(&Value::Null, &json!({})).contains("protected"));
    assert!(
        refused(&json!({ "name": { "@id": "https://schema.org/name", "@container": "@set" } }), &json!({})).contains("protected")
    );
    assert!(refused(&json!([{ "@protected": true, "a": "urn:a" }, { "a": "urn:b" }]), &json!({})).contains("\"a\""));
    assert_eq!(said(&json!([{ "@protected": true, "a": "urn:a" }, { "a": "urn:a" }]), &json!({ "a": 1 })).len(), 1);
}

#[test]
fn a_term_that_means_nothing_is_not_covered() {
    for context in [
        json!([{ "a": "urn:a" }, { "a": null }]),
        json!([{ "@vocab": "urn:v#" }, { "a": { "@id": null } }]),
        json!([{ "@vocab": "urn:v#" }, { "@vocab": null }]),
    ] {
        assert!(
            refused(&context, &json!({ "a": 1 })).starts_with("wrong: /credentialSubject/a: no context defines"),
            "{context}"
        );
    }
}

#[test]
fn nothing_that_the_known_contexts_speak_of_gets_another_name() {
    let until = "https://www.w3.org/2018/credentials#validUntil";
    for context in [json!({ "good": until }), json!({ "c": "https://www.w3.org/2018/credentials#", "good": "c:validUntil" })] {
        assert!(refused(&context, &json!({ "good": "2030" })).contains("another name for \"validUntil\""), "{context}");
    }
    let vocab = json!({ "@vocab": "https://www.w3.org/2018/credentials#valid" });
    assert!(refused(&vocab, &json!({ "Until": "2030" })).contains("another name"));
    let prefix = json!({ "c": "https://www.w3.org/2018/credentials#" });
    assert!(refused(&prefix, &json!({ "c:validUntil": "2030" })).contains("another name"));
    assert!(refused(&json!({ "kind": "@type" }), &json!({ "kind": "urn:t" })).contains("stands for @type"));
    let badge = json!({ "Medal": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential" });
    assert!(refused(&badge, &json!({ "type": "Medal" })).contains("another name for \"AchievementCredential\""));
    // What is read as it is written is not abbreviated.
    let mut document = document(&json!({ "did": "urn:x:" }), &json!({}));
    document["issuer"] = "did:example:1".into();
    assert!(matches!(canonical_text(&document, bundled), Err(Problem::Unknown { place, .. }) if place == "/issuer"));
}

#[test]
fn what_is_wrong_or_unknown_in_a_context_says_where() {
    for (context, message) in [
        (json!({ "a": "b", "b": "a" }), "wrong: /@context/1/a: is defined by itself"),
        (json!({ "a": "a" }), "wrong: /@context/1/a: has no @id"),
        (json!({ "a": 7 }), "wrong: /@context/1/a: expected an IRI or an object"),
        (json!({ "a": "b" }), "wrong: /@context/1/a: \"b\" is no absolute IRI"),
        (json!({ "a": { "@id": "urn:a", "@type": "b" } }), "wrong: /@context/1/a/@type: \"b\" is no absolute IRI"),
        (json!({ "https://a.example/": "https://b.example/" }), "wrong: "),
        (json!({ "@version": 1.0 }), "wrong: /@context/1/@version"),
        (json!({ "a": { "@reverse": "urn:a" } }), "unknown: /@context/1/a/@reverse"),
        (json!({ "a": { "@id": "urn:a", "@reverse": "urn:a" } }), "unknown: /@context/1/a/@reverse"),
        (json!({ "a": { "@id": "urn:a", "@container": "@index" } }), "unknown: /@context/1/a/@container"),
        (json!({ "@base": "https://a.example/" }), "unknown: /@context/1/@base"),
        (json!({ "@import": "https://a.example/" }), "unknown: /@context/1/@import"),
        (json!({ "@language": "en-NZ" }), "unknown: /@context/1/@language"),
        (json!({ "a": { "@id": "urn:a", "@context": "https://a.example/" } }), "unknown: /@context/1/a/@context"),
        (json!("https://a.example/"), "unknown: /@context/1: the context https://a.example/"),
        (json!([[]]), "unknown: /@context/1"),
        (json!(7), "wrong: /@context/1"),
    ] {
        let found = refused(&context, &json!({}));
        assert!(found.starts_with(message), "{context}: {found}");
    }
}

#[test]
fn what_was_made_to_be_slow_or_large_ends() {
    let many = |terms: &mut dyn Iterator<Item = (String, Value)>| Value::Object(terms.collect());
    let wide = many(&mut (0..6_000).map(|index| (format!("a{index}"), format!("urn:{index}").into())));
    assert!(refused(&wide, &json!({})).contains("so many terms"));
    let deep = many(&mut (0..3_000).map(|index| (format!("a{index}"), format!("a{}", index + 1).into())));
    assert!(refused(&deep, &json!({})).contains("rests on"));
    let long =
        many(&mut (0..3_000).map(|index| {
            (format!("a{index:04}"), if index == 0 { "urn:#".into() } else { format!("a{:04}:b#", index - 1).into() })
        }));
    assert!(refused(&long, &json!({})).contains("bytes"));
    assert!(refused(&json!({ "@vocab": format!("urn:{}", "v".repeat(400)) }), &json!({})).contains("bytes"));
    let within = (0..30).fold(json!({ "a": "urn:a" }), |inner, _| json!({ "a": { "@id": "urn:a", "@context": inner } }));
    assert!(refused(&within, &json!({})).contains("contexts within contexts"));
    // Each of many nodes brings what each of many nodes inside of it must read again.
    let context = many(&mut (0..400).map(|index| (format!("a{index}"), format!("urn:{index}").into())));
    let context = json!({ "part": { "@id": "urn:p", "@context": context } });
    let parts: Vec<Value> = (0..100).map(|_| json!({ "@context": {}, "part": { "a1": "x" } })).collect();
    assert!(refused(&context, &json!({ "part": parts })).contains("so many terms"));
}
