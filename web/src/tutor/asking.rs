//! A list whose buttons open a dialog: what is asked in it, about which row, and what is said of it once it was done.

use yew::prelude::*;

use crate::browser::focus;

/// A question about a row, or none, and what to say of the last one that was answered.
pub struct Asking<Q: PartialEq + 'static, R: PartialEq + 'static> {
    asked: UseStateHandle<Option<(Q, R)>>,
    said: UseStateHandle<String>,
    /// Asks.
    pub ask: Callback<(Q, R)>,
    /// Never mind.
    pub close: Callback<()>,
    /// It was done, and this is what to say of it.
    pub done: Callback<String>,
}

/// Nothing is asked. Once something was done, `again` fetches the list anew, and the heading of this id has the focus.
#[hook]
pub fn use_asking<Q: PartialEq + 'static, R: PartialEq + 'static>(heading: &'static str, again: &Callback<()>) -> Asking<Q, R> {
    let asked = use_state_eq(|| None::<(Q, R)>);
    let said = use_state_eq(String::new);
    let close = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let ask = {
        let (asked, said) = (asked.setter(), said.setter());
        Callback::from(move |question| {
            said.set(String::new());
            asked.set(Some(question));
        })
    };
    let done = {
        let (asked, said, again) = (asked.setter(), said.setter(), again.clone());
        Callback::from(move |words: String| {
            asked.set(None);
            said.set(words);
            again.emit(());
            // The button that led here may be gone.
            focus(heading);
        })
    };
    Asking { asked, said, ask, close, done }
}

impl<Q: PartialEq, R: PartialEq> Asking<Q, R> {
    /// What is asked, and about which row.
    pub fn now(&self) -> Option<&(Q, R)> {
        self.asked.as_ref()
    }

    /// What was done last, for the place below the heading: it is read out when it appears.
    pub fn said(&self) -> Html {
        html! { <p class="hint" role="status">{ (*self.said).clone() }</p> }
    }
}
