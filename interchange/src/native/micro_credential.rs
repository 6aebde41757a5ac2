//! `credential.toml`: the micro-credential that a bank's assessment leads to.
//!
//! Holds every element that the EU recommendation of 2022 (2022/C 243/02, Annex I) makes mandatory and that is known before
//! anyone has earned it: title, country, awarding body, learning outcomes, workload, level, type of assessment, form of
//! participation, quality assurance. The learner and the date of issue come with the award.

use serde::{Deserialize, Serialize};

/// The version of the format that this build reads.
pub const FORMAT: &str = "micro-credential/1";

/// A whole `credential.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MicroCredentialFile {
    /// [`FORMAT`].
    pub format: String,
    /// Stable name, as `software-development`.
    pub id: String,
    /// For people.
    pub title: String,
    /// What its holder has shown, in plain words.
    pub description: String,
    /// Who it is for and what for.
    pub purpose: String,
    /// Who awards it.
    pub awarding_body: String,
    /// ISO 3166-1 alpha-2, as `NZ`.
    pub country: String,
    /// BCP 47 tag of the items' language.
    pub lang: String,
    /// Ids of outcomes in `bank.toml`, at least one.
    pub outcomes: Vec<String>,
    /// In the national framework, and in the European one where known.
    pub level: LevelFile,
    /// Notional.
    pub workload: WorkloadFile,
    /// How it is assessed.
    pub assessment_type: TermFile,
    /// How one takes part.
    pub participation: TermFile,
    /// What stands behind it.
    pub quality_assurance: String,
    /// What one should know before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prerequisites: Option<String>,
    /// What it counts towards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stackability: Option<String>,
    /// When it is looked at again, as `2027-11-23`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
    /// Whether what it awards only shows how the system works.
    #[serde(default)]
    pub specimen: bool,
    /// Why, for badge and page; present exactly where `specimen` is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specimen_note: Option<String>,
    /// Id of the blueprint for practice, whose delivery is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<String>,
    /// Id of the blueprint for the award, whose delivery is sealed.
    pub award: String,
    /// When the next attempt may begin.
    pub retake: RetakeFile,
    /// How long personal data are kept.
    pub retention: RetentionFile,
}

/// A level in a qualifications framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelFile {
    /// As `NZQCF`.
    pub framework: String,
    /// As `8`.
    pub value: String,
    /// In the European Qualifications Framework, 1 to 8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eqf: Option<u8>,
    /// That level's concept, as `http://data.europa.eu/snb/eqf/7`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eqf_uri: Option<String>,
}

/// How much work it takes a typical learner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkloadFile {
    /// Above 0.
    pub hours: f64,
    /// In the issuer's own unit, never converted; with `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<f64>,
    /// As `NZ credits` or `ECTS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Words, and the concept of a public vocabulary where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermFile {
    /// For people.
    pub text: String,
    /// For machines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
}

/// The rule for another attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetakeFile {
    /// Days from the end of one attempt to the start of the next.
    pub after_days: u32,
    /// Whether items of earlier attempts are never given again.
    pub unseen_items_only: bool,
}

/// How long personal data are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionFile {
    /// Days that a session which was never finished is kept.
    pub unfinished_days: u32,
    /// Days that network addresses are kept.
    pub address_days: u32,
}
