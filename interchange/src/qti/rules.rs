//! Response processing, as far as a key can be read from it: the standard templates, and what people and programs usually write by
//! hand. What is beyond that is scored by [`super::processing`], not read as a key.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::declarations::number;
use super::item::Item;
use super::names::{attribute, child, is, name};
use crate::reading::Reader;
use crate::xml::text_of;

/// Values of one response that rules may name.
const MAX_ACCEPTED: usize = 500;

/// How an item says that it is scored.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// `match_correct`, `map_response`, ...; `custom`, `empty`; none where there is no response processing.
    pub(super) named: Option<String>,
    /// Whether all that decides the score was understood.
    pub(super) understood: bool,
    /// By the identifier of the response.
    responses: BTreeMap<String, Rule>,
    /// When a feedback is shown, by its identifier.
    feedback: BTreeMap<String, When>,
}

/// How one response is scored.
#[derive(Clone, Debug, Default)]
pub(super) struct Rule {
    /// By comparing it with the correct response.
    pub(super) correct: bool,
    /// By its mapping.
    pub(super) mapped: bool,
    /// By values that the rules themselves name.
    pub(super) accepted: Vec<Accepted>,
    /// Upper and lower case do not differ.
    pub(super) any_case: bool,
    /// How far below and above a number still counts.
    pub(super) tolerance: Option<Tolerance>,
    /// What it is compared with, test by test: numbers have a tolerance or ends of their own in each.
    pub(super) scored: Vec<Scored>,
    /// What it earns.
    pub(super) worth: Option<f64>,
}

/// A value that the rules name.
#[derive(Clone, Debug)]
pub(super) struct Accepted {
    pub(super) value: String,
    pub(super) worth: f64,
    /// Where it stands, in bytes of the text.
    pub(super) at: usize,
}

/// A test of one response that earns something.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) what: What,
    pub(super) tolerance: Option<Tolerance>,
    pub(super) worth: f64,
    /// Whether an end itself does not count.
    pub(super) excludes: bool,
    /// Whether it adds to what other conditions give.
    pub(super) adds: bool,
    /// Where it stands, and where its condition, in bytes of the text.
    pub(super) at: usize,
    pub(super) condition: usize,
}

/// What a response is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// With the correct response.
    Correct,
    /// With a value that the rules name.
    Value(String),
    /// With ends, of which one may be missing.
    Between([Option<f64>; 2]),
}

/// How far off a number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tolerance {
    Absolute(f64, f64),
    Percent(f64, f64),
    DecimalPlaces(i32),
    SignificantFigures(i32),
}

/// When a feedback is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    /// Whatever was answered.
    Always,
    Right,
    Wrong,
    /// When this is answered.
    Answer(String),
}

/// What a condition asks.
#[derive(Clone, Debug)]
enum Test {
    /// Something about one response.
    Of(String, Rule),
    /// All of these.
    All(Vec<Test>),
    /// Any of these.
    Any(Vec<Test>),
    /// Whether something was answered at all.
    Given,
    /// Whether nothing was.
    Missing,
    Unknown,
}

