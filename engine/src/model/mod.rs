//! What an answer to an item says about ability.

mod category;
mod graded;
mod logistic;
mod nominal;
mod partial_credit;

pub use category::{Category, MAX_CATEGORIES};
pub use graded::Graded;
pub use logistic::{Derivatives, Logistic};
pub use nominal::Nominal;
pub use partial_credit::PartialCredit;

use category::Row;

use crate::math;
use crate::score::Score;
use crate::theta::Theta;

/// The response model of one item: a curve over ability for each category that an answer may earn, from 0 up.
///
/// ```
/// use engine::model::{ItemModel, Logistic};
/// let model = ItemModel::from(Logistic::new(1.0, 0.5, 0.0, 1.0)?);
/// assert_eq!(model.categories(), 2);
/// # Ok::<(), engine::model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum ItemModel {
    /// Right or wrong: 1PL to 4PL.
    Logistic(Logistic),
    /// Ordered categories with logistic boundaries: GRM and MGRM.
    Graded(Graded),
    /// Credit step by step: PCM, GPCM and RSM.
    PartialCredit(PartialCredit),
    /// Categories in no order: NRM.
    Nominal(Nominal),
}

/// The curves of an item at one ability, with their derivatives.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// Of an item that is right or wrong.
    Dichotomous(Derivatives),
    /// Of an item with several categories, one for each.
    Polytomous(Vec<Category>),
}

impl From<Logistic> for ItemModel {
    fn from(model: Logistic) -> Self {
        Self::Logistic(model)
    }
}

impl From<Graded> for ItemModel {
    fn from(model: Graded) -> Self {
        Self::Graded(model)
    }
}

impl From<PartialCredit> for ItemModel {
    fn from(model: PartialCredit) -> Self {
        Self::PartialCredit(model)
    }
}

impl From<Nominal> for ItemModel {
    fn from(model: Nominal) -> Self {
        Self::Nominal(model)
    }
}

impl ItemModel {
    /// How many categories an answer may earn: two where it is right or wrong.
    pub fn categories(&self) -> usize {
        match self {
            Self::Logistic(_) => 2,
            Self::Graded(model) => model.categories(),
            Self::PartialCredit(model) => model.categories(),
            Self::Nominal(model) => model.categories(),
        }
    }

    /// The probability of this score, to full relative precision. A score above the highest category counts as that.
    #[inline]
    pub fn probability(&self, theta: Theta, score: Score) -> f64 {
        self.probability_at(theta.value(), score)
    }

    #[inline]
    pub(crate) fn probability_at(&self, theta: f64, score: Score) -> f64 {
        match self {
            Self::Logistic(model) => model.likelihood_at(theta, score),
            _ => self.polytomous_probability_at(theta, score),
        }
    }

    #[inline(never)]
    fn polytomous_probability_at(&self, theta: f64, score: Score) -> f64 {
        let mut p: Row = [0.0; MAX_CATEGORIES];
        self.probabilities_at(theta, &mut p);
        p[self.category(score)]
    }

    /// The logarithm of the probability of this score: finite wherever the probability is not 0, far beyond what a probability can hold.
    pub(crate) fn log_probability_at(&self, theta: f64, score: Score) -> f64 {
        let k = self.category(score);
        match self {
            Self::Logistic(model) => math::ln(model.likelihood_at(theta, score)),
            Self::Graded(model) => model.log_probability_at(theta, k),
            _ => self.with_exponents(theta, |exponents, _| nominal::log_probability(exponents, k)),
        }
    }

    /// The category of a score in this model.
    fn category(&self, score: Score) -> usize {
        score.category().min(self.categories() - 1)
    }

    /// The probabilities of all categories, from 0 up, into the first places of `into`, which has room for them.
    #[inline]
    pub(crate) fn probabilities_at(&self, theta: f64, into: &mut [f64]) {
        match self {
            Self::Logistic(model) => {
                let (p, q) = model.probabilities_at(theta);
                (into[0], into[1]) = (q, p);
            }
            Self::Graded(model) => model.probabilities_at(theta, into),
            _ => self.with_exponents(theta, |exponents, _| nominal::probabilities(exponents, into)),
        }
    }

    /// The exponents and slopes of a model of the form exp / Σ exp.
    #[inline(never)]
    fn with_exponents<R>(&self, theta: f64, then: impl FnOnce(&[f64], &Row) -> R) -> R {
        let (mut exponents, mut slopes): (Row, Row) = ([0.0; MAX_CATEGORIES], [0.0; MAX_CATEGORIES]);
        let n = match self {
            Self::PartialCredit(model) => model.exponents_at(theta, &mut exponents, &mut slopes),
            Self::Nominal(model) => model.exponents_at(theta, &mut exponents, &mut slopes),
            Self::Logistic(_) | Self::Graded(_) => unreachable!("these have boundaries, not exponents"),
        };
        then(&exponents[..n], &slopes)
    }

