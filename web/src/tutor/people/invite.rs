//! Inviting somebody: a name, an e-mail, roles; and the link with which they get in.

use api::path;
use api::staff::{NewStaff, PasswordLink};
use yew::prelude::*;

use crate::browser::focus;
use crate::client;
use crate::components::{Field, field, section, submit};
use crate::format::date;
use crate::t;
use crate::tutor::form::{change, email_wrong, first_wrong, shown_once, use_doing};
use crate::tutor::roles::{Choices, RolesField, focus_role};

#[derive(Properties, PartialEq)]
pub struct InviteProps {
    pub again: Callback<()>,
}

#[derive(Clone, Default, PartialEq)]
struct Form {
    name: String,
    email: String,
    roles: Choices,
}

/// The form, and the link that it makes.
#[component]
pub fn Invite(props: &InviteProps) -> Html {
    let form = use_state_eq(Form::default);
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let made = use_state_eq(|| None::<(String, PasswordLink)>);
    let name_wrong = form.name.trim().is_empty().then(|| t!("invite-name-missing"));
    let email_wrong = email_wrong(&form.email);
    let onsubmit = {
        let wrong = first_wrong(&[("invite-name", &name_wrong), ("invite-email", &email_wrong)]);
        let (form, tried, doing, made, again) = (form.clone(), tried.setter(), doing.clone(), made.setter(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some(id) = wrong {
                return focus(id);
            }
            let roles = match form.roles.grants() {
                Ok(roles) => roles,
                Err(role) => return focus_role("invite", &form.roles, role),
            };
            let Form { name, email, .. } = (*form).clone();
            let new = NewStaff { name: name.clone(), email, roles };
            let (form, tried, made, again) = (form.setter(), tried.clone(), made.clone(), again.clone());
            doing.start(async move { client::request("POST", path::PEOPLE, &new).await }, move |link| {
                made.set(Some((name, link)));
                form.set(Form::default());
                tried.set(false);
                again.emit(());
            });
        })
    };
    let choose = {
        let form = form.clone();
        Callback::from(move |roles| form.set(Form { roles, ..(*form).clone() }))
    };
    let link = (*made).as_ref().map(|(name, link)| {
        let words = t!("invite-made", name = name.clone(), date = date(link.expires_at));
        (words, link.url.as_str())
    });
    let body = html! {
        <>
        <p class="hint">{ t!("invite-text") }</p>
        { doing.failed() }
        <form class="form" novalidate=true {onsubmit}>
            <div class="pair">
                { field(&Field { id: "invite-name", label: t!("invite-name"), value: &form.name, oninput: change(&form, |form, text| form.name = text), error: name_wrong.filter(|_| *tried), ..Field::default() }) }
                { field(&Field { id: "invite-email", kind: "email", label: t!("invite-email"), value: &form.email, oninput: change(&form, |form, text| form.email = text), error: email_wrong.filter(|_| *tried), ..Field::default() }) }
            </div>
            <RolesField prefix="invite" choices={form.roles.clone()} change={choose} tried={*tried} />
            { submit("primary", doing.busy(), t!("invite-do")) }
        </form>
        { shown_once(link) }
        </>
    };
    section("invite", "card", t!("invite-title"), body)
}
