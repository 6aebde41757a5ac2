//! A pass mark from judges: what they expect of the borderline learner, item by item, as a place on the scale of ability.
//!
//! Each judge says for each item how likely the borderline learner is to get it right, or which share of its full score to get
//! (Angoff 1971; several categories: Hambleton and Plake 1995, doi:10.1207/s15324818ame0801_4). The sum of the means is the score that
//! is just enough, and the ability of which this is the expected score is the cut: the inverse of the test characteristic curve of the
//! very curves that score. Where a difficulty was rated and not measured, that curve is averaged over its error, as in
//! [`crate::mastery`]; items of a testlet go by the testlet's own curve, together.
//!
//! **What the cut is uncertain by**, as variances of the mean rating, divided by the square of the curve's slope to be in logits:
//!
//! - judges: others would have said otherwise. With every judge rating every item the variance of the mean over judges is
//!   σ²(J)/n_J + σ²(JI)/(n_J n_I), which is s²/n_J with s the standard deviation of the judges' own means (Brennan 2001, ch. 2 and 4).
//! - items, where only a sample of a pool was rated: the ratings of these items depart from their curves by r_u, and those of the
//!   others would by other amounts. It is the variance of a difference estimator (Cochran 1977, sec. 7.2), (1 − n/N) s²(r)/n, less the
//!   part of s²(r) that is the judges' noise and counted with them.
//! - difficulties: a cut found on curves whose b is only rated moves by Σ E′ε/Σ E′, of variance Σ (E′ b_sd)²/(Σ E′)². An error that
//!   all ratings of a bank share moves scale and cut alike, and is left out.
//!
//! The items' own differences are no error: the curve is that of the very items that were rated.
//!
//! ```
//! use engine::bank::ResponseCurve;
//! use engine::cut_score::{Form, Place};
//! use engine::model::{ItemModel, Logistic};
//! let curve = |b| ResponseCurve { model: ItemModel::from(Logistic::new(1.0, b, 0.0, 1.0).unwrap()), b_sd: 0.0 };
//! let form = Form::of_curves(vec![curve(0.0), curve(0.0)]);
//! let found = form.cut_score(&[vec![0.5, 0.6], vec![0.4, 0.5]]).unwrap();
//! let Place::At { theta, .. } = found.place else { panic!("within the range") };
//! assert!(theta.value().abs() < 1e-12);
//! ```

mod sample;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::bank::{Bank, ItemId, ResponseCurve};
use crate::mastery::rating_error;
use crate::math;
use crate::model::ItemModel;
use crate::theta::Theta;

pub use sample::sample;

/// Cuts are sought between −6 and 6 logits, where a blueprint may have one.
const RANGE: f64 = 6.0;

/// Why ratings come to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// An item is not in the bank, or has no score there.
    #[error("item \"{0}\" is not among the items that count: expected one that the blueprint may give")]
    UnknownItem(String),
    /// An item's categories have no order, so that no score is more than another.
    #[error("item \"{0}\" has categories without an order: expected an item of which a share of the full score can be expected")]
    NoOrder(String),
    /// A testlet is scored as one, but not all of its items were rated.
    #[error("set \"{0}\" is scored as one response: expected ratings of all of its items or of none")]
    HalfTestlet(String),
    /// There is nothing to go by.
    #[error("{judges} judges have rated {items} items, expected at least one of each")]
    Nothing {
        /// Judges.
        judges: usize,
        /// Items.
        items: usize,
    },
    /// A judge's ratings are not one from 0 to 1 for each item.
    #[error("judge {judge} has {given}, expected one number from 0 to 1 for each of {items} items")]
    Ratings {
        /// From 1.
        judge: usize,
        /// What there is.
        given: String,
        /// How many items.
        items: usize,
    },
}

/// A response and the rated items that make it: one, or those of a testlet.
#[derive(Clone, Debug)]
struct Unit {
    curve: ResponseCurve,
    /// The mean shape of the curve: shifts of the difficulty with their weights.
    shifts: Vec<(f64, f64)>,
    /// Places among the rated items.
    items: Vec<usize>,
}

/// What is rated.
#[derive(Clone, Debug)]
pub struct Form {
    units: Vec<Unit>,
    items: usize,
    /// Units of the pool from which these were sampled; as many as there are where all were rated.
    pool: usize,
}

/// Where the pass mark is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// On the scale.
    At {
        /// In logits.
        theta: Theta,
        /// In logits; absent with one judge.
        standard_error: Option<f64>,
        /// What it is made of.
        from: Parts,
    },
    /// So little is expected that somebody who knows nothing would get it, by guessing: no ability is as low.
    Below {
        /// The share of the full score that the lowest ability is expected to get.
        least: f64,
    },
    /// More is expected than the highest ability is expected to get.
    Above {
        /// The share that it is expected to get.
        most: f64,
    },
}

