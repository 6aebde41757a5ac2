//! A labelled field of a form.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

/// One line of text to fill in.
#[derive(Default)]
pub struct Field<'a> {
    /// Unique on the page; also its name in the form.
    pub id: &'a str,
    /// What it is called.
    pub label: String,
    /// What helps to fill it in; empty for nothing.
    pub hint: String,
    /// What is wrong with what stands there.
    pub error: Option<String>,
    /// `text` if empty.
    pub kind: &'static str,
    /// For the browser's memory, as `email`; `off` if empty.
    pub autocomplete: &'static str,
    /// What stands there.
    pub value: &'a str,
    /// What is typed.
    pub oninput: Callback<String>,
    /// At most so many characters; 200 if zero.
    pub maxlength: u32,
    /// Its look beside that of every field.
    pub class: &'static str,
}

/// A field with its label, hint and error tied to it.
pub fn field(field: &Field) -> Html {
    let Field { id, kind, class, .. } = *field;
    let hint = (!field.hint.is_empty()).then(|| format!("{id}-hint"));
    let error = field.error.as_ref().map(|_| format!("{id}-error"));
    let described: Vec<_> = [hint.as_deref(), error.as_deref()].into_iter().flatten().collect();
    let oninput = {
        let emit = field.oninput.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                emit.emit(input.value());
            }
        })
    };
    html! {
        <div class={format!("field {class}")}>
            <label for={id.to_owned()}>{ &field.label }</label>
            if hint.is_some() {
                <p id={hint.clone()} class="hint">{ &field.hint }</p>
            }
            <input
                id={id.to_owned()}
                name={id.to_owned()}
                type={if kind.is_empty() { "text" } else { kind }}
                autocomplete={if field.autocomplete.is_empty() { "off" } else { field.autocomplete }}
                maxlength={if field.maxlength == 0 { 200 } else { field.maxlength }.to_string()}
                value={field.value.to_owned()}
                aria-describedby={(!described.is_empty()).then(|| described.join(" "))}
                aria-invalid={field.error.as_ref().map(|_| "true")}
                {oninput}
            />
            if let Some(text) = &field.error {
                <p id={error.clone()} class="field-error">{ text }</p>
            }
        </div>
    }
}
