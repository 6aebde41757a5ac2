//! Pathways: what several credentials add up to, how far a learner is, and badges from elsewhere that count towards them.

use serde::{Deserialize, Serialize};

/// How a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RequirementKind {
    /// By every part.
    All,
    /// By so many of the parts.
    Any,
    /// By a micro-credential of this server.
    MicroCredential,
    /// By an achievement of another issuer.
    Elsewhere,
    /// By credits in one unit.
    Credits,
    /// By a number of credentials.
    Credentials,
}

/// A credential that serves a requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Serving {
    /// Its random id.
    pub credential: String,
    /// Its name.
    pub title: String,
    /// What it adds to a sum.
    pub amount: f64,
}

/// A requirement, and how far somebody is with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Unique in its pathway.
    pub id: String,
    /// For people.
    pub title: String,
    /// How it is met.
    pub kind: RequirementKind,
    /// Whether it is.
    pub met: bool,
    /// What is there: parts, credits or credentials.
    pub have: f64,
    /// What it takes.
    pub need: f64,
    /// Of credits: never converted.
    pub unit: Option<String>,
    /// Which credentials it takes, where it does not take all.
    pub only: Only,
    /// Of a micro-credential of this server: its id.
    pub micro_credential: Option<String>,
    /// Of an achievement of another issuer: who has to have signed.
    pub issuer: Option<String>,
    /// From 0 to 1.
    pub fraction: f64,
    /// What serves it.
    pub served_by: Vec<Serving>,
    /// What it counts.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub parts: Vec<Progress>,
}

/// Which credentials a requirement takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Only {
    /// Of a framework of levels; with `levels`.
    pub framework: Option<String>,
    /// At one of these levels.
    pub levels: Vec<String>,
    /// In this field of study.
    pub field: Option<String>,
    /// Awarded in so many months before today.
    pub within_months: Option<u32>,
}

/// A pathway as anyone may see it: [`crate::path::PATHWAY`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PathwayView {
    /// Stable name.
    pub id: String,
    /// For people.
    pub title: String,
    /// What its holder has shown.
    pub description: String,
    /// Who awards it.
    pub awarding_body: String,
    /// What its holder can do.
    pub outcomes: Vec<String>,
    /// How its parts are assessed.
    pub assessment_type: String,
    /// How one takes part.
    pub participation: String,
    /// What stands behind it.
    pub quality_assurance: String,
    /// As `NZQCF 8`.
    pub level: String,
    /// Notional hours of all parts together.
    pub hours: f64,
    /// Credits of the whole, with `unit`.
    pub credits: Option<f64>,
    /// Their unit.
    pub unit: Option<String>,
    /// Why what it awards is only a specimen, where it is.
    pub specimen_note: Option<String>,
    /// What it takes; for a learner, how far they are.
    pub progress: Progress,
}

/// The credential that completing a pathway brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PathwayAward {
    /// The badge's random id.
    pub credential: String,
    /// Of the record that carries the parts.
    pub record: Option<String>,
    /// When (Unix milliseconds).
    pub awarded_at: i64,
    /// Whether it is in force.
    pub in_force: bool,
}

/// A pathway as its learner sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyPathway {
    /// It, with how far they are.
    pub pathway: PathwayView,
    /// What completing it brought.
    pub award: Option<PathwayAward>,
    /// Why it is complete and not awarded yet, where that is so.
    pub held_up: Option<String>,
}

/// What is the learner's own about pathways: [`crate::path::MY_PATHWAYS`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyPathways {
    /// All that are offered, in the order of titles.
    pub pathways: Vec<MyPathway>,
    /// Badges that they brought from elsewhere, the newest first.
    pub badges: Vec<MyBadge>,
}

/// Bringing a badge from elsewhere: [`crate::path::MY_BADGES`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportBadge {
    /// The file in base64: JSON, JWT, PNG or SVG, at most 1 MiB.
    pub file: String,
}

/// What looking at a badge came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BadgeVerdict {
    /// Genuine and in force.
    Valid,
    /// Not to be believed.
    Invalid,
    /// Something that is needed is missing or unknown here.
    Unverifiable,
}

/// One step of looking at a badge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadgeFinding {
    /// As `proof` or `status`.
    pub check: String,
    /// `passed`, `failed`, `unknown` or `not-needed`.
    pub outcome: String,
    /// What was found.
    pub message: String,
}

/// Whether a badge from elsewhere counts here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Recognition {
    /// Nobody has decided.
    Waiting,
    /// It counts.
    Recognised,
    /// It does not.
    Declined,
}

/// A badge from elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyBadge {
    /// Its random id here.
    pub id: String,
    /// What was achieved, as it says; empty where it cannot be read.
    pub title: String,
    /// Who signed.
    pub issuer: String,
    /// What the issuer calls itself.
    pub issuer_name: Option<String>,
    /// As `2026-11-24`.
    pub awarded_on: String,
    /// What looking at it came to.
    pub verdict: BadgeVerdict,
    /// Why it is not valid, where it is not.
    pub why: Option<String>,
    /// Step by step.
    pub findings: Vec<BadgeFinding>,
    /// Whether it is bound to the learner's e-mail address.
    pub bound: bool,
    /// Whether it counts.
    pub recognition: Recognition,
    /// Why, in the words of who decided.
    pub reason: Option<String>,
    /// As what it counts.
    pub counts: Option<Counts>,
    /// When it was brought (Unix milliseconds).
    pub imported_at: i64,
    /// When it was last looked at (Unix milliseconds).
    pub checked_at: i64,
}

