//! Response processing of QTI 2 and 3: what a response earns by an item's own rules.
//!
//! Declarations, template processing, response processing (written out, or one of the templates that the specification names) and the
//! outcome processing that some programs put into items are run as the document stands; nothing is fetched, no script is run, and an
//! `xi:include` is never followed. Chance comes from a seed. Names are read in both spellings, `responseCondition` and
//! `qti-response-condition`. Rules that this module does not know, or that do not end, give no outcome but a [`Problem`].
//!
//! What the specification leaves to the engine: space around a typed response does not count; a response that is no value of its base
//! type is no response; doubled responses count twice in a mapping; an edge of a tolerance that decimals cannot say exactly is an edge.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::Problem;

mod arithmetic;
mod containers;
mod declaration;
mod expression;
mod key;
mod logic;
mod machine;
mod names;
mod random;
mod refusal;
mod shapes;
mod template;
mod texts;
mod value;

#[cfg(test)]
mod cases;

pub(crate) use key::key_problem;
pub use value::{BaseType, Single, Value};

use declaration::Kind;
use machine::Machine;
use names::{element, elements};
use refusal::Refusal;
use template::Template;

/// What came out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// Values of the declared outcomes, by their identifiers.
    pub outcomes: BTreeMap<String, Value>,
    /// Values of the template variables: what the item shows where it prints them.
    pub templates: BTreeMap<String, Value>,
}

impl Outcomes {
    /// The outcome `SCORE`, where it is a number.
    pub fn score(&self) -> Option<f64> {
        self.outcomes.get("SCORE").and_then(Value::number)
    }
}

/// Runs the rules of an item (the text of an `assessmentItem` or a `qti-assessment-item`) on responses: the values of each response
/// variable as QTI writes them (`A`, `L1 R1`, `3.5`), none for no response.
///
/// # Errors
/// Where the XML cannot be parsed, or rules are not known or do not end: a problem with its line.
///
/// ```
/// let item = r#"<assessmentItem identifier="q">
///   <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
///     <correctResponse><value>A</value></correctResponse>
///   </responseDeclaration>
///   <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
///   <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
/// </assessmentItem>"#;
/// let responses = [("RESPONSE".to_owned(), vec!["A".to_owned()])].into();
/// assert_eq!(interchange::processing::score(item, &responses, 1)?.score(), Some(1.0));
/// # Ok::<(), Box<interchange::Problem>>(())
/// ```
pub fn score(item_xml: &str, responses: &BTreeMap<String, Vec<String>>, seed: u32) -> Result<Outcomes, Box<Problem>> {
    let mut problems = Vec::new();
    let source = crate::xml::Source::of("", item_xml, &mut problems);
    let document = source.as_ref().and_then(|source| Some((source, source.parse("", &mut problems)?)));
    let Some((source, document)) = document else {
        let problem = problems.into_iter().find(Problem::is_error);
        return Err(Box::new(problem.unwrap_or_else(|| Problem::error("", None, "XML", "", "an item of QTI 2 or 3"))));
    };
    run(document.root_element(), responses, seed).map_err(|refusal| Box::new(refusal.problem("", source.place(refusal.at))))
}

/// What is wrong with the key of an item: a warning where the response that it declares correct does not earn the full score under its
/// own rules, or where they cannot be run. `file` is what the problem calls it.
///
/// ```
/// let item = r#"<assessmentItem identifier="q">
///   <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
///     <correctResponse><value>A</value></correctResponse>
///     <mapping><mapEntry mapKey="B" mappedValue="1"/></mapping>
///   </responseDeclaration>
///   <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
///   <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>
/// </assessmentItem>"#;
/// assert_eq!(interchange::processing::check_key("q.xml", item).map(|problem| problem.code), Some("key-disagrees"));
/// ```
pub fn check_key(file: &str, item_xml: &str) -> Option<Problem> {
    let mut problems = Vec::new();
    let source = crate::xml::Source::of(file, item_xml, &mut problems)?;
    let document = source.parse(file, &mut problems)?;
    let item = document.root_element();
    let id = names::attribute(item, "identifier").unwrap_or_default();
    key_problem(crate::reading::At { file, line: source.line(item), item: id, field: "correctResponse" }, item)
}

