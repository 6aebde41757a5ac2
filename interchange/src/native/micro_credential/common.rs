//! What a micro-credential and a pathway say alike: level, workload and terms, and why something is only a specimen.

use super::super::shape::{Document, Field, Kind, needed, optional};

/// A field that must be there where `stated` is, and may be there otherwise.
const fn field(stated: bool, name: &'static str, kind: Kind) -> Field {
    if stated { needed(name, kind) } else { optional(name, kind) }
}

/// The shape of a level: its framework and value, which must be there where `stated` is, and the European one.
pub(in crate::native) const fn level(stated: bool) -> [Field; 4] {
    [
        field(stated, "framework", Kind::Text),
        field(stated, "value", Kind::Text),
        optional("eqf", Kind::Whole(1, 8)),
        optional("eqf_uri", Kind::Uri),
    ]
}

/// The shape of a workload; its hours must be there where `stated` is.
pub(in crate::native) const fn workload(stated: bool) -> [Field; 3] {
    [
        field(stated, "hours", Kind::Above(0.0, 10_000.0)),
        optional("credits", Kind::Above(0.0, 1000.0)),
        optional("unit", Kind::Text),
    ]
}

/// The shape of a term; its words must be there where `stated` is.
pub(in crate::native) const fn term(stated: bool) -> [Field; 2] {
    [field(stated, "text", Kind::Text), optional("uri", Kind::Uri)]
}

/// Names what stands without what belongs to it, by path, value and what was expected: credits without their unit or the other way
/// round, and a specimen without its note or the other way round.
pub(in crate::native) fn pairs(document: &Document, error: &mut impl FnMut(&str, &str, &str)) {
    match (document.flag("specimen").unwrap_or(false), document.has("specimen_note")) {
        (true, false) => error("specimen_note", "nothing", "why what is awarded is only a specimen, because specimen = true"),
        (false, true) => error("specimen_note", "a text", "no specimen_note without specimen = true"),
        _ => {}
    }
    if document.has("workload.credits") != document.has("workload.unit") {
        error("workload", "credits or unit alone", "credits with their unit, or neither");
    }
}
