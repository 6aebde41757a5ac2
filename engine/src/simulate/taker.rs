//! One replicate of the bank, and takers who sit sessions on it.

use std::sync::Arc;

use super::Plan;
use crate::bank::{Bank, ItemId, ItemSet};
use crate::blueprint::file::ExposureFile;
use crate::digest::Digest;
use crate::mastery::Finding;
use crate::model::ItemModel;
use crate::outcome::Verdict;
use crate::score::Score;
use crate::seed::{Seed, Stream};
use crate::select::ExposureTable;
use crate::session::log::Started;
use crate::session::{Session, Step};
use crate::stop::StopReason;

/// The stream of what is not the session's: its own are numbered by block and item.
const LUCK: u64 = u64::MAX;

/// Stands for the attempt of a taker who is tested again as if for the first time.
pub(super) const RETEST: u32 = u32::MAX;

/// A bank whose difficulties are what they truly are, and so are the cuts.
pub(super) struct Replicate<'a> {
    plan: &'a Plan,
    seed: Seed,
    /// The curves by which takers answer, while sessions go by the stated ones.
    curves: Vec<ItemModel>,
    /// In logits; the first is the pass mark.
    pub cuts: Vec<f64>,
    /// How often items were given so far, where exposure control goes by it.
    exposure: Option<ExposureTable>,
}

/// Somebody with an ability.
pub(super) struct Taker {
    pub theta: f64,
    number: u64,
    /// Goes on with the first attempt.
    luck: Stream,
}

/// A session that has ended.
pub(super) struct Sat {
    pub verdict: Verdict,
    pub finding: Finding,
    pub reason: StopReason,
    /// Positions of the items given.
    pub items: Vec<usize>,
    /// For each item, whether exposure control kept it back; empty where there is none.
    pub aside: Vec<bool>,
}

impl<'a> Replicate<'a> {
    /// The difficulties of this replicate: drawn once, the same for all of its takers.
    pub fn new(plan: &'a Plan, number: u32) -> Self {
        let bank = plan.assessment.bank();
        // The only digest: takers and attempts are told apart by a counter within the seed.
        let seed = Seed::new(*Digest::of(&("simulated replicate", plan.settings.seed, number)).bytes());
        let mut truth = seed.stream(LUCK);
        let shared = truth.normal() * bank.bank_sd();
        let curves = bank
            .items()
            .iter()
            .map(
                |item| {
                    if item.b_sd > 0.0 { item.model.shifted(truth.normal() * item.b_sd + shared) } else { item.model.clone() }
                },
            )
            .collect();
        let standard = &plan.assessment.blueprint().standard;
        let errors = std::iter::once(standard.cut_se).chain(standard.levels.iter().map(|level| level.cut_se));
        let cuts = plan.cuts.iter().zip(errors).map(|(cut, error)| cut.value() + error * truth.normal()).collect();
        let exposure = match plan.assessment.selector.exposure() {
            Some(ExposureFile::Restricted { .. } | ExposureFile::Eligibility { .. }) => Some(ExposureTable::default()),
            _ => None,
        };
        Self { plan, seed, curves, cuts, exposure }
    }

    /// The taker of this number from the population of that.
    pub fn taker(&self, population: usize, number: u32) -> Taker {
        let of = &self.plan.settings.populations[population];
        // Numbers begin at 1, so that no taker has the replicate's own seed.
        let number = (population as u64 + 1) << 32 | u64::from(number);
        let mut luck = self.attempt_seed(number, 0).stream(LUCK);
        let theta = of.mean(self.plan.cuts[0]) + of.sd() * luck.normal();
        Taker { theta, number, luck }
    }

    fn attempt_seed(&self, taker: u64, attempt: u32) -> Seed {
        let mut bytes = *self.seed.bytes();
        for (byte, counter) in bytes.iter_mut().zip(taker.to_le_bytes().into_iter().chain(attempt.to_le_bytes())) {
            *byte ^= counter;
        }
        Seed::new(bytes)
    }