    /// The score that is expected at `theta`, from 0 to one below the number of categories.
    ///
    /// It rises with ability but for nominal items, whose categories have no order.
    pub fn expected_score(&self, theta: Theta) -> f64 {
        self.expected_score_at(theta.value()).0
    }

    /// The expected score and its slope: Σ k P and Σ k P′.
    pub(crate) fn expected_score_at(&self, theta: f64) -> (f64, f64) {
        let curve = self.curve_at(theta);
        (0..self.categories()).map(|k| (k as f64, Score::of(k))).fold((0.0, 0.0), |(score, slope), (k, category)| {
            (score + k * curve.probability(category), slope + k * curve.derivatives(category)[0])
        })
    }

    /// The curves at `theta`.
    pub fn at(&self, theta: Theta) -> Curve {
        self.curve_at(theta.value())
    }

    #[inline]
    pub(crate) fn curve_at(&self, theta: f64) -> Curve {
        match self {
            Self::Logistic(model) => Curve::Dichotomous(model.derivatives_at(theta)),
            Self::Graded(model) => Curve::Polytomous(model.categories_at(theta)),
            _ => Curve::Polytomous(self.with_exponents(theta, nominal::categories)),
        }
    }

    /// Fisher information at `theta`, in units of 1/θ²: finite and never negative.
    #[inline]
    pub fn information(&self, theta: Theta) -> f64 {
        self.information_at(theta.value())
    }

    #[inline]
    pub(crate) fn information_at(&self, theta: f64) -> f64 {
        match self {
            Self::Logistic(model) => model.information_at(theta),
            Self::Graded(model) => model.information_at(theta),
            _ => self.with_exponents(theta, nominal::information),
        }
    }

    /// Where the item is most informative, in logits: for several categories by search, as there may be several maxima.
    pub fn most_informative_at(&self) -> Theta {
        match self {
            Self::Logistic(model) => model.most_informative_at(),
            Self::Graded(model) => self.search(model.thresholds()),
            Self::PartialCredit(model) => self.search(model.steps()),
            Self::Nominal(model) => self.search(&model.crossings()),
        }
    }

    /// An upper bound of the information between two abilities, given where it is greatest.
    ///
    /// The logistic models' information has one peak, so that it is the value there or at the nearer end. That of the others may have
    /// several; it grows by no more than I' ≤ r I + s, so that with h, half of the distance, it is at most
    /// (I + s h) exp(r h) for the greater I of both ends (Grönwall).
    pub(crate) fn information_bound(&self, low: f64, high: f64, peak: f64) -> f64 {
        let (rate, constant) = match self {
            // Not clamped: the message that `clamp` has for ends in the wrong order brings the writer of decimals into the download.
            Self::Logistic(model) => return model.information_at(peak.max(low).min(high)),
            // Of I = a² Σ P u² with u = 1 − P* − P*₊₁, |u| ≤ 1, the derivative is a³ (Σ P u³ − 2 Σ P u v), v = P*Q* + P*₊₁Q*₊₁ ≤ 1/2.
            Self::Graded(model) => (model.a(), model.a() * model.a() * model.a()),
            // The information is the variance of a score between 0 and its greatest, a K; its derivative the third central moment.
            Self::PartialCredit(model) => (model.a() * (self.categories() - 1) as f64, 0.0),
            Self::Nominal(model) => (model.reach(), 0.0),
        };
        let half = 0.5 * (high - low);
        let ends = self.information_at(low).max(self.information_at(high));
        (ends + constant * half) * math::exp(rate * half)
    }

