//! A bank in the formats of other programs.

use std::collections::BTreeMap;

use api::statistics::Statistics;
use interchange::native::NativeBank;
use interchange::package;
use interchange::statistic::{Measure, Statistic};
use interchange::write::{Content, Written, csv, gift, moodle, native, qti3, xlsx};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::bank::Bank;
use super::found;
use super::message::{Exported, Tell};

/// Told at once at most.
const TOLD: usize = 50;

/// The bank as a file, beside what its format cannot say.
pub(super) fn export(bank: &mut Bank, format: &str, statistics: Option<&Statistics>) -> (Tell, JsValue) {
    let stem = interchange::slug(&bank.id);
    let (written, ending, mime) = if format == "native" {
        (Written { bytes: package::pack(&bank.files), left_out: Vec::new() }, "zip", "application/zip")
    } else {
        let title = bank.title.clone();
        let Some(read) = &bank.look().bank else {
            return (Tell::Failed("the bank cannot be read; its own folder can be downloaded".to_owned()), JsValue::UNDEFINED);
        };
        let today = String::from(js_sys::Date::new_0().to_iso_string());
        let day = today.split('T').next().unwrap_or_default();
        match write(read, &title, format, &statistics.map(|found| measured(found, day)).unwrap_or_default()) {
            Some(written) => written,
            None => return (Tell::Failed(format!("{format} is no format that can be written")), JsValue::UNDEFINED),
        }
    };
    let exported = Exported {
        name: format!("{stem}.{ending}"),
        mime: mime.to_owned(),
        left_out: written.left_out.len(),
        found: written.left_out.iter().take(TOLD).map(found).collect(),
    };
    (Tell::Exported(exported), Uint8Array::from(written.bytes.as_slice()).into())
}

fn write(
    bank: &NativeBank,
    title: &str,
    format: &str,
    statistics: &BTreeMap<String, Vec<Statistic>>,
) -> Option<(Written, &'static str, &'static str)> {
    let questions = native::questions(bank);
    let content = Content { title, questions: &questions, media: &bank.media };
    Some(match format {
        "csv" => (csv::write(&content), "csv", "text/csv"),
        "xlsx" => (xlsx::write(&content), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "gift" => (gift::write(&content), "gift", "text/plain"),
        "moodle" => (moodle::write(content), "xml", "application/xml"),
        "qti3" => (qti3::write_with(content, statistics), "zip", "application/zip"),
        _ => return None,
    })
}

/// What was found of each item, as the formats of others say it. Figures of simulated learners are nobody's.
///
/// `day` is the day of the export in UTC, as `2026-03-14`: the server counts anew whenever it is asked, so the figures are of that
/// day, whenever the last answer was given.
fn measured(found: &Statistics, day: &str) -> BTreeMap<String, Vec<Statistic>> {
    let rows = found.items.iter().filter(|row| row.n > 0 && !found.demo);
    rows.map(|row| {
        let figures = [(Measure::N, Some(row.n as f64)), (Measure::P, row.right), (Measure::R, row.discrimination)];
        let statistic = |(measure, value): (Measure, Option<f64>)| {
            Some(Statistic {
                measure,
                value: value?,
                standard_error: None,
                cases: row.n as u64,
                context: "assessment".to_owned(),
                on: Some(day.to_owned()),
            })
        };
        (row.id.clone(), figures.into_iter().filter_map(statistic).collect())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use api::statistics::{ItemRow, KeyParts};
    use engine::bank::file::ItemKind;

    use super::*;

    fn row(id: &str, n: usize) -> ItemRow {
        let parts = KeyParts { kind: ItemKind::Choice, choices: Vec::new(), fields: Vec::new() };
        ItemRow {
            id: id.to_owned(),
            prompt: String::new(),
            outcome: String::new(),
            n,
            not_learned: 0,
            omitted: 0,
            right: Some(0.75),
            interval: None,
            expected: None,
            discrimination: None,
            time: None,
            exposure: None,
            options: Vec::new(),
            flags: Vec::new(),
            key: None,
            parts,
            reports: 0,
        }
    }

    fn found(demo: bool) -> Statistics {
        Statistics { title: "T".to_owned(), attempts: 9, demo, fewest: 30, items: vec![row("q", 8), row("unseen", 0)] }
    }

    #[test]
    fn says_the_day_of_the_export_and_it_is_read_again() {
        let figures = measured(&found(false), "2026-03-14");
        assert_eq!(figures.keys().collect::<Vec<_>>(), ["q"], "nothing is said of what nobody answered");
        let questions =
            interchange::read("x.xml", br#"<assessmentItem identifier="q"><itemBody><p>?</p></itemBody></assessmentItem>"#)
                .questions;
        assert_eq!(questions[0].id, "q");
        let content = Content { title: "t", questions: &questions, media: &BTreeMap::new() };
        let packed = qti3::write_with(content, &figures).bytes;
        assert_eq!(interchange::read("t.zip", &packed).questions[0].stated.statistics, figures["q"]);
        assert!(figures["q"].iter().all(|one| one.on.as_deref() == Some("2026-03-14") && one.cases == 8));
        assert!(measured(&found(true), "2026-03-14").is_empty(), "figures of simulated learners are nobody's");
    }
}
