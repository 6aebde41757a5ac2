//! The forms of gaps, pairs, orders, words to press and sliders: an element `<assay-form>` of `web/static/forms.js`.
//!
//! Few blocks hold one. So the element comes in a module of its own, with its own style sheet, when the first is shown, and no learner
//! downloads it before. It is given:
//!
//! | attribute | |
//! | --- | --- |
//! | `kind` | `fields`, `order`, `hottext` or `slider` |
//! | `parts` | what is to be filled, ordered or pressed, or the scale: see [`parts`] |
//! | `prompt` | the prompt, where controls stand in it |
//! | `answer` | the answer so far, as JSON |
//! | `words` | what it says, with a bar between; absent where it is only looked at |
//!
//! Its property `value` is the answer as JSON; an event `input` says that it is another one, `change` that this is it.

use api::attempt::{InteractionView, ItemView, OptionView, TypedView};
use engine::Answer;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::item::ItemForm;
use crate::t;

#[wasm_bindgen]
extern "C" {
    /// Brings the element; set by the script that starts the bundle.
    #[wasm_bindgen(js_name = assayForms)]
    fn bring();
}

/// Whether the controls of an item stand in its prompt, so that they are shown together.
pub fn is_in_prompt(item: &ItemView) -> bool {
    item.prompt.contains("<span data-field=")
}

/// The controls of an item, and its prompt if they stand in it.
pub fn form(item: &ItemView, props: &ItemForm) -> Html {
    let oninput = {
        let (emit, name) = (props.ontyped.clone(), item.name.clone());
        Callback::from(move |event: InputEvent| {
            // The element has a value as a field of the browser's own has.
            if let Some(form) = event.target() {
                emit.emit((name.clone(), form.unchecked_into::<HtmlInputElement>().value()));
            }
        })
    };
    let onchange = {
        let emit = props.oncommit.clone();
        Callback::from(move |_: Event| emit.emit(()))
    };
    bring();
    let words = [
        t!("form-gap"),
        t!("form-choose"),
        t!("form-up"),
        t!("form-down"),
        t!("form-place"),
        t!("form-right"),
        t!("your-answer"),
        t!("given-nothing"),
    ];
    let (kind, parts) = parts(&item.interaction);
    html! {
        <assay-form
            key={item.name.clone()}
            {kind}
            {parts}
            prompt={is_in_prompt(item).then(|| item.prompt.clone())}
            answer={props.draft.clone().unwrap_or_else(|| json(item.answer.as_ref()))}
            words={words.join("|")}
            lang={props.lang.clone()}
            {oninput}
            {onchange}
        />
    }
}

/// The answer, to be looked at.
pub fn review(item: &ItemView, lang: &AttrValue) -> Html {
    bring();
    let (kind, parts) = parts(&item.interaction);
    html! { <assay-form {kind} {parts} answer={json(item.answer.as_ref())} {lang} /> }
}

fn json(answer: Option<&Answer>) -> String {
    answer.and_then(|answer| serde_json::to_string(answer).ok()).unwrap_or_default()
}

/// Between parts.
const NEXT: char = '\u{1E}';
/// Between what belongs to a part.
const WITH: char = '\u{1F}';

/// The kind, and its parts with [`NEXT`] between them: for fields, of each its name, its label, `number` or `text` where it is typed,
/// its unit, then name and text of each choice, with [`WITH`] between; for orders and hot text, one part of names and texts, and
/// whether several may be chosen; for sliders, the ends of the scale, the step and the unit.
///
/// Not as JSON: writers for these types would be as large as the rest of this file, and all that it has are texts.
fn parts(interaction: &InteractionView) -> (&'static str, String) {
    match interaction {
        InteractionView::Fields { fields } => {
            let mut parts = String::new();
            for field in fields {
                if !parts.is_empty() {
                    parts.push(NEXT);
                }
                let (typed, unit) = match &field.typed {
                    None => ("", None),
                    Some(TypedView::Number { unit }) => ("number", unit.as_deref()),
                    Some(TypedView::Text) => ("text", None),
                };
                for text in [&field.name, field.label.as_deref().unwrap_or_default(), typed, unit.unwrap_or_default()] {
                    with(&mut parts, text);
                }
                options(&mut parts, &field.choices);
            }
            ("fields", parts)
        }
        InteractionView::Order { options: all } => {
            let mut parts = String::new();
            options(&mut parts, all);
            ("order", parts)
        }
        InteractionView::Hottext { options: all, several, .. } => {
            let mut parts = String::new();
            options(&mut parts, all);
            if *several {
                parts.push(NEXT);
            }
            ("hottext", parts)
        }
        InteractionView::Slider { min, max, step, unit } => {
            let mut parts = String::new();
            for number in [min, max, step] {
                with(&mut parts, &serde_json::to_string(number).unwrap_or_default());
            }
            with(&mut parts, unit.as_deref().unwrap_or_default());
            ("slider", parts)
        }
        _ => ("", String::new()),
    }
}

fn options(parts: &mut String, options: &[OptionView]) {
    for option in options {
        with(parts, &option.name);
        with(parts, &option.text);
    }
}

fn with(parts: &mut String, text: &str) {
    parts.push_str(text);
    parts.push(WITH);
}

/// What to do with it.
pub fn instruction(item: &ItemView) -> String {
    match &item.interaction {
        InteractionView::Order { .. } => t!("put-in-order"),
        InteractionView::Slider { .. } => t!("set-slider"),
        _ if is_in_prompt(item) => t!("fill-gaps"),
        _ => t!("match-each"),
    }
}

#[cfg(test)]
mod tests {
    use api::attempt::FieldView;

    use super::*;

    #[test]
    fn says_what_there_is_to_fill() {
        let option = |name: &str, text: &str| OptionView { name: name.to_owned(), text: text.to_owned() };
        let field = |name: &str, label: Option<&str>, choices: Vec<OptionView>, typed| FieldView {
            name: name.to_owned(),
            label: label.map(str::to_owned),
            choices,
            typed,
        };
        let said = |interaction| {
            let (kind, parts) = parts(&interaction);
            (kind, parts.replace(NEXT, "/").replace(WITH, ";"))
        };
        let fields = vec![
            field("f", Some("<em>x</em>"), vec![option("a", "one"), option("b", "two")], None),
            field("g", None, Vec::new(), Some(TypedView::Number { unit: Some("m".to_owned()) })),
        ];
        assert_eq!(said(InteractionView::Fields { fields }), ("fields", "f;<em>x</em>;;;a;one;b;two;/g;;number;m;".to_owned()));
        let options = || vec![option("a", "one")];
        assert_eq!(said(InteractionView::Order { options: options() }), ("order", "a;one;".to_owned()));
        let hottext = |several| InteractionView::Hottext { options: options(), several, choose: None };
        assert_eq!(said(hottext(true)), ("hottext", "a;one;/".to_owned()));
        assert_eq!(said(hottext(false)), ("hottext", "a;one;".to_owned()));
        let slider = InteractionView::Slider { min: 0.0, max: 1.0, step: 0.25, unit: None };
        assert_eq!(said(slider), ("slider", "0.0;1.0;0.25;;".to_owned()));
    }
}
