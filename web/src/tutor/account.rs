//! One's own account: another password.

use api::path;
use api::staff::ChangePassword;
use yew::prelude::*;

use super::form::{change, first_wrong, new_password, password_wrong, use_doing};
use crate::browser::focus;
use crate::client;
use crate::components::{Field, Tone, announced, field, section, submit};
use crate::t;

#[derive(Clone, Default, PartialEq)]
struct Form {
    old: String,
    new: String,
}

/// The password that holds now, and the one that is to.
#[component]
pub fn Account() -> Html {
    let form = use_state_eq(Form::default);
    let tried = use_state_eq(|| false);
    let done = use_state_eq(|| false);
    let doing = use_doing();
    let old_wrong = form.old.is_empty().then(|| t!("account-old-missing"));
    let new_wrong = password_wrong(&form.new);
    let onsubmit = {
        let wrong = first_wrong(&[("old", &old_wrong), ("password", &new_wrong)]);
        let (form, tried, done, doing) = (form.clone(), tried.setter(), done.setter(), doing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            done.set(false);
            if let Some(id) = wrong {
                return focus(id);
            }
            let Form { old, new } = (*form).clone();
            let changed = async move { client::tell("POST", path::PASSWORD, &ChangePassword { old, new }).await };
            let (form, tried, done) = (form.setter(), tried.clone(), done.clone());
            doing.start(changed, move |()| {
                form.set(Form::default());
                tried.set(false);
                done.set(true);
            });
        })
    };
    let body = html! {
        <>
        <p class="hint">{ t!("account-text") }</p>
        { doing.failed() }
        if *done {
            { announced(Tone::Good, &t!("account-done")) }
        }
        <form class="form slim" novalidate=true {onsubmit}>
            { field(&Field { id: "old", kind: "password", label: t!("account-old"), autocomplete: "current-password", value: &form.old, oninput: change(&form, |form, text| form.old = text), error: old_wrong.filter(|_| *tried), ..Field::default() }) }
            { new_password(t!("password-new"), &form.new, change(&form, |form, text| form.new = text), new_wrong.filter(|_| *tried)) }
            { submit("primary", doing.busy(), t!("account-do")) }
        </form>
        </>
    };
    section("own-password", "card", t!("account-password"), body)
}
