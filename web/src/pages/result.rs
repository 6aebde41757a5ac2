//! What a sealed attempt came to.

use api::attempt::{AttemptResult, BadgeState};
use api::path;
use yew::prelude::*;

use crate::components::{FailurePage, Link, Load, Notice, Page, Tone, Waiting, use_load};
use crate::format::date_time;
use crate::result::{Finding, Gate};
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
        Load::Waiting => html! { <Waiting /> },
        // Not finished yet: the player is the place to be.
        Load::Failed(failure) if failure.status() == 409 => html! {
            <FailurePage {failure}><Link to={Route::Attempt(props.id.clone())} class="button primary">{ t!("continue-attempt") }</Link></FailurePage>
        },
        Load::Failed(failure) => {
            html! { <FailurePage {failure} {again}><Link to={Route::Me} class="button">{ t!("to-me") }</Link></FailurePage> }
        }
        Load::Ready(result) => html! {
            <Page title={t!("result-title")} over={result.title.clone()} class="result">
                <Gate>
                    if let Some(note) = &result.specimen_note {
                        <Notice tone={Tone::Warning}><p><strong>{ t!("specimen") }</strong>{ " · " }{ note }</p></Notice>
                    }
                    <Finding outcome={result.outcome.clone()}>
                        { badge(&result) }
                        if let Some(at) = result.next_attempt_at {
                            <p>{ t!("next-attempt-at", date = date_time(at)) }</p>
                        }
                        <div class="actions">
                            if result.badge == BadgeState::Issued {
                                <Link to={Route::Credential(props.id.clone())} class="button primary">{ t!("see-badge") }</Link>
                            }
                            <button type="button" class="button" onclick={|_| { let _ = crate::browser::window().print(); }}>{ t!("print") }</button>
                            <Link to={Route::MicroCredential(result.micro_credential.clone())} class="button">{ t!("about-it") }</Link>
                        </div>
                    </Finding>
                </Gate>
            </Page>
        },
    }
}

fn badge(result: &AttemptResult) -> Html {
    match result.badge {
        BadgeState::None => Html::default(),
        BadgeState::AwaitingConfirmation => html! {
            <Notice tone={Tone::Information}><p>{ t!("badge-awaiting") }</p></Notice>
        },
        BadgeState::Issued => html! {
            <Notice tone={Tone::Good}><p>{ t!("badge-issued") }</p></Notice>
        },
    }
}
