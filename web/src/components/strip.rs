//! Ways to other pages in a row: on a narrow screen one row that scrolls, with the page that one is on in sight.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Before the page that one is on, so much of the one before it stays in sight, in CSS pixels.
const BEFORE: i32 = 32;

/// What a [`Strip`] is given.
#[derive(Properties, PartialEq)]
pub struct StripProps {
    /// Its look.
    pub class: Classes,
    /// What it is, for screen readers.
    pub label: AttrValue,
    /// Links, of which at most one is the current page.
    pub children: Html,
}

/// A navigation. Links keep their order for the keyboard and for screen readers, whatever is in sight.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let Some(strip) = node.cast::<HtmlElement>() else { return };
            let here = strip.query_selector("[aria-current]").ok().flatten();
            if let Some(here) = here.and_then(|here| here.dyn_into::<HtmlElement>().ok()) {
                strip.set_scroll_left(here.offset_left() - strip.offset_left() - BEFORE);
            }
        });
    }
    html! { <nav ref={node} class={props.class.clone()} aria-label={props.label.clone()}>{ props.children.clone() }</nav> }
}
