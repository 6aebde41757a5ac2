//! Every form that we issue, judged by the second verifier where it lies beside this repository: it knows JSON and JWT, records,
//! status lists, endorsements and pictures.

use std::path::PathBuf;
use std::process::Command;

use credential::{
    Association, AssociationKind, Bits, Claim, ClrClaim, IssuerKey, Purpose, Resolver, SecretKey, Securing, StatusEntry, Verdict,
    bake, did_web, did_web_document, did_web_location, issue, issue_as, issue_clr, issue_status_list, picture, verify,
};

use crate::sample::{claim, did_key, now};
use crate::{file, run, second_verifier, verifier};

/// Whether the second verifier accepts the file, given what lies at these URLs; `None` where it is not at hand.
fn accepts(file: PathBuf, kind: &str, documents: &[(&str, &str)]) -> Option<(bool, String)> {
    let mut command = second_verifier()?;
    command.arg(file).args(["--now", &now().to_string(), "--expect", kind]);
    command.args(["--known-identifier", "emailAddress=zoe@example.org"]);
    for (index, (url, text)) in documents.iter().enumerate() {
        let digest = url.bytes().fold(index as u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let length = text.len();
        command.arg("--url").arg(format!("{url}={}", self::file(&format!("at-{digest:x}-{length}"), text).display()));
    }
    Some(run(command))
}

#[test]
fn every_form_of_one_claim_is_accepted() {
    let did = did_web("https://badges.example").expect("a public URL");
    let ed25519 = IssuerKey::did_web(&did, SecretKey::from_bytes(&[1; 32]));
    let p256 = IssuerKey::did_web(&did, SecretKey::p256_from_bytes(&[2; 32]).expect("in range"));
    let location = did_web_location(&did).expect("a location");
    let document = did_web_document(&did, &[ed25519.public(), p256.public()]).to_string();
    let forms = [
        ("form-rdfc", Securing::Rdfc, &ed25519),
        ("form-jcs", Securing::Jcs, &ed25519),
        ("form-eddsa", Securing::Jwt, &ed25519),
        ("form-es256", Securing::Jwt, &p256),
    ];
    for (name, form, key) in forms {
        let badge = issue_as(&claim(&did), form, key, now()).expect("the sample can be issued");
        let Some((accepted, printed)) = accepts(file(name, &badge), "achievement", &[(&location, &document)]) else { return };
        assert!(accepted, "{name}: {printed}");
    }
}

#[test]
fn a_badge_by_hand_and_one_from_parts_are_accepted() {
    let key = did_key(7);
    let mut by_hand = claim(key.did());
    by_hand.sitting = None;
    by_hand.results.clear();
    by_hand.by_hand = Some("Prior learning was recognised by A. Adams and B. Brown".to_owned());
    let badge = issue(&by_hand, &key, now()).expect("the sample can be issued");
    assert!(badge.contains("\"narrative\": \"Given by hand: Prior learning was recognised by A. Adams and B. Brown\""));
    let Some((accepted, printed)) = accepts(file("by-hand", &badge), "achievement", &[]) else { return };
    assert!(accepted, "{printed}");
}

/// The lists, where verifiers look for them.
struct Lists<'a>(&'a [(String, String)]);

impl Resolver for Lists<'_> {
    fn document(&self, url: &str) -> Option<String> {
        self.0.iter().find(|(at, _)| at == url).map(|(_, text)| text.clone())
    }
}

/// The entries of [`revocable`]'s lists.
fn entries(lists: &[(String, String); 2]) -> Vec<StatusEntry> {
    [Purpose::Revocation, Purpose::Suspension]
        .into_iter()
        .zip(lists)
        .map(|(purpose, (list, _))| StatusEntry { purpose, list: list.clone(), index: 131_071 })
        .collect()
}

/// A badge that can be revoked and suspended, and the two lists, with these bits set.
fn revocable(key: &IssuerKey, revoked: bool, suspended: bool) -> (String, [(String, String); 2]) {
    let lists = [
        (Purpose::Revocation, "https://badges.example/status/1", revoked),
        (Purpose::Suspension, "https://badges.example/status/2", suspended),
    ];
    let mut claim: Claim = claim(key.did());
    claim.status = lists
        .iter()
        .map(|(purpose, list, _)| StatusEntry { purpose: *purpose, list: (*list).to_owned(), index: 131_071 })
        .collect();
    let badge = issue(&claim, key, now()).expect("the sample can be issued");
    let lists = lists.map(|(purpose, url, set)| {
        let mut bits = Bits::new();
        bits.set(131_071, set);
        bits.set(0, true);
        (
            url.to_owned(),
            issue_status_list(url, purpose, &bits, key.did(), key, now(), "2099-01-01T00:00:00Z".parse().unwrap())
                .expect("a list can be issued"),
        )
    });
    (badge, lists)
}

