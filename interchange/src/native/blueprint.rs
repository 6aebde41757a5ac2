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
    optional("start", Kind::Table(START)),
    optional("interim", Kind::Table(INTERIM)),
    optional("select", Kind::Table(SELECT)),
    optional("stop", Kind::Table(STOP)),
    needed("standard", Kind::Table(STANDARD)),
];

static LENGTH: &[Field] = &[optional("minimum", Kind::Whole(0, 1000)), needed("maximum", Kind::Whole(1, 1000))];

static CONTENT: &[Field] = &[
    needed("outcome", Kind::Name),
    optional("minimum", Kind::Whole(0, 1000)),
    optional("maximum", Kind::Whole(0, 1000)),
    optional("share", Kind::Above(0.0, 1.0)),
    optional("weight", Kind::Above(0.0, 100.0)),
];

static START: &[Field] = &[
    optional("theta", Kind::Number(-10.0, 10.0)),
    optional("thetas", Kind::List(&Kind::Number(-10.0, 10.0))),
    optional("items", Kind::List(&Kind::Name)),
    optional("criterion", CRITERION),
];

const CRITERION: Kind = Kind::OneOf(&[
    "MFI",
    "BOPT",
    "THOPT",
    "MLWI",
    "MPWI",
    "MEI",
    "MEI_FISHER",
    "MEPV",
    "KL",
    "KLP",
    "GDI",
    "GDIP",
    "PROGRESSIVE",
    "PROPORTIONAL",
    "RANDOM",
]);

static INTERIM: &[Field] = &[
    needed("estimator", Kind::OneOf(&["ML", "MAP", "WLE", "EAP", "ROBUST"])),
    optional("prior", Kind::Variant(&["jeffreys"], PRIOR)),
    optional("range", Kind::Range),
    optional("nodes", Kind::Whole(2, 10_001)),
    optional("quadrature", Kind::OneOf(&["trapezoid", "sum"])),
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

static SELECT: &[Field] = &[
    optional("criterion", CRITERION),
    optional("randomesque", Kind::Whole(1, 100)),
    optional("prior", Kind::Variant(&["jeffreys"], PRIOR)),
    optional("range", Kind::Range),
    optional("nodes", Kind::Whole(5, 1001)),
    optional("acceleration", Kind::Number(0.0, 20.0)),
    optional("strata", Kind::Whole(2, 20)),
    optional("balance", Kind::OneOf(&["share", "priority_index", "weighted_penalty"])),
    optional("exposure", Kind::Variant(&[], EXPOSURE)),
];

static EXPOSURE: &[Field] = &[
    optional("sympson_hetter", Kind::Table(SYMPSON_HETTER)),
    optional("restricted", Kind::Table(&[needed("maximum", RATE)])),
    optional("eligibility", Kind::Table(&[needed("maximum", RATE), optional("ageing", Kind::Above(0.5, 1.0))])),
];

static SYMPSON_HETTER: &[Field] = &[needed("maximum", RATE), needed("parameters", Kind::Named(&Kind::Above(0.0, 1.0)))];

/// A share of the sessions: some, and not all.
const RATE: Kind = Kind::Above(0.0, 0.999_999);

/// A probability that says more than chance, and less than certainty.
const COVERAGE: Kind = Kind::Above(0.5, 0.999_999);

static STOP: &[Field] = &[
    optional("certainty", COVERAGE),
    optional("standard_error", Kind::Above(0.0, 10.0)),
    optional("confidence_interval", COVERAGE),
    optional("sprt", Kind::Table(RATIO)),
    optional("glr", Kind::Table(RATIO)),
    optional("curtailment", COVERAGE),
    optional("standard_error_change", Kind::Above(0.0, 10.0)),
    optional("theta_change", Kind::Above(0.0, 10.0)),
    optional("least_information", Kind::Above(0.0, 10.0)),
    optional("items", Kind::Whole(1, 1000)),
    optional("seconds", Kind::Whole(1, 1_000_000)),
    optional("combine", Kind::OneOf(&["any", "all"])),
];

static RATIO: &[Field] = &[
    needed("delta", Kind::Above(0.0, 3.0)),
    needed("alpha", Kind::Above(0.0, 0.499_999)),
    needed("beta", Kind::Above(0.0, 0.499_999)),
];

static STANDARD: &[Field] = &[
    needed("cut", Kind::Number(-6.0, 6.0)),
    optional("certainty", COVERAGE),
    optional("prior_sd", Kind::Number(0.1, 5.0)),
    optional("cut_se", Kind::Number(0.0, 3.0)),
    optional("levels", Kind::Tables(LEVELS)),
    optional("floor", Kind::Tables(FLOOR)),
    needed("rationale", Kind::Text),
];

static LEVELS: &[Field] = &[
    needed("id", Kind::Name),
    needed("title", Kind::Text),
    needed("cut", Kind::Number(-6.0, 6.0)),
    optional("cut_se", Kind::Number(0.0, 3.0)),
];

static FLOOR: &[Field] = &[
    needed("outcome", Kind::Name),
    needed("below", Kind::Number(0.0, 6.0)),
    optional("certainty", Kind::Number(0.5, 0.999_999)),
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
