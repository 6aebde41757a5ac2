//! One to four parameter logistic models: one formula.

use super::Error;
use crate::math;
use crate::score::Score;
use crate::theta::Theta;

/// P(θ) = c + (d − c) / (1 + exp(−a (θ − b))) (Birnbaum 1968; upper asymptote: Barton and Lord 1981).
///
/// The 1PL has a = 1, c = 0, d = 1; the 2PL c = 0, d = 1; the 3PL d = 1. Any scaling constant D is folded into `a` when a bank is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logistic {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
}

/// The probability of a right answer with its derivatives in θ, up to the third.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Derivatives {
    /// P.
    pub p: f64,
    /// 1 − P, to full relative precision.
    pub q: f64,
    /// P′.
    pub first: f64,
    /// P″.
    pub second: f64,
    /// P‴.
    pub third: f64,
}

impl Logistic {
    /// From discrimination, difficulty, lower and upper asymptote.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] unless a > 0, b is finite and 0 ≤ c < d ≤ 1.
    ///
    /// ```
    /// use engine::{Theta, model::Logistic};
    /// let item = Logistic::new(1.2, 0.4, 0.2, 1.0)?;
    /// let (p, q) = item.probabilities(Theta::ZERO);
    /// assert!((p + q - 1.0).abs() < 1e-15 && (p - 0.5058).abs() < 1e-4);
    /// # Ok::<(), engine::model::Error>(())
    /// ```
    pub fn new(a: f64, b: f64, c: f64, d: f64) -> Result<Self, Error> {
        let check = |holds: bool, parameter, value, expected| {
            if holds { Ok(()) } else { Err(Error::OutOfRange { parameter, value, expected }) }
        };
        check(a.is_finite() && a > 0.0, "a", a, "a > 0")?;
        check(b.is_finite(), "b", b, "a finite number")?;
        check((0.0..1.0).contains(&c), "c", c, "0 ≤ c < 1")?;
        check(d > c && d <= 1.0, "d", d, "c < d ≤ 1")?;
        Ok(Self { a, b, c, d })
    }

    /// Discrimination, D folded in.
    pub const fn a(&self) -> f64 {
        self.a
    }

    /// Difficulty, in logits.
    pub const fn b(&self) -> f64 {
        self.b
    }

    /// Lower asymptote.
    pub const fn c(&self) -> f64 {
        self.c
    }

    /// Upper asymptote.
    pub const fn d(&self) -> f64 {
        self.d
    }

    /// The same curve at another difficulty.
    #[must_use]
    pub fn shifted(&self, by: f64) -> Self {
        Self { b: self.b + by, ..*self }
    }

    /// Probabilities of a right and of a wrong answer, each to full relative precision.
    #[inline]
    pub fn probabilities(&self, theta: Theta) -> (f64, f64) {
        self.probabilities_at(theta.value())
    }

    #[inline]
    pub(crate) fn probabilities_at(&self, theta: f64) -> (f64, f64) {
        let Self { a, b, c, d } = *self;
        let (upper, lower) = math::logistic_tails(a * (theta - b));
        (c + (d - c) * upper, (1.0 - d) + (d - c) * lower)
    }

    /// Probability of this score.
    #[inline]
    pub(crate) fn likelihood_at(&self, theta: f64, score: Score) -> f64 {
        let (p, q) = self.probabilities_at(theta);
        if score.is_right() { p } else { q }
    }

    /// P with its derivatives: P′ = a (d−c) s t, P″ = a P′ (t − s), P‴ = a² P′ (1 − 6 s t), where s and t are the logistic tails.
    pub fn derivatives(&self, theta: Theta) -> Derivatives {
        self.derivatives_at(theta.value())
    }

    pub(crate) fn derivatives_at(&self, theta: f64) -> Derivatives {
        let Self { a, b, c, d } = *self;
        let (s, t) = math::logistic_tails(a * (theta - b));
        let first = a * (d - c) * s * t;
        Derivatives {
            p: c + (d - c) * s,
            q: (1.0 - d) + (d - c) * t,
            first,
            second: a * first * (t - s),
            third: a * a * first * (1.0 - 6.0 * s * t),
        }
    }

    /// Fisher information at `theta`, in units of 1/θ²: finite and never negative.
    ///
    /// I = P′²/(PQ) = a² (d−c)² s² t² / (PQ) (Lord 1980; for four parameters Magis 2013, doi:10.1177/0146621613475471), from both
    /// logistic tails.
    ///
    /// ```
    /// use engine::{Theta, model::Logistic};
    /// let rasch = Logistic::new(1.0, 0.0, 0.0, 1.0)?;
    /// assert_eq!(rasch.information(Theta::ZERO), 0.25);
    /// # Ok::<(), engine::model::Error>(())
    /// ```
    #[inline]
    pub fn information(&self, theta: Theta) -> f64 {
        self.information_at(theta.value())
    }

    #[inline]
    pub(crate) fn information_at(&self, theta: f64) -> f64 {
        let Self { a, b, c, d } = *self;
        let (s, t) = math::logistic_tails(a * (theta - b));
        let (p, q) = (c + (d - c) * s, (1.0 - d) + (d - c) * t);
        let slope = a * (d - c);
        // The tail that may underflow is divided by the probability it dominates before it is squared.
        let information = (slope * s / p) * t * ((slope * s) * (t / q));
        if information.is_finite() { information } else { 0.0 }
    }

