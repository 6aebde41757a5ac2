//! A labelled field of a form.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

/// What a [`Field`] is given.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Unique on the page; also its name in the form.
    pub id: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// What helps to fill it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with what stands there.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// `text` unless told.
    #[prop_or("text".into())]
    pub kind: AttrValue,
    /// For the browser's memory, as `email`.
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// What stands there.
    pub value: AttrValue,
    /// What is typed.
    pub oninput: Callback<String>,
    /// At most so many characters.
    #[prop_or(200)]
    pub maxlength: u32,
    /// Its look.
    #[prop_or_default]
    pub class: Classes,
}

/// One line of text, with its label, hint and error tied to it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let hint = format!("{}-hint", props.id);
    let error = format!("{}-error", props.id);
    let described = [props.hint.as_ref().map(|_| hint.as_str()), props.error.as_ref().map(|_| error.as_str())];
    let described: Vec<_> = described.into_iter().flatten().collect();
    let oninput = {
        let emit = props.oninput.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                emit.emit(input.value());
            }
        })
    };
    html! {
        <div class={classes!("field", props.class.clone())}>
            <label for={props.id.clone()}>{ &props.label }</label>
            if let Some(text) = &props.hint {
                <p id={hint.clone()} class="hint">{ text }</p>
            }
            <input
                id={props.id.clone()}
                name={props.id.clone()}
                type={props.kind.clone()}
                autocomplete={props.autocomplete.clone()}
                maxlength={props.maxlength.to_string()}
                value={props.value.clone()}
                aria-describedby={(!described.is_empty()).then(|| described.join(" "))}
                aria-invalid={props.error.as_ref().map(|_| "true")}
                {oninput}
            />
            if let Some(text) = &props.error {
                <p id={error.clone()} class="field-error">{ text }</p>
            }
        </div>
    }
}
