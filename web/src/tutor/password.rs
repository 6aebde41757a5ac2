//! Setting a password with an invitation or in place of a forgotten one; the link's secret is in the fragment.

use api::path;
use api::staff::SetPassword;
use yew::prelude::*;

use super::form::{new_password, password_wrong, use_doing};
use crate::browser::{focus, fragment};
use crate::client;
use crate::components::{Page, submit};
use crate::t;

/// One password, and in.
#[component]
pub fn PasswordPage() -> Html {
    let token = use_memo((), |()| fragment());
    let password = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    if token.is_empty() {
        return html! {
            <Page title={t!("setup-empty-title")} lead={t!("password-empty")} class="narrow">
                <div class="actions"><a class="button primary" href="/sign-in">{ t!("sign-in") }</a></div>
            </Page>
        };
    }
    let wrong = password_wrong(&password);
    let onsubmit = {
        let (token, password, tried, doing, fine) =
            (token.clone(), password.clone(), tried.setter(), doing.clone(), wrong.is_none());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if !fine {
                focus("password");
                return;
            }
            let set = SetPassword { token: token.to_string(), password: password.to_string() };
            doing.leave(async move { client::tell("POST", path::SET_PASSWORD, &set).await }, "/tutor");
        })
    };
    let oninput = {
        let password = password.setter();
        Callback::from(move |text| password.set(text))
    };
    html! {
        <Page title={t!("password-title")} lead={t!("password-lead")} class="narrow">
            { doing.failed() }
            <form class="card form" novalidate=true {onsubmit}>
                { new_password(t!("password-new"), &password, oninput, wrong.filter(|_| *tried)) }
                { submit("primary", doing.busy(), t!("password-set")) }
            </form>
        </Page>
    }
}
