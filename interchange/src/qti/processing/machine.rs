//! Runs rules: statements and conditions over variables, in bounded depth and steps.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::declaration::{Declaration, Kind};
use super::names::{attribute, elements, name};
use super::random::Random;
use super::refusal::Refusal;
use super::value::{BaseType, Cardinality, Single, Value};

/// Rules are nested no deeper.
const MAX_DEPTH: usize = 64;
/// No item takes more steps: an element counts as one, a large value as more.
const MAX_STEPS: usize = 100_000;
/// How often template processing starts again until its constraints hold.
const MAX_TRIES: usize = 100;

/// A variable.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) declared: Declaration,
    pub(crate) value: Value,
}

/// What comes after a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Next,
    /// This block of rules ends.
    Exit,
    /// A constraint does not hold: template processing starts again.
    Again,
}

/// The state of an item while its rules run.
pub(crate) struct Machine {
    pub(crate) variables: BTreeMap<String, Variable>,
    pub(crate) random: Random,
    steps: usize,
    depth: usize,
}

impl Machine {
    /// Reads the declarations of an item.
    pub(crate) fn of(item: Node<'_, '_>, seed: u32) -> Result<Self, Refusal> {
        let mut variables = BTreeMap::new();
        // What every item has without saying so.
        for (id, kind, base, value) in [
            ("numAttempts", Kind::Response, BaseType::Integer, Value::integer(1)),
            ("duration", Kind::Response, BaseType::Duration, Value::Single(Single::Duration(0.0))),
        ] {
            variables.insert(id.to_owned(), Variable { declared: Declaration::of(kind, Some(base)), value });
        }
        for node in elements(item) {
            let kind = match name(node).as_str() {
                "responsedeclaration" => Kind::Response,
                "outcomedeclaration" => Kind::Outcome,
                "templatedeclaration" => Kind::Template,
                _ => continue,
            };
            let id = attribute(node, "identifier").unwrap_or_default().trim().to_owned();
            let declared = Declaration::read(node, kind)?;
            let value = declared.default.clone();
            variables.insert(id, Variable { declared, value });
        }
        Ok(Self { variables, random: Random::of(seed), steps: 0, depth: 0 })
    }

    /// Gives a response its value. What is no value of the declared type is no response.
    pub(crate) fn respond(&mut self, id: &str, given: &[String]) {
        if let Some(variable) = self.variables.get_mut(id).filter(|variable| variable.declared.kind == Kind::Response) {
            let base = variable.declared.base.unwrap_or(BaseType::String);
            let values = given.iter().filter_map(|text| Single::parse(base, text)).collect();
            variable.value = Value::of(variable.declared.cardinality, values);
        }
    }

    /// Runs a block of rules.
    pub(crate) fn run(&mut self, block: Node<'_, '_>) -> Result<(), Refusal> {
        let start = self.variables.clone();
        for _ in 0..MAX_TRIES {
            if self.statements(elements(block))? != Flow::Again {
                return Ok(());
            }
            self.variables.clone_from(&start);
        }
        Err(Refusal::element(block, "a template constraint that can hold"))
    }

