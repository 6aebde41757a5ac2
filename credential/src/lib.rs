//! Credentials: a [`Claim`] is [issued](issue) as a signed Open Badges 3.0 credential, and anyone can [`verify`] it.
//!
//! Pure: bytes, keys and the time are arguments; there is no clock, no network and no file system, and every JSON-LD context that
//! is known comes with the crate. The same code signs on the server and verifies in the browser.
//!
//! ```
//! use credential::*;
//! # let claim = |did: String| Claim {
//! #     id: "urn:uuid:7f1c5f5e-0e39-4c26-8d0b-1f6d7b2f9a01".into(),
//! #     issuer: Issuer { did, name: "Example Institute".into(), url: None, email: None, country: Some("NZ".into()), region: None },
//! #     learner: Learner { name: None, email: "learner@example.org".into(), salt: "c2FsdCBmb3IgdGVzdHM".into() },
//! #     achievement: Achievement {
//! #         id: "https://example.org/achievements/sampling".into(), title: "Sampling".into(), description: "Plans samples.".into(),
//! #         criteria: "Achieved in an adaptive test.".into(), version: None, language: "en".into(),
//! #         outcomes: vec![LearningOutcome { id: "S-1".into(), text: "Designs a sample".into(), alignments: vec![] }],
//! #         level: Level { framework: "NZQCF".into(), value: "8".into(), uri: None, eqf: Some(7) },
//! #         workload: Workload { hours: 50.0, credits: None },
//! #         assessment_type: Term { text: "Adaptive test".into(), uri: None },
//! #         participation: Term { text: "Online".into(), uri: None },
//! #         quality_assurance: Term { text: "Internal".into(), uri: None },
//! #         prerequisites: None, stackability: None, review_by: None, elements: vec![], codes: vec![],
//! #     },
//! #     results: vec![],
//! #     sitting: Some(Sitting {
//! #         narrative: "24 items".into(), delivery: europe::Mode::Online.term(),
//! #         supervision: europe::Supervision::SupervisedWithId.term(), identity: "A tutor confirmed the seat".into(),
//! #         decision: None, assessment: [1; 32], bank: None, blueprint: None, log: [2; 32],
//! #     }),
//! #     by_hand: None, evidence: vec![], image: None, status: vec![], endorsements: vec![],
//! #     awarded_at: Time::from_unix_ms(1_795_000_000_000).unwrap(), valid_from: Time::from_unix_ms(1_795_000_000_000).unwrap(),
//! #     valid_until: None, specimen: None,
//! # };
//! let now: Time = "2026-11-24T03:00:00Z".parse()?;
//! let key = IssuerKey::did_key(SecretKey::from_bytes(&[7; 32]));
//! let badge = issue(&claim(key.did().to_owned()), &key, now)?;
//! match verify(badge.as_bytes(), &Offline, now) {
//!     Verdict::Valid(summary) => assert_eq!(summary.title, "Sampling"),
//!     Verdict::Invalid(reason) | Verdict::Unverifiable(reason) => panic!("{reason}"),
//! }
//! let forged = badge.replace("Plans samples.", "Plans censuses.");
//! assert!(matches!(verify(forged.as_bytes(), &Offline, now), Verdict::Invalid(_)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`examine`] tells each thing that was looked at, for credentials from any issuer: JSON with proofs, signed tokens, pictures with
//! either baked in; badges, endorsements, learner records; on status lists.

mod again;
pub mod bake;
mod claim;
mod clr;
mod did;
mod digest;
mod document;
pub mod elm;
mod endorsement;
pub mod europe;
mod issue;
mod jcs;
mod json;
mod key;
pub mod picture;
mod proof;
mod rdf;
mod report;
mod schema;
mod semantics;
mod sign;
mod status;
mod status_list;
mod summary;
mod time;
mod verdict;
mod verify;

pub use again::{achievement_document, issue_again};
pub use claim::{
    Achievement, Claim, Credits, Decision, Element, Evidence, FrameworkTerm, Issuer, Learner, LearningOutcome, Level, Measure,
    MeasureKind, Purpose, ReachableLevel, Sitting, StatusEntry, Term, Workload,
};
pub use clr::{Association, AssociationKind, ClrClaim, issue_clr};
pub use did::{DidError, did_key, did_web, did_web_document, did_web_location};
pub use endorsement::{Endorsement, issue_endorsement};
pub use issue::{IssueError, issue, issue_as};
pub use key::{Algorithm, IssuerKey, KeyError, PublicKey, SecretKey, Signer, SignerError};
pub use report::{Container, Expected, Finding, Form, Kind, Outcome, Report};
pub use sign::Securing;
pub use status::{Bits, BitsError};
pub use status_list::issue_status_list;
pub use summary::{Alignment, Summary};
pub use time::{Time, TimeError};
pub use verdict::{Check, Reason, Verdict};
pub use verify::{Offline, Resolver, did_of_document, examine, verify};

/// An e-mail address as it is hashed: lower case, without surrounding spaces.
fn normalised_email(email: &str) -> String {
    email.trim().to_lowercase()
}
