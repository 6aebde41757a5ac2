//! A button that puts a text on the clipboard, and says so.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::copy;
use crate::t;

/// What a [`CopyButton`] is given.
#[derive(Properties, PartialEq)]
pub struct CopyButtonProps {
    /// What is copied.
    pub text: AttrValue,
    /// What stands on the button.
    pub label: AttrValue,
    /// What it is about where there are several, for those who hear it.
    #[prop_or_default]
    pub about: AttrValue,
    /// Its look.
    #[prop_or("small")]
    pub class: &'static str,
}

/// A button, and beside it the word that it was done.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    // The text that was copied, so that another text is not said to be.
    let copied = use_state_eq(AttrValue::default);
    let onclick = {
        let (text, copied) = (props.text.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            let (text, copied) = (text.clone(), copied.clone());
            spawn_local(async move {
                if copy(&text).await {
                    copied.set(text);
                }
            });
        })
    };
    html! {
        <>
        <button type="button" class={format!("button {}", props.class)} {onclick}>
            { &props.label }
            if !props.about.is_empty() {
                <span class="visually-hidden">{ " " }{ &props.about }</span>
            }
        </button>
        <span class="hint" role="status">{ if *copied == props.text { t!("copied") } else { String::new() } }</span>
        </>
    }
}
