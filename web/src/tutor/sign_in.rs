//! Signing in.

use api::path;
use api::tutor::SignIn;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::change;
use crate::browser::leave_for;
use crate::client;
use crate::components::{Field, Page, failed, field, submit};
use crate::t;

#[derive(Clone, PartialEq)]
struct Form {
    email: String,
    password: String,
}

/// E-mail and password.
#[component]
pub fn SignInPage() -> Html {
    let form = use_state_eq(|| Form { email: String::new(), password: String::new() });
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let onsubmit = {
        let (form, busy, failure) = (form.clone(), busy.clone(), failure.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            failure.set(None);
            let Form { email, password } = (*form).clone();
            let (busy, failure) = (busy.setter(), failure.clone());
            spawn_local(async move {
                match client::tell("POST", path::SIGN_IN, &SignIn { email, password }).await {
                    Ok(()) => leave_for("/tutor"),
                    Err(problem) => {
                        busy.set(false);
                        failure.set(Some(problem.words()));
                    }
                }
            });
        })
    };
    html! {
        <Page title={t!("sign-in-title")} lead={t!("sign-in-lead")} class="narrow">
            { failed(failure.as_ref()) }
            <form class="card form" {onsubmit}>
                { field(&Field { id: "email", kind: "email", label: t!("setup-email"), autocomplete: "username", value: &form.email, oninput: change(&form, |form, text| form.email = text), ..Field::default() }) }
                { field(&Field { id: "password", kind: "password", label: t!("setup-password"), autocomplete: "current-password", value: &form.password, oninput: change(&form, |form, text| form.password = text), ..Field::default() }) }
                { submit("primary", *busy, t!("sign-in")) }
            </form>
        </Page>
    }
}
