//! States, codes and sources in words.

use api::credential::{CredentialSource, CredentialState, StatusCode};
use yew::prelude::*;

use crate::t;

/// Whether it holds.
pub fn chip(state: CredentialState, replaced: bool) -> Html {
    let (class, words) = match (state, replaced) {
        (_, true) => ("chip chip-quiet", t!("awards-replaced")),
        (CredentialState::Active, _) => ("chip", t!("awards-active")),
        (CredentialState::Suspended, _) => ("chip chip-specimen", t!("awards-suspended")),
        (CredentialState::Revoked, _) => ("chip chip-quiet", t!("awards-revoked")),
    };
    html! { <span {class}>{ words }</span> }
}

/// Why, as everyone may know it.
pub fn code(code: StatusCode) -> String {
    match code {
        StatusCode::IssuedInError => t!("code-issued-in-error"),
        StatusCode::ResultCorrected => t!("code-result-corrected"),
        StatusCode::Misconduct => t!("code-misconduct"),
        StatusCode::Superseded => t!("code-superseded"),
        StatusCode::HolderAsked => t!("code-holder-asked"),
        StatusCode::KeyStolen => t!("code-key-stolen"),
        StatusCode::PartRevoked => t!("code-part-revoked"),
        StatusCode::UnderReview => t!("code-under-review"),
        StatusCode::Cleared => t!("code-cleared"),
    }
}

/// Where it comes from.
pub fn source(source: CredentialSource) -> String {
    match source {
        CredentialSource::Attempt => t!("awards-by-attempt"),
        CredentialSource::Hand => t!("awards-by-hand"),
        CredentialSource::Pathway => t!("awards-by-pathway"),
    }
}
