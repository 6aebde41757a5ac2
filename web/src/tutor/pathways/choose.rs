//! As what a badge from elsewhere counts: what is filled in, and what is sent.

use api::pathway::{Choice, Counts};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::components::{Field, field};
use crate::t;

/// What is filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// Of a micro-credential; empty for what the badge itself names.
    pub micro_credential: String,
    /// A number, or empty.
    pub credits: String,
    pub unit: String,
    pub framework: String,
    pub level: String,
    pub field: String,
}

impl Chosen {
    /// What is sent; the words of what is wrong, and the field's name, where something is.
    pub fn counts(&self) -> Result<Counts, (String, &'static str)> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let credits = match filled(&self.credits) {
            None => None,
            Some(text) => match text.replace(',', ".").parse::<f64>() {
                Ok(credits) if credits > 0.0 && credits <= 1000.0 => Some(credits),
                _ => return Err((t!("counts-credits-wrong"), "credits")),
            },
        };
        let counts = Counts {
            micro_credential: filled(&self.micro_credential),
            credits,
            unit: filled(&self.unit),
            framework: filled(&self.framework),
            level: filled(&self.level),
            field: filled(&self.field),
        };
        if counts.credits.is_some() != counts.unit.is_some() {
            return Err((t!("counts-unit-missing"), if counts.unit.is_none() { "unit" } else { "credits" }));
        }
        if counts.framework.is_some() != counts.level.is_some() {
            return Err((t!("counts-level-missing"), if counts.level.is_none() { "level" } else { "framework" }));
        }
        Ok(counts)
    }
}

/// The fields, each with an id of its own on the page.
pub fn fields(id: &str, chosen: &UseStateHandle<Chosen>, choices: &[Choice], units: &[String], frameworks: &[String]) -> Html {
    let change = |set: fn(&mut Chosen, String)| {
        let chosen = chosen.clone();
        Callback::from(move |text: String| {
            let mut next = (*chosen).clone();
            set(&mut next, text);
            chosen.set(next);
        })
    };
    let onchange = change(|chosen, text| chosen.micro_credential = text).reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        select.map(|select| select.value()).unwrap_or_default()
    });
    let line = |name: &str, label: String, hint: String, value: &str, oninput: Callback<String>| {
        field(&Field { id: &format!("{name}-{id}"), label, hint, value, oninput, ..Field::default() })
    };
    html! {
        <fieldset class="counts">
            <legend>{ t!("counts-title") }</legend>
            <div class="field">
                <label for={format!("as-{id}")}>{ t!("counts-as") }</label>
                <select id={format!("as-{id}")} {onchange}>
                    <option value="" selected={chosen.micro_credential.is_empty()}>{ t!("counts-itself") }</option>
                    { for choices.iter().map(|choice| html! {
                        <option key={choice.id.clone()} value={choice.id.clone()} selected={choice.id == chosen.micro_credential}>{ &choice.title }</option>
                    }) }
                </select>
            </div>
            <div class="field-row">
                { line("credits", t!("counts-credits"), t!("counts-credits-hint"), &chosen.credits, change(|chosen, text| chosen.credits = text)) }
                { suggested("unit", id, t!("counts-unit"), &chosen.unit, units, &change(|chosen, text| chosen.unit = text)) }
            </div>
            <div class="field-row">
                { suggested("framework", id, t!("counts-framework"), &chosen.framework, frameworks, &change(|chosen, text| chosen.framework = text)) }
                { line("level", t!("counts-level"), String::new(), &chosen.level, change(|chosen, text| chosen.level = text)) }
            </div>
            { line("field", t!("counts-field"), t!("counts-field-hint"), &chosen.field, change(|chosen, text| chosen.field = text)) }
        </fieldset>
    }
}

/// A field with the words that pathways ask for: a unit that is spelt otherwise is another unit.
fn suggested(name: &str, id: &str, label: String, value: &str, words: &[String], oninput: &Callback<String>) -> Html {
    let (field, list) = (format!("{name}-{id}"), format!("{name}s-{id}"));
    let oninput = oninput.reform(|event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.map(|input| input.value()).unwrap_or_default()
    });
    html! {
        <div class="field">
            <label for={field.clone()}>{ label }</label>
            <input id={field} type="text" autocomplete="off" maxlength="200" list={list.clone()} value={value.to_owned()} {oninput} />
            <datalist id={list}>{ for words.iter().map(|word| html! { <option value={word.clone()} /> }) }</datalist>
        </div>
    }
}
