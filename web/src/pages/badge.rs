//! A credential as a card: for its holder, and for whoever they share it with.

use api::credential::{CredentialSource, CredentialState, StatusCode};
use api::wallet::Face;
use yew::prelude::*;

use crate::components::{Tone, mark, notice};
use crate::format::{iso_date, plain};
use crate::t;

/// The credential, with its picture, what it says and whether it holds.
pub fn badge_card(face: &Face, name: Option<&String>) -> Html {
    let specimen = face.specimen_note.is_some();
    // What does not hold claims nothing of its holder.
    let holds = face.state == CredentialState::Active;
    html! {
        <article class={classes!("badge", specimen.then_some("badge-specimen"))} aria-labelledby="badge-title">
            <div class="badge-seal">{ picture(face) }</div>
            <p class="overline">{ over(face) }</p>
            <h2 id="badge-title">{ &face.title }</h2>
            if let Some(name) = name {
                <p class="badge-holder">{ t!("badge-held-by", name = name.clone()) }</p>
            }
            <p class="badge-award">{ t!("badge-awarded", body = face.awarding_body.clone(), date = iso_date(&face.awarded_on)) }</p>
            { state_of(face) }
            if holds {
                <p>{ shows(face) }</p>
            }
            { facts(face) }
            if holds && !face.outcomes.is_empty() {
                <h3>{ t!("badge-can") }</h3>
                <ul class="outcome-list">
                    { for face.outcomes.iter().map(|outcome| html! {
                        <li key={outcome.id.clone()}><span class="outcome-id">{ &outcome.id }</span><span>{ &outcome.text }</span></li>
                    }) }
                </ul>
            }
        </article>
    }
}

/// What kind of thing it is.
fn over(face: &Face) -> String {
    match (face.specimen_note.is_some(), face.record) {
        (true, _) => t!("badge-specimen"),
        (false, true) => t!("badge-over-record"),
        (false, false) => t!("badge-over"),
    }
}

/// Its picture; the mark of the house where it has none. The title beside it says what it shows.
pub fn picture(face: &Face) -> Html {
    match &face.picture {
        Some(address) => html! { <img class="badge-picture" src={address.clone()} alt="" /> },
        None => mark(),
    }
}

/// Whether it holds, for the eye and in words; and why it does not, as everyone may know it.
pub fn state_of(face: &Face) -> Html {
    let said = |tone: Tone, standing: String| {
        notice(
            tone,
            html! {
                <>
                <p><strong>{ standing }</strong></p>
                if let Some(code) = face.code {
                    <p>{ why(code) }</p>
                }
                </>
            },
        )
    };
    match face.state {
        CredentialState::Active => html! { <p class="standing standing-active">{ t!("standing-active") }</p> },
        CredentialState::Suspended => said(Tone::Warning, t!("standing-suspended")),
        CredentialState::Revoked => said(Tone::Bad, t!("standing-revoked")),
    }
}

/// Why a credential does not hold, in a sentence for everyone.
fn why(code: StatusCode) -> String {
    match code {
        StatusCode::IssuedInError => t!("why-issued-in-error"),
        StatusCode::ResultCorrected => t!("why-result-corrected"),
        StatusCode::Misconduct => t!("why-misconduct"),
        StatusCode::Superseded => t!("why-superseded"),
        StatusCode::HolderAsked => t!("why-holder-asked"),
        StatusCode::KeyStolen => t!("why-key-stolen"),
        StatusCode::PartRevoked => t!("why-part-revoked"),
        StatusCode::UnderReview => t!("why-under-review"),
        StatusCode::Cleared => t!("why-cleared"),
    }
}

/// What it shows of its holder, in a sentence.
pub fn shows(face: &Face) -> String {
    match face.source {
        CredentialSource::Attempt if face.supervised => t!("shows-supervised"),
        CredentialSource::Attempt => t!("shows-confirmed"),
        CredentialSource::Hand => t!("shows-hand"),
        CredentialSource::Pathway if face.record => t!("shows-record"),
        CredentialSource::Pathway => t!("shows-pathway"),
    }
}

/// Level, workload and the day on which it ends, as far as they are known.
fn facts(face: &Face) -> Html {
    let hours = face.hours.map(|hours| t!("badge-hours", hours = plain(hours)));
    let work = [hours, face.credits.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let all = [
        (t!("badge-level"), face.levels.join(" · ")),
        (t!("badge-work"), work),
        (t!("badge-until"), face.valid_until.as_deref().map(iso_date).unwrap_or_default()),
    ];
    if all.iter().all(|(_, value)| value.is_empty()) {
        return Html::default();
    }
    html! {
        <dl class="facts badge-facts">
            { for all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }
        </dl>
    }
}
