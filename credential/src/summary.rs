//! What a valid credential says, for display.

use crate::digest::{hex, sha256};
use crate::report::Kind;
use crate::{Time, normalised_email};

/// What a valid credential says, for display.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What it is about.
    pub kind: Kind,
    /// The credential's id, as `urn:uuid:…`.
    pub id: String,
    /// The id of the achievement; of an endorsement, the id of what is endorsed; else empty.
    pub achievement: String,
    /// What was achieved; of a credential without an achievement, its name.
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
    /// The id of the one it is about, as a DID.
    pub subject: Option<String>,
    /// The day of the award in UTC, as `2026-11-24`; empty where a credential that is no badge states none.
    pub awarded_on: String,
    /// From when it holds. Every badge says so; a credential of another kind may not.
    pub valid_from: Option<Time>,
    /// Until when, if not for ever.
    pub valid_until: Option<Time>,
    /// What its holder can do.
    pub outcomes: Vec<String>,
    /// What it is aligned with: competencies, levels, workload and whatever else the issuer names.
    pub alignments: Vec<Alignment>,
    /// Credits that it is worth to its holder.
    pub credits: Option<f64>,
    /// Name and value of each result, as `("Probability of mastery", "0.97")`.
    pub results: Vec<(String, String)>,
    /// Why it only shows how the system works, where it does.
    pub specimen: Option<String>,
    /// The credentials inside a comprehensive learner record.
    pub parts: Vec<Summary>,
    /// What others say for it, its achievement or its issuer: each signed and in force as well.
    pub endorsements: Vec<Summary>,
    pub(crate) identities: Vec<HashedIdentity>,
}

/// One thing that an achievement is aligned with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// What kind of thing, as `CFItem` or `ext:EQFLevel`.
    pub target_type: Option<String>,
    /// Its name, as `EQF level 6`.
    pub target_name: String,
    /// Where it is defined.
    pub target_url: String,
    /// The framework that it belongs to.
    pub framework: Option<String>,
    /// Its code there, as `6` or `PT50H`.
    pub code: Option<String>,
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

    /// The alignment whose type is `ext:` and this name, as `EQFLevel`.
    pub fn extension(&self, name: &str) -> Option<&Alignment> {
        self.alignments
            .iter()
            .find(|alignment| alignment.target_type.as_deref().and_then(|kind| kind.strip_prefix("ext:")) == Some(name))
    }
}