impl Rules {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let mut rules = Self { understood: true, ..Self::default() };
        let Some(processing) = child(root, "responseProcessing") else { return rules };
        let template = attribute(processing, "template").or_else(|| attribute(processing, "templateLocation"));
        let mut parts = processing.children().filter(Node::is_element).peekable();
        if parts.peek().is_some() {
            rules.named = Some("custom".to_owned());
            for part in parts {
                rules.part(part, Some(&When::Always));
            }
        } else if let Some(template) = template.filter(|template| !template.is_empty()) {
            let last = template.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let last = last.strip_suffix(".xml").unwrap_or(last);
            rules.named = Some(last.to_owned());
            rules.understood = rules.is_matched() || rules.is_mapped();
        } else {
            rules.named = Some("empty".to_owned());
        }
        rules
    }

    /// The rule for a response; of a template, the same for each.
    pub(super) fn of(&self, response: &str) -> Rule {
        match self.responses.get(response) {
            Some(rule) => rule.clone(),
            None => Rule { correct: self.is_matched(), mapped: self.is_mapped(), ..Rule::default() },
        }
    }

    /// When a feedback is shown.
    pub(super) fn when(&self, feedback: &str) -> Option<&When> {
        self.feedback.get(feedback)
    }

    fn is_matched(&self) -> bool {
        self.named.as_deref().is_some_and(|named| ["match_correct", "CC2_match", "CC2_match_basic"].contains(&named))
    }

    fn is_mapped(&self) -> bool {
        self.named.as_deref().is_some_and(|named| ["map_response", "CC2_map_response"].contains(&named))
    }

    fn part(&mut self, part: Node<'_, '_>, when: Option<&When>) {
        match &*name(part) {
            "responseCondition" => self.condition(part),
            "responseProcessingFragment" => {
                for part in part.children().filter(Node::is_element) {
                    self.part(part, when);
                }
            }
            "setOutcomeValue" => self.set(part, None, when),
            "exitResponse" => {}
            _ => self.understood = false,
        }
    }

    fn condition(&mut self, condition: Node<'_, '_>) {
        // When what is left comes true after the branches above.
        let mut rest = Some(When::Always);
        for branch in condition.children().filter(Node::is_element) {
            let mut parts = branch.children().filter(Node::is_element);
            let test = if is(branch, "responseElse") { None } else { parts.next().map(test) };
            let when = test.as_ref().map_or(rest.clone(), Test::when);
            rest = match (&test, &when) {
                (Some(Test::Missing), _) => rest,
                (Some(_), Some(When::Right)) if rest == Some(When::Always) => Some(When::Wrong),
                _ => None,
            };
            // Conditions in conditions are read where the outer one only asks whether there is an answer.
            let plain = matches!(test, None | Some(Test::Given | Test::Missing));
            for part in parts {
                if is(part, "setOutcomeValue") {
                    self.set(part, test.as_ref(), when.as_ref());
                } else if plain {
                    self.part(part, when.as_ref());
                } else {
                    self.understood = false;
                }
            }
        }
    }

    fn set(&mut self, node: Node<'_, '_>, test: Option<&Test>, when: Option<&When>) {
        let outcome = attribute(node, "identifier").unwrap_or_default();
        let Some(value) = node.first_element_child() else { return };
        if !is_score(outcome) {
            if let (true, Some(when)) = (is(value, "baseValue"), when) {
                self.feedback.entry(text_of(value).trim().to_owned()).or_insert_with(|| when.clone());
            }
            return;
        }
        let Some(worth) = self.worth(value) else { return self.understood = false };
        let adds = value.descendants().any(|part| is(part, "variable") && attribute(part, "identifier").is_some_and(is_score));
        let condition =
            node.ancestors().filter(|node| is(*node, "responseCondition")).last().map_or(0, |node| node.range().start);
        match test {
            // What nobody earned, or what a mapping says.
            _ if worth <= 0.0 => {}
            Some(test) => self.apply(test, &Earned { worth, adds, condition }),
            // Points for whatever is answered, or for what is not what was asked for above.
            None => self.understood = false,
        }
    }

    /// What a score's expression adds, where it is a number, a mapping, or either on top of what is there.
    fn worth(&mut self, value: Node<'_, '_>) -> Option<f64> {
        let of = |node| attribute(node, "identifier").map(str::to_owned);
        match &*name(value) {
            "baseValue" => number(&text_of(value)),
            "variable" if is_score(&of(value)?) => Some(0.0),
            // As many points as can be had.
            "variable" if of(value)?.starts_with("MAX") => Some(1.0),
            "mapResponse" => {
                self.responses.entry(of(value)?).or_default().mapped = true;
                Some(0.0)
            }
            "sum" => value.children().filter(Node::is_element).map(|part| self.worth(part)).sum(),
            _ => None,
        }
    }

    fn apply(&mut self, test: &Test, earned: &Earned) {
        let Earned { worth, adds, condition } = *earned;
        match test {
            Test::Of(response, rule) => {
                let known = self.responses.entry(response.clone()).or_default();
                known.correct |= rule.correct;
                known.any_case |= rule.any_case;
                known.tolerance = known.tolerance.or(rule.tolerance);
                for scored in &rule.scored {
                    if matches!(scored.what, What::Between([None, _] | [_, None])) {
                        // Numbers without an end cannot be told to learners as an answer.
                        self.understood = false;
                    } else if known.scored.len() < MAX_ACCEPTED {
                        known.scored.push(Scored { worth, adds, condition, ..scored.clone() });
                    }
                }
                if known.accepted.len() >= MAX_ACCEPTED {
                    self.understood = false;
                    return;
                }
                known.accepted.extend(rule.accepted.iter().map(|accepted| Accepted { worth, ..accepted.clone() }));
                known.worth = Some(known.worth.unwrap_or(0.0).max(worth));
            }
            Test::All(tests) => {
                let share = worth / tests.iter().filter(|test| matches!(test, Test::Of(..))).count().max(1) as f64;
                // The two ends of a range are one response.
                let one = tests.iter().filter_map(Test::response).collect::<std::collections::BTreeSet<_>>().len() == 1;
                for test in tests {
                    self.apply(test, &Earned { worth: if one { worth } else { share }, ..*earned });
                }
            }
            Test::Any(tests) => {
                for test in tests {
                    self.apply(test, earned);
                }
            }
            Test::Given => {}
            Test::Missing | Test::Unknown => self.understood = false,
        }
    }
}

