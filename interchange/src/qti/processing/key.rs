//! Whether the response that an item declares correct earns what the item says it is worth.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::declaration::Kind;
use super::machine::Machine;
use super::machine_after;
use super::names::{attribute, element, elements, name};
use super::template::{self, Template};
use crate::Problem;
use crate::reading::At;
use crate::xml::text_of;

/// The part of the full score that shares lose where they are written with few digits: three of 0.33333.
const ROUNDED: f64 = 1e-4;

/// A warning where the declared correct response does not earn the full score under the item's own rules, or where they cannot be run.
///
/// Nothing is said of an item without rules, or without a correct response for each of its response variables.
pub(crate) fn key_problem(at: At<'_>, item: Node<'_, '_>) -> Option<Problem> {
    let processing = element(item, "responseprocessing")?;
    let template = ["template", "templatelocation"].iter().any(|name| attribute(processing, name).is_some());
    if elements(processing).next().is_none() && !template {
        return None;
    }
    let responses = declared_correct(item)?;
    let machine = match machine_after(item, &responses, 1) {
        Ok(machine) => machine,
        Err(refusal) => {
            let problem = at.problem("processing-not-run", refusal.value, refusal.expected);
            return Some(problem.as_warning());
        }
    };
    let earned = machine.variables.get("SCORE").and_then(|score| score.value.number()).unwrap_or(0.0);
    let full = full_score(&machine, processing);
    let enough = full.map_or(earned > 0.0, |full| earned > full * (1.0 - ROUNDED));
    (!enough).then(|| {
        let value = format!("a correct response that earns {earned}");
        let expected = full.map_or("more than 0 for the correct response".to_owned(), |full| {
            format!("{full}, the full score, for the correct response")
        });
        at.problem("key-disagrees", value, expected).as_warning()
    })
}

/// The correct response of each response variable, as written.
fn declared_correct(item: Node<'_, '_>) -> Option<BTreeMap<String, Vec<String>>> {
    let mut responses = BTreeMap::new();
    for node in elements(item).filter(|node| name(*node) == "responsedeclaration") {
        let correct = element(node, "correctresponse")?;
        let values: Vec<String> = elements(correct).map(text_of).collect();
        if values.iter().all(|value| value.trim().is_empty()) {
            return None;
        }
        responses.insert(attribute(node, "identifier")?.trim().to_owned(), values);
    }
    (!responses.is_empty()).then_some(responses)
}

/// What there is to earn: as the item says, else the most that its mapping gives, else 1 for a match.
fn full_score(machine: &Machine, processing: Node<'_, '_>) -> Option<f64> {
    let outcome = |id: &str| machine.variables.get(id).filter(|variable| variable.declared.kind == Kind::Outcome);
    let stated = outcome("MAXSCORE").and_then(|most| most.declared.default.number());
    let normal = outcome("SCORE").and_then(|score| score.declared.normal_maximum);
    if let Some(full) = [stated, normal].into_iter().flatten().find(|full| *full > 0.0) {
        return Some(full);
    }
    if elements(processing).next().is_some() {
        return None;
    }
    match Template::of(processing) {
        Ok(Some(Template::MatchCorrect | Template::CartridgeMatch)) => Some(1.0),
        Ok(Some(Template::MapResponse)) => {
            let (response, cardinality) = template::subject(machine)?;
            Some(machine.variables[&response].declared.mapping.as_ref()?.most(cardinality)).filter(|most| *most > 0.0)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(mapping: &str, full: &str) -> Option<String> {
        let item = format!(
            "<assessmentItem><responseDeclaration identifier=\"RESPONSE\" cardinality=\"multiple\" baseType=\"identifier\">\
             <correctResponse><value>A</value><value>B</value></correctResponse><mapping>{mapping}</mapping></responseDeclaration>\
             <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\" {full}/>\
             <responseProcessing template=\"x/map_response.xml\"/></assessmentItem>"
        );
        let document = roxmltree::Document::parse(&item).unwrap();
        let at = At { file: "q.xml", line: 1.into(), item: "q", field: "correctResponse" };
        key_problem(at, document.root_element()).map(|problem| problem.message())
    }

    #[test]
    fn warns_where_the_key_earns_less_than_the_full_score() {
        let entry = |key: &str, worth: &str| format!("<mapEntry mapKey=\"{key}\" mappedValue=\"{worth}\"/>");
        let both = format!("{}{}", entry("A", "1"), entry("B", "1"));
        assert_eq!(problem(&both, ""), None);
        assert_eq!(problem(&format!("{both}{}", entry("C", "-1")), "normalMaximum=\"2\""), None);
        assert_eq!(
            problem(&format!("{both}{}", entry("C", "1")), "").as_deref(),
            Some("correctResponse = a correct response that earns 2, expected 3, the full score, for the correct response")
        );
        assert!(problem(&entry("A", "1"), "normalMaximum=\"2\"").is_some());
    }

    #[test]
    fn says_nothing_where_there_are_no_rules_or_no_key() {
        let item = |correct: &str, processing: &str| {
            format!(
                "<assessmentItem><responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"string\">\
                 {correct}</responseDeclaration>{processing}</assessmentItem>"
            )
        };
        let key = "<correctResponse><value>A</value></correctResponse>";
        let never = "<responseProcessing template=\"match_nothing\"/>";
        for item in [
            item(key, ""),
            item(key, "<responseProcessing/>"),
            item("", never),
            item("<correctResponse><value> </value></correctResponse>", never),
        ] {
            assert_eq!(super::super::check_key("q.xml", &item), None, "{item}");
        }
        assert!(super::super::check_key("q.xml", &item(key, never)).is_some());
    }
}
