//! The rules that QTI names instead of writing them out. No address is opened: the last part of it is the name.

use roxmltree::Node;

use super::declaration::Kind;
use super::machine::Machine;
use super::names::attribute;
use super::refusal::Refusal;
use super::value::{BaseType, Single, Value};

/// Rules known by their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    /// 1 where the response is the correct one.
    MatchCorrect,
    /// What the mapping says.
    MapResponse,
    /// What the areas say.
    MapResponsePoint,
    /// 1 where there is no response: not in the specification, but written.
    MatchNothing,
    /// As match_correct, but worth MAXSCORE: Common Cartridge.
    CartridgeMatch,
}

impl Template {
    /// The template that `responseProcessing` names; none where it names none.
    pub(crate) fn of(processing: Node<'_, '_>) -> Result<Option<Self>, Refusal> {
        let stated = attribute(processing, "template").or_else(|| attribute(processing, "templatelocation"));
        let Some(stated) = stated.map(str::trim).filter(|stated| !stated.is_empty()) else { return Ok(None) };
        let last = stated.trim_end_matches('/').rsplit(['/', '#', '\\']).next().unwrap_or_default().to_ascii_lowercase();
        Ok(Some(match last.strip_suffix(".xml").unwrap_or(&last) {
            "match_correct" => Self::MatchCorrect,
            "map_response" | "cc2_map_response" => Self::MapResponse,
            "map_response_point" => Self::MapResponsePoint,
            "match_nothing" => Self::MatchNothing,
            "cc2_match" | "cc2_match_basic" => Self::CartridgeMatch,
            _ => return Err(Refusal::of(processing, stated, "match_correct, map_response or map_response_point")),
        }))
    }

    /// Sets SCORE by the response `RESPONSE`, or by the only one where none has that name.
    pub(crate) fn run(self, machine: &mut Machine) {
        let Some((response, cardinality)) = subject(machine) else { return };
        let variable = &machine.variables[&response];
        let (value, declared) = (&variable.value, &variable.declared);
        let right = value.same(&declared.correct) == Some(true);
        let worth = |wins| if wins { 1.0 } else { 0.0 };
        let score = match self {
            Self::MatchCorrect => worth(right),
            Self::MatchNothing => worth(value.is_null()),
            Self::CartridgeMatch if right => {
                machine.variables.get("MAXSCORE").and_then(|most| most.value.number()).unwrap_or(1.0)
            }
            Self::CartridgeMatch => 0.0,
            _ if value.is_null() => 0.0,
            Self::MapResponse => declared.mapping.as_ref().map_or(0.0, |mapping| mapping.worth(value, cardinality)),
            Self::MapResponsePoint => declared.areas.as_ref().map_or(0.0, |areas| areas.worth(value)),
        };
        let declared = super::declaration::Declaration::of(Kind::Outcome, Some(BaseType::Float));
        let variable = machine
            .variables
            .entry("SCORE".to_owned())
            .or_insert_with(|| super::machine::Variable { declared, value: Value::Null });
        let (base, cardinality) = (variable.declared.base, variable.declared.cardinality);
        variable.value = Value::Single(Single::Float(score)).kept_as(base, cardinality);
    }
}

/// Which response a template is about, and its cardinality.
pub(crate) fn subject(machine: &Machine) -> Option<(String, super::value::Cardinality)> {
    let built_in = ["numAttempts", "duration"];
    let mut responses = machine
        .variables
        .iter()
        .filter(|(id, variable)| variable.declared.kind == Kind::Response && !built_in.contains(&id.as_str()));
    let named = machine.variables.get_key_value("RESPONSE").filter(|(_, variable)| variable.declared.kind == Kind::Response);
    let (id, variable) = named.or_else(|| responses.next().filter(|_| responses.next().is_none()))?;
    Some((id.clone(), variable.declared.cardinality))
}
