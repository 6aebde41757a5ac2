//! The fields of a question, each with what is wrong with it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::words::{STATUSES, kind, pool, status};
use crate::components::{Field, field};
use crate::t;
use crate::tutor::form::select;
use crate::workshop::{Form, FormOption, Found};

/// A form with its next value.
pub struct Fields<'a> {
    pub form: &'a Form,
    pub found: &'a [Found],
    pub outcomes: &'a [(String, String)],
    /// Puts another value in its place.
    pub set: Callback<Form>,
}

impl Fields<'_> {
    fn change<T: 'static>(&self, put: impl Fn(&mut Form, T) + 'static) -> Callback<T> {
        let (form, set) = (self.form.clone(), self.set.clone());
        Callback::from(move |value| {
            let mut next = form.clone();
            put(&mut next, value);
            set.emit(next);
        })
    }

    /// What is wrong with a field of the file, in a sentence.
    fn wrong(&self, names: &[&str]) -> Option<String> {
        self.found.iter().find(|found| found.error && names.contains(&found.field.as_str())).map(expected)
    }

    /// What somebody should look at in a field, below its own hint.
    fn hint(&self, names: &[&str], hint: String) -> String {
        let here = |found: &&Found| !found.error && names.contains(&found.field.as_str());
        self.found.iter().filter(here).fold(hint, |hint, found| format!("{hint} {}", expected(found)))
    }

    /// What is said of an option: errors, or else what to look at.
    fn of_option(&self, id: &str, errors: bool) -> Option<String> {
        let named = format!("{{{id}}}");
        let here = |found: &&Found| found.error == errors && found.field == "options" && found.value.contains(&named);
        let all: Vec<String> = self.found.iter().filter(here).filter(|found| found.code != "no-feedback").map(expected).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}

/// What was expected in place of what stands there.
fn expected(found: &Found) -> String {
    let what = found.message.split_once(", expected ").map_or(found.message.as_str(), |(_, what)| what);
    t!("found-expected", what = what.to_owned())
}

/// All fields that a question of its type has.
pub fn fields(of: &Fields) -> Html {
    let form = of.form;
    let statuses = STATUSES.iter().map(|name| ((*name).to_owned(), status(name)));
    let pools = ["credit", "practice"].map(|name| (name.to_owned(), pool(name)));
    let chosen = ["choice", "multiple"].contains(&form.kind.as_str());
    let explained = !chosen && form.kind != "essay";
    let number = |id: &'static str, label: String, hint: String, value: &str, names: &[&str], put: fn(&mut Form, String)| {
        field(&Field {
            id,
            label,
            hint,
            value,
            error: of.wrong(names),
            maxlength: 30,
            oninput: of.change(put),
            ..Field::default()
        })
    };
    html! {
        <>
        <p class="hint">{ t!("item-kind", kind = kind(&form.kind)) }</p>
        { area("item-prompt", t!("item-prompt"), of.hint(&["prompt"], t!("item-prompt-hint")), &form.prompt, 8, of.wrong(&["prompt", "fields"]), of.change(|form, text| form.prompt = text)) }
        if chosen || !form.options.is_empty() {
            { options(of) }
        }
        if ["numeric", "slider"].contains(&form.kind.as_str()) {
            <div class="pair">
                { number("item-value", t!("item-value"), String::new(), &form.value, &["answer.value"], |form, text| form.value = text) }
                { number("item-tolerance", t!("item-tolerance"), t!("item-tolerance-hint"), &form.tolerance, &["answer.tolerance"], |form, text| form.tolerance = text) }
                { number("item-unit", t!("item-unit"), String::new(), &form.unit, &["answer.unit"], |form, text| form.unit = text) }
            </div>
        }
        if form.kind == "text" {
            { area("item-accept", t!("item-accept"), t!("item-accept-hint"), &form.accept, 3, of.wrong(&["answer.accept", "answer"]), of.change(|form, text| form.accept = text)) }
            { check("item-case", t!("item-case"), form.case, of.change(|form, on| form.case = on)) }
        }
        if explained {
            { area("item-feedback", t!("item-feedback"), t!("item-feedback-hint"), &form.feedback, 2, of.wrong(&["answer.feedback"]), of.change(|form, text| form.feedback = text)) }
        }
        <fieldset class="checks">
            <legend>{ t!("item-outcomes") }</legend>
            { for of.outcomes.iter().enumerate().map(|(index, (id, words))| {
                let change = { let id = id.clone(); of.change(move |form: &mut Form, on: bool| { form.outcomes.retain(|other| *other != id); if on { form.outcomes.push(id.clone()); } }) };
                check(&format!("item-outcome-{index}"), format!("{id}: {words}"), form.outcomes.contains(id), change)
            }) }
            if let Some(wrong) = of.wrong(&["outcomes"]) {
                <p class="field-error">{ wrong }</p>
            }
        </fieldset>
        <div class="pair">
            { select("item-status", t!("bank-status"), statuses, &form.status, &of.change(|form, word| form.status = word)) }
            { select("item-pool", t!("bank-pool"), pools, &form.pool, &of.change(|form, word| form.pool = word)) }
        </div>
        if form.kind != "essay" {
            <div class="pair">
                { number("item-b", t!("item-b"), t!("item-b-hint"), &form.b, &["irt.b", "irt"], |form, text| form.b = text) }
                { number("item-b-sd", t!("item-b-sd"), t!("item-b-sd-hint"), &form.b_sd, &["irt.b_sd", "irt.c"], |form, text| form.b_sd = text) }
            </div>
            { field(&Field { id: "item-source", label: t!("item-source"), hint: t!("item-source-hint"), value: &form.source, error: of.wrong(&["irt.source"]), oninput: of.change(|form, text| form.source = text), ..Field::default() }) }
        }
        </>
    }
}

