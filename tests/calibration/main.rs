//! P(mastery) against the truth: of the takers of whom a session says .8, eight in ten are masters, give or take chance.
//!
//! `ASSAY_WRITE_DOCS=1 cargo test -p tests --test calibration` writes the table and the plot in `docs` anew.

mod plot;
mod worlds;

use std::fmt::Write;

use engine::simulate::stated::Calibration;
use worlds::World;

/// The 99.9 % quantiles of chi-square with 1 to 12 degrees of freedom.
const CHI_SQUARE: [f64; 12] = [10.83, 13.82, 16.27, 18.47, 20.52, 22.46, 24.32, 26.12, 27.88, 29.59, 31.26, 32.91];

/// No bin may be farther off than this many standard errors.
const FARTHEST: f64 = 4.0;

#[test]
fn mastery_is_as_frequent_as_stated() {
    let worlds = worlds::all();
    for World { name, bins } in &worlds {
        let off: Vec<f64> = bins.iter().map(deviation).collect();
        let worst = off.iter().fold(0.0, |worst: f64, z| worst.max(z.abs()));
        assert!(worst < FARTHEST, "{name}: {off:?}\n{bins:#?}");
        // Bins share clusters and are not quite independent; what they share is far too little to hide a miscalibration.
        let chi_square: f64 = off.iter().map(|z| z * z).sum();
        assert!(chi_square < CHI_SQUARE[bins.len() - 1], "{name}: chi-square {chi_square}, {off:?}");
        let takers: u64 = bins.iter().map(|bin| bin.takers).sum();
        assert!(takers >= 6000 && bins.len() >= 10, "{name}: {takers} takers in {} bins", bins.len());
    }
    is_written_down("docs/CALIBRATION-OF-MASTERY.md", &table(&worlds));
    is_written_down("docs/calibration.svg", &plot::svg(&worlds));
}

/// Observed − stated, in standard errors.
fn deviation(bin: &Calibration) -> f64 {
    (bin.observed - bin.stated) / bin.standard_error.expect("there are many clusters")
}

fn table(worlds: &[World]) -> String {
    let mut text = String::from(
        "# Whether P(mastery) means what it says\n\n\
         A session that says \"mastery is 80 % likely\" should be right about that in eight of ten cases. Simulated takers, whose\n\
         ability is known, from the prior that decisions assume, N(cut, 1), sat whole adaptive tests on items whose difficulties were\n\
         rated: the true difficulties were drawn with the errors that the bank states. Of those told about the same, the share of\n\
         masters is held against what was stated. The standard error is over banks or replicates, because takers of one share its\n\
         difficulties; z is the difference in standard errors, by chance within 2 in nineteen of twenty rows.\n\n\
         ![Observed share of masters against stated P(mastery)](calibration.svg)\n\n\
         This page is written by a test: `ASSAY_WRITE_DOCS=1 cargo test -p tests --test calibration` writes it anew, and without the\n\
         variable the test fails where it is not what was just computed.\n",
    );
    for World { name, bins } in worlds {
        write!(text, "\n## {name}\n\n| stated | takers | mean stated | masters | standard error | z |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
            .expect("a string takes everything");
        for bin in bins {
            let Calibration { lower, upper, takers, stated, observed, standard_error } = bin;
            let error = standard_error.unwrap_or(f64::NAN);
            let z = deviation(bin);
            writeln!(text, "| {lower:.2} to {upper:.2} | {takers} | {stated:.3} | {observed:.3} | {error:.3} | {z:.1} |")
                .expect("a string takes everything");
        }
    }
    text
}

fn is_written_down(path: &str, text: &str) {
    let file = tests::root().join(path);
    if std::env::var_os("ASSAY_WRITE_DOCS").is_some() {
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == text,
        "{path} is not what was just computed; `ASSAY_WRITE_DOCS=1 cargo test -p tests --test calibration` writes it anew"
    );
}
