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
        match write(read, &title, format, statistics) {
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
    statistics: Option<&Statistics>,
) -> Option<(Written, &'static str, &'static str)> {
    let questions = native::questions(bank);
    let content = Content { title, questions: &questions, media: &bank.media };
    Some(match format {
        "csv" => (csv::write(&content), "csv", "text/csv"),
        "xlsx" => (xlsx::write(&content), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "gift" => (gift::write(&content), "gift", "text/plain"),
        "moodle" => (moodle::write(content), "xml", "application/xml"),
        "qti3" => (qti3::write_with(content, &statistics.map(measured).unwrap_or_default()), "zip", "application/zip"),
        _ => return None,
    })
}

/// What was found of each item, as the formats of others say it. Figures of simulated learners are nobody's.
fn measured(found: &Statistics) -> BTreeMap<String, Vec<Statistic>> {
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
                on: None,
            })
        };
        (row.id.clone(), figures.into_iter().filter_map(statistic).collect())
    })
    .collect()
}