fn options(of: &Fields) -> Html {
    let form = of.form;
    let count = form.options.len();
    let one = |(index, option): (usize, &FormOption)| {
        let letter = char::from(b'A' + u8::try_from(index.min(25)).unwrap_or_default()).to_string();
        let at = move |put: fn(&mut FormOption, String)| {
            move |form: &mut Form, text: String| {
                if let Some(option) = form.options.get_mut(index) {
                    put(option, text);
                }
            }
        };
        let single = form.kind == "choice";
        let key = of.change(move |form: &mut Form, on: bool| {
            for (place, option) in form.options.iter_mut().enumerate() {
                if place == index {
                    option.key = on;
                    option.weight = None;
                } else if single && on {
                    option.key = false;
                }
            }
        });
        let shift = |down: bool| {
            let change = of.change(move |form: &mut Form, _: MouseEvent| {
                let other = if down { index + 1 } else { index.wrapping_sub(1) };
                if other < form.options.len() {
                    form.options.swap(index, other);
                }
            });
            let words = if down { t!("option-down", option = letter.clone()) } else { t!("option-up", option = letter.clone()) };
            let disabled = if down { index + 1 == count } else { index == 0 };
            mover(format!("option-{index}-{}", way(down)), down, disabled, words, change)
        };
        let remove = of.change(move |form: &mut Form, _: MouseEvent| {
            if index < form.options.len() {
                form.options.remove(index);
            }
        });
        html! {
            <li class="option-edit" key={option.id.clone()}>
                <div class="option-head">
                    { check(&format!("key-{index}"), t!("option-key", option = letter.clone()), option.key, key) }
                    <span class="actions">
                        { shift(false) }
                        { shift(true) }
                        <button type="button" class="button quiet small" onclick={remove} aria-label={t!("option-remove", option = letter.clone())}>{ "✕" }</button>
                    </span>
                </div>
                { area(&format!("option-{index}"), t!("option-text", option = letter.clone()), of.of_option(&option.id, false).unwrap_or_default(), &option.text, 2, of.of_option(&option.id, true), of.change(at(|option, text| option.text = text))) }
                { area(&format!("option-feedback-{index}"), t!("option-feedback", option = letter.clone()), String::new(), &option.feedback, 2, None, of.change(at(|option, text| option.feedback = text))) }
            </li>
        }
    };
    let add = of.change(|form: &mut Form, _: MouseEvent| {
        let free = ('a'..='z').map(String::from).find(|id| form.options.iter().all(|option| option.id != *id));
        if let Some(id) = free {
            form.options.push(FormOption { id, ..FormOption::default() });
        }
    });
    let general =
        of.found.iter().find(|found| found.field == "options" && found.code != "no-feedback" && !found.value.contains('{'));
    html! {
        <fieldset class="options-edit">
            <legend>{ t!("item-options") }</legend>
            if let Some(found) = general {
                <p class={if found.error { "field-error" } else { "hint" }}>{ expected(found) }</p>
            }
            <ol class="option-edits">{ for form.options.iter().enumerate().map(one) }</ol>
            <button id="add-option" type="button" class="button small" onclick={add}>{ t!("option-add") }</button>
        </fieldset>
    }
}

/// A button that moves something up or down a list; `words` say what it moves.
pub fn mover(id: String, down: bool, disabled: bool, words: String, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button {id} type="button" class="button quiet small" {disabled} {onclick} aria-label={words}>{ if down { "↓" } else { "↑" } }</button>
    }
}

/// The end of a mover's id.
pub const fn way(down: bool) -> &'static str {
    if down { "down" } else { "up" }
}

/// Lines of text with label, hint and error.
pub fn area(
    id: &str,
    label: String,
    hint: String,
    value: &str,
    rows: u32,
    error: Option<String>,
    oninput: Callback<String>,
) -> Html {
    let described: Vec<String> =
        [(!hint.is_empty()).then(|| format!("{id}-hint")), error.as_ref().map(|_| format!("{id}-error"))]
            .into_iter()
            .flatten()
            .collect();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
            oninput.emit(area.value());
        }
    });
    html! {
        <div class="field">
            <label for={id.to_owned()}>{ label }</label>
            if !hint.is_empty() {
                <p id={format!("{id}-hint")} class="hint">{ hint }</p>
            }
            <textarea id={id.to_owned()} class="prose" rows={rows.to_string()} spellcheck="true" value={value.to_owned()} {oninput}
                aria-describedby={(!described.is_empty()).then(|| described.join(" "))} aria-invalid={error.is_some().then_some("true")} />
            if let Some(error) = error {
                <p id={format!("{id}-error")} class="field-error">{ error }</p>
            }
        </div>
    }
}

/// A box to tick.
pub fn check(id: &str, label: String, on: bool, change: Callback<bool>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            change.emit(input.checked());
        }
    });
    html! {
        <div class="check">
            <input type="checkbox" id={id.to_owned()} checked={on} {onchange} />
            <label for={id.to_owned()}>{ label }</label>
        </div>
    }
}
