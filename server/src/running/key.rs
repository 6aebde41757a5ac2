//! What is right in an item, as a value that can be shown, sent, stored and put into the item.
//!
//! The value says what the bank's file says, so that two keys are compared as values, and what an answer earns by one is what the item
//! with it earns: there is no scoring here.

use api::statistics::{FieldKey, ItemKey};
use engine::bank::file::{AnswerFile, FieldFile, ItemFile, ItemKind, OptionFile};

/// What is right in an item; `None` where that is not one value: an essay, and an item whose model (NRM) scores each option by itself.
pub fn key_of(item: &ItemFile) -> Option<ItemKey> {
    match item.kind {
        ItemKind::Choice | ItemKind::Multiple | ItemKind::Hottext => {
            let right = item.options.iter().filter(|option| option.weight >= 1.0);
            (item.irt.model != "NRM").then(|| ItemKey::Options(right.map(|option| option.id.clone()).collect()))
        }
        ItemKind::Numeric | ItemKind::Slider => number(item.answer.as_ref()?),
        ItemKind::Text => Some(ItemKey::Texts(item.answer.as_ref()?.accept.clone())),
        ItemKind::Gaps | ItemKind::Match => {
            let field = |field: &FieldFile| Some(FieldKey { field: field.id.clone(), key: key_of_field(item, field)? });
            Some(ItemKey::Fields(item.fields.iter().map(field).collect::<Option<_>>()?))
        }
        ItemKind::Order => Some(ItemKey::Order(item.options.iter().map(|option| option.id.clone()).collect())),
        ItemKind::Essay => None,
    }
}

fn number(answer: &AnswerFile) -> Option<ItemKey> {
    Some(ItemKey::Number { value: answer.value?, tolerance: answer.tolerance.unwrap_or(0.0) })
}

fn key_of_field(item: &ItemFile, field: &FieldFile) -> Option<ItemKey> {
    match &field.answer {
        Some(answer) if answer.value.is_some() => number(answer),
        Some(answer) => Some(ItemKey::Texts(answer.accept.clone())),
        None => Some(ItemKey::Options(in_order(&choices(item, field), &field.right))),
    }
}

/// The ids of what a field can be filled with.
fn choices<'a>(item: &'a ItemFile, field: &'a FieldFile) -> Vec<&'a str> {
    if field.choices.is_empty() {
        item.options.iter().map(|option| option.id.as_str()).collect()
    } else {
        field.choices.iter().map(|choice| choice.id.as_str()).collect()
    }
}

/// Those that are right in the order of all, each once; behind them those that there are not, which [`put`] names.
fn in_order(all: &[&str], right: &[String]) -> Vec<String> {
    let known = all.iter().filter(|id| right.iter().any(|one| one == *id)).map(|id| (*id).to_owned());
    let unknown = right.iter().filter(|id| !all.contains(&id.as_str())).cloned();
    known.chain(unknown).collect()
}

/// The same key as [`key_of`] writes it: options and fields in the item's order.
pub fn settled(item: &ItemFile, key: &ItemKey) -> ItemKey {
    match key {
        ItemKey::Options(right) => {
            let all: Vec<&str> = item.options.iter().map(|option| option.id.as_str()).collect();
            ItemKey::Options(in_order(&all, right))
        }
        ItemKey::Fields(wanted) => {
            let place = |id: &str| item.fields.iter().position(|field| field.id == id);
            let settled = |one: &FieldKey| match (place(&one.field), &one.key) {
                (Some(at), ItemKey::Options(right)) => {
                    let key = ItemKey::Options(in_order(&choices(item, &item.fields[at]), right));
                    FieldKey { field: one.field.clone(), key }
                }
                _ => one.clone(),
            };
            let mut all: Vec<FieldKey> = wanted.iter().map(settled).collect();
            all.sort_by_key(|one| place(&one.field).unwrap_or(usize::MAX));
            ItemKey::Fields(all)
        }
        ItemKey::Number { .. } | ItemKey::Texts(_) | ItemKey::Order(_) => key.clone(),
    }
}

