//! Values as QTI has them: of a base type, one or many, or none at all (NULL). An empty container is NULL, as in the specification.

use std::collections::BTreeMap;
use std::fmt;

/// What a single value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseType {
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// Any finite number.
    Float,
    /// A name.
    Identifier,
    /// Text.
    String,
    /// An address.
    Uri,
    /// A file's name.
    File,
    /// Two names in any order.
    Pair,
    /// Two names in this order.
    DirectedPair,
    /// A point on a picture.
    Point,
    /// A length of time.
    Duration,
}

impl BaseType {
    /// By its name in QTI.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name.trim() {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "float" => Self::Float,
            "identifier" | "intOrIdentifier" => Self::Identifier,
            "string" => Self::String,
            "uri" => Self::Uri,
            "file" => Self::File,
            "pair" => Self::Pair,
            "directedPair" => Self::DirectedPair,
            "point" => Self::Point,
            "duration" => Self::Duration,
            _ => return None,
        })
    }
}

/// How many values, and whether their order counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cardinality {
    /// One.
    #[default]
    Single,
    /// Any number; their order does not count.
    Multiple,
    /// Any number; their order counts.
    Ordered,
    /// Named fields.
    Record,
}

impl Cardinality {
    /// By its name in QTI; one where it is not said.
    pub(crate) fn of(name: Option<&str>) -> Self {
        match name.map(str::trim) {
            Some("multiple") => Self::Multiple,
            Some("ordered") => Self::Ordered,
            Some("record") => Self::Record,
            _ => Self::Single,
        }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Single {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Float(f64),
    /// An identifier, a text, an address or a file's name: which of them is the base type's matter.
    Text(BaseType, String),
    /// Two names in any order.
    Pair(String, String),
    /// Two names in this order.
    DirectedPair(String, String),
    /// From the left and from the top.
    Point(f64, f64),
    /// In seconds.
    Duration(f64),
}

impl Single {
    /// Reads a value as its base type writes it; none where it cannot be one. Space around it does not count.
    pub(crate) fn parse(base: BaseType, text: &str) -> Option<Self> {
        let text = text.trim();
        let two = || {
            let mut parts = text.split_whitespace();
            let both = (parts.next()?, parts.next()?);
            parts.next().is_none().then_some(both)
        };
        Some(match base {
            BaseType::Boolean => Self::Boolean(match text {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => return None,
            }),
            BaseType::Integer => Self::Integer(integer(text)?),
            BaseType::Float => Self::Float(number(text)?),
            BaseType::Identifier | BaseType::String | BaseType::Uri | BaseType::File => {
                if text.is_empty() {
                    return None;
                }
                Self::Text(base, text.to_owned())
            }
            BaseType::Pair => two().map(|(a, b)| Self::Pair(a.to_owned(), b.to_owned()))?,
            BaseType::DirectedPair => two().map(|(a, b)| Self::DirectedPair(a.to_owned(), b.to_owned()))?,
            BaseType::Point => two().and_then(|(x, y)| Some(Self::Point(number(x)?, number(y)?)))?,
            BaseType::Duration => Self::Duration(duration(text)?),
        })
    }

    /// As a number, where it is one.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Float(number) | Self::Duration(number) => Some(*number),
            _ => None,
        }
    }

    /// Its text, where it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(_, text) = self { Some(text) } else { None }
    }

    /// Whether both say the same. A whole number is the same as a number without a fraction, a text the same as an identifier.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(_, one), Self::Text(_, other)) => one == other,
            (Self::Pair(a, b), Self::Pair(c, d)) => (a, b) == (c, d) || (a, b) == (d, c),
            (one, other) => match (one.number(), other.number()) {
                (Some(one), Some(other)) => close(one, other),
                _ => one == other,
            },
        }
    }

    /// As another base type, where nothing is lost.
    fn into_base(self, base: BaseType) -> Self {
        match (base, &self) {
            (BaseType::Float, Self::Integer(number)) => Self::Float(*number as f64),
            (BaseType::Integer, Self::Float(number)) => match integer(&number.to_string()) {
                Some(number) => Self::Integer(number),
                None => self,
            },
            (BaseType::Identifier | BaseType::String | BaseType::Uri | BaseType::File, Self::Text(_, text)) => {
                Self::Text(base, text.clone())
            }
            _ => self,
        }
    }
}

