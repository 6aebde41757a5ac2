//! `credential.toml`: the micro-credential that a bank's assessment leads to.
//!
//! Holds every element that the EU recommendation of 2022 (2022/C 243/02, Annex I) makes mandatory and that is known before
//! anyone has earned it: title, country, awarding body, learning outcomes, workload, level, type of assessment, form of
//! participation, quality assurance. The learner and the date of issue come with the award.

use engine::blueprint::Delivery;
use serde::{Deserialize, Serialize};

use super::blueprint::BlueprintSource;
use super::front_matter;
use super::shape::{Document, Field, Kind, needed, optional};
use crate::Problem;

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
    /// Id of the blueprint for the award, whose delivery is sealed.
    pub award: String,
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

/// What may stand in `credential.toml`.
pub(super) static SHAPE: &[Field] = &[
    needed("format", Kind::OneOf(&[FORMAT])),
    needed("id", Kind::Name),
    needed("title", Kind::Text),
    needed("description", Kind::Text),
    needed("purpose", Kind::Text),
    needed("awarding_body", Kind::Text),
    needed("country", Kind::Country),
    needed("lang", Kind::Language),
    needed("outcomes", Kind::List(&Kind::Name)),
    needed("level", Kind::Table(LEVEL)),
    needed("workload", Kind::Table(WORKLOAD)),
    needed("assessment_type", Kind::Table(TERM)),
    needed("participation", Kind::Table(TERM)),
    needed("quality_assurance", Kind::Text),
    optional("prerequisites", Kind::Text),
    optional("stackability", Kind::Text),
    optional("review_by", Kind::Date),
    optional("specimen", Kind::Flag),
    optional("specimen_note", Kind::Text),
    optional("practice", Kind::Name),
    needed("award", Kind::Name),
    optional("sitting", Kind::Name),
    needed("retake", Kind::Table(RETAKE)),
    needed("retention", Kind::Table(RETENTION)),
];

static LEVEL: &[Field] = &[
    needed("framework", Kind::Text),
    needed("value", Kind::Text),
    optional("eqf", Kind::Whole(1, 8)),
    optional("eqf_uri", Kind::Uri),
];

static WORKLOAD: &[Field] =
    &[needed("hours", Kind::Above(0.0, 10_000.0)), optional("credits", Kind::Above(0.0, 1000.0)), optional("unit", Kind::Text)];

static TERM: &[Field] = &[needed("text", Kind::Text), optional("uri", Kind::Uri)];

static RETAKE: &[Field] = &[needed("after_days", Kind::Whole(0, 3650)), needed("unseen_items_only", Kind::Flag)];

static RETENTION: &[Field] = &[needed("unfinished_days", Kind::Whole(1, 3650)), needed("address_days", Kind::Whole(0, 3650))];

/// Reads `credential.toml`; `outcomes` are the ids in `bank.toml`, where that can be read. `None` where it does not fit its shape.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    outcomes: Option<&[&str]>,
    blueprints: &[BlueprintSource],
    problems: &mut Vec<Problem>,
) -> Option<MicroCredentialFile> {
    let text = front_matter::text(file, bytes).map_err(|problem| problems.push(problem)).ok()?;
    let mut document = Document::read(file, &text, 1, SHAPE);
    problems.append(&mut document.take_problems());
    let mut error = |path: &str, value: &str, expected: &str| {
        problems.push(Problem::error(file, document.line_of(path, value), path, value, expected));
    };

    if document.has("outcomes") && document.count("outcomes") == 0 {
        error("outcomes", "none", "at least one id of an outcome in bank.toml");
    }
    for id in document.texts("outcomes") {
        if outcomes.is_some_and(|known| !known.contains(&id.as_str())) {
            error("outcomes", &id, "the id of an outcome in bank.toml");
        }
    }
    let fields =
        [("practice", Delivery::Open, "open"), ("award", Delivery::Sealed, "sealed"), ("sitting", Delivery::Sitting, "sitting")];
    for (field, delivery, word) in fields {
        let Some(id) = document.text(field) else { continue };
        match blueprints.iter().find(|source| source.blueprint.id == id) {
            None => error(field, id, "the id of a blueprint that can be read"),
            Some(source) if source.blueprint.delivery != delivery => {
                error(field, id, &format!("a blueprint whose delivery is {word}"));
            }
            Some(_) => {}
        }
    }
    match (document.flag("specimen").unwrap_or(false), document.has("specimen_note")) {
        (true, false) => error("specimen_note", "nothing", "why what is awarded is only a specimen, because specimen = true"),
        (false, true) => error("specimen_note", "a text", "no specimen_note without specimen = true"),
        _ => {}
    }
    if document.has("workload.credits") != document.has("workload.unit") {
        error("workload", "credits or unit alone", "credits with their unit, or neither");
    }
    document.parse(&text, problems)
}

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