/// [`score`] for an item that is parsed already.
fn run(item: Node<'_, '_>, responses: &BTreeMap<String, Vec<String>>, seed: u32) -> Result<Outcomes, Refusal> {
    let machine = machine_after(item, responses, seed)?;
    let of = |kind| {
        let variables = machine.variables.iter().filter(|(_, variable)| variable.declared.kind == kind);
        variables.map(|(id, variable)| (id.clone(), variable.value.clone())).collect()
    };
    Ok(Outcomes { outcomes: of(Kind::Outcome), templates: of(Kind::Template) })
}

/// The variables as they stand when all rules have run.
fn machine_after(item: Node<'_, '_>, responses: &BTreeMap<String, Vec<String>>, seed: u32) -> Result<Machine, Refusal> {
    let mut machine = Machine::of(item, seed)?;
    if let Some(block) = element(item, "templateprocessing") {
        machine.run(block)?;
    }
    for (id, given) in responses {
        machine.respond(id, given);
    }
    if let Some(block) = element(item, "responseprocessing") {
        // Rules that are written out count, whatever template they say they are.
        if elements(block).next().is_some() {
            machine.run(block)?;
        } else if let Some(template) = Template::of(block)? {
            template.run(&mut machine);
        }
    }
    if let Some(block) = element(item, "outcomeprocessing") {
        machine.run(block)?;
    }
    Ok(machine)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_rules(rules: &str) -> Result<Option<f64>, String> {
        let item = format!(
            "<qti-assessment-item><qti-response-declaration identifier=\"R\" cardinality=\"multiple\" base-type=\"string\"/>\n\
             <qti-outcome-declaration identifier=\"SCORE\" cardinality=\"single\" base-type=\"float\"/>\n\
             <qti-response-processing>{rules}</qti-response-processing></qti-assessment-item>"
        );
        let responses = [("R".to_owned(), vec!["a".to_owned(), "b".to_owned()])].into();
        score(&item, &responses, 1).map(|outcomes| outcomes.score()).map_err(|problem| problem.to_string())
    }

    #[test]
    fn reads_both_spellings() {
        let set = |name: &str, value: &str| {
            with_rules(&format!("<{name} identifier=\"SCORE\"><sampleSD><multiple>{value}{value}</multiple></sampleSD></{name}>"))
        };
        assert_eq!(set("setOutcomeValue", "<baseValue baseType=\"float\">2</baseValue>"), Ok(Some(0.0)));
        assert_eq!(set("qti-set-outcome-value", "<qti-base-value base-type=\"float\">2</qti-base-value>"), Ok(Some(0.0)));
    }

    #[test]
    fn names_the_place_of_rules_that_it_does_not_run() {
        let error = with_rules("\n<qti-set-outcome-value identifier=\"SCORE\"><qti-custom-operator/></qti-set-outcome-value>");
        assert_eq!(error.unwrap_err(), ":4:43: response processing = <qti-custom-operator>, expected operators of QTI itself");
        let include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"x.xml\"/>";
        assert!(with_rules(include).unwrap_err().contains("never followed"));
    }

    #[test]
    fn ends_rules_that_grow_or_are_too_deep() {
        let double = "<qti-set-response-value identifier=\"R\"><qti-multiple><qti-variable identifier=\"R\"/>\
                      <qti-variable identifier=\"R\"/></qti-multiple></qti-set-response-value>";
        assert!(with_rules(&double.repeat(60)).unwrap_err().contains("100000 steps"));
        let nested = format!("{}{}", "<qti-not>".repeat(80), "</qti-not>".repeat(80));
        let deep = with_rules(&format!("<qti-set-outcome-value identifier=\"SCORE\">{nested}</qti-set-outcome-value>"));
        assert!(deep.unwrap_err().contains("64 deep"));
        let repeat = "<qti-set-outcome-value identifier=\"SCORE\"><qti-container-size><qti-repeat number-repeats=\"9000000000\">\
                      <qti-base-value base-type=\"integer\">1</qti-base-value></qti-repeat></qti-container-size></qti-set-outcome-value>";
        assert!(with_rules(repeat).unwrap_err().contains("100000 steps"));
        let never =
            "<qti-template-constraint><qti-base-value base-type=\"boolean\">false</qti-base-value></qti-template-constraint>";
        assert!(with_rules(never).unwrap_err().contains("can hold"));
    }
}
