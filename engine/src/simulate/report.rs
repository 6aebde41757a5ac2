//! From tallies to figures: each over all takers, and as median and 95th percentile over replicates of the bank.

use serde::{Deserialize, Serialize};

use super::classification::{Agreement, Retest, lee};
use super::figure::{Figure, Sums};
use super::stated::{Calibration, Stated, calibration};
use super::summary::{Row, overlap};
use super::tally::{ABILITIES, Ability, Tally, Verdicts};
use super::{Plan, Population, Settings};
use crate::digest::Digest;
use crate::math;
use crate::model::ItemModel;
use crate::outcome::Verdict;
use crate::stop::StopReason;
use crate::theta::Theta;

/// What came of a simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What was asked.
    pub settings: Settings,
    /// Of bank and blueprint.
    pub assessment: Digest,
    /// The pass mark, in logits.
    pub cut: Theta,
    /// One for each population, in the settings' order.
    pub populations: Vec<PopulationReport>,
    /// P(award | θ) and what else depends on ability: takers of all populations together, by true ability.
    pub curve: Vec<Conditional>,
}

/// What came of the takers of one population. What is not said to be of all attempts is of the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PopulationReport {
    /// Which.
    pub population: Population,
    /// How many takers, in all replicates.
    pub takers: u64,
    /// Items in a session.
    pub length: Length,
    /// Why sessions ended, with their shares.
    pub reasons: Vec<(StopReason, f64)>,
    /// Mean of estimate minus truth, in logits.
    pub bias: Figure,
    /// Root mean square of the same.
    pub rmse: Figure,
    /// Mean standard error that sessions state, in logits.
    pub standard_error: Figure,
    /// Verdicts of first attempts.
    pub first: VerdictFigures,
    /// Verdicts after all attempts that the retake rule allows; nobody tries again once awarded.
    pub all_attempts: VerdictFigures,
    /// Attempts of a taker.
    pub attempts: Figure,
    /// Share of takers who could not try again, as too few unseen items were left.
    pub out_of_items: Figure,
    /// How often classification is right, and the same again.
    pub classification: Vec<Classification>,
    /// The same takers tested twice.
    pub retest: RetestReport,
    /// How the bank was used.
    pub exposure: ExposureFigures,
    /// By true ability.
    pub conditional: Vec<Conditional>,
    /// P(mastery) as stated against the share of masters. It holds for takers from the decision's own prior.
    pub stated: Vec<Calibration>,
}

/// Lengths of sessions, in items.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Length {
    /// Mean.
    pub mean: Figure,
    /// Shortest.
    pub minimum: usize,
    /// Half are no longer.
    pub median: usize,
    /// Longest.
    pub maximum: usize,
}

/// Verdicts as shares, from 0 to 1. Masters are takers whose true ability is at or above the cut.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerdictFigures {
    /// Of all takers, those awarded.
    pub awarded: Figure,
    /// Of the awards, those that went to takers below the cut.
    pub false_awards: Figure,
    /// Of the masters, those awarded.
    pub masters_awarded: Figure,
    /// Of the masters, those told "not yet".
    pub masters_not_yet: Figure,
    /// Of the masters, those not awarded: told "not yet" or too close to call.
    pub masters_not_awarded: Figure,
    /// Of all takers, those for whom it was too close to call.
    pub undecided: Figure,
}

/// Classification by the side of a cut on which ability lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classification {
    /// The cut, in logits.
    pub cut: Theta,
    /// Expected by Rudner's method from each session's estimate and standard error.
    pub rudner_accuracy: Figure,
    /// The same method's consistency.
    pub rudner_consistency: Figure,
    /// Share of takers whose estimate is on the side of their true ability.
    pub simulated_accuracy: Figure,
    /// By Lee's method, of a fixed form of as many items as a session has on average: those given most often, at stated difficulties.
    pub lee_fixed_form: Agreement,
    /// How many items that form has.
    pub lee_items: usize,
}

