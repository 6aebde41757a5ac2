//! `credential.toml`: the micro-credential that a bank's assessment leads to; and a definition that stands before its bank.
//!
//! Holds every element that the EU recommendation of 2022 (2022/C 243/02, Annex I) makes mandatory and that is known before
//! anyone has earned it, and what a listing by NZQA asks for (Micro-credential Listing, Approval, and Accreditation Rules 2022,
//! 6.1): [`ELEMENTS`] says which. The learner and the date of issue come with the award.

mod check;
pub(super) mod common;
mod elements;
pub(super) mod odd;
mod text;
mod title;

use engine::bank::file::OutcomeFile;
use engine::blueprint::Delivery;
use engine::blueprint::file::BlueprintFile;
use serde::{Deserialize, Serialize};

use super::shape::{Field, Kind, needed, optional};

pub(super) use check::read;
pub use check::{Around, definition, planned};
pub use elements::{ELEMENTS, Element, Source};
pub use text::{definition_text, definition_values, set_alignments};
pub use title::reserved_word;

/// The version of the format that this build writes.
pub const FORMAT: &str = "micro-credential/2";
/// The version before it, which is read for ever. It knew of less; what it lacks keeps it from being published anew.
pub const FORMAT_1: &str = "micro-credential/1";

/// A whole `credential.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MicroCredentialFile {
    /// [`FORMAT`] or [`FORMAT_1`].
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
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub developer: Option<String>,
    /// How it is known that somebody needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_of_need: Option<String>,
    /// Ids of outcomes in `bank.toml`, at least one; none where the definition stands before its bank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<String>,
    /// The outcomes themselves, only where the definition stands before its bank.
    #[serde(default, rename = "outcome", skip_serializing_if = "Vec::is_empty")]
    pub own_outcomes: Vec<OutcomeFile>,
    /// In the national framework, and in the European one where known.
    pub level: LevelFile,
    /// Notional.
    pub workload: WorkloadFile,
    /// How it is assessed.
    pub assessment_type: TermFile,
    /// How one takes part.
    pub participation: TermFile,
    /// The ways in which one studies for it: some of [`FORMS_OF_STUDY`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form_of_study: Vec<String>,
    /// What stands behind it, in words.
    pub quality_assurance: String,
    /// Who assures its quality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assured_by: Option<AssuranceFile>,
    /// Assessment standards that it uses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<StandardFile>,
    /// Its field of study in the New Zealand Standard Classification of Education: six digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nzsced: Option<String>,
    /// Where to go from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<GuidanceFile>,
    /// What one should know before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prerequisites: Option<String>,
    /// What it counts towards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stackability: Option<String>,
    /// When it is looked at again, as `2027-11-23`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "date")]
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
    /// Id of the blueprint for the award, whose delivery is sealed; absent only where the definition stands before its bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub award: Option<String>,
    /// Id of the blueprint for the award under an invigilator, whose delivery is sitting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting: Option<String>,
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
    /// That level's own address, where the framework gives it one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// In the European Qualifications Framework, 1 to 8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eqf: Option<u8>,
    /// That level's concept, as `http://data.europa.eu/snb/eqf/7`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eqf_uri: Option<String>,
    /// In other frameworks, each by its address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<OtherLevelFile>,
}

/// A level in one more framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherLevelFile {
    /// As `AQF`.
    pub framework: String,
    /// As `8`.
    pub value: String,
    /// The level's own address.
    pub uri: String,
}

/// Who assures quality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssuranceFile {
    /// `internal`, or `external` for a body that is named.
    pub kind: String,
    /// The external body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Where that body says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// An assessment standard that a micro-credential uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardFile {
    /// As `NZ unit standard` or `NZ skill standard`.
    pub scheme: String,
    /// Its number there.
    pub code: String,
    /// Its title there.
    pub title: String,
    /// Its own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
}

/// What a learner may want to know next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidanceFile {
    /// What one can do once it is earned.
    pub next: String,
    /// Whom to ask, and how.
    pub ask: String,
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

