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
    /// What was measured and is to be said. What the holder did not choose to tell is not here.
    pub results: Vec<Measure>,
    /// Under which circumstances it was assessed; nothing where no assessment was taken (a stacked badge, or one given by hand).
    pub sitting: Option<Sitting>,
    /// Why and by whom it was given without an assessment here, in words: `Prior learning was recognised by A. Adams and B. Brown`.
    /// The badge then says that it was given by hand.
    pub by_hand: Option<String>,
    /// What else it rests on: the smaller credentials that a larger one is made of.
    pub evidence: Vec<Evidence>,
    /// URL of the achievement's picture.
    pub image: Option<String>,
    /// Where one finds out whether it was withdrawn: at most one entry for each purpose. See [`StatusEntry`].
    pub status: Vec<StatusEntry>,
    /// Endorsements of this credential, signed by whoever endorses it, as JSON text (made by [`crate::issue_endorsement`], or by others).
    pub endorsements: Vec<String>,
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
    /// Region within the country, in words.
    pub region: Option<String>,
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
    /// What else is said of it: form of study, purpose, standards, levels of further frameworks.
    pub elements: Vec<Element>,
    /// Its codes in other people's registers, as scheme and code: `("NZSCED", "020113")`.
    pub codes: Vec<(String, String)>,
}

/// Something that Open Badges has no field for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Of letters, digits, dots, hyphens and underscores, as `FormOfStudy`; written `ext:FormOfStudy`.
    pub kind: String,
    /// What is said.
    pub term: Term,
    /// Its code, where it has one.
    pub code: Option<String>,
}

/// Something that a credential rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its URI: the id of a credential, a page.
    pub id: Option<String>,
    /// In a few words.
    pub name: String,
    /// In a sentence or more.
    pub narrative: Option<String>,
    /// As `Credential`.
    pub genre: Option<String>,
}

/// What a status list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Withdrawn for good.
    Revocation,
    /// Not to be relied on until further notice.
    Suspension,
}

impl Purpose {
    /// As status lists write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }
}

/// The credential's place in a Bitstring Status List.
///
/// The schema of Open Badges 3.0 has room for one entry. Where a claim has two, the entry for revocation is the badge's own
/// `credentialStatus`, and the one for suspension is that of an endorsement in the badge: the issuer's own signed word that the
/// badge may be relied on. A verifier checks endorsements too, so a suspended badge is refused until the bit is cleared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEntry {
    /// What a set bit means.
    pub purpose: Purpose,
    /// URL of the list.
    pub list: String,
    /// Which bit.
    pub index: u32,
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
    /// The code by which people cite it there.
    pub code: Option<String>,
    /// Whether the framework is published by 1EdTech CASE.
    pub case: bool,
}

/// A level in a qualifications framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// As `NZQCF`.
    pub framework: String,
    /// As `8`.
    pub value: String,
    /// The level's concept in a vocabulary, where there is one.
    pub uri: Option<String>,
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
    /// As it is to be shown; for [`MeasureKind::Levels`] the key of the level that was reached.
    pub value: String,
    /// The least value that is possible.
    pub minimum: Option<String>,
    /// The greatest.
    pub maximum: Option<String>,
    /// What was asked for; for [`MeasureKind::Levels`] the key of a level.
    pub required: Option<String>,
    /// The id of the learning outcome that it is about, where it is about one.
    pub outcome: Option<String>,
}

/// One of the levels that can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachableLevel {
    /// Of letters, digits and hyphens, as `2`: names the level within the measure.
    pub key: String,
    /// As `Proficient`.
    pub name: String,
    /// What one who reached it can do.
    pub description: Option<String>,
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
    /// One of these levels, the lowest first.
    Levels(Vec<ReachableLevel>),
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
    /// How the items were handed out, with a mode of assessment of the EU's vocabulary ([`crate::europe::Mode`]).
    pub delivery: Term,
    /// Who watched, and whether identity was checked, with a concept of the EU's vocabulary ([`crate::europe::Supervision`]).
    pub supervision: Term,
    /// How it is known who sat there, as `A tutor confirmed the seat`.
    pub identity: String,
    /// How the decision was come to.
    pub decision: Option<Decision>,
    /// SHA-256 of the assessment (bank and blueprint together).
    pub assessment: [u8; 32],
    /// SHA-256 of the bank alone.
    pub bank: Option<[u8; 32]>,
    /// SHA-256 of the blueprint alone.
    pub blueprint: Option<[u8; 32]>,
    /// SHA-256 of the session's log.
    pub log: [u8; 32],
}

/// What "achieved" means, so that whoever reads the badge can judge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was believed before the first answer, as `Normal with mean 0 and standard deviation 1 logit, the same for everyone`.
    pub prior: String,
    /// When it counts as achieved, as `P(ability >= 0.00) >= 0.95`.
    pub rule: String,
}
