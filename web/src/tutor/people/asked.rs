//! What an owner is asked in a dialog before something changes for somebody: other roles, a password link, the end of an account.

use api::path;
use api::staff::{NewRoles, PasswordLink, StaffRow};
use yew::prelude::*;

use crate::browser::now;
use crate::client;
use crate::components::{button, submit};
use crate::format::date;
use crate::t;
use crate::tutor::form::{shown_once, use_doing};
use crate::tutor::roles::{Choices, RolesField, focus_role};

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Roles,
    Link,
    Close,
}

/// The heading of the dialog.
pub fn asked_title(question: Question, who: &StaffRow) -> String {
    let name = who.name.clone();
    match question {
        Question::Roles => t!("change-title", name = name),
        Question::Link => t!("password-link-title", name = name),
        Question::Close => t!("close-title", name = name),
    }
}

#[derive(Properties, PartialEq)]
pub struct AskedProps {
    pub question: Question,
    pub who: StaffRow,
    pub close: Callback<()>,
    /// It was done, and this is what to say of it.
    pub done: Callback<String>,
}

/// What stands in the dialog.
#[component]
pub fn Asked(props: &AskedProps) -> Html {
    let (who, close, done) = (props.who.clone(), props.close.clone(), props.done.clone());
    match props.question {
        Question::Roles => html! { <Change {who} {close} {done} /> },
        Question::Link => html! { <Link {who} {close} {done} /> },
        Question::Close => html! { <Close {who} {close} {done} /> },
    }
}

#[derive(Properties, PartialEq)]
struct AnswerProps {
    who: StaffRow,
    close: Callback<()>,
    done: Callback<String>,
}

fn never_mind(close: &Callback<()>, words: String) -> Html {
    let onclick = close.reform(|_: MouseEvent| ());
    html! { <button type="button" class="button" {onclick}>{ words }</button> }
}

#[component]
fn Change(props: &AnswerProps) -> Html {
    let AnswerProps { who, close, done } = props;
    let choices = use_state_eq(|| Choices::of(&who.roles, now()));
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let onsubmit = {
        let (choices, tried, doing, who, done) = (choices.clone(), tried.setter(), doing.clone(), who.clone(), done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let roles = match choices.grants() {
                Ok(roles) => roles,
                Err(role) => return focus_role("change", &choices, role),
            };
            let (address, done, name) = (path::fill(path::STAFF_ROLES, &[&who.id]), done.clone(), who.name.clone());
            doing.start(async move { client::tell("PUT", &address, &NewRoles { roles }).await }, move |()| {
                done.emit(t!("change-done", name = name));
            });
        })
    };
    let change = {
        let choices = choices.setter();
        Callback::from(move |next| choices.set(next))
    };
    html! {
        <>
        <p>{ t!("change-text") }</p>
        { doing.failed() }
        <form class="form" novalidate=true {onsubmit}>
            <RolesField prefix="change" choices={(*choices).clone()} {change} tried={*tried} />
            <div class="actions">
                { submit("primary", doing.busy(), t!("change-do")) }
                { never_mind(close, t!("cancel")) }
            </div>
        </form>
        </>
    }
}

#[component]
fn Link(props: &AnswerProps) -> Html {
    let AnswerProps { who, close, .. } = props;
    let made = use_state_eq(|| None::<PasswordLink>);
    let doing = use_doing();
    let make = {
        let (doing, made, id) = (doing.clone(), made.setter(), who.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, made) = (path::fill(path::STAFF_LINK, &[&id]), made.clone());
            doing.start(async move { client::act("POST", &address).await }, move |link| made.set(Some(link)));
        })
    };
    html! {
        <>
        if made.is_none() {
            <p>{ t!("password-link-text", name = who.name.clone()) }</p>
        }
        { doing.failed() }
        { shown_once((*made).as_ref().map(|link| (t!("password-link-made", date = date(link.expires_at)), link.url.as_str()))) }
        <div class="actions">
            if made.is_none() {
                { button("primary", doing.busy(), &make, t!("password-link-do"), "") }
            }
            { never_mind(close, if made.is_none() { t!("cancel") } else { t!("done") }) }
        </div>
        </>
    }
}

#[component]
fn Close(props: &AnswerProps) -> Html {
    let AnswerProps { who, close, done } = props;
    let doing = use_doing();
    let end = {
        let (doing, done, who) = (doing.clone(), done.clone(), who.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, done, name) = (path::fill(path::STAFF, &[&who.id]), done.clone(), who.name.clone());
            doing.start(async move { client::tell_nothing("DELETE", &address).await }, move |()| {
                done.emit(t!("close-done", name = name));
            });
        })
    };
    html! {
        <>
        <p>{ t!("close-text") }</p>
        { doing.failed() }
        <div class="actions">
            { never_mind(close, t!("close-no")) }
            { button("danger", doing.busy(), &end, t!("close-yes"), "") }
        </div>
        </>
    }
}
