//! What the tutor's forms share: a value that fields change, and the sending of it.

use yew::prelude::*;

use crate::components::{Notice, Tone};

/// A callback that puts what is typed into one field of a form's value.
pub fn change<T: Clone + PartialEq + 'static>(form: &UseStateHandle<T>, set: fn(&mut T, String)) -> Callback<String> {
    let form = form.clone();
    Callback::from(move |text: String| {
        let mut next = (*form).clone();
        set(&mut next, text);
        form.set(next);
    })
}

/// A failure, read out when it appears.
pub fn failed(words: Option<&String>) -> Html {
    words.map_or_else(Html::default, |words| html! { <Notice tone={Tone::Bad} announced=true><p>{ words }</p></Notice> })
}
