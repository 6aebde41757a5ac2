//! Randomness as an argument: a seed that a log can hold, and the streams drawn from it.

use std::fmt;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::digest::{Digest, bytes_from_hex};
use crate::math;

/// Where every random choice of a session comes from: 256 bits, written as 64 hexadecimal digits.
///
/// In sealed delivery it is secret until the session is closed, because whoever knows it can foretell the choices; so `Debug` hides it.
///
/// ```
/// let seed = engine::Seed::from_number(7);
/// assert_eq!(seed.stream(0).below(10), seed.stream(0).below(10));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed([u8; 32]);

impl Seed {
    /// From 256 random bits.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// For tests and simulations that name their seed by a number.
    pub fn from_number(number: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&number.to_le_bytes());
        Self(bytes)
    }

    /// The bytes, for whoever derives something of their own from the seed.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// An independent stream of draws; the same number gives the same draws.
    pub fn stream(&self, number: u64) -> Stream {
        let mut generator = ChaCha8Rng::from_seed(self.0);
        generator.set_stream(number);
        Stream(generator)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> Self {
        Digest::from_bytes(seed.0).to_string()
    }
}

impl TryFrom<String> for Seed {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        bytes_from_hex(&text).map(Self).ok_or("expected a seed of 64 hexadecimal digits")
    }
}

/// Draws from one stream of a seed (`ChaCha8`, 32 bits at a time, so that platforms with other word sizes agree).
#[derive(Clone, Debug)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// A whole number from 0 to `n` − 1, each as likely (Lemire's multiplication, rejecting the biased rest).
    ///
    /// Zero if `n` is zero.
    pub fn below(&mut self, n: u32) -> u32 {
        let threshold = n.wrapping_neg().checked_rem(n).unwrap_or(0);
        loop {
            let product = u64::from(self.0.next_u32()) * u64::from(n);
            if product as u32 >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// Uniform on (0, 1): 2⁻³³ + k 2⁻³² for k from 0 to 2³² − 1.
    pub fn uniform(&mut self) -> f64 {
        (f64::from(self.0.next_u32()) + 0.5) / 4_294_967_296.0
    }

    /// Standard normal, by the inverse distribution function.
    pub fn normal(&mut self) -> f64 {
        math::normal_quantile(self.uniform())
    }

    /// The numbers 0 to `n` − 1 in random order (Fisher and Yates).
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for last in (1..n).rev() {
            let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
            order.swap(last, self.below(bound) as usize);
        }
        order
    }
}