impl MicroCredentialFile {
    /// Its level in the national framework, as people say it: `NZQCF 8`.
    pub fn level_words(&self) -> String {
        format!("{} {}", self.level.framework, self.level.value)
    }

    /// The mandatory elements that it does not state, and what else keeps it from being published. Empty for a whole definition.
    pub fn lacks(&self) -> Vec<crate::Problem> {
        elements::lacks(self)
    }

    /// A warning where the day of its review is past; `today` as `2026-11-28`.
    pub fn overdue(&self, today: &str) -> Option<crate::Problem> {
        odd::overdue(self, today)
    }
}

/// Ways of studying, as the file calls them.
pub const FORMS_OF_STUDY: &[&str] = &["self-directed", "job-embedded", "competency-based", "research-based"];

/// What may stand in `credential.toml`. Which of it is mandatory, [`ELEMENTS`] says, in words for people.
pub(super) static SHAPE: &[Field] = &[
    needed("format", Kind::OneOf(&[FORMAT, FORMAT_1])),
    needed("id", Kind::Name),
    optional("title", Kind::Text),
    optional("description", Kind::Text),
    optional("purpose", Kind::Text),
    optional("awarding_body", Kind::Text),
    optional("country", Kind::Country),
    optional("lang", Kind::Language),
    optional("developer", Kind::Text),
    optional("evidence_of_need", Kind::Text),
    optional("outcomes", Kind::List(&Kind::Name)),
    optional("outcome", Kind::Tables(super::bank::OUTCOME)),
    optional("level", Kind::Table(LEVEL)),
    optional("workload", Kind::Table(WORKLOAD)),
    optional("assessment_type", Kind::Table(TERM)),
    optional("participation", Kind::Table(TERM)),
    optional("form_of_study", Kind::List(&Kind::OneOf(FORMS_OF_STUDY))),
    optional("quality_assurance", Kind::Text),
    optional("assured_by", Kind::Table(ASSURANCE)),
    optional("standards", Kind::Tables(STANDARD)),
    optional("nzsced", Kind::Text),
    optional("guidance", Kind::Table(GUIDANCE)),
    optional("prerequisites", Kind::Text),
    optional("stackability", Kind::Text),
    optional("review_by", Kind::Date),
    optional("specimen", Kind::Flag),
    optional("specimen_note", Kind::Text),
    optional("practice", Kind::Name),
    optional("award", Kind::Name),
    optional("sitting", Kind::Name),
    needed("retake", Kind::Table(RETAKE)),
    needed("retention", Kind::Table(RETENTION)),
];

static LEVEL: &[Field] = &{
    let [framework, value, eqf, eqf_uri] = common::level(false);
    [framework, value, optional("uri", Kind::Uri), eqf, eqf_uri, optional("also", Kind::Tables(OTHER_LEVEL))]
};

static OTHER_LEVEL: &[Field] = &[needed("framework", Kind::Text), needed("value", Kind::Text), needed("uri", Kind::Uri)];

static WORKLOAD: &[Field] = &common::workload(false);

static TERM: &[Field] = &common::term(false);

static ASSURANCE: &[Field] =
    &[optional("kind", Kind::OneOf(&["internal", "external"])), optional("body", Kind::Text), optional("url", Kind::Uri)];

static STANDARD: &[Field] =
    &[needed("scheme", Kind::Text), needed("code", Kind::Text), needed("title", Kind::Text), optional("uri", Kind::Uri)];

static GUIDANCE: &[Field] = &[optional("next", Kind::Text), optional("ask", Kind::Text)];

static RETAKE: &[Field] = &[needed("after_days", Kind::Whole(0, 3650)), needed("unseen_items_only", Kind::Flag)];

static RETENTION: &[Field] = &[needed("unfinished_days", Kind::Whole(1, 3650)), needed("address_days", Kind::Whole(0, 3650))];

/// A date, in quotation marks or not.
fn date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Date {
        Text(String),
        Plain(toml::value::Datetime),
    }
    Ok(Some(match Date::deserialize(deserializer)? {
        Date::Text(text) => text,
        Date::Plain(date) => date.to_string(),
    }))
}