/// Three verdicts replicated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetestReport {
    /// How many takers were tested twice.
    pub takers: u64,
    /// Rows: the first verdict, columns: the second; achieved, not yet, too close to call.
    pub pairs: [[u64; 3]; 3],
    /// Share of them told the same twice.
    pub consistency: Figure,
    /// Share of them awarded once and told "not yet" once.
    pub opposite: Figure,
    /// Agreement beyond chance; absent where all verdicts are the same.
    pub kappa: Option<f64>,
}

/// How the bank was used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExposureFigures {
    /// The share of its items that a session has in common with another.
    pub overlap: Figure,
    /// The greatest share of sessions that gave one item.
    pub maximum: Figure,
    /// Items that no session gave.
    pub unused: Vec<String>,
    /// Item by item, the most exposed first.
    pub items: Vec<ItemExposure>,
}

/// How one item was used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemExposure {
    /// Its id.
    pub item: String,
    /// The share of sessions that gave it.
    pub exposure: f64,
    /// Its share in the overlap: exposure² over mean length.
    pub overlap: f64,
}

/// Takers of about one ability.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conditional {
    /// Abilities from here, in logits; absent in the lowest bin.
    pub lower: Option<f64>,
    /// To below here; absent in the highest.
    pub upper: Option<f64>,
    /// Number, mean ability, bias, RMSE, standard error and length.
    pub row: Row,
    /// Share awarded in the first attempt.
    pub awarded: Figure,
    /// Share told "not yet" in the first attempt.
    pub not_yet: Figure,
    /// Share for whom the first attempt was too close to call.
    pub undecided: Figure,
    /// Share awarded in any attempt.
    pub awarded_in_any: Figure,
}

/// Tallies of one population: merged by replicate, and those whose takers are independent of each other.
struct Clustered {
    replicates: Vec<Tally>,
    clusters: Vec<Tally>,
}

impl Plan {
    /// What tallies of this plan come to, in whichever order they are given. Those that are missing are not counted, so that a
    /// report can be made before all are there.
    pub fn report(&self, tallies: &[Tally]) -> Report {
        let mut tallies: Vec<&Tally> = tallies.iter().collect();
        tallies.sort_by_key(|tally| tally.unit.number);
        let of = |population: usize| {
            let own: Vec<&Tally> = tallies.iter().copied().filter(|tally| tally.unit.population == population).collect();
            Clustered::new(&own)
        };
        let clustered: Vec<Clustered> = (0..self.settings.populations.len()).map(of).collect();
        let cut = self.cuts[0];
        // The curve's clusters: what all populations have of one replicate.
        let mut by_replicate = tallies.clone();
        by_replicate.sort_by_key(|tally| (tally.unit.replicate, tally.unit.number));
        let together = Clustered::new(&by_replicate);
        Report {
            settings: self.settings.clone(),
            assessment: self.assessment.digest(),
            cut,
            populations: self
                .settings
                .populations
                .iter()
                .zip(&clustered)
                .filter_map(|(population, clustered)| self.population(*population, clustered))
                .collect(),
            curve: conditional(&together, cut),
        }
    }

    fn population(&self, population: Population, of: &Clustered) -> Option<PopulationReport> {
        let all = of.all()?;
        let takers = all.moments.takers;
        let share = |count: u64| count as f64 / takers as f64;
        let mean = |sum: fn(&Tally) -> f64| of.mean(|tally| (sum(tally), tally.moments.takers as f64));
        let mut reasons: Vec<(StopReason, f64)> = all.reasons.iter().map(|(reason, count)| (*reason, share(*count))).collect();
        reasons.sort_by_key(|(reason, _)| *reason);
        let rates: Vec<f64> = all.given.iter().map(|count| share(*count)).collect();
        let length = all.moments.items as f64 / takers as f64;
        Some(PopulationReport {
            population,
            takers,
            length: lengths(&all.lengths, mean(|tally| tally.moments.items as f64)),
            reasons,
            bias: mean(|tally| tally.moments.error),
            rmse: Figure::root(&of.sums(|tally| (tally.moments.squared_error, tally.moments.takers as f64))),
            standard_error: mean(|tally| tally.moments.standard_error),
            first: verdicts(of, |tally| &tally.first),
            all_attempts: verdicts(of, |tally| &tally.last),
            attempts: mean(|tally| tally.attempts as f64),
            out_of_items: mean(|tally| tally.out_of_items as f64),
            classification: self.classification(population, of, &rates, length),
            retest: retest(of, all.retest),
            exposure: self.exposure(of, &rates, length),
            conditional: conditional(of, self.cuts[0]),
            stated: calibration(&of.clusters.iter().map(|tally| tally.stated.as_slice()).collect::<Vec<&[Stated]>>()),
        })
    }

