//! Items and packages as programs write them.

use crate::package::{Files, pack};
use crate::question::{Body, Fill};
use crate::{Question, Reading, Verdict, read};

const RESPONSE: &str = "<responseDeclaration identifier='RESPONSE' cardinality='single' baseType='identifier'>\
    <correctResponse><value>b</value></correctResponse></responseDeclaration>";
const CHOICE: &str = "<choiceInteraction responseIdentifier='RESPONSE' maxChoices='1'><prompt>Which?</prompt>\
    <simpleChoice identifier='a'>one</simpleChoice><simpleChoice identifier='b'>two</simpleChoice></choiceInteraction>";

fn item(declarations: &str, body: &str, rest: &str) -> String {
    format!("<assessmentItem identifier='q' title='T'>{declarations}<itemBody>{body}</itemBody>{rest}</assessmentItem>")
}

fn lone(declarations: &str, body: &str, rest: &str) -> Reading {
    read("q.xml", item(declarations, body, rest).as_bytes())
}

fn one(declarations: &str, body: &str, rest: &str) -> Question {
    let mut reading = lone(declarations, body, rest);
    assert_eq!(reading.questions.len(), 1, "{:?}", reading.problems);
    reading.questions.remove(0)
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

fn response(id: &str, cardinality: &str, base: &str, correct: &[&str]) -> String {
    let values: String = correct.iter().map(|value| ["<value>", value, "</value>"].concat()).collect();
    format!(
        "<responseDeclaration identifier='{id}' cardinality='{cardinality}' baseType='{base}'><correctResponse>{values}</correctResponse></responseDeclaration>"
    )
}

fn rules(parts: &str) -> String {
    format!("<responseProcessing>{parts}</responseProcessing>")
}

fn score(points: f64) -> String {
    format!("<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>{points}</baseValue></setOutcomeValue>")
}

fn package(files: &[(&str, &str)]) -> Reading {
    let files: Files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    read("bank.zip", &pack(&files))
}

fn manifest(resources: &str) -> String {
    format!("<manifest xmlns='http://www.imsglobal.org/xsd/imscp_v1p1'><resources>{resources}</resources></manifest>")
}

fn resource(path: &str) -> String {
    format!("<resource identifier='r' type='imsqti_item_xmlv2p2' href='{path}'><file href='{path}'/></resource>")
}

#[test]
fn names_a_type_that_it_does_not_read() {
    for (body, name, verdict) in [
        ("<hotspotInteraction responseIdentifier='RESPONSE'/>", "hotspot", Verdict::Accept),
        ("<associateInteraction responseIdentifier='RESPONSE'/>", "associate", Verdict::Accept),
        ("<p>x</p><selectPointInteraction responseIdentifier='RESPONSE'/>", "select_point", Verdict::Accept),
        ("<uploadInteraction responseIdentifier='RESPONSE'/>", "upload", Verdict::Reject),
        ("<customInteraction responseIdentifier='RESPONSE'/>", "custom", Verdict::Reject),
    ] {
        let reading = lone(RESPONSE, body, "");
        assert_eq!((reading.verdict(), codes(&reading)), (verdict, vec!["unsupported-interaction"]), "{body}");
        assert!(reading.problems[0].value == name, "{}", reading.problems[0]);
        assert!(reading.questions.iter().all(|question| question.body == Body::Unsupported(name.to_owned())));
    }
}

#[test]
fn names_items_of_several_kinds_and_items_that_change() {
    let text = "<p><textEntryInteraction responseIdentifier='R2'/></p>";
    let reading = lone(RESPONSE, &format!("{CHOICE}{text}"), "");
    assert_eq!(reading.problems[0].value, "composite: choice and text_entry");
    assert_eq!(reading.questions[0].body, Body::Unsupported("composite".to_owned()));
    let reading = lone(RESPONSE, &format!("<p><printedVariable identifier='A'/></p>{CHOICE}"), "");
    assert_eq!(reading.questions[0].body, Body::Unsupported("template".to_owned()));
    let adaptive = item(RESPONSE, CHOICE, "").replace("title=", "adaptive='true' title=");
    assert_eq!(codes(&read("q.xml", adaptive.as_bytes())), ["adaptive-item"]);
}

#[test]
fn shows_scorers_texts_to_nobody() {
    let body = format!(
        "<rubricBlock view='scorer'>The answer is two.</rubricBlock><rubricBlock view='candidate'><p>Read well.</p></rubricBlock>\
         <feedbackBlock identifier='x' outcomeIdentifier='F' showHide='show'><p>Told later</p></feedbackBlock>{CHOICE}"
    );
    assert_eq!(one(RESPONSE, &body, "").prompt, "<p>Read well.</p><p>Which?</p>");
}

#[test]
fn gives_feedback_to_the_options_that_it_is_about() {
    let said = |outcome: &str, id: &str, text: &str| {
        format!("<modalFeedback outcomeIdentifier='{outcome}' identifier='{id}' showHide='show'>{text}</modalFeedback>")
    };
    let by_hand = rules(&format!(
        "<responseCondition><responseIf><match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>{}\
         <setOutcomeValue identifier='F'><baseValue baseType='identifier'>good</baseValue></setOutcomeValue></responseIf>\
         <responseElse>{}<setOutcomeValue identifier='F'><baseValue baseType='identifier'>bad</baseValue></setOutcomeValue></responseElse>\
         </responseCondition><setOutcomeValue identifier='G'><baseValue baseType='identifier'>all</baseValue></setOutcomeValue>",
        score(1.0),
        score(0.0)
    ));
    let rest = format!(
        "{by_hand}{}{}{}{}",
        said("F", "good", "Yes."),
        said("F", "bad", "No."),
        said("G", "all", "Because."),
        said("F", "a", "One.")
    );
    let question = one(RESPONSE, CHOICE, &rest);
    let Body::Choice { options, .. } = &question.body else { panic!("{question:?}") };
    assert_eq!(options[0].feedback, "<p>One.</p><p>No.</p>");
    assert_eq!(options[1].feedback, "Yes.");
    assert_eq!(question.feedback, "Because.");
    let reading = lone(RESPONSE, CHOICE, &said("F", "nobody-sets-this", "Lost."));
    assert_eq!(codes(&reading), ["feedback-left-out"]);
}

#[test]
fn reads_typed_answers_by_the_rules_that_name_them() {
    let match_base = |kind: &str, value: &str| {
        format!(
            "<{kind}><variable identifier='RESPONSE'/><baseValue baseType='string'>{value}</baseValue></{}>",
            kind.split(' ').next().unwrap()
        )
    };
    let condition = format!(
        "<responseCondition><responseIf>{}{}</responseIf><responseElseIf>{}{}</responseElseIf></responseCondition>",
        match_base("stringMatch caseSensitive='false'", "Paris"),
        score(2.0),
        match_base("stringMatch caseSensitive='false'", "Lutetia"),
        score(1.0)
    );
    let declared = response("RESPONSE", "single", "string", &[]);
    let question = one(&declared, "<p>Capital? <textEntryInteraction responseIdentifier='RESPONSE'/></p>", &rules(&condition));
    let Body::Text { answers, case: false } = &question.body else { panic!("{question:?}") };
    assert_eq!(
        answers.iter().map(|answer| (answer.text.as_str(), answer.fraction)).collect::<Vec<_>>(),
        [("Paris", 100.0), ("Lutetia", 50.0)]
    );
    assert_eq!(question.points, Some(2.0));
    let pattern = rules(&format!(
        "<responseCondition><responseIf><patternMatch pattern='x'><variable identifier='RESPONSE'/></patternMatch>{}</responseIf></responseCondition>",
        score(1.0)
    ));
    let reading = lone(
        &response("RESPONSE", "single", "string", &["x"]),
        "<p>Which? <textEntryInteraction responseIdentifier='RESPONSE'/></p>",
        &pattern,
    );
    assert_eq!(codes(&reading), ["processing-custom"]);
}

#[test]
fn keeps_a_field_in_the_sentence_that_it_is_in() {
    let declared = response("RESPONSE", "single", "string", &["Paris"]);
    let question = one(&declared, "<p>The capital is <textEntryInteraction responseIdentifier='RESPONSE'/>.</p>", "");
    assert_eq!(question.prompt, "<p>The capital is <span data-field=\"RESPONSE\"></span>.</p>");
    let declared = response("RESPONSE", "single", "float", &["2.5"]);
    let question = one(&declared, "<p>How long?</p><p><textEntryInteraction responseIdentifier='RESPONSE'/> cm</p>", "");
    assert_eq!(question.prompt, "<p>How long?</p>");
    assert!(matches!(&question.body, Body::Number { unit: Some(unit), .. } if unit == "cm"), "{question:?}");
}

#[test]
fn fills_gaps_from_lists_of_their_own_and_by_typing() {
    let declared = response("R.1", "single", "identifier", &["b"]) + &response("R 2", "single", "integer", &["4"]);
    let body = "<p>A <inlineChoiceInteraction responseIdentifier='R.1'><inlineChoice identifier='-'/><inlineChoice identifier='a'>x</inlineChoice>\
        <inlineChoice identifier='b'>y</inlineChoice></inlineChoiceInteraction> and <textEntryInteraction responseIdentifier='R 2'/> more</p>";
    let question = one(&declared, body, "");
    assert_eq!(question.prompt, "<p>A <span data-field=\"R.1\"></span> and <span data-field=\"R-2\"></span> more</p>");
    let Body::Gaps { gaps, .. } = &question.body else { panic!("{question:?}") };
    assert!(matches!(&gaps[0].fill, Fill::Choice(options) if options.len() == 2));
    assert!(matches!(&gaps[1].fill, Fill::Number(answers) if answers[0].value.to_string() == "4"));
}

#[test]
fn turns_a_match_that_sorts_into_classes() {
    let set = |options: &[&str]| -> String {
        let options = options
            .iter()
            .map(|id| format!("<simpleAssociableChoice identifier='{id}' matchMax='0'>{id}</simpleAssociableChoice>"));
        format!("<simpleMatchSet>{}</simpleMatchSet>", options.collect::<String>())
    };
    let asked = |left: &[&str], right: &[&str], correct: &[&str]| {
        let body = format!(
            "<matchInteraction responseIdentifier='RESPONSE'><prompt>Sort.</prompt>{}{}</matchInteraction>",
            set(left),
            set(right)
        );
        one(&response("RESPONSE", "multiple", "directedPair", correct), &body, "").body
    };
    let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned());
    assert_eq!(
        asked(&["fish", "bird"], &["cod", "owl", "eel"], &["fish cod", "fish eel", "bird owl"]),
        Body::Match { pairs: vec![pair("cod", "fish"), pair("owl", "bird"), pair("eel", "fish")] }
    );
    assert_eq!(
        asked(&["cod"], &["fish", "bird"], &["fish cod"]),
        Body::Match { pairs: vec![pair("cod", "fish"), pair("", "bird")] }
    );
    assert_eq!(asked(&["a", "b"], &["x", "y"], &["a x", "a y", "b x", "b y"]), Body::Unsupported("match".to_owned()));
}

