//! The learner's wallet: what they hold, what each proves, and who may see it; and what is kept of them.

mod erasure;
mod held;
mod kept;
mod name;
mod says;
mod sharing;

use api::credential::CredentialState;
use api::learner::QrCode;
use api::path;
use api::wallet::{Held, Wallet};
use yew::prelude::*;

pub use held::{HeldPage, HeldPageProps, Which};
pub use kept::KeptPage;
use name::Naming;

use super::badge::{picture, shows, state_of};
use crate::client::Failure;
use crate::components::{Load, Page, failure_page, link, link_button, use_load, waiting};
use crate::format::iso_date;
use crate::route::Route;
use crate::t;

/// All that a learner holds.
#[component]
pub fn WalletPage() -> Html {
    let (load, again) = use_load::<Wallet>(path::MY_WALLET.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => closed_or(&failure, &again),
        Load::Ready(wallet) => html! {
            <Page title={t!("wallet-title")} lead={t!("wallet-lead")} class="wallet">
                if wallet.credentials.is_empty() {
                    <p class="empty">{ t!("wallet-empty") }</p>
                }
                <ul class="wallet-list">
                    { for wallet.credentials.iter().map(|held| html! { <li key={held.credential.id.clone()}>{ card(held) }</li> }) }
                </ul>
                <p>{ link(Route::Pathways, "", html! { t!("pathways-link") }) }</p>
                { name_and_data(&wallet, &again) }
            </Page>
        },
    }
}

/// A page for somebody who is not signed in, or what went wrong.
fn closed_or(failure: &Failure, again: &Callback<()>) -> Html {
    if [401, 403].contains(&failure.status()) {
        return html! {
            <Page title={t!("wallet-nobody-title")} lead={t!("wallet-nobody")} class="narrow">
                <div class="actions">{ link_button(Route::Return, true, t!("wallet-come-back")) }</div>
            </Page>
        };
    }
    failure_page(failure, Some(again), link_button(Route::Me, false, t!("to-me")))
}

fn card(held: &Held) -> Html {
    let (face, id) = (&held.face, &held.credential.id);
    html! {
        <article class="card wallet-card" aria-labelledby={format!("held-{id}")}>
            <div class="badge-seal">{ picture(face) }</div>
            <div class="wallet-words">
                <h2 id={format!("held-{id}")}>{ link(Route::Held(id.clone()), "", html! { &face.title }) }</h2>
                <p class="hint">{ t!("badge-awarded", body = face.awarding_body.clone(), date = iso_date(&face.awarded_on)) }</p>
                { state_of(face) }
                if face.state == CredentialState::Active {
                    <p>{ shows(face) }</p>
                }
                <p class="hint">{ if held.page.is_some() { t!("wallet-shared") } else { t!("wallet-private") } }</p>
            </div>
        </article>
    }
}

/// One's name and how it is changed, and the way to what is kept.
fn name_and_data(wallet: &Wallet, again: &Callback<()>) -> Html {
    html! {
        <section class="card" aria-labelledby="yours">
            <h2 id="yours">{ t!("yours-title") }</h2>
            <Naming name={wallet.name.clone()} request={wallet.name_request.clone()} again={again.clone()} />
            <div class="actions">{ link_button(Route::Kept, false, t!("kept-title")) }</div>
        </section>
    }
}

/// A QR code with its quiet zone, dark on light in every colour scheme: cameras expect it so.
pub fn qr_code(code: &QrCode) -> Html {
    let side = code.size + 8;
    html! {
        <svg class="qr" viewBox={format!("-4 -4 {side} {side}")} role="img" aria-label={t!("share-qr")} shape-rendering="crispEdges">
            <rect class="qr-field" x="-4" y="-4" width={side.to_string()} height={side.to_string()} />
            <path class="qr-module" d={code.path.clone()} />
        </svg>
    }
}
