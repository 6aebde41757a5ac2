//! Making the first tutor, with the one-time link; its secret is in the fragment.

use api::path;
use api::tutor::Setup;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::change;
use crate::browser::{focus, fragment, hide_fragment, leave_for};
use crate::client;
use crate::components::{Field, Page, failed, field, submit};
use crate::pages::looks_like_email;
use crate::t;

/// As many as the server asks for.
const PASSWORD_LENGTH: usize = 12;

#[derive(Clone, PartialEq)]
struct Form {
    name: String,
    email: String,
    password: String,
    institution: String,
    country: String,
    contact: String,
}

impl Form {
    /// What is wrong, in the order of the fields: the field's id and words.
    fn wrong(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        let mut check = |id, fine: bool, words: String| {
            if !fine {
                wrong.push((id, words));
            }
        };
        let email = |text: &str| looks_like_email(text);
        check("name", !self.name.trim().is_empty(), t!("setup-name-missing"));
        check("email", email(&self.email), t!("email-wrong"));
        check("password", self.password.chars().count() >= PASSWORD_LENGTH, t!("setup-password-short", length = PASSWORD_LENGTH));
        check("institution", !self.institution.trim().is_empty(), t!("setup-institution-missing"));
        check("country", is_country(&self.country), t!("setup-country-wrong"));
        check("contact", email(&self.contact), t!("email-wrong"));
        wrong
    }
}

fn is_country(text: &str) -> bool {
    let text = text.trim();
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The tutor, and the institution that awards.
#[component]
pub fn SetupPage() -> Html {
    let token = use_memo((), |()| fragment());
    let form = use_state_eq(|| Form {
        name: String::new(),
        email: String::new(),
        password: String::new(),
        institution: String::new(),
        country: String::new(),
        contact: String::new(),
    });
    let busy = use_state_eq(|| false);
    let tried = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    if token.is_empty() {
        return html! {
            <Page title={t!("setup-empty-title")} lead={t!("setup-empty")} class="narrow">
                <div class="actions"><a class="button primary" href="/sign-in">{ t!("sign-in") }</a></div>
            </Page>
        };
    }
    let wrong = if *tried { form.wrong() } else { Vec::new() };
    let error = |id: &str| wrong.iter().find(|(field, _)| *field == id).map(|(_, words)| words.clone());
    let onsubmit = {
        let (form, busy, tried, failure, token) = (form.clone(), busy.clone(), tried.setter(), failure.setter(), token.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some((id, _)) = form.wrong().first() {
                focus(id);
                return;
            }
            if *busy {
                return;
            }
            busy.set(true);
            failure.set(None);
            let Form { name, email, password, institution, country, contact } = (*form).clone();
            let country = country.trim().to_ascii_uppercase();
            let setup = Setup { token: token.to_string(), name, email, password, institution, country, contact };
            let (busy, failure) = (busy.setter(), failure.clone());
            spawn_local(async move {
                match client::tell("POST", path::SETUP, &setup).await {
                    Ok(()) => {
                        hide_fragment();
                        leave_for("/tutor");
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
        <Page title={t!("setup-title")} lead={t!("setup-lead")} class="narrow">
            { failed(failure.as_ref()) }
            <form class="form" novalidate=true {onsubmit}>
                <section class="card form" aria-labelledby="you">
                    <h2 id="you">{ t!("setup-you") }</h2>
                    { field(&Field { id: "name", label: t!("setup-name"), autocomplete: "name", value: &form.name, oninput: change(&form, |form, text| form.name = text), error: error("name"), ..Field::default() }) }
                    { field(&Field { id: "email", kind: "email", label: t!("setup-email"), hint: t!("setup-email-hint"), autocomplete: "username", value: &form.email, oninput: change(&form, |form, text| form.email = text), error: error("email"), ..Field::default() }) }
                    { field(&Field { id: "password", kind: "password", label: t!("setup-password"), hint: t!("setup-password-hint", length = PASSWORD_LENGTH), autocomplete: "new-password", value: &form.password, oninput: change(&form, |form, text| form.password = text), error: error("password"), ..Field::default() }) }
                </section>
                <section class="card form" aria-labelledby="institution-title">
                    <h2 id="institution-title">{ t!("setup-institution-title") }</h2>
                    <p class="hint">{ t!("setup-institution-text") }</p>
                    { field(&Field { id: "institution", label: t!("setup-institution"), hint: t!("setup-institution-hint"), autocomplete: "organization", value: &form.institution, oninput: change(&form, |form, text| form.institution = text), error: error("institution"), ..Field::default() }) }
                    <div class="pair">
                        { field(&Field { id: "country", label: t!("setup-country"), hint: t!("setup-country-hint"), autocomplete: "country", maxlength: 2, value: &form.country, oninput: change(&form, |form, text| form.country = text), error: error("country"), ..Field::default() }) }
                        { field(&Field { id: "contact", kind: "email", label: t!("setup-contact"), hint: t!("setup-contact-hint"), autocomplete: "off", value: &form.contact, oninput: change(&form, |form, text| form.contact = text), error: error("contact"), ..Field::default() }) }
                    </div>
                </section>
                { submit("primary", *busy, t!("setup-do")) }
            </form>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::is_country;

    #[test]
    fn takes_two_letters_as_a_country() {
        assert!(is_country(" nz "));
        for text in ["", "N", "NZL", "N1", "ñz"] {
            assert!(!is_country(text), "{text}");
        }
    }
}