/// Standard errors in logits, which add up as squares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// Of the choice of judges; absent with one judge.
    pub judges: Option<f64>,
    /// Of the choice of items; 0 where all were rated.
    pub items: f64,
    /// Of difficulties that were rated and not measured.
    pub difficulties: f64,
}

/// Variance components of ratings as shares of the full score (Brennan 2001, table 3.2). What comes out below 0 is told as 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Components {
    /// Of judges: some expect more than others.
    pub judges: f64,
    /// Of items: some are harder than others.
    pub items: f64,
    /// Of what is left: judges do not agree which items are harder.
    pub residual: f64,
}

/// One judge.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfJudge {
    /// Mean rating.
    pub mean: f64,
    /// The ability that it comes to, in logits; absent where there is none.
    pub theta: Option<f64>,
    /// Correlation of the ratings with what the items' curves say at the panel's cut.
    pub correlation: Option<f64>,
    /// Mean distance of the ratings from what the curves say at the judge's own cut (after van der Linden 1982).
    pub distance: Option<f64>,
}

/// One item.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfItem {
    /// Mean rating.
    pub mean: f64,
    /// Standard deviation over judges; absent with one.
    pub sd: Option<f64>,
    /// Least rating.
    pub least: f64,
    /// Greatest rating.
    pub most: f64,
    /// What its curve says at the panel's cut; absent where there is none, and of an item of a testlet.
    pub curve: Option<f64>,
}

/// What ratings come to. Ratings and means are shares of the full score, from 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CutScore {
    /// How many judges.
    pub judges: usize,
    /// How many items they rated.
    pub items: usize,
    /// Mean of all ratings.
    pub mean: f64,
    /// The score that is just enough, of as many points as there are items.
    pub expected_score: f64,
    /// Standard deviation of the judges' means; absent with one judge.
    pub judge_sd: Option<f64>,
    /// Standard deviation of the items' means; absent with one item.
    pub item_sd: Option<f64>,
    /// Absent with one judge or one item.
    pub components: Option<Components>,
    /// How consistently judges together put items in order: σ²(I)/(σ²(I) + σ²(JI)/n_J), which is Cronbach's α with judges for items.
    /// Absent where nothing varies.
    pub consistency: Option<f64>,
    /// Correlation of the items' means with what their curves say at the cut.
    pub correlation: Option<f64>,
    /// Standard error of the mean, by judges and by items; absent with one judge.
    pub standard_error: Option<f64>,
    /// On the scale of ability.
    pub place: Place,
    /// In the order given.
    pub by_judge: Vec<OfJudge>,
    /// In the order given.
    pub by_item: Vec<OfItem>,
}

impl Unit {
    fn new(curve: ResponseCurve, items: Vec<usize>) -> Self {
        Self { shifts: rating_error(&curve.model, curve.b_sd), curve, items }
    }

    /// The expected score at an ability, and its slope, as shares of the full score times the number of items.
    fn expected(&self, theta: f64) -> (f64, f64) {
        let ResponseCurve { model, .. } = &self.curve;
        let scale = self.items.len() as f64 / (model.categories() - 1) as f64;
        let sum = self.shifts.iter().fold((0.0, 0.0), |(score, slope), (shift, weight)| {
            // A curve whose difficulty is higher by the shift is the same curve read lower by it.
            let (value, rise) = model.expected_score_at(theta - shift);
            (score + weight * value, slope + weight * rise)
        });
        (scale * sum.0, scale * sum.1)
    }
}

impl Form {
    /// Items that are each scored for themselves, and are all there are.
    pub fn of_curves(curves: Vec<ResponseCurve>) -> Self {
        let items = curves.len();
        let units = curves.into_iter().enumerate().map(|(place, curve)| Unit::new(curve, vec![place])).collect();
        Self { units, items, pool: items }
    }

    /// These items of a bank, in this order; the bank is that of a blueprint's pool. Where they are fewer than those that can be
    /// rated they count as a sample.
    ///
    /// # Errors
    /// If an item is unknown or cannot be rated, or a testlet is there in part.
    pub fn of_bank(bank: &Bank, items: &[ItemId]) -> Result<Self, Error> {
        let curves = bank.curves();
        let place = |position: usize| items.iter().position(|id| bank.position(id) == Some(position));
        let mut units = Vec::new();
        for (number, id) in items.iter().enumerate() {
            let position = bank.position(id).ok_or_else(|| Error::UnknownItem(id.to_string()))?;
            let Some((set, curve)) = bank.set_of(position).and_then(|set| Some((set, set.curve?))) else {
                if !can_be_rated(&curves[position].model) {
                    return Err(Error::NoOrder(id.to_string()));
                }
                units.push(Unit::new(curves[position].clone(), vec![number]));
                continue;
            };
            let places: Option<Vec<usize>> = set.items.iter().map(|&member| place(member)).collect();
            let places = places.ok_or_else(|| Error::HalfTestlet(set.id.clone()))?;
            // Once, by whichever of its items comes first.
            if places.iter().min() == Some(&number) {
                units.push(Unit::new(curves[curve].clone(), places));
            }
        }
        let pool = sample::units(bank).len().max(units.len());
        Ok(Self { units, items: items.len(), pool })
    }

