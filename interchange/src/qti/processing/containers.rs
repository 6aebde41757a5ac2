//! Operators on containers and records.

use super::expression::Operator;
use super::names::attribute;
use super::value::{Cardinality, Single, Value};

/// What the operator gives; none where it is none of these. `count` gives an attribute that is a number or names one.
pub(crate) fn apply(operator: &Operator<'_, '_>, count: &dyn Fn(&str) -> Option<f64>) -> Option<Value> {
    let (one, other) = (operator.operand(0), operator.operand(1));
    let joined = || -> Vec<Single> { operator.operands.iter().flat_map(Value::all).cloned().collect() };
    Some(match operator.name {
        "multiple" => Value::of(Cardinality::Multiple, joined()),
        "ordered" => Value::of(Cardinality::Ordered, joined()),
        "containersize" => Value::integer(i64::try_from(one.all().len()).unwrap_or(i64::MAX)),
        "index" => {
            let place = count("n").or_else(|| other.number()).unwrap_or(0.0);
            let at = (place >= 1.0 && place.fract() == 0.0).then(|| place as usize - 1);
            at.and_then(|at| one.all().get(at)).cloned().map_or(Value::Null, Value::Single)
        }
        "fieldvalue" => match one {
            Value::Record(fields) => {
                attribute(operator.node, "fieldidentifier").and_then(|field| fields.get(field)).cloned().unwrap_or_default()
            }
            _ => Value::Null,
        },
        "member" => match one.single() {
            None => Value::Null,
            Some(_) if other.is_null() => Value::Null,
            Some(one) => Value::boolean(other.all().iter().any(|single| single.same(one))),
        },
        "contains" => {
            if one.is_null() || other.is_null() {
                Value::Null
            } else {
                Value::boolean(contains(one, other))
            }
        }
        "delete" => match (one.single(), other) {
            (Some(one), Value::Multiple(values)) => {
                Value::of(Cardinality::Multiple, values.iter().filter(|single| !single.same(one)).cloned().collect())
            }
            (Some(one), Value::Ordered(values)) => {
                Value::of(Cardinality::Ordered, values.iter().filter(|single| !single.same(one)).cloned().collect())
            }
            _ => Value::Null,
        },
        _ => return None,
    })
}

/// Whether the second is in the first: in order and without gaps where order counts, else each value as often as it is there.
fn contains(whole: &Value, part: &Value) -> bool {
    let (all, wanted) = (whole.all(), part.all());
    if wanted.is_empty() || wanted.len() > all.len() {
        return false;
    }
    if matches!((whole, part), (Value::Ordered(_), Value::Ordered(_))) {
        return all.windows(wanted.len()).any(|window| window.iter().zip(wanted).all(|(one, other)| one.same(other)));
    }
    let mut left: Vec<&Single> = all.iter().collect();
    wanted.iter().all(|wanted| left.iter().position(|single| single.same(wanted)).map(|at| left.swap_remove(at)).is_some())
}
