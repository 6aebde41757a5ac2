//! Numbers: exact, between ends, or to so many places.

use super::item::Item;
use super::rules::{Margin, Rules, Test};
use super::{finite, no_key};
use crate::Problem;
use crate::question::{Body, NumberAnswer};
use crate::reading::{At, Reader};

/// A number that is typed below the question.
pub(super) fn read(reader: &mut Reader, item: &Item<'_, '_>) -> Result<Body, Box<Problem>> {
    let response = item.first()?;
    let mut answers = answers(reader, item, response.id)?;
    if answers.is_empty() {
        return Err(no_key(item.at));
    }
    for (answer, shown) in answers.iter_mut().zip(feedback(&item.rules)) {
        answer.feedback = item.feedback.of_rule(reader, item.at, &shown);
    }
    // The best first.
    answers.sort_by(|one, other| other.fraction.total_cmp(&one.fraction));
    Ok(Body::Number { answers, unit: None })
}

/// What each rule that rewards a number shows.
fn feedback(rules: &Rules) -> Vec<Vec<String>> {
    rules.right().map(|rule| rule.feedback.clone()).collect()
}

/// What is accepted for a response by the rules.
pub(super) fn answers(reader: &mut Reader, item: &Item<'_, '_>, response: &str) -> Result<Vec<NumberAnswer>, Box<Problem>> {
    let (rules, at) = (&item.rules, item.at);
    let top = rules.top();
    let mut answers = Vec::new();
    for rule in rules.right() {
        let fraction = rule.worth() / top * 100.0;
        let (mut values, mut lower, mut upper) = (Vec::new(), None, None);
        for (test, wanted) in rule.flat() {
            match test {
                Test::Equal { response: of, value, margin, at, .. } if wanted && of == response => {
                    let at = item.at_byte(*at, "varequal");
                    let number = finite(value).ok_or_else(|| at.problem("bad-number", value.as_str(), "a number"))?;
                    values.push((number, *margin));
                }
                Test::Beyond { response: of, bound, above, strict, at } if of == response => {
                    // Not below is above, and not beyond an end is the end, too.
                    if *above == wanted {
                        lower = Some(*bound);
                    } else {
                        upper = Some(*bound);
                    }
                    if *strict == wanted {
                        let expected = "ends that count, too: here a number at the very end is right";
                        let value = if *above == wanted { format!("> {bound}") } else { format!("< {bound}") };
                        let problem = item.at_byte(*at, "vargt").problem("end-included", value, expected);
                        reader.problems.push(problem.as_warning());
                    }
                }
                _ => {}
            }
        }
        if let Some((lower, upper)) = lower.zip(upper).filter(|(lower, upper)| lower > upper) {
            let value = format!("from {lower} to {upper}");
            return Err(At { field: "vargte", ..at }.problem("range-reversed", value, "the smaller end first").into());
        }
        match (&values[..], lower, upper) {
            ([], None, None) => {}
            ([(value, _)], Some(lower), Some(upper)) => answers.push(around(*value, lower, upper, fraction)),
            ([], Some(lower), Some(upper)) => answers.push(NumberAnswer::between(lower, upper, fraction)),
            ([], _, _) => {
                let expected = "both ends of what is right: a number without an end cannot be scored";
                return Err(At { field: "vargte", ..at }.problem("bad-number", "one end", expected).into());
            }
            (values, _, _) => answers.extend(values.iter().map(|(value, margin)| NumberAnswer {
                value: *value,
                tolerance: margin.map_or(0.0, |margin| tolerance(*value, margin)),
                fraction,
                ..NumberAnswer::default()
            })),
        }
    }
    Ok(answers)
}

fn tolerance(value: f64, margin: Margin) -> f64 {
    tidy(if margin.percent { (value * margin.size / 100.0).abs() } else { margin.size.abs() })
}

/// A value in the middle of its ends has a tolerance; else the ends are what counts.
fn around(value: f64, lower: f64, upper: f64, fraction: f64) -> NumberAnswer {
    let (below, above) = (tidy(value - lower), tidy(upper - value));
    if (below - above).abs() <= 1e-9 * below.abs().max(1e-300) && below >= 0.0 {
        NumberAnswer { value, tolerance: below, range: None, fraction, feedback: String::new() }
    } else {
        NumberAnswer::between(lower, upper, fraction)
    }
}

/// Without the digits that decimals gain when they are subtracted.
fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "the decimals that people write, to the bit")]
    fn keeps_a_tolerance_as_people_write_it() {
        assert_eq!(around(25.0, 24.99, 25.01, 100.0).tolerance, 0.01);
        assert_eq!(around(1.0, 1.0, 1.0, 100.0).tolerance, 0.0);
        assert_eq!(around(1.0, 0.0, 5.0, 100.0).range, Some([0.0, 5.0]));
        assert_eq!(NumberAnswer::between(1.0, 22.0, 100.0).value, 11.5);
        assert_eq!(NumberAnswer::between(3.13, 3.16, 100.0).value, 3.145);
    }
}