/// What a test earns.
struct Earned {
    worth: f64,
    adds: bool,
    condition: usize,
}

impl Scored {
    fn of(node: Node<'_, '_>, what: What) -> Self {
        let at = node.range().start;
        Self { what, tolerance: None, worth: 0.0, excludes: false, adds: false, at, condition: 0 }
    }

    /// A warning where an end counts here that does not count there.
    pub(super) fn warn_of_ends(&self, reader: &mut Reader, item: &Item<'_, '_>) {
        if self.excludes {
            let at = item.at_byte(self.at, "responseProcessing");
            let expected = "ends that count, too: here a number at the very end is right";
            reader.problems.push(at.problem("end-included", "a bound that is not right itself", expected).as_warning());
        }
    }
}

/// The two ends of a range, each a test of its own, as one.
fn range(tests: &[Test]) -> Option<Test> {
    let mut found: Option<(&String, Scored)> = None;
    for test in tests.iter().filter(|test| !matches!(test, Test::Given)) {
        let Test::Of(response, Rule { scored, .. }) = test else { return None };
        let [one] = &scored[..] else { return None };
        let What::Between([low, high]) = one.what else { return None };
        match &mut found {
            None => found = Some((response, one.clone())),
            Some((known, range)) if *known == response => {
                let What::Between([from, to]) = &mut range.what else { return None };
                // Of several the narrowest: all must hold.
                *from = from.map_or(low, |from| Some(low.map_or(from, |low| low.max(from))));
                *to = to.map_or(high, |to| Some(high.map_or(to, |high| high.min(to))));
                range.excludes |= one.excludes;
            }
            Some(_) => return None,
        }
    }
    let (response, range) = found?;
    Some(Test::Of(response.clone(), Rule { scored: vec![range], ..Rule::default() }))
}

impl Test {
    fn response(&self) -> Option<&str> {
        match self {
            Self::Of(response, _) => Some(response),
            _ => None,
        }
    }

    fn when(&self) -> Option<When> {
        match self {
            Self::Of(_, rule) => match &rule.accepted[..] {
                [] => Some(When::Right),
                [one] => Some(When::Answer(one.value.clone())),
                _ => None,
            },
            Self::All(tests) if tests.iter().all(|test| matches!(test.when(), Some(When::Right))) => Some(When::Right),
            Self::Given => Some(When::Always),
            _ => None,
        }
    }
}

fn is_score(outcome: &str) -> bool {
    let outcome = outcome.to_ascii_uppercase();
    outcome.contains("SCORE") && !outcome.contains("MAX") || outcome == "POINTS"
}

