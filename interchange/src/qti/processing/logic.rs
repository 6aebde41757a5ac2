//! Operators that say whether something holds: true, false, or unknown (NULL).

use super::arithmetic::rounded;
use super::expression::Operator;
use super::names::{attribute, flag};
use super::value::{Single, Value, close, number};

/// What the operator says; none where it is none of these. `count` gives an attribute that is a number or names one.
pub(crate) fn apply(operator: &Operator<'_, '_>, count: &dyn Fn(&str) -> Option<f64>) -> Option<Value> {
    let (one, other) = (operator.operand(0), operator.operand(1));
    let compared = |holds: fn(f64, f64) -> bool| known(one.number().zip(other.number()).map(|(one, other)| holds(one, other)));
    Some(match operator.name {
        "isnull" => Value::boolean(one.is_null()),
        "isnotnull" => Value::boolean(!one.is_null()),
        "not" => known(one.truth().map(|truth| !truth)),
        "and" => all(operator.operands),
        "or" => any(operator.operands),
        "anyn" => {
            let (right, unknown) = tally(operator.operands);
            let (min, max) = (count("min").unwrap_or(0.0), count("max").unwrap_or(f64::INFINITY));
            between(right, unknown, min, max)
        }
        // Not in the specification, but written: no more than so many.
        "alln" => {
            let (right, unknown) = tally(operator.operands);
            between(right, unknown, count("min").unwrap_or(0.0), count("max").unwrap_or(f64::INFINITY))
        }
        "match" => known(one.same(other)),
        "equal" => known(equal(operator, count)),
        "equalrounded" => {
            let both = one.number().zip(other.number());
            let round = |number| rounded(number, attribute(operator.node, "roundingmode"), count("figures"));
            known(both.and_then(|(one, other)| Some(close(round(one)?, round(other)?))))
        }
        "lt" | "durationlt" => compared(|one, other| one < other && !close(one, other)),
        "lte" => compared(|one, other| one <= other || close(one, other)),
        "gt" => compared(|one, other| one > other && !close(one, other)),
        "gte" | "durationgte" => compared(|one, other| one >= other || close(one, other)),
        // Not in the specification, but written: whether a value is of the base type that is named.
        "istypeof" => {
            known(one.single().zip(other.single()).map(|(one, named)| type_name(one) == named.text().unwrap_or_default()))
        }
        _ => return None,
    })
}

fn known(truth: Option<bool>) -> Value {
    truth.map_or(Value::Null, Value::boolean)
}

fn all(operands: &[Value]) -> Value {
    if operands.iter().any(|operand| operand.truth() == Some(false)) {
        return Value::boolean(false);
    }
    known((!operands.iter().any(|operand| operand.truth().is_none())).then_some(true))
}

fn any(operands: &[Value]) -> Value {
    if operands.iter().any(|operand| operand.truth() == Some(true)) {
        return Value::boolean(true);
    }
    known((!operands.iter().any(|operand| operand.truth().is_none())).then_some(false))
}

/// How many hold, and of how many that is unknown.
fn tally(operands: &[Value]) -> (f64, f64) {
    let of = |truth| operands.iter().filter(|operand| operand.truth() == truth).count() as f64;
    (of(Some(true)), of(None))
}

fn between(right: f64, unknown: f64, min: f64, max: f64) -> Value {
    if right > max || right + unknown < min {
        Value::boolean(false)
    } else {
        known((right >= min && right + unknown <= max).then_some(true))
    }
}

/// Equal as numbers within a tolerance; what are no numbers must be the same.
fn equal(operator: &Operator<'_, '_>, count: &dyn Fn(&str) -> Option<f64>) -> Option<bool> {
    let (one, other) = (operator.operand(0), operator.operand(1));
    if one.is_null() || other.is_null() {
        return None;
    }
    let (Some(given), Some(wanted)) = (one.number(), other.number()) else { return one.same(other) };
    let mode = attribute(operator.node, "tolerancemode").map_or("exact", str::trim);
    if mode == "exact" {
        return Some(close(given, wanted));
    }
    let stated = attribute(operator.node, "tolerance").unwrap_or_default();
    let mut sides = stated.split_whitespace().map_while(number);
    let below = sides.next().or_else(|| count("tolerance"))?;
    let above = sides.next().unwrap_or(below);
    let (lower, upper) = if mode == "relative" {
        let ends = [wanted * (1.0 - below / 100.0), wanted * (1.0 + above / 100.0)];
        (ends[0].min(ends[1]), ends[0].max(ends[1]))
    } else {
        (wanted - below, wanted + above)
    };
    // An edge that decimals cannot say exactly is an edge all the same.
    let at = |edge: f64, wanted: &str, inside: bool| {
        if close(given, edge) { flag(operator.node, wanted).unwrap_or(true) } else { inside }
    };
    Some(at(lower, "includelowerbound", given > lower) && at(upper, "includeupperbound", given < upper))
}

fn type_name(single: &Single) -> &'static str {
    use super::value::BaseType;
    match single {
        Single::Boolean(_) => "boolean",
        Single::Integer(_) => "integer",
        Single::Float(_) => "float",
        Single::Text(BaseType::Identifier, _) => "identifier",
        Single::Text(BaseType::Uri, _) => "uri",
        Single::Text(BaseType::File, _) => "file",
        Single::Text(..) => "string",
        Single::Pair(..) => "pair",
        Single::DirectedPair(..) => "directedPair",
        Single::Point(..) => "point",
        Single::Duration(_) => "duration",
    }
}
