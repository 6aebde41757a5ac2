//! Seeded simulated examinees through the real session loop: how a blueprint works before any learner sees it.
//!
//! In each replicate of the bank every provisional difficulty is drawn once, from N(b + δ, b_sd²) with one δ ~ N(0, bank_sd²) for
//! all of them: the curves that answer are those, while the session goes by the stated ones. Takers come from N(cut, 1).

use std::sync::Arc;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::digest::Digest;
use crate::model::ItemModel;
use crate::outcome::Verdict;
use crate::score::Score;
use crate::seed::Seed;
use crate::session::log::Started;
use crate::session::{Session, Step};
use crate::stop::StopReason;

/// What to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Examinees in each replicate of the bank.
    pub takers: u32,
    /// Replicates of the bank, each with its own true difficulties.
    pub replicates: u32,
    /// The same seed gives the same report.
    pub seed: u64,
}

/// A figure and how far it may be off by chance: the standard error over replicates, or over takers where there is one replicate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Absent where there was nothing to count, as the share of false awards without awards.
    pub value: Option<f64>,
    /// Absent where it cannot be told.
    pub standard_error: Option<f64>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What was asked.
    pub settings: Settings,
    /// Of bank and blueprint.
    pub assessment: Digest,
    /// Items in a session.
    pub length: Length,
    /// Why sessions ended, with their shares.
    pub reasons: Vec<(StopReason, f64)>,
    /// Mean of estimate minus truth, in logits.
    pub bias: Figure,
    /// Root mean square of the same.
    pub rmse: Figure,
    /// Share of all takers that were awarded.
    pub awarded: Figure,
    /// Of the awards, the share that went to takers below the cut.
    pub false_awards: Figure,
    /// Of the takers above the cut, the share that was awarded.
    pub masters_awarded: Figure,
    /// Share of takers for whom it was too close to call.
    pub undecided: Figure,
    /// The share of sessions that gave each item, the most exposed first.
    pub exposure: Vec<(String, f64)>,
}

/// Lengths of sessions, in items.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Length {
    /// Mean.
    pub mean: f64,
    /// Shortest.
    pub minimum: usize,
    /// Half are no longer.
    pub median: usize,
    /// Longest.
    pub maximum: usize,
}

struct Taken {
    replicate: u32,
    master: bool,
    verdict: Verdict,
    error: f64,
    length: usize,
    reason: StopReason,
}

/// Simulates. `progress` is told (done, all) after each taker and says whether to go on; `None` if it said no.
pub fn simulate(assessment: &Arc<Assessment>, settings: &Settings, progress: &mut dyn FnMut(u64, u64) -> bool) -> Option<Report> {
    let bank = assessment.bank();
    let cut = assessment.blueprint().standard.cut.value();
    let all = u64::from(settings.takers) * u64::from(settings.replicates);
    let mut given = vec![0_u64; bank.items().len()];
    let mut taken: Vec<Taken> = Vec::new();
    for replicate in 0..settings.replicates {
        let mut truth = derived(settings.seed, replicate, u32::MAX).stream(0);
        let shared = truth.normal() * bank.bank_sd();
        let curves: Vec<ItemModel> = bank
            .items()
            .iter()
            .map(|item| {
                let own = truth.normal() * item.b_sd;
                if item.b_sd > 0.0 { item.model.shifted(own + shared) } else { item.model.clone() }
            })
            .collect();
        for taker in 0..settings.takers {
            let seed = derived(settings.seed, replicate, taker);
            // The session's own streams are numbered by block and item; this one is beyond any of them that a session reaches first.
            let mut luck = seed.stream(u64::MAX);
            let theta = cut + luck.normal();
            let mut session = Session::start(Arc::clone(assessment), Started::new(assessment.digest(), seed))
                .expect("an assessment that was checked can begin");
            while let Step::Present(block) = session.step().clone() {
                for id in block.items() {
                    let position = bank.position(id).expect("a block holds items of its bank");
                    let p = curves[position].probability_at(theta, Score::RIGHT);
                    let answer = bank.items()[position].answer_worth(luck.uniform() < p);
                    session.answer(id, answer, 0).expect("made for this item");
                    given[position] += 1;
                }
                session.hand_in(0).expect("every item was answered");
            }
            let outcome = session.outcome();
            taken.push(Taken {
                replicate,
                master: theta >= cut,
                verdict: outcome.verdict,
                error: outcome.estimate.theta.value() - theta,
                length: outcome.items,
                reason: outcome.reason,
            });
            if !progress(taken.len() as u64, all) {
                return None;
            }
        }
    }
    Some(report(assessment, *settings, &taken, &given))
}

