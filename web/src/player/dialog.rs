//! A question that must be answered before going on.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ConfirmProps {
    pub title: AttrValue,
    pub text: AttrValue,
    pub yes: AttrValue,
    pub no: AttrValue,
    pub onyes: Callback<()>,
    pub onno: Callback<()>,
}

/// The browser's own modal dialog: it holds the focus, and Escape says no.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        });
    }
    let yes = {
        let emit = props.onyes.clone();
        move |_| emit.emit(())
    };
    let no = {
        let emit = props.onno.clone();
        move |_| emit.emit(())
    };
    let onclose = {
        let emit = props.onno.clone();
        move |_: Event| emit.emit(())
    };
    html! {
        <dialog ref={node} aria-labelledby="dialog-title" aria-describedby="dialog-text" {onclose}>
            <h2 id="dialog-title">{ &props.title }</h2>
            <p id="dialog-text">{ &props.text }</p>
            <div class="actions">
                <button type="button" class="button primary" onclick={no}>{ &props.no }</button>
                <button type="button" class="button danger" onclick={yes}>{ &props.yes }</button>
            </div>
        </dialog>
    }
}
