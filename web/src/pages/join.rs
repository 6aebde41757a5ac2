//! Joining with the code of a class or of a sitting.

use api::learner::{Join, Me};
use api::path;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::me::keep_card;
use crate::browser::focus;
use crate::client;
use crate::components::{Field, Page, failed, field, go, link, submit};
use crate::route::Route;
use crate::t;

/// Code, name and e-mail.
#[component]
pub fn JoinPage() -> Html {
    let form = use_state_eq(|| Join { code: String::new(), name: String::new(), email: String::new() });
    let busy = use_state_eq(|| false);
    let tried = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let change = |set: fn(&mut Join, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            set(&mut next, text);
            form.set(next);
        })
    };
    let missing = |value: &str, words: String| (*tried && value.trim().is_empty()).then_some(words);
    let email_wrong = *tried && !looks_like_email(&form.email);
    let onsubmit = {
        let (form, busy, tried, failure) = (form.clone(), busy.clone(), tried.setter(), failure.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if *busy {
                return;
            }
            let first_wrong = [
                ("code", form.code.trim().is_empty()),
                ("name", form.name.trim().is_empty()),
                ("email", !looks_like_email(&form.email)),
            ];
            if let Some((id, _)) = first_wrong.iter().find(|(_, wrong)| *wrong) {
                focus(id);
                return;
            }
            busy.set(true);
            failure.set(None);
            let (join, busy, failure) = ((*form).clone(), busy.setter(), failure.clone());
            spawn_local(async move {
                match client::request::<_, Me>("POST", path::JOIN, &join).await {
                    Ok(me) => {
                        if let Some(card) = me.card {
                            keep_card(&me.id, card);
                        }
                        go(Route::Me);
                    }
                    Err(problem) => {
                        busy.set(false);
                        failure.set(Some(problem.words()));
                    }
                }
            });
        })
    };
    html! {
        <Page title={t!("join-title")} lead={t!("join-lead")} class="narrow">
            { failed(failure.as_ref()) }
            <form class="card form" novalidate=true {onsubmit}>
                { field(&Field { id: "code", label: t!("join-code"), hint: t!("join-code-hint"), class: "field-code", autocomplete: "off", maxlength: 40, value: &form.code, oninput: change(|form, text| form.code = text), error: missing(&form.code, t!("join-code-missing")), ..Field::default() }) }
                { field(&Field { id: "name", label: t!("join-name"), hint: t!("join-name-hint"), autocomplete: "name", value: &form.name, oninput: change(|form, text| form.name = text), error: missing(&form.name, t!("join-name-missing")), ..Field::default() }) }
                { field(&Field { id: "email", kind: "email", label: t!("join-email"), hint: t!("join-email-hint"), autocomplete: "email", value: &form.email, oninput: change(|form, text| form.email = text), error: email_wrong.then(|| t!("join-email-wrong")), ..Field::default() }) }
                { submit("primary", *busy, t!("join-do")) }
            </form>
            <p class="hint">{ t!("join-back") }{ " " }{ link(Route::Return, "", html! { t!("come-back") }) }</p>
        </Page>
    }
}

/// Something before and after an `@`: the rest is the server's to judge.
pub fn looks_like_email(text: &str) -> bool {
    let text = text.trim();
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::looks_like_email;

    #[test]
    fn lets_every_address_through_that_might_be_one() {
        assert!(looks_like_email(" ana@example.org "));
        assert!(looks_like_email("a+b@localhost"));
        for text in ["", "ana", "@x", "ana@", "a na@example.org"] {
            assert!(!looks_like_email(text), "{text}");
        }
    }
}
