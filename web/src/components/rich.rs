//! HTML that the bank's reader sanitised, shown as it is.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// What a [`Rich`] is given.
#[derive(Properties, PartialEq)]
pub struct RichProps {
    /// Sanitised HTML; never anything that a learner typed.
    pub html: AttrValue,
    /// Of the text.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its look.
    #[prop_or_default]
    pub class: Classes,
    /// BCP 47 tag of the text.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
}

/// A text with its formatting. Code that is wider than the page can be scrolled by keyboard.
#[component]
pub fn Rich(props: &RichProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.html.clone(), move |_| {
            let Some(found) =
                node.cast::<Element>().and_then(|element| element.query_selector_all("pre, table, math[display]").ok())
            else {
                return;
            };
            for index in 0..found.length() {
                if let Some(wide) = found.item(index).and_then(|wide| wide.dyn_into::<Element>().ok())
                    && wide.scroll_width() > wide.client_width()
                {
                    let _ = wide.set_attribute("tabindex", "0");
                }
            }
        });
    }
    html! {
        <div ref={node} id={props.id.clone()} lang={props.lang.clone()} class={classes!("rich", props.class.clone())}>
            { Html::from_html_unchecked(props.html.clone()) }
        </div>
    }
}