    fn classification(&self, population: Population, of: &Clustered, rates: &[f64], length: f64) -> Vec<Classification> {
        let bank = self.assessment.bank();
        let mut order: Vec<usize> = (0..rates.len()).collect();
        order.sort_by(|one, other| rates[*other].total_cmp(&rates[*one]));
        order.truncate((length.round() as usize).max(1));
        let form: Vec<&ItemModel> = order.iter().map(|&position| &bank.items()[position].model).collect();
        let abilities = quadrature(population.mean(self.cuts[0]), population.sd());
        self.cuts
            .iter()
            .enumerate()
            .map(|(number, cut)| {
                let mean = |sum: &dyn Fn(&Tally) -> f64| of.mean(|tally| (sum(tally), tally.moments.takers as f64));
                Classification {
                    cut: *cut,
                    rudner_accuracy: mean(&|tally| tally.rudner[number].accuracy),
                    rudner_consistency: mean(&|tally| tally.rudner[number].consistency),
                    simulated_accuracy: mean(&|tally| tally.right_side[number] as f64),
                    lee_fixed_form: lee(&form, &[*cut], &abilities),
                    lee_items: form.len(),
                }
            })
            .collect()
    }

    fn exposure(&self, of: &Clustered, rates: &[f64], length: f64) -> ExposureFigures {
        let bank = self.assessment.bank();
        let mut items: Vec<ItemExposure> = bank
            .items()
            .iter()
            .zip(rates)
            .map(|(item, rate)| ItemExposure { item: item.id.to_string(), exposure: *rate, overlap: overlap(&[*rate], length) })
            .collect();
        items.sort_by(|one, other| other.exposure.total_cmp(&one.exposure));
        let rates_of = |tally: &Tally| {
            let n = tally.moments.takers as f64;
            (tally.given.iter().map(|count| *count as f64 / n).collect::<Vec<f64>>(), tally.moments.items as f64 / n)
        };
        // Neither is a mean over takers: the figure of all takers is put in the place of the mean over replicates.
        let over_replicates = |all: f64, each: &dyn Fn(&Tally) -> f64| {
            let figure = of.mean(|tally| (each(tally), 1.0));
            Figure { value: Some(all), ..figure }
        };
        ExposureFigures {
            overlap: over_replicates(overlap(rates, length), &|tally| {
                let (rates, length) = rates_of(tally);
                overlap(&rates, length)
            }),
            maximum: over_replicates(rates.iter().copied().fold(0.0, f64::max), &|tally| {
                rates_of(tally).0.into_iter().fold(0.0, f64::max)
            }),
            unused: items.iter().filter(|item| item.exposure == 0.0).map(|item| item.item.clone()).collect(),
            items,
        }
    }
}

impl Clustered {
    /// Of tallies in order, those of one replicate next to each other.
    fn new(tallies: &[&Tally]) -> Self {
        let mut replicates: Vec<Tally> = Vec::new();
        for &tally in tallies {
            match replicates.last_mut() {
                Some(last) if last.unit.replicate == tally.unit.replicate => last.merge(tally),
                _ => replicates.push(tally.clone()),
            }
        }
        let clusters = if replicates.len() > 1 { replicates.clone() } else { tallies.iter().copied().cloned().collect() };
        Self { replicates, clusters }
    }

