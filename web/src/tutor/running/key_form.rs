//! What is right in a question, as a form: the same parts as in the editor of a bank's questions.

use api::statistics::{ChoiceRow, FieldKey, FieldRow, ItemKey, KeyParts};
use engine::bank::file::ItemKind;
use yew::prelude::*;

use super::key_order::OrderForm;
use super::key_words::name;
use crate::components::{Field, field};
use crate::t;
use crate::tutor::banks::item_form::{area, check};

/// A key while it is typed: a number may be half written.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// The ids of what is right.
    Options(Vec<String>),
    /// As typed.
    Number { value: String, tolerance: String },
    /// A text on each line.
    Texts(String),
    /// By field.
    Fields(Vec<(String, Typed)>),
    /// Ids in order.
    Order(Vec<String>),
}

impl Typed {
    /// What stands in the form for a key.
    pub fn of(key: &ItemKey) -> Self {
        match key {
            ItemKey::Options(right) => Self::Options(right.clone()),
            ItemKey::Number { value, tolerance } => Self::Number { value: value.to_string(), tolerance: tolerance.to_string() },
            ItemKey::Texts(accept) => Self::Texts(accept.join("\n")),
            ItemKey::Fields(all) => Self::Fields(all.iter().map(|one| (one.field.clone(), Self::of(&one.key))).collect()),
            ItemKey::Order(order) => Self::Order(order.clone()),
        }
    }

    /// The key, or what is wrong with it and the id of the control where it is.
    pub fn key(&self) -> Result<ItemKey, (String, String)> {
        self.key_at("")
    }

    fn key_at(&self, place: &str) -> Result<ItemKey, (String, String)> {
        let wrong = |words: String, id: &str| (words, format!("{id}{place}"));
        match self {
            Self::Options(right) if right.is_empty() => Err(wrong(t!("correction-none"), "right")),
            Self::Options(right) => Ok(ItemKey::Options(right.clone())),
            Self::Number { value, tolerance } => {
                let value = engine::score::number(value).ok_or_else(|| wrong(t!("correction-number"), "value"))?;
                let tolerance = if tolerance.trim().is_empty() { Some(0.0) } else { engine::score::number(tolerance) };
                let tolerance = tolerance.filter(|tolerance| *tolerance >= 0.0);
                let tolerance = tolerance.ok_or_else(|| wrong(t!("correction-number"), "tolerance"))?;
                Ok(ItemKey::Number { value, tolerance })
            }
            Self::Texts(lines) => {
                let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
                let accept: Vec<String> = lines.map(str::to_owned).collect();
                if accept.is_empty() { Err(wrong(t!("correction-none"), "texts")) } else { Ok(ItemKey::Texts(accept)) }
            }
            Self::Fields(all) => {
                let one = |(index, (field, typed)): (usize, &(String, Self))| {
                    typed.key_at(&format!("-{index}")).map(|key| FieldKey { field: field.clone(), key })
                };
                Ok(ItemKey::Fields(all.iter().enumerate().map(one).collect::<Result<_, _>>()?))
            }
            Self::Order(order) => Ok(ItemKey::Order(order.clone())),
        }
    }
}

/// The controls.
pub fn key_form(parts: &KeyParts, typed: &Typed, set: &Callback<Typed>) -> Html {
    match typed {
        Typed::Fields(all) => {
            let none = FieldRow { id: String::new(), label: String::new(), choices: Vec::new() };
            let one = |(index, (id, typed)): (usize, &(String, Typed))| {
                let row = parts.fields.iter().find(|row| row.id == *id).unwrap_or(&none);
                let choices = if row.choices.is_empty() { &parts.choices } else { &row.choices };
                let (all, set) = (all.clone(), set.clone());
                let change = Callback::from(move |typed: Typed| {
                    let mut next = all.clone();
                    next[index].1 = typed;
                    set.emit(Typed::Fields(next));
                });
                html! {
                    <fieldset key={id.clone()} class="checks" id={format!("right-{index}")} tabindex="-1">
                        <legend>{ if row.label.is_empty() { id } else { &row.label } }</legend>
                        { entry(&format!("-{index}"), choices, typed, &change) }
                    </fieldset>
                }
            };
            html! {
                <>
                <p class="hint">{ t!("correction-fields-hint") }</p>
                { for all.iter().enumerate().map(one) }
                </>
            }
        }
        Typed::Order(order) => {
            let change = set.reform(Typed::Order);
            html! { <OrderForm order={order.clone()} choices={parts.choices.clone()} set={change} /> }
        }
        Typed::Options(right) => {
            let one = parts.kind == ItemKind::Choice;
            html! {
                <fieldset class="checks" id="right" tabindex="-1">
                    <legend>{ if one { t!("correction-right-one") } else { t!("correction-right-several") } }</legend>
                    { if one { radios(&parts.choices, right, set) } else { entry("", &parts.choices, typed, set) } }
                </fieldset>
            }
        }
        Typed::Number { .. } | Typed::Texts(_) => entry("", &parts.choices, typed, set),
    }
}

/// What is right of several, of which one is.
fn radios(choices: &[ChoiceRow], right: &[String], set: &Callback<Typed>) -> Html {
    let row = |choice: &ChoiceRow| {
        let id = format!("right-{}", choice.id);
        let chosen = choice.id.clone();
        let onchange = set.reform(move |_: Event| Typed::Options(vec![chosen.clone()]));
        html! {
            <div key={choice.id.clone()} class="check">
                <input type="radio" name="right" id={id.clone()} checked={right.contains(&choice.id)} {onchange} />
                <label for={id}><strong>{ &choice.id }</strong>{ " " }{ &choice.text }</label>
            </div>
        }
    };
    html! { <>{ for choices.iter().map(row) }</> }
}

/// What is right in one place; `place` ends the ids of its controls.
fn entry(place: &str, choices: &[ChoiceRow], typed: &Typed, set: &Callback<Typed>) -> Html {
    match typed {
        Typed::Options(right) => {
            let row = |choice: &ChoiceRow| {
                let (all, chosen) = (right.clone(), choice.id.clone());
                let change = set.reform(move |on: bool| {
                    let mut next: Vec<String> = all.iter().filter(|id| **id != chosen).cloned().collect();
                    if on {
                        next.push(chosen.clone());
                    }
                    Typed::Options(next)
                });
                check(&format!("right{place}-{}", choice.id), name(&choice.id, choices), right.contains(&choice.id), change)
            };
            html! { <>{ for choices.iter().map(row) }</> }
        }
        Typed::Number { value, tolerance } => {
            let (same_value, same_tolerance) = (value.clone(), tolerance.clone());
            let put_value = set.reform(move |value| Typed::Number { value, tolerance: same_tolerance.clone() });
            let put_tolerance = set.reform(move |tolerance| Typed::Number { value: same_value.clone(), tolerance });
            let (value_id, tolerance_id) = (format!("value{place}"), format!("tolerance{place}"));
            html! {
                <div class="inline-form">
                    { field(&Field { id: &value_id, label: t!("correction-value"), value, oninput: put_value, ..Field::default() }) }
                    { field(&Field { id: &tolerance_id, label: t!("correction-tolerance"), class: "short", value: tolerance, oninput: put_tolerance, ..Field::default() }) }
                </div>
            }
        }
        Typed::Texts(lines) => {
            let id = format!("texts{place}");
            area(&id, t!("correction-texts"), t!("correction-texts-hint"), lines, 3, None, set.reform(Typed::Texts))
        }
        // Neither stands within a field.
        Typed::Fields(_) | Typed::Order(_) => Html::default(),
    }
}
