//! What a sealed attempt came to.

use api::attempt::{AttemptResult, BadgeState};
use api::path;
use yew::prelude::*;

use crate::browser::now;
use crate::components::{Link, Load, Page, Tone, failure_page, notice, specimen, use_load, waiting};
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
        Load::Failed(failure) if failure.status() == 409 => failure_page(
            &failure,
            None,
            html! { <Link to={Route::Attempt(props.id.clone())} class="button primary">{ t!("continue-attempt") }</Link> },
        ),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <Link to={Route::Me} class="button">{ t!("to-me") }</Link> })
        }
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
                                <Link to={Route::Credential(props.id.clone())} class="button primary">{ t!("see-badge") }</Link>
                            }
                            <button type="button" class="button" onclick={|_| { let _ = crate::browser::window().print(); }}>{ t!("print") }</button>
                            <Link to={Route::MicroCredential(result.micro_credential.clone())} class="button">{ t!("about-it") }</Link>
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
        BadgeState::Issued => notice(Tone::Good, html! { <p>{ t!("badge-issued") }</p> }),
    }
}