    /// How many items.
    pub fn items(&self) -> usize {
        self.items
    }

    /// The expected score at an ability, of as many points as there are items: the test characteristic curve.
    pub fn expected_score(&self, theta: Theta) -> f64 {
        self.expected(theta.value()).0
    }

    fn expected(&self, theta: f64) -> (f64, f64) {
        self.units.iter().map(|unit| unit.expected(theta)).fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d))
    }

    /// The ability that is expected to get so many points; `Err` with what an end of the range gets where that is not enough or too
    /// much already.
    fn inverse(&self, points: f64) -> Result<f64, Place> {
        let (least, most) = (self.expected(-RANGE).0, self.expected(RANGE).0);
        let all = self.items as f64;
        if points < least {
            return Err(Place::Below { least: least / all });
        }
        if points > most {
            return Err(Place::Above { most: most / all });
        }
        // Every curve that can be rated rises, so that there is one such ability.
        Ok(math::root(-RANGE, RANGE, |theta| self.expected(theta).0 - points))
    }

    /// What ratings come to: for each judge one for each item, from 0 to 1.
    ///
    /// # Errors
    /// If there are none, or a judge's are not complete.
    pub fn cut_score(&self, ratings: &[Vec<f64>]) -> Result<CutScore, Error> {
        let (judges, items) = (ratings.len(), self.items);
        if judges == 0 || items == 0 {
            return Err(Error::Nothing { judges, items });
        }
        for (number, of_judge) in ratings.iter().enumerate() {
            let wrong = |given: String| Error::Ratings { judge: number + 1, given, items };
            if of_judge.len() != items {
                return Err(wrong(format!("{} ratings", of_judge.len())));
            }
            if let Some(value) = of_judge.iter().find(|value| !(0.0..=1.0).contains(*value)) {
                return Err(wrong(format!("the rating {value}")));
            }
        }
        let of_judge: Vec<f64> = ratings.iter().map(|row| mean(row)).collect();
        let columns: Vec<Vec<f64>> = (0..items).map(|item| ratings.iter().map(|row| row[item]).collect()).collect();
        let of_item: Vec<f64> = columns.iter().map(|column| mean(column)).collect();
        let all = mean(&of_judge);
        let squares = Squares::new(ratings, &of_judge, &of_item);
        let place = self.inverse(all * items as f64);
        let at = place.ok();
        let expected = at.map(|theta| self.units.iter().map(|unit| unit.expected(theta)).collect::<Vec<_>>());
        let by_sample = expected.as_ref().map_or(0.0, |expected| self.sampling(expected, &of_item, &squares));
        let standard_error = squares.of_judges.map(|of_judges| (of_judges / (judges * items) as f64 + by_sample).sqrt());
        let place = match (place, &expected) {
            (Ok(theta), Some(expected)) => self.at(theta, expected, &squares, by_sample),
            (Err(beyond), _) => beyond,
            (Ok(_), None) => unreachable!("there are expectations where there is an ability"),
        };
        let curve_of = |theta: f64| self.by_item(theta);
        let curves = at.map(curve_of);
        Ok(CutScore {
            judges,
            items,
            mean: all,
            expected_score: all * items as f64,
            judge_sd: variance(&of_judge).map(f64::sqrt),
            item_sd: variance(&of_item).map(f64::sqrt),
            components: squares.components(),
            consistency: squares.consistency(),
            correlation: curves.as_ref().and_then(|curves| Self::correlation(&of_item, curves)),
            standard_error,
            place,
            by_judge: ratings
                .iter()
                .zip(&of_judge)
                .map(|(row, mean)| {
                    let own = self.inverse(mean * items as f64).ok();
                    OfJudge {
                        mean: *mean,
                        theta: own,
                        correlation: curves.as_ref().and_then(|curves| Self::correlation(row, curves)),
                        distance: own.and_then(|theta| distance(row, &curve_of(theta))),
                    }
                })
                .collect(),
            by_item: columns
                .iter()
                .enumerate()
                .map(|(item, column)| OfItem {
                    mean: of_item[item],
                    sd: variance(column).map(f64::sqrt),
                    least: column.iter().copied().fold(f64::INFINITY, f64::min),
                    most: column.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                    curve: curves.as_ref().and_then(|curves| curves[item]),
                })
                .collect(),
        })
    }

    /// The part of the mean's variance that the choice of items has.
    fn sampling(&self, expected: &[(f64, f64)], of_item: &[f64], squares: &Squares) -> f64 {
        let (units, items) = (self.units.len() as f64, self.items as f64);
        let departures: Vec<f64> = self
            .units
            .iter()
            .zip(expected)
            .map(|(unit, (score, _))| unit.items.iter().map(|&item| of_item[item]).sum::<f64>() - score)
            .collect();
        let noise = squares.residual.unwrap_or(0.0) / squares.judges * (items / units);
        let own = (variance(&departures).unwrap_or(0.0) - noise).max(0.0);
        (1.0 - units / self.pool as f64).max(0.0) * own * units / (items * items)
    }

    fn at(&self, theta: f64, expected: &[(f64, f64)], squares: &Squares, by_sample: f64) -> Place {
        let items = self.items as f64;
        let slope = expected.iter().map(|(_, slope)| slope).sum::<f64>() / items;
        let judges = squares.of_judges.map(|of_judges| (of_judges / (squares.judges * items)).sqrt() / slope);
        let moved: f64 =
            self.units.iter().zip(expected).map(|(unit, (_, slope))| (slope * unit.curve.b_sd) * (slope * unit.curve.b_sd)).sum();
        let from = Parts { judges, items: by_sample.sqrt() / slope, difficulties: moved.sqrt() / (slope * items) };
        let standard_error = judges
            .map(|judges| (judges * judges + from.items * from.items + from.difficulties * from.difficulties).sqrt())
            .filter(|error| error.is_finite());
        Place::At { theta: Theta::saturating(theta), standard_error, from }
    }

    /// What each item's own curve says; of testlets' items nothing.
    fn by_item(&self, theta: f64) -> Vec<Option<f64>> {
        let mut curves = vec![None; self.items];
        for unit in &self.units {
            if let [item] = unit.items[..] {
                curves[item] = Some(unit.expected(theta).0);
            }
        }
        curves
    }

    /// Pearson's correlation, over the items that have a curve of their own.
    fn correlation(ratings: &[f64], curves: &[Option<f64>]) -> Option<f64> {
        let pairs: Vec<(f64, f64)> =
            ratings.iter().zip(curves).filter_map(|(rating, curve)| Some((*rating, (*curve)?))).collect();
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let (of_x, of_y) = (variance(&x)?, variance(&y)?);
        let (mean_x, mean_y) = (mean(&x), mean(&y));
        let product: f64 = pairs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum::<f64>() / (pairs.len() - 1) as f64;
        let spread = (of_x * of_y).sqrt();
        (spread > 1e-12).then(|| (product / spread).clamp(-1.0, 1.0))
    }
}