    /// The highest of all maxima of information. They lie among the abilities where two categories are equally probable or, in a
    /// graded model, a boundary is passed: beyond them all one category only gains.
    fn search(&self, landmarks: &[f64]) -> Theta {
        const STEPS: usize = 400;
        let ends = landmarks.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (x.min(low), x.max(high)));
        // A nominal item's categories may cross where nobody is.
        let (low, high) = (ends.0.clamp(-20.0, 20.0) - 1.0, ends.1.clamp(-20.0, 20.0) + 1.0);
        let at = |step: usize| low + (high - low) * (step as f64 / STEPS as f64);
        let scanned = (0..=STEPS).map(at).chain(landmarks.iter().copied().filter(|x| (low..=high).contains(x)));
        let (mut best, mut height) = (low, f64::NEG_INFINITY);
        for theta in scanned {
            let here = self.information_at(theta);
            if here > height {
                (best, height) = (theta, here);
            }
        }
        let (step, slope) = ((high - low) / STEPS as f64, |theta: f64| self.curve_at(theta).information_slope());
        let (left, right) = (best - step, best + step);
        if slope(left) > 0.0 && slope(right) < 0.0 {
            let refined = math::root(left, right, slope);
            if self.information_at(refined) >= height {
                best = refined;
            }
        }
        Theta::saturating(best)
    }

    /// Where the item stands on the scale, in logits: the difficulty of an item that is right or wrong, the mean of thresholds or
    /// steps, and where a nominal item tells most.
    pub fn difficulty(&self) -> f64 {
        let mean = |places: &[f64]| places.iter().sum::<f64>() / places.len() as f64;
        match self {
            Self::Logistic(model) => model.b(),
            Self::Graded(model) => mean(model.thresholds()),
            Self::PartialCredit(model) => mean(model.steps()),
            Self::Nominal(_) => self.most_informative_at().value(),
        }
    }

    /// a (θ − b): how far `theta` is from where the item stands; 0 for a nominal item, which stands nowhere.
    pub(crate) fn distance_at(&self, theta: f64) -> f64 {
        match self {
            Self::Logistic(model) => model.a() * (theta - model.b()),
            Self::Graded(model) => model.a() * (theta - self.difficulty()),
            Self::PartialCredit(model) => model.a() * (theta - self.difficulty()),
            Self::Nominal(_) => 0.0,
        }
    }

    /// The same curves, moved along the scale.
    #[must_use]
    pub fn shifted(&self, by: f64) -> Self {
        match self {
            Self::Logistic(model) => Self::Logistic(model.shifted(by)),
            Self::Graded(model) => Self::Graded(model.shifted(by)),
            Self::PartialCredit(model) => Self::PartialCredit(model.shifted(by)),
            Self::Nominal(model) => Self::Nominal(model.shifted(by)),
        }
    }

    /// The model of an item that is right or wrong.
    pub fn logistic(&self) -> Option<&Logistic> {
        match self {
            Self::Logistic(model) => Some(model),
            _ => None,
        }
    }
}

impl Curve {
    /// The category of a score, in a model of several; the highest for a score above it.
    fn category(categories: &[Category], score: Score) -> &Category {
        &categories[score.category().min(categories.len() - 1)]
    }

    /// The probability of this score.
    pub fn probability(&self, score: Score) -> f64 {
        match self {
            Self::Dichotomous(item) => {
                if score.is_right() {
                    item.p
                } else {
                    item.q
                }
            }
            Self::Polytomous(categories) => Self::category(categories, score).p,
        }
    }

    /// P′, P″ and P‴ of this score.
    pub fn derivatives(&self, score: Score) -> [f64; 3] {
        match self {
            Self::Dichotomous(item) => {
                let sign = if score.is_right() { 1.0 } else { -1.0 };
                [sign * item.first, sign * item.second, sign * item.third]
            }
            Self::Polytomous(categories) => Self::category(categories, score).derivatives(),
        }
    }

    /// Fisher information, Σ P′²/P over the categories.
    pub fn information(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.information(),
            Self::Polytomous(categories) => category::information(categories),
        }
    }

    /// Its slope.
    pub fn information_slope(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.information_slope(),
            Self::Polytomous(categories) => category::information_slope(categories),
        }
    }

    /// Its second derivative.
    pub fn information_curvature(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.information_curvature(),
            Self::Polytomous(categories) => category::information_curvature(categories),
        }
    }

    /// Warm's J = Σ P′P″/P over the categories.
    pub fn warm(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.warm(),
            Self::Polytomous(categories) => category::warm(categories),
        }
    }

    /// J′.
    pub fn warm_slope(&self) -> f64 {
        match self {
            Self::Dichotomous(item) => item.warm_slope(),
            Self::Polytomous(categories) => category::warm_slope(categories),
        }
    }

    /// The slope of the log-likelihood of a score.
    pub fn log_likelihood_slope(&self, score: Score) -> f64 {
        match self {
            Self::Dichotomous(item) => item.log_likelihood_slope(score),
            Self::Polytomous(categories) => Self::category(categories, score).log_slope,
        }
    }

    /// Observed information of a score: the negative second derivative of its log-likelihood.
    pub fn observed_information(&self, score: Score) -> f64 {
        match self {
            Self::Dichotomous(item) => item.observed_information(score),
            Self::Polytomous(categories) => -Self::category(categories, score).log_curvature,
        }
    }
}

fn within(holds: bool, parameter: &'static str, value: f64, expected: &'static str) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::OutOfRange { parameter, value, expected }) }
}

/// A discrimination.
fn discriminating(a: f64) -> Result<(), Error> {
    within(a.is_finite() && a > 0.0, "a", a, "a > 0")
}

/// One finite number for each category but one.
fn several(parameter: &'static str, values: &[f64]) -> Result<(), Error> {
    within((1..MAX_CATEGORIES).contains(&values.len()), parameter, values.len() as f64, "1 to 15 numbers")?;
    values.iter().try_for_each(|value| within(value.is_finite() && value.abs() <= 1e6, parameter, *value, "-1e6 to 1e6"))
}

/// Why a model could not be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A parameter is out of its range.
    #[error("{parameter} = {value}, expected {expected}")]
    OutOfRange {
        /// Its letter.
        parameter: &'static str,
        /// What was given.
        value: f64,
        /// The range.
        expected: &'static str,
    },
}
