//! A question as learners see it, drawn by the player's own components; it can be answered, and nothing comes of that.

use api::attempt::{InteractionView, ItemView};
use engine::Answer;
use yew::prelude::*;

use crate::player::{ItemForm, item_form};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    pub view: ItemView,
    pub lang: AttrValue,
}

/// The question, with what was tried out on it.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let answer = use_state_eq(|| None::<Answer>);
    let draft = use_state_eq(|| None::<String>);
    {
        // What was tried belongs to the question as it was.
        let (answer, draft) = (answer.setter(), draft.setter());
        use_effect_with((props.view.name.clone(), props.view.interaction.clone()), move |_| {
            answer.set(None);
            draft.set(None);
        });
    }
    let mut view = props.view.clone();
    view.answer.clone_from(&answer);
    let is_form =
        !matches!(view.interaction, InteractionView::Options { .. } | InteractionView::Number { .. } | InteractionView::Text);
    let onanswer = {
        let answer = answer.setter();
        Callback::from(move |(_, given): (String, Answer)| answer.set(Some(given)))
    };
    let ontyped = {
        let draft = draft.setter();
        Callback::from(move |(_, typed): (String, String)| {
            if !is_form {
                draft.set(Some(typed));
            }
        })
    };
    let form = ItemForm {
        lang: props.lang.clone(),
        draft: (*draft).clone(),
        locked: false,
        shortcuts: false,
        onanswer,
        ontyped,
        oncommit: Callback::noop(),
        onnotlearned: Callback::noop(),
    };
    html! {
        <section class="card item preview" aria-labelledby="preview-title">
            <h2 id="preview-title">{ t!("preview-title") }</h2>
            { item_form(&view, &form) }
        </section>
    }
}