    /// A session from start to end, or `None` if too few items are left without those excluded. Attempts are numbered from 0.
    pub fn sit(&mut self, taker: &Taker, attempt: u32, exclusions: Vec<ItemId>) -> Option<Sat> {
        self.watched(taker, attempt, exclusions, &mut |_| {})
    }

    /// The same; `watch` sees the session after each block.
    pub fn watched(
        &mut self,
        taker: &Taker,
        attempt: u32,
        exclusions: Vec<ItemId>,
        watch: &mut dyn FnMut(&Session),
    ) -> Option<Sat> {
        let assessment = &self.plan.assessment;
        let seed = self.attempt_seed(taker.number, attempt);
        let mut luck = if attempt == 0 { taker.luck.clone() } else { seed.stream(LUCK) };
        let exposure = self.exposure.as_ref().map(ExposureTable::digest);
        let started = Started { exclusions, exposure, ..Started::new(assessment.digest(), seed) };
        let mut session = Session::start_with(Arc::clone(assessment), started, self.exposure.as_ref()).ok()?;
        let mut items = Vec::with_capacity(assessment.blueprint().length.maximum.min(assessment.bank().items().len()));
        let mut testlets = Testlets::default();
        loop {
            let size = match session.step() {
                Step::Present(block) => block.items().len(),
                &Step::Finished(reason) => {
                    let finding = session.finding();
                    let aside = session.set_aside().to_vec();
                    // A retest is as if for the first time: it happens beside the sessions that are counted.
                    let counted = self.exposure.as_mut().filter(|_| attempt != RETEST);
                    if let (Some(table), Some(rule)) = (counted, assessment.selector.exposure()) {
                        *table = table.with(assessment.bank(), rule, &items, &aside);
                    }
                    return Some(Sat { verdict: session.verdict(&finding), finding, reason, items, aside });
                }
            };
            for place in 0..size {
                let Step::Present(block) = session.step() else { unreachable!("a block lasts until it is handed in") };
                let id = block.items()[place].clone();
                let position = block.positions().nth(place).expect("a place in the block");
                let score = match self.plan.testlets[position] {
                    Some(set) => testlets.drawn(assessment.bank(), set, taker.theta, &mut luck),
                    None => drawn(&self.curves[position], taker.theta, &mut luck),
                };
                let answer = match self.plan.testlets[position] {
                    // A testlet counts items with full credit.
                    Some(_) => assessment.bank().items()[position].answer_worth(score.is_right()),
                    None => self.plan.answers[position][score.category()].clone(),
                };
                session.answer(&id, answer, 0).expect("made for this item");
                items.push(position);
            }
            session.hand_in(0).expect("every item was answered");
            watch(&session);
        }
    }
}

/// A category drawn by its probability, the highest first: right where a uniform number is below P.
fn drawn(model: &ItemModel, theta: f64, luck: &mut Stream) -> Score {
    let mut left = luck.uniform();
    for category in (1..model.categories()).rev() {
        let score = Score::new(category as u8);
        let p = model.probability_at(theta, score);
        if left < p {
            return score;
        }
        left -= p;
    }
    Score::WRONG
}

/// Testlets that a session has begun: each with the right answers and the items that are still to come.
#[derive(Default)]
struct Testlets(Vec<(usize, usize, usize)>);

impl Testlets {
    /// The score of a testlet's next item. How many are right follows the testlet's own curve; which ones is left to chance.
    fn drawn(&mut self, bank: &Bank, set: usize, theta: f64, luck: &mut Stream) -> Score {
        let begun = self.0.iter().position(|(begun, _, _)| *begun == set).unwrap_or_else(|| {
            let ItemSet { items, curve, .. } = &bank.sets()[set];
            let model = &bank.testlets[curve.expect("a testlet has a curve") - bank.items().len()];
            self.0.push((set, drawn(model, theta, luck).category(), items.len()));
            self.0.len() - 1
        });
        let (_, right, left) = &mut self.0[begun];
        let is_right = luck.uniform() * (*left as f64) < *right as f64;
        *left -= 1;
        *right -= usize::from(is_right);
        Score::from(is_right)
    }
}
