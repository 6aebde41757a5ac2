//! What anyone may read: which micro-credentials there are, and everything about one.

use engine::blueprint::Delivery;
use serde::{Deserialize, Serialize};

/// The front page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// Who runs this server; absent until the first tutor has set it up.
    pub institution: Option<Institution>,
    /// In the order of their titles, those that cannot be taken yet last.
    pub micro_credentials: Vec<Card>,
}

/// Who runs this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Institution {
    /// Its legal name.
    pub name: String,
    /// ISO 3166-1 alpha-2, as `NZ`.
    pub country: String,
    /// Where learners turn: an e-mail address.
    pub contact: String,
}

/// A micro-credential in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Card {
    /// For [`crate::path::MICRO_CREDENTIAL`].
    pub id: String,
    /// Its title.
    pub title: String,
    /// In a sentence or two.
    pub description: String,
    /// As `NZQCF 8`.
    pub level: String,
    /// Notional workload in hours.
    pub hours: f64,
    /// Whether what it awards only shows how the system works.
    pub specimen: bool,
    /// Whether it can be taken; if not, there is only its definition.
    pub offered: bool,
}

/// Everything about one micro-credential.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MicroCredential {
    /// Stable name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// In plain words.
    pub description: String,
    /// Who it is for and what for.
    pub purpose: String,
    /// Who awards it.
    pub awarding_body: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// BCP 47 tag of its items' language.
    pub lang: String,
    /// What its holder can do.
    pub outcomes: Vec<OutcomeText>,
    /// Its level in each framework, as `NZQCF 8` and `EQF 7`.
    pub levels: Vec<String>,
    /// Notional workload in hours.
    pub hours: f64,
    /// As `5 NZ credits`: in the issuer's own unit, never converted.
    pub credits: Option<String>,
    /// How it is assessed.
    pub assessment_type: String,
    /// How one takes part.
    pub participation: String,
    /// What stands behind it.
    pub quality_assurance: String,
    /// What one should know before.
    pub prerequisites: Option<String>,
    /// What it counts towards.
    pub stackability: Option<String>,
    /// When it is looked at again, as `2027-11-23`.
    pub review_by: Option<String>,
    /// How it is studied, as `self-directed`.
    pub form_of_study: Vec<String>,
    /// Who developed it.
    pub developer: Option<String>,
    /// Standards of others that its assessment uses.
    pub standards: Vec<StandardText>,
    /// Why what it awards is only a specimen, where it is.
    pub specimen_note: Option<String>,
    /// How many days after an attempt the next may begin.
    pub retake_after_days: u32,
    /// What is kept, and for how many days.
    pub retention: Retention,
    /// What can be taken now.
    pub assessments: Vec<AssessmentCard>,
}

/// What a learner can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeText {
    /// As `SD-1`.
    pub id: String,
    /// Beginning with a verb.
    pub text: String,
}

/// A standard of somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandardText {
    /// What kind of standard, as `NZ unit standard`.
    pub scheme: String,
    /// Its code there.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// How long personal data are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Retention {
    /// Sessions that were never finished.
    pub unfinished_days: u32,
    /// Network addresses.
    pub address_days: u32,
}

/// An assessment before it is begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssessmentCard {
    /// The blueprint's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `open`: anyone, now. `sealed`: with a code or a card, for an award. `sitting`: in an invigilator's sitting, for an award.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub delivery: Delivery,
    /// No verdict before so many items.
    pub minimum_items: usize,
    /// Never more.
    pub maximum_items: usize,
    /// Items at a time.
    pub block: usize,
    /// How sure a verdict is, as .95.
    pub certainty: f64,
}
