//! The trail: what staff did, the newest first.

use api::path;
use api::staff::{Trail, TrailAction, TrailEntry};
use yew::prelude::*;

use crate::components::{Load, failed, table, use_load};
use crate::format::moment;
use crate::t;

/// A row for each thing that was done.
#[component]
pub fn TrailList() -> Html {
    let (load, _) = use_load::<Trail>(path::TRAIL.to_owned());
    match load {
        Load::Waiting => html! { <p role="status">{ t!("loading") }</p> },
        Load::Failed(failure) => failed(Some(&failure.words())),
        Load::Ready(trail) => html! {
            <section class="card" aria-label={t!("trail-title")}>
                <p class="hint">{ t!("trail-count", count = trail.entries.len()) }</p>
                { table(headings(), trail.entries.iter().map(row).collect()) }
            </section>
        },
    }
}

fn headings() -> [String; 5] {
    [t!("trail-when"), t!("trail-who"), t!("trail-what"), t!("trail-about"), t!("trail-detail")]
}

fn row(entry: &TrailEntry) -> Html {
    // Of what somebody did with their own account their name is said once.
    let about = if is_own(entry.action) { "" } else { &entry.about };
    let cell = |label: String, text: &str| match text {
        "" => html! { <td></td> },
        text => html! { <td data-label={label}>{ text }</td> },
    };
    html! {
        <tr key={entry.number.to_string()}>
            <td class="when">{ moment(entry.at) }</td>
            <td><span class="who">{ entry.who.clone().unwrap_or_else(|| t!("trail-server")) }</span></td>
            <td>{ what(entry.action) }</td>
            { cell(t!("trail-about"), about) }
            { cell(t!("trail-detail"), &entry.detail) }
        </tr>
    }
}

const fn is_own(action: TrailAction) -> bool {
    matches!(action, TrailAction::SignedIn | TrailAction::PasswordSet | TrailAction::PasswordChanged)
}

fn what(action: TrailAction) -> String {
    match action {
        TrailAction::SetUp => t!("did-set-up"),
        TrailAction::SignedIn => t!("did-signed-in"),
        TrailAction::Invited => t!("did-invited"),
        TrailAction::RolesChanged => t!("did-roles-changed"),
        TrailAction::AccountClosed => t!("did-account-closed"),
        TrailAction::PasswordLinkMade => t!("did-password-link-made"),
        TrailAction::PasswordSet => t!("did-password-set"),
        TrailAction::PasswordChanged => t!("did-password-changed"),
        TrailAction::CodeMade => t!("did-code-made"),
        TrailAction::CodeRevoked => t!("did-code-revoked"),
        TrailAction::LearnerMade => t!("did-learner-made"),
        TrailAction::SeatConfirmed => t!("did-seat-confirmed"),
        TrailAction::CardReissued => t!("did-card-reissued"),
        TrailAction::SittingOpened => t!("did-sitting-opened"),
        TrailAction::SittingExtended => t!("did-sitting-extended"),
        TrailAction::SittingClosed => t!("did-sitting-closed"),
        TrailAction::HandedIn => t!("did-handed-in"),
        TrailAction::SittingSignedOff => t!("did-sitting-signed-off"),
        TrailAction::ExposureAccepted => t!("did-exposure-accepted"),
    }
}
