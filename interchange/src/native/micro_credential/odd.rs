//! What is odd about a level, a workload or a day of review, although it may be meant: warnings, which keep nothing from being published.

use super::super::shape::Document;
use super::MicroCredentialFile;
use crate::Problem;

/// Units of credits that readers know, with the hours for which one of them stands, from and to, where there is such a rule: 10 in New
/// Zealand and in the United Kingdom's frameworks, 25 to 30 in the ECTS. A quarter less or more is not odd.
const UNITS: &[(&str, Option<(u32, u32)>)] = &[
    ("NZ credits", Some((10, 10))),
    ("ECTS", Some((25, 30))),
    ("ECVET", None),
    ("CATS", Some((10, 10))),
    ("SCQF", Some((10, 10))),
    ("CQFW", Some((10, 10))),
    ("AQF credit points", None),
    ("US credit hours", None),
    ("CEU", Some((10, 10))),
];

/// The levels of the EQF that are nearest to each of the NZQCF's, 1 to 10, as the joint report of NZQA and the European Commission
/// compares the frameworks (2016, doi:10.2767/211812). It leaves level 8 without a match: between the 6 of 7 and the 7 of 9.
const EUROPEAN: [(u8, u8); 10] = [(2, 2), (3, 3), (4, 4), (4, 4), (5, 5), (5, 5), (6, 6), (6, 7), (7, 7), (8, 8)];

/// What is odd about level and workload.
pub(in crate::native) fn odd(document: &Document) -> Vec<Problem> {
    let mut warnings = Vec::new();
    let mut warn = |path: &str, value: &str, expected: &str| {
        warnings.push(Problem::error(&document.file, None, path, value, expected).at(document.place(path)).as_warning());
    };
    workload(document, &mut warn);
    level(document, &mut warn);
    warnings
}

fn level(document: &Document, warn: &mut impl FnMut(&str, &str, &str)) {
    let national = document.text("level.value").filter(|_| document.text("level.framework") == Some("NZQCF"));
    let nearest = national.and_then(|level| level.parse::<usize>().ok()?.checked_sub(1).and_then(|place| EUROPEAN.get(place)));
    if let (Some(national), Some((least, most)), Some(eqf)) = (national, nearest, document.number("level.eqf"))
        && (eqf + 1.0 < f64::from(*least) || eqf - 1.0 > f64::from(*most))
    {
        let near = if least == most { least.to_string() } else { format!("{least} or {most}") };
        warn(
            "level.eqf",
            &eqf.to_string(),
            &format!("a level near {near}, with which level {national} of the NZQCF is compared"),
        );
    }
}

fn workload(document: &Document, warn: &mut impl FnMut(&str, &str, &str)) {
    let Some(unit) = document.text("workload.unit") else { return };
    let Some((_, rule)) = UNITS.iter().find(|(known, _)| known.eq_ignore_ascii_case(unit)) else {
        let known: Vec<&str> = UNITS.iter().map(|(known, _)| *known).collect();
        warn("workload.unit", unit, &format!("a unit of credits that readers know: {}", known.join(", ")));
        return;
    };
    let hours = document.number("workload.hours").zip(document.number("workload.credits"));
    if let (Some((least, most)), Some((hours, credits))) = (rule, hours)
        && !(0.75 * f64::from(*least) * credits..=1.25 * f64::from(*most) * credits).contains(&hours)
    {
        let each = if least == most { format!("{least}") } else { format!("{least} to {most}") };
        let expected = format!("about {each} hours for each of {credits} {unit}");
        warn("workload.hours", &hours.to_string(), &expected);
    }
}

/// That the day of review is past, where it is; `today` as `2026-11-28`.
pub(super) fn overdue(definition: &MicroCredentialFile, today: &str) -> Option<Problem> {
    // Days as the calendar writes them are in the order of the alphabet.
    let past = definition.review_by.as_ref().filter(|day| day.as_str() < today)?;
    let expected = format!("a day that is still to come: today is {today}");
    Some(Problem::error("credential.toml", None, "review_by", past, expected).as_warning())
}