/// Puts another key into an item. Whether the item is sound with it is the bank's check to say.
///
/// # Errors
/// If the key is not of the item's kind, or names what the item does not have; the item is as it was then.
pub fn put(item: &mut ItemFile, key: &ItemKey) -> Result<(), String> {
    match (key_of(item), key) {
        (Some(ItemKey::Options(_)), ItemKey::Options(right)) => put_options(item, right),
        (Some(ItemKey::Number { .. } | ItemKey::Texts(_)), ItemKey::Number { .. } | ItemKey::Texts(_)) => {
            let fits = item.answer.as_mut().is_some_and(|answer| put_typed(answer, key));
            if fits { Ok(()) } else { Err(of_another_kind(item)) }
        }
        (Some(ItemKey::Fields(_)), ItemKey::Fields(wanted)) => put_fields(item, wanted),
        (Some(ItemKey::Order(_)), ItemKey::Order(wanted)) => put_order(item, wanted),
        (Some(_), _) => Err(of_another_kind(item)),
        (None, _) => Err(format!(
            "item \"{}\" has no single key (an essay, or an item that scores each option by itself): retire it and write another",
            item.id
        )),
    }
}

fn of_another_kind(item: &ItemFile) -> String {
    format!("the key is not one for item \"{}\", which is answered in another way", item.id)
}

fn put_options(item: &mut ItemFile, right: &[String]) -> Result<(), String> {
    if let Some(unknown) = right.iter().find(|id| item.options.iter().all(|option| option.id != **id)) {
        return Err(format!("item \"{}\" has no option {{{unknown}}}", item.id));
    }
    let one = item.kind == ItemKind::Choice;
    if right.is_empty() || (one && right.len() != 1) {
        let expected = if one { "exactly one" } else { "at least one" };
        return Err(format!("{} options are to be right, expected {expected}", right.len()));
    }
    for option in &mut item.options {
        // What earns its share beside the key goes on earning it.
        if right.contains(&option.id) {
            option.weight = 1.0;
        } else if option.weight >= 1.0 {
            option.weight = 0.0;
        }
    }
    if item.choose.is_some_and(|choose| choose as usize != right.len()) {
        // Of words in a text the number says whether several may be chosen: without it, every answer on record is one still.
        item.choose = if item.kind == ItemKind::Hottext { None } else { u32::try_from(right.len()).ok() };
    }
    Ok(())
}

/// Puts what is to be typed, where that is the same kind of thing; whether it was.
fn put_typed(answer: &mut AnswerFile, key: &ItemKey) -> bool {
    match key {
        ItemKey::Number { value, tolerance } if answer.value.is_some() => {
            answer.value = Some(*value);
            answer.tolerance = Some(*tolerance);
            true
        }
        ItemKey::Texts(accept) if answer.value.is_none() => {
            answer.accept.clone_from(accept);
            true
        }
        _ => false,
    }
}

fn put_fields(item: &mut ItemFile, wanted: &[FieldKey]) -> Result<(), String> {
    if let Some(unknown) = wanted.iter().find(|one| item.fields.iter().all(|field| field.id != one.field)) {
        return Err(format!("item \"{}\" has no field {{{}}}", item.id, unknown.field));
    }
    let mut fields = item.fields.clone();
    for field in &mut fields {
        let given: Vec<&ItemKey> = wanted.iter().filter(|one| one.field == field.id).map(|one| &one.key).collect();
        let [key] = given[..] else {
            return Err(format!("field {{{}}} of item \"{}\" has {} keys, expected one", field.id, item.id, given.len()));
        };
        let other = format!("the key of field {{{}}} is not one for it: it is filled in another way", field.id);
        if let Some(answer) = &mut field.answer {
            if !put_typed(answer, key) {
                return Err(other);
            }
        } else {
            let ItemKey::Options(right) = key else { return Err(other) };
            let all = choices(item, field);
            if let Some(unknown) = right.iter().find(|id| !all.contains(&id.as_str())) {
                return Err(format!("field {{{}}} of item \"{}\" has no choice {{{unknown}}}", field.id, item.id));
            }
            field.right.clone_from(right);
        }
    }
    item.fields = fields;
    Ok(())
}