    /// Counts steps, and says when there were too many.
    pub(crate) fn count(&mut self, node: Node<'_, '_>, steps: usize) -> Result<(), Refusal> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > MAX_STEPS { Err(Refusal::element(node, "rules that end within 100000 steps")) } else { Ok(()) }
    }

    /// Goes one level deeper.
    pub(crate) fn deeper<T>(
        &mut self,
        node: Node<'_, '_>,
        work: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.count(node, 1)?;
        if self.depth >= MAX_DEPTH {
            return Err(Refusal::element(node, "rules nested at most 64 deep"));
        }
        self.depth += 1;
        let done = work(self);
        self.depth -= 1;
        done
    }

    fn statements<'a, 'i: 'a>(&mut self, nodes: impl Iterator<Item = Node<'a, 'i>>) -> Result<Flow, Refusal> {
        for node in nodes {
            let flow = self.deeper(node, |machine| machine.statement(node))?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    fn statement(&mut self, node: Node<'_, '_>) -> Result<Flow, Refusal> {
        // XInclude would bring in a file that nobody checked.
        if node.tag_name().namespace().is_some_and(|namespace| namespace.contains("XInclude")) {
            return Err(Refusal::of(node, "xi:include", "rules in the file itself: an include is never followed"));
        }
        match name(node).as_str() {
            "responsecondition" | "outcomecondition" | "templatecondition" => return self.condition(node),
            "responseprocessingfragment" | "outcomeprocessingfragment" | "templateprocessingfragment" => {
                return self.statements(elements(node));
            }
            "exitresponse" | "exittest" | "exittemplate" => return Ok(Flow::Exit),
            "templateconstraint" => {
                let holds = self.only(node)?.truth() == Some(true);
                return Ok(if holds { Flow::Next } else { Flow::Again });
            }
            "setoutcomevalue" => self.set(node, Kind::Outcome)?,
            "setresponsevalue" => self.set(node, Kind::Response)?,
            "settemplatevalue" => self.set(node, Kind::Template)?,
            "setcorrectresponse" => {
                let value = self.only(node)?;
                let variable = self.variable(node, Kind::Response)?;
                variable.declared.correct = value.kept_as(variable.declared.base, variable.declared.cardinality);
            }
            "setdefaultvalue" => {
                let stated = if elements(node).next().is_some() { Some(self.only(node)?) } else { None };
                let variable = self.variable(node, Kind::Response)?;
                if let Some(value) = stated {
                    variable.declared.default = value.kept_as(variable.declared.base, variable.declared.cardinality);
                }
                variable.value = variable.declared.default.clone();
            }
            "lookupoutcomevalue" => {
                let source = self.only(node)?.number();
                let variable = self.variable(node, Kind::Outcome)?;
                let Some(table) = &variable.declared.table else {
                    return Err(Refusal::element(node, "an outcome with a table"));
                };
                let base = variable.declared.base.unwrap_or(BaseType::Float);
                let found = table.target(source).and_then(|target| Single::parse(base, target));
                variable.value = found.map_or(Value::Null, Value::Single);
            }
            _ => return Err(Refusal::element(node, "a rule of QTI's response, outcome or template processing")),
        }
        Ok(Flow::Next)
    }

    /// The first branch that holds. A condition that is unknown does not hold.
    fn condition(&mut self, node: Node<'_, '_>) -> Result<Flow, Refusal> {
        for branch in elements(node) {
            let kind = name(branch);
            let mut inside = elements(branch);
            if kind.ends_with("else") {
                return self.statements(inside);
            }
            if !kind.ends_with("if") {
                return Err(Refusal::element(branch, "if, else if or else"));
            }
            let Some(test) = inside.next() else { return Err(Refusal::element(branch, "a condition")) };
            if self.eval(test)?.truth() == Some(true) {
                return self.statements(inside);
            }
        }
        Ok(Flow::Next)
    }

    fn set(&mut self, node: Node<'_, '_>, kind: Kind) -> Result<(), Refusal> {
        let value = self.only(node)?;
        let variable = self.variable(node, kind)?;
        variable.value = value.kept_as(variable.declared.base, variable.declared.cardinality);
        Ok(())
    }

    /// The variable that an element names; made where only the rules mention it, as many files forget to declare outcomes.
    fn variable(&mut self, node: Node<'_, '_>, kind: Kind) -> Result<&mut Variable, Refusal> {
        let id = attribute(node, "identifier").map(str::trim).filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| Refusal::element(node, "an identifier"))?;
        let made = || Variable {
            declared: Declaration { cardinality: Cardinality::Single, ..Declaration::of(kind, None) },
            value: Value::Null,
        };
        Ok(self.variables.entry(id.to_owned()).or_insert_with(made))
    }

    /// The value of the one expression inside.
    fn only(&mut self, node: Node<'_, '_>) -> Result<Value, Refusal> {
        let mut inside = elements(node);
        match (inside.next(), inside.next()) {
            (Some(expression), None) => self.eval(expression),
            _ => Err(Refusal::element(node, "one expression inside")),
        }
    }
}
