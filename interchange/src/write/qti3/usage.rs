//! Statistics of items. QTI names no statistics: ours are in a glossary that docs/FORMATS.md holds.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::xhtml::escape;
use super::{GLOSSARY, Measure, Statistic};
use crate::question::Question;

/// The statistics file, where anything is known.
pub(super) fn write(questions: &[&Question], statistics: &BTreeMap<String, Vec<Statistic>>) -> Option<String> {
    let mut lines = String::new();
    for question in questions {
        let known = statistics.get(&question.id).map_or(&[][..], Vec::as_slice);
        let given = |measure| known.iter().any(|known| known.measure == measure);
        let own: Vec<&Statistic> = question.stated.statistics.iter().filter(|own| !given(own.measure)).collect();
        for statistic in known.iter().chain(own.iter().copied()) {
            line(&mut lines, &question.id, statistic);
        }
        let has_difficulty = given(Measure::B) || own.iter().any(|own| own.measure == Measure::B);
        if let Some(difficulty) = question.difficulty.filter(|_| !has_difficulty) {
            line(&mut lines, &question.id, &Statistic::stated(Measure::B, difficulty));
        }
    }
    (!lines.is_empty()).then(|| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <usageData xmlns=\"http://www.imsglobal.org/xsd/imsqti_usagedata_v3p0\" glossary=\"{GLOSSARY}\">\n{lines}</usageData>\n"
        )
    })
}

fn line(out: &mut String, id: &str, statistic: &Statistic) {
    let Statistic { measure, value, standard_error, cases, context, on } = statistic;
    if !value.is_finite() {
        return;
    }
    let _ = write!(out, "<ordinaryStatistic name=\"{}\" context=\"{}\" caseCount=\"{cases}\"", measure.name(), escape(context));
    if let Some(error) = standard_error.filter(|error| error.is_finite()) {
        let _ = write!(out, " stdError=\"{error}\"");
    }
    if let Some(day) = on {
        let _ = write!(out, " lastUpdated=\"{}\"", escape(day));
    }
    let _ = writeln!(out, "><targetObject identifier=\"{}\"/><value>{value}</value></ordinaryStatistic>", escape(id));
}
