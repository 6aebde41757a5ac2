//! One item: what is asked, and the form to answer it by mouse, touch or keyboard.

use std::collections::BTreeSet;

use api::attempt::{InteractionView, ItemView, OptionView};
use engine::Answer;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

use super::form::{self, form, is_in_prompt};
use crate::browser::{Listener, document};
use crate::components::Rich;
use crate::t;

/// How an item's form is, and what it calls.
pub struct ItemForm {
    /// BCP 47 tag of the question.
    pub lang: AttrValue,
    /// What is typed and not yet an answer.
    pub draft: Option<String>,
    /// Nothing can change any more.
    pub locked: bool,
    /// Whether digits and letters choose options.
    pub shortcuts: bool,
    /// An item has another answer.
    pub onanswer: Callback<(String, Answer)>,
    /// Something is typed for an item, and not an answer yet.
    pub ontyped: Callback<(String, String)>,
    /// What was typed is the answer.
    pub oncommit: Callback<()>,
    /// An item is not learned yet.
    pub onnotlearned: Callback<String>,
}

/// What is asked, and how it is answered.
pub fn item_form(item: &ItemView, props: &ItemForm) -> Html {
    let not_learned = {
        let (emit, name) = (props.onnotlearned.clone(), item.name.clone());
        move |_| emit.emit(name.clone())
    };
    html! {
        <>
        if !is_in_prompt(item) {
            <Rich id="prompt" class="prompt" html={item.prompt.clone()} lang={props.lang.clone()} />
        }
        <fieldset aria-describedby={(!is_in_prompt(item)).then_some("prompt")} disabled={props.locked}>
            <legend>{ instruction(item) }</legend>
            { match &item.interaction {
                InteractionView::Options { options, several, .. } => html! {
                    <Options
                        key={item.name.clone()}
                        item={item.clone()}
                        options={options.clone()}
                        several={*several}
                        lang={props.lang.clone()}
                        shortcuts={props.shortcuts && !props.locked}
                        onanswer={props.onanswer.clone()}
                    />
                },
                InteractionView::Number { unit } => typed(item, unit.as_ref(), true, props),
                InteractionView::Text => typed(item, None, false, props),
                _ => form(item, props),
            } }
            <div class="not-learned">
                <button type="button" class={classes!("button", "quiet", "small", item.not_learned.then_some("pressed"))} aria-pressed={item.not_learned.to_string()} onclick={not_learned}>
                    { t!("not-learned") }
                </button>
                if item.not_learned {
                    <p class="hint">{ t!("not-learned-said") }</p>
                }
            </div>
        </fieldset>
        </>
    }
}

fn instruction(item: &ItemView) -> String {
    use InteractionView::{Hottext, Options};
    match &item.interaction {
        Options { several: false, .. } | Hottext { several: false, .. } => t!("choose-one"),
        Options { choose: Some(count), .. } | Hottext { choose: Some(count), .. } => t!("choose-some", count = *count),
        Options { .. } | Hottext { .. } => t!("choose-any"),
        InteractionView::Number { .. } => t!("type-number"),
        InteractionView::Text => t!("type-text"),
        _ => form::instruction(item),
    }
}

#[derive(Properties, PartialEq)]
struct OptionsProps {
    item: ItemView,
    options: Vec<OptionView>,
    several: bool,
    lang: AttrValue,
    shortcuts: bool,
    onanswer: Callback<(String, Answer)>,
}

fn letter(index: usize) -> char {
    char::from(b'A' + u8::try_from(index.min(25)).unwrap_or_default())
}

/// The option that a key stands for: 1 to 9 or a letter.
fn option_of_key(key: &str, count: usize) -> Option<usize> {
    let mut characters = key.chars();
    let (character, None) = (characters.next()?, characters.next()) else { return None };
    let index = match character.to_ascii_lowercase() {
        digit @ '1'..='9' => usize::from(digit as u8 - b'1'),
        letter @ 'a'..='z' => usize::from(letter as u8 - b'a'),
        _ => return None,
    };
    (index < count).then_some(index)
}

