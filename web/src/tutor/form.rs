//! What the tutor's forms share: a value that fields change.

use yew::prelude::*;

/// A callback that puts what is typed into one field of a form's value.
pub fn change<T: Clone + PartialEq + 'static>(form: &UseStateHandle<T>, set: fn(&mut T, String)) -> Callback<String> {
    let form = form.clone();
    Callback::from(move |text: String| {
        let mut next = (*form).clone();
        set(&mut next, text);
        form.set(next);
    })
}
