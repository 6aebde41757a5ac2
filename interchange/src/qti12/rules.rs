//! Scoring rules: which answers earn what.

use roxmltree::Node;

use super::{attribute, finite};
use crate::xml::{child, children, text_of};

/// The rules of an item, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules(pub(super) Vec<Rule>);

/// One rule.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) tests: Vec<Test>,
    pub(super) sets: Vec<Set>,
    /// Identifiers of the feedback that it shows.
    pub(super) feedback: Vec<String>,
    /// Whether it says of itself that it is about the right answer.
    says_right: bool,
    /// Whether no rule after it counts.
    last: bool,
}

/// What a rule does to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Set {
    adds: bool,
    value: f64,
}

/// What must hold.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// A response is this, with upper and lower case told apart or not.
    Equal {
        response: String,
        value: String,
        case: bool,
        margin: Option<Margin>,
        /// Where it stands, in bytes of the text.
        at: usize,
    },
    /// A response holds this.
    Holds {
        response: String,
        value: String,
    },
    /// A response is a number beyond this.
    Beyond {
        response: String,
        bound: f64,
        above: bool,
        /// Whether the bound itself does not count.
        strict: bool,
        /// Where it stands, in bytes of the text.
        at: usize,
    },
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// No rule before held.
    Other,
    /// Something that is not read.
    Unknown,
}

/// How far off a number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Margin {
    pub(super) size: f64,
    pub(super) percent: bool,
}

impl Rules {
    /// Reads all `resprocessing` of an item.
    pub(super) fn of(item: Node<'_, '_>) -> Self {
        let mut rules = Vec::new();
        for processing in children(item, "resprocessing") {
            let most = processing
                .descendants()
                .filter(|node| node.is_element() && node.tag_name().name() == "decvar")
                .find_map(|node| finite(attribute(node, "maxvalue")?))
                .unwrap_or(1.0);
            rules.extend(children(processing, "respcondition").map(|node| Rule::of(node, most)));
        }
        Self(rules)
    }

    /// The rules that reward something.
    pub(super) fn right(&self) -> impl Iterator<Item = &Rule> {
        self.0.iter().filter(|rule| rule.is_right())
    }

    /// The most that one rule gives.
    pub(super) fn top(&self) -> f64 {
        self.right().map(Rule::worth).fold(0.0, f64::max)
    }

    /// Whether no rule names an answer.
    pub(super) fn is_empty_of_answers(&self) -> bool {
        !self
            .0
            .iter()
            .flat_map(Rule::flat)
            .any(|(test, _)| matches!(test, Test::Equal { .. } | Test::Holds { .. } | Test::Beyond { .. }))
    }

    /// Whether a rule compares numbers.
    pub(super) fn has_bounds(&self) -> bool {
        self.0.iter().flat_map(Rule::flat).any(|(test, _)| matches!(test, Test::Beyond { .. }))
    }

    /// What a single answer to a single response earns.
    pub(super) fn earned(&self, response: &str, answer: &str) -> f64 {
        let (mut score, mut held) = (0.0, false);
        for rule in &self.0 {
            if !rule.holds(response, answer, held) {
                continue;
            }
            if rule.sets.is_empty() && rule.is_right() {
                score += rule.worth();
            }
            for set in &rule.sets {
                score = if set.adds { score + set.value } else { set.value };
            }
            held = held || !rule.tests.iter().any(|test| matches!(test, Test::Other));
            if rule.last && held {
                break;
            }
        }
        score
    }
}

impl Rule {
    fn of(node: Node<'_, '_>, most: f64) -> Self {
        let tests = child(node, "conditionvar").map(|condition| tests(condition)).unwrap_or_default();
        let sets = children(node, "setvar").filter_map(|set| Set::of(set, most)).collect();
        let feedback: Vec<String> =
            children(node, "displayfeedback").filter_map(|shown| attribute(shown, "linkrefid")).map(str::to_owned).collect();
        let says_right = attribute(node, "correctanswer").is_some_and(|value| value.eq_ignore_ascii_case("yes"))
            || attribute(node, "title") == Some("correct")
            || feedback.iter().any(|id| id == "correct");
        let last = attribute(node, "continue").is_some_and(|value| value.eq_ignore_ascii_case("no"));
        Self { tests, sets, feedback, says_right, last }
    }

    /// Whether it holds for one answer. Several answers to one response in a row are alternatives: none could be all of them.
    fn holds(&self, response: &str, answer: &str, held: bool) -> bool {
        let alternatives = self.tests.len() > 1
            && self.tests.iter().all(|test| matches!(test, Test::Equal { response: of, .. } if of == response));
        if alternatives {
            self.tests.iter().any(|test| test.holds(response, answer, held))
        } else {
            self.tests.iter().all(|test| test.holds(response, answer, held))
        }
    }

    /// Whether it rewards what it is about. Blackboard leaves out what a rule of several is worth.
    pub(super) fn is_right(&self) -> bool {
        self.worth() > 0.0 && !self.tests.is_empty()
    }

    /// What it gives.
    pub(super) fn worth(&self) -> f64 {
        match self.sets.last() {
            Some(set) => set.value,
            None if self.says_right => 1.0,
            None => 0.0,
        }
    }

    /// The tests that are no combination, each with whether it must hold.
    pub(super) fn flat(&self) -> Vec<(&Test, bool)> {
        let mut flat = Vec::new();
        for test in &self.tests {
            test.flatten(true, &mut flat);
        }
        flat
    }

