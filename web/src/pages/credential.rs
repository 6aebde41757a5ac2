//! What an attempt earned, once that is signed; before that, how far it is.

use api::attempt::{AttemptResult, BadgeState};
use api::path;
use yew::prelude::*;

use super::wallet::{HeldPage, Which};
use crate::components::{Load, Page, failure_page, link_button, use_load, waiting};
use crate::route::Route;
use crate::t;

/// Which attempt.
#[derive(Properties, PartialEq)]
pub struct CredentialPageProps {
    /// Its random id.
    pub id: String,
}

/// The holder's page of what an attempt earned.
#[component]
pub fn CredentialPage(props: &CredentialPageProps) -> Html {
    let (load, again) = use_load::<AttemptResult>(path::fill(path::ATTEMPT_RESULT, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Me, false, t!("to-me"))),
        Load::Ready(result) if !result.badge.is_signed() => html! {
            <Page title={t!("no-badge-title")} class="narrow"
                lead={if result.badge == BadgeState::None { t!("no-badge") } else { t!("badge-awaiting") }}>
                <div class="actions">{ link_button(Route::Result(props.id.clone()), true, t!("see-result")) }</div>
            </Page>
        },
        Load::Ready(_) => html! { <HeldPage which={Which::Attempt(props.id.clone())} /> },
    }
}
