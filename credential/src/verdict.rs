//! What verification comes to, in words for people.

use std::fmt;

use crate::Summary;

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

/// What is looked at. All of it is, in this order, whatever was found before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// Whether the file can be read, and in one way only.
    Parse,
    /// The signature and whose it is.
    Proof,
    /// The signatures inside a credential that is a signed token as well.
    EmbeddedProof,
    /// Whether it is a verifiable credential, and of the kind that is wanted.
    DataModel,
    /// Whether it has the shape that Open Badges 3.0 prescribes.
    Schema,
    /// Whether every word in it has a meaning.
    JsonLd,
    /// Whether what it says fits together, as a schema cannot tell.
    Semantics,
    /// From when and until when it holds.
    Validity,
    /// Whether it was withdrawn.
    Status,
    /// The credentials inside: endorsements, and the parts of a comprehensive learner record.
    Nested,
    /// Whether it is about the person who is meant.
    Subject,
}

impl Check {
    /// All checks, in their order.
    pub const ALL: [Self; 11] = [
        Self::Parse,
        Self::Proof,
        Self::EmbeddedProof,
        Self::DataModel,
        Self::Schema,
        Self::JsonLd,
        Self::Semantics,
        Self::Validity,
        Self::Status,
        Self::Nested,
        Self::Subject,
    ];

    /// Its name for programs, as `dataModel`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Proof => "proof",
            Self::EmbeddedProof => "embeddedProof",
            Self::DataModel => "dataModel",
            Self::Schema => "schema",
            Self::JsonLd => "jsonld",
            Self::Semantics => "semantics",
            Self::Validity => "validity",
            Self::Status => "status",
            Self::Nested => "nested",
            Self::Subject => "subject",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a credential is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// At which check.
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
