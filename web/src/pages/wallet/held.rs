//! One credential, for its holder.

use api::credential::CredentialState;
use api::path;
use api::wallet::{Held, Wallet};
use yew::prelude::*;

use super::closed_or;
use super::says::Saying;
use super::sharing::Sharing;
use crate::components::{Load, Page, Tone, link, link_button, notice, specimen, use_load, waiting};
use crate::format::{date, probability};
use crate::pages::badge::badge_card;
use crate::route::Route;
use crate::t;

/// By what a credential is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// By its own id.
    Id(String),
    /// By the attempt that earned it.
    Attempt(String),
}

impl Which {
    fn is(&self, held: &Held) -> bool {
        match self {
            Self::Id(id) => held.credential.id == *id,
            Self::Attempt(attempt) => held.credential.attempt.as_ref() == Some(attempt),
        }
    }
}

/// Which credential.
#[derive(Properties, PartialEq)]
pub struct HeldPageProps {
    /// How it is named.
    pub which: Which,
}

/// The holder's page of a credential.
#[component]
pub fn HeldPage(props: &HeldPageProps) -> Html {
    let (load, again) = use_load::<Wallet>(path::MY_WALLET.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => closed_or(&failure, &again),
        Load::Ready(wallet) => match wallet.credentials.iter().find(|held| props.which.is(held)) {
            Some(held) => shown(held, &wallet.name, &again),
            // One that was signed again has another name; the wallet has it.
            None => html! {
                <Page title={t!("held-gone-title")} lead={t!("held-gone")} class="narrow">
                    <div class="actions">{ link_button(Route::Wallet, true, t!("to-wallet")) }</div>
                </Page>
            },
        },
    }
}

fn shown(held: &Held, name: &str, again: &Callback<()>) -> Html {
    let credential = &held.credential;
    let id = credential.id.clone();
    html! {
        <Page title={t!("badge-page-title")} over={held.face.title.clone()} class="credential">
            { specimen(held.face.specimen_note.as_ref()) }
            { what_became_of_it(held) }
            { badge_card(&held.face, None) }
            if credential.state == CredentialState::Active {
                { how_sure(held) }
            }
            { downloads(held) }
            <Saying key={format!("says-{id}")} credential={credential.clone()} name={name.to_owned()} />
            <Sharing key={format!("share-{id}")} id={id.clone()} page={held.page.clone()} file_says_name={held.file_says_name} again={again.clone()} />
            <div class="actions">
                { link_button(Route::Wallet, false, t!("to-wallet")) }
                if let Some(attempt) = &credential.attempt {
                    { link(Route::Result(attempt.clone()), "", html! { t!("see-result") }) }
                }
            </div>
        </Page>
    }
}

/// Why it does not hold, in words that only its holder reads.
fn what_became_of_it(held: &Held) -> Html {
    let credential = &held.credential;
    let Some(step) = credential.steps.last().filter(|_| credential.state != CredentialState::Active) else {
        return Html::default();
    };
    let tone = if credential.state == CredentialState::Revoked { Tone::Bad } else { Tone::Warning };
    let since = match credential.state {
        CredentialState::Revoked => t!("revoked-since", date = date(step.at)),
        _ => t!("suspended-since", date = date(step.at)),
    };
    notice(
        tone,
        html! {
            <>
            <p><strong>{ since }</strong></p>
            if !step.reason.is_empty() {
                <p class="said">{ &step.reason }</p>
            }
            <p class="hint">{ t!("reason-private") }</p>
            </>
        },
    )
}

/// What it proves, and how sure that is.
fn how_sure(held: &Held) -> Html {
    html! {
        <section class="card" aria-labelledby="proves">
            <h2 id="proves">{ t!("proves-title") }</h2>
            <p>{ t!("proves-text") }</p>
            if let Some(sure) = &held.sure {
                <p>{ t!("proves-sure", count = sure.questions, sure = probability(sure.mastery), asked = probability(sure.certainty)) }</p>
            }
            <p>{ t!("proves-not") }</p>
        </section>
    }
}

/// The forms in which it can be kept: for badges, for wallets, as a picture, for European systems.
fn downloads(held: &Held) -> Html {
    let id = held.credential.id.as_str();
    let form = |form: &str, title: String, what: String| {
        let href = path::fill(path::MY_CREDENTIAL_DOCUMENT, &[id, form]);
        html! { <li><a class="button small" {href} download="">{ title }</a><span>{ what }</span></li> }
    };
    html! {
        <section class="card" aria-labelledby="download">
            <h2 id="download">{ t!("download-title") }</h2>
            <p>{ t!("download-text") }</p>
            <ul class="downloads">
                { form("json", t!("form-json"), t!("form-json-text")) }
                { form("png", t!("form-png"), t!("form-png-text")) }
                { form("svg", t!("form-svg"), t!("form-svg-text")) }
                { form("jwt", t!("form-jwt"), t!("form-jwt-text")) }
                // It has no status list that would say that it does not hold, and no place for other credentials.
                if held.credential.state == CredentialState::Active && !held.face.record {
                    { form("elm", t!("form-elm"), t!("form-elm-text")) }
                }
            </ul>
            if held.face.record {
                <p class="hint">{ t!("form-elm-record") }</p>
            }
            <p><a href="/verify">{ t!("nav-verify") }</a></p>
        </section>
    }
}
