//! A small generator of numbers, so that the same seed gives the same item.
//!
//! Mulberry32: 32 bits of state are plenty for the few draws of an item, and other players of QTI use it, so that their seeds give their
//! items here too.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u32);

impl Random {
    /// The stream of a seed.
    pub(crate) fn of(seed: u32) -> Self {
        Self(seed)
    }

    /// The next number, from 0 and below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut mixed = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 0x3d));
        f64::from(mixed ^ (mixed >> 14)) / 4_294_967_296.0
    }

    /// A place in a list of this length, which is not empty.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        ((self.unit() * length as f64) as usize).min(length.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_what_mulberry32_gives() {
        let draw = |seed| Random::of(seed).unit();
        assert!((draw(42) - 0.601_103_751_920_163_6).abs() < 1e-15);
        assert!((draw(123) - 0.787_251_623_347_401_6).abs() < 1e-15);
    }
}
