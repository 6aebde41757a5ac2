//! Declarations of variables: what they hold, what is right, and how it is mapped to a number.

use roxmltree::Node;

use super::names::{attribute, element, elements, flag, name};
use super::refusal::Refusal;
use super::shapes::Shape;
use super::value::{BaseType, Cardinality, Single, Value, number};

/// Which part a variable plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Response,
    Outcome,
    Template,
}

/// What is declared of a variable.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    pub(crate) kind: Kind,
    pub(crate) base: Option<BaseType>,
    pub(crate) cardinality: Cardinality,
    pub(crate) default: Value,
    pub(crate) correct: Value,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) areas: Option<Areas>,
    pub(crate) table: Option<Table>,
    pub(crate) normal_maximum: Option<f64>,
}

impl Declaration {
    /// Of a variable that only the rules mention.
    pub(crate) fn of(kind: Kind, base: Option<BaseType>) -> Self {
        Self {
            kind,
            base,
            cardinality: Cardinality::Single,
            default: Value::Null,
            correct: Value::Null,
            mapping: None,
            areas: None,
            table: None,
            normal_maximum: None,
        }
    }

    /// Reads a `responseDeclaration`, `outcomeDeclaration` or `templateDeclaration`.
    pub(crate) fn read(node: Node<'_, '_>, kind: Kind) -> Result<Self, Refusal> {
        let base = attribute(node, "basetype").and_then(BaseType::of);
        let cardinality = Cardinality::of(attribute(node, "cardinality"));
        let values = |parent: &str| element(node, parent).map(|parent| values_of(parent, base, cardinality));
        let stated = attribute(node, "defaultvalue").zip(base).and_then(|(text, base)| Single::parse(base, text));
        let default = values("defaultvalue").unwrap_or_else(|| Value::of(cardinality, stated.into_iter().collect()));
        // A number that nobody set counts from 0.
        let implied = match base {
            _ if kind != Kind::Outcome || cardinality != Cardinality::Single || !default.is_null() => default,
            Some(BaseType::Integer) => Value::integer(0),
            Some(BaseType::Float) => Value::float(0.0),
            _ => default,
        };
        Ok(Self {
            default: implied,
            correct: values("correctresponse").unwrap_or_default(),
            mapping: element(node, "mapping").map(|mapping| Mapping::read(mapping, base)).transpose()?,
            areas: element(node, "areamapping").map(Areas::read).transpose()?,
            table: elements(node).find(|child| Table::is(*child)).map(Table::read).transpose()?,
            normal_maximum: attribute(node, "normalmaximum").and_then(number),
            cardinality,
            ..Self::of(kind, base)
        })
    }
}

fn values_of(parent: Node<'_, '_>, base: Option<BaseType>, cardinality: Cardinality) -> Value {
    let values = elements(parent).filter(|child| name(*child) == "value");
    if cardinality == Cardinality::Record {
        let field = |child: Node<'_, '_>| {
            let field = attribute(child, "fieldidentifier")?;
            let single = Single::parse(attribute(child, "basetype").and_then(BaseType::of)?, &crate::xml::text_of(child))?;
            Some((field.to_owned(), Value::Single(single)))
        };
        return Value::Record(values.filter_map(field).collect());
    }
    let single = |child| Single::parse(base.unwrap_or(BaseType::String), &crate::xml::text_of(child));
    Value::of(cardinality, values.filter_map(single).collect())
}

/// A finite number of an attribute that is there.
fn bound(node: Node<'_, '_>, wanted: &'static str) -> Result<Option<f64>, Refusal> {
    let Some(text) = attribute(node, wanted) else { return Ok(None) };
    let text = text.trim();
    number(text).map(Some).ok_or_else(|| Refusal::of(node, format!("{wanted}=\"{text}\""), "a finite number"))
}

/// Keeps a sum between the bounds of a mapping.
fn clamp(sum: f64, lower: Option<f64>, upper: Option<f64>) -> f64 {
    let sum = lower.map_or(sum, |lower| sum.max(lower));
    upper.map_or(sum, |upper| sum.min(upper))
}

/// From values to numbers.
#[derive(Clone, Debug)]
pub(crate) struct Mapping {
    entries: Vec<Entry>,
    default: f64,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Clone, Debug)]
struct Entry {
    key: Single,
    case: bool,
    worth: f64,
}