#[test]
fn reads_a_point_on_a_scale() {
    let declared = response("RESPONSE", "single", "float", &["4"]);
    let equal = rules(&format!(
        "<responseCondition><responseIf><equal toleranceMode='absolute' tolerance='0.5'><variable identifier='RESPONSE'/>\
         <correct identifier='RESPONSE'/></equal>{}</responseIf></responseCondition>",
        score(1.0)
    ));
    let body = "<sliderInteraction responseIdentifier='RESPONSE' lowerBound='0' upperBound='10' step='2'><prompt>Where?</prompt></sliderInteraction>";
    assert_eq!(one(&declared, body, &equal).body, Body::Slider { range: [0.0, 10.0], step: 2.0, value: 4.0, tolerance: 0.5 });
    let reading = lone(&declared, &body.replace("'10'", "'3'"), &equal);
    assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Reject, vec!["bad-number"]));
}

#[test]
fn says_which_key_cannot_be_right() {
    for (declared, code) in [
        (response("RESPONSE", "single", "identifier", &["a", "b"]), "several-keys-in-single"),
        (response("OTHER", "single", "identifier", &["a"]), "no-key"),
        (response("RESPONSE", "single", "identifier", &["c"]), "key-unknown-option"),
    ] {
        let reading = lone(&declared, CHOICE, "");
        assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Reject, vec![code]));
        assert_eq!(reading.problems[0].item.as_deref(), Some("q"));
    }
}