/// The seed of one taker: a digest of where it stands.
fn derived(seed: u64, replicate: u32, taker: u32) -> Seed {
    Seed::new(*Digest::of(&("simulated examinee", seed, replicate, taker)).bytes())
}

fn report(assessment: &Assessment, settings: Settings, taken: &[Taken], given: &[u64]) -> Report {
    let all = taken.len().max(1) as f64;
    let mut lengths: Vec<usize> = taken.iter().map(|one| one.length).collect();
    lengths.sort_unstable();
    let mut reasons: Vec<StopReason> = taken.iter().map(|one| one.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let share = |reason| taken.iter().filter(|one| one.reason == reason).count() as f64 / all;
    let mut exposure: Vec<(String, f64)> =
        assessment.bank().items().iter().zip(given).map(|(item, count)| (item.id.to_string(), *count as f64 / all)).collect();
    exposure.sort_by(|one, other| other.1.total_cmp(&one.1));
    let yes = |holds: bool| f64::from(u8::from(holds));
    let awarded = |one: &Taken| one.verdict == Verdict::Achieved;
    let squared = figure(settings, taken, |one| Some(one.error * one.error));
    Report {
        settings,
        assessment: assessment.digest(),
        length: Length {
            mean: lengths.iter().sum::<usize>() as f64 / all,
            minimum: lengths.first().copied().unwrap_or(0),
            median: lengths.get(lengths.len().saturating_sub(1) / 2).copied().unwrap_or(0),
            maximum: lengths.last().copied().unwrap_or(0),
        },
        reasons: reasons.into_iter().map(|reason| (reason, share(reason))).collect(),
        bias: figure(settings, taken, |one| Some(one.error)),
        // The error of a root: half that of the square, over the root (delta method).
        rmse: Figure {
            value: squared.value.map(f64::sqrt),
            standard_error: squared
                .value
                .zip(squared.standard_error)
                .filter(|(mse, _)| *mse > 0.0)
                .map(|(mse, se)| 0.5 * se / mse.sqrt()),
        },
        awarded: figure(settings, taken, |one| Some(yes(awarded(one)))),
        false_awards: figure(settings, taken, |one| awarded(one).then_some(yes(!one.master))),
        masters_awarded: figure(settings, taken, |one| one.master.then_some(yes(awarded(one)))),
        undecided: figure(settings, taken, |one| Some(yes(one.verdict == Verdict::TooClose))),
        exposure,
    }
}

/// The mean of what `of` finds. Takers of one replicate share its difficulties, so the error is that of a ratio over replicates
/// (Cochran 1977, eq. 6.13), or, with one replicate, over its takers.
fn figure(settings: Settings, taken: &[Taken], of: impl Fn(&Taken) -> Option<f64>) -> Figure {
    let clusters = if settings.replicates > 1 { settings.replicates as usize } else { taken.len() };
    let mut sums = vec![(0.0, 0.0); clusters];
    for (index, one) in taken.iter().enumerate() {
        if let Some(value) = of(one) {
            let cluster = if settings.replicates > 1 { one.replicate as usize } else { index };
            sums[cluster].0 += value;
            sums[cluster].1 += 1.0;
        }
    }
    let (sum, count) = sums.iter().fold((0.0, 0.0), |(sum, count), (s, c)| (sum + s, count + c));
    if count == 0.0 {
        return Figure { value: None, standard_error: None };
    }
    let mean = sum / count;
    let n = clusters as f64;
    let squares: f64 = sums.iter().map(|(s, c)| (s - mean * c) * (s - mean * c)).sum();
    let standard_error = (clusters > 1).then(|| (n / (n - 1.0) * squares).sqrt() / count);
    Figure { value: Some(mean), standard_error }
}