impl Mapping {
    fn read(node: Node<'_, '_>, base: Option<BaseType>) -> Result<Self, Refusal> {
        // QTI 2 and 3: upper and lower case differ unless the mapping says otherwise.
        let case = flag(node, "casesensitive").unwrap_or(true);
        let mut entries = Vec::new();
        for child in elements(node).filter(|child| name(*child) == "mapentry") {
            let key = attribute(child, "mapkey").and_then(|key| Single::parse(base.unwrap_or(BaseType::String), key));
            let worth = bound(child, "mappedvalue")?;
            // An entry that no response can be is of no use, and does no harm.
            if let (Some(key), Some(worth)) = (key, worth) {
                entries.push(Entry { key, case: flag(child, "casesensitive").unwrap_or(case), worth });
            }
        }
        let (lower, upper) = (bound(node, "lowerbound")?, bound(node, "upperbound")?);
        Ok(Self { entries, default: bound(node, "defaultvalue")?.unwrap_or(0.0), lower, upper })
    }

    /// What a value is worth: of several the sum, doubled ones counted twice; between the bounds.
    pub(crate) fn worth(&self, value: &Value, cardinality: Cardinality) -> f64 {
        let sum = if value.is_null() && cardinality == Cardinality::Single {
            self.default
        } else {
            value.all().iter().map(|single| self.worth_of(single)).sum()
        };
        clamp(sum, self.lower, self.upper)
    }

    fn worth_of(&self, single: &Single) -> f64 {
        let is = |entry: &&Entry| match (entry.key.text(), single.text()) {
            (Some(key), Some(text)) if !entry.case => key.to_lowercase() == text.to_lowercase(),
            _ => entry.key.same(single),
        };
        self.entries.iter().find(is).map_or(self.default, |entry| entry.worth)
    }

    /// The most that a response can be worth.
    pub(crate) fn most(&self, cardinality: Cardinality) -> f64 {
        let worths = self.entries.iter().map(|entry| entry.worth);
        let most = match cardinality {
            Cardinality::Single => worths.fold(self.default, f64::max),
            _ => worths.filter(|worth| *worth > 0.0).sum(),
        };
        clamp(most, self.lower, self.upper)
    }
}

/// From points to numbers.
#[derive(Clone, Debug)]
pub(crate) struct Areas {
    entries: Vec<(Shape, f64)>,
    default: f64,
    lower: Option<f64>,
    upper: Option<f64>,
}

impl Areas {
    fn read(node: Node<'_, '_>) -> Result<Self, Refusal> {
        let mut entries = Vec::new();
        for child in elements(node).filter(|child| name(*child) == "areamapentry") {
            entries.push((Shape::read(child)?, bound(child, "mappedvalue")?.unwrap_or(0.0)));
        }
        let (lower, upper) = (bound(node, "lowerbound")?, bound(node, "upperbound")?);
        Ok(Self { entries, default: bound(node, "defaultvalue")?.unwrap_or(0.0), lower, upper })
    }

    /// What points are worth: each area counts once however often it is hit, each point outside of all areas is worth the default.
    pub(crate) fn worth(&self, value: &Value) -> f64 {
        let mut hit = vec![false; self.entries.len()];
        let mut sum = 0.0;
        for single in value.all() {
            let Single::Point(x, y) = *single else { continue };
            let areas = self.entries.iter().position(|(shape, _)| shape.holds(x, y));
            match areas {
                Some(at) if !hit[at] => {
                    hit[at] = true;
                    sum += self.entries[at].1;
                }
                Some(_) => {}
                None => sum += self.default,
            }
        }
        if value.is_null() {
            sum = self.default;
        }
        clamp(sum, self.lower, self.upper)
    }
}

/// From numbers to texts: by the very number, or by the step that it reaches.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    rows: Vec<Row>,
    steps: bool,
    default: Option<String>,
}

#[derive(Clone, Debug)]
struct Row {
    source: f64,
    /// Whether the source itself reaches the step.
    included: bool,
    target: String,
}

impl Table {
    /// Whether an element is a table.
    pub(crate) fn is(node: Node<'_, '_>) -> bool {
        ["matchtable", "interpolationtable"].contains(&name(node).as_str())
    }

    /// Reads a `matchTable` or an `interpolationTable`.
    pub(crate) fn read(node: Node<'_, '_>) -> Result<Self, Refusal> {
        let mut rows = Vec::new();
        for child in elements(node) {
            let source = bound(child, "sourcevalue")?.ok_or_else(|| Refusal::element(child, "an entry with a source value"))?;
            let target = attribute(child, "targetvalue").unwrap_or_default().to_owned();
            rows.push(Row { source, included: flag(child, "includeboundary").unwrap_or(true), target });
        }
        Ok(Self { rows, steps: name(node) == "interpolationtable", default: attribute(node, "defaultvalue").map(str::to_owned) })
    }

    /// What stands for a number.
    pub(crate) fn target(&self, source: Option<f64>) -> Option<&str> {
        let fits = |row: &&Row, source: f64| {
            let same = super::value::close(row.source, source);
            if self.steps { source > row.source && !same || same && row.included } else { same }
        };
        let row = source.and_then(|source| self.rows.iter().find(|row| fits(row, source)));
        row.map(|row| row.target.as_str()).or(self.default.as_deref())
    }
}