    /// The answers that it is about, each with its response.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.flat().into_iter().filter_map(|(test, wanted)| match test {
            Test::Equal { response, value, .. } if wanted => Some((response.as_str(), value.as_str())),
            _ => None,
        })
    }

    /// Whether it says of some answer that it must not be given.
    pub(super) fn excludes(&self) -> bool {
        self.flat().iter().any(|(_, wanted)| !wanted)
    }
}

impl Set {
    fn of(node: Node<'_, '_>, most: f64) -> Option<Self> {
        let variable = attribute(node, "varname").or_else(|| attribute(node, "variablename")).unwrap_or("SCORE");
        // Brightspace counts what is wrong in a variable of its own.
        if variable.eq_ignore_ascii_case("D2L_Incorrect") {
            return None;
        }
        let text = text_of(node);
        let value = if text.trim().eq_ignore_ascii_case("SCORE.max") { most } else { finite(&text)? };
        let action = attribute(node, "action").unwrap_or("Set").to_ascii_lowercase();
        let value = if action == "subtract" { -value } else { value };
        Some(Self { adds: action == "add" || action == "subtract", value })
    }
}

impl Test {
    /// Whether it holds for one answer to one response.
    fn holds(&self, given_to: &str, answer: &str, held: bool) -> bool {
        match self {
            // Options are names: their letters count.
            Self::Equal { response, value, .. } => response == given_to && value == answer,
            Self::Holds { response, value } => response == given_to && answer.contains(value.as_str()),
            Self::Beyond { response, bound, above, strict, .. } => {
                let beyond = |number: f64| match (above, strict) {
                    (true, true) => number > *bound,
                    (true, false) => number >= *bound,
                    (false, true) => number < *bound,
                    (false, false) => number <= *bound,
                };
                response == given_to && finite(answer).is_some_and(beyond)
            }
            Self::All(tests) => tests.iter().all(|test| test.holds(given_to, answer, held)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(given_to, answer, held)),
            Self::Not(test) => !test.holds(given_to, answer, held),
            Self::Other => !held,
            Self::Unknown => false,
        }
    }

    fn flatten<'a>(&'a self, wanted: bool, flat: &mut Vec<(&'a Self, bool)>) {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.flatten(wanted, flat)),
            Self::Not(test) => test.flatten(!wanted, flat),
            test => flat.push((test, wanted)),
        }
    }
}

fn tests(parent: Node<'_, '_>) -> Vec<Test> {
    parent.children().filter(Node::is_element).filter_map(test).collect()
}

fn test(node: Node<'_, '_>) -> Option<Test> {
    let response = || attribute(node, "respident").unwrap_or_default().to_owned();
    let value = || text_of(node).trim().to_owned();
    let at = node.range().start;
    let beyond = |above, strict| match finite(&value()) {
        Some(bound) => Test::Beyond { response: response(), bound, above, strict, at },
        None => Test::Unknown,
    };
    Some(match node.tag_name().name() {
        "varequal" => {
            let case = attribute(node, "case").is_some_and(|case| case.eq_ignore_ascii_case("yes"));
            let margin = attribute(node, "margin").and_then(finite).map(|size| Margin {
                size,
                percent: attribute(node, "margintype").is_some_and(|kind| kind.eq_ignore_ascii_case("percent")),
            });
            Test::Equal { response: response(), value: value(), case, margin, at }
        }
        "varsubstring" | "varsubset" => Test::Holds { response: response(), value: value() },
        "vargt" => beyond(true, true),
        "vargte" => beyond(true, false),
        "varlt" => beyond(false, true),
        "varlte" => beyond(false, false),
        "and" => Test::All(tests(node)),
        "or" => Test::Any(tests(node)),
        // Several conditions under one `not`: none of them together.
        "not" => Test::Not(Box::new(Test::All(tests(node)))),
        "other" => Test::Other,
        "qticomment" => return None,
        _ => Test::Unknown,
    })
}

#[cfg(test)]
mod tests_of_rules {
    use super::*;

    fn rules(inside: &str) -> Rules {
        let item = format!("<item><resprocessing><outcomes><decvar maxvalue='4'/></outcomes>{inside}</resprocessing></item>");
        Rules::of(roxmltree::Document::parse(&item).unwrap().root_element())
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "small whole numbers are exact")]
    fn lets_other_hold_where_nothing_did() {
        let rules = rules(
            "<respcondition><conditionvar><varequal respident='r'>a</varequal></conditionvar><setvar variablename='SCORE'>SCORE.max</setvar></respcondition>\
             <respcondition><conditionvar><other/></conditionvar><setvar>0.0</setvar></respcondition>",
        );
        assert_eq!([rules.earned("r", "a"), rules.earned("r", "b")], [4.0, 0.0]);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "small whole numbers are exact")]
    fn adds_what_is_added_and_stops_where_it_is_told_to() {
        let rule = |value: &str, action: &str, more: &str| {
            format!(
                "<respcondition {more}><conditionvar><varequal respident='r'>{value}</varequal></conditionvar><setvar action='{action}'>2</setvar></respcondition>"
            )
        };
        let add = rules(&(rule("a", "Add", "") + &rule("a", "Add", "continue='No'") + &rule("a", "Add", "")));
        assert_eq!(add.earned("r", "a"), 4.0);
        assert_eq!(rules(&rule("a", "Subtract", "")).earned("r", "a"), -2.0);
    }
}
