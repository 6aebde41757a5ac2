//! The only transcendental functions of the engine: the same bits natively and in WebAssembly.
//!
//! `libm` is plain software arithmetic. Where many values are swept, [`exp`] is a branch-free polynomial of our own that
//! vectorises; it uses no fused multiply-add, so that every machine rounds alike.

/// e to the x, within one unit in the last place for |x| ≤ 700; 0 or infinity are never returned, the ends saturate.
///
/// x = n ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite 1980), then the Taylor polynomial of degree 13 (remainder 4e-18), summed in
/// Estrin's order, scaled by 2ⁿ through the exponent bits.
#[inline]
#[expect(clippy::excessive_precision, reason = "the digits of ln 2 in two parts")]
pub fn exp(x: f64) -> f64 {
    const SHIFT: f64 = 6_755_399_441_055_744.0; // 1.5 · 2⁵²: adding it rounds to a whole number, kept in the low bits
    const LN_2_HIGH: f64 = 6.931_471_803_691_238_164_90e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
    let x = x.clamp(-708.0, 709.0);
    let shifted = x * std::f64::consts::LOG2_E + SHIFT;
    let n = shifted - SHIFT;
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let r2 = r * r;
    let r4 = r2 * r2;
    let r8 = r4 * r4;
    let low = (1.0 + r) + r2 * (0.5 + r * (1.0 / 6.0));
    let middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
    let high = (1.0 / 40_320.0 + r * (1.0 / 362_880.0)) + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0));
    let top = 1.0 / 479_001_600.0 + r * (1.0 / 6_227_020_800.0);
    let polynomial = (low + r4 * middle) + r8 * (high + r4 * top);
    // The low bits of `shifted` hold n; moved up by 52 and offset by the bias they are the exponent of 2ⁿ.
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    polynomial * scale
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// x to the y, for x ≥ 0: 0⁰ = 1.
pub fn power(x: f64, y: f64) -> f64 {
    if y == 0.0 {
        1.0
    } else if x <= 0.0 {
        0.0
    } else {
        exp(y * ln(x))
    }
}

/// The standard normal distribution function, to full relative precision in the lower tail.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// ln(1 + x), with its digits where x is small.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// e to the x less 1, with its digits where x is small.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// ln(1/(1+e⁻ˣ)), to full relative precision in either tail.
pub fn ln_logistic(x: f64) -> f64 {
    x.min(0.0) - ln_1p(exp(-x.abs()))
}

/// The logistic function and its complement, 1/(1+e⁻ˣ) and 1/(1+eˣ), both to full relative precision in either tail.
#[inline]
pub fn logistic_tails(x: f64) -> (f64, f64) {
    let e = exp(-x.abs());
    let near_one = 1.0 / (1.0 + e);
    let near_zero = e * near_one;
    if x >= 0.0 { (near_one, near_zero) } else { (near_zero, near_one) }
}

/// Density of N(mean, sd²) at `x`.
pub fn normal_density(x: f64, mean: f64, sd: f64) -> f64 {
    const ROOT_2_PI: f64 = 2.506_628_274_631_000_5;
    let z = (x - mean) / sd;
    exp(-0.5 * z * z) / (sd * ROOT_2_PI)
}

/// The standard normal quantile of `p` in (0, 1): Acklam's rational approximation (relative error 1.2e-9) and one step of
/// Halley's method on erfc, to full precision.
///
/// Outside (0, 1) the greatest finite quantile of that side.
#[expect(clippy::excessive_precision, reason = "published coefficients")]
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_690e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];
    const ROOT_2_PI: f64 = 2.506_628_274_631_000_5;
    let p = p.clamp(1e-300, 1.0 - f64::EPSILON / 2.0);
    let tail = |q: f64| {
        let r = (-2.0 * ln(q)).sqrt();
        (((((C[0] * r + C[1]) * r + C[2]) * r + C[3]) * r + C[4]) * r + C[5])
            / ((((D[0] * r + D[1]) * r + D[2]) * r + D[3]) * r + 1.0)
    };
    let x = if p < 0.024_25 {
        tail(p)
    } else if p > 1.0 - 0.024_25 {
        -tail(1.0 - p)
    } else {
        let q = p - 0.5;
        let r = q * q;
        (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q
            / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1.0)
    };
    let error = normal_cdf(x) - p;
    let step = error * ROOT_2_PI * exp(0.5 * x * x);
    x - step / (1.0 + 0.5 * x * step)
}

/// A zero of `f` between `low` and `high`, where its signs differ: bisection guarded by the secant's better guess
/// (Ridders 1979), until the bracket is two neighbouring numbers or `f` is zero.
pub fn root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut f_low, mut f_high) = (f(low), f(high));
    for _ in 0..200 {
        if f_low == 0.0 {
            return low;
        }
        if f_high == 0.0 {
            return high;
        }
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        let f_middle = f(middle);
        let spread = (f_middle * f_middle - f_low * f_high).sqrt();
        let guess = if spread > 0.0 { middle + (middle - low) * f_middle * f_low.signum() / spread } else { middle };
        for (x, y) in [(middle, f_middle), (guess, f(guess))] {
            if x > low && x < high {
                if (y > 0.0) == (f_low > 0.0) && y != 0.0 {
                    (low, f_low) = (x, y);
                } else {
                    (high, f_high) = (x, y);
                }
            }
        }
    }
    if f_low.abs() <= f_high.abs() { low } else { high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    proptest! {
        #[test]
        fn exp_is_within_two_units_in_the_last_place_of_libm(x in -700.0..700.0f64) {
            let (ours, theirs) = (exp(x), libm::exp(x));
            prop_assert!((ours - theirs).abs() <= 2.0 * f64::EPSILON * theirs, "{x}: {ours} {theirs}");
        }

        #[test]
        fn logistic_tails_sum_to_one(x in -800.0..800.0f64) {
            let (p, q) = logistic_tails(x);
            prop_assert!((p + q - 1.0).abs() < 1e-15 && p >= 0.0 && q >= 0.0);
        }

        #[test]
        fn quantile_agrees_with_an_independent_one(p in 1e-9..(1.0 - 1e-9)) {
            let theirs = Normal::standard().inverse_cdf(p);
            prop_assert!((normal_quantile(p) - theirs).abs() < 1e-8, "{p}");
            prop_assert!((Normal::standard().cdf(normal_quantile(p)) - p).abs() < 1e-9);
        }

        #[test]
        fn normal_cdf_agrees_with_an_independent_one(x in -8.0..8.0f64) {
            prop_assert!((normal_cdf(x) - Normal::standard().cdf(x)).abs() < 1e-10, "{x}");
            prop_assert!((normal_cdf(x) + normal_cdf(-x) - 1.0).abs() < 1e-15);
        }

        #[test]
        fn root_finds_a_zero_of_a_cubic(zero in -4.9..4.9f64) {
            let found = root(-5.0, 5.0, |x| (x - zero) * (1.0 + x * x));
            prop_assert!((found - zero).abs() < 1e-14 * 10.0);
        }
    }

    #[test]
    fn exp_saturates_at_its_ends() {
        assert!(exp(f64::NEG_INFINITY) > 0.0 && exp(-1e9) < 1e-300);
        assert!(exp(f64::INFINITY).is_finite());
    }
}
