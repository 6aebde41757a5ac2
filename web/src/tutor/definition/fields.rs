//! The fields of the form: where each stands in the file, how it is filled in, and what it is called.

use crate::t;

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Line,
    /// A few characters.
    Short,
    /// Several lines of text.
    Area,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Any of these, each on a line of the value.
    Some(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// One of the bank's blueprints with this delivery.
    Blueprint(&'static str),
    /// Any of the bank's outcomes.
    Outcomes,
}

use Kind::{Area, Blueprint, Flag, Line, OneOf, Outcomes, Short};

/// The sections of the form, each with its fields, in the order of the work.
pub const SECTIONS: &[(&str, &[(&str, Kind)])] = &[
    ("what", &[("title", Line), ("description", Area), ("purpose", Area), ("lang", Short), ("outcomes", Outcomes)]),
    ("who", &[("awarding_body", Line), ("country", Short), ("developer", Line), ("guidance.ask", Area), ("guidance.next", Area)]),
    (
        "why",
        &[
            ("evidence_of_need", Area),
            ("prerequisites", Area),
            ("stackability", Area),
            ("review_by", Short),
            ("nzsced", Short),
            ("standards", Area),
        ],
    ),
    (
        "size",
        &[
            ("level.framework", Short),
            ("level.value", Short),
            ("level.uri", Line),
            ("level.eqf", Short),
            ("level.eqf_uri", Line),
            ("level.also", Area),
            ("workload.hours", Short),
            ("workload.credits", Short),
            ("workload.unit", Short),
        ],
    ),
    (
        "how",
        &[
            ("assessment_type.text", Area),
            ("assessment_type.uri", Line),
            ("participation.text", Area),
            ("participation.uri", Line),
            ("form_of_study", Kind::Some(&["self-directed", "job-embedded", "competency-based", "research-based"])),
        ],
    ),
    (
        "quality",
        &[
            ("quality_assurance", Area),
            ("assured_by.kind", OneOf(&["internal", "external"])),
            ("assured_by.body", Line),
            ("assured_by.url", Line),
        ],
    ),
    (
        "rules",
        &[
            ("award", Blueprint("sealed")),
            ("practice", Blueprint("open")),
            ("sitting", Blueprint("sitting")),
            ("retake.after_days", Short),
            ("retake.unseen_items_only", Flag),
            ("retention.unfinished_days", Short),
            ("retention.address_days", Short),
            ("specimen", Flag),
            ("specimen_note", Area),
        ],
    ),
];

/// The name of a section.
pub fn section_title(section: &str) -> String {
    match section {
        "what" => t!("definition-what"),
        "who" => t!("definition-who"),
        "why" => t!("definition-why"),
        "size" => t!("definition-size"),
        "how" => t!("definition-how"),
        "quality" => t!("definition-quality"),
        _ => t!("definition-rules"),
    }
}

/// A field's id on the page.
pub fn id_of(path: &str) -> String {
    format!("of-{}", path.replace(['.', '_'], "-"))
}

/// What a field is called, and what helps to fill it in.
pub fn words(path: &str) -> (String, String) {
    let plain = String::new;
    match path {
        "title" => (t!("definition-of-title"), t!("definition-of-title-hint")),
        "description" => (t!("definition-of-description"), t!("definition-of-description-hint")),
        "purpose" => (t!("definition-of-purpose"), t!("definition-of-purpose-hint")),
        "lang" => (t!("definition-of-lang"), t!("definition-of-lang-hint")),
        "outcomes" => (t!("definition-of-outcomes"), plain()),
        "awarding_body" => (t!("definition-of-body"), plain()),
        "country" => (t!("definition-of-country"), t!("definition-of-country-hint")),
        "developer" => (t!("definition-of-developer"), plain()),
        "guidance.ask" => (t!("definition-of-ask"), t!("definition-of-ask-hint")),
        "guidance.next" => (t!("definition-of-next"), t!("definition-of-next-hint")),
        "evidence_of_need" => (t!("definition-of-need"), t!("definition-of-need-hint")),
        "prerequisites" => (t!("definition-of-prerequisites"), t!("definition-of-prerequisites-hint")),
        "stackability" => (t!("definition-of-stackability"), t!("definition-of-stackability-hint")),
        "review_by" => (t!("definition-of-review"), t!("definition-of-review-hint")),
        "nzsced" => (t!("definition-of-nzsced"), t!("definition-of-nzsced-hint")),
        "standards" => (t!("definition-of-standards"), t!("definition-of-standards-hint")),
        "level.framework" => (t!("definition-of-framework"), t!("definition-of-framework-hint")),
        "level.value" => (t!("definition-of-level"), plain()),
        "level.uri" => (t!("definition-of-level-uri"), t!("definition-of-uri-hint")),
        "level.eqf" => (t!("definition-of-eqf"), t!("definition-of-eqf-hint")),
        "level.eqf_uri" => (t!("definition-of-eqf-uri"), t!("definition-of-uri-hint")),
        "level.also" => (t!("definition-of-also"), t!("definition-of-also-hint")),
        "workload.hours" => (t!("definition-of-hours"), t!("definition-of-hours-hint")),
        "workload.credits" => (t!("definition-of-credits"), t!("definition-of-credits-hint")),
        "workload.unit" => (t!("definition-of-unit"), t!("definition-of-unit-hint")),
        "assessment_type.text" => (t!("definition-of-assessment"), plain()),
        "assessment_type.uri" => (t!("definition-of-assessment-uri"), t!("definition-of-uri-hint")),
        "participation.text" => (t!("definition-of-participation"), t!("definition-of-participation-hint")),
        "participation.uri" => (t!("definition-of-participation-uri"), t!("definition-of-uri-hint")),
        "form_of_study" => (t!("definition-of-study"), t!("definition-of-study-hint")),
        "quality_assurance" => (t!("definition-of-quality"), t!("definition-of-quality-hint")),
        "assured_by.kind" => (t!("definition-of-assured"), plain()),
        "assured_by.body" => (t!("definition-of-assured-body"), t!("definition-of-external-hint")),
        "assured_by.url" => (t!("definition-of-assured-url"), t!("definition-of-external-hint")),
        "award" => (t!("definition-of-award"), plain()),
        "practice" => (t!("definition-of-practice"), plain()),
        "sitting" => (t!("definition-of-sitting"), plain()),
        "retake.after_days" => (t!("definition-of-after"), plain()),
        "retake.unseen_items_only" => (t!("definition-of-unseen"), plain()),
        "retention.unfinished_days" => (t!("definition-of-unfinished"), plain()),
        "retention.address_days" => (t!("definition-of-addresses"), plain()),
        "specimen" => (t!("definition-of-specimen"), t!("definition-of-specimen-hint")),
        "specimen_note" => (t!("definition-of-note"), plain()),
        other => (other.to_owned(), plain()),
    }
}

/// What a choice is called.
pub fn choice(value: &str) -> String {
    match value {
        "self-directed" => t!("definition-self-directed"),
        "job-embedded" => t!("definition-job-embedded"),
        "competency-based" => t!("definition-competency-based"),
        "research-based" => t!("definition-research-based"),
        "internal" => t!("definition-internal"),
        "external" => t!("definition-external"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use interchange::native::ELEMENTS;

    use super::*;

    #[test]
    fn asks_for_every_mandatory_element_and_for_nothing_twice() {
        let paths: Vec<&str> = SECTIONS.iter().flat_map(|(_, fields)| *fields).map(|(path, _)| *path).collect();
        let once: BTreeSet<&str> = paths.iter().copied().collect();
        assert_eq!(once.len(), paths.len());
        for element in ELEMENTS {
            assert!(once.contains(element.path), "{}", element.path);
        }
        crate::text::install(&[crate::text::DEFINITION]);
        for path in paths {
            assert_ne!(words(path).0, path, "it has a name for people");
        }
    }
}
