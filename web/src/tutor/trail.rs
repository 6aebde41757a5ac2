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

/// What was done, in words.
pub fn what(action: TrailAction) -> String {
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
        TrailAction::BankMade => t!("did-bank-made"),
        TrailAction::BankTaken => t!("did-bank-taken"),
        TrailAction::BankChanged => t!("did-bank-changed"),
        TrailAction::PublicationProposed => t!("did-publication-proposed"),
        TrailAction::PublicationSigned => t!("did-publication-signed"),
        TrailAction::PublicationRefused => t!("did-publication-refused"),
        TrailAction::PublicationWithdrawn => t!("did-publication-withdrawn"),
        // Running it.
        TrailAction::CohortMade => t!("did-cohort-made"),
        TrailAction::CohortChanged => t!("did-cohort-changed"),
        TrailAction::LearnersImported => t!("did-learners-imported"),
        TrailAction::CardsReissued => t!("did-cards-reissued"),
        TrailAction::ExtraTimeSet => t!("did-extra-time-set"),
        TrailAction::ConcernStepped => t!("did-concern-stepped"),
        TrailAction::KeyProposed => t!("did-key-proposed"),
        TrailAction::KeyCorrected => t!("did-key-corrected"),
        TrailAction::KeyDropped => t!("did-key-dropped"),
        TrailAction::BadgeDecided => t!("did-badge-decided"),
        TrailAction::Exported => t!("did-exported"),
        TrailAction::DemoMade => t!("did-demo-made"),
        TrailAction::DemoRemoved => t!("did-demo-removed"),
        TrailAction::CutStudyMade => t!("did-cut-study-made"),
        TrailAction::CutStudyAdvanced => t!("did-cut-study-advanced"),
        TrailAction::JudgeInvited => t!("did-judge-invited"),
        TrailAction::JudgeRevoked => t!("did-judge-revoked"),
        TrailAction::CutAdopted => t!("did-cut-adopted"),
        // Credentials.
        TrailAction::CredentialRevoked => t!("did-credential-revoked"),
        TrailAction::CredentialSuspended => t!("did-credential-suspended"),
        TrailAction::SuspensionLifted => t!("did-suspension-lifted"),
        TrailAction::CredentialReissued => t!("did-credential-reissued"),
        TrailAction::LearnerRenamed => t!("did-learner-renamed"),
        TrailAction::NameDeclined => t!("did-name-declined"),
        TrailAction::HandAwardProposed => t!("did-hand-award-proposed"),
        TrailAction::HandAwardSigned => t!("did-hand-award-signed"),
        TrailAction::HandAwardRefused => t!("did-hand-award-refused"),
        TrailAction::KeysRotated => t!("did-keys-rotated"),
        TrailAction::KeyWithdrawn => t!("did-key-withdrawn"),
        TrailAction::BadgeRecognised => t!("did-badge-recognised"),
        TrailAction::BadgeDeclined => t!("did-badge-declined"),
        TrailAction::IssuerDocumentGiven => t!("did-issuer-document-given"),
        TrailAction::PathwayAwardDecided => t!("did-pathway-award-decided"),
    }
}
