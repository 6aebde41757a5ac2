//! The browser's own modal dialog: it holds the focus and gives it back, and Escape says no.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What a [`Dialog`] is given.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Of its heading; unique on the page.
    pub id: &'static str,
    /// Its heading.
    pub title: AttrValue,
    /// Whether it is there.
    pub open: bool,
    /// It was closed, or is to be.
    pub onclose: Callback<()>,
    /// What stands in it while it is there.
    pub children: Html,
}

/// A heading and what stands below, in front of everything else while `open`.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.open, move |open| {
            let Some(dialog) = node.cast::<HtmlDialogElement>() else { return };
            match (*open, dialog.open()) {
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        });
    }
    let onclose = props.onclose.reform(|_: Event| ());
    html! {
        <dialog ref={node} aria-labelledby={props.id} {onclose}>
            if props.open {
                <h2 id={props.id}>{ &props.title }</h2>
                { props.children.clone() }
            }
        </dialog>
    }
}
