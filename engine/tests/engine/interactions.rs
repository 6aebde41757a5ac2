//! Items that are filled, ordered, pressed or set: what their files may say, and what answers to them earn.

use std::collections::BTreeSet;

use engine::bank::file::{BankFile, Problem};
use engine::bank::{Bank, Item, ItemId, Pool};
use engine::session::Error;
use engine::{Answer, Assessment, Score, Seed, Session, Started, Step};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

use crate::common::{TestItem, bank_file, blueprint};

/// A bank with an item for each of these; `more` stands above what every item has.
fn file(items: &[Value]) -> BankFile {
    let mut file = serde_json::to_value(bank_file(&[TestItem::rasch(0.0)], 1, 0.0, &[])).unwrap();
    let plain = file["items"][0].clone();
    let made = items.iter().enumerate().map(|(n, more)| {
        let mut item = plain.clone();
        item["id"] = json!(format!("i{n}"));
        item["options"] = json!([]);
        for (key, value) in more.as_object().expect("an object") {
            item[key] = value.clone();
        }
        item
    });
    file["items"] = made.collect();
    serde_json::from_value(file).expect("the bank's shape")
}

fn bank(item: &Value) -> Bank {
    file(std::slice::from_ref(item)).check().unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn problems(item: &Value) -> Vec<String> {
    let found = file(std::slice::from_ref(item)).check().err().unwrap_or_default();
    found.iter().map(|Problem { field, value, expected, .. }| format!("{field} = {value}, expected {expected}")).collect()
}

fn options(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id, "text": format!("Option {id}"), "weight": 0.0, "feedback": null})).collect()
}

fn gap(id: &str) -> String {
    format!("<span data-field=\"{id}\"></span>")
}

/// A choice, a text and a number in the text.
fn gaps() -> Value {
    json!({
        "kind": "gaps", "prompt": format!("<p>{} {} {}</p>", gap("g1"), gap("g2"), gap("g3")),
        "fields": [
            {"id": "g1", "choices": [{"id": "a", "text": "one"}, {"id": "b", "text": "two"}], "right": ["b"]},
            {"id": "g2", "answer": {"accept": ["Pā", "pa"]}},
            {"id": "g3", "answer": {"value": 3.0, "tolerance": 0.5, "unit": "m"}},
        ],
    })
}

fn matching() -> Value {
    json!({
        "kind": "match", "options": options(&["a", "b", "c"]),
        "fields": [{"id": "f1", "label": "One", "right": ["a"]}, {"id": "f2", "label": "Two", "right": ["a", "b"]}],
    })
}

fn order() -> Value {
    json!({"kind": "order", "options": options(&["a", "b", "c", "d"])})
}

fn hottext(choose: Option<u32>) -> Value {
    let mut options = options(&["a", "b", "c"]);
    options[1]["weight"] = json!(1.0);
    let place = |id: &str| format!("<span data-field=\"{id}\">words</span>");
    let prompt = ["a", "b", "c"].map(place).concat();
    json!({"kind": "hottext", "choose": choose, "options": options, "prompt": prompt})
}

fn slider() -> Value {
    json!({"kind": "slider", "answer": {"value": 40.0, "tolerance": 2.0, "unit": "%"}, "scale": {"min": 0.0, "max": 100.0, "step": 5.0}})
}

fn every_kind() -> [Value; 6] {
    [gaps(), matching(), order(), hottext(None), hottext(Some(1)), slider()]
}

fn fields(given: &[(&str, &str)]) -> Answer {
    Answer::Fields(given.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect())
}