#[test]
fn takes_items_in_the_order_of_the_test_with_their_passages() {
    let asked = |id: &str, more: &str| {
        item(RESPONSE, CHOICE, "").replace("identifier='q'", &format!("identifier='{id}'")).replacen(
            "<itemBody>",
            &format!("{more}<itemBody>"),
            1,
        )
    };
    let passage = "<assessmentStimulus identifier='s'><stimulusBody><p>Long ago.</p></stimulusBody></assessmentStimulus>";
    let reference = "<assessmentStimulusRef identifier='s' href='../texts/s%201.xml'/>";
    let test = "<assessmentTest><testPart><assessmentSection title='One'><assessmentItemRef href='items/b.xml'/></assessmentSection>\
        <assessmentSectionRef href='part.xml'/></testPart></assessmentTest>";
    let part = "<assessmentSection title='Two'><assessmentItemRef href='items/a.xml'/></assessmentSection>";
    let resources = ["items/a.xml", "items/b.xml", "test.xml", "part.xml", "texts/s 1.xml"].map(resource).concat();
    let reading = package(&[
        ("imsmanifest.xml", &manifest(&resources)),
        ("items/a.xml", &asked("a", "")),
        ("items/b.xml", &asked("b", reference)),
        ("test.xml", test),
        ("part.xml", part),
        ("texts/s 1.xml", passage),
    ]);
    assert_eq!(reading.problems, []);
    let [first, second] = &reading.questions[..] else { panic!("{reading:?}") };
    assert_eq!(
        (first.id.as_str(), first.prompt.as_str(), &first.tags[..]),
        ("b", "<p>Long ago.</p><p>Which?</p>", &["One".to_owned()][..])
    );
    assert_eq!((second.id.as_str(), &second.tags[..]), ("a", &["Two".to_owned()][..]));
    let reading = package(&[("imsmanifest.xml", &manifest(&resource("items/b.xml"))), ("items/b.xml", &asked("b", reference))]);
    assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Reject, vec!["missing-file"]));
}

