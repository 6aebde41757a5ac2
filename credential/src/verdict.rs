//! What verification comes to, in words for people.

use std::fmt;

use crate::digest::{hex, sha256};
use crate::{Time, normalised_email};

/// What is known of a credential after looking at it.
#[must_use = "a credential means nothing before its verdict is looked at"]
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Genuine and in force: the issuer signed every word of it, and it says this.
    Valid(Box<Summary>),
    /// Not to be believed, and why.
    Invalid(Reason),
    /// Neither: something that is needed is missing or unknown here.
    Unverifiable(Reason),
}

/// Which step ended the verification. They are taken in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Reading the file.
    Decode,
    /// The signature and whose it is.
    Proof,
    /// From when and until when it holds.
    Validity,
    /// Whether it was withdrawn.
    Status,
    /// Whether it is a well-formed Open Badge.
    Schema,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Decode => "decode",
            Self::Proof => "proof",
            Self::Validity => "validity",
            Self::Status => "status",
            Self::Schema => "schema",
        })
    }
}

/// Why a credential is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// At which step.
    pub check: Check,
    /// Where in the document: a JSON pointer, empty for the whole.
    pub place: String,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// A URL whose document, given by the [`crate::Resolver`], would let the verification go on.
    pub needs: Option<String>,
}

impl Reason {
    pub(crate) fn new(check: Check, place: &str, message: impl Into<String>) -> Self {
        Self { check, place: place.to_owned(), message: message.into(), needs: None }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.check)?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)
    }
}

/// The two ways of not being valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Invalid(Reason),
    Unverifiable(Reason),
}

/// What a valid credential says, for display.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The credential's id, as `urn:uuid:…`.
    pub id: String,
    /// What was achieved.
    pub title: String,
    /// In a sentence or two.
    pub description: String,
    /// How it was earned, as Markdown.
    pub criteria: Option<String>,
    /// Who signed: a DID.
    pub issuer: String,
    /// What the issuer calls itself. Only the DID is proved.
    pub issuer_name: Option<String>,
    /// Whose it is, where the holder let it be named.
    pub holder: Option<String>,
    /// The day of the award in UTC, as `2026-11-24`.
    pub awarded_on: String,
    /// From when it holds.
    pub valid_from: Time,
    /// Until when, if not for ever.
    pub valid_until: Option<Time>,
    /// What its holder can do.
    pub outcomes: Vec<String>,
    /// Name and value of each result, as `("Probability of mastery", "0.97")`.
    pub results: Vec<(String, String)>,
    /// Why it only shows how the system works, where it does.
    pub specimen: Option<String>,
    pub(crate) identities: Vec<HashedIdentity>,
}

/// A salted hash of something that the holder knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HashedIdentity {
    pub(crate) hash: String,
    pub(crate) salt: String,
}

impl Summary {
    /// Whether the credential is bound to this e-mail address (case and surrounding spaces aside).
    pub fn belongs_to(&self, email: &str) -> bool {
        self.identities.iter().any(|identity| {
            [normalised_email(email), email.trim().to_owned()]
                .iter()
                .any(|email| format!("sha256${}", hex(&sha256(format!("{email}{}", identity.salt).as_bytes()))) == identity.hash)
        })
    }
}
