//! What was looked at in a credential, one by one, and what was found.

use std::fmt;

use crate::verdict::{Check, Verdict};

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// There was nothing to look at.
    NotNeeded,
    /// As it should be.
    Passed,
    /// Something that is needed is missing or unknown here.
    Unknown,
    /// Wrong.
    Failed,
}

impl Outcome {
    /// Its name for programs, as `not-needed`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotNeeded => "not-needed",
            Self::Passed => "passed",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// What came of it.
    pub outcome: Outcome,
    /// Where in the document: a JSON pointer, empty for the whole.
    pub place: String,
    /// What was found, in a sentence without a full stop.
    pub message: String,
}

/// What a credential is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An achievement: an Open Badge.
    Achievement,
    /// Someone's word for a credential, an achievement or an issuer.
    Endorsement,
    /// A comprehensive learner record: a credential made of credentials.
    Clr,
    /// A verifiable credential of another kind.
    Generic,
}

impl Kind {
    /// Its name for programs, as `achievement`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Achievement => "achievement",
            Self::Endorsement => "endorsement",
            Self::Clr => "clr",
            Self::Generic => "generic",
        }
    }

    /// The kind of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Achievement, Self::Endorsement, Self::Clr, Self::Generic].into_iter().find(|kind| kind.name() == name)
    }
}

/// What a credential was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Container {
    /// The credential itself.
    File,
    /// A PNG picture.
    Png,
    /// An SVG picture.
    Svg,
}

/// How a credential is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// JSON with embedded proofs.
    Json,
    /// A signed token (VC-JWT).
    Jwt,
}

/// What the one who asks expects of the credential. Nothing, unless said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// About the person with this id, as a DID; or with the identifier, where both are given.
    pub id: Option<String>,
    /// About the person with this identifier: its type and value, as `("emailAddress", "a@example.org")`, to the letter.
    /// [`crate::Summary::belongs_to`] also finds an address that is written in another way.
    pub identifier: Option<(String, String)>,
}

/// Everything that was found in a credential.
#[must_use = "a credential means nothing before its verdict is looked at"]
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What it comes to: invalid if anything is wrong, else unverifiable if anything is unknown, else valid.
    pub verdict: Verdict,
    /// At least one for each check, in the order of [`Check::ALL`].
    pub findings: Vec<Finding>,
    /// URLs whose documents, given by the [`crate::Resolver`], would let the verification go on.
    pub needs: Vec<String>,
    /// What it was found in.
    pub container: Container,
    /// How it is written.
    pub form: Form,
}

impl Report {
    /// What came of a check: the worst of what it found.
    pub fn outcome(&self, check: Check) -> Outcome {
        self.findings
            .iter()
            .filter(|finding| finding.check == check)
            .map(|finding| finding.outcome)
            .max()
            .unwrap_or(Outcome::NotNeeded)
    }

    /// What a check found that decides its outcome, each with its place.
    pub fn message(&self, check: Check) -> String {
        let outcome = self.outcome(check);
        let said: Vec<String> = self
            .findings
            .iter()
            .filter(|finding| finding.check == check && finding.outcome == outcome)
            .map(|Finding { place, message, .. }| if place.is_empty() { message.clone() } else { format!("{place}: {message}") })
            .collect();
        said.join("; ")
    }
}