#[test]
fn finds_a_manifest_in_a_folder_and_files_by_their_base() {
    let based = "<resource xml:base='sub/' identifier='r' type='imsqti_item_xmlv2p1' href='q.xml'><file href='q.xml'/><file href='http://x.invalid/a.css'/></resource>";
    let reading = package(&[("course/imsmanifest.xml", &manifest(based)), ("course/sub/q.xml", &item(RESPONSE, CHOICE, ""))]);
    assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Accept, vec!["manifest-not-at-root", "external-reference"]));
}

#[test]
fn says_what_is_missing_and_where_it_is_asked_for() {
    let resources = resource("q.xml")
        + &resource("gone.xml")
        + "<resource identifier='x' type='imsqti_item_xmlv2p1' href='http://x.invalid/i.xml'/>";
    let reading = package(&[("imsmanifest.xml", &manifest(&resources)), ("q.xml", &item(RESPONSE, CHOICE, ""))]);
    assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Partial, vec!["missing-file", "external-reference"]));
    assert_eq!(
        reading.problems[0].to_string(),
        "imsmanifest.xml:1:166: href = gone.xml, expected a file of the package; there is no gone.xml"
    );
}

#[test]
fn names_both_files_of_one_identifier() {
    let two = item(&RESPONSE.replace(">b<", ">a<"), CHOICE, "");
    let reading = package(&[
        ("imsmanifest.xml", &manifest(&(resource("one.xml") + &resource("two.xml")))),
        ("one.xml", &item(RESPONSE, CHOICE, "")),
        ("two.xml", &two),
    ]);
    assert_eq!((reading.verdict(), reading.questions.len()), (Verdict::Partial, 2));
    let said = reading.problems[0].to_string();
    assert!(said.starts_with("two.xml:1:1: identifier = q") && said.contains("one.xml") && said.contains("q-two"), "{said}");
}

#[test]
fn leaves_out_other_forms_of_the_text_and_says_so() {
    let rest = "<qti-catalog-info><qti-catalog id='c'/></qti-catalog-info>";
    let reading = lone(RESPONSE, CHOICE, rest);
    assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Accept, vec!["catalog-ignored"]));
}

#[test]
fn keeps_no_script_of_a_custom_interaction() {
    let body = "<qti-portable-custom-interaction response-identifier='RESPONSE' module='m'><qti-interaction-markup><script>alert(1)</script>\
        <p>markup</p></qti-interaction-markup></qti-portable-custom-interaction><p>Move the slider.</p>";
    let text =
        format!("<qti-assessment-item identifier='q'>{RESPONSE}<qti-item-body>{body}</qti-item-body></qti-assessment-item>");
    let reading = package(&[("imsmanifest.xml", &manifest(&resource("q.xml"))), ("q.xml", &text), ("m.js", "alert(1)")]);
    assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Partial, vec!["unsupported-interaction"]));
    assert_eq!(reading.questions[0].prompt, "<p>Move the slider.</p>");
    assert!(reading.media.is_empty());
}

/// A field for a number in items of QTI 2.
const FIELD: &str = "<p>When? <textEntryInteraction responseIdentifier='RESPONSE'/></p>";

