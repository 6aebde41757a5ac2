//! What a sealed attempt came to.

use api::attempt::{AttemptResult, BadgeState, ResultCorrection};
use api::path;
use engine::Verdict;
use yew::prelude::*;

use crate::browser::now;
use crate::components::{Load, Page, Tone, failure_page, link_button, notice, specimen, use_load, waiting};
use crate::format::date_time;
use crate::pages::Appeals;
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
                    { corrected(&result) }
                    { finding(&result.outcome, false, html! { <>
                        { badge(&result) }
                        if let Some(at) = result.next_attempt_at.filter(|at| *at > now()) {
                            <p>{ t!("next-attempt-at", date = date_time(at)) }</p>
                        }
                        <div class="actions">
                            if result.badge.is_signed() {
                                { link_button(Route::Credential(props.id.clone()), true, t!("see-badge")) }
                            }
                            <button type="button" class="button" onclick={|_| { let _ = crate::browser::window().print(); }}>{ t!("print") }</button>
                            { link_button(Route::MicroCredential(result.micro_credential.clone()), false, t!("about-it")) }
                        </div>
                    </> }) }
                    <Appeals id={props.id.clone()} />
                </Gate>
            </Page>
        },
    }
}

/// That a key was wrong, and what that changed.
fn corrected(result: &AttemptResult) -> Html {
    let Some(ResultCorrection { before, reasons, withdrawn }) = &result.correction else { return Html::default() };
    let words = if *before == result.outcome.verdict {
        t!("corrected-same")
    } else {
        match before {
            Verdict::Achieved => t!("corrected-from-achieved"),
            Verdict::NotYet => t!("corrected-from-not-yet"),
            Verdict::TooClose => t!("corrected-from-too-close"),
        }
    };
    notice(
        Tone::Warning,
        html! { <>
            <p>{ words }</p>
            <ul>{ for reasons.iter().map(|reason| html! { <li>{ reason }</li> }) }</ul>
            if let Some(reason) = withdrawn {
                <p>{ t!("corrected-withdrawn") }{ " " }{ reason }</p>
            } else if result.badge == BadgeState::Issued && *before == Verdict::Achieved && result.outcome.verdict != Verdict::Achieved {
                <p>{ t!("corrected-badge") }</p>
            }
        </> },
    )
}

fn badge(result: &AttemptResult) -> Html {
    match result.badge {
        BadgeState::None => Html::default(),
        BadgeState::AwaitingConfirmation => notice(Tone::Information, html! { <p>{ t!("badge-awaiting") }</p> }),
        BadgeState::AwaitingSignOff => notice(Tone::Information, html! { <p>{ t!("badge-awaiting-sign-off") }</p> }),
        BadgeState::NotVouched => notice(Tone::Warning, html! { <p>{ t!("badge-not-vouched") }</p> }),
        BadgeState::Issued => notice(Tone::Good, html! { <p>{ t!("badge-issued") }</p> }),
        BadgeState::Suspended => holds_not(Tone::Warning, t!("result-badge-suspended"), result),
        BadgeState::Withdrawn => holds_not(Tone::Bad, t!("result-badge-withdrawn"), result),
    }
}

/// That the badge does not hold, and why, in words that only its holder reads.
fn holds_not(tone: Tone, words: String, result: &AttemptResult) -> Html {
    // What was decided after a key was corrected stands above already.
    let told = result.correction.as_ref().and_then(|correction| correction.withdrawn.as_ref());
    notice(
        tone,
        html! { <>
            <p><strong>{ words }</strong></p>
            if let Some(reason) = result.badge_reason.as_ref().filter(|reason| told != Some(reason)) {
                <p class="said">{ reason }</p>
            }
            <p class="hint">{ t!("reason-private") }</p>
        </> },
    )
}