/// Keys belong to whatever is being typed into, to an open dialog or menu, before they choose an option.
fn is_free(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let typing = target.is_some_and(|target| {
        let tag = target.tag_name();
        let text = tag == "INPUT" && !["radio", "checkbox"].contains(&target.get_attribute("type").unwrap_or_default().as_str());
        text || tag == "TEXTAREA" || tag == "SELECT"
    });
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    let dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
    !(typing || modified || dialog || event.repeat())
}

#[component]
fn Options(props: &OptionsProps) -> Html {
    let chosen: BTreeSet<String> = match &props.item.answer {
        Some(Answer::Options(chosen)) => chosen.clone(),
        _ => BTreeSet::new(),
    };
    let choose = {
        let (emit, item, several) = (props.onanswer.clone(), props.item.name.clone(), props.several);
        Callback::from(move |(chosen, name): (BTreeSet<String>, String)| {
            // Made anew: taking one out of a set is more code than all that a set otherwise does, and nothing else here needs it.
            let mut next = BTreeSet::new();
            let again = several && chosen.contains(&name);
            for other in chosen.into_iter().filter(|other| several && *other != name) {
                next.insert(other);
            }
            if !again {
                next.insert(name);
            }
            emit.emit((item.clone(), Answer::Options(next)));
        })
    };
    {
        let names: Vec<_> = props.options.iter().map(|option| option.name.clone()).collect();
        use_effect_with((names, chosen.clone(), props.shortcuts), {
            let choose = choose.clone();
            move |(names, chosen, on)| {
                let (names, chosen) = (names.clone(), chosen.clone());
                let listener = on.then(|| {
                    Listener::new("keydown", move |event| {
                        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
                        if let Some(index) = option_of_key(&event.key(), names.len()).filter(|_| is_free(&event)) {
                            event.prevent_default();
                            choose.emit((chosen.clone(), names[index].clone()));
                        }
                    })
                });
                move || drop(listener)
            }
        });
    }
    html! {
        <div class="options">
            { for props.options.iter().enumerate().map(|(index, option)| {
                let is_chosen = chosen.contains(&option.name);
                let onchange = {
                    let (choose, chosen, name) = (choose.clone(), chosen.clone(), option.name.clone());
                    Callback::from(move |_: Event| choose.emit((chosen.clone(), name.clone())))
                };
                let id = format!("option-{}", index + 1);
                html! {
                    <label key={option.name.clone()} class={classes!("option", is_chosen.then_some("chosen"))} for={id.clone()}>
                        <input {id} type={if props.several { "checkbox" } else { "radio" }} name="answer" value={option.name.clone()} checked={is_chosen} {onchange} />
                        <span class="option-key" aria-hidden="true">{ letter(index) }</span>
                        <Rich html={option.text.clone()} lang={props.lang.clone()} />
                    </label>
                }
            }) }
        </div>
    }
}

fn typed(item: &ItemView, unit: Option<&String>, decimal: bool, props: &ItemForm) -> Html {
    let saved = match &item.answer {
        Some(Answer::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let value = props.draft.clone().unwrap_or(saved);
    let oninput = {
        let (emit, name) = (props.ontyped.clone(), item.name.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                emit.emit((name.clone(), input.value()));
            }
        })
    };
    let onchange = {
        let emit = props.oncommit.clone();
        Callback::from(move |_: Event| emit.emit(()))
    };
    html! {
        <div class={classes!("typed", decimal.then_some("typed-number"))}>
            <label class="visually-hidden" for="typed">{ t!("your-answer") }</label>
            <input
                id="typed"
                type="text"
                inputmode={if decimal { "decimal" } else { "text" }}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="500"
                aria-describedby="prompt"
                {value}
                {oninput}
                {onchange}
            />
            if let Some(unit) = unit {
                <span class="unit">{ unit }</span>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_letters_as_options() {
        assert_eq!(option_of_key("1", 4), Some(0));
        assert_eq!(option_of_key("d", 4), Some(3));
        assert_eq!(option_of_key("D", 4), Some(3));
        for key in ["0", "5", "e", "Enter", "", "ä", " "] {
            assert_eq!(option_of_key(key, 4), None, "{key}");
        }
    }
}