fn test(node: Node<'_, '_>) -> Test {
    let parts: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
    let tests = || parts.iter().map(|part| test(*part)).collect();
    match &*name(node) {
        "and" if parts.len() == 1 => test(parts[0]),
        "and" => {
            let tests: Vec<Test> = tests();
            range(&tests).unwrap_or(Test::All(tests))
        }
        "or" => Test::Any(tests()),
        "isNull" => Test::Missing,
        "not" if parts.first().is_some_and(|part| is(*part, "isNull")) => Test::Given,
        "match" | "equal" | "stringMatch" | "equalRounded" | "member" | "contains" => compared(node, &parts),
        "gte" | "lte" | "gt" | "lt" => bound(node, &parts),
        // More points than none by a mapping is no key of its own.
        _ => Test::Unknown,
    }
}

/// Two sides of which one is a response; and the other.
fn sides<'a, 'i>(parts: &[Node<'a, 'i>]) -> Option<(String, Node<'a, 'i>, bool)> {
    let [left, right] = parts else { return None };
    let response = |node: Node<'a, 'i>| is(node, "variable").then(|| attribute(node, "identifier").map(str::to_owned)).flatten();
    match (response(*left), response(*right)) {
        (Some(response), None) => Some((response, *right, false)),
        (None, Some(response)) => Some((response, *left, true)),
        _ => None,
    }
}

fn compared(node: Node<'_, '_>, parts: &[Node<'_, '_>]) -> Test {
    let Some((response, other, _)) = sides(parts) else { return Test::Unknown };
    let mut rule = Rule::default();
    let accept = |node: Node<'_, '_>| Accepted {
        value: text_of(node).split_whitespace().collect::<Vec<_>>().join(" "),
        worth: 0.0,
        at: node.range().start,
    };
    match &*name(other) {
        "correct" if attribute(other, "identifier") == Some(&response) => rule.correct = true,
        "baseValue" => rule.accepted.push(accept(other)),
        "multiple" | "ordered" if is(node, "member") => {
            let values = other.children().filter(Node::is_element);
            rule.accepted.extend(values.filter(|value| is(*value, "baseValue")).take(MAX_ACCEPTED).map(accept));
        }
        _ => return Test::Unknown,
    }
    match &*name(node) {
        "stringMatch" => {
            if attribute(node, "substring") == Some("true") {
                return Test::Unknown;
            }
            rule.any_case = attribute(node, "caseSensitive") == Some("false");
        }
        "equal" => {
            let stated: Vec<f64> =
                attribute(node, "tolerance").unwrap_or_default().split_whitespace().filter_map(number).collect();
            let (below, above) = match stated[..] {
                [] => (0.0, 0.0),
                [both] => (both, both),
                [below, above, ..] => (below, above),
            };
            rule.tolerance = match attribute(node, "toleranceMode") {
                Some("absolute") => Some(Tolerance::Absolute(below, above)),
                Some("relative") => Some(Tolerance::Percent(below, above)),
                _ => None,
            };
        }
        "equalRounded" => {
            let Some(figures) = attribute(node, "figures").and_then(|figures| figures.parse().ok()) else { return Test::Unknown };
            rule.tolerance = Some(match attribute(node, "roundingMode") {
                Some("decimalPlaces") => Tolerance::DecimalPlaces(figures),
                _ => Tolerance::SignificantFigures(figures),
            });
        }
        _ => {}
    }
    let tolerance = rule.tolerance;
    let excludes = tolerance.is_some()
        && ["includeLowerBound", "includeUpperBound"].iter().any(|name| attribute(node, name) == Some("false"));
    let correct = rule.correct.then(|| Scored::of(node, What::Correct));
    let named =
        rule.accepted.iter().map(|accepted| Scored { at: accepted.at, ..Scored::of(node, What::Value(accepted.value.clone())) });
    rule.scored = correct.into_iter().chain(named).map(|scored| Scored { tolerance, excludes, ..scored }).collect();
    Test::Of(response, rule)
}

