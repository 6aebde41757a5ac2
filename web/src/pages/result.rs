//! What a sealed attempt came to.

use api::attempt::{AttemptResult, BadgeState};
use api::path;
use yew::prelude::*;

use crate::browser::now;
use crate::components::{Load, Page, Tone, failure_page, link_button, notice, specimen, use_load, waiting};
use crate::format::date_time;
use crate::result::{Gate, finding};
use crate::route::Route;
use crate::t;

/// Which attempt.
#[derive(Properties, PartialEq)]
pub struct ResultPageProps {
    /// Its random id.
    pub id: String,
}

/// The finding behind "Show me", what became of the badge, and what is next.
#[component]
pub fn ResultPage(props: &ResultPageProps) -> Html {
    let (load, again) = use_load::<AttemptResult>(path::fill(path::ATTEMPT_RESULT, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        // Not finished yet: the player is the place to be.
        Load::Failed(failure) if failure.status() == 409 => {
            failure_page(&failure, None, link_button(Route::Attempt(props.id.clone()), true, t!("continue-attempt")))
        }
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Me, false, t!("to-me"))),
        Load::Ready(result) => html! {
            <Page title={t!("result-title")} over={result.title.clone()} class="result">
                <Gate>
                    { specimen(result.specimen_note.as_ref()) }
                    { finding(&result.outcome, false, html! { <>
                        { badge(&result) }
                        if let Some(at) = result.next_attempt_at.filter(|at| *at > now()) {
                            <p>{ t!("next-attempt-at", date = date_time(at)) }</p>
                        }
                        <div class="actions">
                            if result.badge == BadgeState::Issued {
                                { link_button(Route::Credential(props.id.clone()), true, t!("see-badge")) }
                            }
                            <button type="button" class="button" onclick={|_| { let _ = crate::browser::window().print(); }}>{ t!("print") }</button>
                            { link_button(Route::MicroCredential(result.micro_credential.clone()), false, t!("about-it")) }
                        </div>
                    </> }) }
                </Gate>
            </Page>
        },
    }
}

fn badge(result: &AttemptResult) -> Html {
    match result.badge {
        BadgeState::None => Html::default(),
        BadgeState::AwaitingConfirmation => notice(Tone::Information, html! { <p>{ t!("badge-awaiting") }</p> }),
        BadgeState::AwaitingSignOff => notice(Tone::Information, html! { <p>{ t!("badge-awaiting-sign-off") }</p> }),
        BadgeState::NotVouched => notice(Tone::Warning, html! { <p>{ t!("badge-not-vouched") }</p> }),
        BadgeState::Issued => notice(Tone::Good, html! { <p>{ t!("badge-issued") }</p> }),
    }
}
