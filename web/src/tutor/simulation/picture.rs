//! What the pictures share: places in them, and what they say to those who do not see them.

use yew::prelude::*;

/// Height of a picture with its axis, in pixels, and where its field begins and ends.
pub const HEIGHT: u32 = 260;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 222.0;
/// Where its field begins and ends from left to right, as a share of the width.
const LEFT: f64 = 0.11;
const RIGHT: f64 = 0.98;

/// A stretch of numbers from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Across {
    /// The number at the left end of the field.
    pub low: f64,
    /// The number at its right end; above `low`.
    pub high: f64,
}

impl Across {
    /// Where a number lies, as an SVG length; numbers outside lie at the ends.
    pub fn x(self, value: f64) -> String {
        share((value.clamp(self.low, self.high) - self.low) / (self.high - self.low) * (RIGHT - LEFT) + LEFT)
    }

    /// How wide a stretch of numbers is, as an SVG length.
    pub fn width(self, stretch: f64) -> String {
        share(stretch / (self.high - self.low) * (RIGHT - LEFT))
    }
}

fn share(share: f64) -> String {
    format!("{:.3}%", 100.0 * share)
}

/// Where a share from 0 to 1 lies from bottom to top.
pub fn y(share: f64) -> String {
    format!("{:.1}", BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP))
}

/// How high a share from 0 to 1 is.
pub fn height(share: f64) -> String {
    format!("{:.1}", share.clamp(0.0, 1.0) * (BOTTOM - TOP))
}

/// A picture with its title and what it shows in words; `id` is unique on the page. What stands in it is placed by [`Across`] and
/// [`y`], so that words keep their size on a phone.
pub fn picture(id: &str, title: String, words: String, inside: Html) -> Html {
    let (titled, described) = (format!("{id}-title"), format!("{id}-words"));
    html! {
        <svg class="plot" width="100%" height={HEIGHT.to_string()} role="img" focusable="false" aria-labelledby={titled.clone()} aria-describedby={described.clone()}>
            <title id={titled}>{ title }</title>
            <desc id={described}>{ words }</desc>
            { inside }
        </svg>
    }
}

/// Lines across at these shares, each with its words at the left.
pub fn lines(at: impl IntoIterator<Item = (f64, String)>) -> Html {
    let line = |(share, words): (f64, String)| {
        html! {
            <>
            <line class="grid" x1={self::share(LEFT)} x2={self::share(RIGHT)} y1={y(share)} y2={y(share)} />
            <text x={self::share(LEFT - 0.015)} y={y(share)} dy="4" text-anchor="end">{ words }</text>
            </>
        }
    };
    at.into_iter().map(line).collect()
}

/// The axis with numbers below it, and what they are.
pub fn axis(across: Across, ticks: impl IntoIterator<Item = (f64, String)>, name: String) -> Html {
    let tick = |(value, words): (f64, String)| {
        let x = across.x(value);
        html! {
            <>
            <line class="tick" x1={x.clone()} x2={x.clone()} y1={y(0.0)} y2={(BOTTOM + 5.0).to_string()} />
            <text {x} y={(BOTTOM + 18.0).to_string()} text-anchor="middle">{ words }</text>
            </>
        }
    };
    html! {
        <>
        <line class="axis" x1={share(LEFT)} x2={share(RIGHT)} y1={y(0.0)} y2={y(0.0)} />
        { for ticks.into_iter().map(tick) }
        <text x={share(RIGHT)} y={(BOTTOM + 35.0).to_string()} text-anchor="end">{ name }</text>
        </>
    }
}

/// The same as numbers, folded away.
pub fn as_table(words: String, table: Html) -> Html {
    html! { <details class="as-table"><summary>{ words }</summary>{ table }</details> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_numbers_inside_the_field() {
        let across = Across { low: -3.0, high: 3.0 };
        assert_eq!([-9.0, -3.0, 0.0, 3.0].map(|value| across.x(value)), ["11.000%", "11.000%", "54.500%", "98.000%"]);
        assert_eq!(
            (across.width(6.0), y(0.0), y(1.0), height(0.5)),
            ("87.000%".into(), "222.0".into(), "26.0".into(), "98.0".into())
        );
    }
}