/// One end of a range.
fn bound(node: Node<'_, '_>, parts: &[Node<'_, '_>]) -> Test {
    let Some((response, other, turned)) = sides(parts) else { return Test::Unknown };
    let Some(value) = is(other, "baseValue").then(|| number(&text_of(other))).flatten() else { return Test::Unknown };
    let name = name(node);
    let lower = ["gte", "gt"].contains(&&*name) != turned;
    let ends = if lower { [Some(value), None] } else { [None, Some(value)] };
    let excludes = ["gt", "lt"].contains(&&*name);
    let scored = vec![Scored { excludes, ..Scored::of(node, What::Between(ends)) }];
    Test::Of(response, Rule { scored, ..Rule::default() })
}

impl Tolerance {
    /// How far below and above a value still counts.
    pub(super) fn around(self, value: f64) -> (f64, f64) {
        match self {
            Self::Absolute(below, above) => (below.abs(), above.abs()),
            Self::Percent(below, above) => ((value * below / 100.0).abs(), (value * above / 100.0).abs()),
            Self::DecimalPlaces(places) => {
                let half = 0.5 * 10_f64.powi(-places.clamp(-15, 15));
                (half, half)
            }
            Self::SignificantFigures(figures) => {
                let order = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
                let half = 0.5 * 10_f64.powi(order - figures.clamp(1, 15) + 1);
                (half, half)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(processing: &str) -> Rules {
        let text = format!("<assessmentItem>{processing}</assessmentItem>");
        Rules::read(roxmltree::Document::parse(&text).unwrap().root_element())
    }

    const MATCH: &str = "<match><variable identifier='R'/><correct identifier='R'/></match>";
    const ONE: &str = "<setOutcomeValue identifier='SCORE'><baseValue>1</baseValue></setOutcomeValue>";

    #[test]
    fn knows_the_templates_by_their_last_name() {
        let url = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/";
        for (name, correct, mapped) in
            [("match_correct", true, false), ("CC2_map_response.xml", false, true), ("map_response_point", false, false)]
        {
            let rules = rules(&format!("<responseProcessing template='{url}{name}'/>"));
            assert_eq!((rules.of("R").correct, rules.of("R").mapped, rules.understood), (correct, mapped, correct || mapped));
        }
        assert_eq!(rules("").named, None);
        assert_eq!(rules("<responseProcessing/>").named.as_deref(), Some("empty"));
    }

    #[test]
    fn reads_what_people_write_by_hand() {
        let zero = ONE.replace('1', "0");
        let by_hand = rules(&format!(
            "<responseProcessing><responseCondition><responseIf>{MATCH}{ONE}</responseIf><responseElse>{zero}</responseElse>
             </responseCondition><setOutcomeValue identifier='FEEDBACK'><variable identifier='R'/></setOutcomeValue></responseProcessing>"
        ));
        assert!(by_hand.understood && by_hand.of("R").correct && by_hand.of("R").worth == Some(1.0));
        let mapped = rules(
            "<responseProcessing><responseCondition><responseIf><isNull><variable identifier='R'/></isNull>
             <setOutcomeValue identifier='SCORE'><baseValue>0</baseValue></setOutcomeValue></responseIf>
             <responseElse><setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><mapResponse identifier='R'/></sum>
             </setOutcomeValue></responseElse></responseCondition></responseProcessing>",
        );
        assert!(mapped.understood && mapped.of("R").mapped);
        let other = rules(&format!(
            "<responseProcessing><responseCondition><responseIf><patternMatch/>{ONE}</responseIf></responseCondition></responseProcessing>"
        ));
        assert!(!other.understood);
    }

    #[test]
    fn reads_ranges_and_tolerances() {
        let range = rules(&format!(
            "<responseProcessing><responseCondition><responseIf><and><gte><variable identifier='R'/><baseValue>12</baseValue></gte>
             <gte><baseValue>18</baseValue><variable identifier='R'/></gte></and>{ONE}</responseIf></responseCondition></responseProcessing>"
        ));
        let rule = range.of("R");
        assert_eq!((&rule.scored[0].what, rule.worth), (&What::Between([Some(12.0), Some(18.0)]), Some(1.0)));
        assert!(range.understood && rule.scored.len() == 1);
        assert_eq!(Tolerance::SignificantFigures(3).around(1234.0), (5.0, 5.0));
        assert_eq!(Tolerance::Percent(1.0, 2.0).around(-200.0), (2.0, 4.0));
    }
}
