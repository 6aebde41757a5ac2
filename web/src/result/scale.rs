//! From abilities to places in a picture.

/// A stretch of the ability scale, drawn from 4 % to 96 % of the width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// Wide enough for these abilities, at least two logits, with some room at either end. Values that are not finite are left out.
    pub fn around(abilities: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for ability in abilities.into_iter().filter(|ability| ability.is_finite()) {
            low = low.min(ability);
            high = high.max(ability);
        }
        if low > high {
            (low, high) = (0.0, 0.0);
        }
        let room = ((high - low) * 0.12).max((2.0 - (high - low)) / 2.0);
        Self { low: low - room, high: high + room }
    }

    /// Where an ability lies, from 0 (low) to 1 (high); those off the scale at its ends.
    pub fn share(&self, ability: f64) -> f64 {
        (0.04 + 0.92 * ((ability.clamp(self.low, self.high) - self.low) / (self.high - self.low))).min(0.96)
    }

    /// Where an ability lies from left to right, as an SVG length.
    pub fn x(&self, ability: f64) -> String {
        percent(self.share(ability))
    }

    /// Where an ability lies from bottom to top, as an SVG length.
    pub fn y(&self, ability: f64) -> String {
        percent(1.0 - self.share(ability))
    }

    /// The whole logits on the scale.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = if self.high - self.low > 8.0 { 2 } else { 1 };
        (self.low.ceil() as i32..=self.high.floor() as i32).filter(move |tick| tick % step == 0).map(f64::from)
    }
}

/// A share of the width or height as an SVG length.
pub fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_stays_inside() {
        let scale = Scale::around([-1.0, 0.5, 2.0]);
        let shares: Vec<_> = [f64::NEG_INFINITY, -1.0, 0.0, 0.5, 2.0, 99.0].map(|ability| scale.share(ability)).into();
        assert!(shares.is_sorted() && shares[0] >= 0.04 && shares[5] <= 0.96, "{shares:?}");
    }

    #[test]
    fn has_a_width_even_for_one_ability_or_none() {
        for scale in [Scale::around([0.3]), Scale::around([f64::INFINITY]), Scale::around([])] {
            assert!(scale.high - scale.low >= 2.0, "{scale:?}");
            assert!(scale.share(0.3).is_finite());
        }
    }
}
