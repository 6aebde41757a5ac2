//! A number from the decimal digits that a person typed, correctly rounded: the same bits as `str::parse`.
//!
//! The standard library's reader has a table of powers of five that no compression makes smaller: 12 of the 250 KB that a learner may
//! have to download before the first question. Answers are short, and one in a block is read at a time, so that long
//! division does. A property test holds it to the standard library.

use std::cmp::Ordering;

/// The value nearest to `text`: an optional sign, digits with at most one point, and an optional exponent of ten. `None` for anything
/// else, and where no finite number is near.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let (negative, unsigned) = match text.as_bytes() {
        [sign @ (b'-' | b'+'), rest @ ..] => (*sign == b'-', rest),
        all => (false, all),
    };
    let end = unsigned.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (digits, exponent) = unsigned.split_at(end.unwrap_or(unsigned.len()));
    let mut power = if exponent.is_empty() { 0 } else { whole(&exponent[1..])? };
    let mut significant = Vec::with_capacity(digits.len());
    let (mut any, mut point) = (false, false);
    for &byte in digits {
        match byte {
            b'.' if !point => point = true,
            b'0'..=b'9' => {
                any = true;
                power -= i64::from(point);
                if byte != b'0' || !significant.is_empty() {
                    significant.push(byte - b'0');
                }
            }
            _ => return None,
        }
    }
    let value = if any { nearest(&significant, power) } else { return None };
    value.is_finite().then_some(if negative { -value } else { value })
}

/// A whole number; one that is too great for any use of it is as good as the greatest.
fn whole(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        all => (1, all),
    };
    let all = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    all.then(|| sign * digits.iter().fold(0, |sum: i64, digit| (sum * 10 + i64::from(digit - b'0')).min(1 << 40)))
}

/// The nearest value to `digits` times ten to this power; of two equally near, the one whose last bit is 0.
fn nearest(digits: &[u8], power: i64) -> f64 {
    let magnitude = power.saturating_add(count(digits.len()));
    if digits.is_empty() || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    let mut above = Natural::default();
    for &digit in digits {
        above.times_plus(10, digit.into());
    }
    let mut below = Natural(vec![1]);
    let scaled = if power < 0 { &mut below } else { &mut above };
    for _ in 0..power.abs() {
        scaled.times_plus(10, 0);
    }
    // The quotient in units of 2^unit, with 54 or 55 bits where that many count: a normal number has 53, the least ones fewer.
    let unit = (above.bits() - below.bits() - 54).max(-1075);
    if unit < 0 { &mut above } else { &mut below }.shift(unit.unsigned_abs());
    let mut shifts = (above.bits() - below.bits()).max(0);
    below.shift(shifts.unsigned_abs());
    let mut quotient = 0_u64;
    loop {
        let fits = above.compare(&below) != Ordering::Less;
        if fits {
            above.subtract(&below);
        }
        quotient = quotient << 1 | u64::from(fits);
        if shifts == 0 {
            break;
        }
        above.shift(1);
        shifts -= 1;
    }
    // Whatever is left over lies above what the last bit says: a bit more tells it from the half.
    let sticky = u64::from(!above.0.is_empty());
    round(quotient << 1 | sticky, unit - 1)
}

/// As many, as a number that may be less than none.
fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// `bits` times 2^`unit`, rounded to nearest, half to even.
fn round(bits: u64, unit: i64) -> f64 {
    let length = i64::from(64 - bits.leading_zeros());
    // How many of the lowest bits do not count: what is left has 53 bits, or a unit of 2^-1074.
    let dropped = (length - 53).max(-1074 - unit).max(0);
    let (kept, half) = (bits >> dropped, (1_u64 << dropped) >> 1);
    let rest = bits - (kept << dropped);
    let up = dropped > 0 && (rest > half || (rest == half && kept & 1 == 1));
    libm::ldexp((kept + u64::from(up)) as f64, (unit + dropped) as i32)
}

/// A natural number of any size: 32 bits in each place, the lowest first, none of the highest 0.
#[derive(Default)]
struct Natural(Vec<u32>);

impl Natural {
    fn bits(&self) -> i64 {
        self.0.last().map_or(0, |last| count(self.0.len()) * 32 - i64::from(last.leading_zeros()))
    }

    fn times_plus(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for place in &mut self.0 {
            carry += u64::from(*place) * u64::from(factor);
            *place = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Times 2^`bits`.
    fn shift(&mut self, bits: u64) {
        for _ in 0..bits % 32 {
            self.times_plus(2, 0);
        }
        if !self.0.is_empty() {
            self.0.splice(0..0, std::iter::repeat_n(0, (bits / 32) as usize));
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Less `other`, which is not greater.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (index, place) in self.0.iter_mut().enumerate() {
            let (less, under) = place.overflowing_sub(other.0.get(index).copied().unwrap_or(0));
            let (less, again) = less.overflowing_sub(borrow.into());
            *place = less;
            borrow = under || again;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same_as_std(text: &str) -> Result<(), TestCaseError> {
        let theirs = text.parse().ok().filter(|value: &f64| value.is_finite());
        prop_assert_eq!(decimal(text).map(f64::to_bits), theirs.map(f64::to_bits), "{}", text);
        Ok(())
    }

    proptest! {
        #[test]
        fn reads_what_the_standard_library_reads(text in "[-+]?[0-9]{0,40}(\\.[0-9]{0,40})?([eE][-+]?[0-9]{0,3})?") {
            same_as_std(&text)?;
        }

        #[test]
        fn reads_back_every_number(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            same_as_std(&value.to_string())?;
            same_as_std(&format!("{value:e}"))?;
        }

        #[test]
        fn rounds_what_lies_half_way_to_even(bits in 0_u64..1 << 53, places in 0_u32..20, more in "(\\.0{0,30}1?)?") {
            same_as_std(&format!("{}{more}", (u128::from(bits) * 2 + 1) << places))?;
        }
    }

    #[test]
    fn reads_the_least_and_the_greatest() -> Result<(), TestCaseError> {
        for text in [
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "9007199254740993",
            "0",
            "-0",
            "0e999999",
            ".5",
            "5.",
            "",
            ".",
            "-",
            "e5",
            "1e",
            "1e+",
            "1.2.3",
            "--1",
            "1e5e5",
            "1e99999999999999999999",
            "1e-99999999999999999999",
        ] {
            same_as_std(text)?;
        }
        Ok(())
    }
}