/// The first branch that holds gives its points.
fn branches(tests: &[(&str, f64)]) -> String {
    let branches = tests.iter().enumerate().map(|(place, (test, points))| {
        let name = if place == 0 { "responseIf" } else { "responseElseIf" };
        format!("<{name}>{test}{}</{name}>", score(*points))
    });
    rules(&format!("<responseCondition>{}</responseCondition>", branches.collect::<String>()))
}

fn compared(test: &str, value: &str) -> String {
    let name = test.split(' ').next().unwrap_or_default();
    format!("<{test}><variable identifier='RESPONSE'/><baseValue baseType='float'>{value}</baseValue></{name}>")
}

/// What earns how much: value, tolerance, percent, and the ends where they are stated.
fn numbers(rules: &str) -> Vec<(f64, f64, f64, Option<[f64; 2]>)> {
    let question = one(&response("RESPONSE", "single", "float", &["1822"]), FIELD, rules);
    let Body::Number { answers, .. } = question.body else { panic!("{:?}", question.body) };
    answers.iter().map(|answer| (answer.value, answer.tolerance, answer.fraction, answer.range)).collect()
}

#[test]
fn reads_each_number_that_the_rules_reward_with_its_own_tolerance() {
    let (exact, near) = (compared("equal", "1822"), compared("equal toleranceMode='absolute' tolerance='2'", "1822"));
    let wanted = [(1822.0, 0.0, 100.0, None), (1822.0, 2.0, 50.0, None)];
    assert_eq!(numbers(&branches(&[(&exact, 2.0), (&near, 1.0)])), wanted);
    let correct = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>";
    assert_eq!(numbers(&branches(&[(correct, 2.0), (&near, 1.0)])), wanted);
    let between = |low: &str, high: &str| format!("<and>{}{}</and>", compared("gte", low), compared("lte", high));
    let (narrow, wide) = (between("1820", "1824"), between("1800", "1900"));
    let wanted = [(1822.0, 2.0, 100.0, Some([1820.0, 1824.0])), (1850.0, 50.0, 25.0, Some([1800.0, 1900.0]))];
    assert_eq!(numbers(&branches(&[(&narrow, 4.0), (&wide, 1.0)])), wanted);
    // The middle of uneven ends is what has the tolerance.
    let uneven = compared("equal toleranceMode='absolute' tolerance='0.01 0.02'", "3.14");
    assert_eq!(numbers(&branches(&[(&uneven, 1.0)])), [(3.145, 0.015, 100.0, Some([3.13, 3.16]))]);
}

#[test]
fn says_where_an_end_counts_here_and_not_there() {
    let declared = response("RESPONSE", "single", "float", &["5"]);
    for (test, said) in [
        (format!("<and>{}{}</and>", compared("gt", "4"), compared("lte", "6")), true),
        (format!("<and>{}{}</and>", compared("gte", "4"), compared("lte", "6")), false),
        (compared("equal toleranceMode='absolute' tolerance='1' includeUpperBound='false'", "5"), true),
        (compared("equal toleranceMode='absolute' tolerance='1' includeUpperBound='true'", "5"), false),
    ] {
        let reading = lone(&declared, FIELD, &branches(&[(&test, 1.0)]));
        assert_eq!(codes(&reading).contains(&"end-included"), said, "{test}: {:?}", reading.problems);
    }
    // A number that has no end on one side is no answer.
    let reading = lone(&declared, FIELD, &branches(&[(&compared("gte", "4"), 1.0)]));
    assert!(codes(&reading).contains(&"processing-custom"), "{:?}", reading.problems);
}

#[test]
fn says_where_points_of_several_conditions_add_up() {
    let added = |points: &str| {
        format!(
            "<setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><baseValue>{points}</baseValue></sum></setOutcomeValue>"
        )
    };
    let condition = |test: &str| format!("<responseCondition><responseIf>{test}{}</responseIf></responseCondition>", added("1"));
    let (exact, near) = (compared("equal", "5"), compared("equal toleranceMode='absolute' tolerance='2'", "5"));
    let declared = response("RESPONSE", "single", "float", &["5"]);
    let reading = lone(&declared, FIELD, &rules(&(condition(&exact) + &condition(&near))));
    assert!(codes(&reading).contains(&"processing-custom"), "{:?}", reading.problems);
    assert!(!codes(&lone(&declared, FIELD, &rules(&condition(&near)))).contains(&"processing-custom"));
}