    /// Where the item is most informative, in logits.
    ///
    /// With d = 1: b + ln((1 + √(1 + 8c)) / 2) / a (Lord 1980, eq. 10-4). With d < 1 by search, as I has one maximum (Magis 2013).
    pub fn most_informative_at(&self) -> Theta {
        let Self { a, b, c, d } = *self;
        if d >= 1.0 {
            return Theta::saturating(b + math::ln(f64::midpoint(1.0, (1.0 + 8.0 * c).sqrt())) / a);
        }
        let slope = |theta: f64| self.derivatives_at(theta).information_slope();
        // 9 logits of a (θ − b) to either side: the slope there has its tail's sign for every c and d that a bank may hold.
        let (low, high) = (b - 9.0 / a, b + 9.0 / a);
        Theta::saturating(if slope(low) > 0.0 && slope(high) < 0.0 { math::root(low, high, slope) } else { b })
    }
}

impl Derivatives {
    /// I = P′²/(PQ).
    pub fn information(&self) -> f64 {
        if self.first == 0.0 { 0.0 } else { (self.first / self.p) * (self.first / self.q) }
    }

    /// I′ = 2 P′P″/(PQ) − P′³ (Q − P)/(PQ)².
    pub fn information_slope(&self) -> f64 {
        let Self { p, q, first, second, .. } = *self;
        if first == 0.0 {
            return 0.0;
        }
        let ratio = first / (p * q);
        ratio * (2.0 * second - ratio * first * (q - p))
    }

    /// I″, by differentiating N/M with N = P′² and M = PQ twice.
    pub fn information_curvature(&self) -> f64 {
        let Self { p, q, first, second, third } = *self;
        let m = p * q;
        if first == 0.0 || m == 0.0 {
            return 0.0;
        }
        let m1 = first * (q - p);
        let m2 = second * (q - p) - 2.0 * first * first;
        let n = first * first;
        let n1 = 2.0 * first * second;
        let n2 = 2.0 * (second * second + first * third);
        (n2 - 2.0 * n1 * (m1 / m) - n * (m2 / m) + 2.0 * n * (m1 / m) * (m1 / m)) / m
    }

    /// J = P′P″/(PQ), the bias term of Warm (1989, doi:10.1007/BF02294627).
    pub fn warm(&self) -> f64 {
        if self.first == 0.0 { 0.0 } else { (self.first / self.p) * (self.second / self.q) }
    }

    /// The slope of the log-likelihood of a score: P′/P where right, −P′/Q where wrong.
    pub fn log_likelihood_slope(&self, score: Score) -> f64 {
        if score.is_right() { self.first / self.p } else { -self.first / self.q }
    }

    /// J′ = (P″² + P′P‴)/(PQ) − P′P″ (PQ)′/(PQ)².
    pub fn warm_slope(&self) -> f64 {
        let Self { p, q, first, second, third } = *self;
        let m = p * q;
        if first == 0.0 || m == 0.0 {
            return 0.0;
        }
        (second * second + first * third - first * second * (first * (q - p) / m)) / m
    }

    /// Observed information of a score: the negative second derivative of its log-likelihood.
    pub fn observed_information(&self, score: Score) -> f64 {
        let Self { p, q, first, second, .. } = *self;
        if score.is_right() { (first / p) * (first / p) - second / p } else { (first / q) * (first / q) + second / q }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn any_item()(a in 0.2..3.0f64, b in -4.0..4.0f64, c in 0.0..0.5f64, gap in 0.0..0.3f64) -> Logistic {
            Logistic::new(a, b, c, 1.0 - gap).unwrap()
        }
    }

    fn difference(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        let h = 1e-3;
        (8.0 * (f(x + h) - f(x - h)) - (f(x + 2.0 * h) - f(x - 2.0 * h))) / (12.0 * h)
    }

    proptest! {
        #[test]
        fn derivatives_agree_with_differences(item in any_item(), theta in -4.0..4.0f64) {
            let at = |x: f64| item.derivatives_at(x);
            let here = at(theta);
            prop_assert!((here.first - difference(|x| at(x).p, theta)).abs() < 1e-9);
            prop_assert!((here.second - difference(|x| at(x).first, theta)).abs() < 1e-9);
            prop_assert!((here.third - difference(|x| at(x).second, theta)).abs() < 1e-9);
            prop_assert!((here.information_slope() - difference(|x| at(x).information(), theta)).abs() < 1e-8);
            prop_assert!((here.information_curvature() - difference(|x| at(x).information_slope(), theta)).abs() < 1e-8);
            prop_assert!((here.warm_slope() - difference(|x| at(x).warm(), theta)).abs() < 1e-8);
        }

        #[test]
        fn information_is_finite_and_never_negative_anywhere(item in any_item(), theta in -1e6..1e6f64) {
            let information = item.information_at(theta);
            prop_assert!(information.is_finite() && information >= 0.0);
        }

        #[test]
        fn both_forms_of_information_agree(item in any_item(), theta in -8.0..8.0f64) {
            let (one, other) = (item.information_at(theta), item.derivatives_at(theta).information());
            prop_assert!((one - other).abs() <= 1e-13 * one.max(1e-3));
        }

        #[test]
        fn no_ability_is_more_informative_than_the_most_informative(item in any_item(), theta in -8.0..8.0f64) {
            let best = item.information(item.most_informative_at());
            prop_assert!(item.information_at(theta) <= best * (1.0 + 1e-12));
        }
    }

    #[test]
    fn names_the_parameter_that_is_out_of_range() {
        let error = Logistic::new(-0.4, 0.0, 0.0, 1.0).unwrap_err();
        assert_eq!(error.to_string(), "a = -0.4, expected a > 0");
    }
}
