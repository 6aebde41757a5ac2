//! What the tutor's forms share: a value that fields change, and something that is done on the server.

use std::future::Future;

use api::learner::ReturnCard;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser::{document, hide_fragment, leave_for};
use crate::client::Failure;
use crate::components::{CopyButton, Field, ReturnCardView, failed, field};
use crate::pages::looks_like_email;
use crate::t;

/// As many as the server asks for.
const PASSWORD_LENGTH: usize = 12;

/// A callback that puts what is typed into one field of a form's value.
pub fn change<T: Clone + PartialEq + 'static>(form: &UseStateHandle<T>, set: fn(&mut T, String)) -> Callback<String> {
    let form = form.clone();
    Callback::from(move |text: String| {
        let mut next = (*form).clone();
        set(&mut next, text);
        form.set(next);
    })
}

/// One thing at a time on the server: whether it is under way, and why it did not work.
#[derive(Clone)]
pub struct Doing {
    busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<String>>,
}

/// Nothing under way.
#[hook]
pub fn use_doing() -> Doing {
    Doing { busy: use_state_eq(|| false), failure: use_state_eq(|| None) }
}

impl Doing {
    /// Whether it is under way.
    pub fn busy(&self) -> bool {
        *self.busy
    }

    /// Why it did not work, if it did not.
    pub fn failed(&self) -> Html {
        failed(self.failure.as_ref())
    }

    /// Why it cannot even be tried.
    pub fn refuse(&self, words: String) {
        self.failure.set(Some(words));
    }

    /// Does it, and then what follows from the answer. While something is under way this does nothing.
    pub fn start<T: 'static>(&self, asked: impl Future<Output = Result<T, Failure>> + 'static, then: impl FnOnce(T) + 'static) {
        self.run(asked, |answer, busy| {
            then(answer);
            busy.set(false);
        });
    }

    /// Does it, and leaves for another page with no secret left in this one's address. It is under way until then.
    pub fn leave<T: 'static>(&self, asked: impl Future<Output = Result<T, Failure>> + 'static, to: &'static str) {
        self.run(asked, move |_, _| {
            hide_fragment();
            leave_for(to);
        });
    }

    fn run<T: 'static>(
        &self,
        asked: impl Future<Output = Result<T, Failure>> + 'static,
        then: impl FnOnce(T, &UseStateSetter<bool>) + 'static,
    ) {
        if self.busy() {
            return;
        }
        let (busy, failure) = (self.busy.setter(), self.failure.setter());
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            match asked.await {
                Ok(answer) => then(answer, &busy),
                Err(problem) => {
                    busy.set(false);
                    failure.set(Some(problem.words()));
                }
            }
        });
    }
}

/// A choice among values, each with its words; `chosen` is one of them.
pub fn select(
    id: &'static str,
    label: String,
    options: impl IntoIterator<Item = (String, String)>,
    chosen: &str,
    choose: &Callback<String>,
) -> Html {
    let onchange = choose.reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        select.map(|select| select.value()).unwrap_or_default()
    });
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <select {id} {onchange}>
                { for options.into_iter().map(|(value, words)| html! {
                    <option key={value.clone()} value={value.clone()} selected={value == chosen}>{ words }</option>
                }) }
            </select>
        </div>
    }
}

/// Shows again in a [`select`] what is chosen, where somebody chose another and stays after all.
pub fn show_chosen(id: &str, chosen: &str) {
    let select = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlSelectElement>().ok());
    if let Some(select) = select {
        select.set_value(chosen);
    }
}

/// The id of the first field with which something is wrong.
pub fn first_wrong(fields: &[(&'static str, &Option<String>)]) -> Option<&'static str> {
    fields.iter().find(|(_, wrong)| wrong.is_some()).map(|(id, _)| *id)
}

/// What is wrong with an e-mail address.
pub fn email_wrong(text: &str) -> Option<String> {
    (!looks_like_email(text)).then(|| t!("email-wrong"))
}

/// What is wrong with a new password.
pub fn password_wrong(password: &str) -> Option<String> {
    (password.chars().count() < PASSWORD_LENGTH).then(|| t!("setup-password-short", length = PASSWORD_LENGTH))
}

/// The field of a new password.
pub fn new_password(label: String, value: &str, oninput: Callback<String>, error: Option<String>) -> Html {
    field(&Field {
        id: "password",
        kind: "password",
        label,
        hint: t!("setup-password-hint", length = PASSWORD_LENGTH),
        autocomplete: "new-password",
        value,
        oninput,
        error,
        ..Field::default()
    })
}

/// A link that is shown only now, under words that say whose it is; nothing before it is made. It is read out when it appears.
pub fn shown_once(made: Option<(String, &str)>) -> Html {
    let url = made.as_ref().map(|(_, url)| (*url).to_owned());
    html! {
        <>
        <div class="once" role="status">
            if let Some((words, url)) = made {
                <p>{ words }</p>
                <p class="secret"><code>{ url }</code></p>
            }
        </div>
        if let Some(text) = url {
            <div class="actions"><CopyButton {text} label={t!("copy-link")} /></div>
        }
        </>
    }
}

/// A learner's card that is shown only now; nothing before it is made. That it is there is read out.
pub fn shown_card(card: Option<&ReturnCard>) -> Html {
    html! {
        <>
        <p role="status">{ card.map(|card| t!("card-made", name = card.name.clone())).unwrap_or_default() }</p>
        if let Some(card) = card {
            <ReturnCardView card={card.clone()} />
        }
        </>
    }
}
