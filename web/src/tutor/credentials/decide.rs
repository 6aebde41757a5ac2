//! What somebody is asked before a credential changes: why, for everyone and for its holder.

use api::credential::{ChangeName, ChangeStatus, CredentialRow, CredentialState, Reissue, StatusCode};
use api::path;
use yew::prelude::*;

use super::words::code;
use crate::browser::focus;
use crate::client;
use crate::components::{Field, button, field};
use crate::t;
use crate::tutor::form::{select, use_doing};
use crate::tutor::running::text_area;

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Revoke,
    Suspend,
    Lift,
    SignAgain,
    Rename,
}

impl Deed {
    const fn state(self) -> Option<CredentialState> {
        match self {
            Self::Revoke => Some(CredentialState::Revoked),
            Self::Suspend => Some(CredentialState::Suspended),
            Self::Lift => Some(CredentialState::Active),
            Self::SignAgain | Self::Rename => None,
        }
    }
}

/// The heading of the dialog.
pub fn title(deed: Deed, row: &CredentialRow) -> String {
    let (name, title) = (row.name.clone(), row.title.clone());
    match deed {
        Deed::Revoke => t!("awards-revoke-title", name = name, title = title),
        Deed::Suspend => t!("awards-suspend-title", name = name, title = title),
        Deed::Lift => t!("awards-lift-title", name = name, title = title),
        Deed::SignAgain => t!("awards-again-title", name = name, title = title),
        Deed::Rename => t!("awards-rename-title", name = name),
    }
}

fn explained(deed: Deed) -> String {
    match deed {
        Deed::Revoke => t!("awards-revoke-text"),
        Deed::Suspend => t!("awards-suspend-text"),
        Deed::Lift => t!("awards-lift-text"),
        Deed::SignAgain => t!("awards-again-text"),
        Deed::Rename => t!("awards-rename-text"),
    }
}

fn done_words(deed: Deed) -> String {
    match deed {
        Deed::Revoke => t!("awards-revoke-done"),
        Deed::Suspend => t!("awards-suspend-done"),
        Deed::Lift => t!("awards-lift-done"),
        Deed::SignAgain => t!("awards-again-done"),
        Deed::Rename => t!("awards-rename-done"),
    }
}

fn do_words(deed: Deed) -> String {
    match deed {
        Deed::Revoke => t!("awards-revoke"),
        Deed::Suspend => t!("awards-suspend"),
        Deed::Lift => t!("awards-lift"),
        Deed::SignAgain => t!("awards-again"),
        Deed::Rename => t!("awards-rename"),
    }
}

#[derive(Properties, PartialEq)]
pub struct DecideProps {
    pub deed: Deed,
    pub row: CredentialRow,
    pub close: Callback<()>,
    /// It was done, and this is what to say of it.
    pub done: Callback<String>,
}

/// What stands in the dialog.
#[component]
pub fn Decide(props: &DecideProps) -> Html {
    let DecideProps { deed, row, close, done } = props;
    let deed = *deed;
    let codes: &[StatusCode] = deed.state().map_or(&[], StatusCode::for_state);
    let chosen = use_state_eq(|| codes.first().copied());
    let words = use_state_eq(String::new);
    let doing = use_doing();
    let act = {
        let (chosen, words, doing, row, done) = (*chosen, words.clone(), doing.clone(), row.clone(), done.clone());
        Callback::from(move |_: MouseEvent| {
            let text = words.trim().to_owned();
            if text.is_empty() {
                doing.refuse(if deed == Deed::Rename { t!("awards-name-missing") } else { t!("awards-reason-missing") });
                return focus("decide-words");
            }
            let (row, done) = (row.clone(), done.clone());
            let answered = move |()| done.emit(done_words(deed));
            match (deed.state(), chosen) {
                (Some(state), Some(code)) => {
                    let (address, body) =
                        (path::fill(path::CREDENTIAL_STATUS, &[&row.id]), ChangeStatus { state, code, reason: text });
                    doing.start(async move { client::tell("POST", &address, &body).await }, answered);
                }
                _ if deed == Deed::Rename => {
                    let (address, body) = (path::fill(path::LEARNER_NAME, &[&row.learner]), ChangeName { name: text });
                    doing.start(async move { client::tell("PUT", &address, &body).await }, answered);
                }
                _ => {
                    let (address, body) = (path::fill(path::CREDENTIAL_REISSUE, &[&row.id]), Reissue { reason: text });
                    doing.start(async move { client::tell("POST", &address, &body).await }, answered);
                }
            }
        })
    };
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |word: String| chosen.set(codes.iter().copied().find(|code| code.as_str() == word)))
    };
    let oninput = {
        let words = words.setter();
        Callback::from(move |text| words.set(text))
    };
    let never_mind = close.reform(|_: MouseEvent| ());
    let options = codes.iter().map(|one| (one.as_str().to_owned(), code(*one)));
    html! {
        <>
        <p>{ explained(deed) }</p>
        if codes.len() > 1 {
            { select("decide-code", t!("awards-code"), options, chosen.map(StatusCode::as_str).unwrap_or_default(), &choose) }
        }
        if deed == Deed::Rename {
            { field(&Field { id: "decide-words", label: t!("awards-name"), value: &words, oninput, ..Field::default() }) }
        } else {
            { text_area("decide-words", t!("awards-reason"), t!("awards-reason-hint"), &words, &oninput) }
        }
        { doing.failed() }
        <div class="actions">
            { button(if deed == Deed::Revoke { "danger" } else { "primary" }, doing.busy(), &act, do_words(deed), "") }
            <button type="button" class="button" onclick={never_mind}>{ t!("cancel") }</button>
        </div>
        </>
    }
}