    fn all(&self) -> Option<Tally> {
        let (first, others) = self.replicates.split_first()?;
        let mut all = first.clone();
        for other in others {
            all.merge(other);
        }
        Some(all)
    }

    fn sums(&self, of: impl Fn(&Tally) -> (f64, f64)) -> Sums {
        Sums { replicates: self.replicates.iter().map(&of).collect(), clusters: self.clusters.iter().map(&of).collect() }
    }

    fn mean(&self, of: impl Fn(&Tally) -> (f64, f64)) -> Figure {
        Figure::mean(&self.sums(of))
    }

    /// A share of counts.
    fn share(&self, of: impl Fn(&Tally) -> (u64, u64)) -> Figure {
        self.mean(|tally| {
            let (part, whole) = of(tally);
            (part as f64, whole as f64)
        })
    }
}

fn lengths(counts: &[u64], mean: Figure) -> Length {
    let all: u64 = counts.iter().sum();
    // The length of the session that is so many from the shortest.
    let at = |place: u64| {
        let mut passed = 0;
        counts.iter().position(|count| {
            passed += count;
            passed > place
        })
    };
    let at = |place| at(place).unwrap_or(0);
    let last = all.saturating_sub(1);
    Length { mean, minimum: at(0), median: at(last / 2), maximum: at(last) }
}

fn verdicts(of: &Clustered, which: fn(&Tally) -> &Verdicts) -> VerdictFigures {
    let share = |count: fn(&Verdicts) -> (u64, u64)| of.share(|tally| count(which(tally)));
    VerdictFigures {
        awarded: share(|told| (told.told(Verdict::Achieved), told.takers())),
        false_awards: share(|told| {
            let all = told.told(Verdict::Achieved);
            (all - told.masters_told(Verdict::Achieved), all)
        }),
        masters_awarded: share(|told| (told.masters_told(Verdict::Achieved), told.masters())),
        masters_not_yet: share(|told| (told.masters_told(Verdict::NotYet), told.masters())),
        masters_not_awarded: share(|told| (told.masters() - told.masters_told(Verdict::Achieved), told.masters())),
        undecided: share(|told| (told.told(Verdict::TooClose), told.takers())),
    }
}

fn retest(of: &Clustered, all: Retest) -> RetestReport {
    RetestReport {
        takers: all.takers(),
        pairs: all.pairs,
        consistency: of.share(|tally| (tally.retest.same(), tally.retest.takers())),
        opposite: of.share(|tally| (tally.retest.opposite(), tally.retest.takers())),
        kappa: all.kappa(),
    }
}

fn conditional(of: &Clustered, cut: Theta) -> Vec<Conditional> {
    let Some(all) = of.all() else { return Vec::new() };
    (0..ABILITIES)
        .filter_map(|bin| {
            let row = all.abilities[bin].moments.row()?;
            let share = |which: fn(&Ability) -> &Verdicts, verdict| {
                of.share(|tally| {
                    let told = which(&tally.abilities[bin]);
                    (told.told(verdict), told.takers())
                })
            };
            let [lower, upper] = Tally::ability_range(bin).map(|end| end.map(|from_cut| cut.value() + from_cut));
            Some(Conditional {
                lower,
                upper,
                row,
                awarded: share(|ability| &ability.first, Verdict::Achieved),
                not_yet: share(|ability| &ability.first, Verdict::NotYet),
                undecided: share(|ability| &ability.first, Verdict::TooClose),
                awarded_in_any: share(|ability| &ability.last, Verdict::Achieved),
            })
        })
        .collect()
}

/// Abilities of a normal population with their weights: a trapezoid sum over six standard deviations to either side.
fn quadrature(mean: f64, sd: f64) -> Vec<(Theta, f64)> {
    (-60..=60)
        .map(|k| 0.1 * f64::from(k))
        .map(|z| (Theta::saturating(mean + sd * z), math::normal_density(z, 0.0, 1.0)))
        .collect()
}
