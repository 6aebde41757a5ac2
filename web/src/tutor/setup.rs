//! Making the first tutor, with the one-time link; its secret is in the fragment.

use api::path;
use api::tutor::Setup;
use yew::prelude::*;

use super::form::{change, email_wrong, new_password, password_wrong, use_doing};
use crate::browser::{focus, fragment};
use crate::client;
use crate::components::{Field, Page, field, submit};
use crate::t;

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
        let mut note = |id, words: Option<String>| wrong.extend(words.map(|words| (id, words)));
        let empty = |text: &str| text.trim().is_empty();
        note("name", empty(&self.name).then(|| t!("setup-name-missing")));
        note("email", email_wrong(&self.email));
        note("password", password_wrong(&self.password));
        note("institution", empty(&self.institution).then(|| t!("setup-institution-missing")));
        note("country", (!is_country(&self.country)).then(|| t!("setup-country-wrong")));
        note("contact", email_wrong(&self.contact));
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
    let doing = use_doing();
    let tried = use_state_eq(|| false);
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
        let (form, doing, tried, token) = (form.clone(), doing.clone(), tried.setter(), token.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some((id, _)) = form.wrong().first() {
                focus(id);
                return;
            }
            let Form { name, email, password, institution, country, contact } = (*form).clone();
            let country = country.trim().to_ascii_uppercase();
            let setup = Setup { token: token.to_string(), name, email, password, institution, country, contact };
            doing.leave(async move { client::tell("POST", path::SETUP, &setup).await }, "/tutor");
        })
    };
    html! {
        <Page title={t!("setup-title")} lead={t!("setup-lead")} class="narrow">
            { doing.failed() }
            <form class="form" novalidate=true {onsubmit}>
                <section class="card form" aria-labelledby="you">
                    <h2 id="you">{ t!("setup-you") }</h2>
                    { field(&Field { id: "name", label: t!("setup-name"), autocomplete: "name", value: &form.name, oninput: change(&form, |form, text| form.name = text), error: error("name"), ..Field::default() }) }
                    { field(&Field { id: "email", kind: "email", label: t!("setup-email"), hint: t!("setup-email-hint"), autocomplete: "username", value: &form.email, oninput: change(&form, |form, text| form.email = text), error: error("email"), ..Field::default() }) }
                    { new_password(t!("setup-password"), &form.password, change(&form, |form, text| form.password = text), error("password")) }
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
                { submit("primary", doing.busy(), t!("setup-do")) }
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
