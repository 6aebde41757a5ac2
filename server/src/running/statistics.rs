//! The statistics of a micro-credential's items, from the answers of all finished attempts.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::statistics::{FlagRow, ItemRow, OptionRow, Statistics};
use calibration::{Given as Did, ItemStatistics, Observation, item_statistics};
use engine::bank::file::ItemFile;
use engine::{Answer as Answered, Given};

use super::answers::{self, Answers, plain};
use super::{key, key_parts};
use crate::app::App;
use crate::catalogue::Offer;
use crate::error::{Answer, Problem};
use crate::store::attempts::Attempt;
use crate::store::corrections::KeyCorrection;

/// The attempts that figures of a micro-credential rest on: finished ones, and those of simulated learners only as long as nobody
/// else has finished one. The flag says whether they are simulated.
///
/// # Errors
/// As the store says.
pub async fn attempts(app: &App, micro_credential: &str) -> Answer<(Vec<Attempt>, bool)> {
    let demo = app.store.demo_attempts().await?;
    let all = app.store.finished_attempts(micro_credential).await?;
    let (simulated, real): (Vec<_>, Vec<_>) = all.into_iter().partition(|attempt| demo.contains(&attempt.id));
    let is_demo = real.is_empty() && !simulated.is_empty();
    Ok((if is_demo { simulated } else { real }, is_demo))
}

/// All of them.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn of(app: &App, offer: &Arc<Offer>) -> Answer<Statistics> {
    let id = &offer.terms.id;
    let (attempts, demo) = attempts(app, id).await?;
    let answers = answers::of(app, id, &attempts).await?;
    let corrections = app.store.applied_corrections(id).await?;
    let reports: BTreeMap<String, i64> = app.store.open_reports(id).await?.into_iter().collect();
    let offer = Arc::clone(offer);
    let made = tokio::task::spawn_blocking(move || rows(&offer, &answers, &corrections, &reports));
    let items = made.await.map_err(Problem::internal)?;
    Ok(Statistics {
        title: app.catalogue().offer(id).map_or_else(|| id.clone(), |offer| offer.terms.title.clone()),
        attempts: attempts.len(),
        demo,
        fewest: calibration::FEWEST,
        items,
    })
}

fn rows(offer: &Offer, answers: &[Arc<Answers>], corrections: &[KeyCorrection], reports: &BTreeMap<String, i64>) -> Vec<ItemRow> {
    let items = offer.award.bank.items.iter().map(|file| {
        let mut file = file.clone();
        for correction in corrections {
            if correction.item == file.id && key::key_of(&file).as_ref() == Some(&correction.old_key) {
                // A key that was applied once is one of the item's.
                drop(key::put(&mut file, &correction.new_key));
            }
        }
        row(&file, answers, reports.get(&file.id).copied().unwrap_or_default())
    });
    items.collect()
}

/// The statistics of one item.
pub fn statistics(file: &ItemFile, answers: &[Arc<Answers>]) -> ItemStatistics {
    let keys: Vec<bool> = file.options.iter().map(|option| option.weight >= 1.0).collect();
    let mut observations = Vec::new();
    for one in answers {
        if one.omitted.contains(&file.id) {
            let left = Observation { given: Did::Omitted, credit: 0.0, ability: None, expected: None, milliseconds: None };
            observations.push(left);
        }
        if let Some(answered) = one.given.iter().find(|answered| answered.item == file.id) {
            let given = match &answered.given {
                Given::NotLearned => Did::NotLearned,
                Given::Answer(Answered::Options(chosen)) => {
                    let place = |id: &String| file.options.iter().position(|option| option.id == *id);
                    Did::Options(chosen.iter().filter_map(place).collect())
                }
                Given::Answer(_) => Did::Other,
            };
            observations.push(Observation {
                given,
                credit: answered.credit,
                ability: Some(answered.ability),
                expected: Some(answered.expected),
                milliseconds: (!one.extra_time).then_some(answered.milliseconds),
            });
        }
    }
    // Of an order the options are what is ordered, and none is chosen.
    let chosen = if file.kind.has_options() { keys.as_slice() } else { &[] };
    item_statistics(chosen, &observations, answers.len())
}

fn row(file: &ItemFile, answers: &[Arc<Answers>], reports: i64) -> ItemRow {
    let found = statistics(file, answers);
    let name = |place: usize| file.options.get(place).map_or_else(String::new, |option| option.id.clone());
    ItemRow {
        id: file.id.clone(),
        prompt: plain(&file.prompt, 120),
        outcome: file.outcomes.first().cloned().unwrap_or_default(),
        n: found.n,
        not_learned: found.not_learned,
        omitted: found.omitted,
        right: found.right.map(|right| right.value),
        interval: found.right.map(|right| right.interval),
        expected: found.expected,
        discrimination: found.discrimination.map(|found| found.r),
        time: found.time.map(|time| [time.first, time.median, time.third]),
        exposure: found.exposure.rate(),
        options: found
            .options
            .iter()
            .zip(&file.options)
            .map(|(found, option)| OptionRow {
                id: option.id.clone(),
                text: plain(&option.text, 80),
                key: found.key,
                chosen: found.chosen,
                share: found.share,
                ability: found.ability,
                point_biserial: found.point_biserial,
                thirds: found.thirds,
            })
            .collect(),
        flags: found.flags.iter().map(|flag| FlagRow { key: flag.is_about_the_key(), words: flag.words(name) }).collect(),
        key: key::key_of(file),
        parts: key_parts::parts(file),
        reports: usize::try_from(reports).unwrap_or_default(),
    }
}
