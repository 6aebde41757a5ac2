//! The calibration plot: what was stated along the bottom, the share of masters upwards, with two standard errors either way.

use std::fmt::Write;

use engine::simulate::stated::Calibration;

use crate::worlds::World;

/// The square that shares are drawn in, in pixels: from here to there.
const LOW: f64 = 60.0;
const HIGH: f64 = 460.0;

/// Grey and colours that can be read on white and on black; each kind has a mark of its own as well.
const GREY: &str = "#7a7a7a";
const COLOURS: [&str; 3] = ["#2f7fc1", "#c8641e", "#4f8f3a"];

/// The whole picture.
pub fn svg(worlds: &[World]) -> String {
    let mut text = String::new();
    let mut put = |line: std::fmt::Arguments| writeln!(text, "{line}").expect("a string takes everything");
    put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 520 580\" role=\"img\" aria-labelledby=\"title desc\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"{GREY}\">"
    ));
    put(format_args!("<title id=\"title\">Observed share of masters against stated P(mastery)</title>"));
    put(format_args!("<desc id=\"desc\">{}</desc>", description(worlds)));
    for tenths in (0..=10).step_by(2) {
        let share = f64::from(tenths) / 10.0;
        let (x, y) = (across(share), up(share));
        put(format_args!(
            "<path d=\"M{x:.0} {HIGH}V{LOW}M{LOW} {y:.0}H{HIGH}\" stroke=\"{GREY}\" stroke-opacity=\"0.25\" fill=\"none\"/>"
        ));
        put(format_args!("<text x=\"{x:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{share:.1}</text>", HIGH + 20.0));
        put(format_args!("<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{share:.1}</text>", LOW - 8.0, y + 4.0));
    }
    put(format_args!("<path d=\"M{LOW} {HIGH}L{HIGH} {LOW}\" stroke=\"{GREY}\" stroke-dasharray=\"4 4\" fill=\"none\"/>"));
    put(format_args!("<text x=\"260\" y=\"{:.0}\" text-anchor=\"middle\">stated P(mastery)</text>", HIGH + 42.0));
    put(format_args!(
        "<text x=\"{LOW}\" y=\"{:.0}\">observed share of masters, two standard errors either way</text>",
        LOW - 18.0
    ));
    for (number, (World { name, bins }, colour)) in worlds.iter().zip(COLOURS).enumerate() {
        put(format_args!("<g stroke=\"{colour}\" fill=\"{colour}\">"));
        for Calibration { stated, observed, standard_error, .. } in bins {
            // Side by side, so that bars of one bin do not cover each other.
            let x = across(*stated) + 4.0 * (number as f64 - 1.0);
            let reach = 2.0 * standard_error.unwrap_or(0.0);
            let (top, bottom) = (up((observed + reach).min(1.0)), up((observed - reach).max(0.0)));
            put(format_args!("<path d=\"M{x:.1} {top:.1}V{bottom:.1}\"/>{}", mark(number, x, up(*observed))));
        }
        let y = HIGH + 66.0 + 18.0 * number as f64;
        put(format_args!("{}</g>", mark(number, LOW + 6.0, y - 4.0)));
        put(format_args!("<text x=\"{:.0}\" y=\"{y:.0}\">{name}</text>", LOW + 18.0));
    }
    put(format_args!("</svg>"));
    text
}

fn across(share: f64) -> f64 {
    LOW + share * (HIGH - LOW)
}

fn up(share: f64) -> f64 {
    HIGH - share * (HIGH - LOW)
}

/// A circle, a square or a diamond.
fn mark(number: usize, x: f64, y: f64) -> String {
    match number {
        0 => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"),
        1 => format!("<rect x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\"/>", x - 3.0, y - 3.0),
        _ => format!("<path d=\"M{x:.1} {:.1}l4 4l-4 4l-4 -4z\"/>", y - 4.0),
    }
}

fn description(worlds: &[World]) -> String {
    let each: Vec<String> = worlds
        .iter()
        .map(|World { name, bins }| {
            let farthest = bins.iter().map(|bin| (bin.observed - bin.stated).abs()).fold(0.0, f64::max);
            format!("{name}: at most {farthest:.3} from the diagonal")
        })
        .collect();
    format!("Points lie on the diagonal where P(mastery) means what it says. {}.", each.join("; "))
}