/// Mean squares of judges by items, each rating once.
struct Squares {
    judges: f64,
    items: f64,
    of_judges: Option<f64>,
    of_items: Option<f64>,
    residual: Option<f64>,
}

impl Squares {
    fn new(ratings: &[Vec<f64>], of_judge: &[f64], of_item: &[f64]) -> Self {
        let (judges, items) = (of_judge.len() as f64, of_item.len() as f64);
        let all = mean(of_judge);
        let left: f64 = ratings
            .iter()
            .zip(of_judge)
            .flat_map(|(row, own)| row.iter().zip(of_item).map(move |(rating, item)| rating - own - item + all))
            .map(|left| left * left)
            .sum();
        let free = (judges - 1.0) * (items - 1.0);
        Self {
            judges,
            items,
            of_judges: variance(of_judge).map(|variance| items * variance),
            of_items: variance(of_item).map(|variance| judges * variance),
            residual: (free > 0.0).then(|| left / free),
        }
    }

    fn components(&self) -> Option<Components> {
        let residual = self.residual?;
        Some(Components {
            judges: ((self.of_judges? - residual) / self.items).max(0.0),
            items: ((self.of_items? - residual) / self.judges).max(0.0),
            residual,
        })
    }

    fn consistency(&self) -> Option<f64> {
        let Components { items, residual, .. } = self.components()?;
        let whole = items + residual / self.judges;
        (whole > 1e-12).then(|| items / whole)
    }
}

/// Whether a share of an item's full score can be expected: the more of it, the more ability.
pub fn can_be_rated(model: &ItemModel) -> bool {
    !matches!(model, ItemModel::Nominal(_))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// With n − 1; `None` below two values.
fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| squares / (values.len() - 1) as f64)
}

fn distance(ratings: &[f64], curves: &[Option<f64>]) -> Option<f64> {
    let distances: Vec<f64> = ratings.iter().zip(curves).filter_map(|(rating, curve)| Some((rating - (*curve)?).abs())).collect();
    (!distances.is_empty()).then(|| mean(&distances))
}