/// As what a badge from elsewhere counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// As this micro-credential of ours; as the achievement that it names where absent.
    pub micro_credential: Option<String>,
    /// So many credits; with `unit`.
    pub credits: Option<f64>,
    /// Their unit, never converted.
    pub unit: Option<String>,
    /// At a level of this framework; with `level`.
    pub framework: Option<String>,
    /// Which level.
    pub level: Option<String>,
    /// In this field of study.
    pub field: Option<String>,
}

/// Badges from elsewhere, for those who decide: [`crate::path::BADGES`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedBadges {
    /// The undecided first, the oldest of them first; then the decided, the newest first. At most 500.
    pub badges: Vec<BadgeRow>,
    /// What there is to count them as.
    pub choices: Vec<Choice>,
    /// Units of credits that pathways ask for.
    pub units: Vec<String>,
    /// Frameworks of levels that pathways ask for.
    pub frameworks: Vec<String>,
}

/// A micro-credential that a badge from elsewhere may count as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A badge from elsewhere, for those who decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadgeRow {
    /// It, as its learner sees it.
    pub badge: MyBadge,
    /// Whose; empty once erased.
    pub learner: String,
    /// Id of what was achieved, as it says.
    pub achievement: String,
    /// In a sentence or two.
    pub description: String,
    /// Where its holder stands in frameworks of others, in words.
    pub alignments: Vec<String>,
    /// Addresses whose documents would let the look at it go on.
    pub needs: Vec<String>,
    /// Pathways that ask for this achievement of this issuer, or that its credits could count in.
    pub asked_by: Vec<String>,
    /// What was decided, in order.
    pub steps: Vec<RecognitionStep>,
}

/// Something that was decided of a badge from elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecognitionStep {
    /// When (Unix milliseconds).
    pub at: i64,
    /// Who.
    pub who: Option<String>,
    /// Whether it counts since.
    pub recognition: Recognition,
    /// Why.
    pub reason: String,
    /// How it is known that the badge is the learner's, where their e-mail address is not in it.
    pub known_by: Option<String>,
}

/// Deciding: [`crate::path::BADGE_DECISION`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recognise {
    /// Whether it counts; [`Recognition::Waiting`] is no decision.
    pub recognition: Recognition,
    /// Why, for the learner to read; 1 to 2000 characters.
    pub reason: String,
    /// How it is known that it is the learner's; needed where it is recognised and not bound to their e-mail address.
    #[serde(default)]
    pub known_by: Option<String>,
    /// As what it counts.
    #[serde(default)]
    pub counts: Counts,
}

/// Documents that somebody who works here got from an issuer: [`crate::path::BADGE_DOCUMENTS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenDocuments {
    /// At most 8; none to look again at what can be reached.
    pub documents: Vec<GivenDocument>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenDocument {
    /// Where the badge says that it is.
    pub url: String,
    /// What is there.
    pub text: String,
}

/// Pathways, for those who look after them: [`crate::path::TUTOR_PATHWAYS`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PathwayOverview {
    /// In the order of titles.
    pub pathways: Vec<PathwayRow>,
    /// Pathways that are not offered, and why: each line a problem with its place.
    pub left_out: Vec<String>,
    /// What their authors should look at in pathways that are offered, in the same way.
    pub advice: Vec<String>,
}

/// A pathway, for those who look after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PathwayRow {
    /// It, with nobody's progress.
    pub pathway: PathwayView,
    /// Learners who hold something that serves it, the furthest first; at most 200.
    pub learners: Vec<LearnerProgress>,
    /// What was awarded, what needs a decision first.
    pub awards: Vec<AwardRow>,
}

/// How far a learner is on a pathway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LearnerProgress {
    /// Who; empty once erased.
    pub learner: String,
    /// Whether it is complete.
    pub met: bool,
    /// From 0 to 1.
    pub fraction: f64,
    /// Titles of what is missing.
    pub missing: Vec<String>,
}

/// An award of a pathway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwardRow {
    /// For [`crate::path::AWARD_DECISION`].
    pub credential: String,
    /// Whose; empty once erased.
    pub learner: String,
    /// When (Unix milliseconds).
    pub awarded_at: i64,
    /// Whether it is in force.
    pub in_force: bool,
    /// Parts that do not hold any more and about which nobody has decided.
    pub flagged: Vec<FlaggedPart>,
    /// What was decided, in order.
    pub decisions: Vec<AwardDecided>,
}

/// A part of an award that does not hold any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FlaggedPart {
    /// Its random id.
    pub part: String,
    /// Its name.
    pub title: String,
    /// What is the matter with it.
    pub state: PartState,
}

/// Whether a credential counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PartState {
    /// It does.
    InForce,
    /// Not for the time being.
    Suspended,
    /// Never again.
    Revoked,
    /// Its time is over.
    Expired,
    /// It is not recognised, or can no longer be verified.
    NotRecognised,
}

impl PartState {
    /// As stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::NotRecognised => "not_recognised",
        }
    }
}

/// What was decided of an award whose part does not hold any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwardDecided {
    /// When (Unix milliseconds).
    pub at: i64,
    /// Who.
    pub who: Option<String>,
    /// Whether it stays.
    pub keep: bool,
    /// Why.
    pub reason: String,
}

/// Deciding it: [`crate::path::AWARD_DECISION`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideAward {
    /// Whether it stays; otherwise it is revoked.
    pub keep: bool,
    /// Why; 1 to 2000 characters. The learner reads it.
    pub reason: String,
}
