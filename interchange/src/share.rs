//! Shares of the points: what files write with a few digits, and mean as a fraction.
//!
//! Moodle offers a third as 33.33333 percent. Three of them come to 99.99999, so that nobody would earn the whole; what is read is
//! therefore the third itself, and what is written is rounded again.

use crate::question::{Body, Fill, Question};

/// Parts into which points are divided that no decimal says: those of Moodle's list of shares.
const PARTS: [f64; 4] = [3.0, 6.0, 7.0, 9.0];

/// How far a share in percent may be from the fraction that it stands for: older files write 33.333.
const NEAR: f64 = 1e-3;

/// The share in percent that a rounded one stands for: 100/3 for 33.33333; any other as it is.
pub(crate) fn exact(percent: f64) -> f64 {
    let fractions = PARTS.iter().map(|parts| (percent / 100.0 * parts).round() * 100.0 / parts);
    fractions.into_iter().find(|fraction| (fraction - percent).abs() < NEAR).unwrap_or(percent)
}

/// A share in percent as Moodle writes it, with five decimals.
pub(crate) fn written(percent: f64) -> f64 {
    (percent * 1e5).round() / 1e5
}

/// Points with seven decimals: a third of a point as 0.3333333.
pub(crate) fn points(points: f64) -> f64 {
    (points * 1e7).round() / 1e7
}

/// What a question is worth where its parts were rounded: 1 for 0.9999999.
fn whole(points: f64) -> f64 {
    let near = (points * 1e3).round() / 1e3;
    if (near - points).abs() < 2e-6 { near } else { points }
}

/// Puts the fractions that are meant in the place of rounded ones.
pub(crate) fn settle(question: &mut Question) {
    question.points = question.points.map(whole);
    for fraction in fractions(&mut question.body) {
        *fraction = exact(*fraction);
    }
}

fn fractions(body: &mut Body) -> Vec<&mut f64> {
    match body {
        Body::Choice { options, .. } | Body::Hottext { words: options, .. } => {
            options.iter_mut().map(|option| &mut option.fraction).collect()
        }
        Body::Number { answers, .. } => answers.iter_mut().map(|answer| &mut answer.fraction).collect(),
        Body::Text { answers, .. } => answers.iter_mut().map(|answer| &mut answer.fraction).collect(),
        Body::Gaps { gaps, .. } => gaps.iter_mut().flat_map(|gap| of_fill(&mut gap.fill)).collect(),
        _ => Vec::new(),
    }
}

fn of_fill(fill: &mut Fill) -> Vec<&mut f64> {
    match fill {
        Fill::Choice(options) => options.iter_mut().map(|option| &mut option.fraction).collect(),
        Fill::Text { answers, .. } => answers.iter_mut().map(|answer| &mut answer.fraction).collect(),
        Fill::Number(answers) => answers.iter_mut().map(|answer| &mut answer.fraction).collect(),
        Fill::Shared(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::write::{Content, csv, gift, moodle, qti3};

    #[test]
    fn reads_rounded_shares_as_the_fractions_that_they_stand_for() {
        for (percent, meant) in [
            (33.33333, 100.0 / 3.0),
            (-33.333, -100.0 / 3.0),
            (66.66667, 200.0 / 3.0),
            (16.66667, 100.0 / 6.0),
            (83.33333, 500.0 / 6.0),
            (14.28571, 100.0 / 7.0),
            (11.11111, 100.0 / 9.0),
            (0.0, 0.0),
            (100.0, 100.0),
            (12.5, 12.5),
            (33.3, 33.3),
            (99.9, 99.9),
        ] {
            assert!((exact(percent) - meant).abs() < 1e-12, "{percent}");
            assert!((exact(written(exact(percent))) - meant).abs() < 1e-12, "{percent}");
        }
    }

    #[test]
    fn writes_thirds_so_that_three_are_the_whole_in_every_format() {
        let read = crate::read("q.gift", b"::q::Which? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d}");
        assert_eq!(read.problems, []);
        let content = Content { title: "Bank", questions: &read.questions, media: &BTreeMap::new() };
        let csv = csv::write(&content).bytes;
        assert!(String::from_utf8_lossy(&csv).contains("0.3333333,"), "{}", String::from_utf8_lossy(&csv));
        for (name, bytes) in [
            ("q.csv", csv),
            ("q.gift", gift::write(&content).bytes),
            ("q.xml", moodle::write(content).bytes),
            ("q.zip", qti3::write(content).bytes),
        ] {
            let again = crate::read(name, &bytes);
            assert_eq!(again.problems, [], "{name}");
            let question = &again.questions[0];
            assert!(question.points.is_none_or(|points| (points - 1.0).abs() < 1e-12), "{name}: {:?}", question.points);
            let Body::Choice { options, several: true } = &question.body else { panic!("{name}: {question:?}") };
            let fractions: Vec<f64> = options.iter().map(|option| option.fraction * 3.0).collect();
            for (fraction, meant) in fractions.iter().zip([100.0, 100.0, 100.0, -100.0]) {
                assert!((fraction - meant).abs() < 1e-9, "{name}: {fractions:?}");
            }
        }
    }
}