fn in_order(ids: &[&str]) -> Answer {
    Answer::Order(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn is_right(item: &Value, answer: &Answer) -> bool {
    let bank = bank(item);
    bank.items()[0].is_right(bank.items()[0].score(answer))
}

#[test]
fn fields_are_right_together_or_not_at_all() {
    assert!(is_right(&gaps(), &fields(&[("g1", "b"), ("g2", " pā "), ("g3", "3,4")])));
    for wrong in [
        fields(&[("g1", "a"), ("g2", "pa"), ("g3", "3")]),
        fields(&[("g1", "b"), ("g2", "po"), ("g3", "3")]),
        fields(&[("g1", "b"), ("g2", "pa"), ("g3", "4")]),
        fields(&[("g1", "b"), ("g2", "pa")]),
        fields(&[]),
        Answer::Text("b".to_owned()),
    ] {
        assert!(!is_right(&gaps(), &wrong), "{wrong:?}");
    }
    assert!(is_right(&matching(), &fields(&[("f1", "a"), ("f2", "b")])));
    assert!(is_right(&matching(), &fields(&[("f1", "a"), ("f2", "a")])));
    assert!(!is_right(&matching(), &fields(&[("f1", "b"), ("f2", "a")])));
}

#[test]
fn a_calibrated_item_earns_the_number_of_its_right_fields() {
    let mut item = gaps();
    item["irt"] = json!({"model": "PCM", "thresholds": [-1.0, 0.0, 1.0]});
    let bank = bank(&item);
    let item = &bank.items()[0];
    assert_eq!(item.score(&fields(&[("g1", "b"), ("g2", "pa"), ("g3", "9")])), Score::new(2));
    assert_eq!(item.score(&fields(&[])), Score::WRONG);
    assert_eq!(item.score(&Answer::options(["b"])), item.no_answer());
    for category in 0..4 {
        let score = Score::new(category);
        assert_eq!(item.score(&item.answer_of(score)), score);
        assert_eq!(item.is_right(score), category == 3);
    }
}

#[test]
fn an_order_is_right_as_a_whole() {
    assert!(is_right(&order(), &in_order(&["a", "b", "c", "d"])));
    assert!(!is_right(&order(), &in_order(&["a", "b", "d", "c"])));
}

#[test]
fn words_of_a_text_are_options() {
    assert!(is_right(&hottext(None), &Answer::options(["b"])));
    assert!(!is_right(&hottext(None), &Answer::options(["b", "c"])));
    assert!(is_right(&hottext(Some(1)), &Answer::options(["b"])));
}

#[test]
fn a_slider_takes_a_number() {
    assert!(is_right(&slider(), &Answer::Text("42".to_owned())));
    assert!(!is_right(&slider(), &Answer::Text("45".to_owned())));
}

#[test]
fn every_kind_gives_answers_that_earn_what_they_should() {
    for item in every_kind() {
        let bank = bank(&item);
        let item = &bank.items()[0];
        for right in [true, false] {
            assert_eq!(item.is_right(item.score(&item.answer_worth(right))), right, "{:?}", item.interaction);
            assert_eq!(item.is_right(item.score(&item.answer_of(right.into()))), right, "{:?}", item.interaction);
        }
        assert_eq!(item.no_answer(), Score::WRONG);
    }
}

fn assessment(items: &[Value]) -> Arc<Assessment> {
    let bank = Arc::new(file(items).restricted_to(Pool::Credit).check().expect("a sound bank"));
    let length = json!({"block": 1, "length": {"minimum": bank.items().len(), "maximum": bank.items().len()}});
    Arc::new(Assessment::new(bank, &blueprint(&length)).expect("a sound blueprint"))
}

fn start(items: &[Value]) -> Session {
    let assessment = assessment(items);
    let started = Started::new(assessment.digest(), Seed::from_number(3));
    Session::start(assessment, started).expect("a start")
}

#[test]
fn refuses_answers_that_no_form_gives() {
    let refused = |item: Value, answer: Answer| {
        let mut session = start(&[item]);
        session.answer(&ItemId::from("i0"), answer, 1).expect_err("refused").to_string()
    };
    for (item, answer, why) in [
        (gaps(), fields(&[("g9", "a")]), "item \"i0\" has no option \"g9\""),
        (gaps(), fields(&[("g1", "z")]), "item \"i0\" has no option \"z\""),
        (gaps(), fields(&[("g2", &"x".repeat(10_001))]), "the answer to item \"i0\" has 10001 bytes, at most 10000 are kept"),
        (gaps(), Answer::Text(String::new()), "item \"i0\" is answered by fields"),
        (order(), in_order(&["a", "b", "c"]), "item \"i0\" is answered by every option once"),
        (order(), in_order(&["a", "b", "c", "c"]), "item \"i0\" is answered by every option once"),
        (order(), in_order(&["a", "b", "c", "z"]), "item \"i0\" has no option \"z\""),
        (order(), Answer::options(["a"]), "item \"i0\" is answered by an order"),
        (hottext(Some(1)), Answer::options(["a", "b"]), "item \"i0\" takes one option, 2 were chosen"),
        (slider(), fields(&[]), "item \"i0\" is answered by text"),
    ] {
        assert_eq!(refused(item, answer), why);
    }
    let mut session = start(&[gaps()]);
    session.answer(&ItemId::from("i0"), fields(&[("g1", "a")]), 1).expect("what is filled so far is kept");
    assert_eq!(session.hand_in(2).err(), None::<Error>);
}

#[test]
fn choices_come_in_an_order_of_the_session() {
    let seen = |item: &Item, seed| {
        let seed = Seed::from_number(seed);
        let engine::bank::Interaction::Fields { fields, .. } = &item.interaction else { panic!("fields") };
        let ids = |field| item.choice_order(field, &seed).iter().map(|option| option.id.clone()).collect::<Vec<_>>();
        fields.iter().map(ids).collect::<Vec<_>>()
    };
    let shared = bank(&matching());
    let own = {
        let mut item = gaps();
        let choices: Vec<Value> = ["a", "b", "c", "d"].map(|id| json!({"id": id, "text": id})).into();
        item["fields"] = ["g1", "g2"].map(|id| json!({"id": id, "choices": choices, "right": ["a"]})).into_iter().collect();
        item["prompt"] = json!(format!("{}{}", gap("g1"), gap("g2")));
        bank(&item)
    };
    assert!(
        (0..20).all(|seed| {
            let seen = seen(&shared.items()[0], seed);
            seen[0] == seen[1]
        }),
        "what is shared is in one order"
    );
    assert!(
        (0..20).any(|seed| {
            let seen = seen(&own.items()[0], seed);
            seen[0] != seen[1]
        }),
        "each has its own"
    );
    let orders: BTreeSet<_> = (0..20).map(|seed| seen(&own.items()[0], seed)).collect();
    assert!(orders.len() > 10);
    let order = bank(&order());
    let shown: BTreeSet<Vec<_>> = (0..20)
        .map(|seed| order.items()[0].option_order(&Seed::from_number(seed)).iter().map(|option| option.id.clone()).collect())
        .collect();
    assert!(shown.len() > 8);
}

#[test]
fn essays_are_kept_and_never_given() {
    let essay = json!({"kind": "essay"});
    let mut file = file(&[order(), essay, slider()]);
    file.enemies =
        vec![engine::bank::file::EnemiesFile { items: vec!["i1".to_owned(), "i2".to_owned()], why: "test".to_owned() }];
    let bank = file.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    let ids = |bank: &Bank| bank.items().iter().map(|item| item.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&bank), ["i0", "i2"]);
    assert_eq!(bank.position(&ItemId::from("i2")), Some(1));
    let given = file.restricted_to(Pool::Credit);
    assert_eq!(given.items.len(), 2);
    assert_eq!(ids(&given.check().expect("a sound bank")), ["i0", "i2"]);
    file.items[1].id = "i0".to_owned();
    assert!(file.check().is_err_and(|problems| problems.iter().any(|problem| problem.field == "id")));
}

#[test]
fn names_what_is_wrong() {
    let check = |mut item: Value, pointer: &str, value: Value, expected: &[&str]| {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let parent = item.pointer_mut(parent).expect("what is changed is there");
        if let Some(list) = parent.as_array_mut() {
            list[key.parse::<usize>().unwrap()] = value.clone();
        } else {
            parent[key] = value.clone();
        }
        assert_eq!(problems(&item), expected, "{pointer} = {value}");
    };
    check(
        gaps(),
        "/prompt",
        json!("<p>none</p>"),
        &[
            "prompt = no {g1}, expected a place for {g1}",
            "prompt = no {g2}, expected a place for {g2}",
            "prompt = no {g3}, expected a place for {g3}",
        ],
    );
    check(slider(), "/prompt", json!(gap("x")), &["prompt = {x}, expected one place for each field and no other"]);
    check(gaps(), "/fields/0/right", json!([]), &["fields = {g1}, expected at least one choice marked as right"]);
    check(gaps(), "/fields/0/right", json!(["z"]), &["fields = {g1} z, expected the id of one of its choices"]);
    check(
        gaps(),
        "/fields/0/choices",
        json!([{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]),
        &[
            "fields = {g1}, expected choices with a text, each id used once",
            "fields = {g1} b, expected the id of one of its choices",
        ],
    );
    check(
        gaps(),
        "/fields/0/choices",
        json!([]),
        &[
            "fields = {g1}, expected choices, what is to be typed, or options that are shared",
            "fields = {g1} b, expected the id of one of its choices",
        ],
    );
    check(gaps(), "/fields/1/right", json!(["a"]), &["fields = {g2}, expected choices, or what is to be typed, but not both"]);
    check(gaps(), "/fields/1/answer", json!({"accept": [" "]}), &["fields = {g2}  , expected at least one text, none empty"]);
    check(gaps(), "/fields/2/answer/tolerance", json!(-1.0), &["fields = {g3} -1, expected 0 or more"]);
    check(
        gaps(),
        "/fields/2/id",
        json!("g2"),
        &["fields = g2, expected a field id used once", "prompt = {g3}, expected one place for each field and no other"],
    );
    check(
        gaps(),
        "/irt",
        json!({"model": "PCM", "thresholds": [0.0]}),
        &["irt.thresholds = 2 categories, expected 4 categories, one more than there are fields"],
    );
    check(matching(), "/fields/0/label", Value::Null, &["fields = {f1}, expected a left side"]);
    check(
        matching(),
        "/fields/0/answer",
        json!({"value": 1.0}),
        &[
            "fields = {f1}, expected the choices of the item and no others",
            "fields = {f1}, expected choices, or what is to be typed, but not both",
        ],
    );
    check(matching(), "/options/0/weight", json!(1.0), &["options = {a} weighs 1, expected options without weights"]);
    check(
        matching(),
        "/options",
        options(&["a"]),
        &["options = 1, expected 2 to 26 options", "fields = {f2} b, expected the id of one of its choices"],
    );
    check(matching(), "/answer", json!({"value": 1.0}), &["answer = present, expected nothing but feedback"]);
    check(order(), "/shuffle", json!(false), &["shuffle = false, expected true: the options stand in the right order"]);
    check(order(), "/last", json!(["a"]), &["last = a, expected nothing where options are put in order"]);
    check(
        order(),
        "/irt",
        json!({"model": "PCM", "thresholds": [0.0]}),
        &["irt.model = PCM, expected 1PL to 4PL for an answer that is right or wrong"],
    );
    check(order(), "/fields", json!([{"id": "f"}]), &["fields = 1, expected no fields in an item of this type"]);
    check(hottext(None), "/choose", json!(2), &["choose = 2, expected the number of options marked [x]"]);
    check(slider(), "/scale", Value::Null, &["scale = nothing, expected a [scale] table"]);
    check(slider(), "/scale/max", json!(-1.0), &["scale = 0 to -1 by 5, expected min < max, and 1 to 10000 steps"]);
    check(slider(), "/answer/value", json!(43.0), &[]);
    check(slider(), "/answer/tolerance", json!(0.0), &[]);
    check(
        slider(),
        "/answer",
        json!({"value": 43.0, "tolerance": 1.0}),
        &["answer.value = 43, expected a number that the scale has, or comes as near to as the tolerance"],
    );
    check(
        order(),
        "/scale",
        json!({"min": 0.0, "max": 1.0, "step": 1.0}),
        &["scale = present, expected no [scale] but for a slider"],
    );
    check(
        json!({"kind": "essay"}),
        "/answer",
        json!({"value": 1.0}),
        &["answer = present, expected no options and no [answer]: an essay is scored by people"],
    );
}

#[test]
fn a_file_without_the_new_kinds_says_nothing_of_them() {
    let text = serde_json::to_string(&bank_file(&[TestItem::rasch(0.0)], 1, 0.0, &[])).unwrap();
    assert!(!text.contains("fields") && !text.contains("scale"));
}

proptest! {
    #[test]
    fn a_session_of_every_kind_replays(seed in any::<u64>(), rights in prop::collection::vec(any::<bool>(), 6)) {
        let assessment = assessment(&every_kind());
        let started = Started::new(assessment.digest(), Seed::from_number(seed));
        let mut session = Session::start(Arc::clone(&assessment), started).expect("a start");
        let mut at = 0;
        while let Step::Present(block) = session.step().clone() {
            for id in block.items() {
                at += 10;
                let position = assessment.bank().position(id).expect("of this bank");
                session.answer(id, assessment.bank().items()[position].answer_worth(rights[position]), at).expect("an answer");
            }
            session.hand_in(at).expect("handed in");
        }
        let log = serde_json::to_string(session.log()).expect("a log is JSON");
        let again = Session::replay(assessment, &serde_json::from_str(&log).expect("and back")).expect("it replays");
        prop_assert_eq!(again.log(), session.log());
        prop_assert!(again.trail().iter().zip(&rights).count() == 6);
        for step in again.trail() {
            let position = again.assessment().bank().position(&step.item).expect("of this bank");
            prop_assert_eq!(step.score.is_right(), rights[position]);
        }
    }
}
