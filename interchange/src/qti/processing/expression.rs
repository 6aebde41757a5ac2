//! Expressions: what needs variables, chance or the shape of the document; the rest is in modules of pure functions.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::declaration::Table;
use super::machine::Machine;
use super::names::{attribute, elements, name};
use super::refusal::Refusal;
use super::shapes::Shape;
use super::value::{BaseType, Single, Value, integer, number};
use super::{arithmetic, containers, logic, texts};

/// What an operator works on: itself, for its attributes, and its operands.
pub(crate) struct Operator<'a, 'i> {
    pub(crate) node: Node<'a, 'i>,
    pub(crate) name: &'a str,
    pub(crate) operands: &'a [Value],
}

impl Operator<'_, '_> {
    /// The operand of this place; NULL where there is none.
    pub(crate) fn operand(&self, at: usize) -> &Value {
        self.operands.get(at).unwrap_or(&Value::Null)
    }
}

impl Machine {
    /// The value of an expression.
    pub(crate) fn eval(&mut self, node: Node<'_, '_>) -> Result<Value, Refusal> {
        let value = self.deeper(node, |machine| machine.evaluate(node))?;
        self.count(node, value.size())?;
        Ok(value)
    }

    fn evaluate(&mut self, node: Node<'_, '_>) -> Result<Value, Refusal> {
        let name = name(node);
        let id = || attribute(node, "identifier").unwrap_or_default().trim();
        let variable = |machine: &Self| {
            machine.variables.get(id()).cloned().ok_or_else(|| Refusal::of(node, id(), "the identifier of a declared variable"))
        };
        Ok(match name.as_str() {
            "null" => Value::Null,
            "basevalue" => {
                let base = attribute(node, "basetype").and_then(BaseType::of).unwrap_or(BaseType::String);
                Single::parse(base, &crate::xml::text_of(node)).map_or(Value::Null, Value::Single)
            }
            "variable" => variable(self)?.value,
            "correct" => variable(self)?.declared.correct,
            "default" => variable(self)?.declared.default,
            "mapresponse" | "mapoutcome" => {
                let variable = variable(self)?;
                let worth = |mapping: &super::declaration::Mapping| mapping.worth(&variable.value, variable.declared.cardinality);
                Value::float(variable.declared.mapping.as_ref().map_or(0.0, worth))
            }
            "mapresponsepoint" => {
                let variable = variable(self)?;
                Value::float(variable.declared.areas.as_ref().map_or(0.0, |areas| areas.worth(&variable.value)))
            }
            "randominteger" => self.random_integer(node),
            "randomfloat" => self.random_float(node),
            "random" => {
                let from = self.operands(node)?;
                let from = from.first().map_or(&[][..], Value::all);
                let place = self.random.place(from.len());
                from.get(place).cloned().map_or(Value::Null, Value::Single)
            }
            "record" => self.record(node)?,
            "repeat" => {
                let times = self.number_of(node, "numberrepeats").and_then(|times| integer(&times.to_string())).unwrap_or(0);
                let mut values = Vec::new();
                for _ in 0..times {
                    for operand in self.operands(node)? {
                        self.count(node, operand.size())?;
                        values.extend_from_slice(operand.all());
                    }
                }
                if values.is_empty() { Value::Null } else { Value::Ordered(values) }
            }
            "inside" => {
                let shape = Shape::read(node)?;
                let operands = self.operands(node)?;
                match operands.first() {
                    None | Some(Value::Null) => Value::Null,
                    Some(value) => Value::boolean(
                        value.all().iter().any(|single| matches!(single, Single::Point(x, y) if shape.holds(*x, *y))),
                    ),
                }
            }
            "lookuptable" => self.lookup(node)?,
            "customoperator" => return Err(Refusal::element(node, "operators of QTI itself")),
            _ => {
                let operands = self.operands(node)?;
                let operator = Operator { node, name: &name, operands: &operands };
                let count = |wanted: &str| self.number_of(node, wanted);
                let value = logic::apply(&operator, &count)
                    .or_else(|| arithmetic::apply(&operator, &count))
                    .or_else(|| containers::apply(&operator, &count));
                match value {
                    Some(value) => value,
                    None => texts::apply(&operator)?
                        .ok_or_else(|| Refusal::element(node, "an expression that an item can work out"))?,
                }
            }
        })
    }

    fn operands(&mut self, node: Node<'_, '_>) -> Result<Vec<Value>, Refusal> {
        elements(node).map(|child| self.eval(child)).collect()
    }

    /// The number of an attribute, which may name a variable instead.
    fn number_of(&self, node: Node<'_, '_>, wanted: &str) -> Option<f64> {
        let text = attribute(node, wanted)?.trim();
        number(text).or_else(|| {
            let id = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
            self.variables.get(id)?.value.number()
        })
    }

    fn random_integer(&mut self, node: Node<'_, '_>) -> Value {
        let min = self.number_of(node, "min").unwrap_or(0.0).ceil();
        let step = self.number_of(node, "step").unwrap_or(1.0).max(1.0);
        let Some(max) = self.number_of(node, "max").filter(|max| *max >= min) else { return Value::Null };
        let choices = ((max - min) / step).floor() + 1.0;
        let drawn = (self.random.unit() * choices).floor().min(choices - 1.0);
        integer(&(min + step * drawn).to_string()).map_or(Value::Null, Value::integer)
    }

    fn random_float(&mut self, node: Node<'_, '_>) -> Value {
        let min = self.number_of(node, "min").unwrap_or(0.0);
        let Some(max) = self.number_of(node, "max").filter(|max| *max >= min) else { return Value::Null };
        Value::float(min + self.random.unit() * (max - min))
    }

    /// Not in the specification, but written: `record` of named `fieldValue`s.
    fn record(&mut self, node: Node<'_, '_>) -> Result<Value, Refusal> {
        let mut fields = BTreeMap::new();
        for child in elements(node) {
            let field = attribute(child, "fieldidentifier").ok_or_else(|| Refusal::element(child, "a field identifier"))?;
            let value = self.operands(child)?.pop().unwrap_or_default();
            fields.insert(field.to_owned(), value);
        }
        Ok(Value::Record(fields))
    }

    /// Not in the specification, but written: a table beside an expression.
    fn lookup(&mut self, node: Node<'_, '_>) -> Result<Value, Refusal> {
        let table = elements(node).find(|child| Table::is(*child));
        let source = elements(node).find(|child| !Table::is(*child));
        let (Some(table), Some(source)) = (table, source) else {
            return Err(Refusal::element(node, "an expression and a table"));
        };
        let source = self.eval(source)?.number();
        let table = Table::read(table)?;
        Ok(table.target(source).and_then(number).map_or(Value::Null, Value::float))
    }
}
