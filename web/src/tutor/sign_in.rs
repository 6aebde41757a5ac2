//! Signing in.

use api::path;
use api::tutor::SignIn;
use yew::prelude::*;

use super::form::{change, use_doing};
use crate::client;
use crate::components::{Field, Page, field, submit};
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
    let doing = use_doing();
    let onsubmit = {
        let (form, doing) = (form.clone(), doing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Form { email, password } = (*form).clone();
            let sign_in = async move { client::tell("POST", path::SIGN_IN, &SignIn { email, password }).await };
            doing.leave(sign_in, "/tutor");
        })
    };
    html! {
        <Page title={t!("sign-in-title")} lead={t!("sign-in-lead")} class="narrow">
            { doing.failed() }
            <form class="card form" {onsubmit}>
                { field(&Field { id: "email", kind: "email", label: t!("setup-email"), autocomplete: "username", value: &form.email, oninput: change(&form, |form, text| form.email = text), ..Field::default() }) }
                { field(&Field { id: "password", kind: "password", label: t!("setup-password"), autocomplete: "current-password", value: &form.password, oninput: change(&form, |form, text| form.password = text), ..Field::default() }) }
                { submit("primary", doing.busy(), t!("sign-in")) }
            </form>
        </Page>
    }
}