impl fmt::Display for Single {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) | Self::Duration(value) => write!(f, "{value}"),
            Self::Text(_, text) => f.write_str(text),
            Self::Pair(a, b) | Self::DirectedPair(a, b) => write!(f, "{a} {b}"),
            Self::Point(x, y) => write!(f, "{x} {y}"),
        }
    }
}

/// A value of any cardinality.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// None.
    #[default]
    Null,
    /// One.
    Single(Single),
    /// At least one; their order does not count.
    Multiple(Vec<Single>),
    /// At least one; their order counts.
    Ordered(Vec<Single>),
    /// Named fields.
    Record(BTreeMap<String, Value>),
}

impl Value {
    /// True or false.
    pub(crate) fn boolean(value: bool) -> Self {
        Self::Single(Single::Boolean(value))
    }

    /// A whole number.
    pub(crate) fn integer(value: i64) -> Self {
        Self::Single(Single::Integer(value))
    }

    /// A number; NULL where it is not finite.
    pub(crate) fn float(value: f64) -> Self {
        if value.is_finite() { Self::Single(Single::Float(value)) } else { Self::Null }
    }

    /// A text.
    pub(crate) fn text(value: &str) -> Self {
        if value.is_empty() { Self::Null } else { Self::Single(Single::Text(BaseType::String, value.to_owned())) }
    }

    /// Values under a cardinality; NULL where there are none, or where one is asked for and there are more.
    pub(crate) fn of(cardinality: Cardinality, mut values: Vec<Single>) -> Self {
        match (cardinality, values.len()) {
            (_, 0) | (Cardinality::Record, _) => Self::Null,
            (Cardinality::Multiple, _) => Self::Multiple(values),
            (Cardinality::Ordered, _) => Self::Ordered(values),
            (Cardinality::Single, 1) => values.pop().map_or(Self::Null, Self::Single),
            (Cardinality::Single, _) => Self::Null,
        }
    }

    /// Whether it is NULL.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// As a number, where it is one.
    pub fn number(&self) -> Option<f64> {
        self.single().and_then(Single::number)
    }

    /// The one value, where it is one.
    pub(crate) fn single(&self) -> Option<&Single> {
        if let Self::Single(single) = self { Some(single) } else { None }
    }

    /// All single values in it, in order.
    pub(crate) fn all(&self) -> &[Single] {
        match self {
            Self::Single(single) => std::slice::from_ref(single),
            Self::Multiple(values) | Self::Ordered(values) => values,
            Self::Null | Self::Record(_) => &[],
        }
    }

    /// Whether a condition on it holds: numbers other than 0 and texts that are not empty count as true, NULL as unknown.
    pub(crate) fn truth(&self) -> Option<bool> {
        match self {
            Self::Null => None,
            Self::Single(Single::Boolean(value)) => Some(*value),
            Self::Single(single) => Some(single.number().is_none_or(|number| number != 0.0)),
            _ => Some(true),
        }
    }

