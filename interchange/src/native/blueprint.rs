//! `blueprints/*.toml`: the shape of a blueprint's file.

use engine::blueprint::file::{BlueprintFile, FORMAT};

use super::front_matter;
use super::shape::{Document, Field, Kind, needed, optional};
use crate::Problem;

/// What may stand in a blueprint.
pub(super) static SHAPE: &[Field] = &[
    needed("format", Kind::OneOf(&[FORMAT])),
    needed("id", Kind::Name),
    needed("title", Kind::Text),
    needed("delivery", Kind::OneOf(&["open", "sealed", "sitting"])),
    needed("pool", Kind::OneOf(&["practice", "credit"])),
    optional("block", Kind::Whole(1, 50)),
    needed("length", Kind::Table(LENGTH)),
    optional("content", Kind::Tables(CONTENT)),
    optional("start", Kind::Table(&[needed("theta", Kind::Number(-10.0, 10.0))])),
    optional("interim", Kind::Table(INTERIM)),
    optional("select", Kind::Table(SELECT)),
    optional("stop", Kind::Table(STOP)),
    needed("standard", Kind::Table(STANDARD)),
];

static LENGTH: &[Field] = &[optional("minimum", Kind::Whole(0, 1000)), needed("maximum", Kind::Whole(1, 1000))];

static CONTENT: &[Field] =
    &[needed("outcome", Kind::Name), optional("minimum", Kind::Whole(0, 1000)), optional("maximum", Kind::Whole(0, 1000))];

static INTERIM: &[Field] = &[
    needed("estimator", Kind::OneOf(&["ML", "MAP", "WLE", "EAP", "ROBUST"])),
    optional("prior", Kind::Variant(&["jeffreys"], PRIOR)),
    optional("range", Kind::Range),
    optional("nodes", Kind::Whole(2, 10_001)),
    optional("weight", Kind::OneOf(&["huber", "tukey"])),
    optional("tuning", Kind::Number(0.1, 100.0)),
    optional("constant_pattern", Kind::OneOf(&["fixed_0.4", "fixed_0.7", "halfway", "MAP", "WLE", "EAP"])),
    optional("standard_error", Kind::OneOf(&["model", "efficient", "exact"])),
];

static PRIOR: &[Field] = &[
    optional("normal", Kind::Table(NORMAL)),
    optional("uniform", Kind::Table(UNIFORM)),
    optional("empirical", Kind::Table(EMPIRICAL)),
];

static NORMAL: &[Field] = &[needed("mean", Kind::Number(-10.0, 10.0)), needed("sd", Kind::Above(0.0, 100.0))];

static UNIFORM: &[Field] = &[needed("lower", Kind::Number(-100.0, 100.0)), needed("upper", Kind::Number(-100.0, 100.0))];

static EMPIRICAL: &[Field] =
    &[needed("abilities", Kind::List(&Kind::Number(-20.0, 20.0))), needed("weights", Kind::List(&Kind::Above(0.0, 1e9)))];

static SELECT: &[Field] = &[optional("criterion", Kind::OneOf(&["MFI"])), optional("randomesque", Kind::Whole(1, 100))];

static STOP: &[Field] = &[
    optional("certainty", Kind::Above(0.5, 0.999_999)),
    optional("standard_error", Kind::Above(0.0, 10.0)),
    optional("combine", Kind::OneOf(&["any", "all"])),
];

static STANDARD: &[Field] = &[
    needed("cut", Kind::Number(-6.0, 6.0)),
    optional("certainty", Kind::Above(0.5, 0.999_999)),
    optional("prior_sd", Kind::Number(0.1, 5.0)),
    needed("rationale", Kind::Text),
];

/// A blueprint with the places of its fields.
pub(super) struct BlueprintSource {
    pub(super) blueprint: BlueprintFile,
    pub(super) document: Document,
}

/// Reads a blueprint; `None` where it does not fit its shape.
pub(super) fn read(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<BlueprintSource> {
    let text = front_matter::text(file, bytes).map_err(|problem| problems.push(problem)).ok()?;
    let mut document = Document::read(file, &text, 1, SHAPE);
    problems.append(&mut document.take_problems());
    let blueprint = document.parse(&text, problems)?;
    Some(BlueprintSource { blueprint, document })
}
