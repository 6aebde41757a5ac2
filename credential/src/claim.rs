//! What is asserted about whom: everything that a badge says, before it is signed.

use crate::Time;

/// Everything that a credential says. [`crate::issue`] signs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// `urn:uuid:` and a random UUID, of this one award.
    pub id: String,
    /// Who says so.
    pub issuer: Issuer,
    /// About whom.
    pub learner: Learner,
    /// What was achieved.
    pub achievement: Achievement,
    /// What was measured.
    pub results: Vec<Measure>,
    /// Under which circumstances.
    pub sitting: Sitting,
    /// When it was earned. Stays when the credential is issued again.
    pub awarded_at: Time,
    /// From when it holds.
    pub valid_from: Time,
    /// Until when; for ever where absent.
    pub valid_until: Option<Time>,
    /// Why the badge only shows how the system works, where it does. It is then called a specimen by name.
    pub specimen: Option<String>,
}

/// The institution that awards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// [`crate::did_web`] of its public URL, or [`crate::did_key`]. The signer's key must be one of its keys.
    pub did: String,
    /// Its legal name: the awarding body.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
    /// Where holders turn.
    pub email: Option<String>,
    /// ISO 3166-1 alpha-2, as `NZ`.
    pub country: Option<String>,
}

/// Who earned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    /// In plain text, only where the learner wants it in the badge.
    pub name: Option<String>,
    /// Never in the badge: only its salted SHA-256 is, of the address in lower case without surrounding spaces.
    pub email: String,
    /// Random text for that hash, at least 16 characters, new for every badge.
    pub salt: String,
}

/// The micro-credential, the same for all who earn it.
#[derive(Clone, Debug, PartialEq)]
pub struct Achievement {
    /// Its public URL.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What its holder has shown, in plain words.
    pub description: String,
    /// How it is earned, as Markdown.
    pub criteria: String,
    /// Edition, as `1.0.0`.
    pub version: Option<String>,
    /// BCP 47 tag, as `en` or `en-NZ`.
    pub language: String,
    /// What its holder can do, at least one.
    pub outcomes: Vec<LearningOutcome>,
    /// In the national framework, and in the European one where known.
    pub level: Level,
    /// Notional.
    pub workload: Workload,
    /// How it is assessed.
    pub assessment_type: Term,
    /// How one takes part.
    pub participation: Term,
    /// What stands behind it.
    pub quality_assurance: Term,
    /// What one should know before.
    pub prerequisites: Option<String>,
    /// What it counts towards.
    pub stackability: Option<String>,
    /// When the micro-credential is looked at again, as `2027-11-23`.
    pub review_by: Option<String>,
}

/// What a holder can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearningOutcome {
    /// As `SD-1`.
    pub id: String,
    /// Beginning with a verb.
    pub text: String,
    /// Where other frameworks say the same.
    pub alignments: Vec<FrameworkTerm>,
}

/// A competency in somebody's framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameworkTerm {
    /// As `ESCO`.
    pub framework: String,
    /// Its name there.
    pub name: String,
    /// Its own URI.
    pub uri: String,
}

/// A level in a qualifications framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// As `NZQCF`.
    pub framework: String,
    /// As `8`.
    pub value: String,
    /// The same in the European Qualifications Framework, 1 to 8.
    pub eqf: Option<u8>,
}

/// How much work it stands for, in the issuer's own unit; never converted.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// Notional hours of work.
    pub hours: f64,
    /// Credits, where the issuer gives any.
    pub credits: Option<Credits>,
}

/// Credits and their unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Credits {
    /// How many.
    pub value: f64,
    /// As `NZ credits` or `ECTS`.
    pub unit: String,
}

/// Words, and the concept of a vocabulary that says the same, where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// For people.
    pub text: String,
    /// For machines.
    pub uri: Option<String>,
}

/// One thing that was measured, and what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Of letters, digits and hyphens, as `mastery`: names the measure within the achievement.
    pub key: String,
    /// For people, with the unit, as `Ability in logits`.
    pub name: String,
    /// What kind of value it is.
    pub kind: MeasureKind,
    /// As it is to be shown.
    pub value: String,
    /// The least value that is possible.
    pub minimum: Option<String>,
    /// The greatest.
    pub maximum: Option<String>,
    /// What was asked for.
    pub required: Option<String>,
}

/// What kind of value a result is: a `resultType` of Open Badges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// Per hundred.
    Percent,
    /// Points as counted.
    RawScore,
    /// On a scale made for comparison.
    ScaledScore,
    /// Any other single value.
    Result,
    /// One that Open Badges does not name: letters, digits, dots, hyphens, underscores, as `Interval`; written `ext:Interval`.
    Other(String),
}

/// How the assessment was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// What happened, as `24 items; stopped because the decision was certain`.
    pub narrative: String,
    /// How the items were handed out, in words.
    pub delivery: String,
    /// Who watched, in words, with a concept of the EU's vocabulary where one fits.
    pub supervision: Term,
    /// How it is known who sat there, as `A tutor confirmed the seat`.
    pub identity: String,
    /// SHA-256 of the assessment (bank and blueprint).
    pub assessment: [u8; 32],
    /// SHA-256 of the session's log.
    pub log: [u8; 32],
}
