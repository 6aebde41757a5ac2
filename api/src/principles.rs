//! The ten principles of the European Council's recommendation on micro-credentials (2022/C 243/02, Annex II), and the facts of one
//! micro-credential that meet them or do not.

use serde::{Deserialize, Serialize};

/// How a micro-credential meets the principles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Principles {
    /// The micro-credential.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether an assessment for it is offered.
    pub offered: bool,
    /// The ten, in the order of the recommendation.
    pub principles: Vec<Principle>,
}

/// A principle and its facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Principle {
    /// Which.
    pub name: PrincipleName,
    /// What is known that meets it, and what is not there; at least one.
    pub facts: Vec<Fact>,
}

/// Something that is the case, or is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fact {
    /// What it is about.
    pub name: FactName,
    /// How it stands to the principle.
    pub standing: Standing,
    /// The fact itself, as the records have it: a count, a date, a name, the author's own words.
    pub value: Option<String>,
    /// Where one can see for oneself: a path of this server, or an address elsewhere.
    pub link: Option<String>,
}

/// How a fact stands to its principle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Standing {
    /// It is as the principle wants it, by data.
    Met,
    /// Its author says something of it. What that is worth, a reader judges: words are not looked into.
    Stated,
    /// It is a figure, for which the recommendation names no bound.
    Measured,
    /// It is not there, or not as the principle wants it.
    NotMet,
}

/// The ten principles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PrincipleName {
    /// Quality is assured, inside and outside.
    Quality,
    /// What it is can be read by anyone.
    Transparency,
    /// Somebody needs it, and it is kept up to date.
    Relevance,
    /// Outcomes are assessed against a transparent standard.
    ValidAssessment,
    /// It fits into something larger.
    LearningPathways,
    /// Others can take it for what it is.
    Recognition,
    /// Its holder keeps it and takes it along.
    Portability,
    /// It is made for learners.
    LearnerCentred,
    /// Who earned it and who awarded it can be checked.
    Authentic,
    /// Learners are told and advised.
    InformationAndGuidance,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FactName {
    /// Who assures quality.
    Assurance,
    /// A body outside the institution does.
    External,
    /// A second person signed the bank off.
    SecondPerson,
    /// Enough learners have answered to see how its questions do.
    ItemStatistics,
    /// Mandatory elements that are stated.
    Elements,
    /// The pass mark and the certainty that a decision needs.
    Standard,
    /// What names bank and blueprint exactly.
    Digest,
    /// Why somebody needs it.
    Need,
    /// When it is looked at again, and whether that day is to come.
    Review,
    /// Outcomes that are linked to a framework elsewhere.
    Alignments,
    /// Its field of study.
    Field,
    /// Outcomes of which every assessment asks.
    Coverage,
    /// The pass mark comes from judges.
    Judges,
    /// How often the assessment decides right, simulated.
    Accuracy,
    /// How often it decides the same again, simulated.
    Consistency,
    /// Questions of which the award is drawn.
    Questions,
    /// What one should know before.
    Prerequisites,
    /// The pathways on offer of which it is a part.
    Stackability,
    /// Its national level.
    Level,
    /// Its level in the European framework.
    Eqf,
    /// Its workload and credits.
    Workload,
    /// The format of what is awarded.
    Format,
    /// An issuer that others can find.
    Issuer,
    /// Practice that anyone may take.
    Practice,
    /// How it is studied.
    Study,
    /// How one takes part.
    Participation,
    /// How long personal data are kept.
    Retention,
    /// When one may try again.
    Retake,
    /// The key that signs.
    Key,
    /// Credentials can be withdrawn, and anyone can see that they were.
    Status,
    /// Assessments that were taken under an invigilator.
    Supervision,
    /// Its questions are not public.
    Secret,
    /// What to do next.
    Next,
    /// Whom to ask.
    Ask,
    /// How to reach the institution.
    Contact,
}
