//! Operators on numbers. Whole numbers stay whole where the specification says so; what has no result is NULL.

use super::expression::Operator;
use super::names::attribute;
use super::value::{Single, Value, integer};

/// What the operator comes to; none where it is none of these. `count` gives an attribute that is a number or names one.
pub(crate) fn apply(operator: &Operator<'_, '_>, count: &dyn Fn(&str) -> Option<f64>) -> Option<Value> {
    let all: Vec<&Single> = operator.operands.iter().flat_map(Value::all).collect();
    let one = operator.operand(0).number();
    let both = one.zip(operator.operand(1).number());
    let whole = |number: f64| integer(&number.to_string()).map_or(Value::Null, Value::integer);
    let float = |number: Option<f64>| number.map_or(Value::Null, Value::float);
    let folded = |whole: fn(i64, i64) -> Option<i64>, float: fn(f64, f64) -> f64| {
        if operator.operands.iter().any(Value::is_null) { Value::Null } else { fold(&all, whole, float) }
    };
    Some(match operator.name {
        "sum" => folded(i64::checked_add, |a, b| a + b),
        "product" => folded(i64::checked_mul, |a, b| a * b),
        "max" => folded(|a, b| Some(a.max(b)), f64::max),
        "min" => folded(|a, b| Some(a.min(b)), f64::min),
        "subtract" => {
            if operator.operands.len() == 2 {
                folded(i64::checked_sub, |a, b| a - b)
            } else {
                Value::Null
            }
        }
        "gcd" => whole_fold(operator, gcd),
        "lcm" => {
            whole_fold(operator, |a, b| if a == 0 || b == 0 { Some(0) } else { a.checked_mul(b / gcd(a, b)?)?.checked_abs() })
        }
        "divide" => float(both.map(|(a, b)| a / b)),
        "power" => both.map_or(Value::Null, |(a, b)| {
            let power = a.powf(b);
            if all.iter().all(|single| matches!(single, Single::Integer(_))) && b >= 0.0 {
                whole(power)
            } else {
                Value::float(power)
            }
        }),
        "integerdivide" => both.map_or(Value::Null, |(a, b)| whole((a / b).floor())),
        "integermodulus" | "mod" => both.filter(|(_, b)| *b != 0.0).map_or(Value::Null, |(a, b)| whole(a - b * (a / b).floor())),
        "truncate" => one.map_or(Value::Null, |number| whole(number.trunc())),
        "round" => one.map_or(Value::Null, |number| whole((number + 0.5).floor())),
        "integertofloat" => float(one),
        "roundto" => float(one.and_then(|number| rounded(number, attribute(operator.node, "roundingmode"), count("figures")))),
        "mathconstant" => float(match attribute(operator.node, "name").map(str::trim) {
            Some("pi") => Some(std::f64::consts::PI),
            Some("e") => Some(std::f64::consts::E),
            _ => None,
        }),
        "mathoperator" => mathematical(operator, one, both),
        "statsoperator" => statistic(attribute(operator.node, "name").unwrap_or_default().trim(), operator),
        // Not in the specification, but written: the statistics under their own names.
        "mean" => statistic("mean", operator),
        "samplevariance" => statistic("sampleVariance", operator),
        "samplesd" => statistic("sampleSD", operator),
        "popvariance" => statistic("popVariance", operator),
        "popsd" => statistic("popSD", operator),
        _ => return None,
    })
}

/// From left to right: whole as long as all are whole, NULL where one is no number.
fn fold(all: &[&Single], whole: fn(i64, i64) -> Option<i64>, float: fn(f64, f64) -> f64) -> Value {
    let wholes: Option<Vec<i64>> =
        all.iter().map(|single| if let Single::Integer(number) = single { Some(*number) } else { None }).collect();
    if let Some(wholes) = wholes {
        let mut numbers = wholes.into_iter();
        let first = numbers.next();
        return first.and_then(|first| numbers.try_fold(first, whole)).map_or(Value::Null, Value::integer);
    }
    let numbers: Option<Vec<f64>> = all.iter().map(|single| single.number()).collect();
    numbers.and_then(|numbers| numbers.into_iter().reduce(float)).map_or(Value::Null, Value::float)
}