#[test]
fn a_badge_is_rejected_while_it_is_revoked_or_suspended() {
    let key = did_key(7);
    for (name, revoked, suspended) in
        [("status-held", false, false), ("status-revoked", true, false), ("status-suspended", false, true)]
    {
        let (badge, lists) = revocable(&key, revoked, suspended);
        if let Some(verifier) = verifier() {
            let mut command = Command::new("node");
            command.arg(verifier).arg(file(name, &badge)).args(["--now", &now().to_string()]);
            for (index, (url, text)) in lists.iter().enumerate() {
                command.arg("--url").arg(format!("{url}={}", file(&format!("{name}-list-{index}"), text).display()));
            }
            let (accepted, printed) = run(command);
            assert_eq!(accepted, !revoked && !suspended, "{name}: {printed}");
        }
        let documents: Vec<(&str, &str)> = lists.iter().map(|(url, text)| (url.as_str(), text.as_str())).collect();
        let Some((accepted, printed)) = accepts(file(name, &badge), "achievement", &documents) else { return };
        assert_eq!(accepted, !revoked && !suspended, "{name}: {printed}");
        assert_eq!(printed.contains("revocation: set"), revoked, "{name}: {printed}");
        assert_eq!(printed.contains("suspension: set"), suspended, "{name}: {printed}");
    }
    let (badge, _) = revocable(&key, false, false);
    let Some((accepted, printed)) = accepts(file("status-unknown", &badge), "achievement", &[]) else { return };
    assert!(!accepted, "without its lists nobody knows: {printed}");
}

fn record(key: &IssuerKey) -> ClrClaim {
    let part = |number: u8| {
        let mut part = claim(key.did());
        part.id = format!("urn:uuid:0b6a2f5e-6d3c-4f0e-9a57-3a1d1c1d5f1{number}");
        part.achievement.id = format!("https://institute.example/micro-credentials/part-{number}");
        issue(&part, key, now()).expect("the sample can be issued")
    };
    let whole = claim(key.did());
    ClrClaim {
        id: "urn:uuid:0b6a2f5e-6d3c-4f0e-9a57-3a1d1c1d5f20".to_owned(),
        name: "Certificate in Software Development".to_owned(),
        description: Some("Two micro-credentials that belong together.".to_owned()),
        issuer: whole.issuer,
        learner: whole.learner,
        parts: vec![part(1), part(2)],
        associations: vec![Association {
            kind: AssociationKind::IsPartOf,
            source: "https://institute.example/micro-credentials/part-1".to_owned(),
            target: "urn:uuid:0b6a2f5e-6d3c-4f0e-9a57-3a1d1c1d5f20".to_owned(),
        }],
        partial: false,
        awarded_at: whole.awarded_at,
        valid_from: whole.valid_from,
        valid_until: None,
        status: Vec::new(),
    }
}

#[test]
fn a_record_of_signed_parts_is_accepted_and_not_with_a_changed_part() {
    let key = did_key(7);
    for (name, form) in [("clr-rdfc", Securing::Rdfc), ("clr-jcs", Securing::Jcs), ("clr-jwt", Securing::Jwt)] {
        let text = issue_clr(&record(&key), form, &key, now()).expect("a record can be issued");
        let Some((accepted, printed)) = accepts(file(name, &text), "clr", &[]) else { return };
        assert!(accepted, "{name}: {printed}");
    }
    for (name, revoked, suspended) in [("clr-held", false, false), ("clr-revoked", true, false), ("clr-suspended", false, true)] {
        let (_, lists) = revocable(&key, revoked, suspended);
        let mut revocable = record(&key);
        revocable.status = entries(&lists);
        let text = issue_clr(&revocable, Securing::Rdfc, &key, now()).expect("a record can be issued");
        let documents: Vec<(&str, &str)> = lists.iter().map(|(url, text)| (url.as_str(), text.as_str())).collect();
        let Some((accepted, printed)) = accepts(file(name, &text), "clr", &documents) else { return };
        assert_eq!(accepted, !revoked && !suspended, "{name}: {printed}");
        let ours = verify(text.as_bytes(), &Lists(&lists), now());
        assert_eq!(matches!(ours, Verdict::Valid(_)), accepted, "{name}: {ours:?}");
    }
    let mut forged = record(&key);
    forged.parts[1] = forged.parts[1].replace("24 items", "25 items");
    let text = issue_clr(&forged, Securing::Rdfc, &key, now()).expect("a record can be issued");
    let Some((accepted, printed)) = accepts(file("clr-forged", &text), "clr", &[]) else { return };
    assert!(!accepted && printed.contains("/credentialSubject/verifiableCredential/1"), "{printed}");
}

#[test]
fn a_drawn_picture_carries_its_badge() {
    let key = did_key(7);
    let claim = claim(key.did());
    let drawn = picture::svg(&picture::Picture::of(&claim));
    for (name, form) in [("picture-json", Securing::Rdfc), ("picture-jwt", Securing::Jwt)] {
        let badge = issue_as(&claim, form, &key, now()).expect("the sample can be issued");
        let baked = bake::svg(&drawn, &badge).expect("our own picture can be baked");
        let Some((accepted, printed)) = accepts(file(name, &baked), "achievement", &[]) else { return };
        assert!(accepted, "{name}: {printed}");
    }
}