fn put_order(item: &mut ItemFile, wanted: &[String]) -> Result<(), String> {
    let find = |id: &String| item.options.iter().find(|option| option.id == *id).cloned();
    let options: Vec<OptionFile> = wanted.iter().filter_map(find).collect();
    let once = |option: &OptionFile| wanted.iter().filter(|id| **id == option.id).count() == 1;
    if options.len() != wanted.len() || !item.options.iter().all(once) {
        return Err(format!(
            "the order is {}, expected each option of item \"{}\" once: {}",
            wanted.join(", "),
            item.id,
            item.options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>().join(", ")
        ));
    }
    item.options = options;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn item(kind: &str, weights: &[f64]) -> ItemFile {
        let options: Vec<_> = ["a", "b", "c"]
            .iter()
            .zip(weights)
            .map(|(id, weight)| json!({"id": id, "text": id, "weight": weight, "feedback": null}))
            .collect();
        serde_json::from_value(json!({
            "id": "q", "kind": kind, "pool": "credit", "status": "operational", "outcomes": ["O"], "bloom": null, "author": null,
            "shuffle": true, "last": [], "choose": null, "prompt": "?", "options": options,
            "answer": if weights.is_empty() { json!({"value": 4.0}) } else { json!(null) }, "irt": {"model": "1PL", "b": 0.0},
        }))
        .unwrap()
    }

    #[test]
    fn moves_the_key_and_leaves_shares_of_credit_alone() {
        let mut choice = item("choice", &[1.0, 0.0, 0.5]);
        put(&mut choice, &ItemKey::Options(vec!["b".to_owned()])).unwrap();
        assert_eq!(choice.options.iter().map(|option| option.weight).collect::<Vec<_>>(), [0.0, 1.0, 0.5]);
        assert_eq!(key_of(&choice), Some(ItemKey::Options(vec!["b".to_owned()])));
    }

    #[test]
    fn refuses_what_is_no_key_of_the_item() {
        let mut choice = item("choice", &[1.0, 0.0, 0.0]);
        let options = |ids: &[&str]| ItemKey::Options(ids.iter().map(|id| (*id).to_owned()).collect());
        for key in [options(&["z"]), options(&[]), options(&["a", "b"]), ItemKey::Texts(vec!["a".to_owned()])] {
            assert!(put(&mut choice, &key).is_err(), "{key:?}");
        }
        let mut several = item("multiple", &[1.0, 1.0, 0.0]);
        put(&mut several, &options(&["a", "c"])).unwrap();
        let mut number = item("numeric", &[]);
        put(&mut number, &ItemKey::Number { value: 5.0, tolerance: 0.5 }).unwrap();
        assert_eq!(key_of(&number), Some(ItemKey::Number { value: 5.0, tolerance: 0.5 }));
        let mut each = item("choice", &[1.0, 0.0, 0.0]);
        each.irt.model = "NRM".to_owned();
        assert!(put(&mut each, &options(&["a"])).unwrap_err().contains("no single key"));
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn field(id: &str, key: ItemKey) -> FieldKey {
        FieldKey { field: id.to_owned(), key }
    }

    /// A gap with choices of its own, one whose choices are shared, one that is a text and one that is a number.
    fn gaps() -> ItemFile {
        let mut gaps = item("gaps", &[0.0, 0.0, 0.0]);
        gaps.fields = serde_json::from_value(json!([
            {"id": "g1", "choices": [{"id": "x", "text": "x"}, {"id": "y", "text": "y"}], "right": ["y"]},
            {"id": "g2", "right": ["c", "a"]},
            {"id": "g3", "answer": {"accept": ["one"]}},
            {"id": "g4", "answer": {"value": 1.0, "unit": "m"}},
        ]))
        .unwrap();
        gaps
    }

    #[test]
    fn puts_a_key_into_each_field() {
        let mut gaps = gaps();
        let before = ItemKey::Fields(vec![
            field("g1", ItemKey::Options(ids(&["y"]))),
            field("g2", ItemKey::Options(ids(&["a", "c"]))),
            field("g3", ItemKey::Texts(ids(&["one"]))),
            field("g4", ItemKey::Number { value: 1.0, tolerance: 0.0 }),
        ]);
        assert_eq!(key_of(&gaps), Some(before.clone()));
        let wanted = ItemKey::Fields(vec![
            field("g4", ItemKey::Number { value: 2.0, tolerance: 0.5 }),
            field("g3", ItemKey::Texts(ids(&["two", "2"]))),
            field("g2", ItemKey::Options(ids(&["b", "a"]))),
            field("g1", ItemKey::Options(ids(&["x"]))),
        ]);
        let wanted = settled(&gaps, &wanted);
        put(&mut gaps, &wanted).unwrap();
        assert_eq!(key_of(&gaps), Some(wanted));
        assert_eq!(gaps.fields[3].answer.as_ref().unwrap().unit.as_deref(), Some("m"), "what is no key stays");
        put(&mut gaps, &before).unwrap();
        assert_eq!(key_of(&gaps), Some(before));
    }

    /// Some of these ids, at least one, in any order.
    fn some_of(all: &'static [&'static str]) -> impl Strategy<Value = ItemKey> {
        let ids = |some: Vec<&str>| ItemKey::Options(some.into_iter().map(str::to_owned).collect());
        prop::sample::subsequence(all, 1..=all.len()).prop_shuffle().prop_map(ids)
    }

    proptest! {
        /// However a key is written, it is put as the item says it; and the one before brings the whole item back.
        #[test]
        fn puts_a_key_and_takes_it_back(
            own in some_of(&["x", "y"]),
            shared in some_of(&["a", "b", "c"]),
            texts in prop::collection::vec("[a-z]{1,4}", 1..4),
            value in -9.0..9.0_f64,
            order in Just(ids(&["a", "b", "c"])).prop_shuffle(),
        ) {
            let mut first = gaps();
            let Some(before) = key_of(&first) else { panic!() };
            put(&mut first, &before).unwrap();
            let fields = [own, shared.clone(), ItemKey::Texts(texts), ItemKey::Number { value, tolerance: 0.5 }];
            let fields = ["g1", "g2", "g3", "g4"].into_iter().zip(fields).map(|(id, key)| field(id, key)).rev().collect();
            let mut several = item("multiple", &[1.0, 0.0, 1.0]);
            several.answer = None;
            let mut ordered = item("order", &[0.0, 0.0, 0.0]);
            ordered.answer = None;
            for (given, key) in [(first, ItemKey::Fields(fields)), (several, shared), (ordered, ItemKey::Order(order))] {
                let (old, new) = (key_of(&given).unwrap(), settled(&given, &key));
                let mut changed = given.clone();
                put(&mut changed, &new).unwrap();
                prop_assert_eq!(key_of(&changed), Some(new.clone()));
                prop_assert_eq!(settled(&changed, &new), new);
                put(&mut changed, &old).unwrap();
                prop_assert_eq!(changed, given);
            }
        }
    }

    #[test]
    fn names_the_field_whose_key_cannot_be() {
        let Some(ItemKey::Fields(sound)) = key_of(&gaps()) else { panic!() };
        let with = |at: usize, one: FieldKey| {
            let mut all = sound.clone();
            all[at] = one;
            ItemKey::Fields(all)
        };
        for (key, words) in [
            (with(0, field("g1", ItemKey::Options(ids(&["a"])))), "field {g1} of item \"q\" has no choice {a}"),
            (with(1, field("g2", ItemKey::Texts(ids(&["a"])))), "the key of field {g2} is not one for it"),
            (with(2, field("g3", ItemKey::Number { value: 1.0, tolerance: 0.0 })), "the key of field {g3} is not one for it"),
            (with(3, field("g4", ItemKey::Fields(sound.clone()))), "the key of field {g4} is not one for it"),
            (with(3, field("g9", ItemKey::Texts(Vec::new()))), "item \"q\" has no field {g9}"),
            (with(3, sound[0].clone()), "field {g1} of item \"q\" has 2 keys"),
            (ItemKey::Fields(sound[1..].to_vec()), "field {g1} of item \"q\" has 0 keys"),
            (ItemKey::Order(ids(&["a", "b", "c"])), "answered in another way"),
        ] {
            let mut item = gaps();
            let said = put(&mut item, &settled(&gaps(), &key)).unwrap_err();
            assert!(said.contains(words), "{said}");
            assert_eq!(item, gaps(), "nothing is half put");
        }
    }

    #[test]
    fn puts_options_into_another_order() {
        let mut order = item("order", &[0.0, 0.0, 0.0]);
        order.answer = None;
        put(&mut order, &ItemKey::Order(ids(&["c", "a", "b"]))).unwrap();
        assert_eq!(key_of(&order), Some(ItemKey::Order(ids(&["c", "a", "b"]))));
        for wrong in [&["a", "b"][..], &["a", "b", "b"], &["a", "b", "z"], &["a", "b", "c", "a"]] {
            assert!(put(&mut order, &ItemKey::Order(ids(wrong))).unwrap_err().contains("each option of item"), "{wrong:?}");
        }
    }

    #[test]
    fn lets_words_be_chosen_as_they_were_where_another_number_is_right() {
        let mut words = item("hottext", &[1.0, 1.0, 0.0]);
        words.answer = None;
        words.choose = Some(2);
        put(&mut words, &ItemKey::Options(ids(&["b", "c"]))).unwrap();
        assert_eq!(words.choose, Some(2));
        put(&mut words, &ItemKey::Options(ids(&["c"]))).unwrap();
        assert_eq!(words.choose, None, "two words on record are an answer still");
    }
}