fn whole_fold(operator: &Operator<'_, '_>, of: fn(i64, i64) -> Option<i64>) -> Value {
    let all: Vec<&Single> = operator.operands.iter().flat_map(Value::all).collect();
    let whole = all.iter().all(|single| matches!(single, Single::Integer(_)));
    if whole && !operator.operands.iter().any(Value::is_null) { fold(&all, of, |a, _| a) } else { Value::Null }
}

fn gcd(a: i64, b: i64) -> Option<i64> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs()?);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some(a)
}

/// A number rounded to so many decimals, or to so many figures that say something.
pub(crate) fn rounded(number: f64, mode: Option<&str>, figures: Option<f64>) -> Option<f64> {
    let figures = figures?;
    if number == 0.0 || !(0.0..=300.0).contains(&figures) {
        return Some(number);
    }
    let decimals =
        if mode.map(str::trim) == Some("decimalPlaces") { figures } else { figures - 1.0 - number.abs().log10().floor() };
    let factor = 10_f64.powf(decimals.abs());
    let shifted = if decimals >= 0.0 { number * factor } else { number / factor };
    let whole = (shifted + 0.5).floor();
    Some(if decimals >= 0.0 { whole / factor } else { whole * factor }).filter(|number| number.is_finite())
}

fn mathematical(operator: &Operator<'_, '_>, one: Option<f64>, both: Option<(f64, f64)>) -> Value {
    let name = attribute(operator.node, "name").unwrap_or_default().trim();
    if name == "atan2" {
        return both.map_or(Value::Null, |(y, x)| Value::float(y.atan2(x)));
    }
    let Some(x) = one else { return Value::Null };
    let whole = |number: f64| integer(&number.to_string()).map_or(Value::Null, Value::integer);
    Value::float(match name {
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "sec" => x.cos().recip(),
        "csc" => x.sin().recip(),
        "cot" => x.tan().recip(),
        "asin" => x.asin(),
        "acos" => x.acos(),
        "atan" => x.atan(),
        "asec" => x.recip().acos(),
        "acsc" => x.recip().asin(),
        "acot" => x.recip().atan(),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "sech" => x.cosh().recip(),
        "csch" => x.sinh().recip(),
        "coth" => x.tanh().recip(),
        "log" => x.log10(),
        "ln" => x.ln(),
        "exp" => x.exp(),
        "abs" => x.abs(),
        "signum" => return whole(if x == 0.0 { 0.0 } else { x.signum() }),
        "floor" => return whole(x.floor()),
        "ceil" => return whole(x.ceil()),
        "toRadians" => x.to_radians(),
        "toDegrees" => x.to_degrees(),
        _ => f64::NAN,
    })
}

/// A statistic of the numbers in all operands.
fn statistic(name: &str, operator: &Operator<'_, '_>) -> Value {
    let numbers: Option<Vec<f64>> = operator.operands.iter().flat_map(Value::all).map(Single::number).collect();
    let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) else { return Value::Null };
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    // With one number a sample's variance has no value: 0 / 0, and so NULL.
    Value::float(match name {
        "mean" => mean,
        "sampleVariance" => squares / (count - 1.0),
        "sampleSD" => (squares / (count - 1.0)).sqrt(),
        "popVariance" => squares / count,
        "popSD" => (squares / count).sqrt(),
        _ => f64::NAN,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_to_decimals_and_to_figures() {
        assert_eq!(rounded(0.787_25, Some("decimalPlaces"), Some(2.0)), Some(0.79));
        assert_eq!(rounded(1234.0, Some("significantFigures"), Some(2.0)), Some(1200.0));
        assert_eq!(rounded(0.001_26, None, Some(2.0)), Some(0.001_3));
        assert_eq!(rounded(1.5, None, None), None);
    }
}