    /// Whether both say the same; unknown where one is NULL.
    pub(crate) fn same(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Null, _) | (_, Self::Null) => None,
            (Self::Ordered(one), Self::Ordered(other)) => {
                Some(one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.same(other)))
            }
            (Self::Record(one), Self::Record(other)) => Some(
                one.len() == other.len()
                    && one.iter().all(|(name, value)| {
                        other.get(name).is_some_and(|other| value == other || value.same(other) == Some(true))
                    }),
            ),
            (Self::Record(_), _) | (_, Self::Record(_)) => Some(false),
            (one, other) => Some(same_bag(one.all(), other.all())),
        }
    }

    /// As a variable of this base type and cardinality keeps it: one value where a container is kept becomes a container of one.
    pub(crate) fn kept_as(self, base: Option<BaseType>, cardinality: Cardinality) -> Self {
        let values: Vec<Single> = match &self {
            Self::Null | Self::Record(_) => return self,
            other => other
                .all()
                .iter()
                .cloned()
                .map(|single| if let Some(base) = base { single.into_base(base) } else { single })
                .collect(),
        };
        if cardinality == Cardinality::Single && values.len() > 1 { self } else { Self::of(cardinality, values) }
    }

    /// How much room it takes, in units of a short value.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Record(fields) => 1 + fields.values().map(Self::size).sum::<usize>(),
            other => other.all().iter().map(|single| 1 + single.text().map_or(0, str::len) / 256).sum(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Record(fields) = self {
            for (index, (name, value)) in fields.iter().enumerate() {
                write!(f, "{}{name}={value}", if index == 0 { "" } else { "; " })?;
            }
        }
        for (index, single) in self.all().iter().enumerate() {
            write!(f, "{}{single}", if index == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

fn same_bag(one: &[Single], other: &[Single]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut left: Vec<&Single> = other.iter().collect();
    one.iter().all(|value| {
        let found = left.iter().position(|other| value.same(other));
        found.map(|at| left.swap_remove(at)).is_some()
    })
}

/// Whether two numbers are the same but for the last digits that decimals lose on their way to binary.
pub(crate) fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 4.0 * f64::EPSILON * one.abs().max(other.abs())
}

/// A finite number, as QTI writes it.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A whole number; `3.0` is one too.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    // Beyond 2^53 a number with a point has lost its units.
    let whole = |number: &f64| number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    text.parse().ok().or_else(|| number(text).filter(whole).map(|number| number as i64))
}

/// Seconds, of `P1DT2H3M4.5S` or of a bare number.
fn duration(text: &str) -> Option<f64> {
    let Some(rest) = text.strip_prefix('P') else { return number(text).filter(|seconds| *seconds >= 0.0) };
    let (days, times) = rest.split_once('T').unwrap_or((rest, ""));
    let mut seconds = 0.0;
    for (part, units) in
        [(days, [('W', 604_800.0), ('D', 86_400.0), (' ', 0.0)]), (times, [('H', 3600.0), ('M', 60.0), ('S', 1.0)])]
    {
        let mut rest = part;
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let unit = rest[end..].chars().next()?;
            let (_, worth) = units.iter().find(|(name, _)| *name == unit)?;
            seconds += number(&rest[..end])? * worth;
            rest = &rest[end + 1..];
        }
    }
    (rest.len() > usize::from(rest.contains('T'))).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_base_type() {
        let parsed = |base, text| Single::parse(base, text);
        assert_eq!(parsed(BaseType::Integer, " 01 "), Some(Single::Integer(1)));
        assert_eq!(parsed(BaseType::Integer, "1.5"), None);
        assert_eq!(parsed(BaseType::Float, "NaN"), None);
        assert_eq!(parsed(BaseType::Float, "2.5e+01"), Some(Single::Float(25.0)));
        assert_eq!(parsed(BaseType::DirectedPair, "A   B"), Some(Single::DirectedPair("A".into(), "B".into())));
        assert_eq!(parsed(BaseType::Pair, "A"), None);
        assert_eq!(parsed(BaseType::Duration, "P1DT1H0.5S"), Some(Single::Duration(90_000.5)));
        assert_eq!(parsed(BaseType::Duration, "P"), None);
        assert_eq!(parsed(BaseType::Duration, "PT"), None);
        assert_eq!(parsed(BaseType::Duration, "PTé"), None);
        assert_eq!(parsed(BaseType::String, "  "), None);
    }

    #[test]
    fn compares_bags_without_order_and_lists_with() {
        let values = |names: &[&str]| -> Vec<Single> {
            names.iter().map(|name| Single::Text(BaseType::Identifier, (*name).to_owned())).collect()
        };
        let (ab, ba) = (values(&["a", "b"]), values(&["b", "a"]));
        assert_eq!(Value::Multiple(ab.clone()).same(&Value::Multiple(ba.clone())), Some(true));
        assert_eq!(Value::Ordered(ab.clone()).same(&Value::Ordered(ba)), Some(false));
        assert_eq!(Value::Multiple(ab).same(&Value::Multiple(values(&["a", "a"]))), Some(false));
        assert_eq!(Value::Null.same(&Value::Null), None);
    }
}
